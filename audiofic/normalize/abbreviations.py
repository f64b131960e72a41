"""Titles and other abbreviations with points, as English readers say them; which there are stands in `shortforms`."""

from __future__ import annotations

import re

from audiofic.language.en.firstnames import FEMALE_NAMES
from audiofic.normalize.capitals import AS_WORDS
from audiofic.normalize.numbers import cardinal
from audiofic.normalize.rules import ROMAN, SMALL_ROMAN, Rules, any_of
from audiofic.normalize.shortforms import (
    COMPANIES,
    DAYS,
    MONTHS,
    NUMBERED,
    NUMBERED_ONLY_WITH_POINT,
    RANKS,
    SHORT,
    TITLES,
    WAYS,
    begins_sentence,
    is_way,
)

_ENDS = frozenset("US USA UK EU UN DC LA NY MIT PE".split())
"""Letters that end a sentence as often as a name begins with them."""


def _like(written: str, words: str) -> str:
    """The words with a capital where what they stand for has one."""
    return words[0].upper() + words[1:] if written[0].isupper() else words[0].lower() + words[1:]


_NUMBERED = {short.lower(): words for short, words in (NUMBERED | NUMBERED_ONLY_WITH_POINT).items()}


def _numbered(match: re.Match[str]) -> str:
    if match[1].lower() == "no" and match.string.startswith("I", match.end()):
        return match[0]
    return _like(match[1], _NUMBERED[match[1].lower()]) + " "


def _way(match: re.Match[str]) -> str:
    """Privet Drive. The house; but Doctor Who, and Saint Ives."""
    following = match.string[match.end() : match.end() + _NEARBY].lstrip()
    if not is_way(match["house"] or "", match["name"], following):
        return match[0]
    ends = "." if match["point"] and (not following.strip("\"')]") or following[:1].isupper()) else ""
    return f"{match['house'] or ''}{match['name']} {WAYS[match['way']]}{ends}"


def _initials(match: re.Match[str]) -> str:
    """U.S.A.: U-S-A; the last point stays where a sentence may end with it, but not in J.K. Rowling."""
    letters = "".join(re.findall(r"\w", match[0])).upper()
    following = match.string[match.end() : match.end() + _NEARBY].lstrip()
    ends = match["end"] and (not following or (begins_sentence(following) and letters != "PS"))
    return (letters if letters in AS_WORDS else "-".join(letters)) + "." * bool(ends)


def _company(match: re.Match[str]) -> str:
    following = match.string[match.end() : match.end() + _NEARBY].lstrip()
    ends = "." if not following or begins_sentence(following) else ""
    return COMPANIES[match[1]] + ends


def _month(match: re.Match[str]) -> str:
    following = match.string[match.end() : match.end() + _NEARBY].lstrip()
    return MONTHS[match[1]] + ("" if following and not begins_sentence(following) else ".")


def _sister(match: re.Match[str]) -> str:
    return ("Sister " if match[1].lower() in FEMALE_NAMES else "Senior ") + match[1]


_NEARBY = 40
"""Characters behind an abbreviation that tell what it means."""

_WITHIN = r"\.(?= [a-z]|[,;:!?)'])"
"""A point that ends no sentence."""

