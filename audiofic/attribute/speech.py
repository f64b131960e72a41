"""What the words of a speech tell about who says them: whom it calls, of whom it speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from audiofic.characters import NameIndex
from audiofic.language.en.lexicon import NEUTRAL_TITLES, PERSON_NOUNS

_VOCATIVE_BEFORE = re.compile(
    r"(?:^|[,.!?;…—–-])[\s“\"‘'«]*(?:(?:oh|ah|hey|hi|hello|yes|no|my|dear|dearest|you|okay|and|but|well|sorry|thanks?|"
    r"damn|god|please|now|come|listen|look)[ ,]\s*){0,3}$",
    re.IGNORECASE,
)
_NAME_WANTED = re.compile(
    r"\b(?:is|was|am|are|be|to|with|and|or|of|for|the|like|about|by|at|from|than|as|in|on|not|named|called|i|see|saw|told|"
    r"tell|loves?|know|(?:i|it|that)[’'](?:m|s))\s$",
    re.IGNORECASE,
)
"""A word that a name completes, so that the name is no address."""
_VOCATIVE_AFTER = re.compile(r"\s*(?:[,.!?;…”\"’'»—–-]|$)")
_MEN: Final = """
    sir mister boy lad chap fellow man father dad daddy papa uncle brother son mate dude bro lord lordship
    """.split()
_WOMEN: Final = """
    madam ma’am ma'am miss mother mum mom mama mamma mummy aunt auntie sister girl lady ladyship daughter
    """.split()
_ADDRESS: Final = {
    **dict.fromkeys(_MEN, "he"),
    **dict.fromkeys(_WOMEN, "she"),
}
"""Words that call somebody without a name → pronoun of who is called."""
_I_AM = re.compile(r"\b(?:I[’']m|I am|(?<!his )(?<!her )(?:name[’']s|name is)|call me)\s+$", re.IGNORECASE)
_IT_IS = re.compile(rf"(?:{_I_AM.pattern}|\bit[’']s\s+|^[\s“\"‘'«]*)$", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"(?:^|[,.!?;…—–-]\s*|[“\"‘'«]|\b(?:yes|no|thank you|thanks|sorry|oh|my|dear|old|good|young|your)\s)"
    r"([^\W\d_]+(?:[’'][^\W\d_]+)?)(?=\s*(?:[,.!?;…”\"’'»—–-]|$))",
    re.IGNORECASE,
)
_TITLES: Final = (
    _ADDRESS.keys()
    | NEUTRAL_TITLES
    | frozenset(
        """
    chef chief skipper boss guv grace majesty highness excellency honour honor worship kid nana nan gran
    granny grandad grandpa grandma mammy love darling dearie sweetheart honey hen pet duck babe sis missus milord milady
    """.split()
    )
) - {"old", "little", "young", "poor", "saint", "st"}
"""What people are called by in place of a name, in lower case; any other noun has a capital then."""


def pronoun_of(address: str) -> str:
    """The pronoun of whoever is called so; empty where the word does not tell."""
    return _ADDRESS.get(address, "")


@dataclass(slots=True)
class Speech:
    """What is said in a turn, as evidence."""

    vocatives: frozenset[int] = frozenset()
    """People who are spoken to by name."""
    spoken_of: frozenset[int] = frozenset()
    """People who are named but not spoken to."""
    introduced: frozenset[int] = frozenset()
    """People whose name is all that is said, or follows "I’m" or "my name is"."""
    address: str = ""
    """What somebody is called who is not called by name: "sir", "mother", "captain"; else empty."""
    asks: bool = False
    """Whether the last quotation ends with a question mark."""

    def absorb(self, later: Speech) -> None:
        """Go on with a later part of the speech."""
        self.vocatives |= later.vocatives
        self.spoken_of |= later.spoken_of
        self.introduced |= later.introduced
        self.address = self.address or later.address
        self.asks = later.asks


def read_speech(speech: Speech, text: str, names: NameIndex) -> None:
    """Add a quotation to the speech."""
    speech.asks = text.rstrip("”\"’'»)")[-1:] == "?"
    for match in _ADDRESSED.finditer(text):
        word = match[1].lower()
        if word in _TITLES or (match[1][0].isupper() and word in PERSON_NOUNS):
            speech.address = word
            break
    for start, end, people in names.find(text):
        called = (
            _VOCATIVE_BEFORE.search(text, max(0, start - 40), start) or _ends_speech(text, start, end)
        ) and _VOCATIVE_AFTER.match(text, end)
        if _introduces(text, start, end):
            speech.introduced |= frozenset(people)
        if called and not text.startswith(("’s", "'s"), end):
            speech.vocatives |= frozenset(people)
        else:
            speech.spoken_of |= frozenset(people)


def _ends_speech(text: str, start: int, end: int) -> bool:
    """Whether a name is the very last word with no comma before it, which hasty writers leave out."""
    return (
        not text[end : end + 8].strip(" .!?…,”\"’'»-—–")
        and len(text) - end <= 8
        and text[max(0, start - 8) : start].rstrip()[-1:].isalpha()
        and not _NAME_WANTED.search(text, max(0, start - 20), start)
    )


def _introduces(text: str, start: int, end: int) -> bool:
    """Whether a name is the speaker's own: all that is said, or behind "I’m" and the like at a sentence's end."""
    if text[end : end + 8].strip(".,”\"’'» "):
        return text[end : end + 1] in (".", "!", ";") and _I_AM.search(text, max(0, start - 16), start) is not None
    return _IT_IS.search(text, max(0, start - 16), start) is not None
