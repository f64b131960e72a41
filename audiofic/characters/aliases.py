"""Which names are one person's.

Names that share a word may be one person's, "Darcy" and "Mr. Darcy", or two people's, "Mr. Bennet" and "Jane Bennet".
Titles, pronouns and first names tell some apart. The rest shows in use: two names of one person hardly ever stand
side by side, call each other, or take turns in a conversation, and those of two people do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from audiofic.characters.apart import Apart
from audiofic.characters.group import NOBLE, Group
from audiofic.characters.nameform import NameForm
from audiofic.characters.tags import Tag
from audiofic.language.en.lexicon import KIN_NAMES, SURNAME_TITLES
from audiofic.language.en.nicknames import NICKNAMES, may_be_short

_RANKS: Final = frozenset("captain capt major colonel col general gen admiral sir lord king".split())
_WIVES: Final = frozenset("mrs lady madame mme".split())
_CLASHES: Final = (
    (frozenset(("mr", "monsieur", "mrs", "miss", "lady")), _RANKS),
    (frozenset(("miss", "mademoiselle", "mlle")), _WIVES),
    (frozenset(("mrs",)), frozenset(("lady",))),
)
"""Of two of these with one name, each is somebody else."""


def _is_wife(form: NameForm) -> bool:
    """ "Mrs. John Dashwood"."""
    return form.title == "mrs" and NameForm((form.bare[0],)).gender == "he"


class Grouping:
    """Sorts the names, from the most telling to the least, each to the group that it fits or to one of its own."""

    def __init__(self, apart: Apart, tags: Sequence[Tag]) -> None:
        self.groups: list[Group] = []
        self._apart = apart
        self._by_word: dict[str, dict[int, Group]] = {}
        for tag in tags:
            group = Group(tag=tag)
            self.groups.append(group)
            for words in tag.names:
                self._add(NameForm(words), group)

    def sort(self, forms: Sequence[NameForm]) -> None:
        givens = {form.bare[0].lower() for form in forms if len(form.bare) > 1}
        surnames = {
            form.bare[0].lower() for form in forms if form.title in SURNAME_TITLES and len(form.bare) == 1
        } - givens
        ordered = sorted(forms, key=lambda form: (-form.total, form.first))
        full = [form for form in ordered if len(form.bare) > 1 and not form.role]
        single = [form for form in ordered if len(form.words) == 1]
        titled = [form for form in ordered if form.titled and len(form.bare) == 1]
        for form in single:
            form.surname = form.words[0].lower() in surnames
        for form in full:
            self._add(form, self._full(form))
        for form in single:
            if not form.surname:
                self._add(form, self._single(form))
        self._join_nicknames()
        for form in titled:
            self._add(form, self._titled(form))
        for form in single:
            if form.surname:
                self._add(form, self._single(form))
        for form in ordered:
            if form.role:
                self._add(form, self._role(form))

    def _add(self, form: NameForm, group: Group | None) -> None:
        if group is None:
            group = Group()
            self.groups.append(group)
        group.add(form)
        for word in form.words:
            self._by_word.setdefault(word.lower(), {})[id(group)] = group

    def _named(self, word: str) -> list[Group]:
        """The groups that have the word, the most mentioned first."""
        return list(islice(self._by_word.get(word.lower(), {}).values(), _MOST))

    def _full(self, form: NameForm) -> Group | None:
        """ "Miss Elizabeth Bennet" is Elizabeth Bennet; "Mrs. John Dashwood" is not John."""
        given, surname = form.bare[0].lower(), form.bare[-1].lower()
        wife = _is_wife(form)
        for group in self._named(surname):
            for other in group.forms.values():
                words = {word.lower() for word in other.bare}
                if len(words) > 1 and {given, surname} <= words and wife == _is_wife(other):
                    return group
        if wife:
            return None
        fits = [
            group
            for group in self._named(surname)
            if any(may_be_short(given, name) or may_be_short(name, given) for name in +group.givens)
        ]
        return self._choose([form], fits, strictness=_SURE) if form.title not in NOBLE else None

    def _single(self, form: NameForm) -> Group | None:
        word = form.words[0].lower()
        if word in KIN_NAMES:
            return None
        groups = [group for group in self._named(word) if not all(other.role for other in group.forms.values())]
        given = [group for group in groups if group.givens[word] > 0]
        surnamed = [group for group in groups if word in group.surnames and group not in given]
        return self._choose([form], given, strictness=_SURE) or self._choose(
            [form], surnamed, strictness=_SURE, family=True
        )

    def _titled(self, form: NameForm) -> Group | None:
        word = form.bare[0].lower()
        groups = [group for group in self._named(word) if not self._clash(form, group)]
        by_surname = [group for group in groups if word in group.surnames]
        by_given = [group for group in groups if group.givens[word] > 0]
        by_title = [
            group
            for group in groups
            if any(
                form.title == other.title and word in (other.bare[0].lower(), other.bare[-1].lower())
                for other in group.forms.values()
            )
        ]
        order = (by_surname, by_given) if form.title in SURNAME_TITLES else (by_title, by_given, by_surname)
        for fits in order:
            group = self._choose([form], fits, strictness=_LIKELY if fits is by_surname else _SURE)
            if group is not None:
                return group
        if not form.narrated:  # what only people say is whom the narration knows by the surname
            known = [group for group in by_surname if group.share_of(word) >= _KNOWN_BY]
            return self._choose([form], known, strictness=_LIKELY)
        return None

    def _role(self, form: NameForm) -> Group | None:
        """ "The Colonel" is the Colonel who is named most; "the Rabbit" is the White Rabbit."""
        word = form.words[-1].lower()
        for group in sorted(self._named(word), key=lambda group: -group.total):
            if self._choose([form], [group], strictness=_LIKELY):
                return group
        return None

    def _join_nicknames(self) -> None:
        """ "Lizzy" is Elizabeth, if she is the only one whose name it may be short for."""
        by_beginning: dict[str, list[tuple[str, Group]]] = {}
        for group in self.groups:
            for given in group.givens:
                by_beginning.setdefault(given[:3], []).append((given, group))
        for group in sorted(self.groups, key=lambda group: group.total):
            if group.tag or any(len(words) > 1 for words in group.forms):
                continue
            forms = list(group.forms.values())
            name = forms[0].words[0].lower()
            spoken = sum(form.narrated for form in forms) * _IN_PASSING <= group.total
            beginnings = {name[:3], *(full[:3] for full in NICKNAMES.get(name, ()))}
            fits = {
                id(other): other
                for beginning in beginnings
                for given, other in islice(by_beginning.get(beginning, ()), _MOST)
                if other is not group
                and other.forms
                and (spoken or other.givens[given] > 0)  # only his friends call Lord Henry Harry
                and (may_be_short(name, given) or may_be_short(given, name))
            }
            other = self._choose(forms, list(fits.values()), strictness=_LIKELY)
            if other is not None:
                group.forms = {}
                for form in forms:
                    del self._by_word[form.words[0].lower()][id(group)]
                    self._add(form, other)
        self.groups = [group for group in self.groups if group.forms]

    def _clash(self, form: NameForm, group: Group) -> bool:
        """Whether the titles are two people's, or a wife's name is to be put to a girl's."""
        titles = {title for title, count in group.titles.items() if count * 20 >= group.total}
        if any(
            (form.title in some and titles & others) or (form.title in others and titles & some)
            for some, others in _CLASHES
        ):
            return True
        if form.title in NOBLE and group.givens[form.bare[0].lower()] > 0 and group.total >= form.total:
            return False  # "Lady Marian" is Marian
        return form.title in _WIVES and form.title not in titles and group.total * 4 > form.total

    def _choose(
        self, forms: list[NameForm], groups: list[Group], *, strictness: tuple[int, float], family: bool = False
    ) -> Group | None:
        """The group that the names fit best; None where there is none, or two fit as well."""
        joining = Group.of(forms)
        gender, total = joining.gender, joining.total
        least, share = strictness
        fits: list[tuple[bool, float, int, Group]] = []
        for group in groups:
            other = group.gender
            if gender and other and gender != other:
                continue
            apart = self._apart.count(forms, group.forms.keys())
            rate = apart / max(1, min(total, group.total))
            if apart < least or rate < share:
                women = family and group.gender == "she"  # of a couple, the bare surname is his
                fits.append((women, rate if apart >= _TELLING else 0.0, -group.total, group))
        if not fits:
            return None
        fits.sort(key=lambda fit: fit[:3])
        if len(fits) > 1 and not family and strictness is not _SURE:
            (_, rate, _, best), (_, next_rate, _, second) = fits[:2]
            if rate * 2 >= next_rate and best.total < 3 * second.total:
                return None
        return fits[0][3]


_KNOWN_BY: Final = 0.25
"""The share of somebody's mentions that have the surname."""
_TELLING: Final = 2
"""From how many signs on, that two names are two people's, they count when there are several to choose from."""
_SURE: Final = (4, 0.15)
_LIKELY: Final = (3, 0.05)
"""From how many signs that two names are two people's, and from what share of the mentions, they are."""
_MOST: Final = 40
"""How many groups are weighed for a name."""
_IN_PASSING: Final = 8
"""One in so many mentions."""
