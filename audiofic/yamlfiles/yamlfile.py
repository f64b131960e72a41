"""YAML in, with the place of each key and value; edits that keep comments and layout. The only user of PyYAML.

Scalars stay text. Whether `no`, `007` or `1.10` is a switch, a name or a number is for the reader's types to say, not
for YAML to guess (as StrictYAML has it): a character may be called No. Only an empty value, `~` and `null` are None.

The file may come from a stranger: its size, its depth and what its aliases unfold to are limited, and no tag, merge
key or key that is not text gets in.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from uuid import uuid4

import yaml
from yaml.reader import ReaderError

from audiofic.errors import OutputError, Problem, VoicesError

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Trail: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_VALUES = 100_000
"""What aliases may unfold a file to."""

INDENT = 2
_NULLS = {"", "~", "null"}
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str", "seq", "map")}

_SENTENCES = (
    ("mapping values are not allowed",
     "a colon stands where none can: mend the indent or the line above, or put the text in quotes"),
    (r"found character '\t'", "a tab stands where blanks should: indent with blanks only"),
    ("that cannot start any token", "a value cannot start with this character: put it in quotes"),
    ("expected <block end>", "this line does not fit those above: give it the indent of its neighbours"),
    ("could not find expected ':'", "a key needs a colon and a blank after it"),
    ("found unexpected end of stream", "this quotation mark is never closed"),
    ("expected ',' or '}'", "a comma or the closing } is missing after this {"),
    ("expected ',' or ']'", "a comma or the closing ] is missing after this ["),
    ("found undefined alias", "a value that starts with * must stand in quotes"),
    ("found another document", "the file may hold only one document: take the line --- out"),
    ("too deep", f"lists and mappings may be nested {MAX_DEPTH} deep, not more"),
)  # fmt: skip
"""What PyYAML says, and what we say."""

_OPEN = ("could not find expected ':'", "found unexpected end of stream", "expected ',' or")
"""What is better shown where it begins than where the lack is noticed."""


class Place(NamedTuple):
    """A place in a file; both count from 1, and are 0 where it is the file as a whole."""

    line: int
    column: int


_WHOLE_FILE = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file, as read."""

    text: str = field(repr=False)
    file: str
    """What messages call the file."""
    data: Value
    """The content; None for an empty file."""
    keys: Mapping[Trail, Place] = field(repr=False)
    values: Mapping[Trail, Place] = field(repr=False)
    problems: tuple[Problem, ...]
    """Mistakes that leave the rest readable: a key that stands twice, a tag."""

    def problem(self, trail: Trail, message: str, *, at_key: bool = False) -> Problem:
        """`message`, placed at the value that `trail` leads to, or at its key, or at the nearest thing around it."""
        if at_key and trail in self.keys:
            return Problem(self.file, *self.keys[trail], message)
        while trail and trail not in self.values:
            trail = trail[:-1]
        return Problem(self.file, *self.values.get(trail, _WHOLE_FILE), message)

    def add(self, trail: tuple[str, ...], entries: Mapping[str, object]) -> Document:
        """The document with `entries` added to the mapping at `trail`, which is made where it is missing.

        Every other character of the text stays, but for what is empty (`{}`, `~`) and makes room. Entries may hold
        mappings, lists, text and numbers. Raises VoicesError where the layout is too unusual to be edited.
        """
        text = _insert(self.text, self.file, trail, entries)
        expected = _merged(self.data, trail, parse(dump(entries), self.file).data)
        # A wrong edit of somebody's file is worse than none, and YAML has more layouts than one thinks of.
        try:
            changed = parse(text, self.file)
        except VoicesError:
            changed = None
        if changed is None or changed.data != expected or len(changed.problems) != len(self.problems):
            names = ", ".join(entries)
            message = f"this layout is too unusual to be edited by a program: please add {names} by hand"
            raise VoicesError([self.problem(trail, message)])
        return changed


