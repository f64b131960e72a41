"""Text messages in italics or bold, a paragraph each, below what tells that one has come: *Her phone buzzed.*"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from audiofic.model import BlockKind, Kind
from audiofic.segment.forms.form import Page
from audiofic.segment.piece import Piece

_COMES: Final = re.compile(
    r"\b(?:phone|mobile|cell|screen|pager|laptop|tablet|watch|notification)s?\b[^.!?\n]{0,40}"
    r"\b(?:buzz|ping|chim|vibrat|l[ie]t up|light|beep|ding|flash|chirp|rattl|went off|glow)"
    r"|\b(?:texts?|messages?|dms?|notification|email|e-mail|reply)\b[^.!?\n]{0,30}"
    r"\b(?:from|read|reads|said|says|came|popped|appeared|arrived|waiting)\b"
    r"|\b(?:typ(?:ed|es|ing)|text(?:ed|s|ing)|hit send|pressed send)\b[^.!?\n]{0,30}[:.]\s*$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    r"\b(?:texts?|messages?|dms?|notification|email|e-mail|reply|one) from "
    r"([A-Z][\w’'-]*\w(?: [A-Z][\w’'-]*\w){0,2})"
)
_LONGEST: Final = 400
"""In characters."""


def recognise(page: Page) -> Iterator[tuple[int, list[Piece]]]:
    going_on = False
    sender = ""
    for number, text in page.paragraphs():
        if not _is_set_off(page, number):
            going_on = _COMES.search(text) is not None
            found = _FROM.search(text)
            sender = found[1] if found else ""
        elif going_on:
            yield number, [Piece(Kind.MESSAGE, 0, len(text), sender=sender)]


def _is_set_off(page: Page, number: int) -> bool:
    """Whether a paragraph is in italics or bold as a whole, with no quotation marks that make it speech."""
    block = page.blocks[number]
    if block.kind is not BlockKind.PARAGRAPH or len(page.texts[number]) > _LONGEST or page.texts[number][:1] in '"“„«':
        return False
    worded = [span for span in block.spans if any(map(str.isalnum, span.text))]
    return bool(worded) and (all(span.italic for span in worded) or all(span.bold for span in worded))
