"""How much each one speaks, and with whom: as the story goes on, chapter by chapter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from audiofic.model import Script


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the story tells of a speaker by the end of the chapter in which they first speak."""

    name: str
    """A `Character.name`."""
    lines: int
    """How many they have in that chapter."""
    partners: Mapping[str, float]
    """Who speaks next to them, by name, with the share of their own turns: 1 for the only one they talk to."""


def entrances(script: Script) -> Iterator[Entrance]:
    """Everybody who says something: chapter by chapter, in each of them who says most comes first.

    So what comes of the earlier ones never hangs on a later chapter.
    """
    neighbours: defaultdict[str, Counter[str]] = defaultdict(Counter)
    entered: set[str] = set()
    for _, chapter in groupby(script.lines, key=lambda line: line.chapter):
        letters: Counter[str] = Counter()
        lines: Counter[str] = Counter()
        for _, scene in groupby(chapter, key=lambda line: line.scene):
            before: str | None = None
            for line in scene:
                if line.speaker is None:
                    continue
                letters[line.speaker] += len(line.text)
                lines[line.speaker] += 1
                if before is not None and before != line.speaker:
                    neighbours[before][line.speaker] += 1
                    neighbours[line.speaker][before] += 1
                before = line.speaker
        for name, _ in letters.most_common():  # of equals, who speaks first
            if name not in entered:
                turns = neighbours[name].total()
                yield Entrance(name, lines[name], {other: n / turns for other, n in neighbours[name].items()})
        entered |= letters.keys()
