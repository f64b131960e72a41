"""Loudness over time as a picture: SVG, light, with the chapters, the target and what was found."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from audiofic.check.measure import Curve

if TYPE_CHECKING:
    from audiofic.audio import Target
    from audiofic.check.report import Report

WIDTH: Final = 1200
HEIGHT: Final = 380
LEFT, RIGHT, TOP, BOTTOM = 56, 24, 84, 64
PLOT_WIDTH: Final = WIDTH - LEFT - RIGHT
PLOT_HEIGHT: Final = HEIGHT - TOP - BOTTOM
LOUDEST: Final = 0.0
QUIETEST: Final = -60.0
"""LUFS at the upper and at the lower edge."""
POINTS: Final = 560
"""One for every two pixels: more is only noise to the eye."""
LETTER: Final = 6.4
"""Pixels of a chapter title's letter, more or less."""
FIRST: Final = 3.0
"""Seconds: before that, loudness over 3 s has not heard enough."""
READABLE: Final = 12
"""Letters of a title that are worth showing; where fewer fit, the chapter's number stands."""
STEPS: Final = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000)
"""Seconds between two times on the axis."""
TIMES: Final = 12
"""At most so many times on the axis."""

STYLE: Final = """
text { font: 12px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; fill: #57606a }
.title { font-size: 17px; font-weight: 600; fill: #1f2328 }
.grid { stroke: #eaeef2 } .axis { stroke: #d0d7de } .chapter { stroke: #afb8c1; stroke-dasharray: 3 3 }
.target { fill: #2da44e; fill-opacity: .16; stroke: #2da44e; stroke-opacity: .55 } .loudest { fill: #d3e4f9 }
.mean { fill: none; stroke: #0757ad; stroke-width: 1.4; stroke-linejoin: round }
.fail { fill: #cf222e } .warn { fill: #d4a72c }
"""


def draw(report: Report) -> str:
    """The SVG file's text: below 100 kB however long the book is. Nothing in it runs or is fetched."""
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *_head(report),
        *_grid(report.measured.seconds),
        *_loudness(report.measured.curve, report.measured.seconds),
        *_target(report.target),
        *_chapters(report),
        *_findings(report),
        "</svg>\n",
    ]
    return "\n".join(body)


def _head(report: Report) -> Iterator[str]:
    measured = report.measured
    yield _text(LEFT, 28, _cut(report.header.tags.get("title") or report.path.stem, 90), "title")
    said = [
        f"{measured.loudness:.1f} LUFS",
        f"range {measured.loudness_range:.1f} LU",
        f"RMS {measured.rms:.1f} dB",
        f"peak {measured.peak:.1f} dB",
        f"true peak {measured.true_peak:.1f} dBTP",
    ]
    yield _text(LEFT, 48, " · ".join(said).replace("-", "−"))
    legend = (("#0757ad", "loudness over 3 s"), ("#d3e4f9", "loudest 0.4 s"), ("#bfe5c9", report.target.title))
    x = float(WIDTH - RIGHT)
    for colour, meaning in reversed(legend):
        x -= 30 + LETTER * len(meaning)
        yield f'<rect x="{x:.0f}" y="39" width="12" height="9" rx="2" fill="{colour}"/>'
        yield _text(x + 17, 48, meaning)


def _grid(seconds: float) -> Iterator[str]:
    for level in range(int(QUIETEST), int(LOUDEST) + 1, 10):
        kind = "axis" if level == QUIETEST else "grid"
        yield f'<path class="{kind}" d="M{LEFT} {_y(level):.1f}h{PLOT_WIDTH}"/>'
        yield _text(LEFT - 8, _y(level) + 4, f"{level}".replace("-", "−"), anchor="end")
    step = next((step for step in STEPS if seconds / step <= TIMES), STEPS[-1])
    for at in range(0, int(seconds) + 1, step):
        x = _x(at, seconds)
        yield f'<path class="axis" d="M{x:.1f} {TOP + PLOT_HEIGHT}v5"/>'
        yield _text(x, TOP + PLOT_HEIGHT + 36, _clock(at, hours=seconds >= 3600), anchor="middle")


