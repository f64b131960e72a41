"""The voices that were chosen for a story, remembered beside it: so they stay, whatever is corrected, added or given.

A cast is chosen by rules, and the same story gives the same cast. But a corrected line or another engine for one
character changes what the rules see; with a memory only those choose who have no voice yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, get_args

from audiofic import yamlfiles
from audiofic.corrections import find
from audiofic.engines import Voice
from audiofic.errors import OutputError, VoicesError
from audiofic.model import Age
from audiofic.voices import fold

SUFFIX: Final = ".cast.yaml"
_HEADER: Final = """\
# The voices that audiofic chose for this story, so that they stay. Change voices in voices.yaml, which goes first;
# `audiofic cast STORY --again` forgets this file and chooses anew.
# fits: the pronouns that a voice was chosen for.
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A voice, and whom it was chosen for."""

    voice: Voice
    group: str
    """ "she", "he" or "they"."""
    age: Age


@dataclass(frozen=True, slots=True)
class Memory:
    """Which voices were chosen, of each engine that was ever asked for."""

    voices: Mapping[tuple[str, str], Remembered] = field(default_factory=dict)
    """By engine and name; names differ in more than case and apostrophes."""
    work: str = ""
    """`Work.identity` of the story, by which a newer file of it finds them."""
    lent: Mapping[tuple[str, str], Remembered] = field(default_factory=dict, compare=False)
    """What the cast book has for people of its fandoms; they are not the story's until they are chosen."""

    def of(self, engine: str, names: Iterable[str]) -> Remembered | None:
        """The engine's voice of somebody, by the first of their names that is known."""
        return next(filter(None, (self.voices.get((engine, fold(name))) for name in names)), None)

    def lent_to(self, engine: str, names: Iterable[str]) -> Remembered | None:
        """The same in the cast book."""
        return next(filter(None, (self.lent.get((engine, fold(name))) for name in names)), None)

    def with_voices(self, chosen: Mapping[str, Remembered]) -> Memory:
        """With voices by name, in place of what their engines had for these names."""
        new = {(one.voice.engine, fold(name)): one for name, one in chosen.items()}
        return Memory({**self.voices, **new}, self.work, self.lent)


def load_memory(story: Path, work: str) -> Memory:
    """What is remembered of a story, or of an older file of the same `work` beside it. Raises VoicesError where the
    file was damaged."""
    path = find(story, work, SUFFIX)
    if not path.exists():
        return Memory(work=work)
    document = yamlfiles.load(path)
    data: Any = document.data
    try:
        engines = (data.get("voices") if data else None) or {}
        voices = {
            (engine, fold(name)): remembered(engine, told)
            for engine, people in engines.items()
            for name, told in people.items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"this is not what audiofic wrote: mend it, or delete the file, and voices are chosen anew ({error})"
        raise VoicesError([document.problem((), message)]) from error
    return Memory(voices, work)


def save_memory(story: Path, memory: Memory) -> None:
    """Remember. Where nothing can be written, nothing is remembered: the rules choose the same again."""
    engines: dict[str, dict[str, dict[str, object]]] = {}
    for (engine, name), one in memory.voices.items():
        engines.setdefault(engine, {})[name] = told_of(one)
    content = {"work": memory.work, "voices": engines} if memory.work else {"voices": engines}
    with suppress(OutputError):
        yamlfiles.save(story.with_name(story.name + SUFFIX), _HEADER + yamlfiles.dump(content))


def forget(story: Path, work: str) -> None:
    """Let the voices be chosen anew. Raises OutputError."""
    path = find(story, work, SUFFIX)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path} cannot be removed: {error.strerror}") from error


def told_of(one: Remembered) -> dict[str, object]:
    """What a file says of a voice."""
    told: dict[str, object] = {"voice": one.voice.name}
    if one.voice.pitch is not None:
        told["pitch"] = one.voice.pitch
    if one.voice.speed != 1:
        told["speed"] = one.voice.speed
    return {**told, "fits": one.group, "age": one.age}


def remembered(engine: str, told: Mapping[str, Any]) -> Remembered:
    """What a file says of a voice, read again. Raises KeyError, TypeError or ValueError where it is not so."""
    pitch = int(told["pitch"]) if "pitch" in told else None
    age = told["age"]
    if age not in get_args(Age):
        raise ValueError(f"there is no age {age!r}")
    voice = Voice(engine, str(told["voice"]), pitch=pitch, speed=float(told.get("speed", 1)))
    return Remembered(voice, str(told["fits"]), age)
