"""Markup that pandoc reads, where it is installed: LaTeX, Org, reStructuredText, AsciiDoc, DocBook and others.

Pandoc runs in its sandbox, in which no file named in the document is opened, and with bounds on its time and memory.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

from audiofic.model import Metadata, Work
from audiofic.read.documents import program, rendered
from audiofic.read.source import Source

_MEMORY = ("+RTS", "-M1500M", "-RTS")


@dataclass(frozen=True, slots=True)
class _Kind:
    reader: str
    """What pandoc calls it."""
    called: str
    """What people call it."""
    endings: frozenset[str]
    begins: re.Pattern[str] | None = None
    """What tells it where the ending does not."""


_KINDS = (
    _Kind(
        "latex",
        "LaTeX document",
        frozenset({".tex", ".latex", ".ltx"}),
        re.compile(r"^\s*\\(?:documentclass|begin\{document\})", re.MULTILINE),
    ),
    _Kind(
        "org",
        "Org document",
        frozenset({".org"}),
        re.compile(r"^#\+(?:title|author|options|begin_\w+):?\s", re.IGNORECASE | re.MULTILINE),
    ),
    _Kind(
        "rst",
        "reStructuredText document",
        frozenset({".rst", ".rest"}),
        re.compile(r"\A\.\. \w+::|\A={4,}\n.+\n={4,}\n"),
    ),
    _Kind(
        "asciidoc",
        "AsciiDoc document",
        frozenset({".adoc", ".asciidoc", ".asc"}),
        re.compile(r"\A(?:// .*\n)*= \S.*\n(?:.+\n)*?:[\w-]+:"),
    ),
    _Kind(
        "docbook",
        "DocBook document",
        frozenset({".dbk", ".docbook"}),
        re.compile(
            r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^>]*-->\s*)?(?:<!DOCTYPE\s+\w+\s+PUBLIC\s+[\"'][^\"']*DocBook|"
            r"(?:<!DOCTYPE[^>]*>\s*)?<(?:book|article|part|chapter|set)\b[^>]*docbook\.org)",
            re.DOTALL,
        ),
    ),
    _Kind("typst", "Typst document", frozenset({".typ"})),
    _Kind("textile", "Textile document", frozenset({".textile"})),
    _Kind("mediawiki", "wiki page", frozenset({".mediawiki", ".wiki"})),
    _Kind("djot", "Djot document", frozenset({".dj", ".djot"})),
)
_HEAD = 4096
_UNNAMED = re.compile(r"<title>-?</title>")


def recognises(source: Source) -> bool:
    return _kind(source) is not None


def read(source: Source) -> Work:
    kind = _kind(source)
    assert kind is not None  # noqa: S101 - or it was not recognised
    command = shutil.which("pandoc")
    if command is None:
        raise source.error(
            f"this is a {kind.called}, which pandoc reads, and that is not installed: install it (pandoc.org, or your "
            "system's packages), or save the story as EPUB, HTML or DOCX"
        )
    flags = ("--sandbox", f"--from={kind.reader}", "--to=html5", "--standalone", "--wrap=none")
    utf8 = Source(source.label, source.text.encode("utf-8", errors="replace"))
    page = program.run((command, *flags, *_MEMORY), utf8, kind.called).decode("utf-8", errors="replace")
    return rendered.read(source, kind.called, _UNNAMED.sub("", page, count=1), Metadata())


def _kind(source: Source) -> _Kind | None:
    for kind in _KINDS:
        if source.suffix in kind.endings:
            return kind
    if b"\0" in source.data[:_HEAD] or source.suffix in {".md", ".markdown", ".html", ".htm", ".xhtml"}:
        return None
    head = source.data[:_HEAD].decode("latin-1").removeprefix("ï»¿").replace("\r\n", "\n")
    return next((kind for kind in _KINDS if kind.begins is not None and kind.begins.search(head)), None)
