"""What a condition on the scene as a whole may see: `when` asks about it, before all else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.model.frozen import unique

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from selector.language.candidate import EarlierScenes
    from selector.model.scene import Scene


@unique
class WholeScene:
    """One scene, before it is known which entries hold in it.

    Attributes:
        scene: The scene.
        shot_names: The folded names and spellings of the shot rule that its shot type leads to,
            and the shot names that a vocabulary reads in it.
        earlier: What it may know of the scenes before it.
        placed: Gives the individuals, by number, that have a picture which meets compiled
            conditions together, as a placement offers it and before any ban.
        target: The video model that it is for, if that is known.
    """

    scene: Scene
    shot_names: Sequence[str]
    earlier: EarlierScenes
    placed: Callable[[Sequence[Any]], Collection[int]]
    target: str | None = None
