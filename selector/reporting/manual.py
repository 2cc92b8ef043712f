"""The manual of the rule language: a word in; its page out, as Markdown.

What a page says is in the tables of the language. A word that means several things, such as
`scenes`, has a part for each. The examples are whole lines of a rule file that extends `default`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from selector.language.condition import ConditionWord
from selector.language.conditions import CONDITIONS
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_list import EntryList
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.file_words import FILE_WORDS
from selector.language.plain_words import (
    ENTRY_KEYS,
    FILE_KEYS,
    INNER_KEYS,
    SHOT_KEYS,
    PlainWord,
)
from selector.language.scene_conditions import SCENE_CONDITIONS, WHEN
from selector.language.scene_words import SCENE_WORDS
from selector.language.shot_words import SHOT_WORDS, TASTES
from selector.language.word import Word
from selector.model.expected import EXPECTED
from selector.model.phrases import listed
from selector.model.refusals import as_yaml
from selector.reporting.sense import Sense

_AT_THE_TOP = "At the top of a rule file."
_IN_A_SHOT_RULE = "In a shot rule."
_IN_ANY_PLACE = "At the top of a rule file, in a shot rule or in a scene"
_IN_AN_EDIT = "In an entry that edits the inherited entry with the same name."
_IN_AN_ENTRY = "In every entry of a list."
_IN_WHEN = "A condition on the scene, inside `when`."
_OF_A_PICTURE = "A condition on a picture and its place in the scene."
_PLACES = {"top": "at the top of a rule file", "shot rule": "in a shot rule", "scene": "in a scene"}
_FIRST_LINES = {
    "language": 'language: 1\nname: my-film\nversion: "1.0"',
    "name": 'name: my-film\nversion: "1.0"',
    "version": 'name: my-film\nversion: "1.0"',
    "description": "description: Faces for close-ups.",
    "extends": "extends: default\nreferences: 2",
    "shots": "shots:\n  close_up: {references: 2}",
    "scenes": 'scenes:\n  12A: {references: 2, because: "dust hides the rest"}',
    "references": "references: 3\nshots: {wide_shot: {references: 2}}",
    "prefer": "shots:\n  close_up: {prefer: [{label: night}, face]}",
    "spellings": "shots:\n  close_up: {spellings: [tight]}",
    "like": "shots:\n  reverse: {like: close_up, references: 2}",
    "use": 'scenes:\n  13A: {use: establishing, because: "nobody is a face here"}',
    "priorities": (
        "shots:\n  packshot:\n"
        '    priorities: [{name: product, type: object, because: "what is sold"}]'
    ),
    "change": "shots:\n  close_up:\n    change: [{name: surroundings, drop: true}]",
    "drop": "shots:\n  close_up: {change: [{name: surroundings, drop: true}]}",
    "without": "shots:\n  close_up: {change: [{name: subject-face, without: role}]}",
    "before": "shots:\n  close_up: {change: [{name: surroundings, before: subject-full}]}",
    "after": "shots:\n  close_up: {change: [{name: subject-face, after: subject-full}]}",
    "instead": (
        "instead:\n"
        "  - {name: crowd, when: {placed: {type: character, at_least: 5}}, use: establishing,\n"
        '     because: "nobody is a face in a crowd"}'
    ),
    "likeness": "send_cleaned: {likeness: {at_least: 0.7}}",
    "placement": "order: [placement, quality]",
}
"""Examples of words whose lines need other words. Those of all others are made from the tables."""
_INNER_LINES = {
    "from": "when: {scenes: {from: 40, to: 52}}",
    "after": "when: {scenes: {after: the oil runs out}}",
    "to": "when: {scenes: {from: 40, to: 52}}",
    "before": "when: {scenes: {from: the fever begins, before: the fever is gone}}",
    "at_least": "quality: {at_least: 7}",
    "at_most": "when: {placed: {type: character, at_most: 2}}",
    "below": "quality: {below: 6}",
}
"""The same of keys in the braces of a condition: what an entry has."""


@cache
def manual() -> dict[str, tuple[Sense, ...]]:
    """Each word of the language with what it means, in the order of the page of the language."""
    senses: dict[str, list[Sense]] = {}
    for word, sense in _senses():
        senses.setdefault(word, []).append(sense)
    return {word: tuple(each) for word, each in senses.items()}


def word_page(word: str) -> str | None:
    """The page of a word of the language or of a film's files; None if it is neither."""
    senses = manual().get(word, ())
    if word in EXPECTED:
        senses += _in_films(word)
    if not senses:
        return None
    parts = [f"# {word}", *map(_part, senses)]
    return "\n\n".join(parts) + "\n"


