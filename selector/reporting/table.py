"""A film's picks as a table that fits a terminal; nothing is cut off.

Loaded only where there is a terminal: rich is slow to load.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from selector.model.scene_number import size
from selector.reporting.rows import Row, left_out_words
from selector.reporting.terminal import Ink, printable

_NUMBER_WIDTH = 16
"""Letters of a scene number on one line: more would leave no room for what is sent."""

_FACE = {"face": " (face)", "full": ""}


def print_table(rows: Iterable[Row], console: Console) -> None:
    """The rows as a table, wrapped to the console's width."""
    rows = list(rows)
    all_whole = all(row.scene is None or size(row.scene) is not None for row in rows)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column(
        "#", justify="right" if all_whole else "left", overflow="fold", max_width=_NUMBER_WIDTH
    )
    table.add_column("Scene", overflow="fold", ratio=5, min_width=16)
    table.add_column("References, in order", overflow="fold", ratio=6, min_width=16)
    table.add_column("Left out", overflow="fold", ratio=5, min_width=14)
    for row in rows:
        table.add_row(
            "" if row.scene is None else printable(str(row.scene)),
            _scene(row),
            _references(row),
            _left_out(row),
        )
    console.print(table)


def console_for(ink: Ink, columns: int) -> Console:
    """A console on standard output with our own say about colour and width."""
    return Console(
        width=columns,
        force_terminal=True,
        color_system="standard" if ink.on else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _scene(row: Row) -> Text:
    shot = row.shot_type if row.shot_type == row.rule else f"{row.shot_type} ({row.rule})"
    parts = [(printable(row.title) + "\n", "bold")] if row.title else []
    return Text.assemble(*parts, (printable(shot), "dim"))


def _references(row: Row) -> Text:
    if not row.references:
        return Text("none", style="yellow")
    named = zip(row.references, row.crops, strict=True)
    return _lines(
        [(f"{slot} {printable(tag)}{_FACE[crop]}", "") for slot, (tag, crop) in enumerate(named, 1)]
    )


def _left_out(row: Row) -> Text:
    missing = [(f"MISSING: {printable(tag)}", "bold red") for tag in row.missing]
    return _lines([*missing, *((phrase, "dim") for phrase in left_out_words(row))])


def _lines(parts: Sequence[tuple[str, str]]) -> Text:
    return Text("\n").join(Text(words, style=style) for words, style in parts)
