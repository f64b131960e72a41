"""Footnotes: their marks fall silent, and each note goes to where its mark stands, out of the text.

What belongs together is found by what the markup says (`epub:type`, `role`), by links there and back, and by the same
sign at the mark and at the head of a paragraph behind the story.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import TypeGuard
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from audiofic.model import Reason
from audiofic.read.markup.page import Page
from audiofic.read.markup.tree import (
    BLOCKS,
    attribute,
    block_of,
    classes,
    leave_out,
    opening,
    reason_of,
    roles,
    short_text,
)

Place = tuple[str, str]
"""A page's path, empty where there is but one page, and an id in it."""

_NOTE_ROLES = frozenset({"footnote", "endnote", "rearnote", "note"})
_LIST_ROLES = frozenset({"footnotes", "endnotes", "rearnotes"})
_MARK_ROLES = frozenset({"noteref"})
_NOTE_CLASS = re.compile(
    r"(?:foot|end|rear|side)-?_?notes?(?:-?_?(?:text|body|item|content|def))?\d*|fn", re.IGNORECASE
)
_MARK_CLASS = re.compile(
    r"(?:foot|end)?-?_?note-?_?(?:ref(?:erence)?|anchor|mark|back|backref|backlink|call)\d*|fnref", re.IGNORECASE
)
_SIGN = re.compile(r"[\s\[({]*(\d{1,3}|[*†‡§¶#]{1,4}|[a-z]|[ivxl]{1,5})[\s\])}.:]*", re.IGNORECASE)
_FIGURES = re.compile(r"\W*\d{0,3}\W*")
_WAY_BACK = re.compile(
    r"\W*(?:back|return|(?:go |jump )?(?:back|return)(?: to (?:the )?(?:text|story|top))?)?\W*", re.IGNORECASE
)
_ARROWS = frozenset("↑↩⤴⬆⇧^←")
_HEAD = re.compile(
    r"\s*(?:[\[(](\d{1,3}|[*†‡§]{1,4}|[a-z])[\])]|(\d{1,3})[.:)]|([*†‡§]{1,4}|[¹²³⁰⁴-⁹]{1,3})(?![*†‡§¹²³⁰⁴-⁹]))\s*"
)
_BEHIND_SIGN = re.compile(r"\s*[.:)\]]\s+(?=\S)")
_BARE_HEAD = re.compile(r"\s*(\d{1,3})\s+")
_NO_SUPERSCRIPT = re.compile(r"(?:^|[^\w])(?:\w|[ckm]?m|ft|mi|yd|in|\d+)$|\d$")
_FORMULA = re.compile(r"(?:^|[^\w])\w{1,2}$")
_LEAVES = ["p", "li", "div", "dd", "aside", "blockquote"]
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_RAISED = frozenset({"superscript", "super", "sup"})
_FARTHEST = 2000  # siblings between a mark and its note
_MOST_IN_TEXT = 200  # notes of a page whose mark is looked for in its words


def settle(pages: Sequence[tuple[str, Page]]) -> None:
    """Mark the footnotes of the pages of a book, or of one page, and move each to its mark."""
    linked = _Linked(pages)
    for link in linked.links:
        linked.settle(link)
    emptied: set[int] = set()
    for body, mark in (*linked.notes, *(pair for _, page in pages for pair in _unlinked(page))):
        emptied |= {id(parent) for parent in body.parents}
        _put_out(body, mark)
    for _, page in pages:
        if id(page.body) in emptied:
            _silence_headings(page)


