"""Kindle books without a lock: MOBI and AZW3, as AO3, Calibre and FanFicFare make them; and PalmDOC texts.

They are EPUBs in all but the box, so they are put into one again, in memory, and read as such: pages, a table of
contents, styles and what is told of the book.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place that the table of contents points to."""

    page: int
    at: int
    """Bytes from the page's start."""
    title: str


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
    if number(header, 36, 4) >= 8:
        pages, marks, styles = _new_shape(database, start, packed, source)
    else:
        pages, marks = _old_shape(database, start, packed)
        styles = ()
    told = _told(header) or told
    files = _named(pages, marks, encoding)
    names = list(files)
    files |= {f"flow{index:04}.css": style for index, style in enumerate(styles, start=1)}
    if cover := _cover(database, header, told):
        files["cover"] = cover
    facts = [("title", _title(header, told, encoding))]
    facts += ((_TOLD[kind], value.decode(encoding, "replace")) for kind in _TOLD for value in told.get(kind, ()))
    contents = [(mark.title, f"p{mark.page}.html#{_anchor(mark)}") for mark in marks]
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


def _old_shape(database: Database, start: int, packed: bytes) -> tuple[list[bytes], list[_Mark]]:
    """MOBI 6: one page, which is cut at its page breaks; places are bytes from its start."""
    cuts = [0, *(match.end() for match in _PAGE_BREAK.finditer(packed)), len(packed)]
    pages = [packed[begin:end] for begin, end in pairwise(cuts)]
    marks: list[_Mark] = []
    for entry in entries(database, number(database[start], 0xF4, 4), start):
        place = entry.values.get(1, (_NONE,))[0]
        page = sum(cut <= place for cut in cuts[1:-1])
        if place < len(packed):
            marks.append(_Mark(page, place - cuts[page], entry.title))
    return pages, marks


def _new_shape(
    database: Database, start: int, packed: bytes, source: Source
) -> tuple[list[bytes], list[_Mark], Sequence[bytes]]:
    """KF8: the pages' frames, each followed by the fragments that are put into it; then styles, as flows apart."""
    header = database[start]
    flows = _flows(database[start + number(header, 0xC0, 4)], packed)
    frames = list(entries(database, number(header, 0xFC, 4), start))
    fragments = list(entries(database, number(header, 0xF8, 4), start))
    markup = flows[0]
    if not frames:
        return [markup], [], flows[1:]
    pages: list[bytes] = []
    homes: list[tuple[int, int]] = []  # of each fragment: its page, and where in that it stands
    work = 0
    for frame in frames:
        begin, size = _pair(frame)
        page = markup[begin : begin + size]
        at = begin + size
        for fragment in fragments[len(homes) : len(homes) + frame.values.get(1, (0,))[0]]:
            place = min(max(fragment.position - begin, 0), len(page))
            length = _pair(fragment)[1]
            page = page[:place] + markup[at : at + length] + page[place:]
            work += len(page)
            if work > limits.UNPACKED * 8:
                raise source.error(f"this {KIND} is put together of more pieces than any book, and is not read")
            homes.append((len(pages), place))
            at += length
        pages.append(page)
    marks: list[_Mark] = []
    for entry in entries(database, number(header, 0xF4, 4), start):
        fragment_number, offset = (*entry.values.get(6, ()), _NONE, 0)[:2]
        if fragment_number < len(homes):
            page_number, place = homes[fragment_number]
            marks.append(_Mark(page_number, place + offset, entry.title))
    return pages, marks, flows[1:]


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


def _named(pages: Sequence[bytes], marks: Sequence[_Mark], encoding: str) -> dict[str, bytes]:
    """The pages by their names, with an anchor at each place that the table of contents leads to."""
    here: dict[int, list[_Mark]] = {}
    for mark in marks:
        here.setdefault(mark.page, []).append(mark)
    found = {}
    for index, page in enumerate(pages):
        shown = _anchored(page, here.get(index, [])).decode(encoding, errors="replace")
        found[f"p{index}.html"] = _FLOW.sub(r"flow\1.css", shown).encode("utf-8", errors="replace")
    return found


def _anchor(mark: _Mark) -> str:
    return f"kindle-{mark.page}-{mark.at}"


def _anchored(page: bytes, marks: Sequence[_Mark]) -> bytes:
    """The page with an anchor at each of the places, which are at tags."""
    parts: list[bytes] = []
    last = 0
    for mark in sorted(marks, key=lambda mark: mark.at):
        at = min(mark.at, len(page))
        opened = page.rfind(b"<", 0, at)
        if opened > page.rfind(b">", 0, at):
            at = opened
        at = max(at, last)
        parts += (page[last:at], f'<a id="{_anchor(mark)}"></a>'.encode())
        last = at
    return b"".join((*parts, page[last:]))
