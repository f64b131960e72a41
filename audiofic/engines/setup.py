"""Kokoro in one step: its packages, its model and voices, and the way that is the fastest on this machine."""

from __future__ import annotations

import importlib.metadata
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiofic.engines import kokoro_ways
from audiofic.engines.archives import Pack, pip_install
from audiofic.engines.engine import Voice
from audiofic.engines.kokoro import KokoroEngine, providers
from audiofic.engines.kokoro_ways import Way
from audiofic.engines.voicepacks import KOKORO, WHISPER, data_folder, install_kokoro, install_whisper
from audiofic.errors import EngineError, NotInstalledError, OutputError

TEXT: Final = "The river stood in the meadows, and nobody came to the door until the lamps were lit in the street."
"""What is said to measure a way: 7 s of sound."""

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """What something takes that is brought here."""

    name: str
    what: str
    """It does, in a few words."""
    megabytes: int
    """To be fetched, once: the pack and the packages that it wants."""
    licence: str


KOKORO_COST: Final = Cost("Kokoro-82M", "28 English voices that sound like people", 190, KokoroEngine.licence)
WHISPER_COST: Final = Cost("Whisper base", "a recogniser that hears every line", 290, "MIT")


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast the machine speaks."""

    way: Way
    real_time: float
    """Seconds of sound made in a second."""
    seconds: float
    """For 1,000 words."""


def set_up_kokoro(source: Path | None = None, say: Say = lambda _message: None) -> Speed:
    """Bring Kokoro here, and find out how to run it; with all of it here already, only the latter.

    `source` is a folder that has the model and voices (`install_kokoro`); the packages come from the registry either
    way. `say` is told each step. Broken off, it goes on where it was. Raises EngineError and OutputError.
    """
    _packages("kokoro", KOKORO, say)
    install_kokoro(source=source, report=say)
    speed = fastest(say)
    kokoro_ways.keep(speed.way)
    return speed


def set_up_whisper(source: Path | None = None, say: Say = lambda _message: None) -> None:
    """Bring the recogniser here; where it is, nothing is done. Raises EngineError and OutputError."""
    _packages("listen", WHISPER, say)
    install_whisper(source=source, report=say)


def yet_to_tell() -> bool:
    """Whether a reader is yet to be told that Kokoro can be had: once on a machine, and never where it is."""
    try:
        KokoroEngine().version()
    except NotInstalledError:
        told = data_folder() / "setup-told"
        try:
            told.parent.mkdir(parents=True, exist_ok=True)
            told.touch(exist_ok=False)
        except OSError:  # it was told, or that cannot be noted, and then it would be told for ever
            return False
        return True
    return False


def fastest(say: Say = lambda _message: None) -> Speed:
    """Measure all ways to run the model, some seconds each, and return the fastest. Raises EngineError where none
    works."""
    if _busy():
        say("This machine is busy with other work, so it looks slower than it is; the same command measures it again.")
    found: list[Speed] = []
    complaint: EngineError | None = None
    for way in kokoro_ways.candidates(providers()):
        try:
            found.append(measured(way))
        except EngineError as error:
            complaint = error
            say(f"not {way}: {error}")
        else:
            say(f"{way}: {found[-1].real_time:.1f} times as fast as it is heard")
    if not found:
        raise complaint or EngineError("Kokoro's model is not here; run: audiofic setup")
    return max(found, key=lambda speed: speed.real_time)


def _busy() -> bool:
    return hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1)


def measured(way: Way) -> Speed:
    """How fast one way is. Raises EngineError where it does not work."""
    engine = KokoroEngine(way=way)
    voice = Voice(engine.name, engine.voices()[0].name)
    engine.synthesize("Ready.", voice)  # it loads the model
    calls = max(1, way.calls)
    with ThreadPoolExecutor(calls) as threads:
        start = time.perf_counter()
        clips = list(threads.map(lambda _: engine.synthesize(TEXT, voice), range(calls)))
        spent = time.perf_counter() - start
    words = len(TEXT.split()) * calls
    return Speed(way, sum(clip.seconds for clip in clips) / spent, 1000 * spent / words)


def _packages(extra: str, pack: Pack, say: Say) -> None:
    """Install the packages of one of our extras that are missing."""
    missing = [wanted for wanted in _wanted(extra) if not _installed(wanted)]
    if missing:
        say(f"installing {' '.join(missing)}")
        try:
            data_folder().mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{pack.title} cannot be put into {data_folder()}: {error.strerror}") from error
        pip_install(missing, data_folder())


def _wanted(extra: str) -> Sequence[str]:
    """What an extra asks for, as pip takes it."""
    parts = (wanted.partition(";") for wanted in importlib.metadata.requires("audiofic") or ())
    return [
        name.strip() for name, _, marker in parts if marker.strip() in (f'extra == "{extra}"', f"extra == '{extra}'")
    ]


def _installed(wanted: str) -> bool:
    name = wanted[: next((at for at, sign in enumerate(wanted) if sign in "<>=!~[; "), len(wanted))]
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
