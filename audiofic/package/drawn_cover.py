"""A cover for a book that has none: a picture that its title decides, with title and author on it."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from audiofic.package.lettering import Lettering
from audiofic.package.text import one_line

if TYPE_CHECKING:
    from PIL import ImageDraw

SIZE: Final = 1600
"""Pixels: what shops and players ask for at least."""
_FINE: Final = 2
"""The picture is drawn so much larger and made smaller, for smooth edges."""
_STRIPS: Final = 16
"""Drawn one after the other: the whole large picture would take 40 MB."""
_QUALITY: Final = 90
_MARGIN: Final = 150
_READ: Final = 1000
"""Characters of title and author that are looked at."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Palette:
    """Colours that go together, in hexadecimal."""

    top: str
    horizon: str
    """Of the sky, which goes from the one to the other."""
    far: str
    near: str
    """Of what stands before it."""
    light: str
    """Of sun or moon."""
    ink: str
    """Of the letters."""


_PALETTES: Final = (
    _Palette("0e1635", "4a4a86", "3a3a74", "0a0d22", "f5dfb0", "f8f1e0"),  # night
    _Palette("1b2a33", "5d7f86", "46666d", "0c171b", "eab566", "f5efe2"),  # slate
    _Palette("2e0d1e", "9a3a45", "7a2a3b", "1b0711", "f4c983", "fbeedd"),  # wine
    _Palette("10312f", "5f9a80", "44806b", "07201f", "f0d18a", "f4f1df"),  # pine
    _Palette("26164a", "a8629f", "7d4688", "170c2e", "ffd79a", "f9eefa"),  # dusk
    _Palette("fbf1dc", "f0c48c", "df9a62", "5b2338", "fffaf0", "4a1c2e"),  # sand
    _Palette("e3f1f1", "94cbd0", "63adb8", "0c3f55", "fffdf2", "0b3344"),  # sea
    _Palette("f3ebf7", "cbb4de", "a78cc6", "37235a", "fff6e2", "32204f"),  # lavender
    _Palette("edf1e2", "b9cfa6", "8db287", "17403a", "fffbe6", "15352f"),  # meadow
    _Palette("fdeae2", "f2ae9b", "de8479", "561f3d", "fff5e8", "4b1a34"),  # dawn
)


