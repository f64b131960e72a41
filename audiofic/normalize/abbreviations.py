"""Titles, abbreviations with points, slashes, and Roman numerals, as English readers say them."""

from __future__ import annotations

import re

from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.normalize.capitals import AS_WORDS
from audiofic.normalize.numbers import cardinal, ordinal
from audiofic.normalize.rules import Rules, any_of

_TITLES = {
    "Mr": "Mister", "Mrs": "Mrs", "Ms": "Miz", "Mx": "Mix", "Dr": "Doctor", "Mme": "Madame", "Mlle": "Mademoiselle",
    "Messrs": "Messers",
}  # fmt: skip
_RANKS = {
    "Prof": "Professor", "Capt": "Captain", "Cpt": "Captain", "Lt": "Lieutenant", "Col": "Colonel", "Gen": "General",
    "Sgt": "Sergeant", "Cmdr": "Commander", "Cdr": "Commander", "Maj": "Major", "Pvt": "Private", "Cpl": "Corporal",
    "Adm": "Admiral", "Det": "Detective", "Insp": "Inspector", "Supt": "Superintendent", "Rev": "Reverend",
    "Hon": "Honourable", "Fr": "Father", "Sr": "Sister", "Gov": "Governor", "Sen": "Senator", "Pres": "President",
    "Mt": "Mount", "Ft": "Fort",
}  # fmt: skip
_WAYS = {
    "St": "Street",
    "Rd": "Road",
    "Ave": "Avenue",
    "Blvd": "Boulevard",
    "Ln": "Lane",
    "Pl": "Place",
    "Ct": "Court",
    "Sq": "Square",
    "Dr": "Drive",
}
_NUMBERED = {
    "No": "Number", "Nos": "Numbers", "Nr": "Number", "Vol": "Volume", "Ch": "Chapter", "Chap": "Chapter",
    "Ep": "Episode", "Pt": "Part", "Fig": "Figure", "p": "page", "pp": "pages", "pg": "page", "Sec": "Section",
}  # fmt: skip
_SHORT = {
    "etc": "et cetera", "approx": "approximately", "appt": "appointment", "dept": "department", "est": "established",
    "cf": "compare", "incl": "including", "misc": "miscellaneous", "esp": "especially",
    "Jr": "Junior", "Esq": "Esquire", "Inc": "Incorporated", "Ltd": "Limited", "Corp": "Corporation", "Co": "Company",
    "Bros": "Brothers",
}  # fmt: skip


_ENDS = frozenset("US USA UK EU UN DC LA NY MIT PE".split())
"""Letters that end a sentence as often as a name begins with them."""


def _like(written: str, words: str) -> str:
    """The words with a capital where what they stand for has one."""
    return words[0].upper() + words[1:] if written[0].isupper() else words[0].lower() + words[1:]


def _numbered(match: re.Match[str]) -> str:
    written = match[1]
    word = next(word for short, word in _NUMBERED.items() if short.lower() == written.lower())
    return _like(written, word) + " "


def _initials(match: re.Match[str]) -> str:
    """U.S.A.: U-S-A; the last point stays where it may end a sentence, but not in J.K. Rowling."""
    letters = "".join(re.findall(r"\w", match[0])).upper()
    ends = match["end"] and (match.end() == len(match.string) or letters in _ENDS)
    return (letters if letters in AS_WORDS else "-".join(letters)) + "." * bool(ends)


_WITHIN = r"\.(?= [a-z]|[,;:!?)'])"
"""A point that ends no sentence."""

