"""The texts of a rule set as they are stored: a rule set in, one text out; and back.

A file by itself is stored as it is. With those that it extends, and with the shot names that it
reads by, it is stored as canonical JSON, which no rule file can be: its `extends` has a list.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from selector.model.problem import Source
from selector.record.canonical import canonical

if TYPE_CHECKING:
    from selector.model.ruleset import RuleSet

_BEGINNING = '{"extends":['


def stored_text(rule_set: RuleSet) -> str:
    """The text of a rule file, with those of the files that it extends and of its shot names."""
    vocabulary = rule_set.shot_names
    if not rule_set.parents and vocabulary is None:
        return rule_set.source.text
    parents = [{"name": each.name, "text": each.source.text} for each in rule_set.parents]
    texts: dict[str, Any] = {
        "extends": parents,
        "text": rule_set.source.text,
    }
    if vocabulary is not None:
        texts["shot_names"] = {
            "name": vocabulary.name,
            "text": vocabulary.source.text,
        }
    return canonical(texts)


def sources_from(name: str, text: str) -> tuple[Source, ...]:
    """The files that a stored text has, the rule file itself first.

    Args:
        name: What the rule file is called.
        text: The stored text. One that was edited by hand, so that it is no longer what was stored,
            is taken for a rule file.

    Returns:
        The file, and those that it extends, the nearest first.
    """
    if not text.startswith(_BEGINNING):
        return (Source(name=name, text=text),)
    try:
        stored = json.loads(text)
        parents = [
            Source(name=str(each["name"]), text=str(each["text"])) for each in stored["extends"]
        ]
        return (Source(name=name, text=str(stored["text"])), *parents)
    except (ValueError, LookupError, TypeError, RecursionError):
        return (Source(name=name, text=text),)


def shot_names_from(text: str) -> Source | None:
    """The shot names that a stored text has; None if it has none, or was edited by hand."""
    if not text.startswith(_BEGINNING):
        return None
    try:
        stored = json.loads(text)["shot_names"]
        return Source(
            name=str(stored["name"]),
            text=str(stored["text"]),
        )
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
