"""A sheet and its small pictures in; labelled pictures out, a few scenes on each, as PNG files.

Every tile has a number, such as 27.1 for what is sent first with scene 27, so that people and
programs who look at the picture can say which tile they mean. Needs Pillow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from selector.reading.thumbnails.thumbnail import NoThumbnail, Thumbnail
from selector.reporting.sheet.sheet_values import Sheet, SheetRow, Slot
from selector.reporting.terminal import printable

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

    from selector.reading.thumbnails.thumbnails import Made

ROWS = 5
"""Scenes on one picture."""

_PAPER, _INK, _FAINT, _ACCENT, _LINE = "#f7f6f3", "#1e1f22", "#62656b", "#98401f", "#dedbd4"
_EDGE, _ABOUT, _GAP, _ROW = 48, 330, 24, 300
_TILE = (300, 190)
_MOST_LINES = 5
"""Lines of a title; what is longer is cut."""
_FEWEST = 3
"""Tiles for which there is room in every row."""
_FONT = "DejaVuSans.ttf"
"""Has more letters than the font that comes with Pillow, where it is installed."""


def sheet_images(sheet: Sheet, made: Mapping[str | None, Made]) -> Iterator[bytes]:
    """The sheet as pictures.

    Args:
        sheet: What is shown.
        made: The small picture of each address, or why there is none.

    Yields:
        PNG files.
    """
    tiles = max([_FEWEST, *map(_count_of, sheet.rows)])
    for first in range(0, len(sheet.rows), ROWS):
        drawing = _Drawing(sheet.rows[first : first + ROWS], tiles, made)
        yield drawing.png()


def _count_of(row: SheetRow) -> int:
    return len(row.slots)


class _Drawing:
    """One picture while it is drawn."""

    def __init__(
        self, rows: Sequence[SheetRow], tiles: int, made: Mapping[str | None, Made]
    ) -> None:
        from PIL import Image, ImageDraw  # noqa: PLC0415  # not everybody has it

        width = 2 * _EDGE + _ABOUT + tiles * (_TILE[0] + _GAP)
        self._made = made
        self._image = Image.new("RGB", (width, _EDGE + len(rows) * _ROW), _PAPER)
        self._pen = ImageDraw.Draw(self._image)
        for nth, row in enumerate(rows):
            self._row(row, _EDGE + nth * _ROW)

    def png(self) -> bytes:
        """The picture as a file."""
        written = BytesIO()
        self._image.save(written, "PNG", optimize=True)
        return written.getvalue()

    def _row(self, row: SheetRow, top: int) -> None:
        number = "-" if row.number is None else str(row.number)
        end = self._image.width - _EDGE
        self._pen.line([(_EDGE, top - 24), (end, top - 24)], _LINE, 2)
        room = _ABOUT - _GAP
        self._write(_EDGE, top, number, 38, _INK, room)
        below = top + 52
        for line in self._lines(row.title, 22, room):
            self._write(_EDGE, below, line, 22, _INK, room)
            below += 28
        self._write(_EDGE, below + 4, row.shot_type, 17, _FAINT, room)
        if not row.is_read_as_written:
            self._write(_EDGE, below + 28, f"served by the {row.shot} rule", 17, _FAINT, room)
        left = _EDGE + _ABOUT
        if not row.slots:
            self._write(left, top, row.nothing, 20, _FAINT, end - left)
        for slot in row.slots:
            self._slot(slot, f"{number}.{slot.number}", left, top)
            left += _TILE[0] + _GAP

    def _slot(self, slot: Slot, label: str, left: int, top: int) -> None:
        thumbnail = self._made.get(slot.sent, NoThumbnail(why="it has no picture"))
        label_top = top
        if isinstance(thumbnail, Thumbnail):
            label_top = self._paste(thumbnail, left, top)
        else:
            corners = [(left, top), (left + _TILE[0], top + _TILE[1])]
            self._pen.rectangle(corners, outline=_FAINT)
            self._write(left + 12, top + 80, thumbnail.why, 16, _FAINT, _TILE[0] - 24)
        self._label(label, left, label_top)
        name = slot.picture.tag
        if slot.picture.crop == "face":
            name += " (face)"
        self._write(left, top + _TILE[1] + 10, name, 18, _INK, _TILE[0])
        self._write(left, top + _TILE[1] + 36, slot.entry.name, 16, _ACCENT, _TILE[0])
        decided = list(slot.decided)
        if slot.limit is not None:
            decided.insert(0, f"only because of the limit {slot.limit.name}")
        words = "; ".join(decided).replace("`", "")
        self._write(left, top + _TILE[1] + 60, words, 15, _FAINT, _TILE[0])

    def _label(self, label: str, left: int, top: int) -> None:
        """The number of a tile, light on dark in its upper left corner."""
        at = (left + 8, top + 6)
        text = printable(label)
        font = self._font(18)
        box = self._pen.textbbox(at, text, font)
        self._pen.rectangle((left, top, box[2] + 8, box[3] + 6), _INK)
        self._pen.text(at, text, _PAPER, font)

    def _paste(self, thumbnail: Thumbnail, left: int, top: int) -> int:
        """Draw a picture that stands on its name, and give where it begins."""
        from PIL import Image, ImageOps  # noqa: PLC0415  # not everybody has it

        with Image.open(BytesIO(thumbnail.data), formats=("WEBP",)) as opened:
            small = ImageOps.contain(opened.convert("RGBA"), _TILE)
        begins = top + _TILE[1] - small.height
        self._image.paste(small, (left, begins), small)
        return begins

    def _lines(self, text: str, size: int, room: int) -> Sequence[str]:
        """A text in lines that there is room for, at most as many as a row has room for."""
        font = self._font(size)
        lines = [""]
        for word in printable(text).split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and font.getlength(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        if len(lines) > _MOST_LINES:
            lines[_MOST_LINES - 1 :] = [" ".join(lines[_MOST_LINES - 1 :])]
        return lines

    def _write(self, left: int, top: int, text: str, size: int, colour: str, room: int) -> None:
        """Write a text on one line; what there is no room for is cut, with dots in its place."""
        font = self._font(size)
        line = printable(text)
        while line and font.getlength(line) > room:
            line = line.removesuffix("...")[:-1] + "..."
            if line == "...":
                return
        self._pen.text((left, top), line, colour, font)

    def _font(self, size: int) -> FreeTypeFont | ImageFont:
        from PIL import ImageFont  # noqa: PLC0415  # not everybody has it

        try:
            return ImageFont.truetype(_FONT, size)
        except OSError:
            return ImageFont.load_default(size)
