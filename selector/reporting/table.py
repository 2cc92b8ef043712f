"""A film's picks as a table that fits a terminal; nothing is cut off.

In: rows. Out: a table on the console. Loaded only for a terminal, because rich is slow to load.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from selector.model.scene_number import size
from selector.reporting.rows import (
    Row,
    number_of,
    pins_elsewhere_in_words,
    pins_in_words,
    who_stayed_out,
)
from selector.reporting.terminal import Ink, printable

_NUMBER_WIDTH = 16
"""Characters of a scene number on one line: more would leave no room for what is sent."""

_BETWEEN = 11
"""Characters between the columns and at the sides."""

_HEADINGS = ("Scene", "Pictures, in order", "Left out")
"""Of the columns beside the numbers."""

_LEAST = 20
"""Characters that each of them needs. It is the same for all, or else the table may be cut off."""

_FACE = {"face": " (face)", "full": ""}


class _Lines:
    """Lines of a cell. Where one is broken, it goes on to the right of its mark.

    Attributes:
        marked: Each line, with the mark before it.
    """

    def __init__(self, marked: Sequence[tuple[str, Text]]) -> None:
        self.marked = marked

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widths = [cell_len(mark) + line.cell_len for mark, line in self.marked]
        return Measurement(1, max(widths, default=1))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for mark, line in self.marked:
            start = mark
            room = max(1, options.max_width - cell_len(mark))
            for part in line.wrap(console, room, overflow="fold"):
                yield Text.assemble(start, part)
                start = " " * cell_len(mark)


def print_table(rows: Iterable[Row], console: Console) -> None:
    """The rows as a table, wrapped to the console's width; in one column if that is narrow."""
    rows = list(rows)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    side: Literal["left", "right"] = "left"
    if all(map(_has_whole_number, rows)):
        side = "right"
    table.add_column("#", justify=side, overflow="fold", max_width=_NUMBER_WIDTH)
    is_narrow = _width_needed(rows) > console.width
    if is_narrow:
        table.add_column("Scene, pictures, left out", overflow="fold")
    else:
        for heading in _HEADINGS:
            table.add_column(heading, overflow="fold", min_width=_LEAST)
    for row in rows:
        cells: list[RenderableType] = [_scene(row), _references(row), _left_out(row)]
        if is_narrow:
            cells = [Group(*cells)]
        table.add_row(printable(number_of(row)), *cells)
    console.print(table)


def _width_needed(rows: Iterable[Row]) -> int:
    """The characters of the narrowest window that the columns fit into, beside the numbers."""
    numbers = [len(printable(number_of(row))) for row in rows]
    widest = min(max(numbers, default=1), _NUMBER_WIDTH)
    return widest + _BETWEEN + _LEAST * len(_HEADINGS)


def console_for(ink: Ink, columns: int) -> Console:
    """A console on standard output of a given width, with or without colour."""
    return Console(
        width=columns,
        force_terminal=True,
        color_system="standard" if ink.on else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _has_whole_number(row: Row) -> bool:
    return row.scene is None or size(row.scene) is not None


def _scene(row: Row) -> Text:
    scene = Text()
    if row.title:
        scene.append(printable(row.title) + "\n", "bold")
    shot = row.shot_type
    if row.rule != shot:
        shot += f" ({row.rule})"
    return scene.append(printable(shot), "dim")


def _references(row: Row) -> RenderableType:
    if not row.references:
        return Text("none", style="bold")
    lines = []
    named = zip(row.references, row.crops, row.files, strict=True)
    for slot, (tag, crop, file) in enumerate(named, 1):
        line = Text(f"{printable(tag)}{_FACE[crop]}")
        if file:
            line.append(f" {printable(file)}", "dim")
        lines.append((f"{slot} ", line))
    return _Lines(lines)


def _left_out(row: Row) -> RenderableType:
    lines = [Text(f"MISSING: {printable(tag)}", "bold red") for tag in row.missing]
    lines += [Text(printable(pin), "bold red") for pin in pins_in_words(row)]
    quiet = (*pins_elsewhere_in_words(row), *who_stayed_out(row))
    lines += [Text(printable(phrase), "dim") for phrase in quiet]
    mark = "" if row.nothing else "- "
    return _Lines([(mark, line) for line in lines])