class _Linked:
    """The links inside a book, and the footnotes among what they point to."""

    def __init__(self, pages: Sequence[tuple[str, Page]]) -> None:
        places: dict[Place, Tag] = {}
        hrefs: list[tuple[Tag, Place]] = []
        for path, page in pages:
            for tag in page.tags:
                for name in ("id", "name") if tag.name == "a" else ("id",):
                    if name in tag.attrs:
                        places.setdefault((path, attribute(tag, name)), tag)
                if tag.name == "a" and "#" in attribute(tag, "href"):
                    hrefs.append((tag, _resolved(path, attribute(tag, "href"))))
                elif tag.name == "a" and _is_arrow(short_text(tag) or ""):
                    leave_out(tag, Reason.NOTE_MARK)  # a way back whose address is lost
        self.links = [link for link, _ in hrefs]
        self.notes: list[tuple[Tag, Tag]] = []
        """Each footnote with its mark."""
        self._targets = {id(link): places[place] for link, place in hrefs if place in places}
        self._lists: dict[int, bool] = {}  # whether a block, by its identity, is made of links alone
        self._bodies: dict[int, bool] = {}  # whether a block, by its identity, is a footnote that has its mark

    def settle(self, link: Tag) -> None:
        """Decide whether a link is the mark of a footnote."""
        text = short_text(link)
        if text is None or reason_of(link):
            return
        sure = bool(_MARK_ROLES & roles(link)) or any(map(_MARK_CLASS.fullmatch, classes(link)))
        raised = link.name == "sup" or link.find("sup") is not None or link.find_parent("sup") is not None
        figures = _is_figures(link, text)
        if not sure and not raised and self._stands_in_list(link):
            return
        target = self._targets.get(id(link))
        if target is None:
            if sure or figures or (raised and _SIGN.fullmatch(text)):
                leave_out(link, Reason.NOTE_MARK)
            return
        body = block_of(target)
        apart = body.name not in {"body", "html"} and not any(one is target or one is body for one in link.parents)
        sign = _SIGN.fullmatch(text)
        if apart and self._is_note(link, target, body, sign[1] if sign else ""):
            leave_out(link, Reason.NOTE_MARK)
            if not self._bodies.get(id(body)):
                self._bodies[id(body)] = True
                self.notes.append((body, link))
        elif sure or (raised and sign) or (figures and target.name not in {"h1", "h2", "h3", "h4", "section"}):
            leave_out(link, Reason.NOTE_MARK)

    def _stands_in_list(self, link: Tag) -> bool:
        """Whether a link's block is made of links alone, as contents are, and titles that lead back to them: whoever is
        sent to a footnote was reading something."""
        block = block_of(link)
        if id(block) not in self._lists:
            texts = block.find_all(string=_has_words)
            self._lists[id(block)] = all(text.find_parent("a") is not None for text in texts)
        return self._lists[id(block)]

    def _is_note(self, mark: Tag, target: Tag, body: Tag, sign: str) -> bool:
        if id(body) in self._bodies:
            return self._bodies[id(body)]
        near = {id(tag) for tag in (mark, *mark.find_all(True), *takewhile(_is_inline, mark.parents), block_of(mark))}
        near |= {id(tag) for beside in (mark.previous_sibling, mark.next_sibling) if isinstance(tag := beside, Tag)}
        back = [link for link in body.find_all("a", limit=20) if id(self._targets.get(id(link))) in near]
        is_note = (
            _says_note(target)
            or _says_note(body)
            or ((bool(back) or (bool(sign) and _head(body) == sign)) and not _has_heading(body))
        )
        if is_note:
            for link in back:
                leave_out(link, Reason.NOTE_MARK)
        else:
            self._bodies[id(body)] = False
        return is_note


def _has_words(text: str | None) -> bool:
    return text is not None and any(map(str.isalnum, text))


def _has_heading(body: Tag) -> bool:
    """Whether a block is a heading or holds one: then it is a chapter, whatever leads to it and back."""
    return body.find(_HEADINGS) is not None or body.name in _HEADINGS


def _is_figures(link: Tag, text: str) -> bool:
    """Whether a link is a number or sign that no sentence needs: in brackets, or right behind a word."""
    if _FIGURES.fullmatch(text) is None:
        return False
    before = link.previous_sibling
    glued = isinstance(before, NavigableString) and before[-1:].strip() != ""
    return glued or not text.strip().isdigit()


def _silence_headings(page: Page) -> None:
    """Mark the headings of a page that held footnotes and nothing else."""
    headings = [tag for tag in page.named("h1", "h2", "h3", "h4") if any(one is page.body for one in tag.parents)]
    if _words_of(page.body) == sum(map(_words_of, headings)):
        for heading in headings:
            leave_out(heading, Reason.LABEL)


def _words_of(tag: Tag) -> int:
    return len(tag.get_text(" ").split())


def _is_arrow(text: str) -> bool:
    """Whether a link is an arrow, with a number or a word for the way back at most."""
    return not _ARROWS.isdisjoint(text) and bool(_FIGURES.fullmatch(text) or _WAY_BACK.fullmatch(text))


def _resolved(path: str, href: str) -> Place:
    file, _, anchor = href.partition("#")
    if file:
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
    return file or path, unquote(anchor)


def _is_inline(tag: Tag) -> bool:
    return tag.name not in BLOCKS


def _says_note(tag: Tag) -> bool:
    """Whether a tag, or the list or section that it stands in, says that it is a footnote."""
    around = [parent for parent, _ in zip(tag.parents, range(2), strict=False)]
    return (
        not _NOTE_ROLES.isdisjoint(roles(tag))
        or any(map(_NOTE_CLASS.fullmatch, classes(tag)))
        or any(
            not _LIST_ROLES.isdisjoint(roles(parent)) or any(map(_NOTE_CLASS.fullmatch, classes(parent)))
            for parent in around
        )
    )


def _head(body: Tag) -> str:
    """The sign that a footnote begins with."""
    text = opening(body)
    match = _HEAD.match(text) or _BARE_HEAD.match(text)
    return next(filter(None, match.groups()), "") if match else ""


