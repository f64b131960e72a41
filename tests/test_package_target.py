"""Where audiobooks go: safe names, and files that are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.api import build, stage
from audiofic.errors import OutputError
from audiofic.package import ensure_writable, replacing, safe_name, shelf
from audiofic.package.target import MAX_NAME, MAX_PATH
from audiofic.voices import VoicesFile


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Lake", "The Lake"),
        ("../../etc", "…-…-etc"),
        ("..", "…"),
        (".", "Untitled"),
        ("", "Untitled"),
        (" \t\n", "Untitled"),
        ("\u200d\u200d", "Untitled"),
        ("\u202egnp.exe", "gnp.exe"),
        (".hidden", "hidden"),
        ("/etc/passwd", "-etc-passwd"),
        ("C:\\Windows", "C--Windows"),
        ("a\x00b\x1bc", "abc"),
        ("a \x00 b ? c", "a b c"),
        ("A\x08\u0300", "\u00c0"),
        ("half \ud83d", "half"),
        ("Who's there?", "Who's there"),
        ('"Yes"', "'Yes'"),
        ("trailing. . ", "trailing"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("com1", "_com1"),
        ("LPT²", "_LPT²"),
        ("Consul", "Consul"),
        ("two\nlines  here", "two lines here"),
        ("a" * 300, "a" * 120),
        ("😀" * 300, "😀" * 30),
        ("👩‍👩‍👧‍👦" * 300, "👩‍👩‍👧‍👦" * 4),
        ("🇳🇱" * 100, "🇳🇱" * 15),
        ("a" + "🇳🇱" * 100, "a" + "🇳🇱" * 14),
        ("👍🏽" * 100, "👍🏽" * 15),
        ("a" * 119 + "e\u0301x", "a" * 119),
    ],
)
def test_names(text: str, name: str) -> None:
    assert safe_name(text, "Untitled") == name


@given(st.text() | st.text(alphabet="./\\ :~-CONul\u200d🇳👩\u0301\x00"))
def test_any_text_is_a_safe_name(text: str) -> None:
    name = safe_name(text, "Untitled")
    assert 0 < len(name.encode()) <= MAX_NAME
    assert not set(name) & set('/\\:*?"<>|\0')
    assert ".." not in name
    assert name == name.strip(" .")
    assert not any(category(character) == "Cc" for character in name)
    assert safe_name(name, "Untitled") == name


@given(st.text(), st.text())
def test_a_book_stays_in_its_folder(author: str, title: str) -> None:
    path = shelf(Path("/out"), author, title).file(".m4b")
    assert path.parents[2] == Path("/out")
    assert Path(os.path.normpath(path)) == path
    assert path.suffix == ".m4b"


@given(st.text(), st.text(), st.integers(0, 130), st.sampled_from(["", " (incomplete)", " (scene 12.345)"]))
def test_whole_paths_are_short_enough_for_every_system(author: str, title: str, deep: int, behind: str) -> None:
    output = Path("/" + "d" * deep)
    place = shelf(output, author, title + behind)
    names = (f"{place.name}, volume 10 of 10.opus", f".{'0' * 32}.part", "x" * place.room)
    assert all(len(os.fsencode(place.folder / name)) <= MAX_PATH for name in names)
    assert place.room >= 40
    assert behind.strip() in place.name


def test_a_folder_that_leaves_no_room_is_told_before_anything_is_spoken(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    told: list[object] = []
    show = stage(b"The tide came in.", voices=VoicesFile(engine="tone"))
    with pytest.raises(OutputError, match="leaves no room for author and title: some systems take no more than 240"):
        build(show, deep, report=told.append)
    assert not told


def test_a_short_title_is_cut_nowhere() -> None:
    place = shelf(Path("/home/quill/audiobooks"), "quill & ada", "The Long Way Home (chapter 2)")
    assert place.file(".m4b") == Path(
        "/home/quill/audiobooks/quill & ada/The Long Way Home (chapter 2)/The Long Way Home (chapter 2).m4b"
    )


def test_a_heap_of_accents_costs_no_time() -> None:
    assert len(safe_name("a" + "\u0301\u0316" * 1_000_000, "Untitled").encode()) <= MAX_NAME


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for place in (tmp_path / "file", tmp_path / "file/out", tmp_path / ("x" * 300)):
        with pytest.raises(OutputError, match="cannot be written"):
            ensure_writable(place)
        with pytest.raises(OutputError, match="cannot be written"), replacing(place / "book.m4b") as part:
            part.write_text("a book")
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    for place in (closed, closed / "out/deep"):
        with pytest.raises(OutputError, match="Permission denied"):
            ensure_writable(place)


def test_a_folder_where_the_file_should_go(tmp_path: Path) -> None:
    (tmp_path / "out/book.m4b").mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot be written"), replacing(tmp_path / "out/book.m4b") as part:
        part.write_text("a book")
    assert list((tmp_path / "out").iterdir()) == [tmp_path / "out/book.m4b"]


def test_ensure_writable_leaves_nothing_behind(tmp_path: Path) -> None:
    ensure_writable(tmp_path)
    ensure_writable(tmp_path / "not/yet/there")
    assert not list(tmp_path.iterdir())


def test_a_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    with replacing(tmp_path / "book") as part:
        part.write_text("a book")
    assert (tmp_path / "book").stat().st_mode == other.stat().st_mode


def test_what_a_killed_build_has_left_is_cleared_away(tmp_path: Path) -> None:
    left, fresh, own = (tmp_path / name for name in (f".{'0a' * 16}.part", f".{'0b' * 16}.part", ".mine.part"))
    for file in (left, fresh, own):
        file.touch()
    for file in (left, own):
        os.utime(file, (0, 0))
    with replacing(tmp_path / "book.m4b") as part:
        part.touch()
    assert sorted(tmp_path.iterdir()) == sorted([fresh, own, tmp_path / "book.m4b"])