def word_groups() -> dict[str, list[str]]:
    """The words of the language by what they are for. One that means several things is in each."""
    groups: dict[str, dict[str, None]] = {}
    for word, sense in _senses():
        groups.setdefault(sense.group, {})[word] = None
    return {group: list(words) for group, words in groups.items()}


def _in_films(word: str) -> tuple[Sense, ...]:
    from selector.reporting.film_manual import film_manual  # noqa: PLC0415  # slow to load

    return film_manual().get(word, ())


def _part(sense: Sense) -> str:
    words = [sense.where, sense.says]
    if sense.takes:
        words.append(f"It takes {sense.takes}.")
    parts = [" ".join(filter(None, words))]
    if sense.words:
        meanings = (f"- `{word}`: {meaning}" for word, meaning in sense.words.items())
        parts.append("\n".join(meanings))
    parts.append(f"```yaml\n{sense.example}\n```")
    return "\n\n".join(parts)


def _senses() -> Iterator[tuple[str, Sense]]:
    yield from _of_plain("a rule file", _AT_THE_TOP, FILE_KEYS.values())
    yield from _of_file_words()
    yield from _of_plain("a shot rule", _IN_A_SHOT_RULE, SHOT_KEYS.values())
    yield from _of_settings()
    yield from _of_lists()
    yield from _of_plain("an entry of a list", _IN_AN_ENTRY, ENTRY_KEYS.values())
    yield from _of_entry_words()
    yield from _of_edits()
    yield from _of_conditions("conditions on a picture", _OF_A_PICTURE, CONDITIONS)
    yield from _of_conditions("conditions on the scene, in `when`", _IN_WHEN, SCENE_CONDITIONS)
    yield from _of_inner_keys()
    yield from _of_values()


def _of_plain(group: str, where: str, words: Iterable[PlainWord]) -> Iterator[tuple[str, Sense]]:
    for word in words:
        example = _FIRST_LINES.get(word.key) or _in_an_entry(word)
        if where == _IN_AN_ENTRY:
            example = _in_an_entry(word)
        yield word.key, _sense(group, where, word, example)


def _of_file_words() -> Iterator[tuple[str, Sense]]:
    for key, word in FILE_WORDS.items():
        example = f"{key}: {as_yaml(word.examples[0])}"
        yield key, _sense("a rule file", _AT_THE_TOP, word, example)


def _of_settings() -> Iterator[tuple[str, Sense]]:
    for key, word in SHOT_WORDS.items():
        where = f"{_IN_ANY_PLACE}."
        if key in TASTES:
            holders = [each.entry for each in ENTRY_LISTS.values() if key in each.words]
            where = f"{_IN_ANY_PLACE}, and in {_listed(holders)}."
        first, last = as_yaml(word.examples[0]), as_yaml(word.examples[-1])
        example = _FIRST_LINES.get(key)
        if example is None:
            example = f"{key}: {first}\nshots: {{close_up: {{{key}: {last}}}}}"
        yield key, _sense("the film, a shot or a scene", where, word, example)


def _of_lists() -> Iterator[tuple[str, Sense]]:
    for key, entries in ENTRY_LISTS.items():
        places = [_PLACES[place] for place in entries.places]
        where = f"{listed(places, 'or').capitalize()}."
        example = _FIRST_LINES.get(key) or _entry(key, entries.examples[0][0])
        yield key, _sense("lists of entries", where, entries, example)


