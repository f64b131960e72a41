"""What the attribution could not tell, said honestly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audiofic.attribute.turns import Passage, Turn
from audiofic.model import Kind, Line, Script

SOMEBODY: Final = "Somebody"
"""Who speaks where nobody has been mentioned at all."""
GUESS: Final = 0.1
"""The most confidence that a speaker has where no tag of the story was understood; 0 where there is nobody at all."""
_FEWEST: Final = 3
"""Paragraphs with narration beside a quotation, in which something should have been understood."""


def nothing_understood(lines: Sequence[Line], items: Sequence[Turn | Passage]) -> bool:
    """Whether there is narration beside the speech, and in all of it no subject that says or does something: it is in
    another language, say."""
    turns = [item for item in items if isinstance(item, Turn)]
    if any(turn.tags or turn.beats for turn in turns):
        return False
    narrated = {line.paragraph for line in lines if line.kind is Kind.NARRATION and line.text.strip()}
    return sum(turn.paragraph in narrated for turn in turns) >= _FEWEST


def doubt(script: Script) -> str:
    """A sentence about the quotations whose speaker is no more than a guess; empty where there are none."""
    spoken = [line for line in script.lines if line.kind is Kind.DIALOGUE]
    guessed = sum(line.confidence <= GUESS for line in spoken)
    if not guessed:
        return ""
    whose = "every quotation" if guessed == len(spoken) else f"{guessed:,} of {len(spoken):,} quotations"
    return f"nobody was found who says {whose}; audiofic script marks them, and audiofic fix names who it is"
