"""Chat bubbles, e-mails and letters, told by the classes of a work's skin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import Tag

from audiofic.read.markup.page import Page
from audiofic.read.markup.tree import classes

_PART = re.compile(r"message|msg|bubble|tweet|e-?mail|texting|whatsapp|imessage")
_WORDS = frozenset("sms chat dm letter mail discord reply breply".split())
_REPLY = re.compile(r"repl(?:y|ies)|sent|outgoing|from-?_?me\b|right\b|\b(?:me|self|own|mine|user)\b")
_NEARLY_ALL = 0.7
"""Of a book's text; a mark that so much of it bears means nothing."""


def is_message(tag: Tag) -> bool:
    """Whether a tag's class is that of a chat bubble, e-mail, tweet or letter."""
    return any(_means_message(name, tag.name) for name in classes(tag))


def is_reply(tag: Tag) -> bool:
    """Whether the class of a bubble, or of what is in it, says that whose phone it is has sent it."""
    return any(_REPLY.search(name.lower()) for name in classes(tag))


def calm(pages: Sequence[Page]) -> None:
    """Take the classes off that seem to say "message" of nearly all of a book: forums call every post so."""
    lengths: dict[str, int] = {}
    bearers: dict[str, list[Tag]] = {}
    for page in pages:
        for name in page.class_names:
            if tags := [tag for tag in page.with_class(name) if _means_message(name, tag.name)]:
                bearers.setdefault(name, []).extend(tags)
    if not bearers:
        return
    for name, tags in bearers.items():
        inside = {id(tag) for tag in tags}
        outermost = (tag for tag in tags if not any(id(parent) in inside for parent in tag.parents))
        lengths[name] = sum(len(tag.get_text()) for tag in outermost)
    whole = sum(len(page.body.get_text()) for page in pages)
    for name, length in lengths.items():
        if length > _NEARLY_ALL * whole:
            for tag in bearers[name]:
                tag.attrs["class"] = " ".join(other for other in classes(tag) if other != name)


def _means_message(name: str, tag: str) -> bool:
    """A bare "text" counts on a span alone: many e-books call every paragraph so."""
    name = name.lower()
    words = re.split(r"[^a-z]+", name)
    return _PART.search(name) is not None or not _WORDS.isdisjoint(words) or (tag == "span" and "text" in words)
