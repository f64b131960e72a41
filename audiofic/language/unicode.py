"""Unicode's normal forms, at a price that a stranger's text cannot raise."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Final, Literal

_HEAP: Final = 30
"""Marks on one letter that are kept: more than any language has (UAX #15, Stream-Safe Text Format)."""
_SHORT: Final = 1000
"""Characters up to which even a text of nothing but marks takes no time."""


def normalized(form: Literal["NFC", "NFKC", "NFD", "NFKD"], text: str) -> str:
    """The text in that normal form; of a heap of marks on one letter, no more than any language has.

    Marks are put in order in the square of their number: 80,000 on one letter would take six seconds.
    """
    return unicodedata.normalize(form, text if len(text) <= _SHORT else "".join(_without_heaps(text)))


def _without_heaps(text: str) -> Iterator[str]:
    for is_mark, run in groupby(text, key=lambda character: unicodedata.combining(character) > 0):
        yield from islice(run, _HEAP if is_mark else None)
