"""What every engine must do, ours and others' alike."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import pytest

from audiofic import engines
from audiofic.audio import Clip, trim
from audiofic.engines import Engine, Health, Voice
from audiofic.errors import UtteranceError
from audiofic.workers import executor

Say = Callable[..., Clip]

SHORT = "It rained."
LONG = "It rained all night, and in the morning the river had come over the meadows as far as the mill."


@functools.cache
def loaded(name: str) -> Engine:
    return engines.load(name)


def synthesize(text: str, voice: Voice) -> Clip:
    return loaded(voice.engine).synthesize(text, voice)


def check(name: str) -> Health:
    return loaded(name).check()


@pytest.fixture(params=engines.names())
def engine(request: pytest.FixtureRequest) -> Engine:
    return loaded(request.param)


@pytest.fixture
def say(engine: Engine) -> Iterator[Say]:
    """Speaks the way a build does: in a process of its own if the engine wants one."""
    with executor(1, isolated=engine.isolated, timeout=60) as workers:

        def say(text: str, name: str = "", **settings: float) -> Clip:
            voice = Voice(engine.name, name or engine.voices()[0].name, **settings)  # type: ignore[arg-type]
            return trim(workers.submit(synthesize, text, voice).result())

        yield say


def test_it_speaks_at_its_rate(engine: Engine, say: Say) -> None:
    clip = say(LONG)
    assert clip.rate == engine.sample_rate
    assert len(clip.pcm) % 2 == 0
    assert clip.seconds > len(LONG.split()) * engine.seconds_per_word


def test_a_longer_text_takes_longer(say: Say) -> None:
    assert say(LONG).seconds > 2 * say(SHORT).seconds


def test_the_same_request_gives_the_same_clip_whatever_was_said_before(say: Say) -> None:
    """To within the tremor of a voice: eSpeak's goes on from utterance to utterance."""
    first = say(LONG, rate=200, pitch=40)
    say(SHORT, rate=120, pitch=80)
    again = say(LONG, rate=200, pitch=40)
    assert again.seconds == pytest.approx(first.seconds, rel=0.02)


def test_the_rate_sets_the_length(say: Say) -> None:
    assert say(LONG, rate=120).seconds > 1.2 * say(LONG).seconds > 1.4 * say(LONG, rate=260).seconds
    assert say(LONG, speed=2.0).seconds < 0.7 * say(LONG).seconds
    assert say(LONG, rate=100, speed=2.0).seconds == pytest.approx(say(LONG, rate=200).seconds, rel=0.02)


def test_pitch_and_voice_change_the_sound(engine: Engine, say: Say) -> None:
    first, *_, last = engine.voices()
    assert len({say(SHORT), say(SHORT, pitch=90), say(SHORT, pitch=10), say(SHORT, last.name)}) == 4
    assert first.name != last.name


def test_the_voices_on_offer_are_its_own_names(engine: Engine) -> None:
    names = [voice.name for voice in engine.voices()]
    assert len(names) == len(set(names)) > 1
    assert [engine.resolve(name) for name in names] == names
    assert {voice.pronoun for voice in engine.voices()} <= {"she", "he", "they"}


def test_names_are_taken_in_any_case(engine: Engine) -> None:
    name = engine.voices()[0].name
    assert engine.resolve(f" {name.upper()} ") == name


def test_an_unknown_voice_is_refused_with_the_nearest_names(engine: Engine) -> None:
    name = engine.voices()[0].name
    with pytest.raises(LookupError) as caught:
        engine.resolve(name[:-1] + "zz")
    assert caught.value.args
    assert all(engine.resolve(near) for near in caught.value.args)
    with pytest.raises(LookupError):
        engine.resolve("")


def test_an_unknown_voice_does_not_speak(say: Say) -> None:
    with pytest.raises(UtteranceError, match="no-such-voice"):
        say(SHORT, "no-such-voice")


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_text_is_refused(say: Say, text: str) -> None:
    with pytest.raises(UtteranceError, match="nothing to say"):
        say(text)


def test_odd_texts_are_spoken_all_the_same(say: Say) -> None:
    odd = [
        "a",
        "Null\x00byte, bell\x07, escape\x1b[31m, and \ud83d alone.",
        "<speak><break time='10m'/></speak> [[h@l'oU]] ]] && $(reboot) `date`",
        "Zażółć gęślą jaźń — 你好, مرحبا 👋🏽",
        "%s %n {0} \\",
        "x" * 5000,
    ]
    for text in odd:
        assert say(text).seconds > 0.02


def test_check_says_that_it_works(engine: Engine) -> None:
    with executor(1, isolated=engine.isolated, timeout=60) as workers:
        health = workers.submit(check, engine.name).result()
    assert health.works, health.message
    assert "\n" not in health.message
    assert engine.version()