def _put_out(body: Tag, mark: Tag) -> None:
    """Take a footnote out of the text and put it behind its mark, without its sign and its links back; one that holds
    its own mark, by itself or in a note of its own, stays where it is."""
    for link in body.find_all("a"):
        text = short_text(link)
        if (
            text is not None
            and "#" in attribute(link, "href")
            and (_FIGURES.fullmatch(text) or _WAY_BACK.fullmatch(text) or not _ARROWS.isdisjoint(text))
        ):
            leave_out(link, Reason.NOTE_MARK)
    _silence_head(body)
    leave_out(body, Reason.FOOTNOTE)
    if body.name == "dt" and (definition := body.find_next_sibling()) is not None and definition.name == "dd":
        body.append(definition.extract())
    if any(parent is body for parent in mark.parents):
        return
    block = block_of(mark)
    mark.insert_after(body.extract()) if block is not mark else block.append(body.extract())


def _silence_head(body: Tag) -> None:
    first = next((node for node in body.find_all(string=True) if node.strip() and not _in_mark(node)), None)
    if first is None:
        return
    if (raised := first.find_parent("sup")) is not None:
        leave_out(raised, Reason.NOTE_MARK)
    elif match := _HEAD.match(first) or _BARE_HEAD.match(first) or _BEHIND_SIGN.match(first):
        _cut(first, 0, match.end())


def _in_mark(node: PageElement) -> bool:
    return any(reason_of(parent) is Reason.NOTE_MARK for parent in islice(node.parents, 4))


def _unlinked(page: Page) -> list[tuple[Tag, Tag]]:
    """The footnotes whose mark is no link: a sign in the text, and behind the text a paragraph that begins with it."""
    marks: dict[int, dict[str, Tag]] = {}  # by the identity of what holds the paragraphs, and by sign
    for tag in page.named("sup", "span"):
        if _is_raised(tag) and (sign := _SIGN.fullmatch(short_text(tag) or "")) and _follows_word(tag):
            leave_out(tag, Reason.NOTE_MARK)
            marks.setdefault(id(block_of(tag).parent), {}).setdefault(sign[1], tag)
    found: list[tuple[Tag, Tag]] = []
    in_text = 0
    for holder in {id(tag.parent): tag.parent for tag in page.named(*_LEAVES)}.values():
        if holder is None:
            continue
        at_end = True
        for block in filter(_is_leaf, reversed(holder.contents)):
            if reason_of(block):
                continue
            text = opening(block)
            label = _head(block)
            mark = marks.get(id(holder), {}).get(label) if at_end else None
            if mark is None and label and in_text < _MOST_IN_TEXT:
                mark = _sign_in_text(block, text)
                in_text += 1
            if mark is None or any(parent is block for parent in mark.parents):
                at_end = False  # what stands in the midst of the story has to have a sign that no list has
            else:
                found.append((block, mark))
    return found[::-1]


def _is_leaf(node: PageElement) -> TypeGuard[Tag]:
    return isinstance(node, Tag) and node.name in _LEAVES


def _is_raised(tag: Tag) -> bool:
    """Whether a tag is a raised sign, or is said to be a mark, and no link is about it."""
    raised = tag.name == "sup" or not _RAISED.isdisjoint(classes(tag)) or any(map(_MARK_CLASS.fullmatch, classes(tag)))
    return raised and not reason_of(tag) and tag.find("a") is None and tag.find_parent("a") is None


def _follows_word(tag: Tag) -> bool:
    """Whether a raised sign stands behind a word or a sentence, and not as in m², 2³, or at the head of a note."""
    before = tag.find_previous(string=True)
    if not isinstance(before, NavigableString) or tag.find_parent(_LEAVES) is not before.find_parent(_LEAVES):
        return False
    if tag.get_text() in {"2", "3"} and _FORMULA.search(before[-8:]):
        return False
    return not _NO_SUPERSCRIPT.search(before[-8:]) and not before[-1:].isspace()


def _sign_in_text(note: Tag, text: str) -> Tag | None:
    """The sign that a note begins with, as it stands alone behind a word before it: "He laughed.*", "Cymru [1]"."""
    match = _HEAD.match(text)
    if match is None or match[2]:  # figures without brackets are any list's
        return None
    sign = match[1] or match[3]
    if sign in text[match.end() :]:
        return None  # "*sighs*"
    mark = re.compile(rf"(?<=[\w.,;:!?…”’\"'])\s?{re.escape(f'[{sign}]' if match[1] else sign)}(?![\w*†‡§¹²³⁰⁴-⁹])")
    for block in islice(note.previous_siblings, _FARTHEST):
        if not isinstance(block, Tag):
            continue
        for node in block.find_all(string=mark):
            found = mark.search(node)
            if found and not _in_mark(node):
                return _cut(node, found.start(), found.end())
    return None


def _cut(node: NavigableString, start: int, end: int) -> Tag:
    """Make a mark of a part of a text."""
    sign = BeautifulSoup("", "lxml").new_tag("span")
    sign.string = node[start:end]
    leave_out(sign, Reason.NOTE_MARK)
    before, after = NavigableString(node[:start]), NavigableString(node[end:])
    node.replace_with(before)
    before.insert_after(sign)
    sign.insert_after(after)
    return sign