titles = Rules(
    (r"(?<=[a-z\d])([.!?])(?=[A-Z][a-z])", r"\1 "),  # said.Then, Mr.Smith
    (rf"\b([A-Z]\w{{1,30}}) ({any_of(list(_WAYS))})\.(?= [a-z]|[,;:!?)]|$)", lambda m: f"{m[1]} {_WAYS[m[2]]}"),
    (rf"\b({any_of(list(_TITLES))})\b(?:\.(?!\.)|(?!\.))", lambda m: _TITLES[m[1]]),
    (r"\bM(R|RS|S)\b\.?(?= [A-Z])", lambda m: _TITLES["M" + m[1].lower()]),
    (rf"\b({any_of(list(_RANKS))})\. (?=[A-Z])", lambda m: _RANKS[m[1]] + " "),
    (r"(?<=[a-z]),? Sr\.(?!\w)", " Senior"),
    (r"\bSt\b\.? (?=[A-Z])", "Saint "),
    (rf"(?i)\b({any_of(list(_NUMBERED))})\.? ?(?=\d)", _numbered),
    (
        r"(?i)\bS(\d{1,2})E(\d{1,3})\b",
        lambda m: f"season {cardinal(str(int(m[1])))} episode {cardinal(str(int(m[2])))}",
    ),
    (r"(?i)(?<![\w.])e\. ?g\.,?(?!\w)", "for example,"),
    (r"(?i)(?<![\w.])i\. ?e\.,?(?!\w)", "that is,"),
    (r"(?<!\w')(?<![\w.])vs\b\.?", "versus"),
    (r"\b[Pp][Hh]\. ?[Dd]\b\.?|\bPhD\b", "P-H-D"),
    (r"(?<![\w.])&c\b\.?|(?<![\w.])etc\b\.?(?= [a-z]|[,;:!?)])\.?", "et cetera"),
    (rf"(?<!\w')(?<![\w.])({any_of(list(_SHORT))})\.(?= [a-z]|[,;:!?)])", lambda m: _like(m[1], _SHORT[m[1]])),
    (rf"(?<!\w')(?<![\w.])({any_of(['etc', 'approx', 'Jr', 'Esq'])})(?!\w)", lambda m: _like(m[1], _SHORT[m[1]])),
    (rf"(?<!\w')(?<![\w.])(?:[A-Z]\.){{1,7}}[A-Z](?![^\W\d_])(?:{_WITHIN}|(?P<end>\.))?", _initials),
    (rf"(?<!\w')(?<![\w.])(?![ap]\.m\.)(?:[a-z]\.){{1,7}}[a-z](?:{_WITHIN}|(?P<end>(?=\.)))", _initials),
    (r"\b([A-Z])\. (?=[A-Z]\. ?[A-Z])", r"\1 "),  # J. K. Rowling
    (r"((?:^|\w )[A-HJ-Z])\. (?=[A-Z][a-z])", r"\1 "),  # Samuel L. Jackson
)


slashes = Rules(
    (r"(?i)(?<![\w/])w/o(?![\w/])", "without"),
    (r"(?i)(?<![\w/])w/ ?(?=\w)|(?<![\w/])w/(?= )", "with "),
    (r"(?i)(?<![\w/])b/c(?![\w/])", "because"),
    (r"(?i)(?<![\w/])a/n(?![\w/])", "author's note"),
    (r"(?<!\w)AN(?=:)", "Author's note"),
    (r"(?i)(?<![\w/])n/a(?![\w/])", "not applicable"),
    (r"(?i)(?<![\w/])s/he(?![\w/])", "he or she"),
    (r"(?<![\w-])([A-Z]{1,4})&([A-Z])(?![\w-])", lambda m: f"{'-'.join(m[1])} and {m[2]}"),  # AT&T
    (r" ?& ?", " and "),
    (r"(?i)(?<=\w )'n'(?= \w)", "and"),  # rock 'n' roll
)
"""Short forms with slashes, and "&"."""

_PARTS = (
    "chapter part book volume act scene section appendix article phase type mark mk level season class grade war "
    "episode number stage round verse canto"
).split()
_PART = any_of(_PARTS)
_TITLED_PART = any_of([word.title() for word in _PARTS] + [word.upper() for word in _PARTS])
_CROWNS = any_of("king queen pope tsar czar emperor empress prince princess kaiser lord".split())
_ROMAN = r"(?=[IVXL])(?>(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
_REGNAL = MALE_NAMES | FEMALE_NAMES
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral.upper()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _after_name(match: re.Match[str]) -> str:
    """Henry VIII, but Final Fantasy VII and Malcolm X."""
    name, numeral = match[1], match[2]
    if not any(part.lower() in _REGNAL for part in name.split()):
        return f"{name} {cardinal(str(_value(numeral)))}"
    return f"{name} the {ordinal(_value(numeral))}"


def _numbered_part(match: re.Match[str]) -> str:
    return f"{match[1]} {cardinal(str(_value(match[2])))}"


romans = Rules(
    (rf"(?i)\b((?-i:WW)|World War) ?({_ROMAN})\b", lambda m: f"World War {cardinal(str(_value(m[2]))).title()}"),
    (rf"\b((?i:{_PART})) ((?!I\b){_ROMAN})\b(?!['-]\w)", _numbered_part),
    (rf"\b({_TITLED_PART}) (I)(?=[:.,;–—]|$| [A-Z])", _numbered_part),
    (rf"\b((?i:{_CROWNS}) [A-Z]\w+) ({_ROMAN})\b(?!['-](?!s\b))", lambda m: f"{m[1]} the {ordinal(_value(m[2]))}"),
    (r"\b([A-Z][a-z]{2,30}) (I)(?='s\b)", _after_name),
    (rf"\b((?:[A-Z]\w{{1,30}} )?[A-Z][a-z]\w{{0,30}}) ((?=[IVXL]{{2}}){_ROMAN})\b", _after_name),
    (r"\b(Henry|George|Edward|Charles|Philip|Ferdinand|Haakon|Olav) V\b(?!\.)", r"\1 the fifth"),
    (rf"^({_ROMAN})(?=[.:]?$|[.:] )", lambda m: cardinal(str(_value(m[1]))) if len(m[1]) > 1 else m[1]),
)
"""Numerals after a name or a word such as "Chapter"; a lone "I" is the person."""
