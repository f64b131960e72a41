"""What an author allows and refuses is found, in their own words, and shown before a build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from audiofic.model import Chapter, Metadata, Work
from audiofic.pipeline.statements import LONGEST, MOST, permissions

CASES = yaml.safe_load((Path(__file__).parent / "golden/permissions/statements.yaml").read_text(encoding="utf-8"))


def work(tag: str = "", note: str = "") -> Work:
    return Work(Metadata(tags=(tag,) if tag else (), notes=note), "", (), "story")


@pytest.mark.parametrize("case", CASES, ids=lambda case: (case.get("tag") or case["note"])[:30])
def test_statements(case: dict[str, Any]) -> None:
    said = case.pop("said")
    assert list(permissions(work(**case))) == said


def test_they_come_from_everywhere_once_and_are_not_too_many() -> None:
    long = "No podfic " + "x" * LONGEST
    chapter = Chapter("One", (), notes="No podfic, please.", end_notes=f"Podfic is fine. {long}")
    metadata = Metadata(tags=("No podfic",), end_notes="No podfic, please.")
    found = permissions(Work(metadata, "", (chapter,), "story"))
    assert found[:3] == ("No podfic", "No podfic, please.", "Podfic is fine.")
    assert len(found) == 4
    assert len(found[3]) == LONGEST
    many = "\n".join(f"No podfic of chapter {number}." for number in range(100))
    assert len(permissions(work(note=many))) == MOST
