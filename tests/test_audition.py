"""How far apart voices are, and which are handed out."""

from __future__ import annotations

import importlib
import json
from itertools import combinations
from pathlib import Path

import pytest

from audiofic import engines
from audiofic.cast import audition
from audiofic.cast.audition import APART, Audition, Sound, distance, plain, varied
from audiofic.engines import Voice, VoiceFacts, kokoro
from audiofic.engines.tone import ToneEngine

ROOT = Path(__file__).parents[1]


def sound(name: str, height: float = 0, language: str = "", pitch: int | None = None, speed: float = 1) -> Sound:
    """Of a voice with the fundamental `height` (Hz)."""
    return Sound.of(Voice("kokoro", name, pitch=pitch, speed=speed), VoiceFacts(name, language, pitch=height))


def test_distance_is_what_is_heard() -> None:
    one = sound("one", 100)
    assert distance(one, one) == 0
    assert distance(one, sound("two", 200)) > distance(one, sound("two", 120)) > 0
    assert distance(one, sound("one", 100, pitch=75)) == pytest.approx(6)
    assert distance(one, sound("one", 100, speed=2)) == pytest.approx(12)
    assert distance(sound("one", 100, "en-US"), sound("two", 100, "en-GB")) > distance(one, sound("two", 100))
    assert distance(one, sound("nobody knows")) > APART
    for a, b in combinations([one, sound("two", 130), sound("af_heart", 189), sound("am_puck", 110)], 2):
        assert distance(a, b) == distance(b, a)


def test_the_sound_tells_voices_of_one_pitch_apart() -> None:
    """en-us+grandpa is hardly more than en-us; en-us+Reed has another throat."""
    plain_voice = sound("en-us", 106)
    assert distance(plain_voice, sound("en-us+grandpa", 106)) < distance(plain_voice, sound("en-us+Reed", 106)) / 2


def offered() -> list[str]:
    """The voices of the engines whose sound does not hang on what is installed here."""
    return [
        *kokoro._voices(),
        *(voice.name for voice in engines.load("espeak").voices() if voice.language.startswith("en")),
        "en_US-joe-medium",
    ]


def test_every_voice_was_measured() -> None:
    known = audition.measurements()
    assert not [name for name in offered() if name not in known], "run benchmarks/voice_distances.py"
    assert len({len(voice.spectrum) for voice in known.values()}) == 1


def test_what_is_known_of_a_voice_is_what_the_script_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    script = importlib.import_module("voice_distances")
    engine = engines.load("espeak")
    clips = [engine.synthesize(sentence, Voice("espeak", "en-us+Andrea")) for sentence in script.SENTENCES]
    shipped = json.loads(script.DATA.read_text(encoding="utf-8"))["voices"]["en-us+Andrea"]
    fresh = script.measured(clips)
    assert fresh["spectrum"] == pytest.approx(shipped["spectrum"], abs=3)  # versions of eSpeak NG differ a little
    assert fresh["spread"] == pytest.approx(shipped["spread"], abs=1)
    assert fresh["pace"] == pytest.approx(shipped["pace"], rel=0.1)


@pytest.mark.parametrize(("honours", "count"), [({"rate", "pitch"}, 6), ({"rate"}, 2), ({"pitch"}, 4), (set(), 0)])
def test_only_what_the_engine_honours_is_varied(honours: set[str], count: int) -> None:
    engine = ToneEngine()
    engine.honours = frozenset(honours)
    found = varied(engine, [VoiceFacts("tone-150", pitch=150)])
    assert len({each.voice for each in found}) == len(found) == count


def test_nobody_leaves_the_range_of_people() -> None:
    deep = varied(ToneEngine(), [VoiceFacts("tone-75", pitch=75)])
    assert min(each.shift for each in deep) >= 0


def test_voices_are_used_again_in_turn() -> None:
    audition = Audition()
    tiers = [plain(ToneEngine(), [VoiceFacts("tone-100", pitch=100), VoiceFacts("tone-200", pitch=200)])]
    names = [audition.choose(tiers).name for _ in range(6)]
    assert {names.count("tone-100"), names.count("tone-200")} == {3}
    last = Voice("tone", names[0])
    assert audition.choose(tiers, {last: 1.0}) != last
