"""The engine and the naive evaluator agree: the same picks, reasons and notes for thousands of generated cases.

The ordinary run goes through some thousands; with SELECTOR_SOAK=1 it is more than a hundred thousand. A disagreement is
shrunk before it is printed, and its seed named.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from selector.engine.case import Case as EngineCase
from selector.engine.explain import AnswerInParts
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.film_so_far import FilmSoFar
from selector.model.left_out import NotPlaced, Reason
from selector.model.problem import ProblemError
from tests.as_written import as_values
from tests.choosing import compiled
from tests.drawn_pairs import batch_of_pairs
from tests.generate import Batch, Case, batch
from tests.long import many
from tests.pools import build, usable
from tests.second_opinion import Opinion, opinion
from tests.shrink import smaller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from tests.naive_language.so_far import Film

BATCHES = int(os.environ.get("SELECTOR_BATCHES") or many(16, 6_000))
"""Each batch is one rule set with four pools of five scenes: twenty cases."""
PAIRS = many(8, 1_600)
"""As many batches more, in which somebody is placed twice."""
GROUPS = 8


def disagreement(
    case: Case, rules: Rules | None = None, pool: AssetPool | None = None
) -> str | None:
    """How the engine and the second opinion differ on one case, in words; None where they agree."""
    rules = rules or compiled(case.rules)
    pool = pool or AssetPool(build(case.pool), usable=usable)
    selection = rules.select(case.manifest, pool)
    return differing(selection, opinion(case, rules.rule_set, pool.assets, usable))


def differing(selection: Selection, second: Opinion) -> str | None:
    """How a selection and the second opinion differ, in words; None where they agree."""
    differences = [
        difference("shot", selection.shot, second.shot),
        difference("picks", without_assets(selection.picks), without_assets(second.picks)),
        difference(
            "passed over", without_assets(selection.passed_over), without_assets(second.passed_over)
        ),
        difference("notes", selection.notes, second.notes),
        difference(
            "assets", list(map(id, selection.assets)), [id(pick.asset) for pick in second.picks]
        ),
        difference("asset of a pick", identities(selection.picks), identities(second.picks)),
        difference(
            "asset passed over", identities(selection.passed_over), identities(second.passed_over)
        ),
        difference("tags", tuple(selection.tags), tuple(pick.facts.tag for pick in second.picks)),
    ]
    return next((found for found in differences if found), None)


def without_assets(entries: Any) -> list[Any]:
    """What is said of each; the assets are compared by identity, for some cannot be compared otherwise."""
    return [replace(entry, asset=None) for entry in entries]


def identities(entries: Any) -> list[int]:
    return [id(entry.asset) for entry in entries]


def difference(what: str, engine: Any, naive: Any) -> str | None:
    return None if engine == naive else f"{what}\n  engine: {engine}\n  second opinion: {naive}"


def shrunk(case: Case, fails: Callable[[Case], bool]) -> Case:
    """The case made smaller, a thing at a time, for as long as it fails."""
    for less in smaller(case):
        try:
            still = fails(less)
        except ProblemError:
            continue
        if still:
            return shrunk(less, fails)
    return case


def report(seed: int, case: Case, found: str) -> str:
    """What a failure prints: the smallest case found that still fails, and how it fails."""
    least = shrunk(case, lambda less: disagreement(less) is not None)
    return f"seed {seed}: the engine and the second opinion differ in {disagreement(least) or found}\n{least}"


def batches(group: int) -> Iterator[tuple[int, Batch]]:
    for seed in range(group, BATCHES, GROUPS):
        yield seed, batch(seed, with_layers=True)
    for seed in range(group, PAIRS, GROUPS):
        yield seed, batch_of_pairs(seed)


@pytest.mark.parametrize("group", range(GROUPS))
def test_the_engine_agrees_with_the_second_opinion(group: int) -> None:
    for seed, each in batches(group):
        rules = compiled(each.rules)
        for sketches, scenes in zip(each.pools, each.scenes, strict=True):
            pool = AssetPool(build(sketches), usable=usable)
            for manifest in scenes:
                case = Case(each.rules, manifest, sketches)
                found = disagreement(case, rules, pool)
                assert found is None, report(seed, case, found)


@pytest.mark.parametrize("group", range(GROUPS))
def test_they_agree_on_scenes_that_follow_one_another(group: int) -> None:
    """A film: what was placed and sent before counts for the next scene."""
    for seed, each in batches(group):
        rules = compiled(each.rules)
        for sketches, scenes in zip(each.pools, each.scenes, strict=True):
            pool = AssetPool(build(sketches), usable=usable)
            before: Film = ()
            film = [*scenes, *scenes[:2]]
            for manifest, selection in zip(film, rules.select_many(film, pool), strict=True):
                case = Case(each.rules, manifest, sketches)
                second = opinion(case, rules.rule_set, pool.assets, usable, before)
                found = differing(selection, second)
                assert found is None, f"seed {seed}, scene {len(before)}: {found}\n{case}"
                before = second.film_so_far


def test_it_does_not_matter_how_the_question_is_put() -> None:
    """Read manifests, text and mappings; pools and lists; one by one and all at once: the same answer."""
    for seed in range(0, BATCHES, 12):
        each = batch(seed)
        rules = compiled(each.rules)
        for sketches, scenes in zip(each.pools, each.scenes, strict=True):
            assets = build(sketches)
            pool = AssetPool(assets)
            answers = [
                everything(rules.select(read_manifest(manifest), pool)) for manifest in scenes
            ]
            assert answers == [everything(rules.select(manifest, assets)) for manifest in scenes]
            assert answers == [
                everything(rules.select(manifest, iter(assets))) for manifest in scenes
            ]
            assert answers == [
                everything(rules.select(json.dumps(manifest), AssetPool(assets)))
                for manifest in scenes
            ]
            film = in_film(rules, scenes, pool)
            assert film == answers or rules.asks_earlier
            assert film == [everything(selection) for selection in rules.select_many(scenes, pool)]
            assert film == [
                everything(selection)
                for selection in rules.select_many(map(json.dumps, scenes), assets)
            ]
            explained = [rules.select(manifest, assets).explain() for manifest in scenes]
            assert answers == [
                (tuple(pick.asset for pick in each.picks), each.picks, each.passed_over, each.notes)
                for each in explained
            ]


def test_a_pool_without_a_test_holds_nothing_back() -> None:
    for seed in range(0, BATCHES, 12):
        each = batch(seed)
        rules = compiled(each.rules)
        for case in each.cases():
            assets = build(case.pool)
            selection, second = (
                rules.select(case.manifest, assets),
                opinion(case, rules.rule_set, assets),
            )
            assert (selection.picks, selection.passed_over) == (second.picks, second.passed_over)
            assert (
                selection.picks
                == rules.select(case.manifest, AssetPool(assets, usable=lambda _: True)).picks
            )


def in_film(rules: Rules, scenes: Sequence[Mapping[str, Any]], pool: AssetPool) -> list[Any]:
    """What is chosen scene by scene, each with the film so far, which travels as text."""
    answers = []
    film = FilmSoFar()
    for manifest in scenes:
        selection = rules.select(manifest, pool, earlier=FilmSoFar.from_json(film.to_json()))
        answers.append(everything(selection))
        film = selection.film_so_far
    return answers


def everything(selection: Selection) -> Any:
    return selection.assets, selection.picks, selection.passed_over, selection.notes


def test_everything_in_the_pool_is_picked_or_passed_over_and_never_both() -> None:
    for seed in range(0, BATCHES, 4):
        each = batch(seed)
        rules = compiled(each.rules)
        for case in each.cases():
            pool = AssetPool(build(case.pool), usable=usable)
            selection = rules.select(case.manifest, pool)
            places = [pick.facts.place for pick in selection.picks]
            places += [passed.facts.place for passed in selection.passed_over if passed.facts]
            assert sorted(places) == list(range(len(pool.assets))), case
            assert all(pool.facts[pick.facts.place] == pick.facts for pick in selection.picks)


def test_a_trial_explains_as_a_selection_does_whatever_was_tried_before() -> None:
    """Advice tries plans one after the other, and what the candidates are is found once."""
    for seed in range(0, BATCHES, 4):
        each = batch(seed)
        rules = compiled(each.rules)
        for case in each.cases():
            pool = AssetPool(build(case.pool), usable=usable)
            selection = rules.select(case.manifest, pool)
            own = EngineCase(selection.shot_plan, selection.scene, pool, selection.earlier_anew())
            for shot_plan in rules.plan.shots[:3]:
                there = EngineCase(shot_plan, selection.scene, pool, selection.earlier_anew())
                shared, alone = AnswerInParts(own.under(shot_plan)), AnswerInParts(there)
                assert shared.picks == alone.picks, case
                assert reasons(shared, pool) == reasons(alone, pool), case
            again = AnswerInParts(own.under(selection.shot_plan))
            assert tuple(again.picks.values()) == selection.picks, case
            for passed in selection.passed_over:
                if passed.facts is not None and not isinstance(passed.reason, NotPlaced):
                    assert again.reason(passed.facts.place) == passed.reason, case


def reasons(outcome: AnswerInParts, pool: AssetPool) -> list[Reason | None]:
    return [outcome.reason(place) for place in range(len(pool))]


def test_the_generated_cases_reach_every_reason_note_and_length_of_answer() -> None:
    """A second opinion on cases in which nothing happens would be worth nothing."""
    seen: Counter[str] = Counter()
    cases = 0
    for seed in range(60):
        each = batch(seed, *many((3, 4), (4, 5)))
        rule_set = as_values(each.rules)
        for case in each.cases():
            second = opinion(case, rule_set, build(case.pool), usable)
            cases += 1
            seen.update({passed.reason.kind for passed in second.passed_over})
            seen.update({note.kind for note in second.notes})
            seen[f"{min(len(second.picks), 4)} picks"] += 1
            seen.update(
                {
                    f"by {passed.reason.decided_by}"
                    for passed in second.passed_over
                    if hasattr(passed.reason, "decided_by")
                }
            )
    rare = {kind: count for kind, count in seen.items() if count < cases / 250}
    assert not rare, rare
    kinds = {kind.__dataclass_fields__["kind"].default for kind in Reason.__args__}
    assert kinds <= set(seen)
    assert {"by prefer", "by nearness", "by quality", "by pool order"} <= set(seen)
    assert {
        "brackets_dropped",
        "unknown_role",
        "unknown_asset_type",
        "individuals_joined",
        "shared_tag",
    } <= set(seen)
    assert {"no_optional_attributes", "default_rule", "no_placements", "empty_pool"} <= set(seen)


def test_a_disagreement_is_shrunk_to_what_it_takes() -> None:
    """The shrinker is tried on a made-up fault: more than one asset and a priority that speaks of a role."""

    def fails(case: Case) -> bool:
        priorities = [
            each for shot in case.rules["shots"].values() for each in shot.get("priorities", ())
        ]
        assert disagreement(case) is None
        return len(case.pool) > 1 and any("role" in priority for priority in priorities)

    case = next(
        case
        for seed in range(50)
        for case in batch(seed).cases()
        if fails(case) and len(case.pool) > 6
    )
    least = shrunk(case, fails)
    assert len(least.pool) == 2
    assert (
        len([each for shot in least.rules["shots"].values() for each in shot.get("priorities", ())])
        <= 2
    )
    assert least.manifest["placements"] == []
    assert "manifest_tag" in str(least)


def test_two_objects_that_are_equal_are_told_apart() -> None:
    """Most sketches make objects that compare by value; the picks are looked at by identity all the same."""
    case = next(case for seed in range(50) for case in batch(seed).cases() if len(case.pool) > 3)
    alike = replace(case, pool=tuple(replace(case.pool[0], kind="model") for _ in range(3)))
    values = {key: value for key, value in alike.pool[0].values.items() if key != "id"}
    alike = replace(alike, pool=tuple(replace(sketch, values=values) for sketch in alike.pool))
    assert disagreement(alike) is None
