"""Draws the pictures of docs/tour.md: does what the tour says, and photographs the sheets that its commands write.

`python docs/draw_tour.py`, which needs Chromium. Run it after the tour or the sheet changes, and look at the pictures.
What each shows is kept inside it in words, so that the suite notices when it is out of date.
"""  # noqa: INP001  # a script

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.documents import Session, blocks, copy_of_what_a_reader_has  # noqa: E402  # of this checkout
from tests.sheet.browser import looking_at, started  # noqa: E402  # the same

TOUR = Path(__file__).with_name("tour.md")
PICTURES = {"sheet.html": "tour-picked.jpg", "changed.html": "tour-changed.jpg"}
"""The sheets that the tour makes, each with the picture that is made of its third scene."""
ROW = "#scene-3"
WIDTH = 1120
MARGIN = 24


def main() -> None:
    """Do the tour, and save its pictures beside it."""
    with tempfile.TemporaryDirectory() as folder, started() as browser:
        for name, (image, words) in taken(Path(folder), browser).items():
            image.save(
                TOUR.with_name(name), quality=86, optimize=True, progressive=True, comment=words
            )


def taken(folder: Path, browser: Browser) -> dict[str, tuple[Image.Image, str]]:
    """The pictures by name, each with what it shows in words.

    Args:
        folder: An empty folder to do the tour in.
        browser: The browser.
    """
    copy_of_what_a_reader_has(folder)
    session = Session(folder, in_process=True)
    for block in blocks(TOUR.read_text("utf-8")):
        session.do(block)
    pictures = {}
    for sheet, name in PICTURES.items():
        with looking_at(browser, folder / sheet, WIDTH, color_scheme="light") as seen:
            pictures[name] = _photograph(seen.page), words_of(seen.page)
    return pictures


def _photograph(page: Page) -> Image.Image:
    page.evaluate("document.getElementById('filters').hidden = true")
    clip = page.locator(ROW).bounding_box()
    if clip is None:
        raise SystemExit("the sheet has no such scene")
    clip["x"] -= MARGIN
    clip["width"] += 2 * MARGIN
    shot = page.screenshot(type="png", full_page=True, clip=clip)
    return Image.open(io.BytesIO(shot)).convert("RGB")


def words_of(page: Page) -> str:
    """What the row says, without what is only opened on demand."""
    text: str = page.locator(ROW).inner_text()
    return " ".join(text.split())


if __name__ == "__main__":
    main()
