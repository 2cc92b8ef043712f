"""What the language promises of every rule set, layers included: each promise is one law, tried on generated films."""

from __future__ import annotations

import os
import random
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from selector import FilmSoFar
from selector.engine.case import Case as Candidates
from selector.engine.case import Offer
from selector.engine.pool import AssetPool
from tests.as_written import parents_of
from tests.choosing import compiled
from tests.drawn_layers import HEAD
from tests.generate import batch
from tests.long import many
from tests.pools import build, usable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selector.engine.plan import ShotPlan, Step
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.picks import Pick

BATCHES = int(os.environ.get("SELECTOR_BATCHES") or many(24, 1_500))
FIRST = 200_000
MOST_KEPT = 48
"""Of how many batches the films are kept: all of an ordinary run."""


class Film(NamedTuple):
    """A rule set with a pool and the scenes of a film."""

    content: Mapping[str, Any]
    rules: Rules
    pool: AssetPool
    scenes: tuple[Mapping[str, Any], ...]


@lru_cache(maxsize=MOST_KEPT)
def drawn(seed: int) -> tuple[Film, ...]:
    """The films of a batch, drawn once for all laws."""
    each = batch(seed, pools=2, scenes=6, with_layers=True)
    rules = compiled(each.rules)
    return tuple(
        Film(each.rules, rules, AssetPool(build(sketches), usable=usable), scenes)
        for sketches, scenes in zip(each.pools, each.scenes, strict=True)
    )


def films() -> Iterator[Film]:
    """The films of all batches."""
    for seed in range(FIRST, FIRST + BATCHES):
        yield from drawn(seed)


@lru_cache(maxsize=MOST_KEPT)
def sent_in(seed: int) -> tuple[Sent, ...]:
    """What is sent with each scene of the films of a batch."""
    return tuple(
        Sent(selection)
        for film in drawn(seed)
        for selection in film.rules.select_many(film.scenes, film.pool)
    )


def all_sent() -> Iterator[Sent]:
    """The same of twice as many batches."""
    for seed in range(FIRST, FIRST + 2 * BATCHES):
        yield from sent_in(seed)


class Sent:
    """One selection, with the candidates by which its pictures went."""

    def __init__(self, selection: Selection) -> None:
        self.plan = selection.shot_plan
        self.picks = selection.picks
        assert [pick.facts.place for pick in self.picks] == selection.places, "both evaluators"
        self.pool = selection.pool
        earlier = selection.earlier.anew() if selection.earlier else None
        self.candidates = Candidates(self.plan, selection.scene, self.pool, earlier)

    def offer(self, pick: Pick) -> Offer:
        """The candidate of a pick: under the placement by which it was taken."""
        place = pick.facts.place
        if pick.placement is None:
            return self.candidates.unplaced[place][0]
        return next(
            offer for offer in self.candidates.offered[place] if offer.nth == pick.placement
        )

    def individual(self, pick: Pick) -> int:
        return self.pool.individuals[pick.facts.place]

    def counted(self, limit: Step) -> set[int]:
        """The individuals that count for a limit."""
        return {
            self.individual(pick) for pick in self.picks if limit.is_met(self.offer(pick).candidate)
        }

    def could_go_for(self, limit: Step) -> list[Offer]:
        """The candidates that are still there for a limit, slots aside."""
        counted = self.counted(limit)
        return [
            offer
            for offers in self.candidates.offered.values()
            for offer in offers
            if limit.is_met(offer.candidate)
            and self.pool.individuals[offer.place] not in counted
            and self.could_go(offer)
        ]

    def could_go(self, offer: Offer) -> bool:
        """Whether a candidate could go beside the others, slots aside."""
        row, individual = self.pool.rows[offer.place], self.pool.individuals[offer.place]
        crops = [pick.facts.crop for pick in self.picks if self.individual(pick) == individual]
        each = self.plan.pictures_each
        allows = (
            len(crops) < each
            if isinstance(each, int)
            else row.crop in each and row.crop not in crops
        )
        return (
            allows
            and row.held is None
            and all(pick.facts.place != offer.place for pick in self.picks)
            and not any(bar.is_met(offer.candidate) for bar in self.plan.strikes)
            and not any(self.is_full(limit, offer) for limit in self.plan.limits)
        )

    def is_full(self, limit: Step, offer: Offer) -> bool:
        """Whether a limit bars a candidate: as many others count for it as it lets go."""
        if limit.at_most is None or not limit.is_met(offer.candidate):
            return False
        return len(self.counted(limit) - {self.pool.individuals[offer.place]}) >= limit.at_most


def test_never_is_never() -> None:
    struck = 0
    for sent in all_sent():
        for pick in sent.picks:
            candidate = sent.offer(pick).candidate
            by = [bar.name for bar in sent.plan.strikes if bar.is_met(candidate)]
            assert by == [], (pick, by)
        struck += len(sent.candidates.struck)
    assert struck


def test_a_cap_holds() -> None:
    """Of the slots, of the video model, of each priority, and of each limit where nothing is pinned."""
    reached = set()
    for sent in all_sent():
        plan, picks = sent.plan, sent.picks
        assert len(picks) <= plan.references
        if plan.target is not None:
            assert len(picks) <= plan.target.references
        for step in plan.steps:
            took = {sent.individual(pick) for pick in picks if pick.priority == step.name}
            assert step.at_most is None or len(took) <= step.at_most
            if len(took) == step.at_most:
                reached.add("priority")
        for limit in plan.limits:
            if limit.at_most is not None and not plan.pins:
                assert len(sent.counted(limit)) <= limit.at_most
                if len(sent.counted(limit)) == limit.at_most:
                    reached.add("limit")
    assert reached == {"priority", "limit"}


