"""What every test runs under: a home of its own, a patient hypothesis, and golden cases that can be written anew."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from audiofic.cast import castbook
from audiofic.engines.voicepacks import install_kokoro
from audiofic.errors import EngineError

pytest_plugins = ["browsing", "outside"]

# A slow machine is no failure, and nothing is written beside the tests.
settings.register_profile("audiofic", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("audiofic")

_USERS = tuple(
    f"{folder('audiofic')}{os.sep}"
    for folder in (platformdirs.user_cache_path, platformdirs.user_data_path, platformdirs.user_config_path)
)
"""The folders of whoever runs the tests, found before any test changes where they are."""


def _keep_out(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" or event.startswith("os."):
        for argument in arguments:
            if isinstance(argument, str | os.PathLike) and f"{os.fspath(argument)}{os.sep}".startswith(_USERS):
                raise AssertionError(f"a test must not touch {argument!r}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--save-golden", action="store_true", help="write what the golden tests got as what they expect")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Caches, data and settings of the tests are in a temporary folder; who opens the user's own fails."""
    home = tmp_path_factory.mktemp("home")
    sys.addaudithook(_keep_out)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIOFIC_CACHE", str(home / "audiofic"))
        patch.delenv("AUDIOFIC_DATA", raising=False)
        for kind in ("CACHE", "DATA", "CONFIG", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield


@pytest.fixture(autouse=True)
def empty_castbook(own_home: None) -> None:
    """No test meets the voices that another one chose."""
    castbook().unlink(missing_ok=True)


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Callable[[Path, str], None]:
    """Compares a text with a golden file, or writes the file under --save-golden."""

    def check(path: Path, got: str) -> None:
        if pytestconfig.getoption("--save-golden"):
            path.write_text(got, encoding="utf-8")
        assert got == path.read_text(encoding="utf-8"), f"{path} differs; if this is as it should be, run --save-golden"

    return check


@pytest.fixture(scope="session")
def kokoro_data(pytestconfig: pytest.Config) -> Path:
    """A data folder with Kokoro's model and voices, which are fetched once and kept in pytest's cache."""
    folder = pytestconfig.cache.mkdir("audiofic")
    with FileLock(folder / "lock"):  # the other test processes wait for the one that fetches
        try:
            install_kokoro(folder / "kokoro")
        except EngineError as error:
            pytest.skip(f"Kokoro cannot be fetched here: {error}")
    return folder
