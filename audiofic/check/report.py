"""A whole check: what is in an audiobook, how loud it is, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audiofic.audio import Target
from audiofic.check.findings import Finding, findings, sort
from audiofic.check.header import Header, read_header
from audiofic.check.measure import Measurement, measure
from audiofic.check.spoken import misfits, read_subtitles, subtitles_beside


@dataclass(frozen=True, slots=True)
class Report:
    """What a check has found out."""

    path: Path
    header: Header
    measured: Measurement
    target: Target
    subtitles: Path | None
    """By which the lengths of the lines were judged; None where there are none."""
    findings: tuple[Finding, ...]
    """Worst first."""

    @property
    def passed(self) -> bool:
        return all(finding.severity != "fail" for finding in self.findings)


def check(path: Path, target: Target) -> Report:
    """Measure an audiobook, and judge it by a target and, if a WebVTT file of the same name is beside it, by its text.

    Nothing is written, and memory stays flat. Raises AudiobookError if it cannot be read as sound, and EncoderError
    if ffmpeg is missing.
    """
    header = read_header(path)
    measured = measure(path, header)
    subtitles = subtitles_beside(path)
    lines = misfits(read_subtitles(subtitles)) if subtitles else ()
    return Report(path, header, measured, target, subtitles, tuple(sort([*findings(header, measured, target), *lines])))
