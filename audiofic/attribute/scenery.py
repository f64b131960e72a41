"""What the story has said so far: who was mentioned when, and whom a pronoun can mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from audiofic.attribute.mentions import Kind, Mention
from audiofic.characters import Person

_REMEMBERED: Final = 8
"""How many subjects a reader keeps in mind."""


class Scenery:
    """A reader's memory of the people in the story, at one place of it."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self.pronouns = [person.pronoun for person in people]
        self.words = [{word.lower() for form in person.forms for word in form} for person in people]
        """The words of each one's names: who is "the colonel" if not Colonel Brandon?"""
        self.first_person = next((i for i, person in enumerate(people) if person.first_person), None)
        self.seen: dict[int, int] = {}
        """Person → time of the last mention, most recent last. Time counts turns and passages."""
        self.subjects: list[int] = []
        """The last few different subjects, latest last."""
        self.noun_speakers: dict[str, int] = {}
        """Who was last believed to speak under a noun, "the old lady"."""

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
