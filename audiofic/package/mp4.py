"""Sound in an MP4 file (ISO/IEC 14496-12 and -14), with chapters as QuickTime and Nero have them, and tags as iTunes.

Written here because ffmpeg, when it wraps frames, keeps 70 bytes in memory for each: 210 MB for a book of 30 hours.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import IO, Final

from audiofic.audio import Mark
from audiofic.package.codecs.aac import FRAME, HEADER, config, frames
from audiofic.package.codecs.frames import damaged

TICKS: Final = 1000
"""A second of the file's clock, and of the chapters'."""
_SOUND, _CHAPTERS = 1, 2
"""The tracks."""
_CHUNK: Final = 256
"""Frames a chunk: some 90 kB, which a player reads at once."""
_NERO: Final = 255
"""Nero's list of chapters counts them in one byte; QuickTime's has no limit."""
_IDENTITY: Final = struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
"""The matrix by which a picture is not turned."""
_TEXT, _INTEGER, _JPEG, _PNG = 1, 21, 13, 14
"""What a tag holds."""
_UTF8: Final = b"\0\0\0\x0cencd\0\0\1\0"
"""Behind each title."""
_TEXT_STYLE: Final = b"\0\0\0\1" + bytes(18) + b"\0\1" + bytes(6) + b"\0\0\0\x0dftab\0\1\0\1\0"
"""How QuickTime would draw the chapters' titles; it never does."""

_FREE: Final = b"----"
"""What the name of a tag begins with that is written out."""

Tags = Mapping[bytes, bytes]
"""Name, of four letters or made by `free_name` → what `text`, `integer`, `pair` or `picture` makes."""

_Parts = list[bytes | bytearray]
"""What stands one after the other in a file; nothing large is ever copied into one piece."""


