"""Train the weights of `audiofic.attribute`: `make train`, or `--cross-validate` for figures on unseen authors.

Learnt from: LitBank, QuoteLi3, our own stories, and silver labels: turns of PDNC's novels (the texts are in the public
domain, the labels are not used) that a name and a verb of saying tell for sure. Half of those lose their tag, so that
the turns around them must tell.
"""

from __future__ import annotations

import argparse
import copy
import random
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import boosting
import corpora
import learning
import reliability

from audiofic.attribute import weights as weights_module
from audiofic.attribute.attribution import sure_beliefs, write_script
from audiofic.attribute.chain import Model, marginals
from audiofic.attribute.features import weigh
from audiofic.attribute.mentions import Kind as MentionKind
from audiofic.attribute.mentions import Mention
from audiofic.attribute.review import review, views
from audiofic.attribute.talk import Belief
from audiofic.attribute.turns import Passage, Turn
from audiofic.attribute.weights import Weights
from audiofic.model import Kind

SEED: Final = 1871
PASSES: Final = 2
_MODERN: Final = ("seed", "seeds", "stories")
"""Learnt from twice, with people found and with people given."""
_GOLD_WEIGHT: Final = {"quoteli": 1.0, "litbank": 1.0} | dict.fromkeys(_MODERN, 1.5)
"""Of each of a document's readings."""
_SILVER_WEIGHT: Final = 0.4
_HIDDEN, _PRONOUN = 0.5, 0.15
"""Shares of the silver turns that lose their tag, and whose tag becomes a pronoun."""
_PLOT: Final = corpora.REPOSITORY / "docs" / "attribution-reliability.svg"
_POINTS: Final = 12
"""Of the calibration."""

Beliefs = list[Belief]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cross-validate", action="store_true", help="print figures and draw the plot, write no weights"
    )
    parser.add_argument("--no-silver", action="store_true", help="learn from hand-made labels alone")
    parser.add_argument("--folds", type=int, nargs="*", default=list(corpora.FOLDS))
    arguments = parser.parse_args()
    score = corpora.scorer()
    documents = [document for corpus in corpora.CORPORA for document in corpora.load(corpus)]
    found = {document: corpora.read_found(document, score) for document in documents}
    given = {
        document: corpora.read_given(document, score)
        for document in documents
        if arguments.cross_validate or document.corpus in _MODERN
    }
    lessons = [
        lesson
        for document in documents
        for lesson in _lessons(found[document], given.get(document), silver=not arguments.no_silver)
    ]
    if arguments.cross_validate:
        cross_validate({"nothing given": found, "characters given": given}, lessons, score, arguments.folds)
    else:
        weights = train(lessons)
        path = Path(weights_module.__file__).with_name("weights.json")
        path.write_text(weights_module.dump(weights), encoding="utf-8")
        print(f"{path}: {path.stat().st_size:,} bytes")


class Lesson:
    """A reading to learn from, with what the last pass believed of it."""

    def __init__(self, reading: corpora.Reading, weight: float, *, calibrates: bool) -> None:
        self.reading = reading
        self.weight = weight
        self.calibrates = calibrates
        self.author = reading.document.author
        self.first = self.sample(sure_beliefs(reading.items, reading.people))

    def sample(self, beliefs: Beliefs) -> learning.Sample:
        return learning.Sample(
            list(weigh(self.reading.items, self.reading.people, beliefs)), self.reading.labels, self.weight
        )

    def doubts(self, earlier: Beliefs, beliefs: Beliefs) -> boosting.Sample:
        seen = list(views(self.reading.document.lines, self.reading.items, earlier, beliefs))
        return boosting.Sample(seen, self.reading.labels, self.weight)


