"""Every recipe of docs/cookbook.md works as it is typed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from audiofic.cli import run
from audiofic.voices import load_voices

ROOT = Path(__file__).parents[1]
RECIPES = dict(
    re.findall(r"^## (.+)\n([\s\S]+?)(?=^## |\Z)", (ROOT / "docs" / "cookbook.md").read_text("utf-8"), re.MULTILINE)
)
SPANISH = "—La marea está alta —dijo Marta.\n\n—Lo sé —respondió Juan.\n"


def blocks(recipe: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n([\s\S]*?)```", recipe)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    story = ROOT / "seeds" / "the-night-kitchen.html"
    for copy in ("story.html", "part-1.html", "part-2.html"):
        shutil.copy(story, copy)
    Path("cuento.txt").write_text(SPANISH, encoding="utf-8")
    settings = blocks(RECIPES[name], "yaml")
    Path("voices.yaml").write_text("\n".join(["engine: tone", *settings]), encoding="utf-8")
    load_voices(Path("voices.yaml"))
    if "--language" in RECIPES[name] or "openai" in RECIPES[name]:
        Path("voices.yaml").write_text("engine: espeak\n", encoding="utf-8")  # tone speaks no language
    if "check" in RECIPES[name]:
        assert run(["build", "story.html"]) == 0
    commands = [shlex.split(line) for block in blocks(RECIPES[name], "sh") for line in block.splitlines()]
    for program, *words in commands:
        assert program == "audiofic"
        assert run(words) == 0, capsys.readouterr().err
    assert commands or settings


def test_there_are_ten_recipes_at_least() -> None:
    assert len(RECIPES) >= 10
