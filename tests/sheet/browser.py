"""A real browser for the tests of the contact sheet: Chromium, without a window and without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The browser of this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def started() -> Iterator[Browser]:
    """The browser; without one the tests are skipped, but not where the project itself is tested."""
    program = chromium()
    if program is None:
        reason = f"no browser on this machine: none of {', '.join(NAMES)} on PATH"
        assert "SELECTOR_CI" not in os.environ, reason
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


class Seen:
    """A page that is open, and all that happened on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        """Messages of the console, errors and dialogs."""
        self.wanted: list[str] = []
        """The addresses that were asked for."""
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self.wanted.append(request.url))

    def _dialog(self, dialog: Any) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def open(self, sheet: Path) -> None:
        self.page.goto(sheet.as_uri())

    @property
    def hosts(self) -> list[str]:
        """What was asked for beside the file itself."""
        return [url for url in self.wanted if not url.startswith(("file:", "data:"))]


@contextmanager
def looking_at(browser: Browser, sheet: Path, width: int = 1280, **context: Any) -> Iterator[Seen]:
    """The sheet in a window of its own; nothing may go wrong in it, and nothing may ask for a host."""
    with browser.new_context(
        viewport={"width": width, "height": 900}, offline=True, **context
    ) as window:
        seen = Seen(window.new_page())
        seen.open(sheet)
        yield seen
        assert seen.said == []
        assert seen.hosts == []


def stands_still(page: Page) -> None:
    """Wait until nothing moves: rows get their heights, and so their places, as they come in sight."""
    page.evaluate(
        """async () => {
            let before;
            for (let frames = 0; frames < 10;) {
                await new Promise(requestAnimationFrame);
                const now = `${scrollY} ${document.body.scrollHeight}`;
                frames = now === before ? frames + 1 : 0;
                before = now;
            }
        }"""
    )
