"""MP3 frames of constant bit rate, and the frame by which players know how long a file of them is."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

from audiofic.package.book import EncodedChapter
from audiofic.package.codecs.frames import Frame, count_samples, damaged

_MPEG1 = 3
_KBITS = {
    _MPEG1: (None, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, None),
    2: (None, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, None),
}
_RATES = {_MPEG1: (44100, 48000, 32000, None), 2: (22050, 24000, 16000, None)}
_SIDE_INFO = {1152: 17, 576: 9}
"""Bytes between header and sound in a mono frame, by its samples."""
_HAS_FRAMES_BYTES_AND_TABLE = 7


class Mpeg:
    name = "mp3"
    suffix = ".mp3"
    priming = 576 + 529
    """Samples that LAME and any decoder together put before the sound."""

    def encoder(self, rate: int) -> list[str]:
        """Bare frames of constant bit rate, so that a player finds any second of a 40-hour file by its byte offset."""
        bare = ["-write_xing", "0", "-id3v2_version", "0", "-f", "mp3"]
        return ["-c:a", "libmp3lame", "-b:a", "64k" if rate <= 32000 else "80k", *bare]

    def samples(self, chapter: Path, rate: int) -> int:  # noqa: ARG002 - the sound is encoded at its own rate
        return count_samples(chapter, 4, _frame)


def info_frame(chapters: Sequence[EncodedChapter]) -> bytes:
    """The silent frame at the beginning of a file of these chapters, by which players know how long it is and where to
    seek, as LAME writes it ("Info" for a constant bit rate); nothing if there is no sound."""
    first = next((chapter.path for chapter in chapters if chapter.samples), None)
    if first is None:
        return b""
    with first.open("rb") as file:
        sync, version, bitrate, mode = file.read(4).ljust(4)
    header = bytes([sync, version, bitrate & ~2, mode])  # without the padding byte
    if (frame := _frame(header)) is None:
        raise damaged(first)
    count = sum(chapter.samples for chapter in chapters) // frame.samples
    size = frame.length + sum(chapter.path.stat().st_size for chapter in chapters)
    table = bytes(percent * 256 // 100 for percent in range(100))
    info = struct.pack(">4sIII", b"Info", _HAS_FRAMES_BYTES_AND_TABLE, count, size) + table
    return (header + bytes(_SIDE_INFO[frame.samples]) + info).ljust(frame.length, b"\0")


def _frame(header: bytes) -> Frame | None:
    """Eleven bits of synchronisation, two each of version and layer, then bit rate, sample rate and padding."""
    version, padding = header[1] >> 3 & 3, header[2] >> 1 & 1
    if header[0] != 0xFF or header[1] >> 5 != 7 or version not in _KBITS:
        return None
    kbits, rate = _KBITS[version][header[2] >> 4], _RATES[version][header[2] >> 2 & 3]
    if kbits is None or rate is None:
        return None
    samples = 1152 if version == _MPEG1 else 576
    return Frame(samples // 8 * kbits * 1000 // rate + padding, samples)
