"""The rules for stories in English, in their order: each leaves to the next a text that is nearer to speech."""

from __future__ import annotations

from audiofic.model import Kind
from audiofic.normalize.abbreviations import titles
from audiofic.normalize.capitals import capitals, models
from audiofic.normalize.dates import dates
from audiofic.normalize.numbers import numbers
from audiofic.normalize.outcries import bleeps, stammers, words
from audiofic.normalize.quantities import quantities, signs
from audiofic.normalize.romans import romans
from audiofic.normalize.rules import Rules
from audiofic.normalize.slashes import slashes
from audiofic.normalize.typed import addresses, shorthand

_SYMBOLS = Rules(
    (r"(?<=\w) ?\+ ?(?=\w)|(?<=\w)\+", " plus "),
    (r"(?<=\w) ?= ?(?=\w)", " equals "),
    (r"(?<=\w) @ (?=\w)", " at "),
    (r"(?<=[A-Z][a-z]) ?/ ?(?=[A-Z][a-z])|(?<=[a-z]{2}) ?/ ?(?=[A-Z][a-z])", " slash "),  # Harry/Draco
    (r"(?<=\w) ?× ?(?=\w)", " x "),
    (r"[%@=+$£€¥₹×÷¢©®/°¤]", " "),
)


def english(text: str, kind: Kind) -> str:
    """Clean text with everything written out."""
    text = addresses(bleeps(text))
    if kind is Kind.MESSAGE:
        text = shorthand(text)
    text = romans(slashes(titles(text)))
    if any(map(str.isnumeric, text)):
        text = numbers(quantities(dates(signs(models(text)))))
    return _SYMBOLS(capitals(words(stammers(text))))
