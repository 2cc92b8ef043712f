"""The browser, and sheets that tests look at and do not change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.commands import called
from tests.sheet.browser import started
from tests.sheet.film import hostile_film, plain_film


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser of the folder's own: while one is driven, no other test of the process can run a loop of asyncio."""
    with started() as running:
        yield running


@pytest.fixture(scope="session")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet of a plain film."""
    return _made(plain_film(tmp_path_factory.mktemp("plain") / "film"))


@pytest.fixture(scope="session")
def hostile_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet of a film all of whose texts try to be more than text."""
    return _made(hostile_film(tmp_path_factory.mktemp("hostile") / "film"))


def _made(film: Path) -> Path:
    page = film.parent / "sheet.html"
    ran = called(["sheet", str(film), "-o", str(page)])
    assert ran.code == 0, ran.err
    return page
