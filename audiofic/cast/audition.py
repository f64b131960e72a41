"""Which of the voices on offer is far from those that are taken.

Distance is in semitones, or what is as easy to hear: listeners tell two voices apart by pitch, and by the length of the
vocal tract, which moves the spectrum, from about two semitones on (Gaudrain and Başkent, Ear and Hearing 39, 2018), and
a change of pace from about 5 % on (Quené, Journal of Phonetics 35, 2007), so an octave of pace counts as much as one of
pitch. Spectrum, liveliness and pace of our engines' voices were measured once, by benchmarks/voice_distances.py.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from types import MappingProxyType
from typing import Final

from audiofic.engines import Engine, Voice, VoiceFacts

APART: Final = 3.0
"""Semitones from which on two voices are surely told apart."""
ENOUGH: Final = 6.0
"""Semitones beyond which farther is no better: then the better voice is."""
SELDOM: Final = 0.05
"""Of their turns: two who have no more beside each other count as strangers."""
TIMBRE: Final = 2.0
"""What it counts that two voices are not the same one, where their sound was not measured."""
ACCENT: Final = 2.0
"""What it counts that they have different accents."""
MERIT: Final = 9.0
"""Semitones that the best voice may be nearer than the worst, and is still taken."""
REGIONAL: Final = -2.0
"""What a regional accent adds to that: it makes up for the distance by which it would be preferred."""
UNCLEAR: Final = 12.0
"""Percent of words that a recogniser gets wrong in the worst voice that is cast, if there is a choice."""

Changes = Sequence[tuple[int | None, float]]
"""Pitch settings and speeds that make other voices of one."""
VARIATIONS: Final[Changes] = ((63, 1.0), (37, 1.0), (76, 1.0), (24, 1.0), (None, 1.2), (None, 0.83))
"""In steps of 3 semitones; six are as far as a voice goes and still sounds like a person."""
CHILDLIKE: Final[Changes] = ((63, 1.0), (67, 1.06), (58, 1.06))
"""Of a woman's voice."""
AGED: Final[Changes] = ((46, 0.88), (42, 0.84), (50, 0.84), (38, 0.88))
"""The old speak lower and slower."""
SPEAKING: Final = (70.0, 320.0)
"""Hz between which people speak: no variation leaves them."""
CHILDREN: Final = (200.0, 330.0)
"""Hz between which children do."""


_STANDARD: Final = re.compile(r"(?:[a-z]{2,3}(?:-[A-Z]{2})?)?")
"""A language, and at most its country."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a voice."""

    spectrum: tuple[float, ...]
    """The long-term average spectrum in bands, in the semitones of vocal tract that make as much of a change."""
    spread: float
    """Semitones of the fundamental's interquartile range."""
    pace: float
    """Octaves over a second a syllable, in semitones."""


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
    """Octaves over the voice's normal pace, in semitones."""
    merit: float
    """How good it is, in semitones of distance that it makes up for."""
    measured: Measured | None

    @classmethod
    def of(cls, voice: Voice, facts: VoiceFacts) -> Sound:
        quality = facts.quality
        if quality is None:
            quality = 0.0 if facts.word_error is None else 1 - min(facts.word_error / UNCLEAR, 1)
        return cls(
            voice,
            facts.language,
            height=12 * math.log2(facts.pitch) if facts.pitch > 0 else None,
            shift=0.0 if voice.pitch is None else (voice.pitch - 50) / 50 * 12,
            pace=12 * math.log2(voice.pace),
            merit=MERIT * quality + (REGIONAL if _STANDARD.fullmatch(facts.language) is None else 0.0),
            measured=measurements().get(voice.name),
        )


@functools.cache
def measurements() -> Mapping[str, Measured]:
    """What was measured, by the voice's name, which no two of our engines have for different voices."""
    data = json.loads((files("audiofic.cast") / "voice_sounds.json").read_text("utf-8"))
    semitone = data["decibels_per_semitone"] * math.sqrt(len(data["bands"]))
    return {
        name: Measured(
            tuple(level / semitone for level in voice["spectrum"]), voice["spread"], -12 * math.log2(voice["pace"])
        )
        for name, voice in data["voices"].items()
    }


