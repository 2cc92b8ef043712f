"""Warnings about entries of every list: what each says, and that no scene and no pool refutes it."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from selector.engine.case import Case
from selector.engine.manifest import read_manifest
from selector.engine.order_of_events import order_of_events
from selector.engine.picked import Picked
from selector.engine.plan import ShotPlan
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.language.entry_lists import places_of
from selector.model.problem import Location, Source
from selector.reading.load import check_rules
from selector.review.crowded_out import CrowdedOut, crowded_out
from selector.review.lint import check_rule_text, lint
from tests.drawn_conditions import WORDS, some_of
from tests.drawn_scenes import scene
from tests.generate import rule_set
from tests.long import many
from tests.pools import build, pool
from tests.test_lint import narrow, without_address

FILES = many(12, 3_000)
HEAD = {"language": 1, "name": "a", "version": "1"}
ALL: dict[str, Any] = {"priorities": [{"name": "p", "role": "subject", "because": "r"}]}
FACE = {"name": "the-face", "type": "character", "crop": "face", "because": "r"}


def rules_of(content: dict[str, Any]) -> Rules:
    rules, problems = check_rules(Source(name="rules.yaml", text=json.dumps(content)))
    assert rules is not None, problems
    return rules


def warned(content: dict[str, Any]) -> list[str]:
    """What is warned about, without the warnings about missing reasons."""
    whole = {**HEAD, "shots": {"default": ALL}, **content}
    return [
        f"{problem.code} {problem.what}"
        for problem in sorted(lint(rules_of(whole)))
        if problem.code != "R251"
    ]


def entry(name: str, **content: Any) -> dict[str, Any]:
    return {"name": name, **content, "because": "r"}


def test_what_excludes_itself_is_warned_about_in_every_list() -> None:
    nothing = {"type": "prop", "not": {"type": ["prop", "style"]}}
    for key, more in (("never", {}), ("pin", {}), ("limits", {"at_least": 1}), ("first", {})):
        for content in (
            {key: [entry("x", **nothing, **more)]},
            {"scenes": {"12": {key: [entry("x", **nothing, **more)]}}},
        ):
            (found,) = warned(content)
            assert found.endswith("its conditions exclude each other."), found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            {"never": [entry("old", label=["draft", "old"]), entry("drafts", label="draft")]},
            "The ban `drafts` can never exclude anything: `old` already excludes everything that it could exclude.",
        ),
        (
            {"never": [entry("drafts", label="draft"), entry("old", label=["draft", "old"])]},
            "The ban `drafts` can never exclude anything: `old` already excludes everything that it could exclude.",
        ),
        (
            {"never": [entry("drafts", label="draft"), entry("again", label="draft")]},
            "The ban `again` can never exclude anything: `drafts` already excludes everything that it could exclude.",
        ),
        (
            {
                "never": [entry("places", type="environment")],
                "shots": {"default": {**ALL, "never": [entry("rooms", type="environment", label="a")]}},
            },
            "The ban `rooms` can never exclude anything: `places` already excludes everything that it could exclude.",
        ),
        (
            {
                "never": [entry("places", type="environment")],
                "scenes": {"7": {"never": [entry("again", type="environment")]}},
            },
            "The ban `again` can never exclude anything: `places` already excludes everything that it could exclude.",
        ),
        (
            {"never": [entry("no-style", type="style")], "pin": [entry("look", type="style")]},
            (
                "The pin `look` can never send a picture: every picture that it could send is"
                " excluded by `no-style`."
            ),
        ),
        (
            {"pin": [entry("look", type="style"), entry("again", type="style", prefer="full")]},
            "The pin `again` can never send a picture: `look` already asks for the same.",
        ),
        (
            {
                "never": [entry("faces", crop="face"), entry("rest", crop="full", type="prop")],
                "limits": [entry("l", type="prop", at_least=1)],
            },
            (
                "The limit `l` can never change anything: every picture that it could send is"
                " excluded by `faces` and `rest`."
            ),
        ),
        (
            {"limits": [entry("a", type=["prop", "style"], at_most=1), entry("b", type="prop", at_most=2)]},
            "The limit `b` can never change anything: `a` already does the same or more.",
        ),
        (
            {"limits": [entry("a", type="prop", at_least=2), entry("b", type="prop", at_least=1)]},
            "The limit `b` can never change anything: `a` already does the same or more.",
        ),
        (
            {"limits": [entry("a", type="prop", at_least=1), entry("b", type="prop", at_least=1)]},
            "The limit `b` can never change anything: `a` already does the same or more.",
        ),
        (
            {"limits": [entry("a", type=["prop", "style"], at_most=2), entry("b", type="prop", at_most=2)]},
            "The limit `b` can never change anything: `a` already does the same or more.",
        ),
        (
            {"limits": [entry("a", type="prop", at_most=2), entry("b", type=["prop", "style"], at_most=1)]},
            "The limit `a` can never change anything: `b` already does the same or more.",
        ),
        (
            {"limits": [entry("a", type="prop", at_most=1), entry("b", type="prop", at_most=1)]},
            "The limit `b` can never change anything: `a` already does the same or more.",
        ),
        (
            {
                "limits": [
                    entry("a", type="prop", at_least=1, at_most=1),
                    entry("b", type="prop", at_least=1, at_most=2),
                ]
            },
            "The limit `b` can never change anything: `a` already does the same or more.",
        ),
        (
            {"pin": [entry("look", type="style", unplaced=True), entry("again", type="style")]},
            "The pin `again` can never send a picture: `look` already asks for the same.",
        ),
        (
            {
                "pin": [
                    entry("look", type="style", unplaced=True),
                    entry("again", type="style", unplaced=True),
                ]
            },
            "The pin `again` can never send a picture: `look` already asks for the same.",
        ),
        (
            {"pictures_each": "full", "limits": [entry("a", crop="face", at_least=1)]},
            "The limit `a` can never change anything: what it asks for is left out by `pictures_each`.",
        ),
        (
            {"never": [entry("none", type="prop")], "first": [entry("f", type="prop", label="x")]},
            (
                "The priority `f` can never send a picture: every picture that it could send is"
                " excluded by `none`."
            ),
        ),
        (
            {"first": [entry("f", role="subject")]},
            "The priority `p` can never send a picture: every picture that it could send is sent by `f`.",
        ),
        (
            {"scenes": {"12": {"references": 0, "pin": [entry("x", of="Mia")]}}},
            "The pin `x` can never send a picture: scene 12 sends no references.",
        ),
        (
            {"scenes": {"12": {"references": 0, "first": [entry("x", of="Mia")]}}},
            "The priority `x` can never send a picture: scene 12 sends no references.",
        ),
        (
            {"shots": {"default": ALL, "title": {**ALL, "references": 0, "never": [entry("x", of="Mia")]}}},
            "The ban `x` can never exclude anything: `title` sends no references.",
        ),
        (
            {
                "instead": [
                    entry("at-night", when={"note": ["night", "dusk"]}, use="default"),
                    entry("deep-night", when={"note": "night", "shot": "wide"}, use="default"),
                    entry("rain", when={"note": "rain"}, use="default"),
                ]
            },
            (
                "The replacement `deep-night` can never serve a scene: `at-night` comes before it"
                " and always holds when it does."
            ),
        ),
        (
            {
                "never": [
                    entry("no-props", type="prop", when={"note": "rain"}),
                    entry("no-radio", type="prop", label="radio", when={"note": "rain"}),
                ],
            },
            (
                "The ban `no-radio` can never exclude anything: `no-props` already excludes"
                " everything that it could exclude."
            ),
        ),
        (
            {"target": "S2V-01", "pin": [entry("look", type="style", crop="full")]},
            (
                "The pin `look` can never send a picture: every picture that it could send is"
                " excluded by `S2V-01`."
            ),
        ),
    ],
)  # fmt: skip
def test_an_entry_that_does_nothing_is_warned_about_with_the_reason(
    content: dict[str, Any], expected: str
) -> None:
    assert warned(content) == [f"R255 {expected}"]


@pytest.mark.parametrize(
    "content",
    [
        {"never": [entry("drafts", label="draft"), entry("old", label="old")]},
        {"never": [entry("rain", type="prop", when={"note": "rain"}), entry("all", type="prop", label="x")]},
        {"pin": [entry("a", type="style", when={"note": "rain"}), entry("b", type="style")]},
        {
            "first": [entry("rain", role="subject", when={"note": "rain"})],
            "shots": {"default": {"priorities": [*ALL["priorities"]]}},
        },
        {"pin": [entry("look", type="style"), entry("dark", type="style", label="dark")]},
        {"pin": [entry("dark", type="style", label="dark"), entry("look", type="style")]},
        {"pin": [entry("look", type="style"), entry("other", type="style", unplaced=True)]},
        {"limits": [entry("a", type="prop", at_least=1), entry("b", type="prop", at_least=2)]},
        {"limits": [entry("a", type="prop", at_most=2), entry("b", type=["prop", "style"], at_most=3)]},
        {"limits": [entry("a", type="prop", at_least=1), entry("b", type="prop", label="x", at_least=1)]},
        # The first says how many go at most, and only the second that one must.
        {"limits": [entry("a", type="prop", at_most=1), entry("b", type="prop", at_least=1, at_most=2)]},
        # The nearer list comes first.
        {
            "limits": [entry("a", type="prop", at_least=1)],
            "shots": {"default": {**ALL, "limits": [entry("b", type="prop", at_least=1)]}},
        },
        {"pin": [entry("a", type="style")], "shots": {"default": {**ALL, "pin": [entry("b", type="style")]}}},
        # A limit on what `pictures_each` leaves out still stands if it says how many go at most.
        {"pictures_each": "full", "limits": [entry("a", crop="face", at_most=1)]},
        {"pictures_each": 1, "limits": [entry("a", crop="face", at_least=1)]},
        {"pictures_each": "full", "pin": [entry("a", crop="face")]},
        {"never": [entry("faces", crop="face")], "limits": [entry("a", type="prop", at_least=1)]},
        {"shots": {"default": ALL, "title": {**ALL, "references": 0}}, "pin": [entry("x", of="Mia")]},
        # Scene 3 sends the references that the shot rule does not.
        {
            "shots": {"default": ALL, "title": {**ALL, "references": 0, "pin": [entry("x", of="Mia")]}},
            "scenes": {"3": {"references": 2}},
        },
        # With a scene's two pictures each, one is left.
        {
            "shots": {"default": {"priorities": [*ALL["priorities"], entry("again", role="subject")]}},
            "scenes": {"3": {"pictures_each": 2}},
        },
        # A limit may stop the first priority and not the second.
        {
            "shots": {"default": {"priorities": [*ALL["priorities"], entry("again", role="subject")]}},
            "scenes": {"3": {"limits": [entry("l", type="prop", at_most=1)]}},
        },
        {
            "shots": {"default": {"priorities": [entry("four", role="subject", at_most=4)]}},
            "scenes": {"3": {"references": 5}},
        },
    ],
)  # fmt: skip
def test_an_entry_that_does_something_in_some_scene_is_not_warned_about(
    content: dict[str, Any],
) -> None:
    assert warned(content) == []


def test_a_number_that_is_too_high_is_warned_about_in_every_list_and_in_scenes() -> None:
    assert warned({"limits": [entry("l", type="prop", at_least=4)], "references": 3}) == [
        (
            "R254 This limit reserves more references than there are: at most 3 pictures can be sent in"
            " `default`."
        )
    ]
    assert warned({"scenes": {"8": {"first": [entry("f", type="prop", at_most=4)]}}}) == [
        "R254 This limit changes nothing: at most 3 pictures can be sent in scene 8 anyway."
    ]
    assert warned({"scenes": {"8": {"limits": [entry("f", type="prop", at_most=4)]}}}) == [
        "R254 This limit changes nothing: at most 3 pictures can be sent in scene 8 anyway."
    ]
    assert warned({"scenes": {"8": {"pictures_each": "face"}}}) == [
        "R252 In scene 8, this sends only face crops, so every place and thing is left out."
    ]
    assert warned({"scenes": {"8": {"pictures_each": 4}}}) == [
        "R253 At most 3 pictures of one person, place or thing can be sent in scene 8, not 4."
    ]
    four = {"default": {"priorities": [entry("side", role="subject", pictures_each=4)]}}
    assert warned({"shots": four}) == [
        "R253 At most 3 pictures of one person, place or thing can be sent in `default`, not 4."
    ]


def test_pins_and_limits_that_take_all_slots_are_named_with_what_they_leave_out() -> None:
    look = entry("look", type="style", unplaced=True)
    ground = entry("the-ground", type="environment", at_least=1)
    close_up = {"references": 2, "priorities": [FACE, entry("rest", role="subject")]}
    assert warned(
        {"pin": [look], "limits": [ground], "shots": {"close_up": close_up, "default": ALL}}
    ) == [
        (
            "R258 In `close_up` (2 references), `look` and `the-ground` take both; while they do,"
            " nothing is left for `the-face`."
        )
    ]
    one = {"references": 1, "pin": [look, entry("second", of="Mia")], "like": "default"}
    assert warned({"shots": {"insert": one, "default": ALL, "b": {"like": "insert"}}}) == [
        (
            "R258 In `insert` and `b` (1 reference each), `look` takes the only one; while it does,"
            " nothing is left for `second` and `p`."
        )
    ]


def test_pins_that_take_all_slots_in_several_shots_are_named_once_with_the_shots() -> None:
    pins = [entry("look", type="style", unplaced=True), entry("map", type="prop", unplaced=True)]
    shots = {
        "close_up": {"references": 2, "priorities": [FACE]},
        "roomy": {"references": 3, "priorities": [FACE]},
        "wide": {"references": 2, "priorities": [entry("land", type="environment")]},
        "default": ALL,
    }
    (found,) = warned({"pin": pins, "shots": shots})
    assert found == (
        "R258 In `close_up` and `wide` (2 references each), `look` and `map` take both; while they do,"
        " nothing is left for `the-face` and `land`."
    )


def test_what_is_said_to_do_nothing_takes_no_picture_and_can_be_deleted() -> None:
    rng = random.Random(21)
    deleted = 0
    lists = set()
    for _ in range(FILES):
        content = crowded(narrow(rule_set(rng, with_edits=False), rng), rng)
        rules = rules_of(content)
        at = {problem.at for problem in lint(rules) if problem.code == "R255"}
        seed = rng.random()
        before = selections(random.Random(seed), rules, content)
        for selection in before:
            assert not [pick for pick in selection.picks if pick.priority.at in at]
        for place in at:
            key, other = without_entry(content, rules, place)
            lists.add(key)
            if other is None:
                continue
            deleted += 1
            after = selections(random.Random(seed), rules_of(other), content)
            assert [each.tags for each in before] == [each.tags for each in after], (
                content,
                key,
                place,
            )
    assert deleted > FILES // 5
    assert lists - {"instead"} == {"priorities", "first", "never", "pin", "limits"}


def test_what_is_crowded_out_only_goes_where_the_others_take_fewer() -> None:
    rng = random.Random(22)
    went = 0
    for _ in range(FILES):
        content = crowded(narrow(rule_set(rng, with_edits=False), rng), rng)
        rules = rules_of(content)
        sketches = pool(rng)
        assets = AssetPool(build(sketches))
        scenes = [read_manifest(scene(rng, content, sketches)) for _ in range(4)]
        for shot_plan in rules.plan.shots:
            found = list(crowded_out(shot_plan))
            for each in scenes if found else ():
                case = Case(shot_plan, each, assets)
                picked = order_of_events(case).picked
                for one in found:
                    went += any(take.by is one.entry for take in picked.takes)
                    assert may_be(one, shot_plan, picked, case)
    assert went > FILES // 20


def may_be(one: CrowdedOut, shot_plan: ShotPlan, picked: Picked, case: Case) -> bool:
    """Whether the entry sent nothing, or those before it less than all without it."""
    if not any(take.by is one.entry for take in picked.takes):
        return True
    used = 0
    for take in picked.takes:
        if take.by is one.entry:
            continue
        limits = [shot_plan.limits[nth] for nth in case.limits_met(take.offer)]
        used += any(by in (take.by, *limits) for by in one.by)
    return used < shot_plan.references


def test_a_number_that_is_said_to_be_too_high_can_be_brought_down() -> None:
    rng = random.Random(31)
    changed: Counter[str] = Counter()
    for _ in range(FILES):
        content = crowded(narrow(rule_set(rng, with_edits=False), rng), rng)
        text = json.dumps(content)
        rules = rules_of(content)
        for problem in lint(rules):
            number = text[problem.at.column - 1 : problem.at.end_column - 1]
            if problem.code not in {"R253", "R254"} or not number.isdigit():
                continue
            if "reserves more references" in problem.what:
                continue  # where more slots are kept than there are, priorities take nothing
            most = problem.what.lower().partition("at most ")[2].partition(" ")[0]
            if "'at_least'" in str(content):
                most = "999"  # a lower number may decide what slots are kept for
            other = text[: problem.at.column - 1] + most + text[problem.at.end_column - 1 :]
            seed = rng.random()
            before = selections(random.Random(seed), rules, content)
            after = selections(random.Random(seed), rules_of(json.loads(other)), content)
            assert [each.tags for each in before] == [each.tags for each in after]
            changed[problem.code] += 1
    assert min(changed["R253"], changed["R254"]) > FILES // 100


def crowded(content: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Rules with many entries of few different conditions in every list, some of which do nothing."""
    content = copy.deepcopy(content)
    scenes = content.setdefault("scenes", {})
    for number in range(0, 10, 3):
        written = f"0{number}" if f"0{number}" in scenes else str(number)
        scenes[written] = {**scenes.get(written, {}), "because": "one of a kind"}
    for holder in (content, *content["shots"].values(), *scenes.values()):
        if rng.random() < 0.15:
            holder["references"] = rng.choice((0, 1, 2, 2))
        for key in ("pin", "never", "limits", "first"):
            in_shot = any(holder is shot for shot in content["shots"].values())
            if rng.random() < 0.25 and not (key == "first" and in_shot):
                holder[key] = [one_of(rng, key, number) for number in range(rng.choice((1, 2, 3)))]
    return content


