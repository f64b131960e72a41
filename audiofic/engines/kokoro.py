"""Kokoro-82M: neural voices that are worth listening to, on the CPU, through kokoro-onnx.

The package turns text into phonemes (by eSpeak NG, behind a lock of its own), splits what is longer than the model's
510 phonemes at a sentence's end, else at a comma, else between two words, and joins the pieces with a short pause. The
model itself runs outside the lock, on one thread for each call: two threads of this program on two cores then speak
three times as fast as they are heard, and the model is in memory once.
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
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from audiofic.audio import Clip
from audiofic.engines import waveform
from audiofic.engines.engine import NORMAL_RATE, Health, Voice, VoiceFacts, speakable
from audiofic.engines.voicepacks import KOKORO_MODEL, KOKORO_VOICES, kokoro_folder
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

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._loaded: Kokoro | None = None

    def version(self) -> str:
        """Raises NotInstalledError without kokoro-onnx or the model."""
        _require()
        packages = (f"{name} {importlib.metadata.version(name)}" for name in ("kokoro-onnx", "espeakng-loader"))
        return f"{KOKORO_MODEL.removesuffix('.onnx')} with {', '.join(packages)}"

    def voices(self) -> Sequence[VoiceFacts]:
        _require()
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
                _require()
                self._loaded = _load()
            return self._loaded


def _require() -> None:
    """Raise NotInstalledError where something is missing."""
    try:
        importlib.metadata.version("kokoro-onnx")
    except importlib.metadata.PackageNotFoundError:
        raise NotInstalledError("kokoro-onnx is not installed; run: pip install 'audiofic[kokoro]'") from None
    folder = kokoro_folder()
    if not all((folder / name).is_file() for name in (KOKORO_MODEL, KOKORO_VOICES)):
        raise NotInstalledError(f"Kokoro's model is not in {folder}; run: audiofic voices install kokoro")


def _load(threads: int = 1) -> Kokoro:
    """The model, which takes so many threads for each call."""
    import onnxruntime
    from kokoro_onnx import Kokoro

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3  # errors; it warns of what it finds in every machine
    folder = kokoro_folder()
    try:
        session = onnxruntime.InferenceSession(folder / KOKORO_MODEL, options, providers=["CPUExecutionProvider"])
        model: Kokoro = Kokoro.from_session(session, str(folder / KOKORO_VOICES))
    except Exception as error:
        raise EngineError(f"Kokoro does not load ({error}); run: audiofic voices install kokoro") from error
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
