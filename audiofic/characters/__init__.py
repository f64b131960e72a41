"""Lines, tags and what is known beforehand → who is in the story: names, aliases, pronouns, the narrator.

prepared ─ wording ─ names ─ aliases, group ─ senders ─ joined, renamed, misspelt ─ epithets ─ narrator ─▶ people
                     (bygrammar: other languages)   (apart: what keeps two names from being one person's)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from typing import Final

from audiofic.characters.aliases import Grouping
from audiofic.characters.apart import Apart
from audiofic.characters.bygrammar import find_people_by
from audiofic.characters.epithets import find_epithets, give_epithets
from audiofic.characters.group import Group
from audiofic.characters.joined import join_alternates
from audiofic.characters.misspelt import join_misspelt
from audiofic.characters.nameform import NameForm
from audiofic.characters.nameindex import TOKEN, NameIndex, bare
from audiofic.characters.names import find_names
from audiofic.characters.naming import Naming, apply_naming
from audiofic.characters.narrator import NARRATOR, YOU, find_narrators
from audiofic.characters.person import Person
from audiofic.characters.prepared import readable
from audiofic.characters.pronouns import note_pronouns
from audiofic.characters.renamed import join_renamed
from audiofic.characters.senders import fold, join_senders, small_index
from audiofic.characters.tags import read_pronouns, read_tags, tag_names
from audiofic.characters.wording import Wording, learn_wording
from audiofic.language import grammar, language_tag
from audiofic.language.en.lexicon import PERSON_NOUNS
from audiofic.model import Line, Metadata

__all__ = [
    "NARRATOR", "TOKEN", "YOU", "NameIndex", "Naming", "Person", "Wording", "bare", "find_people", "fold",
    "learn_wording", "readable", "small_index", "tag_names",
]  # fmt: skip

NOTHING: Final = Naming()


def find_people(lines: Sequence[Line], metadata: Metadata, naming: Naming = NOTHING) -> list[Person]:
    """Everybody whom the story names, in order of first mention, and its "I" where it has one.

    `lines`: as `readable` has them; `naming`: what is known of the names beforehand.
    """
    language = grammar(language_tag(metadata.language))
    if language is not None:
        return find_people_by(language, lines, metadata, naming)
    forms, sightings = find_names(lines, learn_wording(lines).verbs)
    note_pronouns(lines, sightings)
    tags = read_tags(metadata)
    tagged = {word for tag in tags for words in tag.names for word in words}
    apart = Apart(lines, sightings)
    grouping = Grouping(apart, tags)
    grouping.sort(_people_in(forms.values(), tagged))
    groups = [group for group in join_misspelt(grouping.groups) if group.total]
    groups = join_alternates(lines, sightings, groups, apart)
    surnames = Counter(surname for group in groups if group.total > 2 for surname in group.surnames)
    shared = {surname for surname, count in surnames.items() if count > 1}
    pronouns = read_pronouns(metadata)
    people = [_person(group, shared, pronouns) for group in groups]
    people.sort(key=lambda person: person.first)
    people = apply_naming(lines, join_renamed(lines, people), naming)
    give_epithets(people, find_epithets(lines, sightings))
    find_narrators(lines, people)
    join_senders(lines, people)
    return people


def _people_in(forms: Collection[NameForm], tagged: Set[str]) -> list[NameForm]:
    """The names that are people's: by what they do, by the tags, or since one of the words is a person's name."""
    named = {form.words[-1] for form in forms}
    forms = [form for form in forms if not _is_plural(form, named) and not _is_address(form)]
    sure = [form for form in forms if form.is_person() or set(form.bare) <= tagged]
    words = {word for form in sure if not form.role for word in (form.bare[0], form.bare[-1])}
    known = {form.words for form in sure}
    return sure + [
        form
        for form in forms
        if form.words not in known
        and not form.role
        and not form.is_place()
        and (form.bare[0] in words or form.bare[-1] in words)
    ]


def _is_address(form: NameForm) -> bool:
    """What people are only ever called, "Chef", "Pilot", and what is no first name as "Dean" is."""
    return len(form.words) == 1 and not form.narrated and not form.gender and form.words[0].lower() in PERSON_NOUNS


def _is_plural(form: NameForm, named: Set[str]) -> bool:
    """ "The Finches", "Miss Finches", "Indians"."""
    last = form.words[-1]
    singulars = {last.removesuffix("s"), last.removesuffix("es")} - {last}
    return not singulars.isdisjoint(named) and (form.role or form.titled or not form.speaks)


def _person(group: Group, shared: Set[str], pronouns: Mapping[str, str]) -> Person:
    """`pronouns`: what the tags tell, by first name."""
    seen = [form for form in group.forms.values() if form.total]
    counts = group.pronouns
    for word in {word.lower() for form in group.forms.values() for word in form.bare} & pronouns.keys():
        counts[pronouns[word]] += _TOLD * (1 + counts.total())
    return Person(
        name=_display_name(group, shared),
        forms=set(group.forms),
        pronoun_counts=counts,
        mentions=sum(form.total for form in seen),
        called=sum(form.called for form in seen),
        narrated=sum(form.narrated for form in seen),
        acts=sum(form.speaks + form.acts for form in seen),
        first=min(form.first for form in seen),
        tagged=group.tag is not None,
    )


def _display_name(group: Group, shared: Set[str]) -> str:
    """What a listener would call them: the most used name, or a full name that is used a good deal, too.

    `shared`: surnames of several people, in lower case, which cannot stand alone.
    """
    total = max(form.total for form in group.forms.values())
    named = [
        form
        for form in group.forms.values()
        if not form.role
        and form.total * _FAIR >= total
        and (len(form.words) > 1 or form.words[0].lower() not in shared)
    ]
    most = max(named or group.forms.values(), key=lambda form: (form.total, len(form.words)))
    full = max(
        (form for form in named if len(form.bare) > 1 and not form.titled), key=lambda form: form.total, default=most
    )
    return full.text if full.total * _GOOD_DEAL >= most.total else most.text


_TOLD: Final = 2
"""How many times all else the tags weigh."""
_GOOD_DEAL: Final = 4
_FAIR: Final = 20
"""One in so many mentions."""
