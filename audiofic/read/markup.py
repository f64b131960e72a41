"""HTML to a flow of paragraphs and gaps: what a browser would show of it, less what nobody reads aloud."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString, PageElement

from audiofic.model import Block, BlockKind, Span
from audiofic.read import mend
from audiofic.read.flow import (
    BREAK,
    INVISIBLE,
    Gap,
    Paragraph,
    Piece,
    folded,
    is_link,
    is_scene_break,
    lines_apart,
)

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol optgroup p pre search section summary "
    "table tbody td tfoot th thead tr ul".split()
)
_UNSPOKEN = frozenset(
    "script style template noscript head title meta link iframe object embed svg canvas audio video map select "
    "button input textarea datalist nav rt rp rtc".split()
)
_UNSPOKEN_CLASSES = frozenset({"landmark", "toc-heading", "endnote-link", "sr-only", "visually-hidden"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_HEADING = 150  # characters; more is a paragraph in large type
_ITALIC = frozenset({"em", "i", "cite"})
_BOLD = frozenset({"strong", "b"})
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(italic|oblique|normal)")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_PREFORMATTED_STYLE = re.compile(r"white-space\s*:\s*(pre|break-spaces)")

_MESSAGE_PART = re.compile(r"message|bubble|tweet|e-?mail|texting|whatsapp|imessage")
_MESSAGE_WORDS = frozenset("sms chat msg dm letter mail discord reply".split())

_NOTE_MARK = re.compile(r"\W*(?:\d{1,3}|[ivxlc]{1,6}|[a-z]|back|return)?\W*", re.IGNORECASE)
_ARROWS = frozenset("↑↩⤴⬆⇧^←")
_DIVIDER = re.compile(r"divider|separator|(scene|section|line|page)[-_ ]?break|ornament|fleuron", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"\S+\.(jpe?g|png|gif|webp|svg|bmp)|(img|dsc|image|screenshot|photo)[-_ \d]*", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_WEB_LINK = ("http:", "https:", "mailto:", "//")


def parse(text: str) -> BeautifulSoup:
    """A page, however broken."""
    text = mend.markup(text)
    return BeautifulSoup(_XML_DECLARATION.sub("", text, count=1), "lxml")


def classes(tag: Tag) -> list[str]:
    return list(tag.get_attribute_list("class")) if "class" in tag.attrs else []


def attribute(tag: Tag, name: str) -> str:
    """The attribute's value, empty where there is none."""
    value = tag.attrs.get(name, "")
    return value if isinstance(value, str) else " ".join(value)


def line(tag: Tag) -> str:
    """The tag's text as one line."""
    return folded(INVISIBLE.sub("", tag.get_text()))


def paragraphs(tag: Tag) -> str:
    """The tag's paragraphs as text, divided by blank lines."""
    return "\n\n".join(piece.block.text for piece in flow(tag) if isinstance(piece, Paragraph))


def flow(root: Tag, anchors: frozenset[str] = frozenset(), leave_out: frozenset[str] = frozenset()) -> list[Piece]:
    """The paragraphs and gaps in `root`, in reading order.

    Paragraphs carry those of their ids that are in `anchors`; the elements named in `leave_out` are passed over.
    """
    writer = _Writer()
    unspoken = _UNSPOKEN | leave_out
    # A stack of our own, since strangers nest deeper than Python recurs; None marks the end of a block.
    todo: list[tuple[Tag | NavigableString | None, _Style]] = [(root, _Style())]
    while todo:
        node, style = todo.pop()
        if node is None:
            writer.end_paragraph()
            continue
        if isinstance(node, NavigableString):
            if type(node) is NavigableString or type(node) is CData:  # the other kinds are comments and scripts
                writer.text(node, style)
            continue
        if anchors and node.attrs:
            writer.anchor(anchors & {attribute(node, "id"), attribute(node, "name")})
        if not _is_unspoken(node, unspoken):
            if node.name == "br":
                writer.line_break()
            elif node.name == "hr":
                writer.gap()
            elif node.name == "img":
                _image(node, writer, style)
            else:
                style = style.inside(node)
                if node.name in _BLOCKS:
                    writer.end_paragraph()
                    todo.append((None, style))
                todo.extend(
                    (child, style) for child in reversed(node.contents) if isinstance(child, Tag | NavigableString)
                )
    writer.end_paragraph()
    return list(lines_apart(writer.pieces))


