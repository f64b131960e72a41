"""What a build costs besides the voices: with the engine `tone`, against ffmpeg alone on the same sound.

    python benchmarks/build.py [10k 100k 1M] [--chart FILE.svg]

For each size in words: a build with nothing cached, again with nothing changed, and with one character's voice changed.
The builds and ffmpeg take turns. A million words take about a quarter of an hour.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import chart
from machine import describe
from material import number_of, story

from audiofic import audio, pipeline
from audiofic.check import read_header
from audiofic.corrections import Corrections
from audiofic.engines.tone import ToneEngine
from audiofic.package.codecs.aac import Aac
from audiofic.read import read
from audiofic.voices import VoicesFile

AUDIOFIC = [sys.executable, "-m", "audiofic"]
COLUMNS = (
    *("words", "sound", "build", "of ffmpeg alone", "ffmpeg alone", "build, CPU", "of ffmpeg's CPU"),
    *("nothing changed", "beyond reading and attributing", "one voice changed, of the build", "lines of that voice"),
)
RUNS = {10_000: 5, 100_000: 3}
"""How often; what is larger, once."""


@dataclass(frozen=True)
class Seconds:
    """What something took."""

    wall: float
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=number_of, default=[10_000, 100_000])
    parser.add_argument("--chart", type=Path)
    arguments = parser.parse_args()
    print(describe(), f"ffmpeg {audio.ffmpeg().version}")
    print()
    print("| " + " | ".join(COLUMNS) + " |")
    print("| " + " | ".join(["---:"] * len(COLUMNS)) + " |")
    ratios = [(size, measured(size)) for size in arguments.sizes]
    if arguments.chart:
        chart.lines(arguments.chart, "Build with tone / ffmpeg alone", "words", "ratio", {"build": ratios}, aim=1.0)


def measured(size: int) -> float:
    """Print the row of a size, and return the build's time over ffmpeg's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = story(size, folder)
        voices = folder / "voices.yaml"
        voices.write_text("engine: tone\n", encoding="utf-8")

        def build() -> Seconds:
            command = [*AUDIOFIC, "build", str(text), "--voices", str(voices), "-o", str(place / "out")]
            return timed(command, {"AUDIOFIC_CACHE": str(place / "cache")})

        cold: list[Seconds] = []
        alone: list[Seconds] = []
        for run in range(next((runs for most, runs in RUNS.items() if size <= most), 1)):
            place = folder / str(run)  # a disk is slow for some seconds where thousands of files were just deleted
            cold.append(build())
            book = next((place / "out").rglob("*.m4b"))
            alone.append(encoded(book, folder, ToneEngine.sample_rate))
        sound = read_header(book).seconds
        again = [build() for _ in range(3)]
        start = time.perf_counter()
        show = pipeline.stage(read(text), VoicesFile(engine="tone"), Corrections())
        staged = time.perf_counter() - start
        started = min(timed([*AUDIOFIC, "scenes", os.devnull], {}, check=False).wall for _ in range(3))
        speaker = show.script.characters[0]
        own = sum(line.speaker == speaker.name for line in show.script.lines) / len(show.script.lines)
        voices.write_text(f"engine: tone\ncharacters:\n  {speaker.name}: {{voice: tone-777}}\n", encoding="utf-8")
        voice = build()
    build_seconds, ffmpeg_seconds = (statistics.median(run.wall for run in runs) for runs in (cold, alone))
    build_cpu, ffmpeg_cpu = (statistics.median(run.cpu for run in runs) for runs in (cold, alone))
    unchanged = statistics.median(run.wall for run in again)
    print(
        f"| {size:,} | {sound / 3600:.2f} h | {build_seconds:.2f} s | {build_seconds / ffmpeg_seconds:.2f} "
        f"| {ffmpeg_seconds:.2f} s | {build_cpu:.2f} s | {build_cpu / ffmpeg_cpu:.2f} "
        f"| {unchanged:.2f} s | {unchanged - staged - started:.2f} s | {voice.wall / build_seconds:.0%} | {own:.0%} |",
        flush=True,
    )
    return build_seconds / ffmpeg_seconds


def encoded(book: Path, folder: Path, rate: int) -> Seconds:
    """What ffmpeg takes to encode the sound of a book; it is decoded by another one, on the other core."""
    decode = ["ffmpeg", "-v", "error", "-i", str(book), "-map", "0:a", "-f", "s16le", "pipe:1"]
    encode = ["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "pipe:0"]
    with subprocess.Popen(decode, stdout=subprocess.PIPE) as decoder:
        return timed([*encode, *Aac().encoder(rate), str(folder / "alone.aac")], {}, stdin=decoder.stdout)


def timed(command: list[str], environment: dict[str, str], *, stdin: object = None, check: bool = True) -> Seconds:
    """Run a command, and tell what it and its children have taken."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, env={**os.environ, **environment}, stdin=stdin, capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if check and done.returncode:
        raise RuntimeError(done.stderr)
    return Seconds(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
