"""Clips of sound in memory: cut, scaled, faded, resampled and measured, by pydub and what it counts with itself."""

from __future__ import annotations

import math
import struct
import sys
import warnings
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Protocol

FULL_SCALE = 32768
SILENCE = 10 ** (-60 / 20) * FULL_SCALE
"""A clip whose peak is below −60 dBFS is silent."""
TRIM_BELOW_PEAK = 10 ** (-46 / 20)
TRIM_WINDOW = 10
TRIM_MARGIN = 30
"""Milliseconds kept around the sound: a plosive's onset and the last breath of an "s" are quieter than the gate."""
LEVEL_WINDOW = 20
VOICED_BELOW_LOUDEST = 10 ** (-30 / 20)
LIMIT_WINDOW = 10
"""Milliseconds in which the loudest sample tells how loud all may become."""
LIMIT_REACH = 2
"""Windows over which a limited peak is led up to, and away from."""
LIMIT_STEP = 10 ** (0.1 / 20) - 1
"""In steps of 0.1 dB a window goes from one factor to the next, but in no more than LIMIT_STEPS."""
LIMIT_STEPS = 20
FADE = 3
"""Milliseconds: enough against clicks, too short to be heard."""
WAV_HEADER = struct.Struct("<4sI4s 4sIHHIIHH 4sI")
"""What stands before the samples in a WAV file; the eighth value is the rate."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Sound: mono, signed 16-bit little-endian samples."""

    pcm: bytes
    rate: int
    """Samples a second."""

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / self.rate


def wav_header(size: int, rate: int, behind: int = 0) -> bytes:
    """The header of a WAV file with `size` bytes of samples (mono, s16le), and `behind` bytes of chunks after them."""
    return WAV_HEADER.pack(
        *(b"RIFF", WAV_HEADER.size - 8 + size + behind, b"WAVE"),
        *(b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16),  # PCM, mono, 16 bits
        *(b"data", size),
    )


class Sink(Protocol):
    """Takes sound as it comes: an encoder, a file, a player."""

    def write(self, pcm: bytes, /) -> object: ...


@cache
def _pydub() -> Any:
    with warnings.catch_warnings():
        # pydub warns that it finds no ffmpeg (we bring one) and of its own future (audioop, invalid escapes).
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return AudioSegment


@cache
def _audioop() -> Any:
    """What pydub itself counts with; of samples by the hundred, it is a hundred times as fast as Python."""
    _pydub()
    return sys.modules["audioop"]


def _sound(clip: Clip) -> Any:
    return _pydub()(clip.pcm, sample_width=2, frame_rate=clip.rate, channels=1)


def silence(seconds: float, rate: int) -> Clip:
    """Digital silence, `round(seconds * rate)` samples of it."""
    return Clip(bytes(2 * round(seconds * rate)), rate)


def peak(clip: Clip) -> float:
    """The largest sample in dBFS; minus infinity for digital silence."""
    return _decibels(_audioop().max(clip.pcm, 2))


def level(clip: Clip) -> float:
    """The RMS in dBFS of the parts that are voiced: windows of 20 ms less than 30 dB below the loudest one."""
    windows = [_audioop().rms(clip.pcm[part], 2) for part in _windows(clip, LEVEL_WINDOW)]
    gate = max(windows, default=0) * VOICED_BELOW_LOUDEST
    voiced = [rms * rms for rms in windows if rms > gate]
    return _decibels(math.sqrt(sum(voiced) / len(voiced))) if voiced else -math.inf


def trim(clip: Clip) -> Clip:
    """The clip without the silence at its ends (46 dB below its peak), but for a margin; empty if it is all silent."""
    audioop, pcm = _audioop(), clip.pcm
    loudest = audioop.max(pcm, 2)
    if loudest < SILENCE:
        return Clip(b"", clip.rate)
    gate, windows = loudest * TRIM_BELOW_PEAK, _windows(clip, TRIM_WINDOW)
    first = next((part.start for part in windows if audioop.rms(pcm[part], 2) > gate), 0)
    last = next((part.stop for part in reversed(windows) if audioop.rms(pcm[part], 2) > gate), len(pcm))
    margin = _bytes(clip, TRIM_MARGIN)
    start, end = max(0, first - margin), min(len(pcm), last + margin)
    return clip if (start, end) == (0, len(pcm)) else Clip(pcm[start:end], clip.rate)


