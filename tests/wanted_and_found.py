"""What a condition wants of a picture and what it finds in it, as explanations say both.

`tests/naive_language` knows what a rule has written and what is there; here the two become words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.language.condition import requirements
from selector.language.conditions import CONDITIONS
from selector.model.phrases import listed as phrases
from tests.as_written import as_values
from tests.choosing import content_of
from tests.naive_language.conditions import (
    JUDGED_BY,
    Candidate,
    Ground,
    names_of,
    tags_of,
    text_of_scene,
)
from tests.naive_language.pool import CROPS, TYPES
from tests.naive_language.scenes import ROLES, is_written
from tests.naive_language.so_far import who, worn_before
from tests.naive_language.text import caseless, fold, plain, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from tests.naive_language.serving import Entry as Naive

VOCABULARIES = {"role": ROLES, "type": TYPES, "crop": CROPS}
ANSWERED = {
    "focal_point", "speaks", "first_appearance", "in_scene_before", "sent_scene_before", "cleaned",
}  # fmt: skip
"""Conditions that take true or false."""
TEXTS = ("wardrobe", "expression", "action", "position", "notes")
"""What `matches` compares labels with."""
ANSWERS = {True: "true", False: "false"}


def phrase_of(item: Mapping[str, Any]) -> str:
    """How explanations put conditions in braces: words only, so the language's own will do."""
    shots = {"default": {"priorities": [{"name": "item", **item}]}}
    (shot,) = as_values(content_of(shots)).shots
    (entry,) = shot.lists["priorities"]
    return phrases([each.asks for each in requirements(entry.conditions, CONDITIONS)])


def wording(entry: Naive, key: str) -> tuple[str, ...]:
    """How explanations put a condition on conditions: words only, so the language's own will do."""
    shots = {"default": {"priorities": [{"name": "item", key: entry.written[key]}]}}
    conditions = as_values(content_of(shots)).shots[0].lists["priorities"][0].conditions
    (requirement,) = requirements(conditions, CONDITIONS)
    return requirement.in_order


def wanted_of(key: str, values: Sequence[Any]) -> tuple[str, ...]:
    """What is asked for: words in the language's order, names once each, texts by the alphabet."""
    match key:
        case "role" | "type" | "crop":
            return tuple(word for word in VOCABULARIES[key] if word in values)
        case "of":
            return once_each(values, caseless)
        case "picture" | "placed_as":
            return once_each(values, plain)
        case "label":
            return tuple(sorted({fold(value) for value in values}))
        case "position" | "action" | "expression" | "wardrobe":
            texts = {text_or_answer(value) for value in values}
            return tuple(sorted(texts, key=lambda text: text.strip('"')))
        case "matches":
            return tuple(word for word in TEXTS if word in values)
        case "quality":
            bounds = {"at_least": "at least", "below": "below"}
            (asked,) = values
            said = [f"{bounds[bound]} {asked[bound]}" for bound in bounds if bound in asked]
            return (" and ".join(said),)
        case _ if key in ANSWERED:
            return tuple(map(yes_or_no, values))
        case _:
            raise AssertionError(f"say what `{key}` wants")


def text_or_answer(value: str | bool) -> str:  # noqa: FBT001  # as a rule has it
    """A text's words, or an answer; a text that reads like an answer is in quotes."""
    if isinstance(value, bool):
        return ANSWERS[value]
    found = " ".join(words(value))
    return f'"{found}"' if found in ANSWERS.values() else found


def once_each(names: Sequence[str], compared: Callable[[str], str]) -> tuple[str, ...]:
    """The names without those that are compared like one before them."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(compared(name), name)
    return tuple(found.values())


def found_of(ground: Ground, key: str, one: Candidate) -> list[str]:
    """What a condition finds in a picture and its placement."""
    assert one.placed is not None
    match key:
        case "role":
            return [one.placed.role]
        case "type":
            return [one.picture.type]
        case "crop":
            return [one.picture.crop]
        case "of":
            names = {*names_of(ground, one)}
            return sorted(names) + sorted({*tags_of(ground, one)} - names)
        case "picture":
            return [each for each in (one.picture.tag, one.picture.id) if each is not None]
        case "placed_as":
            return [one.placed.tag]
        case "label":
            return list(dict.fromkeys(text for text in map(fold, one.picture.labels) if text))
        case "quality":
            return [] if one.picture.quality is None else [number(one.picture.quality)]
        case _ if key in ANSWERED:
            wanted = True
            return [yes_or_no(JUDGED_BY[key](ground, wanted, one))]
        case "position" | "action" | "expression" | "wardrobe":
            text = text_of_scene(ground, key, one)
            if key == "wardrobe" and not is_written(one.placed.wardrobe):
                text += noted_in(ground, one)
            return [text] if is_written(text) else []
        case "matches" | "has" | "not" | "any_of":
            return []
        case _:
            raise AssertionError(f"say what `{key}` finds")


def noted_in(ground: Ground, one: Candidate) -> str:
    """Which earlier scene notes what the individual wears, if one does and has a number."""
    individual = who(ground.pool, ground.pool.individual(one.picture))
    for scene in reversed(ground.before):
        if worn_before((scene,), individual):
            return f" (noted in scene {scene.number})" if scene.number else ""
    return ""


def yes_or_no(answer: object) -> str:
    return "true" if answer else "false"


def number(quality: float | Decimal) -> str:
    """A quality, without a fraction that is none."""
    return str(int(quality) if quality == int(quality) else quality)
