"""Workers that start before it is known what they will say."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path

import pytest

from audiofic import engines
from audiofic.cache import ClipCache
from audiofic.cli import run
from audiofic.engines import Engine, Voice
from audiofic.engines.pyttsx3 import Pyttsx3Engine
from audiofic.engines.tone import ToneEngine
from audiofic.synthesize import Synthesizer, Utterance
from audiofic.synthesize.warmup import WarmUp


def test_what_was_started_early_speaks(tmp_path: Path) -> None:
    given: list[Executor] = []
    with WarmUp("pyttsx3", engines.load, 2) as executors:
        early = executors(Pyttsx3Engine(), 2).submit(os.getpid).result()

        def hand_over(engine: Engine, jobs: int) -> Executor:
            given.append(executors(engine, jobs))
            return given[-1]

        with Synthesizer(ClipCache(tmp_path), 2, engines.load, hand_over) as synthesizer:
            utterance = Utterance("Good morning.", Voice("pyttsx3", "en-gb"), "1.1.1", "Good morning.")
            with closing(synthesizer.synthesize([utterance])) as spoken:
                (clip,) = spoken
    assert early != os.getpid()
    assert clip.error is None
    assert given == [executors(Pyttsx3Engine(), 2)]
    with pytest.raises(RuntimeError):  # it has ended with the block
        given[0].submit(os.getpid)


def test_other_engines_start_when_they_are_asked_for() -> None:
    with WarmUp("pyttsx3", engines.load, 1) as executors, executors(ToneEngine(), 1) as own:
        assert own.submit(os.getpid).result() == os.getpid()


@pytest.mark.parametrize("name", ["tone", "no-such-engine"])
def test_nothing_is_started_for(name: str) -> None:
    with WarmUp(name, engines.load, 2) as executors:
        one, other = executors(ToneEngine(), 1), executors(ToneEngine(), 1)
        assert one is not other


def test_an_engine_that_is_not_there_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story, voices = tmp_path / "story.txt", tmp_path / "voices.yaml"
    story.write_text("It rained all day.\n")
    voices.write_text("narrator: {engine: no-such-engine}\n")
    assert run(["preview", str(story), "--voices", str(voices), "-o", str(tmp_path / "out")]) == 1
    assert "voices.yaml:1:" in capsys.readouterr().err


def test_a_worker_that_starts_loads_no_command_line() -> None:
    code = "import sys, audiofic.__main__; print(sorted({'click', 'pydantic', 'rich'} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
