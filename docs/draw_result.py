"""Draws docs/result.jpg: what the shipped rules pick for some scenes of the example film. Run after either changes.

Every word and every picture in it comes from a selection; nothing is arranged by hand.
"""  # noqa: INP001  # a script

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from selector import AssetPool, PassedOver, Pick, Selection, load_rules
from selector.data import data_dir
from selector.reading.film import read_film

FILM = data_dir("examples") / "the-tide-clock"
OUT = Path(__file__).with_name("result.jpg")

SCALE = 2
PAPER, INK, FAINT, ACCENT, LINE = "#fbfaf7", "#22252b", "#767b85", "#a6472f", "#dedad0"
MARGIN, LEFT, PICTURE, GAP, ROW = 28, 232, (180, 136), 18, 202


def main() -> None:
    """Pick, and draw."""
    told = told_scenes()
    _Sheet(told).image.save(
        OUT, quality=84, optimize=True, progressive=True, comment=in_words(told)
    )


def told_scenes() -> list[tuple[str, Selection]]:
    """The first scene of each shot rule that sends three pictures, with its title."""
    film, _ = read_film(FILM)
    if film is None:
        raise SystemExit("the example film cannot be read")
    rules, pool = load_rules(), AssetPool(film.assets)
    first: dict[str, tuple[str, Selection]] = {}
    for read in film.read_scenes():
        if read.scene and read.manifest:
            selection = rules.select(read.scene, pool)
            if len(selection.assets) == 3:
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


class _Sheet:
    """The page: a row for each scene, its picks beside it."""

    def __init__(self, rows: list[tuple[str, Selection]]) -> None:
        self._rows = rows
        self._size = (2 * MARGIN + LEFT + 3 * PICTURE[0] + 2 * GAP, MARGIN + len(rows) * ROW)
        self.image = Image.new("RGB", (self._size[0] * SCALE, self._size[1] * SCALE), PAPER)
        self._draw = ImageDraw.Draw(self.image)
        for number, (title, selection) in enumerate(self._rows):
            top = MARGIN + number * ROW
            if number:
                self._draw.line(
                    [self._at(MARGIN, top - 14), self._at(self._size[0] - MARGIN, top - 14)],
                    LINE,
                    SCALE,
                )
            self._scene(top, title, selection)
            for pick in selection.picks:
                self._pick(MARGIN + LEFT + (pick.slot - 1) * (PICTURE[0] + GAP), top, pick)

    def _scene(self, top: int, title: str, selection: Selection) -> None:
        self._write(MARGIN, top, f"scene {selection.scene.index}", 13, FAINT)
        bottom = self._wrapped(MARGIN, top + 20, title, 19, INK, LEFT - 24)
        self._write(MARGIN, bottom + 6, f"{selection.scene.shot_type}", 13, FAINT)
        if out := _out(selection):
            self._write(
                MARGIN, bottom + 26, f"{len(out)} others stay out, each for a reason", 12, FAINT
            )

    def _pick(self, left: int, top: int, pick: Pick) -> None:
        with Image.open(FILM / pick.asset.reference_image_url) as picture:
            size = (PICTURE[0] * SCALE, PICTURE[1] * SCALE)
            whole = ImageOps.contain(picture.convert("RGB"), size, Image.Resampling.LANCZOS)
        across, down = self._at(left, top)
        self.image.paste(whole, (across, down + size[1] - whole.height))  # it stands on its name
        self._write(left, top + PICTURE[1] + 6, pick.tag, 14, INK)
        self._write(left, top + PICTURE[1] + 25, pick.priority.name, 12, ACCENT)

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
