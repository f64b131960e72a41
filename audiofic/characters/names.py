"""Names in running text: which capitalised words are people, and how often each is seen doing what people do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import Final, NamedTuple

from audiofic.characters.nameform import FIRST_NAMES, NameForm
from audiofic.language.en.lexicon import (
    ABBREVIATED,
    COMMON_VERBS,
    FUNCTION_WORDS,
    KIN_NAMES,
    NOT_NAMES,
    NUMBERS,
    SPEECH_VERBS,
    STRONG_SPEECH_VERBS,
    SURNAME_TITLES,
    TITLES,
)
from audiofic.language.en.nicknames import NICKNAMES
from audiofic.model import Kind, Line

_CAPITAL = r"(?:[a-z]{1,2}[’'])?[^\W\d_a-zß-öø-ÿ][^\W_]*(?:[’'-][^\W_]+)*"
_NAME = re.compile(
    rf"(?:(?<![\w’'])|(?<=^'))(?:[Tt]he\s)?{_CAPITAL}\.?"
    rf"(?:\s(?:(?:de|del|della|von|van|der|den|la|le|du|al|el|ibn|bin)\s){{0,2}}{_CAPITAL}\.?)*"
)
_SENDER_NAME = re.compile(rf"{_CAPITAL}\.?(?: {_CAPITAL}\.?){{0,2}}")
_LOWER = re.compile(r"(?<![\w’'-])[a-zß-öø-ÿ]+(?![\w’'])")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_CONTRACTION = re.compile(r"[’'](?:m|ll|d|ve|re|t)$")
_NEXT = re.compile(
    r"[’']?s?,?\s+(?:(?:had|has|just|only|then|finally|slowly|quietly|softly|still|also|almost|even)\s+)?([a-z]+)"
)
_CAPITALISED = re.compile(rf"\s{_CAPITAL}")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;—–]|--|[“\"‘'«(_*])\s*$")
_VERB_BEFORE = re.compile(r"\b([a-z]+)\s+(?:(?:the|poor|old|young|little|dear|good|a|an)\s+){0,2}$")
_VOCATIVE_BEFORE = re.compile(
    r"(?:^|[,.!?;…—–-])[\s“\"‘'«]*(?:(?:[Oo]h|[Aa]h|[Hh]ey|[Hh]i|[Hh]ello|[Yy]es|[Nn]o|[Mm]y|[Dd]ear|[Dd]earest|[Yy]ou|[Oo]kay|[Aa]nd|[Bb]ut|[Ww]ell|[Ss]orry|[Tt]hanks?)\s+){0,3}$"
)
_VOCATIVE_AFTER = re.compile(r"\s*(?:[,.!?;…”\"’'»—–-]|$)")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|into|across|through|outside|inside|around|via|on|of)\s+$", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:a|an|this|these|those|some|any|every|no|another)\s+(?:[a-z]+\s)?$", re.IGNORECASE)


_STYLES: Final = frozenset("grace majesty highness honour honor excellency worship eminence holiness".split())
_STYLED = re.compile(r"\b(?:[Yy]our|[Hh]is|[Hh]er)\s$")
_LONGEST: Final = 6
"""In words; a longer run of capitals is a headline."""
_GIVEN_NAMES: Final = FIRST_NAMES | NICKNAMES.keys()


class Sighting(NamedTuple):
    """Where a name stands."""

    form: NameForm
    line: int
    start: int
    end: int
    """Without the possessive ending."""
    speaks: bool
    called: bool


class _Candidate(NamedTuple):
    """Words that may be a name."""

    words: tuple[str, ...]
    line: int
    start: int
    end: int
    initial: bool
    """It begins a sentence, where any word has a capital."""
    sends: bool = False
    """It is a sender's."""


def find_names(
    lines: Sequence[Line], verbs: Set[str] = frozenset()
) -> tuple[dict[tuple[str, ...], NameForm], list[Sighting]]:
    """Every name in the lines with its counts, for people and places alike; and each mention, in order.

    `verbs`: of saying, in small letters, besides those on the list.
    """
    lower: Counter[str] = Counter()
    for line in lines:
        if line.kind is not Kind.MESSAGE:  # chats have names in small letters
            lower.update(_LOWER.findall(line.text))
    candidates: list[_Candidate] = []
    for index, line in enumerate(lines):
        if line.sender:
            candidates += _sender(line.sender, index)
        if line.kind is not Kind.HEADING:
            for match in _NAME.finditer(line.text):
                candidates += _names_in(match, index, lower)
    inside = Counter(candidate.words for candidate in candidates if not candidate.initial)
    parts = Counter(
        word for words, count in inside.items() if len(words) > 1 for word in words[-1:] for _ in range(count)
    )
    initial = Counter(candidate.words for candidate in candidates if candidate.initial)
    forms: dict[tuple[str, ...], NameForm] = {}
    sightings: list[Sighting] = []
    for candidate in candidates:
        words, index, start, end, begins, sends = candidate
        if words[0].lower() in _STYLES and _STYLED.search(lines[index].text, max(0, start - 6), start):
            continue  # "Your Grace" is no Grace
        if begins and len(words) > 1:
            asking = words[0].lower() in NOT_NAMES and (lines[index].kind is Kind.DIALOGUE or not inside[words[:1]])
            if not inside[words] and inside[words[1:]] and (asking or words[0].lower() not in _GIVEN_NAMES):
                start, words = start + len(words[0]) + 1, words[1:]  # "Fetch Robin"
        elif begins and (inside[words] + parts[words[0]]) * 3 < lower[words[0].lower()]:
            continue  # "Will came" is a name only if "Will" stands elsewhere, too
        form = forms.get(words)
        if form is None:
            form = forms[words] = NameForm(words, first=index)
        form.total += 1
        form.inside += not begins
        speaks, called = form.speaks, form.called
        if sends:
            form.speaks += 1
        else:
            _observe(form, lines[index], start, end, verbs)
        sightings.append(Sighting(form, index, start, end, form.speaks > speaks, form.called > called))
    doubtful = {
        words
        for words, count in initial.items()
        if not (inside[words] or parts[words[0]]) and count == 1 and not _is_shown(forms.get(words))
    }
    for words in doubtful:
        forms.pop(words, None)
    return forms, [sighting for sighting in sightings if sighting.form.words not in doubtful]


