"""How a voice changes with what is whispered, shouted, laughed: level, peaks and pace beside the voice at rest.

    python benchmarks/delivery.py [STORY ...] [--engine espeak] [--voices 6]

Some of the engine's voices say lines of the stories, at rest and in each delivery, through the same levels, gains and
ceiling as in an audiobook. Printed are the medians over voices, and the highest peak of all; it ends with 1 where a
whisper is not 4 to 8 dB softer, or a shout is louder than the ceiling.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from machine import describe

from audiofic import engines
from audiofic.audio import CEILING, TARGETS, Clip, gain, level, leveling
from audiofic.cast import Cast, Role
from audiofic.engines import Engine, Voice
from audiofic.model import Delivery, Kind, Line
from audiofic.normalize import spoken
from audiofic.pipeline.performer import REFERENCE
from audiofic.read import read
from audiofic.segment import segment
from audiofic.voices import Doubtful, ThoughtChanges

SEEDS = Path(__file__).parents[1] / "seeds"
LINES = 6
"""Of a story that are said."""
WHISPER = (-8.0, -4.0)
"""dB between which a whisper is to be softer."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("stories", nargs="*", type=Path, default=[SEEDS / "bay-four.html", SEEDS / "late-post.txt"])
    asked.add_argument("--engine", default="espeak")
    asked.add_argument("--voices", type=int, default=6)
    options = asked.parse_args()
    print(describe())
    engine = engines.load(options.engine)
    texts = [text for story in options.stories for text in _texts(story)]
    voices = [Voice(options.engine, facts.name) for facts in engine.voices()[: options.voices]]
    print(f"{options.engine}: {len(voices)} voices, {len(texts)} lines\n")
    print(f"{'delivery':10} {'dB':>6} {'peak':>7} {'pace':>6}")
    kept = True
    rest = {voice: _said(engine, Role("voice", voice), texts) for voice in voices}
    for delivery in Delivery:
        levels, paces, peaks = [], [], []
        for voice in voices:
            role = Cast(Role("voice", voice), {}, ThoughtChanges(), Doubtful()).role(_line(delivery))
            for told, plain in zip(_said(engine, role, texts), rest[voice], strict=True):
                levels.append(level(told) - level(plain))
                paces.append(plain.seconds / told.seconds)
                peaks.append(_peak(told))
        softer = statistics.median(levels)
        print(f"{delivery:10} {softer:+6.1f} {max(peaks):7.2f} {statistics.median(paces):6.2f}")
        kept = kept and max(peaks) <= CEILING + 0.05
        if delivery is Delivery.WHISPER:
            kept = kept and WHISPER[0] <= softer <= WHISPER[1]
    return not kept


def _texts(story: Path) -> list[str]:
    lines = [line.text for line in segment(read(story)) if line.kind is Kind.DIALOGUE and len(line.text) > 30]
    return [spoken(text, {}) for text in lines[:LINES]]


def _line(delivery: Delivery) -> Line:
    return Line(1, 1, 1, Kind.DIALOGUE, "", 0, 0, 0, delivery=delivery)


def _said(engine: Engine, role: Role, texts: Sequence[str]) -> list[Clip]:
    decibels = leveling(engine.synthesize(REFERENCE, role.voice), role.volume, TARGETS["acx"])
    return [gain(engine.synthesize(text, role.voice), decibels, CEILING) for text in texts]


def _peak(clip: Clip) -> float:
    """In dBFS."""
    import numpy as np

    samples = np.abs(np.frombuffer(clip.pcm, "<i2").astype(float))
    return float(20 * np.log10(samples.max() / 32768))


if __name__ == "__main__":
    sys.exit(main())
