"""FLAC: sound without loss. An encoded chapter is an Ogg file of FLAC frames, since these do not tell their length.

A frame holds its number in the book, so that a joined chapter's frames are numbered anew. That changes two checksums;
the one over the whole frame is found from the old one without reading the sound again (https://www.rfc-editor.org/rfc/rfc9639).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from audiofic.package.codecs.frames import damaged
from audiofic.package.codecs.ogg import packets

FRAME = 4096
"""Samples in every frame; the last one of a chapter is filled up with silence, as only a book's last may be shorter."""
_POLYNOMIAL = 0x8005
_EXTRA_BYTES = {6: 1, 7: 2}, {12: 1, 13: 2, 14: 2}
"""How many more bytes some codes for block size and sample rate bring along."""


class Flac:
    name = "flac"
    suffix = ".oga"
    priming = 0

    def encoder(self, rate: int) -> list[str]:  # noqa: ARG002 - the sound is encoded at its own rate
        whole_frames = ["-af", f"asetnsamples=n={FRAME}:p=1", "-frame_size", str(FRAME)]
        return ["-c:a", "flac", "-sample_fmt", "s16", *whole_frames, "-f", "ogg"]

    def samples(self, chapter: Path, rate: int) -> int:  # noqa: ARG002 - the sound is encoded at its own rate
        return FRAME * sum(1 for _ in frames(chapter))


def stream_info(chapter: Path) -> bytes:
    """The STREAMINFO block of an encoded chapter, without its header."""
    header = next(packets(chapter))
    if not header.startswith(b"\x7fFLAC") or len(header) != 51:
        raise damaged(chapter)
    return header[17:]


def frames(chapter: Path) -> Iterator[bytes]:
    """The frames of an encoded chapter."""
    return (packet for packet in packets(chapter) if packet.startswith(b"\xff\xf8"))


def renumbered(frame: bytes, number: int) -> bytes:
    """The frame with another number; its sound stays the same."""
    start = 4 + (8 - (frame[4] ^ 0xFF).bit_length() or 1)
    end = start + _EXTRA_BYTES[0].get(frame[2] >> 4, 0) + _EXTRA_BYTES[1].get(frame[2] & 15, 0)
    header = frame[:4] + _utf8(number) + frame[start:end]
    header += bytes([_crc(header, 0x07, 8)])
    body = frame[end + 1 : -2]
    change = _crc(frame[: end + 1], _POLYNOMIAL, 16) ^ _crc(header, _POLYNOMIAL, 16)
    checksum = int.from_bytes(frame[-2:]) ^ _times(change, _shift(len(body)))
    return header + body + checksum.to_bytes(2)


def _utf8(number: int) -> bytes:
    """As UTF-8 would write the character of that number, which for FLAC may have 31 bits."""
    if number < 0x80:
        return bytes([number])
    more = (number.bit_length() - 2) // 5
    bits = [number >> 6 * place & 0x3F | 0x80 for place in reversed(range(more))]
    return bytes([0xFF << 7 - more & 0xFF | number >> 6 * more, *bits])


def _crc(data: bytes, polynomial: int, width: int) -> int:
    table = _table(polynomial, width)
    value = 0
    for byte in data:
        value = (value << 8 ^ table[value >> width - 8 ^ byte]) & (1 << width) - 1
    return value


@cache
def _table(polynomial: int, width: int) -> tuple[int, ...]:
    def entry(byte: int) -> int:
        value = byte << width - 8
        for _ in range(8):
            value = value << 1 ^ (polynomial if value >> width - 1 else 0)
            value &= (1 << width) - 1
        return value

    return tuple(map(entry, range(256)))


@cache
def _shift(size: int) -> int:
    """x^(8 * size) in the checksum's field: what so many bytes behind a change make of it."""
    if size == 0:
        return 1
    half = _shift(size // 2)
    square = _times(half, half)
    return _times(square, 0x100) if size % 2 else square


def _times(one: int, other: int) -> int:
    """The product of two polynomials over GF(2), modulo the checksum's."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        other >>= 1
        one = one << 1 ^ (0x18005 if one & 0x8000 else 0)
    return product
