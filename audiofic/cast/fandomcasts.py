"""The cast book: over stories, a character of a fandom keeps the voice that it had in the reader's last one.

It is one file in the user's data folder, for people to read and to change, and holds those alone whom a story's tags
name: a waiter in one story is not the waiter of the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from audiofic import yamlfiles
from audiofic.cast.memory import Memory, Remembered, remembered, told_of
from audiofic.characters import tag_names
from audiofic.engines.voicepacks import data_folder
from audiofic.errors import OutputError, VoicesError
from audiofic.model import Metadata
from audiofic.voices import fold

Book = Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]
"""By fandom, engine and name, what `memory` keeps of a voice."""

_HEADER: Final = """\
# The voices that characters had in your last story of their fandom; they have them in the next one, too.
# What voices.yaml and its packs say goes first. Change or delete what you like; `remember: no` there looks past it.
"""


def castbook() -> Path:
    """Where it is, or would be."""
    return data_folder() / "casts.yaml"


def read_castbook() -> Book:
    """All of it. Raises VoicesError where it was damaged."""
    path = castbook()
    if not path.exists():
        return {}
    document = yamlfiles.load(path)
    data: Any = document.data or {}
    try:
        for engine, name, told in _entries(data):
            remembered(engine, told)
            fold(name)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"this is not what audiofic wrote: mend it, or delete the file ({error})"
        raise VoicesError([document.problem((), message)]) from error
    book: Book = data
    return book


def lent(metadata: Metadata) -> dict[tuple[str, str], Remembered]:
    """By engine and name, the voices that the characters of a story's fandoms had last. Raises VoicesError."""
    book = read_castbook()
    return {
        (engine, fold(name)): remembered(engine, told)
        for fandom in reversed(metadata.fandoms)  # the first one goes before the others
        for engine, name, told in _entries({fandom: book.get(fandom, {})})
    }


def keep(metadata: Metadata, memory: Memory, names: Mapping[str, str]) -> None:
    """Write down the voices that a story's characters have in `memory`, those whom its tags name; `names`: as they are
    written, by `fold`. Where nothing can be written, nothing is kept."""
    tagged = [{*fold(name).split()} for name in tag_names(metadata)]
    new = {
        (engine, names[name]): one
        for (engine, name), one in memory.voices.items()
        if name in names and any({*name.split()} <= words for words in tagged)  # Milady is Milady de Winter
    }
    if not new or not metadata.fandoms:
        return
    before = read_castbook()
    book = {fandom: {engine: dict(people) for engine, people in told.items()} for fandom, told in before.items()}
    for fandom in metadata.fandoms:
        for (engine, name), one in new.items():
            people = book.setdefault(fandom, {}).setdefault(engine, {})
            for old in [old for old in people if fold(old) == fold(name)]:
                del people[old]
            people[name] = {key: str(value) for key, value in told_of(one).items()}
    if book != before:
        with suppress(OutputError, OSError):
            castbook().parent.mkdir(parents=True, exist_ok=True)
            yamlfiles.save(castbook(), _HEADER + yamlfiles.dump(book))


def _entries(book: Book) -> list[tuple[str, str, Mapping[str, Any]]]:
    return [
        (engine, name, told)
        for engines in book.values()
        for engine, people in engines.items()
        for name, told in people.items()
    ]
