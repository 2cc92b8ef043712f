"""The lists of rule files, entry by entry: priorities, bans, pins, limits, and edits of what is inherited."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from selector.language.conditions import CONDITIONS
from selector.language.kinds.one_of_words import OneOfWords
from tests.drawn_conditions import (
    TEXTS,
    WITHIN,
    WORDS,
    a_condition_on_texts,
    a_when,
    group,
    some_of,
    tastes,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def edits(
    rng: random.Random, inherited: Sequence[Mapping[str, Any]], key: str = "priorities"
) -> list[dict[str, Any]]:
    """Some edits of a list, each of another entry, and perhaps a new entry."""
    made: list[dict[str, Any]] = []
    left = [entry["name"] for entry in inherited]
    for entry in rng.sample(inherited, rng.randint(0, min(3, len(inherited)))):
        edit: dict[str, Any] = {"name": entry["name"]}
        if len(left) > 1 and rng.random() < 0.3:
            edit["drop"] = True
            left.remove(entry["name"])
        else:
            edit |= changes(rng, entry, key)
            others = [name for name in left if name != entry["name"]]
            if others and rng.random() < 0.4:
                edit[rng.choice(("before", "after"))] = rng.choice(others)
        made.append(edit)
    if not made or rng.random() < 0.3:
        made += [] if "c0" in [entry["name"] for entry in inherited] else [new_entry(rng, key)]
    return made or [{"name": left[0]}]


def changes(rng: random.Random, entry: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Keys that an edit of an entry takes away, and those that it gives."""
    edit: dict[str, Any] = {}
    if rng.random() < 0.4:
        kept = {"instead": {"when", "use"}, "limits": {"at_least", "at_most"}}.get(key, set())
        keys = [each for each in entry if each not in {"name", *kept}]
        if keys:
            edit["without"] = rng.choice((rng.choice(keys), [rng.choice(keys)]))
        if key != "instead":
            edit |= group(rng, (), 0)
    if key != "instead" and rng.random() < 0.4:
        edit |= group(rng, (), 0)
    own = random.Random(f"{key} {entry} {edit}")
    if own.random() < 0.25:
        edit["when"] = a_when(own)
    if key in {"limits", "priorities", "first"} and own.random() < 0.25:
        edit["at_most"] = own.choice((1, 2, 3))
    if key in {"priorities", "first"} and own.random() < 0.1:
        edit["pictures_each"] = own.choice((1, 2, "face", ["full", "face"]))
    if key not in {"never", "instead"} and own.random() < 0.1:
        edit |= tastes(own)
    if own.random() < 0.2:
        edit["because"] = "this film is unlike the house"
    return edit


def new_entry(rng: random.Random, key: str) -> dict[str, Any]:
    """An entry of a list that no other list has."""
    match key:
        case "pin":
            return {**pins(rng)[0], "name": "c0"}
        case "limits":
            return {**limits(rng)[0], "name": "c0"}
        case "instead":
            return {"name": "c0", "when": a_when(rng), "use": "default"}
        case _:
            return {"name": "c0", **group(rng, WITHIN, 2)}


def scene_rules(rng: random.Random, rules: Mapping[str, Any]) -> dict[Any, Any]:
    """What single scenes want, by their numbers, of which `scene` draws one."""
    made: dict[Any, Any] = {}
    for number in rng.sample(range(10), rng.choice((2, 4, 8))):
        content = words(random.Random(rng.getrandbits(64)), 0.3)
        if rng.random() < 0.3:
            content["use"] = rng.choice(tuple(rules["shots"]))
        if rng.random() < 0.3:
            content["first"] = priorities(random.Random(rng.getrandbits(64)))
        if rng.random() < 0.3:
            content["never"] = bans(rng)
        own = random.Random(f"around {number} {content}")
        if own.random() < 0.15:
            content["pin"] = pins(own)
        if own.random() < 0.15:
            content["limits"] = limits(own)
        content = content or {"references": 2}
        if rng.random() < 0.3:
            content["because"] = "this scene is unlike the others"
        made[str(number) if rng.random() < 0.9 else f"0{number}"] = content
    return made


def pins(rng: random.Random) -> list[dict[str, Any]]:
    """One to three pins; two shot rules may have one of the same name."""
    made = []
    for number in range(rng.choice((1, 1, 2, 3))):
        levels = rng.choice((0, 0, 2))
        pin = {"name": f"s{number}", **group(rng, WITHIN, levels)}
        if rng.random() < 0.4:
            key = rng.choice(("of", "picture"))
            pin = {"name": f"s{number}", key: some_of(rng, TEXTS[key])}
        if rng.random() < 0.5:
            pin["unplaced"] = True
        if rng.random() < 0.3:
            pin["slot"] = "last"
        if rng.random() < 0.2:
            pin |= tastes(rng)
        if rng.random() < 0.3:
            pin["because"] = "it must be there"
        made.append(pin)
    return made


def limits(rng: random.Random) -> list[dict[str, Any]]:
    """One to three limits; two shot rules may have one of the same name."""
    made = []
    for number in range(rng.choice((1, 1, 2, 3))):
        levels = rng.choice((0, 0, 2))
        limit = {"name": f"l{number}", **group(rng, WITHIN, levels)}
        which = rng.choice(("at_least", "at_least", "at_least", "at_most", "both"))
        if which == "at_least" and rng.random() < 0.7:
            key = rng.choice(("role", "type", "crop"))
            limit = {"name": f"l{number}", key: some_of(rng, WORDS[key][::-1])}
        if which != "at_most":
            limit["at_least"] = rng.choice((1, 1, 2, 2, 3))
        if which != "at_least":
            limit["at_most"] = rng.choice((1, 1, 2))
        if rng.random() < 0.2:
            limit |= tastes(rng)
        if rng.random() < 0.3:
            limit["because"] = "that is enough"
        made.append(limit)
    return made


def bans(rng: random.Random) -> list[dict[str, Any]]:
    """One to three bans; two shot rules may have one of the same name."""
    made = []
    for number in range(rng.choice((1, 1, 2, 3))):
        ban = {"name": f"n{number}", **group(rng, WITHIN, 2)}
        if rng.random() < 0.3:
            ban["because"] = "not this time"
        made.append(ban)
    return made


def priorities(rng: random.Random) -> list[dict[str, Any]]:
    """One to five priorities of one shot rule."""
    made = []
    for number in range(rng.randint(1, 5)):
        priority: dict[str, Any] = {"name": f"p{number}"}
        keys = rng.sample(
            [key for key in CONDITIONS if key not in {*TEXTS, *WITHIN}],
            rng.choice((1, 1, 1, 1, 2, 2, 3)),
        )
        if rng.random() < 0.15:
            keys.pop()
            priority |= a_condition_on_texts(random.Random(rng.getrandbits(64)))
        for key in keys:
            kind = CONDITIONS[key].kind
            assert isinstance(kind, OneOfWords), f"add texts for `{key}` to TEXTS"
            priority[key] = some_of(rng, kind.words)
        if rng.random() < 0.3:
            priority["at_most"] = rng.choice((1, 1, 2, 3))
        own = random.Random(f"{number} {priority}")
        if own.random() < 0.08:
            priority["pictures_each"] = own.choice(
                (1, 2, 3, "face", ["face", "full"], ["full", "face"])
            )
        if own.random() < 0.08:
            priority |= tastes(own)
        if rng.random() < 0.3:
            priority["because"] = rng.choice(("why not", "the face: it carries", "it's so"))
        made.append(priority)
    return made
