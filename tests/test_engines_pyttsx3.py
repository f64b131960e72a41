"""pyttsx3 with real eSpeak NG: what the plain driver loses, breaks or ignores."""

from __future__ import annotations

import functools
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sound import pitch_of

from audiofic.audio import Clip, trim
from audiofic.engines import Voice, espeak
from audiofic.engines.pyttsx3 import LONGEST, NativeDriver, Pyttsx3Engine
from audiofic.errors import EngineError, UtteranceError
from audiofic.synthesize.workers import Workers

ENGINE = Pyttsx3Engine()
STEADY = "en-us+benjamin"
"""A voice without tremor or breath, which eSpeak makes of chance: every sample of it is always the same."""
TEXTS = ("Yes.", "I do not know.", "It was the best of times, it was the worst of times.")


@functools.cache
def engine() -> Pyttsx3Engine:
    return Pyttsx3Engine()


def synthesize(text: str, voice: Voice) -> Clip:
    return engine().synthesize(text, voice)


def voice(name: str = STEADY, rate: int | None = None, pitch: int | None = None) -> Voice:
    return Voice("pyttsx3", name, rate, pitch)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, timeout=60) as workers:
        yield workers


def test_no_setting_and_no_sound_is_lost(workers: Workers) -> None:
    """200 utterances at alternating rates and pitches, in one process: each clip is bit for bit the one that a request
    for the same gave before, and the clips of different requests differ."""
    requests = list(itertools.product(TEXTS, (120, 175, 300), (30, 50, 80)))
    order = [requests[7 * n % len(requests)] for n in range(200)]
    clips: dict[tuple[str, int, int], set[Clip]] = {}
    for text, rate, pitch in order:
        clip = workers.submit(synthesize, text, voice(rate=rate, pitch=pitch)).result()
        clips.setdefault((text, rate, pitch), set()).add(clip)
    assert {len(same) for same in clips.values()} == {1}
    assert len(set.union(*clips.values())) == len(requests)
    for text in TEXTS:
        slow, fast = (trim(*clips[text, rate, 50]).seconds for rate in (120, 300))
        assert slow > 1.7 * fast > 0.15 * len(text.split())


def test_voices_change_from_one_utterance_to_the_next(workers: Workers) -> None:
    clips = {
        workers.submit(synthesize, TEXTS[1], voice(name)).result()
        for name in (
            STEADY,
            "en-gb+benjamin",
            "en-us+edward2",
            "de+benjamin",
            "gmw/en-US+benjamin",
            "en-gb-scotland+benjamin",
        )
        * 2
    }
    assert len(clips) == 5


def test_high_and_low_voices_are_as_measured(workers: Workers) -> None:
    """The table of voices tells the pitch; a rough measure of it from the sound must agree."""
    facts = {fact.name: fact for fact in espeak.voices()}
    for name in ("en-us+david", "en-us", "en-us+f3", "en-us+Andrea"):
        if name in facts:
            clip = workers.submit(synthesize, TEXTS[2], voice(name)).result()
            assert pitch_of(clip) == pytest.approx(facts[name].pitch, rel=0.25)


def test_a_long_text_is_spoken_whole(workers: Workers) -> None:
    sentence = "The river had come over the meadows as far as the mill. "
    count = 20_000 // len(sentence)
    assert count * len(sentence) > 5 * LONGEST
    one = workers.submit(synthesize, sentence, voice()).result().seconds
    whole = workers.submit(synthesize, sentence * count, voice()).result().seconds
    assert whole == pytest.approx(count * one, rel=0.1)


def test_a_text_without_blanks_is_spoken(workers: Workers) -> None:
    assert workers.submit(synthesize, "ha" * LONGEST, voice()).result().seconds > 60


@pytest.mark.parametrize("rate", [10, 79, 501, 2000])
def test_rates_that_espeak_has_not_are_refused(rate: int) -> None:
    with pytest.raises(UtteranceError, match=f"80 to 500 words a minute, not {rate}"):
        ENGINE.synthesize("Words.", voice(rate=rate))


