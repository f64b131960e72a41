"""Pronunciations as users write them, and how they and stressed words travel to an engine.

A pronunciation is a respelling, `her-MY-oh-nee`; or IPA between slashes, `/hɜːˈmaɪəni/`; or both, in this order,
`her-MY-oh-nee /hɜːˈmaɪəni/`: the IPA for the engines that take it, the respelling for the others.

Dictionaries write IPA in many ways. Here it gets one form, made of `SOUNDS` and blanks, with each stress mark right
before its vowel (hɜːmˈaɪəni), as the engines have it.

In the text of an utterance IPA stands between ⟦ and ⟧, ⟦hɜːmˈaɪəni⟧, and words that the writer has stressed between ⟪
and ⟫; nothing else may be these marks. IPA is of one or more whole words, possessive ending included. Only an engine
whose `honours` has "ipa" is given the one, and "stress" the other; `split` parts its text at all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

OPEN, CLOSE = "⟦", "⟧"
STRESS_OPEN, STRESS_CLOSE = "⟪", "⟫"

VOWELS = (
    *("iː", "i", "ɪ", "eɪ", "e", "ɛ", "æ", "aɪ", "aʊ", "a", "ɐ", "ɑː", "ɑ", "ɒ", "ɔː", "ɔɪ", "ɔ", "oʊ", "oː", "o"),
    *("ʊ", "uː", "u", "ʌ", "ɜː", "ɚ", "əʊ", "ə", "ɪə", "eə", "ʊə"),
)
CONSONANTS = (
    *("p", "b", "t", "d", "k", "ɡ", "tʃ", "dʒ", "f", "v", "θ", "ð", "s", "z", "ʃ", "ʒ", "h"),
    *("m", "n", "ŋ", "l", "ɹ", "j", "w", "x", "ç", "ɲ", "ʎ", "ɣ", "χ", "ɾ", "ʔ"),
)
SOUNDS = frozenset((*VOWELS, *CONSONANTS))
"""What an engine that takes IPA can say: the sounds of English, and what English speakers know of other languages."""
STRESSES = "ˈˌ"

_PRONUNCIATION = re.compile(r"([^/⟦⟧]*)(?:/([^/⟦⟧]*[^/⟦⟧\s][^/⟦⟧]*)/)?")
_LENGTH = "ː"
"""After a sound that is not long of itself; it is not heard."""
_MARKED = re.compile(f"{OPEN}([{''.join({*''.join(SOUNDS), *STRESSES, _LENGTH, ' '})}]+){CLOSE}")
_STRESSED = re.compile(f"{STRESS_OPEN}([^{STRESS_OPEN}{STRESS_CLOSE}]+){STRESS_CLOSE}")

_SPELLINGS = {
    "g": "ɡ", "r": "ɹ", "ʁ": "ɹ", "ɻ": "ɹ", "ɫ": "l", "ʍ": "w", "ʧ": "tʃ", "ʤ": "dʒ", "ɝ": "ɜː", "ɜ": "ɜː", "ɨ": "ɪ",
    "ᵻ": "ɪ", "ʉ": "u", "ɵ": "ʊ", "ɱ": "m", "'": "ˈ", "’": "ˈ", "ʹ": "ˈ", ":": "ː",
}  # fmt: skip
"""Other ways to write a sound, or the English one that is nearest."""
_UNSAID = dict.fromkeys(map(ord, ".()‿͜͡ˑ̯̆ʰ"))
"""Ends of syllables, ties, and shades of a sound."""
_SYLLABIC = re.compile("([mnlɹ])̩")
_SOUND = re.compile("|".join(sorted(SOUNDS | {*STRESSES, _LENGTH, " "}, key=len, reverse=True)))


class Pronunciation(NamedTuple):
    """How a word is said. One of the two may be empty, not both."""

    respelling: str
    ipa: str
    """In the one form that engines take."""


def parse(written: str) -> Pronunciation:
    """What voices.yaml says of a word. Raises ValueError that tells what it should be."""
    match = _PRONUNCIATION.fullmatch(written)
    if match is None or not written.strip():
        raise ValueError("should be a respelling like her-MY-oh-nee, IPA like /hɜːˈmaɪəni/, or the two in this order")
    ipa = _one_form(match[2] or "")
    if match[2] and not ipa:
        raise ValueError(f"there is no sound in /{match[2]}/")
    return Pronunciation(match[1].strip(), ipa)


def sounds(ipa: str) -> list[str]:
    """The sounds, stress marks and blanks of IPA in the one form. Raises ValueError with the first other character."""
    found, at = [], 0
    while at < len(ipa):
        match = _SOUND.match(ipa, at)
        if match is None:
            raise ValueError(f"no voice knows the sound {ipa[at]!r}: write it with the IPA of English")
        found.append(match[0])
        at = match.end()
    return found


def _one_form(ipa: str) -> str:
    ipa = _SYLLABIC.sub(r"ə\1", unicodedata.normalize("NFD", ipa)).translate(_UNSAID)
    said, stress = "", ""
    for sound in sounds(unicodedata.normalize("NFC", "".join(_SPELLINGS.get(c, c) for c in ipa))):
        if sound in STRESSES:
            stress = sound
        elif sound in VOWELS:
            said, stress = said + stress + sound, ""
        elif sound != _LENGTH:
            said += sound
    return " ".join(said.split())


class Part(NamedTuple):
    """A part of an utterance's text."""

    text: str
    ipa: bool
    """Whether it is IPA in the one form."""
    stressed: bool


def marked(ipa: str) -> str:
    """The IPA as it stands in the text of an utterance."""
    return f"{OPEN}{ipa}{CLOSE}"


def stressed(words: str) -> str:
    """The words as they stand in the text of an utterance."""
    return f"{STRESS_OPEN}{words}{STRESS_CLOSE}"


def split(text: str) -> Iterator[Part]:
    """The parts of an utterance's text. None is empty."""
    for n, piece in enumerate(_STRESSED.split(text)):
        for index, part in enumerate(_MARKED.split(piece)):
            if part:
                yield Part(part, ipa=index % 2 == 1, stressed=n % 2 == 1)
