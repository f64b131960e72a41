"""The house is what ARCHITECTURE.md says of it: rooms are entered by their faces, and the picture is fresh."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import grimp
import pytest

ROOT = Path(__file__).parents[1]

OPEN = {
    "audiofic.corrections.scripttext": "its names read best with the module's",
    "audiofic.engines.server": "a client that not every engine needs",
    "audiofic.engines.setup": "what is done once, by a command or a panel",
    "audiofic.engines.voicepacks": "where a user's data is, and what a command downloads",
    "audiofic.normalize.phonetic": "a notation that voices.yaml, engines and text for the ear share",
    "audiofic.synthesize.cluster": "Dask takes seconds to load",
    "audiofic.synthesize.fit": "its names read best with the module's",
    "audiofic.synthesize.warmup": "is loaded before anything else",
}
"""Modules that others import past their room's face, and why."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("audiofic", cache_dir=None)


@pytest.fixture(scope="module")
def street() -> ModuleType:
    spec = importlib.util.spec_from_file_location("street", ROOT / "docs" / "street.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_rooms_are_entered_by_their_faces(graph: grimp.ImportGraph) -> None:
    past = {
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if imported.count(".") > 1 and room(importer) != room(imported)
        # A language's words are many small files of one kind.
        if not imported.startswith("audiofic.language.")
    }
    assert {(importer, imported) for importer, imported in past if imported not in OPEN} == set()
    assert set(OPEN) == {imported for _, imported in past}, "an exception that nobody needs any more"


def test_nobody_imports_the_face_of_the_own_room(graph: grimp.ImportGraph) -> None:
    """Which would make a circle."""
    circles = {
        (importer, face)
        for importer in graph.modules
        if importer.count(".") > 1
        for face in graph.find_modules_directly_imported_by(importer)
        if face == room(importer)
    }
    assert circles == set()


def test_the_street_is_rooms_and_two_doors() -> None:
    loose = {path.name for path in (ROOT / "audiofic").glob("*.py")}
    assert loose == {"__init__.py", "__main__.py", "api.py", "errors.py"}
    for face in (ROOT / "audiofic").glob("*/__init__.py"):
        assert face.read_text(encoding="utf-8").startswith('"""'), f"{face} says nothing of its room"


def test_the_picture_is_fresh(street: ModuleType) -> None:
    assert street.PICTURE.read_text(encoding="utf-8") == street.draw(), "draw it anew: make map"


def test_every_room_has_its_paragraph(street: ModuleType) -> None:
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [name for name in sorted(street.arrows()) if f"**`{name}" not in told] == []
