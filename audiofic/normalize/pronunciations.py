"""Words that the user wants said in another way."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from audiofic.normalize import phonetic


def respell(text: str, pronunciations: Mapping[str, str], *, ipa: bool, normal: Callable[[str], str]) -> str:
    """The text for the ear with those words respelled, or in IPA where there is some and the engine takes it.

    A word may be given as it is written or as it is said: "Dr." or "Doctor"; `normal` makes the one the other. One
    that is written in the same case goes before one that is not, and a longer one before a shorter one.
    """
    if not pronunciations:
        return text
    pattern, exact, folded = _table(tuple(pronunciations.items()), ipa, normal)

    def said(match: re.Match[str]) -> str:
        word, ending = match[1], match[2] or ""
        sound = exact.get(word) or folded.get(word.casefold(), word)
        if sound.endswith(phonetic.CLOSE) and ending:
            return phonetic.marked(_possessive(sound[1:-1]))
        return sound + ending

    return pattern.sub(said, text) if exact else text


@functools.lru_cache(maxsize=256)
def _table(
    pronunciations: tuple[tuple[str, str], ...], ipa: bool, normal: Callable[[str], str]
) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """One pattern for all of them, and what they become: by the exact word, and by the word in any case."""
    exact: dict[str, str] = {}
    for written, pronunciation in pronunciations:
        respelling, sounds = phonetic.parse(pronunciation)
        sound = phonetic.marked(sounds) if sounds and ipa else respelling
        if sound and (word := normal(written)):
            exact[word] = sound
    folded: dict[str, str] = {}
    for word, sound in exact.items():
        folded.setdefault(word.casefold(), sound)
    words = "|".join(map(re.escape, sorted(exact, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)({words})('s)?(?!\w)", re.IGNORECASE), exact, folded


def _possessive(ipa: str) -> str:
    """The IPA with the sound of 's after it."""
    last = ipa.rstrip("ːˑ. ")[-1:]
    if last in "szʃʒ":
        return ipa + "ɪz"
    return ipa + ("s" if last in "ptkfθ" else "z")
