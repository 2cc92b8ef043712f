"""A key of rules in a film's file, or of a film in a rule file, in; where it belongs out.

What a scene shows and what is sent with it are in two files, and people write one into the other.
The sentence has the line to write there, with what they wrote.

>>> of_rules("use", {"scene": 2, "use": "wide"}, "scene", "scenes.yaml")[:91]
'`use` is a key of rules: in the `rules.yaml` of the film, write `scenes: {2: {use: wide}}`.'
>>> of_scenes("cast", {"cast": ["MARA"]}, "12")
'`cast` is a key of scenes: in the scenes file of the film, write `cast: [MARA]` in scene 12.'
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from selector.language.entry_lists import lists_in
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.scene_words import SCENE_WORDS
from selector.language.shot_words.order import ORDER
from selector.language.shot_words.references import REFERENCES
from selector.model.problem import shown
from selector.model.refusals import as_yaml
from selector.reading.shape.scene_shape import FilmSceneShape

if TYPE_CHECKING:
    from collections.abc import Mapping

    Written = Mapping[str | int, object]
    """A mapping as somebody wrote it."""

_OF_TOP = (
    "extends",
    "instead",
    "send_cleaned",
    "shot_names",
    "shots",
)
_OF_SHOTS = ("like", "spellings", PRIORITIES.key, CHANGE.key)
_RULES = "rules.yaml"
_ENDINGS = (".yaml", ".yml")
"""How the names of rule files end, in small letters."""
_BEFORE_EXTENDS = '`language: 1`, `name: my-rules` and `version: "1.0.0"`'
_FIRST_LINES = '`language: 1`, `name: my-rules`, `version: "1.0.0"` and `extends: default`'
_PARTS = (
    "scene",
    "placement",
    "picture",
    "individual",
    "clean reference",
)
"""Parts of a film; what rules say at their top is about all of it."""
_NUMBERS = ("scene", "scene_index")
_SHOTS = ("shot", "shot_type")
_LONGEST = 80
"""Characters of a value that are repeated."""


def of_rules(key: str, written: Written, holder: str, file: str) -> str:
    """Where a key belongs that rules have; empty if it is none, or may mean something else.

    Args:
        key: The key.
        written: The mapping that has it.
        holder: What that is: `scene` for one of the film's scenes.
        file: The name of the file that it is in.

    Returns:
        What to write and where, in sentences.
    """
    rules = _rule_file_beside(file)
    line = _of_rules(key, written, holder, rules or _RULES)
    if not line:
        return ""
    answer = f"`{key}` is a key of rules: {line}."
    if rules:
        return answer
    first_lines = _FIRST_LINES
    if key == "extends":
        first_lines = _BEFORE_EXTENDS
    return f"{answer} Begin that file with {first_lines}."


def _rule_file_beside(file: str) -> str:
    """The name of the rule file of the film that a file is of; empty if there is none."""
    folder = Path(file).parent
    places = [folder]
    if folder.name == "scenes":
        places.append(folder.parent)
    for place in places:
        for rules in sorted(place.glob("rules.*")):
            if rules.suffix.lower() in _ENDINGS:
                return rules.name
    return ""


def _of_rules(key: str, written: Written, holder: str, file: str) -> str:
    """What to write into the rule file of that name."""
    value = written.get(key)
    is_of_scenes = key in SCENE_WORDS or key in lists_in("scene")
    if not _may_be_of_rules(key, value):
        return ""
    line = _line(key, value)
    in_film = f"in the `{file}` of the film, write"
    number = _first_of(_NUMBERS, written)
    if holder == "scene" and is_of_scenes and number:
        return f"{in_film} `scenes: {{{number}: {{{line}}}}}`"
    if key in _OF_SHOTS:
        shot = _first_of(_SHOTS, written) or "close_up"
        there = f"`shots: {{{shot}: {{{line}}}}}`"
        if key == PRIORITIES.key and number:
            alone = _line(FIRST.key, value)
            there += f", or for this scene alone `scenes: {{{number}: {{{alone}}}}}`"
        return f"{in_film} {there}"
    if not is_of_scenes and key not in _OF_TOP:
        return ""
    if is_of_scenes and holder in _PARTS:
        return f"it belongs in the `{file}` of the film"
    return f"{in_film} `{line}` at the top"


def _may_be_of_rules(key: str, value: object) -> bool:
    """Whether a value may be one of rules: people call other things `order` and `references`."""
    if key == REFERENCES.key:
        return isinstance(value, int)
    if key in (ORDER.key, FIRST.key):
        return isinstance(value, list)
    return key != "because"


def of_scenes(key: str, written: Written, number: str) -> str:
    """Where a key belongs that scenes of a film have; empty if it is none.

    Args:
        key: The key.
        written: The mapping that has it.
        number: The scene that the mapping is a rule for; empty if it is another part of the rules.

    Returns:
        What to write and where, in a sentence.
    """
    line = _line(key, written.get(key))
    if key in _SHOTS and number:
        use = _line("use", written.get(key))
        return (
            f"To have another shot rule serve the scene, write `{use}`. If its shot is another,"
            f" correct it in the scenes file of the film: `{line}`."
        )
    if key not in FilmSceneShape.model_fields or key in _NUMBERS:
        return ""
    scene = f"in scene {shown(number)}" if number else "in the scene"
    return f"`{key}` is a key of scenes: in the scenes file of the film, write `{line}` {scene}."


def _line(key: str, value: object) -> str:
    """A key with its value on one line; with dots for a long one."""
    text = as_yaml(value)
    if len(text) > _LONGEST or shown(text) != text:
        text = "…"
    return f"{key}: {text}"


def _first_of(keys: tuple[str, ...], written: Written) -> str:
    """The value of the first of some keys that is there, as YAML; empty if none is."""
    for key in keys:
        if isinstance(written.get(key), str | int):
            return shown(as_yaml(written[key]))
    return ""
