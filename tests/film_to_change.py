"""A scene with its rules and pictures, which can be changed as advice says, and chosen for again."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import inf, nextafter
from typing import Any

import pytest
import yaml

from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.advice import (
    AddPicture,
    AlsoFirst,
    AskForIt,
    Change,
    Changes,
    ChooseTarget,
    DeleteEdits,
    DeletePlace,
    Edit,
    GiveType,
    Lift,
    LikeAgain,
    MakeSendable,
    MoveUp,
    Pinned,
    PlaceAs,
    PlaceBy,
    PlaceTag,
    PutEarlier,
    Score,
    Widen,
    Write,
)
from selector.model.film_so_far import FilmSoFar
from selector.model.picks import EntryName
from selector.model.scene_number import likeness, scene_number
from selector.model.vocabulary import fold
from tests.advice_in_words import pin_said
from tests.as_written import parents_of
from tests.choosing import MADE_UP, compiled, models
from tests.generate import Case
from tests.pools import Sketch, build

HEAD = {"language": 1, "name": "n", "version": "1", "description": ""}
COMPILED: dict[str, Rules] = {}
MOST_COMPILED = 64


def compiled_once(content: dict[str, Any]) -> Rules:
    """The rules of a file with this content, as long as not too many others come between."""
    written = repr(content)
    if written not in COMPILED:
        if len(COMPILED) >= MOST_COMPILED:
            COMPILED.clear()
        COMPILED[written] = compiled(content)
    return COMPILED[written]


@dataclass(slots=True)
class Film:
    """A case that can be changed: its rules as a file says them, its scene, and one entry for each picture.

    Rules may extend others: whatever is changed is changed in the file itself.
    """

    rules: dict[str, Any]
    manifest: dict[str, Any]
    pool: list[Sketch]
    order: list[int] = field(default_factory=list)
    """The numbers of the entries, in the order in which they are given to the engine."""
    earlier: FilmSoFar | None = None

    @classmethod
    def of(cls, case: Case, earlier: FilmSoFar | None = None) -> Film:
        pool = [sketch for sketch in case.pool if sketch.again is None]
        return cls(
            copy.deepcopy(dict(case.rules)),
            copy.deepcopy(dict(case.manifest)),
            pool,
            list(range(len(pool))),
            earlier,
        )

    def selected(self) -> Selection:
        rules = compiled_once(self.rules)
        assets = build(self.pool)
        pool = [assets[number] for number in self.order]
        return rules.select(self.manifest, pool, earlier=self.earlier)

    def changed(self, changes: Changes, place: int) -> Film:
        rules, manifest = copy.deepcopy((self.rules, self.manifest))
        film = Film(rules, manifest, [*self.pool], [*self.order], self.earlier)
        for change in changes:
            film.change(change, place)
        return film

    def paste(self, lines: list[str]) -> None:
        """Write lines at the top of the rule file; in the tests, entries of scenes have names."""
        self.rules.update(yaml.safe_load("\n".join(lines)))
        for scene in self.rules.get("scenes", {}).values():
            for pin in scene.get("pin", ()):
                pin.setdefault("name", "new pin")

    def placing(self, tag: str, role: str) -> Film:
        """The same film, whose scene places one tag more."""
        film = self.changed((), 0)
        film.manifest["placements"].append({"asset_tag": tag, "role": role})
        return film

    def change(self, change: Change, place: int) -> None:
        match change:
            case Write():
                at = self.holder(change.shot, change.scene)
                if change.list == "limits":
                    at = named(at["limits"], change.priority)
                elif change.priority is not None:
                    at = self.priority(change)
                at[change.key] = (
                    list(change.value) if isinstance(change.value, tuple) else change.value
                )
            case Score():
                least = nextafter(float(change.above), inf)
                self.pool[place] = with_values(self.pool[place], quality_score=least)
            case PutEarlier():
                self.order.remove(place)
                self.order.insert(self.order.index(change.than.place), place)
            case MoveUp():
                moved = self.priority(change)
                priorities = self.priorities(change)
                priorities.remove(moved)
                priorities.insert(0, moved)
            case PlaceAs():
                self.manifest["placements"][change.placement]["role"] = change.roles[-1]
            case PlaceBy():
                self.manifest["placements"][change.placement]["asset_tag"] = change.tag
            case Widen():
                priority = self.priority(change)
                for key, word in change.words:
                    written = priority[key]
                    priority[key] = [*([written] if isinstance(written, str) else written), word]
            case Pinned():
                holder = self.holder(change.shot, change.scene)
                holder.setdefault("pin", []).append({"name": "new pin", **pin_said(change)})
            case AlsoFirst():
                self.copy_to_first(change)
            case Edit():
                self.edit(change)
            case Lift():
                self.lift(change.ban)
            case DeleteEdits():
                for shot in change.shots:
                    delete(self.holder(shot, None), change.ban.name)
            case DeletePlace():
                self.delete_place(change)
            case LikeAgain():
                self.holder(change.shot, None)["like"] = change.like
            case ChooseTarget():
                self.choose_target(change)
            case AskForIt():
                priorities = self.rules["shots"][change.shot]["priorities"]
                place = len(priorities) if change.is_last else change.after
                priorities.insert(place, {"name": change.name, **dict(change.words)})
            case GiveType() | AddPicture() | PlaceTag() | MakeSendable():
                pytest.fail("such a change cannot be made without a person")

    def delete_place(self, change: DeletePlace) -> None:
        """Delete what places a ban, unless it is lifted itself."""
        for each in self.holder(change.shot, change.scene).get("never", ()):
            if each["name"] == change.name:
                del each[change.key]

    def copy_to_first(self, change: AlsoFirst) -> None:
        """Copy a priority, of the file that wrote it, to the top of `first`."""
        assert change.shot is not None
        file = self.rules
        for _ in range(change.entry.file if change.entry else 0):
            file = file["extends"]
        if "extends" in file and not shot_in(copy.deepcopy(file), change.shot).get("priorities"):
            file = file["extends"]  # a new file has nothing of its own
        copied = dict(priority_in(shot_in(file, change.shot), change.priority))
        for key in ("before", "after"):
            copied.pop(key, None)
        if change.is_renamed:
            copied["name"] = "also first"
        first = self.rules.setdefault("first", [])
        if change.before is None:
            first.insert(0, copied)
        else:
            first.append({**copied, "before": change.before})

    def edit(self, change: Edit) -> None:
        """Write a line at the end of a list."""
        holder = self.holder(change.shot, change.scene)
        holder.setdefault(change.list, []).append(line_of(change))

    def choose_target(self, change: ChooseTarget) -> None:
        """Pick for a made-up model that takes what the advice says."""
        if change.references is None:
            self.keep_slots()
        takes = () if change.takes_it else models()[change.target].takes
        self.rules["target"] = MADE_UP[takes].id

    def keep_slots(self) -> None:
        """Write how many the video model takes: with more slots, limits may reserve more."""
        shot_plan = self.selected().shot_plan
        if not shot_plan.is_capped:
            return
        holder = self.holder(shot_plan.name, None)
        scene = shot_plan.scene
        if scene is not None and "references" in scene.words:
            holder = self.holder(None, scene.number)
        holder["references"] = shot_plan.references

    def holder(self, shot: str | None, scene: str | None) -> dict[str, Any]:
        """A shot rule, a scene or the top of the file itself, which may not have had it."""
        if scene is not None:
            scenes = self.rules.setdefault("scenes", {})
            key = next((each for each in scenes if alike(each, scene)), scene)
            found: dict[str, Any] = scenes.setdefault(key, {})
            return found
        if shot is not None:
            return shot_in(self.rules, shot)
        return self.rules

    def lift(self, ban: EntryName) -> None:
        """Delete the ban that stands where the advice says: at the top, in a scene or in a shot rule."""
        holder = self.holder(None, ban.scene)
        if ban.shot:
            holder = self.holder(ban.shot, None)
        name = like_of(self.rules, ban.shot)
        while name and not is_in(holder, ban):
            holder = self.holder(name, None)
            name = like_of(self.rules, name)
        delete(holder, ban.name)

    def priorities(self, change: Write | MoveUp | Widen) -> list[dict[str, Any]]:
        """The priorities of a shot rule, or those that come first in a scene or in every shot."""
        holder = self.holder(change.shot, change.scene)
        found: list[dict[str, Any]] = holder["first" if change.shot is None else "priorities"]
        return found

    def priority(self, change: Write | Widen | MoveUp) -> dict[str, Any]:
        """One of these, or one that `change` adds."""
        holder = self.holder(change.shot, change.scene)
        if change.shot is None:
            return named(holder["first"], change.priority)
        return priority_in(holder, change.priority)


def delete(holder: dict[str, Any], ban: str) -> None:
    """Delete a ban, and the list with the last of them."""
    left = [each for each in holder.pop("never") if each["name"] != ban]
    if left:
        holder["never"] = left


def line_of(edit: Edit) -> dict[str, Any]:
    """An edit as a rule file has it."""
    line: dict[str, Any] = {"name": edit.name}
    for key, value in edit.words:
        several = [*value] if isinstance(value, tuple) else [value]
        line[key] = several[0] if len(several) == 1 else several
    return line


def named(entries: Iterable[dict[str, Any]], name: str | None) -> dict[str, Any]:
    return next(each for each in entries if each["name"] == name)


def is_in(holder: dict[str, Any], ban: EntryName) -> bool:
    return any(each["name"] == ban.name for each in holder.get("never", ()))


def like_of(rules: Mapping[str, Any], name: str) -> str | None:
    """The shot rule that one is like, as the nearest file says that says so."""
    for file in (rules, *parents_of(rules)):
        for each, shot in file["shots"].items():
            if fold(each) == fold(name) and "like" in shot:
                like: str = shot["like"]
                return like
    return None


def priority_in(shot: dict[str, Any], name: str | None) -> dict[str, Any]:
    """A priority of a shot rule, or one that its `change` adds."""
    return named([*shot.get("priorities", ()), *shot.get("change", ())], name)


def shot_in(rules: dict[str, Any], name: str) -> dict[str, Any]:
    """A shot rule of a file, new if the file has none of that name."""
    shots = rules["shots"]
    key = next((each for each in shots if fold(each) == fold(name)), name)
    found: dict[str, Any] = shots.setdefault(key, {})
    return found


def alike(number: object, other: str) -> bool:
    return likeness(scene_number(str(number)) or "") == likeness(scene_number(other) or "")


def with_values(sketch: Sketch, **values: Any) -> Sketch:
    return replace(sketch, values={**sketch.values, **values})


PEOPLE = {"priorities": [{"name": "people", "type": "character"}]}


def ann(*pictures: dict[str, Any]) -> tuple[Sketch, ...]:
    """Pictures of a character with the tag ANN, or another."""
    values = {"manifest_tag": "ANN", "asset_type": "CHARACTER"}
    return tuple(Sketch("model", {**values, **each}) for each in pictures)


def placing(*tags: str) -> dict[str, Any]:
    placements = [{"asset_tag": tag, "role": "subject"} for tag in tags]
    return {"composition": {"shot_type": "default"}, "placements": placements}
