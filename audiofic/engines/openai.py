"""Any speech server that understands OpenAI's protocol (`POST /v1/audio/speech`): Kokoro-FastAPI, Chatterbox, Orpheus,
OpenAI's own…

The text of a story is sent to the server that the user has set, and only for the voices for which the user chose this
engine; nothing else is sent anywhere. The server is set in voices.yaml (`engines: {openai: {url: …, model: …}}`), or
else in the environment: AUDIOFIC_OPENAI_URL and AUDIOFIC_OPENAI_MODEL; with neither and a key, it is OpenAI's own.

The key is in the environment alone, AUDIOFIC_OPENAI_KEY, and is sent only to the server that the environment names, or
to OpenAI's: a voices.yaml from somebody else cannot have it sent to theirs.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import json
import os
import re
import struct
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from audiofic import audio
from audiofic.audio import Clip
from audiofic.engines.engine import Health, Voice, VoiceFacts, speakable
from audiofic.engines.server import (
    OPENAI,
    Answer,
    DamagedError,
    Gate,
    Server,
    checked_url,
    environment_key,
    key_for,
    same_server,
    trusted_url,
)
from audiofic.errors import EncoderError, EngineError, NotInstalledError, UtteranceError

MODEL: Final = "tts-1"
RATE: Final = 24000
"""Of every clip; a server's sound of another rate is resampled."""
LONGEST: Final = 4000
"""Characters in one request: the protocol takes 4,096."""
PACE: Final = (0.25, 4.0)
"""What the protocol's `speed` takes."""

