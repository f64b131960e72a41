"""Sentences: where a text may be cut so that each piece can be spoken by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 400
"""Characters: no piece that `sentences` gives is longer, unless it is one word."""

_CLOSING = "\"'”’»›)]}"
_OPENING = "\"'“‘«‹([{¿¡—–-"
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof st sr jr rev hon fr capt lt col gen sgt cmdr maj cpl pvt adm det insp gov sen no vol ch "
    "pp vs cf e.g i.e approx messrs mme mlle mt ft".split()
)


def sentences(text: str) -> list[str]:
    """The text cut at sentence ends, and a sentence of more than LONGEST characters at its semicolons, commas or
    blanks. The pieces joined by blanks are the text again."""
    return [piece for sentence in _sentences(text) for piece in _shorter(sentence)] if text else []


def _sentences(text: str) -> Iterator[str]:
    words = text.split(" ")
    start, audible = 0, False
    for i in range(1, len(words)):
        audible = audible or any(map(str.isalnum, words[i - 1]))
        if audible and _ends(words[i - 1]) and _begins(words[i], words[i - 1]):
            yield " ".join(words[start:i])
            start, audible = i, False
    yield " ".join(words[start:]) if start else text  # itself: most lines are one sentence, and a book has many


def _ends(word: str) -> bool:
    """Whether a sentence can end with this word."""
    word = word.rstrip(_CLOSING)
    if not word.endswith((".", "!", "?", "…")):
        return False
    stem = word[:-1].lstrip(_OPENING)
    initial = len(stem) == 1 and stem.isupper() and stem != "I"
    return not (word.endswith(".") and (initial or stem.lower() in _ABBREVIATIONS))


def _begins(word: str, before: str) -> bool:
    """Whether a sentence can begin with this word: with a capital or a digit. "I… I don't" is one sentence."""
    bare = word.lstrip(_OPENING)
    if before.rstrip(_CLOSING).endswith(("…", "..")) and re.match(r"I\b", bare):
        return False
    return bare[:1].isalnum() and not bare[0].islower()


def _shorter(sentence: str) -> Iterator[str]:
    """The sentence in pieces of at most LONGEST characters, each cut in its second half if that has a blank."""
    start = 0
    while len(sentence) - start > LONGEST:
        cut = _cut(sentence, start)
        if cut < 0:
            break
        yield sentence[start:cut]
        start = cut + 1
    yield sentence[start:]


def _cut(sentence: str, start: int) -> int:
    """Where the blank is that ends the piece from `start`; -1 if there is none."""
    middle, end = start + LONGEST // 2, start + LONGEST + 1
    for mark in ("; ", ": ", ", ", " "):
        if (at := sentence.rfind(mark, middle, end)) >= 0:
            return at + len(mark) - 1
    early = sentence.rfind(" ", start, middle)
    return early if early >= 0 else sentence.find(" ", end)
