"""Kokoro-82M: neural voices that are worth listening to, on the CPU, through kokoro-onnx.

The package turns text into phonemes (by eSpeak NG, behind a lock of its own), splits what is longer than the model's
510 phonemes at a sentence's end, else at a comma, else between two words, and joins the pieces with a short pause. The
model itself runs outside the lock, the way that `kokoro_ways` tells: mostly on one thread for each call, so that two
threads of this program on two cores speak three times as fast as they are heard. The model is in memory once.
"""

from __future__ import annotations

import difflib
import functools
import importlib.metadata
import json
import math
import re
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from audiofic.audio import Clip
from audiofic.engines import waveform
from audiofic.engines.engine import NORMAL_RATE, Health, Voice, VoiceFacts, speakable
from audiofic.engines.kokoro_ways import CPU, Way, models, voices_file, way
from audiofic.engines.voicepacks import KOKORO_MODELS, kokoro_folder
from audiofic.errors import EngineError, NotInstalledError, UtteranceError
from audiofic.normalize import phonetic

if TYPE_CHECKING:
    from kokoro_onnx import Kokoro

SPEEDS = (0.5, 2.0)
"""Factors on its pace that the model takes."""

_LANGUAGES = {"a": "en-US", "b": "en-GB"}
_PRONOUNS = {"f": "she", "m": "he"}
_VOWEL = re.compile(f"[{''.join(sorted(set(''.join(phonetic.VOWELS)) - {'ː'}))}ᵻ]")
_SWITCH = re.compile(r"\([a-z]{2,3}(?:-[a-z]+)*\)")
"""eSpeak NG's marks of a word in another language. Phonemes of English in brackets have a stress mark in them."""


class KokoroEngine:
    """Kokoro-82M with its 28 English voices, and blends of them: `af_heart:0.6+af_bella:0.4`."""

    name = "kokoro"
    licence = "Apache-2.0; its phonemes are eSpeak NG's: GPL-3.0-or-later"
    sample_rate = 24000
    honours = frozenset({"rate", "pitch", "ipa", "stress"})
    isolated = False
    seconds_per_word = 0.1

    def __init__(self, model: str | None = None, provider: str | None = None, way: Way | None = None) -> None:
        """`model`: its precision, "int8", "fp16" or "fp32"; `provider`: of ONNX Runtime, by its full name or the
        beginning of it ("CUDA"). What is None, and how many threads, is as it was measured here to be the fastest.
        `way` goes before all that."""
        self._asked = (model, provider and _provider(provider))
        self._given = way
        self._loading = threading.Lock()
        self._loaded: Kokoro | None = None
        self._calls: AbstractContextManager[object] = nullcontext()
        """What a call waits for."""

    def version(self) -> str:
        """Raises NotInstalledError without kokoro-onnx or the model."""
        model = KOKORO_MODELS[self._way().model]
        packages = (f"{name} {importlib.metadata.version(name)}" for name in ("kokoro-onnx", "espeakng-loader"))
        return f"{model.removesuffix('.onnx')} with {', '.join(packages)}"

    def voices(self) -> Sequence[VoiceFacts]:
        self._way()
        return list(_voices().values())

    def resolve(self, name: str) -> str:
        return "+".join(f"{voice}:{share:g}" if share < 1 else voice for voice, share in _blend(name).items())

    def synthesize(self, text: str, voice: Voice) -> Clip:
        words = speakable(text)
        try:
            blend = _blend(voice.name)
        except LookupError as error:
            raise UtteranceError(f"there is no voice {voice.name!r}") from error
        pitch = waveform.pitch_factor(voice)
        speed = voice.pace / pitch
        if not SPEEDS[0] <= speed <= SPEEDS[1]:
            slowest, fastest, asked = (
                round(NORMAL_RATE * pace) for pace in (SPEEDS[0] * pitch, SPEEDS[1] * pitch, voice.pace)
            )
            raise UtteranceError(f"at this pitch it speaks {slowest} to {fastest} words a minute, not {asked}")
        model = self._model()
        language = _voices()[next(iter(blend))].language.lower()
        phonemes = _phonemes(model, words, language)
        if not any(map(str.isalpha, phonemes)):
            raise UtteranceError("there is nothing in it that English has sounds for")
        style: Any = sum(share * model.get_voice_style(name) for name, share in blend.items())
        with self._calls:
            samples, rate = model.create(phonemes, style, speed, is_phonemes=True)
        return waveform.clip(samples, rate, pitch)

    def check(self) -> Health:
        try:
            self.synthesize("Ready.", Voice(self.name, next(iter(_voices()))))
            return Health(True, f"{self.version()}, {len(_voices())} voices")
        except NotInstalledError as error:
            return Health(False, str(error), installed=False)
        except Exception as error:  # noqa: BLE001 whatever it is, doctor shows it
            return Health(False, str(error))

    def _model(self) -> Kokoro:
        """The model, loaded once for all threads."""
        with self._loading:
            if self._loaded is None:
                here = self._way()
                self._loaded = _load(here)
                if here.calls:
                    self._calls = threading.Semaphore(here.calls)
            return self._loaded

    def _way(self) -> Way:
        """How to run the model. Raises NotInstalledError where something is missing."""
        try:
            importlib.metadata.version("kokoro-onnx")
        except importlib.metadata.PackageNotFoundError:
            raise NotInstalledError("kokoro-onnx is not installed; run: audiofic setup") from None
        found = self._given or way(*self._asked)
        if found is None or voices_file() is None:
            which = f"model {self._asked[0]}" if self._asked[0] and models() else "model"
            raise NotInstalledError(f"Kokoro's {which} is not in {kokoro_folder()}; run: audiofic setup")
        return found


