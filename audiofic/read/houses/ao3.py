"""What readers save from Archive of Our Own: the HTML download, the work page, and the pages of its EPUB.

The selectors are the archive's own; an EPUB download holds the same markup as the HTML one, over several files and
with Calibre's digits at the ends of the class names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString

from audiofic.model import Reason
from audiofic.read.flow import folded
from audiofic.read.houses.surroundings import keep_only
from audiofic.read.markup import Page, attribute, classes, leave_out, line, paragraphs
from audiofic.read.works import Works

_USERSTUFF = re.compile(r"userstuff\d*")
_WORK_NUMBER = re.compile(r"(?:^|archiveofourown\.org|ao3\.org)/(?:collections/[^/]+/)?works/(\d+)")
_STAT = re.compile(r"\b(Published|Completed|Updated|Words|Chapters): ?([0-9][0-9.,/?-]{0,20})")
_PART = re.compile(r"Part\s+(\d+)\s+of\s*$")
_LISTS = {  # by the start of their label, which is singular or plural
    "archive warning": "warnings",
    "categor": "categories",
    "fandom": "fandoms",
    "relationship": "relationships",
    "character": "characters",
    "additional tag": "tags",
}
_LABELS = frozenset({"p", "h3", "h4", "h5", "b", "ul"})
_PARTS = ["preface", "chapters", "afterword"]
"""The ids of a download's parts."""
_ARCHIVE = re.compile(r"Archive of Our Own|Just a moment|Shields are up", re.IGNORECASE)
_LISTED = 12
"""Works of a series that are named to whoever has saved its page."""
_LABEL = re.compile(r"(?:(?:chapter|work|end) )*(?:summary|notes)\W*", re.IGNORECASE)
_LABELLED = frozenset({"meta", "module", "preface", "notes", "summary", "group"})
_APART_IDS = {
    "preface": Reason.FRONT_MATTER,
    "afterword": Reason.SITE,
    "feedback": Reason.COMMENTS,
    "comments_placeholder": Reason.COMMENTS,
    "header": Reason.SITE,
    "footer": Reason.SITE,
}
_APART_CLASSES = {
    "landmark": Reason.LABEL,
    "toc-heading": Reason.LABEL,
    "announcement": Reason.SITE,
    "comment": Reason.COMMENTS,
    "thread": Reason.COMMENTS,
    "navigation": Reason.NAVIGATION,
    "actions": Reason.NAVIGATION,
    "splash": Reason.SITE,
}


def recognises(page: Page) -> bool:
    for preface in page.with_id("preface"):
        if preface.find("h1") or preface.find(class_="byline") or preface.find(class_="tags"):
            return True
    return bool(page.with_id("workskin")) or any(map(_holds_story, page.with_id("chapters"))) or _is_afterword(page)


def is_other_page(page: Page) -> bool:
    """Whether it is a page of the archive, or of who guards it, that holds no work."""
    return _ARCHIVE.search(page.title) is not None or any(
        attribute(img, "alt") == "AO3 logo" for img in page.named("img")
    )


def why_no_work(page: Page) -> str:
    """What to say of the page of a series, which lists works; empty for any other."""
    if not page.with_class("series-show"):
        return ""
    headings = (tag for tag in page.with_class("heading") if tag.name == "h4")
    titles = [f"“{line(link)}”" for heading in headings if (link := heading.find("a")) is not None]
    named = f": {', '.join(titles[:_LISTED])}{' …' if len(titles) > _LISTED else ''}" if titles else ""
    return (
        f"this is the page of a series and lists its works{named}; open each of them, use Download → HTML or EPUB, and "
        "read these files"
    )


