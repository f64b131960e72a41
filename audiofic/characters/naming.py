"""What is known of the names beforehand: from voices.yaml, and from the reader's corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audiofic.characters.person import Person
from audiofic.lexicon import PRONOUNS
from audiofic.names import TOKEN, bare
from audiofic.script import Character

_CERTAIN = 1_000_000
"""How much a pronoun that somebody has written down weighs."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Names that need not be guessed."""

    known: tuple[Character, ...] = ()
    """Names and aliases of these are one person each."""
    apart: tuple[str, ...] = ()
    """Each of these is somebody by themselves."""


def apply_naming(people: Iterable[Person], naming: Naming) -> list[Person]:
    """The people as `naming` has them; what it does not speak of stays."""
    result = list(people)
    for name in naming.apart:
        _set_apart(result, _words(name))
    for character in naming.known:
        _join(result, character)
    return result


def _set_apart(people: list[Person], words: tuple[str, ...]) -> None:
    for person in people:
        if words in person.forms and len(person.forms) > 1:
            person.forms.discard(words)
            if _words(person.name) == words:
                person.name = max((" ".join(form) for form in person.forms), key=len)
            people.append(Person(" ".join(words), {words}, first=person.first, mentions=1))
            return


def _join(people: list[Person], character: Character) -> None:
    names = [_words(name) for name in (character.name, *character.aliases)]
    wanted = {_folded(words) for words in names}
    joined = Person(character.name, {words for words in names if words})
    found = [
        person
        for person in people
        if _folded(_words(person.name)) in wanted or {_folded(words) for words in person.forms} <= wanted
    ]
    for person in found:
        joined.absorb(person)
    gone = {id(person) for person in found}  # two people may be equal in all that is known of them
    for person in people:  # one of the names may be only a part of somebody else's: a surname that two have
        if id(person) not in gone:
            person.forms -= {words for words in person.forms if _folded(words) in wanted and len(person.forms) > 1}
    subject = PRONOUNS.get(character.pronouns.split("/")[0].casefold())
    if subject:
        joined.pronoun_counts[subject] += _CERTAIN
    place = next((place for place, person in enumerate(people) if id(person) in gone), len(people))
    people.insert(place, joined)
    people[:] = [person for person in people if id(person) not in gone]


def _words(name: str) -> tuple[str, ...]:
    """A name as the text's tokens have it."""
    words = tuple(bare(token) for token in TOKEN.findall(name) if token[0].isalpha())
    return ("the", *words[1:]) if len(words) > 1 and words[0] == "The" else words


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in words)
