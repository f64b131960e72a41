"""The last pass: a look back corrects the chain where it doubts, by all of the conversation and each one's manner.

It is an additive model: each of some numbers adds, by the step that it is on, to the logarithm of what the chain
believes. The steps are fitted by gradient boosting, see `benchmarks/boosting.py`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from audiofic.attribute.manner import Manner, Said, read_said
from audiofic.attribute.talk import Belief, Talk
from audiofic.attribute.turns import Passage, Turn
from audiofic.model import Line

VIEW: Final = tuple(
    """
    log_probability behind_the_first earlier_pass said_1_before said_1_after said_2_before said_2_after said_3_before
    said_3_after said_both_1 said_both_2 said_last_two said_before said_after share_of_conversation
    wording wording_behind_best words_of turns_of longer_than_usual asks exclaims company_before company_after said_near
    share_of_story
    """.split()
)
"""The numbers that tell about a candidate."""


class Steps(NamedTuple):
    """What one of the numbers adds."""

    bounds: tuple[float, ...]
    """The highest value of each step but the last, rising."""
    nats: tuple[float, ...]
    """For each step."""


_DOUBT: Final = 0.98
"""A turn whose likeliest candidate has less is looked at again."""
_LIKELY: Final = 0.1
"""From this probability on, neighbours count as having met."""
_NEAR: Final = 40
"""Turns on each side, of other conversations too, that tell who is about."""
_PRIOR: Final = 2.0
"""Turns that everybody is thought to have said to nobody."""


class View(NamedTuple):
    """A doubtful turn."""

    turn: int
    people: list[int]
    """The candidates, likeliest first."""
    rows: list[list[float]]
    """For each candidate the numbers of `VIEW`."""


def review(
    lines: Sequence[Line],
    items: Sequence[Turn | Passage],
    earlier: Sequence[Belief],
    beliefs: Sequence[Belief],
    steps: Sequence[Steps],
) -> list[Belief]:
    """The beliefs after a look back; `earlier`: those of the pass before; `steps`: for each number of `VIEW`."""
    telling = [(number, bounds, nats) for number, (bounds, nats) in enumerate(steps) if bounds]
    reviewed = list(beliefs)
    for view in views(lines, items, earlier, beliefs):
        scores = [
            row[0] + sum([nats[bisect_left(bounds, row[number])] for number, bounds, nats in telling])
            for row in view.rows
        ]
        best = max(scores)
        factors = [math.exp(score - best) for score in scores]
        total = sum(factors)
        reviewed[view.turn] = {person: factor / total for person, factor in zip(view.people, factors, strict=True)}
    return reviewed


def views(
    lines: Sequence[Line], items: Sequence[Turn | Passage], earlier: Sequence[Belief], beliefs: Sequence[Belief]
) -> Iterator[View]:
    """The doubtful turns in order, with what tells about their candidates."""
    story = _Story(lines, items, earlier, beliefs)
    near: dict[int, float] = {}
    for belief in beliefs[:_NEAR]:
        _add(near, belief)
    for turns in story.conversations():
        whole: dict[int, float] = {}
        for belief in beliefs[turns.start : turns.stop]:
            _add(whole, belief)
        conversation = _Conversation(turns, whole, {})
        for n in turns:
            if n + _NEAR < len(beliefs):
                _add(near, beliefs[n + _NEAR])
            if n > _NEAR:
                _add(near, beliefs[n - _NEAR - 1], -1.0)
            if max(beliefs[n].values()) < _DOUBT:
                people = sorted(beliefs[n], key=lambda person: -beliefs[n][person])
                yield View(n, people, story.rows(n, people, conversation, near))
            _add(conversation.so_far, beliefs[n])


@dataclass(frozen=True, slots=True)
class _Conversation:
    turns: range
    whole: dict[int, float]
    """Person → how many of its turns are believed to be theirs."""
    so_far: dict[int, float]
    """The same, of the turns before the one at hand."""


class _Story:
    """Where the numbers of `VIEW` come from."""

    def __init__(
        self,
        lines: Sequence[Line],
        items: Sequence[Turn | Passage],
        earlier: Sequence[Belief],
        beliefs: Sequence[Belief],
    ) -> None:
        self.earlier = earlier
        self.beliefs = beliefs
        self.talk = Talk([(time, item) for time, item in enumerate(items) if isinstance(item, Turn)], beliefs)
        self.lines = lines
        self.manner = Manner(map(self.said, range(len(beliefs))), beliefs)
        self.meetings = _meetings(self.talk)

    def said(self, n: int) -> Said:
        """What is said in a turn; read again when it is asked for, since the words of all would fill the memory."""
        return read_said(" ".join([self.lines[i].text for i in self.talk.turns[n].lines]))

    def conversations(self) -> Iterator[range]:
        """The turns of each."""
        count = len(self.beliefs)
        starts = [n for n in range(count) if not self.talk.joined[n]]
        return (range(start, end) for start, end in pairwise([*starts, count]))

    def rows(
        self, n: int, people: Sequence[int], conversation: _Conversation, near: Mapping[int, float]
    ) -> list[list[float]]:
        """For each candidate of a turn the numbers of `VIEW`."""
        turns, belief, said = conversation.turns, self.beliefs[n], self.said(n)
        around = [self.beliefs[m] if m in turns else {} for m in (n - 1, n + 1, n - 2, n + 2, n - 3, n + 3)]
        manners = [self.manner.compare(person, belief[person], said) for person in people]
        best_wording = max(manner.wording for manner in manners)
        first = math.log(belief[people[0]])
        rows: list[list[float]] = []
        for person, manner in zip(people, manners, strict=True):
            share, whole, so_far = belief[person], conversation.whole[person], conversation.so_far.get(person, 0.0)
            before, after, before_2, after_2, *further = [neighbour.get(person, 0.0) for neighbour in around]
            row = [math.log(share), first - math.log(share), self.earlier[n].get(person, 0.0)]
            row += [before, after, before_2, after_2, *further]
            row += [min(before, after), min(before_2, after_2), before + before_2]
            row += [so_far, whole - so_far - share, whole / len(turns)]
            row += [manner.wording, manner.wording - best_wording, *manner[1:]]
            row += [self._company(person, share, other) / (manner.turns + _PRIOR) for other in around[:2]]
            row += [near[person] - whole, manner.turns / len(self.beliefs)]
            rows.append(row)
        return rows

    def _company(self, person: int, share: float, neighbour: Belief) -> float:
        """How often the person meets whoever speaks beside this turn, but for this time, which counts by `share`."""
        return sum(
            likely * (self.meetings.get((person, other), 0.0) - share * likely)
            for other, likely in neighbour.items()
            if other != person
        )


def _meetings(talk: Talk) -> dict[tuple[int, int], float]:
    """How often two people speak one after the other, in all of the story."""
    meetings: dict[tuple[int, int], float] = {}
    for n, (before, after) in enumerate(pairwise(talk.beliefs), 1):
        if not talk.joined[n]:
            continue
        for one, share in before.items():
            for other, its in after.items():
                if one != other and min(share, its) >= _LIKELY:
                    for pair in ((one, other), (other, one)):
                        meetings[pair] = meetings.get(pair, 0.0) + share * its
    return meetings


def _add(sums: dict[int, float], belief: Belief, factor: float = 1.0) -> None:
    for person, share in belief.items():
        sums[person] = sums.get(person, 0.0) + factor * share
