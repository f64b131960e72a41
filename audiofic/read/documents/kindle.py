"""Kindle books without a lock: MOBI and AZW3, as AO3, Calibre and FanFicFare make them; and PalmDOC texts.

They are EPUBs in all but the box, so they are put into one again, in memory, and read as such: pages, a table of
contents, styles and what is told of the book.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from audiofic.model import Work
from audiofic.read import epub, limits, text
from audiofic.read.documents import palm
from audiofic.read.documents.box import boxed
from audiofic.read.documents.kindleindex import Entry, entries
from audiofic.read.documents.palm import Database, number
from audiofic.read.front import without_front
from audiofic.read.source import Source

KIND = "Kindle book"
_BOOK, _TEXT = b"BOOKMOBI", b"TEXtREAd"
_NONE = 0xFFFFFFFF
_ENCODINGS = {65001: "utf-8", 1252: "cp1252"}
_PAGE_BREAK = re.compile(rb"<mbp:pagebreak\b[^>]{0,200}/?>", re.IGNORECASE)
_FLOW = re.compile(r"kindle:flow:(\w{1,8})\?mime=text/css")
_FILEPOS = re.compile(rb"""filepos=['"]?(\d{1,12})['"]?""", re.IGNORECASE)
_POSITION = re.compile(rb"kindle:pos:fid:([0-9A-V]{4}):off:([0-9A-V]{10})")
_TAG = re.compile(rb"(<[A-Za-z][\w:]{0,40})(?=[\s/>])[^<>]{0,4000}>")
_ID = re.compile(rb"""\sid=['"]([^'"<>]{1,200})['"]""")
_TOLD = {
    100: "creator",
    101: "publisher",
    103: "description",
    105: "subject",
    106: "date",
    112: "source",
    524: "language",
}
_TITLE, _COVER, _NEWER = 503, 201, 121


class _Place(NamedTuple):
    """A place in the book."""

    page: int
    at: int
    """Bytes from the page's start."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What a book of either shape holds."""

    pages: Sequence[bytes]
    contents: Sequence[tuple[str, _Place]]
    """Titles and where they lead."""
    link: re.Pattern[bytes]
    """What links look like in the pages."""
    place: Callable[[re.Match[bytes]], _Place | None]
    """Where one leads."""
    styles: Sequence[bytes] = ()


def recognises(source: Source) -> bool:
    return source.data[60:68] in (_BOOK, _TEXT)


def read(source: Source) -> Work:
    database = Database(source.data)
    if database.kind == _TEXT:
        return text.read(Source(source.label, palm.text(database, 0, source, "Palm document")))
    start = 0
    told = _told(database[0])
    if newer := told.get(_NEWER):  # a book in both shapes: the newer one keeps more
        index = int.from_bytes(newer[0])
        start = index if database[index - 1][:8] == b"BOUNDARY" else 0
    header = database[start]
    encoding = _ENCODINGS.get(number(header, 28, 4), "utf-8")
    packed = palm.text(database, start, source, KIND)
    book = (_new_shape if number(header, 36, 4) >= 8 else _old_shape)(database, start, packed, source)
    told = _told(header) or told
    files, contents = _named(book, encoding)
    names = list(files)
    files |= {f"flow{index:04}.css": style for index, style in enumerate(book.styles, start=1)}
    if cover := _cover(database, header, told):
        files["cover"] = cover
    facts = [("title", _title(header, told, encoding))]
    facts += ((_TOLD[kind], value.decode(encoding, "replace")) for kind in _TOLD for value in told.get(kind, ()))
    box = boxed(names, files, facts, contents, "cover" if cover else "")
    return without_front(epub.read(Source(source.label, box)))


def _cover(database: Database, header: bytes, told: Mapping[int, Sequence[bytes]]) -> bytes:
    return database[number(header, 0x6C, 4) + int.from_bytes(told[_COVER][0])] if _COVER in told else b""


def _told(header: bytes) -> dict[int, list[bytes]]:
    """What is told of the book, by Amazon's numbers."""
    found: dict[int, list[bytes]] = {}
    at = 16 + number(header, 20, 4)
    if number(header, 0x80, 4) & 0x40 and header[at : at + 4] == b"EXTH":
        count = number(header, at + 8, 4)
        at += 12
        for _ in range(min(count, 10_000)):
            kind, size = number(header, at, 4), number(header, at + 4, 4)
            if size < 8:
                break
            found.setdefault(kind, []).append(header[at + 8 : at + size])
            at += size
    return found


def _title(header: bytes, told: Mapping[int, Sequence[bytes]], encoding: str) -> str:
    if _TITLE in told:
        return told[_TITLE][0].decode(encoding, errors="replace")
    at, size = number(header, 0x54, 4), number(header, 0x58, 4)
    return header[at : at + size].decode(encoding, errors="replace")


# --- the two shapes


