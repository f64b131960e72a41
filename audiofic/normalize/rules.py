"""Substitutions in running text, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Replacement = str | Callable[[re.Match[str]], str]

ROMAN = r"(?=[IVXL])(?>(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
SMALL_ROMAN = r"(?=[ivxl])(?>(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
"""Roman numerals up to 89."""


class Rules:
    """Patterns and what their matches become; called with a text, it gives the text that all of them make of it.

    The text is a stranger's: a pattern must take time in proportion to its length, so what repeats is bounded or
    possessive.
    """

    def __init__(self, *rules: tuple[str, Replacement], flags: int = 0) -> None:
        self._rules: Sequence[tuple[re.Pattern[str], Replacement]] = [
            (re.compile(pattern, flags), replacement) for pattern, replacement in rules
        ]

    def __call__(self, text: str) -> str:
        for pattern, replacement in self._rules:
            text = pattern.sub(replacement, text)
        return text


def any_of(words: str | Sequence[str]) -> str:
    """A group that matches any of the words, the longest first."""
    listed = words.split() if isinstance(words, str) else words
    return f"(?:{'|'.join(map(re.escape, sorted(listed, key=len, reverse=True)))})"
