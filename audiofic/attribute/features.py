"""What speaks for and against each candidate for a turn, as features that hold or do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import Final

from audiofic.attribute.mentions import Kind, Mention
from audiofic.attribute.scenery import Scenery
from audiofic.attribute.speech import pronoun_of
from audiofic.attribute.talk import Belief, Talk
from audiofic.attribute.turns import Passage, Turn
from audiofic.characters import Person

FEATURES: Final = tuple(
    """
    tag tag_shared tag_weak tag_second tag_fits tag_may_fit tag_misfits tag_other tag_noun told told_before
    told_after in_turn_before in_turn_after beat beat_shared beat_owner beat_second beat_fits beat_may_fit
    beat_misfits beat_other beat_noun noun_in_name noun_said_before resumes in_paragraph beside first_in_mind
    second_in_mind later_in_mind not_in_mind first_seen second_seen later_seen only_one_that_fits calls
    speaks_of introduces called_by_title_before called_by_title_after called_before called_2_before called_after
    called_2_after spoken_of_before spoken_of_after addressee_before_fits addressee_before_misfits
    addressee_after_fits addressee_after_misfits before_subject before_mention before_subject_fits
    paragraph_before_subject after_subject after_subject_fits seen_0 seen_1 seen_2 seen_3 seen_5 seen_9 seen_17
    seen_long_ago most_recent second_recent third_recent less_recent most_named second_named often_named
    seldom_named hardly_named never_acts only_spoken_of first_person unnamed unnamed_often unknown_pronoun tagged
    said_before_1 said_before_2 said_before_3 said_before_4 said_before_5 said_before_6 said_not_before broken_before_1
    broken_before_2 broken_before_3 broken_before_4 broken_before_5 broken_before_6 said_after_1 said_after_2
    said_after_3 said_after_4 said_after_5 said_after_6 said_not_after broken_after_1 broken_after_2
    broken_after_3 broken_after_4 broken_after_5 broken_after_6 never_before hardly_before somewhat_before
    much_before mostly_before never_after hardly_after somewhat_after much_after mostly_after
    """.split()
)
INDEX: Final = {name: i for i, name in enumerate(FEATURES)}


class Evidence(IntEnum):
    """The surest evidence in a turn's own paragraph; each kind has weights of its own for every feature."""

    NONE = 0
    TAG_NAME = 1
    TAG_PRONOUN = 2
    TAG_NOUN = 3
    FIRST_PERSON = 4
    BEAT_NAME = 5
    BEAT_PRONOUN = 6
    BEAT_NOUN = 7
    NONE_AFTER_NARRATION = 8
    PRONOUN_AFTER_NARRATION = 9


_WINDOW: Final = 60
"""How many paragraphs back somebody must have been mentioned to be a candidate."""
_MOST: Final = 16
"""How many people are weighed for a turn."""
_FOLLOWING: Final = 3
"""Paragraphs after the turn that are searched for candidates."""


@dataclass(slots=True)
class Weighing:
    """A turn with the candidates for it and what speaks for each."""

    turn: Turn
    time: int
    evidence: Evidence
    people: list[int]
    features: list[list[int]]


def weigh(items: Sequence[Turn | Passage], people: Sequence[Person], beliefs: Sequence[Belief]) -> Iterator[Weighing]:
    """The candidates and features of one turn after the other; `beliefs` has one for each, of an earlier pass."""
    scenery = Scenery(people)
    talk = Talk([(time, item) for time, item in enumerate(items) if isinstance(item, Turn)], beliefs)
    ranks = _ranks(people)
    n = 0
    for time, item in enumerate(items):
        scenery.begin(item.paragraph)
        if isinstance(item, Passage):
            for sentence in item.sentences:
                scenery.note_mentions(sentence.mentions, time)
            continue
        who = _candidates(item, time, scenery, talk, n, items)
        if not who and people:
            who = [len(people) - 1]
        yield _weigh(item, time, who, scenery, talk, n, items, ranks)
        scenery.note_mentions([*item.others, *reversed(item.beats), *reversed(item.tags)], time)
        for person in item.speech.vocatives:
            scenery.note(person, time)
        speaker = max(beliefs[n], key=beliefs[n].__getitem__, default=None)
        if speaker is not None and beliefs[n][speaker] >= 0.5:
            scenery.note(speaker, time, subject=not item.tags)
            if item.tags and item.tags[0].kind is Kind.NOUN:
                scenery.noun_speakers[item.tags[0].word] = speaker
        n += 1


