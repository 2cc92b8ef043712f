"""The scenes before: what a film so far knows, how it is stored, and that one scene equals the film."""

from __future__ import annotations

import json
import pickle
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from selector import AssetPool, FilmSoFar, Rules, load_rules
from selector.engine.earlier import Earlier
from selector.model.film_so_far import SceneBefore, Since, Worn
from selector.model.problem import ProblemError
from tests.choosing import compiled, content_of
from tests.generate import batch
from tests.long import many
from tests.pools import build, usable
from tests.steps import lines_run

if TYPE_CHECKING:
    from collections.abc import Sequence

WREN = (("tag", "WREN"),)
SAM = (("name", "Sam"), ("tag", "SAM_COAT"))


def rules_of(*priorities: dict[str, Any], **words: Any) -> Rules:
    named = [{"name": f"p{nth}", **each} for nth, each in enumerate(priorities)]
    return compiled(content_of({"default": {"references": 9, "priorities": named, **words}}))


def picture(tag: str, **values: Any) -> dict[str, Any]:
    return {"manifest_tag": tag, "asset_type": "character", **values}


def scene(number: Any, *tags: str, **values: Any) -> dict[str, Any]:
    placements = [{"asset_tag": tag, "role": "subject"} for tag in tags]
    return {
        "scene_index": number,
        "composition": {"shot_type": "wide"},
        "placements": placements,
        **values,
    }


def sent(rules: Rules, film: Sequence[Any], pool: Any) -> list[tuple[str, ...]]:
    return [selection.tags for selection in rules.select_many(film, pool)]


POOL = [picture("WREN"), picture("SAM"), picture("SAM_COAT", individual="Sam")]
FILM = [scene(1, "WREN"), scene(2, "WREN", "SAM"), scene(3, "SAM"), scene(4, "WREN", "SAM")]


def test_whoever_appears_first_is_new_in_that_scene_alone() -> None:
    rules = rules_of({"first_appearance": True})
    assert sent(rules, FILM, POOL) == [("WREN",), ("SAM",), (), ()]
    others = rules_of({"first_appearance": False})
    assert sent(others, FILM, POOL) == [(), ("WREN",), ("SAM",), ("WREN", "SAM")]


def test_the_scene_before_is_the_one_just_before() -> None:
    rules = rules_of({"in_scene_before": True})
    assert sent(rules, FILM, POOL) == [(), ("WREN",), ("SAM",), ("SAM",)]


def test_what_was_sent_is_this_very_picture_and_no_other_of_the_same_person() -> None:
    pool = [picture("WREN", id=1, is_face_crop=True), picture("WREN", id=2)]
    rules = rules_of({"crop": "face", "first_appearance": True}, {"sent_scene_before": True})
    picked = list(rules.select_many([scene(1, "WREN"), scene(2, "WREN"), scene(3, "WREN")], pool))
    assert [selection.places for selection in picked] == [[0], [0], [0]]


def test_a_picture_without_an_id_goes_by_its_tag_and_its_address() -> None:
    pool = [
        picture("WREN", reference_image_url="a.png", is_face_crop=True),
        picture("WREN", reference_image_url="b.png"),
    ]
    rules = rules_of({"crop": "full", "first_appearance": True}, {"sent_scene_before": True})
    picked = list(rules.select_many([scene(1, "WREN"), scene(2, "WREN")], pool))
    assert [selection.places for selection in picked] == [[1], [1]]


@pytest.mark.parametrize("scenes", [None, 3, {"composition": {}}, "[]", b"[]"])
def test_one_scene_is_no_list_of_scenes(scenes: Any) -> None:
    with pytest.raises(
        TypeError, match=r"`scenes` must be a list of scene manifests, not .* `select`"
    ):
        load_rules().select_many(scenes, [])


def test_one_who_is_named_is_known_by_name_under_every_tag() -> None:
    pool = [picture("SAM", individual="Sam"), picture("SAM_COAT", individual="Sam")]
    rules = rules_of({"first_appearance": True})
    assert sent(rules, [scene(1, "SAM"), scene(2, "SAM_COAT")], pool) == [("SAM",), ()]


def test_without_the_scenes_before_nothing_is_first_and_a_note_says_so() -> None:
    for key in ("first_appearance", "in_scene_before", "sent_scene_before"):
        alone = rules_of({key: True}).select(scene(1, "WREN"), POOL)
        assert alone.tags == ()
        assert "judged_alone" in [note.kind for note in alone.notes]
        known = rules_of({key: True}).select(scene(1, "WREN"), POOL, earlier=FilmSoFar())
        assert "judged_alone" not in [note.kind for note in known.notes]
        assert rules_of({key: False}).select(scene(1, "WREN"), POOL).tags == ("WREN",)


