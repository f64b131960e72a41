"""eSpeak NG by its library: quick, and nothing lost."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

import pytest

from audiofic.audio import Clip, trim
from audiofic.engines import Voice, espeak
from audiofic.engines.espeak_ng import EspeakEngine
from audiofic.engines.pyttsx3 import Pyttsx3Engine
from audiofic.errors import EngineError, UtteranceError
from audiofic.synthesize.workers import Workers

STEADY = "en-us+benjamin"
"""A voice without tremor or breath, which eSpeak makes of chance: every sample of it is always the same."""
TEXTS = ("Yes.", "I do not know.", "It was the best of times, it was the worst of times.")


@functools.cache
def engine() -> EspeakEngine:
    return EspeakEngine()


def synthesize(text: str, voice: Voice) -> Clip:
    return engine().synthesize(text, voice)


def voice(name: str = STEADY, rate: int | None = None, pitch: int | None = None) -> Voice:
    return Voice("espeak", name, rate, pitch)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, timeout=60) as workers:
        yield workers


def test_every_clip_depends_on_its_own_request_alone(workers: Workers) -> None:
    """500 utterances in one process, at other settings each time: the same request gives the same clip to the bit."""
    names = (STEADY, "en-gb+benjamin", "en-us+edward2")
    requests = list(itertools.product(TEXTS, names, (120, 175, 300), (30, 50, 80)))
    clips: dict[tuple[str, str, int, int], set[Clip]] = {}
    for n in range(500):
        text, name, rate, pitch = requests[40 * n % len(requests)]
        clip = workers.submit(synthesize, text, voice(name, rate, pitch)).result()
        clips.setdefault((text, name, rate, pitch), set()).add(clip)
    assert {len(same) for same in clips.values()} == {1}
    assert len(set.union(*clips.values())) == len(requests)


def test_it_has_the_voices_of_pyttsx3() -> None:
    pyttsx3 = Pyttsx3Engine()
    assert engine().voices() == pyttsx3.voices()
    for name in ("GMW/en-us+F3", "en-gb", "fr", "en-us+Andrea"):
        assert engine().resolve(name) == pyttsx3.resolve(name)


def test_markup_is_read_and_not_obeyed(workers: Workers) -> None:
    assert workers.submit(synthesize, "Wait <break time='60s'/> here.", voice()).result().seconds < 20
    phonemes = workers.submit(synthesize, "[[h@l'oU]]", voice()).result()
    assert phonemes.seconds > workers.submit(synthesize, "hello", voice()).result().seconds


def test_no_text_is_too_long(workers: Workers) -> None:
    text = "Nobody came to the door. " * 100
    one = workers.submit(synthesize, "Nobody came to the door.", voice()).result()
    assert workers.submit(synthesize, text, voice()).result().seconds > 70 * trim(one).seconds


@pytest.mark.parametrize("rate", [79, 501])
def test_a_rate_out_of_range_is_refused(workers: Workers, rate: int) -> None:
    with pytest.raises(UtteranceError, match=f"80 to 500 words a minute, not {rate}"):
        workers.submit(synthesize, "Yes.", voice(rate=rate)).result()


def test_check_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise EngineError("eSpeak NG does not load")

    monkeypatch.setattr(espeak, "installation", missing)
    espeak.voices.cache_clear()
    health = EspeakEngine().check()
    assert (health.works, health.message) == (False, "eSpeak NG does not load")
