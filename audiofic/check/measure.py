"""An audiobook's sound, measured in one pass that keeps nothing of it.

ffmpeg decodes once and measures three ways side by side: loudness (`ebur128`, every 100 ms), level (`astats`, every
50 ms), and the level of what is above 6 kHz (every 20 ms), in which a click stands out from speech. What it measures
comes as lines of text, some 250 for a second of sound.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from audiofic.audio import ffmpeg_lines, file_url, source
from audiofic.check.header import Header

WINDOW: Final = 0.05
"""Seconds over which the level is taken."""
NOISE_WINDOWS: Final = 10
"""Half a second: the noise floor is the level of the quietest."""
SILENT: Final = -60.0
"""dBFS RMS; what is lower counts as silence."""
LONG_SILENCE: Final = 5.0
"""Seconds; shorter pauses belong to the reading."""
FULL_SCALE: Final = -0.001
"""dBFS. Sound that stands at the last value of 16 bits for several samples is clipped."""
FLAT: Final = 6.0
"""ffmpeg's "flat factor" of a peak that lasts for three samples or more."""
TOGETHER: Final = 5.0
"""Seconds: clipping that is nearer than that is one stretch."""

SHARP_WINDOW: Final = 0.02
SHARP_ABOVE: Final = 6000
"""Hz. A step or a lone spike has all frequencies, speech has little up there but hiss, which lasts."""
CLICK_PEAK: Final = -40.0
"""dBFS, of what is above 6 kHz."""
CLICK_CREST: Final = 21.0
"""dB of the peak over its window's RMS: one or a few samples stand out, where a p or t lasts for milliseconds. See
benchmarks/clicks.py."""
CLICK_ALONE: Final = 24.0
"""dB of the peak over the RMS of the windows before and after: it comes from nowhere, and leaves nothing."""

LOWEST: Final = -70.0
"""LUFS, as low as R 128 counts."""
CURVE_POINTS: Final = 4000

