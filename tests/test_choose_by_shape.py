"""The fast evaluator for scenes that decide tastes alone: it picks what the whole language's does, and asks less."""

from __future__ import annotations

import pickle
import random
from typing import TYPE_CHECKING, Any

import pytest

from bench import new_words
from selector import AssetPool, load_rules
from selector.engine import moves
from selector.engine import rules as rules_of_engine
from selector.engine.choose_in_full import Turns
from tests.choosing import compiled
from tests.long import many
from tests.test_choose_in_full import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.rules import Rules
    from selector.engine.selection import Selection

DRAWN = many(60, 3_000)
CINEMATIC = new_words.RULES["cinematic"]
CONDITIONS: tuple[dict[str, Any], ...] = (
    {"role": "subject"},
    {"role": ["subject", "interaction_target"]},
    {"role": ["background", "environment", "prop"]},
    {"type": "character"},
    {"type": ["environment", "prop", "vehicle"]},
    {"type": "character", "crop": "face"},
    {"crop": "full"},
    {"label": "night"},
    {"not": {"label": ["rain", "armour"]}},
    {"position": "left", "type": "character"},
    {"quality": {"at_least": 5}},
    {"has": {"label": "lit"}},
)
PREFERRED: tuple[Any, ...] = (
    "face",
    "full",
    "cleaned",
    {"label": "approved"},
    {"matches": "wardrobe"},
    {"matches": "notes"},
    {"matches": ["wardrobe", "notes"]},
    {"matches": "wardrobe", "crop": "full"},
    {"not": {"matches": "notes"}},
    {"role": "subject", "crop": "face"},
)
ORDERED: tuple[Any, ...] = (
    "focal_point",
    "speaks",
    "quality",
    "placement",
    "first_appearance",
    "in_scene_before",
    {"role": "subject"},
    {"label": "approved"},
    {"speaks": False},
    {"type": "character", "focal_point": True},
)
BANS: tuple[dict[str, Any], ...] = (
    {"label": "draft"},
    {"label": "torn", "has": {"not": {"label": "torn"}}},
    {"label": "lit", "has": [{"label": "night", "crop": "face"}, {"quality": {"at_least": 9}}]},
    {"type": "prop", "role": "background"},
)


def drawn(rng: random.Random) -> dict[str, Any]:
    """A rule set of one shot rule, of which scenes mostly decide the tastes alone."""
    priorities = []
    for nth in range(rng.randint(1, 4)):
        entry = {"name": f"p{nth}", **rng.choice(CONDITIONS)}
        if rng.random() < 0.4:
            entry["at_most"] = rng.choice((1, 2))
        if rng.random() < 0.3:
            entry["prefer"] = rng.sample(PREFERRED, rng.randint(1, 2))
        if rng.random() < 0.3:
            entry["order"] = rng.sample(ORDERED, rng.randint(1, 2))
        priorities.append(entry)
    bans = rng.sample(BANS, rng.randrange(3))
    return {
        "language": 1,
        "name": "drawn",
        "version": "1",
        "description": "",
        "references": rng.randint(1, 5),
        "pictures_each": rng.choice((1, 1, ["face", "full"], ["full", "face"], ["face"])),
        "prefer": rng.sample(PREFERRED, rng.randrange(4)),
        "order": rng.sample(ORDERED, rng.randrange(4)),
        "never": [{"name": f"n{nth}", **ban} for nth, ban in enumerate(bans)],
        "shots": {"default": {"priorities": priorities}},
    }


def chosen(first_seed: int) -> Iterator[tuple[Rules, Selection]]:
    """Selections by drawn rules, scene after scene, where scenes decide the tastes alone."""
    for seed in range(first_seed, first_seed + DRAWN):
        rng = random.Random(seed)
        rules = compiled(drawn(rng))
        assets = new_words.pool_of(rng.choice((8, 12, 20)), seed)
        manifests = new_words.manifests_of(assets, 8, seed)
        for manifest in manifests:
            for each in manifest["placements"]:
                if rng.random() < 0.3:
                    each.pop("wardrobe_note", None)
            if rng.random() < 0.3:
                manifest["placements"].append(rng.choice(manifest["placements"]))
        for selection in rules.select_many(manifests, AssetPool(assets)):
            chooser = rules._full_choosers.get(selection.shot_plan)
            if chooser is not None and chooser.by_shape is not None:
                yield rules, selection


