"""Who is mentioned in a stretch of narration, in which role: the eyes of the attribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from audiofic.characters import Person
from audiofic.lexicon import (
    FEMALE_NOUNS,
    MALE_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
    SPEECH_VERBS,
    STRONG_SPEECH_VERBS,
    SUBJECT_PRONOUNS,
    TITLES,
)
from audiofic.names import TOKEN, NameIndex, bare

_STOPS: Final = frozenset(".!?…")
_DETERMINERS: Final = frozenset("the a an his her my our their your this that another one".split())
_NEGATIVE: Final = frozenset(
    """
    not never no n't didn’t didn't couldn’t couldn't wouldn’t wouldn't hadn’t hadn't without
    """.split()
)
_AUXILIARIES: Final = frozenset(
    """
    had has have was were is are did does do could would should might may must can will shall been being be to
    """.split()
)
_PREPOSITIONS: Final = frozenset(
    """
    at to towards toward with from of for by behind beside besides against around over under into onto upon on
    in between after before near past through across about like than as past beneath opposite off without
    """.split()
)
_NOT_VERBS: Final = frozenset(
    """
    and but or then so that who whom which when while as if because though although before after until since
    where
    """.split()
)


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
    """Indexes of the people that a name may mean; empty for pronouns and nouns."""
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


@dataclass(slots=True)
class Sentence:
    """A sentence of narration, or the part of one beside a quotation."""

    mentions: list[Mention]
    first_verb: int
    """0, 1, 2: whether it begins with a verb of saying, as in `said Harry`; see Mention.speech."""
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

    def __init__(self, people: Sequence[Person]) -> None:
        self.names = NameIndex((words, index) for index, person in enumerate(people) for words in person.forms)

    def sentences(self, text: str) -> list[Sentence]:
        """The sentences of a stretch of narration."""
        found: list[Sentence] = []
        tokens: list[str] = []
        for token in TOKEN.findall(text):
            if token[0] in _STOPS:
                if tokens:
                    found.append(self._sentence(tokens, token))
                    tokens = []
            elif token[-1] == "." and token[:-1].lower() not in TITLES and len(token) > 2:
                tokens.append(token[:-1])
                found.append(self._sentence(tokens, "."))
                tokens = []
            else:
                tokens.append(token)
        if tokens:
            found.append(self._sentence(tokens, tokens[-1] if tokens[-1] in ",;:—–-" else ""))
        return found

    def _sentence(self, tokens: list[str], end: str) -> Sentence:
        words = [bare(token) for token in tokens]
        lower = [word.lower() for word in words]
        mentions: list[Mention] = []
        i = 0
        while i < len(tokens):
            named = self.names.match(words, i)
            if named:
                count, people = named
                owner = tokens[i + count - 1].rstrip(".") != words[i + count - 1]
                mentions.append(Mention(Kind.NAME, people, " ".join(words[i : i + count]), "", i, owner=owner))
                self._role(mentions[-1], lower, i, i + count)
                i += count
                continue
            word = lower[i]
            if word in PRONOUNS or word in ("i", "me", "my"):
                owner = word in ("his", "their", "my", "xyr", "hir", "zir", "eir", "faer") or (
                    word == "her" and i + 1 < len(lower) and lower[i + 1] not in _PREPOSITIONS and lower[i + 1] not in ",;:—–-"
                    and lower[i + 1] not in _NOT_VERBS
                )  # fmt: skip
                pronoun = PRONOUNS.get(word, "I")
                noun = self._noun(lower, i) if owner else None
                mention = Mention(Kind.PRONOUN, (), pronoun, pronoun if pronoun != "I" else "", i, owner=owner)
                if word in SUBJECT_PRONOUNS:
                    self._role(mention, lower, i, i + 1)
                mentions.append(mention)
                if noun:
                    mentions.append(noun)
                    self._role(noun, lower, i, noun.position + 1)
            elif word in _DETERMINERS:
                noun = self._noun(lower, i)
                if noun:
                    mentions.append(noun)
                    owner = tokens[noun.position].rstrip(".") != words[noun.position]
                    noun.owner = owner
                    self._role(noun, lower, i, noun.position + 1)
                    i = noun.position
            i += 1
        first = 0
        for word in lower[:2]:
            if word in SPEECH_VERBS:
                first = 2 if word in STRONG_SPEECH_VERBS else 1
                break
            if word not in ",;:—–-" and not word.endswith("ly"):
                break
        return Sentence(mentions, first, end, len(tokens))

    @staticmethod
    def _noun(lower: Sequence[str], i: int) -> Mention | None:
        """A person by a noun: "the tall dark woman", "his mother"."""
        for j in range(i + 1, min(i + 5, len(lower))):
            word = lower[j]
            if word in PERSON_NOUNS and not (j + 1 < len(lower) and lower[j + 1] in PERSON_NOUNS):
                gender = "he" if word in MALE_NOUNS else "she" if word in FEMALE_NOUNS else ""
                return Mention(Kind.NOUN, (), " ".join(lower[i : j + 1]), gender, j)
            if not word[0].isalpha() or word in _PREPOSITIONS or word in _NOT_VERBS or word in PRONOUNS:
                return None
        return None

    @staticmethod
    def _role(mention: Mention, lower: Sequence[str], start: int, after: int) -> None:
        """Fills in `subject` and `speech`: from the verb after the mention, or the one before it (`said Harry`)."""
        before = lower[start - 1] if start else ""
        if before in _PREPOSITIONS:
            return
        if not mention.owner:
            inverted = before in SPEECH_VERBS and (
                start < 2 or lower[start - 2] not in _AUXILIARIES | SUBJECT_PRONOUNS.keys()
            )
            if inverted and start <= 3:
                mention.subject = True
                mention.speech = 2 if before in STRONG_SPEECH_VERBS else 1
                return
        negated = False
        for j in range(after, min(after + 9, len(lower))):
            word = lower[j]
            if word in _NEGATIVE:
                negated = True
            if word in ";:—–" or (word == "," and j > after + 1) or (word in SUBJECT_PRONOUNS and j > after):
                break
            if (
                word in SPEECH_VERBS
                and not negated
                and (j == after or lower[j - 1] not in ("a", "the", "his", "her", "to", "with", "of", "in"))
            ):
                strength = 2 if word in STRONG_SPEECH_VERBS else 1
                mention.speech = max(mention.speech, strength if not mention.owner else 1)
                if strength == 2:
                    break
        before_is_clause = start == 0 or before in ",;:—–-" or before in _NOT_VERBS or before.endswith("ly")
        if before_is_clause or mention.speech or (mention.kind is Kind.PRONOUN and not mention.owner):
            mention.subject = not mention.owner
