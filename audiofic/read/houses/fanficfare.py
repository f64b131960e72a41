"""Books that FanFicFare makes of stories from a hundred archives: its HTML, and the pages of its EPUB."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from bs4 import Tag

from audiofic.model import Reason
from audiofic.read.flow import folded
from audiofic.read.header import told
from audiofic.read.markup import Page, attribute, classes, leave_out, line, paragraphs, rendered
from audiofic.read.works import Works

_SECTION = re.compile(r"section\d+|mobi_article_\d+_MOBI_START")
"""What a chapter's anchor is called in HTML, and in MOBI."""


def recognises(page: Page) -> bool:
    return (
        any(_is_start(tag) or _is_top(tag) or "authorlink" in classes(tag) for tag in page.named("a"))
        or any(name.startswith("fff_") for name in classes(page.body))
        or bool(page.with_class("fff_chapter_notes"))
    )


def mark(page: Page, works: Works) -> None:
    _mark_title(page, works)
    for top in filter(_is_top, page.named("a")):
        leave_out(top, Reason.CONTENTS)
        if (entries := top.find_next("p")) is not None:
            leave_out(entries, Reason.CONTENTS)
    starts = _starts(page)
    for tag in starts:
        title = tag.find(["h2", "h3"]) or tag
        works.begin_chapter(tag, line(title))
        leave_out(title, Reason.LABEL)
        for notes in _notes_of(tag, starts):
            _mark_notes(notes, works)


def _starts(page: Page) -> list[Tag]:
    """The headings of chapters; an anchor that was opened anew within its own chapter is no other."""
    found: dict[str | int, Tag] = {}
    for tag in filter(_is_start, page.tags):
        found.setdefault(attribute(tag, "name") or id(tag), tag)
    return list(found.values())


def _is_start(tag: Tag) -> bool:
    """The heading of a chapter: `<a name="section0001"><h2>` in HTML, so in MOBI, a class in an EPUB."""
    if tag.name == "a":
        return _SECTION.fullmatch(attribute(tag, "name")) is not None
    return "fff_chapter_title" in classes(tag)


def _is_top(tag: Tag) -> bool:
    return attribute(tag, "name") == "TOCTOP"


def _notes_of(start: Tag, starts: Sequence[Tag]) -> Iterator[Tag]:
    """The notes between a chapter's heading and the next one."""
    for tag in start.find_all_next(True):
        if any(tag is one for one in starts):
            return
        if "fff_chapter_notes" in classes(tag):
            yield tag


def _mark_notes(notes: Tag, works: Works) -> None:
    """`<b>Author's Note:</b><blockquote>…`, once or more."""
    name = "notes"
    for tag in notes.find_all(["b", "blockquote"]):
        if tag.name == "b" and tag.find_parent("blockquote") is None:
            label = line(tag).lower()
            last = "fff_foot_notes" in classes(notes) or "end" in label
            name = "summary" if "summary" in label else "end_notes" if last else "notes"
        elif tag.name == "blockquote" and tag.find_parent("blockquote") is None:
            works.note(name, paragraphs(tag))
    leave_out(notes, Reason.LABEL)
    for quoted in notes.find_all("blockquote"):
        quoted.extract()


def _mark_title(page: Page, works: Works) -> None:
    """The title page: a heading "Title by Author", and what is told of the story as a table or as lines."""
    heading = next(iter(page.named("h1", "h2", "h3")), None)
    is_page = "fff_titlepage" in classes(page.body)
    is_head = heading is not None and any("authorlink" in classes(link) for link in heading.find_all("a"))
    table = heading.find_next_sibling(["table", "div"] if is_head else "table") if heading else None
    if heading is None or not (is_page or table):
        return
    links = heading.find_all("a")
    authors = [line(link) for link in links if "authorlink" in classes(link)]
    story = next((link for link in links if "authorlink" not in classes(link)), None)
    works.tell(
        title=line(story) if story else line(heading).rpartition(" by ")[0] or line(heading),
        authors=tuple(authors),
        url=attribute(story, "href") if story else "",
    )
    holder = page.body if is_page else table
    if holder is not None:
        works.fill_in(told(_pairs(holder)))
        leave_out(holder, Reason.FRONT_MATTER)
    leave_out(heading, Reason.FRONT_MATTER)


def _pairs(holder: Tag) -> Iterator[tuple[str, str]]:
    """Labels in bold, and what stands behind each up to the next one. Its category is what others call fandom."""
    for bold in holder.find_all("b"):
        label = line(bold).replace("Category", "Fandom")
        if cell := bold.find_parent("td"):
            value = cell.find_next_sibling("td")
            yield label, rendered(value) if value else ""
        else:
            beside = takewhile(lambda node: not (isinstance(node, Tag) and node.name == "b"), bold.next_siblings)
            yield label, folded(" ".join(rendered(node) if isinstance(node, Tag) else str(node) for node in beside))
