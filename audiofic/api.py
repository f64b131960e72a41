"""The door for programs: what the commands do, as functions. `from audiofic import build, preview, script, …`.

    story ─ stage ─▶ Show ─ build, preview, audition ─▶ Result
      └──── script ─▶ Script ◀─ fix

A story is the path of its file, or the bytes of one. Beside a file lie its voices.yaml and what the reader corrected;
bytes have neither. Whatever goes wrong is an `AudioficError`, whose message is a sentence for the user.

What a function needs is loaded when it is called: a command that speaks starts its workers before it loads the rest.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, cast

if TYPE_CHECKING:
    from audiofic.attribute import Consent
    from audiofic.audio import Clip
    from audiofic.corrections import Corrections
    from audiofic.errors import Problem
    from audiofic.model import Delivery, Script, Work
    from audiofic.pipeline import Progress, Report, Result, Show
    from audiofic.read import Entry
    from audiofic.synthesize import Executors
    from audiofic.voices import VoicesFile

Story: TypeAlias = "str | os.PathLike[str] | bytes | Work"
"""The path of a story's file or of the folder of its chapters; or its bytes; or the work as it was read."""
Voices: TypeAlias = "str | os.PathLike[str] | VoicesFile | None"
"""The path of a voices.yaml, or what one says; None for the one that is found: see `find_voices`."""

VOICES_FILE: Final = "voices.yaml"


# --- opening


def read_story(story: Story) -> Work:
    """What the author wrote: chapters, scenes, blocks of text, and what is told of the work. Raises StoryError."""
    from audiofic.read import read, read_bytes

    path = _path(story)
    if path is not None:
        return read(path)
    return read_bytes(story, "stdin") if isinstance(story, bytes) else cast("Work", story)


def stories(paths: Iterable[str | os.PathLike[str]]) -> list[Entry]:
    """The stories in files, folders and archives, each to be read by itself: `build(entry.path or entry.read())`.

    A folder of chapters is one. Raises StoryError where a path holds none.
    """
    from audiofic.read import stories

    return [entry for path in paths for entry in stories(Path(path))]


def as_one(works: Sequence[Work], title: str) -> Work:
    """One book of several works, each with its title said where it begins: a series, an anthology."""
    from audiofic.read import as_one

    return as_one(works, title)


def _path(story: Story) -> Path | None:
    return Path(story) if isinstance(story, str | os.PathLike) else None


def find_voices(story: Story) -> Path | None:
    """STORY.voices.yaml beside the story; else voices.yaml in the current folder, beside the story, or in it if it is a
    folder."""
    path = _path(story)
    own = [path.with_suffix(f".{VOICES_FILE}")] if path is not None and path.name else []
    folders = [path, path.parent] if path is not None else []  # it may be a folder of chapters
    places = (*own, *(folder / VOICES_FILE for folder in (Path(), *folders)))
    return next((place for place in places if place.exists()), None)


def load_voices(story: Story, voices: Voices = None) -> VoicesFile:
    """What voices.yaml says; the defaults where there is none. Raises VoicesError with all its mistakes."""
    from audiofic.voices import VoicesFile
    from audiofic.voices import load_voices as load

    if isinstance(voices, VoicesFile):
        return voices
    path = find_voices(story) if voices is None else Path(voices)
    return VoicesFile() if path is None else load(path, _lacking)


def load_corrections(story: Story, work: Work) -> Corrections:
    """What the reader has corrected in the story. Raises StoryError where the file of it is damaged."""
    from audiofic.corrections import Corrections, find, load

    path = _path(story)
    return Corrections() if path is None else load(find(path, work.identity))


def _lacking(told: VoicesFile) -> Sequence[Problem]:
    from audiofic.cast import lacking

    return lacking(told)


def stage(story: Story, *, voices: Voices = None, consent: Consent | None = None) -> Show:
    """The story with who says what and a voice for everybody, ready to be spoken.

    `consent`: for the language model that voices.yaml may name; without it, only one on this machine is asked.

    The voices that were chosen are remembered beside the story, in STORY.cast.yaml, and stay; those of a fandom's
    people, in the cast book, for the reader's next story of it. Raises StoryError, VoicesError, and EngineError where
    an engine that is asked for does not work.
    """
    from audiofic import pipeline
    from audiofic.cast import Memory, keep, lent, load_memory, save_memory
    from audiofic.segment import segment
    from audiofic.voices import fold

    told = load_voices(story, voices)
    work = read_story(story)
    corrected = load_corrections(story, work)
    work = told.book.told_of(work)
    # The text is in the lines, and would take memory as long as the build.
    lines, work = segment(work), work.outline
    path = _path(story)
    memory = Memory(work=work.identity) if path is None else load_memory(path, work.identity)
    memory = replace(memory, lent=lent(work.metadata) if told.remember else {})
    show = pipeline.stage(work, told, corrected, lines, memory, consent)
    if path is not None and show.cast.memory != memory:
        save_memory(path, show.cast.memory)
    if told.remember:
        keep(work.metadata, show.cast.memory, {fold(name): name for name in show.cast.roles})
    return show