class _Style(NamedTuple):
    """What a tag hands down to its text."""

    italic: bool = False
    bold: bool = False
    message: bool = False
    link: bool = False
    preformatted: bool = False
    level: int = 0

    def inside(self, tag: Tag) -> _Style:
        style = self
        if tag.name in _ITALIC:
            style = style._replace(italic=True)
        elif tag.name in _BOLD:
            style = style._replace(bold=True)
        elif tag.name == "pre":
            style = style._replace(preformatted=True)
        elif tag.name in _HEADINGS:
            style = style._replace(level=_HEADINGS[tag.name])
        elif tag.name == "a" and attribute(tag, "href").startswith(_WEB_LINK):
            style = style._replace(link=True)
        if "style" in tag.attrs:
            css = attribute(tag, "style").lower()
            if match := _ITALIC_STYLE.search(css):
                style = style._replace(italic=match[1] != "normal")
            if match := _BOLD_STYLE.search(css):
                style = style._replace(bold=match[1] in {"bold", "600", "700", "800", "900"})
            if _PREFORMATTED_STYLE.search(css):
                style = style._replace(preformatted=True)
        if "class" in tag.attrs and not style.message and any(_means_message(name, tag.name) for name in classes(tag)):
            style = style._replace(message=True)
        return style


def _means_message(name: str, tag: str) -> bool:
    """Whether a work skin's class is that of a chat bubble, e-mail, tweet or letter.

    A bare "text" counts on a span alone: many e-books call every paragraph so.
    """
    name = name.lower()
    words = re.split(r"[^a-z]+", name)
    return (
        _MESSAGE_PART.search(name) is not None
        or not _MESSAGE_WORDS.isdisjoint(words)
        or (tag == "span" and "text" in words)
    )


def _is_unspoken(tag: Tag, names: frozenset[str]) -> bool:
    if tag.name in names:
        return True
    if tag.name in {"a", "sup"} and _is_note_mark(tag):
        return True
    if not tag.attrs:
        return False
    return (
        "hidden" in tag.attrs
        or tag.attrs.get("aria-hidden") == "true"
        or (tag.name == "dialog" and "open" not in tag.attrs)
        or not _UNSPOKEN_CLASSES.isdisjoint(classes(tag))
        or ("style" in tag.attrs and _HIDDEN_STYLE.search(attribute(tag, "style").lower()) is not None)
    )


def _is_note_mark(tag: Tag) -> bool:
    """A link to a footnote, or back from one: `<sup><a href="#n1">1</a></sup>`, `<a id="r1">↑</a>`."""
    text = _short_text(tag)
    if text is None or _NOTE_MARK.fullmatch(text) is None:
        return False
    if tag.name == "sup":
        return any("#" in attribute(link, "href") for link in tag.find_all("a"))
    return "#" in attribute(tag, "href") or not _ARROWS.isdisjoint(text)


def _short_text(tag: Tag) -> str | None:
    """The text of a tag with but a few words, without walking through one that holds half the story."""
    text = ""
    todo: list[PageElement] = [tag]
    for _ in range(12):
        node = todo.pop()
        if isinstance(node, NavigableString):
            text += node
        elif isinstance(node, Tag):
            todo.extend(reversed(node.contents[:12]))
        if not todo or len(text) > 24:
            break
    return None if todo or len(text) > 24 else text


