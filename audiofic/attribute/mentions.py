"""Who is mentioned in a stretch of narration, in which role: the eyes of the attribution."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from audiofic.attribute.speech import Speech, read_speech
from audiofic.characters import TOKEN, NameIndex, Person, Wording, bare, fold, small_index
from audiofic.language.en.lexicon import (
    ABBREVIATED,
    AUXILIARIES,
    COMMON_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    PERSON_NOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SPEECH_PARTICIPLES,
    SPEECH_VERBS,
    STRONG_SPEECH_VERBS,
    SUBJECT_PRONOUNS,
)

_STOPS: Final = frozenset(".!?…")
_MARKS: Final = frozenset(",;:—–-")
_NEGATIVE: Final = frozenset(
    """
    not never no n't didn’t didn't couldn’t couldn't wouldn’t wouldn't hadn’t hadn't without
    """.split()
)
_NOTHING: Final = frozenset("nothing little no".split())
"""Said, they make a verb of saying mean silence."""
_NO_ADJECTIVES: Final = (PREPOSITIONS | CONJUNCTIONS | PRONOUNS.keys() | AUXILIARIES | COMMON_VERBS) - frozenset(
    "left lost shut found thought felt hit bit".split()
)
"""What stands between no article and its noun: "his eyes met the barista" is nobody."""
_NOUN_BEFORE: Final = frozenset("a an the his her their my our your its of in no any with some this that to".split())
"""Before a word that may be a verb of saying, they make it a noun or an infinitive: "a cry", "in answer", "to say"."""
_ADDRESSING: Final = frozenset("to at on told asked answered assured informed reminded begged interrupted".split())
_REACH: Final = 9
"""Words between a subject and its verb of saying."""


class Kind(IntEnum):
    """How somebody is mentioned."""

    NAME = 0
    PRONOUN = 1
    NOUN = 2


@dataclass(slots=True)
class Mention:
    """One mention in a sentence."""

    kind: Kind
    people: tuple[int, ...]
    """Indexes of the people that a name may mean; empty for pronouns, and for nouns that nobody speaks by."""
    word: str
    """The pronoun's subject form, or the noun with its article: "the old woman"."""
    gender: str
    """ "he", "she", … where the word itself tells; else empty."""
    position: int
    """Index of the token."""
    subject: bool = False
    """Begins its clause, so that the verb after it is its own."""
    owner: bool = False
    """"Harry’s eyes", "his voice": somebody who has what the clause is about."""
    speech: int = 0
    """2: the subject of a verb of saying; 1: of one that may be (to smile, to nod); 0: neither."""
    prepositional: bool = False
    """After a preposition: "to Harry", "behind her"."""
    addressed: bool = False
    """Whom somebody talks to: "said to Harry", "told Harry", "looked at Harry"."""


@dataclass(slots=True)
class Sentence:
    """A sentence of narration, or the part of one beside a quotation."""

    mentions: list[Mention]
    opening: int
    """0, 1, 2: whether it begins with a verb of saying, as in `said Harry`; see Mention.speech."""
    closing: tuple[int, int]
    """Position and strength of its last verb of saying; (-1, 0) where it has none."""
    end: str
    """The last punctuation mark; empty where there is none."""
    tokens: int

    @property
    def subject(self) -> Mention | None:
        """The first subject, else whoever owns what the sentence is about."""
        for mention in self.mentions:
            if mention.subject:
                return mention
        for mention in self.mentions:
            if mention.owner:
                return mention
        return None


