"""Letters and notes, in the voice of whoever signed them.

A letter is what stands between its head, "Dear Harry," or "Harry," alone, and its signature, "Yours, Remus"; a note
may be one paragraph that ends with "—Sirius". What is signed by somebody whom the story knows is a message from that
person. All other letters stay narration; and what somebody reads out between quotation marks stays the reader's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from audiofic.model import Character, Kind, Line, Script

_LONGEST: Final = 30
"""In paragraphs; what has no signature by then is no letter."""
_LOOKED_AT: Final = 160
"""Characters at either end of a paragraph that may be the head or the signature."""
_SURE: Final = 0.9
_WRITTEN: Final = frozenset({Kind.NARRATION, Kind.MESSAGE, Kind.THOUGHT})
"""What a letter may look like to `segment`; in italics it looks like a thought."""

_NAME: Final = r"[A-Z][\w’'-]{0,30}\.?(?: [A-Z][\w’'-]{0,30}\.?){0,3}"
_DEAR: Final = re.compile(
    r"\W{0,4}(?:My )?(?:[Dd]ear(?:est)?|[Dd]arling|[Bb]eloved) (?!God|Lord|Heaven|Merlin|Christ|me\b)"
    rf"(?:(?:[a-z]{{1,12}} ){{0,2}}{_NAME}|[a-z]{{1,12}})\W{{0,2}}(?:[,:!—–-]|$)"
)
_ADDRESSED: Final = re.compile(rf"\W{{0,4}}(?:(?:To|Hey|Hi) )?{_NAME}[,:—–-]\W{{0,3}}")
"""The whole paragraph: "Harry," or "To Harry Potter:"."""
_CLOSING: Final = (
    r"(?:yours?|love|lots|hugs|kisses|cheers|regards|best|sincerely|affectionately|faithfully|truly|always|forever|"
    r"fondly|respectfully|cordially|warmly|signed|with|all my|ever)\b[^.!?:;—–]{0,60}?"
)
_SIGNED: Final = re.compile(
    rf"(?:^|[.!?…)]\W{{0,3}})(?:(?i:{_CLOSING})[,:—–-]\W{{0,4}}|[—–-]{{1,2}} ?)({_NAME})\W{{0,4}}(?:[xX]{{1,9}}\W*)?$"
)
""" "Love always, Sirius", "—Sirius"."""
_NAME_ALONE: Final = re.compile(rf"\W{{0,4}}({_NAME})\W{{0,4}}(?:[xX]{{1,9}}\W*)?")
_NOTE: Final = re.compile(rf"[.!?…]\W{{0,3}}[—–-]{{1,2}} ?({_NAME})\W{{0,3}}$")
_POSTSCRIPT: Final = re.compile(r"\W{0,4}P\.? ?(?:P\.? ?)?S\b", re.IGNORECASE)


def deliver_letters(script: Script, kept: Container[int] = ()) -> Script:
    """The script with each signed letter said by its sender; the lines at the indices in `kept` stay as they are."""
    names = _names(script.characters)
    lines = list(script.lines)
    for start, end, sender in _letters(script.lines, names):
        for i in range(start, end):
            if i not in kept:
                lines[i] = replace(lines[i], kind=Kind.MESSAGE, speaker=sender, confidence=_SURE)
    if lines == list(script.lines):
        return script
    said = Counter(line.speaker for line in lines)
    counted = [replace(character, lines=said[character.name]) for character in script.characters]
    return replace(script, characters=tuple(sorted(counted, key=lambda who: -who.lines)), lines=tuple(lines))


def _names(characters: Sequence[Character]) -> dict[str, str]:
    """`Character.name` by every name that is one person's alone, and by the first letter of it, in lower case."""
    owners: dict[str, set[str]] = {}
    for character in characters:
        for called in (character.name, *character.aliases, character.name[:1]):
            owners.setdefault(called.casefold(), set()).add(character.name)
    return {called: next(iter(who)) for called, who in owners.items() if len(who) == 1} | {
        character.name.casefold(): character.name for character in characters
    }


def _letters(lines: Sequence[Line], names: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Start and end among the lines, and sender, of each letter."""
    for _, scene in groupby(range(len(lines)), key=lambda i: (lines[i].chapter, lines[i].scene)):
        paragraphs = [list(group) for _, group in groupby(scene, key=lambda i: lines[i].paragraph)]
        texts = ["" if any(lines[i].kind not in _WRITTEN for i in p) else _text(lines, p) for p in paragraphs]
        n = 0
        while n < len(paragraphs):
            end, sender = _letter(texts, n, names)
            if sender is not None:
                yield paragraphs[n][0], paragraphs[end - 1][-1] + 1, sender
            n = max(end, n + 1)


def _text(lines: Sequence[Line], paragraph: Sequence[int]) -> str:
    return " ".join(lines[i].text for i in paragraph)


def _letter(texts: Sequence[str], start: int, names: Mapping[str, str]) -> tuple[int, str | None]:
    """Where the letter ends that begins with the paragraph `start`, and who sent it; None where there is none. The text
    of a paragraph in which somebody speaks is empty."""
    dear = _is_dear(texts[start])
    if dear or _ADDRESSED.fullmatch(texts[start][:_LOOKED_AT]):
        for n in range(start + (not dear), min(start + _LONGEST, len(texts))):
            if not texts[n] or (n > start and _is_dear(texts[n])):
                break
            sender = _signature(texts[n], names, alone=dear and n > start)
            if sender is not None:
                return _after_postscripts(texts, n + 1), sender
    note = _NOTE.search(texts[start][-_LOOKED_AT:])
    return start + 1, names.get(_bare(note[1])) if note else None


def _after_postscripts(texts: Sequence[str], start: int) -> int:
    """Where the paragraphs end that begin with "P.S." from `start` on."""
    while start < len(texts) and _POSTSCRIPT.match(texts[start]):
        start += 1
    return start


def _is_dear(text: str) -> bool:
    return _DEAR.match(text[:_LOOKED_AT]) is not None


def _signature(text: str, names: Mapping[str, str], *, alone: bool) -> str | None:
    """Who signs at the end of a paragraph; perhaps with the name alone."""
    signed = _SIGNED.search(text[-_LOOKED_AT:]) or (alone and _NAME_ALONE.fullmatch(text[:_LOOKED_AT])) or None
    return names.get(_bare(signed[1])) if signed else None


def _bare(name: str) -> str:
    return name.rstrip(".").casefold()
