"""Roman numerals, as English readers say them."""

from __future__ import annotations

import re
from typing import Final

from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.normalize.numbers import cardinal, ordinal
from audiofic.normalize.rules import ROMAN, SMALL_ROMAN, Rules, any_of

_PARTS: Final = (
    "chapter part book volume act scene section appendix article phase type mark mk level season class grade war "
    "episode number stage round verse canto page pages figure table step tier wave"
).split()
_PART = any_of(_PARTS)
_TITLED_PART = any_of([word.title() for word in _PARTS] + [word.upper() for word in _PARTS])
_CROWNS = any_of("king queen pope tsar czar emperor empress prince princess kaiser lord pharaoh sultan duke".split())
_REGNAL: Final = MALE_NAMES | FEMALE_NAMES
_COUNTED: Final = frozenset(
    "rocky apollo saturn soyuz gemini fantasy wars rambo jaws alien quest war games street kombat hearts".split()
)
"""What has a number and no forebears."""
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50}


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral.upper()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _counted(numeral: str) -> str:
    return cardinal(str(_value(numeral)))


def _after_name(match: re.Match[str]) -> str:
    """Henry the eighth and Thutmose the second, but Final Fantasy seven and Malcolm X."""
    name, numeral = match[1], match[2]
    parts = [part.lower() for part in name.split()]
    if parts[-1] in _COUNTED or (len(parts) > 1 and not _REGNAL.intersection(parts)):
        return f"{name} {_counted(numeral)}"
    return f"{name} the {ordinal(_value(numeral))}"


def _numbered_part(match: re.Match[str]) -> str:
    return f"{match[1]} {_counted(match[2])}"


romans = Rules(
    (rf"(?i)\b((?-i:WW)|World War) ?((?-i:{ROMAN}))\b", lambda m: f"World War {_counted(m[2]).title()}"),
    (r"\bWW(?=[12]\b)", "World War "),
    (rf"\b((?i:{_PART})) ((?!I\b){ROMAN}|(?=[ivxl]{{2}}){SMALL_ROMAN})\b(?!['-]\w)", _numbered_part),
    (rf"\b({_TITLED_PART}) (I)(?=[:.,;–—/)\]]|$| [A-Z]| of\b)", _numbered_part),
    (rf"^((?i:{_PART})) (i)(?=[.:]?$)", _numbered_part),
    (
        rf"\b((?i:{_PART}) [a-z]{{2,10}}(?:-[a-z]{{3,5}})? (?:of|and|to|or)) ({ROMAN}|{SMALL_ROMAN})\b(?!['-]\w)",
        _numbered_part,
    ),
    (rf"\b((?i:{_CROWNS}) [A-Z]\w+) ({ROMAN})\b(?!['-](?!s\b))", lambda m: f"{m[1]} the {ordinal(_value(m[2]))}"),
    (r"\b([A-Z][a-z]{2,30}) (I)(?='s\b)", _after_name),
    (
        rf"\b((?:[A-Z][\w']{{1,30}} )?[A-Z][a-z][\w']{{0,30}}) ((?=[IVXL]{{2}}){ROMAN})\b(?!-)",
        _after_name,
    ),
    (
        r"\b(Henry|George|Edward|Charles|Philip|Ferdinand|Haakon|Olav) V\b(?P<end>\.(?= [A-Z]|$))?",
        lambda m: f"{m[1]} the fifth{m['end'] or ''}",
    ),
    (
        rf"^(\(?)((?=[IVXL]{{2}}){ROMAN}|(?=[ivxl]{{1,7}}\b)(?!x+\b|l\b){SMALL_ROMAN})(?=\)?[.:]?$|[.:)] )",
        lambda m: m[1] + _counted(m[2]),
    ),
    (rf"([(\[])((?=[ivxl]{{2}})(?!x+\b){SMALL_ROMAN})(?=[)\]])", lambda m: m[1] + _counted(m[2])),
)
"""Numerals after a name or a word such as "Chapter", and those that stand alone; a lone "I" is the person."""
