"""From the text as it is written to the text for the ear: what every speech engine is given."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping

LONGEST = 400
"""Characters: no piece that `sentences` gives is longer, unless it is one word."""

# --------------------------------------------------------------------------------------------------------- characters

_QUOTES = '"“”„‟«»‹›❝❞〝〞〟＂「」『』'
_APOSTROPHES = "'’‘‚‛`´ʼ"
_VARIATION_SELECTORS = "".join(map(chr, range(0xFE00, 0xFE10)))
_SPOKEN_SYMBOLS = "°©®™№℃℉"
_UNHEARD = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"}
"""Controls, soft hyphens and other invisible marks, what is no character, and pictures with their skin tones."""


class _Characters(dict[int, int | str | None]):
    """What becomes of each character, found out when it is first met; for `str.translate`."""

    def __missing__(self, code: int) -> int | str | None:
        self[code] = self._of(chr(code))
        return self[code]

    @staticmethod
    def _of(character: str) -> int | str | None:
        if character.isspace():
            return " "
        if character in _APOSTROPHES:
            return "'"
        if character in _QUOTES:
            return '"'
        if character in _SPOKEN_SYMBOLS:
            return character
        if unicodedata.category(character) in _UNHEARD or character in _VARIATION_SELECTORS:
            return None
        return character


_CHARACTERS = _Characters()

# -------------------------------------------------------------------------------------------------------------- marks

_RULES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r'(?<=[^\s"(\[])"+(?=\w)', " "),  # said,"Go": the quotation mark is all that stands between
        (r'"', ""),
        (r"(?<!\w)'|'(?!\w)", ""),  # British quotation marks; and nobody hears an apostrophe at a word's edge
        (r"(?<=[^\W_])_+(?=[^\W_])", " "),  # user_name
        (r"[*~_]+", ""),
        (r"\.(?: ?\.)+|…(?:[ .]?[.…])*", "..."),
        (r"(?<=\d) ?– ?(?=\d)", " to "),  # pages 10–12
        (r"(?<=\w)–(?=\w)", "-"),  # London–Paris
        (r" ?(?:[—―–⸺⸻]|--)[—―–⸺⸻ -]*|^- ?(?=\D)| - ", " — "),
        (r"^ *—", ""),
        (r"(?<=[,.;:!?]) —|—(?= ?[,.;:!?])", " "),  # a pause is there already
        (r" ?— ?", ", "),
        (r" +", " "),
        (r" (?=[,.;:!?](?:\W|$))", ""),
    )
]


def spoken(text: str, pronunciations: Mapping[str, str]) -> str:
    """The text for the ear, on one line; empty if there is nothing to say: no letter and no digit.

    `pronunciations` are respellings of whole words or phrases. One that is written in the same case goes before one
    that is not, and a longer one before a shorter one.
    """
    text = unicodedata.normalize("NFC", text).translate(_CHARACTERS)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    text = text.strip()
    if not any(map(str.isalnum, text)):
        return ""
    return _respell(tuple(pronunciations.items()), text) if pronunciations else text


def _respell(pronunciations: tuple[tuple[str, str], ...], text: str) -> str:
    pattern, exact, folded = _respellings(pronunciations)
    return pattern.sub(lambda match: exact.get(match[0]) or folded.get(match[0].casefold(), match[0]), text)


@functools.lru_cache(maxsize=64)
def _respellings(pronunciations: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """One pattern for all of them, and what they become: by the exact word, and by the word in any case."""
    exact = {unicodedata.normalize("NFC", word).translate(_CHARACTERS): sound for word, sound in pronunciations if word}
    folded: dict[str, str] = {}
    for word, sound in exact.items():
        folded.setdefault(word.casefold(), sound)
    words = "|".join(map(re.escape, sorted(exact, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), exact, folded


# ---------------------------------------------------------------------------------------------------------- sentences

_CLOSING = "\"'”’»›)]}"
_OPENING = "\"'“‘«‹([{¿¡—–-"
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof st sr jr rev hon fr capt lt col gen sgt no vs cf e.g i.e messrs mme mlle mt ft".split()
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
    yield " ".join(words[start:])


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
