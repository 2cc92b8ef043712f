"""How far a change reaches besides the scene that it is for, by where it is written.

In: a change, and the rules that it changes. Out: which other scenes it can change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.engine.likes import ways_of
from selector.model.advice import (
    AddPicture,
    AskForIt,
    Edit,
    Elsewhere,
    Lift,
    MakeSendable,
    MoveUp,
    Pinned,
    PlaceAs,
    PlaceBy,
    PlaceTag,
    Widen,
    Write,
)
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from selector.model.advice import Change
    from selector.model.ruleset import RuleSet

_OF_THE_SCENE = (PlaceAs, PlaceBy, PlaceTag)
"""Changes of the scene itself."""
_OF_THE_PICTURE = (AddPicture, MakeSendable)
"""What any scene that places the picture gains by, too."""
_IN_A_PLACE = (Write, MoveUp, Widen, Edit, Pinned)
"""Changes that stand in a scene, a shot rule or else at the top."""


class Reach:
    """How far the changes of some rules reach.

    Args:
        rule_set: The rules that are changed, or that a new file extends.
    """

    def __init__(self, rule_set: RuleSet) -> None:
        self._rule_set = rule_set

    def changed_by(self, change: Change) -> Elsewhere | None:
        """The scenes that a change can change; None if it is for one scene alone."""
        if _is_for_one_scene(change):
            return None
        shot = _shot_of(change)
        if shot is None or fold(shot) in self._inherited:
            return Elsewhere()
        return Elsewhere(shot=shot)

    @cached_property
    def _inherited(self) -> set[str]:
        """The shot rules that others are like: a change of these is one of the others, too."""
        names: set[str] = set()
        for _, *others in ways_of(self._rule_set):
            names.update(fold(other.name) for other in others)
        return names


def _is_for_one_scene(change: Change) -> bool:
    if isinstance(change, _OF_THE_SCENE + _OF_THE_PICTURE):
        return True
    if isinstance(change, Lift):
        return change.ban.scene is not None
    return isinstance(change, _IN_A_PLACE) and change.scene is not None


def _shot_of(change: Change) -> str | None:
    """The shot rule that a change is made in; None if it counts for every shot."""
    match change:
        case Lift():
            return change.ban.shot or None
        case AskForIt() | Write() | MoveUp() | Widen() | Edit() | Pinned():
            return change.shot
        case _:
            return None
