"""Pronunciations as users write them, and how IPA travels to an engine.

A pronunciation is a respelling, `her-MY-oh-nee`; or IPA between slashes, `/hɜːˈmaɪəni/`; or both, in this order,
`her-MY-oh-nee /hɜːˈmaɪəni/`: the IPA for the engines that take it, the respelling for the others.

In the text of an utterance IPA stands between ⟦ and ⟧, which nothing else there may be: ⟦hɜːˈmaɪəni⟧. It stands for one
or more whole words, possessive ending included. Only an engine whose `honours` has "ipa" is given any; `split` parts
its text into what is spelled and what is IPA.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

OPEN, CLOSE = "⟦", "⟧"

_PRONUNCIATION = re.compile(r"([^/⟦⟧]*)(?:/([^/⟦⟧]*[^/⟦⟧\s][^/⟦⟧]*)/)?")
_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


class Pronunciation(NamedTuple):
    """How a word is said. One of the two may be empty, not both."""

    respelling: str
    ipa: str


def parse(written: str) -> Pronunciation:
    """What voices.yaml says of a word. Raises ValueError that tells what it should be."""
    match = _PRONUNCIATION.fullmatch(written)
    if match is None or not written.strip():
        raise ValueError("should be a respelling like her-MY-oh-nee, IPA like /hɜːˈmaɪəni/, or the two in this order")
    return Pronunciation(match[1].strip(), (match[2] or "").strip())


def marked(ipa: str) -> str:
    """The IPA as it stands in the text of an utterance."""
    return f"{OPEN}{ipa}{CLOSE}"


def split(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of an utterance's text, each with True if it is IPA. No part is empty."""
    for index, part in enumerate(_MARKED.split(text)):
        if part:
            yield part, index % 2 == 1
