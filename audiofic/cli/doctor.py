"""The command that tells what works here."""

from __future__ import annotations

import click

from audiofic.cli.options import example
from audiofic.errors import ExitCode


@click.command()
@example("audiofic doctor")
def doctor() -> int:
    """Check engines, ffmpeg, voices and cache: what works, and how to mend the rest."""
    from audiofic.cli import console

    return ExitCode.DONE if console.print_health() else ExitCode.PART_WAY
