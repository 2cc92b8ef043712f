"""Nothing of the engine is quadratic in pictures, tags, sources, names or types: lines of Python run are counted, not
timed, on the awkward pools of `bench.awkward_pools`, at one size and at twice that."""

from __future__ import annotations

import pytest

from bench.awkward_pools import SHAPES, Film
from selector import AssetPool, load_rules
from selector.engine.compile import compile_rules
from selector.engine.rules import Rules
from tests.as_written import as_values
from tests.choosing import ANYTHING, Picture, compiled, content_of, scene
from tests.long import many
from tests.steps import calls_made, lines_run

FEW, MANY, MOST = many((60, 120, 2.1), (150, 300, 2.5))
"""Sizes, and how much more work the larger may be: few pictures show growth only to a closer look."""
RULES = load_rules()
NEAR_NAMES = {"missing_tags", "tags_alike"}
"""Hints at near names have a budget of their own, which such small pools do not reach: see tests/test_near_names.py."""


def everything(film: Film, rules: Rules) -> None:
    pool = AssetPool(film.assets)
    for manifest in film.scenes:
        selection = rules.select(manifest, pool)
        assert len(selection.assets) + len(selection.passed_over) >= len(pool), selection.notes


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - NEAR_NAMES))
def test_twice_as_many_pictures_take_about_twice_as_many_lines(shape: str) -> None:
    few, many = (SHAPES[shape](count) for count in (FEW, MANY))
    everything(many, RULES)  # what is worked out for the rules is worked out once
    assert lines_run(lambda: everything(many, RULES)) < MOST * lines_run(
        lambda: everything(few, RULES)
    )


def test_many_slots_are_filled_in_about_as_many_lines_each_as_few() -> None:
    priorities = [
        {"name": "all", "crop": ["face", "full"]},
        {"name": "more", "crop": ["face", "full"], "at_most": 900},
    ]
    words = {"references": 1_000, "pictures_each": 1_000, "priorities": priorities}
    rules, problems = compile_rules(
        as_values(
            {
                "language": 1,
                "name": "n",
                "version": "1",
                "description": "",
                "shots": {"default": words},
            }
        )
    )
    assert rules is not None, problems
    for shape in ("ordinary", "one_tag", "one_name_all_tags_placed"):
        few, many = (SHAPES[shape](count) for count in (FEW, MANY))
        everything(many, rules)
        assert lines_run(lambda: everything(many, rules)) < MOST * lines_run(  # noqa: B023  # run at once
            lambda: everything(few, rules)  # noqa: B023  # run at once
        ), shape


@pytest.mark.parametrize(("pattern", "calls"), [("Somebody {}", 70), ("Somebody {} *", 105)])
def test_what_somebody_is_called_is_folded_once_however_many_pins_ask(
    pattern: str, calls: int
) -> None:
    """A pin asks of everybody before the next one does: no cache of so many answers is large enough."""
    tags = [f"TAG_{each}" for each in range(MANY)]
    pool = AssetPool([Picture(tag, tag) for tag in tags])

    def explaining(pins: int) -> int:
        pin = [{"name": f"pin-{each}", "of": pattern.format(each)} for each in range(pins)]
        rules = compiled(content_of({"default": {"priorities": ANYTHING}}, pin=pin))
        selection = rules.select(scene(*tags), pool)
        assert len(selection.passed_over) == MANY - 3
        return calls_made(selection.explain)

    few, many = 15, 30
    each = (explaining(many) - explaining(few)) / ((many - few) * MANY)
    assert each < calls
