"""How two names are seen to be two people's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Final

from audiofic.characters.nameform import NameForm
from audiofic.characters.names import Sighting
from audiofic.model import Line

_LISTED = re.compile(r"(?:[’']s)?(?:,?\s+(?:and|or|nor|but|&)\s+(?:the\s+|poor\s+)?|,\s+)")
_SIDE_BY_SIDE: Final = 100
"""In characters."""
_MARKS: Final = 3
"""Characters of a quotation besides the name that is all it says."""


class Apart:
    """How often two names are seen to be two people's."""

    def __init__(self, lines: Sequence[Line], sightings: Sequence[Sighting]) -> None:
        self._counts: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
        self._see_neighbours(lines, sightings)
        self._see_conversations(lines, sightings)

    def _note(self, one: NameForm, other: NameForm, weight: int) -> None:
        if one is not other:
            self._counts.setdefault(one.words, Counter())[other.words] += weight
            self._counts.setdefault(other.words, Counter())[one.words] += weight

    def _see_neighbours(self, lines: Sequence[Line], sightings: Sequence[Sighting]) -> None:
        for i, one in enumerate(sightings):
            for other in sightings[i + 1 : i + 4]:
                if other.line != one.line or other.start - one.end > _SIDE_BY_SIDE:
                    break
                listed = _LISTED.fullmatch(lines[one.line].text, one.end, other.start)
                self._note(one.form, other.form, 3 if listed else 1)

    def _see_conversations(self, lines: Sequence[Line], sightings: Sequence[Sighting]) -> None:
        """Who speaks is not who is called, nor who spoke last."""
        last: tuple[int, NameForm] | None = None
        start = 0
        for end in range(1, len(sightings) + 1):
            paragraph = lines[sightings[start].line].paragraph
            if end < len(sightings) and lines[sightings[end].line].paragraph == paragraph:
                continue
            speaker = next((sighting.form for sighting in sightings[start:end] if sighting.speaks), None)
            if speaker is not None:
                for sighting in sightings[start:end]:
                    if sighting.called:
                        alone = len(lines[sighting.line].text) - len(sighting.form.text) <= _MARKS
                        self._note(speaker, sighting.form, 1 if alone else 3)  # "“Elizabeth,” said Lizzy"
                if last is not None and last[0] == paragraph - 1:
                    self._note(speaker, last[1], 1)
                last = (paragraph, speaker)
            start = end

    def count(self, some: Iterable[NameForm], others: Set[tuple[str, ...]]) -> int:
        """How many signs there are that `some` are names of one person and `others`, as words, of another."""
        return sum(
            counts[words]
            for one in some
            if (counts := self._counts.get(one.words)) is not None
            for words in counts.keys() & others
        )
