"""YAML files: what is read, where it stands, and edits that leave the rest alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic import yamlfiles
from audiofic.errors import OutputError, VoicesError
from audiofic.yamlfiles import Place, parse, yamlfile


def test_scalars_stay_text() -> None:
    data = parse("{No: [yes, 007, 1.10, 1:30, 2020-01-01, ''], a: , b: ~, c: null, d: '~', on: x}", "v").data
    assert data == {
        "No": ["yes", "007", "1.10", "1:30", "2020-01-01", ""],
        "a": None,
        "b": None,
        "c": None,
        "d": "~",
        "on": "x",
    }


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "\ufeff"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert parse(text, "v").data is None


def test_every_key_and_value_has_its_place() -> None:
    document = parse("engine: tone\ncharacters:\n  Zoë:\n    aliases: [Z,\n      'Zo']\n", "v")
    assert document.keys["characters", "Zoë"] == Place(3, 3)
    assert document.values["characters", "Zoë"] == Place(4, 5)
    assert document.values["characters", "Zoë", "aliases", 1] == Place(5, 7)
    assert str(document.problem(("characters", "Zoë", "voice"), "is missing")) == "v:4:5: is missing"
    assert str(document.problem(("engine",), "is wrong", at_key=True)) == "v:1:1: is wrong"
    assert str(parse("", "v").problem(("engine",), "is missing")) == "v: is missing"


def test_aliases_are_followed() -> None:
    assert parse("{a: &x {b: c}, d: *x}", "v").data == {"a": {"b": "c"}, "d": {"b": "c"}}


@given(st.text(max_size=200) | st.text(alphabet="ab:{}[]&*!|>'\"#-? \n\t%@\\U0<~", max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        problems = parse(text, "v").problems
    except VoicesError as error:
        problems = error.problems
        assert len(problems) == 1
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_bytes(b"#" * (yamlfile.MAX_BYTES + 1))
    with pytest.raises(VoicesError, match="over 1 MB"):
        yamlfiles.load(path)


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(VoicesError, match=r"none\.yaml: the file cannot be read: No such file"):
        yamlfiles.load(tmp_path / "none.yaml")
    with pytest.raises(VoicesError, match="directory"):
        yamlfiles.load(tmp_path)


NEW = {"Ron": {"aliases": ["No", "007"], "voice": "en"}}
LINES = "  Ron:\n    aliases: ['No', '007']\n    voice: en\n"
FLOW = "Ron: {aliases: ['No', '007'], voice: en}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"characters:\n{LINES}"),
        ("# mine", f"# mine\ncharacters:\n{LINES}"),
        ("engine: tone", f"engine: tone\ncharacters:\n{LINES}"),
        ("characters: {} # all\nread: {}", f"characters: # all\n{LINES}read: {{}}"),
        ("characters:\n  # us\n  Hal: {}\n", f"characters:\n  # us\n  Hal: {{}}\n{LINES}"),
        ("characters:\n  Hal: {}\n  # Al\n\n# b\nc: d", f"characters:\n  Hal: {{}}\n  # Al\n{LINES}\n# b\nc: d"),
        ("characters:\n\n# b\nread: {}\n", f"characters:\n{LINES}\n# b\nread: {{}}\n"),
        ("characters: {Hal: {},}  # two", f"characters: {{Hal: {{}}, {FLOW},}}  # two"),
        ("{characters: ~, a: b}", f"{{characters: {{{FLOW}}}, a: b}}"),
        ("{characters: {}}", f"{{characters: {{{FLOW}}}}}"),
        ("{characters: {Ron:, b: c}}", f"{{characters: {{{FLOW}, b: c}}}}"),
    ],
)
def test_entries_are_added(before: str, after: str) -> None:
    assert parse(before, "v").add(("characters",), NEW).text == after
    windows = parse(before.replace("\n", "\r\n"), "v").add(("characters",), NEW).text
    assert windows == (after.replace("\n", "\r\n") if "\n" in before else after)


def test_a_setting_is_added_to_one_character() -> None:
    document = parse("characters:\n  Ron: {rate: 180}  # fast\n  Draco:\n    rate: 170\n\n  Luna:\n", "v")
    for name in ("Ron", "Draco", "Luna"):
        document = document.add(("characters", name), {"voice": "en", "speed": 1.2})
    assert document.text == (
        "characters:\n  Ron: {rate: 180, voice: en, speed: 1.2}  # fast\n"
        "  Draco:\n    rate: 170\n    voice: en\n    speed: 1.2\n\n"
        "  Luna:\n    voice: en\n    speed: 1.2\n"
    )


def test_an_empty_value_is_filled_in() -> None:
    document = parse("Ron:\n  voice:   # which?\n  rate: ~\n", "v").add(("Ron",), {"voice": "en", "rate": 180})
    assert document.text == "Ron:\n  voice: en   # which?\n  rate: 180\n"


@pytest.mark.parametrize(
    "text", ["a: &x {b: c}\ncharacters: *x\n", "characters: [Ron]\n", "{characters}\n", "a: 1\n..."]
)
def test_a_layout_that_cannot_be_edited_is_left_alone(text: str) -> None:
    with pytest.raises(VoicesError, match="by hand"):
        parse(text, "v").add(("characters",), NEW)


words = st.text(max_size=12)
keys = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["No", "~", "null", "a: b", "#x", "- a", "<<", "O'Neil", "é\u2028"]
)
settings_ = st.dictionaries(st.sampled_from(["voice", "engine", "pronouns"]), words) | st.fixed_dictionaries(
    {"aliases": st.lists(words, max_size=3), "voice": words}
)
comments = st.sampled_from(["", "# one", "  # two", "\n# three: {x}\n", "\n\n"])


@st.composite
def layouts(draw: st.DrawFn) -> str:
    """A voices.yaml of any layout, by hand as it were."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    name = st.sampled_from(["Harry", "'No'", '"a # b"', "? Luna\n    ", "Zoë"])
    entry = st.sampled_from([": {voice: a}", ":", ": {}", ": {voice: a, # c\n      rate: 1}", ":\n      voice: b  # c"])
    lines = [draw(comments), draw(st.sampled_from(["engine: tone  # e", "", "pronunciations: {a: b}"])), draw(comments)]
    characters = draw(st.lists(name, unique=True, max_size=3))
    if characters:
        lines.append("characters:")
        for key in characters:
            lines += [f"    {key}{draw(entry)}", draw(comments)]
    else:
        lines.append(draw(st.sampled_from(["characters:", "characters: {}  # none", "", "characters: ~"])))
    lines += [
        draw(comments),
        draw(st.sampled_from(["read:\n- a\n- b", "notes: |\n  # text\n  text\nlast: x", ""])),
        draw(comments),
    ]
    return "\n".join(lines).replace("\n", newline) + draw(st.sampled_from(["", newline]))


