"""pyttsx3, the engine that always works: eSpeak NG on Linux, SAPI5 on Windows, NSSS on macOS.

pyttsx3 is driven through `save_to_file` alone, so no sound card is needed. Its eSpeak driver has faults that lose sound
without an error; what is done about each stands where it is done. All were found in version 2.99; see also its issues
194, 219, 334 and 361.
"""

from __future__ import annotations

import atexit
import contextlib
import difflib
import functools
import importlib.metadata
import io
import os
import platform
import shutil
import sys
import tempfile
import time
import wave
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from audiofic import audio
from audiofic.audio import Clip
from audiofic.engines import espeak
from audiofic.engines.engine import Health, Voice, VoiceFacts, speakable
from audiofic.errors import EngineError, UtteranceError

LONGEST = 3000
"""Characters in one go. The driver tells eSpeak that a text is ten times as long as it is, and eSpeak reads on behind
its end: 17,000 characters end in a segmentation fault."""


class Driver(Protocol):
    """What differs between the synthesizers that pyttsx3 drives."""

    honours: frozenset[str]

    def version(self) -> str: ...
    def voices(self) -> Sequence[VoiceFacts]: ...
    def resolve(self, name: str) -> str: ...

    def start(self) -> Any:
        """A pyttsx3 engine."""

    def identifier(self, name: str) -> str:
        """What pyttsx3 calls the voice of that name, or LookupError."""

    def wait(self, engine: Any) -> None:
        """Return when the synthesizer has come to rest."""

    def set_pitch(self, engine: Any, pitch: int) -> None: ...


