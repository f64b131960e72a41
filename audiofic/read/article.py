"""Which part of a web page holds the story: the way down from the top leads to where most of the prose stands, and what
is passed on it is the site's unless it holds prose of its own."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString

from audiofic.model import Reason
from audiofic.read.houses.surroundings import kind_of
from audiofic.read.markup import BLOCKS, UNRENDERED, Page, attribute, classes, leave_out, rendered

_MOST = 0.6
"""Of the prose of a part that one part in it must hold to be gone into."""
_NAMED = re.compile(
    r"(?:^|[-_ ])(?:nav(?:bar|igation)?|menu|sidebar|widgets?|shar(?:e|ing|edaddy)|social|related|similar|popular|"
    r"recommend(?:ed|ations)?|comments?|commentlist|disqus|respond|breadcrumbs?|pagination|pager|byline|posted|meta|"
    r"postmeta|copyright|newsletter|subscribe|cookies?|advert(?:isement)?s?|promo|toolbar|skip-link|"
    r"site-(?:header|footer))(?=$|[-_ ])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:^|[-_ ])(?:comments?|commentlist|disqus(?:_thread)?|respond|reviews?)(?=$|[-_ ])", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^\W\d_]{2,}[^.!?…]{10,}[.!?…][\"”’»]?(?:\s|$)|[“”„«»「]")
_RIGHTS = re.compile(r"©|all rights reserved|powered by|privacy policy|terms of (?:service|use)", re.IGNORECASE)
_PARTS = frozenset("nav header footer aside form div section ul ol table menu article p".split())
_SHORT = 600
"""Characters, below which a part that speaks of rights is no more than that."""


def mark_surroundings(page: Page) -> None:
    """Mark what a page's site has put around the story."""
    root = page.body
    prose = _prose(root)
    node, whole = root, prose[id(root)]
    while True:
        children = [child for child in node.contents if isinstance(child, Tag) and child.name not in UNRENDERED]
        inner = max(children, key=lambda child: prose.get(id(child), 0), default=None)
        goes_on = (
            inner is not None
            and inner.name in BLOCKS - {"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
            and prose[id(inner)] > _MOST * max(1, prose[id(node)])
        )
        for child in children:
            if not (goes_on and child is inner) and child.name in _PARTS:
                _mark_beside(child, prose[id(child)] * 5 > whole)
        if not goes_on or inner is None:
            return
        for text in [child for child in node.contents if type(child) is NavigableString and child.strip()]:
            if not _SENTENCE.search(text):
                leave_out(text.wrap(Tag(name="span")), Reason.SITE)
        node = inner


def _mark_beside(tag: Tag, is_large: bool) -> None:
    name = " ".join((attribute(tag, "id"), *classes(tag)))
    if tag.name == "nav" or (_NAMED.search(name) and not is_large):
        leave_out(tag, kind_of(tag))
        return
    if tag.name == "p" or is_large:
        return
    text = rendered(tag)
    if not any(map(str.isalnum, text)):
        return
    linked = sum(len(link.get_text()) for link in tag.find_all("a"))
    if linked * 2 > len(text) and len(tag.find_all("a", limit=2)) > 1:
        leave_out(tag, Reason.NAVIGATION)
    elif (_RIGHTS.search(text) and len(text) < _SHORT) or (
        tag.name in {"header", "footer", "aside", "form", "menu"} and not _SENTENCE.search(text)
    ):
        leave_out(tag, Reason.SITE)


def _prose(root: Tag) -> dict[int, int]:
    """How many characters of running text each tag holds, by its identity; links and readers' comments are none."""
    prose: dict[int, int] = {}
    for tag in reversed([root, *root.find_all(True)]):
        if tag.name in UNRENDERED or tag.name in {"a", "nav", "button"} or (tag is not root and _is_comments(tag)):
            prose[id(tag)] = 0
            continue
        own = sum(len(child.strip()) for child in tag.contents if type(child) is NavigableString)
        prose[id(tag)] = own + sum(prose[id(child)] for child in tag.contents if isinstance(child, Tag))
    return prose


def _is_comments(tag: Tag) -> bool:
    """Whether a tag is named as the place of readers' comments, and is no wrapping of the whole page."""
    if not tag.attrs or not _COMMENTS.search(" ".join((attribute(tag, "id"), *classes(tag)))):
        return False
    return tag.find(["h1", "article", "main"]) is None
