"""What the library knows of a work without opening its story, kept as `work.json` in the work's folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from audiofic.corrections import find
from audiofic.errors import StoryError
from audiofic.model import Work

RECORD: Final = "work.json"
AUDIOBOOKS: Final = "audiobooks"
VOICES: Final = "voices.yaml"

MEDIA: Final = {
    ".m4b": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
}
"""What browsers and podcast apps play, by the ending of the file's name."""
WORDS_A_MINUTE: Final = 165
"""Of an audiobook, with its pauses; for a first guess at how long one is."""

_SERIES: Final = re.compile(r"Part (\d+) of (.+)", re.DOTALL)


class State(StrEnum):
    """How far a work has come."""

    NEW = "new"
    """Nobody has changed or built anything yet."""
    CAST = "cast"
    """Voices were chosen, or lines corrected."""
    BUILT = "built"
    """There is an audiobook."""
    OUTDATED = "outdated"
    """There is an audiobook, of an older file of the work."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Build(_Record):
    """An audiobook that is there, or one that is asked for."""

    formats: tuple[str, ...]
    first: int | None = None
    """The first chapter and the last, where it is a part of the work."""
    last: int | None = None
    digest: str = ""
    """Of the story file that it was made of."""
    paths: tuple[str, ...] = ()
    """Its files, relative to the work's folder."""
    seconds: float = 0.0
    at: float = 0.0
    """Seconds since 1970."""


class Place(_Record):
    """Where a listener stopped."""

    line: int = 0
    """In the script, counted from 0."""
    audiobook: float = 0.0
    """Seconds into the audiobook."""
    at: float = 0.0
    """Seconds since 1970."""


class Entry(_Record):
    """A work in the library."""

    file: str
    """The name of its story file."""
    digest: str
    """Of the story file."""
    title: str
    authors: tuple[str, ...] = ()
    fandoms: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    """As AO3 writes it: "Part 2 of The Long Way"."""
    language: str = ""
    identity: str = ""
    """What newer files of the same work have in common with it; see `Work.identity`."""
    words: int = 0
    chapters: tuple[str, ...] = ()
    """Their titles."""
    origin: str = ""
    """Where the file was added from."""
    added: float = 0.0
    updated: float = 0.0
    """Seconds since 1970."""
    news: str = ""
    """What the last newer file brought, until the next build."""
    built: Build | None = None
    wanted: Build | None = None
    """A build that is waiting or under way: a studio that was closed goes on with it."""
    place: Place | None = None
    folder: Path = Path()
    """Where all of it is; its name is the work's id. It is not part of the record."""

    @property
    def id(self) -> str:
        """Short, of letters, digits and hyphens alone."""
        return self.folder.name

    @property
    def story(self) -> Path:
        return self.folder / self.file

    @property
    def voices(self) -> Path:
        """Its voices.yaml, which need not be there."""
        return self.folder / VOICES

    @property
    def audiobooks(self) -> Path:
        """The folder that its audiobooks are built in."""
        return self.folder / AUDIOBOOKS

    @property
    def audiobook(self) -> tuple[Path, ...]:
        """The files of its audiobook, as far as they are still there."""
        paths = (self.folder / path for path in (self.built.paths if self.built else ()))
        return tuple(path for path in paths if path.is_file())

    @property
    def recordings(self) -> tuple[Path, ...]:
        """The sound of its audiobook, in order: one file, or one for each chapter."""
        sound = [path for path in self.audiobook if path.suffix in MEDIA]
        whole = [path for path in sound if path.suffix == ".m4b"][:1]
        return tuple(whole or [path for path in sound if path.suffix == sound[0].suffix])

    @property
    def state(self) -> State:
        if self.audiobook:
            return State.BUILT if self.built and self.built.digest == self.digest else State.OUTDATED
        decided = self.voices.exists() or find(self.story, self.identity).exists()
        return State.CAST if decided else State.NEW

    @property
    def minutes(self) -> float:
        """How long the audiobook is, or will be by a guess."""
        return self.built.seconds / 60 if self.built and self.audiobook else self.words / WORDS_A_MINUTE

    @property
    def shelves(self) -> tuple[tuple[str, int], ...]:
        """The series that it is part of, each with its number there."""
        return tuple(_shelf(series) for series in self.series)


def describe(work: Work, file: str, digest: str) -> Entry:
    """A new entry of a work that has been read. Raises StoryError where it has no words."""
    words = len(work.text.split())
    if not words:
        raise StoryError(f"{file}: there is no story in this file: it has no words")
    metadata = work.metadata
    return Entry(
        file=file,
        digest=digest,
        title=work.title,
        authors=metadata.authors,
        fandoms=metadata.fandoms,
        series=metadata.series,
        language=metadata.language,
        identity=work.identity,
        words=words,
        chapters=tuple(chapter.title for chapter in work.chapters),
    )


def changes(before: Entry, after: Entry) -> str:
    """What a newer file of a work brings, for the reader; empty if nothing."""
    return "; ".join(_changes(before, after))


def _changes(before: Entry, after: Entry) -> Iterator[str]:
    more = len(after.chapters) - len(before.chapters)
    if more > 0:
        titles = [title for title in after.chapters[-more:] if title]
        told = f" ({', '.join(titles[:3])}{', …' * (len(titles) > 3)})" if titles else ""
        yield f"{more} new chapter{'s' * (more > 1)}{told}"
    elif more < 0:
        yield f"{-more} chapter{'s' * (more < -1)} fewer"
    if words := after.words - before.words:
        yield f"{abs(words):,} words {'more' if words > 0 else 'fewer'}"
    elif before.digest != after.digest:
        yield "some words changed"
    if before.title != after.title:
        yield f"it is called {after.title} now"


def _shelf(series: str) -> tuple[str, int]:
    found = _SERIES.fullmatch(series)
    return (found[2], int(found[1])) if found else (series, 0)
