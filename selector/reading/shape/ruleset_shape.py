"""The shape of a rule file, language version 1. Schemas for editors are made from it, too.

In: plain data. Out: the same, checked. The compiler checks what no shape can say, such as names
that must exist; `hand_checks` what is better said by hand (a priority needs a condition), which is
here for editors only.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from selector.language.conditions import CONDITIONS
from selector.language.shapes import Filled, OneOrMore
from selector.language.shot_words import SHOT_WORDS

# `defer_build`: pydantic builds a validator for the whole file, and none for each part of it.

# With `like`, each shot rule may take over all the priorities of another: without bounds a small
# file would become a plan larger than memory.
MOST_SHOTS = 1_000
MOST_PRIORITIES = 1_000


def _optional(shape: object, word: Any) -> Any:  # noqa: ANN401  # a condition or a word of a shot; a field
    """The field of a word of the language, which may be left out."""
    examples = list(word.examples)
    return shape, Field(default=None, description=word.description, examples=examples)


_SHOT_WORDS = {key: _optional(word.shape(), word) for key, word in SHOT_WORDS.items()}
_SHOT_WORDS_EXPECTED = {key: word.expected for key, word in SHOT_WORDS.items()}
_CONDITIONS = {key: _optional(word.kind.shape(), word) for key, word in CONDITIONS.items()}


class _Priority(BaseModel):
    """What `PriorityShape` is made from, with the conditions of the language."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        defer_build=True,
        title="priority",
        json_schema_extra={
            "anyOf": [{"required": [key]} for key in CONDITIONS],
            "defaultSnippets": [
                {
                    "label": "priority",
                    "description": "What goes next, and why",
                    "body": {
                        "name": "${1:subject}",
                        "role": "${2:subject}",
                        "because": "${3:the scene is about it}",
                    },
                }
            ],
        },
    )
    expected: ClassVar[dict[str, str]] = {
        **{key: word.expected for key, word in CONDITIONS.items()},
        "at_most": "a whole number of 1 or more",
        "name": "a name of your own",
        "because": "text",
    }


_NAME = Field(
    description="Your name for it, once in a shot rule. Explanations speak of it by this name.",
    examples=["subject-face"],
)
_AT_MOST = Field(
    default=None, description="The most individuals that this priority may take.", examples=[2]
)
_BECAUSE = Field(
    default=None,
    description="Why, in your own words. Explanations show it.",
    examples=["the face carries a close-up"],
)

PriorityShape = create_model(
    "PriorityShape",
    __base__=_Priority,
    __module__=__name__,
    __doc__=(
        "One step of a shot rule: which pictures it asks for, how many individuals at most,"
        " and why."
    ),
    name=(Filled, _NAME),
    **_CONDITIONS,
    at_most=(Annotated[int, Field(ge=1)], _AT_MOST),
    because=(str, _BECAUSE),
)


class _Shot(BaseModel):
    """What `ShotShape` is made from, with the words of a shot."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        defer_build=True,
        title="shot rule",
        json_schema_extra={
            "anyOf": [{"required": ["priorities"]}, {"required": ["like"]}],
            "defaultSnippets": [
                {
                    "label": "shot rule",
                    "description": "What one shot type wants",
                    "body": {
                        "prefer": "${1:face}",
                        "priorities": [
                            {"name": "${2:subject}", "role": "${3:subject}", "because": "${4:…}"}
                        ],
                    },
                },
                {
                    "label": "shot rule like another",
                    "description": "Takes over another rule, but for what is written beside it",
                    "body": {"like": "${1:default}", "prefer": "${2:full}"},
                },
            ],
        },
    )
    expected: ClassVar[dict[str, str]] = {
        "spellings": "a name or a list of names",
        "like": "the name of another shot rule",
        **_SHOT_WORDS_EXPECTED,
        "priorities": "a list of priorities",
    }


_SPELLINGS = Field(
    default=None,
    description=(
        "Other names that storyboards use."
        " Case, spaces, hyphens and underscores make no difference."
    ),
    examples=[["closeup", "cu"]],
)
_LIKE = Field(
    default=None,
    description=(
        "Another shot rule, of which everything but the spellings is taken over."
        " Keys beside it win."
    ),
    examples=["default"],
)
_PRIORITIES = Field(
    default=None,
    description=(
        "What goes, in order."
        " Each takes the best picture of each individual that meets its conditions."
    ),
    examples=[
        [{"name": "subject", "role": "subject", "because": "the scene is about its subject"}]
    ],
)

ShotShape = create_model(
    "ShotShape",
    __base__=_Shot,
    __module__=__name__,
    __doc__=(
        "What one shot type wants: its priorities, gone through in order until all references"
        " are chosen."
    ),
    spellings=(OneOrMore[str], _SPELLINGS),  # type: ignore[misc]  # an alias of an alias
    like=(str, _LIKE),
    **_SHOT_WORDS,
    priorities=(
        Annotated[list[PriorityShape], Field(min_length=1, max_length=MOST_PRIORITIES)],
        _PRIORITIES,
    ),
)


class _RuleFile(BaseModel):
    """A rule file: which reference pictures go with each scene, by the type of its shot."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        defer_build=True,
        title="rule file",
        json_schema_extra={
            "defaultSnippets": [
                {
                    "label": "rule file",
                    "description": "A set of rules that works as it is",
                    "body": {
                        "language": 1,
                        "name": "${1:my-rules}",
                        "version": '"${2:1.0.0}"',
                        "shots": {
                            "default": {
                                "priorities": [
                                    {"name": "subject", "role": "subject", "because": "${3:…}"}
                                ],
                            }
                        },
                    },
                }
            ]
        },
    )
    expected: ClassVar[dict[str, str]] = {
        "language": "the number 1",
        "name": "a name of your own",
        "version": 'text in quotes, such as `"1.0.0"`',
        "description": "text",
        "shots": "the shot rules, each under the name of its shot type",
        **_SHOT_WORDS_EXPECTED,
    }


_LANGUAGE = Field(description="The version of the rule language: 1.", examples=[1])
_SET_NAME = Field(
    description="Your name for this set of rules. Every selection carries it.",
    examples=["night-scenes"],
)
_VERSION = Field(description="Your version of it, in quotes.", examples=["1.0.0"])
_DESCRIPTION = Field(
    default=None,
    description="What these rules are for, in a sentence.",
    examples=["Faces for close-ups."],
)
_SHOTS = Field(
    max_length=MOST_SHOTS,
    description=(
        "The shot rules, by the name of the shot type. `default` serves every type that has none."
    ),
)

RuleFileShape = create_model(
    "RuleFileShape",
    __base__=_RuleFile,
    __module__=__name__,
    __doc__=_RuleFile.__doc__,
    language=(Literal[1], _LANGUAGE),
    name=(Filled, _SET_NAME),
    version=(Filled, _VERSION),
    description=(str, _DESCRIPTION),
    **_SHOT_WORDS,
    shots=(dict[str, ShotShape], _SHOTS),
)
