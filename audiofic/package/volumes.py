"""The files of a book: one, or several where one would be more than players bear."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, groupby
from pathlib import Path
from typing import Final

from audiofic.package.book import Book, EncodedChapter

LONGEST: Final = 50 * 3600.0
"""Seconds: players lose their place, or their minds, in longer files."""

Writer = Callable[[Sequence[EncodedChapter], Book, Path], None]
"""Writes these chapters to that path as one file."""


def _none(_folder: Path) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class File:
    """A file of an audiobook."""

    name: str
    """In the book's folder."""
    write: Callable[[Path], None]
    """Writes it to a path. Raises EncoderError or OSError; what then lies there is the caller's."""
    earlier: Callable[[Path], Iterable[str]] = _none
    """Names of the files in the book's folder that an earlier build has made in place of this one."""


def volumes(
    chapters: Sequence[EncodedChapter], book: Book, suffix: str, write: Writer, longest: float = LONGEST
) -> Iterator[File]:
    """The book as one file; or, if it is longer than `longest` seconds, as volumes of about the same length that begin
    with a chapter. They take the place of the one file, or of as many volumes, that it was before."""
    name = book.file_name
    earlier = partial(_matching, re.compile(rf"{re.escape(name)}(?:, volume \d+ of \d+)?{re.escape(suffix)}"))
    parts = split(chapters, longest)
    for number, part in enumerate(parts, start=1):
        volume = f", volume {number} of {len(parts)}" if len(parts) > 1 else ""
        tagged = replace(book, part=book.title + volume, track=(number, len(parts)))
        yield File(f"{name}{volume}{suffix}", partial(write, part, tagged), earlier if number == 1 else _none)


def _matching(pattern: re.Pattern[str], folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*") if pattern.fullmatch(path.name)]


def split(chapters: Sequence[EncodedChapter], longest: float) -> list[Sequence[EncodedChapter]]:
    """The chapters in as few runs as need be for none to last longer than `longest` seconds, if no chapter does."""
    lengths = [chapter.samples / chapter.rate for chapter in chapters]
    total, longest = sum(lengths), max(longest, *lengths)
    for count in range(max(1, math.ceil(total / longest)), len(chapters) + 1):
        parts = _even(chapters, lengths, count)
        if all(sum(chapter.samples for chapter in part) <= longest * part[0].rate for part in parts):
            return parts
    return [[chapter] for chapter in chapters]


def _even(chapters: Sequence[EncodedChapter], lengths: Sequence[float], count: int) -> list[Sequence[EncodedChapter]]:
    """The chapters in about as many runs, of about the same length: each goes where its middle lies."""
    size = sum(lengths) / count or 1.0
    ends = accumulate(lengths)
    places = [min(int((end - length / 2) / size), count - 1) for end, length in zip(ends, lengths, strict=True)]
    numbered = zip(places, chapters, strict=True)
    return [[chapter for _, chapter in run] for _, run in groupby(numbered, key=lambda each: each[0])]
