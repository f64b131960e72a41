"""How many clicks `audiofic check` finds of those that were put into clean speech, and how many that are none.

    python benchmarks/clicks.py [ENGINE ...]        espeak and piper; kokoro, too, where it is set up

Into each engine's speech go 40 clicks of four kinds at −32 to −12 dBFS: one sample, three samples, a step that dies
away in 30 ms, a clip that is cut off where it is loudest. What is found without them is a false alarm.
"""

from __future__ import annotations

import random
import sys
import tempfile
import wave
from collections import Counter
from pathlib import Path

import numpy as np
from machine import describe
from numpy.typing import NDArray

from audiofic.check.header import read_header
from audiofic.check.measure import measure
from audiofic.engines import Voice, load

TEXT = (
    "The quick brown fox jumps over the lazy dog, while a warm rain falls on the old stone bridge. Peter Piper picked "
    "a peck of pickled peppers. Take care, Kate cried, and kicked the bucket. Tick, tock, said the clock."
)
KINDS = ("sample", "pop", "step", "cut")
COUNT = 40
VOICES = 8
NEAR = 0.06
"""Seconds."""


def speech(name: str) -> tuple[NDArray[np.float64], int]:
    engine = load(name)
    clips = [engine.synthesize(TEXT, Voice(name, engine.resolve(facts.name))) for facts in engine.voices()[:VOICES]]
    return np.concatenate([np.frombuffer(clip.pcm, "<i2") for clip in clips]) * 0.8, engine.sample_rate


def clicked(sound: NDArray[np.float64], rate: int) -> tuple[NDArray[np.float64], list[tuple[float, str]]]:
    chance = random.Random(3)  # noqa: S311 - the same places each time
    sound, places = sound.copy(), []
    for number in range(COUNT):
        at = int((number + 0.5) / COUNT * len(sound))
        height = 32767 * 10 ** (chance.uniform(-32, -12) / 20)
        kind = KINDS[number % len(KINDS)]
        if kind == "sample":
            sound[at] += height
        elif kind == "pop":
            sound[at : at + 3] += np.array([1, 0.8, -0.6]) * height
        elif kind == "step":
            length = len(sound[at : at + int(0.03 * rate)])
            sound[at : at + length] += height * np.linspace(1, 0, length)
        else:
            at += int(np.argmax(np.abs(sound[at : at + rate // 4])))
            sound[at : at + rate // 4] = 0
        places.append((at / rate, kind))
    return np.clip(sound, -32767, 32767), places


def clicks(sound: NDArray[np.float64], rate: int) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, rate, 0, "NONE", ""))
            file.writeframes(sound.astype("<i2").tobytes())
        return measure(path, read_header(path)).clicks


def main() -> None:
    print(describe())
    for name in sys.argv[1:] or ("espeak", "piper"):
        sound, rate = speech(name)
        with_clicks, places = clicked(sound, rate)
        heard = clicks(with_clicks, rate)
        found = Counter(kind for place, kind in places if any(abs(place - one) < NEAR for one in heard))
        minutes = len(sound) / rate / 60
        false = len(clicks(sound, rate))
        by_kind = ", ".join(f"{kind} {found[kind]} of {COUNT // len(KINDS)}" for kind in KINDS)
        print(f"{name}: {false} false in {minutes:.1f} min; found {found.total()} of {COUNT}: {by_kind}")


if __name__ == "__main__":
    main()
