"""What tests hear."""

from __future__ import annotations

import math
from array import array

from audiofic.audio import Clip


def pitch_of(clip: Clip) -> float:
    """A voice's fundamental frequency in Hz, roughly: the median over 40 ms windows of the lag at which the sound is
    most like itself."""
    samples = array("h", clip.pcm)[::4]
    rate, size = clip.rate / 4, 220
    found = []
    for start in range(0, len(samples) - 2 * size, 4 * size):
        window = samples[start : start + size]
        power = sum(sample * sample for sample in window)
        if power / size < 10**6:
            continue
        likeness = {
            lag: sum(map(int.__mul__, window, samples[start + lag : start + lag + size]))
            / math.sqrt(power * sum(sample * sample for sample in samples[start + lag : start + lag + size]) or 1)
            for lag in range(int(rate / 400), int(rate / 60))
        }
        best = max(likeness.values())
        found.append(rate / next(lag for lag, value in likeness.items() if value > 0.95 * best))
    return sorted(found)[len(found) // 2]
