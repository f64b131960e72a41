"""An ID3v2.3 tag with chapters (https://id3.org/id3v2.3.0 and https://id3.org/id3v2-chapters-1.0).

Written here because neither ffmpeg nor mutagen gets a book's right: ffmpeg's table of contents counts its entries in
one byte and wraps past 255, and it has no comment frame; mutagen puts the chapters out of order.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence

from audiofic.audio import Mark
from audiofic.language import three_letters
from audiofic.package import tagtext
from audiofic.package.book import Book
from audiofic.package.cover import mime
from audiofic.package.text import one_line, printable

MAX_ENTRIES = 255
_UTF16 = b"\x01"
_FRONT_COVER = b"\x03"
_ORDERED, _TOP_LEVEL = 1, 2
_NO_OFFSET = b"\xff" * 8


def tag(book: Book, marks: Sequence[Mark]) -> bytes:
    """The whole tag, as it stands at the beginning of an MP3 file; without marks, it has no table of contents."""
    frames = [
        _text("TIT2", book.file_title),
        _text("TALB", book.title),
        _text("TPE1", tagtext.authors(book)),
        _text("TPE2", tagtext.authors(book)),
        _text("TCOM", tagtext.narrators(book)),
        _text("TCON", tagtext.genres(book)),
        _text("TLAN", three_letters(book.language)),
        _text("TRCK", f"{book.track[0]}/{book.track[1]}" if book.track[1] > 1 else ""),
        *_series(book),
        *_date(book.date),
        _comment(tagtext.comment(book)),
        _user_text("description", tagtext.description(book)),
        *(_contents(marks) if marks else ()),
        _picture(book.cover),
    ]
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _synchsafe(len(body)) + body


def _synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _frame(name: str, body: bytes) -> bytes:
    return struct.pack(">4sIH", name.encode(), len(body), 0) + body


def _utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")


def _text(name: str, value: str) -> bytes:
    line = one_line(value)
    return _frame(name, _UTF16 + _utf16(line)) if line else b""


def _user_text(description: str, value: str) -> bytes:
    return _frame("TXXX", _UTF16 + _utf16(description) + b"\0\0" + _utf16(printable(value))) if value else b""


def _comment(value: str) -> bytes:
    return _frame("COMM", _UTF16 + b"eng" + _utf16("") + b"\0\0" + _utf16(one_line(value))) if value else b""


def _date(date: str) -> list[bytes]:
    """Version 2.3 keeps the year, and the day as DDMM."""
    found = re.match(r"(\d{4})(?:-(\d\d)-(\d\d))?", date, re.ASCII)
    if not found:
        return []
    year, month, day = found.groups(default="")
    return [_text("TYER", year), _text("TDAT", day + month)]


def _series(book: Book) -> list[bytes]:
    """In the group, which all players show; as the tags that libraries read; and as Apple's movement, which is one."""
    names, parts = tagtext.series_tags(book)
    first = tagtext.series(book)[0] if names else tagtext.Series("", "")
    return [
        _text("TIT1", tagtext.grouping(book)),
        _user_text("SERIES", names),
        _user_text("SERIES-PART", parts),
        _text("MVNM", first.name),
        _text("MVIN", first.part if first.part.isdecimal() else ""),
    ]


def _picture(cover: bytes | None) -> bytes:
    return _frame("APIC", b"\0" + mime(cover).encode() + b"\0" + _FRONT_COVER + b"\0" + cover) if cover else b""


def _contents(marks: Sequence[Mark]) -> list[bytes]:
    """The table of contents and then the chapters, in time order. A table of more than 255 entries has tables in it."""
    children = [f"chp{number}" for number in range(len(marks))]
    tables: list[bytes] = []
    while len(children) > MAX_ENTRIES:
        groups = [children[at : at + MAX_ENTRIES] for at in range(0, len(children), MAX_ENTRIES)]
        children = [f"toc{len(tables) + number}" for number in range(1, len(groups) + 1)]
        tables += [_table(name, group, _ORDERED) for name, group in zip(children, groups, strict=True)]
    chapters = [_chapter(f"chp{number}", mark) for number, mark in enumerate(marks)]
    return [_table("toc", children, _ORDERED | _TOP_LEVEL), *tables, *chapters]


def _table(name: str, children: Sequence[str], flags: int) -> bytes:
    entries = b"".join(child.encode() + b"\0" for child in children)
    return _frame("CTOC", name.encode() + b"\0" + bytes([flags, len(children)]) + entries)


def _chapter(name: str, mark: Mark) -> bytes:
    times = struct.pack(">II", round(mark.start * 1000), round(mark.end * 1000))
    return _frame("CHAP", name.encode() + b"\0" + times + _NO_OFFSET + _text("TIT2", mark.title))
