"""Vorbis comments: the tags of Opus and FLAC, with chapters as players read them.

The chapters are written here, since ffmpeg's own are up to a second off in Opus
(https://wiki.xiph.org/Chapter_Extension).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from audiofic.audio import Mark
from audiofic.package import tagtext
from audiofic.package.book import NARRATOR, Book
from audiofic.package.cover import mime
from audiofic.package.text import one_line
from audiofic.package.times import clock

_FRONT_COVER = 3
_CHAPTERS = 1000
"""As many can be told: a chapter's number has three digits."""


def comments(book: Book, marks: Sequence[Mark], *more: tuple[str, str]) -> bytes:
    """All tags, with `more` at their end, as one block."""
    entries = [f"{key}={value}".encode() for key, value in (*_tags(book), *_chapters(marks), *more) if value]
    vendor = NARRATOR.encode()
    block = struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(entries))
    return block + b"".join(struct.pack("<I", len(entry)) + entry for entry in entries)


def picture(cover: bytes) -> bytes:
    """The cover as FLAC's PICTURE block; players find its size out by themselves."""
    kind = mime(cover).encode()
    size = struct.pack(">IIIII", 0, 0, 0, 0, len(cover))
    return struct.pack(">II", _FRONT_COVER, len(kind)) + kind + struct.pack(">I", 0) + size + cover


def _tags(book: Book) -> Iterator[tuple[str, str]]:
    yield "TITLE", one_line(book.file_title)
    yield "ALBUM", one_line(book.title)
    yield "ARTIST", tagtext.authors(book)
    yield "ALBUMARTIST", tagtext.authors(book)
    yield "COMPOSER", tagtext.narrators(book)
    yield "GENRE", tagtext.genres(book)
    yield "DATE", one_line(book.date)
    yield "COMMENT", tagtext.comment(book)
    yield "DESCRIPTION", tagtext.description(book)
    yield "GROUPING", tagtext.grouping(book)
    yield from zip(("SERIES", "SERIES-PART"), tagtext.series_tags(book), strict=True)
    yield "LANGUAGE", one_line(book.language)
    if book.track[1] > 1:
        yield "TRACKNUMBER", str(book.track[0])
        yield "TRACKTOTAL", str(book.track[1])


def _chapters(marks: Sequence[Mark]) -> Iterator[tuple[str, str]]:
    for number, mark in enumerate(marks[:_CHAPTERS]):
        yield f"CHAPTER{number:03}", clock(mark.start)
        yield f"CHAPTER{number:03}NAME", mark.title