@pytest.mark.parametrize(
    ("asked", "name", "identifier"),
    [
        ("en-us+f3", "en-us+f3", "gmw/en-US+f3"),
        ("EN-US+F3", "en-us+f3", "gmw/en-US+f3"),
        ("gmw/en-us+f3", "en-us+f3", "gmw/en-US+f3"),
        ("en-gb", "en-gb", "gmw/en"),
        ("en", "en-gb", "gmw/en"),
        ("en-gb-scotland", "en-gb-scotland", "gmw/en-GB-scotland"),
        ("en-us+mr serious", "en-us+Mr serious", "gmw/en-US+Mr serious"),
        ("fr", "fr-fr", "roa/fr"),
        ("de+f2", "de+f2", "gmw/de+f2"),
    ],
)
def test_names_of_voices(asked: str, name: str, identifier: str) -> None:
    assert ENGINE.resolve(asked) == name
    language, variant = espeak.find(asked)
    assert espeak.join(language.identifier, variant) == identifier


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("en-uk", "en-us"),
        ("en-us+f33", "en-us+f3"),
        ("en-su+f3", "en-us+f3"),
        ("en-su+f33", "en-us+f3"),
        ("f3", "en-us+f3"),
        ("mb/mb-us1", None),
        ("us-mbrola-1", None),
        ("../../../etc/passwd", None),
        ("en-us+../f3", None),
        ("+f3", None),
    ],
)
def test_names_of_no_voices(asked: str, near: str | None) -> None:
    with pytest.raises(LookupError) as caught:
        ENGINE.resolve(asked)
    assert near is None or near in caught.value.args


def test_the_cast_on_offer_is_clear_and_sounds_like_people() -> None:
    voices = espeak.voices()
    assert all(fact.word_error is not None and fact.word_error <= espeak.CLEAR for fact in voices)
    assert all(fact.language and 70 < fact.pitch < 300 for fact in voices)
    assert voices[0].language.startswith("en")
    names = {fact.name.partition("+")[2] for fact in voices}
    assert not names & {"whisper", "whisperf", "croak", "caleb", "robosoft", "UniRobot", "Demonic", "klatt", "Tweaky"}
    pronouns = {fact.name: fact.pronoun for fact in voices}
    assert (pronouns["en-us+f2"], pronouns["en-us+m1"], pronouns["en-gb"]) == ("she", "he", "he")
    for wanted in ("she", "he"):
        assert sum(fact.pronoun == wanted and fact.language == "en-US" for fact in voices) >= 5


def test_the_version_names_all_parts() -> None:
    assert ENGINE.version() == f"2.99 with eSpeak NG {espeak.installation().version}"


def run(script: str, **environment: str) -> list[str]:
    """What a new Python prints that runs the script, an audiofic engine at hand as `engine`."""
    head = "from audiofic import engines\nfrom audiofic.engines import espeak\n"
    tail = (
        "engine = engines.load('pyttsx3')\n"
        "clip = engine.synthesize('It rained all night.', engines.Voice('pyttsx3', 'en-gb+f3'))\n"
        "assert 1 < clip.seconds < 3\n"
        "print(espeak.installation().bundled)\n"
        "print(len({line.split()[-1] for line in open('/proc/self/maps') if 'libespeak-ng' in line}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", head + script + tail],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


linux = pytest.mark.skipif(sys.platform != "linux", reason="eSpeak NG is what speaks on Linux alone")


@linux
def test_it_speaks_without_a_system_espeak() -> None:
    """With the system's library out of sight: espeakng-loader's is found, and no other is loaded beside it. Nothing
    but what the test prints comes to standard output, although pyttsx3 prints there."""
    assert run("espeak.SONAME = 'libespeak-not-there.so.1'\n") == ["True", "1"]


@linux
def test_a_system_espeak_goes_first() -> None:
    """Any library of that name on the loader's path is the system's; here it is a copy of the bundled one."""
    import espeakng_loader

    folder, data = Path(espeakng_loader.get_library_path()).parent, espeakng_loader.get_data_path()
    assert run("", LD_LIBRARY_PATH=str(folder), ESPEAK_DATA_PATH=data) == ["False", "1"]


@linux
def test_nothing_is_left_behind(tmp_path: Path) -> None:
    run("", TMPDIR=str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_no_espeak_at_all_is_told_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "_inspect", lambda *_: None)
    espeak.installation.cache_clear()
    espeak.voices.cache_clear()
    try:
        with pytest.raises(EngineError, match="install it"):
            Pyttsx3Engine().version()
        health = Pyttsx3Engine().check()
        assert not health.works
        assert "install it" in health.message
        with pytest.raises(EngineError, match="does not start: eSpeak NG does not load"):
            Pyttsx3Engine().synthesize("Words.", voice())
    finally:
        espeak.installation.cache_clear()


def native() -> Pyttsx3Engine:
    """pyttsx3's own dummy stands for SAPI5 and NSSS, which are not to be had here."""
    return Pyttsx3Engine(NativeDriver("dummy"))


def test_native_voices_are_found_by_name_id_or_part() -> None:
    names = [fact.name for fact in native().voices()]
    assert len(names) > 1
    assert native().resolve(names[1].upper()) == names[1]
    assert native().resolve(names[1][1:-1]) == names[1]
    with pytest.raises(LookupError):
        native().resolve("HAL 9000")


def test_a_synthesizer_that_cannot_write_files_is_told() -> None:
    """The dummy cannot."""
    health = native().check()
    assert not health.works
    assert health.message.startswith("pyttsx3 does not start: ")
