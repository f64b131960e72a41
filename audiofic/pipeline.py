"""The whole flow: a story file in, an audiobook out. Nothing here prints; progress goes to a callback."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from audiofic.attribute import attribute
from audiofic.audio import encoder
from audiofic.cache import ClipCache, default_folder
from audiofic.cast import Cast, Role, candidates, cast
from audiofic.characters import Naming
from audiofic.corrections import Corrections
from audiofic.engines import Engine, Voice, VoiceFacts
from audiofic.errors import CacheError, EngineError, StoryError
from audiofic.fandompacks import known_characters, with_fandom
from audiofic.languages import language_tag
from audiofic.matter import with_matter
from audiofic.package import FORMATS, Book, EncodedChapter, ensure_writable, package, usable_cover
from audiofic.package.target import book_path, replacing, safe_name
from audiofic.package.wav import wav
from audiofic.plan import Cued, Section, plan, sections
from audiofic.script import Character, Kind, Line, Script
from audiofic.segment import segment
from audiofic.stitch import Piece, Timeline, leveling, stitch
from audiofic.story import Work
from audiofic.synthesize import Synthesizer, Utterance
from audiofic.voicesfile import VoicesFile, fold

REFERENCE: Final = "The quick brown fox jumps over the lazy dog, while a warm rain falls on the old stone bridge."
"""What every voice says once, so that its level is known."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is."""

    stage: str
    """ "level": the voices' levels are measured; "speak": the lines are spoken, stitched and encoded; "package"."""
    done: int = 0
    """Of `total`, in utterances."""
    total: int = 0
    audio_seconds: float = 0.0
    """Length of what has been stitched so far."""
    cached: int = 0
    """How many of `done` an earlier build has spoken."""


AUDITION_VOICES: Final = 5
AUDITION_LENGTH: Final = 90
"""Characters of a line that lets a voice be heard: neither a word nor a speech."""

Report = Callable[[Progress], None]


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


@dataclass(frozen=True, slots=True)
class Result:
    """What a build has made."""

    paths: tuple[Path, ...]
    sections: tuple[Section, ...]
    timelines: tuple[Timeline, ...]
    """One for each section."""
    rate: int
    """Samples a second."""
    failures: tuple[str, ...]
    """What could not be spoken, a sentence each. Then the audiobook is marked as incomplete in its name."""

    @property
    def seconds(self) -> float:
        return sum(timeline.samples for timeline in self.timelines) / self.rate


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
    return attribute(lines, work.metadata, {index: name for index, name in fixed.items() if name is not None}, naming)


def stage(work: Work, voices: VoicesFile, corrections: Corrections) -> Show:
    """Find out who says what, and give everybody a voice. Raises VoicesError and EngineError."""
    script = write_script(work, voices, corrections)
    voices = with_fandom(voices, work.metadata, script)
    language = language_tag(work.metadata.language)
    return Show(work, script, voices, cast(script, voices, voices.loader, language))


def build(
    show: Show,
    output: Path,
    formats: Sequence[str],
    *,
    chapters: range | None = None,
    jobs: int,
    cover: bytes | None = None,
    report: Report,
) -> Result:
    """Speak the story and write the audiobook below `output`, a file for each of `formats`.

    `chapters` takes some of the audiobook's chapters alone, counted from 1. Raises OutputError before anything is
    spoken if the place cannot be written, StoryError if there are no such chapters, and EngineError, CacheError or
    EncoderError part-way; what has been spoken is kept in the cache.
    """
    ensure_writable(output)
    every = show.sections
    parts = [section for number, section in enumerate(every, start=1) if chapters is None or number in chapters]
    if not parts:
        raise StoryError(f"there is no such chapter: --chapters takes numbers from 1 to {len(every)} in this story")
    cache = ClipCache(default_folder())
    with (
        Synthesizer(cache, jobs, load=show.voices.loader) as synthesizer,
        _scratch(cache.folder) as scratch,
    ):
        player = _Player(show, parts, synthesizer, report)
        encoded: dict[str, list[EncodedChapter]] = {name: [] for name in formats}
        timelines: list[Timeline] = []
        for number, pieces in player.sections():
            files = {name: scratch / (f"{number}{FORMATS[name].chapter_suffix}") for name in formats}
            with encoder(
                player.rate, {path: FORMATS[name].encoder(player.rate) for name, path in files.items()}
            ) as sink:
                timelines.append(stitch(pieces, sink, player.rate))
            for name, path in files.items():
                samples = FORMATS[name].samples(path)
                encoded[name].append(EncodedChapter(parts[number].title, path, player.rate, samples))
        if not timelines:
            raise StoryError("there is nothing to say in this story: it has no words")
        report(replace(player.progress, stage="package"))
        book = _book(show.work, cover, _span(chapters, len(every)), complete=not player.failures)
        paths = [package(FORMATS[name], encoded[name], book, output) for name in formats]
    return Result(tuple(paths), tuple(parts), tuple(timelines), player.rate, tuple(player.failures))


