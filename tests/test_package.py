"""The formats that are one file with sound and chapters."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from encoded_chapters import (
    BOOK,
    COMMENT,
    DESCRIPTION,
    HARD,
    KINDS,
    RATE,
    beep,
    chapters,
    encode,
    frame,
    onsets,
    picture,
    probed,
    shown,
)
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import FLAC, Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.wave import WAVE
from read_back import read_back

from audiofic import audio
from audiofic.audio import Clip, Piece, stitch
from audiofic.errors import EncoderError
from audiofic.package import FORMATS, Book, EncodedChapter, Format, codecs_for, package, usable_cover
from audiofic.package.codecs.flac import renumbered
from audiofic.package.codecs.ogg import packets

SYSTEM = pytest.mark.outside("ffmpeg")


@pytest.fixture(params=[pytest.param("system", marks=SYSTEM), "bundled"])
def ffmpeg(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Each test with the system's ffmpeg and with the one that imageio-ffmpeg brings."""
    return _use(request.param, monkeypatch, tmp_path_factory)


@pytest.fixture
def which(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The same, where each test says which."""
    return _use(request.param, monkeypatch, tmp_path_factory)


def _use(which: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> str:
    if which == "bundled":
        monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    found = audio.ffmpeg()
    assert found.bundled == (which == "bundled")
    return found.path


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Format:
    return FORMATS[request.param]


@pytest.mark.parametrize(
    ("rate", "which"),
    [
        pytest.param(16000, "system", marks=SYSTEM),
        (22050, "bundled"),
        pytest.param(24000, "system", marks=SYSTEM),
        pytest.param(44100, "system", marks=SYSTEM),
        (48000, "bundled"),
    ],
    indirect=["which"],
)
def test_chapters_begin_where_their_sound_does(kind: Format, rate: int, which: str, tmp_path: Path) -> None:
    lengths = [1.0, 0.777, 1.2345, 0.5]
    encoded = [encode([kind], f"Chapter {n}", beep(s, rate), rate, tmp_path)[0] for n, s in enumerate(lengths, 1)]
    (path,) = package(kind, encoded, BOOK, tmp_path / "out")
    probe = read_back(path)
    one_frame = frame(kind, rate)
    assert [mark.title for mark in probe.marks] == [f"Chapter {number}" for number in range(1, 5)]
    for mark, onset in zip(probe.marks, onsets(path), strict=True):
        assert mark.start == pytest.approx(onset, abs=one_frame)
    starts, ends = [mark.start for mark in probe.marks], [mark.end for mark in probe.marks]
    assert starts[0] == 0
    assert starts[1:] == ends[:-1]
    assert ends[-1] == pytest.approx(probe.seconds, abs=max(one_frame, 0.01))
    assert probe.seconds == pytest.approx(sum(lengths), abs=len(lengths) * 4 * max(one_frame, 4096 / rate))


def test_a_player_that_goes_to_a_chapter_hears_its_beginning(kind: Format, tmp_path: Path) -> None:
    encoded = [encode([kind], str(number), beep(2.1, RATE), RATE, tmp_path)[0] for number in range(4)]
    (path,) = package(kind, encoded, BOOK, tmp_path / "out")
    there = ["-ss", f"{read_back(path).marks[2].start:.6f}", "-i", f"file:{path}", "-map", "0:a", "-t", "1"]
    audio.run_ffmpeg([*there, f"file:{tmp_path / 'there.wav'}"])
    (onset,) = onsets(tmp_path / "there.wav")
    assert onset < 0.005 + frame(kind)


def test_cues_are_heard_when_the_timeline_says(kind: Format, tmp_path: Path) -> None:
    encoded, timelines = [], []
    for chapter in ("One", "Two"):
        path = tmp_path / f"{chapter}{kind.codec.suffix}"
        with audio.encoder(RATE, {path: kind.codec.encoder(RATE)}) as encoder:
            pieces = [Piece(Clip(beep(0.5, RATE), RATE), "1.1.1", "Text.", 0, pause) for pause in (0.25, 0.6, 2.0)]
            timelines.append(stitch(pieces, encoder, RATE))
        encoded.append(EncodedChapter(chapter, path, RATE, kind.codec.samples(path, RATE), kind.codec.priming))
    (path,) = package(kind, encoded, BOOK, tmp_path / "out")
    expected = [
        mark.start + cue.start / RATE
        for mark, timeline in zip(read_back(path).marks, timelines, strict=True)
        for cue in timeline.cues
    ]
    assert onsets(path) == pytest.approx(expected, abs=0.005 + frame(kind))


def test_formats_that_hold_the_same_codec_share_the_chapters() -> None:
    codecs = codecs_for(["m4b", "epub", "mp3", "mp3-chapters", "flac", "wav", "opus"])
    assert [codec.name for codec in codecs.values()] == ["aac", "aac", "mp3", "mp3", "flac", "flac", "opus"]
    assert len({codec.suffix for codec in codecs.values()}) == 4


def test_formats_without_sound_go_with_the_first_that_has_any() -> None:
    assert codecs_for(["vtt", "opus", "m4b"])["vtt"].name == "opus"
    assert codecs_for(["srt", "txt"])["srt"].name == "aac"


def test_several_formats_come_from_one_pass(ffmpeg: str, tmp_path: Path) -> None:
    kinds = [FORMATS[name] for name in ("m4b", "mp3", "opus", "flac")]
    encoded = [encode(kinds, title, beep(0.5, RATE), RATE, tmp_path) for title in ("One", "Two")]
    for kind, parts in zip(kinds, zip(*encoded, strict=True), strict=True):
        (path,) = package(kind, parts, BOOK, tmp_path / "out")
        folder = tmp_path / "out/quill & Ink and Co/The Lake; or = Two Boats"
        assert path == folder / f"The Lake; or = Two Boats.{kind.name}"
        assert len(onsets(path)) == 2


def test_a_joined_mp3_and_m4b_hold_the_chapters_byte_for_byte(tmp_path: Path) -> None:
    for name in ("mp3", "m4b"):
        encoded = chapters(FORMATS[name], ["One", "Two"], tmp_path)
        frames = encoded[0].path.read_bytes()
        (path,) = package(FORMATS[name], encoded, BOOK, tmp_path / "out")
        if name == "mp3":
            assert path.read_bytes().endswith(frames * 2)
        else:
            again = audio.run_ffmpeg(["-i", f"file:{path}", "-map", "0:a", "-c", "copy", "-f", "adts", "-"])
            assert len(again) == 2 * len(frames)
            assert again[7:200] == frames[7:200]


def test_a_joined_opus_holds_the_chapters_packet_by_packet(tmp_path: Path) -> None:
    encoded = [encode([FORMATS["opus"]], "", beep(s, RATE), RATE, tmp_path)[0] for s in (0.3, 1.0, 2.5)]
    (path,) = package(FORMATS["opus"], encoded, BOOK, tmp_path / "out")
    head, tags, *heard = packets(path)
    assert (head[:8], tags[:8]) == (b"OpusHead", b"OpusTags")
    assert heard == [packet for chapter in encoded for packet in list(packets(chapter.path))[2:]]
    # a decoder leaves out the first 312 samples of 48,000 a second, as the header says
    assert OggOpus(path).info.length == pytest.approx(len(heard) * 0.02 - 312 / 48000, abs=1e-6)


@pytest.mark.parametrize("name", ["flac", "wav"])
@pytest.mark.parametrize(
    ("rate", "which"), [pytest.param(22050, "system", marks=SYSTEM), (11025, "bundled")], indirect=["which"]
)
def test_nothing_is_lost_in_flac_and_wav(name: str, rate: int, which: str, tmp_path: Path) -> None:
    sounds = [beep(0.3, rate), b"", beep(1.7, rate), b"\x01\x80" * 4096]
    encoded = [encode([FORMATS[name]], "", sound, rate, tmp_path)[0] for sound in sounds]
    (path,) = package(FORMATS[name], encoded, BOOK, tmp_path / "out")
    whole = b"".join(sound + bytes(-len(sound) % 8192) for sound in sounds)
    assert audio.decode(path) == Clip(whole, rate)
    # every frame's two checksums and its number are right, also for the strictest reader
    audio.run_ffmpeg(
        ["-err_detect", "crccheck+bitstream+buffer+explode", "-xerror", "-i", f"file:{path}", "-f", "null", "-"]
    )
    if name == "flac" and (judge := shutil.which("flac")):
        subprocess.run([judge, "--test", "--silent", path], check=True, capture_output=True)


@given(st.integers(0, 2**31 - 1), st.binary(min_size=1, max_size=300))
def test_a_flac_frame_keeps_its_checksums_right(number: int, body: bytes) -> None:
    header = b"\xff\xf8\xc6\x08\x00"
    header += bytes([slow_crc(header, 0x07, 8)])
    frame_zero = header + body + slow_crc(header + body, 0x8005, 16).to_bytes(2)
    again = renumbered(frame_zero, number)
    size = len(again) - len(body) - 2
    assert again[size:-2] == body
    assert slow_crc(again[: size - 1], 0x07, 8) == again[size - 1]
    assert slow_crc(again[:-2], 0x8005, 16) == int.from_bytes(again[-2:])
    if number < 0x110000 and not 0xD800 <= number < 0xE000:
        assert again[4 : size - 1] == chr(number).encode()
    assert renumbered(again, 0) == frame_zero


def slow_crc(data: bytes, polynomial: int, width: int) -> int:
    """The checksum bit by bit, as the definition has it."""
    value = 0
    for byte in data:
        for bit in range(7, -1, -1):
            out = value >> (width - 1) ^ byte >> bit & 1
            value = (value << 1 ^ (polynomial if out else 0)) & (1 << width) - 1
    return value


@pytest.mark.outside("ffprobe")
def test_marks_of_long_chapters(ffmpeg: str, tmp_path: Path) -> None:
    """ffmpeg 9 loses marks of chapters over 76 s, unless it is told how finely to count."""
    kind, lengths = FORMATS["m4b"], [3, 1000, 400]
    encoded = [encode([kind], f"{s} s", bytes(2 * 16000 * s), 16000, tmp_path)[0] for s in lengths]
    (path,) = package(kind, encoded, Book("Long"), tmp_path / "out")
    starts = [start for _, start, _ in probed(path)]
    assert starts == pytest.approx([0, 3, 1003], abs=0.5)
    assert probed(path)[-1][2] == pytest.approx(1403, abs=0.5)


@pytest.mark.outside("ffprobe")
def test_hard_titles_and_many_chapters_in_ffprobe(kind: Format, ffmpeg: str, tmp_path: Path) -> None:
    titles = [f"{number} {HARD[number % len(HARD)]}" for number in range(300)]
    encoded = chapters(kind, titles, tmp_path)
    (path,) = package(kind, encoded, BOOK, tmp_path / "out")
    found = probed(path)
    assert len(found) == 300
    step = encoded[0].samples / RATE
    for number, (title, start, end) in enumerate(found):
        assert shown(titles[number]).startswith(title.strip())
        assert title.strip() == shown(titles[number]) or len(title.encode()) > 240
        assert start == pytest.approx(number * step, abs=0.001 + 2 * frame(kind))
        assert end > start


def test_hard_titles_in_mutagen(tmp_path: Path) -> None:
    titles = [f"{number} {HARD[number % len(HARD)]}" for number in range(300)]
    for name, read in (("opus", OggOpus), ("flac", FLAC)):
        encoded = chapters(FORMATS[name], titles, tmp_path)
        (path,) = package(FORMATS[name], encoded, BOOK, tmp_path / "out")
        tags = read(path).tags
        for number, title in enumerate(titles):
            (given_title,), (start,) = tags[f"CHAPTER{number:03}NAME"], tags[f"CHAPTER{number:03}"]
            assert shown(title).startswith(given_title)
            hours, minutes, seconds = start.split(":")
            at = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
            assert at == pytest.approx(number * encoded[0].samples / RATE, abs=0.0006)


def test_tags(kind: Format, ffmpeg: str, tmp_path: Path) -> None:
    (path,) = package(kind, chapters(kind, ["One"], tmp_path), BOOK, tmp_path / "out")
    tags = read_back(path).tags
    expected = {
        "title": "The Lake; or = Two Boats",
        "album": "The Lake; or = Two Boats",
        "artist": "quill & Ink and Co",
        "album_artist": "quill & Ink and Co",
        "composer": "audiofic (Kokoro) & audiofic (Piper)",
        "genre": "Audiobook; Boats & Lakes",
        "grouping": "The Long Way #2; Rainy, Days #5",
    }
    assert {key: tags.get(key) for key in expected} == expected
    assert tags["date"].startswith("2024")
    assert tags["comment"] in {COMMENT, DESCRIPTION}  # some versions of ffmpeg have one place for both
    if kind.name in {"opus", "flac"}:
        assert tags["language"] == "fr"
    if kind.name in {"m4b", "mp3"}:
        assert (tags["comment"], tags["description"]) == (COMMENT, DESCRIPTION)
    if kind.name in {"mp3", "wav"}:
        assert tags["language"] == "fra"


def test_mutagen_finds_the_tags(tmp_path: Path) -> None:
    def tags_of(name: str) -> dict[str, Any]:
        (path,) = package(FORMATS[name], chapters(FORMATS[name], ["One"], tmp_path), BOOK, tmp_path / "out")
        return dict({"opus": OggOpus, "flac": FLAC, "wav": WAVE}[name](path).tags)

    for name in ("opus", "flac"):
        tags = tags_of(name)
        assert (tags["title"], tags["comment"], tags["description"]) == (
            [shown(BOOK.title)],
            [COMMENT],
            [DESCRIPTION],
        )
    tags = tags_of("wav")
    assert (tags["TIT2"].text, tags["TXXX:description"].text) == ([shown(BOOK.title)], [DESCRIPTION])


def test_m4b_says_that_it_is_an_audiobook(ffmpeg: str, tmp_path: Path) -> None:
    (path,) = package(FORMATS["m4b"], chapters(FORMATS["m4b"], ["One", "Two"], tmp_path), BOOK, tmp_path / "out")
    head = path.read_bytes()
    assert head[4:12] == b"ftypM4B "
    assert head.index(b"moov") < head.index(b"mdat"), "a player must not have to read to the end first"
    found = MP4(path)
    assert found["stik"] == [2]
    assert found["\xa9day"] == ["2024-05-17"]
    assert found["desc"] == [DESCRIPTION]
    assert [(chapter.title, chapter.start > 0) for chapter in found.chapters] == [("One", False), ("Two", True)]
    assert found.info.codec == "mp4a.40.2"


def test_a_book_of_which_nothing_is_known(kind: Format, tmp_path: Path) -> None:
    (path,) = package(kind, chapters(kind, [""], tmp_path), Book(title=""), tmp_path / "out")
    assert path == tmp_path / "out/Unknown author/Untitled" / f"Untitled.{kind.name}"
    assert "artist" not in read_back(path).tags


def test_a_chapter_in_which_nothing_is_heard(kind: Format, tmp_path: Path) -> None:
    sounds = [b"", beep(0.5, RATE), b"", b"", beep(0.5, RATE), b""]
    encoded = [encode([kind], str(number), sound, RATE, tmp_path)[0] for number, sound in enumerate(sounds)]
    (path,) = package(kind, encoded, BOOK, tmp_path / "out")
    marks = read_back(path).marks
    assert all(mark.start <= mark.end for mark in marks)
    assert len(onsets(path)) == 2


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_cover(kind: Format, ending: str, tmp_path: Path) -> None:
    cover = picture(ending, tmp_path)
    assert usable_cover(cover)
    book = Book("Title", ("Author",), cover=cover)
    (path,) = package(kind, chapters(kind, ["One", "Two"], tmp_path), book, tmp_path / "out")
    mime = {"jpg": "image/jpeg", "png": "image/png"}[ending]
    match kind.name:
        case "m4b":
            (found,) = MP4(path)["covr"]
            assert bytes(found) == cover
        case "flac" | "opus":
            inside = (
                FLAC(path).pictures[0]
                if kind.name == "flac"
                else Picture(b64decode(OggOpus(path)["metadata_block_picture"][0]))
            )
            assert (inside.data, inside.type, inside.mime) == (cover, 3, mime)
        case _:
            tag = ID3(path) if kind.name == "mp3" else WAVE(path).tags
            assert (tag["APIC:"].data, tag["APIC:"].type, tag["APIC:"].mime) == (cover, 3, mime)
    assert [mark.title for mark in read_back(path).marks] == ["One", "Two"]
    assert onsets(path)


def test_what_is_no_cover(ffmpeg: str, tmp_path: Path) -> None:
    png, noise = picture("png", tmp_path), bytes(number * number % 251 for number in range(3000))
    for wrong in (b"", b"GIF89a", b"<svg/>", png[:8] + noise, png[:300], b"\xff\xd8\xff\xe0" + noise, noise):
        assert not usable_cover(wrong)
    assert not usable_cover(png + bytes(2**24)), "FLAC could not hold it"
    bomb = png[:16] + (60000).to_bytes(4) * 2 + png[24:]
    assert not usable_cover(bomb)


def test_tags_that_flac_cannot_hold(tmp_path: Path) -> None:
    kind = FORMATS["flac"]
    with pytest.raises(EncoderError, match="16 MB"):
        package(kind, chapters(kind, ["One"], tmp_path), Book("Title", summary="x" * 2**24), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_hostile_title_and_three_hundred_emoji(kind: Format, tmp_path: Path) -> None:
    for title in ("../../etc", "😀" * 300):
        (path,) = package(kind, chapters(kind, [title], tmp_path), Book(title), tmp_path / "out")
        assert path.resolve().is_relative_to((tmp_path / "out").resolve())
        assert read_back(path).tags["title"] == title


def test_a_book_takes_the_place_of_the_one_before(tmp_path: Path, kind: Format) -> None:
    (first,) = package(kind, chapters(kind, ["One"], tmp_path), BOOK, tmp_path / "out")
    (second,) = package(kind, chapters(kind, ["One", "Two"], tmp_path), BOOK, tmp_path / "out")
    assert first == second
    assert len(read_back(second).marks) == 2
    assert list(second.parent.iterdir()) == [second]


def test_nothing_half_written_stays(kind: Format, tmp_path: Path) -> None:
    encoded = chapters(kind, ["One", "Two"], tmp_path)
    lost = EncodedChapter("Three", tmp_path / "lost", RATE, 4096, 0)
    with pytest.raises(EncoderError, match="No such file"):
        package(kind, [*encoded, lost], BOOK, tmp_path / "out/deep")
    assert not (tmp_path / "out").exists()


def test_broken_frames_are_an_encoder_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.aac"
    broken.write_bytes(bytes(number * number % 251 for number in range(100_000)))
    with pytest.raises(EncoderError, match="is damaged"):
        package(FORMATS["m4b"], [EncodedChapter("One", broken, RATE, 1024, 1024)], BOOK, tmp_path / "out")
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
        kind.codec.samples(encoded.path, RATE)


def test_a_chapter_cut_short_is_told(kind: Format, tmp_path: Path) -> None:
    (encoded,) = chapters(kind, ["One"], tmp_path)
    whole = encoded.path.read_bytes()
    for size in (len(whole) - 1, len(whole) - 50, 3):
        encoded.path.write_bytes(whole[:size])
        with pytest.raises(EncoderError, match="is damaged"):
            kind.codec.samples(encoded.path, RATE)


@pytest.mark.parametrize("name", ["opus", "flac"])
def test_a_flipped_bit_is_told(name: str, tmp_path: Path) -> None:
    kind = FORMATS[name]
    (encoded,) = chapters(kind, ["One"], tmp_path)
    content = bytearray(encoded.path.read_bytes())
    content[len(content) // 2] ^= 4
    encoded.path.write_bytes(content)
    with pytest.raises(EncoderError, match="is damaged"):
        kind.codec.samples(encoded.path, RATE)


def test_the_earlier_book_survives_a_failure(kind: Format, tmp_path: Path) -> None:
    encoded = chapters(kind, ["One"], tmp_path)
    (path,) = package(kind, encoded, BOOK, tmp_path / "out")
    before = path.read_bytes()
    lost = EncodedChapter("Two", tmp_path / "lost", RATE, 4096, 0)
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
encoded = [EncodedChapter("One", chapter, 24000, kind.codec.samples(chapter, 24000), 0)] * 50
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    package(kind, encoded, Book("Title"), output)
except EncoderError as error:
    print(error)
"""


FULL_DISK_FOR_A_PREVIEW = """
import resource, signal, sys
from pathlib import Path
from audiofic.errors import OutputError
from audiofic.package import open_wav
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    with open_wav(Path(sys.argv[1]), 22050) as sink:
        sink.write(bytes(100_000))
except OutputError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_of_a_preview(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL_DISK_FOR_A_PREVIEW, str(tmp_path / "scene.wav")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert done.stderr == ""
    assert done.stdout.startswith(f"{tmp_path} cannot be written (File too large); ")


def test_a_disk_that_takes_no_more(kind: Format, tmp_path: Path) -> None:
    (encoded,) = chapters(kind, ["One"], tmp_path)
    command = [sys.executable, "-c", FULL_DISK, kind.name, str(encoded.path), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert done.stderr == ""
    assert re.match("ffmpeg failed: |ffmpeg ended with signal |.* cannot be written: .*File too large", done.stdout)
    assert not (tmp_path / "out").exists()
