"""Rules that read shot types by shot names: which rule serves one, what is noted, and what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from selector import load_rules
from selector.engine.rules import Rules
from selector.engine.shot_types import ShotNames
from selector.model.shot_vocabulary import ShotVocabulary
from selector.reading.shot_vocabularies import standard_names
from tests.naive_language.shot_names import ShotRead

NAMES = ShotNames(standard_names())
ALL = (*standard_names().coverage, *standard_names().sizes)


def rules_for(shots: Mapping[str, Any], names: str = "standard", **top: Any) -> Rules:
    """Rules in which each shot sends another kind of picture, so that no two mean the same."""
    written = {}
    for nth, (name, more) in enumerate({**shots, "default": {}}.items()):
        entry = {"name": name, "label": f"label {nth}", "because": "of the test"}
        written[name] = more if "like" in more else {"priorities": [entry], **more}
    head = {"language": 1, "name": "tests", "version": "1", "shot_names": names, **top}
    return load_rules(text=yaml.safe_dump({**head, "shots": written}, allow_unicode=True))


SOME: dict[str, Any] = {
    "close_up": {"spellings": ["cu"]},
    "two_shot": {},
    "wide_shot": {"spellings": ["ws"]},
}


def led_to(shot_type: str, rules: Rules) -> str:
    return rules.plan.for_shot(scene_of(shot_type, rules).scene.shot).name


def scene_of(shot_type: str, rules: Rules) -> Any:
    return rules.select({"composition": {"shot_type": shot_type}, "placements": []}, [])


def kinds(shot_type: str, rules: Rules) -> list[str]:
    kinds = [note.kind for note in scene_of(shot_type, rules).notes]
    return [kind for kind in kinds if kind not in ("no_placements", "empty_pool")]


def as_read_by(
    vocabulary: ShotVocabulary | None, shot_type: str, names: ShotNames | None = None
) -> ShotRead:
    """What our reader reads by a vocabulary, in the form of the naive one."""
    assert vocabulary is not None
    reading = (names or ShotNames(vocabulary)).read(shot_type)
    by_axis: dict[str, tuple[str, ...]] = {}
    for axis in ("coverage", "sizes"):
        clear = [
            each.readings[0]
            for each in reading.taken
            if not each.is_ambiguous and each.readings[0] in getattr(vocabulary, axis)
        ]
        by_axis[axis] = tuple(dict.fromkeys(clear))
    unsure = [each.readings for each in reading.taken if each.is_ambiguous]
    only: dict[str, str | None] = {}
    for axis, clear_names in by_axis.items():
        of_axis = {each for each in unsure if each[0] in getattr(vocabulary, axis)}
        only[axis] = None
        if len(clear_names) == 1 and all(clear_names[0] in each for each in of_axis):
            only[axis] = clear_names[0]
        elif not clear_names and len(of_axis) == 1:
            (readings,) = of_axis
            if len(readings) == 1:
                only[axis] = readings[0]
    return ShotRead(
        coverage=only["coverage"],
        size=only["sizes"],
        named=by_axis,
        readings=tuple(unsure),
        left_over=reading.unread,
    )


OWN = """
sizes: {near: [cu], far: [ws]}
coverage: {pair: [two]}
passed_over: [shot]
alone: [two]
ambiguous: {mid: {readings: [near, far]}}
"""


def own_rules(text: str, name: str = "my-names.yaml") -> Rules:
    head = "language: 1\nname: a\nversion: '1'\n"
    shots = "{pair: {like: default}, default: {priorities: [{name: n, role: prop}]}}"
    return load_rules(text=f"{head}shot_names: {name}\nshots: {shots}\n", parents={name: text})
