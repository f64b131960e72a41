"""Utterances → clips, through cache, workers and engine."""

from __future__ import annotations

from audiofic.synthesize.synthesizer import Executors, Spoken, Synthesizer, Utterance, this_machine
from audiofic.synthesize.workers import executor

__all__ = [
    "Executors",
    "Spoken",
    "Synthesizer",
    "Utterance",
    "executor",
    "this_machine",
]
