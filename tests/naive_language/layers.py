"""`extends`, `like`, `change`: the rules that one file makes of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.naive_language.conditions import TABLE
from tests.naive_language.text import alike, fold, listed, number_text

Written = Mapping[str, Any]
"""A part of a rule file, as YAML has it: an entry, a shot rule, a scene, the whole file."""
SETTINGS = ("references", "pictures_each")
TASTES = ("prefer", "order")
LISTS = ("pin", "never", "limits", "first", "instead")
OF_THE_FILE = ("target", "shot_names", "send_cleaned")
PLACING = ("drop", "without", "before", "after")


class WrongRulesError(ValueError):
    """What these rule files say cannot be done."""


@dataclass(kw_only=True)
class ShotRule:
    """One shot rule of all files together, before `like` and `change` are applied.

    `layers` has the lists laid one over another, the farthest parent's first; so has `changes`.
    """

    name: str
    spellings: list[str] = field(default_factory=list)
    like: str | None = None
    words: dict[str, Any] = field(default_factory=dict)
    priorities: list[Written] | None = None
    changes: list[list[Written]] = field(default_factory=list)
    layers: dict[str, list[list[Written]]] = field(default_factory=dict)


@dataclass(kw_only=True)
class Part:
    """The settings, tastes and lists of one place: the top of the file, a shot rule, a scene."""

    name: str
    words: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[Written]] = field(default_factory=dict)


@dataclass(kw_only=True)
class Rules:
    """What a file and its parents say together. `notes` tells of edits that found nothing to edit."""

    top: Part
    shots: list[ShotRule]
    scenes: list[Part]
    notes: list[str]


def rules_of(file: Written, parents: Mapping[str, Written] | None = None) -> Rules:
    """The rules of a file, laid over those of its parents."""
    rules = Rules(top=Part(name="top"), shots=[], scenes=[], notes=[])
    for layer in chain(file, parents or {}):
        lay_over(rules, layer)
    return rules


def chain(file: Written, parents: Mapping[str, Written]) -> list[Written]:
    """ "`extends` names a file or a shipped set"; "one parent, chains allowed". The farthest parent comes first."""
    found: list[Written] = [file]
    met: list[str] = []
    while "extends" in found[0]:
        name = str(found[0]["extends"])
        if name in met:
            raise WrongRulesError(f"{name} extends itself")
        met.append(name)
        found.insert(0, parent_named(name, parents))
    return found


def parent_named(name: str, parents: Mapping[str, Written]) -> Written:
    """ "`extends: cinematic 1.0` pins a version, and another is an error." """
    if name in parents:
        return parents[name]
    bare, _, version = name.rpartition(" ")
    if bare not in parents:
        raise WrongRulesError(f"there is no {name} to extend")
    if str(parents[bare].get("version")) != version:
        raise WrongRulesError(f"{bare} has another version than {version}")
    return parents[bare]


def lay_over(rules: Rules, file: Written) -> None:
    """One file over what its parents say. "`shots` and `scenes` merge by name, then key by key." """
    for key in (*SETTINGS, *TASTES, *OF_THE_FILE):
        if key in file:
            rules.top.words[key] = file[key]
    extends = "extends" in file
    lay_lists(rules.top, file, rules.notes, extends=extends)
    for name, shot in file.get("shots", {}).items():
        lay_shot(rules.shots, str(name), shot or {}, extends=extends)
    for number, scene in file.get("scenes", {}).items():
        lay_scene(rules, number_text(number) or "", scene or {}, extends=extends)


def lay_lists(part: Part, written: Written, notes: list[str], *, extends: bool) -> None:
    """ "`pin never limits first instead` are edited by name." """
    for key in LISTS:
        if key in written:
            layer = named(written[key], unnamed=part.name.startswith("scenes."))
            if not extends:
                check_names(layer)
            part.lists[key] = edited(part.lists.get(key, []), layer, f"{part.name}/{key}", notes)


def lay_shot(shots: list[ShotRule], name: str, written: Written, *, extends: bool) -> None:
    """One shot rule over the parent's of that name.

    "Settings and tastes of the child replace the parent's of the same place"; "`spellings` add up"; "`priorities`
    replace and drop the parent's changes". "A child's `like` starts that shot rule anew: of the parent's only the
    spellings stay."
    """
    there = [shot for shot in shots if fold(shot.name) == fold(name)]
    if not there:
        there = [ShotRule(name=name)]
        shots += there
    shot = there[0]
    if "like" in written:
        shots[shots.index(shot)] = shot = ShotRule(name=shot.name, spellings=shot.spellings)
        shot.like = written["like"]
    shot.spellings += listed(written.get("spellings"))
    for key in (*SETTINGS, *TASTES):
        if key in written:
            shot.words[key] = written[key]
    if "priorities" in written:
        layer = named(written["priorities"])
        check_names(layer)
        shot.priorities = edited([], layer, f"{shot.name}/priorities", [])
        shot.changes = []
    if "change" in written:
        shot.changes.append(named(written["change"]))
    for key in LISTS:
        if key in written:
            layer = named(written[key])
            if not extends and "like" not in written:
                check_names(layer)
            shot.layers.setdefault(key, []).append(layer)


def lay_scene(rules: Rules, number: str, written: Written, *, extends: bool) -> None:
    """ "Scene numbers are alike if …; so are the keys of `scenes`, across files too." """
    name = f"scenes.{number}"
    there = [each for each in rules.scenes if alike(each.name.removeprefix("scenes."), number)]
    if not there:
        there = [Part(name=name)]
        rules.scenes += there
    for key in (*SETTINGS, *TASTES, "use"):
        if key in written:
            there[0].words[key] = written[key]
    lay_lists(there[0], written, rules.notes, extends=extends)


def shot_rule(rules: Rules, name: str, above: Sequence[str] = ()) -> Part:
    """The shot rule of that name, whole.

    "`like` names another shot rule and takes over everything but its spellings: keys beside it win, then the liked
    rule's"; "`pin never limits` are edited by name, through `like` as through `extends`". "`change` is applied
    last, to the list that the rule has after `extends` and `like`, a parent's changes before the child's."
    """
    shot = shot_named(rules, name)
    if shot.name in above:
        raise WrongRulesError(f"{shot.name} is like itself")
    whole = Part(name=f"shots.{shot.name}")
    if shot.like is not None:
        liked = shot_rule(rules, shot.like, (*above, shot.name))
        whole.words |= liked.words
        whole.lists |= liked.lists
    whole.words |= shot.words
    for key, layers in shot.layers.items():
        for layer in layers:
            inherited = whole.lists.get(key, [])
            whole.lists[key] = edited(inherited, layer, f"{whole.name}/{key}", rules.notes)
    if shot.priorities is not None:
        whole.lists["priorities"] = edited([], shot.priorities, f"{whole.name}/priorities", [])
    for layer in shot.changes:
        inherited = whole.lists.get("priorities", [])
        where = f"{whole.name}/priorities"
        whole.lists["priorities"] = edited(inherited, layer, where, rules.notes)
    return whole


def shot_named(rules: Rules, name: str) -> ShotRule:
    """The shot rule of that name."""
    for shot in rules.shots:
        if fold(shot.name) == fold(name):
            return shot
    raise WrongRulesError(f"there is no shot rule {name}")


# --- Lists -----------------------------------------------------------------------------------------------------


def named(entries: Sequence[Written], *, unnamed: bool = False) -> list[Written]:
    """The entries, each with a name.

    "In a scene an entry needs no name and is called by its first condition in the order of section 5's table."
    """
    found: list[Written] = []
    for entry in entries:
        name = entry.get("name")
        if name is None and unnamed:
            name = called(entry)
        if name is None:
            raise WrongRulesError(f"an entry needs a name: {entry}")
        found.append({**entry, "name": name})
    return found


def called(entry: Written) -> str | None:
    """ "`scenes.12/pin/of Compass`." """
    for key in TABLE:
        if key in entry:
            values = listed(entry[key])
            if any(isinstance(value, Mapping) for value in values):
                return key
            return f"{key} {', '.join(map(said, values))}"
    return None


def check_names(entries: Sequence[Written]) -> None:
    """ "Names are unique within one list."

    This is of a list that lays over nothing: `priorities`, and any list but `change` in a file without `extends`
    and a shot rule without `like`. In other lists a name that comes again edits the entry.
    """
    names = [entry["name"] for entry in entries]
    for name in names:
        if names.count(name) > 1:
            raise WrongRulesError(f"two entries are called {name}")


def said(value: Any) -> str:
    """A value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def edited(
    inherited: Sequence[Written], layer: Sequence[Written], where: str, notes: list[str]
) -> list[Written]:
    """A list laid over an inherited one.

    "An entry whose `name` the inherited list has edits it: keys given win, the rest stays, `without` takes keys
    away first; one that is not there is added at the end if it brings a condition, with a note. `before: NAME`,
    `after: NAME` place it, `drop: true` takes it out; these and `without` of a name that is not there are errors."
    "An entry of `priorities`, `first`, `pin`, `never` or `limits` names at least one condition; an entry of `instead`
    has a `when`." "Names are unique within one list after everything is laid over": edits are made one after
    another, so one layer may edit an entry twice, be it inherited or added by the layer itself (which the product
    warns about).
    """
    result = list(inherited)
    for edit in layer:
        name = edit["name"]
        at = place_of(name, result)
        if at is None and (edit.get("drop") or "without" in edit):
            raise WrongRulesError(f"{where} has no {name}")
        if at is not None and edit.get("drop"):
            del result[at]
            continue
        given = {key: value for key, value in edit.items() if key not in PLACING}
        if at is not None:
            result[at] = {**without(result[at], listed(edit.get("without"))), **given}
        else:
            asks = ("when",) if where.endswith("/instead") else TABLE
            if not any(key in given for key in asks):
                raise WrongRulesError(f"{where} has no {name}, and this one asks nothing")
            result.append(given)
            if inherited and f"{where}/{name} is new" not in notes:
                notes.append(f"{where}/{name} is new")
        result = moved(result, edit, where)
    return result


def place_of(name: str, entries: Sequence[Written]) -> int | None:
    """Where the entry of that name is."""
    names = [entry["name"] for entry in entries]
    return names.index(name) if name in names else None


def without(entry: Written, keys: Sequence[str]) -> dict[str, Any]:
    """ "`without: KEY or [KEYS]` takes keys away first." """
    for key in keys:
        if key not in entry:
            raise WrongRulesError(f"{entry['name']} has no {key}")
    return {key: value for key, value in entry.items() if key not in keys}


def moved(entries: list[Written], edit: Written, where: str) -> list[Written]:
    """ "`before: NAME`, `after: NAME` place it." """
    for key, beyond in (("before", 0), ("after", 1)):
        if key in edit:
            entry = next(each for each in entries if each["name"] == edit["name"])
            rest = [each for each in entries if each is not entry]
            at = place_of(edit[key], rest)
            if at is None:
                raise WrongRulesError(f"{where} has no {edit[key]}")
            entries = [*rest[: at + beyond], entry, *rest[at + beyond :]]
    return entries
