"""What tells a reading system about a read-along book: its parts, its contents, and whom it suits."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from audiofic.package import tagtext
from audiofic.package.book import Book
from audiofic.package.cover import cover_name, mime
from audiofic.package.epub_pages import ACTIVE_CLASS, direction, escaped, page
from audiofic.package.text import one_line
from audiofic.package.times import clock

CONTAINER: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_ACCESSIBILITY: Final = (
    ("accessMode", "textual"),
    ("accessMode", "auditory"),
    ("accessModeSufficient", "textual"),
    ("accessModeSufficient", "auditory"),
    ("accessibilityFeature", "synchronizedAudioText"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "The whole text is read aloud, and the words that are heard are highlighted."),
)
"""https://www.w3.org/TR/epub-a11y-11/"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter in the book."""

    name: str
    """Of its files, without their endings."""
    title: str
    seconds: float
    """0 if nothing is heard in it."""


def manifest(book: Book, entries: Sequence[Entry], language: str) -> str:
    """The package document."""
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
    ]
    spine: list[str] = []
    if book.cover:
        picture = f'href="{cover_name(book.cover)}" media-type="{mime(book.cover)}"'
        items += [
            f'<item id="cover-image" {picture} properties="cover-image"/>',
            '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>',
        ]
        spine.append('<itemref idref="cover"/>')
    for entry in entries:
        name, overlay = entry.name, f' media-overlay="{entry.name}-overlay"' if entry.seconds else ""
        items.append(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"{overlay}/>')
        if entry.seconds:
            items.append(f'<item id="{name}-overlay" href="{name}.smil" media-type="application/smil+xml"/>')
            items.append(f'<item id="{name}-sound" href="{name}.m4a" media-type="audio/mp4"/>')
        spine.append(f'<itemref idref="{name}"/>')
    lines = "\n".join((*_metadata(book, entries, language), "</metadata>", "<manifest>", *items, "</manifest>"))
    pages = "\n".join(spine)
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{lines}
<spine page-progression-direction="{direction(language)}">
{pages}
</spine>
</package>
"""


def _metadata(book: Book, entries: Sequence[Entry], language: str) -> Iterator[str]:
    url = one_line(book.url)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, one_line(f"{url or ', '.join(book.authors)} {book.file_title}"))
    yield f'<dc:identifier id="id">{identity.urn}</dc:identifier>'
    yield f"<dc:title>{escaped(one_line(book.file_title) or 'Untitled')}</dc:title>"
    yield f"<dc:language>{language}</dc:language>"
    for number, author in enumerate(filter(None, map(one_line, book.authors)), start=1):
        yield f'<dc:creator id="author{number}">{escaped(author)}</dc:creator>'
        yield f'<meta refines="#author{number}" property="role" scheme="marc:relators">aut</meta>'
    for number, narrator in enumerate(filter(None, map(one_line, book.narrators)), start=1):
        yield f'<dc:contributor id="narrator{number}">{escaped(narrator)}</dc:contributor>'
        yield f'<meta refines="#narrator{number}" property="role" scheme="marc:relators">nrt</meta>'
    if url:
        yield f"<dc:source>{escaped(url)}</dc:source>"
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", book.date, re.ASCII):
        yield f"<dc:date>{book.date}</dc:date>"
    if described := tagtext.description(book):
        yield f"<dc:description>{escaped(described)}</dc:description>"
    yield f"<dc:rights>{escaped(tagtext.MANNERS)}</dc:rights>"
    for subject in filter(None, map(one_line, (*book.fandoms, *book.tags))):
        yield f"<dc:subject>{escaped(subject)}</dc:subject>"
    for number, (name, place) in enumerate(tagtext.series(book), start=1):
        yield f'<meta property="belongs-to-collection" id="series{number}">{escaped(name)}</meta>'
        yield f'<meta refines="#series{number}" property="collection-type">series</meta>'
        if place:
            yield f'<meta refines="#series{number}" property="group-position">{place}</meta>'
    yield f'<meta property="dcterms:modified">{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>'
    yield f'<meta property="media:narrator">{escaped(tagtext.narrators(book))}</meta>'
    yield f'<meta property="media:active-class">{ACTIVE_CLASS}</meta>'
    yield f'<meta property="media:duration">{clock(sum(entry.seconds for entry in entries))}</meta>'
    for entry in entries:
        if entry.seconds:
            yield f'<meta refines="#{entry.name}-overlay" property="media:duration">{clock(entry.seconds)}</meta>'
    for name, value in _ACCESSIBILITY:
        yield f'<meta property="schema:{name}">{value}</meta>'


def contents(entries: Sequence[Entry], language: str) -> str:
    """The navigation document."""
    chapters = "\n".join(f'<li><a href="{entry.name}.xhtml">{escaped(entry.title)}</a></li>' for entry in entries)
    return page(
        "Contents",
        f"""\
<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">
<h1 id="contents">Contents</h1>
<ol>
{chapters}
</ol>
</nav>
<nav epub:type="landmarks" hidden="hidden" aria-label="Landmarks">
<ol>
<li><a epub:type="bodymatter" href="{entries[0].name}.xhtml">Text</a></li>
</ol>
</nav>""",
        language,
    )


def cover_page(book: Book, cover: bytes, language: str) -> str:
    """The page that shows the cover."""
    authors = tagtext.authors(book)
    by = f" by {authors}" if authors else ""
    described = escaped(one_line(f"Cover of {book.title}{by}"))
    image = f'<img src="{cover_name(cover)}" role="doc-cover" alt="{described}"/>'
    picture = f'<section epub:type="cover" class="cover">{image}</section>'
    return page("Cover", picture, language)