class _Sound:
    """What the header tells of the sound."""

    def __init__(self, chapters: Sequence[Path], rate: int, count: int, language: str) -> None:
        self.rate = rate
        self.count = count
        """Of frames."""
        self.language = language
        """Three letters."""
        self.config = next(filter(None, map(config, chapters)), b"")
        self.size = sum(chapter.stat().st_size for chapter in chapters) - HEADER * count
        """Of all frames, in bytes."""
        self.sizes = bytearray(4 * count)
        """Of each frame, as the header has them."""
        self.chunks = [0] * -(-count // _CHUNK)
        """Where each begins in the file."""

    @property
    def samples(self) -> int:
        return FRAME * self.count

    @property
    def ticks(self) -> int:
        return -(-self.samples * TICKS // self.rate)


def write(
    file: IO[bytes],
    chapters: Sequence[Path],
    rate: int,
    count: int,
    *,
    brand: bytes = b"M4A ",
    language: str = "und",
    marks: Sequence[Mark] = (),
    tags: Tags | None = None,
) -> None:
    """Write AAC from ADTS files, one after the other, as one MP4 file. `count`: how many frames they have together.

    The header stands before the sound, as a player that gets the file by and by wants it; it is as long whatever the
    sizes of the frames are, and so is written last. Raises EncoderError if a chapter is damaged, and OSError.
    """
    sound = _Sound(chapters, rate, count, language)
    titles = [_title(mark) for mark in marks]
    start = sum(map(len, _head(sound, brand, marks, titles, tags or {}, 0)))
    file.seek(start)
    file.writelines(titles)
    number, place = 0, start + sum(map(len, titles))
    for chapter in chapters:
        for frame in frames(chapter):
            if number == count:
                raise damaged(chapter)
            if number % _CHUNK == 0:
                sound.chunks[number // _CHUNK] = place
            struct.pack_into(">I", sound.sizes, 4 * number, len(frame))
            number += 1
            place += len(frame)
            file.write(frame)
    if number != count:
        raise damaged(chapters[-1])
    file.seek(0)
    file.writelines(_head(sound, brand, marks, titles, tags or {}, start))


def text(value: str) -> bytes:
    """A tag's value."""
    return _data(_TEXT, value.encode())


def integer(value: int, size: int = 1) -> bytes:
    """A tag's value, of so many bytes."""
    return _data(_INTEGER, value.to_bytes(size))


def free_name(name: str) -> bytes:
    """The name of a tag for which iTunes has none: "SERIES"."""
    return _FREE + name.encode()


def pair(number: int, of: int) -> bytes:
    """A tag's value: a track, and of how many."""
    return _data(0, struct.pack(">4H", 0, number, of, 0))


def picture(value: bytes) -> bytes:
    """A tag's value: a JPEG or PNG file."""
    return _data(_PNG if value.startswith(b"\x89PNG") else _JPEG, value)


def _data(kind: int, value: bytes) -> bytes:
    return b"".join(_box(b"data", struct.pack(">II", kind, 0), value))


def _box(kind: bytes, *parts: bytes | bytearray | _Parts) -> _Parts:
    body = [piece for part in parts for piece in (part if isinstance(part, list) else [part])]
    return [struct.pack(">I4s", 8 + sum(map(len, body)), kind), *body]


def _full(kind: bytes, *parts: bytes | bytearray | _Parts, version: int = 0, flags: int = 0) -> _Parts:
    """A box with a version and flags."""
    return _box(kind, struct.pack(">I", version << 24 | flags), *parts)


def _table(kind: bytes, entries: Sequence[Sequence[int]], number: str = "I") -> _Parts:
    """A box that holds rows of numbers, and says how many."""
    rows = b"".join(struct.pack(f">{len(entry)}{number}", *entry) for entry in entries)
    return _full(kind, struct.pack(">I", len(entries)), rows)


def _head(
    sound: _Sound, brand: bytes, marks: Sequence[Mark], titles: Sequence[bytes], tags: Tags, start: int
) -> _Parts:
    """All that stands before the titles and the sound. `start`: where it ends."""
    tracks = _sound_track(sound, chapters=bool(marks))
    extras = _tags(tags)
    if marks:
        tracks += _chapter_track(marks, titles, start)
        extras += _nero(marks)
    kind = _box(b"ftyp", brand, struct.pack(">I", 512), brand, b"isomiso2mp42")
    movie = _box(b"moov", _movie(sound.ticks), tracks, _box(b"udta", extras))
    return [*kind, *movie, _media(sum(map(len, titles)) + sound.size)]


def _media(size: int) -> bytes:
    """What stands before the titles and the sound: as long, whatever their size."""
    if size >> 31:
        return struct.pack(">I4sQ", 1, b"mdat", 16 + size)
    return struct.pack(">I4sI4s", 8, b"free", 8 + size, b"mdat")


def _movie(ticks: int) -> _Parts:
    numbers = struct.pack(">4IIH10x", 0, 0, TICKS, ticks, 1 << 16, 1 << 8)
    return _full(b"mvhd", numbers, _IDENTITY, bytes(24), struct.pack(">I", _CHAPTERS + 1))


def _track(number: int, ticks: int, *, heard: bool) -> _Parts:
    volume = 1 << 8 if heard else 0
    numbers = struct.pack(">5I8xHHHH", 0, 0, number, 0, ticks, 0, int(heard), volume, 0)
    return _full(b"tkhd", numbers, _IDENTITY, bytes(8), flags=3 if heard else 2)


def _media_header(timescale: int, duration: int, language: str) -> _Parts:
    letters = [ord(letter) & 31 for letter in language]
    packed = letters[0] << 10 | letters[1] << 5 | letters[2]
    if duration >> 32:
        return _full(b"mdhd", struct.pack(">QQIQHH", 0, 0, timescale, duration, packed, 0), version=1)
    return _full(b"mdhd", struct.pack(">4IHH", 0, 0, timescale, duration, packed, 0))


def _handler(kind: bytes, name: bytes) -> _Parts:
    return _full(b"hdlr", bytes(4), kind, bytes(12), name, b"\0")


def _in_this_file() -> _Parts:
    return _box(b"dinf", _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1)))


def _sound_track(sound: _Sound, *, chapters: bool) -> _Parts:
    count = sound.count
    whole, rest = divmod(count, _CHUNK)
    large = sound.size >> 31
    runs = [(1, _CHUNK, 1)] * bool(whole) + [(whole + 1, rest, 1)] * bool(rest)
    table = _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), _sound_entry(sound)),
        _table(b"stts", [(count, FRAME)]),
        _table(b"stsc", runs),
        _full(b"stsz", struct.pack(">II", 0, count), sound.sizes),
        _table(b"co64" if large else b"stco", [(place,) for place in sound.chunks], "Q" if large else "I"),
        # Each frame is whole only after the one before it.
        _full(b"sgpd", b"roll", struct.pack(">IIh", 2, 1, -1), version=1),
        _full(b"sbgp", b"roll", struct.pack(">III", 1, count, 1)),
    )
    information = _box(b"minf", _full(b"smhd", bytes(4)), _in_this_file(), table)
    header = _media_header(sound.rate, sound.samples, sound.language)
    media = _box(b"mdia", header, _handler(b"soun", b"SoundHandler"), information)
    reference = _box(b"tref", _box(b"chap", struct.pack(">I", _CHAPTERS))) if chapters else []
    return _box(b"trak", _track(_SOUND, sound.ticks, heard=True), reference, media)


