"""Word documents (.docx), as Word, LibreOffice, Google Docs, Calibre and pandoc write them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from lxml import etree

from audiofic.model import Metadata, Work
from audiofic.read.archive import Document
from audiofic.read.documents import rendered, xmltree
from audiofic.read.documents.rendered import Page
from audiofic.read.documents.xmltree import attribute, name, words
from audiofic.read.source import Source

KIND = "Word document"
_HEADING = re.compile(r"heading ?([1-9])")
_CONTENTS = re.compile(r"toc ?\d|toc heading|table of figures")
_TOP = frozenset({"title", "subtitle", "author", "date"})
_OFF = frozenset({"0", "false", "off", "none"})
_GONE = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr"}
)
_DASHES = {"noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "tab": " ", "ptab": " "}
_MARKS = {"italic": "em", "bold": "strong", "strike": "s", "raised": "sup"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says; None where it says nothing."""

    name: str = ""
    italic: bool | None = None
    bold: bool | None = None
    strike: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None
    level: int | None = None
    """Of a heading, from 1."""

    def over(self, other: _Style) -> _Style:
        """This style, and what the `other` says where this says nothing."""
        told = ("italic", "bold", "strike", "raised", "hidden", "level")
        mine = {key: getattr(self, key) for key in told}
        return _Style(
            self.name, **{key: getattr(other, key) if value is None else value for key, value in mine.items()}
        )


def recognises(source: Source) -> bool:
    return source.data.startswith(b"PK\x03\x04") and (b"word/document" in source.data or source.suffix == ".docx")


def read(source: Source) -> Work:
    package = Document(source, KIND)
    path = _main_part(package, source)
    folder = posixpath.dirname(path)

    def part(file: str) -> etree._Element | None:
        data = package.read(posixpath.join(folder, file))
        return xmltree.root(data, source, KIND) if data else None

    body = xmltree.root(package.read(path), source, KIND).find("{*}body")
    if body is None:
        raise source.error(f"this {KIND} is damaged: it has no text; save it again")
    links = {
        attribute(each, "Id"): attribute(each, "Target")
        for each in _each(part(f"_rels/{posixpath.basename(path)}.rels"))
    }
    notes = {
        (kind, attribute(note, "id")): note
        for kind in ("footnote", "endnote")
        for note in _each(part(f"{kind}s.xml"))
        if attribute(note, "type") in {"", "normal"}
    }
    page = Page()
    writer = _Writer(page, _styles(part("styles.xml")), notes, links)
    writer.blocks(body)
    core = package.read("docProps/core.xml")
    metadata = _metadata(xmltree.root(core, source, KIND) if core else None)
    if writer.top:
        page.parts.insert(0, rendered.header(writer.top))
        first = dict(reversed(writer.top))
        metadata = _filled(metadata, first.get("title", ""), first.get("author", ""))
    return rendered.read(source, KIND, page.html(metadata), metadata)


def _main_part(package: Document, source: Source) -> str:
    """Where the text is: as the package says, and where it is by custom."""
    relations = package.read("_rels/.rels")
    named = (
        attribute(each, "Target").lstrip("/")
        for each in _each(xmltree.root(relations, source, KIND) if relations else None)
        if attribute(each, "Type").endswith("/officeDocument")
    )
    for path in (*named, "word/document.xml", "word/document2.xml"):
        if path in package.names:
            return path
    raise source.error(f"this {KIND} is damaged: it has no text; save it again")


def _each(element: etree._Element | None) -> Iterable[etree._Element]:
    return () if element is None else element


def _styles(part: etree._Element | None) -> dict[str, _Style]:
    """The styles by id, each with what it takes from those that it is based on."""
    own: dict[str, tuple[_Style, str]] = {}
    for style in _each(part):
        if name(style) == "style":
            base = style.find("{*}basedOn")
            title = style.find("{*}name")
            called = attribute(title, "val").lower() if title is not None else ""
            said = _told(style.find("{*}rPr"), style.find("{*}pPr"), called)
            own[attribute(style, "styleId")] = said, attribute(base, "val") if base is not None else ""
    done: dict[str, _Style] = {}
    for key, (told, based) in own.items():
        whole, parent = told, based
        for _ in range(16):  # circles and long chains are no styles of a program's
            if parent not in own:
                break
            whole, parent = whole.over(own[parent][0]), own[parent][1]
        done[key] = whole
    return done


