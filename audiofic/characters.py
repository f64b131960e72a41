"""Who is in the story: names, aliases, pronouns, the first-person narrator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from audiofic.lexicon import FEMALE_NAMES, FEMALE_TITLES, MALE_NAMES, MALE_TITLES, PRONOUN_SETS, PRONOUNS, TITLES
from audiofic.names import NameForm, NameIndex, find_names
from audiofic.nicknames import NICKNAMES
from audiofic.script import Kind, Line
from audiofic.story import Metadata

NARRATOR = "Narrator"
"""The name of a first-person narrator whom nobody calls by name."""

_FIRST_PERSON = re.compile(r"\b(?:I|me|my|myself)\b")
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_WORD = re.compile(r"\w")
_NAMES_ONESELF = re.compile(
    r"\W*(?:(?:call me|my name is|my name’s|it[’']s|I[’']m|I am|just|the name[’']s)\s+)?", re.IGNORECASE
)
_TAG_NOTE = re.compile(r"\s*(?:\([^)]*\)|- Character|\[[^\]]*\])\s*")
_NOT_A_PERSON_TAG = re.compile(
    r"original|character|reader|^you$|other|various|minor|everyone|ensemble|\boc\b|\bofc\b|\bomc\b|implied|mentioned|background",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Person:
    """Somebody in the story while it is being read; `Character` is what is left in the script."""

    name: str
    forms: set[tuple[str, ...]] = field(default_factory=set)
    """All names, as words: ("Harry",), ("Harry", "Potter")."""
    pronoun_counts: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    called: int = 0
    narrated: int = 0
    first: int = 0
    first_person: bool = False
    tagged: bool = False
    """AO3's tags name this character."""

    @property
    def pronoun(self) -> str:
        """ "he", "she", "they" or another subject form; empty where the text does not tell."""
        if not self.pronoun_counts:
            return ""
        (best, count), *others = self.pronoun_counts.most_common(2)
        return best if count > sum(n for _, n in others) else ""

    @property
    def pronouns(self) -> str:
        return PRONOUN_SETS.get(self.pronoun, "")


def find_people(lines: Sequence[Line], metadata: Metadata) -> list[Person]:
    """Everybody whom the story names, in order of first mention, and its "I" where it has one."""
    forms = find_names(lines)
    tagged = _tagged_names(metadata)
    people = _merge(forms, tagged)
    _count_pronouns(lines, people)
    _link_renamed(lines, people)
    narrator = _narrator(lines, people)
    if narrator is not None and narrator not in people:
        people.append(narrator)
    return people


def _tagged_names(metadata: Metadata) -> list[tuple[str, ...]]:
    """The names in AO3's Characters and Relationships tags: "Harry Potter/Draco Malfoy", "Kim & Lee"."""
    names: dict[tuple[str, ...], None] = {}
    for tag in (*metadata.characters, *metadata.relationships):
        for part in re.split(r"\s*/\s*|\s*&\s*|\s+\|\s+", _TAG_NOTE.sub(" ", tag)):
            words = tuple(_TOKEN.findall(part))
            if 0 < len(words) <= 4 and not _NOT_A_PERSON_TAG.search(part):
                names[words] = None
    return list(names)


def _merge(forms: dict[tuple[str, ...], NameForm], tagged: Sequence[tuple[str, ...]]) -> list[Person]:
    """Names → people. Full names first; then each shorter name goes to the only full name that it fits, or the most
    frequent one; titles keep a Mrs. Bennet from a Mr. Bennet."""
    people: list[Person] = []
    by_word: dict[str, list[Person]] = {}

    def add(words: tuple[str, ...], form: NameForm | None, person: Person | None) -> Person:
        if person is None:
            person = Person(" ".join(words), first=form.first if form else 1 << 60)
            people.append(person)
        person.forms.add(words)
        for word in words:
            if word.lower() not in TITLES and person not in by_word.setdefault(word.lower(), []):
                by_word[word.lower()].append(person)
        if form is not None:
            person.mentions += form.total
            person.called += form.called
            person.narrated += form.narrated
            person.first = min(person.first, form.first)
        return person

    for words in tagged:
        add(words, None, None).tagged = True
    counted = sorted(forms.values(), key=lambda form: (-len(form.bare), -form.total, form.first))
    for form in counted:
        fitting = _fitting(form, by_word)
        if fitting is not None or form.is_person():
            add(form.words, form, fitting)
    _merge_misspelt(people)
    people = [person for person in people if person.mentions]
    for person in people:
        person.name = _display_name(person, forms)
    people.sort(key=lambda person: person.first)
    return people


