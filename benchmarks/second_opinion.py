"""What a second opinion is worth that is right 100, 80, 50 and 0 % of the time: the docs' curve.

    python benchmarks/second_opinion.py [pdnc seeds stories kept]

The oracle knows the gold speaker, and names somebody else of those present, all alike, where it is to be wrong or where
the gold speaker is nobody whom the program has found. A figure is the lower of name and cluster, by document.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from statistics import fmean

import corpora
from attribution import prediction

from audiofic.attribute.attribution import write_script
from audiofic.attribute.secondopinion import Question
from audiofic.attribute.weights import shipped

SHARES = (1.0, 0.8, 0.5, 0.0)


class Oracle:
    """Answers from gold, right as often as `share` says."""

    def __init__(self, reading: corpora.Reading, share: float) -> None:
        self._reading = reading
        self._share = share
        self.asked = 0
        self.questions = 0

    def __call__(self, questions: Sequence[Question]) -> list[Mapping[int, str]]:
        self.questions += len(questions)
        return [
            {number: self._answer(question, turn) for number, turn in question.turns.items()} for question in questions
        ]

    def _answer(self, question: Question, turn: int) -> str:
        self.asked += 1
        chance = random.Random(f"{self._reading.document.id} {turn} {self._share}")  # noqa: S311 - no secret
        right = {self._reading.people[person].name for person in self._reading.labels[turn] or ()}
        named = [name for name in question.people if name in right]
        others = [name for name in question.people if name not in right]
        return chance.choice(named if named and (chance.random() < self._share or not others) else others or named)


def main() -> None:
    score = corpora.scorer()
    for corpus in sys.argv[1:] or ("pdnc", "seeds", "stories", "kept"):
        lower: dict[float | None, list[float]] = {share: [] for share in (None, *SHARES)}
        asked = questions = turns = 0
        for document in corpora.load(corpus):
            reading = corpora.read_found(document, score)
            turns += len(reading.labels)
            for share, lowest in lower.items():
                oracle = None if share is None else Oracle(reading, share)
                script = write_script(document.lines, reading.items, reading.people, {}, shipped(), oracle)
                scored = score.score_doc(document.gold, prediction(document.id, script))
                lowest.append(corpora.lower(scored, score))
                if oracle is not None and share == 1.0:
                    asked, questions = asked + oracle.asked, questions + oracle.questions
        curve = ", ".join(
            f"{'without' if share is None else f'{share:.0%}'} {fmean(one):.1f}" for share, one in lower.items()
        )
        print(f"{corpus:8} {turns} turns, {asked} asked in {questions} questions; {curve}", flush=True)


if __name__ == "__main__":
    main()
