"""Sound → encoded chapters; one file a codec, behind one Protocol.

Each chapter is encoded by itself into a file of bare codec frames, once for all formats that hold them. Such files,
one after the other, are the sound of the book.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Codec(Protocol):
    """What a codec must do."""

    name: str
    suffix: str
    """Of an encoded chapter's file."""
    priming: int
    """How many samples a player gives before the chapter's own sound begins."""

    def encoder(self, rate: int) -> list[str]:
        """ffmpeg's arguments that encode a chapter of that sample rate into bare frames."""

    def samples(self, chapter: Path, rate: int) -> int:
        """How many samples at `rate`, that of the sound it was made from, an encoded chapter decodes to, priming and
        padding included. It is counted in the file; raises EncoderError if that is damaged."""
