"""What a speaker does in brackets in the middle of a speech: “Indeed! (turning to Emma) I had no idea.”

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


def stage_directions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The start and end of each within a speech, brackets included."""
    for match in _DIRECTION.finditer(text, start, end):
        yield match.span()