def both_ways(rules: Rules, selection: Selection) -> tuple[list[int] | None, list[int]]:
    """What goes by shape, None if that way does not apply; and what goes in the order of events."""
    chooser = rules._full_choosers[selection.shot_plan]
    scene, pool, earlier = selection.scene, selection.pool, selection.earlier_anew()
    assert chooser.by_shape is not None
    by_shape = chooser.by_shape.choose(scene, pool, earlier)
    return by_shape, Turns(chooser, scene, pool, earlier).choose()


def test_it_picks_what_the_order_of_events_comes_to() -> None:
    several = 0
    for rules, selection in chosen(440_000):
        by_shape, in_turn = both_ways(rules, selection)
        assert by_shape == in_turn == explained(selection), selection.explain()
        several += len(in_turn) > 1
    assert several > 2 * DRAWN


def test_caches_that_are_full_are_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "MOST_CASTS", 1)
    monkeypatch.setattr(rules_of_engine, "MOST_FULL_CHOOSERS", 1)
    for rules, selection in chosen(450_000):
        by_shape, in_turn = both_ways(rules, selection)
        assert by_shape == in_turn
        assert len(rules._settled) <= 1
        for full in rules._full_choosers.values():
            if full.by_shape is not None:
                known = full.by_shape._moves
                assert len(known) <= 1
                assert len(known._alike) <= 1


@pytest.mark.parametrize("size", [12, 40])
def test_it_serves_the_shots_of_cinematic(size: int) -> None:
    rules = load_rules(CINEMATIC)
    assets = new_words.pool_of(size, seed=3)
    for selection in rules.select_many(
        new_words.manifests_of(assets, 60, seed=4), AssetPool(assets)
    ):
        by_shape, in_turn = both_ways(rules, selection)
        assert by_shape == in_turn == selection.places


def test_a_film_is_not_looked_back_at_where_nothing_worn_before_can_decide() -> None:
    rules = load_rules(CINEMATIC)
    assets = new_words.pool_of(40, seed=5)
    for selection in rules.select_many(new_words.manifests_of(assets, 60, seed=6), assets):
        assert selection.earlier is not None
        assert selection.earlier.given == {}


def test_pools_that_one_rule_set_sees_in_turn_are_served_as_by_rules_that_saw_no_other() -> None:
    rules = load_rules(CINEMATIC)
    pools, scenes = many((4, 8), (100, 20))
    for seed in range(pools):
        assets = new_words.pool_of(40, seed)
        pool = AssetPool(assets)
        for manifest in new_words.manifests_of(assets, scenes, seed):
            selection = rules.select(manifest, pool)
            alone = load_rules(CINEMATIC).select(manifest, AssetPool(assets))
            assert selection.places == alone.places == explained(selection)


ANN = {"manifest_tag": "ANN", "asset_type": "character"}


def scene(**placement: Any) -> dict[str, Any]:
    placed = {"asset_tag": "ANN", "role": "subject", **placement}
    return {"composition": {"shot_type": "medium"}, "placements": [placed]}


def test_what_was_worn_before_decides_between_labels() -> None:
    pool = [{**ANN, "quality_score": 9}, {**ANN, "user_tags": ["red coat"]}]
    selections = load_rules(CINEMATIC).select_many(
        [scene(), scene(wardrobe_note="a red coat"), scene()], AssetPool(pool)
    )
    assert [selection.places for selection in selections] == [[0], [1], [1]]


def test_a_film_is_not_looked_back_at_for_pictures_without_labels() -> None:
    pool = [{**ANN, "quality_score": 9}, {**ANN, "user_tags": ["?"]}]
    *_, last = load_rules(CINEMATIC).select_many(
        [scene(wardrobe_note="a red coat"), scene()], AssetPool(pool)
    )
    assert last.earlier is not None
    assert last.earlier.given == {}


def test_a_selection_within_a_film_travels_with_the_scenes_before() -> None:
    pool = [{**ANN, "quality_score": 9}, {**ANN, "user_tags": ["red coat"]}]
    film = load_rules(CINEMATIC).select_many(
        [scene(wardrobe_note="a red coat"), scene()], AssetPool(pool)
    )
    *_, last = film
    there = pickle.loads(pickle.dumps(last))
    assert there.film_so_far == last.film_so_far
    assert len(there.film_so_far) == 2
    assert there.explain() == last.explain()


