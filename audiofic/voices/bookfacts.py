"""What voices.yaml or the command line tells of the book itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from audiofic.model import Work
from audiofic.yamlfiles import Section


def _several(value: object) -> object:
    """One name may stand without brackets."""
    return [value] if isinstance(value, str) else value


Fact = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"\S", strip_whitespace=True)]


class BookFacts(Section):
    """What the book is called, by whom it is and in which language, where the file tells it wrongly or not at all."""

    title: Fact | None = Field(default=None, examples=["The Long Way Home"])
    """The title of the audiobook."""
    author: Annotated[tuple[Fact, ...], BeforeValidator(_several, json_schema_input_type=str | tuple[Fact, ...])] = (
        Field(default=(), examples=["Jane Quill", ["Jane Quill", "Ada Marsh"]])
    )
    """The author, or a list of them."""
    language: Fact | None = Field(default=None, examples=["en-GB", "Deutsch"])
    """The language of the story, by its tag or its name."""
    narrator: Annotated[tuple[Fact, ...], BeforeValidator(_several, json_schema_input_type=str | tuple[Fact, ...])] = (
        Field(default=(), examples=["audiofic", ["My own voices", "Ada Marsh"]])
    )
    """Who reads it, for the tags; without it, "audiofic" with the names of the engines that speak."""
    cover: Fact | None = Field(default=None, examples=["cover.jpg"])
    """A JPEG or PNG picture; its path starts at the folder of this file."""

    def over(self, said: Mapping[str, object]) -> BookFacts:
        """These facts, where nothing else is `said`."""
        return self.model_copy(update={name: value for name, value in said.items() if value})

    def told_of(self, work: Work) -> Work:
        """The work with what is told here in place of what its file says."""
        told: Mapping[str, object] = {"title": self.title, "authors": self.author, "language": self.language}
        said = {name: value for name, value in told.items() if value}
        return replace(work, metadata=replace(work.metadata, **said)) if said else work  # type: ignore[arg-type]
