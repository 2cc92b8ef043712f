"""What holds of every rule set, scene and pool, whatever they are: laws, tried on thousands of generated ones."""

from __future__ import annotations

import contextlib
import io
import logging
import logging.handlers
import os
import pickle
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from selector import load_rules
from selector.engine import case as before
from selector.engine import choose, limits_not_met, order_of_events
from selector.engine.pool import AssetPool
from tests.choosing import compiled
from tests.generate import Batch, Case, batch
from tests.long import many
from tests.pools import Bare, Sketch, build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sized

    from selector.engine.rules import Rules
    from selector.engine.selection import Selection

BATCHES = int(os.environ.get("SELECTOR_BATCHES") or many(8, 1_000))
FIRST = 60_000


@lru_cache(maxsize=2 * 16)
def drawn(seed: int) -> tuple[Batch, Rules]:
    """A batch and its rules, drawn once for all laws of an ordinary run."""
    each = batch(seed)
    return each, compiled(each.rules)


def cases(batches: int = BATCHES) -> Iterator[tuple[Case, Rules]]:
    """Generated cases, other ones than the second opinion sees."""
    for seed in range(FIRST, FIRST + batches):
        each, rules = drawn(seed)
        for case in each.cases():
            yield case, rules


def without_shared_pictures(of: Iterable[tuple[Case, Rules]]) -> Iterator[tuple[Case, Rules]]:
    """Those cases in whose pool no two assets are the very same picture."""
    few, total = 0, 0
    for case, rules in of:
        total += 1
        if not POOL.of(case).twins:
            few += 1
            yield case, rules
    assert few > total / 20, "nearly every pool shares pictures"


def places(selection: Selection) -> list[int]:
    return [pick.facts.place for pick in selection.picks]


def shape(selection: Selection, names: dict[int, Any]) -> Any:
    """An answer without its order in the pool: the objects' own names stand for them."""
    picks = [(names[id(pick.asset)], pick.placement, pick.priority) for pick in selection.picks]
    passed = [
        (names.get(id(each.asset)), each.tag, each.placement, each.reason.kind)
        for each in selection.passed_over
    ]
    return picks, sorted(passed, key=repr)


def with_distinct_qualities(sketches: tuple[Sketch, ...], rng: random.Random) -> tuple[Sketch, ...]:
    """The same pool without any tie in quality, and without repeated entries."""
    kept = [sketch for sketch in sketches if sketch.again is None]
    scores = rng.sample(range(1, 1000), len(kept))
    return tuple(
        replace(sketch, values={**sketch.values, "quality_score": score / 100})
        for sketch, score in zip(kept, scores, strict=True)
    )


def test_the_order_of_the_pool_only_breaks_exact_ties() -> None:
    rng = random.Random(1)
    for case, rules in cases():
        assets = build(with_distinct_qualities(case.pool, rng))
        names = {id(asset): number for number, asset in enumerate(assets)}
        shuffled = rng.sample(assets, len(assets))
        assert shape(rules.select(case.manifest, assets), names) == shape(
            rules.select(case.manifest, shuffled), names
        )


def test_among_ties_the_order_of_the_pool_changes_faces_and_never_scores() -> None:
    """Where one priority does all the choosing, every order of the pool sends the same scores, slot by slot.

    Not where two individuals tie with one photograph: the earlier sends it, and the other then has none to send.
    """
    rng = random.Random(2)
    for case, _ in without_shared_pictures(cases()):
        priority = rng.choice(
            [
                {"name": "p", "role": "subject"},
                {"name": "p", "crop": ["face", "full"], "at_most": 2},
            ]
        )
        rules = compiled({**alone(case.rules), "shots": {"default": {"priorities": [priority]}}})
        sketches = tuple(sketch for sketch in case.pool if sketch.again is None)
        scores = {
            tuple(
                pick.facts.quality or 0
                for pick in rules.select(case.manifest, rng.sample(assets, len(assets))).picks
            )
            for assets in [build(sketches)] * 4
        }
        assert len(scores) == 1, case


