"""What serves one scene: its shot rule, its slots, its tastes and its lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tests.naive_language.conditions import TABLE, Ground
from tests.naive_language.layers import (
    Part,
    Rules,
    ShotRule,
    Written,
    WrongRulesError,
    shot_named,
    shot_rule,
)
from tests.naive_language.pool import CROPS, Note, Pool
from tests.naive_language.scenes import Scene
from tests.naive_language.so_far import Film, Past
from tests.naive_language.text import alike, caseless, fold, listed
from tests.naive_language.when import are_whole, holds

Targets = Mapping[str, Mapping[str, Any]]
"""Profiles of models by their ids: `references`, their cap, and `kinds`, what they take."""
REFUSALS: Mapping[str, Written] = {"asset": {"type": "style"}, "face": {"crop": "full"}}
""" "A profile that takes only *assets* refuses type `style`, one that takes only *faces* refuses all but face crops;
other kinds refuse nothing." """
OF_THE_FILM = ("first_appearance", "in_scene_before", "sent_scene_before", "wardrobe")
"""The words that ask for the scenes before."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a list. "An entry is always referred to as `place/list/name`." """

    kind: Literal["priority", "pin", "never", "limit", "instead"]
    path: str
    written: Written

    @property
    def name(self) -> str:
        return str(self.written["name"])

    @property
    def conditions(self) -> Written:
        return {key: self.written[key] for key in TABLE if key in self.written}


@dataclass(frozen=True, kw_only=True)
class Serving:
    """Everything that the choice for one scene is made by; the lists are joined, and only what holds is in them.

    `asked` are the references that the rules ask for, `slots` how many may go; `prefers` and `orders` are the tastes
    of the scene, the shot rule and the top, in that order.
    """

    ground: Ground
    shot: str
    asked: int | None
    models_cap: int | None
    slots: int
    pictures_each: Any
    prefers: list[list[Any]]
    orders: list[list[Any]]
    pins: list[Entry]
    never: list[Entry]
    refusals: list[Written]
    limits: list[Entry]
    priorities: list[Entry]
    notes: list[Note]


def serving(
    rules: Rules,
    scene: Scene,
    pool: Pool,
    earlier: Film | None,
    target: str | None = None,
    targets: Targets | None = None,
) -> Serving:
    """What serves this scene. "Lists are joined the nearest first: scene, shot rule, top." """
    notes: list[Note] = []
    target = target or rules.top.words.get("target")
    profile = profile_of(target, targets or {})
    led_to, has_rule = led(rules, scene)
    ground = Ground(
        pool=pool,
        scene=scene,
        earlier=earlier,
        led_to=(led_to.name, *led_to.spellings),
        target=target,
        send_cleaned=rules.top.words.get("send_cleaned"),
    )
    own = part_of_scene(rules, scene)
    used = used_shot(rules, own, ground)
    if used is None and not has_rule:
        notes.append({"kind": "default_rule", "shot_type": scene.shot_type, "rule": led_to.name})
    shot = shot_rule(rules, used or led_to.name)
    parts = [own, shot, rules.top]
    if earlier is None and asks_of_the_film(parts, ground):
        notes.append({"kind": "judged_alone"})
    never = joined(parts, "never", ground)
    refusals = refusals_of(profile)
    alone = [each.conditions for each in never if not has_has(each.conditions)]
    asked = nearest(parts, "references")
    return Serving(
        ground=replace(ground, strikes_alone=(*alone, *refusals)),
        shot=shot.name.removeprefix("shots."),
        asked=asked,
        models_cap=profile.get("references"),
        slots=slots(asked, profile),
        pictures_each=permitted(nearest(parts, "pictures_each")),
        prefers=[listed(part.words.get("prefer")) for part in parts],
        orders=[listed(part.words.get("order")) for part in parts],
        pins=joined(parts, "pin", ground),
        never=never,
        refusals=refusals,
        limits=joined(parts, "limits", ground),
        priorities=joined(parts, "first", ground) + joined([shot], "priorities", ground),
        notes=notes,
    )


def led(rules: Rules, scene: Scene) -> tuple[ShotRule, bool]:
    """ "The shot type leads to a shot rule by name or spelling, else to `default`"; and whether it has one."""
    for shot in rules.shots:
        known = [fold(str(each)) for each in (shot.name, *shot.spellings)]
        if fold(scene.shot_type) in known:
            return shot, True
    return shot_named(rules, "default"), False


