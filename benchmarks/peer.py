"""audiofic beside audiobooker-ai, the best offline peer: the same story, the same eSpeak voices, in one run.

    pip install audiobooker-ai
    python benchmarks/peer.py [10k]

audiobooker-ai renders with whatever engine it is given; it gets ours, in as many processes as audiofic has, and tells
which lines are whose by its own means. Both write an M4B with chapters. Each is run with nothing cached, with nothing
changed, and after one line of the last chapter has changed.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any

from machine import describe
from material import number_of, story

from audiofic import engines, pipeline
from audiofic.audio import Clip
from audiofic.check import read_header
from audiofic.corrections import Corrections
from audiofic.engines import Voice
from audiofic.package import open_wav
from audiofic.read import read
from audiofic.synthesize import synthesizer as synthesize
from audiofic.voices import VoicesFile

ENGINE = "pyttsx3"
VOICE = "en-gb"
JOBS = 2
_LINE = re.compile(r"\[S\d+:[^\]]*\] (?:\([^)]*\) )?(.*)")


def main() -> None:
    import audiobooker

    logging.disable(logging.WARNING)
    words = number_of(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(describe())
    print(f"{words:,} words with {ENGINE}, {JOBS} processes, against audiobooker-ai {audiobooker.__version__}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = story(words, folder)
        os.environ["AUDIOFIC_CACHE"] = str(folder / "cache")
        executor = synthesize.this_machine(engines.load(ENGINE), JOBS)
        with executor:
            sides: dict[str, Callable[[], Path]] = {
                "audiofic": partial(ours, text, folder),
                "audiobooker-ai": partial(theirs, text, folder, executor),
            }
            print("\n| | nothing cached | nothing changed | one line changed | length |")
            print("| --- | ---: | ---: | ---: | ---: |")
            rows = {side: [timed(action), timed(action)] for side, action in sides.items()}
            text.write_text(text.read_text(encoding="utf-8") + '\n\n"That is all," said Anna.\n', encoding="utf-8")
            for side, action in sides.items():
                rows[side].append(timed(action))
                length = read_header(action()).seconds / 60
                print(
                    f"| {side} | " + " | ".join(f"{seconds:.2f} s" for seconds in rows[side]) + f" | {length:.1f} min |"
                )
    ratios = [f"{mine / other:.2f}" for mine, other in zip(*rows.values(), strict=True)]
    print("| ratio | " + " | ".join(ratios) + " | |")


def ours(text: Path, folder: Path) -> Path:
    """A build, from reading on; everybody speaks in one voice, as theirs do."""
    fallback = {pronoun: [VOICE] for pronoun in ("she", "he", "they")}
    voices = VoicesFile.model_validate({"engine": ENGINE, "fallback": fallback})
    show = pipeline.stage(read(text), voices, Corrections())
    return pipeline.build(show, folder / "ours", ["m4b"], jobs=JOBS, report=lambda _: None).paths[0]


def theirs(text: Path, folder: Path, executor: Executor) -> Path:
    """Their build, likewise: their project of a text is kept and loaded again, and its cache is beside it."""
    from audiobooker import AudiobookProject

    kept = folder / f"{zlib.crc32(text.read_bytes())}.audiobooker"
    if kept.exists():
        project = AudiobookProject.load(kept)
    else:
        project = AudiobookProject.from_text(text)
        project.config.validate_voices_on_render = False
        project.cast("narrator", VOICE)
        project.save(kept)
        project.compile()
        for speaker in project.get_detected_speakers():
            project.cast(speaker, VOICE)
    rendered = project.render(folder / "theirs.m4b", engine=Peer(executor), jobs=JOBS, output_format="m4b")
    project.save(kept)
    return Path(rendered)


class Peer:
    """Our engine as theirs: a chapter's script becomes a WAV file, line after line."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def capabilities(self) -> dict[str, bool]:
        return {"thread_safe": True, "ssml": False, "multi_speaker": True}

    def synthesize(self, *, script: str, output_path: Path, **_: object) -> Any:
        from audiobooker.renderer.protocols import SynthesisResult

        voice = Voice(ENGINE, VOICE)
        texts = [
            match[1] for match in map(_LINE.fullmatch, script.splitlines()) if match and re.search(r"\w", match[1])
        ]
        clips: list[Clip] = [
            future.result()
            for future in [self._executor.submit(synthesize.speak, engines.load, said, voice) for said in texts]
        ]
        with open_wav(output_path, engines.load(ENGINE).sample_rate) as sink:
            for clip in clips:
                sink.write(clip.pcm)
        return SynthesisResult(output_path, sum(clip.seconds for clip in clips))


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
