"""Rule sets, and scenes for a pool, by the thousand, drawn to be nasty, and the same again for the same seed.

A case is plain data (`Case`): it prints, and it shrinks (`smaller`). What is drawn is in `tests.drawn_conditions`,
`tests.drawn_lists`, `tests.drawn_layers`, `tests.drawn_scenes` and `tests.pools`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.as_written import yaml_text
from tests.drawn_conditions import SHOT_NAMES, SPELLINGS, TARGETS, a_when, numbers_beside, words
from tests.drawn_layers import layered
from tests.drawn_lists import bans, edits, limits, pins, priorities, scene_rules
from tests.drawn_scenes import scene
from tests.naive_language.layers import rules_of, shot_rule
from tests.pools import Sketch, pool

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Case:
    """One question to the engine."""

    rules: Mapping[str, Any]
    manifest: Mapping[str, Any]
    pool: tuple[Sketch, ...]

    def __str__(self) -> str:
        pool = "\n".join(f"    {number}: {sketch}" for number, sketch in enumerate(self.pool))
        return f"rules:\n{yaml_text(self.rules)}\nmanifest: {dict(self.manifest)!r}\npool:\n{pool}"


@dataclass(frozen=True)
class Batch:
    """One rule set with some pools, and some scenes for each."""

    rules: Mapping[str, Any]
    pools: tuple[tuple[Sketch, ...], ...]
    scenes: tuple[tuple[Mapping[str, Any], ...], ...]

    def cases(self) -> Iterator[Case]:
        """Every scene with its pool."""
        for drawn, scenes in zip(self.pools, self.scenes, strict=True):
            for manifest in scenes:
                yield Case(self.rules, manifest, drawn)


def batch(
    seed: int,
    pools: int = 4,
    scenes: int = 5,
    *,
    with_edits: bool = True,
    with_layers: bool = False,
) -> Batch:
    """The batch of this seed.

    Args:
        seed: The seed.
        pools: How many pools.
        scenes: How many scenes for each.
        with_edits: Whether shot rules may edit what they inherit.
        with_layers: Whether some rule sets are laid over others: `extends` is then the content of
            the other.
    """
    rng = random.Random(seed)
    rules = rule_set(rng, with_edits=with_edits)
    own = random.Random(f"layers {seed}")
    if with_layers and own.random() < 0.3:
        rules = layered(own, rules)
    drawn = tuple(pool(rng) for _ in range(pools))
    return Batch(
        rules, drawn, tuple(tuple(scene(rng, rules, each) for _ in range(scenes)) for each in drawn)
    )


def rule_set(rng: random.Random, *, with_edits: bool = True) -> dict[str, Any]:
    """A rule file's content, every key of the language in it sooner or later."""
    names = rng.sample(SHOT_NAMES, rng.randint(0, 3))
    spellings = rng.sample(SPELLINGS, rng.randint(0, 3))
    names.insert(rng.randint(0, len(names)), "default")
    shots: dict[str, Any] = {}
    order = rng.sample(names, len(names))
    for number, name in enumerate(order):
        shot: dict[str, Any] = words(rng, 0.4)
        if number and rng.random() < 0.35:
            shot["like"] = rng.choice(order[:number])
        if "like" not in shot or rng.random() < 0.3:
            shot["priorities"] = priorities(rng)
        if spellings and rng.random() < 0.5:
            shot["spellings"] = [spellings.pop() for _ in range(rng.randint(1, len(spellings)))]
        shots[name] = shot
    made = {
        "language": 1,
        "name": "generated",
        "version": "1.0",
        "description": "Made up.",
        **words(rng, 0.25),
        "shots": {name: shots[name] for name in names},
    }
    beside = numbers_beside(rng)
    if "cleaned" in str(shots) and beside.random() < 0.6:
        made["send_cleaned"] = beside.choice(
            ("never", *({"likeness": {"at_least": least}} for least in (0, 0.5, 0.7, 1)))
        )
    own = random.Random(f"lists {made}")
    if own.random() < 0.2:
        add_lists(own, made)
    own = random.Random(f"pins {made}")
    if own.random() < 0.2:
        add_pins(own, made)
    own = random.Random(f"limits {made}")
    if own.random() < 0.3:
        add_limits(own, made)
    own = random.Random(f"when {made}")
    if own.random() < 0.2:
        add_when(own, made)
    own = random.Random(f"edits {made}")
    if own.random() < 0.25 and with_edits:
        add_edits(own, made)
    aim = random.Random(f"target {made}")
    if aim.random() < 0.12:
        made = {**made, "target": aim.choice(TARGETS)}
    return made


def add_edits(rng: random.Random, rules: dict[str, Any]) -> None:
    """Edits of what shot rules inherit, drawn from numbers of their own."""
    shots = rules["shots"]

    def depth(name: str) -> int:
        return 1 + depth(shots[name]["like"]) if "like" in shots[name] else 0

    for name in sorted(shots, key=depth):
        shot = shots[name]
        lists = shot_rule(rules_of(rules), name).lists
        if rng.random() < 0.6:
            shot["change"] = edits(rng, lists["priorities"])
        for key in ("never", "pin", "limits"):
            if "like" in shot and key not in shot and key in lists:
                shot[key] = edits(rng, lists[key], key)


def add_lists(rng: random.Random, rules: dict[str, Any]) -> None:
    """Lists that add up, at the top and in shot rules, drawn from numbers of their own."""
    if rng.random() < 0.3:
        rules["first"] = priorities(random.Random(rng.getrandbits(64)))
    for holder in (rules, *rules["shots"].values()):
        if rng.random() < 0.4:
            holder["never"] = bans(rng)
    if rng.random() < 0.5:
        rules["scenes"] = scene_rules(rng, rules)


def add_when(rng: random.Random, rules: dict[str, Any]) -> None:
    """What depends on the scene as a whole, drawn from numbers of its own."""
    if rng.random() < 0.5:
        uses = rng.choices(tuple(rules["shots"]), k=rng.choice((1, 2)))
        replacements = [
            {"name": f"i{number}", "when": a_when(rng), "use": use}
            for number, use in enumerate(uses)
        ]
        rules["instead"] = replacements
    for holder in (rules, *rules["shots"].values(), *rules.get("scenes", {}).values()):
        for key in ("never", "first", "limits", "pin", "priorities"):
            for entry in holder.get(key, ()):
                if rng.random() < 0.3:
                    entry["when"] = a_when(rng)


def add_pins(rng: random.Random, rules: dict[str, Any]) -> None:
    """Pins at the top and in shot rules, drawn from numbers of their own."""
    for holder in (rules, *rules["shots"].values()):
        if rng.random() < 0.4:
            holder["pin"] = pins(rng)


def add_limits(rng: random.Random, rules: dict[str, Any]) -> None:
    """Limits at the top and in shot rules, drawn from numbers of their own."""
    for holder in (rules, *rules["shots"].values()):
        if rng.random() < 0.6:
            holder["limits"] = limits(rng)
