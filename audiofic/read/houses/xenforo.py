"""Threads of XenForo's forums – SpaceBattles, Sufficient Velocity, Questionable Questing: posts with a threadmark are
chapters, or all posts of whoever began the thread; what others reply is not read."""

from __future__ import annotations

import re

from bs4 import Tag

from audiofic.model import Reason
from audiofic.read.houses.surroundings import keep_only
from audiofic.read.markup import Page, attribute, classes, leave_out, line
from audiofic.read.works import Works

_SUFFIX = re.compile(r"\s\|\s.*")
_APART = {
    "bbCodeBlock-title": Reason.SITE,
    "bbCodeBlock-expandLink": Reason.SITE,
    "bbCodeBlock-shrinkLink": Reason.SITE,
    "bbCodeSpoiler-button": Reason.SITE,
    "message-lastEdit": Reason.SITE,
    "message-signature": Reason.SITE,
    "js-selectToQuoteEnd": Reason.SITE,
}


def recognises(page: Page) -> bool:
    return bool(page.with_class("bbWrapper"))


def mark(page: Page, works: Works) -> None:
    posts = [post for post in page.with_class("message") if post.find(class_="bbWrapper") is not None]
    outermost = [post for post in posts if post.find_parent(class_="message") is None]
    marked = [post for post in outermost if _threadmark(post)]
    author = next((attribute(post, "data-author") for post in marked or outermost), "")
    told = marked or [post for post in outermost if attribute(post, "data-author") == author]
    if heading := next(iter(page.with_class("p-title-value")), None):
        for label in heading.find_all(class_="label"):
            leave_out(label, Reason.SITE)
        works.tell(title=line(heading))
    elif page.title:
        works.tell(title=_SUFFIX.sub("", page.title))
    works.tell(authors=(author,) if author else ())
    if not told:
        return  # a book's page that holds posts: all of them are its story
    bodies = [body for post in told if (body := post.find(class_="bbWrapper")) is not None]
    for post, body in zip(told, bodies, strict=True):
        title = _threadmark(post)
        if title or len(told) > 1:
            works.begin_chapter(body, title)
        for tag in body.find_all(class_=[*_APART]):
            leave_out(tag, next(reason for name, reason in _APART.items() if name in classes(tag)))
    for post in outermost:
        if not any(post is one for one in told):
            leave_out(post, Reason.COMMENTS)
    keep_only(bodies)


def _threadmark(post: Tag) -> str:
    """The name of the chapter that the post is marked as; empty for one that is not."""
    label = post.find(class_="threadmarkLabel") or post.find(class_=re.compile(r"message-cell--threadmark"))
    if label is None:
        return ""
    name = line(label)
    return name.partition(":")[2].strip() if name.lower().startswith("threadmark") else name
