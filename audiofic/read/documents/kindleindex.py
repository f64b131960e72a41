"""The indexes of a Kindle book: of its fragments, its frames, and its table of contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audiofic.read.documents.palm import Database, number

_NONE = 0xFFFFFFFF
_MOST = 500_000
"""Entries: a book in fragments of a few thousand bytes has fewer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index."""

    label: bytes
    values: Mapping[int, tuple[int, ...]]
    """By the numbers of their tags."""
    title: str
    """What a table of contents calls it."""

    @property
    def position(self) -> int:
        """The number that a fragment's label is: where it is put."""
        return int(self.label) if self.label.isdigit() and len(self.label) < 16 else 0


@dataclass(frozen=True, slots=True)
class _Tag:
    number: int
    width: int
    """Numbers in a value."""
    mask: int
    last: bool
    """No tag follows in this control byte."""


def entries(database: Database, index: int, start: int) -> Iterator[Entry]:
    """The entries of the index whose head is record `index`, counted from record `start`; none where there is none."""
    head = database[start + index] if index != _NONE else b""
    if head[:4] != b"INDX":
        return
    table = number(head, 4, 4)
    if head[table : table + 4] != b"TAGX":
        return
    controls = number(head, table + 8, 4)
    tags = [
        _Tag(head[at], head[at + 1], head[at + 2], bool(head[at + 3]))
        for at in range(table + 12, min(table + number(head, table + 4, 4), len(head) - 3), 4)
    ]
    encoding = "utf-8" if number(head, 28, 4) == 65001 else "cp1252"
    count = min(number(head, 24, 4), len(database))
    names = [database[start + index + 1 + count + each] for each in range(min(number(head, 52, 4), len(database)))]
    left = _MOST
    for each in range(count):
        record = database[start + index + 1 + each]
        offsets = number(record, 20, 4) + 4
        inside = min(number(record, 24, 4), left, len(record) // 2)
        left -= inside
        places = [number(record, offsets + 2 * at, 2) for at in range(inside)]
        for begin, end in zip(places, [*places[1:], offsets - 4], strict=True):
            line = record[begin:end]
            label = line[1 : 1 + line[0]] if line else b""
            values = _values(line[1 + len(label) :], controls, tags)
            yield Entry(label, values, _name(names, values.get(3, (_NONE,))[0], encoding))


def _values(line: bytes, controls: int, tags: list[_Tag]) -> dict[int, tuple[int, ...]]:
    """The tags' values in a line: control bytes say which tags have how many, or how many bytes of them."""
    at = controls
    control = 0
    wanted: list[tuple[_Tag, int, int]] = []  # tag, values, bytes
    for tag in tags:
        if tag.last:
            control += 1
            continue
        value = number(line, control, 1) & tag.mask
        if not value:
            continue
        if value == tag.mask and tag.mask.bit_count() > 1:
            size, at = _varint(line, at)
            wanted.append((tag, 0, size))
        else:
            wanted.append((tag, value >> ((tag.mask & -tag.mask).bit_length() - 1), 0))
    found: dict[int, tuple[int, ...]] = {}
    for tag, values, size in wanted:
        numbers: list[int] = []
        end = at + size if size else len(line)
        while at < end and (size or len(numbers) < values * tag.width):
            value, at = _varint(line, at)
            numbers.append(value)
        found[tag.number] = tuple(numbers)
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of as many bytes as it takes, seven bits each, the last with its high bit set; and what follows it."""
    value = 0
    for byte in data[at : at + 5]:
        at += 1
        value = value << 7 | byte & 0x7F
        if byte & 0x80:
            return value, at
    return value, max(at, 1) if at else len(data)


def _name(records: list[bytes], offset: int, encoding: str) -> str:
    """A title, from the records of titles: the upper half of the offset is the record."""
    if offset == _NONE or offset >> 16 >= len(records):
        return ""
    record = records[offset >> 16]
    size, at = _varint(record, offset & 0xFFFF)
    return record[at : at + size].decode(encoding, errors="replace")