def _evidence(turn: Turn, *, after_narration: bool) -> Evidence:
    """The surest evidence in the turn's own paragraph."""
    mentions, first = (turn.tags, Evidence.TAG_NAME) if turn.tags else (turn.beats, Evidence.BEAT_NAME)
    if not mentions:
        return Evidence.NONE_AFTER_NARRATION if after_narration else Evidence.NONE
    if mentions[0].word == "I":
        return Evidence.FIRST_PERSON
    if after_narration and turn.tags and mentions[0].kind is Kind.PRONOUN:
        return Evidence.PRONOUN_AFTER_NARRATION
    return Evidence(first + mentions[0].kind)


def _ranks(people: Sequence[Person]) -> list[int]:
    """How often each is named, as the index of a feature."""
    order = sorted(range(len(people)), key=lambda i: -people[i].mentions)
    ranks = [INDEX["hardly_named"]] * len(people)
    for place, person in enumerate(order[:20]):
        name = ("most_named", "second_named")[place] if place < 2 else "often_named" if place < 6 else "seldom_named"
        ranks[person] = INDEX[name]
    return ranks


def _candidates(
    turn: Turn, time: int, scenery: Scenery, talk: Talk, n: int, items: Sequence[Turn | Passage]
) -> list[int]:
    """Who may have said it: those in the paragraph first, then those who speak near by, those seen last, those next.

    Whom the speech calls by name is not its speaker, unless the tag says so.
    """
    called = turn.speech.vocatives - turn.speech.introduced - {person for tag in turn.tags for person in tag.people}
    found: dict[int, None] = {}
    for mention in chain(turn.tags, turn.beats, turn.others):
        found.update(dict.fromkeys(mention.people))
        if len(found) >= _MOST:
            break
    before, after = talk.around(n)
    for m, _ in (*before[:6], *after[:6]):
        if talk.sure[m] >= 0:
            found[talk.sure[m]] = None
        if m == n - 1 or m == n + 1:
            found.update(dict.fromkeys(talk.turns[m].speech.vocatives))
    found.update(dict.fromkeys(talk.beliefs[n]))
    for person in reversed(scenery.seen):
        if len(found) >= _MOST - 2 or time - scenery.seen[person] > _WINDOW:
            break
        found[person] = None
    for item in items[time + 1 : time + 1 + _FOLLOWING]:
        if len(found) >= _MOST:
            break
        mentions = (
            [*item.tags, *item.beats] if isinstance(item, Turn) else [m for s in item.sentences for m in s.mentions]
        )
        for mention in mentions:
            found.update(dict.fromkeys(mention.people[:1]))
    if scenery.first_person is not None:
        found[scenery.first_person] = None
    return [person for person in found if person not in called] or list(found)


_MENTIONED: Final = tuple(INDEX[f"{kind}_in_mind"] for kind in ("first", "second", "later"))
_SIGHTED: Final = tuple(INDEX[f"{kind}_seen"] for kind in ("first", "second", "later"))
_RECENT: Final = tuple(INDEX[f"{kind}_recent"] for kind in ("most", "second", "third", "less"))
_SEEN: Final = tuple((INDEX[f"seen_{ago}"], ago) for ago in (17, 9, 5, 3, 2, 1, 0))
_LAST: Final = {
    (direction, unbroken): tuple(
        INDEX[f"{'said' if unbroken else 'broken'}_{direction}_{distance}"] for distance in range(1, 7)
    )
    for direction in ("before", "after")
    for unbroken in (True, False)
}
_SHARE: Final = {
    direction: tuple(INDEX[f"{much}_{direction}"] for much in ("never", "hardly", "somewhat", "much", "mostly"))
    for direction in ("before", "after")
}


def _weigh(
    turn: Turn,
    time: int,
    who: list[int],
    scenery: Scenery,
    talk: Talk,
    n: int,
    items: Sequence[Turn | Passage],
    ranks: Sequence[int],
) -> Weighing:
    evidence = _evidence(turn, after_narration=not (time and isinstance(items[time - 1], Turn)))
    table: dict[int, list[int]] = {person: [ranks[person]] for person in who}
    add = _Adder(table)
    if turn.tags:
        _tag_features(add, turn, scenery, who)
    if turn.beats:
        _beat_features(add, turn, scenery, who)
    key = turn.tags[0] if turn.tags else turn.beats[0] if turn.beats else None
    if key is not None and key.kind is not Kind.NAME and key.word != "I":
        _antecedent_features(add, turn, key, scenery, who)
    for mention in turn.others:
        add("told" if mention.addressed else "beside", mention.people)
    _speech_features(add, turn, scenery, talk, n, who)
    _surroundings(add, time, scenery, items, who, tagged=bool(turn.tags))
    if talk.joined[n] and talk.sure[n - 1] in table and INDEX["before_subject"] in table[talk.sure[n - 1]]:
        add("resumes", (talk.sure[n - 1],))
    for direction, around in zip(("before", "after"), talk.around(n), strict=True):
        _neighbours(table, talk, around, direction, who)
    _standing(table, time, scenery, who)
    return Weighing(turn, time, evidence, who, list(table.values()))