@given(layouts(), st.dictionaries(keys, settings_, min_size=1, max_size=3))
def test_an_edit_adds_what_is_new_and_keeps_all_else(text: str, entries: dict[str, dict[str, object]]) -> None:
    before = parse(text, "v")
    present = (before.data or {}).get("characters") or {}  # type: ignore[union-attr]
    entries = {name: entry for name, entry in entries.items() if name not in present}
    after = before.add(("characters",), entries) if entries else before
    assert after.data == {**(before.data or {}), "characters": {**present, **entries}} or not entries  # type: ignore[dict-item]
    kept = iter(after.text.splitlines())
    for line in text.splitlines():
        if line.startswith("characters:"):
            continue
        assert line in kept, f"{line!r} is gone, or not where it was"


def test_a_file_is_written_whole_through_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    target, link = tmp_path / "real.yaml", tmp_path / "voices.yaml"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    yamlfiles.save(link, "new\r\n")
    assert link.is_symlink()
    assert target.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"real.yaml", "voices.yaml"}


def test_what_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "voices.yaml"
    folder.mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        yamlfiles.save(folder, "text")
    assert list(tmp_path.iterdir()) == [folder]
    with pytest.raises(OutputError, match="No such file"):
        yamlfiles.save(tmp_path / "none" / "voices.yaml", "text")


def test_nobody_foresees_where_a_file_is_written_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    replace = Path.replace

    def seen(self: Path, target: Path) -> Path:
        names.append(self.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", seen)
    for text in ("a", "b"):
        yamlfiles.save(tmp_path / "voices.yaml", text)
    assert len({*names}) == 2
    assert not any(str(os.getpid()) == part for name in names for part in name.split("."))
