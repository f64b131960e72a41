"""Folders and archives of stories: which files in them are works, and which are chapters of one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from audiofic.errors import StoryError
from audiofic.model import Work
from audiofic.read import limits, story
from audiofic.read.archive import Document
from audiofic.read.joining import of_chapters
from audiofic.read.source import Source

KIND = "ZIP archive"
ENDINGS = frozenset(
    ".html .htm .xhtml .mhtml .mht .webarchive .epub .txt .text .md .markdown .docx .odt .fodt .rtf .fb2 .fbz .mobi "
    ".azw .azw3 .prc .pdb .htmlz .txtz .pdf .tex .org .rst .adoc .dbk".split()
)
"""Of files that may be stories."""
_BOOKS = frozenset({".epub", ".docx", ".odt", ".ott", ".fbz", ".htmlz", ".txtz"})
_INNARDS = frozenset(
    "META-INF/container.xml word/document.xml content.xml xl/workbook.xml ppt/presentation.xml Index/Document.iwa "
    "ComicInfo.xml".split()
)
"""Of books and documents that are ZIP archives themselves."""
_DEPTH = 8
"""Folders within folders."""
_NUMBER = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A story in a folder or archive."""

    label: str
    """What messages call it."""
    read: Callable[[], Work]
    """Reads it; raises StoryError."""
    path: Path | None = None
    """Its own, if it is a file or folder."""


def natural(name: str) -> list[tuple[int, str]]:
    """By which names are sorted as people do: 2 before 10, whatever their capitals."""
    return [
        (int(part), "") if part.isdecimal() and part.isascii() else (-1, part.casefold())
        for part in re.split(r"(\d{1,18})", name)
    ]


def is_folder(path: Path) -> bool:
    """Whether there is a folder of that name, however long the name is."""
    return os.path.isdir(path)  # noqa: PTH112 - pathlib raises where a name is too long


def stories(path: Path) -> list[Entry]:
    """The stories at a path: the one in a file, or all in a folder or archive, in natural order. Raises StoryError
    where there are none."""
    if is_folder(path):
        found = list(_in_folder(path, _DEPTH))
        if not found:
            raise StoryError(f"{path}: there is no story in this folder")
    else:
        source = Source(str(path), story.load(path))
        found = bundled(source) if is_bundle(source) else [Entry(str(path), lambda: story.read_source(source), path)]
    if len(found) > limits.WORKS:
        raise StoryError(f"{path}: there are more than {limits.WORKS:,} stories in it: give a part of them")
    return found


def is_bundle(source: Source) -> bool:
    """Whether it is a ZIP of stories, and no story in a ZIP."""
    if not source.data.startswith(b"PK") or source.suffix in _BOOKS or source.label.lower().endswith(".fb2.zip"):
        return False
    names = Document(source, KIND).names
    return _INNARDS.isdisjoint(names) and not any(name.lower().endswith(".opf") for name in names)


def bundled(source: Source) -> list[Entry]:
    """The stories in an archive. Raises StoryError where there are none."""
    archive = Document(source, KIND)
    names = [name for name in archive.names if _may_be_story(PurePosixPath(name))]
    folders: dict[str, list[str]] = {}
    for name in sorted(names, key=natural):
        folders.setdefault(str(PurePosixPath(name).parent), []).append(name)
    found: list[Entry] = []
    for folder, inside in folders.items():
        entries = [_packed(source, archive, name) for name in inside]
        title = source.stem if folder == "." else PurePosixPath(folder).name
        found += _sorted_out(entries, [PurePosixPath(name).stem for name in inside], title, f"{source.label}/{folder}")
    if not found:
        raise source.error("there is no story in this ZIP archive")
    return found


def only(entries: Sequence[Entry], label: str) -> Work:
    """The story, where there is but one. Raises StoryError that lists them."""
    if len(entries) == 1:
        return entries[0].read()
    named = ", ".join(PurePath(entry.label).name for entry in entries[:5])
    more = " and more" if len(entries) > 5 else ""
    raise StoryError(
        f"{label}: there are {len(entries)} stories in it ({named}{more}): name one; `audiofic build` makes an "
        "audiobook of each, or with --as-one TITLE one of all"
    )


def _packed(source: Source, archive: Document, name: str) -> Entry:
    label = f"{source.label}/{name}"
    return Entry(label, lambda: story.read_source(Source(label, archive.read(name))))


def _in_folder(folder: Path, depth: int) -> Iterator[Entry]:
    try:
        inside = sorted(folder.iterdir(), key=lambda path: natural(path.name))
    except OSError as error:
        raise StoryError(f"{folder}: this folder cannot be read: {error.strerror}") from error
    files = [path for path in inside if path.is_file() and (_may_be_story(path) or path.suffix.lower() == ".zip")]
    packed = [path for path in files if path.suffix.lower() == ".zip"]
    alone = [Entry(str(path), _reader(path), path) for path in files if path not in packed]
    yield from _sorted_out(
        alone, [PurePath(entry.label).stem for entry in alone], folder.resolve().name, str(folder), folder
    )
    for path in packed:
        yield from stories(path)
    for below in inside:
        if depth and below.is_dir() and not below.is_symlink() and not below.name.startswith((".", "_")):
            yield from _in_folder(below, depth - 1)


def _reader(path: Path) -> Callable[[], Work]:
    return lambda: story.read_source(Source(str(path), story.load(path)))


def _sorted_out(
    entries: Sequence[Entry], names: Sequence[str], title: str, label: str, path: Path | None = None
) -> list[Entry]:
    """The entries as they are, or as one if they are the chapters of a work: their names count them, and they are not
    several works by what they tell."""
    if len(entries) < 2 or not _count_up(names):
        return list(entries)
    works = [entry.read() for entry in entries]
    addresses = {work.metadata.url for work in works}
    titles = {work.metadata.title for work in works}
    if ("" not in addresses and len(addresses) == len(works)) or (
        len(titles) == len(works) and all(work.metadata.authors and len(work.chapters) > 1 for work in works)
    ):
        return list(entries)
    return [Entry(label, lambda: of_chapters(works, names, title), path)]


def _count_up(names: Sequence[str]) -> bool:
    """Whether the names have a number each, at the head or after the same words, and these go on from 0 or 1."""
    numbers: list[int] = []
    before: set[str] = set()
    for name in names:
        match = _NUMBER.search(name)
        if match is None:
            return False
        numbers.append(int(match[0]))
        before.add(name[: match.start()].casefold().strip(" ._-#"))
    numbers.sort()
    return len(before) == 1 and numbers[0] in {0, 1} and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _may_be_story(path: PurePath) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts if part not in {".", ".."})
    return path.suffix.lower() in ENDINGS and not hidden and path.name.lower() not in {"readme.txt", "readme.md"}
