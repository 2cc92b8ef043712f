"""What whoever imports selector may rely on: what comes back, what is left alone, and what is never remembered."""

from __future__ import annotations

import copy
import logging
import random
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from selector import (
    AssetPool,
    FilmSoFar,
    Location,
    Problem,
    ProblemError,
    Rules,
    load_rules,
    read_manifest,
    select_references_for_scene,
)
from selector.model.problem import Source
from tests.choosing import compiled
from tests.generate import Case, batch
from tests.long import many
from tests.pools import build
from tests.test_laws import kinds

BATCHES = many(4, 400)
MANIFEST: dict[str, Any] = {
    "composition": {"shot_type": "Close-Up"},
    "placements": [
        {"asset_tag": "WREN", "role": "subject"},
        {"asset_tag": "PIER", "role": "environment"},
    ],
}


def picture(tag: str, quality: float, **values: Any) -> dict[str, Any]:
    return {"manifest_tag": tag, "asset_type": "CHARACTER", "quality_score": quality, **values}


def cases() -> Iterator[tuple[Case, Rules]]:
    for seed in range(95_000, 95_000 + BATCHES):
        each = batch(seed)
        rules = compiled(each.rules)
        for case in each.cases():
            yield case, rules


def mappings(case: Case) -> list[dict[str, Any]]:
    """The pool of a case as mappings, each entry once."""
    return [dict(sketch.values) for sketch in case.pool if sketch.again is None]


def test_the_one_call_gives_a_list_of_what_the_rules_select() -> None:
    for case, rules in cases():
        assets = build(case.pool)
        wanted = list(map(id, rules.select(case.manifest, assets).assets))
        for pool in (assets, tuple(assets), AssetPool(assets)):
            given = select_references_for_scene(case.manifest, pool, rules)
            assert type(given) is list
            assert list(map(id, given)) == wanted


def test_the_one_call_knows_the_scenes_before_if_it_is_told() -> None:
    text = """
language: 1
name: entrances
version: "1"
shots: {default: {priorities: [{name: new, first_appearance: true, because: "meet them"}]}}
"""
    rules = load_rules(text=text)
    wren = {"id": "w", "manifest_tag": "WREN", "asset_type": "character"}
    assert select_references_for_scene(MANIFEST, [wren], rules) == []
    assert select_references_for_scene(MANIFEST, [wren], rules, earlier=FilmSoFar()) == [wren]
    film = rules.select(MANIFEST, [wren], earlier=FilmSoFar()).film_so_far
    assert select_references_for_scene(MANIFEST, [wren], rules, earlier=film) == []
    with pytest.raises(TypeError, match="`earlier`"):
        select_references_for_scene(MANIFEST, [wren], rules, earlier="scene 1")  # type: ignore[arg-type]


def test_without_rules_the_shipped_ones_choose_and_at_most_three_go() -> None:
    shipped = load_rules()
    counts = set()
    for case, _ in cases():
        assets = build(case.pool)
        given = select_references_for_scene(case.manifest, assets)
        assert list(map(id, given)) == list(map(id, shipped.select(case.manifest, assets).assets))
        counts.add(len(given))
    assert counts == {0, 1, 2, 3}


def test_what_is_given_is_left_as_it_was() -> None:
    for case, rules in cases():
        assets = mappings(case)
        before = copy.deepcopy((case.manifest, assets))
        selection = rules.select(case.manifest, assets)
        assert selection.explain().passed_over == selection.passed_over
        assert (case.manifest, assets) == before


def test_the_order_of_keys_in_a_scene_and_in_a_picture_never_matters() -> None:
    rng = random.Random(3)
    for case, rules in cases():
        assets = mappings(case)
        other = rules.select(stirred(case.manifest, rng), [stirred(asset, rng) for asset in assets])
        same = rules.select(case.manifest, assets)
        assert (other.assets, kinds(other)) == (same.assets, kinds(same))


def stirred(value: Any, rng: random.Random) -> Any:
    """The same value, with the entries of every mapping in another order."""
    if isinstance(value, dict):
        return {
            key: stirred(each, rng) for key, each in rng.sample(list(value.items()), len(value))
        }
    return [stirred(each, rng) for each in value] if isinstance(value, list) else value


def test_a_list_that_has_changed_since_is_another_pool() -> None:
    """What is remembered for speed belongs to a pool or to rules, never to the identity of a list."""
    low, high = picture("WREN", 1), picture("WREN", 9)
    assets = [low]
    assert select_references_for_scene(MANIFEST, assets) == [low]
    assets.append(high)
    assert select_references_for_scene(MANIFEST, assets) == [high]
    high["quality_score"] = 0
    assert select_references_for_scene(MANIFEST, assets) == [low]
    assets.clear()
    assert select_references_for_scene(MANIFEST, assets) == []


