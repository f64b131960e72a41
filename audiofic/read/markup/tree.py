"""A page as a tree of tags, however broken its HTML, and the mark that a tag is no part of the story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from math import inf

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString, PageElement, RubyParenthesisString, RubyTextString

from audiofic.model import Reason
from audiofic.read import mend
from audiofic.read.flow import INVISIBLE, Draft, folded

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p pre search section "
    "summary table tbody td tfoot th thead tr ul".split()
)
UNRENDERED = frozenset(
    "script style template noscript head title meta link iframe object embed svg canvas audio video map select "
    "datalist input textarea".split()
)
"""What holds no words that a reader sees, or lets them be typed."""

STRUCK = frozenset({"s", "del", "strike", "ins"})
"""Inline, and its words are none with those beside it."""

_SHOWN = {NavigableString, CData, RubyTextString, RubyParenthesisString}
_OPENING = 40
_MARK = " left out"  # no parser makes an attribute with a blank in its name, so no page can say this of itself
_CUT = "\0"  # where words part that nothing stands between; no page holds this letter
_END = "\1"  # where a block ends; neither does it hold this one
_CUT_WORD = re.compile(rf"(?<=\w){_CUT}+(?=\w)")
_START = " begins"
_XML_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_ENDS = re.compile(r"</(?:body|html)\s{0,9}>", re.IGNORECASE)
"""Where several pages were put together in one file, the first of them does not end it."""
_BLOCK_TAGS = re.compile(rf"<(/?)({'|'.join(sorted(BLOCKS - {'hr', 'html', 'body'}))})(?=[\s/>])", re.IGNORECASE)
_ENDED_BY_OTHERS = frozenset("p li dd dt td th tr tbody thead tfoot caption optgroup".split())
"""What nobody needs to end."""
_SELF_CLOSED = re.compile(
    r"<(?!(?:br|hr|img|wbr|meta|link|col|input)\b)([A-Za-z][\w:.-]{0,40})((?:\s[^<>]{0,2000})?)/>"
)


def parse(text: str, *, xml: bool = False) -> BeautifulSoup:
    """A page. As `xml`, `<a id="x"/>` is whole, and marked sections are text; all else is read as HTML, since so much
    of what calls itself XHTML is broken."""
    text = mend.markup(text).lstrip("\ufeff \t\r\n")
    text = _XML_DECLARATION.sub("", text, count=1) if text.startswith("<?xml") else text
    if xml:
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
        text = _without_marked_sections(text)
    return BeautifulSoup(_with_lone_ends(_ENDS.sub("", text)), "lxml")


def _with_lone_ends(text: str) -> str:
    """The page with the ends of paragraphs that others end, and an empty one where a block's end tag ends nothing,
    or not what is open: the parser passes such tags over, and a browser begins a new line."""
    parts: list[str] = []
    done = 0
    stack: list[str] = []
    depth: Counter[str] = Counter()
    for tag in _BLOCK_TAGS.finditer(text):
        name = tag[2].lower()
        while stack and stack[-1] != name and stack[-1] in _ENDED_BY_OTHERS and (tag[1] or stack[-1] == "p"):
            if tag[1] and stack[-1] == "p":
                parts += (text[done : tag.start()], "</p>")
                done = tag.start()
            depth[stack.pop()] -= 1
        if not tag[1]:
            stack.append(name)
            depth[name] += 1
        elif stack and stack[-1] == name:
            depth[stack.pop()] -= 1
        else:
            parts += (text[done : tag.start()], "<p></p>")
            done = tag.start()
            while depth[name]:
                depth[stack.pop()] -= 1
    return "".join((*parts, text[done:]))


def _without_marked_sections(text: str) -> str:
    first, *others = text.split("<![CDATA[")
    parts = [first]
    for other in others:
        inside, end, rest = other.partition("]]>")
        parts += (escape(inside, quote=False), rest) if end else (other,)
    return "".join(parts)


def classes(tag: Tag) -> list[str]:
    value = tag.attrs.get("class", ())
    return value.split() if isinstance(value, str) else list(value)


def attribute(tag: Tag, name: str) -> str:
    """The attribute's value, empty where there is none."""
    value = tag.attrs.get(name, "")
    return value if isinstance(value, str) else " ".join(value)