def _sender(sender: str, line: int) -> Iterator[_Candidate]:
    """A sender who goes by a name: "SAM", "Sam Reed"."""
    if _SENDER_NAME.fullmatch(sender):
        words = tuple(word.capitalize() if word.isupper() else word for word in sender.replace(".", "").split())
        yield _Candidate(words, line, 0, 0, initial=False, sends=True)


def _is_shown(form: NameForm | None) -> bool:
    """Whether a name that only begins a sentence, once, is one for sure."""
    return form is not None and bool(form.speaks or form.acts or form.gender)


def _names_in(match: re.Match[str], line: int, lower: Counter[str]) -> Iterator[_Candidate]:
    """The names in a run of capitalised words: "But Harry" is one, "Tell Dr. Grey" another."""
    run: list[str] = []
    first = end = match.start()
    initial = _SENTENCE_START.search(match.string, max(0, first - 3), first) is not None
    at_start = False
    article = False
    for word in match[0].split():
        start = match.string.index(word, end)
        end = start + len(word)
        text = _POSSESSIVE.sub("", word.rstrip("."))
        key = text.lower()
        if key == "the":
            article = not run
            initial = False
            continue
        possessive = text != word.rstrip(".")
        stop = word.endswith(".") and key not in ABBREVIATED and len(text) > 1
        is_name = not _CONTRACTION.search(text) and (
            key not in NOT_NAMES or (key in TITLES and not run and key not in ("good", "may"))
        )
        if run and not is_name:
            is_name = run[-1].lower() in SURNAME_TITLES or key in NUMBERS  # "Dr. House", "Number Five"
        alone = start == match.start() and (stop or possessive or end == match.end())
        if not is_name and alone and (not initial or (key not in FUNCTION_WORDS and _speaks(match.string, end))):
            is_name = key.isalpha() and len(key) > 2  # "said Much"
        if initial and not run and key not in TITLES and (lower[key] > 2 if is_name else key in _GIVEN_NAMES):
            is_name = key in _GIVEN_NAMES and _CAPITALISED.match(match.string, end) is not None  # "Will Scarlet"
        if is_name:
            if not run:
                first, at_start = start, initial
            run.append(text)
            last = start + len(text)
        if run and (not is_name or stop or possessive):
            yield from _finish(run, line, first, last, at_start=at_start, article=article)
            run = []
        if not is_name or stop or possessive:
            article = False
        initial = stop
    if run:
        yield from _finish(run, line, first, last, at_start=at_start, article=article)


def _speaks(text: str, end: int) -> bool:
    following = _NEXT.match(text, end)
    return following is not None and following[1] in STRONG_SPEECH_VERBS


def _finish(run: list[str], line: int, start: int, end: int, *, at_start: bool, article: bool) -> Iterator[_Candidate]:
    if len(run) > _LONGEST:
        return
    words = tuple(run)
    if len(words) > 1 and words[0].lower() in ("poor", "dear"):
        words = words[1:]
    key = words[0].lower()
    if article and not (len(words) > 1 and key in TITLES):
        yield _Candidate(("the", *words), line, start, end, initial=False)
    elif len(words) > 1 or key not in TITLES or key in KIN_NAMES:
        yield _Candidate(words, line, start, end, initial=at_start and key not in TITLES)


def _observe(form: NameForm, line: Line, start: int, end: int, verbs: Set[str]) -> None:
    text = line.text
    before = text[max(0, start - 28) : start]
    if line.kind is Kind.DIALOGUE:
        form.called += (
            _VOCATIVE_BEFORE.search(before) is not None
            and _VOCATIVE_AFTER.match(text, end) is not None
            and text[end : end + 2] not in ("’s", "'s")
        )
    else:
        form.narrated += 1
        following = _NEXT.match(text, end)
        if text[end : end + 2] in ("’s", "'s"):
            form.owns += 1
        elif following:
            verb = following[1]
            form.speaks += verb in verbs or (
                verb in SPEECH_VERBS and verb.endswith(("ed", "s", "d", "ke")) and verb not in ("as", "is")
            )
            form.acts += verb.endswith("ed") or verb in COMMON_VERBS or verb == "been"
        previous = _VERB_BEFORE.search(before)
        form.speaks += previous is not None and (previous[1] in _INVERTING or previous[1] in verbs)
    form.placed += _PLACE_BEFORE.search(before) is not None
    form.article += len(form.words) == 1 and _ARTICLE_BEFORE.search(before) is not None


_INVERTING: Final = frozenset(verb for verb in SPEECH_VERBS if verb.endswith(("ed", "id", "ies"))) | frozenset(
    "says asks replies answers whispers spoke began snaps mutters murmurs cries shouts".split()
)
"""Verbs that a name may follow: `said Harry`."""