class _Adder:
    """Gives features to candidates."""

    __slots__ = ("table",)

    def __init__(self, table: dict[int, list[int]]) -> None:
        self.table = table

    def __call__(self, name: str, people: Sequence[int] | frozenset[int]) -> None:
        feature = INDEX[name]
        for person in people:
            row = self.table.get(person)
            if row is not None and feature not in row:
                row.append(feature)


def _tag_features(add: _Adder, turn: Turn, scenery: Scenery, who: Sequence[int]) -> None:
    tag = turn.tags[0]
    if tag.people:
        name = "tag_noun" if tag.kind is Kind.NOUN else "tag_weak" if tag.speech < 2 else "tag"
        add("tag_shared" if len(tag.people) > 1 else name, tag.people)
    for later in turn.tags[1:]:
        add("tag_second", later.people)
    if tag.kind is Kind.NAME:
        add("tag_other", [person for person in who if person not in tag.people])
    else:
        for person in who:
            add(("tag_misfits", "tag_may_fit", "tag_fits")[scenery.fits(person, tag)], (person,))


def _beat_features(add: _Adder, turn: Turn, scenery: Scenery, who: Sequence[int]) -> None:
    beat = turn.beats[0]
    if beat.people:
        name = "beat_noun" if beat.kind is Kind.NOUN else "beat_owner" if beat.owner else "beat"
        add("beat_shared" if len(beat.people) > 1 else name, beat.people)
    if beat.kind is Kind.NAME:
        add("beat_other", [person for person in who if person not in beat.people])
    else:
        for person in who:
            add(("beat_misfits", "beat_may_fit", "beat_fits")[scenery.fits(person, beat)], (person,))
    for later in turn.beats[1:]:
        add("beat_second", later.people)


def _antecedent_features(add: _Adder, turn: Turn, key: Mention, scenery: Scenery, who: Sequence[int]) -> None:
    """Whom the pronoun or noun means: those of the paragraph, the last subjects, those seen last."""
    best = max(scenery.fits(person, key) for person in who)
    fitting = [person for person in who if scenery.fits(person, key) == best] if best else []
    if len(fitting) == 1:
        add("only_one_that_fits", fitting)
    if key.kind is Kind.NOUN:
        noun = key.word.rpartition(" ")[2]
        add("noun_in_name", [person for person in who if noun in scenery.words[person]])
        if key.word in scenery.noun_speakers:
            add("noun_said_before", (scenery.noun_speakers[key.word],))
    here = {person for mention in chain(turn.tags, turn.beats) for person in mention.people}
    add("in_paragraph", [person for person in fitting if person in here])
    inmind = [person for person in reversed(scenery.subjects) if person in fitting]
    for place, person in enumerate(inmind):
        add.table[person].append(_MENTIONED[min(place, 2)])
    add("not_in_mind", [person for person in fitting if person not in inmind])
    for place, person in enumerate(sorted(fitting, key=lambda person: -scenery.seen.get(person, -1))):
        add.table[person].append(_SIGHTED[min(place, 2)])


def _speech_features(add: _Adder, turn: Turn, scenery: Scenery, talk: Talk, n: int, who: Sequence[int]) -> None:
    """Whom this speech and the ones around it call or speak of."""
    add("introduces", turn.speech.introduced)
    add("calls", turn.speech.vocatives)
    if turn.speech.address:
        add("calls", [person for person in who if turn.speech.address in scenery.words[person]])
    add("speaks_of", turn.speech.spoken_of - turn.speech.vocatives)
    for step, direction in ((-1, "before"), (1, "after")):
        m = n + step
        if not (0 <= m < len(talk.turns) and talk.joined[max(m, n)]):
            continue
        speech = talk.turns[m].speech
        add(f"called_{direction}", speech.vocatives)
        add(f"spoken_of_{direction}", speech.spoken_of - speech.vocatives)
        if speech.address:
            pronoun = pronoun_of(speech.address)
            for person in who:
                if speech.address in scenery.words[person]:
                    add(f"called_by_title_{direction}", (person,))
                if pronoun and scenery.pronouns[person]:
                    fits = "fits" if scenery.pronouns[person] == pronoun else "misfits"
                    add(f"addressee_{direction}_{fits}", (person,))
        m += step
        if 0 <= m < len(talk.turns) and talk.joined[max(m, n - 1)]:
            add(f"called_2_{direction}", talk.turns[m].speech.vocatives)


