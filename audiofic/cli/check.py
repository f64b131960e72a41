"""The command that judges an audiobook: check."""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiofic.cli import arguments
from audiofic.cli.options import example
from audiofic.errors import ExitCode

if TYPE_CHECKING:
    from audiofic.check import Report

MOST = 20
"""Findings that are shown; --json has them all."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--target",
    type=click.Choice(["acx", "ebu"]),
    default="acx",
    show_default=True,
    help="What it is judged by: audiobook shops (ACX), or EBU R 128.",
)
@click.option("--picture", type=click.Path(path_type=Path), help="Where the picture goes.  [default: beside FILE]")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@example("audiofic check book.m4b")
def check(file: Path, target: str, picture: Path | None, as_json: bool) -> int:
    """Measure an audiobook, of audiofic or not: chapters, loudness, peaks, noise, silences, clicks, tags.

    Loudness over time is drawn into FILE.loudness.svg. If subtitles (.vtt) of the same name are beside it, lines whose
    length does not fit their text are found, too. The exit code is 1 if it misses the target or is broken.
    """
    from audiofic.audio import TARGETS
    from audiofic.check import check as check_audiobook
    from audiofic.check import draw
    from audiofic.package import ensure_writable, replacing

    drawn = picture or file.parent / f"{file.name}.loudness.svg"
    arguments.spare(drawn, file)
    ensure_writable(drawn.parent)
    report = check_audiobook(file, TARGETS[target])
    with replacing(drawn) as part:
        part.write_text(draw(report), encoding="utf-8")
    if as_json:
        sys.stdout.write(json.dumps(_document(report, drawn), ensure_ascii=False, indent=1) + "\n")
    else:
        _print(report, drawn)
    return ExitCode.DONE if report.passed else ExitCode.INPUT


def _print(report: Report, drawn: Path) -> None:
    from rich.text import Text

    from audiofic.cli.console import clean, counted, minutes, out, plain_table

    header, measured = report.header, report.measured
    out.print(clean(header.tags.get("title") or report.path.name), style="bold")
    chapters = counted(len(header.marks), "chapter")
    out.print(f"{minutes(measured.seconds)}, {chapters}, {header.codec} {header.channels}, {header.rate / 1000:g} kHz")
    out.print()
    table = plain_table("", ">measured", ">ACX", ">EBU R 128")
    for row in _levels(report):
        table.add_row(*row)
    out.print(table)
    out.print()
    if report.findings:
        table = plain_table("", ">at", "what", "how to mend it")
        for finding in report.findings[:MOST]:
            mark = Text(finding.severity, style="bold red" if finding.severity == "fail" else "yellow")
            at = "" if finding.at is None else _clock(finding.at)
            table.add_row(mark, at, _tidy(finding.what), Text(_tidy(finding.mend), style="dim"))
        out.print(table)
        if len(report.findings) > MOST:
            out.print(f"and {len(report.findings) - MOST} more: --json tells them all")
    verdict = "all is well" if not report.findings else "good enough" if report.passed else "not good enough"
    out.print(f"{verdict} for {report.target.title}", style="bold")
    out.print(f"loudness over time: {clean(str(drawn))}")


def _levels(report: Report) -> list[tuple[str, str, str, str]]:
    from audiofic.audio import ACX, EBU

    measured = report.measured

    def span(limits: tuple[float, float] | None) -> str:
        return f"{limits[0]:g} to {limits[1]:g}".replace("-", "−") if limits else ""

    def most(limit: float | None) -> str:
        return f"at most {limit:g}".replace("-", "−") if limit is not None else ""

    rows = [("RMS", measured.rms, "dB", span(ACX.rms), span(EBU.rms))]
    if len(measured.chapters) > 1:
        heard = [level for level in measured.chapters if level > -math.inf] or [-math.inf]
        rows += [("  quietest chapter", min(heard), "dB", "", ""), ("  loudest chapter", max(heard), "dB", "", "")]
    rows += [
        ("peak", measured.peak, "dB", most(ACX.peak), most(EBU.peak)),
        ("noise floor", measured.noise, "dB", most(ACX.noise), most(EBU.noise)),
        ("loudness", measured.loudness, "LUFS", span(ACX.loudness), span(EBU.loudness)),
        ("loudness range", measured.loudness_range, "LU", "", ""),
        ("true peak", measured.true_peak, "dBTP", most(ACX.true_peak), most(EBU.true_peak)),
    ]
    return [(name, f"{_level(value)} {unit}", acx, ebu) for name, value, unit, acx, ebu in rows]


def _tidy(text: str) -> str:
    from audiofic.cli.console import clean

    return re.sub(r"(?<= )-(?=\d)", "−", clean(text))


def _level(value: float) -> str:
    return "−∞" if value == -math.inf else f"{value:.1f}".replace("-", "−")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _document(report: Report, drawn: Path) -> dict[str, Any]:
    """Times in seconds, levels in dB, loudness in LUFS; null for the level of digital silence."""
    header, measured = report.header, report.measured

    def finite(value: float) -> float | None:
        return round(value, 2) if math.isfinite(value) else None

    return {
        "file": str(report.path),
        "target": report.target.name,
        "passed": report.passed,
        "picture": str(drawn),
        "subtitles": str(report.subtitles) if report.subtitles else None,
        "seconds": round(measured.seconds, 2),
        "codec": header.codec,
        "rate": header.rate,
        "channels": header.channels,
        "cover": header.cover,
        "tags": dict(header.tags),
        "chapters": [
            {"title": mark.title, "start": round(mark.start, 3), "end": round(mark.end, 3), "rms": finite(level)}
            for mark, level in zip(header.marks, measured.chapters, strict=False)
        ],
        "levels": {
            "rms": finite(measured.rms),
            "peak": finite(measured.peak),
            "noise": finite(measured.noise),
            "loudness": finite(measured.loudness),
            "loudness_range": finite(measured.loudness_range),
            "true_peak": finite(measured.true_peak),
        },
        "clicks": [round(at, 2) for at in measured.clicks],
        "findings": [
            {
                "severity": finding.severity,
                "at": None if finding.at is None else round(finding.at, 2),
                "what": finding.what,
                "mend": finding.mend,
            }
            for finding in report.findings
        ],
    }