def _bytes(clip: Clip, milliseconds: int) -> int:
    """How many bytes of a clip are so long: those of whole samples, and of one at least."""
    return 2 * max(1, clip.rate * milliseconds // 1000)


def _windows(clip: Clip, milliseconds: int) -> list[slice]:
    """The clip's bytes in windows, of which the last may be shorter."""
    width = _bytes(clip, milliseconds)
    return [slice(at, at + width) for at in range(0, len(clip.pcm), width)]


def gain(clip: Clip, decibels: float, ceiling: float = 0.0) -> Clip:
    """The clip louder by `decibels`. Where a peak would then be above `ceiling` dBFS, the sound around it is turned
    down as far as needed, gliding: a limiter that looks 20 ms ahead."""
    factor = 10 ** (decibels / 20)
    top = 10 ** (ceiling / 20) * FULL_SCALE - 1  # since audioop rounds down, it adds up to 1 to what is negative
    if _audioop().max(clip.pcm, 2) * factor > top:
        return Clip(_limited(clip, factor, top), clip.rate)
    return Clip(_audioop().mul(clip.pcm, 2, factor), clip.rate) if decibels else clip


def _limited(clip: Clip, factor: float, top: float) -> bytes:
    """The clip times `factor`, or less where a sample would be above `top`."""
    audioop, pcm = _audioop(), clip.pcm
    width = 2 * math.ceil(clip.rate / 1000 * LIMIT_WINDOW)
    starts = range(0, len(pcm), width)
    allowed = [min(factor, top / max(1, audioop.max(pcm[at : at + width], 2))) for at in starts]
    # At each edge between windows: the lowest of those around, and then the mean of these, which is never above what
    # the two windows at that edge allow.
    count = 2 * LIMIT_REACH - 1
    allowed = [factor] * count + allowed + [factor] * count
    lowest = list(map(min, *(allowed[shift:] for shift in range(2 * LIMIT_REACH))))
    factors = [sum(around) / count for around in zip(*(lowest[shift:] for shift in range(count)), strict=False)]
    louder = bytearray(audioop.mul(pcm, 2, factor))
    for at, (first, last) in zip(starts, pairwise(factors), strict=True):
        if min(first, last) < factor * 0.9999:  # less is a rounding error, or nothing that a sample would show
            steps = min(LIMIT_STEPS, math.ceil(abs(last - first) / min(first, last) / LIMIT_STEP) or 1)
            step, rise, end = 2 * math.ceil(width / 2 / steps), (last - first) / steps, min(at + width, len(pcm))
            parts = [
                audioop.mul(pcm[here : min(here + step, end)], 2, first + rise * number)
                for number, here in enumerate(range(at, end, step))
            ]
            louder[at:end] = b"".join(parts)
    return bytes(louder)


def sounding(clip: Clip) -> Clip:
    """The clip from its first sample that sounds to its last, without the digital silence around them; empty if there
    is no such sample."""
    # Zeros are counted as bytes, which is quick; half of a sample's bytes may be zero, too.
    first = (len(clip.pcm) - len(clip.pcm.lstrip(b"\0"))) // 2 * 2
    last = -(-len(clip.pcm.rstrip(b"\0")) // 2) * 2
    return Clip(clip.pcm[first:last], clip.rate)


def fade(clip: Clip) -> Clip:
    """The clip faded in and out over 3 ms, as long as before; one too short for that stays as it is."""
    samples, edge = array("h", clip.pcm), clip.rate * FADE // 1000
    if len(samples) < 2 * edge:
        return clip
    for at in range(edge):
        samples[at] = samples[at] * at // edge
        samples[-1 - at] = samples[-1 - at] * at // edge
    return Clip(samples.tobytes(), clip.rate)


def resample(clip: Clip, rate: int) -> Clip:
    """The clip at another sample rate, by linear interpolation: meant for going up to a book's rate."""
    return clip if clip.rate == rate else Clip(_sound(clip).set_frame_rate(rate).raw_data, rate)


def _decibels(amplitude: float) -> float:
    return 20 * math.log10(amplitude / FULL_SCALE) if amplitude else -math.inf
