"""Two ways of doing one thing, timed in turn in one process: the ratio is what counts, the machine drops out."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time_ns


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Median ratio of ours to theirs over the rounds, and the best time of each in microseconds per unit of work."""

    ratio: float
    ours: float
    theirs: float

    @classmethod
    def of(cls, times: Sequence[tuple[int, int]], units: int) -> Pair:
        """From the nanoseconds of both in each round, each round doing `units` pieces of work."""
        return cls(
            ratio=statistics.median(one / other for one, other in times),
            ours=min(one for one, _ in times) / units / 1000,
            theirs=min(other for _, other in times) / units / 1000,
        )

    def line(self, what: str, bound: float) -> str:
        """One row of the report."""
        verdict = "ok" if self.ratio <= bound else "OVER"
        return f"{what:<58} {self.ours:9.2f} {self.theirs:9.2f} {self.ratio:6.2f}  {bound:4.1f}  {verdict}"


HEADING = f"{'':<58} {'ours µs':>9} {'hand µs':>9} {'ratio':>6}  bound"


def pair(
    ours: Callable[[], object], theirs: Callable[[], object], *, units: int, rounds: int = 15
) -> Pair:
    """Run both in turn, `rounds` times, the collector off; each call does `units` pieces of work."""
    ours(), theirs()
    gc.collect()
    gc.disable()
    try:
        times = [(_once(ours), _once(theirs)) for _ in range(rounds)]
    finally:
        gc.enable()
    return Pair.of(times, units)


def _once(work: Callable[[], object]) -> int:
    start = process_time_ns()
    work()
    return process_time_ns() - start
