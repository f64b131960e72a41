"""The speakers of a conversation as a chain, in which each depends on the two before.

The chain is a conditional random field. A turn's candidates have a score each, and two more weights, picked by what
stands between the turns, count when a speaker goes on and when the last but one comes back. Forward and backward sums
over it are exact, so that every turn sees its neighbours on both sides.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from audiofic.attribute.features import INDEX, Evidence, Weighing
from audiofic.attribute.secondopinion import Opinion
from audiofic.attribute.talk import PAUSE, Belief

CONTEXTS: Final = 18
"""How many kinds of step there are from a turn to the next; see `context`."""
_LONGEST: Final = 1000
"""Turns of a conversation that are decided together: one without a pause is taken in parts, so that memory is flat."""
_WIDEST: Final = 8
"""How many candidates of a turn are followed."""
_HOPELESS: Final = 12.0
"""Nats behind the best at which a candidate is dropped."""
_NEGLIGIBLE: Final = 0.02
"""Probabilities below are left out of a belief."""
_CONTRADICTED: Final = frozenset(INDEX[name] for name in ("tag_other", "tag_misfits", "beat_misfits", "calls"))
"""What speaks against a candidate so plainly that nobody's opinion counts for them."""
NO_OPINIONS: Final[Mapping[int, Opinion]] = MappingProxyType({})
_UNTOLD: Final = frozenset([Evidence.NONE, Evidence.NONE_AFTER_NARRATION])
_HALF_TOLD: Final = frozenset(
    [
        Evidence.TAG_PRONOUN,
        Evidence.TAG_NOUN,
        Evidence.BEAT_PRONOUN,
        Evidence.BEAT_NOUN,
        Evidence.PRONOUN_AFTER_NARRATION,
    ]
)


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of one pass, in nats."""

    features: tuple[tuple[float, ...], ...]
    """Evidence → feature → weight."""
    again: tuple[float, ...]
    """Context → weight of the last speaker going on."""
    back: tuple[float, ...]
    """Context → weight of the last but one speaking again."""


def joined(before: Weighing, after: Weighing) -> bool:
    """Whether two neighbouring turns belong to one conversation."""
    return before.turn.scene == after.turn.scene and after.time - before.time <= PAUSE


def context(before: Weighing, after: Weighing) -> int:
    """What stands between two turns, how much the second tells by itself, and whether the first asks."""
    gap = after.time - before.time - 1
    distance = 0 if gap <= 0 else 1 if gap <= 2 else 2
    told = 0 if after.evidence in _UNTOLD else 1 if after.evidence in _HALF_TOLD else 2
    return distance * 6 + told * 2 + before.turn.speech.asks


def conversations(weighings: Iterable[Weighing]) -> Iterator[list[Weighing]]:
    """The stretches of turns that belong together; no more than one is in memory."""
    stretch: list[Weighing] = []
    for weighing in weighings:
        if stretch and (len(stretch) == _LONGEST or not joined(stretch[-1], weighing)):
            yield stretch
            stretch = []
        stretch.append(weighing)
    if stretch:
        yield stretch


def marginals(
    weighings: Iterable[Weighing], model: Model, known: Mapping[int, int], opinions: Mapping[int, Opinion] = NO_OPINIONS
) -> Iterator[Belief]:
    """For each turn the probability of each candidate; `known` has the turns whose speaker is certain, `opinions` those
    on which somebody was asked."""
    first = 0
    for stretch in conversations(weighings):
        states = [
            _states(weighing, model, known.get(n), opinions.get(n)) for n, weighing in enumerate(stretch, start=first)
        ]
        first += len(stretch)
        steps = [(0.0, 0.0)]
        for before, after in pairwise(stretch):
            kind = context(before, after)
            steps.append((math.exp(model.again[kind]), math.exp(model.back[kind]) - 1.0))
        yield from _sum_product(states, steps)


def _states(weighing: Weighing, model: Model, known: int | None, opinion: Opinion | None) -> dict[int, float]:
    """Candidate → factor, the likeliest 1. An opinion that the turn itself contradicts counts for nothing."""
    if known is not None:
        return {known: 1.0}
    weights = model.features[weighing.evidence]
    scores = [sum([weights[feature] for feature in features]) for features in weighing.features]
    if opinion is not None and opinion.person in weighing.people:
        place = weighing.people.index(opinion.person)
        if _CONTRADICTED.isdisjoint(weighing.features[place]):
            scores[place] += opinion.nats
    best = max(scores)
    ranked = sorted(zip(scores, weighing.people, strict=True), reverse=True)[:_WIDEST]
    return {person: math.exp(score - best) for score, person in ranked if best - score < _HOPELESS}


def _sum_product(states: Sequence[dict[int, float]], steps: Sequence[tuple[float, float]]) -> list[Belief]:
    """Exact marginals. `steps`: the factor for the same speaker again, and what is added to 1 for the last but one."""
    forward: list[dict[tuple[int, int], float]] = [{(person, -1): factor for person, factor in states[0].items()}]
    for (again, back), here in zip(steps[1:], states[1:], strict=True):
        before = forward[-1]
        sums: dict[int, float] = {}
        for (last, _), mass in before.items():
            sums[last] = sums.get(last, 0.0) + mass
        now: dict[tuple[int, int], float] = {}
        for person, factor in here.items():
            for last, mass in sums.items():
                if person == last:
                    now[person, last] = factor * again * mass
                else:
                    now[person, last] = factor * (mass + back * before.get((last, person), 0.0))
        total = sum(now.values()) or 1.0
        forward.append({pair: mass / total for pair, mass in now.items()})
    beliefs: list[Belief] = [{}] * len(states)
    after: dict[tuple[int, int], float] = dict.fromkeys(forward[-1], 1.0)
    for n in range(len(states) - 1, -1, -1):
        masses: dict[int, float] = {}
        for (person, last), mass in forward[n].items():
            masses[person] = masses.get(person, 0.0) + mass * after[person, last]
        total = sum(masses.values()) or 1.0
        beliefs[n] = {person: mass / total for person, mass in masses.items() if mass >= _NEGLIGIBLE * total}
        if n:
            after = _backward(forward[n - 1], states[n], steps[n], after)
    return beliefs


def _backward(
    before: dict[tuple[int, int], float],
    here: dict[int, float],
    step: tuple[float, float],
    after: dict[tuple[int, int], float],
) -> dict[tuple[int, int], float]:
    """What comes after, seen from each pair of speakers one turn earlier."""
    again, back = step
    sums = {
        last: sum(factor * (again if person == last else 1.0) * after[person, last] for person, factor in here.items())
        for last in {last for last, _ in before}
    }
    earlier = {
        (last, second): sums[last]
        + (here[second] * back * after[second, last] if second in here and second != last else 0.0)
        for last, second in before
    }
    most = max(earlier.values()) or 1.0
    return {pair: mass / most for pair, mass in earlier.items()}
