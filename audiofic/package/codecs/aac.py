"""AAC-LC in ADTS frames: what M4B and read-along books hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audiofic.package.codecs.frames import Frame, count_samples, damaged

FRAME = 1024
HEADER = 7
"""Bytes before each frame."""


class Aac:
    name = "aac"
    suffix = ".aac"
    priming = 1024
    """ffmpeg's AAC encoder puts one frame before the sound, and one more behind it that completes the last."""

    def encoder(self, rate: int) -> list[str]:
        """64 kbit/s is transparent for one voice up to 12 kHz.

        At so many bits a channel ffmpeg's coder "fast" is nearer to the original than its default (34 against 24 dB
        of signal to noise on speech, files of one size) and takes a third of the time: docs/performance.md.
        """
        return ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "64k" if rate <= 32000 else "96k", "-f", "adts"]

    def samples(self, chapter: Path, rate: int) -> int:  # noqa: ARG002 - the sound is encoded at its own rate
        return count_samples(chapter, HEADER, _adts)


def frames(chapter: Path) -> Iterator[bytes]:
    """The frames of an encoded chapter, without their headers. Raises EncoderError if it is damaged."""
    with chapter.open("rb") as file:
        while header := file.read(HEADER):
            length = _length(header)
            frame = file.read(length - HEADER) if length else b""
            if not frame or len(frame) != length - HEADER:
                raise damaged(chapter)
            yield frame


def config(chapter: Path) -> bytes:
    """How an encoded chapter's sound is coded, by its first header: AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1);
    empty if there is no sound in it."""
    with chapter.open("rb") as file:
        header = file.read(HEADER)
    if not _length(header):
        return b""
    profile, rate, channels = header[2] >> 6, header[2] >> 2 & 15, (header[2] & 1) << 2 | header[3] >> 6
    return (profile + 1 << 11 | rate << 7 | channels << 3).to_bytes(2)


def _adts(header: bytes) -> Frame | None:
    length = _length(header)
    return Frame(length, FRAME) if length else None


def _length(header: bytes) -> int:
    """Of a frame and its header, in bytes; 0 where there is no header.

    Twelve bits are for synchronisation; the length is in the thirteen bits from bit 30 on.
    """
    if len(header) < HEADER or header[0] != 0xFF or header[1] >> 4 != 0xF:
        return 0
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > HEADER else 0
