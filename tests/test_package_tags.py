"""What libraries and players make of the tags, by the rules that Audiobookshelf has for them and by other readers."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from encoded_chapters import BOOK, COMMENT, DESCRIPTION, FFPROBE, chapters
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from read_back import read_back

from audiofic.package import FORMATS, Book, package
from audiofic.package.tagtext import LONGEST_CAST, description, genres, joined, numbered, series, series_tags

SOUND = ("m4b", "mp3", "opus", "flac", "wav")
ONE = replace(BOOK, series=("Part 2 of The Long Way",))


def made(name: str, folder: Path, book: Book = BOOK) -> Path:
    (path,) = package(FORMATS[name], chapters(FORMATS[name], ["One", "Two"], folder), book, folder / "out")
    return path


# --- Audiobookshelf: which tag it takes, and how it takes it apart


def people(text: str) -> list[str]:
    """Names are parted at "&", else " and ", else ";", and at commas, which are then taken for "Last, First"."""
    separator = next((sign for sign in ("&", " and ", ";") if sign in text), ",")
    names = [name.strip() for part in text.split(separator) for name in part.split(",")]
    if "," in text and len(names) > 1 and " " not in names[0]:
        return [f"{first} {last}" for last, first in zip(names[::2], names[1::2], strict=False)]
    return names


def shelved(tags: dict[str, str]) -> list[tuple[str, str]]:
    """Series and part: by SERIES and SERIES-PART, of which several are parted at ";"; else by the grouping."""
    names, parts = tags.get("series", ""), tags.get("series-part", "")
    if names and ";" in names and ";" in parts:
        return list(zip(*([each.strip() for each in text.split(";")] for text in (names, parts)), strict=True))
    if names:
        return [(names, parts)]
    found = (re.fullmatch(r"(.*?)(?: #([^#\s]+))?", each.strip()) for each in tags.get("grouping", "").split(";"))
    return [(match[1], match[2] or "") for match in found if match and match[1]]


def of_genres(text: str) -> list[str]:
    return [genre.strip() for genre in text.split("/" if "/" in text else ";")]


@pytest.mark.parametrize("name", SOUND)
def test_audiobookshelf_reads_all_from_the_file_alone(name: str, tmp_path: Path) -> None:
    tags = dict(read_back(made(name, tmp_path)).tags)
    assert people(tags["artist"]) == ["quill", "Ink and Co"]
    assert people(tags["composer"]) == ["audiofic (Kokoro)", "audiofic (Piper)"]
    assert of_genres(tags["genre"]) == ["Audiobook", "Boats & Lakes"]
    if name != "m4b":  # ffmpeg 5 shows no tags of MP4 that have names of their own
        assert shelved(tags) == [("The Long Way", "2"), ("Rainy, Days", "5")]
    assert shelved({"grouping": tags["grouping"]}) == [("The Long Way", "2"), ("Rainy, Days", "5")]


def test_three_authors_without_surnames_stay_three() -> None:
    assert people(joined(["quill", "ada", "Jo March"])) == ["quill", "ada", "Jo March"]
    assert people(joined(["Smith, John", "ada & co; more"])) == ["Smith John", "ada and co more"]
    assert joined(["Ink & Co"]) == "Ink & Co"
    assert joined(["", "quill"]) == "quill"
    assert joined([]) == ""


def test_series_of_which_some_have_no_part_are_told_by_the_grouping_alone(tmp_path: Path) -> None:
    book = replace(BOOK, series=("Beacons", "Part 1.5 of A; B"))
    assert series_tags(book) == ("", "")
    assert [numbered(one) for one in series(book)] == ["Beacons", "A, B #1.5"]
    tags = dict(read_back(made("mp3", tmp_path, book)).tags)
    assert shelved(tags) == [("Beacons", ""), ("A, B", "1.5")]


def test_a_fandom_with_a_stroke_stays_one_genre() -> None:
    assert of_genres(genres(replace(BOOK, fandoms=("Marvel/DC", "A; B")))) == ["Audiobook", "Marvel-DC", "A-B"]


def test_a_crowd_is_counted_and_not_listed() -> None:
    told = description(replace(BOOK, cast=tuple(f"{number} – Tone a" for number in range(LONGEST_CAST + 5))))
    assert told.endswith(f"\n{LONGEST_CAST - 1} – Tone a\nand 5 more")


def test_a_book_of_which_nothing_is_told_has_no_description() -> None:
    assert description(Book("Title")) == ""


# --- other readers


def test_series_in_mp3_and_mp4(tmp_path: Path) -> None:
    tag = ID3(made("mp3", tmp_path, ONE))
    assert (str(tag["MVNM"]), str(tag["MVIN"])) == ("The Long Way", "2")
    assert (str(tag["TXXX:SERIES"]), str(tag["TXXX:SERIES-PART"])) == ("The Long Way", "2")
    found = MP4(made("m4b", tmp_path, ONE))
    free = {name: bytes(found[f"----:com.apple.iTunes:{name}"][0]).decode() for name in ("SERIES", "SERIES-PART")}
    assert free == {"SERIES": "The Long Way", "SERIES-PART": "2"}
    assert (found["\xa9mvn"], found["\xa9mvi"]) == (["The Long Way"], [2])
    assert found["\xa9grp"] == ["The Long Way #2"]


@pytest.mark.outside("ffprobe")
@pytest.mark.parametrize("name", SOUND)
def test_ffprobe(name: str, tmp_path: Path) -> None:
    command = [FFPROBE, "-v", "error", "-of", "json", "-show_format", "-show_streams", f"file:{made(name, tmp_path)}"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    parts = (*told["streams"], told["format"])
    tags = {key.lower(): value for part in parts for key, value in part.get("tags", {}).items()}
    assert people(tags["artist"]) == ["quill", "Ink and Co"]
    assert shelved(tags) == [("The Long Way", "2"), ("Rainy, Days", "5")]
    assert {COMMENT, DESCRIPTION} & set(tags.values()), "of Vorbis, ffprobe shows the one or the other as comment"


@pytest.mark.outside("mediainfo")
@pytest.mark.parametrize("name", SOUND)
def test_mediainfo(name: str, tmp_path: Path) -> None:
    command = ["mediainfo", "--Output=JSON", str(made(name, tmp_path))]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    general: dict[str, Any] = told["media"]["track"][0]
    assert general["Performer"].startswith("quill & Ink and Co")
    assert general["Album"] == "The Lake; or = Two Boats"
    assert "audiofic (Kokoro) & audiofic (Piper)" in str(general)
    assert "The Long Way #2; Rainy, Days #5" in str(general)


@pytest.mark.outside("AtomicParsley")
def test_atomicparsley(tmp_path: Path) -> None:
    command = ["AtomicParsley", str(made("m4b", tmp_path)), "-t"]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    tags = dict(re.findall(r'^Atom "(.+?)" (?:\[.*?\] )?contains: (.*)$', told, re.MULTILINE))
    assert tags["©ART"] == tags["aART"] == "quill & Ink and Co"
    assert tags["stik"] == "Audiobook"
    assert tags["©grp"] == "The Long Way #2; Rainy, Days #5"
    assert tags["----"] == "5" or "SERIES" in told
    assert DESCRIPTION.splitlines()[0] in told
