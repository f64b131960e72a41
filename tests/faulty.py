"""Engines that fail on purpose, for the tests of what is above them. The text says what happens to it.

Every call is written to the file that the environment variable FAULTY_LOG names, one line each: it reaches the worker
processes, and tells the test what they did.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from audiofic.audio import Clip
from audiofic.engines import Engine, Voice
from audiofic.engines.tone import ToneEngine
from audiofic.errors import EngineError, UtteranceError


class FaultyEngine(ToneEngine):
    """Speaks tones, unless the text's first word is one of the faults below."""

    name = "faulty"
    isolated = True

    def synthesize(self, text: str, voice: Voice) -> Clip:
        log = Path(os.environ["FAULTY_LOG"])
        told = log.read_text().splitlines() if log.exists() else []
        with log.open("a") as file:
            file.write(text + "\n")
        fault = text.split(maxsplit=1)[0]
        if fault == "crash" or (fault == "crash-once" and text not in told):
            os.kill(os.getpid(), signal.SIGSEGV)
        if fault == "hang":
            time.sleep(600)
        while fault == "hold" and "go" not in log.read_text():
            time.sleep(0.01)
        if fault == "slow":
            time.sleep(0.2)
        if fault == "silent":
            return Clip(bytes(32000), self.sample_rate)
        if fault == "short":
            return Clip(super().synthesize("a", voice).pcm[:640], self.sample_rate)
        if fault == "refuse":
            raise UtteranceError("this it does not say")
        if fault == "bug":
            raise ZeroDivisionError("a mistake in the engine")
        clip = super().synthesize(text, voice)
        if fault == "babble" or (fault == "ramble" and len(text) > 50):
            return Clip(3 * clip.pcm, clip.rate)
        return clip


class MissingEngine(FaultyEngine):
    """Cannot speak at all."""

    name = "missing"

    def synthesize(self, text: str, voice: Voice) -> Clip:  # noqa: ARG002
        raise EngineError("its library is missing; install it")


class SharedEngine(FaultyEngine):
    """Runs in threads."""

    name = "shared"
    isolated = False


def load(name: str) -> Engine:
    return {"faulty": FaultyEngine, "missing": MissingEngine, "shared": SharedEngine, "tone": ToneEngine}[name]()
