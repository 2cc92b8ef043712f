"""What is said of video models in the language, a sentence to a test where none of `test_targets` has it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import selector
from selector import ProblemError, load_rules
from selector.cli.main import run
from selector.engine.under_target import models_meant
from selector.reading.targets import known_models
from selector.review.target_lints import targets_that_nobody_is
from tests.package_source import nodes_of

RULES = """\
language: 1
name: t
version: "1"
description: Props before people, for some models.
first: [{name: props, type: prop, when: {target: "WAN*"}, because: "it draws them badly"}]
shots: {default: {priorities: [{name: all, type: character, because: "people"}]}}
"""
POOL = [
    {"manifest_tag": "CUP", "asset_type": "prop"},
    {"manifest_tag": "ADA", "asset_type": "character"},
]
SCENE = {
    "composition": {"shot_type": "wide"},
    "placements": [{"asset_tag": tag, "role": "subject"} for tag in ("ADA", "CUP")],
}


@pytest.mark.parametrize(
    ("in_file", "asked", "sent"),
    [
        (None, None, ("ADA",)),
        (None, "wan3.0-video", ("CUP", "ADA")),
        (None, "Wan2.7-R2V", ("CUP", "ADA")),
        (None, "kling-v4", ("ADA",)),
        ("wan3.0-video", None, ("CUP", "ADA")),
        ("wan3.0-video", "kling-v4", ("ADA",)),
        ("kling-v4", "WAN3.0-video", ("CUP", "ADA")),
    ],
)
def test_a_condition_on_the_model_asks_about_the_one_that_is_asked_for_else_the_files(
    in_file: str | None, asked: str | None, sent: tuple[str, ...]
) -> None:
    text = RULES if in_file is None else f"target: {in_file}\n{RULES}"
    rules = load_rules(text=text)
    if asked is not None:
        rules = rules.for_target(asked)
    assert rules.select(SCENE, POOL).tags == sent


def test_kinds_that_refuse_nothing_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    several = [each.id for each in known_models().values() if each.takes and each.one_kind is None]
    assert several
    for each in several:
        assert run(["rules", "default", "--target", each]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert "takes pictures of the kinds" in said
        assert "refuses none" in said


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("veo3", "Did you mean `veo-3.1-generate-001` or `veo-3.1-fast-generate-001`?"),
        ("Veo 3.1", "Did you mean `veo-3.1-generate-001` or `veo-3.1-fast-generate-001`?"),
        ("veo-3.1-lite", "Did you mean `veo-3.1-generate-001`?"),
        (
            "kling",
            "Did you mean `kling-v1-6`, `kling-video-o1`, `kling-v3-omni` or `kling-v4`?",
        ),
        ("Runway", "Did you mean `gen4_turbo` or `gen4.5`?"),
        ("luma", "Did you mean `ray-3.2` or `ray-2`?"),
        (
            "vidu",
            "Did you mean `vidu2.0`, `viduq1`, `viduq2`, `viduq3`, `viduq3-turbo` or `viduq3-mix`?",
        ),
        ("MiniMax", "Did you mean `MiniMax-H3`?"),
        ("seedance 2.5", "Did you mean `seedance-2-5-260628`?"),
        ("sora", "Name another model: `selector rules --targets` lists them all."),
    ],
)
def test_what_people_call_a_model_is_answered_with_the_ids_that_it_may_mean(
    written: str, meant: str
) -> None:
    with pytest.raises(ProblemError) as refused:
        load_rules().for_target(written)
    (problem,) = refused.value.problems
    assert (problem.code, problem.hint) == ("R236", meant)
    rules = load_rules(text=RULES.replace('"WAN*"', f'"{written}"'))
    (warning,) = targets_that_nobody_is(rules)
    assert warning.code == "R283"
    if written != "sora":
        assert warning.hint == meant


def test_where_all_models_of_a_name_end_they_are_meant_all_the_same() -> None:
    ending = {each: model for each, model in known_models().items() if model.retires}
    assert len(ending) > 1
    vendor = next(iter(ending.values())).vendor
    meant = models_meant(vendor, ending)
    assert meant.startswith("Did you mean `")
    assert next(iter(ending)) in meant


def test_of_models_that_are_gone_the_day_is_said_also_by_half_a_name() -> None:
    with pytest.raises(ProblemError, match="`sora-2` is withdrawn as of 2026-09-24"):
        load_rules().for_target("Sora")


def test_nothing_that_picks_checks_or_reads_rules_asks_what_day_it_is() -> None:
    package = Path(selector.__file__).parent
    asking = []
    for room in ("model", "language", "engine", "reading", "review"):
        for file in (package / room).rglob("*.py"):
            names = set()
            for node in nodes_of(file):
                if isinstance(node, ast.Import):
                    names |= {each.name for each in node.names}
                if isinstance(node, ast.ImportFrom):
                    names |= {f"{node.module}.{each.name}" for each in node.names}
            names -= {"time.monotonic", "time.sleep"}  # these know no day
            if {name.partition(".")[0] for name in names} & {"datetime", "time"}:
                asking.append(file.name)
    assert asking == []
