"""Pages of Wattpad: one part of a story each, with the readers' remarks beside every paragraph."""

from __future__ import annotations

import re

from bs4 import Tag

from audiofic.model import Reason
from audiofic.read.houses.surroundings import keep_only
from audiofic.read.markup import Page, block_of, leave_out, line
from audiofic.read.works import Works

_DESCRIPTION = re.compile(r"from the story (.{1,200}?) by (\S.{0,80}?)(?: with |\s*\(|\.|$)")
_TITLE = re.compile(r"(.+?) - (.+?) - Wattpad$")
_REMARKS = ["comment-marker", "num-comment", "component-wrapper", "inline-comments"]


def recognises(page: Page) -> bool:
    return bool(_paragraphs(page))


def mark(page: Page, works: Works) -> None:
    for remark in page.with_class(*_REMARKS):
        if remark.find("p") is None:
            leave_out(remark, Reason.COMMENTS)
    told = _TITLE.match(page.title)
    named = _DESCRIPTION.search(dict(page.metas()).get("description", ""))
    banner = next(iter(page.with_class("story-title-banner")), None)
    author = next(iter(page.with_class("username", "on-user-details")), None)
    works.tell(
        title=named[1] if named else line(banner) if banner else told[1] if told else "",
        authors=(named[2],) if named else (line(author),) if author else (),
    )
    heading = next(iter(page.named("h1")), None)
    holders = {id(tag.parent): tag.parent for tag in _paragraphs(page)}
    story = [holder for holder in holders.values() if holder is not None]
    title = line(heading) if heading else told[2] if told else ""
    if title and story:
        works.begin_chapter(block_of(story[0]), title)
    keep_only(story)


def _paragraphs(page: Page) -> list[Tag]:
    return [tag for tag in page.named("p") if "data-p-id" in tag.attrs]
