"""What the tags of a book say, for all formats alike, as the programs read it that people use: Audiobookshelf, Plex,
Apple Books, and whatever shows a file's tags. docs/formats.md has a table of which tag holds what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from audiofic.package.book import Book
from audiofic.package.text import one_line, printable

GENRE: Final = "Audiobook"
MANNERS: Final = "made with audiofic for listening by yourself; ask the author before you share it"
LONGEST_CAST: Final = 30
"""Names that are listed; a crowd would be longer than the summary."""


class Series(NamedTuple):
    """A series, and which part of it the book is: "2", or nothing where that is not known."""

    name: str
    part: str


def joined(names: Iterable[str]) -> str:
    """Several people as programs take them apart: "quill & ada". In a list, a name has none of the signs of a list."""
    lines = list(filter(None, map(one_line, names)))
    if len(lines) < 2:
        return "".join(lines)
    return " & ".join(one_line(re.sub(r"[,;]", " ", line.replace("&", "and"))) for line in lines)


def authors(book: Book) -> str:
    return joined(book.authors)


def narrators(book: Book) -> str:
    return joined(book.narrators)


def genres(book: Book) -> str:
    """ "Audiobook; Saltmarsh": a reader takes it apart at ";", and some at "/", too."""
    return "; ".join([GENRE, *(re.sub(r"\s*[/;]\s*", "-", one_line(fandom)) for fandom in book.fandoms)])


def series(book: Book) -> list[Series]:
    """ "Part 2 of The Long Way" is that series' part 2. A semicolon would end a name in the tags."""
    found = []
    for text in filter(None, (one_line(name.replace(";", ",")) for name in book.series)):
        place = re.fullmatch(r"Part (\d+(?:\.\d+)?) of (.+)", text)
        found.append(Series(place[2], place[1]) if place else Series(text, ""))
    return found


def numbered(one: Series) -> str:
    """ "The Long Way #2"."""
    return f"{one.name} #{one.part}" if one.part else one.name


def grouping(book: Book) -> str:
    """ "The Long Way #2; Rainy, Days #5"."""
    return "; ".join(map(numbered, series(book)))


def series_tags(book: Book) -> tuple[str, str]:
    """Names and parts of the series, in two tags. Nothing where there are several and not all have a part, since a
    reader could not tell whose the parts are; then `grouping` alone tells."""
    every = series(book)
    if len(every) > 1 and not all(one.part for one in every):
        return "", ""
    return "; ".join(one.name for one in every), "; ".join(one.part for one in every)


def comment(book: Book) -> str:
    """Where the work stands, and how an audiobook of it is used with good manners."""
    return " – ".join(filter(None, (one_line(book.url), MANNERS)))


def description(book: Book) -> str:
    """The summary, what the author allows or asks, the tags, and who speaks."""
    parts = [printable(book.summary).strip()]
    parts += [f"The author says: {quoted(text)}" for text in book.permissions]
    facts = [f"{name}: {one_line(', '.join(values))}" for name, values in book.facts if any(values)]
    parts.append("\n".join(facts))
    parts.append("\n".join(_credits(book)))
    return "\n\n".join(filter(None, parts))


def quoted(text: str) -> str:
    """What somebody has written, on one line between quotation marks."""
    return f"“{one_line(text)}”"


def _credits(book: Book) -> Iterator[str]:
    if not book.cast:
        return
    yield f"Read by {narrators(book)}:"
    yield from _listed(book.cast)


def _listed(cast: Sequence[str]) -> Iterator[str]:
    yield from map(one_line, cast[:LONGEST_CAST])
    if len(cast) > LONGEST_CAST:
        yield f"and {len(cast) - LONGEST_CAST} more"
