"""A rule file's text in; a `RuleSet` with the place of every value out, or every problem of its text and shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeGuard, TypeVar

from selector.language.conditions import CONDITIONS
from selector.language.shot_words import SHOT_WORDS
from selector.model.phrases import quoted
from selector.model.problem import Problem, Related, Source, errors_of, shown
from selector.model.refusals import YAML, Expected
from selector.model.ruleset import Condition, Priority, RuleSet, ShotRule, ShotWords, Written
from selector.model.vocabulary import LANGUAGE, fold
from selector.reading.shape.quick_look import is_plain
from selector.reading.text.document import UNREAD, Document, Steps, value_at
from selector.reading.text.file import RULE_LIMITS
from selector.reading.text.problem_limit import shown_problems
from selector.reading.text.yaml_text import read_yaml

T = TypeVar("T")

CONDITION_KEYS = tuple(CONDITIONS)
RESERVED = ("tag", "of", "picture")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """What was read of a rule file. Where problems are errors, `rule_set` is what could be made of it, or None."""

    rule_set: RuleSet | None
    problems: tuple[Problem, ...]


def read_rule_file(source: Source) -> RuleFile:
    """Read a rule file. Of one that has errors what could be made is given too, so that its meaning can be judged."""
    document, problems = read_yaml(source, RULE_LIMITS)
    if document is None:
        return RuleFile(rule_set=None, problems=problems)
    if not isinstance(document.data, dict):
        return RuleFile(rule_set=None, problems=(*problems, _no_keys(document)))
    if unknown := tuple(unknown_language(document)):
        return RuleFile(rule_set=None, problems=unknown)
    shape = shown_problems(
        chain(_shape(document), repeated_entries(document), idle_spellings(document))
    )
    problems = _told_once((*problems, *shape))
    is_bounded = not any(problem.code in {"R214", "Y141"} for problem in problems)
    rule_set = (
        _rule_set(document) if is_bounded and isinstance(document.data.get("shots"), dict) else None
    )
    return RuleFile(rule_set=rule_set, problems=problems)


def unknown_language(document: Document) -> Iterator[Problem]:
    """R208: the file speaks a language that this selector does not know. Nothing else can then be said of it."""
    language = document.data.get("language")
    if isinstance(language, int) and not isinstance(language, bool) and language != LANGUAGE:
        what = (
            f"The file speaks language {shown(language)}; this selector speaks language {LANGUAGE}."
        )
        hint = "Install a newer selector, or write the file in language 1."
        yield Problem(at=document.at(("language",)), code="R208", what=what, hint=hint)


def unquoted_version(document: Document) -> Iterator[Problem]:
    """R209: the version is a number to YAML, which reads `1.10` as 1.1."""
    version = document.data.get("version")
    if isinstance(version, int | float) and not isinstance(version, bool):
        at = document.at(("version",))
        what = "The version is not in quotes, so YAML reads it as a number: `1.10` becomes 1.1."
        yield Problem(
            at=at, code="R209", what=what, hint=f'Write `version: "{shown(at.written)}"`.'
        )


def priorities_without_conditions(document: Document) -> Iterator[Problem]:
    """R210: a priority names no condition."""
    for path, priority in _priorities(document):
        # A key that the language does not have was meant as a condition, likely, and is a problem of its own.
        if "name" in priority and priority.keys() <= {"name", "at_most", "because"}:
            what = f"The priority `{shown(priority['name'])}` has no condition."
            keys = ", ".join(f"`{key}`" for key in CONDITION_KEYS)
            hint = f"Say which pictures it asks for: {keys}, or several of them."
            yield Problem(at=document.at((*path, "name")), code="R210", what=what, hint=hint)


def shots_without_priorities(document: Document) -> Iterator[Problem]:
    """R211: a shot rule has neither priorities nor another rule that it is like."""
    for path, shot in _shots(document):
        if shot.keys() <= {"spellings", *SHOT_WORDS}:
            what = f"The shot rule `{shown(path[-1])}` has neither `priorities` nor `like`."
            hint = "Write its priorities, or `like:` and the name of a shot rule to take over."
            yield Problem(at=document.at(path, key=True), code="R211", what=what, hint=hint)


def reserved_words(document: Document) -> Iterator[Problem]:
    """R212: a priority asks for one individual or one picture, which this language cannot say yet."""
    for path, priority in _priorities(document):
        for key in RESERVED:
            if key in priority:
                what = f"A priority cannot ask by `{key}` yet."
                hint = (
                    "`of` (an individual) and `picture` (one picture) will come in a later version;"
                    f" until then use {quoted(CONDITION_KEYS, 'and')}."
                )
                yield Problem(
                    at=document.at((*path, key), key=True), code="R212", what=what, hint=hint
                )


def repeated_entries(document: Document) -> Iterator[Problem]:
    """R256: a list says the same twice."""
    for path in _word_lists(document):
        first: dict[str, Steps] = {}
        for place, word in enumerate(value_at(document.data, path)):
            if isinstance(word, str) and word is not UNREAD:
                here = (*path, place)
                earlier = first.setdefault(word, here)
                if earlier is not here:
                    related = (Related(at=document.at(earlier), what="The first is here"),)
                    what = f"`{shown(word)}` is in this list twice."
                    yield Problem(
                        at=document.at(here),
                        code="R256",
                        what=what,
                        hint="Take one of the two out.",
                        related=related,
                    )


def idle_spellings(document: Document) -> Iterator[Problem]:
    """R257: a spelling folds to its own rule's name, or to another of its spellings."""
    for path, shot in _shots(document):
        said: dict[str, str] = {fold(str(path[-1])): str(path[-1])}
        for here, spelling in _words_at((*path, "spellings"), shot.get("spellings")):
            folded = fold(spelling)
            if folded and said.get(folded, spelling) != spelling:
                what = f"The spelling `{shown(spelling)}` says no more than `{shown(said[folded])}` does."
                hint = "Take it out: case, spaces, hyphens and underscores make no difference."
                yield Problem(at=document.at(here), code="R257", what=what, hint=hint)
            said.setdefault(folded, spelling)


