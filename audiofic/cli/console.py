"""What the command line prints: tables, progress, results. Stories are strangers' text: no escape code in one runs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from rich.console import Console
from rich.text import Text

from audiofic import engines, pipeline
from audiofic.cast import BEST_FIRST, of_language
from audiofic.corrections import scripttext
from audiofic.engines import NORMAL_RATE, Engine
from audiofic.errors import AudioficError, EngineError
from audiofic.language import language_name, language_tag, primary
from audiofic.model import Kind, Reason, Script, Work
from audiofic.voices import Read

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID
    from rich.table import Table

    from audiofic.library import Entry

WIDE: Final = 160
"""Columns where standard output is no terminal, whose width nobody knows."""

PATIENCE: Final = 60
"""Seconds that a player may stand still; it takes what it plays within two."""

out = Console(highlight=False, markup=False, emoji=False, soft_wrap=True, width=None if sys.stdout.isatty() else WIDE)
err = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def clean(text: str) -> str:
    """The text without control and format characters, so that it cannot move the cursor or turn the line round."""
    return "".join(character for character in text if unicodedata.category(character) not in ("Cc", "Cf", "Cs"))


def minutes(seconds: float) -> str:
    """ "1 h 05 min", "12 min 30 s", "45 s"."""
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02} min"
    return f"{whole // 60} min {whole % 60:02} s" if whole >= 60 else f"{whole} s"


def tell(note: str) -> None:
    """A sentence for the user on standard error, above a bar if there is one."""
    err.print(clean(note))


class Bar:
    """Progress on standard error: a bar on a terminal, else a line now and then."""

    STAGES: Final = {"speak": "Speaking", "package": "Packaging"}
    EVERY: Final = 5.0
    """Seconds between two plain lines."""

    def __enter__(self) -> Self:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._said = ("", 0.0)
        if err.is_terminal:
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TextColumn("{task.fields[sound]}"),
                TimeRemainingColumn(),
                console=err,
                transient=True,
            )
            self._task = self._bar.add_task("Reading", total=None, sound="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, progress: pipeline.Progress) -> None:
        """Draw a step of the pipeline."""
        if progress.note:
            tell(progress.note)
        stage = self.STAGES[progress.stage]
        sound = f"{minutes(progress.audio_seconds)} of sound" if progress.audio_seconds else ""
        if self._bar is not None and self._task is not None:
            total = progress.total or None
            self._bar.update(self._task, description=stage, completed=progress.done, total=total, sound=sound)
            return
        last_stage, last_time = self._said
        now = time.monotonic()
        if stage != last_stage or now - last_time >= self.EVERY:
            self._said = (stage, now)
            count = f": {100 * progress.done // progress.total} %, {sound}" if progress.done else ""
            err.print(f"{stage}{count}")


def print_result(result: pipeline.Result) -> None:
    """Where the result is, how long, and what is missing from it."""
    for path in result.paths:
        out.print(clean(str(path)))
    chapters = len(result.timelines)
    err.print(f"{minutes(result.seconds)} in {chapters} {'chapter' if chapters == 1 else 'chapters'}")
    for failure in result.failures:
        err.print(f"audiofic: {clean(failure)}")
    if result.failures:
        err.print("audiofic: all else is kept: the same command tries only these lines again")
    for doubt in result.doubts:
        err.print(f"audiofic: listen to this: {clean(doubt)}")


def print_error(error: AudioficError) -> None:
    """What went wrong, on standard error; several mistakes of one file are a line each."""
    for line in f"audiofic: {error}".split("\n"):
        note(line)


def print_path(path: Path) -> None:
    out.print(clean(str(path)))


def print_sample(voice: str, path: Path) -> None:
    """Where a voice can be heard."""
    out.print(f"{clean(voice)}: {clean(str(path))}")


def note(text: str) -> None:
    """Tell what is being done, on standard error."""
    err.print(clean(text))


def tell_of_setup(show: pipeline.Show) -> None:
    """On a terminal, once: how better voices come than those that speak for want of them."""
    if not err.is_terminal or show.voices.engine != BEST_FIRST[-1] or primary(show.language) != "en":
        return
    from audiofic.engines import setup

    if "engine" not in show.voices.model_fields_set and setup.yet_to_tell():
        cost = setup.KOKORO_COST
        note(f"For {cost.what}: audiofic setup (about {cost.megabytes} MB, once).")


def play(path: Path) -> None:
    """Play a WAV file with what the system has; EngineError where it has nothing."""
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(path), winsound.SND_FILENAME)
        return
    players = {
        "afplay": [],
        "ffplay": ["-nodisp", "-autoexit", "-v", "error"],
        "pw-play": [],
        "paplay": [],
        "aplay": ["-q"],
    }
    for name, options in players.items():
        if program := shutil.which(name):
            longest = PATIENCE + path.stat().st_size // 1000  # no sound of ours has fewer bytes in a second
            try:
                done = subprocess.run(
                    [program, *options, str(path)], check=False, stderr=subprocess.PIPE, timeout=longest
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                raise unplayed(name, path) from error
            if not could_play(done.returncode, done.stderr):
                raise unplayed(name, path)
            return
    raise EngineError(f"no player is installed ({', '.join(players)}); open {path} with one of your own")


def could_play(code: int, told: bytes) -> bool:
    """Whether a player did its work, by its exit code and what it told: ffplay without a sound card ends with 0."""
    return code == 0 and b"audio open failed" not in told


def unplayed(player: str, path: Path) -> EngineError:
    """What to raise where a player could not play a file."""
    return EngineError(
        f"{player} cannot play here, perhaps for want of a sound card; open {path} with a player of your own"
    )


def print_library(entries: Sequence[Entry]) -> None:
    """The works of the library: title, author, how long, how far."""
    if not entries:
        note("There is no story in your library yet: audiofic library add story.html")
        return
    table = plain_table("title", "by", "fandom", ">about", "state", "name")
    for entry in entries:
        state = f"{entry.state.value}: {entry.news}" if entry.news else entry.state.value
        about = f"{entry.minutes:.0f} min"
        told = (entry.title, ", ".join(entry.authors), ", ".join(entry.fandoms[:2]), about, state, entry.id)
        table.add_row(*map(clean, told))
    out.print(table)


def print_scenes(work: Work, script: Script) -> None:
    """Chapters and scenes, with how much there is to hear."""
    for remark in work.remarks:
        tell(remark)
    language = language_name(language_tag(work.metadata.language))
    out.print(f"{clean(work.title)}: {counted(len(work.chapters), 'chapter')}, {language}", style="bold")
    table = plain_table("#", "scene", "first words", ">lines", ">spoken", ">about")
    scenes = groupby(script.lines, key=lambda line: (line.chapter, line.scene))
    for number, ((chapter, scene), group) in enumerate(scenes, start=1):
        lines = list(group)
        if scene == 1 and work.chapters[chapter - 1].title:
            table.add_row("", "", Text(clean(work.chapters[chapter - 1].title), style="bold"))
        words = " ".join(line.text for line in lines if line.kind is not Kind.HEADING).split()
        spoken = sum(line.kind is Kind.DIALOGUE for line in lines)
        about = minutes(60 * len(words) / NORMAL_RATE)
        first = clean(" ".join(words[:7])) + ("…" if len(words) > 7 else "")
        table.add_row(str(number), f"{chapter}.{scene}", first, str(len(lines)), str(spoken), about)
    out.print(table)
    for statement in pipeline.permissions(work):
        out.print(f"The author says: “{clean(statement)}”", style="bold")


def print_left_out(work: Work, read: Read) -> None:
    """What the audiobook does not say, and how to have it read all the same."""
    parts = pipeline.unread(work, read)
    if not parts:
        out.print("Nothing is left out.")
        return
    table = plain_table("chapter", "why", "words", "what")
    for part in parts:
        words = part.text.split()
        what = clean(" ".join(words[:12])) + ("…" if len(words) > 12 else "")
        table.add_row(str(part.chapter + 1), part.reason, str(len(words)), what)
    out.print(table)
    switches = [f"{reason}: yes" for reason in ("summary", "notes", "tags") if any(p.reason == reason for p in parts)]
    if any(part.reason == Reason.FOOTNOTE for part in parts):
        switches.append("footnotes: end")
    others = sorted({part.reason for part in parts} - {"summary", "notes", "tags", Reason.FOOTNOTE})
    if others:
        switches.append(f"also: [{', '.join(others)}]")
    out.print(f"To have it read, say so in voices.yaml: read: {{{', '.join(switches)}}}", style="dim")


def print_script(script: Script) -> None:
    """Who says what, as text that `audiofic fix --script` takes back; a "?" stands before the doubtful lines."""
    for line, row in zip(script.lines, scripttext.write(script.lines), strict=True):
        text = Text(clean(row))
        bar = row.index("|")
        text.stylize("dim", 0, 10)
        text.stylize("bold red" if scripttext.is_doubtful(line) else "bold cyan", 10, bar)
        text.stylize("dim", bar, bar + 1)
        if line.kind is Kind.HEADING:
            text.stylize("bold", bar + 1)
        out.print(text)


def print_castbook(fandoms: Sequence[str]) -> None:
    """The voices that people of these fandoms have in the next story."""
    from audiofic.cast import castbook, read_castbook

    table = plain_table("fandom", "character", "engine", "voice")
    book = read_castbook()
    for fandom in fandoms:
        for engine, people in book.get(fandom, {}).items():
            for name, told in people.items():
                table.add_row(fandom, name, engine, str(told["voice"]))
    out.print(table)
    note(f"the cast book is {castbook()}; what is changed there counts from the next story on")


def script_json(work: Work, script: Script) -> str:
    """The script for programs, as JSON; `start` and `end` are offsets into the text of a plain-text story."""
    metadata = work.metadata
    document: dict[str, Any] = {
        "title": work.title,
        "authors": list(metadata.authors),
        "url": metadata.url,
        "language": metadata.language,
        "narrator": script.narrator,
        "characters": [
            {
                "name": character.name,
                "aliases": list(character.aliases),
                "gender": character.gender,
                "pronouns": character.pronouns,
                "lines": character.lines,
            }
            for character in script.characters
        ],
        "lines": [
            {
                "id": line.id,
                "chapter": line.chapter,
                "scene": line.scene,
                "kind": line.kind.value,
                "sender": line.sender,
                "delivery": line.delivery,
                "speaker": line.speaker,
                "confidence": round(line.confidence, 3),
                "text": line.text,
                "start": line.start,
                "end": line.end,
            }
            for line in script.lines
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def print_changes(before: Script, after: Script, path: Path) -> None:
    """The lines that a correction has changed, its own and those around it."""
    changed = [
        new
        for old, new in zip(before.lines, after.lines, strict=True)
        if (old.speaker, old.delivery) != (new.speaker, new.delivery)
    ]
    for row in scripttext.write(changed):
        out.print(clean(row))
    err.print(f"{counted(len(changed), 'line')} changed; the corrections are in {clean(str(path))}")


def print_cast(show: pipeline.Show) -> None:
    """The characters who say something, the most talkative first, and the narrator."""
    table = plain_table("character", ">lines", "pronouns", "age", "voice", "rate", "pitch", "chosen by")
    roles = [("narrator", "", "", show.cast.narrator)]
    for character in show.script.characters:
        if character.name in show.cast.roles:
            role = show.cast.roles[character.name]
            roles.append((character.name, str(character.lines), character.pronouns, role))
    for name, lines, pronouns, role in roles:
        voice = role.voice
        called = voice.name if voice.engine == show.voices.engine else f"{voice.engine} {voice.name}"
        rate = "" if voice.rate is None and voice.speed == 1 else f"{round(NORMAL_RATE * voice.pace)}"
        pitch = "" if voice.pitch is None else str(voice.pitch)
        chosen_by = "voices.yaml" if role.given else "audiofic, for several" if role.extra else "audiofic"
        age = "" if role.age == "adult" else role.age
        table.add_row(clean(name), lines, pronouns, age, called, rate, pitch, chosen_by)
    out.print(table)


def print_written(path: Path, names: Sequence[str]) -> None:
    """What `cast --write` has written."""
    if names:
        out.print(f"{path}: wrote {', '.join(clean(name) for name in names)}")
    else:
        out.print(f"{path}: nothing to add, everybody is in it")


def print_voices(engine: Engine, language: str) -> None:
    """An engine's voices of a language, best first."""
    table = plain_table("voice", "language", "fits", ">pitch", title=engine.name)
    for voice in of_language(engine, language):
        pitch = f"{voice.pitch:.0f} Hz" if voice.pitch else ""
        table.add_row(voice.name, voice.language, voice.pronoun, pitch)
    out.print(table)


def health_of(engine: Engine) -> engines.Health:
    """Whether an engine can speak here, found out where it may crash or hang. Raises EngineError if it does."""
    from audiofic.synthesize import executor

    with executor(1, isolated=engine.isolated) as worker:
        return worker.submit(engine.check).result()


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def plain_table(*columns: str, title: str | None = None) -> Table:
    """A plain table; a column that begins with ">" is set to the right."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, title=title, title_justify="left", header_style="dim")
    for column in columns:
        right = column.startswith(">")
        table.add_column(column.removeprefix(">"), justify="right" if right else "left", overflow="fold")
    return table
