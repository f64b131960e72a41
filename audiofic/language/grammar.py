"""What is known of a language so that it can be told who speaks: one shape, filled in by a folder for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


def words(text: str) -> frozenset[str]:
    """The words of a list, in lower case; "_" stands for a blank within one."""
    return frozenset(word.replace("_", " ") for word in text.lower().split())


def by_gender(he: str, she: str, neither: str = "") -> dict[str, str]:
    """Words → "he", "she" or nothing, as they tell."""
    return {word: pronoun for pronoun, text in (("", neither), ("he", he), ("she", she)) for word in words(text)}


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language, as far as its words and marks tell who says what. All words are in lower case."""

    verbs: frozenset[str]
    """Of saying, in the forms that stand in a tag: third person, past and present."""
    pronouns: Mapping[str, str]
    """Subject pronouns → "he" or "she"; empty where the word does not tell, "they" where it is of several."""
    nouns: Mapping[str, str]
    """Words for people → "he", "she", or empty where they do not tell."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What stands before a name – or behind it, in Chinese and Japanese – and whether it tells."""
    quotes: str = '“” "" «» „” „“'
    """Pairs of marks that enclose speech, the opening one first."""
    thoughts: frozenset[str] = frozenset()
    """Verbs of thinking."""
    beats: frozenset[str] = frozenset()
    """Verbs of what one does beside a speech: to smile, to nod, to sigh."""
    first: frozenset[str] = frozenset()
    """ "I" and its forms, where the narrator needs a word for it."""
    determiners: frozenset[str] = frozenset()
    """Articles and possessives, before a noun."""
    prepositions: frozenset[str] = frozenset()
    """After which nobody is a subject."""
    conjunctions: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    """Other small words that are no names, at a sentence's beginning, and may stand between a subject and its verb."""
    talk: frozenset[str] = frozenset()
    """ "I", "you", "we" and theirs: what the third person of narration does not have."""
    incises: frozenset[str] = frozenset()
    """Words with which a tag between commas goes on, "dit Anne, sans le regarder, …", rather than the speech."""
    endings: tuple[str, ...] = ()
    """Case endings of names, the longest first."""
    feminine: re.Pattern[str] | None = None
    """Verbs by which a subject is a woman: "сказала"."""
    masculine: re.Pattern[str] | None = None
    nouns_have_capitals: bool = False
    """As in German: a capital makes no name."""
    comma_tags: bool = False
    """A speech after a dash has its tag behind a comma or its own last mark: "– Vem är där? frågade Anna."""
    surnames: str = ""
    """Characters that names begin with, where words are not parted by blanks."""
    particles: frozenset[str] = frozenset()
    """What stands behind a subject, in Japanese: は, が."""
    she_signs: str = ""
    """Last signs of women's given names, where names are written in signs."""
    he_signs: str = ""
    male_names: frozenset[str] = frozenset()
    female_names: frozenset[str] = frozenset()
    ends_in_a: bool = False
    """First names that end in "a" are women's, where no list has them."""

    @property
    def blankless(self) -> bool:
        """Whether words are not parted by blanks."""
        return bool(self.surnames)

    @property
    def small_words(self) -> frozenset[str]:
        """All that is no name for all its capital."""
        return (
            self.verbs | self.pronouns.keys() | self.nouns.keys() | self.titles.keys() | self.thoughts | self.beats
            | self.first | self.determiners | self.prepositions | self.conjunctions | self.adverbs | self.talk
            | self.incises
        )  # fmt: skip

    def gender(self, verb: str) -> str:
        """Whether a verb's form tells who its subject is: "сказала", "she"."""
        if self.feminine is not None and self.feminine.search(verb):
            return "she"
        return "he" if self.masculine is not None and self.masculine.search(verb) else ""

    def stem(self, word: str) -> str:
        """A name without its case ending: Марта, Марты and Марте are Март."""
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                return word[: -len(ending)]
        return word


_SHORTEST: Final = 3
"""Letters of a stem."""
