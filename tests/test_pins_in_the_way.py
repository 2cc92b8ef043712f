"""Where a reason names a pin, the naive evaluator sends the picture without that pin, and where it names none, not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from selector.engine.pool import AssetPool
from selector.model.left_out import SlotsFull
from selector.reporting.words import why_not
from tests.as_written import as_naive
from tests.choosing import Picture, compiled, rules_with, scene
from tests.generate import batch
from tests.long import many
from tests.naive_language.film import scene_answer
from tests.naive_language.pick import choose
from tests.pools import build, usable
from tests.second_opinion import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.model.left_out import PassedOver
    from tests.naive_language.serving import Serving

BATCHES = many(200, 3_000)
FIRST = 910_000


def full_with_pins() -> Iterator[tuple[list[PassedOver], Serving]]:
    """What finds no slot under rules with pins, with what the naive evaluator serves the scene with."""
    for seed in range(FIRST, FIRST + BATCHES):
        drawn = batch(seed)
        if "'pin'" not in str(drawn.rules):
            continue
        file, parents = as_naive(drawn.rules)
        rules = compiled(drawn.rules)
        for case in drawn.cases():
            pool = AssetPool(build(case.pool), usable=usable)
            selection = rules.select(case.manifest, pool)
            if not selection.shot_plan.pins:
                continue
            full = [each for each in selection.passed_over if is_reached(each)]
            if not full:
                continue
            answer = scene_answer(
                file, case.manifest, pool.assets, parents=parents, usable=usable, targets=TARGETS
            )
            yield full, answer.serving


def is_reached(passed: PassedOver) -> bool:
    """Whether a priority would take a picture if there were a slot."""
    return isinstance(passed.reason, SlotsFull) and passed.reason.reached


def sent_without(serving: Serving, path: str) -> set[int]:
    """What the naive evaluator sends without one pin, by places in the pool."""
    others = [pin for pin in serving.pins if pin.path != path]
    return {pick.one.picture.place for pick in choose(replace(serving, pins=others)).picks}


def test_a_pin_is_named_where_the_picture_would_go_without_it_and_nowhere_else() -> None:
    seen: Counter[str] = Counter()
    for full, serving in full_with_pins():
        for passed in full:
            reason = passed.reason
            assert isinstance(reason, SlotsFull)
            assert passed.facts is not None
            place = passed.facts.place
            if reason.pin is not None:
                assert place in sent_without(serving, reason.pin.path)
            else:
                for pin in serving.pins:
                    assert place not in sent_without(serving, pin.path)
            seen["a pin" if reason.pin else "none"] += 1
    assert seen["a pin"] > 2
    assert seen["none"] > 5


def test_of_two_people_the_pin_is_blamed_that_took_the_slot_and_not_the_better_picture() -> None:
    rules = rules_with(
        {"default": {"references": 2, "priorities": [{"name": "people", "type": "character"}]}},
        pin=[{"name": "the-key", "of": "KEY"}],
    )
    pool = [
        Picture("a", "A", quality_score=9),
        Picture("b", "B", quality_score=8),
        Picture("key", "KEY", "prop"),
    ]
    (out,) = rules.select(scene("A", "B", "KEY"), pool).passed_over
    words = why_not(out, "default")
    assert "both references are taken, and without the pin `the-key` (" in words
    assert words.endswith(") it would be sent.")
    assert "quality" not in words
