"""Who is in a story that is not in English: names by what they do, declined or not, in alphabets and in signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from audiofic.characters.naming import Naming, apply_naming
from audiofic.characters.narrator import NARRATOR
from audiofic.characters.person import Person
from audiofic.characters.senders import join_senders
from audiofic.characters.tags import read_pronouns, read_tags
from audiofic.language import Grammar
from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.language.tokens import MARKS, Tokenizer
from audiofic.model import Kind, Line, Metadata

_SIGNS: Final = re.compile(r"[\u3400-\u9fff々]{2,4}")
_KATAKANA: Final = re.compile(r"[ァ-ヶー]{2,10}")
_CLAUSE: Final = re.compile(r"[^，。！？、；：,.!?;:\s「」『』“”\"…—]+")
_HONORIFIC: Final = r"(?:さん|くん|ちゃん|さま|先生|先輩|君|様|氏)"
_JAPANESE: Final = re.compile(
    rf"(?:^|と|、)([\u4e00-\u9fff々]{{1,4}}?|[ァ-ヶー]{{2,10}})({_HONORIFIC}?)(?=[はがも](?!き))"
)
_NO_SECOND: Final = frozenset(
    "的了是在不说說问問答道着著和与與把被对對向也就都还還又很没沒有要会會能可去来來上下里裡地得过過们們个個想看听聽走站坐"
)
"""Signs that are no part of a given name."""
_FEWEST: Final = 5
_SHARE: Final = 60
"""An "I" in so many words of narration is the narrator's."""
_TITLE: Final = 5
_LISTED: Final = 3
"""Votes of a title and of a first name's list for a gender."""


