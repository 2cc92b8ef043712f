"""The digest changes with everything that can change a pick, and with nothing else."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from selector.engine.digest import effective_form
from tests.choosing import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

RULES: dict[str, Any] = {
    "language": 1,
    "name": "base",
    "version": "1.0",
    "description": "To be changed.",
    "prefer": "face",
    "shots": {
        "close_up": {
            "spellings": ["cu", "tight"],
            "pictures_each": ["face", "full"],
            "priorities": [
                {
                    "name": "face",
                    "role": ["subject", "prop"],
                    "crop": "face",
                    "because": "it carries",
                },
                {"name": "rest", "type": ["prop", "vehicle"], "at_most": 2},
            ],
        },
        "wide": {"like": "default", "prefer": "full"},
        "default": {
            "references": 4,
            "pictures_each": 2,
            "priorities": [{"name": "all", "role": "subject"}],
        },
    },
}


def digest(rules: dict[str, Any]) -> str:
    return compiled(rules).digest


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    rules = copy.deepcopy(RULES)
    change(rules)
    assert rules != RULES or list(rules["shots"]) != list(RULES["shots"])
    return digest(rules)


def priorities(rules: dict[str, Any], shot: str = "close_up") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rules["shots"][shot]["priorities"]
    return found


def turned(rules: dict[str, Any]) -> None:
    rules["shots"] = dict(reversed(rules["shots"].items()))


MEANINGFUL: dict[str, Callable[[dict[str, Any]], object]] = {
    "the name of a shot rule": lambda r: r["shots"].update(broad=r["shots"].pop("wide")),
    "another shot rule": lambda r: r["shots"].update(pov={"like": "default"}),
    "a shot rule less": lambda r: r["shots"].pop("wide"),
    "the name of a priority": lambda r: priorities(r)[0].update(name="eyes"),
    "a priority less": lambda r: priorities(r).pop(),
    "a priority more": lambda r: priorities(r).append({"name": "more", "role": "prop"}),
    "the order of priorities": lambda r: priorities(r).reverse(),
    "another role": lambda r: priorities(r)[0].update(role=["subject", "background"]),
    "a role less": lambda r: priorities(r)[0].update(role="subject"),
    "another type": lambda r: priorities(r)[1].update(type=["prop", "object"]),
    "another crop": lambda r: priorities(r)[0].update(crop="full"),
    "a condition less": lambda r: priorities(r)[0].pop("crop"),
    "a role for a type": lambda r: priorities(r).__setitem__(
        1, {"name": "rest", "role": "prop", "at_most": 2}
    ),
    "at_most": lambda r: priorities(r)[1].update(at_most=3),
    "no at_most": lambda r: priorities(r)[1].pop("at_most"),
    "spellings": lambda r: r["shots"]["close_up"].update(spellings=["cu"]),
    "another spelling": lambda r: r["shots"]["close_up"].update(spellings=["cu", "tighter"]),
    "no spellings": lambda r: r["shots"]["close_up"].pop("spellings"),
    "references of a shot": lambda r: r["shots"]["default"].update(references=5),
    "references of the file": lambda r: r.update(references=2),
    "prefer of a shot": lambda r: r["shots"]["wide"].update(prefer="face"),
    "prefer of the file": lambda r: r.update(prefer="full"),
    "no prefer": lambda r: r.pop("prefer"),
    "the order in prefer": lambda r: r["shots"]["wide"].update(prefer=["face", "full"]),
    "a number in pictures_each": lambda r: r["shots"]["default"].update(pictures_each=3),
    "no pictures_each": lambda r: r["shots"]["default"].pop("pictures_each"),
    "a crop in pictures_each": lambda r: r["shots"]["close_up"].update(pictures_each=["face"]),
    "a number for a list": lambda r: r["shots"]["close_up"].update(pictures_each=2),
    "what a rule is like": lambda r: r["shots"]["wide"].update(like="close_up"),
    "what the liked rule wants": lambda r: priorities(r, "default")[0].update(role="prop"),
    "priorities beside like": lambda r: r["shots"]["wide"].update(
        priorities=[{"name": "all", "role": "prop"}]
    ),
    "the language": lambda r: r.update(language=2),
}


@pytest.mark.parametrize("what", MEANINGFUL)
def test_the_digest_changes_with(what: str) -> None:
    assert changed(MEANINGFUL[what]) != digest(RULES)


def test_no_two_of_these_changes_have_one_digest() -> None:
    assert len({changed(change) for change in MEANINGFUL.values()}) == len(MEANINGFUL)


MEANINGLESS: dict[str, Callable[[dict[str, Any]], object]] = {
    "the name of the set": lambda r: r.update(name="other"),
    "its version": lambda r: r.update(version="2.0"),
    "its description": lambda r: r.update(description="Something else."),
    "a reason": lambda r: priorities(r)[0].update(because="why not"),
    "no reason": lambda r: priorities(r)[0].pop("because"),
    "the order of shot rules": turned,
    "a list of one for a word": lambda r: priorities(r)[0].update(crop=["face"]),
    "a list of one in prefer": lambda r: r.update(prefer=["face"]),
    "the order of an any-of list": lambda r: priorities(r)[0].update(role=["prop", "subject"]),
    "the order in pictures_each": lambda r: r["shots"]["close_up"].update(
        pictures_each=["full", "face"]
    ),
    "the order of spellings": lambda r: r["shots"]["close_up"].update(spellings=["tight", "cu"]),
    "how a spelling is written": lambda r: r["shots"]["close_up"].update(
        spellings=["CU", "-Tight-"]
    ),
    "a spelling that is the name": lambda r: r["shots"]["close_up"].update(
        spellings=["cu", "tight", "Close Up"]
    ),
    "a default written out": lambda r: r["shots"]["close_up"].update(references=3),
    "a default at the top": lambda r: r.update(references=3),
    "the inherited prefer written out": lambda r: r["shots"]["close_up"].update(prefer="face"),
    "a word of the liked rule written out": lambda r: r["shots"]["wide"].update(references=4),
    "the liked priorities written out": lambda r: r["shots"]["wide"].update(
        priorities=priorities(r, "default")
    ),
    "one picture each written out": lambda r: r.update(pictures_each=1),
}


@pytest.mark.parametrize("what", MEANINGLESS)
def test_the_digest_does_not_change_with(what: str) -> None:
    assert changed(MEANINGLESS[what]) == digest(RULES)


def test_like_is_the_same_as_writing_it_all_out() -> None:
    def written_out(rules: dict[str, Any]) -> None:
        rules["shots"]["wide"] = {**rules["shots"]["default"], "prefer": "full"}
        rules.pop("prefer")
        rules["shots"]["close_up"]["prefer"] = rules["shots"]["default"]["prefer"] = "face"

    assert changed(written_out) == digest(RULES)


def test_defaults_are_left_out_of_what_is_digested() -> None:
    """So that a key which the language gains later changes no digest."""
    shots = {
        "default": {
            "references": 3,
            "pictures_each": 1,
            "priorities": [{"name": "all", "role": "subject"}],
        }
    }
    rules = compiled({**RULES, "prefer": "full", "shots": shots})
    assert effective_form(rules.plan, 1) == {
        "language": 1,
        "shots": {
            "default": {"prefer": ["full"], "priorities": [{"name": "all", "role": ["subject"]}]}
        },
    }


def test_a_shot_rule_that_asks_for_nothing_has_no_priorities_in_its_form() -> None:
    asks_for_nothing = {**RULES, "shots": {"default": {"priorities": []}}}
    rules = compiled(asks_for_nothing)
    form = effective_form(rules.plan, 1)
    assert form["shots"]["default"].keys() == {"prefer"}


def test_a_number_of_0_is_no_default() -> None:
    rules = compiled(RULES)
    shots = tuple(replace(shot_plan, references=0) for shot_plan in rules.plan.shots)
    forms = effective_form(replace(rules.plan, shots=shots), 1)["shots"]
    assert [form["references"] for form in forms.values()] == [0, 0, 0]


def test_the_digest_is_a_name_for_ever() -> None:
    """A decision on record keeps it: a digest that changes without the rules would make every record a stranger."""
    assert (
        digest(RULES) == "sha256:85b139520cc40c3c9ec8a658349ad3acd187b4d152366ff9f42d70c1b2da5045"
    )


def test_a_name_outside_ascii_keeps_its_digest_too() -> None:
    digest_of_it = changed(
        lambda r: r["shots"].update({"détail \u2013 “gros plan”": r["shots"].pop("wide")})
    )
    assert digest_of_it == "sha256:0ed9ddc74b58aeb54a07439c7a7b5775e28c8249889f65d421cae98f73c26e3b"


def test_no_references_is_not_the_default_number_of_them() -> None:
    none = changed(lambda rules: rules["shots"]["wide"].update(references=0))
    three = changed(lambda rules: rules["shots"]["wide"].update(references=3))
    assert len({none, three, digest(RULES)}) == 3
    form = effective_form(compiled({**RULES, "references": 0}).plan, 1)
    assert form["shots"]["close_up"]["references"] == 0
    assert form["shots"]["default"]["references"] == 4


def test_under_a_video_model_what_is_written_of_references_counts_and_nothing_else() -> None:
    """The default is then the cap of the model, so three of them are more than nothing said."""
    shots = {"default": {"priorities": [{"name": "all", "role": "subject"}]}}
    rules = {**RULES, "target": "kling-video-o1", "shots": shots}
    del rules["prefer"]
    (three,) = effective_form(compiled({**rules, "references": 3}).plan, 1)["shots"].values()
    (seven,) = effective_form(compiled(rules).plan, 1)["shots"].values()
    assert three.keys() == seven.keys() == {"references", "priorities"}
    assert (three["references"], seven["references"]) == (3, 7)


def test_a_scene_has_an_order_in_its_form_if_one_is_written() -> None:
    scenes = {3: {"order": ["quality"]}, 4: {"references": 2}}
    form = effective_form(compiled({**RULES, "scenes": scenes}).plan, 1)["scenes"]
    assert {number: sorted(scene) for number, scene in form.items()} == {
        "3": ["order"],
        "4": ["references"],
    }
