"""Ogg (https://www.rfc-editor.org/rfc/rfc3533): how codecs are kept whose bare frames do not tell their length.

A file of one stream is read as packets, and written page by page.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final, NamedTuple

from audiofic.package.codecs.frames import damaged

_HEADER: Final = struct.Struct("<4sBBqIIIB")
_CHECKSUM: Final = slice(22, 26)
_CONTINUED, _FIRST, _LAST = 1, 2, 4
_SERIAL: Final = 1
"""The number of the one stream that we write; some programs do not like 0."""
_SEGMENTS: Final = 255
"""As many pieces of as many bytes are in a page at most. A packet ends with a piece that is shorter."""
_NOWHERE: Final = -1
"""The position of a page in which no packet ends."""
_MIRRORED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
"""Each byte with its bits in reverse."""


class _Page(NamedTuple):
    packets: list[bytes]
    """What is in the page of each; the first may have begun before it, and the last may go on behind it."""
    whole: bool
    """Whether the last packet ends here."""
    last: bool


def packets(path: Path) -> Iterator[bytes]:
    """The packets of the one stream in the file, those with its headers first; empty ones are left out.

    Raises EncoderError if the file is cut short, or if its checksums do not fit.
    """
    with path.open("rb") as file:
        begun = b""
        count = 0
        while page := _read(file, path):
            count += 1
            if page.packets:
                page.packets[0] = begun + page.packets[0]
                begun = b"" if page.whole else page.packets.pop()
            yield from filter(None, page.packets)  # an empty one ends ffmpeg's FLAC
            if page.last:
                break
        else:
            if count == 2:
                return  # headers and no sound: then ffmpeg marks no page as the last
            raise damaged(path)
        if begun or file.read(1):
            raise damaged(path)


def _read(file: IO[bytes], path: Path) -> _Page | None:
    """The page that begins here; None at the end of the file. Raises EncoderError for anything else."""
    header = file.read(_HEADER.size)
    if not header:
        return None
    if len(header) < _HEADER.size or not header.startswith(b"OggS\0"):
        raise damaged(path)
    sizes = file.read(header[-1])
    body = file.read(sum(sizes))
    page = bytearray(header + sizes + body)
    checksum, page[_CHECKSUM] = page[_CHECKSUM], bytes(4)
    if checksum != _crc(page):  # it is wrong for a page that is cut short, too
        raise damaged(path)
    found, start, end = [], 0, 0
    for size in sizes:
        end += size
        if size < _SEGMENTS:
            found.append(body[start:end])
            start = end
    whole = start == end
    return _Page(found if whole else [*found, body[start:]], whole, bool(header[5] & _LAST))


def page(sequence: int, position: int, packets: Sequence[bytes], *, last: bool = False) -> bytes:
    """Page number `sequence` of a stream, with these whole packets; `position` is the sample that they end with."""
    lacing = b"".join(map(_lacing, packets))
    return _written(sequence, position, lacing, b"".join(packets), _LAST if last else 0)


def header_pages(sequence: int, packet: bytes) -> Iterator[bytes]:
    """A packet of any size without sound on pages of its own, of which the first has number `sequence`."""
    lacing = _lacing(packet)
    for at in range(0, len(lacing), _SEGMENTS):
        here = lacing[at : at + _SEGMENTS]
        body = packet[at * _SEGMENTS : (at + _SEGMENTS) * _SEGMENTS]
        flags = _CONTINUED * (at > 0) | _FIRST * (sequence == 0)
        yield _written(sequence, _NOWHERE if here[-1] == _SEGMENTS else 0, here, body, flags)
        sequence += 1


def _lacing(packet: bytes) -> bytes:
    """The sizes of the pieces of a packet."""
    whole, rest = divmod(len(packet), _SEGMENTS)
    return bytes([_SEGMENTS]) * whole + bytes([rest])


def _written(sequence: int, position: int, lacing: bytes, body: bytes, flags: int) -> bytes:
    header = _HEADER.pack(b"OggS", 0, flags, position, _SERIAL, sequence, 0, len(lacing))
    page = bytearray(header + lacing + body)
    page[_CHECKSUM] = _crc(page)
    return bytes(page)


def _crc(page: bytes | bytearray) -> bytes:
    """The checksum of a page in which its own place is empty, as it is written there.

    It has zlib's polynomial, but takes the bits of each byte in the other order, begins with 0 and is not inverted.
    """
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return mirrored.to_bytes(4).translate(_MIRRORED)