def test_rules_that_do_not_ask_have_no_note_and_look_nothing_up() -> None:
    rules = load_rules()
    selection = rules.select(scene(1, "WREN"), POOL)
    assert not rules.asks_earlier
    assert selection.earlier is None
    assert "judged_alone" not in [note.kind for note in selection.notes]


def test_the_note_is_only_where_the_shot_rule_that_serves_asks() -> None:
    shots = {
        "wide": {"priorities": [{"name": "new", "first_appearance": True}]},
        "default": {"priorities": [{"name": "all", "crop": ["face", "full"]}]},
    }
    rules = compiled(content_of(shots))
    insert = {**scene(1, "WREN"), "composition": {"shot_type": "insert"}}
    assert rules.asks_earlier
    assert "judged_alone" in [note.kind for note in rules.select(scene(1, "WREN"), POOL).notes]
    assert "judged_alone" not in [note.kind for note in rules.select(insert, POOL).notes]


def test_rules_that_do_not_ask_know_the_film_so_far_all_the_same() -> None:
    film = [*FILM[:2], {}, *FILM[2:]]
    plain = load_rules().select_many(
        iter(film), POOL, earlier=FilmSoFar().followed_by(SceneBefore())
    )
    asking = rules_of({"first_appearance": True}).select_many(film, POOL)
    for number in range(1, 6):
        if number == 3:
            for selections in (plain, asking):
                with pytest.raises(ProblemError):
                    next(selections)
            continue
        (_, *one), other = next(plain).film_so_far.scenes, next(asking).film_so_far.scenes
        assert [each.placed for each in one] == [each.placed for each in other]
        assert len(one) == number


def test_a_selection_travels_with_the_scenes_before_only_where_its_rules_ask_or_somebody_did() -> (
    None
):
    for rules in (load_rules(), rules_of({"first_appearance": True})):
        selections = list(rules.select_many(FILM, POOL))
        again = [pickle.loads(pickle.dumps(each)) for each in selections]
        assert [each.explain() for each in again] == [each.explain() for each in selections]
        known = [len(each.film_so_far) for each in again]
        assert known == ([1, 2, 3, 4] if rules.asks_earlier else [1, 1, 1, 1])
        films = [each.film_so_far for each in selections]
        assert [pickle.loads(pickle.dumps(each)).film_so_far for each in selections] == films


def test_conditions_inside_others_ask_too() -> None:
    for condition in (
        {"not": {"first_appearance": True}},
        {"any_of": [{"crop": "face"}, {"not": [{"in_scene_before": True}]}]},
        {"has": {"sent_scene_before": True}},
    ):
        assert rules_of(condition).asks_earlier


def test_a_scene_that_cannot_be_read_is_still_the_scene_before() -> None:
    rules = rules_of({"in_scene_before": True})
    selections = rules.select_many([scene(1, "WREN"), {}, scene(3, "WREN"), scene(4, "WREN")], POOL)
    assert next(selections).tags == ()
    with pytest.raises(ProblemError):
        next(selections)
    after = next(selections)
    assert after.tags == ()
    assert len(after.film_so_far) == 3
    assert next(selections).tags == ("WREN",)
    film = rules.select(scene(1, "WREN"), POOL, earlier=FilmSoFar()).film_so_far
    again = rules.select(scene(3, "WREN"), POOL, earlier=film.followed_by_unreadable_scene())
    assert again.film_so_far == after.film_so_far


def test_a_film_may_be_chosen_for_in_parts() -> None:
    rules = rules_of({"first_appearance": True}, {"sent_scene_before": True})
    whole = list(rules.select_many(FILM, POOL))
    begun = list(rules.select_many(FILM[:2], POOL))
    rest = list(rules.select_many(FILM[2:], POOL, earlier=begun[-1].film_so_far))
    assert [each.places for each in whole] == [each.places for each in begun + rest]
    assert whole[-1].film_so_far == rest[-1].film_so_far