def part_of_scene(rules: Rules, scene: Scene) -> Part:
    """What `scenes` says of this scene, by its number."""
    for part in rules.scenes:
        if alike(part.name.removeprefix("scenes."), scene.number):
            return part
    return Part(name="scenes")


def used_shot(rules: Rules, own: Part, ground: Ground) -> str | None:
    """ "The scene's `use`, or else the first `instead` whose `when` holds, puts another in its place." """
    if "use" in own.words:
        return shot_named(rules, own.words["use"]).name
    for entry in joined([rules.top], "instead", ground):
        return shot_named(rules, entry.written["use"]).name
    return None


KINDS: Mapping[str, Literal["priority", "pin", "never", "limit", "instead"]] = {
    "pin": "pin",
    "never": "never",
    "limits": "limit",
    "first": "priority",
    "priorities": "priority",
    "instead": "instead",
}


def joined(parts: Sequence[Part], key: str, ground: Ground) -> list[Entry]:
    """ "Lists add up." "Entries whose `when` does not hold are absent." """
    found: list[Entry] = []
    for part in parts:
        for written in part.lists.get(key, []):
            if "when" not in written or holds(ground, written["when"]):
                path = f"{part.name}/{key}/{written['name']}"
                found.append(Entry(kind=KINDS[key], path=path, written=written))
    return found


def nearest(parts: Sequence[Part], key: str) -> Any:
    """ "Of settings the nearest counts." """
    for part in parts:
        if key in part.words:
            return part.words[key]
    return None


def permitted(pictures_each: Any) -> Any:
    """ "How many pictures of one individual may go: a number, or which crops": 1, and in any order."""
    if pictures_each is None:
        return 1
    if isinstance(pictures_each, int):
        return pictures_each
    return [crop for crop in CROPS if crop in listed(pictures_each)]


def slots(asked: int | None, profile: Mapping[str, Any]) -> int:
    """ "The nearest `references`, else the target's cap, else 3; never more than the target's cap." """
    cap = profile.get("references")
    if asked is None:
        return 3 if cap is None else int(cap)
    return asked if cap is None else min(asked, cap)


def profile_of(target: str | None, targets: Targets) -> Mapping[str, Any]:
    """ "A target is a model, by its vendor's id"; "an unknown id is an error"."""
    if target is None:
        return {}
    for known, profile in targets.items():
        if caseless(known) == caseless(target):
            return profile
    raise WrongRulesError(f"no target is called {target}")


def refusals_of(profile: Mapping[str, Any]) -> list[Written]:
    """ "Its refusals are entries of `never`." """
    kinds = listed(profile.get("kinds"))
    return [REFUSALS[kinds[0]]] if len(kinds) == 1 and kinds[0] in REFUSALS else []


def has_has(conditions: Any) -> bool:
    """Whether there is a `has` among these conditions, at any depth."""
    if isinstance(conditions, Mapping):
        return "has" in conditions or any(has_has(each) for each in conditions.values())
    return isinstance(conditions, list) and any(has_has(each) for each in conditions)


# --- Whether a rule asks for the scenes before -----------------------------------------------------------------


def asks_of_the_film(parts: Sequence[Part], ground: Ground) -> bool:
    """ "Where a rule asks, the selection notes that it was judged without the scenes before." """
    for part in parts:
        if any(taste_asks(part.words.get(key), ground) for key in ("prefer", "order")):
            return True
        if any(word_asks(entry, ground) for entries in part.lists.values() for entry in entries):
            return True
    return False


def taste_asks(items: Any, ground: Ground) -> bool:
    """Whether one of these items of a taste asks for the scenes before."""
    return any(
        word_asks(item, ground) if isinstance(item, Mapping) else item in OF_THE_FILM
        for item in listed(items)
    )


def word_asks(written: Any, ground: Ground) -> bool:
    """Whether one of these words, at any depth, asks for the scenes before."""
    if not isinstance(written, Mapping):
        return False
    here = Past(number=ground.scene.number)
    for key, value in written.items():
        if key in OF_THE_FILM or (key == "matches" and "wardrobe" in listed(value)):
            return True
        if key == "scenes" and isinstance(value, Mapping):
            if not all(are_whole(here, bound) for bound in value.values()):
                return True
        elif key in ("prefer", "order"):
            if taste_asks(value, ground):
                return True
        elif any(word_asks(each, ground) for each in listed(value)):
            return True
    return False
