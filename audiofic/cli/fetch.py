"""The command that gets a story from an address: FanFicFare does it, if the user has installed that."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import click

from audiofic.cli.options import example
from audiofic.errors import OutputError, StoryError

_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


@click.command()
@click.argument("address")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default="this one",
    help="The folder that gets the file.",
)
@example("audiofic fetch https://archiveofourown.org/works/12345")
def fetch(address: str, output: Path) -> None:
    """Get the story at ADDRESS as an EPUB, by FanFicFare, where that is installed.

    It is asked once, and keeps to its own settings and to the pace that it knows sites want.
    """
    if not _ADDRESS.fullmatch(address):
        raise StoryError(f"{address}: this is no address of a story: they begin with https://")
    program = shutil.which("fanficfare")
    if program is None:
        raise StoryError(
            f"{address}: FanFicFare, which would get it, is not installed: pip install fanficfare; or save the story "
            "from its site as HTML or EPUB"
        )
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=output, prefix=".fetch-") as folder:
            command = [program, "--format=epub", "--non-interactive", address]
            done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
            made = sorted(Path(folder).rglob("*.epub"))
            if done.returncode or not made:
                said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
                raise StoryError(f"{address}: FanFicFare got no story: {''.join(said[-1:])[:300] or 'it says nothing'}")
            target = output / made[0].name
            made[0].replace(target)
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}; name another folder with --output") from error
    click.echo(target)