def test_a_scene_that_has_changed_since_is_another_scene() -> None:
    manifest, pool = copy.deepcopy(MANIFEST), AssetPool([picture("WREN", 1), picture("PIER", 9)])
    rules = load_rules()
    assert rules.select(manifest, pool).tags == ("WREN",)
    manifest["placements"][1]["role"] = "subject"
    assert rules.select(manifest, pool).tags == ("PIER", "WREN")
    manifest["placements"].pop()
    assert rules.select(manifest, pool).tags == ("WREN",)


def test_a_scene_that_is_read_once_is_not_read_again() -> None:
    manifest = copy.deepcopy(MANIFEST)
    scene = read_manifest(manifest)
    manifest["placements"].clear()
    assert load_rules().select(scene, [picture("WREN", 1)]).tags == ("WREN",)
    assert read_manifest(scene) is scene


def test_a_selection_names_its_rules_by_name_version_and_digest() -> None:
    for case, rules in cases():
        selection = rules.select(case.manifest, build(case.pool))
        told = selection.explain()
        assert selection.rules is rules
        assert (told.rules_name, told.rules_version, told.rules_digest) == (
            rules.name,
            rules.version,
            rules.digest,
        )
        assert (told.shot, told.picks, told.notes) == (
            selection.shot,
            selection.picks,
            selection.notes,
        )


def test_reasons_are_worked_out_only_when_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Any:
        raise AssertionError("reasons were worked out")

    for case, rules in cases():
        with monkeypatch.context() as patched:
            patched.setattr("selector.engine.explain.explain", refuse)
            selection = rules.select(case.manifest, build(case.pool))
            assert len(selection.assets) == len(selection.tags)
            assert repr(selection)
            with pytest.raises(AssertionError, match="reasons"):
                selection.explain()
        assert selection.explain().picks == selection.picks


@pytest.mark.parametrize(
    "kind", ["scene", "placement", "pick", "priority", "facts", "passed over", "note", "reason"]
)
def test_what_a_selection_is_made_of_cannot_be_changed(kind: str) -> None:
    manifest = copy.deepcopy(MANIFEST)
    manifest["placements"][0]["asset_tag"] = "[WREN]"
    selection = load_rules().select(manifest, [picture("WREN", 1), picture("WREN", 9, id=1)])
    [pick], passed = selection.picks, selection.passed_over[0]
    values = {
        "scene": selection.scene,
        "placement": selection.scene.placements[0],
        "pick": pick,
        "priority": pick.priority,
        "facts": pick.facts,
        "passed over": passed,
        "note": selection.notes[0],
        "reason": passed.reason,
    }
    fields: Any = getattr(values[kind], "__dataclass_fields__", None) or values[kind]._fields  # type: ignore[attr-defined]
    for field in fields:
        with pytest.raises(AttributeError):
            setattr(values[kind], field, None)


def test_the_logger_is_left_to_whoever_imports_it() -> None:
    program = (
        "import logging, selector\n"
        "selector.select_references_for_scene("
        "{'composition': {'shot_type': 'wide'}, 'placements': [{'asset_tag': 'GONE', 'role': 'subject'}]}, [])\n"
        "loggers = [logging.getLogger(name) for name in (None, 'selector')]\n"
        "print([[type(handler).__name__ for handler in each.handlers] for each in loggers],"
        " [(each.disabled, each.propagate) for each in loggers], loggers[1].level)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout == f"[[], ['NullHandler']] [(False, True), (False, True)] {logging.NOTSET}\n"
    assert ran.stderr == ""


def test_what_is_printed_of_a_selection_steers_no_terminal_and_can_be_written() -> None:
    tag = "WREN\x1b[31m\x00\n\ud800"
    manifest = {**MANIFEST, "placements": [{"asset_tag": tag, "role": "subject"}]}
    selection = load_rules().select(manifest, [picture(tag, 8.0), picture(tag + "B", 7.0)])
    assert selection.tags == (tag,)
    for words in (repr(selection), *str(selection.explain()).splitlines()):
        assert words.isprintable()
        assert words.encode()


@pytest.mark.parametrize("codes", [[], ["Y151"]])
def test_an_error_has_a_problem_that_is_an_error(codes: list[str]) -> None:
    at = Location(source=Source(name="film"))
    problems = [Problem(at=at, code=code, what="") for code in codes]
    assert [problem.severity for problem in problems] == ["warning"] * len(codes)
    with pytest.raises(AssertionError):
        ProblemError(problems)
