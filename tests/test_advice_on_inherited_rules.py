"""Advice on rules that a file or a shot rule inherits: the line to write, and what edits a ban that is lifted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from selector.reading.load import load_rules
from selector.review.advice.adviser import Adviser
from tests.advice_done import made
from tests.advice_in_words import in_words
from tests.film_to_change import HEAD, PEOPLE, Film, ann, placing
from tests.generate import Case

HOUSE = """language: 1
name: house
version: "1"
never: [{name: drafts, label: draft}]
limits: [{name: one-animal, label: animal, at_most: 1}]
first: [{name: who-enters, of: ANN}]
shots:
  wide:
    references: 2
    never: [{name: no-cars, type: vehicle}]
    priorities:
      - {name: people, type: character, at_most: 2}
      - {name: places, type: environment}
"""
OVER_HOUSE = """language: 1
name: film
version: "1"
extends: house.yaml
scenes: {7: {references: 2}}
shots: {default: {priorities: [{name: all, crop: [face, full]}]}}
"""


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        (
            "CY",
            (
                "To send it, do one of these: (1) Pin it for this scene with `{picture: CY}` in `pin` under "
                "`scenes`, scene 7 (film.yaml:5). This scene would lose BO (picture 2 of the film). (2) Make both "
                "changes: change the limit `one-animal` (house.yaml:5:17) with `{name: one-animal, at_most: 2}` in "
                "`limits` at the top of film.yaml; and write `references: 3` in `scenes`, scene 7 (film.yaml:5), if "
                "the video model takes so many. Other scenes can change."
            ),
        ),
        (
            "ROOM",
            (
                "To send it, do one of these: (1) Write `references: 3` in `scenes`, scene 7 (film.yaml:5), if the "
                "video model takes so many. (2) Pin it for this scene with `{picture: ROOM}` in `pin` under "
                "`scenes`, scene 7 (film.yaml:5). This scene would lose BO (picture 2 of the film). (3) Move the "
                "priority `places` (house.yaml:13:16) further up with `{name: places, before: people}` in `change` "
                "of `wide` in film.yaml. This scene would lose BO (picture 2 of the film). Other scenes that use "
                "`wide` can change. (4) Copy the priority `places` (house.yaml:13:16) to `first` at the top of "
                "film.yaml, with `before: who-enters`. This scene would lose BO (picture 2 of the film). Other "
                "scenes can change."
            ),
        ),
        (
            "HALL",
            (
                "To send it, first drop the ban `drafts` (house.yaml:4:16) with `{name: drafts, drop: true}` in "
                "`never` at the top of film.yaml. Then do one of these: (1) Write `references: 4` in `scenes`, scene "
                "7 (film.yaml:5), if the video model takes so many. This scene would send ROOM (picture 4 of the "
                "film) as well. Other scenes can change. (2) Copy the priority `places` (house.yaml:13:16) to `first`"
                " at the top of film.yaml, with `before: who-enters`. This scene would lose ANN (picture 1 of the "
                "film) and BO (picture 2 of the film) and send ROOM (picture 4 of the film) as well. Other scenes can"
                " change. (3) Pin the picture for this scene with `{picture: HALL}` in `pin` under `scenes`, scene 7 "
                "(film.yaml:5). This scene would lose BO (picture 2 of the film). Other scenes can change."
            ),
        ),
        (
            "CAR",
            (
                "To send it, first drop the ban `no-cars` (house.yaml:10:20) with `{name: no-cars, drop: true}` in "
                "`never` of `wide` in film.yaml. Then do one of these: (1) Change the priority `who-enters` "
                "(house.yaml:6:16) with `{name: who-enters, of: [ANN, CAR]}` in `first` at the top of film.yaml. "
                "This scene would lose BO (picture 2 of the film). Other scenes can change. (2) Add the priority "
                "`{name: subject-vehicle-full, role: subject, type: vehicle, crop: full, "
                "before: people}` in `change` of `wide` in film.yaml. This scene would lose BO (picture 2 of the "
                "film). Other scenes that use `wide` can change. (3) Pin the picture for this scene with `{picture: "
                "CAR}` in `pin` under `scenes`, scene 7 (film.yaml:5). This scene would lose BO (picture 2 of the "
                "film). Other scenes that use `wide` can change."
            ),
        ),
    ],
)
def test_what_is_inherited_is_changed_by_a_line_in_the_file_itself(tag: str, said: str) -> None:
    rules = load_rules(text=OVER_HOUSE, name="film.yaml", parents={"house.yaml": HOUSE})
    cast: tuple[tuple[str, str, list[str]], ...] = (
        ("ANN", "character", []),
        ("BO", "character", ["animal"]),
        ("CY", "character", ["animal"]),
        ("ROOM", "environment", []),
        ("HALL", "environment", ["draft"]),
        ("CAR", "vehicle", []),
    )
    pool = [
        {"manifest_tag": name, "asset_type": kind, "user_tags": labels, "quality_score": 9 - number}
        for number, (name, kind, labels) in enumerate(cast)
    ]
    placements = [{"asset_tag": name, "role": "subject"} for name, *_ in cast]
    scene = {"scene_index": 7, "composition": {"shot_type": "wide"}, "placements": placements}
    selection = rules.select(scene, pool)
    passed = next(each for each in selection.passed_over if each.tag == tag)
    assert in_words(Adviser(selection).advice(passed)) == said


@pytest.mark.parametrize("edits", [[], [{"name": "drafts", "type": "character"}]])
def test_what_edits_a_ban_goes_with_it(edits: list[dict[str, Any]]) -> None:
    """`night` is like `wide`, and drops what `wide` bans: without the ban that edit edits nothing."""
    people = {"priorities": [{"name": "people", "type": "character"}]}
    rules = {
        **HEAD,
        "shots": {
            "default": {**people, "never": [{"name": "drafts", "label": "draft"}]},
            "wide": {"like": "default", **({"never": edits} if edits else {})},
            "night": {"like": "wide", "never": [{"name": "drafts", "drop": True}]},
        },
    }
    scene = placing("ANN")
    scene["composition"]["shot_type"] = "wide"
    case = Case(rules, scene, ann({"user_tags": ["draft"]}))
    tried: Counter[str] = Counter()
    made(case, tried)
    assert tried["DeleteEdits"]
    (passed,) = Film.of(case).selected().passed_over
    said = in_words(Adviser(Film.of(case).selected()).advice(passed))
    assert "(2) Delete the edits of that ban in `night`. Other scenes can change." in said


DRAFTS = {"name": "drafts", "label": "draft"}
OLD = {"name": "old", "label": "old"}


def lifted(rules: dict[str, Any], shot: str) -> tuple[str, set[str]]:
    """What is said to send a draft, and the changes that do; each is made, and the rules load."""
    scene = placing("ANN")
    scene["composition"]["shot_type"] = shot
    case = Case({**HEAD, **rules}, scene, ann({"user_tags": ["draft"]}))
    tried: Counter[str] = Counter()
    made(case, tried)
    selection = Film.of(case).selected()
    (passed,) = selection.passed_over
    return in_words(Adviser(selection).advice(passed)), set(tried)


@pytest.mark.parametrize("key", ["before", "after"])
def test_what_is_placed_next_to_a_ban_that_is_lifted_loses_its_place(key: str) -> None:
    placed = {**OLD, key: "drafts"}
    night = {"like": "default", "never": [placed]}
    shots = {"default": {**PEOPLE, "never": [DRAFTS]}, "night": night, "late": {"like": "night"}}
    said, tried = lifted({"shots": shots}, "default")
    assert "DeletePlace" in tried
    delete = f"(2) Delete `{key}: drafts` in the ban `old` of `night`."
    assert said.endswith(f"{delete} Other scenes can change.")
    assert lifted({"shots": shots}, "late")[0] == said
    for rules in (
        {"shots": {"default": PEOPLE}, "never": [DRAFTS, placed]},
        {"shots": {"default": {**PEOPLE, "never": [DRAFTS, placed]}}},
    ):
        assert "DeletePlace" in lifted(rules, "default")[1]


@pytest.mark.parametrize("line", [{**OLD, "before": "drafts"}, {"name": "drafts", "drop": True}])
def test_a_shot_rule_that_inherits_lines_about_a_ban_that_is_lifted_starts_again(
    line: dict[str, Any],
) -> None:
    shots = {
        "default": {**PEOPLE, "never": [DRAFTS]},
        "night": {"like": "default", "never": [line]},
    }
    rules = {"extends": {**HEAD, "shots": shots}, "shots": {}}
    said, tried = lifted(rules, "default")
    assert {"Edit", "LikeAgain"} <= tried
    assert "Write `like: default` in `night`" in said
