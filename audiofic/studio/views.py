"""What the page is told: the script, the cast and what has changed, as data for JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, Final

from audiofic.corrections.scripttext import DOUBTFUL
from audiofic.engines import NORMAL_RATE, Voice
from audiofic.model import Kind, Line
from audiofic.pipeline import Show, permissions, unread

KINDS: Final = tuple(Kind)
"""A kind goes to the page as its place here."""
SAMPLE_LENGTH: Final = 90
"""Characters of a line that lets a voice be heard: neither a word nor a speech."""
LEFT_OUT_LENGTH: Final = 240
"""Characters of a part that is left out by which a reader knows it."""
SAMPLES: Final = 5

Row = tuple[int, str, int, float, int, str]
"""Kind, text, speaker (a number of the roll, −1 for nobody), confidence, paragraph."""


class Roll:
    """Everybody who was ever called anything while the studio was open, by number: the most talkative first, and those
    who appear later behind them. So a number, and with it a colour, stays somebody's."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def note(self, show: Show) -> None:
        """Give numbers to those who have none."""
        for character in show.script.characters:
            self._number(character.name)

    def of(self, line: Line) -> int:
        """The number of who says the line."""
        return -1 if line.speaker is None else self._number(line.speaker)

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]


def story(show: Show, roll: Roll) -> dict[str, Any]:
    """The script, whole."""
    metadata = show.work.metadata
    return {
        "title": show.work.title,
        "authors": metadata.authors,
        "language": show.language,
        "chapters": [chapter.title for chapter in show.work.chapters],
        "kinds": KINDS,
        "doubtful": DOUBTFUL,
        "scenes": scenes(show.script.lines),
        "lines": [row(line, roll) for line in show.script.lines],
        "cover": show.work.cover is not None or show.voices.cover is not None,
        "sections": [section.title for section in show.sections],
        "leftOut": left_out(show),
        "permissions": permissions(show.work),
    }


def left_out(show: Show) -> list[tuple[int, str, str]]:
    """Chapter, reason and beginning of each part of the file that the audiobook does not say."""
    return [
        (part.chapter, part.reason, textwrap.shorten(part.text, LEFT_OUT_LENGTH, placeholder="…"))
        for part in unread(show.work, show.voices.read)
    ]


def row(line: Line, roll: Roll) -> Row:
    """A line of the script."""
    return (
        KINDS.index(line.kind),
        line.text,
        roll.of(line),
        round(line.confidence, 2),
        line.paragraph,
        line.delivery or "",
    )


def scenes(lines: Sequence[Line]) -> list[tuple[int, int, int]]:
    """Chapter, scene, and the index of its first line."""
    found: list[tuple[int, int, int]] = []
    for index, line in enumerate(lines):
        if not found or found[-1][:2] != (line.chapter, line.scene):
            found.append((line.chapter, line.scene, index))
    return found


def changes(before: Show, after: Show, roll: Roll) -> list[tuple[int, int, int, float]] | None:
    """Index, kind, speaker and confidence of each line that differs; None where the story itself has changed."""
    if before.work is not after.work or len(before.script.lines) != len(after.script.lines):
        return None
    return [
        (index, KINDS.index(new.kind), roll.of(new), round(new.confidence, 2))
        for index, (old, new) in enumerate(zip(before.script.lines, after.script.lines, strict=True))
        if (old.speaker, old.kind, round(old.confidence, 2)) != (new.speaker, new.kind, round(new.confidence, 2))
    ]


def cast(show: Show, roll: Roll) -> dict[str, Any]:
    """The narrator, and everybody else who is in the story."""
    words: dict[str | None, int] = {}
    samples: dict[str | None, list[tuple[int, int]]] = {}
    for index, line in enumerate(show.script.lines):
        words[line.speaker] = words.get(line.speaker, 0) + line.text.count(" ") + 1
        if line.kind in (Kind.DIALOGUE, Kind.NARRATION):
            samples.setdefault(line.speaker, []).append((abs(len(line.text) - SAMPLE_LENGTH), index))

    def entry(name: str | None) -> dict[str, Any]:
        role = show.cast.narrator if name is None else show.cast.roles[name]
        return {
            "voice": voice(role.voice),
            "volume": role.volume,
            "given": role.given,
            "minutes": round(words.get(name, 0) / (NORMAL_RATE * role.voice.pace), 2),
            "samples": [index for _, index in sorted(samples.get(name, []))[:SAMPLES]],
        }

    return {
        "narrator": entry(None),
        "teller": show.script.narrator,
        "engine": show.voices.engine,
        "characters": [
            {
                "id": roll.names.index(character.name),
                "lines": character.lines,
                "pronouns": _pronouns(show, character.name, character.pronouns),
                "aliases": character.aliases,
                **(entry(character.name) if character.name in show.cast.roles else {}),
            }
            for character in show.script.characters
        ],
    }


def voice(chosen: Voice) -> dict[str, Any]:
    """A voice with all that makes its sound."""
    return {
        "engine": chosen.engine,
        "name": chosen.name,
        "rate": round(NORMAL_RATE * chosen.pace),
        "pitch": 50 if chosen.pitch is None else chosen.pitch,
    }


def _pronouns(show: Show, name: str, found: str) -> str:
    """As voices.yaml has them, else as the story tells."""
    role = show.cast.roles.get(name)
    settings = show.voices.characters.get(role.name if role else name)
    return settings.pronouns if settings and settings.pronouns else found
