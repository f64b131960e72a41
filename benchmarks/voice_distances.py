"""What the voices of our engines sound like, measured from their sound: writes audiofic/cast/voice_sounds.json, from
which the casting knows how far apart two voices are.

    python benchmarks/voice_distances.py [ENGINE...]

Without ENGINE, espeak, kokoro and piper, with the voices that they have here; what is known of other voices is kept.
Kokoro takes about ten minutes of one core. Needs numpy. Every voice says the same sentences; kept are

- spectrum: the long-term average spectrum in third-octave bands, in dB around its mean. The bands begin above the
  fundamental, which the engines' facts tell, so it shows the vocal tract and the tone of the voice;
- spread: how lively the voice is, the interquartile range of its fundamental in semitones;
- pace: seconds a syllable at the normal rate.

`decibels_per_semitone` turns a difference of spectra into one that compares with pitch: it is how much the spectrum
changes, on average over the voices, when all formants move by a semitone, as in a shorter vocal tract. Listeners notice
a semitone of that about as well as one of pitch (Gaudrain and Başkent, Ear and Hearing 39, 2018).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from machine import describe
from numpy.typing import NDArray

from audiofic import engines
from audiofic.audio import Clip
from audiofic.engines import Voice

DATA = Path(__file__).parents[1] / "audiofic" / "cast" / "voice_sounds.json"

SENTENCES = (
    "Please show me the way to your father's house before the moon goes down.",
    "Why would anybody choose a thing like that and then leave it at the bottom of the garden?",
    "It was a quick job, she thought, but nobody could have done it better.",
)
SYLLABLES = 16 + 23 + 17

BANDS = tuple(round(1000 * 2 ** (step / 3)) for step in range(-4, 9))
"""Centres of the bands in Hz, 397 to 6350."""
BAND = 4
"""Semitones from one band to the next."""
SPEAKING = (60.0, 420.0)
"""Hz between which the fundamental is looked for."""


def main() -> None:
    print(describe())
    old: dict[str, Any] = json.loads(DATA.read_text("utf-8")) if DATA.exists() else {"voices": {}}
    voices: dict[str, Any] = old["voices"]
    for name in sys.argv[1:] or ("espeak", "kokoro", "piper"):
        engine = engines.load(name)
        offered = engine.voices()
        for count, facts in enumerate(offered, start=1):
            clips = [engine.synthesize(sentence, Voice(name, facts.name)) for sentence in SENTENCES]
            voices[facts.name] = measured(clips)
            print(f"{name} {count}/{len(offered)} {facts.name}: {voices[facts.name]}", flush=True)
    write(voices)


def write(voices: dict[str, Any]) -> None:
    data = {
        "about": "Measured by benchmarks/voice_distances.py, which explains it; names are unique over our engines.",
        "bands": list(BANDS),
        "decibels_per_semitone": round(decibels_per_semitone(voices), 2),
    }
    compact = {name: json.dumps(voices[name], separators=(",", ":")) for name in sorted(voices)}
    entries = ",\n".join(f"{json.dumps(name)}: {voice}" for name, voice in compact.items())
    head = json.dumps(data).removesuffix("}")
    DATA.write_text(f'{head}, "voices": {{\n{entries}\n}}}}\n', encoding="utf-8")


def measured(clips: list[Clip]) -> dict[str, Any]:
    spoken = [speech(clip) for clip in clips]
    heights = np.concatenate([fundamental(samples, clip.rate) for samples, clip in zip(spoken, clips, strict=True)])
    low, high = np.percentile(heights, (25, 75)) if len(heights) else (0.0, 0.0)
    seconds = sum(len(samples) / clip.rate for samples, clip in zip(spoken, clips, strict=True))
    return {
        "spectrum": [round(float(level)) for level in spectrum(clips)],
        "spread": round(float(high - low), 1),
        "pace": round(seconds / SYLLABLES, 3),
    }


def decibels_per_semitone(voices: dict[str, Any]) -> float:
    """By how much a shorter vocal tract changes the spectrum: each voice against itself moved by a band."""
    moved = np.diff([voice["spectrum"] for voice in voices.values()])
    moved = moved - moved.mean(axis=1, keepdims=True)
    return float(np.sqrt(np.mean(moved**2))) / BAND


def spectrum(clips: list[Clip]) -> NDArray[np.float64]:
    """The average level in each band, in dB around the mean over the bands."""
    total = np.zeros(len(BANDS))
    for clip in clips:
        samples = speech(clip)
        power = np.abs(np.fft.rfft(samples)) ** 2
        frequencies = np.fft.rfftfreq(len(samples), 1 / clip.rate)
        total += [power[(c * 2 ** (-1 / 6) <= frequencies) & (frequencies < c * 2 ** (1 / 6))].sum() for c in BANDS]
    levels = 10 * np.log10(total)
    return np.asarray(levels - levels.mean())


def speech(clip: Clip) -> NDArray[np.float64]:
    """The samples, between −1 and 1, without the silence at both ends."""
    samples = np.frombuffer(clip.pcm, "<i2").astype(np.float64) / 32768
    loud = np.flatnonzero(np.abs(samples) > 0.02 * np.abs(samples).max())
    return samples[loud[0] : loud[-1] + 1]


def fundamental(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Semitones over 1 Hz of the fundamental, every 10 ms of voiced speech: the highest peak of the autocorrelation."""
    window, hop = round(0.04 * rate), round(0.01 * rate)
    shortest, longest = round(rate / SPEAKING[1]), round(rate / SPEAKING[0])
    frames = np.lib.stride_tricks.sliding_window_view(samples, window)[::hop]
    frames = frames[np.sqrt(np.mean(frames**2, axis=1)) > 0.1 * np.sqrt(np.mean(samples**2))]
    taper = np.hanning(window)
    power = np.abs(np.fft.rfft(frames * taper, 2 * window)) ** 2
    correlation = np.fft.irfft(power)[:, :window]
    correlation /= np.fft.irfft(np.abs(np.fft.rfft(taper, 2 * window)) ** 2)[:window]  # the window's own falls off
    lags = correlation[:, shortest:longest]
    voiced = lags.max(axis=1) > 0.5 * correlation[:, 0]
    return np.asarray(12 * np.log2(rate / (shortest + lags[voiced].argmax(axis=1))))


if __name__ == "__main__":
    main()
