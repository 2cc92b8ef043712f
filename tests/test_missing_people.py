"""Who is missing in a scene: the second of a two-shot (F382), and whoever a text names (F385)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import called
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
        "In a `rules.yaml` with `extends: default`, add `{name: background, role: background,"
        " type: character}` to `change` of `two_shot`"
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


TWO = f"pictures:\n{MARA}{picture('TOM', 'character')}{HALL}"


def test_two_shots_of_one_cause_are_told_together(tmp_path: Path) -> None:
    scenes = (
        "- {scene: 1, shot: two shot, cast: [MARA]}\n"
        "- {scene: 2, shot: two shot, cast: [TOM]}\n"
        "- {scene: 3, shot: two shot, cast: [MARA]}\n"
        "- {scene: 4, shot: two shot, cast: [MARA, {TOM: background}]}\n"
        "- {scene: 5, shot: two shot, cast: [MARA, {TOM: background}]}\n"
    )
    found = [each for each in film_of(tmp_path, TWO, scenes) if each.code == "F382"]
    assert [(each.what, each.scenes, each.at.line) for each in found] == [
        ("A `two shot` has two people in frame, and scenes 1 and 3 place only `MARA`.", 2, 1),
        ("A `two shot` has two people in frame, and this one places only `TOM`.", 1, 2),
        (
            (
                "A `two shot` has two people in frame, and no picture of `TOM` is sent with scenes 4 and"
                " 5. No priority asks for it: the nearest, `the-two`, asks for the role `subject` or"
                " `interaction_target`."
            ),
            2,
            4,
        ),
    ]


def test_what_is_allowed_in_one_two_shot_is_told_of_the_others(tmp_path: Path) -> None:
    scenes = (
        "- {scene: 1, shot: two shot, cast: [MARA]}  # selector: allow F382\n"
        "- {scene: 2, shot: two shot, cast: [MARA]}\n"
        "- {scene: 3, shot: two shot, cast: [MARA]}\n"
    )
    found = film_of(tmp_path, TWO, scenes)
    assert [each.what for each in found if each.code == "F382"] == [
        "A `two shot` has two people in frame, and scenes 2 and 3 place only `MARA`."
    ]


PAIR = "shots: {default: {priorities: [{name: people, type: character, because: b%s}]}}\n"
AND_PLACE = (
    PAIR.replace("}]", "}, {name: place, type: environment, because: b}]") % ", role: subject"
)


@pytest.mark.parametrize(
    ("rules", "cast", "hint", "followed"),
    [
        pytest.param(
            "references: 1\n" + PAIR % "",
            "[MARA, TOM]",
            "Write `references: 2` in `default` (rules.yaml:5), or write `order: {of: TOM}` in"
            " `people` (rules.yaml:5), which sends it in place of `MARA` in scene 1.",
            "references: 1\n" + PAIR % ", order: {of: TOM}",
            id="the only reference",
        ),
        pytest.param(
            PAIR % ", at_most: 1",
            "[MARA, TOM]",
            "Write `at_most: 2` in `people` (rules.yaml:4), or write `order: {of: TOM}` in `people`"
            " (rules.yaml:4), which sends it in place of `MARA` in scene 1.",
            PAIR % ", at_most: 2",
            id="at most one",
        ),
        pytest.param(
            "references: 2\n" + PAIR % ", at_most: 1",
            "[MARA, TOM]",
            "Write `at_most: 2` in `people` (rules.yaml:5), or write `order: {of: TOM}` in `people`"
            " (rules.yaml:5), which sends it in place of `MARA` in scene 1.",
            "references: 2\n" + PAIR % ", at_most: 2",
            id="as many as there are references",
        ),
        pytest.param(
            "references: 2\n" + AND_PLACE,
            "[MARA, {TOM: background}], place: HALL",
            "Add `{name: background, role: background, type: character}` at the top of `priorities` in"
            " `default` (rules.yaml:5), or give it the role `subject` in the scene.",
            "references: 2\n"
            + AND_PLACE.replace("[{", "[{name: background, role: background, type: character}, {"),
            id="no reference left",
        ),
        pytest.param(
            "extends: default\nreferences: 2\n",
            "[MARA, {TOM: background}], place: HALL",
            "Add `{name: background, role: background, type: character, before: the-two}` to `change` of"
            " `two_shot`, or give it the role `subject` or `interaction_target` in the scene.",
            "extends: default\nreferences: 2\nshots: {two_shot: {change: [{name: background, role:"
            " background, type: character, before: the-two}]}}\n",
            id="no reference left beside inherited priorities",
        ),
        pytest.param(
            PAIR % ", order: quality, at_most: 1",
            "[MARA, TOM]",
            "Write `at_most: 2` in `people` (rules.yaml:4), or put `{of: TOM}` first in the `order` of"
            " `people` (rules.yaml:4), which sends it in place of `MARA` in scene 1.",
            PAIR % ", order: [{of: TOM}, quality], at_most: 1",
            id="an order",
        ),
        pytest.param(
            PAIR % ", role: subject",
            "[MARA, {TOM: background}]",
            "Add `{name: background, role: background, type: character}` at the end of `priorities` in"
            " `default` (rules.yaml:4), or give it the role `subject` in the scene.",
            PAIR.replace("}]", "}, {name: background, role: background, type: character}]")
            % ", role: subject",
            id="another role",
        ),
        pytest.param(
            "extends: default\n",
            "[MARA, {TOM: background}]",
            "Add `{name: background, role: background, type: character}` to `change` of `two_shot`, or"
            " give it the role `subject` or `interaction_target` in the scene.",
            "extends: default\nshots: {two_shot: {change: [{name: background, role: background,"
            " type: character}]}}\n",
            id="inherited priorities",
        ),
        pytest.param(
            PAIR.replace("}]", "}], limits: [{name: one, type: character, at_most: 1}]") % "",
            "[MARA, TOM]",
            "Write `at_most: 2` in `one` (rules.yaml:4).",
            PAIR.replace("}]", "}], limits: [{name: one, type: character, at_most: 2}]") % "",
            id="a limit",
        ),
    ],
)
def test_whoever_a_two_shot_does_not_send_goes_once_the_line_is_written(
    rules: str, cast: str, hint: str, followed: str, tmp_path: Path
) -> None:
    scenes = f"- {{scene: 1, shot: two shot, cast: {cast}}}\n"
    found = film_of(tmp_path / "before", TWO, scenes, rules)
    (about,) = [each for each in found if "`TOM`" in each.what]
    assert about.hint == hint
    after = film_of(tmp_path / "after", TWO, scenes, followed)
    assert "no picture of `TOM`" not in str([each.what for each in after])


def test_two_shots_that_lack_the_same_person_for_two_reasons_are_told_apart(
    tmp_path: Path,
) -> None:
    scenes = (
        "- {scene: 1, shot: two shot, cast: [MARA, {TOM: background}]}\n"
        "- {scene: 2, shot: two shot, cast: [MARA: subject, TOM: subject]}\n"
    )
    found = film_of(tmp_path, TWO, scenes, PAIR % ", role: subject, at_most: 1")
    whats = [each.what for each in found if each.code == "F382"]
    assert len(whats) == 2
    assert "No priority asks for it" in whats[0]
    assert "takes at most 1" in whats[1]


@pytest.mark.parametrize(
    ("shot", "cast", "rules", "codes"),
    [
        ("MCU", "[{TOM: background}]", "[{name: a, type: environment, because: b}]", ["F382"]),
        ("two shot", "[MARA, TOM]", "[{name: a, type: prop, because: b}]", ["F381"]),
        ("three shot", "[MARA, TOM, JO]", "[{name: a, of: MARA, because: b}]", []),
    ],
)
def test_a_shot_is_told_where_it_sends_somebody_but_too_few_and_could_send_enough(
    shot: str, cast: str, rules: str, codes: list[str], tmp_path: Path
) -> None:
    scenes = f"- {{scene: 1, shot: {shot}, cast: {cast}, place: HALL}}\n"
    file = f"references: 2\nshots: {{default: {{priorities: {rules}}}}}\n"
    assets = TWO + picture("JO", "character")
    found = [each for each in film_of(tmp_path, assets, scenes, file) if each.code < "F383"]
    assert [each.code for each in found] == codes
    for each in found:
        assert each.code == "F381" or each.what.startswith("An `MCU` shows somebody")


def test_a_name_that_is_a_word_as_well_is_told_where_nothing_else_can_be_meant(
    tmp_path: Path,
) -> None:
    assets = f"pictures:\n{HALL}{picture('GRACE', 'character')}"
    scenes = ""
    for number, title in enumerate(["Grace and Mara wait", "With grace", "He waits with Grace"], 1):
        scenes += f"- {{scene: {number}, title: {title}, shot: wide, place: HALL}}\n"
    found = [each for each in film_of(tmp_path, assets, scenes) if each.code == "F385"]
    assert [(each.at.line, each.scenes) for each in found] == [(3, 1)]


@pytest.mark.parametrize(
    ("allowed_in", "found"),
    [
        ((), "Scenes 1, 2 and 3 name `MARA`"),
        ((1,), "Scenes 2 and 3 name `MARA`"),
        ((2,), "Scenes 1 and 3 name `MARA`"),
        ((1, 3), "The title names `MARA`"),
        ((1, 2, 3), ""),
    ],
)
def test_to_allow_that_a_scene_names_somebody_allows_it_in_no_other_scene(
    allowed_in: tuple[int, ...], found: str, tmp_path: Path
) -> None:
    scenes = "- {scene: 4, shot: wide, cast: MARA}\n"
    for number in (1, 2, 3):
        scenes += f"- {{scene: {number}, title: He waits with Mara, shot: wide, cast: TOM}}"
        if number in allowed_in:
            scenes += "  # selector: allow F385 because she is on the telephone"
        scenes += "\n"
    film_of(tmp_path, f"pictures:\n{MARA}{picture('TOM', 'character')}", scenes)
    said = called(["check", str(tmp_path)])
    assert said.err.count("F385: ") == bool(found)
    assert f"F385: {found}" in said.err or not found
    assert "Y154" not in said.err
    if allowed_in:
        assert f"{len(allowed_in)} warning" in said.out


@pytest.mark.parametrize(
    ("names", "title", "is_found"),
    [
        (["田中健一"], "田中さんが待つ", True),
        (["田中健一"], "山田中さんが待つ", False),
        (["田中健一"], "田中駅の朝", False),
        (["田中健一", "田中花子"], "田中さんが待つ", False),
        (["田中健一郎"], "田中さんが待つ", False),
    ],
)
def test_a_last_name_in_kanji_counts_before_an_honorific_unless_two_have_it(
    names: list[str], title: str, tmp_path: Path, *, is_found: bool
) -> None:
    assets = "individuals:\n"
    for number, name in enumerate(names):
        assets += f"  {name}:\n    type: character\n    tag: X{number}X\n    pictures:\n"
        assets += f"      - {{picture: 'https://pictures.example/{number}.jpg'}}\n"
    scenes = f"- {{scene: 1, title: {title}, shot: wide, place: HALL}}\n"
    found = film_of(tmp_path, f"{assets}pictures:\n{HALL}", scenes)
    assert ("F385" in {each.code for each in found}) is is_found
