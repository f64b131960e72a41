"""What voices.yaml sets of the engines themselves."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from audiofic.engines import Loader
from audiofic.engines.server import checked_url
from audiofic.voices.packs import Name, Switch
from audiofic.yamlfiles import Section


def _meant(value: object) -> object:
    """What YAML means by a text that nobody quoted: true, 7 and 0.5 are no words."""
    if isinstance(value, dict):
        return {key: _meant(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_meant(each) for each in value]
    if not isinstance(value, str):
        return value
    if value in _TRUTHS:
        return _TRUTHS[value]
    return int(value) if _WHOLE.fullmatch(value) else float(value) if _DECIMAL.fullmatch(value) else value


_TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}
_WHOLE: Final = re.compile(r"-?\d{1,15}")
_DECIMAL: Final = re.compile(r"-?\d{1,15}\.\d{1,15}")
Asked = Annotated[dict[str, Any], BeforeValidator(_meant)]


class OpenAISettings(Section):
    """A speech server that understands OpenAI's protocol. Its key is in the environment: AUDIOFIC_OPENAI_KEY."""

    url: Annotated[str, AfterValidator(checked_url)] | None = Field(
        default=None, examples=["http://127.0.0.1:8880/v1", "https://api.openai.com/v1"]
    )
    """The address, to which /audio/speech is added. Without it, AUDIOFIC_OPENAI_URL, or OpenAI's own if there is a key.
    The key is sent to no server that is named only here."""
    model: str | None = Field(default=None, examples=["tts-1", "kokoro"])
    """What the server calls its model. Without it, AUDIOFIC_OPENAI_MODEL, or tts-1."""
    requests_per_minute: int | None = Field(default=None, ge=1, le=100_000)
    """At most so many, where the server has a limit."""
    timeout: float | None = Field(default=None, ge=1, le=3600)
    """Seconds that the server may take for a sentence; 120 without it."""
    plain_http: Switch = False
    """Whether the story may go to another machine unencrypted, by http: instead of https:."""
    extra: Asked = Field(default={}, examples=[{"lang_code": "b"}, {"exaggeration": 0.6, "seed": 7}])
    """What is asked for besides in each request, as it is: what the server's own page tells of."""
    voices: dict[Name, Asked] = Field(default={}, examples=[{"mara": {"ref_audio": "mara.wav", "instructions": "dry"}}])
    """The same for single voices, by the names that the server has for them."""
    speed: Switch = True
    """Whether the server's voices can be faster and slower. If not, the pace is made here."""
    delivery: Literal["instructions", "instruct"] | None = None
    """The field in which the server is told how a line is said ("Whisper."), where its model can be told."""


class KokoroSettings(Section):
    """How Kokoro is run; without it, as `audiofic setup` found to be the fastest on this machine."""

    model: Literal["int8", "fp16", "fp32"] | None = None
    """The precision of its model, which must be installed: `audiofic setup --from FOLDER`."""
    provider: str | None = Field(default=None, pattern=r"^\w+$", examples=["CPU", "CUDA", "CoreML"])
    """What it runs on, as ONNX Runtime calls it, with or without "ExecutionProvider"."""


class EngineSettings(Section):
    """Settings of engines, where one has any."""

    kokoro: KokoroSettings = KokoroSettings()
    """The engine kokoro."""

    openai: OpenAISettings = OpenAISettings()
    """The engine openai: any speech server that understands OpenAI's protocol."""

    @property
    def loader(self) -> Loader:
        """Loads engines with these settings."""
        return Loader(
            tuple(
                (name, tuple((key, _frozen(value)) for key, value in settings.model_dump(exclude_none=True).items()))
                for name, settings in (("kokoro", self.kokoro), ("openai", self.openai))
            )
        )


def _frozen(value: object) -> object:
    """A setting as one that can be hashed: a mapping as JSON."""
    return json.dumps(value, sort_keys=True) if isinstance(value, dict) else value