def draw_cover(title: str, author: str) -> bytes:
    """A JPEG of 1600 × 1600 pixels. The same title always gets the same picture."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (SIZE, SIZE))
    for number in range(_STRIPS):
        chance = _chances(title)
        palette = _PALETTES[int(next(chance) * len(_PALETTES))]
        strip = _Strip(SIZE * _FINE, number * SIZE * _FINE // _STRIPS, palette)
        scenery = (_hills, _sea, _peaks)[int(next(chance) * 3)]
        scenery(strip, palette, chance)
        picture.paste(strip.image.reduce(_FINE), (0, strip.top // _FINE))
    _letter(ImageDraw.Draw(picture), one_line(title[:_READ]), one_line(author[:_READ]), _rgb(palette.ink))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _letter(pencil: ImageDraw.ImageDraw, title: str, author: str, ink: Colour) -> None:
    """Title and author, one above the other in the upper half; what no font here can show is left out."""
    width = SIZE - 2 * _MARGIN
    heading = Lettering.fitted(title, width, 500, largest=216, smallest=60)
    byline = Lettering.fitted(author, width, 120, largest=60, smallest=36)
    top = 150.0
    for lettering in (heading, byline):
        if lettering is None:
            continue
        if lettering is byline:
            pencil.line([(SIZE / 2 - 60, top + 44), (SIZE / 2 + 60, top + 44)], fill=ink, width=3)
            top += 88
        top = lettering.draw(pencil, SIZE / 2, top, ink)


def _chances(title: str) -> Iterator[float]:
    """Numbers from 0 to 1 that look random, and are always the same for the title."""
    block = title.encode("utf-8", "replace")
    while True:
        block = hashlib.sha256(block).digest()
        yield from (byte / 256 for byte in block)


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue


def _between(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


class _Strip:
    """A part of the picture, over its whole width, on which one draws as on the whole."""

    def __init__(self, size: int, top: int, palette: _Palette) -> None:
        """With nothing on it but the sky. `size`: width and height of the whole; `top`: where the strip begins."""
        from PIL import Image, ImageDraw

        self.size = size
        self.top = top
        column = Image.new("RGB", (1, size // _STRIPS))
        for row in range(column.height):
            part = min(1.0, (top + row) / (size * 0.68))
            column.putpixel((0, row), _between(_rgb(palette.top), _rgb(palette.horizon), part))
        self.image = column.resize((size, column.height))
        self._pencil = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        self._pencil.polygon([(x, y - self.top) for x, y in points], fill=fill)

    def line(self, row: int, fill: Colour) -> None:
        """From the left edge to the right."""
        self._pencil.line([(0, row - self.top), (self.size, row - self.top)], fill=fill)

    def circle(self, centre: tuple[float, float], radius: float, fill: Colour) -> None:
        x, y = centre
        self._pencil.ellipse([x - radius, y - radius - self.top, x + radius, y + radius - self.top], fill=fill)

    def pill(self, left: float, right: float, row: float, radius: float, fill: Colour) -> None:
        """A stroke with round ends."""
        box = [left, row - radius - self.top, right, row + radius - self.top]
        self._pencil.rounded_rectangle(box, radius=radius, fill=fill)

    def glow(self, centre: tuple[float, float], radius: float, fill: Colour) -> None:
        """Light around something round."""
        from PIL import Image, ImageDraw, ImageFilter

        x, y = centre
        glow = Image.new("L", (self.size // 8, self.size // 8))
        halo = radius * 2.1 / 8
        ImageDraw.Draw(glow).ellipse([x / 8 - halo, y / 8 - halo, x / 8 + halo, y / 8 + halo], fill=90)
        here = (0.0, self.top / 8, self.size / 8, (self.top + self.image.height) / 8)
        blurred = glow.filter(ImageFilter.GaussianBlur(radius / 8))
        self.image.paste(fill, mask=blurred.resize(self.image.size, Image.Resampling.BICUBIC, here))


def _sun(strip: _Strip, palette: _Palette, centre: tuple[float, float], radius: float) -> None:
    """Sun or moon, with its glow."""
    strip.glow(centre, radius, _rgb(palette.light))
    strip.circle(centre, radius, _rgb(palette.light))


def _layers(strip: _Strip, palette: _Palette, skylines: Sequence[Sequence[tuple[float, float]]]) -> None:
    """One skyline before the other, the nearer the darker."""
    size = strip.size
    for number, skyline in enumerate(skylines):
        colour = _between(_rgb(palette.far), _rgb(palette.near), number / (len(skylines) - 1))
        strip.polygon([*skyline, (size, size), (0, size)], colour)


def _hills(strip: _Strip, palette: _Palette, chance: Iterator[float]) -> None:
    size = strip.size
    _sun(strip, palette, (size * (0.25 + next(chance) * 0.5), size * 0.66), size * (0.07 + next(chance) * 0.03))
    skylines = []
    for number in range(5):
        base = size * (0.68 + number * 0.065)
        waves = [(1.2 + next(chance) * 2.2, next(chance) * math.tau, size * (0.015 + next(chance) * 0.025))]
        waves.append((waves[0][0] * 2.6, next(chance) * math.tau, size * 0.008))
        skylines.append(
            [
                (x, base + sum(height * math.sin(x / size * turns * math.tau + at) for turns, at, height in waves))
                for x in range(0, size + 8, 8)
            ]
        )
    _layers(strip, palette, skylines)


def _peaks(strip: _Strip, palette: _Palette, chance: Iterator[float]) -> None:
    size = strip.size
    _sun(strip, palette, (size * (0.2 + next(chance) * 0.6), size * 0.64), size * (0.05 + next(chance) * 0.03))
    skylines = []
    for number in range(4):
        low, high = size * (0.76 + number * 0.07), size * (0.1 - number * 0.015)
        skyline = [(0.0, low - next(chance) * high)]
        while skyline[-1][0] < size:
            along = skyline[-1][0] + size * (0.05 + next(chance) * 0.09)
            up = len(skyline) % 2
            skyline.append((along, low - high * (0.6 + next(chance) if up else next(chance) * 0.5)))
        skylines.append(skyline)
    _layers(strip, palette, skylines)


def _sea(strip: _Strip, palette: _Palette, chance: Iterator[float]) -> None:
    size = strip.size
    centre, radius = size * (0.3 + next(chance) * 0.4), size * (0.09 + next(chance) * 0.03)
    horizon = size * 0.74
    _sun(strip, palette, (centre, horizon - radius * 0.35), radius)
    for row in range(int(horizon), size):
        part = (row - horizon) / (size - horizon)
        strip.line(row, _between(_rgb(palette.far), _rgb(palette.near), part**0.7))
    for number in range(26):
        depth = ((number + 1) / 27) ** 1.5
        row = horizon + (size - horizon) * depth
        half = radius * (0.25 + next(chance) * 0.8) * (1 - depth * 0.55)
        shift = (next(chance) - 0.5) * radius * 0.7
        thick = size * (0.0012 + 0.0035 * depth)
        left, right = centre + shift - half, centre + shift + half
        strip.pill(left, right, row, thick, _between(_rgb(palette.light), _rgb(palette.far), 0.15 + depth * 0.5))