def _surroundings(
    add: _Adder, time: int, scenery: Scenery, items: Sequence[Turn | Passage], who: Sequence[int], *, tagged: bool
) -> None:
    """Who is the subject of the narration just before and after."""
    previous = items[time - 1] if time else None
    if isinstance(previous, Passage) and previous.sentences:
        last = previous.sentences[-1]
        subject = last.subject
        if subject is not None:
            add("before_subject", subject.people)
            if subject.kind is Kind.PRONOUN and not tagged:
                resolved = scenery.antecedent(subject)
                if resolved is not None:
                    add("before_subject_fits", (resolved,))
        for mention in last.mentions:
            add("before_mention", mention.people)
        for sentence in previous.sentences[:-1]:
            if sentence.subject is not None:
                add("paragraph_before_subject", sentence.subject.people)
    elif isinstance(previous, Turn):
        _other_turn(add, previous, "before")
    following = items[time + 1] if time + 1 < len(items) else None
    if isinstance(following, Passage) and following.sentences:
        subject = following.sentences[0].subject
        if subject is not None:
            add("after_subject", subject.people)
            if subject.kind is Kind.PRONOUN and not tagged:
                add("after_subject_fits", [person for person in who if scenery.fits(person, subject) == 2])
    elif isinstance(following, Turn):
        _other_turn(add, following, "after")


def _other_turn(add: _Adder, turn: Turn, direction: str) -> None:
    """Who is talked to, or does something, in the paragraph of the neighbouring turn."""
    for mention in turn.others:
        add(f"{'told' if mention.addressed else 'in_turn'}_{direction}", mention.people)
    for beat in turn.beats:
        add(f"in_turn_{direction}", beat.people)


def _neighbours(
    table: dict[int, list[int]], talk: Talk, around: list[tuple[int, bool]], direction: str, who: Sequence[int]
) -> None:
    """How far away the candidate is believed to have spoken last or to speak next, and how much."""
    said, broken, share = _LAST[direction, True], _LAST[direction, False], _SHARE[direction]
    nearest: dict[int, int] = {}
    much: dict[int, float] = {}
    for distance, (m, unbroken) in enumerate(around):
        speaker = talk.sure[m]
        if speaker >= 0 and speaker not in nearest and distance < 6:
            nearest[speaker] = said[distance] if unbroken else broken[distance]
        for person, probability in talk.beliefs[m].items():
            much[person] = much.get(person, 0.0) + probability
    nothing = INDEX[f"said_not_{direction}"]
    for person in who:
        amount = much.get(person, 0.0)
        row = table[person]
        row.append(nearest.get(person, nothing))
        row.append(share[0 if amount < 0.1 else 1 if amount < 0.8 else 2 if amount < 1.8 else 3 if amount < 3.5 else 4])


def _standing(table: dict[int, list[int]], time: int, scenery: Scenery, who: Sequence[int]) -> None:
    """How recently each was mentioned, and who they are at all."""
    seen = scenery.seen
    for place, person in enumerate(sorted(who, key=lambda person: -seen.get(person, -1))):
        row = table[person]
        row.append(_RECENT[min(place, 3)])
        ago = time - seen.get(person, -1000)
        row.append(next((feature for feature, least in _SEEN if least <= ago <= _WINDOW), INDEX["seen_long_ago"]))
        somebody = scenery.people[person]
        if person == scenery.first_person:
            row.append(INDEX["first_person"])
        elif not scenery.pronouns[person]:
            row.append(INDEX["unknown_pronoun"])
        if somebody.forms and not somebody.acts and not somebody.senders and person != scenery.first_person:
            row.append(INDEX["only_spoken_of" if not somebody.called else "never_acts"])
        if not somebody.forms:
            row.append(INDEX["unnamed_often" if somebody.mentions > 2 else "unnamed"])
        if somebody.tagged:
            row.append(INDEX["tagged"])