def preview(show: Show, scene: tuple[int, int], output: Path, *, jobs: int, report: Report) -> Result:
    """Speak one scene, (chapter, scene) counted from 1, into a WAV file below `output`.

    Only this scene's clips are spoken. Raises StoryError if there is no such scene.
    """
    ensure_writable(output)
    lines = tuple(line for line in show.script.lines if (line.chapter, line.scene) == scene)
    if not lines:
        raise StoryError(f"there is no scene {scene[0]}.{scene[1]} in this story; `audiofic scenes` lists them")
    part = Section(f"{show.work.title} (scene {scene[0]}.{scene[1]})", lines)
    return _wav(show, part, output, jobs=jobs, report=report)


def _wav(show: Show, part: Section, output: Path, *, jobs: int, report: Report) -> Result:
    """Speak a section into a WAV file below `output`."""
    target = book_path(output, ", ".join(show.work.metadata.authors), part.title, ".wav")
    timelines: list[Timeline] = []
    with (
        Synthesizer(ClipCache(default_folder()), jobs, load=show.voices.loader) as synthesizer,
        replacing(target) as file,
    ):
        player = _Player(show, [part], synthesizer, report)
        with wav(file, player.rate) as sink:
            timelines += [stitch(pieces, sink, player.rate) for _, pieces in player.sections()]
    return Result((target,), (part,), tuple(timelines), player.rate, tuple(player.failures))


def samples(engine: Engine, text: str, output: Path, *, jobs: int) -> Iterator[tuple[VoiceFacts, Path]]:
    """Let every voice of an engine say `text`: a WAV file each below `output`, all at one level."""
    ensure_writable(output)
    facts = list(engine.voices())
    voices = [Voice(engine.name, voice.name) for voice in facts]
    asked = [Utterance(said, voice, "", said) for voice in voices for said in (REFERENCE, text)]
    with (
        Synthesizer(ClipCache(default_folder()), jobs) as synthesizer,
        closing(synthesizer.synthesize(asked)) as stream,
    ):
        for voice in facts:
            reference, spoken = next(stream), next(stream)
            if reference.clip is None or spoken.clip is None:
                raise EngineError(reference.error or spoken.error)
            target = output / "voices" / engine.name / safe_name(voice.name, "voice")
            with replacing(target.with_name(target.name + ".wav")) as file, wav(file, engine.sample_rate) as sink:
                stitch([Piece(spoken.clip, "", text, leveling(reference.clip), 0.0)], sink, engine.sample_rate)
            yield voice, target.with_name(target.name + ".wav")


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder for encoded chapters beside the clips, where there is room for sound, and not in a small /tmp."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = tempfile.TemporaryDirectory(dir=folder, prefix="build-", ignore_cleanup_errors=True)
    except OSError as error:
        raise CacheError(f"{folder} cannot be written ({error.strerror}); make room or mend its permissions") from error
    with scratch as name:
        yield Path(name)


def audition(show: Show, name: str, output: Path, *, jobs: int, report: Report) -> Result:
    """Let the best voices for a character say some of that character's own lines, each after its name, in one WAV file.

    Raises StoryError if nobody of that name says anything.
    """
    ensure_writable(output)
    speaker = _speaker(show, name)
    own = [line for line in show.script.lines if line.speaker == speaker and line.kind is Kind.DIALOGUE]
    own = sorted(own, key=lambda line: (abs(len(line.text) - AUDITION_LENGTH), line.chapter, line.scene, line.number))
    language = language_tag(show.work.metadata.language)
    voices = candidates(speaker, show.script, show.voices, AUDITION_VOICES, show.voices.loader, language)
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
    return _wav(staged, part, output, jobs=jobs, report=report)


