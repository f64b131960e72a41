"""One file → the story in it. Each format is one module; `FORMATS` lists them."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from audiofic.errors import StoryError
from audiofic.language import detected, language_name
from audiofic.model import BlockKind, Work
from audiofic.read import documents, epub, html, limits, markdown, snapshot, text
from audiofic.read.no_story import why_notice
from audiofic.read.source import Format, Source

FORMATS: tuple[Format, ...] = (*documents.FORMATS, epub, snapshot, html, markdown, text)
"""In the order in which they are asked whether a file is theirs."""
_GUESSED = "nothing in the file tells how its letters are written; {} fits best: if there is nonsense, save it as UTF-8"
_DETECTED = "nothing in the file tells its language; it reads as {} ({}); say --language if it is another"
_ADDRESS = re.compile(r"(https?):[/\\]{1,2}(.+)", re.IGNORECASE)


def load(path: Path) -> bytes:
    """What a story's file holds; StoryError where it can't be read."""
    try:
        with path.open("rb") as file:
            return bounded(file)
    except FileNotFoundError as error:
        if address := _ADDRESS.fullmatch(str(path)):
            raise StoryError(_how_to_get(f"{address[1]}://{address[2]}")) from error
        raise StoryError(f"{path}: there is no such file") from error
    except IsADirectoryError as error:
        raise StoryError(f"{path}: this is a folder; name the story file in it") from error
    except PermissionError as error:
        raise StoryError(f"{path}: you have no permission to read this file") from error
    except (OSError, ValueError) as error:
        raise StoryError(f"{path}: this file cannot be read: {error}") from error


def bounded(file: BinaryIO) -> bytes:
    """What an open file holds, or a byte more than a story may. In parts: who asks for so much at once is given it."""
    parts: list[bytes] = []
    left = limits.FILE + 1
    while left and (part := file.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def read_source(source: Source) -> Work:
    """Read a story. Raises StoryError."""
    if not source.data.strip():
        raise source.error("this file is empty")
    if len(source.data) > limits.FILE:
        raise source.error(f"this file is larger than {limits.FILE >> 20} MB, which no story is")
    with _trees_kept():
        work = next(format_ for format_ in FORMATS if format_.recognises(source)).read(source)
    if "decoded" in vars(source) and source.decoded.guess:
        work = replace(work, remarks=(*work.remarks, _GUESSED.format(source.decoded.guess)))
    if not any(any(map(str.isalpha, block.text)) for _, _, block in work.blocks()):
        raise source.error("there is no story in this file: it has no words")
    if not work.metadata.authors and (reason := why_notice(f"{work.metadata.title}\n{work.text}")):
        raise source.error(reason)
    return work if work.metadata.language else _in_its_language(work)


@contextmanager
def _trees_kept() -> Iterator[None]:
    """Nothing becomes garbage while the trees of a file grow, and a look for it costs a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _in_its_language(work: Work) -> Work:
    """A work whose file does not say in which language it is, with the one that its text is in."""
    tag = detected(block.text for _, _, block in work.blocks() if block.kind is BlockKind.PARAGRAPH)
    if tag in ("", "en"):  # what a story is taken for anyway
        return work
    remarks = (*work.remarks, _DETECTED.format(language_name(tag), tag))
    return replace(work, metadata=replace(work.metadata, language=tag), remarks=remarks)


def _how_to_get(address: str) -> str:
    """What to do with an address, since nothing is fetched from it."""
    if "archiveofourown.org" in address.split("/")[2].lower():
        how = "open it, choose Download → HTML or EPUB, and give that file"
    else:
        how = "save the story as a file, or the page from your browser, and give that"
    return (
        f"{address}: this is an address, and audiofic reads files: {how}; `audiofic fetch {address}` asks FanFicFare "
        "for it, where that is installed"
    )