def _lessons(found: corpora.Reading, given: corpora.Reading | None, *, silver: bool) -> Iterator[Lesson]:
    corpus = found.document.corpus
    if corpus == "pdnc":
        if silver:
            yield Lesson(_silver(found), _SILVER_WEIGHT, calibrates=False)
        return
    if corpus == "kept":
        return
    yield Lesson(found, _GOLD_WEIGHT[corpus], calibrates=True)
    if given is not None and corpus in _MODERN:
        yield Lesson(given, _GOLD_WEIGHT[corpus], calibrates=False)


def _silver(reading: corpora.Reading) -> corpora.Reading:
    """The reading with labels from sure tags in place of those by hand, and many of the tags hidden."""
    chance = random.Random(reading.document.id)  # noqa: S311, the same at every run
    sure = iter(sure_beliefs(reading.items, reading.people))
    items: list[Turn | Passage] = []
    labels: list[set[int] | None] = []
    for item in reading.items:
        turn = item
        if isinstance(item, Turn):
            speakers = set(next(sure))
            labels.append(speakers or None)
            if speakers:
                turn = _disguised(item, *speakers, reading, chance)
        items.append(turn)
    return corpora.Reading(reading.document, reading.people, items, labels)


def _disguised(turn: Turn, speaker: int, reading: corpora.Reading, chance: random.Random) -> Turn:
    """The turn without its tag, or with a pronoun in its place, or as it is."""
    draw = chance.random()
    pronoun = reading.people[speaker].pronoun
    disguised = copy.copy(turn)
    if draw < _HIDDEN:
        disguised.tags = ()
        if chance.random() < 0.7:  # most turns without a tag have no other narration either
            disguised.beats, disguised.others = (), ()
    elif draw < _HIDDEN + _PRONOUN and pronoun and turn.tags[0].kind is MentionKind.NAME:
        disguised.tags = (Mention(MentionKind.PRONOUN, (), pronoun, pronoun, 0, subject=True, speech=2),)
        disguised.beats = tuple(beat for beat in turn.beats if speaker not in beat.people)
    return disguised


def train(lessons: Sequence[Lesson]) -> Weights:
    """Weights of every pass and of the review: the mean of two fits, each on half of the authors.

    What a fit believes of the authors that it never saw is what the next one, and the calibration, learns from.
    """
    authors = sorted({lesson.author for lesson in lessons})
    halves = [[lesson for lesson in lessons if authors.index(lesson.author) % 2 == half] for half in (0, 1)]
    samples = {id(lesson): lesson.first for lesson in lessons}
    beliefs: dict[int, Beliefs] = {}
    earlier = beliefs
    passes: list[Model] = []
    for number in range(PASSES):
        if number:
            samples = {id(lesson): lesson.sample(beliefs[id(lesson)]) for lesson in lessons}
        earlier = dict(beliefs)
        models = [learning.fit([samples[id(lesson)] for lesson in half], SEED) for half in halves]
        passes.append(learning.mean(*models))
        for model, others in zip(models, halves[::-1], strict=True):
            for lesson in others:
                beliefs[id(lesson)] = list(marginals(samples[id(lesson)].weighings, model, {}))
    doubts = [[lesson.doubts(earlier[id(lesson)], beliefs[id(lesson)]) for lesson in half] for half in halves]
    fitted = [boosting.fit(samples_of_half, SEED) for samples_of_half in doubts]
    for steps, others in zip(fitted, halves[::-1], strict=True):
        for lesson in others:
            reading = lesson.reading
            beliefs[id(lesson)] = review(
                reading.document.lines, reading.items, earlier[id(lesson)], beliefs[id(lesson)], steps
            )
    outcomes = [
        outcome
        for lesson in lessons
        if lesson.calibrates
        for outcome in _outcomes(beliefs[id(lesson)], lesson.reading.labels)
    ]
    return Weights(tuple(passes), boosting.mean(*fitted), calibration(outcomes))


def _outcomes(beliefs: Beliefs, labels: Sequence[set[int] | None]) -> Iterator[tuple[float, bool]]:
    """The probability of the likeliest speaker, and whether it is right."""
    for belief, label in zip(beliefs, labels, strict=True):
        if label is not None:
            person = max(belief, key=belief.__getitem__)
            yield belief[person], person in label


