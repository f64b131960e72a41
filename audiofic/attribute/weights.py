"""The trained weights that the package brings along, and how sure a speaker is who has a certain probability."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from audiofic.attribute.chain import CONTEXTS, Model
from audiofic.attribute.features import FEATURES, Evidence
from audiofic.attribute.review import VIEW, Steps

FORMAT: Final = 3
"""Goes up when the weights' file or the meaning of a feature changes."""


class Weights(NamedTuple):
    """What `make train` writes."""

    passes: tuple[Model, ...]
    """Each pass sees what the one before it believes."""
    review: tuple[Steps, ...]
    """What each number of `VIEW` adds to the last pass's beliefs."""
    confidence: tuple[tuple[float, float], ...]
    """Probability → share of right ones on held-out texts, rising; between the points it is a straight line."""


@cache
def shipped() -> Weights:
    """The weights in the package."""
    return parse((files(__package__) / "weights.json").read_text(encoding="utf-8"))


def parse(text: str) -> Weights:
    """Weights from JSON; ValueError where they were trained for other features than the code has."""
    data = json.loads(text)
    expected = [FORMAT, list(FEATURES), [evidence.name for evidence in Evidence], CONTEXTS, list(VIEW)]
    if [data["format"], data["features"], data["evidence"], data["contexts"], data["view"]] != expected:
        raise ValueError("weights.json was trained for other features: run `make train`")
    return Weights(
        tuple(
            Model(tuple(map(tuple, model["features"])), tuple(model["again"]), tuple(model["back"]))
            for model in data["passes"]
        ),
        tuple(Steps(tuple(bounds), tuple(nats)) for bounds, nats in data["review"]),
        tuple((probability, share) for probability, share in data["confidence"]),
    )


def dump(weights: Weights) -> str:
    """The JSON that `parse` reads."""
    data = {
        "format": FORMAT,
        "features": FEATURES,
        "evidence": [evidence.name for evidence in Evidence],
        "contexts": CONTEXTS,
        "view": VIEW,
        "passes": [model_data(model) for model in weights.passes],
        "review": [
            [[round(bound, 6) for bound in steps.bounds], [round(nats, 4) for nats in steps.nats]]
            for steps in weights.review
        ],
        "confidence": weights.confidence,
    }
    return json.dumps(data, separators=(",", ":")).replace("],[", "],\n[") + "\n"


def model_data(model: Model) -> dict[str, object]:
    """A model as JSON has it, to a thousandth of a nat."""
    return {
        "features": [[round(weight, 3) for weight in row] for row in model.features],
        "again": [round(weight, 3) for weight in model.again],
        "back": [round(weight, 3) for weight in model.back],
    }


def confidence(probability: float, points: tuple[tuple[float, float], ...]) -> float:
    """How often a speaker of that probability is the right one, by the points of `Weights.confidence`."""
    place = bisect_right(points, (probability, 2.0))
    if place == 0:
        return points[0][1]
    if place == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[place - 1], points[place]
    return y0 + (y1 - y0) * (probability - x0) / (x1 - x0)