class Pyttsx3Engine:
    """pyttsx3 with this system's own synthesizer. Only one thread of a process may speak with it."""

    name = "pyttsx3"
    licence = "MPL-2.0; eSpeak NG: GPL-3.0-or-later"
    sample_rate = 22050
    isolated = True
    seconds_per_word = 0.05

    def __init__(self, driver: Driver | None = None) -> None:
        self._driver = driver or (NativeDriver() if sys.platform in ("darwin", "win32") else EspeakDriver())
        self.honours = self._driver.honours
        self._voice = ""

    def version(self) -> str:
        return f"{importlib.metadata.version('pyttsx3')} with {self._driver.version()}"

    def voices(self) -> Sequence[VoiceFacts]:
        return self._driver.voices()

    def resolve(self, name: str) -> str:
        return self._driver.resolve(name)

    def synthesize(self, text: str, voice: Voice) -> Clip:
        pieces = list(_pieces(speakable(text)))
        engine = self._engine
        self._set(engine, voice)
        clips = [self._save(engine, piece) for piece in pieces]
        return Clip(b"".join(clip.pcm for clip in clips), clips[0].rate)

    def check(self) -> Health:
        try:
            voices = self.voices()
            self.synthesize("Ready.", Voice(self.name, voices[0].name))
            return Health(True, f"pyttsx3 {self.version()}, {len(voices)} voices for a cast")
        except Exception as error:  # noqa: BLE001 whatever it is, doctor shows it
            return Health(False, str(error))

    @functools.cached_property
    def _engine(self) -> Any:
        """pyttsx3's engine, warm: what is set before the first utterance is lost once in a while."""
        try:
            engine = self._driver.start()
            self._save(engine, "Ready.")
        except Exception as error:
            raise EngineError(f"pyttsx3 does not start: {error}") from error
        atexit.register(self.__dict__.pop, "_engine", None)  # its destructor fails when modules are gone already
        return engine

    @functools.cached_property
    def _folder(self) -> Path:
        """Where pyttsx3 writes; removed with this object or at exit."""
        folder = Path(tempfile.mkdtemp(prefix="audiofic-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    def _set(self, engine: Any, voice: Voice) -> None:
        """Set all of the voice: the engine keeps what the utterance before was set to."""
        rate = espeak.rate(voice)
        if voice.name != self._voice:
            try:
                identifier = self._driver.identifier(voice.name)
            except LookupError as error:
                raise UtteranceError(f"there is no voice {voice.name!r} here") from error
            self._voice = ""
            engine.setProperty("voice", identifier)
            taken = engine.getProperty("voice")
            if taken.lower() != identifier.lower():  # it says nothing when it does not know one
                raise UtteranceError(f"it does not take the voice {identifier!r} but stays with {taken!r}")
            self._voice = voice.name
        engine.setProperty("rate", rate)
        self._driver.set_pitch(engine, 50 if voice.pitch is None else voice.pitch)

    def _save(self, engine: Any, text: str) -> Clip:
        path = self._folder / "utterance.wav"
        path.unlink(missing_ok=True)  # else a loss would go unnoticed: the sound of the utterance before
        with contextlib.redirect_stdout(io.StringIO()):  # it prints where it saved what
            self._driver.wait(engine)
            engine.save_to_file(text, str(path))
            engine.runAndWait()
            self._driver.wait(engine)
        if not path.exists():
            raise UtteranceError("no sound came out of it")
        return _read(path)


class EspeakDriver:
    """eSpeak NG: the system's, or the one of the package espeakng-loader."""

    honours = frozenset({"rate", "pitch"})

    def version(self) -> str:
        return f"eSpeak NG {espeak.installation().version}"

    def voices(self) -> Sequence[VoiceFacts]:
        return espeak.voices()

    def resolve(self, name: str) -> str:
        return espeak.resolve(name)

    def identifier(self, name: str) -> str:
        return espeak.identifier(name)

    def start(self) -> Any:
        installation = espeak.installation()  # loads the library, so that pyttsx3 finds it by its bare name
        if installation.bundled:
            os.environ["ESPEAK_DATA_PATH"] = str(installation.data)
        import pyttsx3

        return pyttsx3.init("espeak")

    def wait(self, engine: Any) -> None:
        """eSpeak speaks in a thread of its own, and runAndWait() returns before that has ended. If it is called again
        too early it cancels what is queued: settings, or the utterance itself."""
        from pyttsx3.drivers import _espeak

        driver = engine.proxy._driver  # noqa: SLF001 there is no public way to know
        while driver._speaking or _espeak.IsPlaying():  # noqa: SLF001
            time.sleep(0.0005)

    def set_pitch(self, engine: Any, pitch: int) -> None:
        engine.setProperty("pitch", pitch)


class NativeDriver:
    """SAPI5 or NSSS: the voices that the user has installed in Windows or macOS. They have no pitch to set."""

    honours = frozenset({"rate"})

    def __init__(self, driver: str | None = None) -> None:
        self._name = driver
        """pyttsx3's name of the synthesizer; None for the system's own."""

    def version(self) -> str:
        return f"{platform.system()} {platform.release()}"

    def voices(self) -> Sequence[VoiceFacts]:
        return [VoiceFacts(voice.name, _language(voice.languages), _pronoun(voice.gender)) for voice in self._installed]

    def resolve(self, name: str) -> str:
        """The first voice with that id or name, or else with it as a part of either."""
        wanted = name.strip().lower()
        for fits in (str.__eq__, str.__contains__):
            for voice in self._installed:
                if fits(voice.name.lower(), wanted) or fits(voice.id.lower(), wanted):
                    return str(voice.name)
        raise LookupError(*difflib.get_close_matches(name, [voice.name for voice in self._installed], n=5, cutoff=0.4))

    def identifier(self, name: str) -> str:
        resolved = self.resolve(name)
        return next(str(voice.id) for voice in self._installed if voice.name == resolved)

    def start(self) -> Any:
        import pyttsx3

        return pyttsx3.init(self._name)

    @functools.cached_property
    def _installed(self) -> Sequence[Any]:
        voices: Sequence[Any] = self.start().getProperty("voices")
        return voices

    def wait(self, engine: Any) -> None:
        """Nothing to wait for: runAndWait() returns when all has been said."""

    def set_pitch(self, engine: Any, pitch: int) -> None:
        """Nothing to set."""


def _language(tags: Sequence[str]) -> str:
    return (tags[0] or "").replace("_", "-") if tags else ""


def _pronoun(gender: str | None) -> str:
    """The drivers say "Female", or Apple's "VoiceGenderFemale"."""
    word = (gender or "").lower()
    return "she" if word.endswith("female") else "he" if word.endswith("male") else "they"


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of at most LONGEST characters, cut at a sentence's end or else at a blank, if there is one."""
    start = 0
    while len(text) - start > LONGEST:
        end = start + LONGEST
        cut = max(text.rfind(mark, start, end) for mark in (". ", "? ", "! ")) + 1
        if cut <= start:
            cut = text.rfind(" ", start + 1, end)
        if cut <= start:
            cut = end
        yield text[start:cut].strip()
        start = cut
    yield text[start:].strip()


def _read(path: Path) -> Clip:
    try:
        with wave.open(str(path)) as sound:
            return Clip(sound.readframes(sound.getnframes()), sound.getframerate())
    except wave.Error:  # NSSS writes AIFF, whatever the name
        return audio.decode(path)
