"""What a packager is given: the book and its encoded chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path

from audiofic.audio import Mark
from audiofic.package.text import cut, one_line

GENRE = "Audiobook"
COMPOSER = "audiofic"
MAX_TITLE = 250
"""Bytes in UTF-8; one of the two chapter lists in an M4B counts them in one byte."""


@dataclass(frozen=True, slots=True)
class Book:
    """What an audiobook's tags and folders are filled from. Any text will do; what a tag cannot hold is left out."""

    title: str
    authors: tuple[str, ...] = ()
    url: str = ""
    summary: str = ""
    date: str = ""
    """ISO 8601."""
    series: str = ""
    cover: bytes | None = field(default=None, repr=False)
    """A picture file of which `usable_cover` is true."""

    @property
    def author(self) -> str:
        return ", ".join(self.authors)


@dataclass(frozen=True, slots=True)
class EncodedChapter:
    """A chapter as a file of bare codec frames. Such files, one after the other, are the sound of the book."""

    title: str
    path: Path
    rate: int
    """Samples a second; one and the same for all chapters of a book."""
    samples: int
    """What its frames decode to, the encoder's priming and padding included: `Format.samples(path)`."""


def marks(chapters: Sequence[EncodedChapter], priming: int) -> list[Mark]:
    """Where the chapters lie in the joined file.

    A chapter begins where its own sound does, `priming` samples after its first frame, and ends where the next one
    begins; the first begins with the file.
    """
    ends = list(accumulate(chapter.samples for chapter in chapters))
    bounds = [0, *(min(end + priming, ends[-1]) for end in ends[:-1]), ends[-1]]
    return [
        Mark(cut(one_line(chapter.title), MAX_TITLE), start / chapter.rate, end / chapter.rate)
        for chapter, (start, end) in zip(chapters, pairwise(bounds), strict=True)
    ]
