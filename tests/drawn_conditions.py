"""Conditions on pictures and on scenes, and what comes first, drawn to be nasty.

A key that is added to `TEXTS` moves what is drawn for all others, too.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES = ("subject", "interaction_target", "background", "environment", "prop")
TYPES = ("character", "object", "environment", "style", "prop", "vehicle", "text_element")
CROPS = ("face", "full")
SHOT_NAMES = ("close_up", "Two Shot", "wide-shot", "insert", "pov")
TARGETS = ("veo-3.1-generate-001", "Kling-Video-O1", "S2V-01", "s2v-01", "KLING-video-o1")
SPELLINGS = (
    "cu",
    "CLOSE—up!",
    "2-shot",
    "the wide one",
    "détail",
    "Straße",
    "Ταΰγετος",
    "de\u0301cor",
    "\uff37\uff53",
)
TEXTS: dict[str, Any] = {
    "label": (
        "night",
        "HURT ",
        "e\u0301lan",
        "7",
        "\uff4eight\u200b",
        "nobody-s",
        "N*t",
        "* *",
        "*",
        "h*r*t",
    ),
    "of": ("ann", "ANN", "Bob", "zo*", "7", "R*M", "\uff41*", "nobody", "a*"),
    "picture": ("ANN", "ANN_*", "ROOM", "ann", "1", "a*", "NOBODY"),
    "placed_as": ("ANN", "ANN_*", "ROOM", "*", "BOB", "CAR"),
    "quality": (
        {"at_least": 6},
        {"below": 7.5},
        {"at_least": 3, "below": 9},
        {"at_least": 0},
        {"at_least": 10},
    ),
    "position": ("left", "far LEFT", "behind", "the door", "far", "a", "right"),
    "action": ("runs", "Down", "climbs down", "\uff52uns", "opens", "she runs"),
    "expression": ("afraid", "in tears", "\u54ed", "elan", "e\u0301lan", "true"),
    "wardrobe": ("hurt", "red coat", "coat", "NIGHT-fright", "7", "wet"),
    "matches": ("wardrobe", "notes", "expression", "action", "position"),
    "focal_point": (True, False),
    "speaks": (True, False),
    "cleaned": (True, False),
    "first_appearance": (True, False),
    "in_scene_before": (True, False),
    "sent_scene_before": (True, False),
}
"""What conditions ask for that do not take words of the language."""
OF_SCENES = (
    "position", "action", "expression", "wardrobe", "matches", "focal_point", "speaks", "cleaned",
)  # fmt: skip
"""Those that ask what else the scene says, or what is sent."""
YES_OR_NO = tuple(key for key, drawn in TEXTS.items() if drawn == (True, False))
WITHIN = ("not", "any_of", "has")
"""Conditions that take conditions."""
WORDS = {"role": ROLES, "type": TYPES, "crop": CROPS}
"""What conditions on words of the language ask for."""


def a_when(rng: random.Random, levels: int = 2) -> dict[str, Any]:
    """Conditions on the scene as a whole."""
    made: dict[str, Any] = {}
    for _ in range(rng.choice((1, 1, 1, 2))):
        draw = rng.random()
        if levels and draw < 0.2:
            groups = [a_when(rng, levels - 1) for _ in range(rng.choice((1, 2)))]
            key = rng.choice(("not", "any_of"))
            made[key] = groups[0] if key == "not" and len(groups) == 1 else groups
        elif draw < 0.4:
            made["shot"] = some_of(rng, (*SHOT_NAMES, *SPELLINGS, "default", "crane shot"))
        elif draw < 0.55:
            made["placed"] = group(rng, WITHIN, 1) | a_count(rng)
        elif draw < 0.7:
            made["note"] = rng.choice(("night", ["rain", "the fire"], "Night, rain"))
        elif draw < 0.8:
            made["camera"] = rng.choice(("push", ["pan left", "zoom"]))
        elif draw < 0.85:
            made["target"] = "wan*"
        else:
            made["scenes"] = some_scenes(rng)
    return made


def a_count(rng: random.Random) -> dict[str, int]:
    """How many individuals a scene places."""
    return rng.choice(({}, {}, {"at_least": 2}, {"at_most": 1}, {"at_least": 1, "at_most": 2}))


def some_scenes(rng: random.Random) -> Any:
    """One scene, some, or a stretch of them."""
    if rng.random() < 0.4:
        return rng.choice((3, "5", [1, "2", 3, "04"]))
    bounds = rng.choice(
        (("from", "to"), ("from", "before"), ("after", "to"), ("from",), ("before",))
    )
    return {bound: rng.choice((2, 5, "7", "rain", "the fire")) for bound in bounds}


def words(rng: random.Random, chance: float) -> dict[str, Any]:
    """The words that may stand at the top of the file and in a shot rule."""
    made: dict[str, Any] = {}
    if rng.random() < chance:
        made["references"] = rng.choice((1, 2, 3, 4, 5, 7))
        if numbers_beside(rng).random() < 0.06:
            made["references"] = 0
    if rng.random() < chance:
        made["prefer"] = rng.choice(
            ("face", "full", ["face"], ["full"], ["face", "full"], ["full", "face"])
        )
    if rng.random() < chance:
        made["pictures_each"] = rng.choice(
            (1, 2, 2, 3, ["face"], ["full"], ["face", "full"], ["full", "face"])
        )
    beside = numbers_beside(rng)
    if beside.random() < chance / 4:
        made |= tastes(beside)
    return made


def tastes(rng: random.Random) -> dict[str, Any]:
    """What comes first: words, and conditions in braces, in any order."""
    made: dict[str, Any] = {}
    if rng.random() < 0.6:
        made["prefer"] = some_items(rng, (*CROPS, "cleaned", "sent_scene_before"))
    if rng.random() < 0.6:
        made["order"] = some_items(rng, ("quality", "placement", *YES_OR_NO))
    return made


def some_items(rng: random.Random, words: Sequence[str]) -> Any:
    """One item of a taste, or a list of some."""
    items: list[Any] = [
        rng.choice(words) if rng.random() < 0.4 else group(rng, WITHIN, 1)
        for _ in range(rng.choice((1, 1, 2, 2, 3)))
    ]
    return items[0] if len(items) == 1 and rng.random() < 0.5 else items


def numbers_beside(rng: random.Random) -> random.Random:
    """Numbers of their own: whatever is drawn from them, the others come as they would have come."""
    _, numbers, _ = rng.getstate()
    return random.Random(f"{numbers[0]} {numbers[-1]}")


def a_condition_on_texts(rng: random.Random) -> dict[str, Any]:
    """One condition, drawn from numbers of its own: a new one moves nothing else that is drawn."""
    if rng.random() < 0.4:
        return conditions_within(rng, WITHIN)
    return a_condition_on_a_text(rng)


def a_condition_on_a_text(rng: random.Random) -> dict[str, Any]:
    """The same, without conditions inside."""
    if rng.random() < 0.5:
        return a_condition_on_the_scene(rng)
    key = rng.choice([key for key in TEXTS if key not in OF_SCENES])
    if not isinstance(TEXTS[key][0], str):
        return {key: rng.choice(TEXTS[key])}
    return {key: some_of(rng, TEXTS[key])}


def a_condition_on_the_scene(rng: random.Random) -> dict[str, Any]:
    """A condition on what else the scene says: words, or whether anything is said at all."""
    key = rng.choice(OF_SCENES)
    if key in {"focal_point", "speaks", "cleaned"}:
        return {key: rng.choice(TEXTS[key])}
    if key != "matches" and rng.random() < 0.25:
        return {key: rng.random() < 0.6}
    return {key: some_of(rng, TEXTS[key])}


def conditions_within(rng: random.Random, keys: tuple[str, ...], levels: int = 2) -> dict[str, Any]:
    """A condition of one of these keys, with conditions in braces, or a list of such."""
    key = rng.choice(keys)
    inside = tuple(each for each in keys if each != key or key != "has")
    groups = [group(rng, inside, levels - 1) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    if key != "any_of" and len(groups) == 1 and rng.random() < 0.7:
        return {key: groups[0]}
    return {key: groups}


def group(rng: random.Random, keys: tuple[str, ...], levels: int) -> dict[str, Any]:
    """One to three conditions in braces; of these keys only while there are levels left."""
    made: dict[str, Any] = {}
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        if levels and rng.random() < 0.3:
            made |= conditions_within(rng, keys, levels)
        elif rng.random() < 0.3:
            made |= a_condition_on_a_text(rng)
        else:
            key = rng.choice(tuple(WORDS))
            made[key] = some_of(rng, WORDS[key])
    return made


def some_of(rng: random.Random, vocabulary: Sequence[str]) -> str | list[str]:
    """A word, or a list of words; mostly the ones at the front, so that they meet something."""
    word = vocabulary[
        min(rng.randrange(len(vocabulary)) for _ in range(3 if len(vocabulary) > 2 else 1))
    ]
    if rng.random() < 0.5:
        return word
    return [
        word,
        *rng.sample(
            [other for other in vocabulary if other != word],
            rng.randint(0, min(2, len(vocabulary) - 1)),
        ),
    ]
