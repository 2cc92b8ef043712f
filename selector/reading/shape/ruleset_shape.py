"""The shape of a rule file, language version 1. Schemas for editors are made from it, too.

In: plain data. Out: the same, checked. The compiler checks what no shape can say, such as names
that must exist; `hand_checks` what is better said by hand (an entry needs a condition), which is
here for editors only.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator
from pydantic_core import PydanticCustomError

from selector.language.conditions import CONDITIONS, WITHIN
from selector.language.entry_lists import ENTRY_LISTS, NAME, lists_in
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.priorities import PRIORITIES, priority
from selector.language.file_words import FILE_WORDS
from selector.language.kinds.conditions_within import Conditions
from selector.language.kinds.count_of import MOST, CountOf
from selector.language.kinds.number_range import LEAST
from selector.language.kinds.stretch import BOUNDS, Stretch
from selector.language.plain_words import ENTRY_KEYS, FILE_KEYS, SHOT_KEYS
from selector.language.scene_conditions import (
    SCENE_CONDITIONS,
    SCENE_WITHIN,
    WHEN,
)
from selector.language.scene_words import MOST_SCENES, SCENE_WORDS, SCENES
from selector.language.shapes import Filled, OneOrMore, number_or_note
from selector.language.shapes import number as count
from selector.language.shot_words import SHOT_WORDS
from selector.language.shot_words.prefer import PREFER
from selector.language.taste import Taste

if TYPE_CHECKING:
    from selector.language.condition import ConditionWord
    from selector.language.entry_list import EntryList
    from selector.language.plain_words import PlainWord
    from selector.model.ruleset import PlaceKind

# `defer_build`: pydantic builds a validator for the whole file, and none for each part of it.

MOST_SHOTS = 1_000
_EDIT = f"an edit, such as those in `{CHANGE.key}`"
_ENTRY = "an entry of a list, such as a priority"
"""Where a message says that the words of edits belong, and those of every entry."""


def _optional(shape: object, word: Any) -> Any:  # noqa: ANN401  # a row of the language; a field
    """The field of a word of the language, which may be left out."""
    examples = list(word.examples)
    return shape, Field(default=None, description=word.description, examples=examples)


def _plain(word: "PlainWord", **more: Any) -> Any:  # noqa: ANN401  # a field; what pydantic takes
    """The field of a word that holds a rule file together."""
    if word.examples:
        more["examples"] = list(word.examples)
    return Field(description=word.description, **more)


def _words(rows: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of some words of a shot, or of an entry."""
    fields = {}
    for key, word in rows.items():
        inside = (_ITEM,) if isinstance(word, Taste) else ()
        fields[key] = _optional(word.shape(*inside), word)
    return fields


def _expected(rows: Mapping[str, Any]) -> dict[str, str]:
    """What belongs under each key of a table of the language."""
    return {key: row.expected for key, row in rows.items()}