def _fitting(form: NameForm, by_word: dict[str, list[Person]]) -> Person | None:
    """The person that a name belongs to: all its words are among that person's, and the titles do not disagree."""
    bare = [word.lower() for word in form.bare]
    gender = _title_gender(form.words)
    fits: list[Person] = []
    names = {bare[0], *NICKNAMES.get(bare[0], ())} if bare else set()
    for name in names:
        for person in by_word.get(name, ()):
            known = {word.lower() for words in person.forms for word in words}
            if all(word in known or word == bare[0] for word in bare) and person not in fits:
                fits.append(person)
    genders = {id(person): _gender_of(person) for person in fits}
    fits = [person for person in fits if not gender or not genders[id(person)] or genders[id(person)] == gender]
    if form.titled and len(form.bare) == 1:
        # "Miss Grey" is not "Mrs. Grey", and a surname alone with a title is a younger name's only if just one fits
        title = form.words[0].lower()
        same = [person for person in fits if any(words[0].lower() == title for words in person.forms if len(words) > 1)]
        if same:
            return same[0]
        fits = [
            person
            for person in fits
            if not any(
                words[0].lower() in (MALE_TITLES | FEMALE_TITLES) - {title} for words in person.forms if len(words) > 1
            )
            and any(words[-1].lower() == bare[0] for words in person.forms)
        ]
        return fits[0] if len(fits) == 1 else None
    if len(fits) == 1:
        return fits[0]
    if not fits:
        return None
    # a first name, or the surname of several: the one who is named most by far
    first = [person for person in fits if any(words[:1] == form.bare[:1] for words in person.forms)]
    if len(first) == 1:
        return first[0]
    ranked = sorted(fits, key=lambda person: -person.mentions)
    return ranked[0] if ranked[0].mentions > 3 * ranked[1].mentions or not form.is_person() else None


def _title_gender(words: tuple[str, ...]) -> str:
    title = words[0].lower()
    if len(words) > 1:
        return "he" if title in MALE_TITLES else "she" if title in FEMALE_TITLES else ""
    return ""


def _gender_of(person: Person) -> str:
    for words in person.forms:
        gender = _title_gender(words)
        if gender:
            return gender
    for words in person.forms:
        if len(words) > 1 or len(person.forms) == 1:
            first = next((word.lower() for word in words if word.lower() not in TITLES), "")
            if first in MALE_NAMES and first not in FEMALE_NAMES:
                return "he"
            if first in FEMALE_NAMES and first not in MALE_NAMES:
                return "she"
    return ""


def _merge_misspelt(people: list[Person]) -> None:
    """A name that is seen once or twice and differs by a letter from a frequent one is that one misspelt."""
    frequent = [person for person in people if person.mentions >= 20]
    for person in [person for person in people if 0 < person.mentions <= 2 and len(person.forms) == 1]:
        (words,) = person.forms
        if len(words) != 1 or len(words[0]) < 5:
            continue
        for other in frequent:
            if any(
                len(form) == 1 and form[0][0] == words[0][0] and _one_apart(form[0], words[0]) for form in other.forms
            ):
                other.forms.add(words)
                other.mentions += person.mentions
                people.remove(person)
                break


