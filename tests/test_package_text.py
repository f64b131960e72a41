"""The formats that tell when something is said: subtitles, transcript, and what a server of audiobooks reads."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from encoded_chapters import BOOK, DESCRIPTION, KINDS, RATE, frame, onsets, picture, said, speak
from hypothesis import given
from hypothesis import strategies as st
from read_back import read_back

from audiofic import audio
from audiofic.model import Cue, Kind, Line
from audiofic.package import FORMATS, Book, EncodedChapter, codecs_for, package
from audiofic.package.times import clock, cues_of

FIRST = [
    (said(0, text="The Lake, by quill.", kind=Kind.HEADING), ["The Lake, by quill."]),
    (said(0, text="Summary.", paragraph=-2), []),
    (said(0, text="Two boats.", paragraph=-3), ["Two boats."]),
    (said(1, "Anna", "“You <b>came</b> & stayed? Now?”"), ["“You <b>came</b> & stayed?", "Now?”"]),
    (said(2, text="said Anna --> there."), ["said Anna --> there."]),
    (said(3, text="…"), []),
]
SECOND = [(said(1, "Tom\nReed >", "No.", chapter=2), ["No."]), (said(2, "Anna", "No.", chapter=2), ["No."])]


def book_of(name: str, folder: Path) -> list[EncodedChapter]:
    codec = codecs_for([name])[name]
    return [speak(codec, "One --> {b}", FIRST, folder), speak(codec, "", SECOND, folder)]


def times(text: str) -> list[tuple[float, float]]:
    """Of the cues in a subtitle file."""

    def seconds(time: str) -> float:
        hours, minutes, rest = time.replace(",", ".").split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(rest)

    found = re.findall(r"^(\d\d:\d\d:\d\d[.,]\d{3}) --> (\d\d:\d\d:\d\d[.,]\d{3})$", text, re.MULTILINE)
    return [(seconds(start), seconds(end)) for start, end in found]


@pytest.mark.parametrize("name", KINDS)
def test_subtitles_are_shown_when_the_words_are_heard(name: str, tmp_path: Path) -> None:
    chapters = book_of(name, tmp_path)
    (sound,) = package(FORMATS[name], chapters, BOOK, tmp_path / "out")
    heard = onsets(sound)
    for subtitles in ("vtt", "srt"):
        (path,) = package(FORMATS[subtitles], chapters, BOOK, tmp_path / "out")
        assert path == sound.with_suffix(f".{subtitles}")
        shown = times(path.read_text(encoding="utf-8"))
        assert [start for start, _ in shown] == pytest.approx(heard, abs=0.006 + frame(FORMATS[name]))
        assert [end - start for start, end in shown] == pytest.approx([0.3] * len(heard), abs=0.001)


def test_webvtt_names_the_speakers(tmp_path: Path) -> None:
    (path,) = package(FORMATS["vtt"], book_of("vtt", tmp_path), BOOK, tmp_path / "out")
    blocks = path.read_text(encoding="utf-8").rstrip().split("\n\n")
    assert blocks[0] == "WEBVTT - The Lake; or = Two Boats"
    assert blocks[1] == "NOTE One --&gt; {b}"
    texts = [block.split("\n", 1)[1] for block in blocks if " --> " in block]
    assert texts == [
        "The Lake, by quill.",
        "Two boats.",
        "<v Anna>“You &lt;b&gt;came&lt;/b&gt; &amp; stayed?",
        "<v Anna>Now?”",
        "said Anna --&gt; there.",
        "<v Tom Reed &gt;>No.",
        "<v Anna>No.",
    ]


def test_players_read_the_subtitles(tmp_path: Path) -> None:
    for name in ("vtt", "srt"):
        (path,) = package(FORMATS[name], book_of(name, tmp_path), BOOK, tmp_path / "out")
        read = audio.run_ffmpeg(["-i", f"file:{path}", "-f", "srt", "-"]).decode()
        assert len(times(read)) == 7
        assert "said Anna --" in read


def test_subrip_names_the_speakers(tmp_path: Path) -> None:
    (path,) = package(FORMATS["srt"], book_of("srt", tmp_path), BOOK, tmp_path / "out")
    blocks = path.read_bytes().decode().rstrip().split("\r\n\r\n")
    assert [block.split("\r\n")[0] for block in blocks] == [str(number) for number in range(1, 8)]
    assert [block.split("\r\n")[2] for block in blocks][-2:] == ["Tom Reed >: No.", "Anna: No."]


def test_nothing_in_subrip_is_markup(tmp_path: Path) -> None:
    chapters = book_of("srt", tmp_path)
    (path,) = package(FORMATS["srt"], chapters, BOOK, tmp_path / "out")
    assert "<b>" not in path.read_text(encoding="utf-8")
    said = audio.run_ffmpeg(["-i", f"file:{path}", "-f", "ass", "-"]).decode()
    assert "“You <b>came</b> & stayed?" in said.replace("\N{WORD JOINER}", "")


def test_the_transcript_holds_every_line(tmp_path: Path) -> None:
    (path,) = package(FORMATS["txt"], book_of("txt", tmp_path), BOOK, tmp_path / "out")
    assert path.read_text(encoding="utf-8") == (
        "The Lake; or = Two Boats\n"
        "by quill & Ink and Co\n"
        "\n\n"
        "One --> {b}\n"
        "\n"
        "[00:00:00] The Lake, by quill.\n"
        "           Summary.\n"
        "[00:00:00] Two boats.\n"
        "[00:00:01] Anna: “You <b>came</b> & stayed? Now?”\n"
        "[00:00:02] said Anna --> there.\n"
        "           …\n"
        "\n\n"
        "\n"
        "\n"
        "[00:00:03] Tom Reed >: No.\n"
        "[00:00:03] Anna: No.\n"
    )


def test_audiobookshelf(tmp_path: Path) -> None:
    chapters = book_of("m4b", tmp_path)
    book = replace(BOOK, cover=picture("png", tmp_path))
    (sound,) = package(FORMATS["m4b"], chapters, book, tmp_path / "out")
    metadata, cover = package(FORMATS["audiobookshelf"], chapters, book, tmp_path / "out")
    assert metadata == sound.with_name("metadata.json")
    assert cover == sound.with_name("cover.png")
    assert cover.read_bytes() == book.cover
    found = json.loads(metadata.read_text(encoding="utf-8"))
    marks = found.pop("chapters")
    assert found == {
        "title": "The Lake; or = Two Boats",
        "authors": ["quill", "Ink & Co"],
        "narrators": ["audiofic (Kokoro)", "audiofic (Piper)"],
        "series": ["The Long Way #2", "Rainy, Days #5"],
        "genres": ["Audiobook", "Boats & Lakes"],
        "tags": ["Teen", "Slow Burn", "Boats / Ships"],
        "publishedYear": "2024",
        "publishedDate": "2024-05-17",
        "description": DESCRIPTION,
        "language": "fr",
    }
    assert [mark["title"] for mark in marks] == ["One --> {b}", "Chapter 2"]
    told = [(mark["start"], mark["end"]) for mark in marks]
    assert told == [pytest.approx((mark.start, mark.end), abs=0.001) for mark in read_back(sound).marks]


def test_audiobookshelf_of_a_book_of_which_nothing_is_known(tmp_path: Path) -> None:
    (metadata,) = package(FORMATS["audiobookshelf"], book_of("m4b", tmp_path), Book("Title"), tmp_path / "out")
    found = json.loads(metadata.read_text(encoding="utf-8"))
    assert (found["authors"], found["publishedYear"]) == ([], None)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "00:00:00.000"), (59.9996, "00:01:00.000"), (3599.9994, "00:59:59.999"), (180_000.5, "50:00:00.500")],
)
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


words = st.lists(st.sampled_from(["a", "b", "No.", "Yes."]), min_size=1, max_size=4)


@given(st.lists(st.tuples(words, st.booleans())))
def test_each_cue_is_found_in_its_line(spoken: Sequence[tuple[list[str], bool]]) -> None:
    lines = [said(number, text=" ".join(texts)) for number, (texts, _) in enumerate(spoken, start=1)]
    expected: list[tuple[Line, list[Cue]]] = [
        (line, [Cue(0, 1, line.id, text) for text in texts] if loud else [])
        for line, (texts, loud) in zip(lines, spoken, strict=True)
    ]
    cues = tuple(cue for _, found in expected for cue in found)
    assert list(cues_of(EncodedChapter("", Path(), RATE, 0, 0, tuple(lines), cues))) == expected
