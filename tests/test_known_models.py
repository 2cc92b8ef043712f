"""What `rules/targets.yaml` says of video models: every fact, how it is read, and what is refused in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from selector import ProblemError, load_rules
from selector.data import data_dir
from selector.engine.under_target import ending_of, instead_of, model_named, unknown_target
from selector.model.left_out import RefusedByTarget
from selector.model.problem import Location, Source
from selector.model.video_model import VideoModel
from selector.reading.shape.target_faults import problems_of_targets
from selector.reading.targets import ModelsOf, known_models
from tests.choosing import ANYTHING, Picture, compiled, content_of, face, scene
from tests.yaml_files import loaded

FILE = data_dir("rules") / "targets.yaml"
TEXT = FILE.read_text("utf-8")
WRITTEN: dict[str, Any] = loaded(TEXT)
WRITTEN.pop("targets")
HERE = Location(source=Source(name="tests"))
IDS = sorted(known_models())
A_FILE = """\
# selector: what is known of video models
targets: 1

one-r2v:
  references: 3
  takes: [face]
  source: "its page"
  confidence: A
  checked: "2026-11-26"
"""


def test_only_facts_that_the_vendor_or_two_others_state_are_shipped() -> None:
    for facts in WRITTEN.values():
        for each in (facts, *facts.get("services", ())):
            assert each["confidence"] in {"A", "B"}
            assert each["source"].strip()
            assert each["checked"] == "2026-11-26"


def test_each_model_takes_what_its_vendor_says() -> None:
    assert {each: (model.references, *model.takes) for each, model in known_models().items()} == {
        "veo-3.1-generate-001": (3, "asset"),
        "veo-3.1-fast-generate-001": (3, "asset"),
        "veo-3.1-generate-preview": (3, "asset"),
        "veo-3.1-fast-generate-preview": (3, "asset"),
        "veo-2.0-generate-exp": (1, "asset", "style"),
        "gemini-omni-flash-preview": (10,),
        "kling-v1-6": (4,),
        "kling-video-o1": (7,),
        "kling-v3-omni": (4,),
        "kling-v4": (8,),
        "vidu2.0": (3,),
        "viduq1": (7,),
        "viduq2": (7,),
        "viduq3": (7,),
        "viduq3-turbo": (7,),
        "viduq3-mix": (7,),
        "S2V-01": (1, "face"),
        "MiniMax-H3": (9,),
        "seedance-1-0-lite-i2v": (4,),
        "seedance-2-0-260128": (9,),
        "seedance-2-0-fast-260128": (9,),
        "seedance-2-0-mini-260615": (9,),
        "seedance-2-5-260628": (30,),
        "wan2.7-r2v": (5,),
        "wan3.0-video": (10,),
        "grok-imagine-video": (7,),
        "pika-2.2": (5,),
        "pixverse-v6": (7, "subject", "background"),
        "skyreels-a2": (3,),
        "skyreels-v3-r2v-14b": (4, "character", "object", "background"),
        "hunyuancustom": (1,),
        "gen4_turbo": (0,),
        "gen4.5": (0,),
        "ray-3.2": (0,),
        "ray-2": (0,),
    }


def test_models_that_end_have_a_day_and_their_successor() -> None:
    ending = {each.id: each for each in known_models().values() if each.is_ending}
    said = {each.id: (each.deprecated, each.retires, each.replaced_by) for each in ending.values()}
    assert said == {
        "veo-3.1-generate-preview": (None, "2026-10-22", "veo-3.1-generate-001"),
        "veo-3.1-fast-generate-preview": (None, "2026-10-22", "veo-3.1-fast-generate-001"),
        "gemini-omni-flash-preview": ("2026-11-06", None, "gemini-omni-1.2-flash"),
    }
    gone = {each.id: each.retires for each in known_models().gone.values()}
    assert gone == {"sora-2": "2026-09-24", "sora-2-pro": "2026-09-24"}


def test_a_cap_that_depends_on_something_is_the_smaller_and_says_so() -> None:
    for each, other in (("kling-v3-omni", "7"), ("kling-v4", "10"), ("veo-2.0-generate-exp", "3")):
        model = known_models()[each]
        assert other in model.depends
        assert model.references < int(other)


def test_every_model_is_read_as_the_whole_file_says() -> None:
    models = known_models()
    assert {*models, *models.gone} == WRITTEN.keys()
    for each, facts in WRITTEN.items():
        assert models.facts(each) == facts
        model = models.gone.get(each) or models[each]
        for key in ("references", "depends", "vendor", "deprecated", "retires", "replaced_by"):
            if hasattr(model, key):
                assert (getattr(model, key) or None) == (facts.get(key) or None)
        line = TEXT.splitlines()[model.at.line - 1]
        assert (line, model.at.written, Path(model.at.file).name) == (f"{each}:", each, FILE.name)


def test_nothing_is_wrong_with_the_file_and_its_schema_says_so_too() -> None:
    assert problems_of_targets(Source(name="t", text=TEXT)) == ()
    schema = json.loads((data_dir("schemas") / "targets-v1.schema.json").read_text("utf-8"))
    validator = Draft7Validator(schema)
    validator.validate(yaml.safe_load(TEXT))
    validator.validate(WRITTEN)
    assert not validator.is_valid({**WRITTEN, "new": {"references": 3}})
    assert not validator.is_valid({"targets": 2})


def test_the_schema_explains_every_key() -> None:
    schema = json.loads((data_dir("schemas") / "targets-v1.schema.json").read_text("utf-8"))
    for shape in schema["definitions"].values():
        assert shape["description"]
        for facts in shape["properties"].values():
            assert facts["description"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "references: 3",
            "references: three",
            (
                "t:5:15: R205 `references` must be a whole number of 0 or more, not the text `three`."
                " Write `references: 3`, or leave it out."
            ),
        ),
        (
            "references: 3",
            "references: -1",
            (
                "t:5:15: R205 `references` must be a whole number of 0 or more, not -1."
                " Write `references: 3`, or leave it out."
            ),
        ),
        (
            "  references: 3\n",
            "",
            (
                "t:4:1: R202 `references` is missing."
                " Add `references: 3`. It can be left out only beside `retires`."
            ),
        ),
        (
            "takes: [face]",
            "takes: face",
            (
                "t:6:10: R203 `takes` must be a list of kinds of pictures, not the text `face`."
                " Write `takes: [asset]`, or leave it out."
            ),
        ),
        (
            "confidence: A",
            "confidence: D",
            "t:8:15: R204 `confidence` cannot be `D`. It can be `A`, `B` or `C`.",
        ),
        (
            "checked:",
            "cheked:",
            "t:9:3: R201 `cheked` is not a key of a video model. Did you mean `checked`?",
        ),
        (
            '  source: "its page"\n',
            "",
            't:4:1: R202 `source` is missing. Add `source: "MiniMax API: video generation"`.',
        ),
        (
            'checked: "2026-11-26"',
            "checked: yesterday",
            (
                "t:9:12: R207 `checked` must be a day such as `2026-10-22`, in quotes, not the text"
                ' `yesterday`. Write `checked: "2026-11-26"`.'
            ),
        ),
        (
            "targets: 1",
            "targets: 2",
            (
                "t:2:10: R208 This version of selector does not read version 2 of this file."
                " Write `targets: 1`."
            ),
        ),
        (
            "takes: [face]",
            "images: {least_pixels: 0}",
            (
                "t:6:26: R205 `least_pixels` must be a whole number of 1 or more, not 0."
                " Write `least_pixels: 300`, or leave it out."
            ),
        ),
        (
            "takes: [face]",
            "services: [{name: fal, id: one, source: a page, confidence: A}]",
            't:6:14: R202 `checked` is missing. Add `checked: "2026-11-26"`.',
        ),
        (
            "takes: [face]",
            "binds: by_numbr",
            "t:6:10: R204 `binds` cannot be `by_numbr`. Did you mean `by_number`?",
        ),
        (
            "targets: 1",
            (
                'targets: 1\nONE-R2V: {retires: "2026-01-01", source: a, confidence: B, checked:'
                ' "2026-01-01"}'
            ),
            (
                "t:5:1: R224 `one-r2v` and `ONE-R2V` are one id: case makes no difference."
                " Keep one of the two."
            ),
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_its_place(
    right: str, wrong: str, said: str
) -> None:
    assert A_FILE.count(right) == 1
    source = Source(name="t", text=A_FILE.replace(right, wrong))
    (problem,) = problems_of_targets(source)
    assert str(problem) == said


@pytest.mark.parametrize("text", ["- a\n", "a model\n"])
def test_a_file_of_something_else_says_how_it_begins(text: str) -> None:
    (problem,) = problems_of_targets(Source(name="t", text=text))
    assert str(problem) == (
        "t:1:1: Y106 A file of video models has keys and values. Write `targets: 1`."
    )


def test_a_broken_file_is_reported_by_whoever_asks_for_a_model() -> None:
    right = ModelsOf(Source(name="t", text=A_FILE))
    assert right["one-r2v"].one_kind == "face"
    for broken, code in (
        (A_FILE.replace("3", "three"), "R205"),
        (A_FILE.replace("[face]", "[face"), "Y124"),
        (A_FILE.replace("  references: 3\n", ""), "R202"),
    ):
        models = ModelsOf(Source(name="t", text=broken))
        with pytest.raises(ProblemError) as caught:
            models["one-r2v"]
        assert [each.code for each in caught.value.problems] == [code]
    twice = ModelsOf(Source(name="t", text=A_FILE + A_FILE.partition("1\n")[2]))
    with pytest.raises(ProblemError) as caught:
        list(twice)
    assert [each.code for each in caught.value.problems] == ["Y115"]


# ---- laws

CROWD = [
    *(Picture(f"p{n}", f"P{n}", quality_score=n / 4) for n in range(34)),
    Picture("grade", "GRADE", "STYLE", quality_score=9),
    face("ann-face", "ANN", quality_score=9),
]
PLACED = scene("GRADE", "ANN", *(f"P{n}" for n in range(34)))
RULES = compiled(content_of({"default": {"priorities": ANYTHING}}))


@pytest.mark.parametrize("each", IDS)
def test_a_cap_and_refusals_hold_for_every_model(each: str) -> None:
    model = known_models()[each]
    aimed = RULES.for_target(each)
    selection = aimed.select(PLACED, CROWD)
    able = {None: 36, "asset": 35, "face": 1}[model.one_kind]
    assert len(selection.picks) == min(model.references, able)
    types = {pick.asset.asset_type for pick in selection.picks}
    assert model.one_kind != "asset" or "STYLE" not in types
    assert model.one_kind != "face" or {pick.asset.label for pick in selection.picks} == {
        "ann-face"
    }
    refused = [out for out in selection.passed_over if isinstance(out.reason, RefusedByTarget)]
    assert bool(refused) == (model.one_kind is not None)


@given(st.sampled_from(IDS), st.sampled_from(IDS))
@settings(max_examples=60, deadline=None)
def test_of_two_models_the_last_counts(first: str, second: str) -> None:
    again = RULES.for_target(first).for_target(second)
    once = RULES.for_target(second)
    assert (again.digest, again.target) == (once.digest, once.target)
    assert again.select(PLACED, CROWD).tags == once.select(PLACED, CROWD).tags


def test_every_model_has_a_digest_of_its_own_that_says_its_cap_and_refusals() -> None:
    assert len({RULES.digest, *(RULES.for_target(each).digest for each in IDS)}) == len(IDS) + 1


def test_the_first_three_models_keep_their_digests() -> None:
    digests = {each: load_rules().for_target(each).digest for each in DIGESTS}
    assert digests == DIGESTS


DIGESTS = {
    "veo-3.1-generate-001": "sha256:72a83307ae7c061dbdb60ff6b66cf1788a6fec8b8e62f87658b9e90c02f48a1b",
    "kling-video-o1": "sha256:286521b23923369f510155cd0b0feb33640faf3289463e721c2f8080496d5500",
    "S2V-01": "sha256:01da2af738e254a587af191da8c8e2cc15ddb88630a42e37cb0bf8a4408ec112",
}
"""Of the default rules, as they were when these three were all that was known."""


# ---- how they are named


@pytest.mark.parametrize("each", IDS)
def test_case_makes_no_difference(each: str) -> None:
    for written in (each.upper(), each.lower(), f" {each} "[1:-1]):
        assert model_named(known_models(), written) == known_models()[each]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("kling-video-01", "kling-video-o1"),
        ("veo-3.1-generate-01", "veo-3.1-generate-001"),
        ("runway-gen4.5", "gen4.5"),
        ("seedance-2.5-260628", "seedance-2-5-260628"),
        ("minimax h3", "MiniMax-H3"),
    ],
)
def test_a_slip_is_answered_with_a_near_id(written: str, near: str) -> None:
    problem = unknown_target(written, known_models(), HERE)
    assert str(problem) == (
        f"tests: R236 No video model with the id `{written}` is known. Did you mean `{near}`?"
    )


@pytest.mark.parametrize("written", ["sora-2", "SORA-2"])
def test_a_model_that_is_gone_is_an_error_with_its_day(written: str) -> None:
    with pytest.raises(ProblemError) as caught:
        load_rules().for_target(written)
    (problem,) = caught.value.problems
    assert (problem.code, problem.what, problem.hint) == (
        "R236",
        (
            "The video model `sora-2` is withdrawn as of 2026-09-24, and selector does not know how"
            " many pictures it takes."
        ),
        "Name another model: `selector rules --targets` lists them all.",
    )


def test_a_model_that_ends_is_said_with_its_day_and_its_successor() -> None:
    model = VideoModel(id="m", references=1, retires="2026-12-01", replaced_by="n", at=HERE)
    problem = ending_of(model, ["n"], HERE)
    assert str(problem) == (
        "tests: R281 The video model `m` is withdrawn as of 2026-12-01."
        " Its vendor recommends `n` instead."
    )
    assert instead_of(model, []) == (
        "Its vendor recommends `n` instead, which selector does not know. To use that one, write"
        " `references` instead of `target`."
    )
    advised = VideoModel(id="m", references=1, deprecated="2026-12-01", at=HERE)
    assert str(ending_of(advised, ["n"], HERE)) == (
        "tests: R281 The vendor advises against the video model `m` from 2026-12-01 on."
        " Name another model: `selector rules --targets` lists them all."
    )


def test_rules_for_a_model_that_ends_still_pick() -> None:
    assert len(load_rules().for_target("veo-3.1-generate-preview").select(PLACED, CROWD).picks) == 3
