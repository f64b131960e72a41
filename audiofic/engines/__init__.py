"""Speech engines: one file each, behind one Protocol, found by entry points (`audiofic.engines`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol

from audiofic.audio import Clip
from audiofic.errors import EngineError

ENTRY_POINTS = "audiofic.engines"

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
    """Words a minute; None for the engine's own, which counts as NORMAL_RATE."""
    pitch: int | None = None
    """0 to 99; None, like 50, for the voice as it is."""
    speed: float = 1.0
    """A factor on the rate."""

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


@dataclass(frozen=True, slots=True)
class Health:
    """What `doctor` shows of an engine."""

    works: bool
    message: str
    """One line: what works, with versions; or what is missing and how to get it."""


class Engine(Protocol):
    """What an engine must do. One instance is used by one thread of one process at a time, unless `isolated` is False.

    A constructor is cheap and loads nothing; the first call of `synthesize`, `voices` or `check` loads the engine.
    """

    name: str
    sample_rate: int
    """In Hz, of every clip."""
    isolated: bool
    """True if the engine must run in a process of its own, since it can crash or hang; else threads share one."""
    seconds_per_word: float
    """At the normal pace: a clip shorter than this for each word of its text has lost some of it."""

    def version(self) -> str:
        """What a clip's key carries: changes whenever the same request could sound different."""

    def voices(self) -> Sequence[VoiceFacts]:
        """The voices that are fit for a cast and can be used here, best first. `resolve` may know more."""

    def resolve(self, name: str) -> str:
        """The engine's own name of the voice that the user calls `name`, or LookupError with the nearest ones
        in `args` (may be empty)."""

    def synthesize(self, text: str, voice: Voice) -> Clip:
        """Speak; the clip may begin and end with silence. What was said before leaves no trace in it, but for the
        tremor and breath that an engine makes of chance.

        Raises UtteranceError where the engine cannot say this text in this voice (a text of white space alone, a
        rate out of its range), and EngineError where it cannot speak at all.
        """

    def check(self) -> Health:
        """Find out whether the engine can speak here. Never raises."""


def names() -> list[str]:
    """The engines that are installed, ours and others'."""
    return sorted(entry.name for entry in entry_points(group=ENTRY_POINTS))


def load(name: str) -> Engine:
    """The engine of that name; EngineError where there is none, or its package does not load."""
    for entry in entry_points(group=ENTRY_POINTS, name=name):
        try:
            engine: Engine = entry.load()()
        except Exception as error:
            raise EngineError(f"the engine {name!r} does not load: {error}") from error
        return engine
    raise EngineError(f"there is no engine {name!r}; installed are: {', '.join(names())}")
