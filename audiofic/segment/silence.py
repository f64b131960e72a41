"""Turns in which nothing is said: “…” on the other end of a telephone. They are nobody's lines, and tell whose the ones
around them are: what stands between two silences is one side of a talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from audiofic.model import Kind, Line, Script

_TOLD: Final = 0.85
"""Confidence of a line with a tag of its own, which no silence contradicts."""


def without_silence(script: Script) -> Script:
    """The script with what has neither letter nor digit as narration, and with one speaker between silences."""
    if not any(map(_is_silent, script.lines)):
        return script
    lines = list(script.lines)
    for side in _sides(lines):
        sure: Counter[str | None] = Counter()
        for i in side:
            sure[lines[i].speaker] += round(100 * lines[i].confidence)
        ((speaker, _),) = sure.most_common(1)
        for i in side:
            if lines[i].speaker != speaker and lines[i].confidence < _TOLD:
                lines[i] = replace(lines[i], speaker=speaker)
    done = tuple(
        replace(line, kind=Kind.NARRATION, speaker=None, confidence=1.0, delivery=None) if _is_silent(line) else line
        for line in lines
    )
    said = Counter(line.speaker for line in done)
    counted = [replace(character, lines=said[character.name]) for character in script.characters]
    return replace(script, characters=tuple(sorted(counted, key=lambda who: -who.lines)), lines=done)


def _is_silent(line: Line) -> bool:
    return line.kind is Kind.DIALOGUE and not any(map(str.isalnum, line.text))


def _sides(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The indices of the lines that stand in turn with silences, at least two speeches."""
    turns = [list(group) for _, group in groupby(range(len(lines)), key=lambda i: lines[i].paragraph)]
    side: list[int] = []
    voiced_next = False
    for turn in turns:
        silent = all(_is_silent(lines[i]) for i in turn)
        speeches = [i for i in turn if lines[i].kind is Kind.DIALOGUE and not silent]
        if silent and side:
            voiced_next = True
        elif speeches and voiced_next:
            side += speeches
            voiced_next = False
        else:
            if len(side) > 1:
                yield side
            side, voiced_next = speeches, False
    if len(side) > 1:
        yield side