def _loudness(curve: Curve, seconds: float) -> Iterator[str]:
    if not curve.mean:
        return
    group = -(-len(curve.mean) // POINTS)
    groups = range(0, len(curve.mean), group)
    at = [_x(min((start + group / 2) * curve.step, seconds), seconds) for start in groups]
    loudest = [max(curve.loudest[start : start + group]) for start in groups]
    floor = TOP + PLOT_HEIGHT
    edge = "".join(f"L{x:.1f} {_y(level):.1f}" for x, level in zip(at, loudest, strict=True))
    yield f'<path class="loudest" d="M{at[0]:.1f} {floor}{edge}L{at[-1]:.1f} {floor}z"/>'
    means = [sum(those) / len(those) for start in groups if (those := curve.mean[start : start + group])]
    begin = next((index for index, start in enumerate(groups) if start * curve.step >= FIRST), len(means))
    line = " ".join(f"{x:.1f},{_y(level):.1f}" for x, level in zip(at[begin:], means[begin:], strict=True))
    yield f'<polyline class="mean" points="{line}"/>'


def _target(target: Target) -> Iterator[str]:
    if span := target.loudness or target.rms:
        low, high = map(_y, span)
        yield f'<path class="target" d="M{LEFT} {high:.1f}h{PLOT_WIDTH}V{low:.1f}h-{PLOT_WIDTH}z"/>'


def _chapters(report: Report) -> Iterator[str]:
    """A line where each begins, with its title where there is room."""
    marks, seconds = report.header.marks, max(report.measured.seconds, 1.0)
    free, last = float(LEFT), -2.0
    for number, mark in enumerate(marks, start=1):
        x = _x(min(max(mark.start, 0.0), seconds), seconds)
        if x - last >= 2:
            yield f'<path class="chapter" d="M{x:.1f} {TOP - 6}v{PLOT_HEIGHT + 6}"/>'
            last = x
        end = _x(min(mark.end, seconds), seconds)
        room = int((end - x - 6) / LETTER)
        label = _cut(mark.title, room) if mark.title and room >= min(len(mark.title), READABLE) else str(number)
        if x >= free and len(label) <= room:
            yield _text(x + 3, TOP - 10, label)
            free = x + 9 + LETTER * len(label)


def _findings(report: Report) -> Iterator[str]:
    """A triangle below each place, failures last, so that they are on top."""
    seconds = max(report.measured.seconds, 1.0)
    seen: set[tuple[str, int]] = set()
    for finding in reversed(report.findings):
        if finding.at is None:
            continue
        x = _x(min(max(finding.at, 0.0), seconds), seconds)
        if (place := (finding.severity, round(x / 3))) in seen:
            continue
        seen.add(place)
        told = f"{_clock(round(finding.at), hours=seconds >= 3600)} {finding.what}"
        yield (
            f'<path class="{finding.severity}" d="M{x:.1f} {TOP + PLOT_HEIGHT + 7}l6 10h-12z">'
            f"<title>{_escaped(told)}</title></path>"
        )


def _x(at: float, seconds: float) -> float:
    return LEFT + PLOT_WIDTH * at / max(seconds, 1.0)


def _y(level: float) -> float:
    return TOP + PLOT_HEIGHT * (LOUDEST - min(max(level, QUIETEST), LOUDEST)) / (LOUDEST - QUIETEST)


def _clock(seconds: int, *, hours: bool) -> str:
    minutes = seconds // 60
    return f"{minutes // 60}:{minutes % 60:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def _text(x: float, y: float, text: str, style: str = "", anchor: str = "") -> str:
    style = f' class="{style}"' if style else ""
    anchor = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{style}{anchor}>{_escaped(text)}</text>'


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: max(0, letters - 1)].rstrip() + "…"


def _escaped(text: str) -> str:
    """As XML holds it: no control characters, which no escape makes lawful."""
    return html.escape("".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cs", "Cn")))
