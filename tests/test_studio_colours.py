"""The characters' colours can be read, and told apart whatever colours one sees."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path

import pytest

import audiofic.studio

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

STYLES = (Path(audiofic.studio.__file__).parent / "static" / "base.css").read_text(encoding="utf-8")
THEMES = ("light", "dark")

# Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency": at
# full severity, on linear RGB.
EYES: dict[str, Matrix] = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
XYZ: Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)

APART = 20
"""CIE 1976 ΔE: some ten times what can be seen at all."""
READABLE = 4.5
"""WCAG 2: the contrast of text."""


def colours(theme: str) -> dict[str, Vector]:
    """The colours of the page as linear RGB, by name."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", STYLES)
    return {name: linear(pair[THEMES.index(theme)]) for name, *pair in found}


def linear(code: str) -> Vector:
    values = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def times(matrix: Matrix, vector: Vector) -> Vector:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def lab(colour: Vector) -> Vector:
    xyz = (value / white for value, white in zip(times(XYZ, colour), WHITE, strict=True))
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: Vector, eyes: str) -> Vector:
    red, green, blue = (min(max(value, 0.0), 1.0) for value in times(EYES[eyes], colour))
    return lab((red, green, blue))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eyes", EYES)
def test_characters_are_told_apart(theme: str, eyes: str) -> None:
    found = colours(theme)
    names = [name for name in found if name.startswith("voice-")]
    assert len(names) == 7
    for one, other in itertools.combinations([*names, "ink"], 2):
        assert math.dist(seen(found[one], eyes), seen(found[other], eyes)) >= APART, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_can_be_read(theme: str) -> None:
    found = colours(theme)
    on_page = {name: ("paper", "raised") for name in found if name.startswith("voice-")}
    on_page |= {"ink": ("paper", "raised", "sunken", "spoken", "chosen", "fresh"), "accent": ("paper", "raised")}
    on_page |= {
        "soft": ("paper", "raised", "sunken"),
        "wrong": ("raised", "sunken"),
        "doubt": ("paper",),
        "on-accent": ("accent",),
    }
    for name, grounds in on_page.items():
        for ground in grounds:
            dark, light = sorted(times(XYZ, found[each])[1] for each in (name, ground))
            assert (light + 0.05) / (dark + 0.05) >= READABLE, (name, ground)
