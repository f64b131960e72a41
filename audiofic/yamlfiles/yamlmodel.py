"""YAML files as pydantic models: what a file may say, all of its mistakes at once, and its schema for editors."""

from __future__ import annotations

import ast
import copy
import difflib
import functools
import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import ErrorDetails, core_schema

from audiofic.errors import Problem, VoicesError
from audiofic.yamlfiles.yamlfile import Document, Trail, flow

M = TypeVar("M", bound=BaseModel)


class Section(BaseModel):
    """A mapping in a file. A key with nothing after it counts as not given."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: object) -> object:
        return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


def read(model: type[M], document: Document, found: Iterable[Problem] = ()) -> M:
    """What the document says. Raises VoicesError with every mistake in it, those already `found` among them, in the
    order of the file."""
    problems = [*document.problems, *found]
    data = {} if document.data is None else document.data
    try:
        read = model.model_validate(data)
    except ValidationError as error:
        problems += [_problem(model, document, details) for details in error.errors(include_url=False)]
    if problems:
        raise VoicesError(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    return read


def salvage(model: type[M], document: Document) -> M:
    """What the document says but for its mistakes; nothing, where these cannot be taken out, since pydantic tells the
    place of a name with half a character in it wrongly."""
    data = copy.deepcopy(document.data) if isinstance(document.data, dict) else {}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _drop(data, [part for part in details["loc"] if part != "[key]"])
    try:
        return model.model_validate(data)
    except ValidationError:
        return model()


def _drop(data: dict[str, Any], trail: Sequence[str | int]) -> None:
    """Take out what the trail leads to; all of a list, where it leads into one."""
    for part in trail[:-1]:
        inside = data.get(str(part))
        if not isinstance(inside, dict):
            data.pop(str(part), None)
            return
        data = inside
    data.pop(str(trail[-1]), None)


# --- mistakes


def _problem(model: type[BaseModel], document: Document, details: ErrorDetails) -> Problem:
    trail: Trail = details["loc"]
    kind, given, context = details["type"], details["input"], details.get("ctx", {})
    key = next((part for part in reversed(trail) if isinstance(part, str)), "the file")
    if kind == "extra_forbidden":
        allowed = list(_schema_at(model, trail[:-1])["properties"])
        near = difflib.get_close_matches(key, allowed, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"the keys here are {', '.join(allowed)}"
        return document.problem(trail, f"unknown key {key!r}: {hint}", at_key=True)
    if trail and trail[-1] == "[key]":
        return document.problem(trail[:-1], f"{_shown(given)} is no name", at_key=True)
    if kind == "value_error":
        return document.problem(trail, f"{key} {context['error']}, and is {_shown(given)}")
    where = f"an item of {key}" if trail and isinstance(trail[-1], int) else key
    hint = ""
    if trail and kind.startswith("model") and isinstance(given, str) and _has_voice(model, trail):
        hint = f"; if that is the voice, write {flow({key: {'voice': given[:40]}})}"
    return document.problem(trail, f"{where} should be {_wanted(model, trail, kind)}, and is {_shown(given)}{hint}")


def _has_voice(model: type[BaseModel], trail: Trail) -> bool:
    return "voice" in _schema_at(model, trail)["properties"]


def _wanted(model: type[BaseModel], trail: Trail, kind: str) -> str:
    if kind in ("greater_than_equal", "less_than_equal"):
        allowed = _schema_at(model, trail)
        return f"from {allowed['minimum']:g} to {allowed['maximum']:g}"
    if kind == "literal_error":
        return " or ".join(_schema_at(model, trail)["enum"])
    by_prefix = {
        "int": "a whole number",
        "float": "a number",
        "finite": "a number",
        "bool": "yes or no",
        "string_too": "1 to 1,000 characters long",
        "string_pattern": "more than blanks",
        "string": "text",
        "tuple": "a list such as [one, two]",
        "dict": "a mapping with a line `key: value` for each entry",
        "model": "a mapping with a line `key: value` for each setting",
    }
    return next((wanted for prefix, wanted in by_prefix.items() if kind.startswith(prefix)), "something else")


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return repr(text if len(text) <= 40 else text[:39] + "…")


# --- the schema


class _Schema(GenerateJsonSchema):
    """Settings with what stands below them in the source, which pydantic itself would read at every start. Optional
    ones without their null: an editor should offer the value alone."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        described = super().model_schema(schema)
        for name, text in _told(schema["cls"]):
            described["properties"][name]["description"] = text
        return described

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        described = super().default_schema(schema)
        if described.get("default", ...) is None:
            del described["default"]
        return described


def _told(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The settings of a model, those that it inherits first, each with the text below it in the source."""
    for section in reversed(model.__mro__[: model.__mro__.index(Section)]):
        (written,) = ast.parse(inspect.getsource(section)).body
        for line, below in pairwise(ast.iter_child_nodes(written)):
            match line, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    if name in model.model_fields:
                        yield name, inspect.cleandoc(text)


@functools.cache
def schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a file, with which editors complete, explain and check it."""
    described = model.model_json_schema(schema_generator=_Schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}


def _schema_at(model: type[BaseModel], trail: Trail) -> Mapping[str, Any]:
    """The part of the schema for the setting or the section at `trail`, all of whose keys it knows."""
    node: Mapping[str, Any] = schema(model)
    for part in trail:
        if part in node.get("properties", ()):
            node = node["properties"][part]
        else:  # a mapping by names: what stands under each is alike
            (node,) = node["patternProperties"].values()
        if "$ref" in node:
            node = schema(model)["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    return node