def mark(page: Page, works: Works) -> None:
    if skins := page.with_id("workskin")[:1]:
        for meta in page.with_class("meta"):
            if meta.name == "dl":
                leave_out(meta, Reason.FRONT_MATTER)
        keep_only(skins)
    for roots in _works(page):
        scope = _Scope(page, roots)
        told = _heading(scope)
        if works.metadata.title and told.get("title") and _differs(told, works):
            works.begin_work(roots[0])
        notes = _notes(scope)
        works.tell(**told, **_tags(scope), **notes)
        for root in roots:
            _mark_tree(root, works)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Those parts of a page that are about one work."""

    page: Page
    roots: Sequence[Tag]

    def with_id(self, name: str) -> list[Tag]:
        return list(filter(self._holds, self.page.with_id(name)))

    def with_class(self, name: str) -> list[Tag]:
        return list(filter(self._holds, self.page.with_class(name)))

    def _holds(self, tag: Tag) -> bool:
        if len(self.roots) == 1 and self.roots[0] is self.page.body:
            return True
        return any(one is root for one in (tag, *tag.parents) for root in self.roots)


def _works(page: Page) -> Iterator[list[Tag]]:
    """The parts of each work in a page: the page itself where there is but one, or a piece of one."""
    known = {id(tag) for tag in page.with_id(*_PARTS)}
    parts = [tag for tag in page.tags if id(tag) in known and not any(id(parent) in known for parent in tag.parents)]
    starts = [at for at, tag in enumerate(parts) if attribute(tag, "id") == "preface" and tag.find("h1")]
    if len(starts) < 2:
        yield [page.body]
        return
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(parts)], strict=True):
        yield parts[start:end]


def _differs(told: dict[str, Any], works: Works) -> bool:
    """Whether a heading is another work's: a part of the same one, saved chapter by chapter, has the same title."""
    known = works.metadata
    same_title = told["title"].casefold() == known.title.casefold()
    return not same_title and (told.get("url"), told["title"]) != (known.url, known.title)


def _holds_story(chapters: Tag) -> bool:
    return _is_userstuff(chapters) or any(map(_is_userstuff, chapters.find_all(True)))


def _is_afterword(page: Page) -> bool:
    marks = ["message", "meta", "userstuff"]
    return any(afterword.find(class_=marks) is not None for afterword in page.with_id("afterword"))


def _mark_tree(root: Tag, works: Works) -> None:
    """Mark the chapters, their titles and notes in a part of a work, and what is no part of it."""
    todo: list[tuple[Tag, bool]] = [(root, False)]
    while todo:
        tag, labelled = todo.pop()
        labelled = labelled or not _LABELLED.isdisjoint(_names(tag))
        if _is_userstuff(tag) and not any(_is_userstuff(inner) or _is_title(inner) for inner in tag.find_all(True)):
            if tag.name == "blockquote" and (name := _note_name(tag)):
                works.note(name, paragraphs(tag))
                if (label := tag.find_previous_sibling("p")) is not None and _LABEL.fullmatch(line(label)):
                    leave_out(label, Reason.LABEL)
                tag.extract()
        elif reason := _why_apart(tag):
            leave_out(tag, reason)
        elif _is_title(tag):
            works.begin_chapter(tag, line(tag).rstrip(":"))
            leave_out(tag, Reason.LABEL)
        elif labelled and tag.name in _LABELS and tag.find("blockquote") is None:
            leave_out(tag, Reason.LABEL)
        elif tag is root or attribute(tag, "id") == "chapters" or not _is_userstuff(tag):
            todo.extend((child, labelled) for child in _children(tag))


def _why_apart(tag: Tag) -> Reason | None:
    """Why a tag on a work's page isn't the work: the site's own parts, comments, the work's preface."""
    if reason := _APART_IDS.get(attribute(tag, "id")):
        return reason
    names = _names(tag)
    if "preface" in names and "chapter" not in names:
        return Reason.FRONT_MATTER
    if tag.name == "dl" and "meta" in names:
        return Reason.FRONT_MATTER
    return next((reason for name, reason in _APART_CLASSES.items() if name in names), None)


def _names(tag: Tag) -> set[str]:
    """The classes, without the digits that Calibre adds to them."""
    return {name.rstrip("0123456789") for name in classes(tag)}


def _children(tag: Tag) -> Iterator[Tag]:
    """The tags in a tag, last first, to be put on a stack."""
    return (child for child in reversed(tag.contents) if isinstance(child, Tag))


def _is_title(tag: Tag) -> bool:
    """A chapter's heading, in a download or on a work page."""
    names = _names(tag)
    return (tag.name == "h2" and "heading" in names) or (tag.name == "h3" and "title" in names)


def _is_userstuff(tag: Tag) -> bool:
    return any(map(_USERSTUFF.fullmatch, classes(tag)))


def _note_name(blockquote: Tag) -> str | None:
    """Which note it is: a work page says so by the classes around it, a download by the line above it."""
    parent = blockquote.parent
    if parent is None:
        return None
    names = classes(parent)
    if "end" in names or "endnotes" in attribute(parent, "id"):
        return "end_notes"
    above = blockquote.find_previous_sibling("p")
    label = line(above).lower() if above else " ".join(names)
    if "end notes" in label:
        return "end_notes"
    return "summary" if "summary" in label else "notes" if "notes" in label else None


