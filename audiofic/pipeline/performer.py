"""What is planned → what is heard: every utterance spoken, in a voice that has been brought to its level."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Final

from audiofic import audio
from audiofic.audio import CEILING, Clip, Piece, Target, leveling, silence
from audiofic.cache import code_key
from audiofic.cast import Role
from audiofic.errors import EngineError
from audiofic.pipeline.plan import Cued
from audiofic.synthesize import Spoken, Synthesizer, Utterance, fit

REFERENCE: Final = "The quick brown fox jumps over the lazy dog, while a warm rain falls on the old stone bridge."
"""What every voice says once, so that its level is known."""

JOINT: Final = 0.1
"""Seconds between two halves of a line that did not come out right in one."""


class Performer:
    """Speaks plans, from any number of threads. `rate` is of what is heard, in samples a second."""

    def __init__(self, roles: Iterable[Role], synthesizer: Synthesizer, target: Target) -> None:
        self._synthesizer = synthesizer
        self._target = target
        self._gains: dict[Role, float] = {}
        self._paces: dict[Role, float] = {}
        self.rate = max(synthesizer.sample_rate(role.voice.engine) for role in roles)
        """The highest of the engines', so that none loses anything."""

    def perform(self, plan: Iterable[Cued]) -> Generator[tuple[Cued, Spoken, Piece], None, None]:
        """Each utterance of the plan with what became of it, in order.

        A voice says its test sentence just before its first utterance. Raises EngineError if it cannot, and what
        `Synthesizer.synthesize` raises.
        """
        waiting: deque[Cued | Role] = deque()

        def utterances() -> Iterator[Utterance]:
            tested = set(self._gains)
            for cued in plan:
                if cued.role not in tested:
                    tested.add(cued.role)
                    waiting.append(cued.role)
                    yield _reference(cued.role)
                waiting.append(cued)
                yield cued.utterance

        with closing(self._synthesizer.synthesize(utterances())) as stream:
            for spoken in stream:
                asked = waiting.popleft()
                if isinstance(asked, Role):
                    if spoken.clip is None:
                        raise EngineError(spoken.error)
                    self._paces[asked] = fit.pace(REFERENCE, spoken.clip.seconds)
                    self._gains[asked] = leveling(spoken.clip, asked.volume, self._target)
                else:
                    fitting = self._fitting(spoken, self._paces[asked.role])
                    yield asked, fitting, piece(asked, fitting, self._gains[asked.role])

    def alike(self, roles: Iterable[Role]) -> Iterator[tuple[Role, Role]]:
        """Roles of speech servers with voices of two names and the same sound: many servers say every name that they do
        not know in one voice. What is spoken for it is what `perform` needs anyway. Raises what that does."""
        asked = {role.voice: role for role in roles if role.voice.engine == "openai"}
        if len({voice.name for voice in asked}) < 2:
            return
        known: dict[bytes, Role] = {}
        with closing(self._synthesizer.synthesize(map(_reference, asked.values()))) as stream:
            for role, spoken in zip(asked.values(), stream, strict=True):
                if spoken.clip is None:
                    raise EngineError(spoken.error)
                first = known.setdefault(hashlib.sha256(spoken.clip.pcm).digest(), role)
                if first.voice.name != role.voice.name:
                    yield first, role

    def _fitting(self, spoken: Spoken, pace: float) -> Spoken:
        """The same, or spoken again in two halves where its length does not fit its text; in doubt if neither fits."""
        clip, utterance = spoken.clip, spoken.utterance
        if clip is None or (misfit := fit.misfit(utterance.text, clip.seconds, pace)) is None:
            return spoken
        halves = [replace(utterance, text=half) for half in fit.halves(utterance.text)]
        with closing(self._synthesizer.synthesize(halves)) as stream:
            clips = [half.clip for half in stream if half.clip is not None]
        if len(clips) == len(halves) == 2:
            again = Clip(silence(JOINT, clip.rate).pcm.join(half.pcm for half in clips), clip.rate)
            if fit.misfit(utterance.text, again.seconds, pace) is None:
                return replace(spoken, clip=again)
        return replace(spoken, doubt=f"it came out too {misfit} for its text: {clip.seconds:.1f} seconds")

    def key(self, plan: Sequence[Cued]) -> str:
        """A digest of all that shapes the sound of the plan, without anything having to be spoken for it."""
        references = {role: self._synthesizer.key(_reference(role)) for role in {cued.role for cued in plan}}
        parts = [
            (self._synthesizer.key(cued.utterance), references[cued.role], cued.role.volume, cued.pause)
            for cued in plan
        ]
        return hashlib.sha256(json.dumps([*self._level_key, parts]).encode()).hexdigest()

    @property
    def _level_key(self) -> list[float | str]:
        code = code_key(audio, fit, sys.modules[__name__])
        return [code, self.rate, self._target.name, self._target.voice, CEILING]


def piece(cued: Cued, spoken: Spoken | None = None, gain: float = 0.0) -> Piece:
    """An utterance for the stitcher; without sound where that is only counted."""
    utterance = cued.utterance
    return Piece(spoken.clip if spoken else None, utterance.line, utterance.written, gain, cued.pause)


def _reference(role: Role) -> Utterance:
    return Utterance(REFERENCE, role.voice, "", f"the test sentence of {role.name}")