def forget_cast(story: Story) -> None:
    """Let the voices that were chosen for a story be chosen anew. Raises StoryError and OutputError."""
    from audiofic.cast import forget

    path = _path(story)
    if path is not None:
        forget(path, read_story(story).identity)


def script(story: Story, *, voices: Voices = None, consent: Consent | None = None) -> Script:
    """Who says what; `consent` as for `stage`. Raises StoryError, VoicesError, and EngineError where a language model
    that voices.yaml names cannot be asked."""
    return write_script(story, voices=voices, consent=consent)[1]


def write_script(story: Story, *, voices: Voices = None, consent: Consent | None = None) -> tuple[Work, Script]:
    """The story, and who says what in it. Raises what `script` does."""
    from audiofic import pipeline

    told = load_voices(story, voices)
    work = read_story(story)
    return told.book.told_of(work), pipeline.write_script(work, told, load_corrections(story, work), consent)


# --- sound


def _quiet(_: Progress) -> None:
    """Nobody looks on."""


def build(
    story: Story | Show,
    output: str | os.PathLike[str] = "output",
    *,
    formats: Sequence[str] = ("m4b",),
    voices: Voices = None,
    chapters: Container[int] | None = None,
    cover: bytes | str | os.PathLike[str] | None = None,
    jobs: int | None = None,
    executors: Executors | None = None,
    report: Report = _quiet,
) -> Result:
    """Make the audiobook below `output`, in each of `formats` (docs/formats.md); what is spoken is kept for next time.

    `chapters`: some of the audiobook's alone, counted from 1. `cover`: a JPEG or PNG picture or its path. `jobs`: how
    many lines are spoken side by side, one for each core if None. `report` is told of the progress, and may raise to
    stop. Raises what `stage` does, OutputError before anything is spoken if the place or the cover is wrong, and
    EngineError, CacheError or EncoderError part-way.
    """
    from audiofic import pipeline
    from audiofic.synthesize import this_machine

    picture = load_cover(cover)
    return pipeline.build(
        _staged(story, voices),
        Path(output),
        formats,
        chapters=chapters,
        jobs=jobs or cores(),
        executors=executors or this_machine,
        cover=picture,
        report=report,
    )


def preview(
    story: Story | Show,
    scene: tuple[int, int],
    output: str | os.PathLike[str] = "output",
    *,
    voices: Voices = None,
    jobs: int | None = None,
    executors: Executors | None = None,
    report: Report = _quiet,
    listen: Callable[[Clip], object] = lambda _: None,
) -> Result:
    """Speak one scene, (chapter, scene) counted from 1, into a WAV file; `listen` gets the sound as it comes.

    Raises what `build` does, and StoryError if there is no such scene.
    """
    from audiofic import pipeline
    from audiofic.synthesize import this_machine

    return pipeline.preview(
        _staged(story, voices),
        scene,
        Path(output),
        jobs=jobs or cores(),
        executors=executors or this_machine,
        report=report,
        listen=listen,
    )


def audition(
    story: Story | Show,
    character: str,
    output: str | os.PathLike[str] = "output",
    *,
    voices: Voices = None,
    jobs: int | None = None,
    report: Report = _quiet,
) -> Result:
    """Let the best voices for a character say some of that character's own lines, in a WAV file.

    Raises what `build` does, and StoryError if nobody of that name says anything.
    """
    from audiofic import pipeline

    return pipeline.audition(_staged(story, voices), character, Path(output), jobs=jobs or cores(), report=report)


def load_cover(cover: bytes | str | os.PathLike[str] | None) -> bytes | None:
    """The bytes of a picture. Raises OutputError if it cannot be read or is no JPEG or PNG."""
    from audiofic.errors import OutputError
    from audiofic.package import load_cover as load
    from audiofic.package import usable_cover

    if cover is None or (isinstance(cover, bytes) and usable_cover(cover)):
        return cover
    if isinstance(cover, bytes):
        raise OutputError("the cover is no JPEG or PNG picture; save it as one of these")
    return load(Path(cover))


def cores() -> int:
    """How many lines are spoken side by side, where nobody says."""
    return os.cpu_count() or 1


