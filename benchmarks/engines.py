"""What a build costs with real voices: against the best bare loop that speaks the same lines on both cores.

    python benchmarks/engines.py pyttsx3 [10k]
    python benchmarks/engines.py kokoro [600]

The bare loop only speaks: it cuts, checks, keeps, levels and encodes nothing. Where an engine can be run in several
ways, the one that is quickest over the first lines is the bare loop. What ffmpeg takes to encode the book on both cores
is shown beside it, since no audiobook comes without. Loop and build take turns; each build's cache is new.

CPU seconds are of all processes together. They tell what the build adds of its own: all but speaking and encoding, with
the start of its workers. Each of these runs this file once more, as it runs `audiofic` for users: so little is loaded
at the top of it.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audiofic import engines
from audiofic.audio import Clip
from audiofic.engines import Engine, Voice

if TYPE_CHECKING:
    from build import Seconds

    from audiofic.pipeline import Show

JOBS = 2
RUNS = 3
TRIAL = 12
"""Lines by which the best way is chosen."""

Line = tuple[str, Voice]

_engine: Engine


def main() -> None:
    from build import Seconds, encoded
    from machine import cpu_seconds, describe
    from material import number_of, story

    from audiofic import pipeline
    from audiofic.corrections import Corrections
    from audiofic.read import read
    from audiofic.voices import VoicesFile

    name = sys.argv[1] if len(sys.argv) > 1 else "pyttsx3"
    words = number_of(sys.argv[2]) if len(sys.argv) > 2 else {"kokoro": 600}.get(name, 10_000)
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        show = pipeline.stage(read(story(words, Path(folder))), VoicesFile(engine=name), Corrections())
        lines = utterances(show)
        print(f"{words:,} words, {len(lines):,} different utterances, spoken by {name}")
        best = quickest(name, lines[:TRIAL])
        bare: list[Seconds] = []
        built: list[Seconds] = []
        with best(name) as executor:
            spoken = loop(executor, lines[:JOBS])  # everything is loaded before the clock starts
            for run in range(RUNS):
                start, cpu = time.perf_counter(), cpu_seconds()
                spoken = loop(executor, lines)
                bare.append(Seconds(time.perf_counter() - start, cpu_seconds() - cpu))
                os.environ["AUDIOFIC_CACHE"] = str(Path(folder, f"cache{run}"))
                start, cpu = time.perf_counter(), cpu_seconds()
                result = pipeline.build(show, Path(folder, "out"), ["m4b"], jobs=JOBS, report=lambda _: None)
                built.append(Seconds(time.perf_counter() - start, cpu_seconds() - cpu))
        ffmpeg = encoded(result.paths[0], Path(folder), result.rate)
    voices, build = median(bare), median(built)
    both = voices.wall + ffmpeg.wall / JOBS
    own = build.cpu - voices.cpu - ffmpeg.cpu
    print(f"bare loop: {voices.wall:.2f} s for {spoken / 60:.1f} minutes of speech, {voices.cpu:.2f} CPU seconds")
    print(f"ffmpeg, encoding on both cores: {ffmpeg.wall / JOBS:.2f} s, {ffmpeg.cpu:.2f} CPU seconds")
    print(
        f"build: {build.wall:.2f} s, {build.wall / voices.wall:.2f} of the bare loop, {build.wall / both:.2f} of both"
    )
    print(
        f"its CPU seconds: {build.cpu:.2f}; without ffmpeg {(build.cpu - ffmpeg.cpu) / voices.cpu:.2f} of the bare loop"
    )
    print(f"our own: {own:.2f}, {1000 * own / len(lines):.1f} ms a line, {own / spoken:.2%} of the speech")


def median(runs: Sequence[Seconds]) -> Seconds:
    from build import Seconds

    return Seconds(statistics.median(run.wall for run in runs), statistics.median(run.cpu for run in runs))


def quickest(name: str, lines: Sequence[Line]) -> Callable[[str], Executor]:
    """The best of the ways in which an engine can use both cores."""
    ways: dict[str, Callable[[str], Executor]] = {f"{JOBS} processes": processes}
    if not engines.load(name).isolated:
        ways[f"{JOBS} threads on one model"] = partial(threads, JOBS, 1)
    if name == "kokoro":
        ways[f"one thread, whose model takes {JOBS}"] = partial(threads, 1, JOBS)
    taken: dict[str, float] = {}
    for way, pool in ways.items():
        with pool(name) as executor:
            loop(executor, lines[:JOBS])
            start = time.perf_counter()
            loop(executor, lines)
            taken[way] = time.perf_counter() - start
    for way, seconds in taken.items():
        print(f"{way}: {seconds:.2f} s for {len(lines)} lines")
    return ways[min(taken, key=taken.__getitem__)]


def utterances(show: Show) -> list[Line]:
    """All that a build has to speak, each once."""
    from audiofic.pipeline.performer import REFERENCE
    from audiofic.pipeline.plan import Planner

    planner, sections = Planner(show.cast, show.voices, show.language), show.sections
    plan = [
        cued
        for section, following in zip(sections, [*sections[1:], None], strict=True)
        for cued in planner.plan(section, following)
    ]
    asked = [(cued.utterance.text, cued.utterance.voice) for cued in plan]
    return list(dict.fromkeys([*asked, *((REFERENCE, cued.role.voice) for cued in plan)]))


def processes(name: str) -> Executor:
    """A model, or a library that one thread alone may use, in each process."""
    return ProcessPoolExecutor(JOBS, multiprocessing.get_context("spawn"), load, (name,))


def threads(count: int, inside: int, name: str) -> Executor:
    """So many threads on one model, which takes `inside` for each call."""
    from audiofic.engines import kokoro

    load(name)
    if isinstance(_engine, kokoro.KokoroEngine):
        _engine._loaded = kokoro._load(inside)  # noqa: SLF001 - nobody but us wants it otherwise
    return ThreadPoolExecutor(count)


def load(name: str) -> None:
    global _engine  # noqa: PLW0603 - one for all calls in a process
    _engine = engines.load(name)


def loop(executor: Executor, lines: Sequence[Line]) -> float:
    """Seconds of speech."""
    # What takes a process milliseconds is handed over by the dozen.
    return sum(executor.map(speak, lines, chunksize=8 if len(lines) > 8 * TRIAL else 1))


def speak(line: Line) -> float:
    clip: Clip = _engine.synthesize(*line)
    return clip.seconds


if __name__ == "__main__":
    main()
