"""Who says "I" in the narration, chapter by chapter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import groupby
from typing import Final

from audiofic.characters.names import NameIndex
from audiofic.characters.person import Person
from audiofic.language.en.nicknames import NICKNAMES
from audiofic.model import Kind, Line

NARRATOR: Final = "Narrator"
YOU: Final = "You"
"""The names of the first-person narrator, and of the "you" of a second-person story, whom nobody calls by name."""

_FIRST_PERSON = re.compile(r"\b(?:I|me|my|myself)\b")
_SECOND_PERSON = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ourself)\b")
_I_FIRST = re.compile(r"\W*I\b")
_YOU_FIRST = re.compile(r"\W*[Yy]ou\b")
_INTRODUCES = re.compile(r"\b(?:[Mm]y name is|[Mm]y name’s|[Mm]y name's|[Cc]all me|I am called|I, )\s*$")
_HEADING_WORD = re.compile(r"[^\W\d_]+")
_NOT_A_NAME: Final = frozenset("chapter part pov s book scene the of point view interlude".split())
_FEWEST: Final = 5
_CALLED_ONCE_IN: Final = 4000
"""Words in which somebody is called once, at least, whose only part in the narration is "I"."""
_SHARE: Final = 60
"""How often an "I" must be in the narration for it to be the narrator's: at least 5, one in 60 words."""


def find_narrators(lines: Sequence[Line], people: list[Person]) -> dict[int, Person]:
    """Chapter → its narrator, for chapters told in the first person, and "you", for those told in the second.

    A chapter headed "HARRY" or "Draco's POV" is told by whom it names. Any other is told by the one whom people in
    the story call by a name that the narration itself hardly uses; by a new Person where there is nobody such. Other
    names that the narrator is called, and nobody else can be meant by, become a part of the narrator in `people`.
    """
    told: dict[int, int] = {}
    addressed: dict[int, int] = {}
    words: dict[int, int] = {}
    for line in lines:
        if line.kind is Kind.NARRATION:
            told[line.chapter] = told.get(line.chapter, 0) + len(_FIRST_PERSON.findall(line.text))
            addressed[line.chapter] = addressed.get(line.chapter, 0) + len(_SECOND_PERSON.findall(line.text))
            words[line.chapter] = words.get(line.chapter, 0) + line.text.count(" ") + 1
    second = sum(addressed.values()) > 2 * sum(told.values())
    if second:
        told = addressed
    if sum(told.values()) < _FEWEST:
        return {}
    whole = sum(told.values()) * _SHARE >= sum(words.values())
    if second and not whole:
        return {}
    chapters = {
        chapter for chapter, said in told.items() if said * _SHARE >= words[chapter] and (whole or said >= _FEWEST)
    }
    headed = {chapter: who for chapter, who in _headed(lines, people).items() if chapter in chapters}
    narrators = dict(headed) if len({id(person) for person in headed.values()}) > 1 else {}
    if whole and (rest := chapters - narrators.keys()):
        narrator = _self(lines, people, second=second)
        narrator.second_person = second
        narrators.update(dict.fromkeys(rest, narrator))
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


def _self(lines: Sequence[Line], people: list[Person], *, second: bool) -> Person:
    others = _named_by(lines, people, _YOU_FIRST if second else _I_FIRST)
    words = sum(line.text.count(" ") + 1 for line in lines)
    names = [person for person in _only_called(people, words) if not others[id(person)]]
    absorbed: set[int] = set()
    for person in names[1:]:
        if not person.pronoun or names[0].pronoun in ("", person.pronoun):
            names[0].absorb(person)
            absorbed.add(id(person))
    people[:] = [person for person in people if id(person) not in absorbed]
    introduced = _introduced(lines, people)
    scores = {
        id(person): person.called - 2 * person.narrated - 2 * others[id(person)] + 4 * introduced[index]
        for index, person in enumerate(people)
        if person.called + 2 * introduced[index] >= 2
    }
    named = [person for person in people if scores.get(id(person), 0) > 0]
    best = max(named, key=lambda person: scores[id(person)], default=None)
    if best is not None and (best.called > 2 * best.narrated or scores[id(best)] > best.called):
        return best
    return Person(YOU if second else NARRATOR)


def _only_called(people: Sequence[Person], words: int) -> list[Person]:
    """Those whom people call by name and whom the narration never names, the most called first."""
    narrated = {word.lower() for person in people if person.narrated for form in person.forms for word in form}
    beginnings = {word[:length] for word in narrated for length in range(1, 4)}
    found = [
        person
        for person in people
        if person.called * 2 >= person.mentions
        and person.called * _CALLED_ONCE_IN >= words
        and not person.narrated
        and not any(_may_be_short(form[-1].lower(), beginnings, narrated) for form in person.forms)
    ]
    return sorted(found, key=lambda person: -person.called)


def _may_be_short(word: str, beginnings: Set[str], names: Set[str]) -> bool:
    """ "Hank" may be Hanneke, "Mr P" Mr Petrossian, "Peggy" Margaret."""
    return word[:3] in beginnings or not names.isdisjoint(NICKNAMES.get(word, ()))


def _named_by(lines: Sequence[Line], people: Sequence[Person], oneself: re.Pattern[str]) -> Counter[int]:
    """How often whoever speaks in a paragraph about `oneself` names each person, by `id`: somebody else, then."""
    found: Counter[int] = Counter()
    index = NameIndex((words, i) for i, person in enumerate(people) for words in person.forms)
    for _, group in groupby(lines, key=lambda line: line.paragraph):
        paragraph = list(group)
        if any(line.kind is Kind.NARRATION and oneself.match(line.text) for line in paragraph):
            for line in paragraph:
                if line.kind is Kind.DIALOGUE:
                    for start, _, owners in index.find(line.text):
                        if not _INTRODUCES.search(line.text, max(0, start - 16), start):
                            found[id(people[owners[0]])] += 1
    return found


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
