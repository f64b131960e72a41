"""What flows through the house: a `Work` as its author wrote it, a `Script` of who says what, and a `Timeline` of what
is heard when."""

from __future__ import annotations

from audiofic.model.script import Age, Character, Delivery, Kind, Line, Script
from audiofic.model.story import Block, BlockKind, Chapter, LeftOut, Metadata, Part, Reason, Scene, Span, Work
from audiofic.model.timeline import Cue, Timeline

__all__ = [
    "Age",
    "Block",
    "BlockKind",
    "Chapter",
    "Character",
    "Cue",
    "Delivery",
    "Kind",
    "LeftOut",
    "Line",
    "Metadata",
    "Part",
    "Reason",
    "Scene",
    "Script",
    "Span",
    "Timeline",
    "Work",
]
