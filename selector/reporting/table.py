"""A film's picks as a table that fits a terminal; nothing is cut off.

In: rows. Out: a table on the console. Loaded only for a terminal, because rich is slow to load.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
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

_FACE = {"face": " (face)", "full": ""}


def print_table(rows: Iterable[Row], console: Console) -> None:
    """The rows as a table, wrapped to the console's width."""
    rows = list(rows)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    side: Literal["left", "right"] = "left"
    if all(map(_has_whole_number, rows)):
        side = "right"
    room = _room(rows, console)
    table.add_column("#", justify=side, overflow="fold", max_width=_NUMBER_WIDTH)
    table.add_column("Scene", overflow="fold", ratio=4, min_width=min(16, room))
    table.add_column("Pictures, in order", overflow="fold", ratio=7, min_width=min(16, room))
    table.add_column("Left out", overflow="fold", ratio=5, min_width=min(14, room))
    for row in rows:
        table.add_row(printable(number_of(row)), _scene(row), _references(row), _left_out(row))
    console.print(table)


def _room(rows: Iterable[Row], console: Console) -> int:
    """What a narrow window has for each column beside the numbers; a wider column is cut off."""
    numbers = [len(printable(number_of(row))) for row in rows]
    widest = min(max(numbers, default=1), _NUMBER_WIDTH)
    return max(1, (console.width - widest - _BETWEEN) // 3)


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


def _references(row: Row) -> Text:
    if not row.references:
        return Text("none", style="yellow")
    lines = []
    named = zip(row.references, row.crops, row.files, strict=True)
    for slot, (tag, crop, file) in enumerate(named, 1):
        face = _FACE[crop]
        line = Text(f"{slot} {printable(tag)}{face}")
        if file:
            line.append(f" {printable(file)}", "dim")
        lines.append(line)
    return _joined(lines)


def _left_out(row: Row) -> Text:
    lines = [Text(f"MISSING: {printable(tag)}", "bold red") for tag in row.missing]
    lines += [Text(printable(pin), "bold red") for pin in pins_in_words(row)]
    quiet = (*pins_elsewhere_in_words(row), *who_stayed_out(row))
    lines += [Text(printable(phrase), "dim") for phrase in quiet]
    return _joined(lines)


def _joined(lines: Iterable[Text]) -> Text:
    return Text("\n").join(lines)
