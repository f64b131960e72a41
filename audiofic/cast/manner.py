"""Somebody's voice, and how it changes with what is thought, whispered, shouted: within bounds that leave it theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from audiofic.engines import NORMAL_RATE, Voice
from audiofic.model import Age, Delivery
from audiofic.voices import ThoughtChanges


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody's voice."""

    name: str
    """As voices.yaml calls the character, or else the script."""
    voice: Voice
    volume: float = 1.0
    """A factor on the loudness."""
    given: bool = False
    """True for a voice from voices.yaml, False for one that was chosen here."""
    age: Age = "adult"
    """That it was chosen for."""
    extra: bool = False
    """True where several who say little share the voice."""
    pause: float = 1.0
    """A factor on the silence behind what it says."""


class _Change(NamedTuple):
    """How a delivery differs from the same voice at rest."""

    volume: float = 0
    """In dB."""
    pace: float = 1
    """A factor on the rate."""
    pitch: int = 0
    """Points on the scale from 0 to 99."""
    pause: float = 1
    """A factor on the silence behind the line."""


_DELIVERIES: Final[Mapping[Delivery, _Change]] = {
    Delivery.WHISPER: _Change(volume=-6, pace=0.92),
    Delivery.QUIET: _Change(volume=-3, pace=0.96),
    Delivery.LOUD: _Change(volume=2, pitch=2),
    Delivery.SHOUT: _Change(volume=3.5, pace=1.04, pitch=5),
    Delivery.FAST: _Change(pace=1.15, pause=0.8),
    Delivery.SLOW: _Change(pace=0.86, pause=1.3),
    Delivery.BROKEN: _Change(volume=-1.5, pace=0.9, pitch=2, pause=1.4),
    Delivery.LAUGHING: _Change(volume=1, pace=1.05, pitch=4),
    Delivery.TEARFUL: _Change(volume=-2, pace=0.9, pitch=3, pause=1.2),
    Delivery.COLD: _Change(volume=-1, pace=0.95, pitch=-4),
    Delivery.WARM: _Change(volume=-1, pace=0.96, pitch=-1),
}
"""Small enough that a listener still hears the same person, and a recogniser the same words."""


def thinking(role: Role, changes: ThoughtChanges) -> Role:
    """The role as it thinks."""
    voice = _pitched(role.voice, changes.pitch)
    if changes.rate:
        voice = replace(voice, rate=min(max((voice.rate or NORMAL_RATE) + changes.rate, 80), 500))
    return replace(role, voice=voice, volume=role.volume * 10 ** (changes.volume / 20))


def delivered(role: Role, delivery: Delivery) -> Role:
    """The role as it whispers, shouts, and so on."""
    change = _DELIVERIES[delivery]
    speed = min(max(role.voice.speed * change.pace, 0.5), 2.0)
    return replace(
        role,
        voice=replace(_pitched(role.voice, change.pitch), speed=speed, manner=str(delivery)),
        volume=role.volume * 10 ** (change.volume / 20),
        pause=change.pause,
    )


def _pitched(voice: Voice, points: int) -> Voice:
    """The voice so many points higher, on the scale from 0 to 99."""
    if not points:
        return voice
    return replace(voice, pitch=min(max((50 if voice.pitch is None else voice.pitch) + points, 0), 99))
