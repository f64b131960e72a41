"""The turns as a sequence: which belong to one conversation, and who is believed to say each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from audiofic.attribute.turns import Turn

Belief = Mapping[int, float]
"""Who says a turn: person → probability. Empty where nothing is known yet."""

PAUSE: Final = 6
"""So many passages in a row end a conversation."""
_NEIGHBOURS: Final = 12
"""How many turns before and after are looked at for who says them."""


class Talk:
    """The turns as a sequence, with what is believed of each."""

    def __init__(self, turns: Sequence[tuple[int, Turn]], beliefs: Sequence[Belief]) -> None:
        self.turns = [turn for _, turn in turns]
        self.beliefs = beliefs
        self.sure = [
            max(belief, key=belief.__getitem__) if belief and max(belief.values()) >= 0.5 else -1 for belief in beliefs
        ]
        self.joined = [False] + [
            turn.scene == before.scene and time - earlier <= PAUSE
            for (earlier, before), (time, turn) in pairwise(turns)
        ]
        """Whether each turn belongs to the conversation of the one before it."""
        self.adjacent = [False] + [
            turn.scene == before.scene and time - earlier == 1 for (earlier, before), (time, turn) in pairwise(turns)
        ]

    def around(self, n: int) -> tuple[list[tuple[int, bool]], list[tuple[int, bool]]]:
        """The turns before and after, nearest first, each with whether no passage stands between."""
        before: list[tuple[int, bool]] = []
        unbroken = True
        for m in range(n, max(0, n - _NEIGHBOURS), -1):
            if not self.joined[m]:
                break
            unbroken = unbroken and self.adjacent[m]
            before.append((m - 1, unbroken))
        after: list[tuple[int, bool]] = []
        unbroken = True
        for m in range(n + 1, min(len(self.turns), n + 1 + _NEIGHBOURS)):
            if not self.joined[m]:
                break
            unbroken = unbroken and self.adjacent[m]
            after.append((m, unbroken))
        return before, after
