"""Palm databases, in which Kindle books are kept: their records, and the three ways in which text is packed in them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from audiofic.read import limits
from audiofic.read.source import Source

_HEADER = 78
_PHRASE_DEPTH = 20
"""How deep phrases may be made of phrases."""


class Database:
    """The records of a file, by number; what is not there is empty."""

    def __init__(self, data: bytes) -> None:
        self.kind = data[60:68]
        self.name = data[:32].split(b"\0", 1)[0].decode("latin-1")
        count = number(data, 76, 2)
        starts = [number(data, _HEADER + 8 * index, 4) for index in range(min(count, (len(data) - _HEADER) // 8))]
        self._data = data
        self._bounds = list(zip(starts, [*starts[1:], len(data)], strict=True)) if starts else []

    def __len__(self) -> int:
        return len(self._bounds)

    def __getitem__(self, index: int) -> bytes:
        if not 0 <= index < len(self._bounds):
            return b""
        start, end = self._bounds[index]
        return self._data[start:end]


def number(data: bytes, offset: int, size: int) -> int:
    """A big-endian number; 0 where the data end before it."""
    return int.from_bytes(data[offset : offset + size]) if len(data) >= offset + size else 0


def text(database: Database, start: int, source: Source, kind: str) -> bytes:
    """The unpacked text whose header is record `start`. Raises StoryError where it is locked or damaged."""
    header = database[start]
    compression, count, lock = (number(header, offset, 2) for offset in (0, 8, 12))
    if lock:
        raise source.error(f"this {kind} is locked by its shop (DRM) and cannot be read: get the story without a lock")
    flags = number(header, 0xF2, 2) if number(header, 20, 4) >= 0xE4 else 0
    try:
        unpack = _unpacker(database, start, compression)
        parts: list[bytes] = []
        length = 0
        for index in range(start + 1, start + 1 + count):
            parts.append(unpack(_without_trailers(database[index], flags)))
            length += len(parts[-1])
            if length > limits.UNPACKED_FILE:
                raise source.error(f"this {kind} unpacks to more than any book holds and is not read")
    except (ValueError, IndexError, struct.error) as error:
        raise source.error(f"this {kind} is damaged: its text does not unpack; get the file again") from error
    whole = b"".join(parts)
    told = number(header, 4, 4)
    return whole[:told] if compression == 1 and told else whole


def _without_trailers(record: bytes, flags: int) -> bytes:
    """A text record without what is kept behind its text: a bit of `flags` for each such entry, each with its size at
    its end."""
    for _ in range((flags >> 1).bit_count()):
        size = 0
        for byte in record[-4:]:
            size = 0 if byte & 0x80 else size
            size = size << 7 | byte & 0x7F
        record = record[: len(record) - size]
    if flags & 1 and record:
        record = record[: len(record) - (record[-1] & 3) - 1]
    return record


def _palmdoc(data: bytes) -> bytes:
    """PalmDOC's packing: plain bytes, a blank with a letter, and repetitions of what came before."""
    out = bytearray()
    at = 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte == 0 or 9 <= byte < 0x80:
            out.append(byte)
        elif byte < 9:
            out += data[at : at + byte]
            at += byte
        elif byte >= 0xC0:
            out += bytes((0x20, byte ^ 0x80))
        else:
            pair = byte << 8 | data[at]
            at += 1
            distance, length = (pair >> 3) & 0x7FF, (pair & 7) + 3
            if not 0 < distance <= len(out):
                raise ValueError("a repetition of nothing")
            for _ in range(length):
                out.append(out[-distance])
    return bytes(out)


def _unpacker(database: Database, start: int, compression: int) -> Callable[[bytes], bytes]:
    if compression == 1:
        size = number(database[start], 10, 2)
        return lambda record: record[:size]  # some programs end each record with a zero more
    if compression == 2:
        return _palmdoc
    if compression != 17480:
        raise ValueError("an unknown packing")
    header = database[start]
    first, count = start + number(header, 0x70, 4), number(header, 0x74, 4)
    return _Phrases(database[first], [database[first + index] for index in range(1, min(count, len(database)))]).unpack


class _Phrases:
    """Amazon's own packing: a Huffman code whose signs are phrases, which may be packed themselves."""

    def __init__(self, codes: bytes, books: Sequence[bytes]) -> None:
        short, long = number(codes, 8, 4), number(codes, 12, 4)
        self._short = [(value & 0x1F, value & 0x80, value >> 8) for value in struct.unpack_from(">256L", codes, short)]
        bounds = struct.unpack_from(">64L", codes, long)
        self._least = [0, *(low << (31 - at) for at, low in enumerate(bounds[0::2]))]
        self._most = [0, *(((high + 1) << (31 - at)) - 1 for at, high in enumerate(bounds[1::2]))]
        self._phrases: list[tuple[bytes, bool]] = []
        for book in books:
            total, bits = number(book, 8, 4), number(book, 12, 4)
            for index in range(min(1 << min(bits, 16), total - len(self._phrases))):
                at = 16 + number(book, 16 + 2 * index, 2)
                size = number(book, at, 2)
                self._phrases.append((book[at + 2 : at + 2 + (size & 0x7FFF)], bool(size & 0x8000)))

    def unpack(self, data: bytes, depth: int = 0) -> bytes:
        if depth > _PHRASE_DEPTH:
            raise ValueError("phrases within phrases without end")
        bits, left = int.from_bytes(data), len(data) * 8
        total = left
        out = bytearray()
        while left > 0:
            # The next 32 bits, with zeros behind the end.
            code = (bits >> (left - 32) if left >= 32 else bits << (32 - left)) & 0xFFFFFFFF
            length, ends, highest = self._short[code >> 24]
            if ends:
                highest = ((highest + 1) << (32 - length)) - 1
            else:
                while code < self._least[length]:
                    length += 1
                highest = self._most[length]
            left -= length
            if left < 0 or not length:
                break
            out += self._phrase((highest - code) >> (32 - length), depth)
            if len(out) > limits.UNPACKED_FILE or total > 1 << 24:
                raise ValueError("a record longer than any")
            bits &= (1 << left) - 1
        return bytes(out)

    def _phrase(self, index: int, depth: int) -> bytes:
        phrase, plain = self._phrases[index]
        if not plain:
            self._phrases[index] = b"", True  # whoever is made of itself comes to nothing
            phrase = self.unpack(phrase, depth + 1)
            self._phrases[index] = phrase, True
        return phrase