def _image(tag: Tag, writer: _Writer, style: _Style) -> None:
    alt = folded(attribute(tag, "alt"))
    if _DIVIDER.search(" ".join((alt, attribute(tag, "src"), attribute(tag, "class"), attribute(tag, "id")))):
        writer.gap()
    elif any(map(str.isalpha, alt)) and not _PICTURE_FILE.fullmatch(alt):
        writer.text(f" {alt} ", style)


class _Writer:
    """Takes text and line breaks as they come, and makes paragraphs and gaps of them."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._runs: list[tuple[_Style, list[str]]] = []
        self._space = False  # white space that counts only if a word follows
        self._line_breaks = 0  # since the last word
        self._blank = False  # a no-break space holds the line open
        self._anchors: frozenset[str] = frozenset()

    def anchor(self, names: frozenset[str]) -> None:
        self._anchors |= names

    def text(self, text: str, style: _Style) -> None:
        if style.preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self._words(first, style)
            for following in rest:
                self.line_break()
                self._words(following, style)
        else:
            self._words(text, style)

    def line_break(self) -> None:
        self._line_breaks += 1

    def gap(self) -> None:
        """A scene break that the markup spells out."""
        self.end_paragraph()
        self.pieces.append(Gap(BREAK))

    def end_paragraph(self) -> None:
        if self._runs:
            self._add_paragraph()
            if self._line_breaks > 2:
                self.pieces.append(Gap(self._line_breaks - 2))
        elif self._line_breaks or self._blank:
            self.pieces.append(Gap(max(1, self._line_breaks)))
        self._runs, self._space, self._line_breaks, self._blank = [], False, 0, False

    def _words(self, text: str, style: _Style) -> None:
        visible = INVISIBLE.sub("", text)
        words = visible.split()
        if not words:
            self._space = self._space or bool(visible)
            self._blank = self._blank or "\xa0" in visible
            return
        if self._line_breaks > 1:
            self.end_paragraph()
        space = ""
        if self._runs:
            if self._line_breaks:
                space = "\n"
            elif self._space or visible[0].isspace():
                space = " "
        self._append(space, " ".join(words), style)
        self._space, self._line_breaks, self._blank = visible[-1].isspace(), 0, False

    def _append(self, space: str, words: str, style: _Style) -> None:
        last = self._runs[-1][0] if self._runs else style
        if space and last != style:  # emphasis begins and ends with words: the space has what both sides have
            shared = last.italic and style.italic, last.bold and style.bold
            if shared == (last.italic, last.bold):
                self._runs[-1][1].append(space)
                space = ""
            elif shared != (style.italic, style.bold):
                self._runs.append((_Style(*shared), [space]))
                space = ""
        if self._runs and last == style:
            self._runs[-1][1].extend((space, words))
        else:
            self._runs.append((style, [space, words]))

    def _add_paragraph(self) -> None:
        runs = [(style, "".join(parts)) for style, parts in self._runs]
        styles = [style for style, text in runs if any(map(str.isalnum, text))]
        spans: list[Span] = []
        start = 0
        for (italic, bold), alike in groupby(runs, key=lambda run: (run[0].italic, run[0].bold)):
            spans.append(Span("".join(text for _, text in alike), start, italic, bold))
            start = spans[-1].end
        is_message = bool(styles) and all(style.message for style in styles)
        level = self._runs[0][0].level if start <= _LONGEST_HEADING else 0
        kind = BlockKind.MESSAGE if is_message else BlockKind.HEADING if level else BlockKind.PARAGRAPH
        block = Block(kind, tuple(spans))
        if kind is not BlockKind.MESSAGE and is_scene_break(block.text):
            self.pieces.append(Gap(BREAK))
        else:
            link_only = (bool(styles) and all(style.link for style in styles)) or is_link(block.text)
            level = level if kind is BlockKind.HEADING else 0
            self.pieces.append(Paragraph(block, level, link_only, self._anchors))
            self._anchors = frozenset()
