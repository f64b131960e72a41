"""Documents that are no web pages, made pages: what they hold goes the same way as what was saved from a site, so that
notes, italics, scene breaks, contents lists and AO3's own shapes are known in all of them.

The page is built like those of pandoc, which many exporters imitate: the title in a header, footnotes at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from html import escape

from audiofic.model import Metadata, Work
from audiofic.read import html, limits
from audiofic.read.front import without_front
from audiofic.read.source import Source

_CAPTIONED = re.compile(r'<p><img alt="([^"]{1,2000})"></p>(?=<p>\1</p>)')
"""A picture whose description is also the line below it."""


@dataclass(slots=True)
class Page:
    """A page on its way: pieces of HTML in reading order."""

    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """The footnotes, each one's paragraphs as HTML."""

    def add(self, *pieces: str) -> None:
        self.parts.extend(pieces)

    def note(self, content: str) -> str:
        """Keep a footnote for the end, and return its mark."""
        self.notes.append(content)
        number = len(self.notes)
        return (
            f'<a href="#fn{number}" class="footnote-ref" id="fnref{number}" role="doc-noteref"><sup>{number}</sup></a>'
        )

    def html(self, metadata: Metadata) -> str:
        told = "".join(f'<meta name="author" content="{escape(author)}">' for author in metadata.authors)
        title = f"<title>{escape(metadata.title)}</title>" if metadata.title else ""
        language = f' lang="{escape(metadata.language)}"' if metadata.language else ""
        body = _CAPTIONED.sub("", "".join((*self.parts, *self._endnotes())))
        return (
            f'<!DOCTYPE html><html{language}><head><meta charset="utf-8">{title}{told}</head><body>{body}</body></html>'
        )

    def _endnotes(self) -> Iterable[str]:
        if not self.notes:
            return
        yield '<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr><ol>'
        for number, content in enumerate(self.notes, start=1):
            yield f'<li id="fn{number}">{content}'
            yield f'<a href="#fnref{number}" class="footnote-back" role="doc-backlink">↩</a></li>'
        yield "</ol></section>"


def header(lines: Iterable[tuple[str, str]]) -> str:
    """The title, author and date that a document begins with; each with its style, in lower case."""
    inside = "".join(f'<p class="{escape(style)}">{escape(text)}</p>' for style, text in lines)
    return f'<header id="title-block-header">{inside}</header>'


def read(source: Source, kind: str, page: str, metadata: Metadata, cover: bytes | None = None) -> Work:
    """The work in a document, which messages call a `kind`, from the page that was made of it."""
    if len(page) > limits.MARKUP:
        raise source.error(f"this {kind} is larger than a story is, and is not read")
    rendered = Source(source.label, page.encode("utf-8", errors="replace"))
    work = html.read(rendered)
    told = {name.name: getattr(work.metadata, name.name) or getattr(metadata, name.name) for name in fields(Metadata)}
    return without_front(replace(work, metadata=Metadata(**told), cover=work.cover or cover))
