"""What fan-fiction text files begin with: a title and "by" its author; lines of "Author: …", "Rating: …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from audiofic.model import Metadata
from audiofic.read.flow import folded
from audiofic.read.titles import is_chapter

_FIELDS = {
    "title": "title",
    "story title": "title",
    "author": "authors",
    "authors": "authors",
    "by": "authors",
    "written by": "authors",
    "pen name": "authors",
    "fandom": "fandoms",
    "fandoms": "fandoms",
    "pairing": "relationships",
    "pairings": "relationships",
    "ship": "relationships",
    "relationship": "relationships",
    "relationships": "relationships",
    "character": "characters",
    "characters": "characters",
    "rating": "rating",
    "rated": "rating",
    "warning": "warnings",
    "warnings": "warnings",
    "archive warning": "warnings",
    "archive warnings": "warnings",
    "category": "categories",
    "categories": "categories",
    "genre": "tags",
    "genres": "tags",
    "tags": "tags",
    "additional tags": "tags",
    "series": "series",
    "language": "language",
    "date": "published",
    "published": "published",
    "posted": "published",
    "url": "url",
    "story url": "url",
    "titre": "title",
    "titel": "title",
    "título": "title",
    "titolo": "title",
    "название": "title",
    "auteur": "authors",
    "autor": "authors",
    "autorin": "authors",
    "autore": "authors",
    "автор": "authors",
    "langue": "language",
    "sprache": "language",
    "idioma": "language",
    "lingua": "language",
    "язык": "language",
    "фэндом": "fandoms",
    "фандом": "fandoms",
    "рейтинг": "rating",
    "résumé": "summary",
    "zusammenfassung": "summary",
    "resumen": "summary",
    "описание": "summary",
    "link": "url",
    "source": "url",
    "summary": "summary",
    "description": "summary",
    "notes": "notes",
    "note": "notes",
    "author's note": "notes",
    "author's notes": "notes",
    "author note": "notes",
    "a/n": "notes",
    "disclaimer": "notes",
    "words": "words",
    "word count": "words",
    "status": "status",
    # Known, and of no use to a listener:
    "chapters": "",
    "updated": "",
    "completed": "",
    "collections": "",
    "beta": "",
    "spoilers": "",
    "feedback": "",
    "archive": "",
}
_LONGEST = 200  # lines
_LISTS = {"authors", "fandoms", "relationships", "characters", "warnings", "categories", "tags", "series"}
_TEXTS = {"summary", "notes"}
_PAIR = re.compile(r"[*_]{0,2}([^\W\d_]{1,20}(?:[ '’/]{1,2}[^\W\d_]{1,20}){0,3})[*_]{0,2}\s?:[*_]{0,2}(?:\s+(.*))?")
_OF_WORKS = {"title", "authors", "fandoms", "relationships", "characters", "rating", "warnings", "categories"}
"""One of these there is in a header; a diary may well begin with a date and a note."""
_WIDE = 60
"""Characters of a line that goes on in the next, even if it ends like a sentence."""
_SPEECH = frozenset('"“«„‘—–')
_ENDS = frozenset('.!?…"”’»)')
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TOP = 12  # lines
_LONGEST_TITLE = 100
_BY = re.compile(r"(?:(?:a|an) [\w ]{3,20} |written )?by:? (.{2,60})", re.IGNORECASE)
_PARTICLES = {"&", "and", "da", "de", "del", "der", "di", "du", "la", "le", "of", "the", "van", "von"}


def header(lines: Sequence[str], least: int = 2) -> tuple[Metadata, int]:
    """The metadata in the first lines of a text, and how many lines they take, blank ones among them included.

    A title with its author below it is a header, and so are at least `least` different known keys, of which one is of
    works and of nothing else.
    """
    titled, top = _title(lines)
    values, taken = _fields(lines, top, sure=_fields_below(lines, top) > 2)
    if len(values) < least or (least > 1 and not titled and _OF_WORKS.isdisjoint(values)):
        values, taken = {}, top
    return _metadata(titled | values), taken


def is_field(line: str) -> bool:
    """Whether a line is one of a header's: "Pairing: Ines/Toby"."""
    return _pair(line.strip()) is not None


def is_label(text: str) -> bool:
    """Whether a text is the name of a header's field, or begins with one: "Words", "Rating: K"."""
    return text.strip().rstrip(":").lower() in _FIELDS or is_field(text)


