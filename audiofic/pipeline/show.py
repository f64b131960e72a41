"""A story file → a story that is ready to be spoken."""

from __future__ import annotations

from dataclasses import dataclass, replace

from audiofic import letters
from audiofic.attribute import attribute
from audiofic.cast import Cast, cast
from audiofic.characters import Naming
from audiofic.corrections import Corrections
from audiofic.fandompacks import known_characters, with_fandom
from audiofic.languages import language_tag
from audiofic.loudness import TARGETS, Target
from audiofic.matter import with_matter
from audiofic.plan import Section, sections
from audiofic.script import Character, Kind, Script
from audiofic.segment import segment
from audiofic.story import Work
from audiofic.voicesfile import VoicesFile


@dataclass(frozen=True, slots=True)
class Show:
    """A story with its script and its cast, ready to be spoken."""

    work: Work
    script: Script
    voices: VoicesFile
    cast: Cast

    @property
    def sections(self) -> list[Section]:
        """The chapters of the audiobook, with what `read:` in voices.yaml adds to the story."""
        return sections(self.work, with_matter(self.work, self.script.lines, self.voices.read))

    @property
    def target(self) -> Target:
        """How loud it is to be."""
        return TARGETS[self.voices.loudness]

    @property
    def language(self) -> str:
        """The story's, as BCP 47."""
        return language_tag(self.work.metadata.language)


def write_script(work: Work, voices: VoicesFile, corrections: Corrections) -> Script:
    """Who says what in the story, with the names that `voices` and `corrections` know, and what was corrected."""
    lines = segment(work)
    fixed = corrections.place(lines)
    lines = [
        replace(line, kind=Kind.NARRATION) if index in fixed and fixed[index] is None else line
        for index, line in enumerate(lines)
    ]
    known = known_characters(voices, work.metadata)
    same = [Character(name, tuple(aliases)) for name, *aliases in corrections.same]
    naming = Naming((*known, *same), corrections.apart)
    said = {index: name for index, name in fixed.items() if name is not None}
    return letters.deliver(attribute(lines, work.metadata, said, naming), kept=fixed)


def stage(work: Work, voices: VoicesFile, corrections: Corrections) -> Show:
    """Find out who says what, and give everybody a voice. Raises VoicesError and EngineError."""
    script = write_script(work, voices, corrections)
    voices = with_fandom(voices, work.metadata, script)
    language = language_tag(work.metadata.language)
    return Show(work, script, voices, cast(script, voices, voices.loader, language))
