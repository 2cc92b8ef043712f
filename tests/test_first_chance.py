"""What is said of a picture that is left out is true: which priority asks for it first, and who came before it there.

The naive evaluator says which priority that is. Then the picture gets the score that it lacks, or what the account
names as full is lifted, and the naive evaluator chooses again: now that priority takes it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from selector.engine.how_it_went import HowItWent, first_chances
from selector.engine.pool import AssetPool
from selector.language.conditions.quality import QUALITY
from selector.model.advice import Write
from selector.model.left_out import (
    AnotherWentAhead,
    CapReached,
    FirstChance,
    LimitReached,
    SlotsFull,
)
from selector.model.picks import EntryName
from selector.reporting.explaining import explain_scene
from selector.review.advice.adviser import Adviser
from tests.as_written import as_naive
from tests.choosing import Picture, compiled, picked, rule, scene
from tests.generate import batch
from tests.long import many
from tests.naive_language.conditions import candidates
from tests.naive_language.film import scene_answer
from tests.naive_language.pick import choose, may_send, not_struck, picks_of, pictures_each_of
from tests.naive_language.reasons import meets_under_one
from tests.pools import build, usable
from tests.second_opinion import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from selector.engine.selection import Selection
    from tests.naive_language.pick import Choice
    from tests.naive_language.serving import Serving

    Drawn = tuple[Selection[Any], Serving | None, Mapping[int, FirstChance]]
    LeftOut = tuple[Selection[Any], Serving, int, FirstChance]

SEEDS: Sequence[int] = many(
    (*range(11), 25, 31, 37, 67, 74, 106, 178, 180, 200, 206, 216, 235, 254, 255),
    range(4_000),
)
"""In the ordinary run, batches in which much is left out that a better score or more room would send."""
GROUPS = many(1, 2)


def selections(group: int) -> Iterable[Drawn]:
    """Selections for generated films, each with what is said of pictures that it leaves out, by their places.

    Where something is said, what the naive evaluator served the scene with is there, too. They are
    drawn once for all tests of the group, but in a soak, which draws too many to keep.
    """
    if many(quick=False, long=True):
        return drawn_selections(group)
    return drawn_once(group)


@cache
def drawn_once(group: int) -> list[Drawn]:
    return list(drawn_selections(group))


def drawn_selections(group: int) -> Iterator[Drawn]:
    for seed in SEEDS[group::GROUPS]:
        drawn = batch(seed, with_layers=True)
        rules = compiled(drawn.rules)
        file, parents = as_naive(drawn.rules)
        for case in drawn.cases():
            pool = AssetPool(build(case.pool), usable=usable)
            selection = rules.select(case.manifest, pool)
            chances = first_chances(selection)
            if not chances:
                yield selection, None, chances
                continue
            naive = scene_answer(
                file, case.manifest, pool.assets, parents=parents, usable=usable, targets=TARGETS
            )
            yield selection, naive.serving, chances


def left_out(group: int) -> Iterator[LeftOut]:
    """Pictures that are left out, with what is said of each."""
    for selection, serving, chances in selections(group):
        for place, chance in chances.items():
            assert serving is not None
            yield selection, serving, place, chance


def named_by(chance: FirstChance) -> str:
    """The path of the priority that an account names."""
    named = getattr(chance.reason, "priority", None)
    assert isinstance(named, EntryName)
    return named.path


def taker(choice: Choice, place: int) -> str | None:
    """What takes a picture, by its path."""
    by = [pick.by.path for pick in choice.picks if pick.one.picture.place == place]
    return by[0] if by else None


@pytest.mark.parametrize("group", range(GROUPS))
def test_the_first_priority_that_asks_for_a_picture_is_named(group: int) -> None:
    seen = 0
    for _, serving, place, chance in left_out(group):
        if isinstance(chance.reason, LimitReached):
            continue  # which names the limit
        assert named_by(chance) == first_asking(serving, choose(serving), place)
        seen += 1
    assert seen > 100


def first_asking(serving: Serving, choice: Choice, place: int) -> str | None:
    """The first priority that asks for a picture and takes no other of the same individual."""
    picture = serving.ground.pool.pictures[place]
    offered = not_struck(serving, candidates(serving.ground))
    free = [one for one in offered if one.picture is picture]
    gone = [pick for pick in choice.picks if pick.by.kind == "pin"]
    for entry in serving.priorities:
        taken = [pick for pick in choice.picks if pick.by is entry]
        sent = picks_of(serving, picture, gone)
        if (
            meets_under_one(serving, entry, free)
            and may_send(pictures_each_of(serving, entry), picture, sent)
            and not picks_of(serving, picture, taken)
        ):
            return entry.path
        gone += taken
    return None


@pytest.mark.parametrize("group", range(GROUPS))
def test_with_the_score_that_it_lacks_that_priority_takes_it_or_one_before(group: int) -> None:
    seen = 0
    for selection, serving, place, chance in left_out(group):
        ahead = chance.ahead
        if ahead is None or ahead.than.place != place or ahead.decided_by != "quality":
            continue
        if not can_be_scored_freely(selection, place):
            continue
        score: Any = ahead.by.quality or 0
        chosen = choose(scored(serving, place, score + type(score)(1)))
        paths = [entry.path for entry in serving.priorities]
        by = taker(chosen, place)
        # One before it may have taken another picture of the same individual, and then takes this.
        assert by is not None
        assert paths.index(by) <= paths.index(named_by(chance))
        seen += 1
    assert seen > 10


def can_be_scored_freely(selection: Selection[Any], place: int) -> bool:
    """Whether a higher score of one picture moves it up and changes nothing else."""
    plan = selection.shot_plan
    asks = any(each.word is QUALITY for each in plan.requirements())
    reserves = any(limit.at_least is not None for limit in plan.limits)
    if asks or reserves or plan.pins:
        return False
    return place not in selection.pool.twins


def scored(serving: Serving, place: int, quality: Any) -> Serving:
    """The same with another score of one picture."""
    ground = serving.ground
    pictures = list(ground.pool.pictures)
    pictures[place] = replace(pictures[place], quality=quality)
    pool = replace(ground.pool, pictures=tuple(pictures))
    return replace(serving, ground=replace(ground, pool=pool))


@pytest.mark.parametrize("group", range(GROUPS))
def test_without_what_is_named_as_full_that_priority_takes_it(group: int) -> None:
    seen = Counter[str]()
    for selection, serving, place, chance in left_out(group):
        if selection.shot_plan.limits or place in selection.pool.twins or chance.ahead is None:
            continue
        named = named_by(chance)
        if isinstance(chance.reason, CapReached):
            individuals = selection.pool.individuals
            by_it = [pick for pick in selection.picks if pick.priority.path == named]
            assert len({individuals[pick.facts.place] for pick in by_it}) == chance.reason.at_most
        else:
            assert len(selection.picks) == serving.slots
        # Whoever lost for want of a slot may have come behind as many as the priority takes.
        lifted = replace(serving, slots=999, priorities=without_cap(serving, named))
        assert taker(choose(lifted), place) == named
        seen[chance.reason.kind] += 1
    assert min(seen["cap_reached"], seen["slots_full"]) > 5


def without_cap(serving: Serving, path: str) -> list[Any]:
    """The priorities of which one takes any number."""
    priorities = []
    for entry in serving.priorities:
        written = dict(entry.written)
        if entry.path == path:
            written.pop("at_most", None)
        priorities.append(replace(entry, written=written))
    return priorities


@pytest.mark.parametrize("group", range(GROUPS))
def test_whoever_is_said_to_come_before_another_does(group: int) -> None:
    """What is sent by a priority says whom it came before; without it, that one goes, if it was left out."""
    seen = 0
    for selection, _, _ in selections(group):
        individuals = selection.pool.individuals
        slots = {pick.facts.place: pick.slot for pick in selection.picks}
        for place, ahead in HowItWent(selection).ahead().items():
            than = ahead.than.place
            assert individuals[ahead.by.place] == individuals[place]
            assert individuals[than] != individuals[place]
            if ahead.decided_by == "quality":
                assert (ahead.by.quality or 0) > (ahead.than.quality or 0)
            if than in slots and not selection.shot_plan.pins:
                assert slots[place] < slots[than]
            seen += 1
    assert seen > 100


PEOPLE: list[dict[str, Any]] = [
    {"name": "people", "type": "character", "at_most": 2},
    {"name": "rest", "role": "subject"},
]


def lost(left: str, selection: Selection[Any]) -> FirstChance:
    """Where a picture lost."""
    [passed] = [each for each in selection.passed_over if getattr(each.asset, "label", "") == left]
    chance = HowItWent(selection).first_chance(passed)
    assert chance is not None
    return chance


def test_the_priority_that_took_no_more_is_named_though_another_asks_later() -> None:
    pool = [
        Picture(name, name, quality_score=score) for name, score in (("a", 9), ("b", 8), ("c", 7))
    ]
    chance = lost("c", rule(PEOPLE, references=2).select(scene("a", "b", "c"), pool))
    assert isinstance(chance.reason, CapReached)
    assert [facts.tag for facts in chance.taken] == ["a", "b"]
    assert chance.ahead is not None
    assert (chance.ahead.by.tag, chance.ahead.decided_by) == ("b", "quality")


def test_what_order_puts_first_is_what_put_another_before_it() -> None:
    order: dict[str, Any] = {"order": [{"label": "new"}], "references": 1}
    pool = [
        Picture("a", "a", quality_score=9),
        Picture("b", "b", quality_score=5, user_tags=["new"]),
    ]
    chance = lost("a", rule(**order).select(scene("a", "b"), pool))
    assert isinstance(chance.reason, SlotsFull)
    assert chance.ahead is not None
    assert (chance.ahead.decided_by, chance.ahead.asks) == ("order", "the label new")


@pytest.mark.parametrize(("placed", "by"), [(("b", "a"), "placement"), (("both", "both"), "pool")])
def test_of_one_quality_the_scene_decides_and_then_the_pool(
    placed: tuple[str, str], by: str
) -> None:
    tags = ("a", "b") if by == "placement" else ("both", "both")
    pool = [
        Picture(name, tag, quality_score=5, individual=name)
        for name, tag in zip(("a", "b"), tags, strict=True)
    ]
    selection = rule(references=1).select(scene(*placed), pool)
    [left] = {"a", "b"} - {each.label for each in selection.assets}
    chance = lost(left, selection)
    assert chance.ahead is not None
    assert chance.ahead.decided_by == by


def test_of_pictures_of_one_person_the_others_lost_to_the_one_that_stood_for_them() -> None:
    pool = [
        Picture("a", "a", quality_score=9),
        Picture("b", "b", quality_score=8),
        Picture("other", "b", quality_score=7),
    ]
    selection = rule(PEOPLE, references=1).select(scene("a", "b"), pool)
    assert isinstance(lost("b", selection).reason, SlotsFull)
    chance = lost("other", selection)
    assert isinstance(chance.reason, AnotherWentAhead)
    assert chance.reason.by.id is None
    assert chance.reason.by.place == 1


def test_a_priority_without_a_turn_is_the_first_that_asks() -> None:
    steps = [
        {"name": "one", "label": "new"},
        {"name": "two", "role": "subject"},
        {"name": "three", "type": "character"},
    ]
    pool = [Picture("a", "a", user_tags=["new"]), Picture("b", "b")]
    chance = lost("b", rule(steps, references=1).select(scene("a", "b"), pool))
    assert named_by(chance).endswith("/two")
    assert chance.ahead is None


def test_a_picture_behind_another_of_its_person_is_not_offered_many_changes() -> None:
    """What is plain to do for the person is advised for the picture that would be sent next."""
    pool = [
        Picture("a", "a", quality_score=9, id="1"),
        Picture("b", "b", quality_score=8, id="2"),
        Picture("other", "b", quality_score=7, id="3"),
        Picture("room", "room", "environment"),
    ]
    steps = [{**PEOPLE[0], "at_most": 1}, {"name": "room", "type": "environment"}, PEOPLE[1]]
    selection = rule(steps, references=2).select(scene("a", "b", "room"), pool)
    adviser = Adviser(selection)
    advice = {
        getattr(each.asset, "label", ""): adviser.advice(each) for each in selection.passed_over
    }
    for option in advice["other"].options:
        assert len(option.changes) == 1
    assert Write(key="references", value=3, shot="default") in [
        change for option in advice["b"].options for change in option.changes
    ]
    told = explain_scene(selection, adviser)
    assert told.index("b (2)") < told.index("b (3)")


def test_behind_a_picture_of_its_person_that_is_sent_only_that_priority_counts() -> None:
    pool = [
        Picture("a", "a", quality_score=9),
        Picture("b", "b", quality_score=8),
        Picture("other", "b", quality_score=7),
    ]
    steps = [{**PEOPLE[0], "at_most": 1}, PEOPLE[1]]
    selection = rule(steps, references=2, pictures_each=2).select(scene("a", "b"), pool)
    assert picked(selection) == ["a", "b"]
    [passed] = selection.passed_over
    assert isinstance(passed.reason, AnotherWentAhead)
    assert HowItWent(selection).first_chance(passed) is None


def test_a_limit_that_bars_a_picture_at_the_first_priority_is_named() -> None:
    steps = [
        {"name": "new", "label": "new"},
        {"name": "leads", "role": "subject"},
        {"name": "behind", "role": "background"},
    ]
    limits = [{"name": "one-lead", "role": "subject", "at_most": 1}]
    pool = [
        Picture("a", "a", user_tags=["new"]),
        Picture("b", "b", quality_score=7),
        Picture("c", "c", quality_score=8),
    ]
    placed = scene("a", "b", ("b", "background"), ("c", "background"))
    selection = rule(steps, references=2, limits=limits).select(placed, pool)
    assert picked(selection) == ["a", "c"]
    chance = lost("b", selection)
    assert isinstance(chance.reason, LimitReached)
    assert chance.reason.by.name == "one-lead"


def test_pictures_that_would_have_gone_side_by_side_are_not_behind_one_another() -> None:
    steps: list[dict[str, Any]] = [
        {"name": "new", "label": "new"},
        {"name": "both", "role": "subject", "pictures_each": 2},
    ]
    pool = [
        Picture("a", "a", user_tags=["new"]),
        Picture("b", "b", quality_score=8),
        Picture("other", "b", quality_score=7),
    ]
    selection = rule(steps, references=1).select(scene("a", "b"), pool)
    assert isinstance(lost("other", selection).reason, SlotsFull)


ONE_NEW: dict[str, Any] = {"limits": [{"name": "one", "label": "new", "at_most": 1}]}


@pytest.mark.parametrize("what", ["cannot be sent", "a limit bars"])
def test_a_picture_that_could_not_have_gone_is_not_ahead_of_another_of_its_person(
    what: str,
) -> None:
    pool = [
        Picture("a", "a", quality_score=9, user_tags=["new"]),
        Picture("b", "b", quality_score=8, user_tags=["new"]),
        Picture("other", "b", quality_score=7),
    ]
    limits = ONE_NEW if what == "a limit bars" else {}
    assets = AssetPool(pool, usable=lambda each: what == "a limit bars" or each.label != "b")
    steps = [{"name": "first", "label": "new", "at_most": 1}, PEOPLE[1]]
    selection = rule(steps, references=1, **limits).select(scene("a", "b"), assets)
    assert picked(selection) == ["a"]
    chance = lost("other", selection)
    assert isinstance(chance.reason, SlotsFull)
    assert named_by(chance).endswith("/rest")


def came_before(place: int, selection: Selection[Any]) -> str | None:
    """Whom a picture is said to have come before."""
    ahead = HowItWent(selection).ahead().get(place)
    return ahead.than.tag if ahead is not None else None


def test_the_next_is_the_first_that_is_left_out_and_not_one_that_is_sent_later() -> None:
    pool = [
        Picture(name, name, quality_score=score) for name, score in (("a", 9), ("b", 8), ("c", 7))
    ]
    steps = [{**PEOPLE[0], "at_most": 1}, PEOPLE[1]]
    selection = rule(steps, references=2).select(scene("a", "b", "c"), pool)
    assert came_before(0, selection) == "c"


@pytest.mark.parametrize(("others", "next_one"), [("bc", "c"), ("b", None)])
def test_whom_a_limit_hinders_is_not_the_next(others: str, next_one: str | None) -> None:
    pool = [
        Picture("a", "a", quality_score=9, user_tags=["new"]),
        Picture("b", "b", quality_score=8, user_tags=["new"]),
        Picture("c", "c", quality_score=7),
    ]
    selection = rule([PEOPLE[1]], references=1, **ONE_NEW).select(scene("a", *others), pool)
    assert came_before(0, selection) == next_one
