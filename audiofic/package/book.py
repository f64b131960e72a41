"""What a packager is given: the book and its encoded chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path

from audiofic.audio import Mark
from audiofic.model import Cue, Line
from audiofic.package.text import cut, one_line

NARRATOR = "audiofic"
"""Who reads a book of which nothing else is told."""
TAGS = frozenset({"Relationships", "Characters", "Tags", "Rating", "Warnings", "Categories"})
"""Facts by which a library may be searched."""
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
    series: tuple[str, ...] = ()
    """As AO3 writes it: "Part 2 of The Long Way"."""
    language: str = "en"
    """BCP 47."""
    fandoms: tuple[str, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What else is known of the work, each with its name: ("Rating", ("Mature",))."""
    permissions: tuple[str, ...] = ()
    """What the author says of podfics and other uses of the work, in their own words."""
    narrators: tuple[str, ...] = (NARRATOR,)
    """Where players and libraries look for who reads a book: those of one kind of voices stand together."""
    cast: tuple[str, ...] = ()
    """Who speaks with which voice: "Harry Potter – Kokoro am_michael"."""
    cover: bytes | None = field(default=None, repr=False)
    """A picture file of which `usable_cover` is true."""
    file_name: str = "Untitled"
    """What its files are called, without their endings."""
    longest_name: int = 120
    """Bytes that the name of a file may have."""
    part: str = ""
    """The title of this file, where the book is in several."""
    track: tuple[int, int] = (1, 1)
    """Which of how many files this is."""

    @property
    def tags(self) -> tuple[str, ...]:
        """All that the work is tagged with but its fandoms."""
        return tuple(dict.fromkeys(value for name, values in self.facts if name in TAGS for value in values))

    @property
    def file_title(self) -> str:
        return self.part or self.title


@dataclass(frozen=True, slots=True)
class EncodedChapter:
    """A chapter as a file of bare codec frames, and what is said in it."""

    title: str
    path: Path
    rate: int
    """Samples a second of the sound that was encoded; one and the same for all chapters of a book."""
    samples: int
    """What its frames decode to, the encoder's priming and padding included: `Codec.samples(path, rate)`."""
    priming: int
    """How many of these a player gives before the chapter's own sound begins: `Codec.priming`."""
    lines: tuple[Line, ...] = field(default=(), repr=False)
    """All that is read in the chapter, in order."""
    cues: tuple[Cue, ...] = field(default=(), repr=False)
    """When it is heard: `Timeline.cues`, in samples at `rate` from the beginning of the sound that was encoded."""


def marks(chapters: Sequence[EncodedChapter]) -> list[Mark]:
    """Where the chapters lie in the joined file.

    A chapter begins where its own sound does, which is `priming` after its first frame, and ends where the next one
    begins; the first begins with the file.
    """
    ends = list(accumulate(chapter.samples for chapter in chapters))
    bounds = [0, *(min(end + chapters[0].priming, ends[-1]) for end in ends[:-1]), ends[-1]]
    return [
        Mark(cut(one_line(chapter.title), MAX_TITLE), start / chapter.rate, end / chapter.rate)
        for chapter, (start, end) in zip(chapters, pairwise(bounds), strict=True)
    ]
