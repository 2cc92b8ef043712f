"""A rule file's text in; out, what it says and every problem of its text and its shape.

A file with errors is read as far as possible, so that the compiler can find errors of meaning too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from selector.language.condition import requirements
from selector.language.conditions import CONDITIONS, WITHIN
from selector.language.entry_lists import NAME, lists_in
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.file_words import FILE_WORDS
from selector.language.kinds.conditions_within import Conditions
from selector.language.kinds.count_of import CountOf
from selector.language.kinds.stretch import BOUNDS, Stretch
from selector.language.scene_conditions import SCENE_CONDITIONS, WHEN
from selector.language.scene_words import SCENE_WORDS, SCENES
from selector.language.shot_words import SHOT_WORDS
from selector.language.taste import Taste
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, Source, errors_of
from selector.model.refusals import YAML, Expected
from selector.model.ruleset import (
    Condition,
    Entry,
    RuleSet,
    SceneRule,
    ShotRule,
    Written,
    WrittenWords,
)
from selector.model.vocabulary import EXTENDS, LANGUAGE
from selector.reading.rules.entries import (
    as_text,
    entries_in,
    groups_in,
    items_at,
    scenes,
    texts_at,
)
from selector.reading.rules.hand_checks import hand_checks, idle_words, unknown_language
from selector.reading.shape.quick_look import is_plain
from selector.reading.text.document import UNREAD, Document, DocumentRead, Steps, value_at
from selector.reading.text.file import RULE_LIMITS
from selector.reading.text.problem_limit import shown_problems
from selector.reading.text.yaml_text import read_yaml

if TYPE_CHECKING:
    from selector.language.condition import ConditionWord
    from selector.language.entry_list import EntryList
    from selector.language.kinds import Kind
    from selector.language.taste import WrittenItem
    from selector.language.word import Word
    from selector.model.ruleset import PlaceKind

T = TypeVar("T")

_TOO_LARGE = {"R214", "Y141"}
"""Codes of files that are too large, or too broken, to be read any further."""


@frozen
class RuleFile:
    """What a rule file says, as far as it can be read, or None; and its problems."""

    rule_set: RuleSet | None
    problems: tuple[Problem, ...]


def read_rule_file(source: Source) -> RuleFile:
    """Read a rule file. If a problem is an error, `rule_set` is only what could be read."""
    document, problems = read_rule_text(source)
    if document is None or not isinstance(document.data, dict) or "language" not in document.data:
        foreign = _foreign(source, document)
        if foreign is not None:
            return RuleFile(rule_set=None, problems=(foreign,))
    if document is None:
        return RuleFile(rule_set=None, problems=problems)
    if not isinstance(document.data, dict):
        return RuleFile(rule_set=None, problems=(*problems, _no_keys(document)))
    unknown = tuple(unknown_language(document))
    if unknown:
        return RuleFile(rule_set=None, problems=unknown)
    return rule_file_of(document, problems)


def rule_file_of(document: Document, problems: tuple[Problem, ...]) -> RuleFile:
    """The rule file that a document of keys and values is.

    Args:
        document: What the text says.
        problems: What is wrong with the text.

    Returns:
        What it says, and its problems.
    """
    shape = shown_problems(chain(_shape(document), idle_words(document)))
    problems = _without_doubles((*problems, *shape))
    codes = {problem.code for problem in problems}
    shots = document.data.get("shots")
    has_shots = isinstance(shots, dict)
    if "shots" not in document.data:
        has_shots = as_text(document.data.get(EXTENDS)) is not None
    rule_set = None
    if has_shots and codes.isdisjoint(_TOO_LARGE):
        rule_set = _rule_set(document)
    return RuleFile(rule_set=rule_set, problems=problems)


def read_rule_text(source: Source) -> DocumentRead:
    """The document of a text in the words of rule files, and the problems of the text."""
    numbered = (SCENES, *BOUNDS)
    return read_yaml(source, RULE_LIMITS, numbered=numbered, is_value=_is_value)


def _is_value(key: str, text: str) -> bool | None:
    # Slow to load: pydantic.
    from selector.reading.shape.known_keys import is_value_in  # noqa: PLC0415  # slow
    from selector.reading.shape.ruleset_shape import RuleFileShape  # noqa: PLC0415  # slow

    return is_value_in(key, text, RuleFileShape)


def _foreign(source: Source, document: Document | None) -> Problem | None:
    """Y106: the file is of another kind; None if it may be a rule file."""
    from selector.reading.foreign_files import (  # noqa: PLC0415  # seldom
        instead,
        looks_like,
        other_file_of_ours,
    )

    data = None if document is None else document.data
    other = other_file_of_ours(data)
    if other:
        return Problem(
            at=Location(source=source),
            code="Y106",
            what=f"This is {other}, not a rule file.",
            hint="Name a rule file. It says `language: 1` near its beginning.",
        )
    looks = looks_like(source.name, data)
    if looks is None:
        return None
    return Problem(
        at=Location(source=source),
        code="Y106",
        what=f"This looks like {looks.kind}, not like a rule file.",
        hint=instead(looks),
    )


def _no_keys(document: Document) -> Problem:
    """Y106: the file is a list, or text."""
    refusal = YAML.wrong((), Expected("keys and values"), document.data, called="A rule file")
    hint = "A rule file begins with lines such as `language: 1` and `name: my-rules`."
    if isinstance(document.data, str) and ":" in document.data:
        hint = f"A key is followed by a colon and a space. {hint}"
    return Problem(
        at=document.at(()),
        code="Y106",
        what=refusal.what,
        hint=hint,
    )


def _shape(document: Document) -> Iterator[Problem]:
    """What is wrong with the shape: as said by hand, and as pydantic finds it anywhere else."""
    by_hand = tuple(hand_checks(document))
    yield from by_hand
    if is_plain(document.data, "ruleset"):
        return
    from selector.reading.shape.rule_faults import (  # noqa: PLC0415  # pydantic is slow to load
        rule_shape_problems,
    )

    locations = {problem.at for problem in by_hand}
    for problem in rule_shape_problems(document):
        if problem.at not in locations:
            yield problem


def _without_doubles(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """In order of location, without warnings about a value that has an error anyway."""
    errors = errors_of(problems)
    wrong = {error.at for error in errors}
    others = [each for each in problems if each.at not in wrong]
    warnings = [each for each in others if each.severity == "warning"]
    return tuple(sorted((*errors, *warnings)))


def _rule_set(document: Document) -> RuleSet:
    data = document.data
    shots = []
    for name, shot in (data.get("shots") or {}).items():
        shots.append(_shot(document, ("shots", name), shot))
    holder = "shots" if "shots" in data else EXTENDS
    extends = None
    parent = (as_text(data.get(EXTENDS)) or "").strip()
    if parent:
        extends = _written(document, (EXTENDS,), parent)
    return RuleSet(
        language=LANGUAGE,
        name=as_text(data.get("name")) or "",
        version=as_text(data.get("version")) or "",
        description=as_text(data.get("description")) or "",
        words=_words(document, (), {**SHOT_WORDS, **FILE_WORDS}),
        lists=dict(_lists(document, (), "top")),
        shots=tuple(shots),
        scenes=tuple(_scene(document, path) for path, _ in scenes(document)),
        extends=extends,
        source=document.source,
        at=document.at((holder,), key=True),
    )


def _shot(document: Document, path: Steps, shot: object) -> ShotRule:
    """A shot rule. A value that is not one keeps its name, so that others may be like it."""
    name = str(path[-1])
    at = document.at(path, key=True)
    if not isinstance(shot, dict):
        return ShotRule(name=name, lists={PRIORITIES.key: ()}, at=at)
    like = None
    liked = as_text(shot.get("like"))
    if liked is not None:
        like = _written(document, (*path, "like"), liked)
    spellings = []
    for here, spelling in texts_at(document, (*path, "spellings")):
        spellings.append(_written(document, here, spelling))
    return ShotRule(
        name=name,
        spellings=tuple(spellings),
        like=like,
        words=_words(document, path, SHOT_WORDS),
        lists=dict(_lists(document, path, "shot rule")),
        at=at,
    )


def _scene(document: Document, path: Steps) -> SceneRule:
    return SceneRule(
        number=str(path[-1]),
        words=_words(document, path, SCENE_WORDS),
        lists=dict(_lists(document, path, "scene")),
        at=document.at(path, key=True),
    )


def _lists(
    document: Document, path: Steps, place: PlaceKind
) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The lists of entries that stand at a path, by key.

    An entry without a name is left out: why has been said.
    """
    holder = value_at(document.data, path)
    for key, entry_list in lists_in(place).items():
        listed = holder.get(key)
        if not isinstance(listed, list):
            continue
        found = []
        for here, entry in entries_in((*path, key), listed):
            if as_text(entry.get(NAME)):
                named = _entry(document, here, entry_list)
                found.append(_marked(entry_list, named, entry))
            elif place == "scene" and NAME not in entry:
                unnamed = _unnamed(document, here, entry_list)
                found += [_marked(entry_list, each, entry) for each in unnamed]
        yield key, tuple(found)


