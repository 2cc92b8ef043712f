"""The pictures of the tour show what its commands make today."""

from __future__ import annotations

import runpy
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]


def test_the_pictures_of_the_tour_show_what_its_commands_make(
    browser: Browser, tmp_path: Path
) -> None:
    drawing = runpy.run_path(str(ROOT / "docs/draw_tour.py"))
    for name, (image, words) in drawing["taken"](tmp_path, browser).items():
        with Image.open(ROOT / "docs" / name) as committed:
            said = committed.info["comment"].decode()
            assert said == words, f"run docs/draw_tour.py and look at docs/{name}"
            assert abs(committed.width - image.width) < 60
