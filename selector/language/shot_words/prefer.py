"""`prefer`: which picture of one individual comes first."""

from __future__ import annotations

from selector.language.word import ShotWord, words_of
from selector.model.vocabulary import CROPS

_PLURAL = {"face": "face crops", "full": "full pictures"}


def _shape() -> object:
    from selector.language.shapes import words  # noqa: PLC0415  # pydantic is slow to load

    return words(CROPS)


def _printed(crops: tuple[str, ...]) -> str:
    if not crops:
        return ""
    return f"prefer {', then '.join(crops)}"


def _says(crops: tuple[str, ...]) -> str:
    if not crops:
        return ""
    return f"{_PLURAL[crops[0]]} first"


PREFER: ShotWord[tuple[str, ...]] = ShotWord(
    key="prefer",
    default=(),
    shape=_shape,
    read=lambda value: words_of(value) or None,
    settled=lambda crops: tuple(dict.fromkeys(crops)),
    form=list,
    printed=_printed,
    says=_says,
    expected="`face`, `full` or a list of them",
    description=(
        "Which picture of one person, place or thing comes first: `face`, `full` or a list. It"
        " excludes no picture, and does not rank one person, place or thing above another."
    ),
    examples=("face", ["face", "full"]),
)
