"""The command that opens the studio, a page in the browser."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from audiofic.api import VOICES_FILE, find_voices
from audiofic.cli.options import consent, engine_option, example, output_option, voices_option, yes_option


@click.command()
@click.argument("story", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; without it, any that is free.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@output_option
@voices_option
@engine_option
@yes_option
@example("audiofic studio story.html")
def studio(
    story: Path | None,
    port: int,
    no_browser: bool,
    output: Path,
    voices_path: Path | None,
    engine: str | None,
    yes: bool,
) -> None:
    """Hear stories, correct them, cast them and build them in the browser.

    Without a STORY it shows your library, to which you add stories on the page. A STORY is opened where it is.

    The page is for this machine and for you alone: its address holds a secret. What you change there is written to
    voices.yaml and to the corrections beside the story. Ctrl-C ends it.
    """
    from audiofic.cli import console
    from audiofic.library import Library, default_folder
    from audiofic.studio import Studio, door
    from audiofic.voices import AUTO

    if str(story) == "-":
        raise click.UsageError("corrections are kept beside the story, so it has to be a file")
    voices = None
    if story is not None:
        console.note("Reading the story…")
        voices = voices_path or find_voices(story) or Path(VOICES_FILE)
    there = Library(default_folder())
    with ExitStack() as until_the_end:
        asked = Studio(there, story, voices, output, port, engine or AUTO, consent(yes))
        opened = until_the_end.enter_context(asked)
        click.echo(opened.url)
        console.note("The studio is open until you press Ctrl-C here.")
        if not no_browser:
            try:
                beside = story.parent if story else there.folder
                click.launch(str(until_the_end.enter_context(door(opened.url, beside))))
            except OSError:
                console.note("Nothing can be written there, so open this address yourself.")
        try:
            opened.serve()
        except KeyboardInterrupt:
            console.note("The studio is closed; what you changed is in the files.")
