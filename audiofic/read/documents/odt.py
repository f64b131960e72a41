"""OpenDocument texts: .odt, as LibreOffice and Google Docs save them, and .fodt, the same as one XML file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape

from lxml import etree

from audiofic.model import Metadata, Work
from audiofic.read import limits
from audiofic.read.archive import Document
from audiofic.read.documents import rendered, xmltree
from audiofic.read.documents.rendered import Page
from audiofic.read.documents.xmltree import attribute, name, words
from audiofic.read.source import Source

KIND = "OpenDocument text"
_MIME = b"mimetypeapplication/vnd.oasis.opendocument.text"
_FLAT = re.compile(rb"<office:document\b[^>]{0,20000}opendocument\.text", re.DOTALL)
_TOP = frozenset({"title", "subtitle", "author", "date"})
_SKIPPED = frozenset(
    "annotation annotation-end tracked-changes forms sequence-decls variable-decls user-field-decls bookmark "
    "bookmark-start bookmark-end soft-page-break note-citation list-header index-title page-number ruby-text".split()
)
_INDEX = re.compile(r"table-of-content|.+-index|bibliography")
_MARKS = {"italic": "em", "bold": "strong", "strike": "s", "raised": "sup"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of text; None where it says nothing."""

    italic: bool | None = None
    bold: bool | None = None
    strike: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None
    new_page: bool | None = None
    parent: str = ""
    called: str = ""

    def over(self, other: _Style) -> _Style:
        """This style, and what the `other` says where this says nothing."""
        told = ("italic", "bold", "strike", "raised", "hidden", "new_page")
        return replace(other, **{key: value for key in told if (value := getattr(self, key)) is not None})


_Styles = dict[tuple[str, str], _Style]


def recognises(source: Source) -> bool:
    if source.data.startswith(b"PK\x03\x04"):
        return _MIME in source.data[:200] or (source.suffix in {".odt", ".ott"} and b"content.xml" in source.data)
    return _FLAT.search(source.data[:65536]) is not None


def read(source: Source) -> Work:
    if source.data.startswith(b"PK"):
        package = Document(source, KIND)
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise source.error(f"this {KIND} is locked with a password: save it without one")
        parts = [package.read(each) for each in ("content.xml", "styles.xml", "meta.xml")]
    else:
        parts = [source.data]
    roots = [xmltree.root(part, source, KIND) for part in parts if part]
    body = roots[0].find(".//{*}body/{*}text") if roots else None
    if body is None:
        raise source.error(f"this {KIND} is damaged: it has no text; save it again")
    styles = _styles(roots)
    metadata = next(
        filter(None, (_metadata(found) for root in roots if (found := root.find(".//{*}meta")) is not None)), Metadata()
    )
    page = Page()
    writer = _Writer(page, styles)
    writer.blocks(body)
    if writer.top:
        page.parts.insert(0, rendered.header(writer.top))
        first = dict(reversed(writer.top))
        authors = (first["author"],) if "author" in first else metadata.authors
        metadata = replace(metadata, title=first.get("title", metadata.title), authors=authors)
    return rendered.read(source, KIND, page.html(metadata), metadata)


def _styles(roots: list[etree._Element]) -> _Styles:
    """The styles by family and name, each with what it takes from its parents."""
    own: _Styles = {}
    for root in reversed(roots):
        for style in root.iter("{*}style"):
            text, paragraph = style.find("{*}text-properties"), style.find("{*}paragraph-properties")
            key = attribute(style, "family"), attribute(style, "name")
            told = _told(text, paragraph)
            own[key] = replace(told, parent=attribute(style, "parent-style-name"), called=attribute(style, "name"))
    done: _Styles = {}
    for (family, called), style in own.items():
        whole, parent, base = style, style.parent, called
        for _ in range(16):  # circles and long chains are no styles of a program's
            if (family, parent) not in own:
                break
            base = parent
            whole = whole.over(own[family, parent])
            parent = own[family, parent].parent
        done[family, called] = replace(whole, called=_called(style.called, style.parent, base))
    return done


def _called(own: str, parent: str, base: str) -> str:
    """What a reader would call the style: its own name, or that of its parent where a program has numbered it."""
    called = (parent or base) if re.fullmatch(r"P\d+", own) else own
    return called.replace("_20_", " ").lower()


def _told(text: etree._Element | None, paragraph: etree._Element | None) -> _Style:
    def value(element: etree._Element | None, key: str) -> str | None:
        return (attribute(element, key) or None) if element is not None else None

    slant, weight, hidden = value(text, "font-style"), value(text, "font-weight"), value(text, "display")
    line, place, before = (
        value(text, "text-line-through-style"),
        value(text, "text-position"),
        value(paragraph, "break-before"),
    )
    return _Style(
        italic=None if slant is None else slant in {"italic", "oblique"},
        bold=None if weight is None else weight in {"bold", "600", "700", "800", "900"},
        strike=None if line is None else line != "none",
        raised=None
        if place is None
        else place.startswith("super") or (place[0].isdigit() and not place.startswith("0")),
        hidden=None if hidden is None else hidden == "none",
        new_page=None if before is None else before == "page",
    )


