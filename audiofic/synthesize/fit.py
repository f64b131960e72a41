"""Whether speech is as long as its text: what is far shorter has lost words, what is far longer babbles.

A voice takes nearly the same time for every letter, if a pause within the text counts as some letters too. Over the
samples in `seeds/`, the time a letter takes in a line has a spread (standard deviation of its logarithm) of 0.10 with
eSpeak (2,786 lines in two voices), 0.13 with Piper (59) and 0.19 with Kokoro (69), mostly that of very short lines;
letters predict it better than syllables. None of these lines is misjudged; of those with more than 25 characters, cut
to half their length 93 to 100 % are found, and said twice 74 to 94 %.
So one sentence of known text tells a voice's pace, and a line is judged by itself, whatever was spoken before it.
"""

from __future__ import annotations

import re
from typing import Final, Literal

PAUSE: Final = 4
"""A comma or full stop within the text takes as long as so many letters."""
DIGIT: Final = 4
"""A digit that is left in the text is said as a word."""
ENDS: Final = 2
"""Letters that a clip takes at its ends, over those of its text."""

SHORTEST: Final = 0.65
LONGEST: Final = 1.35
"""Of the expected time."""
LESS: Final = 0.25
MORE: Final = 0.6
"""Seconds that are granted besides: a single word may be said curtly, or drawn out."""

Misfit = Literal["short", "long"]

_PAUSES = re.compile(r"(?<=[^\w\s'’-])\s+(?=\S)")
_SYLLABIC = "\u0590"
"""From here on lie scripts whose letters are syllables or words, or leave the vowels out."""
_LATIN_AGAIN = range(0x1E00, 0x2000)


def size(text: str) -> int:
    """How long the text is to say, counted in letters; 0 where letters do not tell."""
    letters = [character for character in text if character.isalnum()]
    if any(letter >= _SYLLABIC and ord(letter) not in _LATIN_AGAIN for letter in letters):
        return 0
    digits = sum(map(str.isdigit, letters))
    return len(letters) + (DIGIT - 1) * digits + PAUSE * sum(1 for _ in _PAUSES.finditer(text)) + ENDS if letters else 0


def pace(text: str, seconds: float) -> float:
    """The seconds that a letter takes in a voice that has said this text in so long; 0 where letters do not tell."""
    letters = size(text)
    return seconds / letters if letters else 0.0


def misfit(text: str, seconds: float, pace: float) -> Misfit | None:
    """Whether a clip of `text`, as spoken, is too short or too long for it in a voice of that pace."""
    expected = size(text) * pace
    if not expected:
        return None
    if seconds < SHORTEST * expected - LESS:
        return "short"
    return "long" if seconds > LONGEST * expected + MORE else None


def halves(text: str) -> tuple[str, ...]:
    """The text in two, at the pause that is nearest to its middle, else at the blank; in one where it has neither."""
    middle = len(text) / 2
    cuts = [found.start() for found in _PAUSES.finditer(text)] or [at for at, each in enumerate(text) if each == " "]
    cut = min(cuts, key=lambda at: abs(at - middle), default=0)
    return tuple(half for part in (text[:cut], text[cut:]) if any(map(str.isalnum, half := part.strip())))
