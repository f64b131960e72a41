"""Samples of neural models to clips."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest

from audiofic.audio import peak
from audiofic.engines import Voice
from audiofic.engines.waveform import clip, pitch_factor

numpy = pytest.importorskip("numpy", reason="numpy comes with the extras kokoro and piper")

RATE = 24000


def tone(hertz: float, seconds: float = 1.0, loudness: float = 0.5) -> object:
    return (loudness * numpy.sin(2 * numpy.pi * hertz * numpy.arange(round(seconds * RATE)) / RATE)).astype("f4")


def cycles(pcm: bytes) -> int:
    return sum(a < 0 <= b for a, b in pairwise(array("h", pcm)))


def test_the_wave_is_kept() -> None:
    wave = clip(tone(200), RATE)
    assert (wave.rate, wave.seconds, cycles(wave.pcm)) == (RATE, 1.0, 199)
    assert peak(wave) == pytest.approx(-9.1, abs=0.1)


def test_what_is_louder_than_full_scale_is_not_clipped() -> None:
    """The same shape, sample for sample, as the same wave at half the level."""
    loud, soft = (numpy.frombuffer(clip(tone(200, loudness=level), RATE).pcm, "<i2") for level in (2.0, 0.5))
    assert numpy.abs(loud).max() == 32767
    assert numpy.abs(loud - soft * (loud.max() / soft.max())).max() < 4
    assert peak(clip(tone(200, loudness=1.2), RATE)) == pytest.approx(-1.5, abs=0.1)


@pytest.mark.parametrize(("pitch", "factor"), [(None, 1), (50, 1), (100, 2), (0, 0.5), (75, 2**0.5)])
def test_the_pitch_is_as_far_as_the_setting_says(pitch: int | None, factor: float) -> None:
    assert pitch_factor(Voice("kokoro", "af_heart", pitch=pitch)) == pytest.approx(factor)


@pytest.mark.parametrize("factor", [0.5, 0.71, 1.33, 1.97])
def test_a_shift_multiplies_frequencies_and_divides_the_length(factor: float) -> None:
    wave = clip(tone(300), RATE, factor)
    assert wave.seconds == pytest.approx(1 / factor, abs=1e-4)
    assert cycles(wave.pcm) == pytest.approx(300, abs=2)
    assert peak(wave) == pytest.approx(-9.1, abs=0.3)


def test_what_a_shift_lifts_out_of_hearing_is_not_folded_back() -> None:
    assert peak(clip(tone(9000), RATE, 2.0)) < -60


def test_nothing_is_a_clip_too() -> None:
    assert clip(numpy.zeros(0, "f4"), RATE).pcm == b""
    assert clip(numpy.zeros(100, "f4"), RATE).pcm == bytes(200)
