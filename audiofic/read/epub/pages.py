"""The pages of a book as trees: one after the other, or all at once where they speak of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audiofic.read import limits
from audiofic.read.decode import decode, looks_binary
from audiofic.read.epub.archive import MissingError, resolved
from audiofic.read.epub.container import Container, Item
from audiofic.read.html import prepare
from audiofic.read.markup import Page, attribute, settle
from audiofic.read.source import Source

_SPEAKS_OF_OTHERS = re.compile(
    r"""href\s?=\s?["'](?!\w+://)[^"'#<>]{1,300}#|class\s?=\s?["'][^"'<>]{0,300}"""
    r"""(?:message|msg|bubble|tweet|e-?mail|texting|whatsapp|imessage|sms|chat|dm|letter|mail|discord|b?reply|text)""",
    re.IGNORECASE,
)
"""A link to a place in another page, which may be a footnote, and what may be a message, if not nearly all is one."""


def page_texts(book: Container, source: Source) -> tuple[list[tuple[Item, str]], list[str]]:
    """The pages that can be read, and what is wrong with the others."""
    texts: list[tuple[Item, str]] = []
    missing: list[str] = []
    locked = False
    size = 0
    for item in book.spine:
        if book.archive.locked(item.path):
            locked = True
            continue
        try:
            data = book.archive.read(item.path)
        except MissingError as error:
            missing.append(str(error))
            continue
        size += len(data)
        if size > limits.TEXT:
            raise source.error("this EPUB unpacks to more text than any book holds and is not read")
        text = decode(data)
        if looks_binary(text):
            missing.append(f"its page {item.path!r} is no text")
        else:
            texts.append((item, text))
    if locked or (missing and not texts and book.archive.has_rights):
        raise book.archive.drm()
    return texts, missing


def trees(book: Container, texts: Sequence[tuple[Item, str]]) -> Iterator[tuple[Item, Page]]:
    """The pages with what is hidden, where footnotes are and what are messages marked in them. A tree is
    gone when the next one is asked for: those of a long book take fifty times its room."""
    sheets = _Sheets(book)
    together = any(_SPEAKS_OF_OTHERS.search(text) for _, text in texts)
    for some in (texts,) if together else ((each,) for each in texts):
        made = [(item, Page(text, xml=True)) for item, text in some]
        named = [(item.path, page) for item, page in made]
        prepare(named, {item.path: sheets.of(item, page) for item, page in made})
        settle(named)
        yield from made
        for _, page in made:
            page.soup.clear(decompose=True)


class _Sheets:
    """The style sheets of a book, each read once."""

    def __init__(self, book: Container) -> None:
        self._book = book
        self._known: dict[str, str] = {}

    def of(self, item: Item, page: Page) -> list[str]:
        """Those that a page links to."""
        links = (link for link in page.named("link") if "stylesheet" in attribute(link, "rel").lower())
        return [self._read(resolved(item.path, attribute(link, "href"))[0]) for link in links]

    def _read(self, path: str) -> str:
        if path not in self._known:
            try:
                self._known[path] = decode(self._book.archive.read(path))
            except MissingError:
                self._known[path] = ""
        return self._known[path]
