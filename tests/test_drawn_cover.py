"""The cover of a book that has none."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

from audiofic.package import draw_cover, usable_cover
from audiofic.package.lettering import Lettering

LONG = "In Which a Very Long Title Goes On and On, Against All Advice, Until Nobody Remembers How It Began " * 4


def fitted(text: str) -> Lettering | None:
    return Lettering.fitted(text, 1300, 500, largest=216, smallest=60)


@pytest.mark.parametrize("title", ["The Lake", "", "夜の台所 😀", LONG, "\ud83d\x07", "العربية"])
def test_any_title_gets_a_cover(title: str) -> None:
    cover = draw_cover(title, title)
    assert usable_cover(cover)
    assert Image.open(io.BytesIO(cover)).size == (1600, 1600)
    assert len(cover) < 500_000


def test_one_title_has_one_cover_and_others_have_others() -> None:
    assert draw_cover("The Lake", "quill") == draw_cover("The Lake", "quill")
    pictures = [Image.open(io.BytesIO(draw_cover(f"Book {number}", ""))) for number in range(5)]
    assert len({picture.getpixel((5, 5)) for picture in pictures}) > 1
    assert len({picture.resize((8, 8)).tobytes() for picture in pictures}) == 5


def test_the_author_stands_below_the_title() -> None:
    one, other = (Image.open(io.BytesIO(draw_cover("The Lake", name))) for name in ("quill", "Somebody Else"))
    changed = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value > 40 else 0).getbbox()
    assert changed is not None
    left, top, right, bottom = changed
    assert 400 < left < 750
    assert 850 < right < 1200
    assert 300 < top < bottom < 600


@pytest.mark.parametrize("text", ["The Lake", LONG, "Ночной поезд", "Η λίμνη", "x" * 3000, "a\nb"])
def test_letters_keep_to_their_room(text: str) -> None:
    lettering = fitted(text)
    assert lettering is not None
    assert len(lettering.lines) * lettering.font.size <= 500
    assert all(0 < lettering.font.getlength(line) <= 1300 for line in lettering.lines)
    said = " ".join(lettering.lines).removesuffix("…")
    assert " ".join(text.split()).replace(" ", "").startswith(said.replace(" ", ""))
    assert len(said) > min(len(text), 150) * 0.9


def test_lines_are_of_about_one_length() -> None:
    lettering = fitted("The Quick Brown Fox Jumps over the Lazy Dog by the River")
    assert lettering is not None
    lengths = [lettering.font.getlength(line) for line in lettering.lines]
    assert max(lengths) < 1.6 * min(lengths)


def test_letters_that_no_font_has_are_left_out() -> None:
    """An emoji would be drawn as an empty box."""
    lettering = fitted("The 🌌 Lake 🛶")
    assert lettering is not None
    assert " ".join(lettering.lines) == "The Lake"
    assert fitted("😀 …") is None
