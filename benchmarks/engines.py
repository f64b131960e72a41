"""What a build costs with real voices: against the best bare loop that speaks the same lines on both cores.

    python benchmarks/engines.py pyttsx3 [10k]
    python benchmarks/engines.py kokoro [600]

The bare loop only speaks: it cuts, checks, keeps, levels and encodes nothing. What ffmpeg takes to encode the book on
both cores is shown beside it, since no audiobook comes without. Loop and build take turns; each build's cache is new.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from build import encoded
from machine import describe
from material import number_of, story

from audiofic import engines, pipeline
from audiofic.audio import Clip
from audiofic.corrections import Corrections
from audiofic.engines import Engine, Voice
from audiofic.pipeline.performer import REFERENCE
from audiofic.plan import Planner
from audiofic.read import read
from audiofic.voicesfile import VoicesFile

JOBS = 2
RUNS = 3

_engine: Engine


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "pyttsx3"
    words = number_of(sys.argv[2]) if len(sys.argv) > 2 else {"kokoro": 600}.get(name, 10_000)
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        show = pipeline.stage(read(story(words, Path(folder))), VoicesFile(engine=name), Corrections())
        lines = utterances(show)
        print(f"{words:,} words, {len(lines):,} different utterances, spoken by {name}, {JOBS} at a time")
        bare: list[float] = []
        built: list[float] = []
        with pool(name) as executor:
            list(executor.map(speak, lines[: 2 * JOBS]))  # everything is loaded before the clock starts
            for run in range(RUNS):
                start = time.perf_counter()
                spoken = sum(executor.map(speak, lines, chunksize=8 if engines.load(name).isolated else 1))
                bare.append(time.perf_counter() - start)
                os.environ["AUDIOFIC_CACHE"] = str(Path(folder, f"cache{run}"))
                start = time.perf_counter()
                result = pipeline.build(show, Path(folder, "out"), ["m4b"], jobs=JOBS, report=lambda _: None)
                built.append(time.perf_counter() - start)
        encoding = encoded(result.paths[0], Path(folder), result.rate).wall / JOBS
    loop, whole = statistics.median(bare), statistics.median(built)
    print(f"bare loop: {loop:.2f} s for {spoken / 60:.1f} minutes of speech")
    print(f"ffmpeg, encoding on both cores: {encoding:.2f} s")
    print(f"build: {whole:.2f} s, {whole / loop:.2f} of the bare loop, {whole / (loop + encoding):.2f} of both")


def utterances(show: pipeline.Show) -> list[tuple[str, Voice]]:
    """All that a build has to speak, each once."""
    planner, sections = Planner(show.cast, show.voices, show.language), show.sections
    plan = [
        cued
        for section, following in zip(sections, [*sections[1:], None], strict=True)
        for cued in planner.plan(section, following)
    ]
    asked = [(cued.utterance.text, cued.utterance.voice) for cued in plan]
    return list(dict.fromkeys([*asked, *((REFERENCE, cued.role.voice) for cued in plan)]))


def pool(name: str) -> Executor:
    """As the engine runs best: processes for a library that one thread may use, else threads on one model."""
    if engines.load(name).isolated:
        return ProcessPoolExecutor(JOBS, multiprocessing.get_context("spawn"), load, (name,))
    load(name)
    return ThreadPoolExecutor(JOBS)


def load(name: str) -> None:
    global _engine  # noqa: PLW0603 - one for all calls in a process
    _engine = engines.load(name)


def speak(line: tuple[str, Voice]) -> float:
    clip: Clip = _engine.synthesize(*line)
    return clip.seconds


if __name__ == "__main__":
    main()
