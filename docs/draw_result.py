"""Draws docs/result.png: what the shipped rules pick for some scenes of the example film. Run after either changes.

Every word and every picture in it comes from a selection; nothing is arranged by hand.
"""  # noqa: INP001  # a script

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from selector import AssetPool, Selection, load_rules
from selector.data import data_dir
from selector.reading.film import read_film

SCENES = 5
FILM = data_dir("examples") / "the-tide-clock"
OUT = Path(__file__).with_name("result.png")

SCALE = 2
PAPER, INK, FAINT, ACCENT, LINE = "#fbfaf7", "#22252b", "#767b85", "#a6472f", "#dedad0"
MARGIN, LEFT, PICTURE, GAP, ROW = 28, 232, (180, 118), 18, 184


def main() -> None:
    """Pick, and draw."""
    film, _ = read_film(FILM)
    if film is None:
        raise SystemExit("the example film cannot be read")
    rules, pool = load_rules(), AssetPool(film.assets)
    read = [each for each in film.read_scenes() if each.scene and each.manifest]
    told = [(str((each.manifest or {}).get("title", "")), rules.select(each.scene, pool)) for each in read if each.scene]
    sheet = _Sheet(_telling(told))
    sheet.draw()


def _telling(told: list[tuple[str, Selection]]) -> list[tuple[str, Selection]]:
    """The first scene of each shot rule, as long as there is room."""
    first: dict[str, tuple[str, Selection]] = {}
    for title, selection in told:
        if len(selection.assets) == 3:
            first.setdefault(selection.shot, (title, selection))
    return sorted(list(first.values())[:SCENES], key=lambda each: each[1].scene.index or 0)


class _Sheet:
    """The page: a row for each scene, its picks beside it."""

    def __init__(self, rows: list[tuple[str, Selection]]) -> None:
        self._rows = rows
        self._size = (2 * MARGIN + LEFT + 3 * PICTURE[0] + 2 * GAP, MARGIN + len(rows) * ROW)
        self._image = Image.new("RGB", (self._size[0] * SCALE, self._size[1] * SCALE), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def draw(self) -> None:
        for number, (title, selection) in enumerate(self._rows):
            top = MARGIN + number * ROW
            if number:
                self._draw.line([self._at(MARGIN, top - 14), self._at(self._size[0] - MARGIN, top - 14)], LINE, SCALE)
            self._scene(top, title, selection)
            for pick in selection.picks:
                self._pick(MARGIN + LEFT + (pick.slot - 1) * (PICTURE[0] + GAP), top, pick)
        self._image.quantize(200, dither=Image.Dither.FLOYDSTEINBERG).save(OUT, optimize=True)

    def _scene(self, top: int, title: str, selection: Selection) -> None:
        self._write(MARGIN, top, f"scene {selection.scene.index}", 13, FAINT)
        bottom = self._wrapped(MARGIN, top + 20, title, 19, INK, LEFT - 24)
        self._write(MARGIN, bottom + 6, f"{selection.scene.shot_type}", 13, FAINT)
        out = [each for each in selection.passed_over if each.reason.kind not in {"not_placed", "not_in_pool"}]
        if out:
            self._write(MARGIN, bottom + 26, f"{len(out)} more offered, each with a reason", 12, FAINT)

    def _pick(self, left: int, top: int, pick: object) -> None:
        asset, facts, priority = pick.asset, pick.facts, pick.priority  # type: ignore[attr-defined]
        with Image.open(FILM / asset.reference_image_url) as picture:
            size = (PICTURE[0] * SCALE, PICTURE[1] * SCALE)
            middle = (0.5, 0.35)
            self._image.paste(ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.LANCZOS, 0, middle), self._at(left, top))
        self._write(left, top + PICTURE[1] + 6, f"{facts.tag}", 14, INK)
        self._write(left, top + PICTURE[1] + 25, f"{priority.name}", 12, ACCENT)

    def _wrapped(self, left: int, top: int, text: str, size: int, colour: str, width: int) -> int:
        """Write over several lines, and give where the next thing may begin."""
        font, line = ImageFont.load_default(size * SCALE), ""
        for word in [*text.split(), None]:
            longer = f"{line} {word}".strip()
            if word is None or font.getlength(longer) > width * SCALE:
                self._write(left, top, line, size, colour)
                top, longer = top + int(size * 1.25), word or ""
            line = longer
        return top

    def _write(self, left: int, top: int, text: str, size: int, colour: str) -> None:
        self._draw.text(self._at(left, top), text, colour, ImageFont.load_default(size * SCALE))

    def _at(self, left: int, top: int) -> tuple[int, int]:
        return left * SCALE, top * SCALE


if __name__ == "__main__":
    main()