def test_a_film_so_far_does_not_depend_on_the_rules_but_for_what_was_sent() -> None:
    asking = list(rules_of({"first_appearance": True}).select_many(FILM, POOL))
    plain = list(load_rules().select_many(FILM, POOL))
    for one, other in zip(asking, plain, strict=True):
        without_sent = [
            [(each.number, each.placed, each.notes, each.worn) for each in film.scenes]
            for film in (one.film_so_far, other.film_so_far)
        ]
        assert without_sent[0] == without_sent[1]
    assert [len(each.film_so_far) for each in plain] == [1, 2, 3, 4]


@pytest.mark.parametrize("seed", range(97_000, 97_000 + many(12, 1_000)))
def test_one_scene_equals_the_film(seed: int) -> None:
    each = batch(seed, pools=2, scenes=6)
    rules = compiled(each.rules)
    for sketches, scenes in zip(each.pools, each.scenes, strict=True):
        assets = build(sketches)
        pool = AssetPool(assets, usable=usable)
        film = FilmSoFar()
        for manifest, within in zip(scenes, rules.select_many(scenes, pool), strict=True):
            stored = FilmSoFar.from_json(film.to_json())
            for before in (film, stored, pickle.loads(pickle.dumps(film))):
                alone = rules.select(manifest, pool, earlier=before)
                assert alone.explain() == within.explain()
                assert alone.film_so_far == within.film_so_far
            film = within.film_so_far


def test_another_pool_of_the_film_knows_the_same_people_and_pictures() -> None:
    rules = rules_of({"sent_scene_before": True}, {"first_appearance": True})
    pool = [picture("WREN", id="w"), picture("SAM", id="s")]
    film = rules.select(scene(1, "WREN"), pool, earlier=FilmSoFar()).film_so_far
    turned = [picture("SAM", id="s"), picture("WREN", id="w2"), picture("WREN", id="w")]
    selection = rules.select(scene(2, "SAM", "WREN"), turned, earlier=film)
    assert [asset["id"] for asset in selection.assets] == ["w", "s"]


def test_two_ways_on_from_one_scene_do_not_know_of_each_other() -> None:
    film = FilmSoFar().followed_by(SceneBefore(number=1, placed=WREN))
    one = film.followed_by(SceneBefore(number=2, placed=SAM))
    other = film.followed_by(SceneBefore(number=2))
    assert one.has_placed(SAM)
    assert not other.has_placed(SAM)
    assert not film.has_placed(SAM)
    assert other.followed_by(SceneBefore()).has_placed(WREN)
    assert film.followed_by(SceneBefore(number=2, placed=SAM)) == one


def test_a_note_on_the_wardrobe_holds_until_the_next() -> None:
    first = FilmSoFar().followed_by(SceneBefore(number=1, placed=SAM, worn=((SAM, "a coat"),)))
    second = first.followed_by(SceneBefore(number=2, placed=SAM))
    third = second.followed_by(SceneBefore(number="2A", worn=((SAM, "a gown"),)))
    assert third.worn_by(SAM) == Worn("a gown", "2A")
    assert second.worn_by(SAM[:1]) == Worn("a coat", 1)
    assert third.worn_by(WREN) is None


def test_of_two_placements_the_last_says_what_is_worn() -> None:
    rules = load_rules()
    manifest = scene(7, "SAM", "SAM", "WREN")
    for placement, note in zip(manifest["placements"], ("a coat", "a gown", " - "), strict=True):
        placement["wardrobe_note"] = note
    film = rules.select(manifest, POOL, earlier=FilmSoFar()).film_so_far
    pool = AssetPool(POOL)
    earlier = Earlier(film, pool)
    assert earlier.worn(pool.individuals[1]) == Worn("a gown", 7)
    assert earlier.worn(pool.individuals[0]) is None


def test_what_has_begun_counts_from_the_last_scene_of_another_note() -> None:
    pool = AssetPool(POOL)
    film = FilmSoFar()
    for number, note in ((1, "the fire"), (2, "rain"), ("3A", "the fire, again"), (4, "x")):
        film = film.followed_by(SceneBefore(number=number, notes=(note,)))
    earlier = Earlier(film, pool)
    assert earlier.has_begun("fire")
    assert earlier.has_begun("02")
    assert earlier.has_begun("3A")
    assert not earlier.has_begun("3a")
    assert not earlier.has_begun("fir")
    assert not earlier.has_begun("rain", Since("fire"))
    assert earlier.has_begun("x", Since("fire"))
    assert earlier.has_begun("again", Since("fire"))
    assert not earlier.has_begun("again", Since("fire", behind=True))
    assert not earlier.has_begun("rain", Since("nothing like it"))
    assert earlier.has_begun("x", Since("fire"), Since("3A", behind=True))
    assert not earlier.has_begun("again", Since("fire"), Since("3A", behind=True))
    assert not Earlier(None, pool).has_begun("fire")


