"""How soon something is heard: the first sound of a preview after its command, and how fast help comes.

    python benchmarks/latency.py [STORY] [ENGINE]

The first sound is the first write to the player, which here is a program that notes the time. The engine's own part of
that – to be loaded, and to speak the voice's test sentence and the first utterance – is measured apart.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import describe, median_seconds

from audiofic import engines, pipeline
from audiofic.corrections import Corrections
from audiofic.pipeline.performer import REFERENCE
from audiofic.pipeline.plan import Planner, Section
from audiofic.read import read
from audiofic.voices import VoicesFile

ROOT = Path(__file__).parents[1]
AUDIOFIC = [sys.executable, "-m", "audiofic"]
RUNS = 5
PLAYER = """#!{python} -IS
import sys, time
sys.stdin.buffer.read(1)
open({noted!r}, "w").write(str(time.time()))
sys.stdin.buffer.read()
"""


def main() -> None:
    story = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds" / "table-round.html"
    name = sys.argv[2] if len(sys.argv) > 2 else "pyttsx3"
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        first = statistics.median(first_sound(story, name, Path(folder, str(run))) for run in range(RUNS))
    own = engine_seconds(story, name)
    print(f"preview --play of {story.name} with {name}: first sound after {first:.2f} s, the engine's own {own:.2f} s")
    help_ = median_seconds(lambda: subprocess.run([*AUDIOFIC, "--help"], check=True, capture_output=True))
    python = median_seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    print(f"audiofic --help: {help_:.2f} s, {help_ / python:.1f} times an empty Python")


def first_sound(story: Path, engine: str, folder: Path) -> float:
    """Seconds from the command to the first sound."""
    folder.mkdir()
    voices, noted, player = folder / "voices.yaml", folder / "noted", folder / "ffplay"
    voices.write_text(f"engine: {engine}\n", encoding="utf-8")
    player.write_text(PLAYER.format(python=sys.executable, noted=str(noted)), encoding="utf-8")
    player.chmod(0o755)
    path = f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"
    environment = {**os.environ, "AUDIOFIC_CACHE": str(folder / "cache"), "PATH": path}
    command = [*AUDIOFIC, "preview", str(story), "1", "--play", "--voices", str(voices), "-o", str(folder / "out")]
    start = time.time()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return float(noted.read_text()) - start


def engine_seconds(story: Path, name: str) -> float:
    """What the engine takes, in a process of its own as in a preview, for what is heard first."""
    show = pipeline.stage(read(story), VoicesFile(engine=name), Corrections())
    lines = pipeline.scene_lines(show, (1, 1))
    first = next(Planner(show.cast, show.voices, show.language).plan(Section("", lines), None)).utterance
    code = (
        "import sys; from audiofic import engines; from audiofic.engines import Voice\n"
        f"engine = engines.load({name!r})\n"
        f"for text in ({REFERENCE!r}, {first.text!r}): engine.synthesize(text, {first.voice!r})\n"
    )
    assert engines.load(name).voices()
    spoken = median_seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))
    empty = median_seconds(lambda: subprocess.run([sys.executable, "-c", "import audiofic.engines"], check=True))
    return spoken - empty


if __name__ == "__main__":
    main()
