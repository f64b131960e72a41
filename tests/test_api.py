"""The door for programs: what docs/api.md shows works, and the door itself weighs nothing."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import audiofic
from audiofic import AudioficError, api, errors
from audiofic.errors import ExitCode, OutputError, StoryError
from audiofic.voices import VoicesFile

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")

STORY = b'"Good evening," said Anna.\n\n"Is it?" asked Tom. "I had not looked."\n\n"Look, then," Anna said.\n'


def test_the_examples_of_the_documentation_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "table-round.html").write_text(
        "<html><head><title>Rain - ada - Test</title></head><body><h2>Rain</h2>"
        '<p>"Wet?" asked Anna.</p><p>"Very," said Tom.</p></body></html>',
        encoding="utf-8",
    )
    (tmp_path / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    examples = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    for example in examples:
        exec(example, names)  # noqa: S102 - our own documentation
    printed = capsys.readouterr().out
    assert re.search(r"\.mp3 0 minutes", printed)
    assert "Anna" in printed
    assert "1 nothing.html: there is no such file" in printed
    assert len(examples) == 4


def test_the_table_of_exit_codes_is_that_of_the_source() -> None:
    body = next(
        node
        for node in ast.parse(inspect.getsource(errors)).body
        if isinstance(node, ast.ClassDef) and node.name == "ExitCode"
    ).body
    said = [node.value.value for node in body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    rows = [f"| {code.value} | {code.name} | {text} |" for code, text in zip(ExitCode, said[1:], strict=True)]
    table = re.search(r"<!-- exit codes: begin -->\n.*\n.*\n((?:.*\n)*?)<!-- exit codes: end -->", DOCUMENT)
    assert table is not None
    assert table[1].splitlines() == rows


def test_every_function_is_documented() -> None:
    for name in set(audiofic.__all__) - {"AudioficError"}:
        assert f"`{name}(" in DOCUMENT
        assert inspect.getdoc(getattr(audiofic, name))


def test_the_door_loads_nothing_but_itself() -> None:
    code = "import sys, audiofic; print(*(name for name in sys.modules if name.startswith(('audiofic', 'click'))))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["audiofic"]


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonesuch'"):
        _ = audiofic.nonesuch


def test_a_story_may_be_bytes_and_voices_an_object(tmp_path: Path) -> None:
    result = audiofic.build(STORY, tmp_path, formats=["wav"], voices=VoicesFile(engine="tone"))
    assert [path.suffix for path in result.paths] == [".wav"]
    assert result.seconds > 1
    heard: list[int] = []
    show = audiofic.stage(STORY, voices=VoicesFile(engine="tone"))
    audiofic.preview(show, (1, 1), tmp_path, listen=lambda clip: heard.append(len(clip.pcm)))
    assert len(heard) > 3
    assert audiofic.audition(show, "Anna", tmp_path).paths[0].exists()


def test_a_correction_is_kept_and_can_come_as_an_edited_script(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_bytes(STORY)
    first = audiofic.fix(story, {"1.1.1": "TOM"})
    assert (first.before.lines[0].speaker, first.after.lines[0].speaker) == ("Anna", "Tom")
    assert first.path == tmp_path / "story.txt.corrections.yaml"
    text = audiofic.script_text(audiofic.script(story))
    assert text.startswith("    1.1.1   Tom | ")
    again = audiofic.fix(story, edited=text.replace("Tom |", "narrator |", 1))
    assert again.after.lines[0].speaker is None
    with pytest.raises(StoryError, match="nobody in this story is called Hannelore"):
        audiofic.fix(story, same=[("Anna", "Hannelore")])


def test_a_heading_is_nobodys(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_bytes(b"Chapter 1: Rain\n\n" + STORY)
    with pytest.raises(StoryError, match=r"line 1\.1\.1 is a heading"):
        audiofic.fix(story, {"1.1.1": "Tom"})
    assert not (tmp_path / "story.txt.corrections.yaml").exists()


@pytest.mark.parametrize("line", ["9.9.9", "x"])
def test_a_line_that_is_not_there(line: str, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_bytes(STORY)
    with pytest.raises(StoryError, match=f"there is no line {line}"):
        audiofic.fix(story, {line: "Tom"})


def test_a_cover_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no JPEG or PNG"):
        api.load_cover(b"GIF89a")
    (tmp_path / "cover.png").write_bytes(b"GIF89a")
    with pytest.raises(OutputError, match=r"cover\.png is no JPEG or PNG"):
        api.load_cover(tmp_path / "cover.png")
    with pytest.raises(AudioficError, match="cannot be read"):
        api.load_cover(tmp_path / "none.png")
