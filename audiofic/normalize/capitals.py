"""Capitals: shouting is said as words, initialisms as letters, and what is known as a word stays as it is.

Letters to be named are joined by hyphens, "F-B-I": an engine that would read "POV" as a word, or "A" as the article,
names them then.
"""

from __future__ import annotations

import re

from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.normalize.phonetic import stressed
from audiofic.normalize.rules import Rules, any_of

_SPELLED = frozenset(
    """
    abc ad afab ai aka amab ao aoc aoe api asl au bau bc bce bi caa ce ceo cfo cia csi cso diy dia dui ect eeg ekg emt
    eod eta eu fbi faq fyi gi gpa hiv icu id idc idgaf idk ikr imho imo iou iq irc irl irs iv lapd lgbtqia lmao lmfao
    mba mi mri nba nda ngo nih nra nsa nyu oc ocd ocs omfg omg omw ooc otp pa pe po pov pta rip rpg sa sas sos
    suv ua uae ufo uk un usa usb usaf uv vip xo xoxo
    """.split()
)
"""Those that could be words; what could be none is spelled anyway."""
_SPELLED_SMALL = any_of("omg omfg brb idk idc ikr imo imho irl otp aka lmao lmfao pov ooc diy faq iou ufo ttyl idgaf")
AS_WORDS = frozenset(
    """
    OK NASA NATO TARDIS SHIELD HYDRA UNIT AIDS UNICEF SWAT POTUS FLOTUS NEWT OWL SPEW AWOL BAMF SIM PIN YOLO FOMO LOL
    ROFL ASAP MACUSA RADAR ANBU NERV
    """.split()
)
"""Said as words by every engine, and better known in capitals."""
_NO_VOWEL = frozenset("psst tsk hmm nth mr mrs dr mx st mhm".split())
_CUES = re.compile(r"\b(?:[Tt]he|THE|[Aa]n?|[A-Z]{2,4} (?:and|or)) $")
_AFTER_THE = frozenset(("us", "er", "it"))
"""The US, a US ship, the UK and US, the ER, the IT man; else they are words."""
_BEFORE_NAMES = re.compile(r"(?:US|USS|HMS|UK|EU) [A-Z][a-z]")

_ONSET = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxyz]|[bcfgkps]l|[bcdfgkptvw]r|[cgprstwk]h|[cdgkpt]hr|dw|gn|k[nw]|ps|qu|"
    r"sc(?:h[lmnrw]?|[lr])?|s[kmnptqvw]|s[hkpt]r|"
    r"spl|squ|th?w|ts|tz|zw|kj|sv|mc[a-z]?[lr]?(?=[a-z]{3}))?(?=[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüý])"
)
_BAD_CODA = re.compile(
    r"(?:[dptkbg][dptkbgmnf]|c[bdfgmnp]|s[bdfgnrv]|[fhv][bcdgkmnpv]|n[bfhlmpr]|m[cdghjklrv]|w[bcfghmpv]|"
    r"x[a-z]|l[nrhj]|r[hjw]|[bdfjklmnrvz]h)"
)
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüý]")


def _is_word(letters: str) -> bool:
    """Whether English could have such a word, by how it begins and ends."""
    if letters in _NO_VOWEL:
        return True
    if not _VOWEL.search(letters) or not _ONSET.match(letters):
        return False
    end = re.split(_VOWEL, letters)[-1]
    return len(letters) > 5 or not _BAD_CODA.fullmatch(end[:2])


def _is_spelled(low: str, match: re.Match[str]) -> bool:
    if low in _AFTER_THE and _CUES.search(match.string, max(0, match.start() - 9), match.start()):
        return True
    if _BEFORE_NAMES.match(match.string, match.start()):  # US Marines, USS Reed
        return True
    return low in _SPELLED or not _is_word(low)


def _shout(match: re.Match[str]) -> str:
    """A word in capitals between others that are not is stressed."""
    word = match["word"]
    if word in AS_WORDS or match["plural"] or _is_spelled(word.partition("'")[0].lower(), match):
        return word + (match["plural"] or "")
    start, end = match.span()
    beside = match.string[max(0, start - _NEARBY) : start] + " " + match.string[end : end + _NEARBY]
    return stressed(word) if re.search(r"[a-z]{2}", beside) and not re.search(rf"[{_UPPER}]{{2}}", beside) else word


def _capitals(match: re.Match[str]) -> str:
    word, plural = match["word"], match["plural"] or ""
    stem, mark, ending = word.partition("'")
    low = stem.lower()
    if word in AS_WORDS:
        return low + plural if plural else word  # of "OWLs" eSpeak NG says one
    if _is_spelled(low, match) and len(stem) > 1:
        return "-".join(stem) + ("'s" if plural or ending in ("S", "s") else "")
    said = (stem + mark + ending).lower() + plural
    first = (
        low == "i"
        or (ending in ("", "S") and (low in MALE_NAMES or low in FEMALE_NAMES))  # Don's, but don't
        or not any(map(str.isalnum, match.string[max(0, match.start() - 40) : match.start()]))
    )
    return said[0].upper() + said[1:] if first else said


_NEARBY = 40
"""Characters before and after a word in capitals that tell whether it is the only one."""
_UPPER = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_UPPER}]{{2,60}}(?:'[{_UPPER}]{{1,5}})?|[{_UPPER}]'[{_UPPER}]{{1,20}}(?:'[{_UPPER}]{{1,3}})?"
"""POTTER'S, DON'T, O'BRIEN."""

_IN_CAPITALS = rf"(?<!\w')(?<!\w)(?P<word>{_WORD})(?P<plural>s)?(?!\w)"


def _model(match: re.Match[str]) -> str:
    letters = match["letters"]
    return match[0] if len(letters) > 2 and _is_word(letters.lower()) else "-".join(letters) + " "


models = Rules((r"(?<![\w'-])(?P<letters>[A-Z]{2,3})-?(?=\d)", _model))
"""AK-47, CO2: letters right before a number are named, before that becomes a word."""

shouts = Rules((_IN_CAPITALS, _shout))
"""For an engine that can stress a word, before the rest."""

capitals = Rules(
    (rf"(?<=[{_UPPER}] )A(?= [{_UPPER}])", "a"),
    (_IN_CAPITALS, _capitals),
    (rf"\b({_SPELLED_SMALL})\b", lambda m: "-".join(m[1].upper())),
)
