"""The command about what can speak here."""

from __future__ import annotations

import os
from pathlib import Path

import click

from audiofic.cli.options import example, play_option, samples_option


@click.group(invoke_without_command=True)
@click.option("--engine", help="Only this engine's.")
@click.option("--language", default="en", show_default=True, help="Of this language, by its tag or name.")
@click.option("--say", metavar="TEXT", help="Write a sample of each voice that says this.")
@play_option
@samples_option
@click.pass_context
@example('audiofic voices --engine pyttsx3 --say "Good evening."')
def voices(
    context: click.Context, engine: str | None, language: str, say: str | None, play: bool, output: Path
) -> None:
    """List the voices that can speak here, or get more of them."""
    if context.invoked_subcommand:
        return
    if play and not say:
        raise click.UsageError("say what is to be played: --say TEXT")
    from audiofic import engines, pipeline
    from audiofic.cli import console
    from audiofic.language import language_tag

    language = language_tag(language)
    for name in [engine] if engine else [name for name in engines.names() if name != "tone"]:
        loaded = engines.load(name)
        if not engine and not console.health_of(loaded).works:
            continue
        console.print_voices(loaded, language)
        if say:
            for voice, path in pipeline.samples(loaded, say, output, language, jobs=os.cpu_count() or 1):
                console.print_sample(voice.name, path)
                if play:
                    console.play(path)


@voices.command()
@click.argument("pack", type=click.Choice(["kokoro"]))
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder that has its files.",
)
@example("audiofic voices install kokoro")
def install(pack: str, source: Path | None) -> None:
    """Get the voices of PACK once: about 100 MB, checked, and kept in your data folder.

    `audiofic setup` does that, brings the packages that they want, and finds out what is the fastest here.
    """
    del pack  # there is one so far
    from audiofic.cli import console
    from audiofic.engines.voicepacks import install_kokoro

    console.print_path(install_kokoro(source=source, report=console.note))