def one_of(rng: random.Random, key: str, number: int) -> dict[str, Any]:
    """An entry of a list, with conditions that others have as well."""
    made: dict[str, Any] = {"name": f"{key}{number}"}
    for axis in rng.sample(("role", "type", "crop"), rng.choice((1, 1, 1, 2))):
        words = some_of(rng, WORDS[axis])
        made |= {axis: words} if rng.random() < 0.8 else {"not": {axis: words}}
    if rng.random() < 0.2:
        made["label"] = rng.choice(("night", "hurt"))
    if key == "limits":
        made[rng.choice(("at_least", "at_most"))] = rng.choice((1, 1, 2, 2, 3, 9))
    if key == "pin" and rng.random() < 0.5:
        made["unplaced"] = True
    return made


def selections(rng: random.Random, rules: Rules, content: dict[str, Any]) -> list[Any]:
    """Those of a few scenes, with a pool in which no two assets are one photograph."""
    sketches = tuple(replace(sketch, values=without_address(sketch.values)) for sketch in pool(rng))
    assets = AssetPool(build(sketches))
    return [rules.select(scene(rng, content, sketches), assets) for _ in range(8)]


def without_entry(
    content: dict[str, Any], rules: Rules, at: Location
) -> tuple[str, dict[str, Any] | None]:
    """The key of the list in which an entry is written, and the rules without it.

    None in place of the rules if the entry edits one that its shot rule inherits.
    """
    content = copy.deepcopy(content)
    holders = [content, *content["shots"].values(), *content.get("scenes", {}).values()]
    for (_, place), holder in zip(places_of(rules.rule_set), holders, strict=True):
        for key, entries in place.lists.items():
            for number, written in enumerate(entries):
                if written.at != at:
                    continue
                if "like" in holder and key != "priorities":
                    return key, None
                del holder[key][number]
                if not holder[key] and key != "priorities":
                    del holder[key]
                elif not holder[key]:
                    holder[key] = [{"name": "nothing", "label": "no picture has this label"}]
                return key, content
    raise AssertionError(at)


def test_what_only_a_file_that_is_extended_says_is_not_warned_about(tmp_path: Path) -> None:
    house = {
        **HEAD,
        "shots": {
            "default": {"priorities": [*ALL["priorities"], entry("q", role="prop", at_most=4)]}
        },
    }
    (tmp_path / "house.yaml").write_text(json.dumps({**house, "references": 5}), "utf-8")

    def found(**content: Any) -> list[str]:
        text = json.dumps({**HEAD, "extends": "house.yaml", **content})
        rules, problems = check_rule_text(Source(name="rules.yaml", text=text), tmp_path)
        assert rules is not None, problems
        return [problem.what for problem in problems]

    assert found(references=2) == []
    assert found(never=[entry("no-props", role="prop")]) == []
    (own,) = found(never=[entry("no-props", role="prop")], pin=[entry("prop", role="prop")])
    assert own.startswith("The pin `prop` can never send a picture")
    (crowded_out_here,) = found(references=1, pin=[entry("look", type="style")])
    assert crowded_out_here.startswith("In `default` (1 reference), `look` takes the only one;")
