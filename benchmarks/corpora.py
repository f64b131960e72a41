"""The labelled texts of `../shared/attribution/dev/` and `seeds/`, as the attribution's training and figures need them.

A document is read as a plain-text story, so that the gold offsets hold.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from audiofic.attribute.attribution import read_story
from audiofic.attribute.turns import Passage, Turn
from audiofic.characters import Person, find_people
from audiofic.lexicon import FEMALE_TITLES, MALE_TITLES, TITLES
from audiofic.names import TOKEN, NameIndex, bare
from audiofic.read import read_bytes
from audiofic.script import Kind, Line
from audiofic.segment import segment
from audiofic.story import Metadata

REPOSITORY: Final = Path(__file__).parents[1]
SHARED: Final = REPOSITORY.parent / "shared" / "attribution"
CORPORA: Final = ("pdnc", "quoteli", "litbank", "seed", "seeds")
_AUTHORS: Final = {
    number: author
    for author, numbers in {
        "AUST": "1342 158", "FORS": "2641 2891", "DICK": "1400 730 766", "CARR": "11", "JAME": "208 209 432",
        "WOOL": "1245", "CHOP": "160", "WILD": "174", "DOYL": "1661 2852", "Eliot": "145 550", "Hardy": "110 27",
        "Alger": "18581 5348", "Twain": "74 76", "Joyce": "2814 4217 4300", "Fitzgerald": "805 9830",
        "Cather": "24 44", "Grey": "3457 502", "Hawthorne": "33 77", "Brontë": "1260 768 969",
    }.items()
    for number in numbers.split()
}  # fmt: skip
"""LitBank's texts, by Project Gutenberg number, of authors with several texts here; capitals: PDNC's key."""
_FOLDS: Final = (
    ("AUST",),
    ("FORS", "CARR", "CHOP"),
    ("DICK", "WOOL", "HEMI"),
    ("JAME", "DOST", "WILD", "DOYL", "DUNB"),
)
"""PDNC's authors, in parts of like size; all others are dealt out by their name's hash."""


@dataclass(frozen=True, slots=True)
class Document:
    """A gold document with its text cut into lines."""

    corpus: str
    gold: dict[str, Any]
    lines: list[Line]

    @property
    def id(self) -> str:
        return str(self.gold["id"])

    @property
    def words(self) -> int:
        return len(self.gold["text"].split())

    @property
    def author(self) -> str:
        """Nobody may be on both sides of a cross-validation."""
        if self.corpus == "pdnc":
            return str(self.gold["author"])
        if self.corpus == "quoteli":
            return "Chekhov" if "steppe" in self.id else "AUST"
        return _AUTHORS.get(self.id.split("_")[0], self.id) if self.corpus == "litbank" else self.id

    @property
    def fold(self) -> int:
        for number, authors in enumerate(_FOLDS):
            if self.author in authors:
                return number
        return int(hashlib.md5(self.author.encode(), usedforsecurity=False).hexdigest(), 16) % len(_FOLDS)


FOLDS: Final = range(len(_FOLDS))


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read with certain people in mind."""

    document: Document
    people: list[Person]
    items: list[Turn | Passage]
    labels: list[set[int] | None]
    """For each turn the people who are the gold speaker; None where the gold has no quotation there."""


def folder(corpus: str) -> Path:
    """Where the gold documents of a corpus are."""
    return REPOSITORY / "seeds" / "gold" if corpus == "seeds" else SHARED / "dev" / corpus


def load(corpus: str) -> Iterator[Document]:
    """The documents of a corpus; none, with a word about it, where they are absent."""
    paths = sorted(folder(corpus).glob("*.json"))
    if not paths:
        print(f"{corpus}: skipped, there is no gold document in {folder(corpus)}")
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield Document(corpus, gold, segment(read_bytes(gold["text"].encode(), f"{gold['id']}.txt")))


