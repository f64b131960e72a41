"""Times, dates, decades, years and telephone numbers, as English readers say them."""

from __future__ import annotations

import re

from audiofic.normalize.numbers import cardinal, digits, ordinal, plural, year
from audiofic.normalize.rules import Rules, any_of
from audiofic.normalize.shortforms import MONTHS

_MONTHS = "January February March April May June July August September October November December".split()
_SHORT_MONTHS = {month.lower(): month for month in _MONTHS} | {short.lower(): word for short, word in MONTHS.items()}
_MONTH = any_of([*_MONTHS, *MONTHS])
_NOON = r"(?:\s?(?P<noon>[ap])\.?m\b(?P<stop>\.(?!\s+(?-i:[A-Z])|$))?)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1\d{3}|20\d\d)"
_CUE = rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|circa|year|{_MONTH}),? |\("
_NO_PLURALS = frozenset(
    "was is as has his this its us does yes perhaps besides always thus unless across towards".split()
)
_COUNTED = frozenset("people men women children percent feet miles words dollars pounds of galleons".split())


def _time(match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    noon = f" {match['noon'].upper()}-M" if match["noon"] else ""
    said = cardinal(str(hour)) if hour else "zero"
    if minute:
        said += " " + (digits(f"{minute:02}") if minute < 10 else cardinal(str(minute)))
    elif not noon:
        said += " o'clock" if 0 < hour <= 12 else " hundred"
    seconds = int(match.groupdict().get("second") or 0)
    return said + noon + (f" and {cardinal(str(seconds))} second{'s' * (seconds > 1)}" if seconds else "")


def _from(match: re.Match[str]) -> str:
    """The first of two times, 3-5pm."""
    minute = match[2] or ""
    return (
        f"{cardinal(match[1])} {digits(minute) if minute.startswith(':0') else cardinal(minute[1:])}".strip() + " to "
    )


def _military(match: re.Match[str]) -> str:
    hour, minute = match[1], match[2]
    said = digits(hour) if hour[0] == "0" else cardinal(hour)
    return f"{said} {'hundred' if minute == '00' else cardinal(str(int(minute)))}"


def _month(name: str) -> str:
    return _SHORT_MONTHS[name.lower()]


def _by_name(match: re.Match[str]) -> str:
    """ "May 2nd, 1998", "2 May 1998", in the order that they are written in."""
    month, day = _month(match["month"]), ordinal(int(match["day"]))
    end = f", {year(int(match['year']))}" if match["year"] else ""
    if match.start("month") < match.start("day"):
        return f"{month} {day}{end}"
    return f"the {day} of {month}{end}"


def _by_number(match: re.Match[str]) -> str:
    """31/10/1981, 10/31/1981; the day goes first where both may."""
    first, second, years = int(match[1]), int(match[3]), match[4]
    day, month = (second, first) if second > 12 else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return match[0]
    return f"the {ordinal(day)} of {_MONTHS[month - 1]}, {year(int(years)) if len(years) == 4 else digits(years)}"


def _iso(match: re.Match[str]) -> str:
    years, month, day = map(int, match.groups())
    return f"the {ordinal(day)} of {_MONTHS[month - 1]}, {year(years)}"


def _decade(match: re.Match[str]) -> str:
    """1990s, '90s, 90s."""
    if match["decade"]:
        return plural(cardinal(match["decade"]))
    number = int(match["century"])
    return plural("two thousand" if number == 2000 else year(number))


def _years(match: re.Match[str]) -> str:
    first, last = match.groups()
    return f"{year(int(first))} to {year(int(last)) if len(last) == 4 else cardinal(last)}"


def _lone_year(match: re.Match[str]) -> str:
    """Four digits are a year, unless they count what follows."""
    number, following = int(match["year"]), match["next"] or ""
    told = bool(match["cue"])
    counts = following in _COUNTED or (
        following.endswith("s") and following not in _NO_PLURALS and not following.endswith("ss")
    )
    if (counts or not (1100 <= number < 2000 or number >= 2010)) and not told:
        return match[0]
    return match[0].replace(match["year"], year(number), 1)


dates = Rules(
    (r"(?i)(?<=\d[ap]m) ?[–-] ?(?=\d)|(?<=\d [ap]m) ?[–-] ?(?=\d)", " to "),  # 3pm-5pm
    (r"(?i)(?<![\w:.-])(1[0-2]|[1-9])(:[0-5]\d)? ?[–-] ?(?=(?:1[0-2]|[1-9])(?::[0-5]\d)? ?[ap]\.?m\b)", _from),
    (
        r"(?<![\w.-])(?:\+?\d{1,3}[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])|(?<![\w.-])\d{3}-\d{4}(?![\w-])",
        lambda m: ", ".join(digits(group) for group in re.findall(r"\d+", m[0])),
    ),
    (r"(?<![\w-])\d(?:-\d){2,8}(?![\w-])", lambda m: digits(m[0])),  # 9-1-1
    (r"(?i)\b((?:call|dial|phone|ring)(?:l?ed|l?ing|s)?|rang) (911|999|112)\b", lambda m: f"{m[1]} {digits(m[2])}"),
    (r"(?<![\w/-])([12]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w/-])", _iso),
    (r"(?<![\w/.-])(\d{1,2})(?P<between>[/.-])(\d{1,2})(?P=between)(\d{4}|(?<=/)\d{2})(?![\w/-]|\.\d)", _by_number),
    (
        rf"(?i)(?<![\w:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d:]){_NOON}?h?\b",
        _time,
    ),
    (r"(?<![\w:.])(?P<hour>[01]?\d|2[0-4])h(?P<minute>[0-5]\d)(?P<noon>(?!))?(?!\w)", _time),
    (rf"(?i)(?<![\w:.])(?P<hour>1[0-2]|0?[1-9])\.(?P<minute>[0-5]\d){_NOON}", _time),
    (rf"(?i)(?<![\w:.])(?P<hour>1[0-2]|0?[1-9])(?P<minute>(?!))?{_NOON}", _time),
    (r"(?i)(?<![\w:.])([01]\d|2[0-4])([0-5]\d)(?= ?(?:hours|hrs)\b)", _military),
    (r"(?i)(?<![\w:.])(0\d)([0-5]0)(?![\w:-]|\.\d)", _military),
    (rf"\b(?P<month>{_MONTH})\.? (?:the )?{_DAY}(?!\w|[:.]\d)(?:,? {_YEAR}\b)?", _by_name),
    (rf"(?:\b[Tt]he )?(?<![\w.,]){_DAY}(?: of)? (?P<month>{_MONTH})\b\.?(?:,? {_YEAR}\b)?", _by_name),
    (rf"\b(?P<month>{_MONTH})\.? (?={_YEAR}\b)", lambda m: f"{_month(m['month'])} "),
    (r"(?<![\w.,])(?:(?P<century>(?:1\d|20)\d0)|'?(?P<decade>[2-9]0))'?s\b", _decade),
    (r"(?<![\w.,:$£€/-])(1[1-9]\d\d|20\d\d) ?[–-] ?(1[1-9]\d\d|20\d\d|[1-9]\d)(?![\w/-])", _years),
    (r"(?<!\w)'(?=\d\d(?!\w))", ""),  # the class of '98
    (rf"(?P<cue>{_CUE})?(?<![\w.,:$£€/-]){_YEAR}(?![\w/]|[.,:]\d|-\d)(?= ?(?P<next>[A-Za-z]*))", _lone_year),
)
"""Before all other numbers, since these have more to them."""
