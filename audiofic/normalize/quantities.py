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
    "₽": ("rouble", "roubles", "kopek", "kopeks"),
    "₩": ("won", "won", "jeon", "jeon"),
    "₺": ("lira", "lira", "kurush", "kurush"),
    "₴": ("hryvnia", "hryvnias", "kopek", "kopeks"),
    "R$": ("real", "reais", "centavo", "centavos"),
    "zł": ("zloty", "zlotys", "grosz", "groszy"),
    "USD": ("dollar", "dollars", "cent", "cents"),
    "GBP": ("pound", "pounds", "penny", "pence"),
    "EUR": ("euro", "euros", "cent", "cents"),
    "JPY": ("yen", "yen", "sen", "sen"),
}
_SIGN = any_of(list(_COINS))
_AMOUNT = rf"(?:{NUMBER}|\.\d\d)"
_CONTINENTAL = r"(?P<whole>\d{1,3}(?:\.\d{3}){1,4}|\d{1,6}),(?P<cents>\d\d)"
_NOBODYS = r"(?:\b(?:US|A|C|NZ|HK|AU|CA))?"
"""Whose dollars they are: of A$20 the A is not said."""
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
    number = "0" + number if number.startswith(".") else number
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


def _in_cents(match: re.Match[str]) -> str:
    """€29,99 and €1.000,50, as the continent writes them."""
    whole, cents = re.sub(r"\D", "", match["whole"]), match["cents"]
    return f"{match['before']}{whole}.{cents}{match['after']}"


def _span(match: re.Match[str]) -> str:
    return f"{cardinal(match[2])} to {cardinal(match[3])} {_COINS[match[1]][1]}"


def _age(match: re.Match[str]) -> str:
    return f"{match[1] or match[3]} {match[2] or match[4]}"


signs = Rules(
    (rf"({_SIGN})[-−](?=\d)", r"minus \1"),
    (rf"(?<![\w.,)%-])(?:[-−](?=(?:{_SIGN})?\.?\d)|–(?=\d{{1,3}} ?°|{_SIGN}\d))", "minus "),
    (r"(?<![\w.])([1-9]\d{0,2}(?:\.\d{3}){2,4})(?![\w.]?\d)", lambda m: m[1].replace(".", "")),  # 1.000.000
    (r"(?<![\w.,+-])(?<!\d )([1-9]\d{0,2}(?: \d{3}){1,4})(?<=000)(?! ?\d)", lambda m: m[1].replace(" ", "")),
    (r"(?<![\w.,$€£])(\d\d)([MF])(?=[)\],/])", r"\1 \2"),  # (28M)
    (r"(?<![\w.,$€£])(\d\d)(M)(?=[^\w.](?:[^.!?\d]{0,16}[^\w.])?\d\d ?F\b)|(?<![\w.,$€£])(\d\d)(F)\b", _age),
    (r"(\b\d\d F\b[^.!?\d]{1,16}\b\d\d)(M)\b", r"\1 \2"),
)
"""What belongs to a number: its sign, how its thousands are parted, and whose age it is."""

quantities = Rules(
    (
        rf"(?P<before>{_SIGN} ?){_CONTINENTAL}(?P<after>)(?!\d|,\d)",
        _in_cents,
    ),
    (
        rf"(?P<before>)(?<![\w.,]){_CONTINENTAL}(?P<after> ?{_SIGN})(?!\w)",
        _in_cents,
    ),
    (rf"([$£€¥])({NUMBER})[–-]\1?({NUMBER})(?![\w%])", _span),
    (r"(?<=\d)%[–-](?=\d)", " to "),
    (rf"(?<![\w.,/–-])({NUMBER})[–-](?={NUMBER}(?: ?%|{_UNIT})(?![\w²³/-]))", r"\1 to "),
    (r"(?<![\w.,])(\d{1,2})p\b", lambda m: "a penny" if m[1] == "1" else f"{cardinal(m[1])} pence"),
    (
        rf"(?i){_NOBODYS}(?-i:(?P<sign>{_SIGN})) ?(?P<number>{_AMOUNT})(?: ?(?P<scale>{_SCALE})\b)?",
        _money,
    ),
    (
        (
            rf"(?i)(?<![\w.,])(?P<number>{_AMOUNT})(?: ?(?P<scale>{_SCALE}))? ?"
            rf"(?-i:(?P<sign>{_SIGN}))(?!\w)(?:\.(?= [a-z]))?"
        ),
        _money,
    ),
    (r"(?<![\w.,])(\d)(?: ?(?:ft|foot|feet)\.? ?|' ?)(1[01]|\d)(?:\"|''| ?in(?:ches)?\b\.?|(?![\d\w.]))", _height),
    (
        (
            rf"(?P<a>\b[Aa]n? )?(?<![\w.,])(?P<number>{NUMBER}){_UNIT}(?:\.(?= [a-z]|[,;:!?]))?(?![\w²³/])"
            r"(?=(?P<noun>[ -][a-z])?)"
        ),
        _measure,
    ),
    (rf"(?<![\w.,])({NUMBER})(M|bn)\b", lambda m: f"{cardinal(m[1])} {_SCALES[m[2].lower()]}"),
    (rf"(?<![\d.,])({NUMBER}) ?%", lambda m: f"{cardinal(m[1])} percent"),
    ("°", " degrees "),
)
"""Numbers with what they count, before the plain ones."""
