"""`selector help WORD`: every word of the rule language has a page, with an example that is a rule.

The pages are made from the tables of the language, so a new word has its page by being there.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

import pytest
import yaml

from selector.cli.main import run
from selector.language.conditions import CONDITIONS
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.file_words import FILE_WORDS
from selector.language.kinds.number_range import BELOW, LEAST
from selector.language.kinds.stretch import BOUNDS
from selector.language.scene_conditions import SCENE_CONDITIONS, WHEN
from selector.language.scene_words import SCENE_WORDS
from selector.language.shot_words import SHOT_WORDS, TASTES
from selector.model.problem import Source
from selector.reading.shape.ruleset_shape import ENTRY_SHAPES, RuleFileShape, ShotShape
from selector.reporting.manual import manual, word_groups, word_page
from selector.reporting.pages import page_text
from selector.review.lint import check_rule_text
from tests.commands import as_document

TABLES: tuple[Mapping[str, object], ...] = (
    RuleFileShape.model_fields,
    ShotShape.model_fields,
    FILE_WORDS,
    SHOT_WORDS,
    SCENE_WORDS,
    ENTRY_LISTS,
    EDIT_WORDS,
    CONDITIONS,
    SCENE_CONDITIONS,
    *(each.words for each in ENTRY_LISTS.values()),
    *(shape.model_fields for shape in ENTRY_SHAPES.values()),
    *(word.meanings for word in CONDITIONS.values()),
    *(taste.words for taste in TASTES.values()),
    dict.fromkeys([*BOUNDS, LEAST, BELOW, WHEN]),
)
KEYS = sorted({key for table in TABLES for key in table if key != "not_"})
HEAD = 'language: 1\nname: my-film\nversion: "1.0"\nextends: default\n'
EXAMPLES = [
    pytest.param(word, sense.example, id=f"{word}-{number}")
    for word, senses in manual().items()
    for number, sense in enumerate(senses)
]


@pytest.mark.parametrize("word", KEYS)
def test_every_word_of_every_table_has_a_page_with_an_example(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", word]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"# {word}\n")
    assert page.count("```yaml\n") == len(manual()[word]) > 0


def _keys_of(value: object) -> set[str]:
    match value:
        case dict():
            return {*map(str, value)}.union(*map(_keys_of, value.values()))
        case list():
            return set().union(*map(_keys_of, value))
        case _:
            return {str(value)}


@pytest.mark.parametrize(("word", "example"), EXAMPLES)
def test_an_example_has_its_word_and_is_two_lines_of_valid_rules(word: str, example: str) -> None:
    written = yaml.safe_load(example)
    assert word in _keys_of(written)
    assert len(example.splitlines()) <= 3
    head = "".join(
        f"{line}\n" for line in HEAD.splitlines() if line.partition(":")[0] not in written
    )
    source = Source(name="rules.yaml", text=f"{head}{example}\n")
    rules, problems = check_rule_text(source)
    assert rules is not None
    assert problems == ()


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("perfer", "prefer"), ("refrences", "references"), ("sceens", "scenes"), ("nver", "never")],
)
def test_a_slip_is_told_the_word_that_was_probably_meant(
    slip: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", slip]) == 2
    assert f"Did you mean `{meant}`?" in capsys.readouterr().err


@pytest.mark.parametrize("asked", ["prefer", "Prefer", "prefer:"])
def test_a_word_is_found_as_it_is_copied_from_a_file(
    asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", asked]) == 0
    assert capsys.readouterr().out.startswith("# prefer\n")


def test_help_lists_every_word_under_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help"]) == 0
    listed = capsys.readouterr().out.partition("Words of the rule language")[2]
    listed = listed.partition("Problem codes")[0]
    assert {*manual()} <= {*re.findall(r"\w+", listed)}
    assert {word for words in word_groups().values() for word in words} == {*manual()}


@pytest.mark.parametrize("window", [40, 100])
@pytest.mark.parametrize("word", manual())
def test_in_a_window_a_page_of_a_word_is_wrapped_and_its_examples_stay(
    word: str, window: int
) -> None:
    page = word_page(word)
    assert page is not None
    shown = page_text(page, window=window)
    examples = [sense.example for sense in manual()[word]]
    assert all(textwrap.indent(each, "    ") in shown for each in examples)
    words = [line for line in shown.splitlines() if not line.startswith("    ")]
    assert all(len(line) < window for line in words)


def test_help_for_programs_has_every_meaning_of_every_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["help", "--format", "json"]) == 0
    listed = as_document(capsys.readouterr().out, "help")["words"]
    assert [(each["name"], each["group"], each["says"]) for each in listed] == [
        (word, sense.group, sense.says) for word, senses in manual().items() for sense in senses
    ]
    assert all(each["says"].endswith((".", ".)")) for each in listed)


def test_what_is_no_word_has_no_page() -> None:
    assert word_page("tag") is None