def _conditions(inside: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    """The fields of conditions.

    Args:
        inside: What those that take conditions have in their braces, by key. One that is not in it
            is left out.
    """
    fields = {}
    for key, word in CONDITIONS.items():
        if not isinstance(word.kind, Conditions):
            fields[key] = _optional(_flat_shape(word), word)
        elif key in inside:
            fields[key] = _optional(word.kind.shape(inside[key]), word)
    return fields


def _flat_shape(word: "ConditionWord") -> Any:  # noqa: ANN401  # a type
    """The shape of a condition that takes no conditions."""
    assert not isinstance(word.kind, Conditions | CountOf | Stretch)  # noqa: S101  # for mypy
    return word.kind.shape()


def _filled(group: BaseModel) -> BaseModel:
    if not group.model_fields_set:
        raise PydanticCustomError("too_short", "At least one condition is expected here.")
    return group


def _group(name: str, inside: Mapping[str, type[BaseModel]]) -> type[BaseModel]:
    """The shape of conditions in braces: at least one, and no name.

    Args:
        name: The name of the shape.
        inside: As for `_conditions`.
    """
    fields = _conditions(inside)
    expected = _expected({key: CONDITIONS[key] for key in fields})
    return _braces(name, "set of conditions", fields, expected)


def _braces(
    name: str, called: str, fields: Mapping[str, Any], words: Mapping[str, str]
) -> type[BaseModel]:
    """The shape of something in braces that has at least one key.

    Args:
        name: The name of the shape.
        called: What messages call it.
        fields: Its fields.
        words: What belongs under each of its keys.
    """
    validator: Any = model_validator(mode="after")(_filled)

    class Group(BaseModel):
        model_config = ConfigDict(
            strict=True,
            extra="forbid",
            defer_build=True,
            title=called,
            json_schema_extra={"minProperties": 1},
        )
        is_in_braces: ClassVar[bool] = True
        expected: ClassVar[dict[str, str]] = dict(words)

    return create_model(
        name,
        __base__=Group,
        __module__=__name__,
        __doc__="Conditions that must all hold together.",
        __validators__={"filled": validator},
        **fields,
    )


def _inside() -> dict[str, type[BaseModel]]:
    """The shapes of what conditions that take conditions have in their braces, by key."""
    innermost = _group("InnerConditionsShape", {})
    shapes = dict.fromkeys(WITHIN, _group("ConditionsShape", dict.fromkeys(WITHIN, innermost)))
    for key, kind in WITHIN.items():
        if not kind.may_hold_itself:
            others = [other for other in WITHIN if other != key]
            name = f"{key.title()}ConditionsShape"
            shapes[key] = _group(name, dict.fromkeys(others, innermost))
    return shapes


_INSIDE = _inside()
_CONDITIONS = _conditions(_INSIDE)
_ITEM = _group("ItemConditionsShape", _INSIDE)


def _placed() -> type[BaseModel]:
    """The shape of what a scene is asked to place: conditions on pictures, and how many."""
    number = "a whole number of 0 or more"
    bounds = {}
    for key, which in ((LEAST, "The lowest number"), (MOST, "The highest number")):
        of_all = f"{which} of people, places or things."
        described = Field(default=None, description=of_all, examples=[2])
        bounds[key] = (count(0), described)
    words = {**_expected(CONDITIONS), LEAST: number, MOST: number}
    fields = {**_conditions(_INSIDE), **bounds}
    return _braces("PlacedShape", "condition on what is placed", fields, words)


def _stretch() -> type[BaseModel]:
    """The shape of a stretch of scenes."""
    fields: dict[str, Any] = {}
    for key, example in zip(BOUNDS, (40, "the fire", 52, "the rescue"), strict=True):
        described = Field(
            default=None,
            description="A scene number, or words of a continuity note.",
            examples=[example],
        )
        fields[key] = (number_or_note(), described)
    words = dict.fromkeys(BOUNDS, "a scene number or words of a note")
    return _braces("StretchShape", "stretch of scenes", fields, words)


def _scene_conditions(name: str, inside: Mapping[str, type[BaseModel]]) -> type[BaseModel]:
    """The shape of conditions on the scene in braces.

    Args:
        name: The name of the shape.
        inside: What those that take conditions have in their braces, by key. One that is not in it
            is left out.
    """
    fields = {}
    for key, word in SCENE_CONDITIONS.items():
        match word.kind:
            case Conditions():
                if key in inside:
                    fields[key] = _optional(word.kind.shape(inside[key]), word)
            case CountOf():
                fields[key] = _optional(word.kind.shape(_PLACED), word)
            case Stretch():
                fields[key] = _optional(word.kind.shape(_STRETCH), word)
            case _:
                fields[key] = _optional(_flat_shape(word), word)
    words = _expected({key: SCENE_CONDITIONS[key] for key in fields})
    return _braces(name, "set of conditions on the scene", fields, words)


_PLACED = _placed()
_STRETCH = _stretch()
_INNERMOST = _scene_conditions("InnerSceneConditionsShape", {})
_INNER = _scene_conditions("SceneConditionsShape", dict.fromkeys(SCENE_WITHIN, _INNERMOST))
_WHEN_SHAPE = _scene_conditions("WhenShape", dict.fromkeys(SCENE_WITHIN, _INNER))
_SHOT_WORDS = _words(SHOT_WORDS)


def _one_of(keys: Iterable[str]) -> dict[str, Any]:
    """A schema that at least one of these keys is there."""
    return {"anyOf": [{"required": [key]} for key in keys]}


def _entry_shape(entry_list: "EntryList", *, is_named: bool) -> type[BaseModel]:
    """The shape of an entry of a list: its name, its conditions, its words.

    Args:
        entry_list: The list.
        is_named: Whether it must have a name.
    """
    title = entry_list.entry
    offered, template = entry_list.template
    called = ENTRY_KEYS[NAME]
    name = Field(description=called.description, examples=[entry_list.called])
    if not is_named:
        name = Field(
            default=None,
            description="Your name for it. Without one, it is named after its first condition.",
            examples=[entry_list.called],
        )
    when = _plain(ENTRY_KEYS[WHEN], default=None)
    conditions = _CONDITIONS if entry_list.has_conditions else {}
    snippet: dict[str, Any] = {"label": title, "description": offered, "body": template}
    extra: dict[str, Any] = {"defaultSnippets": [snippet]}
    shape_name = f"{title.title()}WithEditsShape"
    if not entry_list.edits:  # an edit may have no condition
        shape_name = f"{title.title()}Shape"
        extra |= _one_of(CONDITIONS)
    if not is_named:
        shape_name = f"{title.title()}OfSceneShape"

    class Entry(BaseModel):
        model_config = ConfigDict(
            strict=True,
            extra="forbid",
            defer_build=True,
            title=title,
            json_schema_extra=extra,
        )
        expected: ClassVar[dict[str, str]] = {
            NAME: called.expected,
            **(_expected(CONDITIONS) if entry_list.has_conditions else {}),
            WHEN: ENTRY_KEYS[WHEN].expected,
            **_expected(entry_list.all_words),
        }
        homes: ClassVar[dict[str, str]] = {
            **dict.fromkeys(entry_list.edits, _EDIT),
            WHEN: _ENTRY,
        }

    fields = {**conditions, WHEN: (_WHEN_SHAPE, when), **_words(entry_list.all_words)}
    return create_model(
        shape_name,
        __base__=Entry,
        __module__=__name__,
        __doc__=entry_list.entry_description,
        name=(Filled, name),
        **fields,
    )


def _entry_shapes(lists: "Mapping[str, EntryList]", *, are_named: bool) -> dict[str, Any]:
    """The shape of an entry, by the key of its list: those of two lists may be the same."""
    shapes: dict[tuple[str, bool], type[BaseModel]] = {}
    by_key = {}
    for key, each in lists.items():
        title = (each.entry, bool(each.edits))
        if title not in shapes:
            shapes[title] = _entry_shape(each, is_named=are_named)
        by_key[key] = shapes[title]
    return by_key


ENTRY_SHAPES = _entry_shapes(ENTRY_LISTS, are_named=True)
"""The shape of an entry, by the key of its list."""
SCENE_ENTRY_SHAPES = _entry_shapes(lists_in("scene"), are_named=False)
"""The same in a scene, where it needs no name."""


def _list_field(entry_list: "EntryList", shape: Any) -> Any:  # noqa: ANN401  # a field
    """The field of a list of entries."""
    entries = Annotated[
        list[shape],
        Field(min_length=1, max_length=entry_list.most),
    ]
    return _optional(entries, entry_list)


def _lists(place: "PlaceKind") -> dict[str, Any]:
    """The fields of the lists that may stand in a place."""
    shapes = SCENE_ENTRY_SHAPES if place == "scene" else ENTRY_SHAPES
    return {key: _list_field(each, shapes[key]) for key, each in lists_in(place).items()}


class _Shot(BaseModel):
    """What `ShotShape` is made from, with the words of a shot."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        defer_build=True,
        title="shot rule",
        json_schema_extra={
            "defaultSnippets": [
                {
                    "label": "shot rule",
                    "description": "What is sent with one shot type",
                    "body": {
                        PREFER.key: "${1:face}",
                        PRIORITIES.key: [priority("${2:subject}", "${3:subject}", "${4:…}")],
                    },
                },
                {
                    "label": "shot rule like another",
                    "description": "Same as another rule, except for what is written beside it",
                    "body": {"like": "${1:default}", PREFER.key: "${2:full}"},
                },
            ],
        },
    )
    expected: ClassVar[dict[str, str]] = {
        **_expected(SHOT_KEYS),
        **_expected(SHOT_WORDS),
        **_expected(lists_in("shot rule")),
    }


ShotShape = create_model(
    "ShotShape",
    __base__=_Shot,
    __module__=__name__,
    __doc__=(
        "What is sent with one shot type: its priorities, tried in order until all references are"
        " taken."
    ),
    spellings=(
        OneOrMore[str],  # type: ignore[misc]  # an alias of an alias
        _plain(SHOT_KEYS["spellings"], default=None),
    ),
    like=(str, _plain(SHOT_KEYS["like"], default=None)),
    **_SHOT_WORDS,
    **_lists("shot rule"),
)


class _Scene(BaseModel):
    """What `SceneRuleShape` is made from, with the words of a scene."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        defer_build=True,
        title="rule for a scene",
        json_schema_extra={"minProperties": 1},
    )
    expected: ClassVar[dict[str, str]] = {
        **_expected(SCENE_WORDS),
        **_expected(lists_in("scene")),
    }


