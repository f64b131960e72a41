"""What is known of the names beforehand: from voices.yaml, and from the reader's corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from audiofic.characters.misspelt import alike
from audiofic.characters.nameindex import TOKEN, NameIndex, bare
from audiofic.characters.person import Person
from audiofic.language.en.lexicon import FEMALE_TITLES, MALE_TITLES, PERSON_NOUNS, PRONOUNS, TITLES
from audiofic.model import Character, Line

_CERTAIN: Final = 1_000_000
"""How much a pronoun that somebody has written down weighs."""
_RELATIVE: Final = PRONOUNS.keys() | frozenset("i me my our your a an this that".split())
"""What begins no name: "his sister" is now one sister, now another."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """Names that need not be guessed."""

    known: tuple[Character, ...] = ()
    """Names and aliases of these are one person each."""
    apart: tuple[str, ...] = ()
    """Each of these is somebody by themselves."""


def apply_naming(lines: Sequence[Line], people: Iterable[Person], naming: Naming) -> list[Person]:
    """The people as `naming` has them; what it does not speak of stays."""
    result = list(people)
    for name in naming.apart:
        _set_apart(result, _words(name))
    if not naming.known:
        return result
    forms = [_forms(character) for character in naming.known]
    _share(result, forms)
    owners = Counter(folded for theirs in forms for folded in {_folded(words) for words in theirs})
    joined: list[Person] = []
    for character, theirs in zip(naming.known, forms, strict=True):
        joined.append(_join(result, character, theirs, owners, joined))
    here = {id(person) for person in result}
    known = {id(person): person for person in joined if id(person) in here}  # one may have become a part of a later one
    result = _join_parts(result, known)
    _count_mentions(lines, result, known.values())
    return result


def _set_apart(people: list[Person], words: Words) -> None:
    for person in people:
        if words in person.forms and len(person.forms) > 1:
            person.forms.discard(words)
            if _words(person.name) == words:
                person.name = max((" ".join(form) for form in person.forms), key=len)
            people.append(Person(" ".join(words), {words}, first=person.first, mentions=1))
            return


def _share(people: Sequence[Person], known: Sequence[set[Words]]) -> None:
    """A bare name that is all that is known of somebody, while the text means another known one by it, is that one's,
    too: "Bounderby" beside Josiah Bounderby. Names with titles tell the people of a family apart."""
    owners: dict[Words, list[set[Words]]] = {}
    for theirs in known:
        for words in theirs:
            owners.setdefault(_folded(words), []).append(theirs)
    for person in people:
        named = [owned for words in person.forms for owned in owners.get(_folded(words), ())]
        bare = [words for theirs in named if len(theirs) == 1 for words in theirs if len(words) == 1]
        others = {id(theirs): theirs for theirs in named if len(theirs) > 1}
        if len(others) == 1 and _words(person.name) in (other := next(iter(others.values()))):
            other.update(bare)


def _join(
    people: list[Person], character: Character, forms: set[Words], owners: Counter[Words], others: Sequence[Person]
) -> Person:
    """Make one person of all whose name, or every name, is among the character's; `owners`: name → characters.

    Whom the text calls by a name that is the character's alone, and else by parts of the character's names, misspelt or
    not, is joined too, unless that is one of the `others`, who are known: "Draco", "Malfoy" and "Malfy", where another
    Malfoy is known, but not "Darcy" where "Darcy" and "Mr. Darcy of Pemberley" are known.
    """
    wanted = {_folded(words) for words in forms}
    own = {words for words in wanted if owners[words] == 1}
    taken = {id(person) for person in others}
    joined = Person(character.name, set(forms))
    found = [
        person
        for person in people
        if person.name == character.name
        or _folded(_words(person.name)) in wanted
        or (person.forms and {_folded(words) for words in person.forms} <= wanted)
        or (
            id(person) not in taken
            and not owners[_folded(_words(person.name))]
            and not own.isdisjoint(map(_folded, person.forms))
            and all(_folded(words) in wanted or _may_be(words, joined) for words in person.forms)
        )
    ]
    for person in found:
        joined.absorb(person)
    gone = {id(person) for person in found}  # two people may be equal in all that is known of them
    for person in people:  # one of the names may be only a part of somebody else's: a surname that two have
        if id(person) not in gone and len(person.forms) > 1:
            person.forms -= {words for words in person.forms if _folded(words) in own}
    subject = PRONOUNS.get(character.pronouns.split("/")[0].casefold())
    if subject:
        joined.pronoun_counts[subject] += _CERTAIN
    place = next((place for place, person in enumerate(people) if id(person) in gone), len(people))
    people.insert(place, joined)
    people[:] = [person for person in people if id(person) not in gone]
    return joined


def _join_parts(people: Sequence[Person], known: dict[int, Person]) -> list[Person]:
    """Who goes by a part of just one known character's name – of those whom the text also names otherwise, if there are
    any – is that one: "Bill" is Bill Gorton, "Mr. Hale" Robin."""
    by_word: dict[str, dict[int, Person]] = {}
    for person in known.values():
        for words in person.forms:
            for word in _bare(words):
                by_word.setdefault(word, {})[id(person)] = person
    kept: list[Person] = []
    for person in people:
        words = _words(person.name)
        fits = [
            one
            for one in by_word.get(_bare(words)[0], {}).values()
            if id(person) not in known and _is_part(words, one) and _agree(person, one)
        ]
        fits = [one for one in fits if one.mentions] or fits
        if len(fits) == 1:
            fits[0].absorb(person)
        else:
            kept.append(person)
    return kept


def _is_part(words: Words, person: Person) -> bool:
    part = set(_bare(words))
    return words[0] != "the" and any(words[0] != "the" and part <= set(_bare(words)) for words in person.forms)


def _may_be(words: Words, person: Person) -> bool:
    """Whether it is a part of the person's names, or one word of them misspelt."""
    if _is_part(words, person):
        return True
    return len(words) == 1 and any(alike(_folded(words)[0], word) for form in person.forms for word in _bare(form))