@dataclass(slots=True)
class _Name:
    """What is seen of a name, under all of its endings."""

    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    subjects: Counter[tuple[str, ...]] = field(default_factory=Counter)
    """Forms in which it says or does something."""
    inside: int = 0
    speaks: int = 0
    acts: int = 0
    called: int = 0
    placed: int = 0
    article: int = 0
    titled: int = 0
    narrated: int = 0
    first: int = -1
    pronouns: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.forms.total()

    def absorb(self, other: _Name) -> None:
        self.forms.update(other.forms)
        self.subjects.update(other.subjects)
        for name in ("inside", "speaks", "acts", "called", "placed", "article", "titled", "narrated"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.first = min(self.first, other.first)
        self.pronouns.update(other.pronouns)


def find_people_by(grammar: Grammar, lines: Sequence[Line], metadata: Metadata, naming: Naming) -> list[Person]:
    """Everybody whom the story names, and its "I" where it has one, in order of first mention."""
    tagged = {word.lower() for tag in read_tags(metadata) for words in tag.names for word in words}
    names = _signs(grammar, lines, tagged) if grammar.blankless else _capitals(grammar, lines, tagged)
    told = read_pronouns(metadata)
    people = [_person(grammar, name, told) for name in names]
    people.sort(key=lambda person: person.first)
    people = apply_naming(lines, people, naming)
    _find_narrator(grammar, lines, people)
    join_senders(lines, people)
    return people


def _person(grammar: Grammar, name: _Name, told: Mapping[str, str]) -> Person:
    counts = Counter(name.pronouns)
    best = max(name.forms, key=lambda form: (3 * name.subjects[form] + name.forms[form], len(form)))
    given = best[0].lower()
    if not grammar.blankless:
        if given in FEMALE_NAMES | grammar.female_names:
            counts["she"] += _LISTED
        elif given in MALE_NAMES | grammar.male_names:
            counts["he"] += _LISTED
        elif grammar.ends_in_a:
            counts["she" if given.endswith(("a", "а", "я")) else "he"] += 1
    elif best[0][-1] in grammar.she_signs + grammar.he_signs:
        counts["she" if best[0][-1] in grammar.she_signs else "he"] += 1
    if given in told:
        counts[told[given]] += 2 * (1 + counts.total())
    return Person(
        name="".join(best) if grammar.blankless else " ".join(best),
        forms=set(name.forms),
        pronoun_counts=counts,
        mentions=name.total,
        called=name.called,
        narrated=name.narrated,
        acts=name.speaks + name.acts,
        first=name.first,
    )


def _capitals(grammar: Grammar, lines: Sequence[Line], tagged: set[str]) -> list[_Name]:
    """Names in an alphabet: words with capitals that do what people do."""
    tokenizer = Tokenizer(grammar)
    small: set[str] = set()
    for line in lines:
        small.update(word for word in tokenizer.words(line.text) if word[0].islower())
    known = small | grammar.small_words
    found: dict[tuple[str, ...], _Name] = {}
    before: _Name | None = None
    for index, line in enumerate(lines):
        if line.kind in (Kind.HEADING, Kind.LABEL):
            continue
        speech = line.kind is not Kind.NARRATION
        for tokens, _ in tokenizer.sentences(line.text):
            before = _read(grammar, tokens, found, known, index, before, speech=speech)
    names = _joined(found)
    return [name for name in names if _is_person(grammar, name, tagged)]


def _read(
    grammar: Grammar,
    tokens: list[str],
    found: dict[tuple[str, ...], _Name],
    known: set[str] | frozenset[str],
    index: int,
    before: _Name | None,
    *,
    speech: bool,
) -> _Name | None:
    """Note the names of a sentence; `before`: the subject of the one before it, whom a pronoun may mean now."""
    lower = [token.lower() for token in tokens]
    subject: _Name | None = None
    i = 0
    while i < len(tokens):
        end = i
        while end < len(tokens) and tokens[end][0].isupper() and lower[end] not in known:
            end += 1
        if end == i:
            pronoun = grammar.pronouns.get(lower[i], "")
            if before is not None and pronoun in ("he", "she") and not speech:
                before.pronouns[pronoun] += 1
                before = None
            i += 1
            continue
        words = tuple(tokens[i:end])
        name = found.setdefault(tuple(grammar.stem(word) for word in words), _Name())
        _note(grammar, name, words, lower, i, end, speech=speech)
        if name.first < 0:
            name.first = index
        if subject is None and not speech:
            subject = name
        i = end
    return subject or before


def _note(
    grammar: Grammar, name: _Name, words: tuple[str, ...], lower: list[str], start: int, end: int, *, speech: bool
) -> None:
    name.forms[words] += 1
    name.inside += start > 0
    before = lower[start - 1] if start else ""
    after = lower[end] if end < len(lower) else ""
    if before in grammar.titles:
        name.titled += 1
        if grammar.titles[before]:
            name.pronouns[grammar.titles[before]] += _TITLE
        before = lower[start - 2] if start > 1 else ""
    name.placed += before in grammar.prepositions
    name.article += before in grammar.determiners
    if speech:
        name.called += (not before or before in MARKS) and (not after or after in MARKS)
        return
    name.narrated += 1
    if after in grammar.adverbs or after == "се":
        after = lower[end + 1] if end + 1 < len(lower) else ""
    saying = grammar.verbs | grammar.thoughts
    if before in grammar.adverbs and start > 1 and lower[start - 2] in saying:  # "zeptal se Jan", "dijo entonces Ana"
        before = lower[start - 2]
    if before in saying or after in saying:
        name.speaks += 1
    does = after in grammar.beats or after in saying or bool(grammar.gender(after))
    name.acts += does
    verb = before if before in saying else after if does else ""
    if verb:
        name.subjects[words] += 1
        if gender := grammar.gender(verb):
            name.pronouns[gender] += 2


def _joined(found: dict[tuple[str, ...], _Name]) -> list[_Name]:
    """Names of several words with the single words that mean the same people, where only one does."""
    for two in [key for key, name in found.items() if len(key) == 2 and name.total == 1]:
        parts = [found.get((word,)) for word in two]
        if all(part is not None and part.acts + part.speaks for part in parts):  # "said Boris Olga", to Olga
            both = found.pop(two)
            for part, word in zip(parts, next(iter(both.forms)), strict=True):
                if part is not None:
                    part.forms[(word,)] += 1
            if parts[0] is not None:
                parts[0].speaks += both.speaks
    for key in sorted(found, key=len):
        if len(key) == 1:
            owners = [longer for longer in found if len(longer) > 1 and key[0] in (longer[0], longer[-1])]
            if len(owners) == 1:
                found[owners[0]].absorb(found.pop(key))
    return list(found.values())


def _is_person(grammar: Grammar, name: _Name, tagged: set[str]) -> bool:
    given = {form[0].lower() for form in name.forms}
    listed = bool(given & (MALE_NAMES | FEMALE_NAMES | grammar.male_names | grammar.female_names | tagged))
    if name.titled or (name.speaks and name.article * 2 <= name.total):
        return True
    if name.article * 2 > name.total or name.placed * 2 > name.total:
        return False
    if listed:
        return True
    if grammar.nouns_have_capitals:
        return name.called > 0 and name.acts > 0
    return name.inside > 0 and (name.acts > 1 or (name.acts > 0 and name.called > 0) or name.called > 1)


def _signs(grammar: Grammar, lines: Sequence[Line], tagged: set[str]) -> list[_Name]:
    """Names in signs that no blanks part: what begins clauses, with a surname first, or says something."""
    text = "\n".join(line.text for line in lines)
    verbs = sorted(grammar.verbs, key=len, reverse=True)
    common = grammar.small_words | grammar.particles
    candidates = dict(_japanese(lines, common) if grammar.particles else _chinese(grammar, lines, verbs, common))
    candidates |= {word: 2 for word in tagged if word in text}
    names: list[_Name] = []
    kept: list[str] = []
    for word in sorted(candidates, key=lambda word: (-candidates[word], -len(word))):
        if word in common or any(word in other or other in word for other in kept):
            continue
        total = text.count(word)
        if total < 2 and candidates[word] < 2:
            continue
        kept.append(word)
        name = _Name(Counter({(word,): total}), speaks=candidates[word])
        name.first = next((index for index, line in enumerate(lines) if word in line.text), 0)
        name.narrated = sum(line.text.count(word) for line in lines if line.kind is Kind.NARRATION)
        name.pronouns.update(_pronouns(grammar, lines, word))
        names.append(name)
    return names


def _chinese(
    grammar: Grammar, lines: Sequence[Line], verbs: Sequence[str], common: frozenset[str]
) -> Iterator[tuple[str, int]]:
    begins: Counter[str] = Counter()
    says: Counter[str] = Counter()
    told = re.compile("|".join(map(re.escape, verbs)))
    opener = re.compile("|".join(map(re.escape, sorted(grammar.prepositions | grammar.adverbs, key=len, reverse=True))))
    for index, line in enumerate(lines):
        if line.kind is not Kind.NARRATION:
            continue
        beside = index and lines[index - 1].kind is Kind.DIALOGUE and lines[index - 1].paragraph == line.paragraph
        for place, clause in enumerate(_CLAUSE.findall(line.text)):
            for length in (2, 3, 4):
                word = clause[:length]
                if len(word) == length and word[0] in grammar.surnames and not _NO_SECOND & set(word[1:]):
                    begins[word] += 1
                    says[word] += bool(told.search(clause[length:]))
            verb = told.search(clause)
            if verb is not None and (beside and place == 0):
                start = opener.search(clause[: verb.start()], 1)
                word = clause[: start.start() if start else verb.start()]
                if 2 <= len(word) <= 4 and _SIGNS.fullmatch(word) and not _NO_SECOND & set(word):
                    says[word] += 2
                    begins[word] += 1
    for word, count in begins.items():
        longer = max((begins[other] for other in begins if other != word and other.startswith(word)), default=0)
        if (
            (says[word] or count > 2)
            and longer * 5 < count * 4
            and not any(word.startswith(one) for one in common if len(one) > 1)
        ):
            yield word, says[word] + count


def _japanese(lines: Sequence[Line], common: frozenset[str]) -> Iterator[tuple[str, int]]:
    seen: Counter[str] = Counter()
    for index, line in enumerate(lines):
        if line.kind is not Kind.NARRATION:
            continue
        beside = any(
            0 <= other < len(lines) and lines[other].kind is Kind.DIALOGUE and lines[other].paragraph == line.paragraph
            for other in (index - 1, index + 1)
        )
        for clause in re.split(r"[。！？\s]", line.text):
            for match in _JAPANESE.finditer(clause):
                if match[1] not in common:
                    seen[match[1]] += 1 + 2 * beside + 2 * bool(match[2]) + bool(_KATAKANA.fullmatch(match[1]))
    yield from ((word, count) for word, count in seen.items() if count > 2)


def _pronouns(grammar: Grammar, lines: Sequence[Line], word: str) -> Iterator[str]:
    """What a name's title tells, and the first pronoun behind it in narration."""
    marks = [pronoun for pronoun in grammar.pronouns if grammar.pronouns[pronoun] in ("he", "she")]
    pattern = re.compile("|".join(map(re.escape, sorted(marks, key=len, reverse=True))))
    narrated = [line for line in lines if line.kind is Kind.NARRATION]
    for line in narrated:
        start = line.text.find(word)
        if start < 0:
            continue
        rest = line.text[start + len(word) :]
        for title, pronoun in grammar.titles.items():
            if pronoun and rest.startswith(title):
                yield from [pronoun] * _TITLE
        for clause in _CLAUSE.findall(rest)[1:]:
            match = pattern.match(clause)
            if match is not None:
                yield grammar.pronouns[match[0]]
                break


def _find_narrator(grammar: Grammar, lines: Sequence[Line], people: list[Person]) -> None:
    """The "I" of the narration, where there is one: whom others call, but the narration hardly names."""
    tokenizer = Tokenizer(grammar)
    told = total = 0
    for line in lines:
        if line.kind is Kind.NARRATION:
            words = [word.lower() for word in tokenizer.words(line.text)]
            told += sum(word in grammar.first for word in words)
            total += len(words)
    if told < _FEWEST or told * _SHARE < total:
        return
    called = [person for person in people if person.called and person.narrated * 2 < person.called]
    narrator = max(called, key=lambda person: person.called, default=None)
    if narrator is None:
        narrator = Person(NARRATOR)
        people.append(narrator)
    narrator.first_person = True
    narrator.narrates.append(range(1 + max((line.paragraph for line in lines), default=0)))
