from __future__ import annotations

import array
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3
from mutagen.mp3 import MP3, BitrateMode
from mutagen.mp4 import MP4

from audiofic import audio
from audiofic.audio import Clip
from audiofic.errors import EncoderError, OutputError
from audiofic.package import FORMATS, Book, EncodedChapter, Format, ensure_writable, package, usable_cover
from audiofic.package.target import MAX_NAME, book_path, replacing, safe_name
from audiofic.stitch import Piece, stitch

RATES = [16000, 22050, 24000, 44100, 48000]
FRAME = {"m4b": 1024, "mp3": 1152}
HARD = [
    "Chapter 1: a = b; c # d \\ e",
    "He said \"no\", 'twice'",
    "two\nlines",
    "[CHAPTER]",
    ";=\\;=\\",
    "ends in a backslash \\",
    "👩‍👩‍👧‍👦 🏳️‍🌈 Ünï—ćødé 漢字",
    "",
    "long " * 200,
    "\x00control\x07",
    "half a pair \ud83d",
    "%d %s {x} <b>&amp;</b>",
]
BOOK = Book(
    title="The Lake; or = Two\nBoats",
    authors=("quill", "Ink & Co"),
    url="https://example.org/works/1?a=b#c",
    summary="First paragraph = one;\n\nSecond # paragraph \\ 🛶.",
    date="2024-05-17",
    series="Part 2 of The Long Way",
)
FFPROBE = shutil.which("ffprobe") or ""


