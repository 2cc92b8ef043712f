"""The shapes of the language's values in a file, as types for pydantic.

Words or limits in; types out. This is the only module of the language that needs pydantic.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, NotRequired, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    create_model,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

T = TypeVar("T")

Filled = Annotated[str, StringConstraints(pattern=r"\S")]

# Pydantic puts these into the path of a problem. No key of a file can equal one of them, because
# files hold no control characters.
WORD, LIST, NUMBER, BRACES = "\0word", "\0list", "\0number", "\0braces"
ANSWER = "\0answer"


def form_of(value: object) -> str:
    """Which form a value is written in, so that a problem speaks of that form alone."""
    match value:
        case str():
            return WORD
        case list() | dict():
            return LIST
        case _:
            return NUMBER


def _word_or_list(value: object) -> str:
    if isinstance(value, list):
        return LIST
    return WORD


OneOrMore = Annotated[
    Annotated[T, Tag(WORD)] | Annotated[list[T], Field(min_length=1), Tag(LIST)],
    Discriminator(_word_or_list),
]


def words(known: tuple[str, ...]) -> Any:  # noqa: ANN401  # a type, made for pydantic
    """One of these words, or a list of them."""
    return OneOrMore[Literal[known]]  # type: ignore[misc, valid-type]  # made from a table


def texts() -> Any:  # noqa: ANN401  # a type, made for pydantic
    """A text, or a list of texts, none of them empty."""
    return OneOrMore[Filled]  # type: ignore[misc]  # an alias of an alias


def texts_or_answer() -> Any:  # noqa: ANN401  # a type, made for pydantic
    """A text, or a list of texts, none of them empty; or `true` or `false`."""
    return Annotated[
        Annotated[bool, Field(strict=True), Tag(ANSWER)]
        | Annotated[Filled, Tag(WORD)]
        | Annotated[list[Filled], Field(min_length=1), Tag(LIST)],
        Discriminator(_text_or_answer),
    ]


def _text_or_answer(value: object) -> str:
    if isinstance(value, bool):
        return ANSWER
    return _word_or_list(value)


def number(lowest: int = 1) -> Any:  # noqa: ANN401  # a type, made for pydantic
    """A whole number, not below the lowest."""
    return Annotated[int, Field(ge=lowest)]


def number_or_words(known: tuple[str, ...]) -> Any:  # noqa: ANN401  # a type, made for pydantic
    """A whole number from 1, one of these words, or a list of them."""
    word = Literal[known]  # type: ignore[valid-type]  # made from a table
    return Annotated[
        Annotated[int, Field(ge=1), Tag(NUMBER)]
        | Annotated[word, Tag(WORD)]
        | Annotated[list[word], Field(min_length=1), Tag(LIST)],
        Discriminator(form_of),
    ]


def number_range(
    keys: Mapping[str, str],
    lowest: int,
    highest: int,
) -> Any:  # noqa: ANN401  # a type, made for pydantic
    """Bounds of numbers, at least one of them.

    Args:
        keys: The keys that bounds are written by, each with what it means.
        lowest: The lowest number that a bound may be.
        highest: The highest.

    Returns:
        The type.
    """
    number = Annotated[float, Field(ge=lowest, le=highest, allow_inf_nan=False)]
    fields: dict[str, Any] = {}
    for key, description in keys.items():
        fields[key] = NotRequired[Annotated[number, Field(description=description)]]
    bounds = TypedDict("bounds", fields)  # type: ignore[misc]  # made from a table
    bounds.__pydantic_config__ = ConfigDict(  # type: ignore[attr-defined]  # pydantic's
        strict=True, extra="forbid"
    )
    at_least_one = Field(json_schema_extra={"minProperties": 1})
    return Annotated[bounds, AfterValidator(_not_empty), at_least_one]


def word_or_range(
    word: str,
    key: str,
    bounds: Any,  # noqa: ANN401  # a type, made for pydantic
    example: Any,  # noqa: ANN401  # any range
    description: str,
) -> Any:  # noqa: ANN401  # a type, made for pydantic
    """One word, or a range of numbers under a key.

    Args:
        word: The word.
        key: The key.
        bounds: The shape of the range.
        example: A range, for refusals.
        description: What the key means.

    Returns:
        The type.
    """

    class Under(BaseModel):
        model_config = ConfigDict(
            strict=True,
            extra="forbid",
            defer_build=True,
            title="choice",
        )
        expected: ClassVar[dict[str, str]] = {key: "a range, such as `{at_least: 0.7}`"}

    described = Field(examples=[example], description=description)
    fields: dict[str, Any] = {key: (bounds, described)}
    under = create_model(
        "ChoiceShape", __base__=Under, __module__=__name__, __doc__="A range.", **fields
    )
    return Annotated[
        Annotated[Literal[word], Tag(WORD)] | Annotated[under, Tag(LIST)],
        Discriminator(form_of),
    ]


def _not_empty(bounds: dict[str, float]) -> dict[str, float]:
    if not bounds:
        raise PydanticCustomError("too_short", "At least one number is expected here.")
    return bounds


def in_braces(group: type, *, list_only: bool) -> Any:  # noqa: ANN401  # a type, made for pydantic
    """Conditions in braces, or a list of such.

    Args:
        group: The shape of the conditions in one pair of braces.
        list_only: Whether braces alone, without a list, are refused.
    """
    entries: Any = list[group]  # type: ignore[valid-type]  # made from a table
    several = Annotated[entries, Field(min_length=1)]
    if list_only:
        return several
    return OneOrMore[group]  # type: ignore[misc, valid-type]  # made from a table


def _scenes_form(value: object) -> str:
    match value:
        case str():
            return WORD
        case list():
            return LIST
        case dict():
            return BRACES
        case _:
            return NUMBER


def number_or_note() -> Any:  # noqa: ANN401  # a type, made for pydantic
    """A scene number, or text."""
    number = Annotated[float, Field(allow_inf_nan=False), Tag(NUMBER)]
    return Annotated[number | Annotated[Filled, Tag(WORD)], Discriminator(form_of)]


def numbers_or(group: type) -> Any:  # noqa: ANN401  # a type, made for pydantic
    """A scene number, a list of scene numbers, or keys and values.

    Args:
        group: The shape of the keys and values.
    """
    number = Annotated[float, Field(allow_inf_nan=False), Tag(NUMBER)]
    word = Annotated[Filled, Tag(WORD)]
    one: Any = number_or_note()
    several = Annotated[list[one], Field(min_length=1), Tag(LIST)]
    braces = Annotated[group, Tag(BRACES)]  # type: ignore[valid-type]  # made from a table
    return Annotated[number | word | several | braces, Discriminator(_scenes_form)]


def _item_form(value: object) -> str:
    if isinstance(value, dict):
        return BRACES
    return WORD


def _items_form(value: object) -> str:
    if isinstance(value, list):
        return LIST
    return _item_form(value)


def items(known: tuple[str, ...], group: type) -> Any:  # noqa: ANN401  # a type, made for pydantic
    """One of these words, conditions in braces, or a list of such.

    Args:
        known: The words.
        group: The shape of the conditions in one pair of braces.
    """
    word = Annotated[Literal[known], Tag(WORD)]  # type: ignore[valid-type]  # made from a table
    braces = Annotated[group, Tag(BRACES)]  # type: ignore[valid-type]  # as above
    item = Annotated[word | braces, Discriminator(_item_form)]
    several = Annotated[list[item], Field(min_length=1), Tag(LIST)]
    return Annotated[word | braces | several, Discriminator(_items_form)]


def yes_or_no() -> Any:  # noqa: ANN401  # a type, made for pydantic
    """`true` or `false`."""
    return Annotated[bool, Field(strict=True)]
