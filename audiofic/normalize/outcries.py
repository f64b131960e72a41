"""Noises, stammers, drawn-out letters, keysmashes and bleeped words: spelled so that an engine says them.

An engine spells out what has no vowel: "W-what" becomes "double-u what", "shh" three letters. Here they get one:
"wuh-what", "shush".
"""

from __future__ import annotations

import functools
import re
from itertools import product

from audiofic.normalize.rules import Rules

_SWEARWORDS = (
    "fuck fucks fucker fuckers fucking fucked motherfucker motherfucking shit shits shitty bullshit bitch bitches "
    "bastard bastards damn damned dammit goddamn ass asshole assholes arse arsehole cunt cunts cock cocks dick dicks "
    "prick pussy whore whores slut sluts hell crap piss pissed twat wank wanker bollocks"
).split()


def _bleep(match: re.Match[str]) -> str:
    """A swear-word that its writer has bleeped out stays so; any other word only loses its stars."""
    written = match[0].lower()
    shape = re.compile(re.sub(r"\W+", lambda run: rf"\w{{{min(len(run[0]), 3)},12}}", written))
    if not any(map(shape.fullmatch, _SWEARWORDS)):
        return match[0].replace("*", "")
    return "bleep" + next((ending for ending in ("ing", "ed", "er") if written.endswith(ending)), "")


def _grawlix(match: re.Match[str]) -> str:
    return "bleep" if len(set(match[0]) & set("#@$%&*")) > 1 else match[0]


bleeps = Rules(
    (r"(?<![\w*])[A-Za-z]{1,7}(?:\*{1,8}[A-Za-z]{1,8}|\*{2,8})(?![\w*])", _bleep),
    (r"(?<!\w)[A-Za-z]{1,3}(?:[#@$%!]{1,4}[A-Za-z]{1,6}|[#@$%]{2,6})(?!\w)", _bleep),
    (r"(?i)(?<![\w-])(?:f--?c?k|fck|sh--?t|b-tch|d(?:--|-m)n)(?=(?:s|er|ed|ing)?(?![\w-]))", "bleep"),
    (r"(?<!\w)[#@$%&*!?]{4,16}(?!\w)", _grawlix),
)
"""f***, sh!t, f-ck, @#$%!: "bleep", as on the air. Whoever wrote them did not want the word heard."""

_VOWELS = frozenset("aeiou")
_ONSETS = {
    "who": "h", "wh": "wh", "th": "th", "sh": "sh", "sch": "sk", "ch": "ch", "ph": "f", "kn": "n", "gn": "n", "wr": "r",
    "ps": "s", "qu": "kw", "ce": "s", "ci": "s", "cy": "s", "c": "k", "geo": "j", "gen": "j", "giant": "j",
    "gin": "j", "gy": "j", "x": "z",
}  # fmt: skip
"""How a word that begins so sounds at first, where that is not its first letter; of several, the longest."""
_NO_STAMMERS = frozenset(("d-day", "t-test", "c-cup", "x-x", "b-ball"))


def _onset(part: str, word: str) -> str:
    """The beginning of a word with a vowel to say it by: "W", "what" → "Whuh"."""
    low, whole = part.lower(), word.lower()
    if low == "u":
        return part if whole.startswith(("uni", "use", "usu", "ut")) else part + "h"
    if _VOWELS & set(low) or "y" in low[1:]:
        return part
    beginning = max((start for start in _ONSETS if whole.startswith(start)), key=len, default="")
    sound = _ONSETS[beginning] if len(low) <= max(len(beginning), 1) and beginning else low
    return (sound.capitalize() if part[0].isupper() else sound) + "uh"


def _stammer(match: re.Match[str]) -> str:
    word, parts = match["word"], re.findall(r"[^\W\d_]+", match["parts"])
    if not all(word.lower().startswith(part.lower()) for part in parts) or match[0].lower() in _NO_STAMMERS:
        return match[0]
    sounds = [_onset(part, word) for part in parts]
    return match[0] if sounds == parts else "-".join([*sounds, word])


_PART = r"[^\W\d_]{1,3}(?:- ?|\.\.\.|…)|[^\W\d_]{1,2}[—–]"

_BROKEN = r"[b-df-hj-np-tv-wyz]{1,2}h?|(?:^|(?<=[\"(]))[B-DF-HJ-NP-TV-Z][hlr]?"

stammers = Rules(
    (rf"(?<!\w')(?<![\w-])(?P<parts>(?:{_PART}){{1,12}})(?P<word>[^\W\d_][^\W\d_']{{1,40}})", _stammer),
    (rf"(?<!\w')(?<![\w-])({_BROKEN})(?=(?:-|—|–|\.\.\.|…)[\"')\s]*$)", lambda m: _onset(m[1], m[1])),
)
"""W-what, N...no, th-th-the; and what is broken off at the end: I d—."""

