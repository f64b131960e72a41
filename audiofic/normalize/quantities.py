"""Money, measures, percents and heights, as English readers say them."""

from __future__ import annotations

import re

from audiofic.normalize.numbers import NUMBER, cardinal
from audiofic.normalize.rules import Rules, any_of

_COINS = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
}
_SCALES = {"k": "thousand", "m": "million", "mil": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
_SCALE = any_of([*_SCALES, "thousand", "million", "billion", "trillion"])

_UNITS = {
    "km": "kilometre", "cm": "centimetre", "mm": "millimetre", "m": "metre", "mi": "mile", "yd": "yard", "yds": "yard",
    "kg": "kilogram", "g": "gram", "mg": "milligram", "lb": "pound", "lbs": "pound", "oz": "ounce",
    "ml": "millilitre", "mL": "millilitre", "cl": "centilitre", "l": "litre", "L": "litre",
    "min": "minute", "mins": "minute", "sec": "second", "secs": "second", "hr": "hour", "hrs": "hour",
    "ms": "millisecond", "mph": "mile an hour", "km/h": "kilometre an hour", "kph": "kilometre an hour",
    "m/s": "metre a second",
    "kW": "kilowatt", "W": "watt", "V": "volt", "Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz",
    "GHz": "gigahertz", "KB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte", "px": "pixel",
    "dB": "decibel", "°C": "degree Celsius", "°F": "degree Fahrenheit", "°": "degree", "¢": "cent",
    "sq ft": "square foot", "km²": "square kilometre", "m²": "square metre", "m³": "cubic metre", "ft²": "square foot",
    "ft": "foot", "in": "inch",
}  # fmt: skip
_IRREGULAR = {"foot": "feet", "square foot": "square feet", "inch": "inches", "hertz": "hertz"}
_JOINED = frozenset(("m", "g", "l", "L", "V", "W", "in", "mi", "ms"))
"""Only right after the number: "5 in" may be five in a room."""
_UNIT = (
    rf"(?:(?P<joined>{any_of(sorted(_JOINED))})"
    rf"|[ -]?(?P<unit>{any_of([unit for unit in _UNITS if unit not in _JOINED])}))"
)


def _measure(match: re.Match[str]) -> str:
    number, unit = match["number"], match["joined"] or match["unit"]
    name = _UNITS[unit]
    article = match["a"] or ""
    if number == "1" or (article and match["noun"]):  # a 90° turn
        return f"{article}{cardinal(number)} {name}"
    head, *tail = name.split(" ", 1) if name.startswith(("degree", "mile an", "kilometre an", "metre a")) else [name]
    return article + " ".join([cardinal(number), _IRREGULAR.get(head) or f"{head}s", *tail])


def _money(match: re.Match[str]) -> str:
    one, many, coin, coins = _COINS[match["sign"]]
    number, scale = match["number"].replace(",", ""), match["scale"]
    if scale:
        return f"{cardinal(number)} {_SCALES.get(scale.lower(), scale.lower())} {many}"
    whole, _, rest = number.partition(".")
    if len(rest) not in {0, 2}:
        return f"{cardinal(number)} {many}"
    notes = f"{cardinal(whole)} {one if whole == '1' else many}"
    if not int(rest or "0"):
        return notes
    change = f"{cardinal(str(int(rest)))} {coin if rest == '01' else coins}"
    return change if not int(whole) else f"{notes} and {change}"


def _height(match: re.Match[str]) -> str:
    return f"{cardinal(match[1])} foot {cardinal(match[2])}"


def _span(match: re.Match[str]) -> str:
    return f"{cardinal(match[2])} to {cardinal(match[3])} {_COINS[match[1]][1]}"


quantities = Rules(
    (rf"([{''.join(_COINS)}])({NUMBER})[–-]\1?({NUMBER})(?![\w%])", _span),
    (r"(?<=\d)%[–-](?=\d)", " to "),
    (rf"(?<![\w.,/–-])({NUMBER})[–-](?={NUMBER}(?: ?%|{_UNIT})(?![\w²³/-]))", r"\1 to "),
    (r"(?<![\w.,])(\d{1,2})p\b", lambda m: "a penny" if m[1] == "1" else f"{cardinal(m[1])} pence"),
    (
        rf"(?i)(?:\bUS|\bA|\bC)?(?P<sign>[{''.join(_COINS)}]) ?(?P<number>{NUMBER})(?: ?(?P<scale>{_SCALE})\b)?",
        _money,
    ),
    (rf"(?i)(?<![\w.,])(?P<number>{NUMBER})(?: ?(?P<scale>{_SCALE}))? ?(?P<sign>[€£])(?!\w|\d)", _money),
    (r"(?<![\w.,])(\d)(?: ?(?:ft|foot|feet)\.? ?|' ?)(1[01]|\d)(?:\"|''| ?in(?:ches)?\b\.?|(?![\d\w.]))", _height),
    (rf"(?P<a>\b[Aa]n? )?(?<![\w.,])(?P<number>{NUMBER}){_UNIT}(?![\w²³/])(?=(?P<noun>[ -][a-z])?)", _measure),
    (rf"(?<![\w.,])({NUMBER})(M|bn)\b", lambda m: f"{cardinal(m[1])} {_SCALES[m[2].lower()]}"),
    (rf"(?<![\d.,])({NUMBER}) ?%", lambda m: f"{cardinal(m[1])} percent"),
    ("°", " degrees "),
)
"""Numbers with what they count, before the plain ones."""
