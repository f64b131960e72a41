"""How much memory a build takes: all its processes together, with the engine `tone`, which needs none itself.

    python benchmarks/memory.py [10k 100k 1M] [--chart FILE.svg]

Memory that several processes share counts once (Pss in /proc/PID/smaps_rollup: Linux only).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import chart
from machine import describe
from material import number_of, story

EVERY = 0.1
"""Seconds between two looks."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=number_of, default=[10_000, 100_000])
    parser.add_argument("--chart", type=Path)
    arguments = parser.parse_args()
    print(describe())
    print("\n| words | at most | of it Python | of it ffmpeg |\n| ---: | ---: | ---: | ---: |")
    peaks = []
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            whole, python = peak(story(size, Path(folder)), Path(folder))
        peaks.append((size, whole))
        print(f"| {size:,} | {whole:.0f} MB | {python:.0f} MB | {whole - python:.0f} MB |", flush=True)
    if arguments.chart:
        chart.lines(arguments.chart, "Peak memory of all processes", "words", "MB", {"build": peaks}, aim=250)


def peak(text: Path, folder: Path) -> tuple[float, float]:
    """Build a story; megabytes of the whole tree of processes at its highest, and of the first of them then."""
    voices = folder / "voices.yaml"
    voices.write_text("engine: tone\n", encoding="utf-8")
    command = [sys.executable, "-m", "audiofic", "build", str(text), "--voices", str(voices), "-o", str(folder / "out")]
    environment = {**os.environ, "AUDIOFIC_CACHE": str(folder / "cache")}
    highest = (0.0, 0.0)
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as build:
        while build.poll() is None:
            python = megabytes(build.pid)
            others = [process for process in tree(build.pid)[1:] if command_of(process) != command_of(build.pid)]
            highest = max(highest, (python + sum(map(megabytes, others)), python))
            time.sleep(EVERY)
    if build.returncode:
        raise RuntimeError(f"the build ended with {build.returncode}")
    return highest


def tree(root: int) -> list[int]:
    """A process and all that it has started."""
    children = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            children[int(fields[1])].append(int(stat.parent.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children[found[-1]]
    return found


def command_of(process: int) -> bytes:
    """Its command line. A child that has only just been started still has its parent's, and all of its memory (vfork),
    which would count twice."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def megabytes(process: int) -> float:
    """Its share of memory; 0 for one that has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
