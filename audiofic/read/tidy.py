"""What stands in the text of a book and is no part of the story: contents, links to other pages, who gives it away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audiofic.model import Reason
from audiofic.read.flow import Draft, Found, Gap, Milestone, Omission, Paragraph, Piece, omitted
from audiofic.read.repeats import words

_CONTENTS = re.compile(
    r"\W*(?:table of contents|(?:list of )?contents|chapters|index|toc|inhalt(?:sverzeichnis)?|sommaire|"
    r"table des mati[eè]res|[ií]ndice|indice|содержание|оглавление|目次|目录|目錄)\W*",
    re.IGNORECASE,
)
_PAGES = re.compile(
    rf"\W*(?:cover|title ?page|copyright|imprint|start)(?: page)?\W*|{_CONTENTS.pattern}", re.IGNORECASE
)
"""What a list of a book's pages names beside its chapters."""
_WAY = re.compile(
    r"(?:\W|\d|\b(?:next|prev(?:ious)?|back|top|up|home|start|first|last|end|return|go|to|of|the|table|contents?|toc|index|"
    r"chapters?|page|part|story|cover|main|beginning|menu|continue|reading|list)\b)*",
    re.IGNORECASE,
)
_TURN = re.compile(r"\b(?:next|prev(?:ious)?|back|top|up|return|go|continue)\b", re.IGNORECASE)
_FRAME = re.compile(r"\*{3}\s?(START|END) OF (?:THE|THIS) PROJECT GUTENBERG EBOOK", re.IGNORECASE)
_END_OF_GUTENBERG = re.compile(r"End of (?:the )?Project Gutenberg(?:'s|’s)?\b.{0,200}", re.IGNORECASE)
_LONGEST_WAY = 120  # characters
_ILLUSTRATION = re.compile(r"\[Illustrations?\]", re.IGNORECASE)


def tidied(drafts: Sequence[Draft]) -> list[Draft]:
    """The chapters of a work, with what is no story in them left out."""
    headings = Counter(
        words(piece.block.text) for d in drafts for piece in d.pieces if isinstance(piece, Paragraph) and piece.level
    )
    titles = Counter({words(draft.title): 1 for draft in drafts} | headings)
    del titles[frozenset()]
    return [
        replace(draft, pieces=list(_without_ways(_without_contents(_without_frame(draft.pieces), titles), titles)))
        for draft in drafts
    ]


def _without_frame(pieces: Sequence[Piece]) -> list[Piece]:
    """Project Gutenberg's words about itself, above the line that says START and below the one that says END."""
    signs = [
        (at, match[1].upper())
        for at, piece in enumerate(pieces)
        if isinstance(piece, Paragraph) and (match := _FRAME.search(piece.block.text))
    ]
    start = next((at for at, sign in signs if sign == "START"), -1)
    end = next((at for at, sign in signs if sign == "END" and at > start), len(pieces))
    if not signs:
        return list(pieces)
    return [
        omitted(piece, Reason.LICENCE)
        if isinstance(piece, Paragraph)
        and (at <= start or at >= end or _END_OF_GUTENBERG.fullmatch(piece.block.text) is not None)
        else piece
        for at, piece in enumerate(pieces)
    ]


def _without_contents(pieces: Sequence[Piece], titles: Counter[frozenset[str]]) -> list[Piece]:
    """Lists of links to places in the book, with the heading above them; the ways that a reader may choose in a story
    are no such list, since they do not say what is the title of a chapter, nor is a title that leads back to it."""
    done = list(pieces)
    run: list[int] = []
    above: int | None = None
    ends: list[Found] = [Milestone(Draft())]
    for at, piece in enumerate([*pieces, *ends]):
        if isinstance(piece, Gap | Omission):
            continue
        if isinstance(piece, Paragraph) and _leads_inside(piece) and not _is_title(piece, titles):
            run.append(at)
            continue
        named = above is not None and _names_contents(pieces[above])
        if run and (named or _is_contents([pieces[each] for each in run], titles)):
            for each in (above, *run) if named and above is not None else run:
                entry = pieces[each]
                if isinstance(entry, Paragraph):
                    done[each] = omitted(entry, Reason.CONTENTS)
        run, above = [], at
    return done


def _leads_inside(piece: Paragraph) -> bool:
    return bool(piece.links) and not any(link.leaves for link in piece.links)


def _is_title(piece: Paragraph, titles: Counter[frozenset[str]]) -> bool:
    """Whether a heading that is a link is the title itself: no other heading says the same, and it tells no way."""
    return bool(piece.level) and titles[words(piece.block.text)] == 1 and not _TURN.search(piece.block.text)


def _is_way(piece: Paragraph) -> bool:
    text = piece.block.text
    return bool(piece.links) and len(text) <= _LONGEST_WAY and _WAY.fullmatch(text) is not None


def _names_contents(piece: Piece) -> bool:
    return isinstance(piece, Paragraph) and _CONTENTS.fullmatch(piece.block.text) is not None


def _is_contents(run: Sequence[Piece], titles: Counter[frozenset[str]]) -> bool:
    links = [link for piece in run if isinstance(piece, Paragraph) for link in piece.links]
    known = sum(words(link.text) in titles for link in links)
    pages = sum(_PAGES.fullmatch(link.text) is not None for link in links)
    return known > 0 and len(links) > 1 and (known + pages) * 2 > len(links)


def _without_ways(pieces: Sequence[Piece], titles: Counter[frozenset[str]]) -> Iterator[Piece]:
    for piece in pieces:
        if not isinstance(piece, Paragraph):
            yield piece
        elif _ILLUSTRATION.fullmatch(piece.block.text):
            yield omitted(piece, Reason.SITE)
        elif _is_way(piece) and not _is_title(piece, titles):
            yield omitted(piece, Reason.NAVIGATION)
        else:
            yield piece
