"""The command line: one function a command. What they print is drawn in `console`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiofic import __version__, arguments
from audiofic.arguments import DEFAULT_VOICES
from audiofic.errors import AudioficError

if TYPE_CHECKING:
    from audiofic.pipeline import Result

INTERRUPTED = 130

story_argument = click.argument("story", type=click.Path(path_type=Path, allow_dash=True))
voices_option = click.option(
    "--voices",
    "voices_path",
    type=click.Path(path_type=Path),
    help=f"Who speaks with which voice. Without it, {DEFAULT_VOICES} here or beside the story, if there is one.",
)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder that gets what is made.",
)
play_option = click.option("--play", is_flag=True, help="Play it, too.")
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=lambda: os.cpu_count() or 1,
    show_default="one for each core",
    help="How many lines to speak at the same time.",
)


class _Commands(click.Group):
    """Commands in the order in which a listener meets them, not the alphabet's."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)


def main() -> None:
    """Run the command line, and end the process with the command's exit code."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run a command and return its exit code: 0 done; 1 the input is wrong; 2 usage; 3 an engine or the disk failed
    part-way, and what was done is kept; 130 interrupted, likewise."""
    try:
        return commands.main(words, "audiofic", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except AudioficError as error:
        click.echo(f"audiofic: {error}", err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(
            "\naudiofic: stopped; what has been spoken is kept, and the same command goes on from there", err=True
        )
        return INTERRUPTED
    except BrokenPipeError:  # `audiofic script STORY | head`
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the interpreter flushes it at exit
        return 0


def _example(text: str) -> Callable[[Any], Any]:
    """An example at the end of a command's help."""

    def add(function: Any) -> Any:
        function.__doc__ = f"{function.__doc__}\n\n\b\nExample:\n    {text}\n"
        return function

    return add


def _finish(result: Result, *, play: bool = False) -> int:
    """Tell what was made, play it if that is wished, and return the exit code."""
    from audiofic import console

    console.print_result(result)
    if play:
        console.play(result.paths[0])
    return 3 if result.failures else 0


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="audiofic")
def commands() -> None:
    """Turn a story into an audiobook in which every character has a voice of their own.

    STORY is a file saved from AO3 (HTML or EPUB), any other EPUB, or plain text or Markdown; "-" reads standard input.

    \b
    To begin with:
        audiofic build story.html              makes the audiobook
        audiofic cast story.html --write       writes voices.yaml, where you change the voices
        audiofic preview story.html 1 --play   lets you hear the first scene
    """


@commands.command()
@story_argument
@output_option
@voices_option
@click.option("--format", "formats", default="m4b", show_default=True, help="m4b, mp3, or several with commas between.")
@click.option("--chapters", help="Only these chapters of the audiobook: 3, or 2-5.")
@click.option("--cover", type=click.Path(path_type=Path), help="A JPEG or PNG picture.")
@jobs_option
@_example("audiofic build story.html --format m4b,mp3")
def build(
    story: Path,
    output: Path,
    voices_path: Path | None,
    formats: str,
    chapters: str | None,
    cover: Path | None,
    jobs: int,
) -> int:
    """Make the audiobook: OUTPUT/<Author>/<Title>/<Title>.m4b.

    What is spoken is kept: a second build speaks only what has changed.
    """
    from audiofic import console, pipeline

    chosen = arguments.formats(formats)
    span = arguments.chapters(chapters)
    picture = arguments.cover(cover)
    show = arguments.stage(story, voices_path)
    with console.Bar() as bar:
        result = pipeline.build(show, output, chosen, chapters=span, jobs=jobs, cover=picture, report=bar.update)
    return _finish(result)


@commands.command()
@story_argument
@click.argument("scene", default="1")
@play_option
@output_option
@voices_option
@jobs_option
@_example("audiofic preview story.html 2.3 --play")
def preview(story: Path, scene: str, play: bool, output: Path, voices_path: Path | None, jobs: int) -> int:
    """Let hear one SCENE: 2.3 is the third scene of chapter 2, and 7 the seventh of the story."""
    from audiofic import console, pipeline

    show = arguments.stage(story, voices_path)
    with console.Bar() as bar:
        result = pipeline.preview(show, arguments.scene(show, scene), output, jobs=jobs, report=bar.update)
    return _finish(result, play=play)


@commands.command()
@story_argument
@voices_option
@_example("audiofic scenes story.html")
def scenes(story: Path, voices_path: Path | None) -> None:
    """List chapters and scenes: numbers, first words, lines and minutes."""
    from audiofic import console

    work, written = arguments.write_script(story, voices_path)
    console.print_scenes(work, written)


@commands.command()
@story_argument
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
@voices_option
@_example("audiofic script story.html")
def script(story: Path, as_json: bool, voices_path: Path | None) -> None:
    """Show who says what, line by line; a "?" marks the lines that are doubtful.

    The lines are numbered for `audiofic fix`, which also takes back the whole script with names that you have changed.
    """
    from audiofic import console

    work, written = arguments.write_script(story, voices_path)
    if as_json:
        console.print_script_json(work, written)
    else:
        console.print_script(written)


@commands.command()
@story_argument
@click.argument("line", required=False)
@click.argument("speaker", required=False)
@click.option("--same", nargs=2, multiple=True, metavar="NAME OTHER", help="OTHER is the same person as NAME.")
@click.option("--apart", multiple=True, metavar="NAME", help="NAME is somebody by themselves.")
@click.option("--script", "script_path", type=click.Path(path_type=Path), help="A script in which names were changed.")
@voices_option
@_example('audiofic fix story.html 2.3.14 "Sam Reed"')
def fix(
    story: Path,
    line: str | None,
    speaker: str | None,
    same: tuple[tuple[str, str], ...],
    apart: tuple[str, ...],
    script_path: Path | None,
    voices_path: Path | None,
) -> None:
    """Correct who says a LINE (a number such as 2.3.14); SPEAKER is a name, or "narrator" for nobody.

    \b
        audiofic fix STORY 2.3.14 Sam               this line is Sam's
        audiofic fix STORY --same Sam "the barista" both are one person, who is called Sam
        audiofic fix STORY --apart "Miss Bennet"    is not another name of somebody else
        audiofic script STORY > s.txt               then change names in s.txt, and
        audiofic fix STORY --script s.txt           take them over

    Corrections are kept beside the story, survive a new chapter, and teach the lines around them.
    """
    from audiofic import console, corrections, scripttext

    if str(story) == "-":
        raise click.UsageError("corrections are kept beside the story, so it has to be a file")
    if (line is None) != (speaker is None) or not (line or same or apart or script_path):
        raise click.UsageError("say which line is whose, or use --same, --apart or --script; see: audiofic fix --help")
    path = corrections.path_beside(story)
    known = corrections.load(path)
    for one, other in same:
        known = known.merged([one, other])
    for name in apart:
        known = known.split(name)
    _, before = arguments.write_script(story, voices_path)
    changed: dict[int, str | None] = {}
    if script_path is not None:
        changed |= scripttext.changes(arguments.read_text(script_path), before.lines, str(script_path))
    if line is not None and speaker is not None:
        changed[arguments.line_index(before, line)] = None if speaker == corrections.NARRATOR else speaker
    for index, whose in changed.items():
        known = known.fixed(before.lines, index, whose)
    corrections.save(path, known)
    _, after = arguments.write_script(story, voices_path)
    console.print_changes(before, after, path)


@commands.command(name="cast")
@story_argument
@click.option("--write", is_flag=True, help="Write the cast into voices.yaml; what stands there is kept.")
@click.option(
    "--save-pack",
    "pack_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the cast to a fandom pack, for the next story.",
)
@voices_option
@_example("audiofic cast story.html --write")
def show_cast(story: Path, write: bool, pack_path: Path | None, voices_path: Path | None) -> None:
    """List the characters, how much each says, and with which voice."""
    from audiofic import console
    from audiofic.cast import write_cast

    show = arguments.stage(story, voices_path)
    console.print_cast(show)
    if write:
        path = voices_path or arguments.find_voices(story) or Path(DEFAULT_VOICES)
        console.print_written(path, write_cast(path, show.script, show.cast, show.voices))
    if pack_path:
        from audiofic.fandompacks import save_pack

        saved = save_pack(pack_path, show.script, show.cast, show.voices, show.work.metadata)
        console.print_written(pack_path, saved)


@commands.command()
@story_argument
@click.argument("character")
@play_option
@output_option
@voices_option
@jobs_option
@_example('audiofic audition story.html "Sam Reed" --play')
def audition(story: Path, character: str, play: bool, output: Path, voices_path: Path | None, jobs: int) -> int:
    """Let the five best voices for a CHARACTER say three of their own lines, each after its name."""
    from audiofic import console, pipeline

    show = arguments.stage(story, voices_path)
    with console.Bar() as bar:
        result = pipeline.audition(show, character, output, jobs=jobs, report=bar.update)
    return _finish(result, play=play)


@commands.group(invoke_without_command=True)
@click.option("--engine", help="Only this engine's.")
@click.option("--say", metavar="TEXT", help="Write a sample of each voice that says this.")
@output_option
@click.pass_context
@_example('audiofic voices --engine pyttsx3 --say "Good evening."')
def voices(context: click.Context, engine: str | None, say: str | None, output: Path) -> None:
    """List the voices that can speak here, or get more of them."""
    if context.invoked_subcommand:
        return
    from audiofic import console, engines, pipeline

    for name in [engine] if engine else [name for name in engines.names() if name != "tone"]:
        loaded = engines.load(name)
        if not engine and not console.health_of(loaded).works:
            continue
        console.print_voices(loaded)
        if say:
            for _, path in pipeline.samples(loaded, say, output, jobs=os.cpu_count() or 1):
                console.print_path(path)


@voices.command()
@click.argument("pack", type=click.Choice(["kokoro"]))
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder that has its files.",
)
@_example("audiofic voices install kokoro")
def install(pack: str, source: Path | None) -> None:
    """Get the voices of PACK once: about 90 MB, checked, and kept in your data folder."""
    del pack  # there is one so far
    from audiofic import console
    from audiofic.engines.voicepacks import install_kokoro

    console.print_path(install_kokoro(source=source, report=console.note))


@commands.command()
@_example("audiofic doctor")
def doctor() -> int:
    """Check engines, ffmpeg, voices and cache: what works, and how to mend the rest."""
    from audiofic import console

    return 0 if console.print_health() else 3
