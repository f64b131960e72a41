"""The two files that hold what the reader decides, and whether anybody else has changed them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from audiofic import yamlfiles
from audiofic.corrections import Corrections, find, load, save
from audiofic.errors import OutputError
from audiofic.model import Work
from audiofic.voices import TEMPLATE
from audiofic.yamlfiles import Document


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the reader has decided: who says what, and with which voice."""

    corrections: Corrections
    voices: Document
    """voices.yaml; its template where there is no file yet."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of both files at one moment; None where there is no file."""

    corrections: bytes | None
    voices: bytes | None


@dataclass(frozen=True, slots=True)
class Files:
    """Where the story and the reader's decisions are."""

    story: Path
    voices: Path
    """It need not exist yet, as the next one."""
    corrections: Path
    work: str
    """`Work.identity` of the story, which the corrections remember."""

    @classmethod
    def of(cls, story: Path, work: Work, voices: Path) -> Files:
        """Those of a story that has been read from its file."""
        return cls(story, voices, find(story, work.identity), work.identity)

    def contents(self) -> Contents:
        """What the files hold now. Raises OutputError where one cannot be read."""
        return Contents(_bytes(self.corrections), _bytes(self.voices))

    def read(self) -> Decisions:
        """What the files say. Raises VoicesError."""
        exists = self.voices.exists()
        document = yamlfiles.load(self.voices) if exists else yamlfiles.parse(TEMPLATE, str(self.voices))
        return Decisions(replace(load(self.corrections), work=self.work), document)

    def write(self, before: Decisions, after: Decisions) -> None:
        """Write what has changed, each file in one step. Raises OutputError."""
        if after.corrections != before.corrections:
            save(self.corrections, after.corrections)
        if after.voices.text != before.voices.text:
            yamlfiles.save(self.voices, after.voices.text)

    def restore(self, before: Contents, after: Contents) -> None:
        """Put those files that differ back to what they held `before`. Raises OutputError."""
        for path, old, new in (
            (self.corrections, before.corrections, after.corrections),
            (self.voices, before.voices, after.voices),
        ):
            if old == new:
                continue
            if old is None:
                path.unlink(missing_ok=True)
            else:
                yamlfiles.save(path, old.decode())

    def stamps(self) -> Mapping[Path, tuple[int, int] | None]:
        """Time and size of each file, by which a change is suspected."""
        return {path: _stamp(path) for path in (self.story, self.corrections, self.voices)}

    def story_digest(self) -> str:
        """What tells one state of the story from another."""
        return hashlib.sha256(_bytes(self.story) or b"").hexdigest()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}") from error


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