def _prefaces(scope: _Scope) -> Iterator[Tag]:
    """What stands above the work: in a download, and on a work page, where chapters have prefaces, too."""
    yield from scope.with_id("preface")
    for skin in scope.with_id("workskin"):
        yield from skin.find_all(class_="preface", recursive=False)


def _heading(scope: _Scope) -> dict[str, Any]:
    # Not by CSS selectors: bs4's library for them takes a sixth of a second to start.
    found: dict[str, Any] = {}
    prefaces = list(_prefaces(scope))
    heads = (tag for preface in prefaces for tag in preface.find_all(["h1", "h2"]))
    if title := next((tag for tag in heads if tag.name == "h1" or "title" in classes(tag)), None):
        found["title"] = line(title)
    if byline := next(filter(None, (preface.find(class_="byline") for preface in prefaces)), None):
        authors = _without_brackets(line(byline)).removeprefix("by ")
        found["authors"] = tuple(filter(None, map(str.strip, authors.split(","))))
    own_links = (link for tag in _about(scope) for link in tag.find_all("a"))
    numbers = (_WORK_NUMBER.search(attribute(link, "href")) for link in own_links)
    if number := next(filter(None, numbers), None):
        found["url"] = f"https://archiveofourown.org/works/{number[1]}"
    return found


def _without_brackets(byline: str) -> str:
    """Without "[archived by X]"; behind Anonymous, brackets hold the name that only its owner sees."""
    outside, *others = byline.split("[")
    return outside.rstrip() + "".join(other.partition("]")[2].rstrip() for other in others)


def _about(scope: _Scope) -> Iterator[Tag]:
    """Where links to the work itself stand: a download's message, a work page's statistics and navigation."""
    for preface in scope.with_id("preface"):
        yield from preface.find_all(class_="message")
    for meta in scope.with_class("meta"):
        yield from meta.find_all("dd", class_="stats") if meta.name == "dl" else ()
    yield from (menu for menu in scope.with_class("navigation") if "work" in classes(menu))


def _tags(scope: _Scope) -> dict[str, Any]:
    found: dict[str, Any] = {}
    in_prefaces: Iterable[Tag | None] = (preface.find("dl") for preface in scope.with_id("preface"))
    on_page = (meta for meta in scope.with_class("meta") if meta.name == "dl" and "work" in classes(meta))
    tags = next(filter(None, chain(in_prefaces, on_page)), None)
    for term in tags.find_all("dt", recursive=False) if tags else ():
        values = term.find_next_sibling("dd")
        if values is None:
            continue
        label = line(term).rstrip(":").lower()
        for start, name in _LISTS.items():
            if label.startswith(start):
                found[name] = tuple(map(line, values.find_all("a")))
        if label in {"rating", "language"}:
            found[label] = line(values)
        elif label == "series":
            found[label] = tuple(_series(values))
        elif label == "stats":
            found |= _stats(" ".join(values.get_text(" ").split()))
    return found


def _stats(text: str) -> dict[str, str]:
    """Date, length and state, from "Published: 2023-04-05 Completed: 2023-05-06 Words: 1,234 Chapters: 2/2"."""
    stats = dict(_STAT.findall(text))
    state = [f"{name} {stats[name]}" for name in ("Completed", "Updated") if name in stats][:1]
    chapters = [f"chapters {stats['Chapters']}"] if "Chapters" in stats else []
    status = ", ".join([*state, *chapters])
    return {"published": stats.get("Published", ""), "words": stats.get("Words", ""), "status": status}


def _series(values: Tag) -> Iterator[str]:
    for link in values.find_all("a"):
        before = link.previous_sibling
        part = _PART.search(folded(before)) if isinstance(before, NavigableString) else None
        if part:
            yield f"Part {part[1]} of {line(link)}"


def _notes(scope: _Scope) -> dict[str, Any]:
    """The work's own summary and notes, which are taken out of the page."""
    found: dict[str, Any] = {}
    after = [notes for afterword in scope.with_id("afterword") for notes in afterword.find_all(id="endnotes")]
    places = [*_prefaces(scope), *after, *scope.with_id("work_endnotes")]
    for blockquote in [tag for place in places for tag in place.find_all("blockquote")]:
        if _is_userstuff(blockquote) and (name := _note_name(blockquote)):
            found[name] = paragraphs(blockquote)
            blockquote.extract()
    return found
