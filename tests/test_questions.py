"""What a rule set asks of pictures: each condition once, and its answer as one bit."""

from __future__ import annotations

from typing import Any

import pytest

from selector.engine import questions
from selector.engine.earlier import Earlier
from selector.engine.pool import AssetPool
from selector.engine.questions import ByFact, Questions, what_decides
from selector.engine.rules import Rules
from selector.language.candidate import UNPLACED, Candidate, Circumstances
from selector.language.condition import flattened
from selector.reading.load import load_rules
from tests.as_written import yaml_text
from tests.choosing import compiled
from tests.generate import batch
from tests.pools import build

HEAD = {"language": 1, "name": "n", "version": "1"}


def rules_of(*priorities: dict[str, Any], **more: Any) -> Rules:
    named = [{"name": f"p{nth}", **each} for nth, each in enumerate(priorities)]
    shots = {"default": {"priorities": named}, **more.pop("shots", {})}
    return load_rules(text=yaml_text({**HEAD, **more, "shots": shots}))


def one_by_one(asks: Questions, around: Circumstances, place: int) -> int:
    """The answers about a picture, each condition asked for itself."""
    candidate = Candidate(around.pool.rows[place], UNPLACED, place, around)
    answers = 0
    for requirement, nth in asks.of_pictures.items():
        if requirement.is_met(candidate):
            answers += 2**nth
    return answers


def test_the_bits_of_a_picture_are_the_answers_about_it() -> None:
    asked = 0
    for seed in range(40):
        drawn = batch(70_000 + seed)
        plan = compiled(drawn.rules).plan
        asks = Questions(plan)
        for requirement in flattened(plan.requirements()):
            is_asked = requirement in asks.of_pictures
            assert is_asked == (what_decides(requirement) == "picture")
        bits = list(asks.of_pictures.values())
        assert bits == list(range(len(bits)))
        for sketches in drawn.pools:
            pool = AssetPool(build(sketches))
            around = asks.around(pool)
            assert around.send_cleaned == plan.send_cleaned
            for place in range(len(pool)):
                expected = one_by_one(asks, around, place)
                assert asks.answers(around, place) == expected
                assert asks.answers(around, place) == expected
                asked += bool(expected)
    assert asked > 300


def test_a_condition_is_answered_before_those_that_hold_it_wherever_it_stands() -> None:
    plain = {"not": {"label": "x"}}
    rules = rules_of(plain, {"any_of": [plain, {"crop": "face"}]})
    asks = Questions(rules.plan)
    around = asks.around(AssetPool(PICTURES))
    expected = [one_by_one(asks, around, place) for place in range(len(PICTURES))]
    assert len(set(expected)) == len(PICTURES)
    assert [asks.answers(around, place) for place in range(len(PICTURES))] == expected


PICTURES: list[dict[str, Any]] = [
    {
        "id": "f",
        "manifest_tag": "A",
        "asset_type": "prop",
        "is_face_crop": True,
        "user_tags": ["x"],
    },
    {"id": "g", "manifest_tag": "A", "asset_type": "prop", "user_tags": ["y"]},
]


@pytest.mark.parametrize(
    ("priority", "expected"),
    [
        ({"type": "prop"}, [((), -1), ((), -1)]),
        ({"matches": "notes"}, [(("x",), -1), (("y",), -1)]),
        ({"sent_scene_before": True}, [((), 0), ((), 1)]),
        ({"not": {"sent_scene_before": True}}, [((), 0), ((), 1)]),
    ],
)
def test_what_else_tells_pictures_apart_is_what_the_rules_ask_for(
    priority: dict[str, Any], expected: list[Any]
) -> None:
    asks = Questions(rules_of(priority).plan)
    pool = AssetPool(PICTURES, usable=lambda asset: asset["id"] == "g")
    assert [asks.besides_kind(pool, place) for place in range(2)] == expected


@pytest.mark.parametrize(
    ("rules", "most"),
    [
        ({"references": 2}, 2),
        ({"references": 0}, 1),
        ({"references": 2, "shots": {"wide": {"like": "default", "references": 5}}}, 5),
        ({"references": 2, "scenes": {4: {"references": 4}, 5: {"references": 3}}}, 4),
        ({"references": 2, "scenes": {4: {"references": 1}, 5: {"prefer": "face"}}}, 2),
    ],
)
def test_the_most_pictures_are_those_of_any_shot_or_scene(rules: dict[str, Any], most: int) -> None:
    assert Questions(rules_of({"crop": "face"}, **rules).plan).most == most


def test_answers_about_a_fact_are_found_once_and_not_all_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(questions, "MOST_FACTS", 3)
    by_fact = ByFact("type")
    types, _ = rules_of({"type": "prop"}, {"type": ["prop", "style"]}).plan.default.steps
    (prop,) = types.conditions
    by_fact.conditions = [(prop, 1), (prop, 8)]
    assert [by_fact[each] for each in ("prop", "style")] == [9, 0]
    assert by_fact == {"prop": 9, "style": 0}
    by_fact.conditions = []
    assert by_fact["prop"] == 9, "it is not asked again"
    assert by_fact["vehicle"] == 0
    assert len(by_fact) == 3
    assert by_fact["object"] == 0
    assert by_fact == {"object": 0}


@pytest.mark.parametrize(
    ("condition", "decides"),
    [
        ({"label": "x"}, "picture"),
        ({"position": "left"}, "placement"),
        ({"speaks": True}, "individual"),
        ({"matches": "wardrobe"}, "candidate"),
        ({"has": {"label": "x"}}, "individual"),
        ({"has": {"position": "left"}}, "individual"),
        ({"not": {"label": "x"}}, "picture"),
        ({"not": {"position": "left"}}, "placement"),
        ({"not": {"position": "left", "speaks": True}}, "individual"),
        ({"any_of": [{"position": "left"}, {"speaks": True}]}, "individual"),
        ({"any_of": [{"label": "x"}, {"speaks": True}]}, "candidate"),
        ({"any_of": [{"label": "x"}, {"not": {"crop": "face"}}]}, "picture"),
        ({"any_of": [{"not": {"position": "left"}}, {"role": "prop"}]}, "placement"),
    ],
)
def test_conditions_in_others_are_decided_by_what_decides_those_inside(
    condition: dict[str, Any], decides: str
) -> None:
    (requirement,) = rules_of(condition).plan.default.steps[0].conditions
    assert what_decides(requirement) == decides


def test_of_pictures_alone_no_scene_is_known() -> None:
    pool = AssetPool(PICTURES)
    around = Questions(rules_of({"crop": "face"}).plan).around(pool)
    assert around.scene == questions.NO_SCENE
    assert (around.scene.index, around.scene.placements) == (None, ())
    assert isinstance(around.earlier, Earlier)
    assert not around.earlier.is_known
