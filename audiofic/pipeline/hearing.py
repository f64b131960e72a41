"""What is heard without an audiobook: a scene, some lines, voices to choose from; as it comes, or as WAV files."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

from audiofic import cache
from audiofic.audio import Clip, Piece, leveling, silence, sound, stitch, timeline
from audiofic.cast import Role, candidates, of_language
from audiofic.engines import Engine, Voice, VoiceFacts
from audiofic.errors import EngineError, StoryError
from audiofic.model import Kind, Line
from audiofic.package import ensure_writable, joined, open_wav, replacing, safe_name, shelf
from audiofic.pipeline.audiobook import Result
from audiofic.pipeline.performer import REFERENCE, Performer
from audiofic.pipeline.plan import Planner, Section
from audiofic.pipeline.progress import Meter, Report
from audiofic.pipeline.show import Show
from audiofic.synthesize import Executors, Synthesizer, Utterance, this_machine
from audiofic.voices import fold

AUDITION_VOICES: Final = 5
AUDITION_LENGTH: Final = 90
"""Characters of a line that lets a voice be heard: neither a word nor a speech."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of what is heard: an utterance, and the pause after it."""

    line: str
    """`Line.id`."""
    text: str
    """As written: a sentence or a part of it; a line may have several."""
    clip: Clip
    """At its level, with the pause; all clips of a stream are of one rate and follow each other without a gap."""
    spoken: int
    """How many samples of the clip are speech; 0 if it could not be spoken."""
    pause: float
    """In seconds."""
    error: str | None
    """Why it could not be spoken, a sentence."""
    doubt: str | None
    """What seems wrong with it, a sentence."""
    cached: bool
    """True if nothing had to be spoken for it."""


def scene_lines(show: Show, scene: tuple[int, int]) -> tuple[Line, ...]:
    """The lines of a scene, (chapter, scene) counted from 1. Raises StoryError if there is no such scene."""
    lines = tuple(line for line in show.script.lines if (line.chapter, line.scene) == scene)
    if not lines:
        raise StoryError(f"there is no scene {scene[0]}.{scene[1]} in this story; `audiofic scenes` lists them")
    return lines


def stream(
    show: Show, lines: Sequence[Line], *, jobs: int, executors: Executors = this_machine
) -> Generator[Heard, None, None]:
    """Speak lines of the story, and give out each utterance as soon as it is there, in order.

    To close the generator is to stop; what has been spoken is kept. Raises EngineError and CacheError.
    """
    with (
        cache.session(cache.default_folder()) as session,
        Synthesizer(session.clips, jobs, show.voices.loader, executors) as synthesizer,
    ):
        plan = Planner(show.cast, show.voices, show.language).plan(Section("", tuple(lines)), None)
        performer = Performer({show.cast.role(line) for line in lines}, synthesizer, show.target)
        with closing(performer.perform(plan)) as performance:
            for _, spoken, piece in performance:
                clip = sound(piece, performer.rate)
                whole = Clip(clip.pcm + silence(piece.pause, clip.rate).pcm, clip.rate)
                samples = len(clip.pcm) // 2
                doubt = f"{spoken.utterance.quoted}: {spoken.doubt}" if spoken.doubt else None
                yield Heard(piece.line, piece.text, whole, samples, piece.pause, spoken.error, doubt, spoken.cached)


def preview(
    show: Show,
    scene: tuple[int, int],
    output: Path,
    *,
    jobs: int,
    executors: Executors = this_machine,
    report: Report,
    listen: Callable[[Clip], object] = lambda _: None,
) -> Result:
    """Speak one scene, (chapter, scene) counted from 1, into a WAV file below `output`; only its clips are spoken.

    `listen` gets the sound piece by piece, as soon as it is there. Raises StoryError if there is no such scene or no
    word in it, OutputError before anything is spoken if the place cannot be written, EngineError and CacheError.
    """
    lines = scene_lines(show, scene)
    part = Section(f"{show.work.title} (scene {scene[0]}.{scene[1]})", lines)
    return _wav(show, part, output, jobs, executors, report, listen)