def _told(run: etree._Element | None, paragraph: etree._Element | None, called: str = "") -> _Style:
    """What the properties of a run and of a paragraph say."""

    def on(wanted: str) -> bool | None:
        found = run.find(f"{{*}}{wanted}") if run is not None else None
        return None if found is None else attribute(found, "val") not in _OFF

    raised = run.find("{*}vertAlign") if run is not None else None
    outline = paragraph.find("{*}outlineLvl") if paragraph is not None else None
    heading = _HEADING.fullmatch(called)
    level = int(heading[1]) if heading else None
    if outline is not None and (number := attribute(outline, "val")).isdecimal() and int(number) < 9:
        level = int(number) + 1
    return _Style(
        called,
        on("i"),
        on("b"),
        on("strike"),
        None if raised is None else attribute(raised, "val") == "superscript",
        on("vanish"),
        level,
    )


class _Writer:
    """Writes a document as HTML. lxml bounds the depth to which this recurs."""

    def __init__(
        self,
        page: Page,
        styles: dict[str, _Style],
        notes: dict[tuple[str, str], etree._Element],
        links: dict[str, str],
    ) -> None:
        self._page = page
        self._styles = styles
        self._notes = notes
        self._links = links
        self.top: list[tuple[str, str]] = []
        """The title, author and date that the document begins with, each with its style."""
        self._begun = False
        self._fields: list[str] = []
        """What the fields that are open here say that they are."""
        self._boxes: list[etree._Element] = []

    def blocks(self, parent: etree._Element) -> None:
        for child in parent:
            kind = name(child)
            if kind == "p":
                self._paragraph(child)
            elif kind == "tbl":
                self._begun = True
                self._page.add("<table>")
                for row in child.iterfind(".//{*}tr"):
                    self._page.add("<tr>")
                    for cell in row.iterfind("{*}tc"):
                        self._page.add("<td>")
                        self.blocks(cell)
                        self._page.add("</td>")
                    self._page.add("</tr>")
                self._page.add("</table>")
            elif kind == "sdt":
                self._contents(child)
            elif kind in {"AlternateContent", "Choice", "customXml", "smartTag", "ins", "moveTo", "sdtContent"}:
                self.blocks(child)

    def _contents(self, control: etree._Element) -> None:
        """A content control, which may be a table of contents that Word keeps up to date."""
        gallery = control.find(".//{*}docPartGallery")
        is_contents = gallery is not None and attribute(gallery, "val").lower() == "table of contents"
        self._page.add("<nav>" if is_contents else "")
        self.blocks(control)
        self._page.add("</nav>" if is_contents else "")

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find("{*}pPr")
        named = properties.find("{*}pStyle") if properties is not None else None
        key = attribute(named, "val") if named is not None else ""
        style = _told(None, properties).over(self._styles.get(key, _Style(key.lower())))
        called = self._styles[key].name if key in self._styles else key.lower()
        in_contents = self._in_contents or _CONTENTS.fullmatch(called) is not None
        inside = self._runs(paragraph, style if not style.level else _Style())
        in_contents = in_contents or self._in_contents
        if not self._begun and called in _TOP and (text := words(paragraph)):
            self.top.append((called, text))
        elif in_contents:
            self._page.add("<nav><p>", inside, "</p></nav>")
        elif style.level and inside:
            self._page.add(f"<h{min(style.level, 6)}>", inside, f"</h{min(style.level, 6)}>")
        elif inside:
            self._page.add("<p>", inside, "</p>")
        elif _is_rule(properties):
            self._page.add("<hr>")
        else:
            self._page.add("<p>\xa0</p>")
        self._begun = self._begun or bool(inside and called not in _TOP)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    @property
    def _in_contents(self) -> bool:
        return any(each.split()[:1] == ["TOC"] for each in self._fields)

    def _runs(self, parent: etree._Element, style: _Style) -> str:
        parts: list[str] = []
        for child in parent:
            kind = name(child)
            if not kind or kind in _GONE:
                continue
            if kind == "r":
                parts.append(self._run(child, style))
            elif kind == "hyperlink":
                parts.append(self._link(child, style))
            else:
                parts.append(self._runs(child, style))
        return "".join(parts)

    def _link(self, link: etree._Element, style: _Style) -> str:
        anchor = attribute(link, "anchor")
        target = f"#{anchor}" if anchor else self._links.get(attribute(link, "id"), "")
        return f'<a href="{escape(target)}">{self._runs(link, style)}</a>'

    def _run(self, run: etree._Element, style: _Style) -> str:
        properties = run.find("{*}rPr")
        named = properties.find("{*}rStyle") if properties is not None else None
        character = self._styles.get(attribute(named, "val"), _Style()) if named is not None else _Style()
        told = _told(properties, None).over(character).over(style)
        text = "".join(map(self._run_part, run))
        if told.hidden:
            return ""
        marks = [tag for key, tag in _MARKS.items() if getattr(told, key)] if text.strip() else []
        return "".join((*(f"<{tag}>" for tag in marks), text, *(f"</{tag}>" for tag in reversed(marks))))

    def _run_part(self, part: etree._Element) -> str:
        kind = name(part)
        if kind == "t":
            return escape(part.text or "")
        if kind in _DASHES:
            return _DASHES[kind]
        if kind in {"br", "cr"}:
            return "<hr>" if attribute(part, "type") == "page" else "<br>"
        if kind in {"footnoteReference", "endnoteReference"}:
            return self._note((kind.removesuffix("Reference"), attribute(part, "id")))
        if kind == "fldChar":
            self._field(attribute(part, "fldCharType"))
        elif kind == "instrText" and self._fields:
            self._fields[-1] += part.text or ""
        elif kind in {"drawing", "pict", "object", "AlternateContent"}:
            return self._drawing(part)
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, key: tuple[str, str]) -> str:
        note = self._notes.pop(key, None)
        if note is None:
            return ""
        inside = _Writer(Page(), self._styles, {}, self._links)
        inside.blocks(note)
        return self._page.note("".join(inside._page.parts))

    def _drawing(self, drawing: etree._Element) -> str:
        """A picture's description; a rule; the text in a box, which is put behind the paragraph."""
        chosen = drawing.find("{*}Choice") if name(drawing) == "AlternateContent" else drawing
        chosen = drawing if chosen is None else chosen
        if any(attribute(shape, "hr") == "t" for shape in chosen.iter("{*}rect")):
            return "<hr>"
        self._boxes.extend(chosen.iterfind(".//{*}txbxContent"))
        told = (attribute(each, "descr") or attribute(each, "title") for each in chosen.iter("{*}docPr"))
        alt = next(filter(None, told), "")
        return f'<img alt="{escape(alt)}">' if alt else ""


def _is_rule(properties: etree._Element | None) -> bool:
    """Whether an empty paragraph is a line from side to side: that is how Word makes one of three dashes."""
    return properties is not None and properties.find("{*}pBdr/{*}bottom") is not None


def _metadata(core: etree._Element | None) -> Metadata:
    if core is None:
        return Metadata()
    subjects = words(core.find("{*}keywords")).replace(";", ",").split(",")
    return Metadata(
        title=words(core.find("{*}title")),
        authors=tuple(filter(None, map(str.strip, words(core.find("{*}creator")).split(";")))),
        language=words(core.find("{*}language")),
        summary=words(core.find("{*}description")),
        tags=tuple(filter(None, map(str.strip, subjects))),
    )


def _filled(metadata: Metadata, title: str, author: str) -> Metadata:
    """The metadata with what the document's own first lines say: the file's properties are often a template's."""
    told = {"title": title or metadata.title, "authors": (author,) if author else metadata.authors}
    return Metadata(**{key: told.get(key, getattr(metadata, key)) for key in Metadata.__dataclass_fields__})
