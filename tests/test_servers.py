"""Speech servers as they are, each as docs/servers.md says to use it: their routes, what they refuse and ignore."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from speech_server import VOICES, SpeechServer, running

from audiofic import api
from audiofic.engines import Voice
from audiofic.engines.openai import OpenAIEngine
from audiofic.errors import UtteranceError
from audiofic.voices import load_voices

DOCS = Path(__file__).parents[1] / "docs" / "servers.md"
EXAMPLES = dict(re.findall(r"^## (.+)\n(?:[^`]|`(?!``))*```yaml\n([\s\S]*?)```", DOCS.read_text("utf-8"), re.MULTILINE))
STORY = "“The tide is in,” said Mara.\n\n“Then hurry,” she whispered. “And quietly.”\n\nNobody came.\n"


@pytest.fixture
def speech() -> Iterator[SpeechServer]:
    with running() as speech:
        yield speech


def engine_of(name: str, speech: SpeechServer, folder: Path) -> OpenAIEngine:
    """The engine as an example sets it, with the stand-in's address in place of the real one's."""
    path = folder / "voices.yaml"
    path.write_text(re.sub(r"https?://[\w.:]+/v1", speech.url, EXAMPLES[name]), encoding="utf-8")
    engine = load_voices(path).loader("openai")
    assert isinstance(engine, OpenAIEngine)
    return engine


def kokoro(speech: SpeechServer) -> None:
    speech.listed = {"voices": [*VOICES]}


def chatterbox(speech: SpeechServer) -> None:
    speech.listed = {"voices": [{"name": "mara", "filename": "mara.wav"}], "count": 1}
    speech.lists_at = "/v1/voices"
    speech.silent_default = speech.ignores_speed = True


def pocket(speech: SpeechServer) -> None:
    speech.listed = [{"id": "af_heart", "name": "Heart"}, {"id": "alba"}]
    speech.lists_at = "/v1/voices"


def orpheus(speech: SpeechServer) -> None:
    speech.listed = {"status": "ok", "voices": ["tara", "leah"]}
    speech.silent_default = True


def qwen(speech: SpeechServer) -> None:
    speech.listed = {"voices": ["mara"]}
    speech.silent_default = True


def local(speech: SpeechServer) -> None:
    speech.listed = None


@pytest.mark.parametrize(
    ("name", "as_it_is", "voice", "asked"),
    [
        (
            "Kokoro-FastAPI",
            kokoro,
            "af_heart",
            {"normalization_options": {"normalize": False}},
        ),
        ("Chatterbox (chatterbox-tts-api)", chatterbox, "mara", {"exaggeration": 0.8, "cfg_weight": 0.5, "seed": 7}),
        ("Pocket TTS (pocket-tts-openai)", pocket, "af_heart", {"model": "pocket-tts", "speed": 1.25}),
        ("Orpheus (Orpheus-FastAPI)", orpheus, "tara", {"model": "orpheus", "speed": 1.25}),
        ("Qwen3-TTS and vLLM-Omni", qwen, "mara", {"instruct": "A dry old voice. Whisper.", "language": "English"}),
        ("LocalAI, and whatever lists no voices", local, "my-voice", {"model": "my-model"}),
    ],
)
def test_a_server_gets_what_its_example_says(
    name: str,
    as_it_is: Callable[[SpeechServer], None],
    voice: str,
    asked: dict[str, Any],
    speech: SpeechServer,
    tmp_path: Path,
) -> None:
    as_it_is(speech)
    engine = engine_of(name, speech, tmp_path)
    resolved = engine.resolve(voice)
    clip = engine.synthesize("The tide is in.", Voice("openai", resolved, speed=1.25, manner="whisper"))
    assert clip.seconds > 0
    assert speech.requests[-1] == speech.requests[-1] | asked
    assert ("speed" in speech.requests[-1]) != speech.ignores_speed


def test_every_example_is_read(tmp_path: Path) -> None:
    assert len(EXAMPLES) == 7
    for number, text in enumerate(EXAMPLES.values()):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        assert load_voices(path).engine == "openai"


def test_where_a_server_takes_no_speed_the_pace_is_made_here(speech: SpeechServer) -> None:
    speech.ignores_speed = True
    engine = OpenAIEngine(url=speech.url, speed=False)
    slow, fast = (
        engine.synthesize("The tide is in. " * 4, Voice("openai", "af_heart", speed=pace)) for pace in (0.8, 1.6)
    )
    assert slow.seconds / fast.seconds == pytest.approx(2, rel=0.05)


@pytest.fixture
def story(speech: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story whose voices are the stand-in's, which lists none."""
    monkeypatch.chdir(tmp_path)
    speech.listed = None
    settings = f"engine: openai\nengines: {{openai: {{url: '{speech.url}'}}}}\n"
    (tmp_path / "voices.yaml").write_text(settings, encoding="utf-8")
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    return story


def test_a_server_that_lists_no_voices_is_told_to_be_guessed(speech: SpeechServer, story: Path) -> None:
    assert any("tells no voices" in remark for remark in api.stage(story).remarks)
    speech.listed = {"voices": [*VOICES]}
    assert not any("tells no voices" in remark for remark in api.stage(story).remarks)


def test_roles_that_sound_the_same_are_told_before_the_build(speech: SpeechServer, story: Path) -> None:
    notes: list[str] = []
    api.build(story, story.parent / "out", formats=["wav"], report=lambda progress: notes.append(progress.note))
    assert any("sound the same" in note for note in notes)
    assert speech.requests[0]["input"] == speech.requests[1]["input"]  # before a word of the story


def test_a_voice_that_a_server_refuses_is_told(speech: SpeechServer) -> None:
    pocket(speech)
    with pytest.raises(UtteranceError, match="has no voice 'nobody'"):
        OpenAIEngine(url=speech.url).synthesize("The tide is in.", Voice("openai", "nobody"))


def test_the_manner_is_a_part_of_the_clip(speech: SpeechServer) -> None:
    assert "manner" in OpenAIEngine(url=speech.url, delivery="instructions").honours
    assert "manner" not in OpenAIEngine(url=speech.url).honours
