"""Which placed tags no picture has: `missing` of a selection."""

from __future__ import annotations

from selector.engine.pool import AssetPool
from tests.choosing import compiled, rule, scene
from tests.generate import batch
from tests.long import many
from tests.pools import build

BATCHES = many(5, 400)


def test_missing_are_the_placed_tags_of_no_picture_in_order_and_each_once() -> None:
    pool = AssetPool([{"manifest_tag": "ANN", "asset_type": "character"}], usable=lambda _: False)
    manifest = scene("LATE", "ANN", ("EARLY", "prop"), ("LATE", "prop"), "[EARLY]")
    assert rule().select(manifest, pool).missing == ("LATE", "EARLY")
    assert rule().select(scene("ANN"), pool).missing == ()
    assert rule(references=0).select(scene("ANN", "GONE"), []).missing == ("ANN", "GONE")


def test_missing_are_those_whose_reason_is_that_they_are_not_in_the_pool() -> None:
    counts = set()
    for seed in range(BATCHES):
        drawn = batch(seed)
        rules = compiled(drawn.rules)
        for case in drawn.cases():
            selection = rules.select(case.manifest, build(case.pool))
            passed = selection.passed_over
            given = [each.tag for each in passed if each.reason.kind == "not_in_pool"]
            assert list(selection.missing) == given
            counts.add(len(given))
    assert {0, 1, 2} <= counts
