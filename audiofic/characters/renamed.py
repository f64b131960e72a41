"""Somebody who is called by one name first, and by another after introducing himself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiofic.characters.nameindex import NameIndex
from audiofic.characters.person import Person
from audiofic.model import Kind, Line

_WORD = re.compile(r"\w")
_NAMES_ONESELF = re.compile(
    r"\W*(?:(?:call me|my name is|my name’s|it[’']s|I[’']m|I am|just|the name[’']s)\s+)?", re.IGNORECASE
)


def join_renamed(lines: Sequence[Line], people: list[Person]) -> list[Person]:
    """Someone first called by one name and then by another: "“Draco,” Malfoy cut in", and no more Malfoy after that.

    The new name is given by its owner (alone, or in "call me …", "my name is …"), in a paragraph that is about the
    bearer of the old one, who then all but vanishes from the narration.
    """
    index = NameIndex((words, i) for i, person in enumerate(people) for words in person.forms)
    narrated: dict[int, list[int]] = {}
    given: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.kind is Kind.NARRATION:
            for _, _, owners in index.find(line.text):
                narrated.setdefault(owners[0], []).append(place)
        elif line.kind is Kind.DIALOGUE and (naming := _NAMES_ONESELF.match(line.text)):
            for start, end, owners in index.find(line.text):
                if start == naming.end() and not _WORD.search(line.text, end):
                    given.setdefault(owners[0], []).append(place)
    merged: list[Person] = []
    for i, introductions in given.items():
        new, places = people[i], narrated.get(i, [])
        paragraphs = {lines[place].paragraph for place in introductions if len(places) >= 4 and place <= places[0]}
        for j, others in narrated.items() if paragraphs else ():
            old = people[j]
            before = [place for place in others if place < places[0]]
            if i == j or old in merged or not any(lines[place].paragraph in paragraphs for place in before):
                continue
            if new.pronoun and old.pronoun and new.pronoun != old.pronoun:
                continue
            if len(before) >= 4 and (len(others) - len(before)) * 8 <= len(before):
                if len(new.name.split()) == 1 == len(old.name.split()):
                    new.name = f"{new.name} {old.name}"  # "Draco" and "Malfoy" are "Draco Malfoy"
                new.absorb(old)
                merged.append(old)
                break
    return [person for person in people if not any(person is gone for gone in merged)]
