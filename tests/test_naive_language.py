"""Rules of priorities alone, in the naive evaluator's answers to films: the scenes before do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.choosing import compiled
from tests.generate import batch
from tests.naive_language.film import film_answers, scene_answer
from tests.pools import build, usable
from tests.second_opinion import TARGETS

if TYPE_CHECKING:
    from tests.naive_language.film import Answer


def told(answer: Answer) -> Any:
    """All that an answer says of its scene."""
    return answer.shot, answer.picks, answer.left_out, answer.notes, answer.problems


def test_rules_that_ask_nothing_of_the_film_judge_each_scene_alone() -> None:
    for seed in range(12):
        each = batch(seed)
        if compiled(each.rules).asks_earlier:
            continue
        for sketches, scenes in zip(each.pools, each.scenes, strict=True):
            assets = build(sketches)
            answers = film_answers(each.rules, scenes, assets, usable=usable, targets=TARGETS)
            alone = [
                scene_answer(each.rules, one, assets, usable=usable, targets=TARGETS)
                for one in scenes
            ]
            assert [answer and told(answer) for answer in answers] == list(map(told, alone))