class Reader:
    """Finds the mentions of a work's people."""

    def __init__(self, people: Sequence[Person], wording: Wording) -> None:
        self._verbs, self._nouns = wording.verbs, PERSON_NOUNS | wording.nouns
        second = any(person.second_person for person in people)
        self._self = frozenset(("you", "your") if second else ("i", "me", "my"))
        self.names = NameIndex((words, index) for index, person in enumerate(people) for words in person.forms)
        self.small_names = small_index(people)
        """For messages, which have names in small letters, too."""
        self._senders = {sender: i for i, person in enumerate(people) for sender in person.senders}
        self._roles = {i for i, person in enumerate(people) if all(words[0] == "the" for words in person.forms)}

    def sender(self, name: str) -> Mention | None:
        """The sender of a message as the subject of a verb of saying; None for the narrator of a script."""
        person = self._senders.get(fold(name))
        return None if person is None else Mention(Kind.NAME, (person,), name, "", 0, subject=True, speech=2)

    def hear(self, speech: Speech, text: str, *, message: bool = False) -> None:
        """Add a quotation, or a message, to the speech."""
        read_speech(speech, text, self.small_names if message else self.names)

    def sentences(self, text: str) -> list[Sentence]:
        """The sentences of a stretch of narration."""
        found: list[Sentence] = []
        tokens: list[str] = []
        for token in TOKEN.findall(text):
            if token[0] in _STOPS:
                if tokens:
                    found.append(self._sentence(tokens, token))
                    tokens = []
            elif token[-1] == "." and token[:-1].lower() not in ABBREVIATED and len(token) > 2:
                tokens.append(token[:-1])
                found.append(self._sentence(tokens, "."))
                tokens = []
            else:
                tokens.append(token)
        if tokens:
            found.append(self._sentence(tokens, tokens[-1] if tokens[-1] in _MARKS else ""))
        return found

    def _sentence(self, tokens: list[str], end: str) -> Sentence:
        words = [bare(token) for token in tokens]
        lower = [word.lower() for word in words]
        opening = _opening(lower, self._verbs)
        mentions: list[Mention] = []
        i = 0
        while i < len(tokens):
            of = _voice_of(lower, i)
            named = self.names.match(words, i + of) if i + of < len(words) else None
            word = lower[i]
            if named:
                count, people = named
                count += of
                owner = tokens[i + count - 1].rstrip(".") != words[i + count - 1]
                role = words[i + count - 1].islower() and self._roles.issuperset(people)
                kind = Kind.NOUN if role else Kind.NAME  # "the painter" may be one who has a name, too
                mention = Mention(kind, people, " ".join(words[i + of : i + count]), "", i, owner=owner)
                self._role(mention, lower, i, i + count, opening if not mentions else 0)
                mentions.append(mention)
                i += count
                continue
            if word in PRONOUNS or word in self._self:
                owner = word in POSSESSIVES or (word == "her" and _is_possessive(lower, i))
                pronoun = PRONOUNS.get(word, "I")
                noun = self._noun(lower, i) if owner else None
                mention = Mention(Kind.PRONOUN, (), pronoun, pronoun if pronoun != "I" else "", i, owner=owner)
                mention.prepositional = i > 0 and lower[i - 1] in PREPOSITIONS
                if word in SUBJECT_PRONOUNS or word == "you":
                    self._role(mention, lower, i, i + 1, opening if not mentions else 0)
                mentions.append(mention)
                if noun:
                    self._role(noun, lower, i, noun.position + 1, opening if len(mentions) == 1 else 0)
                    mentions.append(noun)
            elif word in ("somebody", "someone"):
                unknown = Mention(Kind.NOUN, (), word, "", i, owner=tokens[i].rstrip(".") != words[i])
                self._role(unknown, lower, i, i + 1, opening if not mentions else 0)
                mentions.append(unknown)
            elif word in DETERMINERS:
                noun = self._noun(lower, i)
                if noun:
                    noun.owner = tokens[noun.position].rstrip(".") != words[noun.position]
                    self._role(noun, lower, i, noun.position + 1, opening if not mentions else 0)
                    mentions.append(noun)
                    i = noun.position
            i += 1
        return Sentence(mentions, opening, _closing(lower), end, len(tokens))

    def _noun(self, lower: Sequence[str], i: int) -> Mention | None:
        """A person by a noun: "the tall dark woman", "his mother"."""
        for j in range(i + 1, min(i + 5, len(lower))):
            word = lower[j]
            if word in self._nouns and not (j + 1 < len(lower) and lower[j + 1] in PERSON_NOUNS):
                gender = "he" if word in MALE_NOUNS else "she" if word in FEMALE_NOUNS else ""
                return Mention(Kind.NOUN, (), " ".join(lower[i : j + 1]), gender, j)
            if not word[0].isalpha() or word in _NO_ADJECTIVES:
                return None
        return None

    def _role(self, mention: Mention, lower: Sequence[str], start: int, after: int, opening: int) -> None:
        """Fills in `subject` and `speech`, from the verb after the mention or the one before it (`said Harry`).

        `opening`: see Sentence; 0 for all but the first mention.
        """
        before = lower[start - 1] if start else ""
        mention.prepositional = before in PREPOSITIONS
        mention.addressed = before in _ADDRESSING
        if mention.prepositional:
            return
        if not mention.owner:
            if (
                opening
                and start <= 6
                and not any(word in PREPOSITIONS or word in CONJUNCTIONS for word in lower[1:start])
            ):
                mention.subject = True
                mention.speech = opening
                return
            inverted = (before in SPEECH_VERBS or before in self._verbs) and (
                start < 2 or lower[start - 2] not in AUXILIARIES | SUBJECT_PRONOUNS.keys()
            )
            if inverted and start <= 3:
                mention.subject = True
                mention.speech = 2 if before in STRONG_SPEECH_VERBS else 1
                return
        negated = False
        for j in range(after, min(after + _REACH, len(lower))):
            word = lower[j]
            if word in _NEGATIVE:
                negated = True
            if word in ";:—–" or (word == "," and j > after + 1) or (word in SUBJECT_PRONOUNS and j > after):
                break
            if (
                (word in SPEECH_VERBS or (j == after and word in self._verbs))
                and not negated
                and (j == after or lower[j - 1] not in _NOUN_BEFORE)
                and (j + 1 == len(lower) or lower[j + 1] not in _NOTHING)
            ):
                strength = 2 if word in STRONG_SPEECH_VERBS else 1
                mention.speech = max(mention.speech, strength if not mention.owner else 1)
                if strength == 2:
                    break
        begins = start == 0 or before in _MARKS or before in CONJUNCTIONS or before.endswith("ly")
        if before == "and" and (after == len(lower) or lower[after] in PREPOSITIONS):
            begins = False  # "He kissed Ann on one cheek and Robert on the other."
        if begins or mention.speech or (mention.kind is Kind.PRONOUN and not mention.owner):
            mention.subject = not mention.owner


