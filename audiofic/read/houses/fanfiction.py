"""Pages of FanFiction.net and FictionPress."""

from __future__ import annotations

import re

from audiofic.model import Reason
from audiofic.read.houses.surroundings import keep_only
from audiofic.read.markup import Page, attribute, leave_out, line
from audiofic.read.works import Works

_STORY = ("storytext", "storycontent")
_CHAPTER = re.compile(r"^(?:\d+\.\s*)?(.*)", re.DOTALL)


def recognises(page: Page) -> bool:
    return bool(page.with_id(*_STORY) and page.with_id("profile_top", "chap_select", "content_wrapper_inner"))


def mark(page: Page, works: Works) -> None:
    for profile in page.with_id("profile_top")[:1]:
        title = profile.find("b")
        authors = (link for link in profile.find_all("a") if attribute(link, "href").startswith("/u/"))
        summary = profile.find("div", class_="xcontrast_txt")
        works.tell(
            title=line(title) if title else "",
            authors=tuple(line(link) for link in authors)[:1],
            summary=line(summary) if summary else "",
        )
        leave_out(profile, Reason.FRONT_MATTER)
    story = page.with_id(*_STORY)[0]
    choice = next(iter(page.with_id("chap_select")), None)
    if chosen := choice.find("option", selected=True) or choice.find("option") if choice else None:
        # Its options are never closed, and so stand in each other.
        name = next(iter(chosen.find_all(string=True, recursive=False)), "").strip()
        if match := _CHAPTER.match(name):
            works.begin_chapter(story, match[1])
    keep_only([story])