def test_beside_a_whole_number_the_scenes_count_whose_number_is_as_large() -> None:
    """Scenes with other numbers count once a scene has had the number."""
    film = FilmSoFar()
    for number, note in ((2, "a"), (5, "b"), ("5A", "c"), (8, "d"), (3, "e"), (None, "f")):
        film = film.followed_by(SceneBefore(number=number, notes=(note,)))
    earlier = Earlier(film, AssetPool(POOL))

    def counted(*since: Since) -> str:
        return "".join(note for note in "abcdef" if earlier.has_begun(note, *since))

    assert counted(Since("4", by_size=True)) == "bd"
    assert counted(Since("5", by_size=True)) == "bcdf"
    assert counted(Since("5", behind=True, by_size=True)) == "cdf"
    assert counted(Since("3", by_size=True)) == "bdef"
    assert counted(Since("3", behind=True, by_size=True)) == "bdf"
    assert counted(Since("3", by_size=True), Since("5", behind=True, by_size=True)) == "df"
    assert counted(Since("4", by_size=True), Since("c")) == "d"
    assert counted(Since("9", by_size=True)) == ""


def test_anything_but_a_film_so_far_is_refused_as_earlier() -> None:
    selection = load_rules().select(scene(1, "WREN"), POOL)
    wrong: Any
    for wrong in (selection, "{}", [], {}, selection.film_so_far.to_json()):
        with pytest.raises(TypeError, match="`earlier` must be a `FilmSoFar`"):
            load_rules().select(scene(2, "WREN"), POOL, earlier=wrong)
        with pytest.raises(TypeError, match="`earlier` must be a `FilmSoFar`"):
            load_rules().select_many([scene(2, "WREN")], POOL, earlier=wrong)


def test_a_film_so_far_is_a_text_that_says_what_was_placed_sent_noted_and_worn() -> None:
    manifest = scene("12A", "WREN", "SAM_COAT", continuity_notes=["storm"])
    manifest["placements"][1]["wardrobe_note"] = "oilskin"
    film = rules_of({"crop": "full"}).select(manifest, POOL).film_so_far
    assert json.loads(film.to_json()) == {
        "film_so_far": 1,
        "scenes": [
            {
                "number": "12A",
                "names": ["Sam"],
                "tags": ["WREN"],
                "sent": [["address", "WREN", ""], ["address", "SAM_COAT", ""]],
                "notes": ["storm"],
                "worn": [{"names": ["Sam"], "note": "oilskin"}],
            }
        ],
    }


def test_twice_as_many_scenes_take_twice_as_many_lines_and_bytes() -> None:
    rules = rules_of({"first_appearance": True}, {"sent_scene_before": True}, {"type": "character"})
    pool = AssetPool([picture(f"C{nth}") for nth in range(40)])
    film = [scene(nth, f"C{nth % 40}", f"C{nth % 7}") for nth in range(1_200)]

    def chosen(scenes: Sequence[Any]) -> FilmSoFar:
        *_, last = rules.select_many(scenes, pool)
        return last.film_so_far

    chosen(film)
    assert lines_run(lambda: chosen(film)) < 2.2 * lines_run(lambda: chosen(film[:600]))
    sizes = []
    for length in (600, 1_200):
        tracemalloc.start()
        stored = chosen(film[:length])
        sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert len(stored) == length
    assert sizes[1] < 3 * sizes[0]


def test_many_threads_may_go_on_from_one_film_so_far() -> None:
    rules = rules_of({"first_appearance": True}, {"crop": "full"})
    pool = AssetPool(POOL)
    film = rules.select(scene(1, "WREN"), pool, earlier=FilmSoFar()).film_so_far

    def go_on(nth: int) -> list[tuple[Any, bool]]:
        tags = ("WREN", "SAM")[: 1 + nth % 2]
        after = rules.select(scene(nth, *tags), pool, earlier=film).film_so_far
        return [(each.number, after.has_placed([("tag", "SAM")])) for each in after.scenes]

    with ThreadPoolExecutor(8) as threads:
        for nth, found in enumerate(threads.map(go_on, range(200))):
            assert found == [(1, bool(nth % 2)), (nth, bool(nth % 2))]