_NOISES = (
    (r"m+h+m+", "um-hum"),
    (r"mm+|hm+|mh+", "hmm"),
    (r"h*m+p+h+|h+r+m+p+h+", "humph"),
    (r"h+n+h+|h+n+", "huh"),
    (r"u+hm+|umm+", "um"),
    (r"s*sh+", "shush"),
    (r"p+s+h+", "pish"),
    (r"p+f+t*", "phut"),
    (r"brr+", "burr"),
    (r"grr+", "gurr"),
    (r"t+ch+|ts+k+", "tsk"),
    (r"e+ww*", "ee-yoo"),
    (r"o+w+", "ouw"),
    (r"aww+", "aw"),
    (r"a+r+g+h+", "argh"),
    (r"u+gg*h+", "ugh"),
    (r"a+hh+|a{2,}h+|a{3,}", "ah"),
    (r"oh{2,}", "oh"),
    (r"o{2,}h+", "ooh"),
    (r"h?n*n+g+h*|mng+h*", "nung"),
    (r"zz+", "zuzz"),
    (r"b+z+t?", "buzz"),
    (r"whew+", "phew"),
    (r"he+yy+|hee+y", "hey"),
    (r"noo+h?|no+h", "no"),
    (r"soo+", "so"),
    (r"yess+|yee+s", "yes"),
    (r"yeah{2,}|yea{2,}h+", "yeah"),
    (r"l+o+l+", "lol"),
    (r"a?(?:ha|he|ho){4,}h?", "hahaha"),
)
_NOISE = re.compile("|".join(f"(?P<n{i}>{pattern})" for i, (pattern, _) in enumerate(_NOISES)))

_DOUBLED = frozenset(
    """
    all ball call fall hall tall wall will well tell hell bell fell sell still kill bill fill hill pill full pull bull
    hello yellow follow really finally silly actually totally usually small shall too good book look took school
    soon food boo zoo moon room fool cool pool tool blood bloody door floor wood foot tooth choose loose loser spooky
    see free need feel keep sleep sweet three agree been week deep seen green queen street teeth cheer beer meet feet
    indeed seem bee tree knee miss kiss less pass class boss mess guess bless fuss dress press off stuff sniff cliff
    sorry happy hurry harry merry marry worry pretty little better letter bitter butter middle puppy kitty shall pizza
    add odd egg dinner summer mommy mummy daddy baby funny sunny bunny running winning stopping
    """.split()
)
_RUN = re.compile(r"([^\W\d_])\1{2,}")
_HOME_ROW = frozenset("asdfghjkl")
_SLIDES = ("asdf", "sdfg", "dfgh", "fghj", "ghjk", "hjkl", "lkjh", "kjhg", "qwert", "zxcv")


@functools.lru_cache(maxsize=8192)
def _said(word: str) -> str:
    """A word of letters alone, as it can be said."""
    low = word.lower()
    if noise := _NOISE.fullmatch(low):
        said = _NOISES[int(str(noise.lastgroup)[1:])][1]
    elif _is_keysmash(low):
        return "keysmash"
    elif _RUN.search(low):
        said = _shortened(low)
    else:
        return word
    return said.capitalize() if word[0].isupper() else said


def _is_keysmash(word: str) -> bool:
    if len(word) < 5 or len(set(word)) < 3:
        return False
    if any(slide in word for slide in _SLIDES):
        return True
    home = sum(letter in _HOME_ROW for letter in word) / len(word)
    return home >= 0.7 and re.search(r"[b-df-hj-np-tv-xz]{5}", word) is not None


def _shortened(word: str) -> str:
    """ "helllooo": hello. Letters that stand three times or more are one, or two in a word that is known so."""
    runs = _RUN.findall(word)
    single = _RUN.sub(r"\1", word)
    if len(runs) > 3:
        return single
    for lengths in product((1, 2), repeat=len(runs)):
        each = iter(lengths)
        if (known := _RUN.sub(lambda run: run[1] * next(each), word)) in _DOUBLED:  # noqa: B023 - called at once
            return known
    return single


def _closed_up(match: re.Match[str]) -> str:
    letters = match[0].replace(" ", "")
    return letters if len(set(letters)) > 1 else match[0]


words = Rules(
    (r"(?i)\bm+-h+m+\b", "um-hum"),
    (r"(?<!\w')(?<![\w.-])(?:(?:[A-Z] ){2,30}[A-Z]|(?:[a-z] ){3,30}[a-z])(?![\w'-])|\bN O\b", _closed_up),
    (r"(?<!\w')(?<!\w)[^\W\d_]++(?!['’]?\w)", lambda m: _said(m[0]) if len(m[0]) <= 200 else m[0]),
    (r"keysmash(?:[ ;,.'\[\]]{0,2}keysmash)++", "keysmash"),
    (r"(?<!\w')(?<![\w-])[^\W\d_][\w']*+(?:-[^\W\d_][\w']*+){3,}+(?!-?\w)(?<=\w\w)", lambda m: m[0].replace("-", " ")),
)
"""Noises, l e t t e r s spaced out or draaawn out, asdfghjkl, and I'm-so-done-with-you looks."""
