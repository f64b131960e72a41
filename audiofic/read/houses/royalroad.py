"""Pages of Royal Road and Scribble Hub: a chapter each, with the author's notes apart."""

from __future__ import annotations

import re

from bs4 import Tag

from audiofic.model import Reason
from audiofic.read.houses.surroundings import keep_only
from audiofic.read.markup import Page, attribute, classes, leave_out, line, paragraphs
from audiofic.read.works import Works

_STORY = ["chapter-inner", "chp_raw"]
_NOTES = re.compile(r"author-?_?notes?(?:-portlet)?|wi_authornotes(?:_body)?")
_TITLE = re.compile(r"(?:(.+?) - )?([^|]{1,200}?)\s*(?:\||- )\s*(?:Royal Road|Scribble ?Hub).*", re.IGNORECASE)


def recognises(page: Page) -> bool:
    return bool(page.with_class(*_STORY))


def mark(page: Page, works: Works) -> None:
    story = page.with_class(*_STORY)[0]
    named = _TITLE.fullmatch(page.title)
    heading = next((tag for tag in page.named("h1") if not any(parent is story for parent in tag.parents)), None)
    fiction = next(iter(page.named("h2")), None)
    told = dict(page.metas())
    by = told.get("books:author") or told.get("twitter:creator")
    profile = next((link for link in page.named("a") if attribute(link, "href").startswith("/profile/")), None)
    works.tell(
        title=named[2] if named else line(fiction) if fiction else page.title,
        authors=(by,) if by else (line(profile),) if profile else (),
    )
    title = line(heading) if heading else (named[1] or "") if named else ""
    if title:
        works.begin_chapter(story, title)
    for notes in page.with_class(*filter(_NOTES.fullmatch, page.class_names)):
        if not any(parent is story or _is_notes(parent) for parent in notes.parents):
            _take_notes(notes, story, works)
    keep_only([story])


def _is_notes(tag: Tag) -> bool:
    return any(map(_NOTES.fullmatch, classes(tag)))


def _take_notes(notes: Tag, story: Tag, works: Works) -> None:
    """The author's notes, which stand above the story or below it."""
    body = notes.find(class_=["author-note", "portlet-body", "wi_authornotes_body"])
    after = any(before is story for before in notes.find_all_previous(story.name))
    leave_out(notes, Reason.LABEL)
    works.note("end_notes" if after else "notes", paragraphs((body or notes).extract()))
