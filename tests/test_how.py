"""The answers of `docs/how.md` are right: each is run on the film of its question, and sends what the page says.

A question of `tests/questions.yaml` has its answer under a heading of the same words: a block of rules and what is
sent, or a sentence that says that no rule can do it. `SELECTOR_REWRITE=1 pytest tests/test_how.py` writes anew what is
sent; read the difference before you keep it.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.problem import Source
from selector.model.scene import Scene
from selector.reading.film import read_film
from selector.reading.load import load_rules
from selector.review.lint import check_rule_text
from tests.documents import ROOT, blocks
from tests.test_intents import write_intent
from tests.test_questions_of_directors import FILMS, QUESTIONS

PAGE = ROOT / "docs" / "how.md"
HEAD = 'language: 1\nname: my-film\nversion: "1.0"\n'
EXTENDS = "extends: default\n"
HOUSE = "house.yaml"
NO_RULE = "No rule can say this"
AT_LEAST_ANSWERED = 60
SAME_PICTURES = "How do I always send the originals?"
"""What is answered by another file of the same picture."""
EXCLUDES_LESS = "R262"
"""The warning of an edit that weakens an inherited ban, where that is what was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What stands under one heading: the words, the rules that they show, and what is said to be sent."""

    words: str
    rules: str | None
    sent: str | None

    @property
    def text(self) -> str:
        """The rules as a whole file."""
        rules = self.rules or ""
        if rules.startswith("extends:"):
            return HEAD + rules
        return HEAD + EXTENDS + rules


def _answers(page: str) -> Iterator[tuple[str, Answer]]:
    for part in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        question, _, words = part.partition("\n")
        words = re.split(r"^## ", words, flags=re.MULTILINE)[0]
        rules = [each.text for each in blocks(words) if each.kind == "yaml" and not each.about]
        said = re.search(r"^Sent in \*(.*)$", words, re.MULTILINE)
        yield (
            question,
            Answer(
                words=words,
                rules=rules[0] if rules else None,
                sent=said[0] if said else None,
            ),
        )
        assert len(rules) <= 1, question


ANSWERS = dict(_answers(PAGE.read_text("utf-8")))
ASKED = {each["ask"]: each for each in QUESTIONS}
RUN = [question for question, answer in ANSWERS.items() if answer.rules is not None]


def _house() -> dict[str, str]:
    named = (each for each in blocks(PAGE.read_text("utf-8")) if each.about == HOUSE)
    return {HOUSE: next(named).text}


@cache
def _film(name: str) -> tuple[tuple[Scene, ...], AssetPool[Asset]]:
    with tempfile.TemporaryDirectory() as folder:
        read, problems = read_film(write_intent(Path(folder), FILMS[name]))
        assert read is not None, problems
        scenes = tuple(scene for scene, _ in read.usable_scenes())
        return scenes, read.pool()


@cache
def _sent(rules: str, film: str) -> dict[str, list[str]]:
    """What rules send with each scene of a film."""
    scenes, pool = _film(film)
    selections = load_rules(text=rules, parents=_house()).select_many(scenes, pool)
    return {
        str(scene.index): [asset.id or "" for asset in selection.assets]
        for scene, selection in zip(scenes, selections, strict=True)
    }


def _in_words(film: str, sent: Mapping[str, list[str]]) -> str:
    said = [f"scene {number} {', '.join(ids) or 'nothing'}" for number, ids in sent.items()]
    return f"Sent in *{film}*: {'; '.join(said)}."


@pytest.mark.parametrize("question", RUN)
def test_an_answer_sends_what_the_page_says_and_what_was_expected(question: str) -> None:
    answer, asked = ANSWERS[question], ASKED[question]
    film = asked["film"]
    expected: dict[str, Any] = {str(scene): each for scene, each in asked["expected"].items()}
    everything = _sent(answer.text, film)
    sent = {number: ids for number, ids in everything.items() if number in expected}
    assert set(sent) == set(expected)
    _expect(question, _in_words(film, sent))
    for number, wanted in expected.items():
        ids = sent[number]
        assert wanted.get("sent", ids) == ids
        assert wanted.get("leads") in {None, *ids[:1]}
        assert set(wanted.get("goes", ())) <= set(ids)
        assert not set(wanted.get("stays", ())) & set(ids)


@pytest.mark.parametrize("question", sorted({*RUN} - {SAME_PICTURES}))
def test_an_answer_changes_what_is_sent_with_one_of_its_scenes(question: str) -> None:
    answer, asked = ANSWERS[question], ASKED[question]
    laid_over = f"extends: {HOUSE}\n" if HOUSE in answer.text else EXTENDS
    after = _sent(answer.text, asked["film"])
    before = _sent(HEAD + laid_over, asked["film"])
    assert any(after[str(scene)] != before[str(scene)] for scene in asked["expected"])


def _expect(question: str, said: str) -> None:
    """The page says so under the question; written anew where `SELECTOR_REWRITE` is set."""
    found = ANSWERS[question].sent
    assert found is not None
    if os.environ.get("SELECTOR_REWRITE"):
        begin, heading, rest = PAGE.read_text("utf-8").partition(f"### {question}\n")
        PAGE.write_text(begin + heading + rest.replace(found, said, 1), "utf-8")
        return
    assert found == said


@pytest.mark.parametrize("question", RUN)
def test_nothing_is_wrong_with_the_rules_of_an_answer(question: str, tmp_path: Path) -> None:
    (tmp_path / HOUSE).write_text(_house()[HOUSE], "utf-8")
    source = Source(name=str(tmp_path / "rules.yaml"), text=ANSWERS[question].text)
    rules, problems = check_rule_text(source, tmp_path)
    assert rules is not None
    weakens = "loosen a ban" in question
    assert [each.code for each in problems] == [EXCLUDES_LESS] * weakens


@pytest.mark.parametrize("question", ANSWERS)
def test_an_answer_is_of_one_to_six_lines_or_says_that_no_rule_can_do_it(question: str) -> None:
    assert question in ASKED
    answer = ANSWERS[question]
    if answer.rules is None:
        assert NO_RULE in answer.words
        return
    assert 1 <= len(answer.rules.splitlines()) <= 6
    assert all(len(line) <= 120 for line in answer.rules.splitlines())


def test_the_page_answers_most_questions_in_the_order_of_their_groups() -> None:
    assert len(RUN) >= AT_LEAST_ANSWERED
    groups = [ASKED[question]["group"] for question in ANSWERS]
    order = list(dict.fromkeys(each["group"] for each in QUESTIONS))
    assert groups == sorted(groups, key=order.index)
