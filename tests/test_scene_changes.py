"""What a scene sends under two rule sets: laws for every two of them, and the naive evaluator's word on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.scene_change import KINDS
from selector.review.impact import FilmCompared, explained, scene_change
from tests.as_written import as_naive
from tests.choosing import compiled
from tests.generate import batch
from tests.long import many
from tests.naive_language.film import film_answers
from tests.pools import build, usable
from tests.second_opinion import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selector.engine.selection import Selection

BATCHES = many(6, 2_000)
CALLED = {"slot_kept": "slot_reserved"}
"""Kinds of reasons that the naive evaluator calls otherwise."""


class Drawn(NamedTuple):
    """Two rule sets, some pictures and the manifests of a film; and what the engine makes of it."""

    one: Mapping[str, Any]
    other: Mapping[str, Any]
    assets: list[Any]
    manifests: list[Any]

    def sides(self) -> list[tuple[Selection, Selection]]:
        pool = AssetPool(self.assets, usable=usable)
        scenes = [read_manifest(each) for each in self.manifests]
        before, after = (
            compiled(rules).select_many(scenes, pool) for rules in (self.one, self.other)
        )
        return list(zip(before, after, strict=True))


def drawn_films() -> Iterator[Drawn]:
    for seed in range(BATCHES):
        drawn = batch(seed, with_layers=seed % 3 == 0)
        other = batch(seed + 10_000).rules
        for sketches, manifests in zip(drawn.pools, drawn.scenes, strict=True):
            yield Drawn(drawn.rules, other, build(sketches), [*manifests])


def test_both_sides_are_what_the_naive_evaluator_says_and_so_is_who_decided() -> None:
    differences = 0
    for film in drawn_films():
        answers = []
        for rules in (film.one, film.other):
            file, parents = as_naive(rules)
            answers.append(
                film_answers(
                    file,
                    film.manifests,
                    film.assets,
                    parents=parents,
                    usable=usable,
                    targets=TARGETS,
                )
            )
        for (before, after), was, now in zip(film.sides(), *answers, strict=True):
            assert was is not None
            assert now is not None
            change = explained(scene_change(before, after), before, after)
            assert [picture.place for picture in change.before] == was.places
            assert [picture.place for picture in change.after] == now.places
            assert [picture.place for picture in change.lost] == [
                place for place in was.places if place not in now.places
            ]
            assert [picture.place for picture in change.gained] == [
                place for place in now.places if place not in was.places
            ]
            assert change.shots == (was.shot, now.shot)
            for each in change.differences:
                differences += 1
                place = each.picture.place
                sides = [(each.before, was), (each.after, now)]
                for ruling, answer in sides:
                    if place in answer.places:
                        assert ruling.entry is not None
                        nth = answer.places.index(place)
                        assert ruling.entry.path == answer.entries[nth]
                    else:
                        assert ruling.left_out is not None
                        kind = answer.reason(place)["kind"]
                        assert ruling.left_out.reason.kind == CALLED.get(kind, kind)
    assert differences > BATCHES


def test_the_kind_of_change_is_one_of_five_and_follows_from_what_is_sent() -> None:
    met = set()
    for nth, film in enumerate(drawn_films()):
        for before, after in film.sides():
            change = scene_change(before, after, is_intended=nth % 2 == 0)
            met.add(change.kind)
            was = [picture.place for picture in change.before]
            now = [picture.place for picture in change.after]
            assert (change.kind == "unchanged") == (was == now)
            assert (change.kind == "reordered") == (was != now and sorted(was) == sorted(now))
            assert (change.kind == "emptied") == bool(was and not now)
            if change.kind in {"intended", "otherwise"}:
                assert change.is_intended == (change.kind == "intended")
    assert met == set(KINDS)


def test_a_rule_set_against_itself_changes_nothing() -> None:
    for film in drawn_films():
        for before, after in film._replace(other=film.one).sides():
            change = scene_change(before, after)
            assert change.kind == "unchanged"
            assert (change.lost, change.gained) == ((), ())


def test_the_other_way_round_lost_is_gained() -> None:
    for film in drawn_films():
        for before, after in film.sides():
            there, back = scene_change(before, after), scene_change(after, before)
            assert (there.lost, there.gained) == (back.gained, back.lost)
            assert (there.before, there.after) == (back.after, back.before)
            assert (there.kind == "unchanged") == (back.kind == "unchanged")


def test_where_everything_was_expected_only_no_change_is_unwanted() -> None:
    for film in drawn_films():
        for before, after in film.sides():
            assert not scene_change(before, after, is_intended=True).is_unwanted
            unexpected = scene_change(before, after)
            assert unexpected.is_unwanted == (unexpected.kind in {"otherwise", "emptied"})


def test_the_groups_add_up_to_the_film_and_one_of_each_kind_is_explained() -> None:
    for nth, film in enumerate(drawn_films()):
        sides = film.sides()
        compared = FilmCompared(lambda selection, _: selection.shot == "default")
        new = nth % len(sides)
        for number, (before, after) in enumerate(sides):
            compared.add(None if number == new else before, after)
        impact = compared.impact("one", "other")
        assert impact.scenes + len(impact.added) == len(sides)
        assert impact.scenes == len(impact.unchanged) + sum(
            len(impact.of_kind(kind)) for kind in KINDS
        )
        assert impact.of_kind("unchanged") == ()
        for kind in KINDS:
            of_kind = impact.of_kind(kind)
            explained_ones = [change for change in of_kind if change.differences]
            assert len(explained_ones) == bool(of_kind)
            assert impact.example(kind) == (explained_ones[0] if of_kind else None)
        for change in impact.changes:
            assert change.before != change.after
            assert change.is_intended == (change.shots[1] == "default")
            assert change.after or change.kind == "emptied"


def test_where_everything_is_expected_nothing_is_unwanted() -> None:
    for film in drawn_films():
        compared = FilmCompared(lambda _, __: True)
        for before, after in film.sides():
            compared.add(before, after)
        assert compared.impact("one", "other").unwanted == ()
