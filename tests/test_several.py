"""Several stories at once: folders, archives, chapters in files of their own, and one book of many."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from audiofic import api
from audiofic.cli import run
from audiofic.errors import StoryError
from audiofic.model import Work
from audiofic.read import read, read_bytes, stories
from audiofic.read.several import natural


def page(title: str, author: str, *words: str) -> str:
    return (
        f'<html><head><title>{title}</title><meta name="author" content="{author}"></head><body>'
        + "".join(f"<p>{word}</p>" for word in words)
        + "</body></html>"
    )


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def texts(work: Work) -> list[str]:
    return [block.text for _, _, block in work.blocks()]


def checked(work: Work) -> Work:
    """The same; its spans are stretches of its text, and what is left out lies within it."""
    for _, _, block in work.blocks():
        assert all(work.text[span.start : span.end] == span.text for span in block.spans)
    assert all(part.chapter < len(work.chapters) for part in work.left_out)
    return work


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def works(here: Path) -> Path:
    folder = here / "works"
    folder.mkdir()
    (folder / "b10.html").write_text(page("Rope", "Ada", "“Rope,” said Joss."), encoding="utf-8")
    (folder / "b9.html").write_text(page("Salt", "Quill", "“Salt,” said Mara."), encoding="utf-8")
    (folder / "notes.json").write_text("{}", encoding="utf-8")
    (folder / ".hidden.txt").write_text("Hidden.", encoding="utf-8")
    return folder


@pytest.fixture
def chapters(here: Path) -> Path:
    folder = here / "Low Water"
    folder.mkdir()
    for number, word in enumerate(("Salt", "Rope", "Tar", "Lamp", "Oil", "Fog", "Eel", "Net", "Cod", "Ebb"), start=1):
        (folder / f"{number} - {word}.txt").write_text(f"“{word},” said Mara.\n\nShe slept.\n", encoding="utf-8")
    return folder


def test_names_are_sorted_as_people_do() -> None:
    assert sorted(["b10", "B9", "a2", "a10b3", "a10b20", "a"], key=natural) == [
        "a",
        "a2",
        "a10b3",
        "a10b20",
        "B9",
        "b10",
    ]


def test_each_story_of_a_folder_is_an_audiobook(works: Path, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "third.txt").write_text("Tar\nby Cod\n\nIt rained.", encoding="utf-8")
    assert run(["build", "works", "third.txt", "--format", "txt"]) == 0
    made = capsys.readouterr().out.splitlines()
    assert [Path(path).name for path in made] == ["Salt.txt", "Rope.txt", "Tar.txt"]
    assert all(Path(path).is_file() for path in made)


def test_a_story_that_cannot_be_read_stops_no_other(works: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (works / "a.epub").write_bytes(b"PK\x03\x04")
    assert run(["build", "works", "--format", "txt"]) == 1
    said = capsys.readouterr()
    assert [Path(path).name for path in said.out.splitlines()] == ["Salt.txt", "Rope.txt"]
    assert "a.epub" in said.err


def test_numbered_files_are_the_chapters_of_one_work(chapters: Path, here: Path) -> None:
    work = checked(read(chapters))
    assert work.title == "Low Water"
    assert [chapter.title for chapter in work.chapters][:3] == ["Salt", "Rope", "Tar"]
    assert work.chapters[-1].title == "Ebb"
    assert texts(work)[:3] == ["Salt", "“Salt,” said Mara.", "She slept."]
    assert run(["build", "Low Water", "--format", "txt", "--title", "High Water", "--author", "Quill"]) == 0
    assert (here / "output" / "Quill" / "High Water" / "High Water.txt").is_file()


def test_corrections_of_a_folder_lie_beside_it(chapters: Path, here: Path) -> None:
    api.fix(chapters, {"1.1.2": "Jonas"})
    assert api.script(chapters).lines[1].speaker == "Jonas"
    assert list(here.glob("*.corrections.yaml"))


@pytest.mark.parametrize(
    "names", [("Chapter1", "Chapter2"), ("hp-ch-1", "hp-ch-2"), ("00", "01"), ("1. Salt", "2. Salt")]
)
def test_names_of_chapters(here: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (here / "x").mkdir(exist_ok=True)
        (here / "x" / f"{name}.txt").write_text("It rained.", encoding="utf-8")
    assert len(stories(here / "x")) == 1


@pytest.mark.parametrize("names", [("Salt", "Rope"), ("a1", "b2"), ("1999", "2004"), ("story 1", "story 3")])
def test_names_of_works(here: Path, names: tuple[str, ...]) -> None:
    (here / "x").mkdir()
    for name in names:
        (here / "x" / f"{name}.txt").write_text("It rained.", encoding="utf-8")
    assert len(stories(here / "x")) == 2


def test_numbered_works_of_a_series_are_works(here: Path) -> None:
    for number, title in enumerate(("Salt", "Rope"), start=1):
        text = f"{title}\nby Quill\n\nRating: T\nFandom: Sea\nURL: http://x.org/{number}\n\nIt rained.\n"
        (here / "x").mkdir(exist_ok=True)
        (here / "x" / f"{number} {title}.txt").write_text(text, encoding="utf-8")
    assert len(stories(here / "x")) == 2


def test_a_zip_of_works_and_of_chapters(here: Path) -> None:
    works = {"a/b.html": page("Salt", "Q", "Salt."), "a/c.txt": "Rope.", "__MACOSX/a/._c.txt": "x", "cover.png": b"x"}
    (here / "works.zip").write_bytes(zipped(works))
    assert [entry.read().text for entry in stories(here / "works.zip")] == ["Salt.", "Rope."]
    with pytest.raises(StoryError, match=r"2 stories in it \(b\.html, c\.txt\): name one"):
        read(here / "works.zip")
    work = read_bytes(
        zipped({"2.txt": "Rope.", "10.txt": "Tar.", **{f"{n}.txt": "x" for n in (1, *range(3, 10))}}), "low.zip"
    )
    assert texts(work)[3] == "Rope."
    assert texts(work)[-1] == "Tar."
    assert work.chapters[1].title == "Chapter 2"


def test_a_zip_of_one_epub(here: Path) -> None:
    inner = zipped({"META-INF/container.xml": "<x/>"})
    with pytest.raises(StoryError, match=r"works\.zip/a\.epub: this EPUB"):
        read_bytes(zipped({"a.epub": inner}), "works.zip")
    assert texts(read_bytes(zipped({"a.md": "It rained."}), "stdin")) == ["It rained."]


def test_damaged_and_locked_archives() -> None:
    with pytest.raises(StoryError, match="does not open"):
        read_bytes(b"PK\x03\x04rubbish", "a.zip")
    with pytest.raises(StoryError, match="there is no story in this ZIP archive"):
        read_bytes(zipped({"a.png": b"x"}), "a.zip")


def test_as_one(works: Path, here: Path) -> None:
    (works / "c.txt").write_text("Tar\nby Ada\n\nChapter 1\n\nIt rained.\n\nChapter 2\n\nIt snowed.", encoding="utf-8")
    book = checked(api.as_one([entry.read() for entry in api.stories([works])], "The Sea"))
    assert book.title == "The Sea"
    assert book.metadata.authors == ("Quill", "Ada")
    assert [chapter.title for chapter in book.chapters] == [
        "Salt",
        "Rope",
        "Tar: Chapter 1",
        "Chapter 2",
    ]
    assert [(part.metadata.title, part.first) for part in book.parts] == [("Salt", 0), ("Rope", 1), ("Tar", 2)]
    said = [line.text for section in api.stage(book).sections for line in section.lines]
    assert [text for text in said if ", by " in text and "computer" not in text] == [
        "The Sea, by Quill and Ada.",
        "Salt, by Quill.",
        "Rope, by Ada.",
        "Tar, by Ada.",
    ]
    assert run(["build", "works", "--as-one", "The Sea", "--format", "txt"]) == 0
    assert [path.name for path in (here / "output").rglob("*.txt")] == ["The Sea.txt"]


def test_a_title_is_for_one_story(works: Path) -> None:
    assert run(["build", "works", "--title", "The Sea"]) == 2


def test_an_empty_folder_and_a_folder_of_too_many(works: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "empty").mkdir()
    with pytest.raises(StoryError, match="there is no story in this folder"):
        stories(here / "empty")
    monkeypatch.setattr("audiofic.read.limits.WORKS", 1)
    with pytest.raises(StoryError, match="more than 1 stories"):
        stories(works)


@pytest.mark.parametrize(
    ("address", "how"),
    [
        ("https://archiveofourown.org/works/1", "Download → HTML or EPUB"),
        ("http://x.org/s/1", "save the story as a file"),
    ],
)
def test_an_address_is_answered_with_how_to_get_the_story(
    here: Path, address: str, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scenes", address]) == 1
    said = capsys.readouterr().err
    assert f"{address}: this is an address" in said
    assert how in said
    assert f"audiofic fetch {address}" in said


def fanficfare(here: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = here / "fanficfare"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _: str(program))


def test_fetch_asks_fanficfare_once(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fanficfare(here, monkeypatch, f'echo "$@" >> {here}/asked; echo x > "Low Water-x_1.epub"')
    assert run(["fetch", "https://x.org/s/1", "-o", "books"]) == 0
    assert capsys.readouterr().out.strip() == str(Path("books") / "Low Water-x_1.epub")
    assert (here / "books" / "Low Water-x_1.epub").is_file()
    assert (here / "asked").read_text().splitlines() == ["--format=epub --non-interactive https://x.org/s/1"]
    assert [path.name for path in (here / "books").iterdir()] == ["Low Water-x_1.epub"]


def test_fetch_tells_what_went_wrong(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fanficfare(here, monkeypatch, "echo 'No adapter for it' >&2; exit 1")
    assert run(["fetch", "https://x.org/s/1"]) == 1
    assert "FanFicFare got no story: No adapter for it" in capsys.readouterr().err
    assert run(["fetch", "--", "--help"]) == 1
    assert "no address" in capsys.readouterr().err
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert run(["fetch", "https://x.org/s/1"]) == 1
    assert "pip install fanficfare" in capsys.readouterr().err
