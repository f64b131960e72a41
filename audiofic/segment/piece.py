"""A stretch of a block on its way to being a line."""

from __future__ import annotations

from dataclasses import dataclass, replace

from audiofic.model import Kind


@dataclass(frozen=True, slots=True)
class Piece:
    """Offsets are into the block's text."""

    kind: Kind
    start: int
    end: int
    continued: bool = False
    sender: str = ""
    """Who says it by the layout, as written."""

    def stripped(self, text: str) -> Piece:
        """Without the white space at its ends."""
        start, end = self.start, self.end
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return self if (start, end) == (self.start, self.end) else replace(self, start=start, end=end)
