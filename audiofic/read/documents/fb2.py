"""FictionBook 2, the format of Russian libraries and of ficbook.net: one XML file, bare or in a ZIP."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from audiofic.model import Metadata, Work
from audiofic.read.archive import Document
from audiofic.read.documents import rendered, xmltree
from audiofic.read.documents.rendered import Page
from audiofic.read.documents.xmltree import attribute, name, words
from audiofic.read.source import Source

KIND = "FictionBook"
_ROOT = re.compile(rb"<(?:\w{1,20}:)?FictionBook\b")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NOTES = frozenset({"notes", "comments", "footnotes"})
_INLINE = {"emphasis": "em", "strong": "strong", "strikethrough": "s", "sub": "sub", "sup": "sup", "code": "code"}
_QUOTED = frozenset({"epigraph", "cite", "annotation"})
_BROKEN_IN = frozenset({"p", "v", "title", "subtitle", "section", "text-author"})
_AS_THEY_ARE = frozenset({"table", "tr", "td", "th"})


def recognises(source: Source) -> bool:
    if source.data.startswith(b"PK"):
        return source.suffix == ".fbz" or source.label.lower().endswith(".fb2.zip")
    head = source.data[:4096]
    return _ROOT.search(head if b"\0" not in head else head.replace(b"\0", b"")) is not None


def read(source: Source) -> Work:
    data = source.data
    if data.startswith(b"PK"):
        archive = Document(source, KIND)
        data = archive.read(next((each for each in archive.names if each.lower().endswith(".fb2")), ""))
    book = xmltree.root(data, source, KIND)
    metadata = _metadata(book)
    page = Page()
    bodies = book.findall("{*}body")
    notes = {attribute(section, "id"): section for body in bodies if _is_notes(body) for section in _sections(body)}
    writer = _Writer(page, {key: section for key, section in notes.items() if key})
    told = [body for body in bodies if not _is_notes(body)]
    if not told:
        raise source.error(f"this {KIND} holds no story: it has no body")
    for body in told:
        writer.body(body)
    writer.unmarked_notes()
    return rendered.read(source, KIND, page.html(metadata), metadata, _cover(book))


def _is_notes(body: etree._Element) -> bool:
    return attribute(body, "name").lower() in _NOTES


def _sections(body: etree._Element) -> Iterator[etree._Element]:
    yield from body.iterfind(".//{*}section")


class _Writer:
    """Writes FictionBook as HTML. lxml bounds the depth to which this recurs."""

    def __init__(self, page: Page, notes: dict[str, etree._Element]) -> None:
        self._page = page
        self._notes = notes
        self._marked: set[str] = set()

    def body(self, body: etree._Element) -> None:
        for child in body:
            self._block(child, 1)

    def unmarked_notes(self) -> None:
        """Those that nothing in the story points to are told all the same."""
        for key, section in self._notes.items():
            if key not in self._marked:
                self._page.note(self._note(section))

    def _block(self, element: etree._Element, level: int) -> None:
        add, kind = self._page.add, name(element)
        if kind == "section":
            if element.find("{*}title") is None:
                add("<hr>")
            for child in element:
                self._block(child, level + 1)
        elif kind == "title":
            add(f"<h{min(level, 6)}>", "<br>".join(self._inline(line) for line in element if name(line) == "p"))
            add(f"</h{min(level, 6)}>")
        elif kind == "subtitle":
            add("<h6>", self._inline(element), "</h6>")
        elif kind == "empty-line":
            add("<p>\xa0</p>")
        elif kind == "stanza":
            add("<p>", "<br>".join(self._inline(line) for line in element), "</p>")
        elif kind == "image":
            add(self._image(element))
        elif kind in _QUOTED or kind == "poem" or kind in _AS_THEY_ARE:
            tag = kind if kind in _AS_THEY_ARE else "blockquote"
            add(f"<{tag}>", escape(element.text or "") if tag in {"td", "th"} else "")
            for child in element:
                if name(child) in _INLINE or name(child) in {"a", "style"}:
                    add(self._inline_element(child))
                else:
                    self._block(child, 6)
                if tag in {"td", "th"}:
                    add(escape(child.tail or ""))
            add(f"</{tag}>")
        elif kind:  # p, v, text-author, date, and whatever a program has invented
            add("<p>", self._inline(element), "</p>")

    def _inline(self, element: etree._Element) -> str:
        parts = [escape(element.text or "")]
        for child in element:
            if name(child):
                parts.append(self._inline_element(child))
            parts.append(escape(child.tail or ""))
        return "".join(parts)

    def _inline_element(self, element: etree._Element) -> str:
        kind = name(element)
        if kind in _INLINE:
            return f"<{_INLINE[kind]}>{self._inline(element)}</{_INLINE[kind]}>"
        if kind == "image":
            return self._image(element)
        if kind == "a":
            target = attribute(element, "href")
            if (section := self._notes.get(target.removeprefix("#"))) is not None:
                return self._noted(target.removeprefix("#"), section)
            return f'<a href="{escape(target)}">{self._inline(element)}</a>'
        if kind in _BROKEN_IN:  # where tags were not closed
            return f"<br>{self._inline(element)}<br>"
        return self._inline(element)

    def _noted(self, key: str, section: etree._Element) -> str:
        if key in self._marked:
            return ""
        self._marked.add(key)
        return self._page.note(self._note(section))

    def _note(self, section: etree._Element) -> str:
        """The paragraphs of a note, without the number that is its title."""
        inside = _Writer(Page(), {})
        for child in section:
            if name(child) not in {"title", "section"}:
                inside._block(child, 6)
        return "".join(inside._page.parts)

    def _image(self, element: etree._Element) -> str:
        alt = attribute(element, "alt") or attribute(element, "title")
        return f'<img alt="{escape(alt)}">' if alt else ""


def _metadata(book: etree._Element) -> Metadata:
    about = book.find("{*}description/{*}title-info")
    if about is None:
        return Metadata()
    date = about.find("{*}date")
    dated = _DATE.search(f"{attribute(date, 'value')} {words(date)}") if date is not None else None
    annotation = about.find("{*}annotation")
    addresses = (words(address) for address in book.iterfind("{*}description/{*}document-info/{*}src-url"))
    return Metadata(
        title=words(about.find("{*}book-title")),
        authors=tuple(filter(None, map(_person, about.iterfind("{*}author")))),
        url=next((address for address in addresses if address.startswith(("http:", "https:"))), ""),
        tags=tuple(filter(None, map(str.strip, words(about.find("{*}keywords")).split(",")))),
        series=tuple(filter(None, map(_series, about.iterfind("{*}sequence")))),
        language=words(about.find("{*}lang")),
        published=dated[0] if dated else "",
        summary="" if annotation is None else "\n\n".join(filter(None, map(words, annotation))),
    )


def _person(author: etree._Element) -> str:
    named = (words(author.find(f"{{*}}{part}")) for part in ("first-name", "middle-name", "last-name"))
    return " ".join(filter(None, named)) or words(author.find("{*}nickname"))


def _series(sequence: etree._Element) -> str:
    title, number = attribute(sequence, "name"), attribute(sequence, "number")
    return f"Part {number} of {title}" if title and number else title


def _cover(book: etree._Element) -> bytes | None:
    image = book.find("{*}description/{*}title-info/{*}coverpage/{*}image")
    wanted = attribute(image, "href").removeprefix("#") if image is not None else ""
    for binary in book.iterfind("{*}binary"):
        if wanted and attribute(binary, "id") == wanted:
            try:
                return base64.b64decode(binary.text or "")
            except (binascii.Error, ValueError):
                return None
    return None
