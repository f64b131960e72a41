"""The commands about who says what: script, fix, cast; and audition, which lets voices be compared."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path

import click

from audiofic.cli import arguments
from audiofic.cli.arguments import DEFAULT_VOICES
from audiofic.cli.options import example, finish, jobs_option, output_option, play_option, story_argument, voices_option


@click.command()
@story_argument
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
@voices_option
@example("audiofic script story.html")
def script(story: Path, as_json: bool, voices_path: Path | None) -> None:
    """Show who says what, line by line; a "?" marks the lines that are doubtful.

    The lines are numbered for `audiofic fix`, which also takes back the whole script with names that you have changed.
    """
    from audiofic.cli import console

    work, written = arguments.write_script(story, voices_path)
    if as_json:
        console.print_script_json(work, written)
    else:
        console.print_script(written)


@click.command()
@story_argument
@click.argument("line", required=False)
@click.argument("speaker", required=False)
@click.option("--same", nargs=2, multiple=True, metavar="NAME OTHER", help="OTHER is the same person as NAME.")
@click.option("--apart", multiple=True, metavar="NAME", help="NAME is somebody by themselves.")
@click.option("--script", "script_path", type=click.Path(path_type=Path), help="A script in which names were changed.")
@voices_option
@example('audiofic fix story.html 2.3.14 "Sam Reed"')
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

    Corrections are kept beside the story, survive a new chapter and a new file of the same work, and teach the lines
    around them.
    """
    from audiofic import corrections
    from audiofic.cli import console
    from audiofic.corrections import scripttext

    if str(story) == "-":
        raise click.UsageError("corrections are kept beside the story, so it has to be a file")
    if (line is None) != (speaker is None) or not (line or same or apart or script_path):
        raise click.UsageError("say which line is whose, or use --same, --apart or --script; see: audiofic fix --help")
    work, before = arguments.write_script(story, voices_path)
    path = corrections.find(story, work.identity)
    known = replace(corrections.load(path), work=work.identity)
    for one, other in same:
        known = known.merged([one, other])
    for name in apart:
        known = known.split(name)
    lost = arguments.strangers(work, before, (*chain.from_iterable(same), *apart))
    better = {one for one, other in same if other not in lost}
    for name, nearest in lost.items():
        if name in better:
            continue
        hint = f"the nearest are {', '.join(nearest)}" if nearest else "`audiofic cast` lists who says something"
        console.note(f"nobody in this story is called {name}: {hint}")
    changed: dict[int, str | None] = {}
    if script_path is not None:
        changed |= scripttext.changes(arguments.read_text(script_path), before.lines, str(script_path))
    if line is not None and speaker is not None:
        changed[arguments.line_index(before, line)] = speaker
    for index, whose in changed.items():
        named = arguments.as_spelled(before, whose or corrections.NARRATOR)
        known = known.fixed(before.lines, index, None if named == corrections.NARRATOR else named)
    corrections.save(path, known)
    _, after = arguments.write_script(story, voices_path)
    console.print_changes(before, after, path)
    old = {character.name for character in before.characters}
    for name in dict.fromkeys(given.speaker for given in after.lines if given.speaker and given.speaker not in old):
        if near := arguments.meant(name, old):
            console.note(f"{name} is new in this story; if that is {near}, fix the line again with that name")


@click.command(name="cast")
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
@example("audiofic cast story.html --write")
def show_cast(story: Path, write: bool, pack_path: Path | None, voices_path: Path | None) -> None:
    """List the characters, how much each says, what is known of them, and with which voice they speak."""
    from audiofic.cast import known_names, speakers, write_cast
    from audiofic.cli import console

    show = arguments.stage(story, voices_path, new=write)
    console.print_cast(show)
    known = known_names(show.script, show.voices)
    strangers = [character.name for character in speakers(show.script) if character.name not in known]
    for name, settings in show.voices.characters.items():
        if settings.voice and name not in known.values() and (near := arguments.meant(name, strangers)):
            console.note(f"{name} has a voice and says nothing here; if that is {near}, mend the name in voices.yaml")
    if write:
        path = voices_path or arguments.find_voices(story) or Path(DEFAULT_VOICES)
        console.print_written(path, write_cast(path, show.script, show.cast, show.voices))
    if pack_path:
        from audiofic.cast import save_pack

        saved = save_pack(pack_path, show.script, show.cast, show.voices, show.work.metadata)
        console.print_written(pack_path, saved)


@click.command()
@story_argument
@click.argument("character")
@play_option
@output_option
@voices_option
@jobs_option
@example('audiofic audition story.html "Sam Reed" --play')
def audition(story: Path, character: str, play: bool, output: Path, voices_path: Path | None, jobs: int) -> int:
    """Let the five best voices for a CHARACTER say three of their own lines, each after its name."""
    from audiofic import pipeline
    from audiofic.cli import console

    show = arguments.stage(story, voices_path)
    with console.Bar() as bar:
        result = pipeline.audition(show, character, output, jobs=jobs, report=bar.update)
    return finish(result, play=play)