def roles(tag: Tag) -> set[str]:
    """What the tag says that it is, by `epub:type` or `role`: "footnote", "pagebreak", "doc-toc"."""
    if "epub:type" not in tag.attrs and "role" not in tag.attrs:
        return set()
    return {*f"{attribute(tag, 'epub:type')} {attribute(tag, 'role').replace('doc-', '')}".lower().split()}


def line(tag: Tag) -> str:
    """The tag's text as one line."""
    return folded(rendered(tag))


def short_text(tag: Tag, longest: int = 24) -> str | None:
    """The text of a tag with but a few words, without walking through one that holds half the story."""
    text = ""
    todo: list[PageElement] = [tag]
    for _ in range(12):
        node = todo.pop()
        if isinstance(node, NavigableString):
            text += node
        elif isinstance(node, Tag):
            todo.extend(reversed(node.contents[:12]))
        if not todo or len(text) > longest:
            break
    return None if todo or len(text) > longest else text


def opening(tag: Tag) -> str:
    """The text that a tag begins with, as far as a few dozen tags and texts hold it."""
    texts: list[str] = []
    todo: list[PageElement] = [tag]
    for _ in range(_OPENING):
        if not todo:
            break
        node = todo.pop()
        if isinstance(node, Tag):
            todo.extend(reversed(node.contents[:_OPENING]))
        elif type(node) in _SHOWN:
            texts.append(str(node))
    return "".join(texts)


def rendered(tag: Tag, most: float = inf) -> str:
    """What a browser shows of a tag, or of its beginning of `most` characters: its blocks, divided by blank lines;
    without the marks of footnotes in it."""
    blocks: list[str] = [""]
    length = 0
    todo: list[PageElement | None] = [tag]
    while todo and length < most:
        node = todo.pop()
        if node is None:
            blocks.append("")
        elif isinstance(node, Tag):
            if node.name in UNRENDERED:
                continue
            if node.name in BLOCKS or node.name == "br":
                blocks.append("")
                todo.append(None)
            elif node.name in STRUCK or node.name == "q":
                blocks[-1] += _CUT
                todo.append(NavigableString(_CUT))
            if node is tag or reason_of(node) is not Reason.NOTE_MARK:
                todo.extend(reversed(node.contents))
            else:
                blocks[-1] += _CUT
        elif isinstance(node, NavigableString) and type(node) in _SHOWN:  # the others are comments and scripts
            blocks[-1] += node
            length += len(node)
    text = INVISIBLE.sub("", _END.join(blocks))
    if _CUT in text:
        text = _CUT_WORD.sub(" ", text).replace(_CUT, "")
    return "\n\n".join(filter(None, map(folded, text.split(_END))))


def leave_out(tag: Tag, reason: Reason) -> None:
    """Mark a tag as no part of the story; the first reason counts."""
    tag.attrs.setdefault(_MARK, reason)


def reason_of(tag: Tag) -> Reason | None:
    """Why a tag was left out, if it was."""
    return tag.attrs.get(_MARK)  # type: ignore[return-value]


def begin(tag: Tag, chapter: Draft) -> None:
    """Mark a tag as the start of a chapter, or of the last one of several."""
    tag.attrs[_START] = chapter  # type: ignore[assignment]


def chapter_of(tag: Tag) -> Draft | None:
    """The chapter that begins at a tag, if one does."""
    return tag.attrs.get(_START)  # type: ignore[return-value]


def block_of(tag: Tag) -> Tag:
    """The block that a tag stands in, or is."""
    return next((parent for parent in (tag, *tag.parents) if parent.name in BLOCKS), tag)


def following(tag: Tag) -> Iterator[Tag]:
    """The tags beside a tag that come after it."""
    return (beside for beside in tag.next_siblings if isinstance(beside, Tag))
