"""The fast evaluator of the whole language: it picks what the explaining one picks, by itself, and in few steps."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest

from bench import new_words
from bench.awkward_pools import SHAPES
from selector import AssetPool, FilmSoFar, load_rules
from selector.engine import case, casts, order_of_events, questions, shot_by_columns, turnouts
from tests.choosing import compiled
from tests.generate import batch
from tests.long import many
from tests.pools import build, usable
from tests.steps import lines_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.rules import Rules
    from selector.engine.selection import Selection

BATCHES = many(8, 1_500)
RULES = new_words.RULES


def chosen(first_seed: int) -> Iterator[tuple[Rules, Selection]]:
    """Selections by rule sets with new words, scene after scene and each alone."""
    for seed in range(first_seed, first_seed + BATCHES):
        each = batch(seed)
        rules = compiled(each.rules)
        for sketches, scenes in zip(each.pools, each.scenes, strict=True):
            pool = AssetPool(build(sketches), usable=usable)
            for selection in rules.select_many([*scenes, *scenes[:2]], pool):
                yield rules, selection
            for manifest in scenes:
                yield rules, rules.select(manifest, build(sketches))


def explained(selection: Selection) -> list[int]:
    """What the order of events comes to, with every condition evaluated on every candidate."""
    happened = case.Case(
        selection.shot_plan, selection.scene, selection.pool, selection.earlier_anew()
    )
    return order_of_events.order_of_events(happened).picked.places


def test_it_picks_what_the_order_of_events_comes_to() -> None:
    in_full = 0
    for _, selection in chosen(410_000):
        assert selection.places == explained(selection), selection.explain()
        in_full += not selection.shot_plan.has_parts
    assert in_full > 16 * BATCHES


@pytest.mark.parametrize("name", RULES)
def test_it_does_so_on_scenes_that_say_all_that_rules_can_ask_about(name: str) -> None:
    rules = load_rules(RULES[name])
    for size in (7, 12, 40):
        assets = new_words.pool_of(size, seed=size)
        pool = AssetPool(assets)
        for selection in rules.select_many(new_words.manifests_of(assets, 60, seed=size), pool):
            assert selection.places == explained(selection), selection.explain()


def test_a_second_placement_takes_from_what_the_first_alone_would_offer() -> None:
    """Ann's portrait goes by her own tag, as subject, and so not by that of a face cut from it."""
    rules = compiled(
        {
            "language": 1,
            "name": "other",
            "version": "1",
            "description": None,
            "limits": [{"name": "few", "quality": {"at_least": 7}, "at_most": 1}],
            "shots": {
                "default": {
                    "priorities": [{"name": "other", "role": "interaction_target", "crop": "full"}]
                }
            },
        }
    )
    portrait: dict[str, Any] = {"id": "ann", "manifest_tag": "ANN", "asset_type": "CHARACTER"}
    face: dict[str, Any] = {
        "manifest_tag": "ANN_FACE",
        "asset_type": "CHARACTER",
        "is_face_crop": True,
        "source_asset_id": "ann",
    }
    by_face = {"asset_tag": "ANN_FACE", "role": "interaction_target"}
    by_portrait = {"asset_tag": "ANN", "role": "subject"}

    def picked(*placements: dict[str, str]) -> list[int]:
        manifest = {"composition": {"shot_type": "close_up"}, "placements": list(placements)}
        selection = rules.select(manifest, [portrait, face])
        assert selection.places == explained(selection)
        return list(selection.places)

    assert picked(by_face) == [0]
    assert picked(by_face, by_portrait) == []
    assert picked(by_portrait, by_face) == []


@pytest.mark.parametrize("labelled", [0, 1])
def test_of_several_pictures_placed_the_one_that_meets_all_of_has_is_sent(labelled: int) -> None:
    """Both show Ann; only the one with the label is placed as subject, whichever stands first."""
    asked = {"name": "asked", "has": {"label": "x", "role": "subject"}}
    rules = compiled(rules_with(asked))
    ann = {"manifest_tag": "ANN", "asset_type": "CHARACTER", "individual": "Ann"}
    pool: list[dict[str, Any]] = [{**ann, "manifest_tag": "ANN_BEHIND"}]
    pool.insert(labelled, {**ann, "user_tags": ["x"]})
    placements = [
        {"asset_tag": "ANN", "role": "subject"},
        {"asset_tag": "ANN_BEHIND", "role": "background"},
    ]
    selection = rules.select({**SCENE, "placements": placements}, pool)
    assert selection.places == explained(selection) == [labelled]


