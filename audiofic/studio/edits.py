"""What the reader can change: each edit takes the decisions as they are and gives new ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from audiofic.cast import Role
from audiofic.engines import Voice
from audiofic.errors import StoryError
from audiofic.model import Kind
from audiofic.pipeline import Show
from audiofic.studio.files import Decisions
from audiofic.yamlfiles import Entry, change

Edit = Callable[[Decisions, Show], Decisions]

SOUND: Final = ("engine", "voice", "rate", "pitch", "speed")
"""What makes the sound of a voice in voices.yaml, all but its loudness."""


def speakers(names: Mapping[int, str | None]) -> Edit:
    """Who says lines, by their indexes; None is the narrator."""

    def edit(decisions: Decisions, show: Show) -> Decisions:
        lines = show.script.lines
        if not all(0 <= index < len(lines) for index in names):
            raise StoryError("the story has changed and this line is gone; look at the page anew")
        if any(lines[index].kind is Kind.HEADING for index in names):
            raise StoryError("a heading is the narrator's: nobody in the story says it")
        return replace(decisions, corrections=decisions.corrections.corrected(lines, names))

    return edit


def merged(name: str, other: str) -> Edit:
    """`other` is the same person as `name`."""
    return lambda decisions, _: replace(decisions, corrections=decisions.corrections.merged([name, other]))


def split(name: str) -> Edit:
    """`name` is somebody by themselves."""
    return lambda decisions, _: replace(decisions, corrections=decisions.corrections.split(name))


def settings(name: str | None, entries: Mapping[str, Entry | None]) -> Edit:
    """Settings of a character, or of the narrator (None), in voices.yaml; an entry that is None is taken out."""

    def edit(decisions: Decisions, show: Show) -> Decisions:
        trail = ("narrator",) if name is None else ("characters", role(show, name).name)
        changed = dict(entries)
        if changed.get("engine") == show.voices.engine and "engine" in show.voices.model_fields_set:
            changed["engine"] = None  # the file names it for whoever names none
        return replace(decisions, voices=change(decisions.voices, trail, changed))

    return edit


def voiced(name: str | None, voice: Voice) -> Edit:
    """Somebody speaks with exactly this voice."""
    said: dict[str, Entry | None] = dict.fromkeys(SOUND)
    said |= {"engine": voice.engine, "voice": voice.name, "rate": voice.rate, "pitch": voice.pitch}
    if voice.speed != 1:
        said["speed"] = voice.speed
    return settings(name, said)


def locked(name: str | None) -> Edit:
    """The voice that somebody was given is written down, and so stays whatever else changes."""
    return lambda decisions, show: voiced(name, role(show, name).voice)(decisions, show)


def unlocked(name: str | None) -> Edit:
    """The program chooses somebody's voice again."""
    return settings(name, dict.fromkeys(SOUND))


def role(show: Show, name: str | None) -> Role:
    """The role of a character, or of the narrator (None). Raises StoryError if nobody of that name says anything."""
    if name is None:
        return show.cast.narrator
    if name not in show.cast.roles:
        raise StoryError(f"nobody called {name!r} says anything in this story any more")
    return show.cast.roles[name]