def test_a_larger_references_only_appends() -> None:
    """Not where slots are reserved for limits, nor where pins stand last."""
    for seed in range(FIRST, FIRST + BATCHES):
        each, _ = drawn(seed)
        if reserves_slots(each.rules):
            continue
        shots = {name: without(shot, "references") for name, shot in each.rules["shots"].items()}
        rule_sets = [
            compiled({**without(each.rules, "scenes"), "references": slots, "shots": shots})
            for slots in (1, 2, 3, 5, 8)
        ]
        for case in each.cases():
            before: list[int] = []
            for rules, slots in zip(rule_sets, (1, 2, 3, 5, 8), strict=True):
                picked = list(map(id, rules.select(case.manifest, POOL.of(case)).assets))
                assert len(picked) <= slots
                assert picked[: len(before)] == before
                before = picked


def alone(rules: Any) -> dict[str, Any]:
    """The top of the file without what other shot rules or the whole answer count for."""
    others = {"scenes", "pin", "limits", "instead"}
    return {key: value for key, value in rules.items() if key not in others}


def reserves_slots(rules: Any) -> bool:
    """Whether any rule has a place in the answer that depends on how many slots there are."""
    holders = [rules, *rules["shots"].values(), *rules.get("scenes", {}).values()]
    entries = [
        entry for holder in holders for key in ("pin", "limits") for entry in holder.get(key, ())
    ]
    return any("at_least" in entry or "slot" in entry for entry in entries)


def without(shot: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in shot.items() if name != key}


class OnePool:
    """The pool of the case at hand, made once for as long as the cases share it."""

    def __init__(self) -> None:
        self.sketches: Any = None
        self.pool = AssetPool([])

    def of(self, case: Case) -> AssetPool:
        if self.sketches is not case.pool:
            self.sketches, self.pool = case.pool, AssetPool(build(case.pool))
        return self.pool


POOL = OnePool()


def test_picks_never_repeat_an_object_or_beyond_what_the_rule_allows_an_individual() -> None:
    for case, rules in cases():
        selection = rules.select(case.manifest, POOL.of(case))
        assert len(set(places(selection))) == len(selection.assets)
        shot = selection.shot_plan
        assert len(selection.assets) <= shot.references
        sent: dict[int, list[str]] = {}
        for pick in selection.picks:
            crops = sent.setdefault(POOL.pool.individuals[pick.facts.place], [])
            if pick.priority.list == "pin":
                crops.append(pick.facts.crop)
                continue
            (step,) = [step for step in (*shot.limits, *shot.steps) if step.name == pick.priority]
            each = shot.pictures_each_at(step)
            if isinstance(each, int):
                assert len(crops) < each
            else:
                assert pick.facts.crop in each
                assert pick.facts.crop not in crops
            crops.append(pick.facts.crop)
        for step in shot.steps:
            if step.at_most is not None:
                took = [pick for pick in selection.picks if pick.priority == step.name]
                shown = {POOL.pool.individuals[pick.facts.place] for pick in took}
                assert len(shown) <= step.at_most


