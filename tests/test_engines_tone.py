"""The exact fake."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest

from audiofic.engines import Voice
from audiofic.engines.tone import ToneEngine
from audiofic.errors import UtteranceError

ENGINE = ToneEngine()


def crossings(pcm: bytes) -> int:
    samples = array("h", pcm)
    return sum(before < 0 <= after for before, after in pairwise(samples))


@pytest.mark.parametrize(
    ("voice", "seconds"),
    [
        (Voice("tone", "tone-200"), 1.0),
        (Voice("tone", "tone-200", speed=2.0), 0.5),
        (Voice("tone", "tone-200", rate=350), 0.5),
        (Voice("tone", "tone-200", rate=350, speed=0.5), 1.0),
        (Voice("tone", "tone-200", speed=100), 0.05),
    ],
)
def test_the_length_follows_from_the_text(voice: Voice, seconds: float) -> None:
    assert ENGINE.synthesize("x" * 100, voice).seconds == seconds


@pytest.mark.parametrize(
    ("name", "pitch", "hertz"),
    [
        ("tone-110", None, 110),
        ("tone-110", 50, 110),
        ("tone-110", 100, 220),
        ("tone-300", 0, 150),
        ("tone-1000", None, 1000),
    ],
)
def test_the_pitch_follows_from_the_voice(name: str, pitch: int | None, hertz: int) -> None:
    clip = ENGINE.synthesize("x" * 1000, Voice("tone", name, pitch=pitch))
    assert crossings(clip.pcm) / clip.seconds == pytest.approx(hertz, abs=0.2)


def test_the_same_request_gives_the_same_bits() -> None:
    voice = Voice("tone", "tone-123", rate=160, pitch=61)
    assert ENGINE.synthesize("The same.", voice) == ToneEngine().synthesize("The same.", voice)


def test_it_begins_and_ends_softly() -> None:
    samples = array("h", ENGINE.synthesize("Some words.", Voice("tone", "tone-200")).pcm)
    assert max(map(abs, samples)) == 8000
    assert samples[0] == samples[-1] == 0
    assert max(map(abs, samples[:8])) < 2000
    assert max(map(abs, samples[-8:])) < 2000


@pytest.mark.parametrize("name", ["tone-49", "tone-1001", "tone-", "tone-99999", "tone-1e2", "tone-٢٠٠", "sine-200"])
def test_other_voices_there_are_none(name: str) -> None:
    with pytest.raises(LookupError):
        ENGINE.resolve(name)
    with pytest.raises(UtteranceError):
        ENGINE.synthesize("Words.", Voice("tone", name))
