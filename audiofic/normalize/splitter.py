"""Sentences: where a text may be cut so that each piece can be spoken by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audiofic.normalize.shortforms import goes_on

LONGEST = 400
"""Characters: no piece that `sentences` gives is longer, unless it is one word."""

_CLOSING = "\"'”’»›)]}"
_OPENING = "\"'“‘«‹([{¿¡—–-"

_BREATHS = [
    re.compile(breath)
    for breath in (
        r"[;:—–…][\"'”’)\]]{0,3} |--? ",
        r",[\"'”’)\]]{0,3} ",
        r" (?=(?:and|but|or|nor|yet|because|although|though|while|whereas|until|unless|whenever|wherever)\b)",
        r" (?=(?:which|who|whose|whom|where|when|that|if|as|since|before|after|so|than|to)\b)",
        r" (?=(?:in|on|at|by|with|without|from|into|onto|over|under|through|across|between|behind|against|for)\b)",
    )
]
"""Where a reader breathes, the best place first: at a mark, else before what joins two clauses, else before a phrase.
Each ends with the blank that is the cut."""


def sentences(text: str) -> list[str]:
    """The text cut at sentence ends, and a sentence of more than LONGEST characters at its semicolons, commas or
    blanks. The pieces joined by blanks are the text again."""
    return [piece for sentence in _sentences(text) for piece in _shorter(sentence)] if text else []


def _sentences(text: str) -> Iterator[str]:
    words = text.split(" ")
    start, audible = 0, False
    for i in range(1, len(words)):
        audible = audible or any(map(str.isalnum, words[i - 1]))
        if audible and _ends(words, i) and _begins(words[i], words[i - 1]):
            yield " ".join(words[start:i])
            start, audible = i, False
    yield " ".join(words[start:]) if start else text  # itself: most lines are one sentence, and a book has many


def _ends(words: Sequence[str], at: int) -> bool:
    """Whether a sentence can end before the word at that place."""
    word = words[at - 1].rstrip(_CLOSING)
    if not word.endswith((".", "!", "?", "…")):
        return False
    name, house = words[at - 2] if at > 1 else "", words[at - 3] if at > 2 else ""
    return not (word.endswith(".") and goes_on(house, name, word[:-1].lstrip(_OPENING), words[at]))


def _begins(word: str, before: str) -> bool:
    """Whether a sentence can begin with this word: with a capital or a digit. "I… I don't" is one sentence."""
    bare = word.lstrip(_OPENING)
    if before.rstrip(_CLOSING).endswith(("…", "..")) and re.match(r"I\b", bare):
        return False
    return bare[:1].isalnum() and not bare[0].islower()


def _shorter(sentence: str) -> Iterator[str]:
    """The sentence in pieces of at most LONGEST characters, each cut in its later part where a reader breathes."""
    start = 0
    while len(sentence) - start > LONGEST:
        cut = _cut(sentence, start)
        if cut < 0:
            break
        yield sentence[start:cut]
        start = cut + 1
    yield sentence[start:]


def _cut(sentence: str, start: int) -> int:
    """Where the blank is that ends the piece from `start`; -1 if there is none.

    The best breath in the second half, else the best in the second quarter, else any blank.
    """
    end = start + LONGEST + 1
    for earliest, latest in ((start + LONGEST // 2, end), (start + LONGEST // 4, start + LONGEST // 2)):
        for breath in _BREATHS:
            found = [match.end() - 1 for match in breath.finditer(sentence, earliest, latest)]
            if found:
                return found[-1]
    late = sentence.rfind(" ", start, end)
    return late if late >= 0 else sentence.find(" ", end)
