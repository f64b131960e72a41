"""Books that are too long for one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from encoded_chapters import BOOK, KINDS, RATE, chapters, said, speak
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3
from read_back import read_back

from audiofic.errors import EncoderError
from audiofic.package import FORMATS, EncodedChapter, codecs_for, package, volumes

HOUR = 3600 * RATE


def lasting(*hours: float) -> list[EncodedChapter]:
    return [EncodedChapter(str(n), Path(), RATE, round(each * HOUR), 0) for n, each in enumerate(hours)]


def parts(*hours: float) -> list[list[float]]:
    found = volumes.split(lasting(*hours), volumes.LONGEST)
    return [[chapter.samples / HOUR for chapter in part] for part in found]


def test_up_to_fifty_hours_are_one_file() -> None:
    assert parts(25, 25) == [[25, 25]]
    assert parts(1) == [[1]]


def test_more_are_volumes_of_about_one_length() -> None:
    assert parts(*[1] * 52) == [[1] * 26, [1] * 26]
    assert parts(*[10] * 12) == [[10] * 4, [10] * 4, [10] * 4]
    assert parts(30, 25, 30) == [[30], [25], [30]]
    assert parts(60, 1, 1) == [[60], [1, 1]], "a chapter that is too long is a volume of its own"


@given(st.lists(st.floats(0, 70), min_size=1, max_size=60))
def test_volumes_hold_every_chapter_once_and_in_order(hours: list[float]) -> None:
    every = lasting(*hours)
    found = volumes.split(every, volumes.LONGEST)
    assert [chapter for part in found for chapter in part] == every
    assert all(found)
    longest = max(volumes.LONGEST, *(chapter.samples / RATE for chapter in every))
    assert all(sum(chapter.samples for chapter in part) / RATE <= longest + 1 for part in found)


def test_ten_thousand_chapters_are_split_in_no_time() -> None:
    every = lasting(*[60, *[0.1] * 10_000])
    assert sum(map(len, volumes.split(every, volumes.LONGEST))) == len(every)


@pytest.mark.parametrize("name", [*KINDS, "epub", "vtt", "txt"])
def test_each_volume_is_a_book(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    codec = codecs_for([name])[name]
    encoded = [
        speak(codec, f"Chapter {number}", [(said(1, chapter=number), ["A line."])] * 1, tmp_path)
        for number in range(1, 5)
    ]
    monkeypatch.setattr(volumes, "split", lambda chapters, _: [chapters[:2], chapters[2:]])
    paths = package(FORMATS[name], encoded, BOOK, tmp_path / "out")
    stem = "The Lake; or = Two Boats"
    assert [path.name for path in paths] == [f"{stem}, volume {number} of 2.{name}" for number in (1, 2)]
    if name in KINDS:
        for number, path in enumerate(paths, start=1):
            probe = read_back(path)
            assert probe.tags["title"] == f"{stem}, volume {number} of 2"
            assert probe.tags["album"] == stem
            assert [mark.title for mark in probe.marks] == [f"Chapter {2 * number - 1}", f"Chapter {2 * number}"]
            assert probe.marks[0].start == 0
    if name == "mp3":
        assert [ID3(path)["TRCK"].text for path in paths] == [["1/2"], ["2/2"]]
    if name == "vtt":
        assert "00:00:00.0" in paths[1].read_text(encoding="utf-8")


def test_a_book_that_grows_leaves_none_of_its_old_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kind = FORMATS["mp3"]
    encoded = chapters(kind, ["One", "Two", "Three"], tmp_path)
    stem = "The Lake; or = Two Boats"
    (one,) = package(kind, encoded, BOOK, tmp_path / "out")
    mine = [one.with_name(name) for name in (f"{stem}.m4b", f"{stem}, volume 1 of 2 (mine).mp3", "notes.mp3")]
    for path in mine:
        path.touch()
    for count in (2, 3, 1):
        ends = [[*encoded[: 4 - count]], *([chapter] for chapter in encoded[4 - count :])]
        monkeypatch.setattr(volumes, "split", lambda _, __, ends=ends: ends)
        paths = package(kind, encoded, BOOK, tmp_path / "out")
        assert len(paths) == count
        assert sorted(one.parent.iterdir()) == sorted([*paths, *mine])


def test_a_failure_in_the_last_volume_leaves_the_earlier_book(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kind = FORMATS["mp3"]
    encoded = chapters(kind, ["One", "Two"], tmp_path)
    monkeypatch.setattr(volumes, "split", lambda chapters, _: [[chapter] for chapter in chapters])
    paths = package(kind, encoded, BOOK, tmp_path / "out")
    before = [path.read_bytes() for path in paths]
    lost = EncodedChapter("Two", tmp_path / "lost", RATE, 4096, 0)
    for broken in ([encoded[1], lost], [encoded[1], encoded[0], lost]):
        with pytest.raises(EncoderError, match="No such file"):
            package(kind, broken, BOOK, tmp_path / "out")
        assert [path.read_bytes() for path in paths] == before
        assert sorted(paths[0].parent.iterdir()) == sorted(paths)


def test_a_wav_file_holds_four_gigabytes(tmp_path: Path) -> None:
    kind = FORMATS["wav"]
    day = lasting(*[20] * 3)
    assert len(list(kind.files(day, BOOK))) == 3
    (file, _) = kind.files([*lasting(30), *chapters(kind, ["Two"], tmp_path)], BOOK)
    with pytest.raises(EncoderError, match="'0' is too long for a WAV file"):
        file.write(tmp_path / "out.wav")
