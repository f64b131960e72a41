"""Blocks → lines: what is narration, speech, thought, a message or a heading."""

from __future__ import annotations

from audiofic.segment.letters import deliver_letters
from audiofic.segment.segmentation import segment
from audiofic.segment.silence import without_silence

__all__ = [
    "deliver_letters",
    "segment",
    "without_silence",
]
