"""Two names of one person that never stand together: "Draco" and "Malfoy", each in its place.

A narration that keeps to one point of view calls somebody by one name in some scenes, and by another in the others,
while people go on to call them by either. So whose names they are shows in who answers: "“Malfoy,” said Harry. “What?”
said Draco." They never meet: neither in a sentence, nor as one who speaks after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Final

from audiofic.characters.apart import Apart
from audiofic.characters.group import Group
from audiofic.characters.names import Sighting
from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.model import Kind, Line

_FEWEST: Final = 3
"""Mentions in the narration of a name that is joined to another."""
_OVERLAP: Final = 0.2
"""The share of the rarer name's mentions that may stand in scenes of the other one."""
_MET: Final = 0.1
"""Signs of being two, for each mention of the rarer name."""
_ANSWERS: Final = 2
_MOST: Final = 60
"""How many names are looked at, the most used first."""
_GIVEN: Final = MALE_NAMES | FEMALE_NAMES


def join_alternates(
    lines: Sequence[Line], sightings: Sequence[Sighting], groups: Sequence[Group], apart: Apart
) -> list[Group]:
    """The groups, each of those that are two names of one person put into the other."""
    owners = {words: group for group in groups for words in group.forms}
    seen = _see(lines, sightings, owners)
    likely = sorted((group for group in groups if _may_join(group)), key=lambda group: -group.total)[:_MOST]
    joined: set[int] = set()
    parts: set[int] = set()
    pairs = sorted(
        ((_answers(seen, one, other), one, other) for one in likely for other in likely if one is not other),
        key=lambda pair: -pair[0],
    )
    for answers, one, other in pairs:
        if not answers:
            break
        if joined.isdisjoint((id(one), id(other))) and _are_one(one, other, answers, seen, apart):
            most, least = (one, other) if one.total >= other.total else (other, one)
            for form in least.forms.values():
                most.add(form)
            joined |= {id(one), id(other)}
            parts.add(id(least))
    return [group for group in groups if id(group) not in parts]


@dataclass(slots=True)
class _Seen:
    """What the story shows of the groups, which stand for themselves by `id`."""

    scenes: dict[int, Counter[tuple[int, int]]] = field(default_factory=dict)
    """Group → scene → mentions in the narration."""
    answered: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Who is called, and who speaks before or after that."""
    calls: dict[int, Counter[tuple[int, int]]] = field(default_factory=dict)
    """Group → scene → times that people call it."""


def _see(lines: Sequence[Line], sightings: Sequence[Sighting], owners: dict[tuple[str, ...], Group]) -> _Seen:
    seen = _Seen()
    paragraphs: list[tuple[int, int | None, set[int]]] = []
    for paragraph, group in groupby(sightings, key=lambda sighting: lines[sighting.line].paragraph):
        speaker: int | None = None
        called: set[int] = set()
        for sighting in group:
            owner = owners.get(sighting.form.words)
            line = lines[sighting.line]
            if owner is None:
                continue
            if line.kind is Kind.NARRATION:
                seen.scenes.setdefault(id(owner), Counter())[line.chapter, line.scene] += 1
            if sighting.speaks and speaker is None:
                speaker = id(owner)
            if sighting.called:
                called.add(id(owner))
                seen.calls.setdefault(id(owner), Counter())[line.chapter, line.scene] += 1
        paragraphs.append((paragraph, speaker, called))
    for (number, speaker, called), (following, answerer, recalled) in pairwise(paragraphs):
        if following - number <= 1:
            _note(seen, called, answerer, speaker)
            _note(seen, recalled, speaker, answerer)
    return seen


def _note(seen: _Seen, called: set[int], answerer: int | None, caller: int | None) -> None:
    """Count an answer; who calls is not the one who is called."""
    if answerer is not None and len(called) == 1 and answerer != caller:
        seen.answered[next(iter(called)), answerer] += 1


def _may_join(group: Group) -> bool:
    """Whether it is no more than one bare word, with or without a title: of whom a full name is known, it has all."""
    return group.tag is None and all(len(form.bare) == 1 and not form.role for form in group.forms.values())


def _answers(seen: _Seen, called: Group, other: Group) -> int:
    return seen.answered[id(called), id(other)]


def _are_one(called: Group, other: Group, answers: int, seen: _Seen, apart: Apart) -> bool:
    one, two = seen.scenes.get(id(called), Counter()), seen.scenes.get(id(other), Counter())
    rarer = min(one.total(), two.total())
    if two.total() < _FEWEST or (called.gender and other.gender and called.gender != other.gender):
        return False
    if _is_given(called) and _is_given(other):
        return False
    met = apart.count(called.forms.values(), other.forms.keys())
    if met > _MET * min(called.total, other.total):
        return False
    rivals = max((seen.answered[id(called), by] for by in seen.scenes if by not in (id(called), id(other))), default=0)
    if answers <= rivals:
        return False
    overlap = sum((one & two).values())
    away = sum(count for scene, count in seen.calls.get(id(called), Counter()).items() if two[scene] and not one[scene])
    if overlap <= _OVERLAP * rarer:
        return answers >= _ANSWERS or (not overlap and not met and away >= _ANSWERS <= one.total())
    return not met and answers >= 2 * max(_ANSWERS, rivals)


def _is_given(group: Group) -> bool:
    return any(word.lower() in _GIVEN for form in group.forms.values() for word in form.bare)
