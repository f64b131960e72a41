"""What a speech engine must do: the whole contract of a plug-in, ours or others'.

An engine is a class that has what `Engine` asks for, registered as an entry point in the group `audiofic.engines`;
`tone` is the shortest one. `tests/test_engine_contract.py` holds all of them to what is said here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from audiofic.audio import Clip
from audiofic.errors import UtteranceError
from audiofic.model import Age

NORMAL_RATE = 175
"""Words a minute of a voice that is told no rate."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice as it is asked for: all of it that changes the sound that the engine makes.

    Loudness is not in it: the clips of all voices are brought to one level when they are stitched.
    """

    engine: str
    name: str
    """As the engine understands it: "en-us+f3"."""
    rate: int | None = None
    """Words a minute; None for the voice's own, which counts as NORMAL_RATE."""
    pitch: int | None = None
    """0 to 99; None, like 50, for the voice as it is."""
    speed: float = 1.0
    """A factor on the rate."""
    manner: str = ""
    """How the line is said, in a word, "whisper"; empty for the voice at rest, and for engines that cannot be told."""

    @property
    def pace(self) -> float:
        """How many times as fast as normal: rate and speed in one factor."""
        return (self.rate or NORMAL_RATE) / NORMAL_RATE * self.speed


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """A voice as an engine offers it."""

    name: str
    language: str = ""
    """BCP 47: "en-GB"."""
    pronoun: str = "they"
    """Whom it fits: "she", "he", or "they" for a voice that fits anybody."""
    pitch: float = 0.0
    """Fundamental frequency in Hz; 0 where it is not known."""
    word_error: float | None = None
    """Percent of words that a recogniser gets wrong; None where it was not measured."""
    quality: float | None = None
    """How good it sounds, from 0 to 1, as its makers grade it; None where they do not."""
    age: Age = "adult"
    """Whom it fits."""


@dataclass(frozen=True, slots=True)
class Health:
    """What `doctor` shows of an engine."""

    works: bool
    message: str
    """One line: what works, with versions; or what is missing and how to get it."""
    installed: bool = True
    """False where it does not work because the user has not asked for it: a package or a model is not here."""


class Engine(Protocol):
    """What an engine must do.

    A constructor is cheap and loads nothing, and an isolated engine can be pickled before it has loaded; the first call
    of `synthesize`, `voices` or `check` loads it.
    """

    name: str
    licence: str
    """Of the engine and of its voices, in a few words."""
    sample_rate: int
    """In Hz, of every clip."""
    honours: frozenset[str]
    """What it can do beside speaking: which settings of a Voice are heard, "rate" (with it speed), "pitch", "manner";
    and which marks in a text (see `phonetic`), that come to no other engine: "ipa", if it says the IPA between ⟦ and
    ⟧, and "stress", if words between ⟪ and ⟫ are heard to be stressed."""
    isolated: bool
    """How it runs side by side. True: each in a process of its own and used by one thread, since it can crash or hang.
    False: one instance that all threads of a process use at once, so that a large model is in memory once."""
    seconds_per_word: float
    """At the normal pace: a clip shorter than this for each word of its text has lost some of it."""

    def version(self) -> str:
        """What a clip's key carries: changes whenever the same request could sound different. Raises
        NotInstalledError where a package or a model is missing."""

    def voices(self) -> Sequence[VoiceFacts]:
        """The voices that are fit for a cast and can be used here, best first. `resolve` may know more. Raises
        EngineError where there is none; it is NotInstalledError where a package or a model is missing."""

    def resolve(self, name: str) -> str:
        """The engine's own name of the voice that the user calls `name`, or LookupError with the nearest ones
        in `args` (may be empty)."""

    def synthesize(self, text: str, voice: Voice) -> Clip:
        """Speak; the clip may begin and end with silence. What was said before leaves no trace in it, but for the
        tremor and breath that an engine makes of chance. A text may be of any length and hold anything, and nothing
        in it is markup: what is too long for the engine at once is split here, never cut.

        Raises UtteranceError where the engine cannot say this text in this voice (a text of white space alone, a
        rate out of its range), and EngineError where it cannot speak at all.
        """

    def check(self) -> Health:
        """Find out whether the engine can speak here. Never raises."""


def speakable(text: str) -> str:
    """The text on one line, without what engines' C libraries stumble over: controls and lone surrogates. Raises
    UtteranceError where nothing is left."""
    words = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text).split()
    if not words:
        raise UtteranceError("there is nothing to say")
    return " ".join(words)
