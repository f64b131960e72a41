"""Who says "I" in the narration, chapter by chapter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from audiofic.characters.person import Person
from audiofic.names import NameIndex
from audiofic.script import Kind, Line

NARRATOR: Final = "Narrator"
"""The name of a first-person narrator whom nobody calls by name."""

_FIRST_PERSON = re.compile(r"\b(?:I|me|my|myself)\b")
_INTRODUCES = re.compile(r"\b(?:[Mm]y name is|[Mm]y name’s|[Mm]y name's|[Cc]all me|I am called|I, )\s*$")
_HEADING_WORD = re.compile(r"[^\W\d_]+")
_NOT_A_NAME: Final = frozenset("chapter part pov s book scene the of point view interlude".split())
_FEWEST: Final = 5
_SHARE: Final = 60
"""How often an "I" must be in the narration for it to be the narrator's: at least 5, one in 60 words."""


def find_narrators(lines: Sequence[Line], people: Sequence[Person]) -> dict[int, Person]:
    """Chapter → its narrator, for chapters told in the first person.

    A chapter headed "HARRY" or "Draco's POV" is told by whom it names. Any other is told by the one whom people in
    the story call by a name that the narration itself hardly uses; by a new Person where there is nobody such.
    """
    told: dict[int, int] = {}
    words: dict[int, int] = {}
    for line in lines:
        if line.kind is Kind.NARRATION:
            told[line.chapter] = told.get(line.chapter, 0) + len(_FIRST_PERSON.findall(line.text))
            words[line.chapter] = words.get(line.chapter, 0) + line.text.count(" ") + 1
    if sum(told.values()) < _FEWEST:
        return {}
    whole = sum(told.values()) * _SHARE >= sum(words.values())
    chapters = {
        chapter for chapter, said in told.items() if said * _SHARE >= words[chapter] and (whole or said >= _FEWEST)
    }
    headed = {chapter: who for chapter, who in _headed(lines, people).items() if chapter in chapters}
    narrators = dict(headed) if len({id(person) for person in headed.values()}) > 1 else {}
    if whole and (rest := chapters - narrators.keys()):
        narrators.update(dict.fromkeys(rest, _self(lines, people)))
    return narrators


def _headed(lines: Sequence[Line], people: Sequence[Person]) -> dict[int, Person]:
    """Chapter → the person whose name is all that its heading says."""
    by_words = {tuple(word.lower() for word in words): person for person in people for words in person.forms}
    headed: dict[int, Person] = {}
    for line in lines:
        if line.kind is Kind.HEADING and line.chapter not in headed:
            words = tuple(word for word in _HEADING_WORD.findall(line.text.lower()) if word not in _NOT_A_NAME)
            if words in by_words:
                headed[line.chapter] = by_words[words]
    return headed


def _self(lines: Sequence[Line], people: Sequence[Person]) -> Person:
    introduced = _introduced(lines, people)
    scores = {
        id(person): person.called - 2 * person.narrated + 4 * introduced[index]
        for index, person in enumerate(people)
        if person.called + 2 * introduced[index] >= 2
    }
    named = [person for person in people if scores.get(id(person), 0) > 0]
    best = max(named, key=lambda person: scores[id(person)], default=None)
    if best is not None and (best.called > 2 * best.narrated or scores[id(best)] > best.called):
        return best
    return Person(NARRATOR)


def _introduced(lines: Sequence[Line], people: Sequence[Person]) -> Counter[int]:
    """How often the narration says "my name is" before each person's name."""
    found: Counter[int] = Counter()
    index: NameIndex | None = None
    for line in lines:
        if line.kind is Kind.NARRATION and re.search(r"[Mm]y name|[Cc]all me|I am called|\bI, ", line.text):
            index = index or NameIndex((words, i) for i, person in enumerate(people) for words in person.forms)
            for start, _, owners in index.find(line.text):
                if _INTRODUCES.search(line.text, max(0, start - 16), start):
                    found[owners[0]] += 1
    return found
