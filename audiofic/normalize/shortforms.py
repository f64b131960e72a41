"""Abbreviations with a point: the one list that the rules and the sentence splitter share.

What stands beside an abbreviation tells what it means, and whether a sentence ends with it; so there is a table for
each place that one can stand in. An abbreviation may be in two of them, as "Dr." before a name and after one.
"""

from __future__ import annotations

import re
from typing import Final

TITLES: Final = {
    "Mr": "Mister", "Mrs": "Mrs", "Ms": "Miz", "Mx": "Mix", "Dr": "Doctor", "Mme": "Madame", "Mlle": "Mademoiselle",
    "Messrs": "Messers",
}  # fmt: skip
"""Before a name, with the point or without."""
RANKS: Final = {
    "Prof": "Professor", "Capt": "Captain", "Cpt": "Captain", "Lt": "Lieutenant", "Col": "Colonel", "Gen": "General",
    "Sgt": "Sergeant", "Cmdr": "Commander", "Cdr": "Commander", "Maj": "Major", "Pvt": "Private", "Cpl": "Corporal",
    "Adm": "Admiral", "Det": "Detective", "Insp": "Inspector", "Supt": "Superintendent", "Rev": "Reverend",
    "Hon": "Honourable", "Fr": "Father", "Gov": "Governor", "Sen": "Senator", "Pres": "President", "Ens": "Ensign",
    "Brig": "Brigadier", "Spc": "Specialist", "Ofc": "Officer", "Cllr": "Councillor", "Amb": "Ambassador",
    "Sec": "Secretary", "Dir": "Director", "Bro": "Brother", "Rep": "Representative", "St": "Saint", "Ste": "Sainte",
    "Mt": "Mount", "Ft": "Fort",
}  # fmt: skip
"""Before a name, with the point."""
WAYS: Final = {
    "St": "Street", "Rd": "Road", "Ave": "Avenue", "Blvd": "Boulevard", "Ln": "Lane", "Pl": "Place", "Ct": "Court",
    "Sq": "Square", "Dr": "Drive", "Hwy": "Highway", "Pkwy": "Parkway", "Terr": "Terrace",
}  # fmt: skip
"""After a name."""
COMPANIES: Final = {
    "Jr": "Junior", "Sr": "Senior", "Esq": "Esquire", "Inc": "Incorporated", "Ltd": "Limited", "Corp": "Corporation",
    "Co": "Company", "Bros": "Brothers",
}  # fmt: skip
"""After a name as well."""
NUMBERED: Final = {
    "No": "Number", "Nos": "Numbers", "Nr": "Number", "Vol": "Volume", "Ch": "Chapter", "Chap": "Chapter",
    "Ep": "Episode", "Pt": "Part", "Fig": "Figure", "p": "page", "pp": "pages", "pg": "page", "Sec": "Section",
}  # fmt: skip
"""Before a number, with the point or without."""
NUMBERED_ONLY_WITH_POINT: Final = {
    "Bk": "Book", "Art": "Article", "Par": "Paragraph", "Ext": "Extension", "Ps": "Psalm", "Ver": "Version",
    "l": "line", "n": "note", "c": "circa", "ca": "circa",
}  # fmt: skip
SHORT: Final = {
    "etc": "et cetera", "approx": "approximately", "appt": "appointment", "apt": "apartment", "dept": "department",
    "est": "established", "cf": "compare", "incl": "including", "misc": "miscellaneous", "esp": "especially",
}  # fmt: skip
"""Wherever they stand."""
MONTHS: Final = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June", "Jul": "July", "Aug": "August",
    "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November", "Dec": "December",
}  # fmt: skip
DAYS: Final = {
    "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
    "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip

STARTERS: Final = frozenset(
    "the a an this that these those there here i he she it we you they his her its our your my their nobody everybody "
    "somebody everyone someone nothing everything and but or so then yet when while where what why how if as at in on "
    "by to from for with without after before since until now not no yes all both each once still even just only "
    "maybe perhaps is was are were did do does".split()
)
"""Words that begin a sentence and no name: what parts "Baker St. The door" from "Baker St. Irregulars"."""

_LEADING: Final = frozenset(("vs", "cf", "viz", "approx", "ca", "e.g", "i.e", "a.k.a", "p.s", "incl", "esp"))
"""What they lead to always follows."""
_BEFORE_NAMES: Final = frozenset(short.lower() for short in [*TITLES, *RANKS])
_AFTER_NAMES: Final = frozenset(short.lower() for short in [*WAYS, *COMPANIES])
_BEFORE_NUMBERS: Final = frozenset(
    short.lower() for short in [*NUMBERED, *NUMBERED_ONLY_WITH_POINT, *MONTHS, *DAYS, *SHORT]
)
_DAYS: Final = frozenset(short.lower() for short in DAYS)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NUMERAL: Final = re.compile(r"[IVXL]{1,7}|[ivxl]{2,7}")
_OPENING: Final = "\"'“‘«‹([{¿¡—–-"


def begins_sentence(following: str) -> bool:
    """Whether the word can only be the first of a sentence: it has a capital, and no name begins with it."""
    word = re.match(r"\w*", following.lstrip(_OPENING))
    return word is not None and word[0][:1].isupper() and word[0].lower() in STARTERS


def is_way(house: str, name: str, following: str) -> bool:
    """Whether "Dr." or "St." between the words `name` and `following` is a way: Privet Dr., not Miss St. John.

    `house` is the word before the name, a number in an address.
    """
    if not (name[:1].isupper() or re.fullmatch(r"\d+(?:st|nd|rd|th)", name)) or name.lower() in STARTERS:
        return False
    capital = following.lstrip(_OPENING)[:1].isupper()
    return not capital or begins_sentence(following) or house[:1].isdigit()


def goes_on(house: str, name: str, stem: str, following: str) -> bool:
    """Whether the point after `stem` ends no sentence; before it stand the words `house` and `name`."""
    short, bare = stem.lower(), following.lstrip(_OPENING)
    if short in _LEADING:
        return True
    if bare[:1].isdigit():
        return short in _BEFORE_NUMBERS
    if _NUMERAL.fullmatch(bare.rstrip(".,;:!?)")) and short in _BEFORE_NUMBERS and (short != "no" or len(bare) > 1):
        return True
    if short in _BEFORE_NAMES and not (stem in WAYS and is_way(house, name, following)):
        return stem[0].isupper() or bare[:1].isupper()
    if short in _AFTER_NAMES:
        return not begins_sentence(following) and not house[:1].isdigit()
    if short in _DAYS:
        return bare[:3] in MONTHS
    if not _INITIALS.fullmatch(stem) or stem in ("I", "a.m", "p.m"):
        return False
    return stem[0].isupper() and not begins_sentence(following)
