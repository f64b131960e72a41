"""One way to name somebody, and what is seen of it: whether it is a person adds up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.language.en.lexicon import FEMALE_TITLES, KIN_NAMES, MALE_TITLES, NOT_NAMES, PLACE_NOUNS, TITLES
from audiofic.language.en.nicknames import NICKNAMES

FIRST_NAMES: Final = MALE_NAMES | FEMALE_NAMES
_PARTICLES: Final = frozenset("de del della von van der den la le du al el ibn bin".split())
_SELDOM: Final = 20
"""One in so many mentions."""
_ENOUGH: Final = 3
"""Votes for somebody."""
_LISTED: Final = 9
"""Votes against what is on a list, or in place, of what people are not, and does not say anything."""
_OFTEN: Final = 8
"""What half of a story's people call somebody is no name that the story has for one of them."""
_INTERJECTIONS: Final = frozenset("yes no oh ah eh o aye hm hmm okay ok hello hi hey bye goodbye thanks please".split())
"""What is said, "said Yes", but says nothing itself."""


@dataclass(slots=True)
class NameForm:
    """One way to name somebody, "Mr. Darcy", and what is seen of it; all counts are of mentions."""

    words: tuple[str, ...]
    """As written, titles and "the" included, without the full stops of abbreviations."""
    total: int = 0
    narrated: int = 0
    """In narration."""
    inside: int = 0
    """Not at the beginning of a sentence."""
    speaks: int = 0
    """Next to a verb of saying."""
    acts: int = 0
    """Before another verb."""
    called: int = 0
    """Called by this name in dialogue."""
    owns: int = 0
    """With a possessive 's."""
    placed: int = 0
    """After a preposition of place."""
    article: int = 0
    """After an article other than "the"."""
    first: int = field(default=-1)
    """Index of the first line that has it."""
    pronouns: Counter[str] = field(default_factory=Counter)
    """Subject forms of the pronouns that go with it."""
    surname: bool = False
    """One word that others have behind "Mr." and the like."""

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def role(self) -> bool:
        """Whether it is what somebody is, "the Hatter", rather than a name."""
        return self.words[0] == "the"

    @property
    def titled(self) -> bool:
        return len(self.words) > 1 and self.words[0].lower() in TITLES

    @property
    def title(self) -> str:
        """The first title, in lower case; empty where there is none."""
        return self.words[0].lower() if self.titled else ""

    @property
    def bare(self) -> tuple[str, ...]:
        """The words less the titles before them, and less the "van der" between a title and a surname."""
        words = self.words
        while len(words) > 1 and (words[0].lower() in TITLES or words[0] in _PARTICLES):
            words = words[1:]
        return words

    @property
    def gender(self) -> str:
        """ "he" or "she" where a title or a first name tells; else empty."""
        first = self.words[0].lower()
        if first in MALE_TITLES and (self.titled or first in KIN_NAMES):
            return "he"
        if first in FEMALE_TITLES and (self.titled or first in KIN_NAMES):
            return "she"
        if self.surname or (self.titled and len(self.bare) == 1):
            return ""
        given = self.bare[0].lower()
        return "he" if given in MALE_NAMES else "she" if given in FEMALE_NAMES else ""

    def is_place(self) -> bool:
        """Whether people are at it, or in it, rather than it does things; it may be the town that a book is about."""
        if self.placed * 3 > self.total and self.speaks < min(2, self.placed):
            return True
        return self.placed * 4 > self.total and not self.owns and self.speaks * _SELDOM < self.total

    def is_person(self) -> bool:
        """Adds up what people do against what places and things are; what a list says is one vote of several."""
        if self.article * 2 > self.total or (len(self.words) == 1 and self.words[0].lower() in _INTERJECTIONS):
            return False
        if self.role:
            return self.speaks > 0
        if self.titled and self.title not in ("st", "saint"):
            return True
        if len(self.words) == 1 and self.words[0].lower() in KIN_NAMES:
            return (self.speaks + self.acts) * _OFTEN > self.called
        return self._evidence() >= _ENOUGH

    def _evidence(self) -> int:
        alone = self.words[0].lower() if len(self.words) == 1 else ""
        votes = 3 * (self.speaks > 0) + min(self.speaks - 1, 3) if self.speaks else 0
        votes += 3 * (self.called > 0 < self.inside) + min(self.acts, 4) + min(self.owns, 2)
        if alone in NOT_NAMES:
            shown = self.speaks and (self.inside > 1 or (self.inside and self.called + self.owns + self.speaks > 1))
            votes -= 0 if shown else _LISTED
        elif self.words[0].lower() in FIRST_NAMES or (self.called and alone in NICKNAMES):
            votes += 3
        if self.is_place():
            votes -= _LISTED
        if self.words[-1].lower() in PLACE_NOUNS:
            votes -= 3
        if all(word.isupper() and len(word) > 1 for word in self.words) and not self.speaks:
            votes -= _LISTED
        return votes
