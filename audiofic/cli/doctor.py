"""The command that tells what works here."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import click

from audiofic.cli.options import example
from audiofic.errors import AudioficError, EngineError, ExitCode

Mark: TypeAlias = Literal["works", "fails", "absent"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part of the machine."""

    mark: Mark
    part: str
    told: str


@click.command()
@click.option("--report", is_flag=True, help="As text for a report of a fault, without paths or names of yours.")
@example("audiofic doctor --report")
def doctor(report: bool) -> int:
    """Check engines, ffmpeg, voices and cache: what works, and how to mend the rest."""
    found = [*_engines(), *_ffmpeg(), _cache()]
    if report:
        _print_report(found)
    else:
        _print_table(found)
    able = {finding.part for finding in found if finding.mark == "works"}
    speaks = any(part.startswith("engine ") and part != "engine tone" for part in able)
    return ExitCode.DONE if speaks and "ffmpeg" in able else ExitCode.PART_WAY


def _engines() -> Iterator[Finding]:
    from audiofic import engines
    from audiofic.cli import console

    for name in engines.names():
        try:
            health = console.health_of(engines.load(name))
        except EngineError as error:
            yield Finding("fails", f"engine {name}", str(error))
            continue
        mark: Mark = "works" if health.works else "fails" if health.installed else "absent"
        yield Finding(mark, f"engine {name}", health.message)


def _ffmpeg() -> Iterator[Finding]:
    """The one that is used, and those that cannot be."""
    from audiofic import audio

    try:
        used = audio.ffmpeg()
    except AudioficError as error:
        yield Finding("fails", "ffmpeg", str(error))
        return
    place = "of imageio-ffmpeg" if used.bundled else "of this system"
    yield Finding("works", "ffmpeg", f"{used.version} {place} ({used.path})")
    for path, fault in used.passed_over:
        yield Finding("fails", "ffmpeg", f"{path} is passed over: it {fault}")


def _cache() -> Finding:
    from audiofic import cache
    from audiofic.cli.console import counted

    folder = cache.default_folder()
    found = cache.contents(folder)
    return Finding("works", "cache", f"{counted(found.clips, 'clip')}, {found.size / 1e6:.0f} MB in {folder}")


def _print_table(found: list[Finding]) -> None:
    from rich.table import Table
    from rich.text import Text

    from audiofic.cli.console import clean, out

    table = Table(show_header=False, box=None, pad_edge=False)
    for finding in found:
        style = {"works": "green", "fails": "bold red", "absent": "dim"}[finding.mark]
        table.add_row(Text(finding.mark, style), finding.part, clean(finding.told))
    out.print(table)


def _print_report(found: list[Finding]) -> None:
    from audiofic import __version__
    from audiofic.cli.console import clean, out
    from audiofic.cli.private import without_names

    python = f"{platform.python_implementation()} {platform.python_version()}"
    out.print(f"audiofic {__version__}, {python}, {platform.platform()}")
    width = max(len(finding.part) for finding in found)
    for finding in found:
        out.print(f"{finding.mark:6}  {finding.part:{width}}  {without_names(clean(finding.told))}")