def _marked(entry_list: EntryList, entry: Entry, written: dict[str, Any]) -> Entry:
    """An entry, marked if it lacks what it must say, and if what was not read may say so.

    An unknown key was probably meant as what is lacking.
    """
    if entry_list.is_whole(entry) and not entry_list.lacks_number(entry):
        return entry
    known = {NAME, *entry_list.all_words} - {*entry_list.needs, *entry_list.needed}
    known.update(entry.words, (condition.key for condition in entry.conditions))
    if entry.when:
        known.add(WHEN)
    return replace(entry, is_partly_read=not written.keys() <= known)


def _unnamed(document: Document, path: Steps, entry_list: EntryList) -> Iterator[Entry]:
    """An entry without a name, called by its first condition; nothing if it has none."""
    conditions = tuple(_conditions(document, path))
    if not conditions:
        return
    first, *_ = requirements(conditions, CONDITIONS)
    name = str(first)
    if first.key in WITHIN:
        name = first.key
    yield Entry(
        name=name,
        conditions=conditions,
        when=_when(document, path),
        words=_words(document, path, entry_list.all_words),
        at=conditions[0].at,
    )


def _entry(document: Document, path: Steps, entry_list: EntryList) -> Entry:
    return Entry(
        name=value_at(document.data, path)[NAME],
        conditions=tuple(_conditions(document, path)),
        when=_when(document, path),
        words=_words(document, path, entry_list.all_words),
        at=document.at((*path, NAME)),
    )


