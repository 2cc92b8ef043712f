"""Every word of a rule file with every kind of wrong value, and misspelt: what is said, to the letter.

The words come from the tables of the language, so that a new one stands here at once, in each of its places. What is
said stands in `tests/words_gone_wrong.txt`; SELECTOR_REWRITE=1 writes it anew. Nothing is passed over in silence: a
value that is right for a word is listed as such.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from selector.language.conditions import CONDITIONS
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_lists import ENTRY_LISTS, lists_in
from selector.language.file_words import FILE_WORDS
from selector.language.scene_conditions import SCENE_CONDITIONS
from selector.language.scene_words import SCENE_WORDS
from selector.language.shot_words import SHOT_WORDS
from selector.model.problem import Source
from selector.review.lint import check_rule_text
from tests.as_written import yaml_text
from tests.expected import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG = {
    "nothing": "",
    "a number": "1.5",
    "text": "xyzzy",
    "an answer": "true",
    "an empty list": "[]",
    "a list in a list": "[[xyzzy]]",
    "empty braces": "{}",
    "braces": "{xyzzy: 1}",
}
HERE = "@here@"
"""What is replaced by the wrong value."""
SLIP = "misspelt"
REASON = {"because": "a reason"}
PRIORITY = {"name": "a", "role": "subject", **REASON}
ENTRIES: dict[str, dict[str, Any]] = {
    "instead": {"name": "b", "when": {"shot": "close_up"}, "use": "default", **REASON},
    "limits": {"name": "b", "type": "prop", "at_most": 1, **REASON},
    "change": {"name": "a"},
}
"""Entries that are right, of the lists whose entries must say more than what they are about."""
ENTRY = {"name": "b", "type": "prop", **REASON}


def test_each_word_with_each_kind_of_wrong_value_is_answered_to_the_letter() -> None:
    expect("\n".join(answers()) + "\n", Path(__file__).with_name("words_gone_wrong.txt"))


@pytest.mark.parametrize("wrong", ["nothing", "a list in a list", "braces"])
def test_no_word_takes_what_none_can_mean(wrong: str) -> None:
    for word, content in places():
        assert said(content, WRONG[wrong]) != RIGHT, (word, wrong)


RIGHT = "nothing is wrong with it"


def answers() -> Iterator[str]:
    for word, content in places():
        yield f"## {word}"
        for wrong, value in WRONG.items():
            yield f"{wrong}: {said(content, value)}"
        yield f"{SLIP}: {said(misspelt(content), 'xyzzy')}"
        yield ""


def said(content: dict[str, Any], value: str) -> str:
    """What is said of a rule file that has this value where the word's belongs."""
    return said_of(yaml_text(content).replace(f'"{HERE}"', value))


@cache
def said_of(text: str) -> str:
    """The same of its text. Many are asked about twice."""
    _, problems = check_rule_text(Source(name="rules.yaml", text=text))
    found = [f"{each.code} {each.what} {each.hint or ''}".strip() for each in problems]
    return " | ".join(found) or RIGHT


def misspelt(content: Any) -> Any:
    """The content with one letter too many in the word."""
    if not isinstance(content, dict):
        return [misspelt(each) for each in content] if isinstance(content, list) else content
    made = {}
    for key, value in content.items():
        is_word = value == HERE
        made[f"{key}s" if is_word else key] = misspelt(value)
    return made


def places() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each word in each of its places, with a rule file that has it there."""
    for key in ("name", "version", "description", "extends", *FILE_WORDS, *SHOT_WORDS):
        yield f"top {key}", rules(**{key: HERE})
    for key in ("scenes", *lists_in("top")):
        yield f"top {key}", rules(**{key: HERE})
    for key in ("like", "spellings", *SHOT_WORDS, *lists_in("shot rule")):
        yield f"shot {key}", with_shot({key: HERE})
    for key in (*SCENE_WORDS, *lists_in("scene")):
        yield f"scene {key}", rules(scenes={"1": {"references": 2, **REASON, key: HERE}})
    for key, entry_list in ENTRY_LISTS.items():
        entry = ENTRIES.get(key, ENTRY)
        for word in ("name", *entry_list.words, "when"):
            yield f"{key} {word}", with_entry(key, {**entry, word: HERE})
    for word in EDIT_WORDS:
        yield f"edit {word}", with_entry("change", {"name": "a", word: HERE})
    for key in CONDITIONS:
        yield f"condition {key}", with_entry("priorities", {"name": "b", **REASON, key: HERE})
    for key in SCENE_CONDITIONS:
        yield f"when {key}", with_entry("priorities", {**ENTRY, "when": {key: HERE}})
    for bound in ("at_least", "below"):
        yield f"quality {bound}", with_entry("priorities", {**ENTRY, "quality": {bound: HERE}})
    for bound in ("at_least", "at_most"):
        count = {"type": "prop", bound: HERE}
        yield f"placed {bound}", with_entry("priorities", {**ENTRY, "when": {"placed": count}})
    for bound in ("from", "after", "to", "before"):
        stretch = {"scenes": {bound: HERE}}
        yield f"scenes {bound}", with_entry("priorities", {**ENTRY, "when": stretch})
    yield "send_cleaned likeness", rules(send_cleaned={"likeness": HERE})
    yield "likeness at_least", rules(send_cleaned={"likeness": {"at_least": HERE}})


def rules(**top: Any) -> dict[str, Any]:
    """A rule file in which nothing is wrong, and what it says besides at its top."""
    return {
        "language": 1,
        "name": "t",
        "version": "1",
        "description": "d",
        **top,
        "shots": {
            "default": {"priorities": [PRIORITY, {"name": "z", "type": "vehicle", **REASON}]},
            "close_up": {"like": "default", "references": 2},
        },
    }


def with_shot(words: dict[str, Any]) -> dict[str, Any]:
    made = rules()
    made["shots"]["close_up"] = {"like": "default", "references": 2, **words}
    return made


def with_entry(key: str, entry: dict[str, Any]) -> dict[str, Any]:
    """A rule file that has this entry in a list."""
    if "top" in ENTRY_LISTS[key].places:
        return rules(**{key: [entry]})
    return with_shot({key: [entry]})
