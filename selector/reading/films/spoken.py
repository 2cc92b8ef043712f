"""How two scenes of one number are spoken of."""

from __future__ import annotations

from selector.model.problem import shown
from selector.model.scene_number import SceneNumber


def two_of_one_number(number: SceneNumber, other: SceneNumber) -> str:
    """That two scenes have one number, whichever way each of them writes it."""
    if str(number) == str(other):
        return f"Two scenes have the number {shown(number)}."
    return f"The scene numbers {shown(number)} and {shown(other)} are the same number: leading zeros do not count."