def _speaker(show: Show, name: str) -> str:
    """The name in the script of somebody who is called `name` there or in voices.yaml."""
    wanted = fold(name)
    speaking = {line.speaker for line in show.script.lines}
    for character in show.script.characters:
        called = {character.name, *character.aliases}
        if character.name in show.cast.roles:
            called.add(show.cast.roles[character.name].name)
        if character.name in speaking and wanted in {fold(each) for each in called}:
            return character.name
    raise StoryError(f"nobody called {name!r} says anything in this story; `audiofic cast` lists who does")


class _Player:
    """Speaks sections in order, and keeps count."""

    def __init__(self, show: Show, parts: Sequence[Section], synthesizer: Synthesizer, report: Report) -> None:
        language = language_tag(show.work.metadata.language)
        self._synthesizer = synthesizer
        self._report = report
        self._plan: Callable[[], Iterator[Cued]] = lambda: plan(parts, show.cast, show.voices, language)
        self._roles = list(dict.fromkeys(show.cast.role(line) for part in parts for line in part.lines))
        self.rate = max(synthesizer.sample_rate(role.voice.engine) for role in self._roles)
        """Samples a second of the book: the highest of its engines, so that none loses anything."""
        self.failures: list[str] = []
        self.progress = Progress("level")

    def sections(self) -> Iterator[tuple[int, Iterator[Piece]]]:
        """The index of each section that has anything to say, and its pieces, to be taken one section after another."""
        self._report(self.progress)
        gains = self._gains()
        self.progress = Progress("speak", total=sum(1 for _ in self._plan()))
        self._report(self.progress)
        waiting: deque[Cued] = deque()

        def utterances() -> Iterator[Utterance]:
            for cued in self._plan():
                waiting.append(cued)
                yield cued.utterance

        def pieces() -> Iterator[tuple[int, Piece]]:
            with closing(self._synthesizer.synthesize(utterances())) as stream:
                for spoken in stream:
                    cued = waiting.popleft()
                    if spoken.error is not None:
                        self.failures.append(spoken.error)
                    yield (
                        cued.section,
                        Piece(
                            spoken.clip, spoken.utterance.line, spoken.utterance.written, gains[cued.role], cued.pause
                        ),
                    )
                    seconds = cued.pause + (spoken.clip.seconds if spoken.clip else 0.0)
                    self._advance(seconds, cached=spoken.cached)

        for number, group in groupby(pieces(), key=lambda numbered: numbered[0]):
            yield number, (piece for _, piece in group)

    def _advance(self, seconds: float, *, cached: bool) -> None:
        self.progress = replace(
            self.progress,
            done=self.progress.done + 1,
            audio_seconds=self.progress.audio_seconds + seconds,
            cached=self.progress.cached + cached,
        )
        self._report(self.progress)

    def _gains(self) -> Mapping[Role, float]:
        references = (Utterance(REFERENCE, role.voice, "", f"the test sentence of {role.name}") for role in self._roles)
        gains: dict[Role, float] = {}
        with closing(self._synthesizer.synthesize(references)) as stream:
            for role, spoken in zip(self._roles, stream, strict=True):
                if spoken.clip is None:
                    raise EngineError(spoken.error)
                gains[role] = leveling(spoken.clip, role.volume)
        return gains


def _span(chapters: range | None, count: int) -> str:
    """What tells a part of the book from the whole in its title."""
    if chapters is None:
        return ""
    first, last = chapters[0], min(chapters[-1], count)
    return f" (chapter {first})" if first == last else f" (chapters {first}-{last})"


def _book(work: Work, cover: bytes | None, span: str, *, complete: bool) -> Book:
    metadata = work.metadata
    title = work.title + span
    picture = cover or work.cover
    return Book(
        title=title if complete else f"{title} (incomplete)",
        authors=metadata.authors,
        url=metadata.url,
        summary=metadata.summary,
        date=metadata.published,
        series=", ".join(metadata.series),
        cover=picture if picture and usable_cover(picture) else None,
    )
