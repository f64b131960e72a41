"""Which pronouns go with a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from audiofic.characters.names import Sighting
from audiofic.language.en.lexicon import PRONOUNS
from audiofic.model import Kind, Line

_PRONOUN = re.compile(rf"(?<![\w’'-])(?:{'|'.join(PRONOUNS)})(?![\w-])|[.!?…]", re.IGNORECASE)
_BEGINS = re.compile(rf"\W*({'|'.join(sorted({*PRONOUNS.values()}))})\b", re.IGNORECASE)
_POSSESSED = re.compile(r"\s(?!(?:with|to|and|or|but|for|from|in|on|at|as|that|by|up|down|out|into|when|if|so)\b)[\w’]")
_PREPOSITION_BEFORE = re.compile(
    r"\b(?:at|to|towards?|with|from|of|for|by|behind|beside|against|around|over|under|into|onto|upon|on|in|between|after"
    r"|before|near|past|through|across|about|like|than|as)\s+(?:the\s+)?$"
)
_OBJECTS: Final = frozenset("him them xem hir zir em faer".split())
_REACH: Final = 160
"""How far after a name its pronoun is looked for, in characters."""
_NEO_WEIGHT: Final = 6
"""Nobody writes "xe" by chance."""


def note_pronouns(lines: Sequence[Line], sightings: Sequence[Sighting]) -> None:
    """Count for each name the first pronoun that follows it before somebody else is named.

    In "Harry looked at him", "him" is anybody but Harry, so an object counts from the next sentence on only; and in
    "he looked at Harry", the next "he" is rarely Harry.
    """
    for place, (form, index, start, end, speaks, called) in enumerate(sightings):
        text = lines[index].text
        if called or _PREPOSITION_BEFORE.search(text, max(0, start - 16), start):
            continue
        following = sightings[place + 1] if place + 1 < len(sightings) else None
        stop = min(end + _REACH, len(text))
        if following is not None and following.line == index:
            stop = min(stop, following.start)
        sentence = 0
        found = False
        for match in _PRONOUN.finditer(text, end, stop):
            word = match[0].lower()
            if word not in PRONOUNS:
                sentence += 1
                if sentence == 2:
                    break
                continue
            pronoun = PRONOUNS[word]
            if sentence == 0 and (word in _OBJECTS or (word == "her" and not _POSSESSED.match(text, match.end()))):
                continue
            if word.endswith("self"):
                form.pronouns[pronoun] += 4
            elif pronoun in _COMMON:
                form.pronouns[pronoun] += 2 if speaks or start == 0 else 1
            else:
                form.pronouns[pronoun] += _NEO_WEIGHT
            found = True
            break
        alone = following is None or following.line != index
        if not found and alone and (speaks or start == 0):
            again = _resumed(lines, index)
            if again:
                form.pronouns[again] += 1


def _resumed(lines: Sequence[Line], index: int) -> str:
    """The pronoun that the narration goes on with after a quotation: "Anna sat. “Oh,” she said."; else empty."""
    for line in lines[index + 1 : index + 3]:
        if line.paragraph != lines[index].paragraph:
            break
        if line.kind is Kind.NARRATION:
            match = _BEGINS.match(line.text)
            return PRONOUNS[match[1].lower()] if match else ""
    return ""


_COMMON: Final = frozenset(("he", "she", "they"))
