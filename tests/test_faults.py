"""Engines that fail in the middle of a build, installed as a package of somebody else's: what is kept, what is told."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from read_back import read_back

from audiofic.cli import run

STORY = """\
"You came," said Anna. She looked at the river.

"I said I would," Tom answered. He spoke of the unspeakable thing, and sat down.

"Then hold the lamp," said Anna.
"""
ENGINE = """
    from audiofic.engines.tone import ToneEngine
    from audiofic.errors import UtteranceError

    class GrumpyEngine(ToneEngine):
        name = "grumpy"

        def synthesize(self, text, voice):
            if "unspeakable" in text:
                raise UtteranceError("this word does not pass my lips")
            return super().synthesize(text, voice)

    class BrokenEngine:
        def __init__(self):
            raise OSError("its library is not there")
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, and a package with two engines beside ours."""
    package = tmp_path / "package"
    info = package / "grumpy-1.0.dist-info"
    info.mkdir(parents=True)
    (package / "grumpy.py").write_text(textwrap.dedent(ENGINE), encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: grumpy\nVersion: 1.0\n", encoding="utf-8")
    entries = "[audiofic.engines]\ngrumpy = grumpy:GrumpyEngine\nbroken = grumpy:BrokenEngine\n"
    (info / "entry_points.txt").write_text(entries, encoding="utf-8")
    monkeypatch.syspath_prepend(str(package))
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("story.txt").write_text(STORY, encoding="utf-8")
    Path("voices.yaml").write_text("engine: grumpy\n", encoding="utf-8")
    return tmp_path / "work"


def test_a_line_that_cannot_be_spoken_is_named_and_the_rest_is_kept(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "story.txt"]) == 3
    said = capsys.readouterr()
    assert "He spoke of the unspeakable thing, and sat down." in said.err
    assert "this word does not pass my lips" in said.err
    path = Path(said.out.strip())
    assert path.name == "story (incomplete).m4b"  # never a half audiobook under the name of a whole one
    assert read_back(path).seconds > 1
    Path("story.txt").write_text(STORY.replace("unspeakable", "speakable"), encoding="utf-8")
    assert run(["build", "story.txt"]) == 0
    assert Path(capsys.readouterr().out.strip()).name == "story.m4b"
    assert [found.name for found in Path("output").rglob("story*")] == ["story", "story.m4b"]


def test_what_somebody_has_put_into_an_incomplete_audiobook_stays(here: Path) -> None:
    assert run(["build", "story.txt", "--format", "m4b,txt,srt"]) == 3
    folder = next(Path("output").rglob("story (incomplete)"))
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "story (incomplete).txt").write_text("mine", encoding="utf-8")
    Path("story.txt").write_text(STORY.replace("unspeakable", "speakable"), encoding="utf-8")
    assert run(["build", "story.txt", "--format", "m4b,txt"]) == 0
    kept = ["notes.txt", "story (incomplete).srt", "story (incomplete).txt"]
    assert sorted(found.name for found in folder.iterdir()) == kept


def test_an_engine_that_does_not_load_is_told_where_it_is_asked_for(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("voices.yaml").write_text("narrator: {engine: broken}\n", encoding="utf-8")
    assert run(["build", "story.txt"]) == 1
    said = capsys.readouterr().err
    assert "voices.yaml:1:20" in said
    assert "its library is not there" in said


def test_doctor_tells_of_an_engine_that_does_not_load_and_of_the_others(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "its library is not there" in said
    assert "engine pyttsx3" in said


def test_voices_lists_the_others_too(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "--engine", "grumpy"]) == 0
    assert "tone-" in capsys.readouterr().out


def test_a_cache_that_cannot_be_written_ends_with_3(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("file").write_text("", encoding="utf-8")
    monkeypatch.setenv("AUDIOFIC_CACHE", str(here / "file"))
    assert run(["build", "story.txt"]) == 3
    said = capsys.readouterr().err
    assert str(here / "file") in said
    assert "Traceback" not in said


def test_without_any_ffmpeg_the_mend_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(here / "nothing"))
    assert run(["build", "story.txt"]) == 3
    said = capsys.readouterr().err
    assert "ffmpeg" in said
    assert not list(here.rglob("*.m4b"))
