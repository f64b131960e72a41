"""Markdown, rendered to HTML and read as such: what the listener gets is the rendered text."""

from __future__ import annotations

import re

from audiofic.model import Metadata, Work
from audiofic.read.binding import assemble
from audiofic.read.front import without_front
from audiofic.read.header import header
from audiofic.read.headings import chapters
from audiofic.read.html import with_title
from audiofic.read.markup import Page, settle
from audiofic.read.source import Source
from audiofic.read.tidy import tidied
from audiofic.read.works import Works

_DEEPEST = 120
"""Blocks within blocks; what stands deeper, a renderer would drop."""
_QUOTED_DEEP = re.compile(r"^(?:[ \t]{0,3}>){60,}", re.MULTILINE)
_ENDINGS = {".md", ".markdown", ".mdown", ".mkd"}
_HEADING = re.compile(r"^#{1,3} \S", re.MULTILINE)
_MARKED = re.compile(r"\]\([^\s)]{1,500}\)|\\[!*_.#\[]")
"""A link, or a sign that was kept from being a mark."""
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def recognises(source: Source) -> bool:
    """By the ending; where there is none, as on standard input, by the headings."""
    if source.suffix in _ENDINGS or (not source.suffix and _HEADING.search(source.text) is not None):
        return True
    # A text that has its headings and more of its marks is one by another name.
    return (
        source.suffix == ".txt" and len(_HEADING.findall(source.text)) > 1 and _MARKED.search(source.text) is not None
    )


def read(source: Source) -> Work:
    from markdown_it import MarkdownIt

    metadata, body = _front_matter(source.text)
    # An indented paragraph is a paragraph here, and no program code.
    renderer = (
        MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST})
        .enable(["strikethrough", "table"])
        .disable("code")
    )
    page = Page(renderer.render(_QUOTED_DEEP.sub(">" * 60, body)))
    settle([("", page)])
    works = Works(metadata)
    works.take(page)
    metadata, pieces = with_title(metadata, tidied(works.volumes[0].drafts)[0].pieces)
    return without_front(assemble(metadata, chapters(pieces), source.stem))


def _front_matter(text: str) -> tuple[Metadata, str]:
    """The "key: value" lines between two `---` at the top, or at the top without them, and the rest."""
    if match := _FRONT_MATTER.match(text):
        return header(match[1].splitlines(), least=1)[0], text[match.end() :]
    lines = text.splitlines(keepends=True)
    metadata, taken = header(lines)
    return metadata, "".join(lines[taken:])
