"""`references`: the maximum number of pictures sent with one scene."""

from __future__ import annotations

from selector.language.word import ShotWord, whole_number
from selector.model.vocabulary import DEFAULT_REFERENCES


def _shape() -> object:
    from selector.language.shapes import number  # noqa: PLC0415  # pydantic is slow to load

    return number(lowest=0)


def _read(value: object) -> int | None:
    return whole_number(value, lowest=0)


def _says(most: int) -> str:
    if most == 0:
        return "no references"
    if most == 1:
        return "one reference"
    return f"up to {most} references"


REFERENCES: ShotWord[int] = ShotWord(
    key="references",
    default=DEFAULT_REFERENCES,
    shape=_shape,
    read=_read,
    settled=int,
    form=int,
    printed=_says,
    says=_says,
    expected="a whole number of 0 or more",
    description=(
        "The maximum number of pictures sent with one scene (default: 3). With 0 the scene is sent"
        " without any."
    ),
    examples=(3,),
)