def providers() -> Sequence[str]:
    """What ONNX Runtime can use on this machine, by its names."""
    import onnxruntime

    found: Sequence[str] = onnxruntime.get_available_providers()
    return found


def _provider(name: str) -> str:
    """The full name of a provider."""
    return name if name.endswith("ExecutionProvider") else f"{name}ExecutionProvider"


def _load(way: Way) -> Kokoro:
    import onnxruntime
    from kokoro_onnx import Kokoro

    if way.provider not in (here := providers()):
        raise EngineError(f"ONNX Runtime has no {way.provider} here, but {', '.join(here)}: engines in voices.yaml")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = way.threads, 1
    options.log_severity_level = 3  # errors; it warns of what it finds in every machine
    path = kokoro_folder() / KOKORO_MODELS[way.model]
    try:
        # What a provider cannot do is done by the processor.
        session = onnxruntime.InferenceSession(path, options, providers=list(dict.fromkeys([way.provider, CPU])))
        model: Kokoro = Kokoro.from_session(session, str(voices_file()))
    except Exception as error:
        raise EngineError(f"Kokoro does not load ({error}); remove {path.parent} and run: audiofic setup") from error
    return model


def _phonemes(model: Kokoro, text: str, language: str) -> str:
    """What the model speaks: IPA as it stands, and what eSpeak NG makes of the rest."""
    said = []
    for part, ipa, stressed in phonetic.split(text):
        phonemes = part if ipa else _SWITCH.sub("", model.tokenizer.phonemize(part, language))
        if stressed:
            phonemes = " ".join(map(_stressed, phonemes.split()))
        said.append(" " * part.startswith(" ") + phonemes + " " * part.endswith(" "))
    return " ".join("".join(said).split())


def _stressed(word: str) -> str:
    """The phonemes of a word with a primary stress, which little words lack. It makes them higher and louder; a word
    that has one already sounds no different with two."""
    if "ˈ" in word:
        return word
    return word.replace("ˌ", "ˈ", 1) if "ˌ" in word else _VOWEL.sub(r"ˈ\g<0>", word, count=1)


@functools.cache
def _voices() -> Mapping[str, VoiceFacts]:
    """The voices by name, the best first."""
    table: Any = json.loads((files("audiofic.engines") / "kokoro_voices.json").read_text("utf-8"))
    best = max(table["grade_points"].values())
    return {
        voice["name"]: VoiceFacts(
            name=voice["name"],
            language=_LANGUAGES[voice["name"][0]],
            pronoun=_PRONOUNS[voice["name"][1]],
            pitch=voice["pitch"],
            quality=table["grade_points"][voice["grade"]] / best,
            age=voice.get("age", "adult"),
        )
        for voice in table["voices"]
    }


def _blend(name: str) -> dict[str, float]:
    """The voices that `name` asks for, each with its share; all shares are 1 together. The first gives the accent.

    Without shares, "af_heart+af_bella", all have the same. Raises LookupError with the nearest names in `args`.
    """
    parts = [part.partition(":") for part in name.strip().lower().split("+")]
    weights = {voice.strip(): _weight(weight) if colon else 1.0 for voice, colon, weight in parts}
    unknown = [voice for voice in weights if voice not in _voices()]
    if unknown:
        raise LookupError(*difflib.get_close_matches(unknown[0], _voices(), n=5, cutoff=0.4))
    if len(weights) < len(parts) or not all(0 < weight <= 100 for weight in weights.values()):
        raise LookupError("+".join(weights))
    total = sum(weights.values())
    return {voice: weight / total for voice, weight in weights.items()}


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