def _staged(story: Story | Show, voices: Voices) -> Show:
    from audiofic.pipeline import Show

    return story if isinstance(story, Show) else stage(story, voices=voices)


# --- correcting


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a correction has changed."""

    path: Path
    """The file in which it is kept."""
    before: Script
    after: Script


def fix(
    story: str | os.PathLike[str],
    lines: Mapping[str, str | None] | None = None,
    *,
    edited: str = "",
    same: Sequence[tuple[str, str]] = (),
    apart: Sequence[str] = (),
    deliveries: Mapping[str, Delivery | None] | None = None,
    voices: Voices = None,
    consent: Consent | None = None,
    file: str = "the script",
    new: bool = False,
) -> Fixed:
    """Correct who says what; it is kept beside the story, and teaches the lines around it.

    `lines`: by a line's number ("2.3.14"), who says it; None is the narrator. `edited`: the text of `script_text` in
    which names were changed, or how lines are said, from `file`. `deliveries`: how a line is said, by its number; None
    is the voice at rest. `same`: pairs of names of one person, who is called by the first. `apart`:
    names that are somebody by themselves. `new`: a name that is all but another's is somebody new. Raises what `script`
    does, StoryError where there is no such line or nobody of that name, and OutputError where nothing can be kept.
    """
    import difflib

    from audiofic import corrections
    from audiofic.corrections import scripttext
    from audiofic.errors import StoryError
    from audiofic.model import Kind

    work, before = write_script(story, voices=voices, consent=consent)
    path = corrections.find(Path(story), work.identity)
    known = replace(corrections.load(path), work=work.identity)
    if lost := strangers(work, before, (*(other for _, other in same), *apart)):
        told = ", ".join(f"{name} (the nearest: {', '.join(near)})" if near else name for name, near in lost.items())
        raise StoryError(
            f"nobody in this story is called {told}: `audiofic cast` lists who says something; nothing was changed"
        )
    for one, other in same:
        known = known.merged([one, other])
    for name in apart:
        known = known.split(name)
    people = [corrections.NARRATOR]
    people += [name for character in before.characters for name in (character.name, *character.aliases)]
    changed = scripttext.changes(edited, before.lines, file)
    changed |= {line_index(before, number): speaker for number, speaker in (lines or {}).items()}
    for index, speaker in changed.items():
        if before.lines[index].kind is Kind.HEADING:
            raise StoryError(f"line {before.lines[index].id} is a heading, which is the narrator's: nobody says it")
        named = as_spelled(before, speaker or corrections.NARRATOR)
        near = difflib.get_close_matches(named, people, 1, 0.8)
        if near and not new and named not in people:
            raise StoryError(
                f"nobody in this story is called {named}; if that is {near[0]}, say so; for somebody new, add --new"
            )
        known = known.fixed(before.lines, index, None if named == corrections.NARRATOR else named)
    said = scripttext.deliveries(edited, before.lines, file)
    said |= {line_index(before, number): delivery for number, delivery in (deliveries or {}).items()}
    known = known.said(before.lines, said)
    corrections.save(path, known)
    return Fixed(path, before, script(story, voices=voices, consent=consent))


def script_text(told: Script) -> str:
    """The script as text, a line each; names in it may be changed for `fix`."""
    from audiofic.corrections import scripttext

    return "\n".join(scripttext.write(told.lines)) + "\n"


def line_index(told: Script, number: str) -> int:
    """The index of the line of that number. Raises StoryError."""
    from audiofic.errors import StoryError

    for index, line in enumerate(told.lines):
        if line.id == number:
            return index
    raise StoryError(f"there is no line {number} in this story; `audiofic script` shows the lines with their numbers")


def as_spelled(told: Script, name: str) -> str:
    """A name as the story has it, whatever its capitals and apostrophes: "d'artagnan" → "d’Artagnan"; "narrator"."""
    from audiofic.corrections import NARRATOR
    from audiofic.voices import fold

    known = (NARRATOR, *(character.name for character in told.characters))
    return next((each for each in known if fold(each) == fold(name)), name)


def strangers(work: Work, told: Script, names: Iterable[str]) -> dict[str, list[str]]:
    """Those of the names that neither a character has nor the story's text, each with the nearest that there are."""
    import difflib

    from audiofic.voices import fold

    known = {fold(name): name for character in told.characters for name in (*character.aliases, character.name)}
    text = fold(work.text)
    return {
        name: [known[near] for near in difflib.get_close_matches(fold(name), known)]
        for name in names
        if fold(name) not in known and not re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", text)
    }
