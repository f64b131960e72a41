"""The eyes of the attribution for other languages than English: who is mentioned in a sentence, in which role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audiofic.attribute.mentions import Kind, Mention, Sentence
from audiofic.attribute.speech import Speech
from audiofic.characters import NameIndex, Person, fold, small_index
from audiofic.language import Grammar
from audiofic.language.tokens import MARKS, Tokenizer

_REACH: Final = 7
"""Words between a subject and its verb of saying; more where words are single signs."""
_BLANKLESS_REACH: Final = 14
_OBJECTS: Final = frozenset("をにへの")
"""Particles that make a name anything but the subject."""
_CLOSING: Final = "”\"’'»«“‘」』)） "


class GrammarReader:
    """Finds the mentions of a work's people by what is known of its language."""

    def __init__(self, people: Sequence[Person], grammar: Grammar) -> None:
        self._grammar = grammar
        names = sorted({words[0] for person in people for words in person.forms if len(words) == 1})
        self._tokenizer = Tokenizer(grammar, names)
        self._names = NameIndex((words, index) for index, person in enumerate(people) for words in person.forms)
        self.small_names = small_index(people)
        self._senders = {sender: i for i, person in enumerate(people) for sender in person.senders}
        self._reach = _BLANKLESS_REACH if grammar.blankless else _REACH

    def sender(self, name: str) -> Mention | None:
        """The sender of a message as the subject of a verb of saying."""
        person = self._senders.get(fold(name))
        return None if person is None else Mention(Kind.NAME, (person,), name, "", 0, subject=True, speech=2)

    def hear(self, speech: Speech, text: str, *, message: bool = False) -> None:
        """Add a quotation to the speech: whom it calls, of whom it speaks."""
        speech.asks = text.rstrip(_CLOSING)[-1:] in ("?", "？")
        for tokens, _ in self._tokenizer.sentences(text.strip(_CLOSING)):
            i = 0
            while i < len(tokens):
                named = (self.small_names if message else self._names).match(tokens, i)
                if named is None:
                    i += 1
                    continue
                count, people = named
                opens = i == 0 or tokens[i - 1] in MARKS
                ends = i + count == len(tokens) or tokens[i + count] in MARKS
                if opens and ends:
                    speech.vocatives |= frozenset(people)
                else:
                    speech.spoken_of |= frozenset(people)
                i += count

    def sentences(self, text: str) -> list[Sentence]:
        """The sentences of a stretch of narration."""
        return [self._sentence(tokens, end) for tokens, end in self._tokenizer.sentences(text.lstrip("—–- ,，"))]

    def _sentence(self, tokens: list[str], end: str) -> Sentence:
        grammar = self._grammar
        lower = [token.lower() for token in tokens]
        saying = grammar.verbs | grammar.thoughts
        opening = 2 if any(word in saying for word in lower[:2]) and not grammar.blankless else 0
        mentions: list[Mention] = []
        i = 0
        while i < len(tokens):
            mention, count = self._mention(tokens, lower, i)
            if mention is not None:
                self._role(mention, lower, i, i + count)
                mentions.append(mention)
            i += count
        verb = next((j for j in range(len(lower) - 1, -1, -1) if lower[j] in saying), -1)
        if opening and not any(mention.speech for mention in mentions):
            place = 0 if lower[0] in saying else 1
            if place == 0 or lower[0] in grammar.adverbs:
                gender = grammar.gender(lower[place])
                silent = Mention(Kind.PRONOUN, (), gender or "he", gender, place, subject=True, speech=2)
                mentions.insert(0, silent)
        return Sentence(mentions, opening, (verb, 2 if verb >= 0 else 0), _mark(end), len(tokens))

    def _mention(self, tokens: list[str], lower: Sequence[str], i: int) -> tuple[Mention | None, int]:
        """The mention that begins at a token, and how many it takes up."""
        grammar = self._grammar
        named = self._names.match(tokens, i)
        if named:
            count, people = named
            return Mention(Kind.NAME, people, " ".join(tokens[i : i + count]), "", i), count
        word = lower[i]
        if word in grammar.pronouns:
            pronoun = grammar.pronouns[word]
            return Mention(Kind.PRONOUN, (), pronoun or "he", pronoun if pronoun != "I" else "", i), 1
        if word in grammar.nouns and self._is_somebody(tokens, i):
            name = tokens[i] if grammar.nouns_have_capitals else word
            return Mention(Kind.NOUN, (), name, grammar.nouns[word], i), 1
        return None, 1

    def _is_somebody(self, tokens: list[str], i: int) -> bool:
        """Whether a noun is the head of its phrase: no name follows that it is only the title of."""
        return i + 1 == len(tokens) or self._names.match(tokens, i + 1) is None

    def _role(self, mention: Mention, lower: Sequence[str], start: int, after: int) -> None:
        """Fills in whether it says something, or is what its clause is about."""
        grammar = self._grammar
        saying = grammar.verbs | grammar.thoughts
        first = start
        while first and (lower[first - 1] in grammar.determiners or lower[first - 1] in grammar.titles):
            first -= 1
        before = lower[first - 1] if first else ""
        if first > 1 and before in grammar.adverbs and lower[first - 2] in saying:
            before = lower[first - 2]
        following = lower[after] if after < len(lower) else ""
        if following in grammar.titles and grammar.blankless:
            after += 1
            following = lower[after] if after < len(lower) else ""
        mention.prepositional = (
            before in grammar.prepositions or lower[first] in grammar.prepositions - grammar.determiners
        )
        if mention.prepositional or (grammar.particles and following in _OBJECTS):
            mention.addressed = any(word in saying for word in lower)
            mention.prepositional = True
            return
        if before in saying and not grammar.blankless:
            mention.subject, mention.speech = True, 2
            return
        for j in range(after, min(after + self._reach, len(lower))):
            word = lower[j]
            if word in ";；:：—–" or (word in MARKS and j > after + 2 and not grammar.blankless):
                break
            if word in saying and (j == after or lower[j - 1] not in grammar.prepositions | grammar.determiners):
                mention.speech = 2
                break
            if word in grammar.pronouns and j > after and not grammar.blankless:
                break
        begins = first == 0 or before in MARKS or before in grammar.conjunctions or before in grammar.adverbs
        does = following in grammar.beats or bool(grammar.gender(following)) or following in grammar.particles
        mention.subject = begins or bool(mention.speech) or does or mention.kind is Kind.PRONOUN


def _mark(end: str) -> str:
    """The mark in English letters, which is what the reading of turns asks for."""
    return {"，": ",", "：": ":", "；": ";", "。": ".", "！": "!", "？": "?", "、": ","}.get(end, end)
