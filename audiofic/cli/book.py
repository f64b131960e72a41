"""The commands that make sound of a story: build, preview; and scenes, which lists what can be previewed."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from audiofic import api
from audiofic.cli import arguments
from audiofic.cli.options import (
    SAMPLES,
    consent,
    engine_option,
    example,
    facts_options,
    finish,
    jobs_option,
    output_option,
    play_option,
    samples_option,
    stories_argument,
    story_argument,
    voices_option,
    yes_option,
)
from audiofic.errors import StoryError


@click.command()
@stories_argument
@output_option
@voices_option
@engine_option
@click.option(
    "--format",
    "formats",
    default="m4b",
    show_default=True,
    help="m4b, mp3, mp3-chapters (a file a chapter), opus, flac, wav, epub (to read along), vtt, srt, txt, "
    "audiobookshelf; or several with commas between.",
)
@click.option("--chapters", help=f"Only these chapters of the audiobook, 3 or 1,4-6; they go to {SAMPLES}/.")
@click.option("--as-one", metavar="TITLE", help="One book of all the stories: a series, an anthology.")
@click.option("--cover", type=click.Path(path_type=Path), help="A JPEG or PNG picture.")
@facts_options
@jobs_option
@yes_option
@click.option("--cluster", metavar="ADDRESS", help="Speak on the workers of a Dask scheduler: tcp://10.0.0.5:8786.")
@example("audiofic build story.html --format m4b,mp3")
@click.pass_context
def build(
    context: click.Context,
    stories: tuple[Path, ...],
    output: Path,
    voices_path: Path | None,
    engine: str | None,
    formats: str,
    chapters: str | None,
    as_one: str | None,
    cover: Path | None,
    title: str | None,
    author: tuple[str, ...],
    language: str | None,
    jobs: int,
    yes: bool,
    cluster: str | None,
) -> int:
    """Make the audiobook: OUTPUT/<Author>/<Title>/<Title>.m4b.

    Of several stories, or a folder or ZIP of them, each is an audiobook; numbered files are the chapters of one work.

    What is spoken is kept: a second build speaks only what has changed.
    """
    from audiofic.cli import console

    chosen = arguments.formats(formats)
    span = arguments.chapters(chapters)
    if span is not None and context.get_parameter_source("output") is ParameterSource.DEFAULT:
        output = SAMPLES
    picture = api.load_cover(cover)

    def make(story: api.Story) -> int:
        voices = arguments.voices(story, voices_path, engine, title, author, language)
        show = api.stage(story, voices=voices, consent=consent(yes))
        if engine is None:
            console.tell_of_setup(show)
        with arguments.executors(cluster, show, jobs, console.tell) as (executors, jobs_there), console.Bar() as bar:
            result = api.build(
                show,
                output,
                formats=chosen,
                chapters=span,
                cover=picture,
                jobs=jobs_there,
                executors=executors,
                report=bar.update,
            )
        return finish(result)

    entries = arguments.stories(stories)
    if as_one is not None:
        return make(api.as_one([entry.read() for entry in entries], as_one))
    if len(entries) > 1 and title is not None:
        raise click.UsageError("--title is for one story; --as-one TITLE makes one book of several")
    code = 0
    for entry in entries:
        try:
            code = max(code, make(entry.path or entry.read()))
        except StoryError as error:  # the others are stories all the same
            console.print_error(error)
            code = max(code, error.exit_code)
    return code


@click.command()
@story_argument
@click.argument("scene", default="1")
@play_option
@samples_option
@voices_option
@engine_option
@facts_options
@jobs_option
@yes_option
@example("audiofic preview story.html 2.3 --play")
def preview(
    story: Path,
    scene: str,
    play: bool,
    output: Path,
    voices_path: Path | None,
    engine: str | None,
    title: str | None,
    author: tuple[str, ...],
    language: str | None,
    jobs: int,
    yes: bool,
) -> int:
    """Let you hear one SCENE: 2.3 is the third scene of chapter 2, and 7 the seventh of the story.

    With --play it is heard while it is spoken.
    """
    from audiofic.cast import with_engine
    from audiofic.language import language_tag
    from audiofic.synthesize.warmup import WarmUp

    source = arguments.story(story)
    voices = arguments.voices(source, voices_path, engine, title, author, language)
    likely = with_engine(voices, language_tag(voices.book.language or ""))  # the story may yet tell another language
    with WarmUp(likely.narrator.engine or likely.engine, voices.loader, jobs) as executors:
        from audiofic.cli import console  # only now: the first workers start meanwhile
        from audiofic.cli.player import Player

        show = api.stage(source, voices=voices, consent=consent(yes))
        chosen = arguments.scene(show, scene)
        with console.Bar() as bar, Player() as player:
            listen = player.hear if play else _nobody
            result = api.preview(show, chosen, output, jobs=jobs, executors=executors, report=bar.update, listen=listen)
    code = finish(result, play=play and not player.name)
    if player.failed:
        raise console.unplayed(player.name, result.paths[0])
    return code


def _nobody(_: object) -> None:
    """Nobody listens."""


@click.command()
@story_argument
@voices_option
@click.option("--left-out", is_flag=True, help="List what the file holds and the audiobook does not say, and why.")
@yes_option
@example("audiofic scenes story.html")
def scenes(story: Path, voices_path: Path | None, left_out: bool, yes: bool) -> None:
    """List chapters and scenes: numbers, first words, lines and minutes."""
    from audiofic.cli import console

    told = arguments.story(story)
    if left_out:
        voices = api.load_voices(told, voices_path)
        console.print_left_out(api.read_story(told), voices.read)
    else:
        console.print_scenes(*api.write_script(told, voices=voices_path, consent=consent(yes)))
