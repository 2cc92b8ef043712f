"""Lines of a rule file that do what is advised: changes in; lines to copy out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.language.entry_lists.pin import PIN
from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.unplaced import UNPLACED
from selector.language.scene_words import SCENES
from selector.model.advice import Edit, Pinned, Write
from selector.model.refusals import as_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.model.advice import Advice, AskForIt


def lines_to_paste(advice: Advice) -> list[str]:
    """Lines at the top of a rule file that do what is advised; none if they cannot be written."""
    for option in advice.options:
        changes = [each for each in option.changes if isinstance(each, Edit | Write | Pinned)]
        if len(changes) == len(option.changes):
            return _lines_of(changes)
    return []


def _lines_of(changes: Iterable[Edit | Write | Pinned]) -> list[str]:
    file: dict[str, Any] = {}
    for change in changes:
        holder = file
        if change.scene is not None:
            holder = file.setdefault(SCENES, {}).setdefault(change.scene, {})
        elif change.shot is not None:
            holder = file.setdefault("shots", {}).setdefault(change.shot, {})
        if isinstance(change, Write):
            holder[change.key] = as_written(change.value)
        elif isinstance(change, Pinned):
            holder.setdefault(PIN.key, []).append(_pin(change) | _reason(change))
        elif change.entry is None:
            holder.setdefault(change.list, []).append(_entry(change) | _reason(change))
        else:  # the entry has its reason where it is written
            holder.setdefault(change.list, []).append(_entry(change))
    return [f"{key}: {as_yaml(value)}" for key, value in file.items()]


def _reason(change: Edit | Pinned) -> dict[str, object]:
    """A reason for a new entry, which its author may give better: one without is warned of."""
    where = "film"
    if change.shot is not None:
        where = "shot"
    if change.scene is not None:
        where = "scene"
    return {BECAUSE.key: f"this {where} needs it"}


def entry_line(change: Edit | AskForIt) -> str:
    """An entry of a list, as it is written: ``{name: props, type: prop}``."""
    return as_yaml(_entry(change))


def pin_line(pin: Pinned) -> str:
    """A pin, as it is written."""
    return as_yaml(_pin(pin))


def as_written(value: str | int | tuple[str, ...]) -> object:
    """A value as a rule file has it: a list only where there are several words."""
    if not isinstance(value, tuple):
        return value
    if len(value) == 1:
        return value[0]
    return list(value)


def _entry(change: Edit | AskForIt) -> dict[str, object]:
    written: dict[str, object] = {"name": change.name}
    for key, value in change.words:
        written[key] = as_written(value)
    return written


def _pin(pin: Pinned) -> dict[str, object]:
    """In a scene it needs no name."""
    written: dict[str, object] = {}
    if pin.name is not None:
        written["name"] = pin.name
    written.update(pin.words)
    if pin.unplaced:
        written[UNPLACED.key] = True
    return written