def _no_keys(document: Document) -> Problem:
    refusal = YAML.wrong((), Expected("keys and values"), document.data, called="A rule file")
    hint = "A rule file begins with lines such as `language: 1` and `name: my-rules`."
    if isinstance(document.data, str) and ":" in document.data:
        hint = f"A key is followed by a colon and a space. {hint}"
    return Problem(at=document.at(()), code="Y106", what=refusal.what, hint=hint)


def _shape(document: Document) -> Iterator[Problem]:
    """What is wrong with the shape: as the models say it, and, in better words, by hand."""
    by_hand = (
        *_language_kind(document),
        *unquoted_version(document),
        *priorities_without_conditions(document),
        *shots_without_priorities(document),
        *reserved_words(document),
    )
    places = {problem.at for problem in by_hand}
    yield from by_hand
    yield from (each for each in _by_models(document) if each.at not in places)


def _by_models(document: Document) -> Iterator[Problem]:
    if is_plain(document.data, "ruleset"):
        return
    from selector.reading.shape.rule_faults import rule_shape_problems  # noqa: PLC0415  # pydantic is slow to load

    yield from rule_shape_problems(document)


def _language_kind(document: Document) -> Iterator[Problem]:
    """To Python, and so to pydantic, `true` is 1."""
    if (
        isinstance(document.data.get("language"), bool | float | str)
        and document.data["language"] is not UNREAD
    ):
        refusal = YAML.wrong(("language",), Expected("the number 1", 1), document.data["language"])
        yield Problem(
            at=document.at(("language",)), code="R203", what=refusal.what, hint=refusal.hint
        )


