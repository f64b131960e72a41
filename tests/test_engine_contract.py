"""What every engine must do, ours and others' alike."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import pytest
import speech_server
from sound import pitch_of

from audiofic import engines
from audiofic.audio import Clip, trim
from audiofic.engines import Engine, Voice
from audiofic.errors import NotInstalledError, UtteranceError
from audiofic.normalize.phonetic import marked, stressed
from audiofic.synthesize import executor

Say = Callable[..., Clip]

SHORT = "It rained."
LONG = "It rained all night, and in the morning the river stood in the meadows."


@functools.cache
def loaded(name: str) -> Engine:
    return engines.load(name)


def synthesize(text: str, voice: Voice) -> Clip:
    return loaded(voice.engine).synthesize(text, voice)


@pytest.fixture(scope="module")
def kokoro(kokoro_data: Path) -> Iterator[None]:
    """Kokoro's model and voices are installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIOFIC_DATA", str(kokoro_data))
        yield


@pytest.fixture(scope="module")
def openai() -> Iterator[None]:
    """A speech server runs."""
    with speech_server.running() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIOFIC_OPENAI_URL", server.url)
        yield


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=[pytest.mark.outside] * (name == "kokoro")) for name in engines.names()],
)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn; those are skipped that lack a package or a model."""
    if request.param in ("kokoro", "openai"):
        request.getfixturevalue(request.param)
    engine = loaded(request.param)
    try:
        engine.voices()
    except NotInstalledError as error:
        pytest.skip(str(error))
    return engine


@pytest.fixture(scope="module")
def say(engine: Engine) -> Iterator[Say]:
    """Speaks the way a build does, in a process of its own if the engine wants one: what was said before is not said
    again, but `afresh`."""
    with executor(1, isolated=engine.isolated, timeout=60) as workers:
        said: dict[tuple[str, Voice], Clip] = {}

        def say(text: str, name: str = "", *, afresh: bool = False, **settings: float) -> Clip:
            voice = Voice(engine.name, name or engine.voices()[0].name, **settings)  # type: ignore[arg-type]
            if afresh or (text, voice) not in said:
                said[text, voice] = trim(workers.submit(synthesize, text, voice).result())
            return said[text, voice]

        yield say


def test_it_speaks_at_its_rate(engine: Engine, say: Say) -> None:
    clip = say(LONG)
    assert clip.rate == engine.sample_rate
    assert len(clip.pcm) % 2 == 0
    assert clip.seconds > len(LONG.split()) * engine.seconds_per_word


def test_a_longer_text_takes_longer(say: Say) -> None:
    assert say(LONG).seconds > 2 * say(SHORT).seconds


def test_the_same_request_gives_the_same_clip_whatever_was_said_before(say: Say) -> None:
    """To within what is left to chance: eSpeak's tremor, which goes on from utterance to utterance; Piper's rhythm."""
    first = say(LONG, rate=200, pitch=40)
    say(SHORT, rate=140, pitch=70)
    again = say(LONG, afresh=True, rate=200, pitch=40)
    assert again.seconds == pytest.approx(first.seconds, rel=0.06)


def test_the_rate_sets_the_length(engine: Engine, say: Say) -> None:
    if "rate" not in engine.honours:
        pytest.skip(f"{engine.name} has one rate")
    normal = say(LONG).seconds
    assert say(LONG, rate=120).seconds > 1.2 * normal > 1.4 * say(LONG, rate=260).seconds
    double = say(LONG, speed=2.0).seconds
    assert double < 0.7 * normal
    assert say(LONG, rate=280, speed=1.25).seconds == pytest.approx(double, rel=0.06)


def test_the_pitch_changes_the_sound_and_hardly_the_length(engine: Engine, say: Say) -> None:
    if "pitch" not in engine.honours:
        pytest.skip(f"{engine.name} has one pitch")
    takes = 3 if say(LONG) != say(LONG, afresh=True) else 1  # Piper's melody has chance in it
    low, high = ([say(LONG, afresh=True, pitch=pitch) for _ in range(takes)] for pitch in (25, 75))
    assert median(map(pitch_of, high)) > 1.3 * median(map(pitch_of, low))
    assert low[0].seconds == pytest.approx(high[0].seconds, rel=0.25)


def test_ipa_is_said_and_not_spelled(engine: Engine, say: Say) -> None:
    if "ipa" not in engine.honours:
        pytest.skip(f"{engine.name} takes no IPA")
    spelled = say("Ask her now, please.").seconds
    assert say(f"Ask {marked('hɜː')} now, please.").seconds == pytest.approx(spelled, rel=0.2)
    assert say(f"Ask [{marked('hɜːmˈaɪəni ɡɹˈeɪndʒə')} now, please.").seconds > 1.2 * spelled
    assert say(marked("sɪɹˈɪəs blˈæk")).seconds < spelled


def test_stress_is_heard(engine: Engine, say: Say) -> None:
    if "stress" not in engine.honours:
        pytest.skip(f"{engine.name} stresses no word")
    plain = say("I never said that she took the money.")
    strong = say(f"I never said that {stressed('she')} took the money.")
    assert strong != plain
    assert strong.seconds == pytest.approx(plain.seconds, rel=0.3)


def test_every_voice_sounds_its_own_way(engine: Engine, say: Say) -> None:
    first, *others = engine.voices()
    assert all(say(SHORT, voice.name) != say(SHORT, first.name) for voice in others[-1:])


def test_it_says_what_it_is(engine: Engine) -> None:
    assert engine.licence
    assert engine.honours <= {"rate", "pitch", "ipa", "stress"}
    assert all(voice.quality is None or 0 <= voice.quality <= 1 for voice in engine.voices())
    assert all(voice.pitch == 0 or 50 < voice.pitch < 500 for voice in engine.voices())


def test_the_voices_on_offer_are_its_own_names(engine: Engine) -> None:
    names = [voice.name for voice in engine.voices()]
    assert len(names) == len(set(names)) > 0
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


def test_threads_share_it_unless_it_is_isolated(engine: Engine) -> None:
    if engine.isolated:
        pytest.skip(f"{engine.name} has a process of its own for each")
    voice = Voice(engine.name, engine.voices()[0].name)
    with ThreadPoolExecutor(3) as threads:
        clips = list(threads.map(synthesize, [LONG, SHORT, LONG], [voice] * 3))
    assert clips[0].seconds == pytest.approx(clips[2].seconds, rel=0.1)
    assert clips[0].seconds > 2 * clips[1].seconds


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
        "x" * 20,
    ]
    for text in odd:
        assert say(text, speed=2.0).seconds > 0.02


def test_check_says_that_it_works(engine: Engine) -> None:
    with executor(1, isolated=engine.isolated, timeout=60) as workers:
        health = workers.submit(engine.check).result()
    assert health.works, health.message
    assert "\n" not in health.message
    assert engine.version()