def distance(one: Sound, other: Sound) -> float:
    """How far apart two voices are to the ear, in semitones."""
    pace = one.pace - other.pace
    if (one.voice.engine, one.voice.name) == (other.voice.engine, other.voice.name):
        return math.hypot(pace, one.shift - other.shift)
    accent = ACCENT if one.language and other.language and one.language != other.language else 0.0
    if one.height is None or other.height is None:
        return math.hypot(pace, accent, APART + TIMBRE)
    height = one.height + one.shift - other.height - other.shift
    if one.measured is None or other.measured is None:
        return math.hypot(pace, accent, height, TIMBRE)
    timbre = math.dist(one.measured.spectrum, other.measured.spectrum)
    spread = one.measured.spread - other.measured.spread
    return math.hypot(pace + one.measured.pace - other.measured.pace, accent, height, timbre, spread)


def plain(engine: Engine, facts: Iterable[VoiceFacts]) -> list[Sound]:
    """The voices as they are."""
    return [Sound.of(Voice(engine.name, voice.name), voice) for voice in facts]


def varied(
    engine: Engine,
    facts: Sequence[VoiceFacts],
    changes: Changes = VARIATIONS,
    speaking: tuple[float, float] = SPEAKING,
) -> list[Sound]:
    """The voices in other pitches and at other speeds, as far as the engine honours these and they stay within
    `speaking` (Hz)."""
    heard = dict.fromkeys(
        (pitch if "pitch" in engine.honours else None, speed if "rate" in engine.honours else 1.0)
        for pitch, speed in changes
    )
    sounds = [
        Sound.of(Voice(engine.name, voice.name, pitch=pitch, speed=speed), voice)
        for pitch, speed in heard
        if (pitch, speed) != (None, 1.0)
        for voice in facts
    ]
    low, high = (12 * math.log2(hertz) for hertz in speaking)
    return [sound for sound in sounds if sound.height is None or low <= sound.height + sound.shift <= high]


NOBODY: Final[Mapping[Voice, float]] = MappingProxyType({})


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

    def choose(
        self, tiers: Sequence[Sequence[Sound]], partners: Mapping[Voice, float] = NOBODY, *, best: bool = True
    ) -> Voice:
        """Take a voice of the first tier that has one apart from all that are taken: a good one and a far one, or, if
        it need not be the `best`, the farthest, and the last of several.

        `partners`: taken voices, each with the share of the turns that it has beside the new one's, 0 to 1; from these
        it should be so much farther, up to twice as far. Where no tier has a voice left, the farthest of all; once even
        these are used up, each is used again in turn, the partners' last.
        """
        beside = [(self._taken[voice], 1 + share) for voice, share in partners.items() if share > SELDOM]

        def clear(sound: Sound) -> float:
            return min(self._distance(sound), *(distance(sound, other) / more for other, more in beside), ENOUGH)

        for tier in tiers:
            apart = {sound: clear(sound) for sound in tier if self._distance(sound) >= APART}
            if apart:
                far = [sound for sound in apart if apart[sound] >= APART] or list(apart)
                if best:
                    found = max(far, key=lambda sound: apart[sound] + sound.merit)
                else:
                    found = max(reversed(far), key=apart.__getitem__)
                break
        else:
            found = max(
                chain.from_iterable(tiers),
                key=lambda sound: (
                    self._distance(sound),
                    -partners.get(sound.voice, 0.0),
                    -self._times[sound.voice],
                ),
            )
        self.take(found)
        return found.voice

    def _distance(self, sound: Sound) -> float:
        if sound not in self._nearest:
            self._nearest[sound] = min((distance(sound, taken) for taken in self._taken.values()), default=ENOUGH)
        return self._nearest[sound]
