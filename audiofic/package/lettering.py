"""Text in a picture: in a font that has its letters, in lines of about the same length, as large as there is room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

_ELSEWHERE: Final = (
    "NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSerif-Regular.ttf",
    "DejaVuSerif.ttf",
    "DejaVuSans.ttf",
    "Arial Unicode.ttf",
    "Hiragino Sans GB.ttc",
    "msyh.ttc",
    "YuGothR.ttc",
    "malgun.ttf",
    "Nirmala.ttf",
    "times.ttf",
    "arial.ttf",
)
"""Fonts of other systems that have what ours lacks; Pillow finds them by these names."""
_LEADING: Final = 1.12
_LONGEST: Final = 220
"""Characters; more is cut."""
_WORD: Final = 40
"""Characters of the longest word; a longer one is divided."""
_MISSING: Final = "\uffff"
"""No font has it: it is drawn as what stands for missing letters."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines of text in a font."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont

    @classmethod
    def fitted(cls, text: str, width: float, height: float, *, largest: int, smallest: int) -> Self | None:
        """The text as large as fits into the box, between two sizes in pixels; None if no font here can show it."""
        face = _face(text)
        if face is None:
            return None
        shown = _shown(text, face)
        if len(shown) > _LONGEST:
            shown = shown[:_LONGEST].rpartition(" ")[0] + "…"
        for size in range(largest, smallest - 1, -6):
            font, room = _font(face, size), int(height / (size * _LEADING))
            lines = _filled(shown, font, width)
            if len(lines) <= room and all(font.getlength(line) <= width for line in lines):
                break
        return cls(tuple(_balanced(shown, font, width)[:room]), font)

    def draw(self, pencil: ImageDraw.ImageDraw, centre: float, top: float, ink: tuple[int, int, int]) -> float:
        """Draw the lines, centred, from `top` down, and return where they end."""
        step = self.font.size * _LEADING
        for number, line in enumerate(self.lines):
            pencil.text((centre, top + number * step), line, fill=ink, font=self.font, anchor="ma")
        return top + len(self.lines) * step


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.truetype(face, size)
    if face == _own_face():
        font.set_variation_by_axes([500])
    return font


@cache
def _own_face() -> str:
    import fontpkg

    return str(fontpkg.path("EB Garamond"))


def _face(text: str) -> str | None:
    """The first font that has most of the text's letters."""
    letters = {character for character in text if character.isalnum()}
    if not letters:
        return None
    for face in (_own_face(), *_ELSEWHERE):
        try:
            if sum(_has(face, letter) for letter in letters) >= 0.8 * len(letters):
                return face
        except OSError:  # this system does not have it
            continue
    return None


@cache
def _has(face: str, character: str) -> bool:
    font = _font(face, 32)
    return bytes(font.getmask(character)) != bytes(font.getmask(_MISSING))


def _shown(text: str, face: str) -> str:
    """The text without what the font cannot show, such as emoji, and with no word that is wider than a line."""
    left = "".join(character for character in text if character.isspace() or _has(face, character))
    return " ".join(word[at : at + _WORD] for word in left.split() for at in range(0, len(word), _WORD))


def _balanced(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The text in as few lines as the width allows, of about the same length."""
    count = len(_filled(text, font, width))
    narrow, wide = 0.0, width
    while wide - narrow > 8:
        middle = (narrow + wide) / 2
        if len(_filled(text, font, middle)) > count:
            narrow = middle
        else:
            wide = middle
    return _filled(text, font, wide)


def _filled(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
