"""A real browser for the tests of the contact sheet: Chromium, without a window and without a network."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.long import many

Scheme = Literal["dark", "light"]
Motion = Literal["no-preference", "reduce"]
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
LEFT: defaultdict[str, list[Page]] = defaultdict(list)
"""Windows at which nobody looks any more, by what is special about them."""

ALL_DRAWN = (
    "document.querySelectorAll('.row').forEach(row => row.style.contentVisibility = 'visible')"
)
"""What is out of sight is drawn too: only what is drawn has a text."""


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
        LEFT.clear()


class Seen:
    """A page that is open, and all that happened on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        """Messages of the console, errors and dialogs."""
        self.wanted: list[str] = []
        """The addresses that were asked for."""
        self.listeners: dict[Any, Callable[..., None]] = {
            "console": lambda message: self.said.append(message.text),
            "pageerror": lambda error: self.said.append(str(error)),
            "dialog": self._dialog,
            "request": lambda request: self.wanted.append(request.url),
        }
        for event, listener in self.listeners.items():
            page.on(event, listener)

    def _dialog(self, dialog: Any) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def open(self, sheet: Path) -> None:
        self.page.goto(sheet.as_uri())

    def widen(self, width: int, color_scheme: Scheme = "light") -> None:
        """Look in a window of another width; in `make soak` the sheet is read anew there."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=color_scheme)
        if many(quick=False, long=True):
            self.page.reload()

    def leave(self) -> None:
        """Listen no more; the page answers once what was still to come has happened."""
        self.page.evaluate("0")
        for event, listener in self.listeners.items():
            self.page.remove_listener(event, listener)

    @property
    def hosts(self) -> list[str]:
        """What was asked for beside the file itself."""
        return [url for url in self.wanted if not url.startswith(("file:", "data:"))]


@contextmanager
def looking_at(
    browser: Browser,
    sheet: Path,
    width: int = 1280,
    *,
    color_scheme: Scheme = "light",
    reduced_motion: Motion = "no-preference",
    **context: Any,
) -> Iterator[Seen]:
    """The sheet in a window of its own; nothing may go wrong in it, and nothing may ask for a host."""
    kind = repr(context)
    page = (
        LEFT[kind].pop() if LEFT[kind] else browser.new_context(offline=True, **context).new_page()
    )
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media="null", color_scheme=color_scheme, reduced_motion=reduced_motion)
    seen = Seen(page)
    seen.open(sheet)
    yield seen
    seen.leave()
    assert seen.said == []
    assert seen.hosts == []
    if many(quick=True, long=False):
        LEFT[kind].append(page)  # to open another takes longer than to look at a sheet
    else:
        page.context.close()


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