def _opening(lower: Sequence[str], verbs: Set[str]) -> int:
    """`verbs`: of saying, besides those on the list."""
    for word in lower[:2]:
        if word in SPEECH_VERBS or word in verbs:
            return 2 if word in STRONG_SPEECH_VERBS else 1
        if word not in _MARKS and not word.endswith("ly") and word != "and":
            break
    return 0


def _closing(lower: Sequence[str]) -> tuple[int, int]:
    for j in range(len(lower) - 1, -1, -1):
        word = lower[j]
        if word not in SPEECH_VERBS and word not in SPEECH_PARTICIPLES:
            continue
        before = lower[j - 1] if j else ""
        if before in _NOUN_BEFORE or before in _NEGATIVE or (j + 1 < len(lower) and lower[j + 1] in _NOTHING):
            continue
        strong = word in STRONG_SPEECH_VERBS or word in (
            "saying",
            "asking",
            "replying",
            "adding",
            "crying",
            "exclaiming",
        )
        return j, 2 if strong else 1
    return -1, 0


def _voice_of(lower: Sequence[str], i: int) -> int:
    """How many words "the voice of" takes up at `i`, which speaks for the name behind it; 0 where it is not there."""
    if lower[i] not in DETERMINERS or "of" not in lower[i + 2 : i + 4]:
        return 0
    of = lower.index("of", i + 2)
    return of + 1 - i if lower[of - 1] == "voice" else 0


def _is_possessive(lower: Sequence[str], i: int) -> bool:
    """Whether the "her" at `i` owns what follows, rather than being the object of a verb."""
    return i + 1 < len(lower) and lower[i + 1] not in PREPOSITIONS | _MARKS | CONJUNCTIONS
