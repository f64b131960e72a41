"""Who thinks a thought, and who sent a message."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from audiofic.attribute.mentions import Mention
from audiofic.attribute.scenery import Narrators
from audiofic.attribute.turns import Passage, Turn
from audiofic.characters import NameIndex, Person
from audiofic.model import Kind, Line

_CLAUSE: Final = re.compile(r"[^.,;:!?…]*")
_THINKS: Final = re.compile(r"\b(?:thought|thinks?|thinking|wondered|wonders?|mused|muses|realised|realized|decided)\b")
_IN_PARAGRAPH: Final = 0.9
_IN_SCENE: Final = 0.7
"""Confidence of a thinker who is the subject of the thought's paragraph, and of the scene's point of view."""


def attribute_thoughts(
    lines: Sequence[Line], items: Sequence[Turn | Passage], people: Sequence[Person]
) -> Iterator[tuple[int, Line]]:
    """Index and new line of each thought and message whose speaker can be told.

    A thought is its paragraph's subject's, else that of whom the scene is told about most: fan fiction keeps to one
    point of view in a scene. A message's sender stands before it ("Sam: on my way").
    """
    narrators = Narrators(people)
    names = NameIndex((words, index) for index, person in enumerate(people) for words in person.forms)
    subjects = {item.paragraph: tuple(_subjects(item)) for item in items}
    by_scene: dict[tuple[int, int], Counter[int]] = {}
    for _, first in groupby(lines, key=attrgetter("paragraph")):
        line = next(first)
        counts = by_scene.setdefault((line.chapter, line.scene), Counter())
        for mention in subjects.get(line.paragraph, ()):
            counts.update(mention.people[:1])
    for index, line in enumerate(lines):
        if line.kind is Kind.MESSAGE and not line.sender and index and lines[index - 1].paragraph == line.paragraph:
            senders = {owners[0] for _, _, owners in names.find(lines[index - 1].text)}
            if len(senders) == 1:
                yield index, dataclasses.replace(line, speaker=people[senders.pop()].name, confidence=_IN_PARAGRAPH)
        elif line.kind is Kind.THOUGHT:
            thinker, confidence = narrators.at(line.paragraph), _IN_PARAGRAPH
            if thinker is None:
                thinker = _tagged(lines, index, names)
            if thinker is None:
                here = subjects.get(line.paragraph, ())
                thinker, confidence = _thinker(here, by_scene[line.chapter, line.scene], people)
            if thinker is not None:
                yield index, dataclasses.replace(line, speaker=people[thinker].name, confidence=confidence)


def _tagged(lines: Sequence[Line], index: int, names: NameIndex) -> int | None:
    """Whom the tag behind a thought names, "Dana thought": the thought itself may speak of anybody."""
    tag = lines[index + 1] if index + 1 < len(lines) else lines[index]
    if tag.kind is not Kind.NARRATION or tag.paragraph != lines[index].paragraph:
        return None
    clause = _CLAUSE.match(tag.text)
    found = [owners[0] for _, _, owners in names.find(clause[0])] if clause and _THINKS.search(clause[0]) else []
    return found[0] if found else None


def _subjects(item: Turn | Passage) -> Iterator[Mention]:
    if isinstance(item, Turn):
        yield from item.tags
        yield from item.beats
    else:
        for sentence in item.sentences:
            if sentence.subject is not None:
                yield sentence.subject


def _thinker(subjects: Sequence[Mention], scene: Counter[int], people: Sequence[Person]) -> tuple[int | None, float]:
    for mention in subjects:
        if mention.people:
            return mention.people[0], _IN_PARAGRAPH
        if mention.gender:
            fitting = [person for person, _ in scene.most_common() if people[person].pronoun == mention.gender]
            if fitting:
                return fitting[0], _IN_SCENE
    return (scene.most_common(1)[0][0], _IN_SCENE) if scene else (None, 0.0)