def _told_once(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """In order of place, without warnings about a value that an error speaks of anyway."""
    wrong = {problem.at for problem in errors_of(problems)}
    return tuple(
        sorted(each for each in problems if each.severity == "error" or each.at not in wrong)
    )


def _rule_set(document: Document) -> RuleSet:
    data = document.data
    return RuleSet(
        language=LANGUAGE,
        name=_text(data.get("name")) or "",
        version=_text(data.get("version")) or "",
        description=_text(data.get("description")) or "",
        words=_shot_words(document, ()),
        shots=tuple(_shot(document, ("shots", name), shot) for name, shot in data["shots"].items()),
        source=document.source,
        at=document.at(("shots",), key=True),
    )


def _shot(document: Document, path: Steps, shot: object) -> ShotRule:
    """A shot rule; one that is no rule at all keeps its name, so that others may be like it."""
    if not isinstance(shot, dict):
        return ShotRule(name=str(path[-1]), priorities=(), at=document.at(path, key=True))
    like, priorities = _text(shot.get("like")), shot.get("priorities")
    spellings = _words_at((*path, "spellings"), shot.get("spellings"))
    return ShotRule(
        name=str(path[-1]),
        spellings=tuple(Written(value=word, at=document.at(here)) for here, word in spellings),
        like=None if like is None else Written(value=like, at=document.at((*path, "like"))),
        words=_shot_words(document, path),
        priorities=_shot_priorities(document, path) if isinstance(priorities, list) else None,
        at=document.at(path, key=True),
    )


def _shot_priorities(document: Document, path: Steps) -> tuple[Priority, ...]:
    return tuple(
        _priority(document, here, priority)
        for here, priority in _priorities_of(document, path)
        if _text(priority.get("name"))
    )


def _priority(document: Document, path: Steps, priority: dict[str, Any]) -> Priority:
    conditions = (
        Condition(key=key, values=tuple(dict.fromkeys(words)), at=document.at((*path, key)))
        for key in CONDITION_KEYS
        if (words := [word for _, word in _words_at((*path, key), priority.get(key))])
    )
    at_most = priority.get("at_most")
    because = _text(priority.get("because"))
    return Priority(
        name=priority["name"],
        conditions=tuple(conditions),
        at_most=_written(document, (*path, "at_most"), at_most) if _is_whole(at_most) else None,
        because=because if because and because.strip() else None,
        at=document.at((*path, "name")),
    )


def _shot_words(document: Document, path: Steps) -> ShotWords:
    holder = value_at(document.data, path)
    said = {key: word.read(_legible(holder.get(key))) for key, word in SHOT_WORDS.items()}
    return {
        key: _written(document, (*path, key), value)
        for key, value in said.items()
        if value is not None
    }


def _legible(value: object) -> object:
    """What could be read of a word, or of a list of them."""
    if isinstance(value, list):
        return [word for word in value if _text(word) is not None]
    return None if value is UNREAD else value


def _written(document: Document, path: Steps, value: T) -> Written[T]:
    return Written(value=value, at=document.at(path))


def _shots(document: Document) -> Iterator[tuple[Steps, dict[str, Any]]]:
    shots = document.data.get("shots")
    if isinstance(shots, dict):
        yield from (
            (("shots", name), shot) for name, shot in shots.items() if isinstance(shot, dict)
        )


def _priorities(document: Document) -> Iterator[tuple[Steps, dict[str, Any]]]:
    for path, _ in _shots(document):
        yield from _priorities_of(document, path)


def _priorities_of(document: Document, path: Steps) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """The priorities of the shot rule at `path`, each with its own path."""
    priorities = value_at(document.data, path).get("priorities")
    for place, priority in enumerate(priorities if isinstance(priorities, list) else ()):
        if isinstance(priority, dict):
            yield (*path, "priorities", place), priority


def _word_lists(document: Document) -> Iterator[Steps]:
    """The paths of every list of words."""
    words = tuple(SHOT_WORDS)
    holders: list[tuple[Steps, dict[str, Any], tuple[str, ...]]] = [((), document.data, words)]
    holders += [(path, shot, (*words, "spellings")) for path, shot in _shots(document)]
    holders += [(path, priority, CONDITION_KEYS) for path, priority in _priorities(document)]
    for path, holder, keys in holders:
        yield from ((*path, key) for key in keys if isinstance(holder.get(key), list))


def _words_at(path: Steps, value: object) -> list[tuple[Steps, str]]:
    """One word, or the words of a list, each with its path; nothing of any other value."""
    if isinstance(value, list):
        return [
            ((*path, place), word) for place, word in enumerate(value) if _text(word) is not None
        ]
    return [(path, value)] if isinstance(value, str) and value is not UNREAD else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value is not UNREAD else None


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1
