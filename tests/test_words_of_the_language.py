"""What the words of the rule language say of themselves and of what is wanted and found, to the letter.

It all stands in `tests/words_of_the_language.txt`, word by word; SELECTOR_REWRITE=1 writes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selector import load_rules
from selector.language.conditions import CONDITIONS
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.file_words import FILE_WORDS
from selector.language.scene_conditions import SCENE_CONDITIONS
from selector.language.shot_words import SHOT_WORDS
from selector.language.taste import Taste
from selector.language.word import Word
from tests.expected import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from selector.engine.plan import Step
    from selector.language.condition import ConditionWord, Requirement
    from selector.language.entry_list import EntryList

YES_OR_NO = ("true", "false")
TEXTS = ("in tears", "")
FOUND: dict[str, tuple[str, ...]] = {
    "type": ("text_element", "prop"),
    "crop": ("face", "full"),
    "role": ("interaction_target", "subject"),
    "label": ("night", ""),
    "of": ("Wren", ""),
    "picture": ("wren-face", ""),
    "placed_as": ("WREN",),
    "quality": ("7.5", "none"),
    "cleaned": YES_OR_NO,
    "first_appearance": YES_OR_NO,
    "in_scene_before": YES_OR_NO,
    "sent_scene_before": YES_OR_NO,
    "focal_point": YES_OR_NO,
    "speaks": YES_OR_NO,
    "position": TEXTS,
    "action": TEXTS,
    "expression": TEXTS,
    "wardrobe": TEXTS,
}
"""What may be found of a picture where a condition is not met; nothing of those that say one thing only."""


def test_what_each_word_says_is_said_to_the_letter() -> None:
    said = [
        *_of_conditions("conditions", CONDITIONS, _on_pictures),
        *_of_conditions("conditions on the scene", SCENE_CONDITIONS, _on_the_scene),
        *_of_lists(),
    ]
    expect("\n".join(said) + "\n", Path(__file__).with_name("words_of_the_language.txt"))


def _of_conditions(
    title: str,
    words: Mapping[str, ConditionWord],
    compiled: Callable[[str, Any], Requirement],
) -> Iterator[str]:
    yield f"# {title}\n"
    for key, word in words.items():
        yield f"## {key}"
        yield f"expected: {word.expected}"
        yield f"description: {word.description}"
        yield f"manual: {word.manual}"
        yield f"decided by the {word.decided_by}; reads {', '.join(word.reads) or 'nothing else'}"
        for each, meaning in word.meanings.items():
            yield f"meaning of {each}: {meaning}"
        for example in word.examples:
            yield from _of_example(example, compiled(key, example))
        if words is CONDITIONS:
            for found in FOUND.get(key, ("",)):
                yield f"says of {found!r}: {word.says(found)} | {word.says_alone(found)}"
        yield ""


def _of_example(example: Any, wanted: Requirement) -> Iterator[str]:
    yield f"example: {json.dumps(example)}"
    yield f"  asks: {wanted.asks}"
    yield f"  narrows: {wanted.narrows}"
    yield f"  denied: {wanted.denied}"
    yield f"  form: {json.dumps(wanted.form)}"


def _on_pictures(key: str, example: Any) -> Requirement:
    return next(each for each in _ban({key: example}).conditions if each.key == key)


def _on_the_scene(key: str, example: Any) -> Requirement:
    (wanted,) = _ban({"type": "prop", "when": {key: example}}).when
    return wanted


def _ban(conditions: dict[str, Any]) -> Step:
    rules = {
        "language": 1,
        "name": "words",
        "version": "1",
        "never": [{"name": "it", **conditions}],
        "shots": {"default": {"priorities": [{"name": "all", "type": "character"}]}},
    }
    (ban,) = load_rules(text=json.dumps(rules)).plan.default.bars
    return ban


def _of_lists() -> Iterator[str]:
    words: dict[str, Word[Any]] = {**FILE_WORDS, **SHOT_WORDS}
    for each in ENTRY_LISTS.values():
        yield f"# {each.key}\n"
        yield from _of_list(each)
        words.update(each.all_words)
    for key, word in words.items():
        if isinstance(word, Word):
            yield f"## {key}"
            yield from _of_word(word)


def _of_list(entries: EntryList) -> Iterator[str]:
    yield f"one, several: {entries.entry}, {entries.entries}; called {entries.called}"
    yield f"expected: {entries.expected}"
    yield f"description: {entries.description}"
    yield f"one entry: {entries.entry_description}"
    yield f"heading: {entries.heading}"
    yield f"most: {entries.most}"
    yield f"template: {json.dumps(entries.template)}"
    yield f"needed: {json.dumps(dict(entries.needed))}, one of {', '.join(entries.needs)}"
    yield f"words: {', '.join(entries.words)}; edits: {', '.join(entries.edits)}\n"


def _of_word(word: Word[Any]) -> Iterator[str]:
    yield f"expected: {word.expected}"
    yield f"description: {word.description}"
    for example in word.examples:
        yield f"example: {json.dumps(example)}"
        if isinstance(word, Taste):
            continue  # what these say is of compiled items
        value = word.read(example)
        yield f"  form: {json.dumps(word.form(value))}"
        yield f"  printed: {word.printed(value)}"
        yield f"  says: {word.says(value)}"
    yield ""
