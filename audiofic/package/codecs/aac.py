"""AAC-LC in ADTS frames: what M4B and read-along books hold."""

from __future__ import annotations

from pathlib import Path

from audiofic.package.codecs.frames import Frame, count_samples

FRAME = 1024


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
        return count_samples(chapter, 7, _adts)


def _adts(header: bytes) -> Frame | None:
    """Twelve bits of synchronisation, and the frame's length in the thirteen bits from bit 30 on."""
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return Frame(length, FRAME) if header[0] == 0xFF and header[1] >> 4 == 0xF and length > 7 else None
