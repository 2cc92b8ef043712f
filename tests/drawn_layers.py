"""Rule sets laid over others: a film's own rules over those of its house, edit by edit.

`extends` has the content of the other file in place of its name.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.as_written import as_naive
from tests.drawn_conditions import TARGETS, words
from tests.drawn_lists import bans, edits, limits, pins, priorities
from tests.naive_language.layers import WrongRulesError, rules_of, shot_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = {"language": 1, "name": "film", "version": "2.0", "description": "Laid over another."}
ANEW = {"never": bans, "pin": pins, "limits": limits, "first": priorities}
"""What draws a list of which nothing is inherited."""


def layered(rng: random.Random, rules: Mapping[str, Any]) -> dict[str, Any]:
    """A rule set over this one, or two, one over the other."""
    made = over(rng, rules)
    return over(rng, made) if rng.random() < 0.25 else made


def over(rng: random.Random, rules: Mapping[str, Any]) -> dict[str, Any]:
    """A rule set that extends this one and in which nothing is wrong: with less in it where it must."""
    for chance in (0.5, 0.4, 0.3, 0.2, 0.1):
        try:
            made = a_child(random.Random(rng.getrandbits(64)), rules, chance)
            whole = rules_of(*as_naive(made))
            for shot in whole.shots:
                shot_rule(whole, shot.name)
        except WrongRulesError:
            continue  # an edit no longer finds what it edits, or a rule is like itself
        return made
    return {**HEAD, "extends": rules, "shots": {}, **words(rng, 0.5)}


def a_child(rng: random.Random, rules: Mapping[str, Any], chance: float) -> dict[str, Any]:
    """A rule set that extends this one; an edit in that may have lost what it edits."""
    whole = rules_of(*as_naive(rules))
    made: dict[str, Any] = {**HEAD, **words(rng, 0.25), "extends": rules, "shots": {}}
    for key in ("never", "pin", "limits", "first", "instead"):
        some_edits(rng, made, key, whole.top.lists.get(key, ()), chance)
    for shot in whole.shots:
        if rng.random() < chance:
            made["shots"][shot.name] = {}
            a_shot(rng, made, shot.name, chance)
    for scene in whole.scenes:
        if rng.random() < chance:
            content = words(random.Random(rng.getrandbits(64)), 0.4)
            for key in ("never", "first"):
                some_edits(rng, content, key, scene.lists.get(key, ()), chance)
            number = scene.name.removeprefix("scenes.")
            made.setdefault("scenes", {})[rng.choice((number, f"0{number}"))] = content or {
                "because": "as in the house"
            }
    if rng.random() < 0.1:
        made["target"] = rng.choice(TARGETS)
    if rng.random() < 0.1:
        made["send_cleaned"] = rng.choice(("never", {"likeness": {"at_least": 0.5}}))
    return made


def a_shot(rng: random.Random, rules: dict[str, Any], name: str, chance: float) -> None:
    """What the nearer file says of a shot rule, put into it a key at a time."""
    shot = rules["shots"][name]
    shot |= words(rng, 0.3)
    if name != "default" and rng.random() < 0.2:
        shot["like"] = "default"
    elif rng.random() < 0.2:
        shot["priorities"] = priorities(random.Random(rng.getrandbits(64)))
    if rng.random() < 0.2:
        shot["spellings"] = [f"{name} of this film"]
    for key in ("never", "pin", "limits"):
        inherited = inherited_by(rules, name).get(key, ())
        some_edits(rng, shot, key, inherited, chance)
    if rng.random() < chance:
        shot["change"] = edits(rng, inherited_by(rules, name)["priorities"])


def inherited_by(rules: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The lists of a shot rule so far; none where that is like itself."""
    return shot_rule(rules_of(*as_naive(rules)), name).lists


def some_edits(
    rng: random.Random, holder: dict[str, Any], key: str, inherited: Any, chance: float
) -> None:
    """Edits of a list, or a new one where nothing is inherited."""
    if rng.random() >= chance:
        return
    if inherited:
        holder[key] = edits(rng, list(inherited), key)
    elif key in ANEW and rng.random() < 0.3:
        holder[key] = ANEW[key](random.Random(rng.getrandbits(64)))