def _sound_entry(sound: _Sound) -> _Parts:
    """How the sound is coded (ISO/IEC 14496-1, 7.2.6)."""
    bits = sound.size * 8 * sound.rate // max(sound.samples, 1)
    decoder = struct.pack(">BBxxxII", 0x40, 0x15, bits, bits) + _descriptor(5, sound.config)
    stream = _descriptor(3, struct.pack(">HB", 0, 0), _descriptor(4, decoder), _descriptor(6, b"\2"))
    rate = sound.rate << 16 if sound.rate >> 16 == 0 else 0
    return _box(b"mp4a", struct.pack(">6xH8xHHxxxxI", 1, 2, 16, rate), _full(b"esds", stream))


def _descriptor(kind: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return bytes([kind, len(body)]) + body


def _chapter_track(marks: Sequence[Mark], titles: Sequence[bytes], start: int) -> _Parts:
    """QuickTime's chapters: a text at the beginning of each. They lie in one chunk."""
    times = [round(mark.start * TICKS) for mark in marks] + [round(marks[-1].end * TICKS)]
    lengths = [end - begin for begin, end in pairwise(times)]
    table = _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), _box(b"text", struct.pack(">6xH", 1), _TEXT_STYLE)),
        _table(b"stts", [(1, length) for length in lengths]),
        _table(b"stsc", [(1, len(titles), 1)]),
        _full(b"stsz", struct.pack(">II", 0, len(titles)), *(struct.pack(">I", len(title)) for title in titles)),
        _table(b"stco", [(start,)]),
    )
    base = _full(b"gmin", struct.pack(">HHHHHxx", 0x40, 0x8000, 0x8000, 0x8000, 0))
    header = _box(b"gmhd", base, _box(b"text", _IDENTITY))
    information = _box(b"minf", header, _in_this_file(), table)
    media = _box(b"mdia", _media_header(TICKS, times[-1], "und"), _handler(b"text", b"ChapterHandler"), information)
    return _box(b"trak", _track(_CHAPTERS, times[-1], heard=False), media)


def _title(mark: Mark) -> bytes:
    title = mark.title.encode()
    return struct.pack(">H", len(title)) + title + _UTF8


def _nero(marks: Sequence[Mark]) -> _Parts:
    """Nero's chapters, which other players read: in tenths of a microsecond."""
    listed = [(round(mark.start * 10**7), mark.title.encode()) for mark in marks[:_NERO]]
    rows = (struct.pack(">QB", start, len(title)) + title for start, title in listed)
    return _full(b"chpl", struct.pack(">IB", 0, len(listed)), *rows, version=1)


def _tags(tags: Tags) -> _Parts:
    items = _box(b"ilst", *(_tag(name, value) for name, value in tags.items()))
    handler = _full(b"hdlr", bytes(4), b"mdirappl", bytes(9))
    return _full(b"meta", handler, items)


def _tag(name: bytes, value: bytes) -> _Parts:
    if not name.startswith(_FREE):
        return _box(name, value)
    return _box(_FREE, _full(b"mean", b"com.apple.iTunes"), _full(b"name", name.removeprefix(_FREE)), value)
