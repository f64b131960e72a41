"""How much each feature counts, in nats."""

from __future__ import annotations

from typing import Final

from audiofic.attribute.features import FEATURES

_WEIGHTS: Final = {
    "tag_name": 9.0,
    "tag_name_weak": 6.0,
    "tag_pronoun": 1.0,
    "tag_noun": 0.0,
    "tag_other": -3.0,
    "tag_mismatch": -6.0,
    "tag_first_person": 9.0,
    "tag_not_first_person": -6.0,
    "tag_antecedent": 1.5,
    "tag_in_paragraph": 4.0,
    "beat_name": 4.5,
    "beat_name_second": 1.0,
    "beat_owner": 3.5,
    "beat_pronoun": 0.5,
    "beat_mismatch": -3.0,
    "beat_first_person": 4.0,
    "beat_not_first_person": -2.0,
    "beat_antecedent": 1.0,
    "beat_other": -1.0,
    "mentioned_beside": -0.7,
    "vocative": -5.0,
    "spoken_of": -1.5,
    "before_subject": 1.2,
    "before_mention": 0.3,
    "after_subject": 0.3,
    "recency": -0.7,
    "in_scene": 0.7,
    "frequency": 0.25,
    "first_person": 0.3,
    "unnamed": -1.0,
    "same_as_last": -3.0,
    "same_as_last_after_gap": -0.5,
    "same_as_second_last": 1.8,
    "same_as_second_last_after_gap": 0.7,
    "same_as_third_last": 0.3,
    "called_by_last": 2.2,
    "calls_last": 0.8,
    "spoken_of_by_last": -0.7,
    "continued": 9.0,
}

WEIGHTS: Final = tuple(_WEIGHTS[name] for name in FEATURES)
"""In the order of FEATURES."""
