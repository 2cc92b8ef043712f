"""What advice costs: which pictures the scene loses, which other scenes can change, and the smallest change first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector.model.advice import (
    AddPicture,
    AlsoFirst,
    AskForIt,
    Change,
    ChooseTarget,
    Elsewhere,
    GiveType,
    MakeSendable,
    MoveUp,
    Pinned,
    PlaceAs,
    PlaceBy,
    PlaceTag,
    PutEarlier,
    Score,
    Write,
)
from selector.model.left_out import NotPlaced
from selector.reading.film import read_film
from selector.reading.load import load_rules
from selector.reporting.advice_words import what_would_help
from selector.reporting.lines_to_paste import lines_to_paste
from selector.review.advice.adviser import Adviser
from selector.review.advice.elsewhere import Reach
from tests.advice_done import made
from tests.advice_in_words import FACTS, in_words
from tests.choosing import Picture, compiled, rule, scene
from tests.film_to_change import HEAD, PEOPLE, Film, ann, placing
from tests.generate import Case

ROOT = Path(__file__).parents[1]


def test_a_pin_that_is_offered_in_the_example_film_can_be_pasted_and_costs_what_is_said() -> None:
    """As text, in a rule file that extends those that come with selector."""
    film, _ = read_film(ROOT / "examples/the-tide-clock")
    assert film is not None
    rules, pool = load_rules(), film.pool()
    head = 'language: 1\nname: n\nversion: "1"\nextends: default\n'
    pinned = []
    for read in film.read_scenes():
        assert read.scene is not None
        selection = rules.select(read.scene, pool)
        adviser = Adviser(selection, new_file="rules.yaml")
        for passed in selection.passed_over:
            if passed.facts is None or isinstance(passed.reason, NotPlaced):
                continue
            advice = adviser.advice(passed)
            pins = [each for each in advice.options if isinstance(each.changes[0], Pinned)]
            assert [len(each.changes) for each in pins] == [1], passed
            lines = lines_to_paste(replace(advice, options=tuple(pins)))
            after = load_rules(text=head + "\n".join(lines)).select(read.scene, pool)
            assert passed.facts.place in after.places
            gone = [each.facts for each in selection.picks if each.facts.place not in after.places]
            assert pins[0].loses == tuple(gone)
            said = in_words(advice, is_brief=True)
            assert "Only several changes" not in said
            assert f" in `pin` under `scenes`, scene {read.scene.index} of rules.yaml" in said
            pinned.append((str(read.scene.index), passed.facts.id))
    assert {
        ("3", "pictures/tomas-face.jpg"),
        ("15", "pictures/harbour-mud.jpg"),
        ("16", "pictures/wren-face.jpg"),
        ("30", "pictures/crew-juna.jpg"),
    } <= set(pinned)


def test_what_is_advised_says_what_it_costs() -> None:
    film, _ = read_film(ROOT / "examples/the-tide-clock")
    assert film is not None
    (read,) = (read for read in film.read_scenes() if str(read.scene and read.scene.index) == "3")
    assert read.scene is not None
    selection = load_rules().select(read.scene, film.pool())
    (passed,) = (
        each
        for each in selection.passed_over
        if each.facts is not None and each.facts.id == "pictures/tomas.jpg"
    )
    advice = Adviser(selection, new_file="rules.yaml").advice(passed)
    help_ = what_would_help(advice)
    assert help_.lead == "To send it, do one of these:"
    pin, references, move = help_.items
    assert pin.startswith("Pin it for this scene with ")
    assert pin.endswith(". This scene would lose HARBOUR (pictures/harbour.jpg).")
    assert references.endswith(", if the video model takes so many. Other scenes can change.")
    assert move.endswith(
        "`wide_shot` in rules.yaml. This scene would lose QUILL (pictures/quill.jpg) and ODILE"
        " (pictures/odile.jpg) and send JUNA (pictures/juna.jpg) as well. Other scenes that use `wide_shot` can change."
    )


def test_what_loses_the_subject_of_the_scene_is_advised_last() -> None:
    steps: list[dict[str, Any]] = [
        {"name": "subject", "role": "subject", "at_most": 1},
        {"name": "others", "role": "background"},
    ]
    pool = [
        Picture("a", "a", id="a"),
        Picture("b", "b", id="b", quality_score=9),
        Picture("c", "c", id="c", quality_score=8),
    ]
    placed = scene(("a", "subject"), ("b", "background"), ("c", "background"))
    selection = rule(steps, references=2).select(placed, pool)
    [passed] = selection.passed_over
    options = Adviser(selection).advice(passed).options
    assert [[facts.tag for facts in option.loses] for option in options] == [[], ["b"], ["a"]]
    assert isinstance(options[-1].changes[0], MoveUp)


def test_whoever_a_lifted_ban_let_in_is_named_where_one_picture_goes_instead_of_another() -> None:
    """BO, too, is a draft."""
    rules = {
        **HEAD,
        "pictures_each": 2,
        "shots": {"default": PEOPLE},
        "never": [{"name": "drafts", "label": "draft"}],
    }
    draft = {"user_tags": ["draft"]}
    pool = ann({}, draft, {"manifest_tag": "BO", **draft})
    case = Case(rules, placing("ANN", "BO"), pool)
    made(case, Counter())
    selection = Film.of(case).selected()
    passed, _ = selection.passed_over
    lift = next(
        option
        for option in Adviser(selection).advice(passed).options
        if isinstance(option.changes[-1], PutEarlier)
    )
    assert [facts.tag for facts in lift.loses] == ["ANN"]
    assert [facts.tag for facts in lift.gains] == ["BO"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Write(key="references", value=4, shot=None), Elsewhere()),
        (Write(key="references", value=4, shot="wide"), Elsewhere(shot="wide")),
        (Write(key="references", value=4, shot="Default"), Elsewhere()),
        (Write(key="references", value=4, shot=None, scene="7"), None),
        (MoveUp(priority="a", shot="wide"), Elsewhere(shot="wide")),
        (AlsoFirst(priority="a", shot="wide"), Elsewhere()),
        (AskForIt(name="a", words=(), shot="wide", after=0, is_last=True), Elsewhere(shot="wide")),
        (Pinned(words=(), unplaced=False, shot="wide"), Elsewhere(shot="wide")),
        (Pinned(words=(), unplaced=False, shot=None, scene="7"), None),
        (Score(than=FACTS), Elsewhere()),
        (PutEarlier(than=FACTS), Elsewhere()),
        (GiveType(), Elsewhere()),
        (ChooseTarget(target="veo"), Elsewhere()),
        (PlaceAs(roles=("subject",), placement=0), None),
        (PlaceBy(tag="A", placement=0), None),
        (PlaceTag(tag="A"), None),
        (AddPicture(tag="A"), None),
        (MakeSendable(), None),
    ],
)
def test_a_change_reaches_as_far_as_where_it_is_written(
    change: Change, expected: Elsewhere | None
) -> None:
    """`default` is inherited: what changes there changes for those that are like it, too."""
    shots = {"default": PEOPLE, "wide": PEOPLE, "night": {"like": "default"}}
    rules = compiled({**HEAD, "shots": shots})
    assert Reach(rules.rule_set).changed_by(change) == expected


def test_the_smallest_change_is_advised_first() -> None:
    text = yaml.safe_dump(
        {
            **HEAD,
            "target": "S2V-01",
            "shots": {"default": {"priorities": [{"name": "all", "crop": ["face", "full"]}]}},
        }
    )
    cast = {"ANN": 8, "BO": 5}
    pool = [
        {
            "manifest_tag": tag,
            "asset_type": "character",
            "is_face_crop": True,
            "quality_score": score,
        }
        for tag, score in cast.items()
    ]
    scene = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": tag, "role": "subject"} for tag in cast],
    }
    selection = load_rules(text=text).select(scene, pool)
    (passed,) = selection.passed_over
    pin, other_model = Adviser(selection).advice(passed).options
    assert isinstance(pin.changes[0], Pinned)
    assert other_model.changes == (ChooseTarget(target="S2V-01", references=2),)