def calibration(outcomes: Sequence[tuple[float, bool]]) -> tuple[tuple[float, float], ...]:
    """Isotonic regression (pool adjacent violators) of equally large parts of the outcomes."""
    ordered = sorted(outcomes)
    size = len(ordered) / _POINTS
    parts = [ordered[round(i * size) : round((i + 1) * size)] for i in range(_POINTS)]
    pools = [[part] for part in parts]

    def share(pool: list[list[tuple[float, bool]]]) -> float:
        return sum(right for part in pool for _, right in part) / sum(map(len, pool))

    i = 0
    while i + 1 < len(pools):
        if share(pools[i]) > share(pools[i + 1]):
            pools[i : i + 2] = [pools[i] + pools[i + 1]]
            i = max(i - 1, 0)
        else:
            i += 1
    return tuple(
        (round(sum(p for part in pool for p, _ in part) / sum(map(len, pool)), 4), round(share(pool), 4))
        for pool in pools
    )


def cross_validate(
    readings: dict[str, dict[corpora.Document, corpora.Reading]],
    lessons: Sequence[Lesson],
    score: Any,
    folds: Sequence[int],
) -> None:
    """Figures of each corpus by weights that saw no text of the same author; `readings`: people → document → it."""
    totals: dict[tuple[str, str], Counter[Any]] = {}
    lower: dict[tuple[str, str], list[float]] = {}
    outcomes: dict[str, list[tuple[float, bool]]] = {}
    for fold in folds:
        weights = train([lesson for lesson in lessons if lesson.reading.document.fold != fold])
        for people, read in readings.items():
            for document, reading in read.items():
                if document.fold != fold:
                    continue
                script = write_script(document.lines, reading.items, reading.people, {}, weights)
                quotes = [
                    {"start": line.start, "end": line.end, "speaker": line.speaker}
                    for line in script.lines
                    if line.kind is Kind.DIALOGUE or line.sender
                ]
                scored = score.score_doc(document.gold, {"quotes": quotes})
                totals.setdefault((document.corpus, people), Counter()).update(scored)
                lower.setdefault((document.corpus, people), []).append(corpora.lower(scored, score))
                if people == "nothing given":
                    turns = [item for item in reading.items if isinstance(item, Turn)]
                    outcomes.setdefault(document.corpus, []).extend(
                        (
                            script.lines[turn.lines[0]].confidence,
                            script.lines[turn.lines[0]].speaker in {reading.people[person].name for person in label},
                        )
                        for turn, label in zip(turns, reading.labels, strict=True)
                        if label is not None
                    )
        print(f"fold {fold} of {folds} done", flush=True)
    report(totals, lower, score)
    report_reliability(outcomes)
    _PLOT.write_text(reliability.plot(outcomes), encoding="utf-8")


def report(totals: dict[tuple[str, str], Counter[Any]], lower: dict[tuple[str, str], list[float]], score: Any) -> None:
    """Share of the quotations right, by corpus, people and type, in percent; first the lower of name and cluster."""
    for (corpus, people), total in sorted(totals.items()):
        metrics = score.metrics(total)
        kinds = [kind for kind in ("all", *score.TYPES) if kind in metrics]
        print(
            f"{corpus:8} {people:17} lower {statistics.fmean(lower[corpus, people]):.1f}",
            *(f"{kind} {100 * metrics[kind]['grp_name']:.1f}" for kind in kinds),
            flush=True,
        )


def report_reliability(outcomes: dict[str, list[tuple[float, bool]]]) -> None:
    """How often the speakers of each confidence are right."""
    for corpus, found in sorted(outcomes.items()):
        parts = (f"{sure:.2f}: {right:.2f} of {count}" for sure, right, count in reliability.tenths(found))
        print(f"{corpus:8} confidence: right", *parts, sep="  ", flush=True)


if __name__ == "__main__":
    main()