_OWN_VOICES: Final = ("nova", "onyx", "shimmer", "echo", "fable", "alloy", "coral", "ash", "sage")
"""OpenAI's, which many other servers take as well: what is on offer where a server lists none. Best first."""
_PRONOUNS: Final = {
    "she": "nova shimmer coral sage marin tara leah jess mia zoe".split(),
    "he": "onyx echo ash ballad verse cedar fable leo dan zac".split(),
}
_MANNERS: Final = {
    "whisper": "Whisper.",
    "quiet": "Speak quietly.",
    "loud": "Speak loudly.",
    "shout": "Shout.",
    "fast": "Speak fast.",
    "slow": "Speak slowly.",
    "broken": "Speak haltingly, with a broken voice.",
    "laughing": "Speak with a laugh in the voice.",
    "tearful": "Speak through tears.",
    "cold": "Speak coldly.",
    "warm": "Speak warmly.",
}
"""What a server is told for each delivery."""
_LISTS: Final = ("/audio/voices", "/voices", "/styles")
"""Where servers list their voices: Kokoro-FastAPI, Orpheus, Qwen3 and vLLM; pocket-tts and Chatterbox; Supertonic."""
_KOKORO: Final = re.compile(r"(?P<language>[a-z])(?P<pronoun>[fm])_\w+")
_LANGUAGES: Final = dict(zip("abefhijpz", "en-US en-GB es fr hi it ja pt-BR zh".split(), strict=True))
_WEIGHT: Final = re.compile(r"\(\d+(?:\.\d+)?\)$")
_RATES: Final = range(8000, 192_001)
"""Samples a second, from a telephone to a studio."""
_SOUNDS: Final = (b"RIFF", b"fLaC", b"OggS", b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")
"""How files of sound begin. Nothing else gets to ffmpeg: it knows formats that name other files."""


class OpenAIEngine:
    """Voices are what the server calls them; several are blended by "+", if the server can: "af_heart+af_bella"."""

    name = "openai"
    licence = "that of the server, its model and its voices"
    sample_rate = RATE
    isolated = False
    seconds_per_word = 0.1

    def __init__(
        self,
        url: str | None = None,
        model: str | None = None,
        requests_per_minute: int | None = None,
        timeout: float = 120.0,
        *,
        plain_http: bool = False,
        extra: str = "{}",
        voices: str = "{}",
        speed: bool = True,
        delivery: str | None = None,
    ) -> None:
        """`timeout`: seconds that a clip may take. `plain_http`: text may go to another machine unencrypted. `extra`:
        as JSON, what is asked for besides in each request; `voices`: the same by the name of a voice. `speed`: whether
        the server's voices can be faster and slower; if not, the pace is made here. `delivery`: the field that says how
        a line is said, "instructions" or "instruct"."""
        self.honours = frozenset({"rate", "manner"} if delivery else {"rate"})
        self._url = url
        self._extra: dict[str, object] = json.loads(extra)
        self._of_voices: dict[str, dict[str, object]] = {
            name.casefold(): told for name, told in json.loads(voices).items()
        }
        self._speed = speed
        self._delivery = delivery
        self._model = model or os.environ.get("AUDIOFIC_OPENAI_MODEL") or MODEL
        self._timeout = timeout
        self._plain_http = plain_http
        self._gate = Gate(requests_per_minute)

    def version(self) -> str:
        told = json.dumps([self._extra, self._of_voices, self._speed], sort_keys=True)
        asked = f" {hashlib.sha256(told.encode()).hexdigest()[:16]}" if self._extra or self._of_voices else ""
        return f"{self._server.host} {self._model}{asked}{'' if self._speed else ' at one pace'}"

    def voices(self) -> Sequence[VoiceFacts]:
        """What the server lists, else OpenAI's own. Raises EngineError."""
        return [_facts(name) for name in self._listed or _OWN_VOICES]

    def resolve(self, name: str) -> str:
        """Any name will do for a server that lists none. Raises EngineError, too."""
        wanted = name.strip()
        if not self._listed and wanted:
            return wanted
        by_folded = {listed.casefold(): listed for listed in self._listed}
        parts = [(_WEIGHT.sub("", part), part) for part in (part.strip() for part in wanted.split("+"))]
        unknown = [part for part, _ in parts if part.casefold() not in by_folded]
        if unknown or not wanted:
            near = difflib.get_close_matches(unknown[0].casefold(), by_folded, n=3, cutoff=0.4) if wanted else ()
            raise LookupError(*(by_folded[folded] for folded in near))
        return "+".join(by_folded[part.casefold()] + weighted[len(part) :] for part, weighted in parts)

    def synthesize(self, text: str, voice: Voice) -> Clip:
        text = speakable(text)
        slowest, fastest = PACE
        if not slowest <= voice.pace <= fastest:
            raise UtteranceError(f"the pace {voice.pace:.2f} is out of the server's range, {slowest} to {fastest}")
        try:
            name = self.resolve(voice.name)
        except LookupError as error:
            raise UtteranceError(f"the speech server {self._server.host} has no voice {voice.name!r}") from error
        asked: dict[str, object] = {"model": self._model, "voice": name, "response_format": "wav"}
        if voice.pace != 1 and self._speed:  # some servers' models take no speed at all
            asked["speed"] = round(voice.pace, 3)
        if _KOKORO.fullmatch(next(iter(self._listed), "")):  # as Kokoro-FastAPI's are, which would write our words anew
            asked["normalization_options"] = {"normalize": False}
        asked |= self._extra | self._of_voices.get(voice.name.strip().casefold(), {})
        if self._delivery and voice.manner:
            own = asked.get(self._delivery)  # what the voice is told anyway
            told = _MANNERS.get(voice.manner, voice.manner)
            asked[self._delivery] = f"{own} {told}" if isinstance(own, str) else told
        parts = textwrap.wrap(text, LONGEST, break_on_hyphens=False)
        clips = [self._server.post("/audio/speech", asked | {"input": part}, self._clip) for part in parts]
        clip = Clip(b"".join(audio.resample(clip, RATE).pcm for clip in clips), RATE)
        return clip if self._speed else audio.paced(clip, voice.pace)

    def check(self) -> Health:
        try:
            count = len(self._listed)
            if not count:
                self._let_in(self._server.get("/models"))
        except EngineError as error:
            return Health(False, str(error), installed=not isinstance(error, NotInstalledError))
        voices = f"{count} voices" if count else "any voice that it knows, it lists none"
        return Health(True, f"{self._server.host}, model {self._model}, {voices}")

    @functools.cached_property
    def _server(self) -> Server:
        """The server that is set. Raises EngineError where none is, or it may not be used."""
        url = self._url or (trusted_url() if environment_key() or os.environ.get("AUDIOFIC_OPENAI_URL") else "")
        if not url:
            raise NotInstalledError(
                "no speech server is set: give its address as engines: {openai: {url: …}} in voices.yaml or as "
                "AUDIOFIC_OPENAI_URL, or AUDIOFIC_OPENAI_KEY for OpenAI's own"
            )
        try:
            url = checked_url(url)
        except ValueError as error:
            raise EngineError(f"the address of the speech server {error}") from error
        server = Server(url, key_for(url), self._timeout, self._gate)
        if not (server.private or self._plain_http):
            raise EngineError(
                f"the story would go to {server.host} by plain http, for everybody on the way to read: use https, or "
                f"allow it by engines: {{openai: {{plain_http: yes}}}} in voices.yaml"
            )
        return server

    @functools.cached_property
    def _listed(self) -> tuple[str, ...]:
        """The voices that the server lists, which OpenAI's own protocol does not have; empty where it lists none."""
        if same_server(self._server.url, OPENAI):
            return ()
        for path in _LISTS:
            answer = self._server.get(path)
            self._let_in(answer)
            with suppress(ValueError, RecursionError):
                if answer.status < 300 and (names := tuple(dict.fromkeys(_names(json.loads(answer.body))))):
                    return names
        return ()

    @property
    def guess(self) -> str:
        """What is told where the voices that it offers are a guess; else empty. Raises EngineError."""
        if self._listed or same_server(self._server.url, OPENAI):
            return ""
        return (
            f"The speech server {self._server.host} tells no voices: those of OpenAI are a guess, and it may have one "
            "voice for every name that it does not know. Name its voices in voices.yaml."
        )

    def _let_in(self, answer: Answer) -> None:
        """Raises EngineError if the server wants a key, or another."""
        if answer.status in (401, 402, 403):
            told = self._server.clean(answer.said())
            raise EngineError(
                f"the speech server {self._server.host} lets us not in ({answer.status}"
                f"{told and ': '}{told}); set AUDIOFIC_OPENAI_KEY to its key, and AUDIOFIC_OPENAI_URL to its address"
            )

    def _clip(self, answer: Answer) -> Clip:
        """The sound in an answer. Raises DamagedError for what another try may mend, EngineError and UtteranceError."""
        self._let_in(answer)
        told = self._server.clean(answer.said()) if not answer.body.startswith(_SOUNDS) else ""
        if answer.status in (404, 405):
            host = self._server.host
            raise EngineError(f"there is no /audio/speech on the server {host} ({answer.status}): mend its url; {told}")
        if answer.status >= 300:
            raise UtteranceError(f"the speech server {self._server.host} refuses this ({answer.status}): {told}")
        if answer.type.startswith("text/") or answer.type.endswith(("json", "html", "xml")):
            raise DamagedError(f"sent {answer.type} instead of sound: {told}")
        return _decoded(answer.body)


def _facts(name: str) -> VoiceFacts:
    match = _KOKORO.fullmatch(name)
    if match:
        return VoiceFacts(name, _LANGUAGES.get(match["language"], ""), {"f": "she", "m": "he"}[match["pronoun"]])
    pronoun = next((pronoun for pronoun, names in _PRONOUNS.items() if name.casefold() in names), "they")
    return VoiceFacts(name, pronoun=pronoun)


def _names(data: object) -> Iterator[str]:
    """The voices' names in a list, which servers shape in many ways: of texts, of objects, in an object."""
    if isinstance(data, dict):
        data = next((data[key] for key in ("voices", "styles", "data", "items") if key in data), ())
    for item in data if isinstance(data, list) else ():
        name = (
            next((item[key] for key in ("id", "voice_id", "name") if key in item), "")
            if isinstance(item, dict)
            else item
        )
        if isinstance(name, str) and name.strip() and name.isprintable() and len(name) <= 100:
            yield name


def _decoded(body: bytes) -> Clip:
    if not body.startswith(_SOUNDS):
        raise DamagedError("sent what is no sound" if body else "sent nothing")
    if missing := _missing(body):
        raise DamagedError(f"broke off its answer ({missing} bytes are missing)")
    with tempfile.TemporaryDirectory(prefix="audiofic-") as folder:
        file = Path(folder) / "answer"
        file.write_bytes(body)
        try:
            clip = audio.decode(file)
        except EncoderError as error:
            raise DamagedError("sent sound that cannot be read") from error
    if not clip.pcm:
        raise DamagedError("sent sound of no length")
    if clip.rate not in _RATES:  # what is made of 20 kB at one sample a second fills gigabytes
        raise DamagedError(f"sent sound of {clip.rate} samples a second, which is no speech")
    return clip


def _missing(body: bytes) -> int:
    """Bytes of sound that a WAV's header tells of, and that are not there; 0 where a server that began to send before
    it had all of it wrote a length that it could not know."""
    at = 12
    while body.startswith(b"RIFF") and at + 8 <= len(body):
        chunk, size = struct.unpack_from("<4sI", body, at)
        if chunk == b"data":
            return max(0, at + 8 + size - len(body)) if size < 0x7FFFF000 else 0
        at += 8 + size + size % 2
    return 0
