"""Capitals: shouting is said as words, initialisms as letters, and what is known as a word stays as it is.

Letters to be named are joined by hyphens, "F-B-I": an engine that would read "POV" as a word, or "A" as the article,
names them then.
"""

from __future__ import annotations

import re

from audiofic.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.normalize.rules import Rules, any_of

_SPELLED = frozenset(
    """
    abc afab ai aka amab ao aoc aoe api asl au bau bi caa ceo cfo cia csi cso diy dia dui ect eeg ekg emt eod
    eta eu fbi faq gi gpa hiv icu id idc idgaf idk ikr imho imo iou iq irc irl irs iv lapd lgbtqia lmao lmfao
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
_CUES = re.compile(r"(?:\bthe|\bTHE) $")
_AFTER_THE = frozenset(("us", "er"))
"""The US, the ER; else they are words."""

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


def _capitals(match: re.Match[str]) -> str:
    word, plural = match["word"], match["plural"] or ""
    stem, mark, ending = word.partition("'")
    low = stem.lower()
    if word in AS_WORDS:
        return word + plural
    if low in _AFTER_THE and _CUES.search(match.string, max(0, match.start() - 4), match.start()):
        spelled = True
    else:
        spelled = low in _SPELLED or not _is_word(low)
    if spelled and len(stem) > 1:
        return "-".join(stem) + ("'s" if plural or ending in ("S", "s") else "")
    said = (stem + mark + ending).lower() + plural
    first = (
        low == "i"
        or low in MALE_NAMES
        or low in FEMALE_NAMES
        or not any(map(str.isalnum, match.string[max(0, match.start() - 40) : match.start()]))
    )
    return said[0].upper() + said[1:] if first else said


_UPPER = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_UPPER}]{{2,60}}(?:'[{_UPPER}]{{1,5}})?|[{_UPPER}]'[{_UPPER}]{{1,20}}(?:'[{_UPPER}]{{1,3}})?"
"""POTTER'S, DON'T, O'BRIEN."""

capitals = Rules(
    (rf"(?<=[{_UPPER}] )A(?= [{_UPPER}])", "a"),
    (rf"(?<!\w')(?<!\w)(?P<word>{_WORD})(?P<plural>s)?(?!\w)", _capitals),
    (rf"\b({_SPELLED_SMALL})\b", lambda m: "-".join(m[1].upper())),
)
