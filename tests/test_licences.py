"""Nothing that everybody has to install is copyleft beyond LGPL and MPL but the programs that README.md names, and no
extra brings more than it says there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[1]
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: Final = tuple(PROJECT["optional-dependencies"])
FREE: Final = re.compile(
    r"\b(0BSD|Apache|BSD|CC0|HPND|ISC|L(esser )?GPL|Lesser General Public License|MIT|MPL|Mozilla Public|OFL|PSF|"
    r"Python Software Foundation|Unlicense|Zlib)\b",
    re.IGNORECASE,
)
"""Licences that go with an MIT program: they ask for no more than a notice, or for the source of the package itself."""
COPYLEFT: Final = re.compile(r"\b(AGPL|Affero|(?<!Lesser )(?<!L)GPL|(?<!Lesser )General Public License)", re.IGNORECASE)
INSIDE: Final = {"espeakng-loader": "GPL 3 (eSpeak NG)", "imageio-ffmpeg": "GPL 3 (ffmpeg)"}
"""Packages whose own licence tells nothing of the program that they bring."""


def brought(requirements: Iterable[str]) -> dict[str, Distribution]:
    """The packages that come with these on this machine, by name."""
    todo = [(Requirement(text), "") for text in requirements]
    seen: set[tuple[str, str]] = set()
    found: dict[str, Distribution] = {}
    while todo:
        requirement, extra = todo.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            pytest.skip(f"{name} is not installed here: `make test` installs all extras")
        for wished in {"", *requirement.extras}:
            if (name, wished) not in seen:
                seen.add((name, wished))
                todo += [(Requirement(text), wished) for text in found[name].requires or ()]
    return found


def licence(package: Distribution) -> str:
    """What a package says of its licence: the expression, else the field or the classifiers, else its first lines."""
    told = package.metadata
    if expression := told.get("License-Expression"):
        return expression
    classifiers = [text for text in told.get_all("Classifier", []) if text.startswith("License ::")]
    named = " ".join([(told.get("License") or "")[:200], *classifiers])
    if FREE.search(named) or COPYLEFT.search(named):
        return named
    files = [file for file in package.files or () if re.search(r"licen[cs]e|copying", file.name, re.IGNORECASE)]
    return " ".join(Path(str(file.locate())).read_text(errors="replace")[:200] for file in files)


def is_free(text: str) -> bool:
    """Whether a licence, or one of those that there is a choice of, asks for nothing of who uses the package."""
    return any(FREE.search(choice) and not COPYLEFT.search(choice) for choice in re.split(r"\bOR\b", text))


def asking(packages: dict[str, Distribution]) -> Iterator[str]:
    """Those that are copyleft, or do not tell."""
    for name, package in packages.items():
        if name in INSIDE or not is_free(licence(package)):
            yield name


def named(extra: str) -> set[str]:
    """The packages that README.md's last table names for everybody, or for an extra."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").rpartition("[MIT licence](LICENSE)")[2]
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)
    assert all("GPL" in licence for _, licence, _ in rows)
    return {name for name, _, comes in rows if comes.strip() == (f"`[{extra}]`" if extra else "always")}


@pytest.mark.parametrize("extra", ["", *EXTRAS])
def test_readme_names_all_that_is_copyleft(extra: str) -> None:
    common = brought(PROJECT["dependencies"])
    packages = brought(PROJECT["optional-dependencies"][extra]) if extra else common
    new = {name: package for name, package in packages.items() if not extra or name not in common}
    assert set(asking(new)) == named(extra)


def test_what_counts_as_free() -> None:
    for text in (
        "MIT",
        "BSD-3-Clause AND 0BSD AND Zlib",
        "GPL-3.0-only OR MIT",
        "LGPL",
        "MPL-2.0",
        "LGPL-3.0-or-later",
    ):
        assert is_free(text), text
    for text in ("GPL-2.0-or-later", "GNU General Public License v3", "AGPL-3.0", "MIT AND GPL-3.0-only", "", "Odd"):
        assert not is_free(text), text
    assert is_free("License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)")