titles = Rules(
    (r"(?<=[a-z\d])([.!?])(?=[A-Z][a-z])", r"\1 "),  # said.Then, Mr.Smith
    (
        (
            rf"\b(?P<house>\d{{1,6}}\w? )?(?P<name>[A-Z][\w']{{1,30}}|\d{{1,4}}(?:st|nd|rd|th)) "
            rf"(?P<way>{any_of(list(WAYS))})(?P<point>\.)"
        ),
        _way,
    ),
    (rf"\b({any_of(list(TITLES))})\b(?:\.(?!\.)|(?!\.))", lambda m: TITLES[m[1]]),
    (r"\bM(R|RS|S)\b\.?(?= [A-Z])", lambda m: TITLES["M" + m[1].lower()]),
    (rf"\b({any_of(list(RANKS))})\. (?=[A-ZÀ-ÖØ-Þ])", lambda m: RANKS[m[1]] + " "),
    (r"(?<=[a-z]),? Sr\.(?= [a-z]|[,;:!?)])", " Senior"),
    (r"\bSr\. ([A-Z]\w{1,30})", _sister),
    (r"\bSt (?=[A-Z])", "Saint "),
    (
        rf"(?i)\b({any_of(list(NUMBERED))})(?:\.? ?(?=\d)|\. ?(?=(?-i:{ROMAN}|(?=[ivx]{{2}}){SMALL_ROMAN})\b))",
        _numbered,
    ),
    (rf"(?i)(?<![\w'.])({any_of(list(NUMBERED_ONLY_WITH_POINT))})\. ?(?=\d|(?-i:(?=[IVXL]{{2}}){ROMAN}\b))", _numbered),
    (
        r"(?i)\bS(\d{1,2})E(\d{1,3})\b",
        lambda m: f"season {cardinal(str(int(m[1])))} episode {cardinal(str(int(m[2])))}",
    ),
    (rf"\b({any_of(list(DAYS))})\.(?=,? (?:\d|{any_of(list(MONTHS))})|,|$)", lambda m: DAYS[m[1]]),
    (rf"\b({any_of([day for day in DAYS if day not in ('Sat', 'Sun')])})\.(?= [a-z])", lambda m: DAYS[m[1]]),
    (rf"\b({any_of(list(MONTHS))})\.(?! \d)(?!\w)", _month),
    (r"(?i)(?<![\w.])e\. ?g\.,?(?!\w)", "for example,"),
    (r"(?i)(?<![\w.])i\. ?e\.,?(?!\w)", "that is,"),
    (r"(?i)(?<![\w.])a\. ?k\. ?a\.(?!\w)", "also known as"),
    (r"(?<!\w')(?<![\w.])vs\b\.?", "versus"),
    (r"\b[Pp][Hh]\. ?[Dd]\b\.?|\bPhD\b", "P-H-D"),
    (r"(?<![\w.])&c\b\.?|(?<![\w.])etc\b\.?(?= [a-z]|[,;:!?)])\.?", "et cetera"),
    (rf"(?<!\w')(?<![\w.])({any_of(list(COMPANIES))})\.(?!\w)", _company),
    (rf"(?<!\w')(?<![\w.])({any_of(list(SHORT))})\.(?= [a-z\d]|[,;:!?)])", lambda m: _like(m[1], SHORT[m[1].lower()])),
    (
        rf"(?i)(?<!\w')(?<![\w.])(?<!\d )(?<!\d)({any_of(list(SHORT))})\.(?= \d)",
        lambda m: _like(m[1], SHORT[m[1].lower()]),
    ),
    (r"(?<!\w')(?<![\w.])(etc|approx)(?!\w)", lambda m: SHORT[m[1]]),
    (r"(?<!\w')(?<![\w.])(Jr|Esq)(?!\w)", lambda m: COMPANIES[m[1]]),
    (rf"(?<!\w')(?<![\w.])(?:[A-Z]\.){{1,7}}[A-Z](?![^\W\d_])(?:{_WITHIN}|(?P<end>\.))?", _initials),
    (rf"(?<!\w')(?<![\w.])(?![ap]\.m\.)(?:[a-z]\.){{1,7}}[a-z](?:{_WITHIN}|(?P<end>(?=\.)))", _initials),
    (r"\b([A-Z])\. (?=[A-Z]\. ?[A-Z])", r"\1 "),  # J. K. Rowling
    (
        r"((?:^|\w )[A-HJ-Z])\. (?=[A-Z][a-z])",
        lambda m: m[1] + (". " if begins_sentence(m.string[m.end() : m.end() + _NEARBY]) else " "),
    ),
)
