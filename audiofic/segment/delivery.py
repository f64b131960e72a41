"""How a line is said: what its tag or the beat beside it tells, "whispered", "said, out of breath"; and CAPITALS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from audiofic.language.en.manner import MANNER, NOT_SO
from audiofic.model import Delivery, Kind, Line

_STOP: Final = re.compile(r"[.!?…;:]|(?:^|,)\s+(?:and|but|as|when|while|then|because|before|after|until|who|which)\b")
"""Where a tag ends: what follows is told of something else."""
_NEAR: Final = 90
"""Characters of narration beside a speech that may be its tag."""
_SHOUTED: Final = 5
"""Capital letters, at least, and no small ones."""
_QUOTES: Final = tuple("\"“”„«‘'「")
_SENTENCE_END: Final = re.compile(r"[.!?…]\s")
_WORD: Final = re.compile(r"[^\W\d_]+")
_TAG: Final = 40
"""Characters between two speeches of one breath: "he whispered", "she said, laughing"."""


def with_deliveries(lines: Sequence[Line]) -> list[Line]:
    """The lines, with how those are said of which the text tells it."""
    done: list[Line] = []
    for _, paragraph in groupby(lines, key=lambda line: line.paragraph):
        done += _paragraph(list(paragraph))
    return done


def _paragraph(lines: Sequence[Line]) -> Iterable[Line]:
    speeches = [n for n, line in enumerate(lines) if line.kind is Kind.DIALOGUE]
    before: Delivery | None = None  # what the tag of the last speech has told
    found: dict[int, Delivery] = {}
    for n in speeches:
        told = _own(lines[n].text) or _told(lines, n)
        between = lines[n - 1].text if n else ""
        if told is None and before and n and len(between) <= _TAG and n - 2 in speeches:
            told = before
        if told is not None:
            found[n] = told
        before = told
    return (replace(line, delivery=found[n]) if n in found else line for n, line in enumerate(lines))


def _own(text: str) -> Delivery | None:
    """What the type between a line's quotation marks tells."""
    if not text.startswith(_QUOTES):
        return None
    letters = [char for char in text if char.isalpha()]
    if len(letters) >= _SHOUTED and len(_WORD.findall(text)) > 1 - ("!" in text) and not any(map(str.islower, letters)):
        return Delivery.SHOUT
    return None


def _told(lines: Sequence[Line], n: int) -> Delivery | None:
    """What is told in the tag behind a speech, else in the words that lead to it: She whispered, “Yes.”"""
    after = lines[n + 1] if n + 1 < len(lines) else None
    if after is not None and after.kind is Kind.NARRATION and (told := _last(_clause(after.text[:_NEAR]))):
        return told
    lead = lines[n - 1] if n else None
    if lead is not None and lead.kind is Kind.NARRATION and lead.text[-1:] in ",:—–":
        return _last(_SENTENCE_END.split(lead.text[-_NEAR:])[-1])
    return None


def _clause(text: str) -> str:
    stop = _STOP.search(text)
    return text[: stop.start()] if stop else text


def _last(text: str) -> Delivery | None:
    """What is told last, since it is the more exact: "said softly, laughing"."""
    told = [match for match in MANNER.finditer(text) if not NOT_SO.search(text, 0, match.start())]
    return Delivery[told[-1].lastgroup] if told and told[-1].lastgroup else None
