"""What people are called by instead of their names: "the barista", "the blond"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from audiofic.characters.names import Sighting
from audiofic.characters.person import Person
from audiofic.language.en.lexicon import FEMALE_NOUNS, KIN_NAMES, MALE_NOUNS, PERSON_NOUNS
from audiofic.model import Kind, Line

_NOUN_PHRASE: Final = r"(?:the|an?|his|her|their|my|our|your)\s+((?:[a-z-]+\s+){0,3}?[a-z-]+)"
_AFTER = re.compile(
    rf"(?:,\s+|\s+(?:was|is|were|are)\s+(?:still\s+|only\s+|just\s+)?){_NOUN_PHRASE}(?=[,.;:!?—–]|\s(?:who|and|in|from|at|with|of)\b|$)"
)
_BEFORE = re.compile(rf"\b{_NOUN_PHRASE},?\s+$", re.IGNORECASE)
_HAIR = re.compile(
    r"[’']s\s+(?:[a-z-]+,?\s+){0,2}?(blonde?|red|ginger|dark|black|white|silver|gr[ae]y)\s+(?:hair|curls|head|fringe|locks)\b"
)
_BY_HAIR: Final = {
    "blond": ("blond", "blonde"),
    "blonde": ("blond", "blonde"),
    "red": ("redhead",),
    "ginger": ("ginger", "redhead"),
    "dark": ("brunette",),
}


_RELATIVE: Final = KIN_NAMES | frozenset(
    """
    son daughter nephew niece husband wife cousin friend girlfriend boyfriend lover partner companion guest visitor
    man woman boy girl lady gentleman gentlemen lad lass fellow guy child kid baby other stranger creature elder
    younger voice victim mistress god widow
    """.split()
)
"""Nouns that everybody is for somebody, or in some scene."""


def find_epithets(lines: Sequence[Line], sightings: Sequence[Sighting]) -> dict[tuple[str, ...], set[str]]:
    """Name → nouns that the narration puts in its place: "Sam, the barista,", "the surgeon, Ines", "Kit’s red hair"."""
    found: dict[tuple[str, ...], set[str]] = {}
    for form, index, start, end, _, _ in sightings:
        text = lines[index].text
        if lines[index].kind is not Kind.NARRATION or form.role:
            continue
        phrases = (_AFTER.match(text, end), _BEFORE.search(text, max(0, start - 40), start))
        heads = {match[1].split()[-1].lower() for match in phrases if match}
        epithets = (heads & PERSON_NOUNS) - _RELATIVE
        if hair := _HAIR.match(text, end):
            epithets.update(_BY_HAIR.get(hair[1], ()))
        if epithets:
            found.setdefault(form.words, set()).update(epithets)
    return found


def give_epithets(people: Sequence[Person], found: Mapping[tuple[str, ...], set[str]]) -> None:
    """Each person gets the epithets that are nobody else's and agree with the pronoun."""
    theirs = [{noun for words in person.forms for noun in found.get(words, ())} for person in people]
    owners = Counter(noun for nouns in theirs for noun in nouns)
    for person, nouns in zip(people, theirs, strict=True):
        other = {"he": FEMALE_NOUNS, "she": MALE_NOUNS}.get(person.pronoun, frozenset())
        person.epithets = frozenset(noun for noun in nouns if owners[noun] == 1 and noun not in other)
