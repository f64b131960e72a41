"""Where an audiobook goes: names that are safe on every system, and files that are whole or not there."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category
from uuid import uuid4

from audiofic.errors import OutputError
from audiofic.language import normalized
from audiofic.package.text import cut, is_glue

MAX_NAME = 120
"""Bytes in UTF-8. File systems take 255, and some programs add to a name."""
MAX_PATH = 240
"""Bytes of a whole path: Windows takes 260 characters, and a synchronised folder puts some of its own before it."""
_LEAST_AUTHOR, _LEAST_TITLE, _LEAST_FILE = 14, 32, 58
"""Bytes that are left for the author's folder, the title's, and a file in it."""
_TAIL = 26
"""Bytes behind the title in a file's name: ", volume 10 of 10.opus"."""
_PART = ".part"
"""The ending of a file that is not whole yet."""
_ABANDONED = re.compile(rf"\.[0-9a-f]{{32}}{re.escape(_PART)}")
_DAY = 24 * 3600
"""Seconds: no build writes one file for so long."""
_LOOKALIKES = str.maketrans({"/": "-", "\\": "-", ":": "-", "|": "-", '"': "'", "<": "", ">": "", "?": "", "*": ""})
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a book goes: `output/<Author>/<Title>/`."""

    folder: Path
    name: str
    """What its files are called, without their endings."""
    room: int
    """Bytes that the name of a file in the folder may have."""

    def file(self, suffix: str) -> Path:
        """`output/<Author>/<Title>/<Title><suffix>`; the suffix may be as long as ", volume 10 of 10.m4b"."""
        return self.folder / f"{self.name}{suffix}"


def shelf(output: Path, author: str, title: str) -> Shelf:
    """The folder and names for a book, whatever its author and title hold.

    They are cut so that each whole path has at most `MAX_PATH` bytes, of which there are never fewer than characters.
    Raises OutputError where `output` itself leaves no room for that.
    """
    root = len(os.fsencode(output.absolute()))
    room = MAX_PATH - root - 3
    if room < _LEAST_AUTHOR + _LEAST_TITLE + _LEAST_FILE:
        raise OutputError(
            f"the folder {output} has a path of {root} characters, which leaves no room for author and title: some "
            f"systems take no more than {MAX_PATH} in all; choose one nearer to the top with -o"
        )
    by = safe_name(
        author, "Unknown author", max(_LEAST_AUTHOR, min(room // 4, room - _LEAST_TITLE - _LEAST_FILE, MAX_NAME))
    )
    room -= len(by.encode())
    name = _named(title, min((room - _TAIL) // 2, room - _LEAST_FILE, MAX_NAME))
    return Shelf(output / by / name, name, min(room - len(name.encode()), MAX_NAME))


def _named(title: str, longest: int) -> str:
    """The title as a name, of which what stands behind it in brackets is not cut away: "(scene 2.3)"."""
    found = re.fullmatch(r"(.+)( \([^()]{1,20}\))", " ".join(title.split()))
    if not found or not found[2].isascii() or len(title.encode(errors="replace")) <= longest:
        return safe_name(title, "Untitled", longest)
    behind = safe_name(found[2], "")
    return f"{safe_name(found[1], 'Untitled', longest - len(behind.encode()) - 1)} {behind}"


def safe_name(text: str, default: str, longest: int = MAX_NAME) -> str:
    """The text as the name of one file or folder on Linux, macOS and Windows, of at most `longest` bytes; `default` if
    nothing is left of it."""
    text = "".join(filter(_nameable, text.translate(_LOOKALIKES)))
    text = re.sub(r"\.{2,}", "…", normalized("NFC", " ".join(text.split()))).strip(" .")
    if _RESERVED.match(text):
        text = f"_{text}"
    text = cut(text, longest).strip(" .")
    return text if any(category(character)[0] in "LNPS" for character in text) else default


def _nameable(character: str) -> bool:
    """Not a control, a change of direction, or half a surrogate pair."""
    return category(character)[0] != "C" or character.isspace() or is_glue(character)


def ensure_writable(folder: Path) -> None:
    """Raise OutputError unless files can be made in the folder, or where it would be made. Leaves nothing behind."""
    try:
        existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        raise unwritable(folder, error) from error


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to, and move the file to `target` at the end of the block.

    Folders are made as needed. If anything goes wrong, neither the file nor a new folder stays, and what was at
    `target` before is as it was. Raises OutputError if the place cannot be written.
    """
    with replacing_all(target.parent, [target.name]) as (part,):
        yield part


@contextmanager
def replacing_all(folder: Path, names: Sequence[str]) -> Iterator[Sequence[Path]]:
    """The same for several files in one folder: they are moved one right after the other once all are written, so that
    what goes wrong in the block leaves the folder as it was, and never new files among old ones."""
    parts = [folder / f".{uuid4().hex}{_PART}" for _ in names]
    made: list[Path] = []
    try:
        with _told(folder):
            made = [place for place in (folder, *folder.parents) if not place.exists()]
            folder.mkdir(parents=True, exist_ok=True)
            _clear(folder)
            for part in parts:
                part.touch()
        yield parts
        targets = [folder / name for name in names]
        for part, target in zip(parts, targets, strict=True):
            with _told(target), part.open("rb+") as file:
                os.fsync(file.fileno())  # else a power cut could leave the new name on an empty file
        for part, target in zip(parts, targets, strict=True):
            with _told(target):
                part.replace(target)
    except BaseException:
        for part in parts:
            with suppress(OSError):  # there may be no file, and even no folder
                part.unlink()
        for place in made:
            with suppress(OSError):  # another build may have put something there in the meantime
                place.rmdir()
        raise


def remove(folder: Path, names: Iterable[str]) -> None:
    """Remove those of the files that are there. Raises OutputError."""
    for name in names:
        with _told(folder / name):
            (folder / name).unlink(missing_ok=True)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(place, error) from error


def _clear(folder: Path) -> None:
    """Remove what builds that were killed have left in the folder."""
    for part in folder.glob(f".*{_PART}"):
        with suppress(OSError):  # another build has just done it
            if _ABANDONED.fullmatch(part.name) and part.stat().st_mtime < time.time() - _DAY:
                part.unlink()


def unwritable(place: Path, error: OSError) -> OutputError:
    """What to raise for a file or folder that cannot be written."""
    return OutputError(
        f"{place} cannot be written ({error.strerror}); choose another folder with -o, or make room there"
    )
