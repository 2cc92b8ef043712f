"""Draws docs/result.jpg: photographs some rows of the contact sheet of the example film.

`python docs/draw_result.py`, which needs Chromium. Run it after the film, the shipped rules or the sheet change, and
look at the picture. What it shows is kept inside it in words, so that the suite notices when something else is picked.
"""  # noqa: INP001  # a script

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from selector import AssetPool, PassedOver, Selection, load_rules
from selector.data import data_dir
from selector.reading.film import read_film

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.sheet.browser import looking_at, started  # noqa: E402  # of this checkout

FILM = data_dir("examples") / "the-tide-clock"
OUT = Path(__file__).with_name("result.jpg")

SHOTS = ("establishing", "close_up", "two_shot")
WIDTH = 808
"""The README shows it 760 wide, so that the words in it are as large as those around it."""
SHARPNESS = 1.5
MARGIN = 24
READY = """
document.getElementById("filters").hidden = true;
for (const row of document.querySelectorAll(".row")) row.style.contentVisibility = "visible";
"""
"""Rows out of sight are drawn as well."""


def main() -> None:
    """Make the sheet, and photograph it."""
    told = told_scenes()
    with tempfile.TemporaryDirectory() as folder:
        image = _photograph(_sheet(Path(folder), told))
    image.save(OUT, quality=57, optimize=True, progressive=True, comment=in_words(told))


def told_scenes() -> list[tuple[str, Selection]]:
    """The first scene of each of these shots that sends three pictures, with its title."""
    film, _ = read_film(FILM)
    if film is None:
        raise SystemExit("the example film cannot be read")
    rules, pool = load_rules(), AssetPool(film.assets)
    first: dict[str, tuple[str, Selection]] = {}
    for read in film.read_scenes():
        if read.scene and read.manifest:
            selection = rules.select(read.scene, pool)
            if selection.shot in SHOTS and len(selection.assets) == 3:
                first.setdefault(selection.shot, (str(read.manifest.get("title", "")), selection))
    return sorted(first.values(), key=lambda each: each[1].scene.index or 0)


def in_words(told: list[tuple[str, Selection]]) -> str:
    """What the picture shows, kept inside it: the suite compares it with what is picked today."""
    return "\n".join(
        f"{each.scene.index} {title}: {', '.join(each.tags)}; {len(_out(each))} out"
        for title, each in told
    )


def _out(selection: Selection) -> list[PassedOver]:
    """The pictures that the scene offers and that do not go."""
    return [
        each
        for each in selection.passed_over
        if each.reason.kind not in {"not_placed", "not_in_pool"}
    ]


def _sheet(folder: Path, told: list[tuple[str, Selection]]) -> Path:
    """The sheet of these scenes, made in a copy of the film."""
    film, page = folder / FILM.name, folder / "sheet.html"
    shutil.copytree(FILM, film)
    numbers = ",".join(str(selection.scene.index) for _, selection in told)
    command = ["sheet", str(film), "--scene", numbers, "-o", str(page)]
    subprocess.run([sys.executable, "-m", "selector", *command], check=True)  # noqa: S603  # our own
    return page


def _photograph(sheet: Path) -> Image.Image:
    """All rows of the sheet, without what stands above and below them."""
    light = {"color_scheme": "light", "device_scale_factor": SHARPNESS}
    with started() as browser, looking_at(browser, sheet, WIDTH, **light) as seen:
        seen.page.evaluate(READY)
        boxes = [row.bounding_box() for row in seen.page.locator(".row").all()]
        rows = [box for box in boxes if box]
        top = rows[0]["y"]
        clip = {
            "x": rows[0]["x"] - MARGIN,
            "y": top,
            "width": rows[0]["width"] + 2 * MARGIN,
            "height": rows[-1]["y"] + rows[-1]["height"] - top,
        }
        shot = seen.page.screenshot(type="png", full_page=True, clip=clip)
    return Image.open(io.BytesIO(shot)).convert("RGB")


if __name__ == "__main__":
    main()
