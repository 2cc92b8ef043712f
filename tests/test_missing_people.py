"""Who is missing in a scene: the second of a two-shot (F382), and whoever a text names (F385)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.films_under_rules import HALL, MARA, TWO_AND_A_CART, film_of, picture


@pytest.mark.parametrize(
    ("name", "title", "is_found"),
    [
        ("小雨", "小雨在等火车", True),
        ("小雨", "大雨", False),
        ("Grace", "Grace under pressure", False),
        ("Grace", "Grace waits", False),
        ("Grace", "He waits with Grace", True),
        ("Grace", "Grace and Wren wait", True),
        ("Wren", "Wren under the pier", True),
        ("Mara", "Mara is dead", False),
        ("Mara", "Mara is late", True),
        ("Her brother", "Her last chance", False),
        ("The clerk", "The clerk knows", True),
    ],
)
def test_a_title_names_somebody_who_may_be_seen(
    name: str, title: str, tmp_path: Path, *, is_found: bool
) -> None:
    assets = f"individuals:\n  {name}:\n    type: character\n    tag: X1\n    pictures:\n"
    assets += f"      - {{picture: 'https://pictures.example/x.jpg'}}\npictures:\n{HALL}"
    scenes = f"- {{scene: 1, title: {title}, shot: wide, place: HALL}}\n"
    found = film_of(tmp_path, assets, scenes)
    assert ("F385" in {each.code for each in found}) is is_found


def test_a_two_shot_under_rules_that_come_with_selector_says_where_to_change_them(
    tmp_path: Path,
) -> None:
    scenes = "- {scene: 1, shot: two-shot, cast: [MARA: subject, TOM: background]}\n"
    (about,) = [
        each
        for each in film_of(tmp_path, f"pictures:\n{TWO_AND_A_CART}", scenes)
        if each.code == "F382"
    ]
    assert about.hint.startswith(
        "In a `rules.yaml` with `extends: default`, add a priority for it in `change`"
    )


def test_advice_names_the_list_that_the_scene_has(tmp_path: Path) -> None:
    assets = f"pictures:\n{MARA}{HALL}"
    short = "- {scene: 1, title: Mara alone, shot: two shot, place: HALL}\n"
    long = (
        "- scene_index: 1\n  title: Mara alone\n  composition: {shot_type: two shot}\n"
        "  placements: [{asset_tag: HALL, role: environment}]\n"
    )
    for scenes, where in ((short, "`cast`"), (long, "`placements`")):
        found = film_of(tmp_path / where.strip("`"), assets, scenes)
        hints = [each.hint for each in found if each.code in ("F382", "F385")]
        assert len(hints) == 2
        assert all(where in hint for hint in hints)


def test_one_mistake_of_a_two_shot_is_one_finding(tmp_path: Path) -> None:
    """Who is missing in the only two-shot is not also said to be never sent."""
    assets = f"pictures:\n{MARA}{picture('TOM', 'character')}{HALL}"
    scenes = "- {scene: 1, shot: two shot, cast: [MARA, {TOM: background}], place: HALL}\n"
    found = film_of(tmp_path / "one", assets, scenes)
    assert [each.code for each in found if "TOM" in each.what] == ["F382"]
    scenes += "- {scene: 2, shot: close up, cast: [MARA, {TOM: background}], place: HALL}\n"
    found = film_of(tmp_path / "two", assets, scenes)
    assert {each.code for each in found if "TOM" in each.what} & {"F383", "F384"}
