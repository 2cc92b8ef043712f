"""Nothing that reviews rules and films is worse than linear: lines of Python run are counted, not timed, at one size
and at twice that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from selector.review.half_stretches import bans_without_their_other_half
from tests.long import many
from tests.steps import lines_run
from tests.test_lint_of_lists import HEAD, entry, rules_of

FEW = many(100, 800)
MOST = 2.2
"""How much more work twice as much may be."""
ANYBODY: dict[str, Any] = {"default": {"priorities": [entry("who", role="subject")]}}


def grows(work: Callable[[int], Callable[[], object]]) -> float:
    """How many times as many lines are run for twice as many, without those that make them ready."""
    few, twice = work(FEW), work(2 * FEW)
    return lines_run(twice) / lines_run(few)


def test_each_ban_for_a_stretch_is_compared_with_what_is_said_of_the_same_people() -> None:
    def looked_at(count: int) -> Callable[[], object]:
        never = [
            entry(f"ban-{each}", of=f"P{each}", label=f"l{each}", when={"scenes": {"from": each, "to": 2 * each}})
            for each in range(1, count + 1)
        ]  # fmt: skip
        rules = rules_of({**HEAD, "shots": ANYBODY, "never": never})
        return lambda: list(bans_without_their_other_half(rules))

    assert grows(looked_at) < MOST
