"""Fitting the steps of `audiofic.attribute.review`: gradient boosting (LightGBM) on top of what the chain believes.

The loss is that of choosing among the candidates of a turn: minus the logarithm of the right ones' probability.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Final

import lightgbm
import numpy as np

from audiofic.attribute.review import VIEW, Steps, View

_TREES: Final = 300
_PARAMETERS: Final = {
    "num_leaves": 2,
    "learning_rate": 0.2,
    "min_data_in_leaf": 40,
    "lambda_l2": 5.0,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
_STEEP: Final = 1.5
"""Times the second derivative of two candidates against each other: more candidates push each other."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The doubtful turns of a story as they are learnt from."""

    views: Sequence[View]
    labels: Sequence[set[int] | None]
    weight: float
    """How much its turns count."""


def fit(samples: Iterable[Sample], seed: int) -> tuple[Steps, ...]:
    """The steps; the same for the same samples and seed."""
    rows: list[list[float]] = []
    right: list[bool] = []
    weights: list[float] = []
    sizes: list[int] = []
    for sample in samples:
        for view in sample.views:
            label = sample.labels[view.turn] or set()
            if label.isdisjoint(view.people):
                continue
            rows += view.rows
            right += [person in label for person in view.people]
            weights += [sample.weight] * len(view.people)
            sizes.append(len(view.people))
    table, labels, weight, size = np.array(rows), np.array(right, float), np.array(weights), np.array(sizes)
    starts = np.concatenate([[0], np.cumsum(size)[:-1]])

    def shares(factors: Any) -> Any:
        return factors / np.repeat(np.add.reduceat(factors, starts), size)

    def slope(scores: Any, _: Any) -> tuple[Any, Any]:
        """First and second derivative of the loss."""
        scores = scores + table[:, 0]
        probability = shares(np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), size)))
        wanted = shares(probability * labels + 1e-12 * labels)
        steep = np.maximum(probability * (1 - probability), 1e-3)
        return (probability - wanted) * weight, steep * weight * _STEEP

    data = lightgbm.Dataset(table, feature_name=list(VIEW))
    booster = lightgbm.train(_PARAMETERS | {"objective": slope, "seed": seed}, data, _TREES)
    return steps_of([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]])


def steps_of(trees: Iterable[dict[str, Any]]) -> tuple[Steps, ...]:
    """What trees of one question each add, for each number of `VIEW`."""
    rises: list[dict[float, float]] = [{} for _ in VIEW]
    lowest = [0.0 for _ in VIEW]
    for tree in trees:
        if "leaf_value" in tree:  # nothing was left to ask; all candidates get the same
            continue
        number, bound = int(tree["split_feature"]), float(tree["threshold"])
        below, above = tree["left_child"]["leaf_value"], tree["right_child"]["leaf_value"]
        lowest[number] += below
        rises[number][bound] = rises[number].get(bound, 0.0) + above - below
    return tuple(_steps(start, sorted(rise.items())) for start, rise in zip(lowest, rises, strict=True))


def mean(one: Sequence[Steps], other: Sequence[Steps]) -> tuple[Steps, ...]:
    """Steps that add the mean of what both add."""
    return tuple(_mean(*pair) for pair in zip(one, other, strict=True))


def _mean(one: Steps, other: Steps) -> Steps:
    rises = [
        (bound, (b - a) / 2)
        for steps in (one, other)
        for bound, (a, b) in zip(steps.bounds, pairwise(steps.nats), strict=True)
    ]
    return _steps((one.nats[0] + other.nats[0]) / 2, sorted(rises))


def _steps(lowest: float, rises: Sequence[tuple[float, float]]) -> Steps:
    return Steps(tuple(bound for bound, _ in rises), tuple(accumulate((rise for _, rise in rises), initial=lowest)))
