"""Calibre's HTMLZ and TXTZ: a page or a text, and metadata.opf, in a ZIP."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from audiofic.model import Work
from audiofic.read import epub, text
from audiofic.read.archive import Document
from audiofic.read.documents import xmltree
from audiofic.read.documents.box import DUBLIN_CORE, boxed
from audiofic.read.documents.xmltree import attribute, name, words
from audiofic.read.front import without_front
from audiofic.read.source import Source

KIND = "Calibre archive"
_PAGES = (".html", ".htm", ".xhtml")


def recognises(source: Source) -> bool:
    return source.data.startswith(b"PK\x03\x04") and (
        source.suffix in {".htmlz", ".txtz"} or (b"metadata.opf" in source.data and b"META-INF/" not in source.data)
    )


def read(source: Source) -> Work:
    archive = Document(source, KIND)
    pages = [each for each in archive.names if each.lower().endswith(_PAGES)]
    texts = [each for each in archive.names if each.lower().endswith((".txt", ".md", ".markdown"))]
    if not pages and not texts:
        raise source.error(f"this {KIND} holds no page and no text")
    described = archive.read("metadata.opf")
    package = xmltree.root(described, source, KIND) if described else None
    facts = [] if package is None else [(name(each), words(each)) for each in package.iter(f"{{{DUBLIN_CORE}}}*")]
    if pages:
        files = {each: archive.read(each) for each in archive.names if each.lower().endswith((*_PAGES, ".css"))}
        cover = _cover(archive, package)
        if cover:
            files[cover] = archive.read(cover)
        return without_front(epub.read(Source(source.label, boxed(pages, files, facts, cover=cover))))
    work = text.read(Source(source.label, archive.read(texts[0])))
    told = dict(reversed(facts))
    mine = work.metadata
    return replace(
        work,
        metadata=replace(
            mine,
            title=mine.title or told.get("title", ""),
            authors=mine.authors or tuple(value for kind, value in facts if kind == "creator"),
            language=mine.language or told.get("language", ""),
            summary=mine.summary or told.get("description", ""),
        ),
    )


def _cover(archive: Document, package: etree._Element | None) -> str:
    guide = () if package is None else package.iterfind(".//{*}guide/{*}reference")
    named = (attribute(each, "href") for each in guide if attribute(each, "type") == "cover")
    return next((each for each in named if each in archive.names), "")
