"""The reliability plot: how often the speakers of a confidence are right, as an SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_SIZE: Final = 420
_LEFT, _TOP, _SIDE = 60, 30, 320
_COLOURS: Final = {"pdnc": "#1b6ca8", "quoteli": "#c44e52", "litbank": "#55a868", "seeds": "#8172b2"}
_FEWEST: Final = 15
"""Turns in a tenth below which it is left out."""


def tenths(outcomes: Iterable[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """For each tenth of confidence: its mean, the share of right ones, the number of turns."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for sure, right in outcomes:
        parts[min(int(sure * 10), 9)].append((sure, right))
    return [
        (sum(sure for sure, _ in part) / len(part), sum(right for _, right in part) / len(part), len(part))
        for part in parts
        if part
    ]


def plot(outcomes: Mapping[str, Sequence[tuple[float, bool]]]) -> str:
    """An SVG with a curve for each corpus; the diagonal is where a perfectly calibrated one would lie."""
    marks = [
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="white" stroke="#888"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#bbb" stroke-dasharray="4"/>',
        f'<text x="{_x(0.5)}" y="{_SIZE - 15}" text-anchor="middle">confidence</text>',
        f'<text x="16" y="{_y(0.5)}" text-anchor="middle" transform="rotate(-90 16 {_y(0.5)})">share right</text>',
    ]
    for tenth in range(0, 11, 2):
        marks.append(f'<text x="{_x(tenth / 10)}" y="{_y(0) + 18}" text-anchor="middle">{tenth / 10}</text>')
        marks.append(f'<text x="{_LEFT - 8}" y="{_y(tenth / 10) + 4}" text-anchor="end">{tenth / 10}</text>')
    for place, (corpus, colour) in enumerate(_COLOURS.items()):
        points = [(sure, right) for sure, right, count in tenths(outcomes.get(corpus, ())) if count >= _FEWEST]
        line = "L".join(f"{_x(sure)} {_y(right)}" for sure, right in points)
        marks.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>' if line else "")
        marks += [f'<circle cx="{_x(sure)}" cy="{_y(right)}" r="3" fill="{colour}"/>' for sure, right in points]
        marks.append(f'<text x="{_LEFT + 12}" y="{_TOP + 20 + 18 * place}" fill="{colour}">{corpus}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIZE}" height="{_SIZE}" style="font:13px sans-serif">'
    return "\n".join([head, *filter(None, marks), "</svg>\n"])


def _x(share: float) -> float:
    return round(_LEFT + _SIDE * share, 1)


def _y(share: float) -> float:
    return round(_TOP + _SIDE * (1 - share), 1)