@pytest.mark.parametrize(("drafts", "sent"), [((True, False), [1]), ((True, True), [0])])
def test_a_draft_is_struck_where_its_individual_has_another_picture(
    drafts: tuple[bool, bool], sent: list[int]
) -> None:
    pool = []
    for nth, is_draft in enumerate(drafts):
        labels = ["draft"] if is_draft else []
        pool.append({**ANN, "quality_score": 9 - nth, "user_tags": labels})
    selection = load_rules(CINEMATIC).select(scene(), AssetPool(pool))
    assert selection.places == sent


def by_taste(crop: str | None = None, **tastes: Any) -> Rules:
    """Rules that send every person, by these tastes, or only pictures of one crop."""
    priority = {"name": "all", "type": "character"}
    if crop is not None:
        priority["crop"] = crop
    rules = {
        "language": 1,
        "name": "tea",
        "version": "1",
        "description": "",
        "references": 2,
        **tastes,
    }
    rules["shots"] = {"default": {"priorities": [priority]}}
    return compiled(rules)


def placing(*placed: dict[str, Any], notes: str = "") -> dict[str, Any]:
    """A scene with these placements and a note."""
    placements = [{"role": "subject", **each} for each in placed]
    composition = {"shot_type": "medium"}
    return {"composition": composition, "placements": placements, "continuity_notes": notes}


def test_the_note_of_any_placement_of_somebody_counts_for_what_it_offers() -> None:
    pool = AssetPool([{**ANN, "quality_score": 9}, {**ANN, "user_tags": ["red coat"]}])
    scene = placing(
        {"asset_tag": "ANN"}, {"asset_tag": "ANN", "role": "prop", "wardrobe_note": "a red coat"}
    )
    assert by_taste(prefer=[{"matches": "wardrobe"}]).select(scene, pool).places == [1]


def test_each_look_is_compared_with_the_note_of_its_own_placement_in_whichever_order() -> None:
    rules = by_taste(prefer=[{"matches": "wardrobe"}])
    yu = {"asset_type": "character", "individual": "Yu", "user_tags": ["red coat"]}
    pool = AssetPool(
        [{**yu, "manifest_tag": "YU", "quality_score": 9}, {**yu, "manifest_tag": "ARMOUR"}]
    )
    plain, armour = {"asset_tag": "YU"}, {"asset_tag": "ARMOUR", "wardrobe_note": "red coat"}
    for placed in ((plain, armour), (armour, plain)):
        assert rules.select(placing(*placed), pool).places == [1]


def test_a_label_counts_for_every_item_that_compares_labels() -> None:
    prefer = [{"matches": "wardrobe"}, {"matches": "wardrobe", "crop": "face"}]
    pool = AssetPool(
        [{**ANN, "quality_score": 9, "is_face_crop": True}, {**ANN, "user_tags": ["red coat"]}]
    )
    scene = placing({"asset_tag": "ANN", "wardrobe_note": "a red coat"})
    assert by_taste(prefer=prefer).select(scene, pool).places == [1]


def test_a_taste_behind_that_of_an_entry_decides_only_between_those_that_are_left() -> None:
    rules = load_rules(
        text="{language: 1, name: tea, version: '1', prefer: {label: approved}, shots: {default:"
        " {priorities: [{name: all, type: character, prefer: [{matches: notes}, face]}]}}}"
    )
    pool = AssetPool([{**ANN, "user_tags": ["approved"]}, {**ANN, "is_face_crop": True}])
    scene = placing({"asset_tag": "ANN"}, notes="at noon")
    assert rules.select(scene, pool).places == [1]


def test_what_else_a_scene_decides_counts_though_no_label_is_in_a_text() -> None:
    prefer = [{"matches": "wardrobe"}, {"not": {"matches": "notes"}}]
    pool = AssetPool([{**ANN, "quality_score": 9, "user_tags": ["night"]}, ANN])
    scene = placing({"asset_tag": "ANN"}, notes="at night")
    assert by_taste(prefer=prefer).select(scene, pool).places == [1]


def test_which_pictures_can_be_sent_is_asked_of_each_individual() -> None:
    bea = {**ANN, "manifest_tag": "BEA"}
    assets = [{**each, "quality_score": score} for each in (ANN, bea) for score in (9, 8)]
    pool = AssetPool(assets, usable=lambda asset: asset is not assets[0])
    scene = placing({"asset_tag": "ANN"}, {"asset_tag": "BEA"})
    selection = by_taste(order=["placement"]).select(scene, pool)
    assert selection.places == [1, 2]


