"""Speech engines: text and a voice → a clip. One file each, behind the contract in `engine`, found by entry points."""

from __future__ import annotations

from audiofic.engines.engine import NORMAL_RATE, Engine, Health, Voice, VoiceFacts, speakable
from audiofic.engines.registry import ENTRY_POINTS, Loader, guess, load, names

__all__ = [
    "ENTRY_POINTS",
    "NORMAL_RATE",
    "Engine",
    "Health",
    "Loader",
    "Voice",
    "VoiceFacts",
    "guess",
    "load",
    "names",
    "speakable",
]
