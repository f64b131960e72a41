"""Numbers as words."""

from __future__ import annotations

import functools
import re

from audiofic.normalize.characters import SUPERSCRIPTS
from audiofic.normalize.rules import Rules, any_of

LONGEST = 15
"""Digits: a longer number is said digit by digit."""

_DIGITS = "oh one two three four five six seven eight nine".split()
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}
_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_SAYINGS = frozenset(("24/7", "9/11"))
NUMBER = r"(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d++)?"
"""A whole number or a decimal."""


@functools.lru_cache(maxsize=4096)
def in_words(number: int, to: str, language: str) -> str:
    """The number in words of a language that num2words knows; `to`: "cardinal", "ordinal" or "year"."""
    from num2words import num2words

    return str(num2words(number, to=to, lang=language)).replace(",", "")


def digits(number: str) -> str:
    """ "0451": oh four five one; with a digit said twice as in 007: double oh seven."""
    said = " ".join(_DIGITS[int(digit)] for digit in number if digit in "0123456789")
    return re.sub(r"^oh oh (?!oh)", "double oh ", said)


def cardinal(number: str) -> str:
    """ "1,234.5": one thousand two hundred and thirty-four point five."""
    whole, _, rest = number.replace(",", "").partition(".")
    if (len(whole) > 1 and whole[0] == "0") or len(whole) > LONGEST:
        said = digits(whole)
    else:
        said = in_words(int(whole), "cardinal", "en") if whole else ""
    return f"{said} point {digits(rest)}".replace("oh", "zero").strip() if rest else said


def ordinal(number: int) -> str:
    """21: twenty-first."""
    return in_words(number, "ordinal", "en")


def year(number: int) -> str:
    """1998: nineteen ninety-eight."""
    return in_words(number, "year", "en")


def fraction(above: int, below: int) -> str:
    """3, 4: three quarters; "eight out of ten" for what is no common part."""
    if not 0 < above < below or below not in _PARTS:
        return f"{cardinal(str(above))} out of {cardinal(str(below))}"
    if above == 1:
        return "half" if below == 2 else f"a {_PARTS[below]}"
    return f"{cardinal(str(above))} {_PARTS[below]}s"


def plural(words: str) -> str:
    """ "nineteen ninety": nineteen nineties."""
    return words[:-1] + "ies" if words.endswith("y") else words + ("es" if words.endswith("x") else "s")


def _mixed(match: re.Match[str]) -> str:
    whole, above, below = match["whole"], *_VULGAR[match["vulgar"]]
    part = fraction(above, below)
    part = "a half" if whole and part == "half" else part
    return f" {cardinal(whole)} and {part} " if whole else f" {part} "


def _divided(match: re.Match[str]) -> str:
    whole, above, below = match[1], int(match[2]), int(match[3])
    if match[0] in _SAYINGS or (above == below and not whole):
        return f"{cardinal(match[2])} {cardinal(match[3])}"
    part = fraction(above, below)
    if whole:
        return f"{cardinal(whole)} and {'a half' if part == 'half' else part}"
    return part


def _of(match: re.Match[str]) -> str:
    """[2/5]: two of five."""
    if match[0] in _SAYINGS or (match[3].isdigit() and int(match[2]) > int(match[3])):
        return match[0]
    return f"{match[1]}{match[2]} of {'how many' if match[3] == '?' else match[3]}"


def _version(match: re.Match[str]) -> str:
    return f" {' point '.join(map(cardinal, match[0].split('.')))} "


def _number(match: re.Match[str]) -> str:
    said = cardinal(match[1]) if match[1] else f"point {digits(match[2])}"
    before = " " if match.start() and match.string[match.start() - 1].isalpha() else ""
    after = " " if match.end() < len(match.string) and match.string[match.end()].isalpha() else ""
    return before + said + after


_PART = any_of(
    "chapter part episode ep day night week month year scene season volume book act number no lesson page entry log"
)
_POWERS = {2: "squared", 3: "cubed"}


def _power(match: re.Match[str]) -> str:
    """10^6: ten to the power of six."""
    base, sign, digits_ = match["base"], match["sign"] or "", int(match["power"].translate(_LOWERED))
    base = cardinal(base) if base.isdigit() else " ".join(base)
    if not sign and digits_ in _POWERS:
        return f"{base} {_POWERS[digits_]}"
    return f"{base} to the power of {'minus ' * bool(sign)}{cardinal(str(digits_))}"


_LOWERED = {ord(raised): str(value) for value, raised in enumerate(SUPERSCRIPTS)}
_RAISED = f"[{SUPERSCRIPTS}]{{1,3}}"

powers = Rules(
    (r"(?<![\w^])(?P<base>\d{1,6}|[a-zA-Z])\^(?P<sign>-)?(?P<power>\d{1,3})(?![\w^])", _power),
    (rf"(?<![\w.,])(?P<base>10|2|(?i:[a-hj-z]))(?P<sign>⁻)?(?P<power>{_RAISED})", _power),
    (rf"(?<==)(?P<base>[a-z]{{1,2}}|\d)(?P<sign>⁻)?(?P<power>{_RAISED})", _power),
)
"""Before the marks of footnotes go, which look the same: behind a word they are footnotes."""

numbers = Rules(
    (rf"(?i)\b({_PART}\.?) 0{{1,2}}(?=[1-9])", r"\1 "),  # Chapter 01
    (r"^0{1,2}(?=[1-9]\d?(?:[.:)]? |[.:)]?$))", ""),
    (rf"(?i)\b({_PART}) (\d{{1,3}}) ?/ ?(\d{{1,3}})(?![\w/])", r"\1 \2 of \3"),
    (r"([(\[]|^)(\d{1,3}) ?/ ?(\d{1,3}|\?)(?=[)\]]|$)", _of),
    (rf"(?P<whole>\d{{1,{LONGEST}}})? ?(?P<vulgar>[{''.join(_VULGAR)}])", _mixed),
    (r"(?<![\w./])(?:(\d{1,3}) )?(\d{1,3})[/⁄](\d{1,4})(?![\w/]|\.\d)", _divided),
    (r"(?<![\w.,-])(\d{1,2})-\1(?![\w-])", lambda m: f"{cardinal(m[1])}-{cardinal(m[1])}"),  # 50-50
    (r"(?<=\d) ?[–-] ?(?=\d)", " to "),  # pages 10–12, won 3-2
    (r"(?<![\w.:])(\d{1,3}):(\d{1,3})(?![\w:]|\.\d)", r"\1 to \2"),  # odds; times are words by now
    (r"(?<![^\s(])\+ ?(?=\d)|(?<=\d) ?\+ ?(?=\d)", " plus "),
    (r"(?<=\d)\+", " plus"),
    (r"(?<=\d) ?× ?(?=\d)", " times "),
    (r"(?<=\d) ?x ?(?=\d)", " by "),
    (r"(?<=\d) ?[x×](?!\w)", " times"),
    (r"(?<=\d) ?= ?(?=\d)", " equals "),
    (
        r"(?i)(?<![\w.,])(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:st|nd|rd|th)\b",
        lambda m: ordinal(int(m[1].replace(",", ""))),
    ),
    (rf"(?i)(?<![\w.,])({NUMBER})k\b", lambda m: f"{cardinal(m[1])} thousand"),
    (r"(?<![\d.])(\d{1,15})(?:\.(\d{1,15}))(?:\.(\d{1,15}))++", _version),
    (rf"(?<![\d.])({NUMBER})|(?<![\w.])\.(\d++)", _number),
)
"""What is left of numbers when dates and measures have been read."""
