"""The library: stories are taken in, updated, found, taken out; whatever happens, nothing is lost."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.cli import run
from audiofic.errors import OutputError, StoryError
from audiofic.library import Build, Entry, Library, Place, State
from audiofic.library.entry import changes


def text(*chapters: str, title: str = "Rain") -> bytes:
    said = "".join(f"## Chapter {number}: {name}\n\n“Hello,” said Ann.\n\n" for number, name in enumerate(chapters, 1))
    return f"---\ntitle: {title}\nauthor: Ada Quill\n---\n\n{said}".encode()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def test_a_story_is_copied_and_described(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "rain.md"
    file.write_bytes(text("Dawn", "Dusk"))
    added = library.add_file(file)
    assert (added.new, added.entry.id, added.entry.title, added.entry.authors) == (True, "rain", "Rain", ("Ada Quill",))
    assert added.entry.story.read_bytes() == file.read_bytes()
    assert added.entry.origin == str(file)
    assert len(added.entry.chapters) == 2
    assert added.entry.words > 5
    assert library.entries() == [library.get("rain")] == [Library(library.folder).get("rain")]


def test_the_same_file_is_there_already_and_a_newer_one_updates_it(library: Library) -> None:
    first = library.add(text("Dawn"), "rain.md")
    assert library.add(text("Dawn"), "other-name.md") == type(first)(first.entry, new=False)
    (first.entry.folder / "rain.md.corrections.yaml").write_text("same: []\n", encoding="utf-8")
    again = library.add(text("Dawn", "Dusk", "Night"), "rain (1).md")
    assert not again.new
    assert again.news.startswith("2 new chapters (")
    assert "words more" in again.news
    assert again.entry.file == "rain.md"
    assert again.entry.story.read_bytes() == text("Dawn", "Dusk", "Night")
    assert again.entry.state is State.CAST
    assert len(library.entries()) == 1
    assert library.get("rain").news == again.news


def test_a_newer_file_of_another_format_takes_the_place_of_the_old_one(library: Library) -> None:
    first = library.add(text("Dawn"), "rain.md").entry
    again = library.add(text("Dawn", "Dusk"), "rain.markdown").entry
    assert again.file == "rain.markdown"
    assert not first.story.exists()
    assert again.folder == first.folder


def test_two_works_of_one_title_are_two(library: Library) -> None:
    one = library.add(b"It rained on Ann.", "rain.txt").entry
    two = library.add(b"It rained on Bob.", "rain.txt").entry
    assert [one.id, two.id] == ["rain", "rain-2"]


def test_how_far_a_work_has_come(library: Library) -> None:
    entry = library.add(text("Dawn"), "rain.md").entry
    assert entry.state is State.NEW
    entry.voices.write_text("engine: tone\n", encoding="utf-8")
    assert library.get("rain").state is State.CAST
    audiobook = entry.audiobooks / "Ada Quill" / "Rain" / "Rain.m4b"
    audiobook.parent.mkdir(parents=True)
    audiobook.write_bytes(b"sound")
    made = Build(formats=("m4b",), digest=entry.digest, paths=(str(audiobook.relative_to(entry.folder)),), seconds=90)
    library.wants("rain", made)
    assert library.get("rain").wanted == made
    built = library.built("rain", made)
    assert (built.state, built.wanted, built.minutes, built.audiobook) == (State.BUILT, None, 1.5, (audiobook,))
    assert library.add(text("Dawn", "Dusk"), "rain.md").entry.state is State.OUTDATED
    assert library.get("rain").news
    audiobook.unlink()
    assert library.get("rain").state is State.CAST


def test_a_build_that_nobody_wants_any_more(library: Library) -> None:
    library.add(text("Dawn"), "rain.md")
    library.wants("rain", Build(formats=("mp3",), first=1, last=2))
    assert library.wants_no_more("rain").wanted is None


def test_where_a_listener_stopped(library: Library) -> None:
    library.add(text("Dawn"), "rain.md")
    library.add(b"It snowed on Bob.", "snow.txt")
    stopped = library.stopped_at("rain", Place(line=3, audiobook=12.5))
    assert stopped.place is not None
    assert (stopped.place.line, stopped.place.audiobook) == (3, 12.5)
    assert [entry.id for entry in library.entries()] == ["rain", "snow"], "the latest touched comes first"


def test_what_is_taken_out_is_kept(library: Library) -> None:
    entry = library.add(text("Dawn"), "rain.md").entry
    kept = library.remove("rain")
    assert (kept / entry.file).read_bytes() == text("Dawn")
    assert library.entries() == []
    with pytest.raises(StoryError, match="no work 'rain'"):
        library.get("rain")
    assert library.add(text("Dawn"), "rain.md").new


@pytest.mark.parametrize("work", ["../rain", "", ".removed", "RAIN", "rain/../rain", "a" * 5000])
def test_an_id_names_no_path(work: str, library: Library) -> None:
    library.add(text("Dawn"), "rain.md")
    with pytest.raises(StoryError, match="there is no work"):
        library.get(work)


@pytest.mark.parametrize("name", ["../../x.md", "/etc/passwd", "con", "", "a\\b:c?.md"])
def test_a_file_name_is_never_a_path(name: str, library: Library) -> None:
    entry = library.add(text("Dawn"), name).entry
    assert entry.story.parent == entry.folder
    assert entry.story.exists()


def test_a_record_that_was_damaged_or_names_another_file_is_left_out(library: Library) -> None:
    library.add(text("Dawn"), "rain.md")
    library.add(b"It snowed on Bob.", "snow.txt")
    record = library.folder / "rain" / "work.json"
    data = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps({**data, "file": "../snow/snow.txt"}), encoding="utf-8")
    assert [entry.id for entry in library.entries()] == ["snow"]
    record.write_text("{", encoding="utf-8")
    assert [entry.id for entry in library.entries()] == ["snow"]


def test_what_is_no_story_leaves_nothing_behind(library: Library) -> None:
    for data in (b"", b"\0\1\2\3", b"...\n"):
        with pytest.raises(StoryError):
            library.add(data, "x.txt")
    assert not library.folder.exists() or library.entries() == []


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        Library(tmp_path / "file" / "library").add(text("Dawn"), "rain.md")


def test_many_at_once(library: Library) -> None:
    """Each story once, whatever else is being added."""
    stories = [text(*"abc"[: number % 3 + 1], title=f"Story {number // 3}") for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda data: Library(library.folder).add(data, "story.md"), stories))
    assert sorted(entry.title for entry in library.entries()) == [f"Story {number}" for number in range(4)]


def test_it_is_found_by_a_part_of_its_title(library: Library) -> None:
    library.add(text("Dawn", title="The Night Kitchen"), "a.md")
    library.add(text("Dawn", title="The Night Train"), "b.md")
    assert library.find("the-night-train").title == "The Night Train"
    assert library.find("kitchen").title == "The Night Kitchen"
    with pytest.raises(StoryError, match="may be any of"):
        library.find("the night")
    with pytest.raises(StoryError, match="no work 'day'"):
        library.find("day")


@given(st.lists(st.text(max_size=8), max_size=5), st.lists(st.text(max_size=8), max_size=5))
def test_what_is_new_is_told_if_anything_is(before: list[str], after: list[str]) -> None:
    one, two = (
        Entry(file="x", digest=" ".join(titles), title="X", chapters=tuple(titles), words=len(" ".join(titles).split()))
        for titles in (before, after)
    )
    assert bool(changes(one, two)) == (one.digest != two.digest or len(before) != len(after))


def test_series_are_shelves() -> None:
    entry = Entry(file="x", digest="", title="X", series=("Part 2 of The Long Way", "Odds and ends"))
    assert entry.shelves == (("The Long Way", 2), ("Odds and ends", 0))


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path / "data"))
    assert run(["library"]) == 0
    assert "no story in your library yet" in capsys.readouterr().err
    story, empty = tmp_path / "rain.md", tmp_path / "empty.txt"
    story.write_bytes(text("Dawn"))
    empty.write_bytes(b"")
    assert run(["library", "add", str(empty), str(story)]) == 1
    told = capsys.readouterr().err
    assert "this file is empty" in told
    assert "Rain: added" in told
    story.write_bytes(text("Dawn", "Dusk"))
    assert run(["library", "add", str(story)]) == 0
    assert "Rain: updated: 1 new chapter" in capsys.readouterr().err
    assert run(["library", "add", str(story)]) == 0
    assert "Rain: is there already" in capsys.readouterr().err
    assert run(["library"]) == 0
    assert "Ada Quill" in capsys.readouterr().out
    assert run(["library", "where", "rai"]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path == tmp_path / "data" / "library" / "rain" / "rain.md"
    assert run(["build", str(path), "--chapters", "x"]) == 2
    assert run(["library", "remove", "rain"]) == 0
    assert "out of the library" in capsys.readouterr().err