def load(path: Path) -> Document:
    """Read a file. Raises VoicesError where it cannot be read or is no YAML."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _failure(file, f"the file cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise _failure(file, f"the file is over {MAX_BYTES // 1_000_000} MB: too much for a list of voices")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise _failure(file, "this is not UTF-8 text: save the file as UTF-8", Place(line, column)) from error
    return parse(text, file)


def parse(text: str, file: str) -> Document:
    """Read text that messages will call `file`. Raises VoicesError where it is no YAML."""
    reading = _Reading(file)
    root = compose(text, file)
    data = reading.value(root, ()) if root else None
    return Document(text, file, data, reading.keys, reading.values, tuple(reading.problems))


def save(path: Path, text: str) -> None:
    """Write a file whole or not at all; a link is followed, and the mode stays. Raises OutputError.

    In a folder that others can write, nobody can lay a link where it is written: its name is foreseen by no one.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{uuid4().hex}.tmp")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(text.encode())
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error


# --- reading


class _Loader(yaml.BaseLoader):
    """Resolves nothing: each plain scalar is text. So a tag that is not text, list or mapping was written out."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="too deep", problem_mark=self.get_mark())
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def compose(text: str, file: str) -> yaml.Node | None:
    """The text as nodes, which know where they stand; None where there is nothing. Raises VoicesError."""
    loader = None
    try:
        loader = _Loader(text)
        return loader.get_single_node()
    except ReaderError as error:
        line, column = text.count("\n", 0, error.position) + 1, error.position - text.rfind("\n", 0, error.position)
        raise _failure(file, "an invisible control character stands here: delete it", Place(line, column)) from error
    except yaml.MarkedYAMLError as error:
        said = str(error.problem)
        sentence = next((ours for theirs, ours in _SENTENCES if theirs in said), f"this is not YAML: {said}")
        mark = error.context_mark if any(theirs in said for theirs in _OPEN) else error.problem_mark
        raise _failure(file, sentence, _place(mark)) from error
    except (ValueError, OverflowError) as error:  # an escape or a version beyond what Python's numbers and chr() take
        mark = loader.get_mark() if loader else None
        raise _failure(file, "this is not YAML: a number in it is out of range", _place(mark)) from error


@dataclass
class _Reading:
    """Nodes turned to data, with their places."""

    file: str
    keys: dict[Trail, Place] = field(default_factory=dict)
    values: dict[Trail, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def value(self, node: yaml.Node, trail: Trail) -> Value:
        place = _place(node.start_mark)
        if len(self.values) >= MAX_VALUES or len(trail) > MAX_DEPTH:
            raise _failure(self.file, "aliases (*) make the file too large or lead in a circle: write it out", place)
        self.values[trail] = place
        if node.tag not in _TAGS:
            self.problems.append(
                Problem(self.file, *place, "tags (!) have no meaning here: take it out, or put the text in quotes")
            )
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, trail)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*trail, index)) for index, item in enumerate(node.value)]
        return None if _is_null(node) else str(node.value)

    def mapping(self, node: yaml.MappingNode, trail: Trail) -> dict[str, Value]:
        data: dict[str, Value] = {}
        for key, value in node.value:
            place = _place(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(Problem(self.file, *place, "a list or mapping cannot be a key"))
            elif key.value == "<<" and key.style is None:
                message = "merge keys (<<) have no meaning here: write the settings out"
                self.problems.append(Problem(self.file, *place, message))
            elif key.value in data:
                first = self.keys[(*trail, key.value)].line
                message = f"{key.value!r} stands here for the second time: keep this one or that in line {first}"
                self.problems.append(Problem(self.file, *place, message))
            else:
                self.keys[(*trail, key.value)] = place
                data[key.value] = self.value(value, (*trail, key.value))
        return data


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in _NULLS


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else _WHOLE_FILE


def _failure(file: str, message: str, place: Place = _WHOLE_FILE) -> VoicesError:
    return VoicesError([Problem(file, *place, message)])


# --- editing


def _merged(data: Value, trail: Sequence[str], entries: Value) -> Value:
    """What the data is to be when `entries` are added at `trail`; the data as it is where there is no mapping."""
    mapping = {} if data is None else data
    if not isinstance(mapping, dict) or not isinstance(entries, dict):
        return data
    if not trail:
        return mapping | entries
    return mapping | {trail[0]: _merged(mapping.get(trail[0]), trail[1:], entries)}


class _Spot(NamedTuple):
    """Where entries go."""

    node: yaml.Node | None
    """The deepest node on the trail; None in an empty file."""
    missing: Sequence[str]
    """The rest of the trail, which has to be made."""
    stop: int
    """Offset of what comes after the node, comments left out."""
    indent: int
    """Of lines below the node, if it has none yet."""
    in_flow: bool
    """The node stands within braces."""


def _find(root: yaml.Node | None, trail: Sequence[str], stop: int) -> _Spot:
    node, indent, in_flow = root, 0, False
    for depth, wanted in enumerate(trail):
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        at = next((index for index, (key, _) in enumerate(pairs) if key.value == wanted), None)
        if at is None or not isinstance(node, yaml.MappingNode):
            return _Spot(node, trail[depth:], stop, indent, in_flow)
        indent = node.start_mark.column + INDENT
        in_flow = in_flow or bool(node.flow_style)
        if at + 1 < len(pairs):
            stop = pairs[at + 1][0].start_mark.index
        node = pairs[at][1]
    return _Spot(node, (), stop, indent, in_flow)


def _insert(text: str, file: str, trail: Sequence[str], entries: Mapping[str, object]) -> str:
    node, missing, stop, indent, in_flow = _find(compose(text, file), trail, len(text))
    for key in reversed(missing):
        entries = {key: entries}
    if node is None:
        return _insert_lines(text, stop, indent, entries)
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.MappingNode) and node.value:
        for key, value in node.value:
            if key.value in entries and _is_null(value):
                text = _replace(text, value, flow([entries[key.value]]))
                others = {name: entry for name, entry in entries.items() if name != key.value}
                return _insert(text, file, trail, others) if others else text
        if not node.flow_style:
            return _insert_lines(text, stop, node.start_mark.column, entries)
        end = node.value[-1][1].end_mark.index
        return f"{text[:end]}, {flow(entries)}{text[end:]}"
    if in_flow:
        return _replace(text, node, f"{{{flow(entries)}}}")
    if text[:start].endswith(" "):
        start -= 1
    return _insert_lines(text[:start] + text[end:], stop - (end - start), indent, entries)


def _replace(text: str, empty: yaml.Node, value: str) -> str:
    """`value` in the place of an empty one, which may be no more than the colon before it."""
    start, end = empty.start_mark.index, empty.end_mark.index
    return text[:start] + " " * (start == end) + value + text[end:]


def _insert_lines(text: str, stop: int, indent: int, entries: Mapping[str, object]) -> str:
    """Entries as lines of their own, before the line of `stop` and before the blank lines and the comments that stand
    above it, if those are indented less than the entries, and so belong to what follows."""
    newline = _newline(text)
    if stop == len(text) and text and not text.endswith("\n"):
        text += newline
        stop = len(text)
    end = text.rfind("\n", 0, stop) + 1
    while end:
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start:end]
        content = line.lstrip()
        if content and not (content.startswith("#") and len(line) - len(content) < indent):
            break
        end = start
    lines = dump(entries).splitlines()
    return text[:end] + "".join(" " * indent + line + newline for line in lines) + text[end:]


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


class _Dumper(yaml.SafeDumper):
    """Quotes what any YAML reader would take for something else than text, and keeps each scalar on one line."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = '"' if len(text.splitlines()) > 1 or not text.isprintable() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def dump(entries: Mapping[str, object]) -> str:
    """A line for each entry, or a few: what is in it is in flow style as soon as it has no more than one level."""
    return "".join(
        _yaml({key: entry}) if isinstance(entry, (Mapping, list)) else f"{flow({key: entry})}\n"
        for key, entry in entries.items()
    )


def flow(entries: object) -> str:
    """A list's or a mapping's content in one line and flow style, without the brackets around it."""
    return _yaml(entries, flow=True).rstrip("\n")[1:-1]


def _yaml(entries: object, *, flow: bool | None = None) -> str:
    text: str = yaml.dump(
        entries, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=sys.maxsize, default_flow_style=flow
    )
    return text
