"""Posts of the web's feeds: a line that tells who and when, what they wrote, and a line of counts.

`Sam Reed @kettleboy · 2h`, `u/gremlin (OP) · 3 hours ago`, `Sam Today at 7:02 PM`, `r/tea • Posted by u/moth`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from audiofic.model import BlockKind, Kind
from audiofic.segment.forms.form import Page
from audiofic.segment.forms.sender import STAMP, is_name
from audiofic.segment.piece import Piece

_AGO: Final = (
    r"(?:\d{1,3} ?(?:s|m|h|d|w|y|sec|mins?|hrs?|hours?|minutes?|days?|weeks?|months?|years?|mo)\b(?: ago)?|just now)"
)
_WHEN: Final = rf"(?:{STAMP}|{_AGO})"
_DOT: Final = r"[ ,·•|–—-]{1,5}"
_WORDS: Final = r"[^\s:@()\[\]\"“”.,!?](?:[^\n:@()\[\]\"“”,!?]{0,38}?[^\s:@()\[\]\"“”,!?])?"
_TAIL: Final = (
    rf"(?: ?[(\[][^)\]\n]{{1,20}}[)\]])?(?:{_DOT}(?:{_WHEN}|edited|verified|\d{{1,6}} (?:points?|upvotes?)))*\W*"
)
_HEADS: Final = (
    re.compile(rf"\s*(?P<name>{_WORDS})? ?[(\[]?@(?P<handle>\w[\w.-]{{0,38}})[)\]]?{_TAIL}"),
    re.compile(
        rf"\s*(?:r/\w+{_DOT})?(?:posted by |op: ?|by )?/?u/(?P<handle>[\w-]{{1,40}})(?P<name>)(?: {_WHEN})?{_TAIL}",
        re.IGNORECASE,
    ),
)
"""What no sentence looks like."""
_DATED: Final = re.compile(rf"\s*(?P<name>{_WORDS})(?P<handle>){_DOT[:-5]}{{1,5}}[(\[]?{_WHEN}[)\]]?\W*")
"""A name and a time: a post only beside others of the kind, or where the name is known or bold."""
_COUNTS: Final = re.compile(
    r"(?=.*\d)(?:[\W_]|\d[\d.,]*[km]?\b|\b(?:replies|reply|likes?|liked|retweets?|rts?|quote|tweets?|reblogs?|reposts?|notes?|"
    r"comments?|views?|shares?|share|upvotes?|downvotes?|points?|bookmarks?|hearts?|favou?rites?|kudos|award|awards|and|"
    r"other|others)\b)+",
    re.IGNORECASE,
)
_LONGEST: Final = 120


def recognise(page: Page) -> Iterator[tuple[int, list[Piece]]]:
    dated = [number for number, text in page.paragraphs() if _dated(text)]
    skip = -1
    for number, text in page.paragraphs():
        if number <= skip:
            continue
        first = text.partition("\n")[0]
        head = _head(first) or (_dated(text) if len(dated) > 1 or _is_shown(page, number, text) else None)
        if head is None:
            continue
        sender = (head["name"] or head["handle"]).strip(" *_·•-–—")
        if len(first) < len(text):
            yield number, _post(text, len(first) + 1, sender)
            skip = number
        elif (body := number + 1) < len(page.blocks) and page.blocks[body].kind is BlockKind.PARAGRAPH:
            if _head(page.texts[body].partition("\n")[0]):
                continue
            yield number, [Piece(Kind.LABEL, 0, len(text))]
            yield body, _post(page.texts[body], 0, sender)
            skip = body
        if skip >= 0 and skip + 1 < len(page.blocks) and _is_counts(page.texts[skip + 1]):
            skip += 1
            yield skip, [Piece(Kind.LABEL, 0, len(page.texts[skip]))]


def _head(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST or not ("@" in line or "u/" in line):
        return None
    found = next((match for match in (head.fullmatch(line) for head in _HEADS) if match), None)
    return found if found and is_name(found["name"] or found["handle"]) else None


def _dated(text: str) -> re.Match[str] | None:
    line, _, body = text.partition("\n")
    if not body.strip() or len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return None
    found = _DATED.fullmatch(line)
    return found if found and is_name(found["name"]) else None


def _is_shown(page: Page, number: int, text: str) -> bool:
    found = _dated(text)
    return found is not None and (page.names.knows(found["name"]) or page.bold(number, *found.span("name")))


def _post(text: str, start: int, sender: str) -> list[Piece]:
    """The head up to `start`, the lines of the message, and the counts below it."""
    pieces = [Piece(Kind.LABEL, 0, start)]
    end = len(text)
    lines = text[start:].splitlines(keepends=True)
    while len(lines) > 1 and _is_counts(lines[-1]):
        end -= len(lines.pop())
    pieces.append(Piece(Kind.MESSAGE, start, end, sender=sender))
    pieces.append(Piece(Kind.LABEL, end, len(text)))
    return pieces


def _is_counts(line: str) -> bool:
    """Replies, shares and hearts, in figures."""
    return len(line) <= _LONGEST and _COUNTS.fullmatch(line) is not None
