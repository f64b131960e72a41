"""The exact fake: every text becomes a sine tone, whose length follows from the text and whose pitch from the voice.

With it a whole build is quick and can be checked to the sample.
"""

from __future__ import annotations

import difflib
import functools
import math
import re
from array import array
from collections.abc import Sequence

from audiofic.audio import Clip
from audiofic.engines.engine import Health, Voice, VoiceFacts
from audiofic.errors import UtteranceError

RATE = 16000
SECONDS_A_CHARACTER = 0.01
SHORTEST = 0.05
"""Seconds, at any pace."""
LOUDNESS = 8000
"""The peak, of 32767."""
RAMP = 32
"""Samples at both ends in which the tone swells and fades, so that it does not click."""

_NAME = re.compile(r"tone-([1-9][0-9]{1,3})")
_CAST = {
    "she": (180, 200, 220, 240, 260),
    "he": (90, 105, 120, 135, 150),
    "they": (160, 170),
}


class ToneEngine:
    """Voices are `tone-<hz>`, from tone-50 to tone-1000."""

    name = "tone"
    licence = "MIT"
    sample_rate = RATE
    honours = frozenset({"rate", "pitch"})
    isolated = False
    seconds_per_word = SECONDS_A_CHARACTER

    def version(self) -> str:
        return "1"

    def voices(self) -> Sequence[VoiceFacts]:
        return [
            VoiceFacts(f"tone-{hertz}", language="en", pronoun=pronoun, pitch=hertz)
            for pronoun, pitches in _CAST.items()
            for hertz in pitches
        ]

    def resolve(self, name: str) -> str:
        wanted = name.strip().lower()
        _hertz(wanted)
        return wanted

    def synthesize(self, text: str, voice: Voice) -> Clip:
        """A tone of 10 ms a character, at least 50 ms; pitch 100 is an octave above pitch 50."""
        if not text.strip():
            raise UtteranceError("there is nothing to say")
        try:
            hertz = _hertz(voice.name)
        except LookupError as error:
            raise UtteranceError(f"there is no voice {voice.name!r}") from error
        shift = 0 if voice.pitch is None else (voice.pitch - 50) / 50
        samples = round(max(SHORTEST, len(text) * SECONDS_A_CHARACTER / voice.pace) * RATE)
        return Clip(_tone(round(hertz * 2**shift), samples), RATE)

    def check(self) -> Health:
        return Health(True, "sine tones instead of speech, for tests")


def _hertz(name: str) -> int:
    match = _NAME.fullmatch(name)
    if match and 50 <= int(match[1]) <= 1000:
        return int(match[1])
    offered = [voice.name for voice in ToneEngine().voices()]
    raise LookupError(*difflib.get_close_matches(name, offered, n=3, cutoff=0.4))


def _tone(hertz: int, samples: int) -> bytes:
    second = _second(hertz)
    wave = array("h", (second * (samples // RATE + 1))[: 2 * samples])
    for i in range(RAMP):
        wave[i] = wave[i] * i // RAMP
        wave[-1 - i] = wave[-1 - i] * i // RAMP
    return wave.tobytes()


@functools.lru_cache(maxsize=64)
def _second(hertz: int) -> bytes:
    """One second of the tone, which is a whole number of its periods: set end to end, it goes on without a step."""
    wave = _hertz_one()
    return array("h", [wave[i % RATE] for i in range(0, hertz * RATE, hertz)]).tobytes()


@functools.cache
def _hertz_one() -> array[int]:
    """One second of 1 Hz: of any other tone, the samples are among these."""
    step = 2 * math.pi / RATE
    return array("h", (round(LOUDNESS * math.sin(step * i)) for i in range(RATE)))
