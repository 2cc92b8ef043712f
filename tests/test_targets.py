"""A video model holds rules to what it takes: its cap, and what it refuses."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from selector import load_rules
from selector.cli.arguments.inputs import targets
from selector.data import data_dir
from selector.engine.rules import Rules
from selector.engine.under_target import slots, unknown_target
from selector.language.taken import form_of_target, stored_target
from selector.model.left_out import NoReferences, RefusedByTarget, SlotsFull, Struck
from selector.model.problem import Location, ProblemError, Source
from selector.model.video_model import OneKind, VideoModel
from selector.reading.load import check_rules
from selector.reading.targets import known_models
from tests.as_written import yaml_text
from tests.choosing import (
    ANYTHING,
    Picture,
    compiled,
    content_of,
    face,
    picked,
    reason,
    rules_with,
    scene,
)
from tests.drawn_conditions import TARGETS
from tests.generate import batch
from tests.long import many
from tests.pools import build

VEO, KLING, S2V = "veo-3.1-generate-001", "kling-video-o1", "S2V-01"
HERE = Location(source=Source(name="tests"))
CROWD = [Picture(tag, tag, quality_score=9 - n) for n, tag in enumerate("ABCDEFGHI")]
PLACED = scene(*"ABCDEFGHI")
EVERYBODY: dict[str, Any] = {"default": {"priorities": ANYTHING}}


def sent(rules: Rules) -> str:
    """Whom of the crowd these rules send."""
    return "".join(picked(rules.select(PLACED, CROWD)))


@pytest.mark.parametrize(
    ("top", "of_shot", "goes"),
    [
        ({}, {}, "ABC"),
        ({"target": VEO}, {}, "ABC"),
        ({"target": KLING}, {}, "ABCDEFG"),
        ({"target": KLING, "references": 4}, {}, "ABCD"),
        ({"target": KLING, "references": 4}, {"references": 5}, "ABCDE"),
        ({"target": KLING, "references": 9}, {}, "ABCDEFG"),
        ({"target": KLING}, {"references": 8}, "ABCDEFG"),
        ({"target": KLING}, {"references": 0}, ""),
        ({"target": VEO, "references": 2}, {}, "AB"),
    ],
)
def test_slots_are_the_nearest_references_else_the_cap_and_never_more(
    top: dict[str, Any], of_shot: dict[str, Any], goes: str
) -> None:
    assert sent(rules_with({"default": {"priorities": ANYTHING, **of_shot}}, **top)) == goes


def test_the_cap_holds_for_a_scene_with_references_of_its_own_and_for_the_rule_that_it_uses() -> (
    None
):
    shots = {**EVERYBODY, "few": {"references": 2, "priorities": ANYTHING}}
    scenes = {7: {"references": 9}, 8: {"references": 4}, 9: {"use": "few"}, 10: {"prefer": "face"}}
    rules = rules_with(shots, target=KLING, scenes=scenes)
    for numbered, goes in {7: "ABCDEFG", 8: "ABCD", 9: "AB", 10: "ABCDEFG"}.items():
        for each in (rules, rules_with(shots, scenes=scenes).for_target(KLING)):
            selection = each.select({**PLACED, "scene_index": numbered}, CROWD)
            assert "".join(picked(selection)) == goes
            assert selection.references == len(goes)
    capped = reason(rules.select({**PLACED, "scene_index": 7}, CROWD), "H")
    assert isinstance(capped, SlotsFull)
    assert capped.target == KLING
    few = reason(rules.select({**PLACED, "scene_index": 9}, CROWD), "H")
    assert isinstance(few, SlotsFull)
    assert few.target is None


def test_without_a_target_there_are_three_slots_unless_somebody_says_otherwise() -> None:
    model = VideoModel(id="m", references=0, at=HERE)
    assert (slots(None, None), slots(5, None), slots(None, model), slots(5, model)) == (3, 5, 0, 0)


def test_the_cap_holds_for_the_limit_of_a_priority_too() -> None:
    priorities = [{**ANYTHING[0], "at_most": 5}]
    rules = rules_with({"default": {"priorities": priorities}}, target=VEO)
    assert sent(rules) == "ABC"
    assert rules.plan.default.caps == (3,)


def test_full_slots_name_the_model_where_its_cap_is_the_smaller() -> None:
    capped = rules_with(EVERYBODY, target=VEO, references=4).select(PLACED, CROWD)
    found = reason(capped, "D")
    assert isinstance(found, SlotsFull)
    assert (found.references, found.target) == (3, VEO)
    for references in (2, 3):
        asked = rules_with(EVERYBODY, target=VEO, references=references).select(PLACED, CROWD)
        found = reason(asked, "D")
        assert isinstance(found, SlotsFull)
        assert (found.references, found.target) == (references, None)


def test_a_model_that_takes_none_is_the_reason_and_references_of_0_are_not() -> None:
    none = VideoModel(id="none", references=0, at=HERE)
    rules, _ = check_rules(Source(name="r", text=yaml_text(content_of(EVERYBODY))), target=none)
    assert rules is not None
    assert reason(rules.select(PLACED, CROWD), "A") == NoReferences(target="none")
    written = rules_with(EVERYBODY, target=VEO, references=0).select(PLACED, CROWD)
    assert reason(written, "A") == NoReferences()


STYLE = Picture("grade", "GRADE", "STYLE", quality_score=9)
ANN, ANN_FACE = Picture("ann", "ANN", quality_score=9), face("ann-face", "ANN", quality_score=3)


def test_a_model_of_assets_refuses_pictures_of_a_style() -> None:
    selection = rules_with(EVERYBODY, target=VEO).select(scene("GRADE", "ANN"), [STYLE, ANN])
    assert picked(selection) == ["ann"]
    assert reason(selection, "grade") == RefusedByTarget(target=VEO, takes="asset")


def test_a_model_of_faces_refuses_all_but_face_crops() -> None:
    pool = [STYLE, ANN, ANN_FACE]
    selection = rules_with(EVERYBODY, target="s2v-01").select(scene("GRADE", "ANN"), pool)
    assert picked(selection) == ["ann-face"]
    for label in ("grade", "ann"):
        assert reason(selection, label) == RefusedByTarget(target=S2V, takes="face")


def test_a_model_of_which_nothing_else_is_known_refuses_nothing() -> None:
    selection = rules_with(EVERYBODY, target=KLING).select(scene("GRADE", "ANN"), [STYLE, ANN])
    assert sorted(picked(selection)) == ["ann", "grade"]


def test_a_ban_comes_before_a_refusal() -> None:
    never = [{"name": "no-style", "type": "style"}]
    selection = rules_with(EVERYBODY, target=VEO, never=never).select(scene("GRADE"), [STYLE])
    found = reason(selection, "grade")
    assert isinstance(found, Struck)
    assert found.by.name == "no-style"


def test_what_is_refused_does_not_count_for_has() -> None:
    priorities = [{"name": "seen", "has": {"crop": "full"}}]
    shots = {"default": {"priorities": priorities}}
    pool = [ANN, ANN_FACE]
    assert picked(rules_with(shots).select(scene("ANN"), pool)) == ["ann"]
    assert picked(rules_with(shots, target=S2V).select(scene("ANN"), pool)) == []


@pytest.mark.parametrize("target", [VEO, KLING, S2V])
def test_rules_for_a_target_are_those_that_name_it(target: str) -> None:
    """Whatever the file names; and its digest is its own."""
    plain = compiled(content_of(EVERYBODY))
    named = compiled(content_of(EVERYBODY, target=target))
    others = {compiled(content_of(EVERYBODY, target=each)).digest for each in (VEO, KLING, S2V)}
    assert len({plain.digest, *others}) == 4
    for each in (VEO, KLING, S2V):
        again = compiled(content_of(EVERYBODY, target=each)).for_target(target)
        assert (again.digest, sent(again)) == (named.digest, sent(named))
        assert again.target == named.target == known_models()[target]
    assert plain.for_target(target.upper()).digest == named.digest
    assert plain.target is None
    assert sent(plain) == "ABC", "the rules themselves did not change"


def test_generated_rules_for_a_target_are_those_that_name_it() -> None:
    refused = 0
    for seed in range(many(14, 40)):
        drawn = batch(seed, pools=1, scenes=3)
        rules = compiled(drawn.rules)
        for target in TARGETS[:3]:
            named = compiled({**drawn.rules, "target": target})
            again = rules.for_target(target)
            assert again.digest == named.digest
            for case in drawn.cases():
                pool = build(case.pool)
                first, second = (each.select(case.manifest, pool) for each in (named, again))
                assert first.places == second.places
                kinds = [each.reason.kind for each in first.passed_over]
                assert kinds == [each.reason.kind for each in second.passed_over]
                refused += "target_refuses" in kinds
    assert refused > 10


def test_the_digest_knows_references_of_3_from_none_where_the_model_takes_more() -> None:
    digests = [
        compiled(content_of(EVERYBODY, target=KLING, **words)).digest
        for words in ({}, {"references": 7}, {"references": 9}, {"references": 3})
    ]
    assert digests[0] == digests[1] == digests[2] != digests[3]


def test_the_digest_has_the_cap_and_the_refusals() -> None:
    model = VideoModel(id="m", references=4, takes=("asset",), at=HERE)
    others = [
        replace(model, references=5),
        replace(model, takes=()),
        replace(model, takes=("face",)),
        replace(model, id="n"),
    ]
    same = [replace(model, retires="2026-10-22", source="a page", confidence="C", checked="today")]
    source = Source(name="r", text=yaml_text(content_of(EVERYBODY)))

    def digest(each: VideoModel) -> str:
        rules, _ = check_rules(source, target=each)
        assert rules is not None
        return rules.digest

    assert len({digest(each) for each in (model, *others)}) == 5
    assert {digest(each) for each in same} == {digest(model)}


@pytest.mark.parametrize("takes", [(), *((kind,) for kind in get_args(OneKind))])
def test_what_the_digest_says_of_a_model_is_enough_to_compile_the_rules_again(
    takes: tuple[str, ...],
) -> None:
    model = VideoModel(id="m", references=4, takes=takes, at=HERE)
    assert stored_target(form_of_target(model)) == model


def test_several_kinds_refuse_nothing() -> None:
    assert VideoModel(id="m", references=4, takes=("asset", "style"), at=HERE).one_kind is None


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(ProblemError) as caught:
        load_rules().for_target("kling-video-01")
    (problem,) = caught.value.problems
    assert problem.code == "R236"
    assert problem.what == "No video model with the id `kling-video-01` is known."
    assert problem.hint == "Did you mean `kling-video-o1`?"


@pytest.mark.parametrize("target", [None, 3, b"S2V-01", ["S2V-01"]])
def test_a_target_that_is_no_text_is_refused(target: Any) -> None:
    with pytest.raises(TypeError, match="`target` must be the id of a video model"):
        load_rules().for_target(target)


def test_rules_for_a_target_travel_with_it() -> None:
    rules = load_rules().for_target(KLING)
    again = pickle.loads(pickle.dumps(rules))
    assert (again.target, again.digest) == (rules.target, rules.digest)
    assert again.for_target(VEO).digest == rules.for_target(VEO).digest


def test_nothing_is_read_where_no_target_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = []

    def models() -> dict[str, VideoModel]:
        wanted.append("models")
        return dict(known_models())

    monkeypatch.setattr("selector.reading.load.known_models", models)
    rules = load_rules()
    assert wanted == []
    assert rules.for_target(VEO).target == known_models()[VEO]
    assert wanted == ["models"]


def test_a_plan_prints_what_the_model_refuses() -> None:
    plan = rules_with(EVERYBODY, target=S2V).plan
    assert str(plan).splitlines()[0].startswith("default: one reference, ")
    assert str(plan).splitlines()[-1] == "  never S2V-01: crop full"


def test_the_shipped_file_is_checked_as_what_it_is_and_one_of_that_name_with_rules_as_rules(
    tmp_path: Path,
) -> None:
    shipped = (data_dir("rules") / "targets.yaml").read_text("utf-8")
    for folder, text in (("ours", shipped), ("theirs", yaml_text(content_of(EVERYBODY)))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "targets.yaml").write_text(text, "utf-8")
    found = [(Path(each.path).parent.name, each.kind) for each in targets(str(tmp_path))]
    assert found == [("ours", "targets"), ("theirs", "rules")]
    (ours,) = targets(str(tmp_path / "ours" / "targets.yaml"))
    assert ours.kind == "targets"


@pytest.mark.parametrize(
    ("count", "said"), [(12, "The known ids are `m00`"), (13, "Known ids include `m00`")]
)
def test_of_many_video_models_a_message_names_twelve(count: int, said: str) -> None:
    ids = [f"m{nth:02}" for nth in range(count)]
    models = {each: VideoModel(id=each, references=1, at=HERE) for each in reversed(ids)}
    hint = unknown_target("of nobody", models, HERE).hint
    assert hint is not None
    assert hint.startswith(said)
    assert " and `m11`." in hint
    assert unknown_target("m055", models, HERE).hint == "Did you mean `m05`?"


def test_without_any_video_model_the_key_is_to_go() -> None:
    assert unknown_target("veo", {}, HERE).hint == "Write `references` instead of `target`."


def test_what_a_video_model_refuses_is_its_first_entry() -> None:
    text = yaml_text(content_of(EVERYBODY))
    model = VideoModel(id="m", references=4, takes=("asset",), at=HERE)
    rules, _ = check_rules(Source(name="r", text=text), target=model)
    assert rules is not None
    (refusal,) = rules.plan.default.refusals
    name = refusal.name
    assert (name.name, name.number, name.list, name.at) == ("m", 1, "never", HERE)
