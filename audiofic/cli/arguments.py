"""What the arguments of the commands mean: files are read, numbers found, and every mistake is told."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audiofic.errors import OutputError, StoryError

if TYPE_CHECKING:
    from audiofic.corrections import Corrections
    from audiofic.model import Script, Work
    from audiofic.pipeline import Show
    from audiofic.synthesize import Executors
    from audiofic.voices import VoicesFile

DEFAULT_VOICES = "voices.yaml"


def read_story(story: Path) -> Work:
    """The story in a file, or on standard input if that is "-"."""
    from audiofic.read import read, read_bytes

    if str(story) == "-":
        return read_bytes(sys.stdin.buffer.read(), "stdin")
    return read(story)


def stage(story: Path, voices_path: Path | None, *, new: bool = False) -> Show:
    """The story with its script and its cast; a `new` voices.yaml may be yet to be written."""
    from audiofic import pipeline
    from audiofic.segment import segment
    from audiofic.voices import VoicesFile

    written = not new or voices_path is None or voices_path.exists()
    voices = load_voices(story, voices_path) if written else VoicesFile()
    work = read_story(story)
    corrections = load_corrections(story, work)
    lines, work = segment(work), work.outline  # its text is in the lines, and would take memory as long as the build
    return pipeline.stage(work, voices, corrections, lines)


def write_script(story: Path, voices_path: Path | None) -> tuple[Work, Script]:
    """The story with its script."""
    from audiofic import pipeline

    voices = load_voices(story, voices_path)
    work = read_story(story)
    return work, pipeline.write_script(work, voices, load_corrections(story, work))


def load_corrections(story: Path, work: Work) -> Corrections:
    """What was corrected in a story; nothing in what comes from standard input."""
    from audiofic import corrections

    if str(story) == "-":
        return corrections.Corrections()
    return corrections.load(corrections.find(story, work.identity))


def line_index(script: Script, number: str) -> int:
    """The index of the line of that number."""
    for index, line in enumerate(script.lines):
        if line.id == number:
            return index
    raise StoryError(f"there is no line {number} in this story; `audiofic script` shows the lines with their numbers")


def as_spelled(script: Script, name: str) -> str:
    """A name as the story has it, whatever its capitals and apostrophes: "d'artagnan" → "d’Artagnan"; "narrator"."""
    from audiofic.corrections import NARRATOR
    from audiofic.voices import fold

    known = (NARRATOR, *(character.name for character in script.characters))
    return next((each for each in known if fold(each) == fold(name)), name)


def strangers(work: Work, script: Script, names: Iterable[str]) -> dict[str, list[str]]:
    """Those of the names that neither a character has nor the story's text, each with the nearest that there are."""
    import difflib

    from audiofic.voices import fold

    known = {fold(name): name for character in script.characters for name in (*character.aliases, character.name)}
    text = fold(work.text)
    return {
        name: [known[near] for near in difflib.get_close_matches(fold(name), known)]
        for name in names
        if fold(name) not in known and not re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", text)
    }


def meant(name: str, names: Iterable[str]) -> str:
    """Which of the names a new one may be, misspelt; empty if none."""
    import difflib

    return next(iter(difflib.get_close_matches(name, list(names), n=1, cutoff=0.8)), "")


def read_text(path: Path) -> str:
    """An edited script."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise StoryError(f"{path}: this script cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StoryError(f"{path}: this script is no UTF-8 text: save it as UTF-8") from error


def find_voices(story: Path) -> Path | None:
    """voices.yaml in the current folder, else beside the story."""
    places = [Path(DEFAULT_VOICES), *([] if str(story) == "-" else [story.parent / DEFAULT_VOICES])]
    return next((place for place in places if place.exists()), None)


def load_voices(story: Path, path: Path | None) -> VoicesFile:
    """The voices.yaml at `path`, else the one that is found for the story, or the defaults where there is none."""
    from audiofic.cast import load_voices as load
    from audiofic.voices import VoicesFile

    path = path or find_voices(story)
    return VoicesFile() if path is None else load(path)


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


def chapters(text: str | None) -> range | None:
    """`2-5`, `3`, `4-` → the chapters; None is all of them."""
    if text is None:
        return None
    numbers = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})?\s*)?", text)
    first = int(numbers[1]) if numbers else 0
    last = first if numbers and "-" not in text else int((numbers and numbers[2]) or 999_999)
    if not 0 < first <= last:
        raise click.UsageError(f"--chapters takes a chapter or a span of them, such as 3, 2-5 or 4-, not {text!r}")
    return range(first, last + 1)


def cover(path: Path | None) -> bytes | None:
    """The picture in a file."""
    from audiofic.package import usable_cover

    if path is None:
        return None
    try:
        picture = path.read_bytes()
    except OSError as error:
        raise OutputError(f"the cover {path} cannot be read: {error.strerror}") from error
    if not usable_cover(picture):
        raise OutputError(f"the cover {path} is no JPEG or PNG picture; save it as one of these")
    return picture


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