def _when(document: Document, path: Steps) -> tuple[Condition, ...]:
    """The conditions of an entry on the scene as a whole."""
    when = value_at(document.data, path).get(WHEN)
    if not isinstance(when, dict):
        return ()
    return tuple(_conditions(document, (*path, WHEN), SCENE_CONDITIONS))


def _conditions(
    document: Document, path: Steps, table: Mapping[str, ConditionWord] = CONDITIONS
) -> Iterator[Condition]:
    """The conditions of an entry, or in braces, in the order of the language."""
    entry = value_at(document.data, path)
    for key, word in table.items():
        if key not in entry:
            continue
        values = _values(document, (*path, key), word.kind, entry[key], table)
        if values:
            yield Condition(key=key, values=values, at=document.at((*path, key)))


def _values(
    document: Document,
    path: Steps,
    kind: Kind,
    value: object,
    table: Mapping[str, ConditionWord],
) -> tuple[Any, ...]:
    """What a condition wants: what its kind reads or, in braces, conditions again."""
    if isinstance(kind, Conditions):
        groups = (tuple(_conditions(document, here, table)) for here, _ in groups_in(path, value))
        return tuple(filter(None, groups))
    if isinstance(kind, Stretch):
        return kind.read(value)
    if isinstance(kind, CountOf):
        if not isinstance(value, dict):
            return ()
        conditions = tuple(_conditions(document, path, kind.table()))
        return tuple([replace(each, conditions=conditions) for each in kind.read(value)])
    return kind.read(_legible(value))


def _words(document: Document, path: Steps, known: Mapping[str, Word[Any]]) -> WrittenWords:
    """Which of the known words are written at a path: at the top, in a shot rule or an entry."""
    holder = value_at(document.data, path)
    words = {}
    for key, word in known.items():
        written = _legible(holder.get(key))
        if isinstance(word, Taste):
            written = _items(document, (*path, key), word)
        value = word.read(written)
        if value is not None:
            words[key] = _written(document, (*path, key), value)
    return words


def _items(document: Document, path: Steps, taste: Taste) -> list[WrittenItem]:
    """The items of a taste: words that it takes, and the conditions in each pair of braces."""
    items: list[WrittenItem] = []
    for here, item in items_at(document, path):
        if isinstance(item, dict):
            items += filter(None, [tuple(_conditions(document, here))])
        elif as_text(item) in taste.words:
            items.append(item)
    return items


def _legible(value: object) -> object:
    """What could be read of a word, or of a list of them."""
    if isinstance(value, list):
        return [word for word in value if as_text(word) is not None]
    return None if value is UNREAD else value


def _written(document: Document, path: Steps, value: T) -> Written[T]:
    return Written(value=value, at=document.at(path))