@pytest.mark.parametrize("banned", [False, True])
def test_has_does_not_count_a_picture_that_a_ban_excludes_for_somebody_placed_twice(
    banned: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    asked = {"name": "asked", "has": {"label": "x"}, "not": {"label": "x"}}
    never = [{"name": "no-x", "label": "x"}] if banned else []
    rules = compiled(rules_with(asked, never=never))
    ann = {"manifest_tag": "ANN", "asset_type": "CHARACTER", "individual": "Ann"}
    pool: list[dict[str, Any]] = [{**ann, "user_tags": ["x"]}, ann]
    placements = [{"asset_tag": "ANN", "role": role} for role in ("subject", "background")]
    selection = rules.select({**SCENE, "placements": placements}, pool)
    assert selection.places == explained(selection) == ([] if banned else [1])


def test_it_never_falls_back_on_the_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        raise AssertionError("a scene against a pool, made to choose")

    monkeypatch.setattr(case.Case, "__init__", slow)
    assert sum(not selection.shot_plan.has_parts for _, selection in chosen(420_000)) > 16 * BATCHES


def test_rules_without_new_words_have_none_of_it() -> None:
    rules = load_rules()
    assets = new_words.pool_of(40, seed=1)
    pool = AssetPool(assets)
    for manifest in new_words.manifests_of(assets, 60, seed=1):
        rules.select(manifest, pool)
    assert rules._full_choosers == {}
    assert pool._casts == {}


def test_of_pictures_that_are_alike_as_many_are_looked_at_as_may_go() -> None:
    """Fifty portraits differ only in their quality; the scene before sent two of them, and rules may ask which."""
    assets = [
        {
            "id": f"a{number}",
            "manifest_tag": "ANN",
            "asset_type": "character",
            "quality_score": number % 10,
        }
        for number in range(50)
    ]
    rules = compiled(rules_with(never=[{"name": "drafts", "label": "draft"}]))
    pool = AssetPool(assets)
    assert len(pool.casts_for(rules._questions)[0, ("ANN",)].places) == 3
    asking = compiled(rules_with(never=[{"name": "again", "sent_scene_before": True}]))
    assert len(pool.casts_for(asking._questions)[0, ("ANN",)].places) == 50
    first, second = asking.select_many([SCENE, SCENE], pool)
    assert [first.places, second.places] == [[9], [19]]


def test_the_very_same_picture_twice_hides_none_that_may_go() -> None:
    """Two of Ann's three portraits, all alike, are one photograph, which goes once: the third is the second to go."""
    urls = ("ann.png", "ann.png", "other.png")
    assets = [
        {"manifest_tag": "ANN", "asset_type": "character", "reference_image_url": url}
        for url in urls
    ]
    asked = {"name": "two", "type": "character", "pictures_each": 2}
    rules = compiled(rules_with(asked, references=2))
    selection = rules.select(SCENE, assets)
    assert selection.places == explained(selection) == [0, 2]


def test_caches_that_are_full_are_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (casts, turnouts, shot_by_columns):
        monkeypatch.setattr(module, "MOST_CASTS", 1)
    monkeypatch.setattr(casts, "MOST_TAGS", 1)
    monkeypatch.setattr(questions, "MOST_FACTS", 1)
    for rules, selection in chosen(430_000):
        assert selection.places == explained(selection), selection.explain()
        asked = rules._questions
        assert len(asked._by_facts) <= 1
        assert len(asked._with_those_holding) <= 1


FEW, MANY, MOST = many((60, 120, 2.1), (150, 300, 2.5))
"""Sizes, and how much more work the larger may be: few pictures show growth only to a closer look."""


def shapes_and_rules() -> Iterator[tuple[str, str]]:
    """Each shape of pool with one of the rule sets, in turns; in the long run with all of them."""
    turns = cycle(RULES)
    for shape in sorted(SHAPES):
        for name in many((next(turns),), tuple(RULES)):
            yield shape, name


@pytest.mark.parametrize(("shape", "name"), list(shapes_and_rules()))
def test_twice_as_many_pictures_take_about_twice_as_many_lines(shape: str, name: str) -> None:
    """Also where one person has all the names, or one tag all the pictures; reasons apart."""
    rules = load_rules(RULES[name])
    few, twice = (SHAPES[shape](count) for count in (FEW, MANY))

    def pick(film: Any) -> None:
        pool = AssetPool(film.assets)
        before = FilmSoFar()
        for scene in film.scenes:
            before = rules.select(scene, pool, earlier=before).film_so_far

    pick(twice)  # what is worked out for the rules is worked out once
    assert lines_run(lambda: pick(twice)) < MOST * lines_run(lambda: pick(few))


SCENE = {
    "composition": {"shot_type": "close_up"},
    "placements": [{"asset_tag": "ANN", "role": "subject"}],
}


def rules_with(*asked: dict[str, Any], **lists: Any) -> dict[str, Any]:
    priorities = asked or ({"name": "all", "type": "character"},)
    shots = {"default": {"priorities": [*priorities]}}
    return {"language": 1, "name": "n", "version": "1", "description": "", **lists, "shots": shots}