def _of_entry_words() -> Iterator[tuple[str, Sense]]:
    """The words of entries, once for each thing that they mean."""
    holders: dict[str, list[EntryList]] = {}
    words: dict[str, Word[Any]] = {}
    for entries in ENTRY_LISTS.values():
        for key, word in entries.words.items():
            if key not in TASTES:
                holders.setdefault(word.description, []).append(entries)
                words[word.description] = word
    for description, lists in holders.items():
        word = words[description]
        where = f"In {_listed(each.entry for each in lists)}."
        if word.key in SCENE_WORDS and word.key not in SHOT_WORDS:
            where = f"In {_listed([*(each.entry for each in lists), 'scene'])}."
        example = _FIRST_LINES.get(word.key) or _with_word(lists[0], word)
        yield word.key, _sense("an entry of a list", where, word, example)


def _of_edits() -> Iterator[tuple[str, Sense]]:
    for key, word in EDIT_WORDS.items():
        yield key, _sense("an edit", _IN_AN_EDIT, word, _FIRST_LINES[key])


def _of_conditions(
    group: str, where: str, table: Mapping[str, ConditionWord]
) -> Iterator[tuple[str, Sense]]:
    for key, word in table.items():
        yield key, _sense(group, where, word, _in_an_entry(word), word.meanings)


def _of_inner_keys() -> Iterator[tuple[str, Sense]]:
    for word in INNER_KEYS:
        if word.key in _INNER_LINES:
            example = _entry_with(_INNER_LINES[word.key])
        else:
            example = _FIRST_LINES[word.key]
        yield word.key, _sense("inside braces", word.where, word, example)


def _of_values() -> Iterator[tuple[str, Sense]]:
    """The words that conditions take, such as `face`."""
    for key, condition in CONDITIONS.items():
        for word, meaning in condition.meanings.items():
            sense = Sense(
                group="words that conditions take",
                where=f"A word of `{key}`:",
                says=f"{meaning}.",
                takes="",
                words={},
                example=_entry_with(f"{key}: {word}"),
            )
            yield word, sense


def _sense(
    group: str,
    where: str,
    word: PlainWord | Word[Any] | ConditionWord | EntryList,
    example: str,
    meanings: Mapping[str, str] | None = None,
) -> Sense:
    """What a row of a table says of its word.

    Args:
        group: Under what the word is listed.
        where: Where it is written.
        word: The row.
        example: Lines of a rule file.
        meanings: What each word that it takes means.

    Returns:
        The sense.
    """
    return Sense(
        group=group,
        where=where,
        says=word.description,
        takes=word.expected,
        words=meanings or {},
        example=example,
    )


def _listed(entries: Iterable[str]) -> str:
    """`a priority, a pin or a limit`."""
    articles = (f"a {entry}" for entry in dict.fromkeys(entries))
    return listed(articles, "or")


def _in_an_entry(word: PlainWord | ConditionWord) -> str:
    """A priority that has the word, with the first of its examples."""
    if not word.examples:
        return _entry("first", {"name": "the-speaker", "speaks": True, "because": "lips"})
    condition = f"{word.key}: {as_yaml(word.examples[0])}"
    if word in SCENE_CONDITIONS.values():
        condition = f"{WHEN}: {{{condition}}}"
    return _entry_with(condition)


def _entry_with(condition: str) -> str:
    """A priority that asks so much; one that asks only about the scene needs another condition."""
    if condition.startswith(f"{WHEN}:"):
        condition = f"type: character, {condition}"
    return f'first:\n  - {{name: these, {condition}, because: "they matter most"}}'


def _with_word(entries: EntryList, word: Word[Any]) -> str:
    """The example of a list, with a word of its entries."""
    list_key = "first" if entries.key == "priorities" else entries.key
    entry = {**entries.examples[0][0], word.key: word.examples[0]}
    because = entry.pop("because", None)
    if because is not None:
        entry["because"] = because
    return _entry(list_key, entry)


def _entry(list_key: str, entry: Mapping[str, Any]) -> str:
    return f"{list_key}:\n  - {as_yaml(dict(entry))}"
