"""What the page may ask for, checked: the bodies of its requests."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from audiofic.voices import Pronouns
from audiofic.yamlfiles import Entry

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Request(BaseModel):
    """A body: exactly these keys."""

    model_config = ConfigDict(extra="forbid")


class SpeakersRequest(Request):
    """Who says lines."""

    lines: dict[Annotated[int, Field(ge=0)], Name | None] = Field(min_length=1, max_length=5000)
    """By index; None for the narrator."""


class MergeRequest(Request):
    """Two names that are one person."""

    name: Name
    other: Name


class NameRequest(Request):
    """Somebody: a character, or one of the names of one."""

    name: Name


class PronounsRequest(Request):
    """What a character is called by."""

    name: Name
    pronouns: Pronouns | None
    """None for what the story tells."""


class LockRequest(Request):
    """Whether somebody's voice stays as it is."""

    name: Name | None
    locked: bool


class Sound(Request):
    """How a voice speaks; what is left out stays as it is."""

    engine: Name | None = None
    voice: Name | None = None
    rate: Annotated[int, Field(ge=80, le=500)] | None = None
    pitch: Annotated[int, Field(ge=0, le=99)] | None = None
    volume: Annotated[float, Field(ge=0, le=2)] | None = None

    def entries(self) -> dict[str, Entry | None]:
        """As they stand in voices.yaml; a value that is voices.yaml's default is taken out."""
        said: dict[str, Entry | None] = self.model_dump(exclude_none=True)
        if said.get("pitch") == 50:
            said["pitch"] = None
        if said.get("volume") == 1:
            said["volume"] = None
        if "rate" in said:
            said["speed"] = None  # the page has one setting for both
        return said


class VoiceRequest(Request):
    """A change of somebody's voice."""

    name: Name | None
    """None for the narrator."""
    sound: Sound


class PlaceRequest(Request):
    """Where the listener stops."""

    line: Annotated[int, Field(ge=0)] = 0
    audiobook: Annotated[float, Field(ge=0, le=1e7)] = 0.0


class BuildRequest(Request):
    """What to build."""

    formats: list[Name] = Field(min_length=1, max_length=50)
    first: Annotated[int, Field(ge=1)] | None = None
    last: Annotated[int, Field(ge=1)] | None = None
    """The chapters from `first` to `last`; None for all of them."""
