"""The tour and the page of questions show the whole language: every key in an answer, every word in one or the other.

A reader learns a word from an example. So a key that the language gains needs a question of a director
(`tests/questions.yaml`) with its answer (`docs/how.md`), and a word under it an answer or a step of the tour
(`docs/rules.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from selector.language.conditions import CONDITIONS
from selector.language.edit_words import EDIT_WORDS
from selector.language.edit_words.drop import DROP
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_words.slot import LAST, SLOT
from selector.language.entry_words.unplaced import UNPLACED
from selector.language.file_words import FILE_WORDS
from selector.language.file_words.send_cleaned import LIKENESS, NEVER, SEND_CLEANED
from selector.language.file_words.shot_names import SHOT_NAMES, STANDARD
from selector.language.kinds.count_of import MOST
from selector.language.kinds.number_range import BELOW, LEAST
from selector.language.kinds.stretch import BOUNDS
from selector.language.kinds.yes_or_no import YesOrNo
from selector.language.plain_words import ENTRY_KEYS, FILE_KEYS, SHOT_KEYS
from selector.language.scene_conditions import SCENE_CONDITIONS
from selector.language.scene_words import SCENE_WORDS
from selector.language.shot_words import SHOT_WORDS, TASTES
from selector.language.shot_words.order import ORDER
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.model.vocabulary import CROPS
from tests.documents import ROOT, Session, blocks
from tests.test_how import ANSWERS, RUN
from tests.test_what_directors_write import rows

TOUR = ROOT / "docs" / "rules.md"
Used = set[tuple[str, str]]


def used(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a rule file, and each again with every word under it."""
    match value:
        case dict():
            for inner, under in value.items():
                yield str(inner), ""
                yield from used(under, str(inner))
        case list():
            for each in value:
                yield from used(each, key)
        case bool():
            yield key, str(value).lower()
        case _:
            yield key, str(value)


def in_answers() -> Used:
    return {pair for question in RUN for pair in used(yaml.safe_load(ANSWERS[question].text))}


@pytest.fixture
def in_tour(tmp_path: Path) -> Used:
    """What the tour uses: its file after the last step, and the rows of its table."""
    session = Session(tmp_path)
    for block in blocks(TOUR.read_text("utf-8")):
        if block.kind in {"yaml", "diff"}:
            session.do(block)
    texts = [(tmp_path / "my-rules.yaml").read_text("utf-8"), *rows().values()]
    return {pair for text in texts for pair in used(yaml.safe_load(text))}


def keys_of_the_language() -> set[str]:
    tables: tuple[Iterable[str], ...] = (
        FILE_KEYS,
        SHOT_KEYS,
        ENTRY_KEYS,
        FILE_WORDS,
        SHOT_WORDS,
        SCENE_WORDS,
        EDIT_WORDS,
        CONDITIONS,
        SCENE_CONDITIONS,
        ENTRY_LISTS,
        *(each.words for each in ENTRY_LISTS.values()),
        (*BOUNDS, LEAST, MOST, BELOW, LIKENESS),
    )
    return {key for table in tables for key in table}


def words_of_the_language() -> Used:
    """Each word with the key that it stands under: `type: prop` is not `role: prop`.

    What may be `true` or `false` is a key that is used or not; that either is understood is for others to test.
    """
    named = {(key, word) for key, each in CONDITIONS.items() for word in each.meanings}
    either = {key for key, each in CONDITIONS.items() if isinstance(each.kind, YesOrNo)}
    items = {
        (key, word)
        for key, taste in TASTES.items()
        for word in taste.words
        if taste is not ORDER or word not in either
    }
    return {
        *named,
        *items,
        *{(PICTURES_EACH.key, crop) for crop in CROPS},
        (SLOT.key, LAST),
        (UNPLACED.key, "true"),
        (DROP.key, "true"),
        (SEND_CLEANED.key, NEVER),
        (SHOT_NAMES.key, STANDARD),
    }


def test_every_key_of_the_language_is_in_an_answer() -> None:
    answers = in_answers()
    items = {word for key, word in answers if key in TASTES}  # `prefer: cleaned` uses the condition
    assert keys_of_the_language() - {key for key, _ in answers} - items == set()


def test_every_word_of_the_language_is_in_an_answer_or_in_the_tour(in_tour: Used) -> None:
    assert words_of_the_language() - in_answers() - in_tour == set()


def test_a_word_counts_under_the_key_that_it_stands_under() -> None:
    found = set(used({"first": [{"type": ["prop", "object"], "has": {"speaks": True}}]}))
    assert {("type", "prop"), ("type", "object"), ("speaks", "true"), ("has", "")} <= found
    assert ("role", "prop") not in found
    assert ("type", "true") not in found
