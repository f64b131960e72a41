"""What ffmpeg tells of an audio file: its chapters and tags."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of an audio file; `start` and `end` in seconds."""

    title: str
    start: float
    end: float


def read_ffmetadata(text: str) -> tuple[dict[str, str], list[Mark]]:
    """The tags and chapters in ffmpeg's metadata format; names of tags are in small letters."""
    tags: dict[str, str] = {}
    marks: list[Mark] = []
    for section, entries in _sections(text):
        if section == "":
            tags = {key.lower(): value for key, value in entries.items()}
        elif section == "CHAPTER":
            numerator, denominator = map(int, entries["TIMEBASE"].split("/"))
            start, end = (int(entries[key]) * numerator / denominator for key in ("START", "END"))
            marks.append(Mark(entries.get("title", ""), start, end))
    return tags, marks


def _sections(text: str) -> list[tuple[str, dict[str, str]]]:
    """The sections of an ffmetadata file; the first, which has no name, is that of the whole file."""
    sections: list[tuple[str, dict[str, str]]] = [("", {})]
    for found in _METADATA_LINE.finditer(text):
        if found["section"]:
            sections.append((found["section"], {}))
        else:
            sections[-1][1][_ESCAPED.sub(r"\1", found["key"])] = _ESCAPED.sub(r"\1", found["value"])
    return sections


_METADATA_LINE = re.compile(
    r"^(?:\[(?P<section>\w+)\]|(?P<key>(?:\\.|[^\\=\n])*)=(?P<value>(?:\\.|[^\\\n])*))$",
    re.MULTILINE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
