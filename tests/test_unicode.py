"""Normal forms, and what they cost."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.cast import known_characters, picked
from audiofic.language import normalized
from audiofic.model import Metadata
from audiofic.voices import VoicesFile, fold

FORMS: list[Literal["NFC", "NFKC", "NFD", "NFKD"]] = ["NFC", "NFKC", "NFD", "NFKD"]
HEAP = "e" + "\u0301\u0316" * 1_000_000
"""What would take a quarter of an hour."""


@given(st.text(max_size=30), st.sampled_from(FORMS))
def test_what_people_write_is_as_unicode_says(text: str, form: Literal["NFC", "NFKC", "NFD", "NFKD"]) -> None:
    text += ". A cafe\u0301, \u1ea4 and \ufb01." * 60
    assert normalized(form, text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("form", FORMS)
def test_a_heap_of_marks_costs_no_time(form: Literal["NFC", "NFKC", "NFD", "NFKD"]) -> None:
    found = normalized(form, HEAP + " f\u00fcr")
    assert len(found) < 50
    assert found.endswith(normalized(form, " f\u00fcr"))


def test_names_and_tags_with_a_heap_of_marks_are_no_trouble() -> None:
    assert fold(HEAP).startswith("\u00e9")
    assert known_characters(VoicesFile(), picked(Metadata(fandoms=(f"{HEAP}Harry Potter",)))) == ()
