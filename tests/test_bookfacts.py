"""What the reader says of the book goes before what its file says: in voices.yaml, and on the command line first."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiofic import api, yamlfiles
from audiofic.cli import run
from audiofic.errors import OutputError, VoicesError
from audiofic.package import draw_cover
from audiofic.voices import VoicesFile, read_voices

STORY = "hp\nby Unknown Author\n\n“The tide is in,” said Mara.\n\nShe went home.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hp.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def voices(text: str) -> VoicesFile:
    return read_voices(yamlfiles.parse(text, "voices.yaml"))


def test_voices_yaml_tells_title_author_and_language(here: Path) -> None:
    told = voices("engine: tone\nbook: {title: High Water, author: Jane Quill, language: Deutsch}\n")
    show = api.stage(here / "hp.txt", voices=told)
    metadata = show.work.metadata
    assert (show.work.title, metadata.authors, show.language) == ("High Water", ("Jane Quill",), "de")


def test_there_may_be_several_authors(here: Path) -> None:
    work, _ = api.write_script(here / "hp.txt", voices=voices("book: {author: [Jane Quill, Ada Marsh]}\n"))
    assert work.metadata.authors == ("Jane Quill", "Ada Marsh")
    assert work.title == "hp"


def test_the_command_line_goes_before_voices_yaml(here: Path) -> None:
    (here / "voices.yaml").write_text("engine: tone\nbook: {title: Low Water, author: Nobody}\n", encoding="utf-8")
    words = ["build", "hp.txt", "--format", "txt", "--title", "High Water", "--author", "Jane Quill"]
    assert run([*words, "--author", "Ada Marsh"]) == 0
    assert (here / "output" / "Jane Quill & Ada Marsh" / "High Water" / "High Water.txt").is_file()


def test_the_cover_lies_beside_voices_yaml(here: Path, tmp_path: Path) -> None:
    (here / "book").mkdir()
    (here / "book" / "mine.png").write_bytes(picture := draw_cover("Mine", "Me"))
    (here / "book" / "voices.yaml").write_text("engine: tone\nbook: {cover: mine.png}\n", encoding="utf-8")
    assert api.stage("hp.txt", voices="book/voices.yaml").cover == picture


def test_a_cover_that_is_not_there(here: Path) -> None:
    show = api.stage("hp.txt", voices=voices("engine: tone\nbook: {cover: none.png}\n"))
    with pytest.raises(OutputError, match=r"none\.png cannot be read"):
        api.build(show, here / "output", formats=["txt"])
    assert not (here / "output").exists() or not list((here / "output").rglob("*.txt"))


@pytest.mark.parametrize(
    "book", ["{title: ''}", "{title: [a, b]}", "{author: {a: b}}", "{author: [a, {}]}", "{tlte: x}"]
)
def test_mistakes_in_it_are_told(book: str) -> None:
    with pytest.raises(VoicesError, match=r"voices\.yaml:1:"):
        voices(f"book: {book}\n")


def test_corrections_are_found_whatever_the_book_is_called(here: Path) -> None:
    (here / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    api.fix(here / "hp.txt", {"1.1.1": "Jonas"})
    (here / "voices.yaml").write_text("engine: tone\nbook: {title: High Water}\n", encoding="utf-8")
    assert api.script(here / "hp.txt").lines[0].speaker == "Jonas"
