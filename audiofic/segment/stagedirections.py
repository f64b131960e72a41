"""What a speaker does in the middle of a speech, in brackets or between asterisks: “Indeed! (turning to Emma) I had no
idea.”, “*sighs* Fine.”

It is the narrator's, unlike an aside, “My cousin (you know him) is here”, which the speaker says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_DOES: Final = r"""
    (?:beckon|bit|blush|bow|call|chuckl|clear|clutch|colour|cough|cry|draw|frown|gestur|giggl|glanc|grin|groan|
    hold|laugh|lean|look|lower|nod|paus|point|put|rais|recollect|redden|return|ris|sob|shak|shrug|sigh|smil|smirk|
    sniff|speak|star|tak|touch|turn|wav|whisper|wink|wip|yawn)(?:[a-z]?ing)
"""
_SHORT: Final = (
    "laughs|sighs|smiles|grins|coughs|pauses|chuckles|winks|gestures|sobs|sniffs|shrugs|nods|giggles|groans|yawns"
)
_DIRECTION = re.compile(
    rf"""\((?![^()]*\b(?:I|me|my|we|us|our|you|your)\b)
    (?:(?:{_DOES}\b | in\s(?:an?|the\ssame)\s[^()]*\b(?:tone|voice|whisper|manner|accent|undertone)\b
    | with\san?\s(?:\w+\s){{0,3}}(?:smile|sigh|blush|laugh|look|bow|eye|nod|grin|shrug|wink|sob|anxiety|frown)\b
    | aside\b | to\s(?:him|her|them)sel(?:f|ves)\b)[^()]{{0,120}} | (?:{_SHORT})[.,]?)\)""",
    re.IGNORECASE | re.VERBOSE,
)


_ACTION = re.compile(r"(?<![\w,;])\*[a-z][^*\n]{1,80}\*(?=\s*(?:[A-Z\d“‘”\"’'…]|$))")
"""Between sentences; a stressed word has its sentence around it."""


def stage_directions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The start and end of each within a speech, brackets included."""
    found = [match.span() for match in _DIRECTION.finditer(text, start, end)]
    if "*" in text:
        found += (match.span() for match in _ACTION.finditer(text, start, end) if _between(text, start, match.start()))
    yield from sorted(found)


def _between(text: str, start: int, at: int) -> bool:
    """Whether a sentence of the speech may begin at a place."""
    before = text[start:at].rstrip()
    return len(before) <= 1 or before[-1] in ".!?…—–"
