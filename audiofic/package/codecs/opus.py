"""Opus: the best sound for its size; an encoded chapter is an Ogg file of 20 ms packets."""

from __future__ import annotations

from pathlib import Path

from audiofic.package.codecs.ogg import packets

RATE = 48000
"""Opus counts in samples of this rate, whatever it was made from."""
FRAME = 960
HEADERS = 2
"""Packets before the sound: OpusHead and OpusTags."""


class Opus:
    name = "opus"
    suffix = ".opus"
    priming = 0
    """There is some, but a player drops as much from the beginning of a file, as the header tells it to."""

    def encoder(self, rate: int) -> list[str]:  # noqa: ARG002 - all rates become one
        """40 kbit/s is transparent for one voice. Not made for telephony ("voip"): there libopus has put a peak of
        +4 dBFS, which was in no sample that it got, into a book."""
        return ["-c:a", "libopus", "-b:a", "40k", "-application", "audio", "-frame_duration", "20", "-f", "ogg"]

    def samples(self, chapter: Path, rate: int) -> int:
        return round((sum(1 for _ in packets(chapter)) - HEADERS) * FRAME * rate / RATE)
