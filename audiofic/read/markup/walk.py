"""A page's tags, one after the other → the flow of what they hold."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import CData, NavigableString

from audiofic.model import Reason
from audiofic.read.flow import Found, Paragraph, folded, lines_apart
from audiofic.read.markup.messages import is_message, is_reply
from audiofic.read.markup.tree import (
    BLOCKS,
    STRUCK,
    UNRENDERED,
    attribute,
    chapter_of,
    classes,
    reason_of,
    rendered,
    short_text,
)
from audiofic.read.markup.unspoken import why_unspoken
from audiofic.read.markup.writer import Style, Writer

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ITALIC = frozenset({"em", "i", "cite"})
_BOLD = frozenset({"strong", "b"})
_WITHIN_A_SENTENCE = frozenset({Reason.FOOTNOTE, Reason.NOTE_MARK, Reason.PAGE_NUMBER})
"""What falls silent in mid-sentence, which then goes on."""
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(italic|oblique|normal)")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)")
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|list-item|table|flex|grid)")
_PREFORMATTED_STYLE = re.compile(r"white-space\s*:\s*(pre|break-spaces)")
_QUOTES = (("“", "”"), ("‘", "’"))
_QUOTED = frozenset("\"“„«»‘’'‚")

_DROP_CAP = re.compile(
    r"drop-?_?caps?\d*|drop-?_?letter|initial(?:-?_?(?:cap|letter))?|first-?_?letter|lettrine|versal", re.IGNORECASE
)
_DIVIDER = re.compile(r"divider|separator|(scene|section|line|page)[-_ ]?break|ornament|fleuron", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"\S+\.(jpe?g|png|gif|webp|svg|bmp)|(img|dsc|image|screenshot|photo)[-_ \d]*", re.IGNORECASE)


def paragraphs(tag: Tag) -> str:
    """The tag's paragraphs as text, divided by blank lines."""
    return "\n\n".join(piece.block.text for piece in flow(tag) if isinstance(piece, Paragraph))


def flow(root: Tag) -> list[Found]:
    """The paragraphs, gaps, omissions and milestones in `root`, in reading order."""
    writer = Writer()
    # A stack of our own, since strangers nest deeper than Python recurs; None marks the end of a block, and a string
    # what stands in no text of the page.
    todo: list[tuple[Tag | NavigableString | str | None, Style]] = [(root, Style())]
    quotes = 0
    while todo:
        node, style = todo.pop()
        if node is None:
            writer.end_paragraph()
        elif isinstance(node, NavigableString):
            if type(node) is NavigableString or type(node) is CData:  # the other kinds are comments and scripts
                writer.text(node, style)
        elif isinstance(node, str):
            quotes -= node in {close for _, close in _QUOTES}
            writer.text(node, style)
        else:
            if chapter := chapter_of(node):
                writer.milestone(chapter)
            if node.name in UNRENDERED:
                continue
            if reason := why_unspoken(node):
                if reason is Reason.NOTE_MARK or _is_block(node):  # what stands around it is no single word
                    writer.part_words() if reason in _WITHIN_A_SENTENCE else writer.end_paragraph()
                writer.leave_out(rendered(node), reason)
                for inner in node.find_all(_is_mark):
                    writer.leave_out(rendered(inner), Reason.NOTE_MARK)
            elif node.name == "br":
                writer.line_break()
            elif node.name == "hr":
                writer.gap()
            elif node.name == "img":
                _image(node, writer, style)
            elif (letter := _drop_cap(node)) is not None:
                writer.drop_cap(letter, inside(style, node))
            else:
                style = inside(style, node)
                if _is_block(node):
                    writer.end_paragraph()
                    todo.append((None, style))
                elif node.name == "q" and _lacks_quotes(node):
                    open_, close = _QUOTES[quotes % 2]
                    todo.append((close, style))
                    writer.text(open_, style)
                    quotes += 1
                elif node.name in STRUCK and (short_text(node) or "?").strip():
                    todo.append((" ", style))
                    writer.text(" ", style)
                todo.extend(
                    (child, style) for child in reversed(node.contents) if isinstance(child, Tag | NavigableString)
                )
    writer.close()
    return list(lines_apart(writer.pieces))


def _is_mark(tag: Tag) -> bool:
    return reason_of(tag) is Reason.NOTE_MARK


def inside(style: Style, tag: Tag) -> Style:
    """The style of what stands in a tag."""
    if tag.name in _ITALIC:
        style = style._replace(italic=True)
    elif tag.name in _BOLD:
        style = style._replace(bold=True)
    elif tag.name == "blockquote":
        style = style._replace(quoted=True)
    elif tag.name == "pre":
        style = style._replace(preformatted=True)
    elif tag.name in _HEADINGS:
        style = style._replace(level=_HEADINGS[tag.name])
    elif tag.name == "a" and (href := attribute(tag, "href")):
        style = style._replace(href=href)
    if "style" in tag.attrs:
        css = attribute(tag, "style").lower()
        if found := _ITALIC_STYLE.findall(css):
            style = style._replace(italic=found[-1] != "normal")
        if found := _BOLD_STYLE.findall(css):
            style = style._replace(bold=found[-1] in {"bold", "600", "700", "800", "900"})
        if _PREFORMATTED_STYLE.search(css):
            style = style._replace(preformatted=True)
    if "class" in tag.attrs:
        style = style._replace(message=style.message or is_message(tag))
        style = style._replace(reply=style.reply or (style.message and is_reply(tag)))
    return style


def _is_block(tag: Tag) -> bool:
    return tag.name in BLOCKS or ("style" in tag.attrs and bool(_BLOCK_STYLE.search(attribute(tag, "style").lower())))


def _lacks_quotes(tag: Tag) -> bool:
    """Whether a quotation has words and no marks, which a browser then shows."""
    first = next((text.strip() for text in tag.strings if text.strip()), "")
    return first != "" and first[0] not in _QUOTED


def _drop_cap(tag: Tag) -> str | None:
    """The letter of a drop cap, with the quotation mark before it, and a blank where it is a word by itself."""
    if "class" not in tag.attrs or not any(map(_DROP_CAP.fullmatch, classes(tag))):
        return None
    text = short_text(tag, longest=4)
    if text is None or sum(map(str.isalpha, text)) != 1:
        return None
    letter = folded(text)
    return f"{letter} " if letter in {"A", "I", "O"} and text[-1:] in {" ", "\xa0"} else letter


def _image(tag: Tag, writer: Writer, style: Style) -> None:
    alt = folded(attribute(tag, "alt"))
    if _DIVIDER.search(" ".join((alt, attribute(tag, "src"), attribute(tag, "class"), attribute(tag, "id")))):
        writer.gap()
    elif len(alt) == 1 and alt.isalpha():  # a drop cap: the rest of the word follows
        writer.drop_cap(alt, style)
    elif any(map(str.isalpha, alt)) and not _PICTURE_FILE.fullmatch(alt):
        writer.text(f" {alt} ", style)
    elif not alt and "alt" in tag.attrs:
        writer.ornament()
