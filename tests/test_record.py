"""A selection written down says everything, and comes out the same from what was written down beside it."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any

import pytest

from selector.engine.compile import compile_rules
from selector.engine.inputs import pool_from, pool_record, scene_from, scene_record
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.engine.record import canonical, record_of
from selector.model.asset import Asset
from tests.generate import as_values, batch, build

ANY = [{"name": "any", "role": "subject"}]


def test_whatever_is_selected_is_selected_again_from_its_record_byte_for_byte() -> None:
    seen = 0
    for seed in range(60):
        drawn = batch(seed)
        rules, _ = compile_rules(as_values(drawn.rules))
        if rules is None:
            continue
        for sketches, manifests in zip(drawn.pools, drawn.scenes, strict=True):
            pool = AssetPool(build(sketches))
            again = pool_from(json.loads(canonical(pool_record(pool))))
            assert again.facts == pool.facts
            for manifest in manifests:
                scene = read_manifest(manifest)
                scene_again = scene_from(json.loads(canonical(scene_record(scene))))
                assert scene_again == scene
                first = canonical(record_of(rules.select(scene, pool)))
                assert canonical(record_of(rules.select(scene_again, again))) == first
                seen += 1
    assert seen > 500


def test_a_decimal_that_no_float_is_equal_to_keeps_its_value() -> None:
    scores: list[Any] = [Decimal("8.1"), 8.1, 8, Decimal("7.5")]
    pool = AssetPool(
        Asset(manifest_tag=str(n), asset_type="prop", quality_score=score) for n, score in enumerate(scores)
    )
    assert [row[3] for row in pool_record(pool)] == ["8.1", 8.1, 8.0, 7.5]
    again = pool_from(json.loads(canonical(pool_record(pool))))
    assert [row.quality for row in again.rows] == scores


def test_pictures_that_no_placement_offers_stand_in_ranges() -> None:
    rules, _ = compile_rules(as_values({"language": 1, "name": "n", "version": "1", "description": "", "shots": {
        "default": {"priorities": [{"name": "any", "role": "subject", "because": "b"}]}}}))  # fmt: skip
    assert rules is not None
    pool = AssetPool(Asset(manifest_tag=tag, asset_type="prop") for tag in ("a", "b", "c", "d", "e"))
    manifest = {"composition": {"shot_type": "cu"}, "placements": [{"asset_tag": "c", "role": "subject"}]}
    record = record_of(rules.select(manifest, pool))
    assert record["not_placed"] == [[0, 1], [3, 4]]
    assert record["passed_over"] == []
    assert record["picks"][0]["priority"]["because"] == "b"


def test_the_canonical_text_is_the_same_however_the_data_was_ordered() -> None:
    assert canonical({"b": [1.5, None], "a": "é\0"}) == '{"a":"\\u00e9\\u0000","b":[1.5,null]}'


def test_what_is_left_of_the_pool_is_what_the_selection_calls_not_placed() -> None:
    for seed in range(30):
        drawn = batch(seed)
        rules, _ = compile_rules(as_values(drawn.rules))
        if rules is None:
            continue
        for case in drawn.cases():
            selection = rules.select(case.manifest, build(case.pool))
            ranges = record_of(selection)["not_placed"]
            places = [place for first, last in ranges for place in range(first, last + 1)]
            not_placed = [each.facts for each in selection.passed_over if each.reason.kind == "not_placed"]
            assert places == [facts.place for facts in not_placed if facts is not None]


def test_the_address_of_a_picture_is_kept() -> None:
    fields: dict[str, Any] = {"manifest_tag": "a", "asset_type": "prop"}
    pool = AssetPool([
        Asset(**fields, reference_image_url="pictures/a.jpg"),
        {**fields, "reference_image_url": "https://example.org/a.jpg"},
        {**fields, "reference_image_url": 5},
        fields,
    ])  # fmt: skip
    assert [row[7] for row in pool_record(pool)] == ["pictures/a.jpg", "https://example.org/a.jpg", "5", None]
    again = pool_from(json.loads(canonical(pool_record(pool))))
    assert [asset.reference_image_url for asset in again.assets] == [row[7] for row in pool_record(pool)]


def test_the_first_picture_and_neighbours_leave_no_empty_range() -> None:
    content = {"language": 1, "name": "n", "version": "1", "description": "", "shots": {"default": {"priorities": ANY}}}
    rules, _ = compile_rules(as_values(content))
    assert rules is not None
    pool = AssetPool(Asset(manifest_tag=tag, asset_type="prop") for tag in ("a", "b", "c", "d", "e"))
    placements = [{"asset_tag": tag, "role": "subject"} for tag in ("a", "b", "e")]
    selection = rules.select({"composition": {"shot_type": "cu"}, "placements": placements}, pool)
    assert record_of(selection)["not_placed"] == [[2, 3]]


def test_what_json_cannot_say_is_no_canonical_text() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"quality": math.nan})