def scorer() -> ModuleType:
    """The scorer `score.py` that comes with the data; ends the program where it is absent."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    if spec is None or spec.loader is None or not (SHARED / "score.py").exists():
        sys.exit(f"the scorer {SHARED / 'score.py'} is not here: there is nothing to measure with")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_found(document: Document, score: ModuleType) -> Reading:
    """With nothing given: the people are those whom the program finds."""
    people = find_people(document.lines, Metadata())
    items = read_story(document.lines, people)
    return Reading(document, people, items, _labels(document, people, items, score))


def read_given(document: Document, score: ModuleType) -> Reading:
    """With the gold characters given: names, aliases and gender; pronouns are found where the gold has no gender."""
    people = given_people(document, score)
    items = read_story(document.lines, people)
    return Reading(document, people, items, _labels(document, people, items, score))


def given_people(document: Document, score: ModuleType) -> list[Person]:
    """The gold characters as people."""
    people = [_given(character, document.gold.get("narrator")) for character in document.gold["characters"]]
    words = Counter(word for person in people for word in {word for form in person.forms for word in form})
    for person in people:  # "Bill" for "Bill Gorton", which the alias lists often lack
        for word in {word for form in person.forms for word in form}:
            if words[word] == 1 and word[0].isupper() and len(word) > 2 and word.lower() not in TITLES:
                person.forms.add((word,))
    names = NameIndex((form, index) for index, person in enumerate(people) for form in person.forms)
    for line in document.lines:
        for _, _, owners in names.find(line.text):
            for owner in owners:
                people[owner].mentions += 1
    index = score.name_index(document.gold)
    found: dict[Any, Person] = {}
    for person in sorted(find_people(document.lines, Metadata()), key=lambda person: person.mentions):
        found.update(dict.fromkeys(score.name_ids(index, person.name), person))  # the most named has the last word
    for person, character in zip(people, document.gold["characters"], strict=True):
        if not person.pronoun_counts and character["id"] in found:
            person.pronoun_counts.update(found[character["id"]].pronoun_counts)
    return people


def _given(character: dict[str, Any], narrator: Any) -> Person:
    person = Person(character["name"], first_person=narrator is not None and narrator == character["id"])
    for name in (character["name"], *(character.get("aliases") or ())):
        words = tuple(bare(token) for token in TOKEN.findall(name) if token[0].isalpha())
        if (
            words
            and words[0][0].isupper()
            and words[0].lower() not in ("the", "a", "an", "his", "her", "my", "i", "me")
        ):
            person.forms.add(words)
    titles = {form[0].lower() for form in person.forms if len(form) > 1}
    gender = "he" if titles & MALE_TITLES else "she" if titles & FEMALE_TITLES else ""
    pronoun = {"m": "he", "f": "she", "n": "they"}.get(str(character.get("gender") or "")[:1].lower(), gender)
    if pronoun:
        person.pronoun_counts[pronoun] = 50
    return person


def _labels(
    document: Document, people: Sequence[Person], items: Sequence[Turn | Passage], score: ModuleType
) -> list[set[int] | None]:
    gold, lines = document.gold, document.lines
    spoken = [i for i, line in enumerate(lines) if line.kind is Kind.DIALOGUE]
    pairs = score.match(gold["quotes"], [{"start": lines[i].start, "end": lines[i].end} for i in spoken], 0.8)
    speakers = {spoken[j]: gold["quotes"][i]["speaker"] for i, j in pairs.items()}
    index = score.name_index(gold)
    owners: dict[Any, set[int]] = {}
    for i, person in enumerate(people):
        ids = score.name_ids(index, person.name)
        if not ids:
            named = Counter(one for form in person.forms for one in score.name_ids(index, " ".join(form)))
            ids = {one for one, _ in named.most_common(1)}
        if person.first_person and gold.get("narrator") is not None:
            ids = {gold["narrator"]}
        for one in ids:
            owners.setdefault(one, set()).add(i)
    labels: list[set[int] | None] = []
    for item in items:
        if isinstance(item, Turn):
            named = Counter(speakers[i] for i in item.lines if i in speakers)
            labels.append(owners.get(named.most_common(1)[0][0], set()) if named else None)
    return labels
