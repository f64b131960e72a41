"""A name that is seen once or twice and is all but a frequent one is that one misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from audiofic.characters.group import Group
from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES

_FREQUENT: Final = 20
_RARE: Final = 2
_REPEATED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouyáéíóúäöü]+")


def join_misspelt(groups: Sequence[Group]) -> list[Group]:
    """The groups less those that are slips: "Malfy" is Malfoy, "Hoary" Harry."""
    index: dict[str, Group] = {}
    for group in sorted(groups, key=lambda group: -group.total):
        if group.total >= _FREQUENT:
            for words in group.forms:
                if len(words) == 1:
                    for key in _keys(words[0].lower()):
                        index.setdefault(key, group)
    kept: list[Group] = []
    for group in groups:
        words = next(iter(group.forms))
        word = words[0].lower()
        slip = (
            len(group.forms) == 1
            and len(words) == 1
            and 0 < group.total <= _RARE
            and len(word) > 3
            and word not in MALE_NAMES
            and word not in FEMALE_NAMES
        )
        meant = next((index[key] for key in _keys(word) if key in index), None) if slip else None
        if meant is None:
            kept.append(group)
        else:
            for form in group.forms.values():
                meant.add(form)
    return kept


def alike(one: str, other: str) -> bool:
    """Whether one word, in small letters, may be the other misspelt."""
    return not set(_keys(one)).isdisjoint(_keys(other))


def _keys(word: str) -> Iterator[str]:
    """What a word has in common with its misspellings: all but one letter, or all but the vowels."""
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :] + f" {len(word)}"
        yield word[:i] + word[i + 1 :]
    yield word
    yield word[0] + _REPEATED.sub(r"\1", _VOWELS.sub("*", word[1:]))