def told(pairs: Iterable[tuple[str, str]]) -> Metadata:
    """The metadata in labels, "Rating:", and what stands behind them."""
    values: dict[str, list[str]] = {}
    for label, value in pairs:
        key = label.strip().rstrip(":").strip().lower()
        if name := _FIELDS.get(key):
            values.setdefault(name, []).append(value)
    return _metadata(values)


def _title(lines: Sequence[str]) -> tuple[dict[str, list[str]], int]:
    """The title and the author at the very top, "Low Water" and "by Jane Quill", and how many lines they take.

    They stand apart from the story by a blank line or by known keys, and neither goes on like a sentence.
    """
    first = [(index, line.strip("\ufeff#* \t\r\n")) for index, line in enumerate(islice(lines, _TOP)) if line.strip()]
    if len(first) < 2:
        return {}, 0
    (_, title), (index, below) = first[:2]
    by = _BY.fullmatch(below)
    following = lines[index + 1].strip() if index + 1 < len(lines) else ""
    if (
        by
        and _is_title(title)
        and (_fields_below(lines, index + 1) > 2 or (_is_author(by[1]) and (not following or _pair(following))))
    ):
        return {"title": [title], "authors": [by[1]]}, index + 1
    return {}, 0


def _is_title(text: str) -> bool:
    whole = text[:1].isalnum() and (text[-1].isalnum() or text[-1] in "!?)’'")
    return whole and len(text) <= _LONGEST_TITLE and not is_chapter(text) and not _pair(text)


def _is_author(text: str) -> bool:
    """Whether it is written as a name: "Ada de la Mare", "quill_and_ink", but not "the sea"."""
    words = text.split()
    named = all(word[0].isupper() or word in _PARTICLES for word in words) and words[0] not in _PARTICLES
    return text[-1].isalnum() and (named or (len(words) == 1 and not text.isalpha()))


def _pair(line: str) -> tuple[str, str] | None:
    """The field and the value in a line with a known key."""
    match = _PAIR.fullmatch(line)
    key = match[1].strip().lower().replace("’", "'") if match else ""
    return (_FIELDS[key], match[2] or "") if match and key in _FIELDS else None


def _fields_below(lines: Sequence[str], start: int) -> int:
    return sum(_pair(line.strip()) is not None for line in lines[start : start + _TOP])


def _fields(lines: Sequence[str], start: int, *, sure: bool) -> tuple[dict[str, list[str]], int]:
    """The values by field, and which line comes after them; it is `sure` that they are a header's."""
    values: dict[str, list[str]] = {}
    taken = start
    open_field: str | None = None
    above = ""
    for index, line in enumerate(islice(lines, start, _LONGEST), start=start):
        stripped = line.strip()
        if not stripped:
            open_field, above = None, ""
            continue
        if pair := _pair(stripped) or _unknown(stripped, sure and above):
            open_field, value = pair
            values.setdefault(open_field, []).append(value)
        elif open_field is not None and _goes_on(above, stripped, open_field):
            values[open_field][-1] += f" {stripped}"
        else:
            break
        taken, above = index + 1, stripped
    return values, taken


def _unknown(line: str, above: str | bool) -> tuple[str, str] | None:
    """A field that nobody knows, right below others in a header that is one for certain."""
    match = _PAIR.fullmatch(line) if above else None
    return ("", match[2] or "") if match and line[0].isupper() else None


def _goes_on(above: str, line: str, field: str) -> bool:
    """Whether a line belongs to the field above it: that was broken at some width, or has not come to its end; and what
    follows is nobody's speech."""
    if line[0] in _SPEECH:
        return False
    return len(above) >= _WIDE or (field in _TEXTS and above[-1] not in _ENDS)


def _metadata(values: dict[str, list[str]]) -> Metadata:
    fields: dict[str, Any] = {}
    for name, texts in values.items():
        text = "\n\n".join(filter(None, map(folded, texts)))
        if name in _LISTS:
            fields[name] = tuple(filter(None, map(str.strip, re.split(r"[,;]|\n\n", text))))
        elif name == "published":
            fields[name] = match[0] if (match := _DATE.search(text)) else ""
        elif name:
            fields[name] = text
    return Metadata(**fields)
