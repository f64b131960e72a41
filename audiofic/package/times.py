"""What is heard when in the whole book, and a time as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from audiofic.model import Cue, Line
from audiofic.package.book import EncodedChapter


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a line, and when it is heard."""

    text: str
    start: float
    """`start` and `end` are seconds from the beginning of the first chapter's file."""
    end: float


def heard(
    chapters: Sequence[EncodedChapter],
) -> Iterator[tuple[EncodedChapter, list[tuple[Line, list[Phrase]]]]]:
    """Each chapter with all its lines, each with what is heard of it, as players count the time."""
    begins = accumulate((chapter.samples for chapter in chapters), initial=0)
    for chapter, begin in zip(chapters, begins, strict=False):
        at, rate = begin + chapter.priming, chapter.rate
        yield (
            chapter,
            [
                (line, [Phrase(cue.text, (at + cue.start) / rate, (at + cue.end) / rate) for cue in cues])
                for line, cues in cues_of(chapter)
            ],
        )


def cues_of(chapter: EncodedChapter) -> Iterator[tuple[Line, list[Cue]]]:
    """Each line of a chapter with its cues; none where it could not be spoken.

    Several lines in a row may have one id, as title and summary have. So a cue is the line's of which its text is a
    part, and no line is looked through more than once.
    """
    waiting = iter(chapter.cues)
    cue = next(waiting, None)
    for line in chapter.lines:
        found: list[Cue] = []
        at = 0
        while cue is not None and cue.line == line.id and (place := line.text.find(cue.text, at)) >= 0:
            found.append(cue)
            at = place + len(cue.text)
            cue = next(waiting, None)
        yield line, found


def clock(seconds: float, point: str = ".") -> str:
    """12.3456 → "00:00:12.346"."""
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
