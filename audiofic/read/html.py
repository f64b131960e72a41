"""Web pages that are no AO3: the text of the article, with the chapters that its headings make."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from audiofic.model import Metadata, Reason, Work
from audiofic.read.binding import assemble
from audiofic.read.flow import Paragraph, Piece, folded, omitted
from audiofic.read.headings import chapters
from audiofic.read.markup import attribute, flow, line, parse
from audiofic.read.no_story import why_no_story
from audiofic.read.source import Source
from audiofic.read.titles import is_chapter

_ENDINGS = {".html", ".htm", ".xhtml"}
_PAGE = re.compile(
    r"\s*(?:<\?xml\b|<!doctype\s+html|<!--|<(?:html|head|body|title|meta|div|p|h[1-6]|article)\b)", re.IGNORECASE
)
_BLOCK_TAG = re.compile(r"</p>|<br\s{0,4}/?>|</div>", re.IGNORECASE)
_SITE_PARTS = frozenset({"header", "footer", "aside", "form"})


def looks_like_html(text: str) -> bool:
    """Whether a text is a page or a piece of one: it begins like one, or has several tags that end paragraphs."""
    if _PAGE.match(text):
        return True
    return sum(1 for _ in zip(range(3), _BLOCK_TAG.finditer(text), strict=False)) == 3


def recognises(source: Source) -> bool:
    if source.suffix in {".md", ".markdown"}:  # Markdown may hold HTML
        return _PAGE.match(source.text) is not None and "<body" in source.text
    return looks_like_html(source.text) or (source.suffix in _ENDINGS and "<" in source.text)


def read(source: Source) -> Work:
    page = parse(source.text)
    pieces = flow(_article(page), leave_out=_SITE_PARTS)
    metadata, pieces = with_title(_metadata(page), pieces)
    work = assemble(metadata, chapters(pieces), source.stem)
    if not work.chapters:
        raise source.error(why_no_story(source.text))
    return work


def with_title(metadata: Metadata, pieces: list[Piece]) -> tuple[Metadata, list[Piece]]:
    """Take a page's first heading for the work's title, and out of the story, where it can't be a chapter's: it stands
    at the top, no other is as high, and the page has either named it the title or has no other name for it."""
    first = next((piece for piece in pieces if isinstance(piece, Paragraph)), None)
    if first is None or first.level != 1:
        return metadata, pieces
    title = first.block.text
    rivals = sum(isinstance(piece, Paragraph) and piece.level == 1 for piece in pieces)
    if rivals > 1 or is_chapter(title):
        return metadata, pieces
    if metadata.title and title.casefold() not in metadata.title.casefold():
        return metadata, pieces
    return replace(metadata, title=title), [
        omitted(first, Reason.TITLE) if piece is first else piece for piece in pieces
    ]


def _article(page: BeautifulSoup) -> Tag:
    """The part of the page that holds the story; sites put the rest around it."""
    for name in ("article", "main"):
        found = page.find_all(name)
        if len(found) == 1:
            return found[0]
    return page.body or page


def _metadata(page: BeautifulSoup) -> Metadata:
    def content(*names: str) -> str:
        tags = (page.find("meta", attrs={"name": name}) for name in names)
        return next((folded(attribute(tag, "content")) for tag in tags if tag), "")

    author = content("author", "dc.creator", "DC.creator")
    return Metadata(
        title=line(page.title) if page.title else "",
        authors=(author,) if author else (),
        language=attribute(page.html, "lang") if page.html else "",
        summary=content("description"),
    )
