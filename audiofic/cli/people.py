"""The commands about who says what: script, fix, cast; and audition, which lets voices be compared."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from audiofic import api
from audiofic.cli import arguments
from audiofic.cli.options import (
    consent,
    engine_option,
    example,
    finish,
    jobs_option,
    play_option,
    samples_option,
    story_argument,
    voices_option,
    yes_option,
)


@click.command()
@story_argument
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
@click.option("-o", "path", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file, as UTF-8.")
@voices_option
@yes_option
@example("audiofic script story.html -o script.txt")
def script(story: Path, as_json: bool, path: Path | None, voices_path: Path | None, yes: bool) -> None:
    """Show who says what, line by line; a "?" marks the lines that are doubtful.

    The lines are numbered for `audiofic fix`, which also takes back the whole script with names that you have changed.
    """
    from audiofic.cli import console
    from audiofic.yamlfiles import save

    if path is not None:
        arguments.spare(path, story)
    work, written = api.write_script(arguments.story(story), voices=voices_path, consent=consent(yes))
    if path is not None:
        save(path, console.script_json(work, written) if as_json else api.script_text(written))
        console.note(f"the script is in {path}; change names in it, and: audiofic fix {story} --script {path}")
    elif as_json:
        sys.stdout.write(console.script_json(work, written))
    else:
        console.print_script(written)


@click.command()
@story_argument
@click.argument("line", required=False)
@click.argument("speaker", required=False)
@click.option("--delivery", metavar="HOW", help="How the line is said: whisper, quiet, …; plain is the voice at rest.")
@click.option("--same", nargs=2, multiple=True, metavar="NAME OTHER", help="OTHER is the same person as NAME.")
@click.option("--apart", multiple=True, metavar="NAME", help="NAME is somebody by themselves.")
@click.option("--script", "script_path", type=click.Path(path_type=Path), help="A script in which names were changed.")
@click.option("--new", is_flag=True, help="SPEAKER is somebody new, though the name is nearly another's.")
@voices_option
@yes_option
@example('audiofic fix story.html 2.3.14 "Sam Reed"')
def fix(
    story: Path,
    line: str | None,
    speaker: str | None,
    delivery: str | None,
    same: tuple[tuple[str, str], ...],
    apart: tuple[str, ...],
    script_path: Path | None,
    new: bool,
    voices_path: Path | None,
    yes: bool,
) -> None:
    """Correct who says a LINE (a number such as 2.3.14); SPEAKER is a name, or "narrator" for nobody.

    \b
        audiofic fix STORY 2.3.14 Sam               this line is Sam's
        audiofic fix STORY 2.3.14 --delivery shout  is how it is said
        audiofic fix STORY --same Sam "the barista" both are one person, who is called Sam
        audiofic fix STORY --apart "Miss Bennet"    is not another name of somebody else
        audiofic script STORY -o s.txt              then change names in s.txt, and
        audiofic fix STORY --script s.txt           take them over

    Corrections are kept beside the story, survive a new chapter and a new file of the same work, and teach the lines
    around them.
    """
    from audiofic.cli import console

    if str(story) == "-":
        raise click.UsageError("corrections are kept beside the story, so it has to be a file")
    if (line is None) != (speaker is None and delivery is None) or not (line or same or apart or script_path):
        raise click.UsageError("say which line is whose, or use --same, --apart or --script; see: audiofic fix --help")
    fixed = api.fix(
        story,
        {line: speaker} if line and speaker else {},
        deliveries={line: arguments.delivery(delivery)} if line and delivery else {},
        edited=arguments.read_text(script_path) if script_path else "",
        file=str(script_path),
        same=same,
        apart=apart,
        voices=voices_path,
        consent=consent(yes),
        new=new,
    )
    console.print_changes(fixed.before, fixed.after, fixed.path)


@click.command(name="cast")
@story_argument
@click.option("--write", is_flag=True, help="Write the cast into voices.yaml; what stands there is kept.")
@click.option("--again", is_flag=True, help="Forget which voices were chosen, and choose anew.")
@click.option("--book", is_flag=True, help="List what the cast book has for the story's fandoms, and where it is.")
@click.option(
    "--save-pack",
    "pack_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the cast to a fandom pack, for the next story.",
)
@voices_option
@engine_option
@yes_option
@example("audiofic cast story.html --write")
def show_cast(
    story: Path,
    write: bool,
    again: bool,
    book: bool,
    pack_path: Path | None,
    voices_path: Path | None,
    engine: str | None,
    yes: bool,
) -> None:
    """List the characters, how much each says, what is known of them, and with which voice they speak.

    Voices that were chosen stay, whatever is corrected or added: they are remembered in STORY.cast.yaml. The people of
    a fandom, whom the tags name, keep them in your next story, too: these stand in the cast book, a file to change.
    """
    from audiofic.cast import known_names, speakers, write_cast
    from audiofic.cli import console
    from audiofic.voices import VoicesFile

    for path in filter(None, (pack_path, voices_path)):
        arguments.spare(path, story)
    told = (
        VoicesFile() if write and voices_path and not voices_path.exists() else voices_path
    )  # it is yet to be written
    source = arguments.story(story)
    if again:
        api.forget_cast(source)
    show = api.stage(source, voices=arguments.voices(source, told, engine), consent=consent(yes))
    console.print_cast(show)
    if book:
        console.print_castbook(show.work.metadata.fandoms)
    known = known_names(show.script, show.voices)
    strangers = [character.name for character in speakers(show.script) if character.name not in known]
    for name, settings in show.voices.characters.items():
        if settings.voice and name not in known.values() and (near := arguments.meant(name, strangers)):
            console.note(f"{name} has a voice and says nothing here; if that is {near}, mend the name in voices.yaml")
    if write:
        path = voices_path or api.find_voices(story) or Path(api.VOICES_FILE)
        console.print_written(path, write_cast(path, show.script, show.cast, show.voices))
    if pack_path:
        from audiofic.cast import save_pack

        saved = save_pack(pack_path, show.script, show.cast, show.voices, show.work.metadata)
        console.print_written(pack_path, saved)


@click.command()
@story_argument
@click.argument("character")
@play_option
@samples_option
@voices_option
@engine_option
@jobs_option
@yes_option
@example('audiofic audition story.html "Sam Reed" --play')
def audition(
    story: Path,
    character: str,
    play: bool,
    output: Path,
    voices_path: Path | None,
    engine: str | None,
    jobs: int,
    yes: bool,
) -> int:
    """Let the five best voices for a CHARACTER say three of their own lines, each after its name."""
    from audiofic.cli import console

    source = arguments.story(story)
    show = api.stage(source, voices=arguments.voices(source, voices_path, engine), consent=consent(yes))
    with console.Bar() as bar:
        result = api.audition(show, character, output, jobs=jobs, report=bar.update)
    return finish(result, play=play)
