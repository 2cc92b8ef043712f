"""The words that hold a rule file together, and the keys inside values.

No picture meets or breaks one. Shapes and the manual take what they say from these tables:

FILE_KEYS   keys at the top of a rule file
SHOT_KEYS   keys of a shot rule
ENTRY_KEYS  keys of every entry of a list
INNER_KEYS  keys inside the braces of a value, and words that have no table of their own
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.language.entry_lists import NAME
from selector.language.file_words.send_cleaned import LIKENESS
from selector.language.kinds.count_of import MOST
from selector.language.kinds.number_range import BELOW, LEAST
from selector.language.kinds.stretch import AFTER, BEFORE, FROM, TO
from selector.language.scene_conditions import WHEN, WHEN_EXPECTED
from selector.language.scene_conditions.when_note import WHEN_NOTE
from selector.language.scene_words import SCENES
from selector.language.shot_words.order import PLACEMENT
from selector.language.shot_words.references import REFERENCES
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOUND = "a scene number or words of a note"


@frozen
class PlainWord:
    """A key, or a word, that is neither a condition nor a setting.

    Attributes:
        key: The word.
        where: Where it is written, in a sentence.
        expected: What belongs there, for a refusal.
        description: For editors and the manual, a sentence or two.
        examples: For editors.
    """

    key: str
    where: str = ""
    expected: str
    description: str
    examples: Sequence[Any] = ()


def _table(*words: PlainWord) -> dict[str, PlainWord]:
    return {word.key: word for word in words}


FILE_KEYS = _table(
    PlainWord(
        key="language",
        expected="the number 1",
        description="The version of the rule language: 1.",
        examples=(1,),
    ),
    PlainWord(
        key=NAME,
        expected="a name of your own",
        description="Your name for this rule set. Every selection shows it.",
        examples=("night-scenes",),
    ),
    PlainWord(
        key="version",
        expected='text in quotes, such as `"1.0.0"`',
        description="Your version number for these rules, in quotes.",
        examples=("1.0.0",),
    ),
    PlainWord(
        key="description",
        expected="text",
        description="What these rules are for, in a sentence.",
        examples=("Faces for close-ups.",),
    ),
    PlainWord(
        key="extends",
        expected="the name of a rule file, or of rules that come with selector",
        description=(
            "The rules that this file extends: a file beside this one, or rules that come with"
            " selector. What this file says wins."
        ),
        examples=("house.yaml",),
    ),
    PlainWord(
        key="shots",
        expected="the shot rules, each under the name of its shot type",
        description=(
            "The shot rules, by the name of the shot type. `default` serves every type without one."
        ),
    ),
    PlainWord(
        key=SCENES,
        expected="rules for particular scenes, each under its number",
        description="Rules for particular scenes, by their numbers as in the storyboard.",
        examples=({"12A": {REFERENCES.key: 2}},),
    ),
)
SHOT_KEYS = _table(
    PlainWord(
        key="spellings",
        expected="a name or a list of names",
        description=(
            "Other names that storyboards use."
            " Case, spaces, hyphens and underscores make no difference."
        ),
        examples=(["closeup", "cu"],),
    ),
    PlainWord(
        key="like",
        expected="the name of another shot rule",
        description=(
            "Another shot rule to copy, except for its spellings. Keys written beside `like` win."
        ),
        examples=("default",),
    ),
)
ENTRY_KEYS = _table(
    PlainWord(
        key=NAME,
        expected="a name of your own",
        description="Your name for it, unique within its list. Explanations use this name.",
    ),
    PlainWord(
        key=WHEN,
        expected=WHEN_EXPECTED,
        description="Conditions on the scene as a whole: the entry counts only where they hold.",
        examples=({WHEN_NOTE.key: "night"},),
    ),
)
_IN_SCENES = "In the braces of `scenes`, inside `when`."
INNER_KEYS = (
    PlainWord(
        key=FROM,
        where=_IN_SCENES,
        expected=_BOUND,
        description="The stretch begins in this scene, or in the last scene so far with this note.",
    ),
    PlainWord(
        key=AFTER,
        where=_IN_SCENES,
        expected=_BOUND,
        description="The stretch begins after this scene, or after the last one with this note.",
    ),
    PlainWord(
        key=TO,
        where=_IN_SCENES,
        expected=_BOUND,
        description="The stretch ends with this scene, or with the first scene with this note.",
    ),
    PlainWord(
        key=BEFORE,
        where=_IN_SCENES,
        expected=_BOUND,
        description="The stretch ends before this scene, or before the first one with this note.",
    ),
    PlainWord(
        key=LEAST,
        where="In the braces of `quality`, of `likeness` and of `placed`.",
        expected="a number",
        description="The lowest number that counts.",
    ),
    PlainWord(
        key=MOST,
        where="In the braces of `placed`, inside `when`.",
        expected="a whole number of 0 or more",
        description="The highest number of people, places or things that counts.",
    ),
    PlainWord(
        key=BELOW,
        where="In the braces of `quality`.",
        expected="a number",
        description="Only numbers below this one count.",
    ),
    PlainWord(
        key=LIKENESS,
        where="In the braces of `send_cleaned`.",
        expected="a range, such as `{at_least: 0.7}`",
        description="How similar a clean reference's face must be to the original's, from 0 to 1.",
    ),
    PlainWord(
        key=PLACEMENT,
        where="A word of `order`.",
        expected="",
        description="Whoever the scene places first comes first.",
    ),
)
