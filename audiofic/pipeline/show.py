"""A story file → a story that is ready to be spoken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiofic.attribute import Consent, LanguageModel, attribute
from audiofic.audio import TARGETS, Target
from audiofic.cast import NOTHING, Cast, Memory, cast, in_language, known_characters, picked, with_engine, with_fandom
from audiofic.characters import Naming
from audiofic.corrections import Corrections
from audiofic.engines import guess
from audiofic.language import language_name, language_tag, without_sound
from audiofic.model import Character, Kind, Line, Metadata, Script, Work
from audiofic.package import load_cover, usable_cover
from audiofic.pipeline.credits import close
from audiofic.pipeline.labels import with_names
from audiofic.pipeline.matter import END, with_matter
from audiofic.pipeline.plan import Section, sections
from audiofic.segment import deliver_letters, segment, without_silence
from audiofic.voices import Pack, VoicesFile


@dataclass(frozen=True, slots=True)
class Show:
    """A story with its script and its cast, ready to be spoken."""

    work: Work
    script: Script
    voices: VoicesFile
    cast: Cast
    remarks: tuple[str, ...] = ()
    """What of its language is told before it is spoken: which engine has voices of it, what they have no sounds for."""

    @property
    def sections(self) -> list[Section]:
        """The chapters of the audiobook, with what `read:` in voices.yaml adds to the story."""
        lines = with_names(self.script.lines, self.voices.messages)
        lines = with_matter(self.work, lines, self.voices.read)
        if self.voices.credits and lines:
            text = close(self.work.metadata, self.language)
            last = lines[-1]
            lines.append(Line(last.chapter, last.scene, 0, Kind.NARRATION, text, 0, 0, END))
        return sections(self.work, lines)

    @property
    def cover(self) -> bytes | None:
        """The picture that voices.yaml names, or else the one that the story brings along, if it is of use. Raises
        OutputError where the former is not."""
        if self.voices.cover is not None:
            return load_cover(self.voices.cover)
        return self.work.cover if self.work.cover and usable_cover(self.work.cover) else None

    @property
    def target(self) -> Target:
        """How loud it is to be."""
        return TARGETS[self.voices.loudness]

    @property
    def language(self) -> str:
        """The story's, as BCP 47."""
        return language_tag(self.work.metadata.language)


def write_script(work: Work, voices: VoicesFile, corrections: Corrections, consent: Consent | None = None) -> Script:
    """Who says what in the story, with the names that `voices`, the packs of its fandoms and `corrections` know, and
    what was corrected; `consent` is for the language model that `voices` may name. Raises VoicesError, and EngineError
    where that cannot be asked."""
    work = voices.book.told_of(work)
    return _written(segment(work), work.metadata, voices, picked(work.metadata), corrections, consent)


def stage(
    work: Work,
    voices: VoicesFile,
    corrections: Corrections,
    lines: Sequence[Line] | None = None,
    memory: Memory = NOTHING,
    consent: Consent | None = None,
) -> Show:
    """Find out who says what, and give everybody a voice, which who has one in `memory` keeps. `lines`: those of the
    work, where they are known; then its outline will do. Raises VoicesError and EngineError."""
    work = voices.book.told_of(work)
    fandoms = picked(work.metadata)
    script = _written(segment(work) if lines is None else lines, work.metadata, voices, fandoms, corrections, consent)
    language = language_tag(work.metadata.language)
    voices = with_engine(with_fandom(voices, fandoms, script), language)
    voices, said = in_language(voices, language)
    strange = without_sound((line.text for line in script.lines), language)
    if strange:
        letters = " and ".join([", ".join(strange[:-1]), strange[-1]] if strange[1:] else strange)
        told = f"{letters} letters are said as Latin ones, since voices of {language_name(language)} do not know them."
        said = [*said, told]
    chosen = cast(script, voices, voices.loader, language, memory)
    return Show(work, script, voices, chosen, (*said, *_guesses(chosen, voices)))


def _guesses(chosen: Cast, voices: VoicesFile) -> Iterator[str]:
    """What engines tell of the voices that they offer, where these are a guess."""
    for name in sorted({role.voice.engine for role in (chosen.narrator, *chosen.roles.values())}):
        if told := guess(voices.loader(name)):
            yield told


def _written(
    lines: Sequence[Line],
    metadata: Metadata,
    voices: VoicesFile,
    fandoms: Sequence[Pack],
    corrections: Corrections,
    consent: Consent | None,
) -> Script:
    fixed = corrections.place(lines)
    deliveries = corrections.deliveries(lines)
    lines = [
        replace(line, kind=Kind.NARRATION) if index in fixed and fixed[index] is None else line
        for index, line in enumerate(lines)
    ]
    for index, delivery in deliveries.items():
        lines[index] = replace(lines[index], delivery=delivery)
    known = known_characters(voices, fandoms)
    same = [Character(name, tuple(aliases)) for name, *aliases in corrections.same]
    naming = Naming((*known, *same), corrections.apart)
    said = {index: name for index, name in fixed.items() if name is not None}
    script = attribute(lines, metadata, said, naming, _model(voices, consent))
    return without_silence(deliver_letters(script, kept=fixed))


def _model(voices: VoicesFile, consent: Consent | None) -> LanguageModel | None:
    """Whoever has a second opinion on the doubtful lines."""
    model = voices.attribution.model
    if model is None:
        return None
    return LanguageModel(
        model.url,
        model.name,
        consent or Consent(),
        timeout=model.timeout,
        requests_per_minute=model.requests_per_minute,
    )
