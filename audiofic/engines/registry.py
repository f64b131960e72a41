"""Which engines there are, and how one is loaded: by entry points, with the settings that voices.yaml has for it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib.metadata import entry_points

from audiofic.engines.engine import Engine
from audiofic.errors import EngineError

ENTRY_POINTS = "audiofic.engines"


def names() -> list[str]:
    """The engines that are installed, ours and others'."""
    return sorted(entry.name for entry in entry_points(group=ENTRY_POINTS))


def load(name: str, **settings: object) -> Engine:
    """The engine of that name, with `settings` for its constructor; EngineError where there is none, or its package
    does not load."""
    for entry in entry_points(group=ENTRY_POINTS, name=name):
        try:
            engine: Engine = entry.load()(**settings)
        except Exception as error:
            raise EngineError(f"the engine {name!r} does not load: {error}") from error
        return engine
    near = difflib.get_close_matches(name.lower(), names(), n=1, cutoff=0.7)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise EngineError(f"there is no engine {name!r}; {hint}installed are: {', '.join(names())}")


def guess(engine: Engine) -> str:
    """What an engine tells of the voices on offer, where these are a guess; empty for most. Raises EngineError."""
    told: str = getattr(engine, "guess", "")
    return told


@dataclass(frozen=True, slots=True)
class Loader:
    """Loads engines with settings. Equal loaders share their engines, whatever process they have come to."""

    settings: tuple[tuple[str, tuple[tuple[str, object], ...]], ...] = ()
    """By engine, what its constructor is given by name. All of it can be hashed and pickled."""

    def __call__(self, name: str) -> Engine:
        return load(name, **dict(dict(self.settings).get(name, ())))
