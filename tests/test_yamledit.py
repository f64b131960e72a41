"""Edits of values in YAML: they change what they should, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic import yamlfiles
from audiofic.errors import VoicesError
from audiofic.yamlfiles import change

FILE = """\
# Who speaks.
narrator: {voice: en-gb, rate: 175}   # as she is
characters:
  Sam:
    voice: "en-us"   # her own
    rate: 180

  # The other one.
  Jo: {pitch: 40}
"""


def edited(text: str, trail: tuple[str, ...], **entries: str | float | None) -> str:
    return change(yamlfiles.parse(text, "voices.yaml"), trail, entries).text


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    assert edited(FILE, ("characters", "Sam"), voice="en-gb+f2") == FILE.replace('"en-us"   #', "en-gb+f2   #")
    assert edited(FILE, ("narrator",), rate=200) == FILE.replace("175", "200")


def test_what_is_missing_is_added() -> None:
    assert edited(FILE, ("characters", "Jo"), rate=200) == FILE.replace("{pitch: 40}", "{pitch: 40, rate: 200}")
    assert edited("", ("characters", "Jo"), volume=0.5) == "characters:\n  Jo: {volume: 0.5}\n"


@pytest.mark.parametrize(
    ("trail", "key", "before", "after"),
    [
        (("narrator",), "voice", "{voice: en-gb, rate: 175}", "{rate: 175}"),
        (("narrator",), "rate", "{voice: en-gb, rate: 175}", "{voice: en-gb}"),
        (("characters", "Sam"), "voice", '    voice: "en-us"   # her own\n', ""),
        (("characters", "Sam"), "rate", "    rate: 180\n", ""),
        (("characters", "Jo"), "pitch", "{pitch: 40}", "{}"),
        (("characters", "Jo"), "rate", "", ""),
    ],
)
def test_an_entry_is_taken_out(trail: tuple[str, ...], key: str, before: str, after: str) -> None:
    assert edited(FILE, trail, **{key: None}) == FILE.replace(before, after, 1)


def test_the_last_entry_leaves_an_empty_mapping() -> None:
    text = "characters:\n  Sam:\n    voice: a   # gone with it\n  Jo: {}\n"
    assert edited(text, ("characters", "Sam"), voice=None) == "characters:\n  Sam: {}\n  Jo: {}\n"


def test_an_unusual_layout_is_refused_rather_than_spoilt() -> None:
    text = "characters:\n  ? Sam\n  : {voice: &v a, rate: *v}\n"
    with pytest.raises(VoicesError, match="by hand"):
        edited(text, ("characters", "Sam"), voice="b")


KEYS = st.sampled_from(["voice", "rate", "pitch", "engine"])
VALUES = st.one_of(
    st.integers(0, 500), st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
)


@given(
    st.dictionaries(KEYS, VALUES, max_size=4),
    st.dictionaries(KEYS, st.one_of(st.none(), VALUES), max_size=4),
    st.booleans(),
)
def test_any_entries_become_what_was_asked_for(there: dict[str, object], asked: dict[str, str], block: bool) -> None:
    document = yamlfiles.parse("# kept\ncharacters: {}\nengine: tone  # kept, too\n", "f")
    sam = {**there, "deep": {"er": 1}} if block else there  # what has levels in it gets a line for each entry
    document = document.add(("characters",), {"Sam": sam, "Jo": {"voice": "x"}})
    before = document.data["characters"]["Sam"]  # type: ignore[index, call-overload]
    after = change(document, ("characters", "Sam"), asked)
    want = {**before} if before else {}  # type: ignore[dict-item]
    for key, value in asked.items():
        if value is None:
            want.pop(key, None)
        else:
            want[key] = yamlfiles.parse(yamlfiles.flow([value]), "f").data
    assert (after.data["characters"]["Sam"] or {}) == want  # type: ignore[index, call-overload]
    assert after.text.startswith("# kept\n")
    assert "engine: tone  # kept, too\n" in after.text
