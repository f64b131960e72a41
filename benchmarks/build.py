"""How long a whole build takes with the engine `tone`, against ffmpeg alone on the same sound, and how fast help comes.

    python benchmarks/build.py [STORY]

Without STORY, the fan fiction beside the checkout, or else the longest sample story. The cache is new for every run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from machine import describe, median_seconds

ROOT = Path(__file__).parents[1]
FRIENDLY = ROOT.parent / "shared" / "seeds"
AUDIOFIC = [sys.executable, "-m", "audiofic"]


def main() -> None:
    given = [Path(argument) for argument in sys.argv[1:]]
    story = next(iter([*given, *sorted(FRIENDLY.glob("*.txt")), ROOT / "seeds" / "table-round.html"]))
    print(describe())
    print(f"story: {story.name}")
    with tempfile.TemporaryDirectory() as folder:
        voices = Path(folder, "voices.yaml")
        voices.write_text("engine: tone\n", encoding="utf-8")
        wav = Path(folder, "book.wav")

        def build(target: str, cache: str) -> None:
            command = [*AUDIOFIC, "build", str(story), "--voices", str(voices), "-o", str(Path(folder, target))]
            environment = {**os.environ, "AUDIOFIC_CACHE": str(Path(folder, cache))}
            subprocess.run(command, env=environment, check=True, capture_output=True)

        caches = iter(range(1000))
        cold = median_seconds(lambda: build("out", f"cache{next(caches)}"))
        warm = median_seconds(lambda: build("out", "cache0"))
        book = next(Path(folder, "out").rglob("*.m4b"))
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(book), str(wav)], check=True)
        encode = [
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-i",
            str(wav),
            "-c:a",
            "aac",
            "-aac_coder",
            "fast",
            "-b:a",
            "64k",
            str(wav.with_suffix(".m4a")),
        ]
        alone = median_seconds(lambda: subprocess.run(encode, check=True))
        help_ = median_seconds(lambda: subprocess.run([*AUDIOFIC, "--help"], check=True, capture_output=True))
        python = median_seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    print(f"build, nothing cached:  {cold:6.2f} s, {cold / alone:.2f} of ffmpeg alone ({alone:.2f} s)")
    print(f"build, nothing changed: {warm:6.2f} s, {warm / alone:.2f} of ffmpeg alone")
    print(f"audiofic --help:        {help_:6.2f} s, {help_ / python:.1f} times an empty Python")


if __name__ == "__main__":
    main()
