"""Programs from outside: what neither Python nor pip brings, so that a new-comer's machine need not have it.

A test that wants any is marked `outside`, with their names if it is to be skipped for want of them. `pytest --outside`
runs these tests alone, and whichever is skipped fails.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator

import pytest

FIXTURES = {"axe", "browser", "kokoro_data"}
"""What wants a program itself: npm or Chromium."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--outside", action="store_true", help="only what wants programs from outside; nothing is skipped")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "outside(*programs): the test wants programs that neither Python nor pip brings")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if not FIXTURES.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("outside")
    if config.getoption("--outside"):
        config.hook.pytest_deselected(items=[item for item in items if not item.get_closest_marker("outside")])
        items[:] = [item for item in items if item.get_closest_marker("outside")]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("outside"):
        if missing := [program for program in mark.args if not shutil.which(program)]:
            pytest.skip(f"this system has no {missing[0]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and item.config.getoption("--outside"):
        *_, why = report.longrepr if isinstance(report.longrepr, tuple) else (report.longrepr,)
        report.outcome, report.longrepr = "failed", f"It may not be skipped here. {why}"
    return report
