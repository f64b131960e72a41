"""Which of the voices on offer is far from those that are taken.

Distance is in semitones, or what is as easy to hear: listeners tell two voices apart by pitch from about two semitones
on (Gaudrain and Başkent, Ear and Hearing 39, 2018), and a change of pace from about 5 % on (Quené, Journal of Phonetics
35, 2007), so an octave of pace counts as much as one of pitch. Voices whose pitch nobody measured count as apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from audiofic.engines import Voice, VoiceFacts

APART = 3.0
"""Semitones from which on two voices are surely told apart."""
ENOUGH = 6.0
"""Semitones beyond which farther is no better: then the engine's order decides, which has its best voices first."""
TIMBRE = 1.0
"""What it counts that two voices are not the same one."""
ACCENT = 2.0
"""What it counts that they have different accents."""

VARIATIONS = ((63, 1.0), (37, 1.0), (76, 1.0), (24, 1.0), (None, 1.2), (None, 0.83))
"""Pitch setting and speed that make another voice of one, in steps of 3 semitones; six are as far as a voice goes and
still sounds like a person."""
SPEAKING = (70.0, 320.0)
"""Hz between which people speak: no variation leaves them."""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """What is heard of a voice."""

    voice: Voice
    language: str
    """BCP 47; empty where it is not known."""
    height: float | None
    """Semitones over 1 Hz, as the voice is; None where it is not known."""
    shift: float
    """Semitones that the pitch setting adds."""
    pace: float
    """Octaves over the normal pace, in semitones."""

    @classmethod
    def of(cls, voice: Voice, facts: VoiceFacts) -> Sound:
        return cls(
            voice,
            facts.language,
            height=12 * math.log2(facts.pitch) if facts.pitch > 0 else None,
            shift=0.0 if voice.pitch is None else (voice.pitch - 50) / 50 * 12,
            pace=12 * math.log2(voice.pace),
        )


def distance(one: Sound, other: Sound) -> float:
    """How far apart two voices are to the ear, in semitones."""
    apart = abs(one.pace - other.pace)
    if (one.voice.engine, one.voice.name) == (other.voice.engine, other.voice.name):
        return apart + abs(one.shift - other.shift)
    if one.height is None or other.height is None:
        return apart + APART + TIMBRE
    apart += abs(one.height + one.shift - other.height - other.shift) + TIMBRE
    return apart + ACCENT if one.language and other.language and one.language != other.language else apart


def plain(engine: str, facts: Sequence[VoiceFacts]) -> list[Sound]:
    """The voices as they are."""
    return [Sound.of(Voice(engine, voice.name), voice) for voice in facts]


def varied(engine: str, facts: Sequence[VoiceFacts]) -> list[Sound]:
    """The voices in other pitches and at other speeds: what is left when they do not suffice as they are."""
    sounds = [
        Sound.of(Voice(engine, voice.name, pitch=pitch, speed=speed), voice)
        for pitch, speed in VARIATIONS
        for voice in facts
    ]
    low, high = (12 * math.log2(hertz) for hertz in SPEAKING)
    return [sound for sound in sounds if sound.height is None or low <= sound.height + sound.shift <= high]


class Audition:
    """Hands out voices one after the other, each far from those before."""

    def __init__(self) -> None:
        self._taken: dict[Voice, Sound] = {}
        self._times: Counter[Voice] = Counter()
        self._nearest: dict[Sound, float] = {}
        """For each voice that was ever on offer, how far the nearest one is that is taken."""

    def take(self, sound: Sound) -> None:
        """Somebody has this voice."""
        self._times[sound.voice] += 1
        if sound.voice in self._taken:
            return
        self._taken[sound.voice] = sound
        for offered, near in self._nearest.items():
            self._nearest[offered] = min(near, distance(offered, sound))

    def choose(self, tiers: Sequence[Sequence[Sound]]) -> Voice:
        """Take the farthest voice of the first tier that has one apart from all that are taken.

        Where no tier has one left, the farthest of all; once even these are used up, each is used again in turn.
        """
        for tier in tiers:
            best = max(tier, key=self._distance)
            if self._distance(best) >= APART:
                break
        else:
            best = max(chain.from_iterable(tiers), key=lambda sound: (self._distance(sound), -self._times[sound.voice]))
        self.take(best)
        return best.voice

    def _distance(self, sound: Sound) -> float:
        if sound not in self._nearest:
            self._nearest[sound] = min((distance(sound, taken) for taken in self._taken.values()), default=ENOUGH)
        return min(self._nearest[sound], ENOUGH)
