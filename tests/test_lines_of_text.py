"""Sentences in lines: no wider than is easy to read, and with every command in one piece."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from selector.reporting.explaining import explain_scene
from selector.reporting.terminal import folded
from tests.choosing import ANYTHING, Picture, rule, scene
from tests.test_cli_pick import on_a_terminal

FILM = Path(__file__).parents[1] / "examples" / "the-tide-clock"
COMMAND = "`selector why 'my film' 12 WREN --rules bold.yaml --db x.sqlite`"


@pytest.mark.parametrize("window", [40, 60, 80, 120, 300])
def test_a_command_is_in_one_piece_in_every_window(window: int) -> None:
    for filler in range(60):
        lines = folded(f"{'x ' * filler}run {COMMAND} and see.", window, "  ", "    ")
        assert sum(COMMAND in line for line in lines) == 1
        for line in lines:
            assert len(line.replace(COMMAND, "")) < window


@pytest.mark.parametrize("window", [60, 80, 120, 300])
def test_an_explanation_keeps_commands_in_one_piece(window: int) -> None:
    selection = rule(ANYTHING).select(scene("A"), [Picture("a", "A")])
    for filler in range(60):
        text = explain_scene(selection, None, f"{'x ' * filler}{COMMAND}", columns=window)
        assert COMMAND in text


@pytest.mark.parametrize(("window", "widest"), [(80, 80), (120, 100), (200, 100)])
@pytest.mark.parametrize("typed", ["why FILM 15", "check FILM --all"])
def test_sentences_fill_a_window_and_no_more_than_a_hundred_columns(
    typed: str, window: int, widest: int
) -> None:
    words = [str(FILM) if word == "FILM" else word for word in typed.split()]
    screen = on_a_terminal(words, FILM, window)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", screen).splitlines()
    sentences = [line for line in lines if not re.match(r" *\d* +\||\d+ \| |.*warning F", line)]
    without = [re.sub("`selector [^`]*`|" + re.escape(str(FILM)), "", line) for line in sentences]
    assert max(map(len, without)) <= widest
    assert max(map(len, without)) > widest - 12