def of_slots(content: Mapping[str, Any], slots: int) -> dict[str, Any]:
    """A rule set with so many slots in every shot and scene, whatever its layers say."""
    without = {key: value for key, value in content.items() if key != "references"}
    for place in ("shots", "scenes"):
        holders = without.get(place, {}).items()
        without[place] = {
            name: {key: value for key, value in holder.items() if key != "references"}
            for name, holder in holders
        }
    if "extends" in content:
        without["extends"] = of_slots(content["extends"], slots)
    return {**without, "references": slots}


def reserves_slots(plan: ShotPlan) -> bool:
    """Whether a place in the answer depends on how many slots there are."""
    if any(limit.at_least for limit in plan.limits):
        return True
    return any(pin.slot for pin in plan.pins)


def test_a_larger_references_only_appends() -> None:
    """Not where slots are held for limits, nor where pins stand last."""
    appended = layered = 0
    for content, _, pool, scenes in films():
        rule_sets = [compiled(of_slots(content, slots)) for slots in (1, 2, 3, 5, 8)]
        for scene in scenes:
            before: list[int] = []
            for rules in rule_sets:
                selection = rules.select(scene, pool)
                if reserves_slots(selection.shot_plan):
                    break
                assert len(selection.places) <= selection.shot_plan.references
                assert selection.places[: len(before)] == before, selection.picks
                appended += len(selection.places) > len(before) > 0
                layered += "extends" in content
                before = selection.places
    assert appended
    assert layered


def test_a_kept_slot_is_kept() -> None:
    """Once a priority has taken anything, no limit lacks somebody who could go for it.

    Not in pools with the very same picture twice, of which only one goes.
    """
    kept = 0
    for sent in all_sent():
        if sent.pool.twins:
            continue
        by_step = [pick for pick in sent.picks if pick.priority.list in {"first", "priorities"}]
        for limit in sent.plan.limits if by_step else ():
            if len(sent.counted(limit)) < (limit.at_least or 0):
                assert sent.could_go_for(limit) == [], (limit.name, sent.picks)
        kept += any(pick.priority.list == "limits" for pick in sent.picks)
    assert kept


def test_what_one_entry_takes_of_one_individual_stands_side_by_side() -> None:
    several = 0
    for sent in all_sent():
        for step in sent.plan.steps:
            if step.pictures_each is None:
                continue
            taken: dict[int, list[int]] = {}
            for pick in sent.picks:
                if pick.priority == step.name:
                    taken.setdefault(sent.individual(pick), []).append(pick.slot)
            for slots in taken.values():
                assert slots == list(range(slots[0], slots[0] + len(slots))), sent.picks
                several += len(slots) > 1
    assert several


def said(selection: Selection) -> Any:
    """Who goes for which entry, and why the others do not, without the places in the files."""
    picks = [
        (pick.facts, pick.placement, pick.priority.list, pick.priority.name)
        for pick in selection.picks
    ]
    passed = [
        (each.tag, each.facts, each.placement, each.reason.kind) for each in selection.passed_over
    ]
    return selection.shot, picks, passed, [note.kind for note in selection.notes]


def test_a_layer_that_changes_nothing_changes_no_pick_and_no_digest() -> None:
    """A file that only extends another; and one that says all that the other says once more."""
    layered = 0
    for content, rules, pool, scenes in films():
        film = list(map(said, rules.select_many(scenes, pool)))
        once_more = {**content, "extends": content, "name": "once more"}
        for child in ({**HEAD, "extends": content, "shots": {}}, once_more):
            if child is once_more and "extends" in content:
                continue  # its edits were made already
            laid = compiled(child)
            assert laid.digest == rules.digest
            assert list(map(said, laid.select_many(scenes, pool))) == film
        layered += "extends" in content
    assert layered


def shuffled(value: Any, rng: random.Random) -> Any:
    """The same with the keys of every mapping in another order."""
    if isinstance(value, dict):
        keys = rng.sample(list(value), len(value))
        return {key: shuffled(value[key], rng) for key in keys}
    if isinstance(value, list):
        return [shuffled(each, rng) for each in value]
    return value


def test_the_order_of_keys_in_a_mapping_changes_nothing() -> None:
    rng = random.Random(3)
    for content, rules, pool, scenes in films():
        others = compiled(shuffled(content, rng))
        assert others.digest == rules.digest
        film = list(map(said, rules.select_many(scenes, pool)))
        assert list(map(said, others.select_many(scenes, pool))) == film


def test_one_scene_equals_the_film() -> None:
    """Chosen by itself, with the film so far as text, a scene gets what it gets within the film."""
    differs_alone = 0
    for _, rules, pool, scenes in films():
        so_far = FilmSoFar()
        for manifest, within in zip(scenes, rules.select_many(scenes, pool), strict=True):
            alone = rules.select(manifest, pool, earlier=FilmSoFar.from_json(so_far.to_json()))
            assert said(alone) == said(within)
            assert alone.film_so_far == within.film_so_far
            so_far = within.film_so_far
            differs_alone += rules.select(manifest, pool).places != within.places
    assert differs_alone


def test_the_films_have_all_that_the_laws_are_about() -> None:
    found = set()
    for content, *_ in films():
        for each in (content, *parents_of(content)):
            found |= {key for key in ("extends", "instead", "scenes", "first") if key in each}
            text = str(each)
            found |= {
                key
                for key in ("change", "drop", "without", "when", "pin", "limits", "never")
                if f"'{key}':" in text
            }
    assert len(found) == 11, found