@pytest.fixture(params=["system", "bundled"])
def ffmpeg(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Each test with the system's ffmpeg and with the one that imageio-ffmpeg brings."""
    if request.param == "bundled":
        monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    elif not shutil.which("ffmpeg"):
        pytest.skip("this system has no ffmpeg")
    return audio.ffmpeg()


@pytest.fixture(params=sorted(FORMATS))
def kind(request: pytest.FixtureRequest) -> Format:
    return FORMATS[request.param]


@cache
def beep(seconds: float, rate: int) -> bytes:
    """A tone that begins with the first sample and ends in silence after half of the time."""
    count = round(seconds * rate)
    loud = (round(16000 * math.cos(2 * math.pi * 1000 * number / rate)) for number in range(count // 2))
    return array.array("h", loud).tobytes() + bytes(2 * (count - count // 2))


def encode(kinds: Sequence[Format], title: str, sound: bytes, rate: int, folder: Path) -> list[EncodedChapter]:
    """A chapter in each kind, made in one pass."""
    name = f"{len(list(folder.iterdir())):05}"
    paths = [folder / f"{name}{kind.name}{kind.chapter_suffix}" for kind in kinds]
    with audio.encoder(rate, {path: kind.encoder(rate) for kind, path in zip(kinds, paths, strict=True)}) as encoder:
        encoder.write(sound)
    return [EncodedChapter(title, path, rate, kind.samples(path)) for kind, path in zip(kinds, paths, strict=True)]


def chapters(kind: Format, titles: Sequence[str], folder: Path, rate: int = 24000) -> list[EncodedChapter]:
    """Chapters that all share one short sound."""
    (first,) = encode([kind], "", beep(0.3, rate), rate, folder)
    return [EncodedChapter(title, first.path, rate, first.samples) for title in titles]


def shown(title: str) -> str:
    """What must be left of a chapter's title."""
    return " ".join("".join(c if category(c) not in {"Cc", "Cs"} else " " * c.isspace() for c in title).split())


def probed(path: Path) -> list[tuple[str, float, float]]:
    """Title, start and end of each chapter, as ffprobe sees them."""
    command = [FFPROBE, "-v", "error", "-of", "json", "-show_chapters", f"file:{path}"]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["chapters"]
    return [(mark["tags"].get("title", ""), float(mark["start_time"]), float(mark["end_time"])) for mark in found]


def onsets(path: Path) -> list[float]:
    """Where a tone begins after at least 0.2 s of silence, in seconds."""
    clip = audio.decode(path)
    heard, found, quiet = array.array("h", clip.pcm), [], clip.rate
    for number, sample in enumerate(heard):
        if abs(sample) > 5000:
            if quiet > clip.rate * 0.2:
                found.append(number / clip.rate)
            quiet = 0
        else:
            quiet += 1
    return found


@pytest.mark.parametrize("rate", RATES)
def test_chapters_begin_where_their_sound_does(kind: Format, rate: int, ffmpeg: str, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    lengths = [1.0, 0.777, 1.2345, 0.5, 0.9]
    encoded = [encode([kind], f"Chapter {n}", beep(s, rate), rate, work)[0] for n, s in enumerate(lengths, 1)]
    path = package(kind, encoded, BOOK, tmp_path / "out")
    probe = audio.probe(path)
    frame = FRAME[kind.name] / rate
    assert [mark.title for mark in probe.marks] == [f"Chapter {number}" for number in range(1, 6)]
    for mark, onset in zip(probe.marks, onsets(path), strict=True):
        assert mark.start == pytest.approx(onset, abs=frame)
    starts, ends = [mark.start for mark in probe.marks], [mark.end for mark in probe.marks]
    assert starts[0] == 0
    assert starts[1:] == ends[:-1]
    assert ends[-1] == pytest.approx(probe.seconds, abs=frame)
    assert probe.seconds == pytest.approx(sum(lengths), abs=len(lengths) * 4 * frame)


def test_cues_are_heard_when_the_timeline_says(kind: Format, ffmpeg: str, tmp_path: Path) -> None:
    encoded, timelines = [], []
    for chapter in ("One", "Two"):
        path = tmp_path / f"{chapter}{kind.chapter_suffix}"
        with audio.encoder(24000, {path: kind.encoder(24000)}) as encoder:
            pieces = [Piece(Clip(beep(0.5, 24000), 24000), "1.1.1", "Text.", 0, pause) for pause in (0.25, 0.6, 2.0)]
            timelines.append(stitch(pieces, encoder, 24000))
        encoded.append(EncodedChapter(chapter, path, 24000, kind.samples(path)))
    path = package(kind, encoded, BOOK, tmp_path / "out")
    expected = [
        mark.start + cue.start / 24000
        for mark, timeline in zip(audio.probe(path).marks, timelines, strict=True)
        for cue in timeline.cues
    ]
    assert onsets(path) == pytest.approx(expected, abs=0.005 + FRAME[kind.name] / 24000)


def test_both_formats_come_from_one_pass(ffmpeg: str, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    kinds = [FORMATS["m4b"], FORMATS["mp3"]]
    encoded = [encode(kinds, title, beep(0.5, 24000), 24000, work) for title in ("One", "Two")]
    for kind, parts in zip(kinds, zip(*encoded, strict=True), strict=True):
        path = package(kind, parts, BOOK, tmp_path / "out")
        assert (
            path == tmp_path / "out/quill, Ink & Co/The Lake; or = Two Boats" / f"The Lake; or = Two Boats{kind.suffix}"
        )
        assert len(onsets(path)) == 2


def test_an_encoded_chapter_is_joined_byte_for_byte(kind: Format, tmp_path: Path) -> None:
    encoded = chapters(kind, ["One", "Two"], tmp_path)
    frames = encoded[0].path.read_bytes()
    path = package(kind, encoded, BOOK, tmp_path / "out")
    if kind.name == "mp3":
        assert path.read_bytes().endswith(frames * 2)
    else:
        again = audio.run_ffmpeg(["-i", f"file:{path}", "-map", "0:a", "-c", "copy", "-f", "adts", "-"])
        assert len(again) == 2 * len(frames)
        assert again[7:200] == frames[7:200]


@pytest.mark.skipif(not FFPROBE, reason="this system has no ffprobe")
def test_marks_of_long_chapters(kind: Format, ffmpeg: str, tmp_path: Path) -> None:
    """ffmpeg 9 loses marks of chapters over 76 s, unless it is told how finely to count."""
    seconds = [3.0, 1000.0, 400.0]
    encoded = [
        one
        for second in seconds
        for one in encode([kind], f"{second:g} s", bytes(2 * 22050 * int(second)), 22050, tmp_path)
    ]
    path = package(kind, encoded, Book("Long"), tmp_path / "out")
    starts = [start for _, start, _ in probed(path)]
    assert starts == pytest.approx([0, 3, 1003], abs=0.5)
    assert probed(path)[-1][2] == pytest.approx(1403, abs=0.5)


@pytest.mark.parametrize("count", [1, 300])
def test_hard_titles_and_many_chapters_in_ffprobe(kind: Format, count: int, ffmpeg: str, tmp_path: Path) -> None:
    titles = [f"{number} {HARD[number % len(HARD)]}" for number in range(count)]
    encoded = chapters(kind, titles, tmp_path)
    path = package(kind, encoded, BOOK, tmp_path / "out")
    found = probed(path)
    assert len(found) == count
    step = encoded[0].samples / 24000
    for number, (title, start, end) in enumerate(found):
        assert shown(titles[number]).startswith(title.strip())
        assert title.strip() == shown(titles[number]) or len(title.encode()) > 240
        assert start == pytest.approx(number * step, abs=2 * FRAME[kind.name] / 24000)
        assert end > start


@pytest.mark.parametrize("count", [1, 255, 256, 300, 600])
def test_the_mp3s_contents_list_every_chapter_in_order(count: int, tmp_path: Path) -> None:
    titles = [f"{number} {HARD[number % len(HARD)]}" for number in range(count)]
    path = package(FORMATS["mp3"], chapters(FORMATS["mp3"], titles, tmp_path), BOOK, tmp_path / "out")
    tag = ID3(path)
    assert tag.version == (2, 3, 0)
    assert [frame.element_id for frame in tag.getall("CTOC") if frame.flags & 2] == ["toc"]

    def leaves(name: str) -> list[str]:
        table = tag[f"CTOC:{name}"]
        assert len(table.child_element_ids) <= 255
        assert table.flags & 1
        return [
            leaf for child in table.child_element_ids for leaf in (leaves(child) if f"CTOC:{child}" in tag else [child])
        ]

    listed = [tag[f"CHAP:{name}"] for name in leaves("toc")]
    assert len(listed) == count
    for title, frame in zip(titles, listed, strict=True):
        assert shown(title).startswith(frame.sub_frames["TIT2"].text[0])
    times = [(frame.start_time, frame.end_time) for frame in listed]
    assert times == sorted(times)
    assert [frame.element_id for frame in tag.getall("CHAP")] == leaves("toc")


def test_tags(kind: Format, ffmpeg: str, tmp_path: Path) -> None:
    path = package(kind, chapters(kind, ["One"], tmp_path), BOOK, tmp_path / "out")
    tags = audio.probe(path).tags
    expected = {
        "title": "The Lake; or = Two Boats",
        "album": "The Lake; or = Two Boats",
        "artist": "quill, Ink & Co",
        "album_artist": "quill, Ink & Co",
        "composer": "audiofic",
        "genre": "Audiobook",
        "comment": BOOK.url,
        "description": BOOK.summary,
        "grouping": BOOK.series,
    }
    assert {key: tags.get(key) for key in expected} == expected
    assert tags["date"].startswith("2024")


def test_m4b_says_that_it_is_an_audiobook(ffmpeg: str, tmp_path: Path) -> None:
    path = package(FORMATS["m4b"], chapters(FORMATS["m4b"], ["One", "Two"], tmp_path), BOOK, tmp_path / "out")
    head = path.read_bytes()
    assert head[4:12] == b"ftypM4B "
    assert head.index(b"moov") < head.index(b"mdat"), "a player must not have to read to the end first"
    found = MP4(path)
    assert found["stik"] == [2]
    assert found["\xa9day"] == ["2024-05-17"]
    assert found["desc"] == [BOOK.summary]
    assert [(chapter.title, chapter.start > 0) for chapter in found.chapters] == [("One", False), ("Two", True)]
    assert found.info.codec == "mp4a.40.2"


def test_mp3_tells_players_its_length(ffmpeg: str, tmp_path: Path) -> None:
    encoded = chapters(FORMATS["mp3"], ["One", "Two"], tmp_path)
    path = package(FORMATS["mp3"], encoded, BOOK, tmp_path / "out")
    found = MP3(path)
    assert found.info.bitrate_mode == BitrateMode.CBR
    assert not found.info.sketchy
    assert found.info.bitrate == pytest.approx(64000, rel=0.02)
    assert found.info.length == pytest.approx(2 * encoded[0].samples / 24000, abs=0.001)
    assert str(found.tags["TDRC"]) == "2024-05-17"
    assert found.tags["COMM::eng"].text == [BOOK.url]
    assert audio.decode(path).seconds == pytest.approx(found.info.length, abs=0.05)


def test_a_book_of_which_nothing_is_known(kind: Format, tmp_path: Path) -> None:
    path = package(kind, chapters(kind, [""], tmp_path), Book(title=""), tmp_path / "out")
    assert path == tmp_path / "out/Unknown author/Untitled" / f"Untitled{kind.suffix}"
    assert "artist" not in audio.probe(path).tags


def test_a_chapter_in_which_nothing_is_heard(kind: Format, ffmpeg: str, tmp_path: Path) -> None:
    sounds = [b"", beep(0.5, 24000), b"", b"", beep(0.5, 24000), b""]
    encoded = [encode([kind], str(number), sound, 24000, tmp_path)[0] for number, sound in enumerate(sounds)]
    path = package(kind, encoded, BOOK, tmp_path / "out")
    marks = audio.probe(path).marks
    assert all(mark.start <= mark.end for mark in marks)
    assert len(onsets(path)) == 2


def picture(ending: str, tmp_path: Path) -> bytes:
    path = tmp_path / f"cover.{ending}"
    audio.run_ffmpeg(["-f", "lavfi", "-i", "testsrc=s=60x80", "-frames:v", "1", f"file:{path}"])
    return path.read_bytes()


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_cover(kind: Format, ending: str, ffmpeg: str, tmp_path: Path) -> None:
    cover = picture(ending, tmp_path)
    assert usable_cover(cover)
    book = Book("Title", ("Author",), cover=cover)
    path = package(kind, chapters(kind, ["One", "Two"], tmp_path), book, tmp_path / "out")
    if kind.name == "m4b":
        (found,) = MP4(path)["covr"]
        assert bytes(found) == cover
    else:
        found = ID3(path)["APIC:"]
        assert (found.data, found.type, found.mime) == (cover, 3, {"jpg": "image/jpeg", "png": "image/png"}[ending])
    assert [mark.title for mark in audio.probe(path).marks] == ["One", "Two"]
    assert len(onsets(path)) == 2


def test_what_is_no_cover(ffmpeg: str, tmp_path: Path) -> None:
    png, noise = picture("png", tmp_path), bytes(number * number % 251 for number in range(3000))
    for wrong in (b"", b"GIF89a", b"<svg/>", png[:8] + noise, png[:300], b"\xff\xd8\xff\xe0" + noise, noise):
        assert not usable_cover(wrong)
    bomb = png[:16] + (60000).to_bytes(4) * 2 + png[24:]
    assert not usable_cover(bomb)


# --------------------------------------------------------------------------------------------------------- names


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
    path = book_path(Path("/out"), author, title, ".m4b")
    assert path.parents[2] == Path("/out")
    assert Path(os.path.normpath(path)) == path
    assert path.suffix == ".m4b"


def test_a_heap_of_accents_costs_no_time() -> None:
    assert len(safe_name("a" + "\u0301\u0316" * 1_000_000, "Untitled").encode()) <= MAX_NAME


def test_a_hostile_title_and_three_hundred_emoji(kind: Format, tmp_path: Path) -> None:
    for title in ("../../etc", "😀" * 300):
        path = package(kind, chapters(kind, [title], tmp_path), Book(title), tmp_path / "out")
        assert path.resolve().is_relative_to((tmp_path / "out").resolve())
        assert audio.probe(path).tags["title"] == title


# --------------------------------------------------------------------------------------------------------- files


def test_a_book_takes_the_place_of_the_one_before(tmp_path: Path, kind: Format) -> None:
    first = package(kind, chapters(kind, ["One"], tmp_path), BOOK, tmp_path / "out")
    second = package(kind, chapters(kind, ["One", "Two"], tmp_path), BOOK, tmp_path / "out")
    assert first == second
    assert len(audio.probe(second).marks) == 2
    assert list(second.parent.iterdir()) == [second]


def test_nothing_half_written_stays(kind: Format, tmp_path: Path) -> None:
    encoded = chapters(kind, ["One", "Two"], tmp_path)
    lost = EncodedChapter("Three", tmp_path / "lost", 24000, 1024)
    with pytest.raises(EncoderError, match="No such file"):
        package(kind, [*encoded, lost], BOOK, tmp_path / "out/deep")
    assert not (tmp_path / "out").exists()


def test_broken_frames_are_an_encoder_error(ffmpeg: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.aac"
    broken.write_bytes(bytes(number * number % 251 for number in range(100_000)))
    with pytest.raises(EncoderError, match="ffmpeg failed"):
        package(FORMATS["m4b"], [EncodedChapter("One", broken, 24000, 1024)], BOOK, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "noise",
    [bytes(100), b"\xff" * 100, b"\xff\xf3\x00\x00" * 9, b"\xff\xe0" * 9, b"no sound at all"],
    ids=["zeros", "ones", "free", "reserved", "text"],
)
def test_damaged_chapters_are_told(kind: Format, noise: bytes, tmp_path: Path) -> None:
    (encoded,) = chapters(kind, ["One"], tmp_path)
    with encoded.path.open("ab") as file:
        file.write(noise)
    with pytest.raises(EncoderError, match="is damaged"):
        kind.samples(encoded.path)


def test_a_chapter_cut_short_is_told(kind: Format, tmp_path: Path) -> None:
    (encoded,) = chapters(kind, ["One"], tmp_path)
    whole = encoded.path.read_bytes()
    for size in (len(whole) - 1, len(whole) - 50, 3):
        encoded.path.write_bytes(whole[:size])
        with pytest.raises(EncoderError, match="is damaged"):
            kind.samples(encoded.path)


def test_a_chapter_that_was_damaged_since(tmp_path: Path) -> None:
    encoded = chapters(FORMATS["mp3"], ["One"], tmp_path)
    encoded[0].path.write_bytes(b"no sound at all")
    with pytest.raises(EncoderError, match="is damaged"):
        package(FORMATS["mp3"], encoded, BOOK, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_earlier_book_survives_a_failure(kind: Format, tmp_path: Path) -> None:
    encoded = chapters(kind, ["One"], tmp_path)
    path = package(kind, encoded, BOOK, tmp_path / "out")
    before = path.read_bytes()
    lost = EncodedChapter("Two", tmp_path / "lost", 24000, 1024)
    with pytest.raises(EncoderError, match="No such file"):
        package(kind, [*encoded, lost], BOOK, tmp_path / "out")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from audiofic.errors import EncoderError
from audiofic.package import FORMATS, Book, EncodedChapter, package
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kind, chapter, output = FORMATS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3])
encoded = [EncodedChapter("One", chapter, 24000, kind.samples(chapter))] * 50
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    package(kind, encoded, Book("Title"), output)
except EncoderError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more(kind: Format, ffmpeg: str, tmp_path: Path) -> None:
    (encoded,) = chapters(kind, ["One"], tmp_path)
    command = [sys.executable, "-c", FULL_DISK, kind.name, str(encoded.path), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert done.stderr == ""
    assert re.match("ffmpeg failed: |ffmpeg ended with signal |.* cannot be written: .*File too large", done.stdout)
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written(kind: Format, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for place in (tmp_path / "file", tmp_path / "file/out", tmp_path / ("x" * 300)):
        with pytest.raises(OutputError, match="cannot be written"):
            ensure_writable(place)
        with pytest.raises(OutputError, match="cannot be written"):
            package(kind, chapters(kind, ["One"], tmp_path), BOOK, place)
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
