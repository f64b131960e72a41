"""The names of one person, gathered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from audiofic.characters.nameform import NameForm
from audiofic.characters.tags import Tag
from audiofic.language.en.lexicon import FEMALE_TITLES, MALE_TITLES

NOBLE: Final = frozenset("sir lady lord dame".split())
"""Titles that belong to the first name."""
_GENDERED: Final = MALE_TITLES | FEMALE_TITLES
_FEWEST_THEY: Final = 4
_FIRST_NAME: Final = 8
_TITLE: Final = 3
"""How many pronouns a first name, and a title, weigh as much as."""


@dataclass(slots=True, eq=False)
class Group:
    """The names of one person, and what they tell of that person all together."""

    tag: Tag | None = None
    forms: dict[tuple[str, ...], NameForm] = field(default_factory=dict)
    total: int = 0
    givens: Counter[str] = field(default_factory=Counter)
    """First names, in lower case → mentions without "Sir" and the like less those with; > 0: may stand alone."""
    surnames: set[str] = field(default_factory=set)
    """In lower case."""
    titles: Counter[str] = field(default_factory=Counter)
    _seen: Counter[str] = field(default_factory=Counter)
    _first_names: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, forms: Iterable[NameForm]) -> Group:
        group = cls()
        for form in forms:
            group.add(form)
        return group

    def add(self, form: NameForm) -> None:
        self.forms[form.words] = form
        self.total += form.total
        self._seen.update(form.pronouns)
        if form.words[0].lower() in _GENDERED:
            self._seen[form.gender] += _TITLE * max(form.total, 2)
        elif form.gender:
            self._first_names[form.gender] = _FIRST_NAME
        if form.titled:
            self.titles[form.title] += form.total
        if not form.role and (len(form.bare) > 1 or not form.titled):
            self.givens[form.bare[0].lower()] += -form.total if form.title in NOBLE else max(form.total, 1)
        if len(form.bare) > 1 or form.titled:
            self.surnames.add(form.bare[-1].lower())

    def share_of(self, word: str) -> float:
        """Of the mentions, those with the word, in lower case."""
        having = sum(form.total for form in self.forms.values() if word in {one.lower() for one in form.bare})
        return having / max(1, self.total)

    @property
    def pronouns(self) -> Counter[str]:
        """The evidence for each pronoun: titles, the pronouns seen beside the names, else first names."""
        counts = self._seen.copy()
        told = counts["he"] + counts["she"]
        if counts["they"] < _FEWEST_THEY or counts["they"] <= 2 * told:
            del counts["they"]  # it is of several people
        return +counts if counts.total() > told else counts + self._first_names

    @property
    def gender(self) -> str:
        """The pronoun that most of the evidence is for; empty where it is little or divided."""
        counts = self.pronouns
        if not counts:
            return ""
        best, count = counts.most_common(1)[0]
        return best if best != "they" and count >= 3 and count * 3 >= 2 * counts.total() else ""
