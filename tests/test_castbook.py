"""The cast book: people of a fandom keep their voices from story to story."""

from __future__ import annotations

from pathlib import Path

import pytest

import audiofic
from audiofic.cast import castbook
from audiofic.cli import run
from audiofic.errors import VoicesError

PAGE = """<html><head><title>{title} - quill - Saltmarsh [Archive of Our Own]</title></head><body>
<div id="preface"><h1>{title}</h1><dl class="tags"><dt>Fandom:</dt><dd><a>Saltmarsh</a></dd>
<dt>Characters:</dt><dd>{tags}</dd></dl></div>
<div id="chapters" class="userstuff">{body}</div></body></html>"""
INES, TOBY, RUTH = "<p>“Salt,” said Ines.</p>", "<p>“Rope,” said Toby. He sat.</p>", "<p>“Oil,” said Ruth.</p>"
TAGS = "<a>Ines</a>, <a>Toby</a>, <a>Ruth</a>"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    return tmp_path


def voices(name: str, body: str, tags: str = TAGS) -> dict[str, str]:
    """Who speaks with which voice in a story."""
    Path(name).write_text(PAGE.format(title=name, tags=tags, body=body), encoding="utf-8")
    return {who: role.voice.name for who, role in audiofic.stage(name).cast.roles.items()}


def test_who_spoke_in_the_last_story_has_the_same_voice_in_the_next(here: Path) -> None:
    first = voices("one.html", INES + TOBY * 3 + RUTH)
    alone = voices("two.html", RUTH * 4 + INES)
    assert alone == {who: first[who] for who in alone}
    castbook().unlink()
    assert voices("three.html", RUTH * 4 + INES) != alone


def test_who_is_in_no_tag_is_nobody_of_the_fandom(here: Path) -> None:
    voices("one.html", INES + TOBY, "<a>Ines</a>")
    text = castbook().read_text("utf-8")
    assert "Ines" in text
    assert "Toby" not in text


def test_who_is_called_by_a_part_of_the_tag_is_meant(here: Path) -> None:
    first = voices("one.html", RUTH * 3 + INES, "<a>Ines Marsh</a>")
    assert "Ruth" not in castbook().read_text("utf-8")
    again = voices("two.html", TOBY * 3 + INES + "<p>“Ines Marsh is late,” said Toby.</p>", "<a>Ines Marsh</a>")
    assert next(voice for who, voice in again.items() if who.startswith("Ines")) == first["Ines"]


def test_two_who_had_one_voice_in_two_stories_are_two_in_a_third(here: Path) -> None:
    first = voices("one.html", INES)
    (here / "one.html.cast.yaml").unlink()
    text = castbook().read_text("utf-8")
    castbook().write_text(text + text[text.index("    Ines:") :].replace("Ines", "Ruth"), encoding="utf-8")
    both = voices("two.html", INES + RUTH)
    assert both["Ines"] == first["Ines"] != both["Ruth"]


def test_it_is_looked_past_where_nothing_is_to_be_remembered(here: Path) -> None:
    (here / "voices.yaml").write_text("engine: tone\nremember: no\n", encoding="utf-8")
    voices("one.html", INES + TOBY)
    assert not castbook().exists()


def test_what_voices_yaml_says_goes_first(here: Path) -> None:
    voices("one.html", INES + TOBY)
    (here / "voices.yaml").write_text("engine: tone\ncharacters: {Ines: {voice: tone-333}}\n", encoding="utf-8")
    assert voices("two.html", INES + TOBY)["Ines"] == "tone-333"


def test_it_is_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = voices("one.html", INES + TOBY)
    assert run(["cast", "one.html", "--book"]) == 0
    said = capsys.readouterr()
    assert f"Saltmarsh  Ines       tone    {first['Ines']}" in said.out
    assert str(castbook()) in said.err.replace("\n", "")


def test_a_damaged_book_is_told(here: Path) -> None:
    castbook().parent.mkdir(parents=True, exist_ok=True)
    castbook().write_text("Saltmarsh: {tone: {Ines: {voice: x, fits: she, age: huge}}}\n", encoding="utf-8")
    with pytest.raises(VoicesError, match="mend it, or delete the file"):
        voices("one.html", INES)