def test_prefer_bars_nobody_and_adds_nobody() -> None:
    """With one priority and slots enough, whichever picture is preferred, the same individuals go.

    Not where two individuals have one photograph: it goes for the first of them alone.
    """
    for case, _ in without_shared_pictures(cases(BATCHES // 2)):
        shown = []
        for prefer in ([], ["face"], ["full", "face"]):
            words = {"references": 99, "pictures_each": 1, **({"prefer": prefer} if prefer else {})}
            rules = compiled(
                {
                    **alone(case.rules),
                    "shots": {
                        "default": {**words, "priorities": [{"name": "p", "role": "subject"}]}
                    },
                }
            )
            selection = rules.select(case.manifest, POOL.of(case))
            shown.append({POOL.pool.individuals[place] for place in places(selection)})
        assert shown[0] == shown[1] == shown[2], case


def kinds(selection: Selection) -> Any:
    """Who goes for which priority, and why the others do not, without the places in the file."""
    picks = [(pick.facts, pick.placement, pick.priority.name) for pick in selection.picks]
    passed = [
        (each.tag, each.facts, each.placement, each.reason.kind) for each in selection.passed_over
    ]
    return selection.shot, picks, passed, [note.kind for note in selection.notes]


def test_the_order_of_conditions_and_of_any_of_lists_never_matters() -> None:
    rng = random.Random(7)
    for case, rules in cases(BATCHES // 2):
        other = compiled(rearranged(case.rules, rng))
        assert other.digest == rules.digest
        assert kinds(other.select(case.manifest, POOL.of(case))) == kinds(
            rules.select(case.manifest, POOL.pool)
        )


def rearranged(value: Any, rng: random.Random, key: str = "") -> Any:
    """The same rules with every mapping, and every list without an order of its own, in another order."""
    if isinstance(value, dict):
        entries = rng.sample(list(value.items()), len(value))
        ordered = {"pictures_each"} if key == "priorities" else set()
        return {
            name: each if name in ordered else rearranged(each, rng, name) for name, each in entries
        }
    if key in {"role", "type", "crop", "pictures_each", "spellings"} and isinstance(value, list):
        return rng.sample(value, len(value))
    if key == "priorities":
        return [rearranged(each, rng, key) for each in value]
    return value


def test_threads_that_share_a_pool_and_rules_all_get_the_same_answer() -> None:
    for seed in range(61_500, 61_500 + max(BATCHES // 20, 3)):
        each = batch(seed, pools=1, scenes=60)
        alone = compiled(each.rules)
        expected = [
            kinds(alone.select(manifest, build(each.pools[0]))) for manifest in each.scenes[0]
        ]
        shared, assets = compiled(each.rules), AssetPool(build(each.pools[0]))

        def answer(manifest: Any, shared: Rules = shared, assets: AssetPool = assets) -> Any:
            return kinds(shared.select(manifest, assets))

        with ThreadPoolExecutor(8) as threads:
            rounds = [threads.map(answer, each.scenes[0]) for _ in range(3)]
            assert [list(answers) for answers in rounds] == [expected] * 3


def test_rules_pools_and_selections_that_went_to_another_process_say_the_same() -> None:
    each = batch(61_000, pools=1, scenes=20)
    rules, pool = compiled(each.rules), AssetPool(build(each.pools[0]))
    selections = [rules.select(manifest, pool) for manifest in each.scenes[0]]
    sent_rules, sent_pool, sent_selections = pickle.loads(pickle.dumps((rules, pool, selections)))
    assert selections[0].notes is not None
    assert len(pickle.dumps(pool)) == len(pickle.dumps(AssetPool(pool.assets)))
    again = [sent_rules.select(manifest, sent_pool) for manifest in each.scenes[0]]
    told = [kinds(selection) for selection in selections]
    assert [kinds(selection) for selection in again] == told
    assert [kinds(selection) for selection in sent_selections] == told
    assert sent_rules.digest == rules.digest


def test_a_pool_may_be_sent_to_another_process_while_others_select_from_it() -> None:
    each = batch(62_000, pools=1, scenes=60)
    rules, assets = compiled(each.rules), build(each.pools[0])
    pool = AssetPool(assets)
    done = threading.Event()

    def select_on_and_on() -> None:
        while not done.is_set():
            for manifest in each.scenes[0]:
                rules.select(manifest, pool)
                assert compiled(each.rules).select(manifest, pool).passed_over is not None
            pool._lineages.clear()

    with ThreadPoolExecutor(2) as threads:
        busy = [threads.submit(select_on_and_on) for _ in range(2)]
        try:
            for _ in range(200):
                assert len(pickle.loads(pickle.dumps(pool))) == len(pool)
        finally:
            done.set()
        assert [each.result() for each in busy] == [None, None]


SCRIPT = """
from tests.choosing import compiled
from tests.generate import batch
from tests.pools import build
for seed in range(70_000, 70_012):
    each = batch(seed)
    rules = compiled(each.rules)
    print(rules.digest, rules.plan)
    for case in each.cases():
        selection = rules.select(case.manifest, build(case.pool))
        print([p.facts for p in selection.picks], selection.notes, [(p.tag, p.reason) for p in selection.passed_over])
"""


def test_the_seed_of_hashing_never_shows() -> None:
    """Not that of this process, which is any, and not another."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(SCRIPT, {})
    outputs = {printed.getvalue().encode()}
    for hash_seed in many(("27",), ("0", "1", "2")):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=Path(__file__).resolve().parent.parent,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop()) > 100_000


@pytest.mark.parametrize("size", [1, 30, many(60, 300)])
def test_what_a_pool_remembers_never_changes_an_answer(size: int) -> None:
    """Scenes in any order, through a pool that has answered many others before, answer as through a fresh one."""
    rng = random.Random(size)
    each = batch(80_000 + size, pools=1, scenes=size)
    rules = [compiled(each.rules), compiled(batch(80_001 + size).rules)]
    assets = AssetPool(build(each.pools[0]))
    for manifest in rng.choices(each.scenes[0], k=min(size * 3, many(60, 300))):
        for asked in rules:
            assert kinds(asked.select(manifest, assets)) == kinds(
                asked.select(manifest, build(each.pools[0]))
            )
            assert [pick.asset for pick in asked.select(manifest, assets).picks] == list(
                asked.select(manifest, assets).assets
            )


def test_choosing_leaves_a_pool_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is kept of a scene but what is true of every scene; what is warned of is kept where it is told."""
    caplog.set_level("CRITICAL", "selector")
    for case, rules in cases(10):
        asked = AssetPool(build(case.pool))
        before = {name: repr(value) for name, value in vars(asked).items()}
        rules.select(case.manifest, asked)
        remembered = {"_casts", "_lineages", "labels", "lineups", "shown"}
        after = {name: repr(value) for name, value in vars(asked).items()}
        assert {name for name in after if after[name] != before.get(name)} <= remembered
        assert set(asked._lineages) <= set(asked.members)
        assert set(asked.shown) <= set(asked.individuals)
        for lineups in asked.lineups.values():
            assert lineups.keys() <= asked.by_tag.keys()
            for tags, lineup in lineups._of_several.items():
                assert lineup is not None
                assert {asked.individuals[asked.by_tag[tag][0]] for tag in tags} == {lineup[0]}


def test_what_rules_remember_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is made small, so that every scene goes beyond it: the answers stay the same."""
    monkeypatch.setattr(choose, "MOST_MOVES", 1)
    for seed in range(90_000, 90_010):
        each = batch(seed, pools=1, scenes=20)
        rules, assets = compiled(each.rules), AssetPool(build(each.pools[0]))
        for manifest in each.scenes[0]:
            assert (
                rules.select(manifest, assets).assets
                == compiled(each.rules).select(manifest, assets).assets
            )
        for chooser in rules._choosers.values():
            caches: tuple[Sized, ...] = (
                chooser._moves,
                chooser._moves_for_kind,
                chooser._moves_together,
            )
            assert all(len(known) <= 1 for known in (*caches, *chooser._moves.values()))


def build_alike(asked: AssetPool) -> AssetPool:
    """A pool of the same objects that remembers nothing."""
    return AssetPool(asked.assets)


@pytest.mark.parametrize("made", [list, AssetPool])
def test_a_selection_logs_what_it_chose_and_which_tags_are_missing(
    made: Any, caplog: pytest.LogCaptureFixture
) -> None:
    priorities = [{"name": "p", "crop": ["face", "full"]}]
    default = {"pictures_each": 1, "priorities": priorities}
    rules = compiled({**alone(batch(0).rules), "shots": {"default": default}})
    placements = [{"asset_tag": tag, "role": "subject"} for tag in ("A", "GONE")]
    manifest = {"scene_index": 7, "composition": {"shot_type": "default"}, "placements": placements}
    assets = [Bare({"manifest_tag": "A", "asset_type": "PROP"})]
    with caplog.at_level("INFO", "selector"):
        rules.select(manifest, made(assets))
    assert caplog.messages == ["scene 7: no picture in the pool has the tag 'GONE'"]
    caplog.clear()
    with caplog.at_level("DEBUG", "selector"):
        rules.select(manifest, made(assets))
    assert caplog.messages == [
        "scene 7: no picture in the pool has the tag 'GONE'",
        "scene 7, default: A",
    ]


def test_a_selection_by_rules_with_new_words_is_logged_to_those_who_listen(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ban = {"name": "drafts", "label": "draft"}
    rules = compiled({**alone(batch(0).rules), "never": [ban]})
    manifest = {"scene_index": 7, "composition": {"shot_type": "x"}, "placements": []}
    with caplog.at_level("INFO", "selector"):
        rules.select(manifest, [])
    assert caplog.messages == []
    with caplog.at_level("DEBUG", "selector"):
        rules.select(manifest, [])
    assert caplog.messages == ["scene 7, default: "]


def test_a_missing_tag_waits_until_somebody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody has configured logging nothing is made up to be told, and nothing counts as told."""
    root, ours = logging.getLogger(), logging.getLogger("selector")
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(ours, "handlers", [logging.NullHandler()])
    rules, asked = load_rules(), AssetPool([Bare({"manifest_tag": "A", "asset_type": "PROP"})])
    manifest = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "GONE", "role": "subject"}],
    }
    rules.select(manifest, asked)
    assert not asked.warned
    heard = logging.handlers.BufferingHandler(10)
    root.addHandler(heard)
    for propagate, told in ((False, 0), (True, 1), (True, 1)):
        monkeypatch.setattr(ours, "propagate", propagate)
        rules.select(manifest, asked)
        assert [record.tag for record in heard.buffer] == ["GONE"] * told  # type: ignore[attr-defined]  # our `extra`


def test_a_limit_holds_over_all_that_priorities_send_and_a_reserved_slot_is_taken() -> None:
    """At most so many count where no pin is; and whoever a full answer lacks of a limit is not there to be sent."""
    capped, reserved = 0, 0
    for case, rules in cases():
        selection = rules.select(case.manifest, POOL.of(case))
        shot = selection.shot_plan
        if not shot.limits or shot.pins:
            continue
        happened = before.Case(shot, selection.scene, selection.pool, selection.earlier)
        picked = order_of_events.order_of_events(happened).picked
        for nth, limit in enumerate(shot.limits):
            counted = picked.counted(nth)
            if limit.at_most is not None:
                assert len(counted) <= limit.at_most, case
                capped += len(counted) == limit.at_most
            reserved += any(take.by is limit for take in counted.values())
    assert capped
    assert reserved


def test_limits_are_not_met_of_which_fewer_count_once_a_scene_is_gone_through() -> None:
    """Whatever is found out from the picks alone is what going through the scene finds."""
    met = [0, 0]
    for case, rules in cases():
        selection = rules.select(case.manifest, POOL.of(case))
        shot = selection.shot_plan
        if not any(limit.at_least for limit in shot.limits):
            continue
        happened = before.Case(shot, selection.scene, selection.pool, selection.earlier)
        picked = order_of_events.order_of_events(happened).picked
        wanted = []
        for nth, limit in enumerate(shot.limits):
            is_met = len(picked.counted(nth)) >= (limit.at_least or 0)
            met[is_met] += 1
            if not is_met:
                wanted.append(limit.name)
        assert list(limits_not_met.limits_not_met(selection)) == wanted, case
    assert min(met) > 5


def test_what_is_pinned_stands_before_all_else_or_at_the_end() -> None:
    seen: set[str | None] = set()
    for case, rules in cases():
        selection = rules.select(case.manifest, POOL.of(case))
        slots = {pin.name: pin.slot for pin in selection.shot_plan.pins}
        lists = [
            slots[pick.priority] or "before" if pick.priority.list == "pin" else "between"
            for pick in selection.picks
        ]
        assert lists == sorted(lists, key=("before", "between", "last").index), case
        seen.update(lists)
    assert seen == {"before", "between", "last"}
