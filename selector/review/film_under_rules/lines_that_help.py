"""What to write into the rules, and where: an entry and words in; a phrase with the line out.

An entry that stands in the director's own list is changed there; one that is inherited, by a line
of its name in the list that edits it.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from selector.data import comes_with_selector
from selector.language.conditions.of import OF
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.language.edit_words.before import BEFORE
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.shot_words.order import ORDER
from selector.model.problem import shown
from selector.model.refusals import as_yaml
from selector.model.vocabulary import ASSET_TYPES, new_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selector.engine.selection import Selection
    from selector.model.picks import EntryName
    from selector.model.problem import Location
    from selector.model.ruleset import RuleSet

_LONGEST = 200
"""The longest line that is shown; one that is cut short cannot be copied."""


def written_into(entry: EntryName, key: str, value: object, selection: Selection) -> str:
    """To write a word into an entry.

    Args:
        entry: The entry.
        key: The word.
        value: Its value.
        selection: What is sent with a scene that the entry serves.

    Returns:
        A phrase: ``write `at_most: 2` in `people` (rules.yaml:9)``.
    """
    if is_inherited(entry, selection):
        line = {
            "name": entry.name,
            key: value,
        }
        there = _edits_of(entry, selection)
        return f"write {_code(line)} in {there}"
    written = as_yaml(value)
    there = _in_words(entry)
    return f"write `{key}: {shown(written, _LONGEST)}` in {there}"


def moved_up(entry: EntryName, selection: Selection, called: str = "") -> str:
    """To move a priority to the top of its list.

    Args:
        entry: The priority.
        selection: What is sent with a scene that it serves.
        called: The name or the tag of whoever comes first in it; empty if nobody has to.

    Returns:
        A phrase, such as ``move `lamps` up with `{…}` in …``.
    """
    order = {OF.key: called}
    if not is_inherited(entry, selection):
        there = _in_words(entry)
        up = f"move {there} to the top of its list"
        if called:
            up = f"{up}, and write `{ORDER.key}: {as_yaml(order)}` in it"
        return up
    first = next(_names_beside(entry, selection))
    line: dict[str, object] = {
        "name": entry.name,
        BEFORE.key: first,
    }
    if called:
        line[ORDER.key] = order
    name = shown(entry.name)
    there = _edits_of(entry, selection)
    return f"move `{name}` up with {_code(line)} in {there}"


def put_first(entry: EntryName, called: str, selection: Selection) -> str:
    """To say in a priority that somebody comes first there.

    Args:
        entry: The priority.
        called: The name or the tag of whoever it is.
        selection: What is sent with a scene that it serves.

    Returns:
        A phrase.
    """
    first = {OF.key: called}
    step = selection.shot_plan.steps[selection.shot_plan.step_of(entry)]
    if step.order:
        there = _in_words(entry)
        return f"put {_code(first)} first in the `{ORDER.key}` of {there}"
    return written_into(entry, ORDER.key, first, selection)


def added(role: str, kind: str, selection: Selection) -> str:
    """To add a priority to the shot rule of a scene: ahead of all others if no reference is left.

    Args:
        role: The role that it asks for.
        kind: The type.
        selection: What is sent with the scene.

    Returns:
        A phrase.
    """
    names = []
    is_edited = False
    for step in selection.shot_plan.steps:
        if step.name.list == PRIORITIES.key:
            names.append(step.name.name)
            is_edited |= is_inherited(step.name, selection)
    line = {"name": new_name(role or kind, names)}
    if role:
        line[ROLE.key] = role
    if kind in ASSET_TYPES:
        line[TYPE.key] = kind
    is_full = len(selection.places) >= selection.references
    if is_edited:
        if is_full:
            line[BEFORE.key] = names[0]
        shot = shot_in_words(selection)
        return f"add {_code(line)} to `{CHANGE.key}` of {shot}"
    end = "end"
    if is_full:
        end = "top"
    shot = shot_in_words(selection)
    there = f"at the {end} of `{PRIORITIES.key}` in {shot}"
    return f"add {_code(line)} {there}"


def shot_in_words(selection: Selection) -> str:
    """The shot rule of a scene, and where it begins: `` `wide` (rules.yaml:12)``."""
    line = line_of_shot(selection.shot, selection.rules.rule_set)
    return f"`{shown(selection.shot)}`{line}"


def line_of_shot(name: str, rule_set: RuleSet) -> str:
    """Where a shot rule begins, in brackets; nothing if the file itself does not have it."""
    for shot_rule in rule_set.shots:
        if shot_rule.name == name and shot_rule.at.source is rule_set.source:
            return at_in_words(shot_rule.at)
    return ""


def at_in_words(location: Location) -> str:
    """The file and the line of something, in brackets; nothing of what comes with selector."""
    if comes_with_selector(location.file):
        return ""
    name = PurePath(location.file).name
    return f" ({shown(name)}:{location.line})"


def is_inherited(entry: EntryName, selection: Selection) -> bool:
    """Whether another file or shot rule than the director's own has an entry in its list."""
    if entry.file or comes_with_selector(entry.at.file):
        return True
    if not entry.shot:
        return False
    for rule in selection.rules.rule_set.shots:
        if rule.name != selection.shot:
            continue
        own = rule.lists.get(entry.list, ())
        places = [each.at for each in own]
        return entry.at not in places
    return False


def _edits_of(entry: EntryName, selection: Selection) -> str:
    """The list that edits an entry, and where: `` `change` of `wide` ``."""
    key = CHANGE.key if entry.list == PRIORITIES.key else entry.list
    if entry.scene is not None:
        return f"`{key}` of scene {shown(entry.scene)}"
    if entry.shot:
        return f"`{key}` of {shot_in_words(selection)}"
    return f"`{key}` at the top"


def _names_beside(entry: EntryName, selection: Selection) -> Iterator[str]:
    """The names of the steps in the list of one."""
    for step in selection.shot_plan.steps:
        if step.name.place == entry.place:
            yield step.name.name


def _in_words(entry: EntryName) -> str:
    """An entry, and where it stands: `` `people` (rules.yaml:9)``."""
    at = at_in_words(entry.at)
    return f"`{shown(entry.name)}`{at}"


def _code(line: Mapping[str, object]) -> str:
    """A line of YAML in a sentence."""
    written = as_yaml(line)
    return f"`{shown(written, _LONGEST)}`"
