"""Files that look like text, or like one of the others, and are none that is read: refused by their names, so that
nobody hears their innards."""

from __future__ import annotations

import re
from typing import NoReturn

from audiofic.read.source import READ, Source

_BEFORE_ROOT = re.compile(r"\s*(?:<!--(?s:.*?)-->|<\?[^>]*\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>)", re.IGNORECASE)
_ROOT = re.compile(r"\s*<([A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})")
_PAGE = frozenset(
    "html head body title meta div p h1 h2 h3 h4 h5 h6 article section main span em i b strong blockquote".split()
)
_NAMES = {
    "rss": "a news feed (RSS)",
    "feed": "a news feed (Atom)",
    "rdf": "a news feed (RSS)",
    "svg": "a picture (SVG)",
    "opml": "an outline (OPML)",
    "package": "the contents list of an EPUB (.opf) without its book",
    "ncx": "the contents list of an EPUB (.ncx) without its book",
    "plist": "a property list of macOS",
    "tei": "a TEI document",
    "document": "an office document in one XML file",
    "worddocument": "a Word 2003 document in XML",
    "wml": "a WAP page",
}
_PROGRAMS = (
    (re.compile(r"\A\s*[\[{]\s*(?:\"|\[|\{|\]|\})"), "JSON data"),
    (re.compile(r"\A%!PS"), "a PostScript document"),
    (re.compile(r"\AFrom \S+ .{10,60}\n(?:[\w-]+: .*\n)+", re.MULTILINE), "a mailbox"),
)


def recognises(source: Source) -> bool:
    return _kind(source) is not None


def read(source: Source) -> NoReturn:
    raise source.error(f"this is {_kind(source)}, which is not read: {READ}")


def _kind(source: Source) -> str | None:
    head = source.data[:8192]
    if b"\0" in head:
        return None
    text = head.decode("utf-8", errors="replace").removeprefix("\ufeff")
    for pattern, kind in _PROGRAMS:
        if pattern.match(text) and _is_json(kind, source):
            return kind
    at = 0
    while before := _BEFORE_ROOT.match(text, at):
        at = before.end()
    match = _ROOT.match(text, at)
    if match is None or match[2].lower() in _PAGE:
        return None
    if named := _NAMES.get(match[2].lower()):
        return named
    declared = text.lstrip().startswith("<?xml") or ":" in (match[1] or "")
    return f"an XML file of a kind that holds no story for us (<{match[2]}>)" if declared else None


def _is_json(kind: str, source: Source) -> bool:
    """Whether what begins like data is that to its end: a story may begin with a bracket."""
    return kind != "JSON data" or source.data.rstrip()[-1:] in (b"]", b"}")
