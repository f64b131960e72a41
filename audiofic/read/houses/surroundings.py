"""What a site puts around a story: marked as no part of it, by what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import Tag
from bs4.element import NavigableString

from audiofic.model import Reason
from audiofic.read.markup import attribute, classes, leave_out, roles

_KINDS = (
    (re.compile(r"comment|review|repl(?:y|ies)|disqus|respond|feedback|discussion|guestbook"), Reason.COMMENTS),
    (
        re.compile(
            r"\bnav|menu|breadcrumb|pag(?:er|ination)|(?:prev|next)\b|toc\b|skip-?link|chapter-?(?:list|select)"
        ),
        Reason.NAVIGATION,
    ),
)


def keep_only(parts: Sequence[Tag]) -> None:
    """Mark all that stands in the page outside of these tags."""
    inside = {id(part) for part in parts}
    around = {id(parent): parent for part in parts for parent in part.parents if isinstance(parent, Tag)}
    for parent in around.values():
        if id(parent) in inside:
            continue
        for child in list(parent.contents):
            if isinstance(child, Tag):
                if id(child) not in inside and id(child) not in around:
                    leave_out(child, kind_of(child))
            elif type(child) is NavigableString and child.strip() and parent.name not in {"html", "[document]"}:
                leave_out(child.wrap(Tag(name="span")), Reason.SITE)


def kind_of(tag: Tag) -> Reason:
    """Why a part of a site is no part of a story."""
    if tag.name == "nav" or "navigation" in roles(tag):
        return Reason.NAVIGATION
    name = " ".join((attribute(tag, "id"), *classes(tag))).lower()
    return next((reason for pattern, reason in _KINDS if pattern.search(name)), Reason.SITE)