def _one_apart(a: str, b: str) -> bool:
    """Whether one insertion, deletion, replacement or swap of neighbours makes `a` into `b`."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return (
        a[i + 1 :] == b[i + 1 :]
        or a[i:] == b[i + 1 :]
        or a[i + 1 :] == b[i:]
        or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
    )


def _display_name(person: Person, forms: dict[tuple[str, ...], NameForm]) -> str:
    """A full name from the tags, else the fullest that is used more than in passing, else the most used."""
    seen = [forms[words] for words in person.forms if words in forms]
    most = max(form.total for form in seen) if seen else 0
    if person.tagged:
        return max(
            (" ".join(words) for words in person.forms if words not in forms or len(words) > 1),
            key=len,
            default=person.name,
        )
    full = [form for form in seen if len(form.bare) > 1 and form.total * 50 >= most]
    best = max(full or seen, key=lambda form: (form.total, len(form.words)))
    return best.text


def _count_pronouns(lines: Iterable[Line], people: Sequence[Person]) -> None:
    """Pronouns that follow a name in narration while nobody else is named; titles and common first names count too."""
    by_word: dict[str, Person | None] = {}
    for person in people:
        for words in person.forms:
            for word in words:
                if word.lower() not in TITLES:
                    by_word[word] = person if by_word.get(word, person) is person else None
    for line in lines:
        if line.kind is not Kind.NARRATION:
            continue
        last: Person | None = None
        distance = 0
        for token in _TOKEN.findall(line.text):
            distance += 1
            word = token[:-2] if token.endswith(("’s", "'s")) else token
            if word in by_word:
                named = by_word[word]
                last, distance = (named, 0) if last is None or last is named or distance > 30 else (None, 0)
            elif last is not None and distance <= 25:
                pronoun = PRONOUNS.get(token.lower())
                if pronoun is not None and pronoun != "they":
                    last.pronoun_counts[pronoun] += 1
                    if distance > 12:
                        last = None
                elif token.lower() in ("themself", "they"):
                    last.pronoun_counts["they"] += 3 if token.lower() == "themself" else 0
    for person in people:
        for words in person.forms:
            gender = _title_gender(words)
            if gender:
                person.pronoun_counts[gender] += 20
        prior = _gender_of(person)
        if prior:
            person.pronoun_counts[prior] += 3


def _link_renamed(lines: Sequence[Line], people: list[Person]) -> None:
    """Someone first called by one name and then by another: "“Draco,” Malfoy cut in", and no more Malfoy after that.

    The new name is given by its owner (alone, or in "call me …", "my name is …"), in a paragraph that is about the
    bearer of the old one, who then all but vanishes from the narration.
    """
    index = NameIndex((words, i) for i, person in enumerate(people) for words in person.forms)
    narrated: dict[int, list[int]] = {}
    given: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.kind is Kind.NARRATION:
            for _, _, owners in index.find(line.text):
                narrated.setdefault(owners[0], []).append(place)
        elif line.kind is Kind.DIALOGUE and (naming := _NAMES_ONESELF.match(line.text)):
            for start, end, owners in index.find(line.text):
                if start == naming.end() and not _WORD.search(line.text, end):
                    given.setdefault(owners[0], []).append(place)
    merged: list[Person] = []
    for i, introductions in given.items():
        new, places = people[i], narrated.get(i, [])
        paragraphs = {lines[place].paragraph for place in introductions if len(places) >= 4 and place <= places[0]}
        for j, others in narrated.items() if paragraphs else ():
            old = people[j]
            before = [place for place in others if place < places[0]]
            if i == j or old in merged or not any(lines[place].paragraph in paragraphs for place in before):
                continue
            if new.pronoun and old.pronoun and new.pronoun != old.pronoun:
                continue
            if len(before) >= 4 and (len(others) - len(before)) * 8 <= len(before):
                _absorb(new, old)
                merged.append(old)
                break
    people[:] = [person for person in people if person not in merged]


def _absorb(person: Person, other: Person) -> None:
    """Make `other` a part of `person`, under a full name if one results: "Draco" and "Malfoy" are "Draco Malfoy"."""
    if len(person.name.split()) == 1 == len(other.name.split()):
        person.name = f"{person.name} {other.name}"
    person.forms |= other.forms
    person.pronoun_counts.update(other.pronoun_counts)
    person.mentions += other.mentions
    person.called += other.called
    person.narrated += other.narrated
    person.first = min(person.first, other.first)
    person.first_person |= other.first_person


def _narrator(lines: Sequence[Line], people: Sequence[Person]) -> Person | None:
    """Who says "I" in the narration; the name is one that others call and the narration hardly uses."""
    told = [line for line in lines if line.kind is Kind.NARRATION]
    words = sum(line.text.count(" ") + 1 for line in told)
    said = sum(len(_FIRST_PERSON.findall(line.text)) for line in told)
    if said < 5 or said * 60 < words:
        return None
    named = [person for person in people if person.called >= 2 and person.narrated <= person.called]
    if named:
        best = max(named, key=lambda person: person.called - 2 * person.narrated)
        if best.called > 2 * best.narrated:
            best.first_person = True
            return best
    return Person(NARRATOR, first_person=True)
