"""Nothing that reviews rules and films is worse than linear: lines of Python run are counted, not timed, at one size
and at twice that."""

from __future__ import annotations

import cProfile
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selector.engine.limits_not_met import limits_not_met
from selector.engine.pool import AssetPool
from selector.model.problem import Location, Problem, Source
from selector.review.absent_names import AbsentNames
from selector.review.film_checks import _UnderRules
from selector.review.film_under_rules.in_scenes import LinesAllowed
from selector.review.half_stretches import bans_without_their_other_half
from selector.review.labels_of_one_crop import bans_on_labels_of_one_crop
from selector.review.single_pictures import bans_on_single_pictures
from tests.films import all_problems, film_problems, write_film
from tests.films_under_rules import TWO_AND_A_CART
from tests.long import many
from tests.steps import calls_made, lines_run
from tests.test_lint_of_lists import HEAD, entry, rules_of

FEW = many(100, 800)
MOST = 2.2
"""How much more work twice as much may be."""
ANYBODY: dict[str, Any] = {"default": {"priorities": [entry("who", role="subject")]}}


def grows(work: Callable[[int], Callable[[], object]]) -> float:
    """How many times as many lines are run for twice as many, without those that make them ready."""
    work(2 * FEW)()  # what is remembered of texts alone is remembered for both
    few, twice = work(FEW), work(2 * FEW)
    return lines_run(twice) / lines_run(few)


def test_each_ban_for_a_stretch_is_compared_with_what_is_said_of_the_same_people() -> None:
    def looked_at(count: int) -> Callable[[], object]:
        never = [
            entry(f"ban-{each}", of=f"P{each}", label=f"l{each}", when={"scenes": {"from": each, "to": 2 * each}})
            for each in range(1, count + 1)
        ]  # fmt: skip
        rules = rules_of({**HEAD, "shots": ANYBODY, "never": never})
        return lambda: list(bans_without_their_other_half(rules))

    assert grows(looked_at) < MOST


def test_each_line_of_waivers_is_looked_at_once_however_many_are_one_below_the_other() -> None:
    def looked_at(count: int) -> Callable[[], object]:
        comments = "# selector: allow F355 because later\n" * count
        source = Source(name="assets.yaml", text=f"{comments}pictures: []\n")
        at = Location(source=source, line=count + 1)
        assert LinesAllowed("F355").has(at)
        return lambda: LinesAllowed("F355").has(at)

    assert grows(looked_at) < MOST


def test_a_text_is_searched_for_waivers_once_however_much_is_found_in_it(tmp_path: Path) -> None:
    titled = "title: Mara waits, cast: [TOM]"
    scenes = [f"- {{scene: {each}, shot: two-shot, {titled}}}\n" for each in range(1, FEW)]
    film = write_film(
        tmp_path,
        {
            "assets.yaml": f"pictures:\n{TWO_AND_A_CART}",
            "scenes.yaml": "".join(scenes),
        },
    )
    profiler = cProfile.Profile()
    found = profiler.runcall(all_problems, film)
    codes = ("F382", "F385")
    assert [each.scenes for each in found if each.code in codes] == [len(scenes)] * 2
    search = Source.may_waive.fget.__code__  # type: ignore[attr-defined]  # a property
    assert [each.callcount for each in profiler.getstats() if each.code is search] < [20]


def asked_for(
    count: int, pattern: str
) -> tuple[Callable[[], list[Problem]], Callable[[], list[Problem]]]:
    """As many bans on patterns as there are pictures: what F371 and F366 say of them."""
    kind = {"asset_type": "character"}
    assets = [
        {"manifest_tag": f"TAG_{each}_A", "individual": f"P{each // 10}", **kind}
        for each in range(count)
    ]
    never = [entry(f"ban-{each}", picture=pattern.format(each)) for each in range(count)]
    rules, pool = rules_of({**HEAD, "shots": ANYBODY, "never": never}), AssetPool(assets)
    return (
        lambda: list(bans_on_single_pictures(rules, pool)),
        lambda: list(AbsentNames(rules, pool).problems()),
    )