def _wav(
    show: Show,
    part: Section,
    output: Path,
    jobs: int,
    executors: Executors,
    report: Report,
    listen: Callable[[Clip], object],
) -> Result:
    """Speak a section into a WAV file below `output`."""
    ensure_writable(output)
    target = shelf(output, joined(show.work.metadata.authors), part.title).file(".wav")
    meter = Meter(part.characters)
    heard: list[tuple[Piece, int]] = []
    failures: list[str] = []
    doubts: list[str] = []
    report(meter.progress)
    with closing(stream(show, part.lines, jobs=jobs, executors=executors)) as pieces, replacing(target) as file:
        first = next(pieces, None)
        if first is None:
            raise StoryError("there is nothing to say there: it has no words")
        with open_wav(file, first.clip.rate) as sink:
            for one in chain([first], pieces):
                listen(one.clip)
                sink.write(one.clip.pcm)
                heard.append((Piece(None, one.line, one.text, 0.0, one.pause), one.spoken))
                failures += [one.error] if one.error else []
                doubts += [one.doubt] if one.doubt else []
                meter.add(len(one.text), one.clip.seconds, cached=one.cached)
                report(meter.progress)
    rate = first.clip.rate
    return Result((target,), (part,), (timeline(heard, rate),), rate, tuple(failures), tuple(doubts))


def samples(
    engine: Engine, text: str, output: Path, language: str = "en", *, jobs: int
) -> Iterator[tuple[VoiceFacts, Path]]:
    """Let every voice of a language that an engine has say `text`: a WAV file each below `output`, all at one level.

    Raises OutputError, CacheError, and EngineError for the first voice that cannot say it.
    """
    ensure_writable(output)
    facts = of_language(engine, language)
    voices = [Voice(engine.name, voice.name) for voice in facts]
    asked = [Utterance(said, voice, "", said) for voice in voices for said in (REFERENCE, text)]
    with (
        cache.session(cache.default_folder()) as session,
        Synthesizer(session.clips, jobs) as synthesizer,
        closing(synthesizer.synthesize(asked)) as stream,
    ):
        for voice in facts:
            reference, spoken = next(stream), next(stream)
            if reference.clip is None or spoken.clip is None:
                raise EngineError(reference.error or spoken.error)
            target = output / "voices" / engine.name / f"{safe_name(voice.name, 'voice')}.wav"
            with replacing(target) as file, open_wav(file, engine.sample_rate) as sink:
                stitch([Piece(spoken.clip, "", text, leveling(reference.clip), 0.0)], sink, engine.sample_rate)
            yield voice, target


def audition(show: Show, name: str, output: Path, *, jobs: int, report: Report) -> Result:
    """Let the best voices for a character say some of that character's own lines, each after its name, in one WAV file.

    Raises StoryError if nobody of that name says anything, OutputError, EngineError and CacheError.
    """
    speaker = _speaker(show, name)
    own = [line for line in show.script.lines if line.speaker == speaker and line.kind is Kind.DIALOGUE]
    own = sorted(own, key=lambda line: (abs(len(line.text) - AUDITION_LENGTH), line.chapter, line.scene, line.number))
    asked = (speaker, show.script, show.voices, AUDITION_VOICES, show.voices.loader, show.language)
    voices = candidates(*asked, memory=show.cast.memory)
    lines: list[Line] = []
    roles: dict[str, Role] = {}
    for number, voice in enumerate(voices, start=1):
        label = f"Voice {number}"
        roles[label] = Role(label, voice)
        said = [
            (Kind.HEADING, None, f"{label}: {voice.name}."),
            *((Kind.DIALOGUE, label, line.text) for line in own[:3]),
        ]
        lines += [
            Line(1, number, n, kind, text, 0, 0, len(lines) + n, speaker=who)
            for n, (kind, who, text) in enumerate(said, 1)
        ]
    staged = replace(show, cast=replace(show.cast, roles=roles))
    part = Section(f"{show.work.title} (voices for {speaker})", tuple(lines))
    return _wav(staged, part, output, jobs, this_machine, report, lambda _: None)


def _speaker(show: Show, name: str) -> str:
    """The name in the script of somebody who is called `name` there or in voices.yaml."""
    wanted = fold(name)
    speaking = {line.speaker for line in show.script.lines if line.speaker is not None}
    for character in show.script.characters:
        called = {character.name, *character.aliases}
        if character.name in show.cast.roles:
            called.add(show.cast.roles[character.name].name)
        if character.name in speaking and wanted in {fold(each) for each in called}:
            return character.name
    near = difflib.get_close_matches(name, speaking, n=1, cutoff=0.7)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise StoryError(f"nobody called {name!r} says anything in this story; {hint}`audiofic cast` lists who does")