_ERROR = re.compile(r"(?:\[[^\]]*\] )*\[(?:error|fatal)\] (.*)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From second `start` to second `end`."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(slots=True)
class Curve:
    """Loudness over time, in points of `step` seconds each: never more of them than CURVE_POINTS."""

    step: float = 0.1
    loudest: list[float] = field(default_factory=list)
    """LUFS, of the loudest 400 ms in each point."""
    mean: list[float] = field(default_factory=list)
    """LUFS, over the 3 s before each point's end, averaged over the point."""
    _pending: list[tuple[float, float]] = field(default_factory=list, repr=False)
    _merged: int = 1

    def add(self, momentary: float, short_term: float) -> None:
        """What `ebur128` measures in the next tenth of a second."""
        self._pending.append((momentary, short_term))
        if len(self._pending) == self._merged:
            self.loudest.append(max(each for each, _ in self._pending))
            self.mean.append(sum(each for _, each in self._pending) / self._merged)
            self._pending.clear()
            if len(self.mean) == CURVE_POINTS:
                self._halve()

    def _halve(self) -> None:
        self.loudest = [max(pair) for pair in zip(self.loudest[::2], self.loudest[1::2], strict=True)]
        self.mean = [sum(pair) / 2 for pair in zip(self.mean[::2], self.mean[1::2], strict=True)]
        self._merged *= 2
        self.step *= 2


@dataclass(slots=True)
class Measurement:
    """What is heard. Levels are in dBFS, loudness in LUFS; −inf for digital silence; places in seconds."""

    seconds: float = 0.0
    loudness: float = LOWEST
    """Integrated over all (EBU R 128)."""
    loudness_range: float = 0.0
    """LU."""
    rms: float = -math.inf
    chapters: list[float] = field(default_factory=list)
    """The RMS of each chapter, from its start to the next one's; of all in a file without chapters."""
    peak: float = -math.inf
    """Of the samples."""
    peak_at: float = 0.0
    true_peak: float = -math.inf
    """dBTP."""
    true_peak_at: float = 0.0
    noise: float = -math.inf
    """The RMS of the quietest half second."""
    noise_at: float = 0.0
    silences: list[Stretch] = field(default_factory=list)
    """Those of LONG_SILENCE and more."""
    clipped: list[Stretch] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    curve: Curve = field(default_factory=Curve)
    complaints: int = 0
    """How often the decoder stumbled."""
    complaint: str = ""
    """What it said the first time."""


def measure(path: Path, header: Header) -> Measurement:
    """Measure the whole file. Raises EncoderError if ffmpeg cannot."""
    measured = Measurement()
    loudness, level, sharpness = _Loudness(measured), _Level(measured, header), _Sharpness(measured)
    with tempfile.TemporaryFile() as log:
        arguments = [*source(file_url(path)), "-filter_complex", _filters(header.rate), *_OUTPUTS]
        for at, values in _frames(ffmpeg_lines(arguments, log)):
            for listener in (loudness, level, sharpness):
                if listener.KEY in values:
                    listener.hear(at, values)
        _read_log(log, measured)
    loudness.finish()
    level.finish()
    return measured


_OUTPUTS = ("-map", "[loudness]", "-map", "[level]", "-map", "[sharpness]", "-f", "null", "-")


def _filters(rate: int) -> str:
    printed = "ametadata=print:file=-:direct=1"
    level = "astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level+RMS_level+Flat_factor"
    sharpness = "astats=metadata=1:reset=1:measure_overall=none:measure_perchannel=Peak_level+RMS_level"
    highpass = f"aformat=channel_layouts=mono,highpass={min(SHARP_ABOVE, rate * 3 // 8)}"
    branches = [
        "[0:a:0]asplit=3[a][b][c]",
        f"[a]ebur128=metadata=1:peak=sample+true:framelog=verbose,{printed}[loudness]",
        # Lossy codecs decode to more than full scale: in 16 bits, it is seen as the player will clip it.
        f"[b]aformat=s16,asetnsamples={round(rate * WINDOW)},{level},{printed}[level]",
        f"[c]{highpass},asetnsamples={round(rate * SHARP_WINDOW)},{sharpness},{printed}[sharpness]",
    ]
    return ";".join(branches)


def _frames(lines: Iterator[str]) -> Iterator[tuple[float, dict[str, float]]]:
    """What `ametadata` prints: each frame's time and values."""
    at, values = 0.0, dict[str, float]()
    for line in lines:
        if line.startswith("frame:"):
            if values:
                yield at, values
            at, values = float(line.rpartition(":")[2]), {}
        else:
            key, _, value = line.partition("=")
            values[key] = float(value)
    if values:
        yield at, values


def _read_log(log: IO[bytes], measured: Measurement) -> None:
    log.seek(0)
    for line in log:
        if found := _ERROR.match(line.decode(errors="replace").rstrip()):
            measured.complaints += 1
            measured.complaint = measured.complaint or found[1]


class _Loudness:
    KEY = "lavfi.r128.I"

    def __init__(self, measured: Measurement) -> None:
        self._measured = measured
        self._peak = self._true_peak = 0.0

    def hear(self, at: float, values: dict[str, float]) -> None:
        """Integrated values and peaks are of all that was heard so far."""
        measured = self._measured
        measured.loudness, measured.loudness_range = values[self.KEY], values["lavfi.r128.LRA"]
        if (peak := values["lavfi.r128.sample_peak"]) > self._peak:
            self._peak, measured.peak_at = peak, at
        if (peak := values["lavfi.r128.true_peak"]) > self._true_peak:
            self._true_peak, measured.true_peak_at = peak, at
        momentary, short_term = (values[f"lavfi.r128.{each}"] for each in "MS")
        # It prints nan for digital silence, which compares as false.
        measured.curve.add(
            momentary if momentary > LOWEST else LOWEST,  # noqa: FURB136
            short_term if short_term > LOWEST else LOWEST,  # noqa: FURB136
        )

    def finish(self) -> None:
        self._measured.peak, self._measured.true_peak = _decibels(self._peak**2), _decibels(self._true_peak**2)


class _Level:
    KEY = "lavfi.astats.Overall.RMS_level"

    def __init__(self, measured: Measurement, header: Header) -> None:
        self._measured = measured
        self._starts = [mark.start for mark in header.marks[1:]]
        self._powers = [0.0] * max(1, len(header.marks))
        self._counts = [0] * max(1, len(header.marks))
        self._chapter = 0
        self._half_second: deque[float] = deque(maxlen=NOISE_WINDOWS)
        self._quietest = math.inf
        self._silent_since: float | None = None

    def hear(self, at: float, values: dict[str, float]) -> None:
        measured, level = self._measured, values[self.KEY]
        measured.seconds = at + WINDOW
        power = 10 ** (level / 10)
        while self._chapter < len(self._starts) and at >= self._starts[self._chapter]:
            self._chapter += 1
        self._powers[self._chapter] += power
        self._counts[self._chapter] += 1
        self._half_second.append(power)
        if len(self._half_second) == NOISE_WINDOWS and (quiet := sum(self._half_second)) < self._quietest:
            self._quietest, measured.noise_at = quiet, at - (NOISE_WINDOWS - 1) * WINDOW
        if level >= SILENT:
            self._end_silence(at)
        elif self._silent_since is None:
            self._silent_since = at
        if (
            values["lavfi.astats.Overall.Peak_level"] >= FULL_SCALE
            and values["lavfi.astats.Overall.Flat_factor"] >= FLAT
        ):
            last = measured.clipped.pop() if measured.clipped and at - measured.clipped[-1].end < TOGETHER else None
            measured.clipped.append(Stretch(last.start if last else at, at + WINDOW))

    def _end_silence(self, at: float) -> None:
        if self._silent_since is not None and at - self._silent_since >= LONG_SILENCE:
            self._measured.silences.append(Stretch(self._silent_since, at))
        self._silent_since = None

    def finish(self) -> None:
        measured = self._measured
        self._end_silence(measured.seconds)
        measured.rms = _decibels(sum(self._powers) / max(1, sum(self._counts)))
        measured.chapters = [
            _decibels(power / max(1, count)) for power, count in zip(self._powers, self._counts, strict=True)
        ]
        if self._quietest < math.inf:
            measured.noise = _decibels(self._quietest / NOISE_WINDOWS)


class _Sharpness:
    KEY = "lavfi.astats.1.Peak_level"

    def __init__(self, measured: Measurement) -> None:
        self._measured = measured
        self._windows: deque[tuple[float, float, float]] = deque(maxlen=3)
        """Place, peak and RMS."""

    def hear(self, at: float, values: dict[str, float]) -> None:
        self._windows.append((at, values[self.KEY], values["lavfi.astats.1.RMS_level"]))
        if len(self._windows) == 3:
            (_, _, before), (place, top, level), (_, _, after) = self._windows
            if top >= CLICK_PEAK and top - level >= CLICK_CREST and top - max(before, after) >= CLICK_ALONE:
                self._measured.clicks.append(place)


def _decibels(power: float) -> float:
    return 10 * math.log10(power) if power else -math.inf
