"""The conditions of the language: one file for each. A new condition is a new file here.

role               what the person, place or thing is in the scene, as its placement says
type               what kind of thing the picture shows
crop               whether the picture is a face crop
of                 which person, place or thing it is, by one of its names or tags
picture            one picture by its id, or every picture that has a tag
placed_as          the tag by which the scene places it
label              what somebody has written on the picture
position           where in the frame the scene places it
action             what it does in the scene
expression         how it looks in the scene
wardrobe           what it wears in the scene
matches            whether a label of the picture is in a text of the scene
quality            the picture's quality score
focal_point        whether the camera looks at it
speaks             whether it has a line in the scene
first_appearance   whether no earlier scene of the film places it
in_scene_before    whether the scene before places it too
sent_scene_before  whether this very picture was sent with the scene before
cleaned            whether a clean reference is sent instead of the original
has                conditions that any picture of the same person, place or thing meets
not_               other conditions that do not hold; `not` itself is a word of Python
any_of             several groups of conditions, one of which holds

`CONDITIONS` has them in the order in which they are judged and explained.
"""

from __future__ import annotations

from selector.language.condition import ConditionWord
from selector.language.conditions.action import ACTION
from selector.language.conditions.any_of import ANY_OF
from selector.language.conditions.cleaned import CLEANED
from selector.language.conditions.crop import CROP
from selector.language.conditions.expression import EXPRESSION
from selector.language.conditions.first_appearance import FIRST_APPEARANCE
from selector.language.conditions.focal_point import FOCAL_POINT
from selector.language.conditions.has import HAS
from selector.language.conditions.in_scene_before import IN_SCENE_BEFORE
from selector.language.conditions.label import LABEL
from selector.language.conditions.matches import MATCHES
from selector.language.conditions.not_ import NOT
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.conditions.placed_as import PLACED_AS
from selector.language.conditions.position import POSITION
from selector.language.conditions.quality import QUALITY
from selector.language.conditions.role import ROLE
from selector.language.conditions.sent_scene_before import SENT_SCENE_BEFORE
from selector.language.conditions.speaks import SPEAKS
from selector.language.conditions.type import TYPE
from selector.language.conditions.wardrobe import WARDROBE
from selector.language.kinds.conditions_within import Conditions

_IN_ORDER = (
    ROLE,
    TYPE,
    CROP,
    OF,
    PICTURE,
    PLACED_AS,
    LABEL,
    POSITION,
    ACTION,
    EXPRESSION,
    WARDROBE,
    MATCHES,
    QUALITY,
    FOCAL_POINT,
    SPEAKS,
    FIRST_APPEARANCE,
    IN_SCENE_BEFORE,
    SENT_SCENE_BEFORE,
    CLEANED,
    HAS,
    NOT,
    ANY_OF,
)
CONDITIONS: dict[str, ConditionWord] = {word.key: word for word in _IN_ORDER}
WITHIN = {key: word.kind for key, word in CONDITIONS.items() if isinstance(word.kind, Conditions)}
"""The kinds of those that take conditions again, by key."""
A_CONDITION = f"a condition, such as `{TYPE.key}` or `{OF.key}` (`selector help R210` lists them)"
"""What to add where a condition on pictures is missing: there are too many to list."""
