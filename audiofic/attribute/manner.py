"""How each person speaks all through the story: their words, how long, how often they ask and exclaim."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from audiofic.attribute.talk import Belief

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_PRIOR: Final = 100.0
"""Words of the story's mean language that everybody is thought to have said already."""
_PRIOR_TURNS: Final = 2.0
_PRIOR_LENGTH: Final = 4.0
"""Turns that everybody is thought to have said, and their lengths together."""
_LIKELY: Final = 0.1
"""From this probability on, a turn counts for a person's manner, by its probability."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in a turn."""

    words: tuple[tuple[str, int], ...]
    """Each word and how many times it is there."""
    length: int
    """How many words it is long."""
    asks: bool
    exclaims: bool


def read_said(text: str) -> Said:
    """What a speech says, as far as its manner goes."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    counts = tuple((sys.intern(word), count) for word, count in Counter(words).items())
    return Said(counts, len(words), "?" in text, "!" in text)


class Comparison(NamedTuple):
    """A speech beside all others that a person is believed to say."""

    wording: float
    """Nats by which its words are likelier from the person than from anybody (naive Bayes)."""
    words: float
    """How many words the others have."""
    turns: float
    """How many the others are."""
    longer: float
    """How much longer it is, as a logarithm."""
    asks: float
    """Share of the others that ask."""
    exclaims: float


@dataclass(slots=True)
class _Habits:
    """Sums over a person's turns, each by its probability."""

    turns: float = 0.0
    words: float = 0.0
    length: float = 0.0
    """Logarithms of the turns' lengths."""
    asks: float = 0.0
    exclaims: float = 0.0
    counts: dict[str, float] = field(default_factory=dict)


class Manner:
    """The manner of each person, by what is believed of all turns."""

    def __init__(self, said: Iterable[Said], beliefs: Sequence[Belief]) -> None:
        self._habits: dict[int, _Habits] = {}
        frequency: Counter[str] = Counter()
        for one, belief in zip(said, beliefs, strict=True):
            for word, count in one.words:
                frequency[word] += count
            for person, share in belief.items():
                if share >= _LIKELY:
                    self._learn(self._habits.setdefault(person, _Habits()), one, share)
        total = frequency.total()
        self._expected = {word: _PRIOR * count / total for word, count in frequency.items()}

    @staticmethod
    def _learn(habits: _Habits, said: Said, share: float) -> None:
        habits.turns += share
        habits.words += share * said.length
        habits.length += share * math.log1p(said.length)
        habits.asks += share * said.asks
        habits.exclaims += share * said.exclaims
        counts = habits.counts
        for word, count in said.words:
            counts[word] = counts.get(word, 0.0) + share * count

    def compare(self, person: int, share: float, said: Said) -> Comparison:
        """How a speech goes with the person's others; `share`: the probability by which it was counted as theirs."""
        habits = self._habits.get(person, _NOBODY)
        share = share if share >= _LIKELY else 0.0
        words = habits.words - share * said.length
        length = math.log1p(said.length)
        turns = habits.turns - share
        unused = math.log(_PRIOR / (words + _PRIOR))
        wording, counts = 0.0, habits.counts
        for word, count in said.words:
            used = counts.get(word, 0.0) - share * count
            nats = unused + math.log1p(used / self._expected[word]) if used > 0 else unused
            wording += nats if count == 1 else 2 * nats  # a refrain is no more than a word said twice
        usual = (habits.length - share * length + _PRIOR_LENGTH) / (turns + _PRIOR_TURNS)
        return Comparison(
            wording,
            words,
            turns,
            length - usual,
            (habits.asks - share * said.asks) / (turns + 0.5),
            (habits.exclaims - share * said.exclaims) / (turns + 0.5),
        )


_NOBODY: Final = _Habits()
