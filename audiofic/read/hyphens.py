"""Words that were broken at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable

SOFT = "\u00ad\u2010"
"""Hyphens that only programs set: a word that is written with one has another."""
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2011’'][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u00ad\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+")
_OF_COMPOUNDS = frozenset("well self half ill ex all so twenty thirty forty fifty sixty seventy eighty ninety".split())
"""First parts that are hardly ever written together with what follows."""


class Hyphens:
    """Knows the words of a text, by which it tells "har-bour" from "well-known"."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        broken = False
        for line in lines:
            words = [word.casefold() for word in _WORD.findall(line)]
            cut = _LAST.search(line[-80:]) is not None
            self._words.update(words[broken : len(words) - cut])  # halves are no words
            broken = cut

    def joint(self, before: str, after: str) -> str | None:
        """What stands between the two halves of a word that is broken between two lines: a hyphen or nothing; None
        where no word is broken there. The hyphen at the end of `before` is to be taken off."""
        last, first = _LAST.search(before[-80:]), _FIRST.match(after[:80])
        if last is None or first is None:
            return None
        if before[-1] in SOFT:
            return ""
        left, right = last[1].casefold(), first[0].casefold()
        if first[0][0].isupper():
            return "-"
        if f"{left}{right}" in self._words:
            return ""
        if f"{left}-{right}" in self._words or "-" in left or left in _OF_COMPOUNDS:
            return "-"
        return "-" if {left, right} <= self._words and min(len(left), len(right)) > 2 else ""
