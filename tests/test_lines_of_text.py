"""Sentences in lines: no wider than is easy to read, and with every command in one piece."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from selector.cli.program import COMMANDS
from selector.reporting.explaining import explain_scene
from selector.reporting.terminal import Ink, cells, folded
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


@pytest.mark.parametrize("window", [40, 60, 80])
def test_colours_take_no_room_in_a_line(window: int) -> None:
    words = "one two three four five " * 20
    coloured = words.replace("two", Ink(on=True)("two", "bold", "red"))
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in folded(coloured, window)]
    assert lines == folded(words, window)


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


@pytest.mark.parametrize("title", ["短い題名" * 4, "Zoe\u0308 " * 9, "👩‍🚀 " * 9])
def test_an_explanation_counts_the_cells_of_wide_letters(title: str) -> None:
    selection = rule(ANYTHING).select(scene("A"), [Picture("a", "A")])
    lines = explain_scene(selection, None, title, columns=60).splitlines()
    assert all(cells(line) < 60 for line in lines)
    assert cells(lines[0]) > 40


def test_a_picture_whose_file_is_named_as_on_a_mac_is_named_once() -> None:
    name = "pictures/Zoe\u0308.png"
    selection = rule(ANYTHING).select(
        scene("A"), [Picture("a", "A", id=name, reference_image_url=name)]
    )
    text = explain_scene(selection, None)
    assert text.count(".png") == 1


def test_what_is_sent_and_what_is_left_out_differ_in_the_colour_of_their_marks_alone() -> None:
    """Names are never coloured: each colour is hard to read on some background."""
    selection = rule(ANYTHING, references=1).select(
        scene("A", "B"), [Picture("a", "A"), Picture("b", "B")]
    )
    text = explain_scene(selection, None, ink=Ink(on=True))
    bold = "\x1b[1m"
    assert f"  \x1b[32;1m1. \x1b[0m{bold}A (picture 1 of the film)\x1b[0m" in text
    assert f"  \x1b[35;1m-  \x1b[0m{bold}B (picture 2 of the film)\x1b[0m" in text


WORDS_OF_A_COMMAND = {
    "an unknown schema": ("schema nothing-of-that-name", 2),
    "an unknown word": ("help nonsense-that-nobody-would-write", 2),
    "a file that is there already": ("new rules FILM/a-very-long-name-of-a-file.yaml", 2),
    "rules that are fine": ("check cinematic", 0),
    "the list of codes": ("help", 0),
}


@pytest.mark.parametrize(("typed", "code"), WORDS_OF_A_COMMAND.values(), ids=WORDS_OF_A_COMMAND)
@pytest.mark.parametrize("window", [60, 80])
def test_a_terminal_breaks_no_word_that_a_command_says(
    tmp_path: Path, typed: str, code: int, window: int
) -> None:
    (tmp_path / "a-very-long-name-of-a-file.yaml").touch()
    words = typed.replace("FILM", str(tmp_path)).split()
    screen = on_a_terminal(words, tmp_path, window, code)
    for line in click.unstyle(screen).splitlines():
        assert cells(line) <= window or " " not in line.replace(str(tmp_path), "")


def test_in_the_narrowest_window_the_line_about_a_code_is_folded(tmp_path: Path) -> None:
    screen = on_a_terminal(["check", "nothing"], tmp_path, 40, 2)
    assert screen.endswith("`selector help Y101` says more about\nY101.\n")


@pytest.mark.parametrize("name", [*COMMANDS, "db import", "db prune", "db replay", "db export"])
def test_the_help_of_a_command_fits_a_terminal_of_eighty_columns(tmp_path: Path, name: str) -> None:
    screen = on_a_terminal([*name.split(), "--help"], tmp_path, 80)
    assert max(map(len, screen.splitlines())) <= 80
