"""What the story has said so far: who was mentioned when, and whom a pronoun can mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from audiofic.attribute.mentions import Kind, Mention
from audiofic.characters import Person

_REMEMBERED: Final = 8
"""How many subjects a reader keeps in mind."""


class Narrators:
    """Who says "I", paragraph by paragraph."""

    def __init__(self, people: Sequence[Person]) -> None:
        spans = sorted((span.start, span.stop, i) for i, person in enumerate(people) for span in person.narrates)
        self._spans = spans
        self._starts = [start for start, _, _ in spans]
        self._alone = next((i for i, person in enumerate(people) if person.first_person), None) if not spans else None

    def at(self, paragraph: int) -> int | None:
        """The narrator of a paragraph, as an index of the people; None where nobody says "I"."""
        n = bisect_right(self._starts, paragraph) - 1
        if n >= 0 and paragraph < self._spans[n][1]:
            return self._spans[n][2]
        return self._alone


class Scenery:
    """A reader's memory of the people in the story, at one place of it."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self.pronouns = [person.pronoun for person in people]
        self.words = [{word.lower() for form in person.forms for word in form} for person in people]
        """The words of each one's names: who is "the colonel" if not Colonel Brandon?"""
        self.narrators = Narrators(people)
        self.first_person: int | None = None
        """Who says "I" at this place; see `begin`."""
        self.seen: dict[int, int] = {}
        """Person → time of the last mention, most recent last. Time counts turns and passages."""
        self.subjects: list[int] = []
        """The last few different subjects, latest last."""
        self.noun_speakers: dict[str, int] = {}
        """Who was last believed to speak under a noun, "the old lady"."""

    def begin(self, paragraph: int) -> None:
        """Go on to a paragraph, which may be told by somebody else."""
        self.first_person = self.narrators.at(paragraph)

    def note(self, person: int, time: int, *, subject: bool = False) -> None:
        """Remember a mention."""
        self.seen.pop(person, None)
        self.seen[person] = time
        if subject:
            if person in self.subjects:
                self.subjects.remove(person)
            self.subjects.append(person)
            del self.subjects[:-_REMEMBERED]

    def note_mentions(self, mentions: Iterable[Mention], time: int) -> None:
        """Remember the mentions of a sentence; a pronoun counts as whom it most likely means."""
        for mention in mentions:
            if mention.people:
                self.note(mention.people[0], time, subject=mention.subject)
            elif mention.kind is Kind.PRONOUN and mention.subject:
                person = self.antecedent(mention)
                if person is not None:
                    self.note(person, time, subject=True)

    def fits(self, person: int, mention: Mention) -> int:
        """2 where a pronoun or noun can mean the person, 1 where nothing speaks against it, 0 where it cannot."""
        if mention.word == "I":
            return 2 if person == self.first_person else 0
        if person == self.first_person:
            return 0
        known = self.pronouns[person]
        if not known or not mention.gender:
            return 1
        return 2 if known == mention.gender else 0

    def antecedent(self, mention: Mention) -> int | None:
        """Whom a pronoun most likely means: the last subject that it fits."""
        if mention.word == "I":
            return self.first_person
        return next((person for person in reversed(self.subjects) if self.fits(person, mention) == 2), None)
