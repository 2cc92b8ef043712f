"""What a shot plan never sends: which ban strikes which candidates.

A ban strikes a candidate, a picture as one placement offers it: another placement of the same
picture may still offer it. A condition `has` does not count pictures that are struck, except by
bans that ask `has` themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.earlier import Earlier
from selector.language.candidate import Circumstances
from selector.language.condition import flattened
from selector.language.conditions.has import HAS

if TYPE_CHECKING:
    from selector.engine.plan import ShotPlan, Step
    from selector.engine.pool import AssetPool
    from selector.language.candidate import Candidate
    from selector.model.scene import Scene


def circumstances_of(
    shot_plan: ShotPlan, scene: Scene, pool: AssetPool, earlier: Earlier | None
) -> Circumstances:
    """What conditions see of a scene and a pool under a shot plan.

    Args:
        shot_plan: What serves the scene.
        scene: The scene.
        pool: The pool.
        earlier: What is known of the scenes before it.

    Returns:
        The three, what a condition `has` may know of the bans, and what the file says of clean
        references.
    """
    return Circumstances(
        scene=scene,
        pool=pool,
        earlier=earlier or Earlier(None, pool),
        bars=certain_bars(shot_plan),
        send_cleaned=shot_plan.send_cleaned,
    )


def certain_bars(shot_plan: ShotPlan) -> tuple[Step, ...]:
    """The bans, and refusals, that do not ask what pictures an individual has."""
    return tuple([bar for bar in shot_plan.strikes if _is_certain(bar)])


def striking(shot_plan: ShotPlan, candidate: Candidate) -> list[Step]:
    """The bans that strike a candidate, in order, and then what the video model refuses of it."""
    return [bar for bar in shot_plan.strikes if bar.is_met(candidate)]


def _is_certain(bar: Step) -> bool:
    """Whether a ban does not ask what pictures an individual has."""
    return all(each.word is not HAS for each in flattened(bar.conditions))
