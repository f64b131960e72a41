"""The lines of "Title: …", "Author: …", "Rating: …" that fan-fiction text files begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from audiofic.read.flow import folded
from audiofic.story import Metadata

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
    # Known, and of no use to a listener:
    "status": "",
    "words": "",
    "word count": "",
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
_PAIR = re.compile(r"[*_]{0,2}([A-Za-z][A-Za-z'’/ ]{0,20})[*_]{0,2}\s?:[*_]{0,2}(?:\s+(.*))?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def header(lines: Sequence[str], least: int = 2) -> tuple[Metadata, int]:
    """The metadata in the first lines of a text, and how many lines they take, blank ones among them included.

    At least `least` different known keys make a header; a summary or note goes on to the next blank line.
    """
    values: dict[str, list[str]] = {}
    taken = 0
    open_field = ""
    for index, line in enumerate(islice(lines, _LONGEST)):
        stripped = line.strip()
        match = _PAIR.fullmatch(stripped)
        key = match[1].strip().lower().replace("’", "'") if match else ""
        if match and key in _FIELDS:
            open_field = _FIELDS[key]
            values.setdefault(open_field, []).append(match[2] or "")
        elif not stripped:
            open_field = ""
            continue
        elif open_field in _TEXTS:
            values[open_field][-1] += f" {stripped}"
        else:
            break
        taken = index + 1
    if len(values) < least:
        return Metadata(), 0
    return _metadata(values), taken


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
