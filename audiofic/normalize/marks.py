"""Marks: what is left of punctuation is what a voice does: pause, end, ask, exclaim."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audiofic.normalize.characters import SUPERSCRIPTS
from audiofic.normalize.phonetic import STRESS_CLOSE, STRESS_OPEN, stressed
from audiofic.normalize.rules import Rules

_STRESSED = 3
"""Words that can be stressed together."""
_NO_MARKS = dict.fromkeys(map(ord, "*_" + STRESS_OPEN + STRESS_CLOSE))
_NEARBY = 40
"""Characters before and after words that tell whether they are all there is."""

_STARRED = r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]{1,400})(?<=[^\s*])\1(?![\w*])"  # *waves*, **now**
_UNDERLINED = r"(?<![^\W_])(_{1,3})(?=[^\s_])([^_]{1,400})(?<=[^\s_])\1(?![^\W_])"

emphasis = Rules((_STARRED, r"\2"), (_UNDERLINED, r"\2"), (r"~++", " "))
"""The marks around stressed words, *actions* and ~tildes~ are not heard."""


def starred(text: str, stressed: Iterable[tuple[int, int]]) -> str:
    """The text with stars around what stands between those offsets, which are in order; not within a word, nor beside
    marks of its own."""
    parts: list[str] = []
    end = 0
    for first, last in stressed:
        beside = text[first - 1 : first] + text[last : last + 1]
        if not any(c.isalnum() or c in "*_" for c in beside) and "*" not in text[first:last]:
            parts += (text[end:first], "*", text[first:last], "*")
            end = last
    return "".join((*parts, text[end:]))


def _stressed(match: re.Match[str]) -> str:
    """Where all is stressed, nothing is; so it is with many words, and with stress within stress."""
    words = (match[2] + (match[3] or "")).translate(_NO_MARKS)
    beside = match.string[max(0, match.start() - _NEARBY) : match.start()]
    beside += match.string[match.end() : match.end() + _NEARBY]
    alone = not any(map(str.isalnum, beside))
    return words if alone or len(words.split()) > _STRESSED else stressed(words)


breaths = Rules((r"(?<=\w)([*_’”\"')\]]{0,3})\n", r"\1, "), (r"\n", " "))
"""Where a line of verse ends is a pause, unless a mark makes one."""

stresses = Rules((rf"{_STARRED}('s\b)?", _stressed), (rf"{_UNDERLINED}('s\b)?", _stressed))
"""The marks around stressed words become those for an engine that can stress them."""

footnotes = Rules(
    (rf"(?<=[\w.,;:!?\"')])(?<!\dm)(?<!\dkm)(?<!\d m)(?<!\d km)(?:\[\d{{1,3}}\]|[{SUPERSCRIPTS}]++|[†‡]++)", ""),
    (rf"(?<!m)[{SUPERSCRIPTS}†‡§¶]", ""),
)
"""Marks that lead to a note: they are seen, not heard."""

pauses = Rules(
    (r'(?<=[^\s"(\[])"+(?=\w)', " "),  # said,"Go": the quotation mark is all that stands between
    (r'"', ""),
    (r"(?<=[^\W_])_+(?=[^\W_])", " "),  # user_name
    (r"[*_•·|\\^<>\[\]{}#]", " "),
    (r"(?<!\w)'|'(?!\w)", ""),  # British quotation marks; and nobody hears an apostrophe at a word's edge
    (r"[.…](?: ?[.…])++|…", "..."),
    (r"[!?](?: *+[!?])++", lambda match: "?! " if {"!", "?"} <= set(match[0]) else match[0][0]),
    (r",(?: *+,)++", ","),
    (r",(?=[^\W\d])", ", "),
    (r"(?<=\w)–(?=\w)", "-"),  # London–Paris
    (r" ?(?:[—―–⸺⸻]|--)[—―–⸺⸻ -]*|^- ?(?=\D)| - ", " — "),
    (r"^[ ,;:—]+", ""),
    (r"\( +", "("),
    (r" +\)|\( *\)", ")"),
    (r"(?<=[,.;:!?]) +—|—(?= ?[,.;:!?)])", " "),  # a pause is there already
    (r" *— *", ", "),
    (r" +", " "),
    (r" (?=[,.;:!?](?:\W|$))", ""),
    (r"(?<=[.!?;:]),+", ""),
    (r",+(?=[,.;:!?])", ""),
)
"""Dashes and ellipses are pauses; quotation marks, brackets and ornaments are nothing."""
