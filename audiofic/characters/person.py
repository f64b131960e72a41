"""Somebody in the story."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from audiofic.language.en.lexicon import PRONOUN_SETS


@dataclass(slots=True)
class Person:
    """Somebody in the story while it is being read; `Character` is what is left in the script."""

    name: str
    forms: set[tuple[str, ...]] = field(default_factory=set)
    """All names, as words: ("Harry",), ("Harry", "Potter"), ("the", "Hatter")."""
    pronoun_counts: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    called: int = 0
    narrated: int = 0
    acts: int = 0
    """How often one of the names says or does something."""
    first: int = 0
    """Index of the first line that has one of the names."""
    first_person: bool = False
    """Tells the story, or most of it, as "I"."""
    second_person: bool = False
    """The one who tells the story calls this person, and nobody else, "you"."""
    narrates: list[range] = field(default_factory=list)
    """The paragraphs, as `Line.paragraph`, that this person tells as "I" or "you"; several may take turns."""
    epithets: frozenset[str] = frozenset()
    """Nouns, in lower case, that the story ties to this person and to nobody else: "barista", "blond"."""
    tagged: bool = False
    """AO3's tags name this character."""
    senders: set[str] = field(default_factory=set)
    """What this person goes by in front of messages and in scripts, as `fold` has it."""

    @property
    def pronoun(self) -> str:
        """ "he", "she", "they" or another subject form; empty where the text does not tell."""
        if not self.pronoun_counts:
            return ""
        (best, count), *others = self.pronoun_counts.most_common(2)
        return best if count > sum(n for _, n in others) else ""

    @property
    def pronouns(self) -> str:
        return PRONOUN_SETS.get(self.pronoun, "")

    def absorb(self, other: Person) -> None:
        """Make `other` a part of this person, all but the name."""
        self.first = min(self.first, other.first) if self.mentions else other.first
        self.forms |= other.forms
        self.pronoun_counts.update(other.pronoun_counts)
        self.mentions += other.mentions
        self.called += other.called
        self.narrated += other.narrated
        self.acts += other.acts
        self.first_person |= other.first_person
        self.second_person |= other.second_person
        self.narrates += other.narrates
        self.epithets |= other.epithets
        self.tagged |= other.tagged
        self.senders |= other.senders
