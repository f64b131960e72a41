"""What the arguments of the commands mean: files are read, numbers found, and every mistake is told."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audiofic.errors import OutputError, StoryError

if TYPE_CHECKING:
    from audiofic.api import Story
    from audiofic.model import Delivery
    from audiofic.pipeline import Show
    from audiofic.read import Entry
    from audiofic.synthesize import Executors
    from audiofic.voices import VoicesFile


def meant(name: str, names: Iterable[str]) -> str:
    """Which of the names a new one may be, misspelt; empty if none."""
    import difflib

    return next(iter(difflib.get_close_matches(name, list(names), n=1, cutoff=0.8)), "")


def spare(path: Path, source: Path) -> None:
    """Nothing is written over what it is made from. Raises OutputError."""
    if path.exists() and source.exists() and path.samefile(source):
        raise OutputError(f"{path} would be written over itself; name another file")


def read_text(path: Path) -> str:
    """An edited script, in whatever letters an editor has saved it: UTF-8, UTF-16, or Windows' own."""
    from audiofic.read import text_of

    try:
        return text_of(path.read_bytes())
    except OSError as error:
        raise StoryError(f"{path}: this script cannot be read: {error.strerror}") from error


def delivery(name: str) -> Delivery | None:
    """How a line is said; None for the voice at rest."""
    from audiofic.corrections import PLAIN
    from audiofic.model import Delivery

    if name == PLAIN:
        return None
    try:
        return Delivery(name.lower())
    except ValueError:
        raise click.UsageError(f"{name!r} is no delivery: choose {', '.join(Delivery)} or {PLAIN}") from None


def story(path: Path) -> Story:
    """The story in a file, or what comes from standard input for "-"."""
    from audiofic.read import bounded

    return bounded(sys.stdin.buffer) if str(path) == "-" else path


def voices(
    story: Story,
    told: VoicesFile | Path | None,
    engine: str | None,
    title: str | None = None,
    author: tuple[str, ...] = (),
    language: str | None = None,
) -> VoicesFile:
    """What voices.yaml says, and the command line before it; but the engine that voices.yaml names stays."""
    from audiofic.api import load_voices

    told = load_voices(story, told)
    if engine is not None:
        if told.by_default(engine).engine != engine:
            from audiofic.cli import console

            console.note(f"voices.yaml names the engine {told.engine}, which goes before --engine {engine}.")
        told = told.by_default(engine)
    book = told.book.over({"title": title, "author": author, "language": language})
    return told.model_copy(update={"book": book})


def stories(paths: Iterable[Path]) -> list[Entry]:
    """The stories in files, folders and archives, and what comes from standard input for "-"."""
    from audiofic import api
    from audiofic.read import Entry

    found: list[Entry] = []
    for path in paths:
        found += [Entry("stdin", lambda: api.read_story(story(Path("-"))))] if str(path) == "-" else api.stories([path])
    return found


@contextmanager
def executors(
    cluster: str | None, show: Show, jobs: int, tell: Callable[[str], None]
) -> Iterator[tuple[Executors, int]]:
    """Where to speak, and how many lines side by side: `jobs` on this machine, or all that a cluster can, which may
    have something to `tell`."""
    from audiofic.synthesize import this_machine

    if cluster is None:
        yield this_machine, jobs
        return
    from audiofic.synthesize.cluster import Cluster

    with Cluster(cluster, show.voices.loader, tell) as there:
        yield there.executor, there.jobs


def formats(text: str) -> list[str]:
    """`m4b,mp3` → the names of the formats."""
    from audiofic.package import FORMATS

    chosen = list(dict.fromkeys(part.strip().lower().lstrip(".") for part in text.split(",") if part.strip()))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown or not chosen:
        raise click.UsageError(f"--format takes {', '.join(FORMATS)}, not {', '.join(unknown) or 'nothing'}")
    return chosen


@dataclass(frozen=True, slots=True)
class Chapters:
    """Some chapters, by their numbers."""

    spans: tuple[range, ...]

    def __contains__(self, number: object) -> bool:
        return any(number in span for span in self.spans)


def chapters(text: str | None) -> Chapters | None:
    """`3`, `2-5`, `4-`, or several of them, `1,3-5` → the chapters; None is all of them."""
    if text is None:
        return None
    spans: list[range] = []
    for part in text.split(","):
        numbers = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})?\s*)?", part)
        first = int(numbers[1]) if numbers else 0
        last = first if numbers and "-" not in part else int((numbers and numbers[2]) or 999_999)
        if not 0 < first <= last:
            raise click.UsageError(
                f"--chapters takes chapters and spans of them, such as 3, 2-5, 4- or 1,3-5, not {text!r}"
            )
        spans.append(range(first, last + 1))
    return Chapters(tuple(spans))


def scene(show: Show, text: str) -> tuple[int, int]:
    """`2.3` → (2, 3); a running number alone → the scene that it counts to."""
    numbers = re.fullmatch(r"(\d{1,6})(?:\.(\d{1,6}))?", text.strip())
    if numbers is None:
        raise click.UsageError(f"a scene is a number such as 2.3 or 7, not {text!r}; `audiofic scenes` lists them")
    if numbers[2]:
        return int(numbers[1]), int(numbers[2])
    every = list(dict.fromkeys((line.chapter, line.scene) for line in show.script.lines))
    if not 0 < int(numbers[1]) <= len(every):
        raise StoryError(f"there is no scene {text}: this story has {len(every)}; `audiofic scenes` lists them")
    return every[int(numbers[1]) - 1]
