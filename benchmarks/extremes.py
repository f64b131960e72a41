"""Stories that nobody writes: a paragraph without end, and more chapters than anybody counts.

    python benchmarks/extremes.py [1M [10k]]

The first number is the words of the paragraph, the second the chapters. Each takes some minutes; what is shown is that
it ends well, how long it takes, and how much memory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from machine import describe
from material import number_of, story
from memory import peak

from audiofic.check import read_header


def main() -> None:
    sizes = [number_of(argument) for argument in sys.argv[1:]]
    words, chapters = (*sizes, *(1_000_000, 10_000)[len(sizes) :])
    print(describe())
    with tempfile.TemporaryDirectory() as name:
        path = story(words, Path(name))
        path.write_text(" ".join(path.read_text(encoding="utf-8").replace("* * *", "").split()), encoding="utf-8")
        tell(f"{words:,} words in one paragraph", path)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "chapters.txt")
        path.write_text(
            "".join(f"Chapter {n}\n\nIt was day {n}.\n\n" for n in range(1, chapters + 1)), encoding="utf-8"
        )
        tell(f"{chapters:,} chapters", path)


def tell(what: str, path: Path) -> None:
    """Build the story, and print what it took."""
    start = time.perf_counter()
    whole, _ = peak(path, path.parent)
    seconds = time.perf_counter() - start
    probe = read_header(next(path.parent.rglob("*.m4b")))
    marks = f"{len(probe.marks):,} chapter marks"
    print(f"{what}: {seconds:.0f} s for {probe.seconds / 3600:.1f} h of sound, {marks}, {whole:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
