"""Nothing to choose from is an answer that says so; what is malformed is an error that names the field."""

from __future__ import annotations

import logging
import math
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from selector import load_rules
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.left_out import NotInPool, NotPlaced
from selector.model.problem import ProblemError
from tests.choosing import Picture, notes, picked, reason, rule, scene


def test_no_placements_is_an_empty_selection_that_says_so() -> None:
    selection = rule().select(scene(), [Picture("a", "A")])
    assert (list(selection.assets), notes(selection)) == ([], ["no_placements"])
    assert isinstance(reason(selection, "a"), NotPlaced)


def test_an_empty_pool_is_an_empty_selection_that_says_so() -> None:
    selection = rule().select(scene("A"), [])
    assert (list(selection.assets), notes(selection)) == ([], ["empty_pool"])
    assert reason(selection, "A") == NotInPool(near=None)


def test_only_what_choosing_uses_is_required_and_unknown_keys_are_ignored() -> None:
    manifest = scene("A")
    manifest["colour"] = manifest["composition"]["lens"] = manifest["placements"][0]["mood"] = {
        "any": [1]
    }
    assert picked(rule().select(manifest, [Picture("a", "A")])) == ["a"]


GOOD = scene(("A", "subject"), ("B", "prop"))
SECOND = {"asset_tag": "B", "role": "prop"}


@pytest.mark.parametrize(
    ("malformed", "field"),
    [
        ({**GOOD, "composition": {"shot_type": b"wide"}}, "composition.shot_type"),
        ({**GOOD, "placements": b""}, "placements"),
        ({**GOOD, "placements": {"A", "B"}}, "placements"),
        (
            {**GOOD, "placements": [SECOND, {"asset_tag": b"A", "role": "subject"}]},
            "placements[1].asset_tag",
        ),
        (
            {**GOOD, "placements": [SECOND, {"asset_tag": "A", "role": b"subject"}]},
            "placements[1].role",
        ),
    ],
)
def test_a_malformed_manifest_is_an_error_that_names_the_field(
    malformed: dict[str, Any], field: str
) -> None:
    """Of what JSON cannot write; the rest is in tests/invalid/manifests."""
    with pytest.raises(ProblemError) as caught:
        rule().select(malformed, [Picture("a", "A")])
    assert [problem.field for problem in caught.value.problems] == [field]
    with pytest.raises(ProblemError):
        read_manifest(malformed)


@pytest.mark.parametrize("raw", [None, [GOOD], b"{}", "{}", object()])
def test_what_is_no_manifest_at_all_is_an_error_and_never_an_empty_answer(raw: Any) -> None:
    with pytest.raises(ProblemError):
        rule().select(raw, [Picture("a", "A")])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"manifest_tag": b"B"}, "assets[1].manifest_tag"),
        ({"asset_type": b"PROP"}, "assets[1].asset_type"),
        ({"quality_score": math.inf}, "assets[1].quality_score"),
        ({"quality_score": Decimal("-0.01")}, "assets[1].quality_score"),
        ({"quality_score": Decimal("10.01")}, "assets[1].quality_score"),
        ({"quality_score": 1j}, "assets[1].quality_score"),
        ({"is_face_crop": Decimal("0.5")}, "assets[1].is_face_crop"),
    ],
)
def test_a_malformed_asset_is_an_error_that_names_the_field(
    values: dict[str, Any], field: str
) -> None:
    """Of what JSON cannot write; the rest is in tests/invalid/pools."""
    whole = {"manifest_tag": "B", "asset_type": "PROP", **values}
    pool: list[Any] = [Picture("a", "A"), SimpleNamespace(**whole)]
    with pytest.raises(ProblemError) as caught:
        rule().select(scene("A"), pool)
    assert [problem.field for problem in caught.value.problems] == [field]


@pytest.mark.parametrize("lacking", ["manifest_tag", "asset_type"])
def test_an_asset_without_its_tag_or_its_type_is_an_error(lacking: str) -> None:
    values = {"manifest_tag": "B", "asset_type": "PROP"}
    del values[lacking]
    with pytest.raises(ProblemError) as caught:
        AssetPool([SimpleNamespace(**values)])
    assert [problem.field for problem in caught.value.problems] == [f"assets[0].{lacking}"]


def test_what_is_wrong_with_an_asset_is_said_once_and_in_words() -> None:
    good: Any = Picture("a", "A", id=1)
    lacking: Any = SimpleNamespace(manifest_tag=None, asset_type="PROP", is_face_crop="yes")
    with pytest.raises(ProblemError) as caught:
        AssetPool([good, lacking, good, lacking])
    assert [(problem.code, problem.what) for problem in caught.value.problems] == [
        ("A501", "`assets[1].manifest_tag` is missing."),
        ("A502", "`assets[1].is_face_crop` must be true or false, not the text `yes`."),
    ]
    with pytest.raises(ProblemError) as caught:
        AssetPool([Picture("a", " ")])
    assert [problem.what for problem in caught.value.problems] == [
        "`assets[0].manifest_tag` is empty."
    ]


def test_a_value_that_cannot_be_written_is_refused_all_the_same() -> None:
    with pytest.raises(
        ProblemError, match=r"`assets\[0\].quality_score` must be .*, not a very long number\."
    ):
        AssetPool([{"manifest_tag": "WREN", "asset_type": "character", "quality_score": 10**5_000}])


def test_placements_may_come_in_any_sequence_but_not_as_a_stream() -> None:
    placements = [{"asset_tag": "A", "role": "subject"}]
    manifest = {"composition": {"shot_type": "wide"}}
    read = read_manifest({**manifest, "placements": placements})
    assert read_manifest({**manifest, "placements": tuple(placements)}) == read
    assert len(read.placements) == 1
    with pytest.raises(ProblemError) as refused:
        read_manifest({**manifest, "placements": iter(placements)})
    assert [problem.field for problem in refused.value.problems] == ["placements"]


def test_a_scene_that_places_nothing_is_noted_before_a_pool_that_is_empty() -> None:
    selection = load_rules().select(
        {"composition": {"shot_type": "wide"}, "placements": []}, AssetPool([])
    )
    assert [note.kind for note in selection.notes] == ["no_placements", "empty_pool"]


def test_nothing_is_printed_where_nobody_has_configured_logging() -> None:
    assert any(
        type(handler) is logging.NullHandler for handler in logging.getLogger("selector").handlers
    )
