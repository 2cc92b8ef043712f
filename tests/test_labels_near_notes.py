"""Labels that the rules do not mention (F384), and clothes or notes whose picture does not go (F391)."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.reading.load import load_rules
from selector.review.film_checks import check_film_folder
from tests.films import write_film
from tests.films_under_rules import HALL, MARA, film_of, picture


def test_words_to_copy_are_written_so_that_they_can_be_read(tmp_path: Path) -> None:
    assets = picture("MARA", "character", "labels: ['#1']")
    scenes = "- {scene: 1, shot: wide, cast: [MARA]}\n"
    found = film_of(tmp_path, f"pictures:\n{assets}", scenes)
    hints = {each.code: each.hint for each in found}
    assert hints["F384"].endswith('`prefer: {label: "#1"}`.')


@pytest.mark.parametrize(
    ("rules", "hint"),
    [
        (
            "",
            "In a `rules.yaml` with `extends: default`, write `prefer: {matches: [wardrobe, notes]}` at the top:",
        ),
        (
            "extends: default\n",
            "Write `prefer: {matches: [wardrobe, notes]}` at the top: pictures whose label",
        ),
        (
            "extends: default\nprefer: cleaned\n",
            "Put `{matches: [wardrobe, notes]}` first in the `prefer` at the top: pictures whose label",
        ),
    ],
)
def test_labels_are_asked_for_where_the_advice_says(rules: str, hint: str, tmp_path: Path) -> None:
    night = "quality: 8, labels: [night]"
    assets = f"pictures:\n{picture('HALL', 'environment', 'quality: 9')}"
    assets += picture("HALL", "environment", night)
    scenes = "- {scene: 1, shot: wide, place: HALL, notes: at night}\n"
    (about,) = [each for each in film_of(tmp_path, assets, scenes, rules) if each.code == "F384"]
    assert about.what == (
        "The rules do not mention the label `night`, so it makes no difference to what is sent. Scene 1 places pictures"
        " that have it."
    )
    assert about.hint.startswith(hint)
    follow = "extends: default\nprefer: [{matches: [wardrobe, notes]}, cleaned]\n"
    assert not [each for each in film_of(tmp_path, assets, scenes, follow) if each.code == "F384"]


def test_clothes_whose_picture_does_not_go_under_our_rules_are_put_first_in_a_file_of_ones_own(
    tmp_path: Path,
) -> None:
    coat = "labels: [yellow coat]"
    assets = f"pictures:\n{MARA}{picture('MARA', 'character', coat)}{picture('TOM', 'character')}"
    scenes = "- {scene: 1, shot: two-shot, cast: [MARA: {wears: a yellow coat}, TOM]}\n"
    write_film(tmp_path, {"assets.yaml": assets, "scenes.yaml": scenes})
    checked = check_film_folder(tmp_path, named=[load_rules("cinematic")])
    (about,) = [each for each in checked.problems if each.code == "F391"]
    assert about.hint == (
        "In a `rules.yaml` with `extends: cinematic`, put the label first in `two_shot`: `prefer: [{matches: wardrobe},"
        " face]`. Or give the picture a tag of its own, and place that."
    )
    own = "extends: cinematic\nshots: {two_shot: {prefer: [{matches: wardrobe}, face]}}\n"
    assert not [each for each in film_of(tmp_path, assets, scenes, own) if each.code == "F391"]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (
            ("It has snowed.", "Still snowing."),
            ["in scenes 1 and 2, notes say `snowed` and `snowing`"],
        ),
        (("It has snowed.", "Deep snow."), []),
        (("Snowdrops.", "A warm day."), []),
    ],
)
def test_notes_that_say_a_label_in_another_form_only_are_told(
    notes: tuple[str, str], expected: list[str], tmp_path: Path
) -> None:
    assets = f"pictures:\n{HALL}" + picture("HALL", "environment", "labels: [snow]")
    scenes = ""
    for number, note in enumerate(notes, 1):
        scenes += f"- {{scene: {number}, shot: wide, place: HALL, notes: {note}}}\n"
    found = film_of(tmp_path, assets, scenes, "extends: default\nprefer: {matches: notes}\n")
    told = [each.what for each in found if each.code == "F391"]
    assert len(told) == len(expected)
    assert all(clause in what for clause, what in zip(expected, told, strict=True))


def test_a_label_is_not_told_where_another_of_the_picture_is_in_the_notes(tmp_path: Path) -> None:
    """As where the forms that were told are added."""
    assets = f"pictures:\n{HALL}" + picture("HALL", "environment", "labels: [snow, snowed]")
    scenes = "- {scene: 1, shot: wide, place: HALL, notes: It has snowed.}\n"
    rules = "extends: default\nprefer: {matches: notes}\n"
    assert "F391" not in {each.code for each in film_of(tmp_path, assets, scenes, rules)}


def test_labels_that_no_text_says_are_told_to_be_so(tmp_path: Path) -> None:
    assets = f"pictures:\n{HALL}" + picture("HALL", "environment", "labels: [night]")
    scene = "- {{scene: 1, shot: wide, place: HALL{}}}\n"
    for more, is_said in (("", False), (", notes: late at night", True)):
        found = film_of(tmp_path / str(is_said), assets, scene.format(more))
        (about,) = [each for each in found if each.code == "F384"]
        assert ("(no scene says one of them so far)" in about.hint) is not is_said
