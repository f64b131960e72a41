"""What an EPUB's package document tells of the book."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audiofic.model import Metadata
from audiofic.read.epub.archive import MissingError
from audiofic.read.epub.container import Container
from audiofic.read.flow import folded
from audiofic.read.markup import paragraphs, parse

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NOBODY = re.compile(r"unknown(?: author)?|unbekannt|anonym(?:ous)? author|various authors|n/?a", re.IGNORECASE)
"""What programs write where they know no author."""


def metadata(book: Container) -> Metadata:
    def texts(name: str) -> tuple[str, ...]:
        elements = book.package.iterfind(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
        return tuple(filter(None, (folded("".join(element.itertext())) for element in elements)))

    def first(name: str) -> str:
        return next(iter(texts(name)), "")

    description = first("description")
    published = _DATE.match(first("date"))
    addresses = (text for text in (*texts("source"), *texts("identifier")) if text.startswith(("http:", "https:")))
    return Metadata(
        title=first("title"),
        authors=tuple(name for name in texts("creator") if not _NOBODY.fullmatch(name)),
        url=next(addresses, ""),
        tags=texts("subject"),
        series=tuple(_series(book)),
        language=first("language"),
        published=published[0] if published else "",
        summary=paragraphs(parse(description)) if "<" in description else description,
    )


def _series(book: Container) -> Iterator[str]:
    """EPUB 3's collections and Calibre's own fields, in AO3's words."""
    metas = list(book.package.iterfind(".//{*}metadata/{*}meta"))
    calibre = {meta.get("name"): meta.get("content", "") for meta in metas}
    if name := calibre.get("calibre:series"):
        yield _part(calibre.get("calibre:series_index", ""), name)
        return
    positions = {meta.get("refines", ""): meta.text or "" for meta in metas if meta.get("property") == "group-position"}
    for meta in metas:
        if meta.get("property") == "belongs-to-collection":
            yield _part(positions.get(f"#{meta.get('id')}", ""), folded(meta.text or ""))


def _part(position: str, name: str) -> str:
    number = position.strip().removesuffix(".0")
    return f"Part {number} of {name}" if number else name


def cover(book: Container) -> bytes | None:
    """The cover picture, where the book names one that is a JPEG or PNG."""
    metas = book.package.iterfind(".//{*}metadata/{*}meta")
    named = {meta.get("content", "") for meta in metas if meta.get("name") == "cover"}
    for name, item in book.items.items():
        if "cover-image" in item.properties or name in named:
            try:
                picture = book.archive.read(item.path)
            except MissingError:
                continue
            if picture.startswith(_PICTURES):
                return picture
    return None
