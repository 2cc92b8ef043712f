"""Conditions on scenes without an entry: the text of a `when` in; the scenes that it means out.

The text is read as the `when` of an entry of a rule file is, by the same reader, and its names are
looked up in a rule set. Problems are at the lines and columns of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from selector.engine.compile import compile_rules
from selector.engine.scenes_meant import ScenesMeant
from selector.language.entry_lists import NAME
from selector.language.entry_lists.instead import INSTEAD
from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.use import USE
from selector.language.scene_conditions import WHEN
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source, errors_of
from selector.model.refusals import YAML, Expected
from selector.model.vocabulary import EXTENDS, LANGUAGE
from selector.reading.rules.rule_file import read_rule_text, rule_file_of
from selector.reading.targets import known_models
from selector.reading.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selector.engine.rules import Rules
    from selector.model.ruleset import Entry
    from selector.reading.text.document import Problems, Steps

_DEFAULT = "default"
_NAME = "--expect"


@frozen
class _Around:
    """Finds the locations of a text that is the `when` of an entry in a rule file around it."""

    inside: Document

    def __call__(self, path: Steps, *, key: bool) -> Location:
        if path[:3] != _PATH:
            return self.inside.at(())
        inner = path[3:]
        return self.inside.at(inner, key=key and bool(inner))


_PATH: Steps = (INSTEAD.key, 0, WHEN)


def conditions_alone(texts: Iterable[Source], rules: Rules) -> tuple[ScenesMeant, Problems]:
    """The scenes that any of some texts means, by the shot rules and the target of a rule set.

    Args:
        texts: Conditions, in the words of `when`.
        rules: The rule set.

    Returns:
        What says whether a scene is meant, and warnings about the texts.

    Raises:
        ProblemError: A text cannot be read, or names what the rules do not have.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, text in enumerate(texts):
        entry, found = _read(text)
        problems += found
        if entry is not None:
            entries.append(replace(entry, name=f"{number}"))
    if errors_of(problems):
        raise ProblemError(problems)
    lists = {**rules.rule_set.lists, INSTEAD.key: tuple(entries)}
    replaced = replace(rules.rule_set, lists=lists)
    compiled, found = compile_rules(replaced, known_models, rules.target)
    of_texts = _in_texts(found, entries)
    if compiled is None:
        raise ProblemError(of_texts or found)
    return ScenesMeant(compiled.plan), tuple(sorted((*problems, *of_texts)))


def _read(text: Source) -> tuple[Entry | None, Problems]:
    """The entry around one text, and the problems of the text."""
    document, problems = read_rule_text(text)
    if document is None:
        return None, problems
    if not isinstance(document.data, Mapping):
        return None, (*problems, _no_conditions(document))
    around: dict[str, Any] = {
        "language": LANGUAGE,
        "name": _NAME,
        "version": "1",
        EXTENDS: _DEFAULT,
        INSTEAD.key: [_entry(document.data)],
    }
    whole = Document(source=document.source, data=around, find=_Around(inside=document))
    read = rule_file_of(whole, problems)
    if read.rule_set is None or errors_of(read.problems):
        return None, read.problems
    (entry,) = read.rule_set.lists[INSTEAD.key]
    return entry, read.problems


def _no_conditions(document: Document) -> Problem:
    """R203: something else than keys and values, such as the name of a shot alone."""
    refusal = YAML.wrong((), _CONDITIONS, document.data, called=f"`{_NAME}`")
    return Problem(
        at=document.at(()),
        code="R203",
        what=refusal.what,
        hint=refusal.hint,
    )


_CONDITIONS = Expected("conditions on scenes", {"shot": "close_up"})


def _entry(when: object) -> dict[str, Any]:
    return {
        NAME: _NAME,
        WHEN: when,
        USE.key: _DEFAULT,
        BECAUSE.key: _NAME,
    }


def _in_texts(problems: Sequence[Problem], entries: Sequence[Entry]) -> list[Problem]:
    """Those problems that are about the texts: what else the rules hold is not asked here."""
    names = {entry.at.source.name for entry in entries}
    return [problem for problem in problems if problem.at.source.name in names]
