"""The conditions on a scene as a whole, in `when`: one file for each.

when_shot    what the shot type is called
when_camera  what the camera does
when_note    what the continuity notes say
when_placed  how many people, places and things are placed
when_target  which video model it is for
when_scenes  which scene it is
when_not     other conditions that do not hold
when_any_of  several groups of conditions, one of which holds

`SCENE_CONDITIONS` has them in the order in which they are judged.
"""

from __future__ import annotations

import copyreg

from selector.language.condition import ConditionWord
from selector.language.conditions import CONDITIONS
from selector.language.kinds.conditions_within import Conditions
from selector.language.scene_conditions.when_any_of import WHEN_ANY_OF
from selector.language.scene_conditions.when_camera import WHEN_CAMERA
from selector.language.scene_conditions.when_not import WHEN_NOT
from selector.language.scene_conditions.when_note import WHEN_NOTE
from selector.language.scene_conditions.when_placed import WHEN_PLACED
from selector.language.scene_conditions.when_scenes import WHEN_SCENES
from selector.language.scene_conditions.when_shot import WHEN_SHOT
from selector.language.scene_conditions.when_target import WHEN_TARGET

WHEN = "when"
"""The key of an entry that has its conditions on the scene."""
WHEN_EXPECTED = "conditions on the scene, in braces"
_IN_ORDER = (
    WHEN_SHOT,
    WHEN_CAMERA,
    WHEN_NOTE,
    WHEN_PLACED,
    WHEN_TARGET,
    WHEN_SCENES,
    WHEN_NOT,
    WHEN_ANY_OF,
)
SCENE_CONDITIONS: dict[str, ConditionWord] = {word.key: word for word in _IN_ORDER}
SCENE_WITHIN = [key for key, word in SCENE_CONDITIONS.items() if isinstance(word.kind, Conditions)]
"""Those that take conditions on the scene again."""


def condition_on(side: str, key: str) -> ConditionWord:
    """The condition of that name, on the scene or on pictures."""
    if side == WHEN_SHOT.looks_at:
        return SCENE_CONDITIONS[key]
    return CONDITIONS[key]


# Rules travel to other processes with the name of a condition, not with its functions.
copyreg.pickle(ConditionWord, lambda word: (condition_on, (word.looks_at, word.key)))
