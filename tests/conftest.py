"""What tests of several files ask for by name."""

from __future__ import annotations

import gc
import signal
from pathlib import Path

import pytest

from selector.cli.main import run


def pytest_sessionstart() -> None:
    """Let ^C reach what tests start: a shell that starts the suite in the background has it ignored."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Look for rubbish seldom, and never in what was read in: a tenth of the time of most tests."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def film(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """The film that `selector new` makes, in the directory that the commands run in."""
    monkeypatch.chdir(tmp_path)
    assert run(["new", "film", "my-film"]) == 0
    capsys.readouterr()
    return tmp_path / "my-film"
