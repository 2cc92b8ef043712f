"""Advice on one rule file: how many pictures it sends of one, which priority comes first, and for which video model."""

from __future__ import annotations

from collections import Counter
from typing import Any

from selector.model.advice import ChooseTarget, Elsewhere, MoveUp, Option, Write
from selector.review.advice.adviser import Adviser
from tests.advice_done import made
from tests.film_to_change import HEAD, PEOPLE, Film, ann, placing
from tests.generate import Case
from tests.pools import Sketch


def test_a_picture_that_is_excluded_as_one_thing_and_refused_as_all_goes_for_another_model() -> (
    None
):
    rules = {
        **HEAD,
        "target": "S2V-01",
        "never": [{"name": "no-subjects", "role": "subject"}],
        "shots": {"default": {"priorities": [{"name": "all", "type": "character"}]}},
    }
    placements = [{"asset_tag": "ANN", "role": role} for role in ("subject", "prop")]
    manifest = {"composition": {"shot_type": "default"}, "placements": placements}
    values = {"manifest_tag": "ANN", "asset_type": "character"}
    selection = Film.of(Case(rules, manifest, (Sketch("model", values),))).selected()
    (passed,) = selection.passed_over
    assert passed.reason.kind == "struck"
    assert Adviser(selection).advice(passed).options == (
        Option(
            changes=(ChooseTarget(target="S2V-01", takes_it=True),),
            elsewhere=(Elsewhere(),),
        ),
    )


def test_what_the_scene_loses_is_not_known_where_another_model_is_to_take_a_pinned_picture() -> (
    None
):
    """The pin takes the face of ANN while BO, whom the scene does not place, is refused."""
    rules = {
        **HEAD,
        "target": "S2V-01",
        "shots": {"default": PEOPLE},
        "pin": [{"name": "all", "type": "character", "unplaced": True}],
    }
    pool = ann(
        {"is_face_crop": True, "quality_score": 5}, {"manifest_tag": "BO", "quality_score": 9}
    )
    case = Case(rules, placing("ANN"), pool)
    made(case, Counter())
    (passed,) = Film.of(case).selected().passed_over
    (option,) = Adviser(Film.of(case).selected()).advice(passed).options
    assert option.changes == (ChooseTarget(target="S2V-01", takes_it=True),)
    assert not option.loses


def test_as_many_pictures_of_somebody_are_advised_as_it_takes_and_no_fewer() -> None:
    """Each of three priorities takes the best picture that is left: the third goes with three."""
    priorities = [{"name": f"p{number}", "type": "character"} for number in range(3)]
    rules = {**HEAD, "references": 9, "shots": {"default": {"priorities": priorities}}}
    pool = ann(*({"quality_score": score} for score in (9, 8, 7)))
    selection = Film.of(Case(rules, placing("ANN"), pool)).selected()
    adviser = Adviser(selection)
    advised = [adviser.advice(passed).options for passed in selection.passed_over]
    for number, options in enumerate(advised, 2):
        write = Write(key="pictures_each", value=number, shot="default")
        assert (write,) in [option.changes for option in options]


def test_a_priority_that_is_moved_up_stays_behind_what_is_first_in_every_shot() -> None:
    cast = ("ANN", "BO", "CY")
    priorities = [{"name": tag.lower(), "of": tag} for tag in cast[1:]]
    shot: dict[str, Any] = {"references": 2, "priorities": priorities}
    rules = {**HEAD, "first": [{"name": "ann", "of": "ANN"}], "shots": {"default": shot}}
    pool = ann(*({"manifest_tag": tag} for tag in cast))
    case = Case(rules, placing(*cast), pool)
    move = MoveUp(priority="cy", shot="default")
    (passed,) = Film.of(case).selected().passed_over
    adviser = Adviser(Film.of(case).selected())
    assert (move,) in [option.changes for option in adviser.advice(passed).options]
    shot["references"] = 1
    adviser = Adviser(Film.of(case).selected())
    passed = Film.of(case).selected().passed_over[-1]
    assert (move,) not in [option.changes for option in adviser.advice(passed).options]
