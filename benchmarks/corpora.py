"""The labelled texts of `../shared/attribution/dev/`, `seeds/` and `stories/`, as training and figures need them.

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

import stories

from audiofic.attribute.attribution import read_story
from audiofic.attribute.turns import Passage, Turn
from audiofic.characters import Naming, Person, find_people, readable
from audiofic.model import Character, Kind, Line, Metadata
from audiofic.read import read_bytes
from audiofic.segment import segment

REPOSITORY: Final = Path(__file__).parents[1]
SHARED: Final = REPOSITORY.parent / "shared" / "attribution"
CORPORA: Final = ("pdnc", "quoteli", "litbank", "seed", "seeds", "stories", "kept")
"""Those in `kept` were written to measure with and are never learnt from."""
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


@dataclass(frozen=True, slots=True, eq=False)
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
    if corpus in ("stories", "kept"):
        for path in sorted((stories.FOLDER.parent / corpus).glob("*.txt")):
            yield Document(corpus, *stories.gold_of(path))
        return
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


def lower(scored: Any, score: ModuleType) -> float:
    """The lower of the shares of a document's quotations that are right by name and by cluster, in percent.

    By name alone, one person in two voices would be right under both labels.
    """
    right = score.metrics(scored)["all"]
    return 100 * min(float(right["grp_name"]), float(right["grp_cluster"]))


def read_found(document: Document, score: ModuleType) -> Reading:
    """With nothing given: the people are those whom the program finds."""
    lines = readable(document.lines)
    people = find_people(lines, Metadata())
    items = read_story(lines, people)
    return Reading(document, people, items, _labels(document, people, items, score))


def read_given(document: Document, score: ModuleType) -> Reading:
    """With the gold characters given: names, aliases and gender; pronouns are found where the gold has no gender."""
    lines = readable(document.lines)
    people = given_people(document, lines)
    items = read_story(lines, people)
    return Reading(document, people, items, _labels(document, people, items, score))


def given_people(document: Document, lines: Sequence[Line]) -> list[Person]:
    """The gold characters as people, as if voices.yaml had their names, aliases and pronouns, and nobody else."""
    gold = document.gold
    known = {character["id"]: _given(character) for character in gold["characters"]}
    people = find_people(lines, Metadata(), Naming(tuple(known.values())))
    names = {character.name for character in known.values()}
    if gold.get("narrator") is None:
        return [person for person in people if person.name in names or person.first_person]
    for person in people:
        person.first_person = person.name == known[gold["narrator"]].name
        person.narrates = [range(lines[-1].paragraph + 1)] if person.first_person else []
    return [person for person in people if person.name in names]


def _given(character: dict[str, Any]) -> Character:
    pronouns = {"m": "he/him", "f": "she/her", "n": "they/them"}.get(str(character.get("gender") or "")[:1].lower(), "")
    return Character(character["name"], tuple(character.get("aliases") or ()), pronouns)


def _labels(
    document: Document, people: Sequence[Person], items: Sequence[Turn | Passage], score: ModuleType
) -> list[set[int] | None]:
    gold, lines = document.gold, document.lines
    spoken = [i for i, line in enumerate(lines) if line.kind is Kind.DIALOGUE or line.sender]
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
