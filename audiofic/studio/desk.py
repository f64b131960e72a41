"""All that the studio works with, in one place: the story, the engines, the builds, and the pages that look on."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from audiofic import engines
from audiofic.attribute import Consent
from audiofic.cast import candidates, of_language
from audiofic.engines import Engine, Voice
from audiofic.errors import AudioficError, EngineError
from audiofic.language import language_tag
from audiofic.package import draw_cover
from audiofic.studio import edits, views
from audiofic.studio.builds import Builds, Status
from audiofic.studio.events import Event, Events
from audiofic.studio.ledger import Blank, Ledger
from audiofic.studio.project import Change, Project
from audiofic.studio.sound import Speakers
from audiofic.studio.turns import Turns
from audiofic.voices import AUTO

BEGINNING: Final = 50
"""Lines among which there is a short one."""
SUGGESTIONS: Final = 24
"""Voices that are suggested for one character before they come again."""
FAKE: Final = "tone"
"""The engine that only tests speak with: it is offered where the story's voices.yaml asks for it."""


class Desk:
    """What the pages see and change. Raises what `Project` does."""

    def __init__(
        self,
        story: Path,
        voices: Path,
        output: Path,
        turns: Turns | None = None,
        ledger: Ledger | None = None,
        engine: str = AUTO,
        consent: Consent | None = None,
    ) -> None:
        """`turns`: of all builds of the studio; `ledger`: where it is noted what becomes of the work;
        `engine`: who speaks where voices.yaml names none; `consent`: for the language model that it may name."""
        self.ledger = ledger or Blank()
        self.events = Events()
        self.project = Project(story, voices, engine, consent)
        self.speakers = Speakers(self._doubting)
        self.builds = Builds(output, turns or Turns(), self.ledger)
        self.builds.listeners.append(self._building)
        self._heard: dict[str, list[Voice]] = {}
        """By character, the voices that they have had when another was asked for."""
        self.cover: bytes | None = None
        """The picture that the reader has chosen."""
        self.revision = 1
        """Goes up with every change of the story, so that a page knows whether it has missed one."""
        self._roll = views.Roll()
        self._roll.note(self.project.show)
        self._lock = threading.Lock()
        self._story: bytes | None = None
        self.project.listeners.append(self._changed)
        self.story()  # so that the first page need not wait

    def close(self) -> None:
        """End the build and the engines."""
        self.builds.close()
        self.speakers.close()

    @property
    def idle(self) -> bool:
        """Whether nobody looks at it, and nothing is built."""
        return not self.events.heard and not self.builds.busy

    def build(self, formats: Sequence[str], chapters: range | None) -> None:
        """Begin to build the audiobook. Raises OutputError if a build is under way."""
        self.builds.start(self.project.show, formats, chapters, self.cover)

    def warm(self) -> None:
        """Speak a short line of the beginning, so that the engine is there when somebody clicks."""
        show = self.project.show
        lengths = [len(line.text) for line in show.script.lines[:BEGINNING]]
        with suppress(AudioficError), closing(self.speakers.line(show, lengths.index(min(lengths)))) as parts:
            next(parts)  # what cannot be spoken is told to whoever clicks

    def story(self) -> bytes:
        """All that a page shows, as JSON; made once for each revision."""
        with self._lock:
            if self._story is None:
                data = {**self._state("The story was read"), **views.story(self.project.show, self._roll)}
                self._story = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
            return self._story

    def hello(self) -> Event:
        """What a page is told first."""
        place = self.ledger.place()
        at = {"line": place.line, "audiobook": place.audiobook} if place else None
        return {"type": "hello", "revision": self.revision, "build": self.builds.status.data(), "place": at}

    def voices(self) -> list[dict[str, Any]]:
        """The engines that can speak here, with their voices."""
        asked = {self.project.show.voices.engine}
        asked |= {role.voice.engine for role in self.project.show.cast.roles.values()}
        found = []
        for name in engines.names():
            if name == FAKE and FAKE not in asked:
                continue
            try:
                voices = _facts(self.project.show.voices.loader(name), self.project.show.language)
            except EngineError:
                continue  # not installed, or broken: `audiofic doctor` tells
            found.append({"name": name, "voices": voices})
        return found

    def suggestion(self, name: str) -> Voice:
        """A voice that fits a character and was not theirs before, as far as there is one. Raises StoryError."""
        show = self.project.show
        role = edits.role(show, name)
        heard = self._heard.setdefault(name, [])
        heard.append(role.voice)
        # What the last suggestion has written is no wish of the reader's.
        people = dict(show.voices.characters)
        if role.name in people:
            people[role.name] = people[role.name].model_copy(update=dict.fromkeys(edits.SOUND))
        voices = show.voices.model_copy(update={"characters": people})
        language = language_tag(show.work.metadata.language)
        count = min(len(heard) + 1, SUGGESTIONS)
        found = candidates(name, show.script, voices, count, voices.loader, language, show.cast.memory)
        new = [voice for voice in found if voice not in heard]
        if not new:
            del heard[:-1]
            new = [voice for voice in found if voice not in heard]
        return (new or found)[0]

    def picture(self) -> bytes:
        """The cover that the audiobook gets: the reader's choice, the story's own, or a drawn one."""
        show = self.project.show
        picture = self.cover or show.cover
        return picture or draw_cover(show.work.title, ", ".join(show.work.metadata.authors))

    def _changed(self, change: Change) -> None:
        with self._lock:
            self.revision += 1
            self._story = None
            self._roll.note(change.after)
            event = self._state(change.label)
            changed = views.changes(change.before, change.after, self._roll)
            event |= {"type": "story", "outside": change.outside, "changes": changed}
        self.events.tell(event)

    def _state(self, label: str) -> Event:
        """What changes with every edit."""
        project = self.project
        return {
            "revision": self.revision,
            "label": label,
            "names": self._roll.names,
            "cast": views.cast(project.show, self._roll),
            "undo": project.undoable,
            "redo": project.redoable,
            "problem": project.problem,
        }

    def _doubting(self, doubt: str) -> None:
        self.events.tell({"type": "doubt", "doubt": doubt})

    def _building(self, status: Status) -> None:
        self.events.tell({"type": "build", "build": status.data()})


def _facts(engine: Engine, language: str) -> list[dict[str, Any]]:
    return [
        {"name": voice.name, "language": voice.language, "pronoun": voice.pronoun, "pitch": round(voice.pitch)}
        for voice in of_language(engine, language)
    ]