def test_each_pattern_is_compared_with_the_pictures_that_have_its_longest_part() -> None:
    alone, absent = asked_for(FEW, "TAG_{}_*")
    assert [len(alone()), len(absent())] == [FEW, 0]
    assert grows(lambda count: asked_for(count, "TAG_{}_*")[0]) < MOST
    assert grows(lambda count: asked_for(count, "TAG_{}_*")[1]) < MOST
    assert grows(lambda count: asked_for(count, "TAG_*_{}_x")[0]) < MOST


@pytest.mark.parametrize("label", ["label {}", "label {} *", "none {}", "all"])
def test_each_ban_on_a_label_is_compared_with_those_who_have_it(label: str) -> None:
    def looked_at(count: int) -> Callable[[], object]:
        kind = {"asset_type": "character"}
        assets = [
            {"manifest_tag": f"TAG_{each}", "user_tags": [f"label {each} a", "all"], **kind}
            for each in range(count)
        ]
        never = [entry(f"ban-{each}", label=label.format(each)) for each in range(count)]
        rules, pool = rules_of({**HEAD, "shots": ANYBODY, "never": never}), AssetPool(assets)
        return lambda: list(bans_on_labels_of_one_crop(rules, pool))

    assert grows(looked_at) < MOST


def test_after_the_budget_for_patterns_nothing_is_said_of_further_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for pattern in ("TAG_*{}_A", "TAG_*{}_x"):
        alone, absent = asked_for(30, pattern)
        whole = len(alone()), len(absent())
        with monkeypatch.context() as patched:
            patched.setattr("selector.review.name_index._MOST_COMPARED", 100)
            assert (len(alone()), len(absent())) < whole


def test_each_scene_is_chosen_for_once_though_two_checks_ask(tmp_path: Path) -> None:
    """An `instead` may replace the shot rule of a scene (F367), and a place may be behind (F372)."""
    scenes = [
        {
            "scene_index": each,
            "composition": {"shot_type": "insert"},
            "placements": [{"asset_tag": "PIER", "role": "background"}],
        }
        for each in range(1, 8)
    ]
    places = {"priorities": [entry("place", role="environment"), entry("who", role="subject")]}
    replaced = entry("alone", use="b", when={"placed": {"role": "subject"}})
    rules = {**HEAD, "instead": [replaced], "shots": {"b": ANYBODY["default"], "default": places}}
    pier = {"manifest_tag": "PIER", "asset_type": "environment"}
    film = write_film(
        tmp_path,
        {
            "rules.yaml": json.dumps(rules),
            "assets.json": json.dumps([pier]),
            "scenes.json": json.dumps(scenes),
        },
    )
    profiler = cProfile.Profile()
    codes = {problem.code for problem in profiler.runcall(film_problems, film)}
    assert {"F367", "F372"} <= codes
    choose = _UnderRules._chosen_for.__code__
    assert [each.callcount for each in profiler.getstats() if each.code is choose] == [7]


LIMITS = [
    entry("people", type="character", at_least=3),
    entry("places", type="environment", at_least=1),
]


def test_which_limits_are_not_met_is_known_in_as_few_steps_as_what_goes() -> None:
    kind = {"asset_type": "character"}
    pool = AssetPool(
        [{"manifest_tag": f"TAG_{each // 4}", "id": each, **kind} for each in range(40)]
    )
    placements = [{"asset_tag": f"TAG_{each}", "role": "subject"} for each in range(6)]
    shot = {"composition": {"shot_type": "wide"}, "placements": placements}
    rules = rules_of({**HEAD, "shots": ANYBODY, "limits": LIMITS})
    selection = rules.select(shot, pool)
    assert [each.path for each in limits_not_met(selection)] == ["top/limits/places"]
    assert calls_made(lambda: limits_not_met(selection)) < calls_made(selection.explained) / 5