def _agree(one: Person, other: Person) -> bool:
    """Whether neither pronouns nor titles tell them apart."""
    genders = {one.pronoun or _title_gender(one), other.pronoun or _title_gender(other)} - {""}
    return len(genders) < 2


def _title_gender(person: Person) -> str:
    titles = {words[0].lower() for words in person.forms if len(words) > 1}
    return "he" if titles & MALE_TITLES else "she" if titles & FEMALE_TITLES else ""


def _count_mentions(lines: Sequence[Line], people: Sequence[Person], known: Collection[Person]) -> None:
    """Count the known ones' mentions anew, under all of their names."""
    index = NameIndex((words, i) for i, person in enumerate(people) for words in person.forms)
    counts: Counter[int] = Counter()
    for line in lines:
        for _, _, owners in index.find(line.text):
            counts.update(owners)
    mentions = {id(person): counts[i] for i, person in enumerate(people)}
    for person in known:
        person.mentions = mentions[id(person)]


def _forms(character: Character) -> set[Words]:
    """A character's names as words: "Robin Hale", "the Captain", and "the captain" too."""
    forms: set[Words] = set()
    for name in (character.name, *character.aliases):
        words = _words(name)
        if not words or words[0].lower() in _RELATIVE:
            continue
        if len(words) == 1 and words[0].lower() in PERSON_NOUNS and words[0].islower():
            words = ("the", *words)
        forms.add(words)
        if words[0] == "the" and words[-1].lower() in PERSON_NOUNS:
            forms.add(tuple(word.lower() for word in words))
    return forms


def _words(name: str) -> Words:
    """A name as the text's tokens have it."""
    words = tuple(bare(token) for token in TOKEN.findall(name) if token[0].isalpha())
    return ("the", *words[1:]) if len(words) > 1 and words[0] == "The" else words


def _bare(words: Words) -> tuple[str, ...]:
    """The words in lower case, less titles before them."""
    folded = _folded(words)
    while len(folded) > 1 and folded[0] in TITLES:
        folded = folded[1:]
    return folded


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in words)