def _old_shape(database: Database, start: int, packed: bytes, _: Source) -> _Book:
    """MOBI 6: one page, which is cut at its page breaks; places are bytes from its start."""
    cuts = [0, *(match.end() for match in _PAGE_BREAK.finditer(packed))]

    def place(at: int) -> _Place | None:
        page = bisect_right(cuts, at) - 1
        return _Place(page, at - cuts[page]) if at < len(packed) else None

    contents = [
        (entry.title, found)
        for entry in entries(database, number(database[start], 0xF4, 4), start)
        if (found := place(entry.values.get(1, (_NONE,))[0])) is not None
    ]
    pages = [packed[begin:end] for begin, end in pairwise([*cuts, len(packed)])]
    return _Book(pages, contents, _FILEPOS, lambda match: place(int(match[1])))


def _new_shape(database: Database, start: int, packed: bytes, source: Source) -> _Book:
    """KF8: the pages' frames, each followed by the fragments that are put into it; then styles, as flows apart."""
    header = database[start]
    flows = _flows(database[start + number(header, 0xC0, 4)], packed)
    frames = list(entries(database, number(header, 0xFC, 4), start))
    fragments = list(entries(database, number(header, 0xF8, 4), start))
    markup = flows[0]
    if not frames:
        return _Book([markup], [], _POSITION, lambda _: None, flows[1:])
    pages: list[bytes] = []
    homes: list[tuple[int, int]] = []  # of each fragment: its page, and where in that it stands
    work = 0
    for frame in frames:
        begin, size = _pair(frame)
        page = markup[begin : begin + size]
        at = begin + size
        for fragment in fragments[len(homes) : len(homes) + frame.values.get(1, (0,))[0]]:
            inside = min(max(fragment.position - begin, 0), len(page))
            length = _pair(fragment)[1]
            page = page[:inside] + markup[at : at + length] + page[inside:]
            work += len(page)
            if work > limits.UNPACKED * 8:
                raise source.error(f"this {KIND} is put together of more pieces than any book, and is not read")
            homes.append((len(pages), inside))
            at += length
        pages.append(page)

    def place(fragment: int, offset: int) -> _Place | None:
        if not 0 <= fragment < len(homes):
            return None
        page, at = homes[fragment]
        return _Place(page, at + offset)

    contents = [
        (entry.title, found)
        for entry in entries(database, number(header, 0xF4, 4), start)
        if (found := place(*(*entry.values.get(6, ()), _NONE, 0)[:2])) is not None
    ]
    return _Book(pages, contents, _POSITION, lambda match: place(int(match[1], 32), int(match[2], 32)), flows[1:])


def _pair(entry: Entry) -> tuple[int, int]:
    start, size = (*entry.values.get(6, ()), 0, 0)[:2]
    return start, size


def _flows(table: bytes, packed: bytes) -> list[bytes]:
    if table[:4] != b"FDST":
        return [packed]
    at, count = number(table, 4, 4), number(table, 8, 4)
    bounds = (
        (number(table, at + 8 * index, 4), number(table, at + 8 * index + 4, 4)) for index in range(min(count, 10_000))
    )
    return [packed[begin:end] for begin, end in bounds] or [packed]


# --- the box


def _named(book: _Book, encoding: str) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """The pages by their names, with all that links to a place in them, and the table of contents."""
    wanted: dict[int, set[int]] = {}
    linked = (book.place(match) for page in book.pages for match in book.link.finditer(page))
    for place in (*(place for _, place in book.contents), *linked):
        if place is not None:
            wanted.setdefault(place.page, set()).add(place.at)
    ids: dict[_Place, str] = {}
    pages = [_with_ids(page, index, wanted.get(index, ()), ids) for index, page in enumerate(book.pages)]

    def address(place: _Place | None) -> str:
        return "#" if place is None else f"p{place.page}.html#{ids[place]}"

    def link(match: re.Match[bytes]) -> bytes:
        target = address(book.place(match))
        return (f'href="{target}"' if book.link is _FILEPOS else target).encode()

    files: dict[str, bytes] = {}
    for index, page in enumerate(pages):
        shown = book.link.sub(link, page).decode(encoding, errors="replace").replace("\0", "")
        files[f"p{index}.html"] = _FLOW.sub(r"flow\1.css", shown).encode("utf-8", errors="replace")
    return files, [(title, address(place)) for title, place in book.contents]


def _with_ids(page: bytes, index: int, places: Iterable[int], ids: dict[_Place, str]) -> bytes:
    """The page with an id on the tag at each of the places; `ids` gets them, or those that the tags have."""
    parts: list[bytes] = []
    last = 0
    for place in sorted(places):
        at = min(place, len(page))
        opened = page.rfind(b"<", 0, at)
        if opened > page.rfind(b">", 0, at):
            at = opened
        at = max(at, last)
        tag = _TAG.match(page, at)
        has = _ID.search(tag[0]) if tag else None
        name = has[1].decode("ascii", errors="replace") if has else f"kindle-{index}-{place}"
        ids[_Place(index, place)] = name
        if has is None:
            end = at if tag is None else tag.end(1)
            parts += (page[last:end], (f' id="{name}"' if tag else f'<a id="{name}"></a>').encode())
            last = end
    return b"".join((*parts, page[last:]))