_SAYS_SOMETHING: Any = model_validator(mode="after")(_filled)
SceneRuleShape = create_model(
    "SceneRuleShape",
    __base__=_Scene,
    __module__=__name__,
    __doc__="What is sent with one scene, by the scene's number. It wins over the shot rule.",
    __validators__={"filled": _SAYS_SOMETHING},
    **_words(SCENE_WORDS),
    **_lists("scene"),
)


class _RuleFile(BaseModel):
    """A rule file: which reference pictures are sent with each scene, by its shot type."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        defer_build=True,
        title="rule file",
        json_schema_extra={
            "anyOf": [{"required": ["shots"]}, {"required": ["extends"]}],
            "defaultSnippets": [
                {
                    "label": "rule file",
                    "description": "A rule set that works as it is",
                    "body": {
                        "language": 1,
                        "name": "${1:my-rules}",
                        "version": '"${2:1.0.0}"',
                        "shots": {
                            "default": {PRIORITIES.key: [priority("subject", "subject", "${3:…}")]}
                        },
                    },
                }
            ],
        },
    )
    expected: ClassVar[dict[str, str]] = {
        **_expected(FILE_KEYS),
        **_expected(SHOT_WORDS),
        **_expected(FILE_WORDS),
        **_expected(lists_in("top")),
    }


RuleFileShape = create_model(
    "RuleFileShape",
    __base__=_RuleFile,
    __module__=__name__,
    __doc__=_RuleFile.__doc__,
    language=(Literal[1], _plain(FILE_KEYS["language"])),
    name=(Filled, _plain(FILE_KEYS["name"])),
    version=(Filled, _plain(FILE_KEYS["version"])),
    description=(str, _plain(FILE_KEYS["description"], default=None)),
    extends=(Filled, _plain(FILE_KEYS["extends"], default=None)),
    **_SHOT_WORDS,
    shots=(
        dict[str, ShotShape],
        _plain(FILE_KEYS["shots"], default=None, max_length=MOST_SHOTS),
    ),
    **_words(FILE_WORDS),
    **_lists("top"),
    scenes=(
        dict[str, SceneRuleShape],
        _plain(FILE_KEYS[SCENES], default=None, max_length=MOST_SCENES),
    ),
)