class _Writer:
    """Writes a document as HTML. lxml bounds the depth to which this recurs."""

    def __init__(self, page: Page, styles: _Styles) -> None:
        self._page = page
        self._styles = styles
        self.top: list[tuple[str, str]] = []
        """The title, author and date that the document begins with, each with its style."""
        self._begun = False
        self._boxes: list[etree._Element] = []

    def blocks(self, parent: etree._Element) -> None:
        for child in parent:
            kind = name(child)
            if kind in {"p", "h"}:
                self._paragraph(child, kind)
            elif _INDEX.fullmatch(kind):
                self._page.add("<nav>")
                self.blocks(child)
                self._page.add("</nav>")
            elif kind in {"table", "table-row", "table-cell"}:
                tag = {"table": "table", "table-row": "tr", "table-cell": "td"}[kind]
                self._begun = True
                self._page.add(f"<{tag}>")
                self.blocks(child)
                self._page.add(f"</{tag}>")
            elif kind == "frame":
                self._page.add(self._frame(child))
                self._put_boxes()
            elif kind and kind not in _SKIPPED:
                self.blocks(child)

    def _paragraph(self, paragraph: etree._Element, kind: str) -> None:
        style = self._styles.get(("paragraph", attribute(paragraph, "style-name")), _Style())
        called = style.called or attribute(paragraph, "style-name").replace("_20_", " ").lower()
        level = 0
        if kind == "h":
            number = attribute(paragraph, "outline-level")
            level = min(int(number), 6) if number.isdecimal() and number.isascii() and int(number[:4]) else 1
        inside = "" if style.hidden else self._inline(paragraph, _Style() if level else style)
        if not self._begun and called in _TOP and inside:
            self.top.append((called, words(paragraph)))
        else:
            if style.new_page:
                self._page.add("<hr>")
            if inside:
                tag = f"h{level}" if level else "p"
                self._page.add(f"<{tag}>", inside, f"</{tag}>")
            else:
                self._page.add("<hr>" if called == "horizontal line" else "<p>\xa0</p>")
            self._begun = self._begun or bool(inside)
        self._put_boxes()

    def _put_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _inline(self, parent: etree._Element, style: _Style) -> str:
        parts = [self._marked(parent.text, style)]
        for child in parent:
            if name(child):
                parts.append(self._inline_element(child, style))
            parts.append(self._marked(child.tail, style))
        return "".join(parts)

    def _inline_element(self, element: etree._Element, style: _Style) -> str:
        kind = name(element)
        if kind == "s":
            count = attribute(element, "c")
            return " " * min(int(count[:6]) if count.isdecimal() and count.isascii() else 1, limits.COLUMNS)
        if kind in {"tab", "line-break"}:
            return " " if kind == "tab" else "<br>"
        if kind == "note":
            return self._note(element)
        if kind == "frame":
            return self._frame(element)
        if kind == "a":
            return f'<a href="{escape(attribute(element, "href"))}">{self._inline(element, style)}</a>'
        if kind in _SKIPPED:
            return ""
        if kind == "span":
            style = self._styles.get(("text", attribute(element, "style-name")), _Style()).over(style)
            if style.hidden:
                return ""
        return self._inline(element, style)

    def _marked(self, text: str | None, style: _Style) -> str:
        if not text:
            return ""
        marks = [tag for key, tag in _MARKS.items() if getattr(style, key)] if text.strip() else []
        return "".join((*(f"<{tag}>" for tag in marks), escape(text), *(f"</{tag}>" for tag in reversed(marks))))

    def _note(self, note: etree._Element) -> str:
        body = note.find("{*}note-body")
        if body is None:
            return ""
        inside = _Writer(Page(), self._styles)
        inside._begun = True
        inside.blocks(body)
        return self._page.note("".join(inside._page.parts))

    def _frame(self, frame: etree._Element) -> str:
        """A picture's description; the text in a box is put behind the paragraph."""
        self._boxes.extend(frame.iterfind("{*}text-box"))
        alt = words(frame.find("{*}desc")) or words(frame.find("{*}title"))
        return f'<img alt="{escape(alt)}">' if alt else ""


def _metadata(meta: etree._Element) -> Metadata:
    return Metadata(
        title=words(meta.find("{*}title")),
        authors=tuple(filter(None, [words(meta.find("{*}initial-creator")) or words(meta.find("{*}creator"))])),
        language=words(meta.find("{*}language")),
        summary=words(meta.find("{*}description")),
        tags=tuple(filter(None, map(words, meta.iterfind("{*}keyword")))),
    )
