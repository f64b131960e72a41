"""Fitting the weights of one pass: maximum likelihood of the labelled turns under the chain, with JAX and Adam.

Turns without a label are summed over, so that a labelled turn also teaches through its unlabelled neighbours. The model
is that of `audiofic.attribute.chain`; only here it runs over many conversations at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import jax
import jax.numpy as jnp
import numpy as np

from audiofic.attribute.chain import CONTEXTS, Model, context, conversations
from audiofic.attribute.features import FEATURES, Evidence, Weighing

Arrays = dict[str, Any]

_PEOPLE: Final = 11
"""Candidates of a turn that are learnt from: the right ones, the first ones, and some of the others by chance."""
_FIRST: Final = 7
_LENGTHS: Final = (4, 12, 32)
"""Turns; conversations are filled up to one of these, and cut at the last."""
_BATCH: Final = 32
_EPOCHS: Final = 10
_RATE: Final = 0.1
_PENALTY: Final = 2.0
"""Of the squared weights, in nats; a third of it for those that all kinds of evidence share."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A story as it is learnt from."""

    weighings: Sequence[Weighing]
    labels: Sequence[set[int] | None]
    weight: float
    """How much its turns count."""


def fit(samples: Sequence[Sample], seed: int) -> Model:
    """The likeliest weights; the same for the same samples and seed."""
    random = np.random.default_rng(seed)
    packs = _packs(samples, random)
    total = sum(float(pack["weight"].sum()) for pack in packs)
    steps = _EPOCHS * sum(-(-len(pack["weight"]) // _BATCH) for pack in packs)
    weights = {
        "shared": jnp.zeros(len(FEATURES)),
        "own": jnp.zeros((len(Evidence), len(FEATURES))),
        "again": jnp.zeros(CONTEXTS),
        "back": jnp.zeros(CONTEXTS),
    }
    mean = jax.tree.map(jnp.zeros_like, weights)
    square = jax.tree.map(jnp.zeros_like, weights)
    step = 0
    for _ in range(_EPOCHS):
        for batch in _batches(packs, random):
            share = float(batch["weight"].sum()) / total
            rate = _RATE * 0.5 * (1 + np.cos(np.pi * step / steps))
            step += 1
            weights, mean, square = _update(weights, mean, square, batch, share, rate, step)
    features = np.asarray(weights["shared"] + weights["own"], dtype=float)
    return Model(
        tuple(tuple(float(weight) for weight in row) for row in features),
        tuple(map(float, weights["again"])),
        tuple(map(float, weights["back"])),
    )


def mean(one: Model, other: Model) -> Model:
    """The model with the mean of the weights."""
    return Model(
        tuple(_mean(*rows) for rows in zip(one.features, other.features, strict=True)),
        _mean(one.again, other.again),
        _mean(one.back, other.back),
    )


def _mean(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return tuple((a + b) / 2 for a, b in zip(one, other, strict=True))


@jax.jit
def _update(
    weights: Arrays, mean: Arrays, square: Arrays, batch: Arrays, share: float, rate: float, step: int
) -> tuple[Arrays, Arrays, Arrays]:
    """One step of Adam."""
    gradient = jax.grad(_loss)(weights, batch, share)
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, gradient)
    square = jax.tree.map(lambda s, g: 0.98 * s + 0.02 * g * g, square, gradient)

    def moved(weight: Any, m: Any, s: Any) -> Any:
        return weight - rate * (m / (1 - 0.9**step)) / (jnp.sqrt(s / (1 - 0.98**step)) + 1e-8)

    return jax.tree.map(moved, weights, mean, square), mean, square


def _loss(weights: Arrays, batch: Arrays, share: float) -> Any:
    rows = (weights["shared"] + weights["own"])[batch["evidence"]]
    scores = jnp.einsum("btkf,btf->btk", batch["features"].astype(jnp.float32), rows)
    again, back = weights["again"][batch["context"]], weights["back"][batch["context"]]
    both = jnp.concatenate([batch["people"], batch["right"]])
    free, right = jnp.split(_log_sum(scores, both, batch, again, back), 2)
    penalty = sum((weights[name] ** 2).sum() * (1.0 if name == "own" else 0.3) for name in weights)
    return ((free - right) * batch["weight"]).sum() + _PENALTY * share * penalty


def _log_sum(scores: Any, allowed: Any, batch: Arrays, again: Any, back: Any) -> Any:
    """Logarithm of the sum over all sequences of allowed candidates; `allowed` has every conversation twice."""
    scores = jnp.tile(scores, (2, 1, 1))
    again, back = jnp.tile(again, (2, 1)), jnp.tile(back, (2, 1))
    batch = {name: jnp.tile(batch[name], (2,) + (1,) * (batch[name].ndim - 1)) for name in ("same", "second", "live")}
    most = jax.lax.stop_gradient(jnp.max(jnp.where(allowed, scores, -1e9), axis=-1))
    factors = jnp.where(allowed, jnp.exp(jnp.where(allowed, scores - most[..., None], 0.0)), 0.0)
    goes_on = jnp.where(batch["same"], jnp.exp(again)[..., None, None], 1.0)
    comes_back = jnp.where(batch["same"], 0.0, (jnp.exp(back) - 1)[..., None, None])

    def step(carry: tuple[Any, Any], now: tuple[Any, ...]) -> tuple[tuple[Any, Any], Any]:
        pairs, sums = carry  # [conversation, speaker, speaker before] and its sums over the latter
        factor, goes_on, comes_back, second, live = now
        padded = jnp.pad(pairs, ((0, 0), (0, 0), (0, 1)))
        earlier = jnp.take_along_axis(padded.transpose(0, 2, 1), second[:, :, None], axis=1)
        mass = jnp.maximum(factor[:, :, None] * goes_on * (sums[:, None, :] + comes_back * earlier), 0.0)
        total = jnp.where(live, mass.sum((1, 2)) + 1e-12, 1.0)
        mass = mass / total[:, None, None]
        pairs = jnp.where(live[:, None, None], mass, pairs)
        sums = jnp.where(live[:, None], mass.sum(2), sums)
        return (pairs, sums), jnp.log(total)

    first = factors[:, 0].sum(-1) + 1e-12
    start = (jnp.zeros(batch["same"][:, 0].shape), factors[:, 0] / first[:, None])
    later = (factors, goes_on, comes_back, batch["second"], batch["live"])
    _, logs = jax.lax.scan(step, start, tuple(jnp.moveaxis(array[:, 1:], 1, 0) for array in later))
    return jnp.log(first) + logs.sum(0) + jnp.where(batch["live"], most, 0.0).sum(1)


def _packs(samples: Sequence[Sample], random: np.random.Generator) -> list[Arrays]:
    """The conversations that have a label, as arrays of equal length."""
    by_length: dict[int, list[tuple[Sample, range]]] = {length: [] for length in _LENGTHS}
    for sample in samples:
        end = 0
        for conversation in conversations(sample.weighings):
            first, end = end, end + len(conversation)
            for start in range(first, end, _LENGTHS[-1]):
                turns = range(start, min(start + _LENGTHS[-1], end))
                if any(sample.labels[n] for n in turns):
                    by_length[next(length for length in _LENGTHS if len(turns) <= length)].append((sample, turns))
    return [_pack(chosen, length, random) for length, chosen in by_length.items() if chosen]


def _pack(chosen: Sequence[tuple[Sample, range]], length: int, random: np.random.Generator) -> Arrays:
    shape = (len(chosen), length)
    pack: Arrays = {
        "features": np.zeros((*shape, _PEOPLE, len(FEATURES)), np.uint8),
        "evidence": np.zeros(shape, np.int32),
        "context": np.zeros(shape, np.int32),
        "live": np.zeros(shape, bool),
        "people": np.zeros((*shape, _PEOPLE), bool),
        "right": np.zeros((*shape, _PEOPLE), bool),
        "same": np.zeros((*shape, _PEOPLE, _PEOPLE), bool),
        "second": np.full((*shape, _PEOPLE), _PEOPLE, np.int32),
        "weight": np.array([sample.weight for sample, _ in chosen], np.float32),
    }
    for b, (sample, turns) in enumerate(chosen):
        last: list[int] = []
        second: list[int] = []
        for t, n in enumerate(turns):
            weighing = sample.weighings[n]
            rows = _learnt(weighing, sample.labels[n], random)
            people = [weighing.people[row] for row in rows]
            pack["evidence"][b, t], pack["live"][b, t] = weighing.evidence, True
            right = [k for k, person in enumerate(people) if person in (sample.labels[n] or ())]
            pack["right"][b, t, right or range(len(people))] = True
            if t:
                pack["context"][b, t] = context(sample.weighings[n - 1], weighing)
            for k, person in enumerate(people):
                pack["people"][b, t, k] = True
                pack["features"][b, t, k, weighing.features[rows[k]]] = 1
                if person in last:
                    pack["same"][b, t, k, last.index(person)] = True
                if person in second:
                    pack["second"][b, t, k] = second.index(person)
            last, second = people, last
    return pack


def _learnt(weighing: Weighing, label: set[int] | None, random: np.random.Generator) -> list[int]:
    """Which of a turn's candidates are learnt from, by their number."""
    count = len(weighing.people)
    if count <= _PEOPLE:
        return list(range(count))
    right = [k for k, person in enumerate(weighing.people) if person in (label or ())]
    chosen = dict.fromkeys([*right[:2], *range(_FIRST)])
    chosen.update(dict.fromkeys(int(k) for k in random.permutation(count)))
    return list(chosen)[:_PEOPLE]


def _batches(packs: Sequence[Arrays], random: np.random.Generator) -> list[Arrays]:
    """All conversations once, in random order; the last batch of a length is filled up with weightless ones."""
    batches: list[Arrays] = []
    for pack in packs:
        order = random.permutation(len(pack["weight"]))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            filled = np.resize(chosen, _BATCH)
            batch = {name: array[filled] for name, array in pack.items()}
            batch["weight"] = batch["weight"] * (np.arange(_BATCH) < len(chosen))
            batches.append(batch)
    random.shuffle(batches)
    return batches
