"""Two scenes of one number in; a sentence about them out."""

from __future__ import annotations

from selector.model.problem import shown
from selector.model.scene_number import SceneNumber


def two_of_one_number(number: SceneNumber, other: SceneNumber) -> str:
    """That two scenes have one number, however each of them writes it."""
    one = shown(number)
    if str(number) == str(other):
        return f"Two scenes have the number {one}."
    both = f"{one} and {shown(other)}"
    return f"The scene numbers {both} are the same number: leading zeros do not count."
