"""Edits of a YAML file's values that leave every other character as it is: comments, order and layout stay.

Entries that are not there yet are `Document.add`'s; here are those that are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import yaml

from audiofic.errors import VoicesError
from audiofic.yamlfiles.yamlfile import Document, Value, compose, flow, parse

Entry = str | int | float


def change(document: Document, trail: tuple[str, ...], entries: Mapping[str, Entry | None]) -> Document:
    """The document with `entries` in the mapping at `trail`, which is made where it is missing.

    An entry that is None is taken out. Raises VoicesError where the layout is too unusual to be edited.
    """
    there = _at(document.data, trail)
    new = {key: value for key, value in entries.items() if value is not None and key not in there}
    for key, value in entries.items():
        if key in there:
            document = _without(document, (*trail, key)) if value is None else _with(document, (*trail, key), value)
    return document.add(trail, new) if new else document


def _at(data: Value, trail: tuple[str, ...]) -> Mapping[str, Value]:
    for key in trail:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _with(document: Document, trail: tuple[str, ...], value: Entry) -> Document:
    """The document with another value at `trail`."""
    mapping, index = _find(document, trail)
    node = mapping.value[index][1]
    start, end = node.start_mark.index, node.end_mark.index
    scalar = flow([value])
    text = document.text[:start] + " " * (start == end) + scalar + document.text[end:]
    return _checked(document, trail, text, lambda at: {**at, trail[-1]: parse(scalar, document.file).data})


def _without(document: Document, trail: tuple[str, ...]) -> Document:
    """The document without the entry at `trail`, whose comment in the same line goes, too."""
    mapping, index = _find(document, trail)
    text, pairs = document.text, mapping.value
    if len(pairs) == 1:
        # What is left is an empty mapping, which takes the place of the entry.
        start, end = mapping.start_mark.index, pairs[0][1].end_mark.index
        if mapping.flow_style:
            end = mapping.end_mark.index
        else:
            start = len(text[:start].rstrip()) if re.search(r":\s*\Z", text[:start]) else start
            end = _line_end(text, end)
        text = f"{text[:start]}{' ' * text[:start].endswith(':')}{{}}{text[end:]}"
    elif mapping.flow_style and index:
        text = text[: pairs[index - 1][1].end_mark.index] + text[pairs[index][1].end_mark.index :]
    elif mapping.flow_style:
        text = text[: pairs[0][0].start_mark.index] + text[pairs[1][0].start_mark.index :]
    else:
        start = text.rfind("\n", 0, pairs[index][0].start_mark.index) + 1
        text = text[:start] + text[_line_end(text, pairs[index][1].end_mark.index) + 1 :]
    return _checked(document, trail, text, lambda at: {key: kept for key, kept in at.items() if key != trail[-1]})


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _find(document: Document, trail: tuple[str, ...]) -> tuple[yaml.MappingNode, int]:
    """The mapping that holds the entry, and which of its entries it is."""
    node: yaml.Node | None = compose(document.text, document.file)
    for depth, wanted in enumerate(trail, start=1):
        if not isinstance(node, yaml.MappingNode):
            break
        index = next(index for index, (key, _) in enumerate(node.value) if key.value == wanted)
        if depth == len(trail):
            return node, index
        node = node.value[index][1]
    raise KeyError(trail)


def _checked(
    document: Document,
    trail: tuple[str, ...],
    text: str,
    wanted: Callable[[Mapping[str, Value]], Mapping[str, Value]],
) -> Document:
    """The text as a document, if the entries beside `trail` are the wanted ones and all others are as before."""

    def expected(data: Value, rest: tuple[str, ...]) -> Value:
        mapping = data if isinstance(data, dict) else {}
        if len(rest) == 1:
            return dict(wanted(mapping))
        return {key: expected(value, rest[1:]) if key == rest[0] else value for key, value in mapping.items()}

    try:
        changed = parse(text, document.file)
    except VoicesError:
        changed = None
    if changed is None or changed.data != expected(document.data, trail):
        message = f"this layout is too unusual to be edited by a program: please change {trail[-1]} by hand"
        raise VoicesError([document.problem(trail, message)])
    return changed
