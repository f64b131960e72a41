"""eSpeak NG itself, through its library: the quickest engine, and one that loses nothing.

The library runs in synchronous mode: a call returns when all of its sound has gone to the callback. So none of what
`engines/pyttsx3.py` guards against can happen. The voices are the same, under the same names.
"""

from __future__ import annotations

import ctypes
import functools
import html
import os
import re
from collections.abc import Sequence
from typing import Any

from audiofic.audio import Clip
from audiofic.engines import espeak
from audiofic.engines.engine import Health, Voice, VoiceFacts, speakable
from audiofic.errors import EngineError, UtteranceError
from audiofic.normalize import phonetic

# As in espeak-ng's speak_lib.h.
_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_RATE, _PITCH = 1, 3
_CHARS_UTF8, _SSML, _PHONEMES = 1, 0x10, 0x100
"""The last takes phonemes between double brackets."""

MNEMONICS = dict(zip(phonetic.VOWELS, (
    "i: i I eI e E a aI aU a a# A: A: 0 O: OI O oU o: o U u: u V 3: 3 oU @ i@ e@ U@"
).split(), strict=True)) | dict(zip(phonetic.CONSONANTS, (
    "p b t d k g tS dZ f v T D s z S Z h m n N l r j w x C n^ l^ Q X t# ?"
).split(), strict=True)) | dict(zip(phonetic.STRESSES, "',", strict=True)) | {" ": "||", "ː": ""}  # fmt: skip
"""What eSpeak NG's English phonemes are called, by IPA. Each accent says them in its own way."""

_MARKUP = re.compile(r"\[(?=\[|$)")

_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class EspeakEngine:
    """eSpeak NG, the system's or the one of the package espeakng-loader. The library keeps its state in globals, so
    only one thread of a process may speak with it."""

    name = "espeak"
    licence = "GPL-3.0-or-later"
    sample_rate = 22050
    honours = frozenset({"rate", "pitch", "ipa", "stress"})
    isolated = True
    seconds_per_word = 0.05

    def __init__(self) -> None:
        self._sound = bytearray()
        """What the library has given of the utterance that it is at."""

    def version(self) -> str:
        return f"eSpeak NG {espeak.installation().version}"

    def voices(self) -> Sequence[VoiceFacts]:
        return espeak.voices()

    def resolve(self, name: str) -> str:
        return espeak.resolve(name)

    def synthesize(self, text: str, voice: Voice) -> Clip:
        words = speakable(text)
        rate = espeak.rate(voice)
        try:
            identifier = espeak.identifier(voice.name)
        except LookupError as error:
            raise UtteranceError(f"there is no voice {voice.name!r} here") from error
        markup = _markup(words, identifier).encode()
        library = self._library
        if library.espeak_SetVoiceByName(identifier.encode()):
            raise UtteranceError(f"it does not take the voice {identifier!r}")
        library.espeak_SetParameter(_RATE, rate, 0)
        library.espeak_SetParameter(_PITCH, 50 if voice.pitch is None else voice.pitch, 0)
        self._sound.clear()
        if library.espeak_Synth(markup, len(markup) + 1, 0, 0, 0, _CHARS_UTF8 | _SSML | _PHONEMES, None, None):
            raise UtteranceError("eSpeak NG gave up on it")
        return Clip(bytes(self._sound), self.sample_rate)

    def check(self) -> Health:
        try:
            voices = self.voices()
            self.synthesize("Ready.", Voice(self.name, voices[0].name))
            place = "of espeakng-loader" if espeak.installation().bundled else "of this system"
            return Health(True, f"{self.version()} {place}, {len(voices)} voices for a cast")
        except Exception as error:  # noqa: BLE001 whatever it is, doctor shows it
            return Health(False, str(error))

    @functools.cached_property
    def _library(self) -> Any:
        """The library, ready to speak."""
        found = espeak.installation()
        library = ctypes.CDLL(found.library)
        library.espeak_Synth.argtypes = [
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]
        rate = library.espeak_Initialize(_SYNCHRONOUS, 0, os.fsencode(found.data), _DONT_EXIT)
        if rate != self.sample_rate:
            raise EngineError(f"eSpeak NG does not start with its data in {found.data}; install it anew")
        library.espeak_SetSynthCallback(self._callback)
        return library

    @functools.cached_property
    def _callback(self) -> Any:
        """`_take` for C. The library does not keep it, so this object has to."""
        return _CALLBACK(self._take)

    def _take(self, samples: Any, count: int, _events: Any) -> int:
        """What the library calls with the next samples; 0 asks for more."""
        if samples and count > 0:
            self._sound += ctypes.string_at(samples, 2 * count)
        return 0


def _markup(text: str, identifier: str) -> str:
    """The text as SSML, with its IPA in eSpeak NG's own phonemes; nothing else in it is markup."""
    language = identifier.partition("+")[0].rpartition("/")[2]
    said = []
    for part, ipa, stressed in phonetic.split(text):
        if ipa:
            phonemes = "".join(MNEMONICS[sound] for sound in phonetic.sounds(part))
            if not language.startswith("en"):  # these are English phonemes; what follows is not
                phonemes = f"_^_en {phonemes} _^_{language} "
            said.append(f"[[{phonemes}]]")
        else:
            words = html.escape(_MARKUP.sub("[ ", part), quote=False)
            # Right behind phonemes it would read a tag out.
            said.append(f' <emphasis level="strong">{words}</emphasis>' if stressed else words)
    return "".join(said)
