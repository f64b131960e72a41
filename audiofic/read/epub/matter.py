"""Which pages and sections of a book are no part of its story, judged by what they hold: cover, title page, imprint,
contents, what else the author has written. A name alone decides nothing – "Imprint" may be a chapter."""

from __future__ import annotations

import re

from bs4 import Tag

from audiofic.model import Metadata, Reason
from audiofic.read.epub.container import Item
from audiofic.read.header import is_label
from audiofic.read.markup import Page, leave_out, line, rendered, roles
from audiofic.read.repeats import words

_ROLES = {
    **dict.fromkeys("toc landmarks page-list loi lot index table-of-contents contents".split(), Reason.CONTENTS),
    **dict.fromkeys(
        "cover coverpage cover-page titlepage title-page halftitlepage halftitle copyright-page copyright colophon "
        "imprint imprimatur other-credits seriespage".split(),
        Reason.FRONT_MATTER,
    ),
}
_RIGHTS = re.compile(
    r"©|\(c\) ?\d{4}|copyright|all rights reserved|\bISBN\b|public domain|creative commons|first published",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"about the (?:author|publisher)s?|(?:also|other (?:books|works|stories)|more) (?:by|from)\b.{0,80}", re.IGNORECASE
)
_EXPORTER = re.compile(
    r"\b(?:FicHub|FicLab|FanFicFare|FanFictionDownLoader|WebToEpub|FicSave|fanfiction-?downloader)\b", re.IGNORECASE
)
_COVER = re.compile(r"\W*(?:front |book )?cover(?: (?:page|image|art))?\W*", re.IGNORECASE)
_TITLE_WORDS = frozenset(
    "a an the by written story stories novel novella fanfiction fanfic fan fiction and of title page".split()
)
_QUOTE = re.compile('[“”„«»「」"]')
_SENTENCE = re.compile(r"\w[^.!?…]{15,}[.!?…]")
_LONGEST = 400
"""Words of an imprint or of what is told of an author."""
_BEGINNING = 12_000
"""Characters, which are always more words than that."""
_LONGEST_MARKED = 150
"""Words of running text in what the book itself calls a title page or contents; with more it is mistaken."""


def mark_matter(item: Item, page: Page, role: str, title: str, metadata: Metadata) -> bool:
    """Mark what is no story in a page, and say whether that is all of it. `role` is that of the page in the guide,
    `title` its name in the table of contents."""
    body = page.body
    if "nav" in item.properties:
        role = "toc"
    if reason := _why(body, role, title, metadata):
        leave_out(body, reason)
        return True
    for tag in page.tags:
        named = next((_ROLES[name] for name in roles(tag) if name in _ROLES), None)
        if named is not None and tag.name not in {"a", "img", "html"} and not _is_story(rendered(tag)):
            leave_out(tag, named)
    return False


def _why(body: Tag, role: str, title: str, metadata: Metadata) -> Reason | None:
    text = rendered(body, _BEGINNING)
    if role in _ROLES and not _is_story(text):
        return _ROLES[role]
    count = len(text.split())
    if not count or count > _LONGEST:
        return None
    if _RIGHTS.search(text) and len(_QUOTE.findall(text)) < 4 and _is_imprint(text):
        return Reason.FRONT_MATTER
    headings = [title, *(line(tag) for tag in body.find_all(["h1", "h2", "h3"], limit=1))]
    names = frozenset[str]().union(*map(words, metadata.authors))
    about = any(_ABOUT.fullmatch(heading) for heading in headings)
    if about and not _QUOTE.search(text) and (names & words(text) or count < 40):
        return Reason.FRONT_MATTER
    if _EXPORTER.search(text) and count < _LONGEST_MARKED and not _QUOTE.search(text):
        return Reason.FRONT_MATTER
    if _is_table(body):
        return Reason.FRONT_MATTER
    if _COVER.fullmatch(text) or _is_title_page(text, metadata):
        return Reason.FRONT_MATTER
    return None


def _is_table(body: Tag) -> bool:
    """Whether a page is a list of what is told of the story: "Published", "Words", "Rating", each with its value."""
    lines = [part for part in rendered(body).split("\n\n") if part]
    labels = sum(is_label(part) for part in lines)
    return labels > 1 and labels * 3 >= len(lines) and not any(_SENTENCE.search(part) for part in lines)


def _is_story(text: str) -> bool:
    """Whether there is running text in a part that the book calls something else."""
    told = sum(len(part.split()) for part in text.split("\n\n") if _SENTENCE.search(part) or _QUOTE.search(part))
    return told > _LONGEST_MARKED


def _is_imprint(text: str) -> bool:
    """Whether who holds the rights is what a page tells, and not something that is said in a story."""
    parts = text.split("\n\n")
    told = [part for part in parts if _SENTENCE.search(part) and not _RIGHTS.search(part)]
    return len(told) * 2 <= len(parts)


def _is_title_page(text: str, metadata: Metadata) -> bool:
    """Whether a page says the book's title and who wrote it, and next to nothing else."""
    known = words(metadata.title).union(*map(words, metadata.authors))
    said = words(text)
    others = [word for word in said - known - _TITLE_WORDS if not (word.isdigit() and len(word) == 4)]
    dated = all(word.isdigit() for word in others) and sum(len(word) == 4 for word in said if word.isdigit()) > 0
    return bool(said & known) and (not others or dated) and not _SENTENCE.search(text) and not _QUOTE.search(text)