def test_what_stands_behind_quality_in_an_order_decides_between_equals() -> None:
    bea = {**ANN, "manifest_tag": "BEA", "user_tags": ["approved"]}
    scene = placing({"asset_tag": "ANN"}, {"asset_tag": "BEA"})
    selection = by_taste(order=["quality", {"label": "approved"}]).select(
        scene, AssetPool([ANN, bea])
    )
    assert selection.places == [1, 0]


def test_of_what_stands_behind_quality_in_an_order_the_first_decides() -> None:
    bea = {**ANN, "manifest_tag": "BEA", "user_tags": ["approved"]}
    scene = placing({"asset_tag": "ANN"}, {"asset_tag": "BEA"})
    heard = {**scene, "dialogue": [{"speaker_tag": "ANN"}]}
    rules = by_taste(order=["quality", {"label": "approved"}, "speaks"])
    assert rules.select(heard, AssetPool([ANN, bea])).places == [1, 0]


def test_a_label_is_in_a_text_that_is_written_in_another_form() -> None:
    pool = AssetPool([{**ANN, "quality_score": 9}, {**ANN, "user_tags": ["STRASSE"]}])
    scene = placing({"asset_tag": "ANN"}, notes="auf der Straße")
    assert by_taste(prefer=[{"matches": "notes"}]).select(scene, pool).places == [1]


def test_a_label_is_in_a_text_with_capital_letters() -> None:
    pool = AssetPool([{**ANN, "quality_score": 9}, {**ANN, "user_tags": ["night"]}])
    scene = placing({"asset_tag": "ANN"}, notes="NIGHT falls")
    assert by_taste(prefer=[{"matches": "notes"}]).select(scene, pool).places == [1]


def test_what_a_pool_has_alike_does_not_hide_what_another_has() -> None:
    """Of the first pool only one full picture counts; in the other each of the three has its place."""
    rules = by_taste("face", references=1, order=["speaks"])
    full: list[dict[str, Any]] = [{**ANN, "quality_score": score} for score in (9, 8)]
    worse: dict[str, Any] = {**ANN, "is_face_crop": True, "quality_score": 5}
    for tag in ("ANN", "BEA"):
        pool = AssetPool([{**each, "manifest_tag": tag} for each in (*full, worse)])
        assert rules.select(placing({"asset_tag": tag}), pool).places == [2]


def test_who_is_placed_first_is_asked_of_the_pictures_that_can_go() -> None:
    """Ann and Bea have the same to send, but Ann's face is placed before Bea's."""
    people = []
    for tag in ("ANN", "BEA"):
        full: dict[str, Any] = {**ANN, "manifest_tag": tag, "individual": tag}
        people += [full, {**full, "manifest_tag": f"{tag}_FACE", "is_face_crop": True}]
    tags = ("BEA", "ANN_FACE", "BEA_FACE", "ANN")
    scene = placing(*({"asset_tag": tag} for tag in tags))
    rules = by_taste("face", references=1, order=["speaks", "placement"])
    assert rules.select(scene, AssetPool(people)).places == [1]


def test_a_worse_look_that_another_placement_offers_is_not_behind() -> None:
    rules = load_rules(
        text="{language: 1, name: tea, version: '1', references: 2, shots: {default: {priorities:"
        " [{name: all, role: prop, focal_point: false}, {name: one, role: prop}]}}, order: [speaks]}"
    )
    yu = {"asset_type": "character", "individual": "Yu"}
    looks = [{**yu, "manifest_tag": "YU", "quality_score": score} for score in (9, 8)]
    pool = AssetPool([*looks, {**yu, "manifest_tag": "ARMOUR", "quality_score": 5}])
    scene = placing({"asset_tag": "YU"}, {"asset_tag": "ARMOUR", "role": "prop"})
    assert rules.select(scene, pool).places == [2]


def test_a_tag_without_a_picture_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    placements = [{"asset_tag": tag, "role": "subject"} for tag in ("GONE", "ANN")]
    scene = {"scene_index": 7, "composition": {"shot_type": "close_up"}, "placements": placements}
    pool = AssetPool([{"manifest_tag": "ANN", "asset_type": "character"}])
    with caplog.at_level("WARNING", "selector"):
        selection = load_rules(CINEMATIC).select(scene, pool)
    assert selection.tags == ("ANN",)
    assert caplog.messages == ["scene 7: no picture in the pool has the tag 'GONE'"]
