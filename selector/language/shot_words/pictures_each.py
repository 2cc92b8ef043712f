"""`pictures_each`: how many pictures of one individual may be sent, or which crops."""

from __future__ import annotations

from selector.language.conditions.crop import PICTURES_OF
from selector.language.word import ShotWord, whole_number, words_of
from selector.model.phrases import listed
from selector.model.ruleset import PicturesEach
from selector.model.vocabulary import CROPS

_OF_EACH = "of each person, place or thing"


def _shape() -> object:
    from selector.language.shapes import number_or_words  # noqa: PLC0415  # pydantic is slow

    return number_or_words(CROPS)


def _read(value: object) -> PicturesEach | None:
    return whole_number(value) or words_of(value) or None


def _settled(each: PicturesEach) -> PicturesEach:
    """A number as it is; crops in the order of the language."""
    if isinstance(each, int):
        return each
    return tuple(crop for crop in CROPS if crop in each)


def _form(each: PicturesEach) -> int | list[str]:
    if isinstance(each, tuple):
        return sorted(each)
    return each


def _says(each: PicturesEach) -> str:
    return f"{_pictures(each)} {_OF_EACH}"


def _pictures(each: PicturesEach) -> str:
    if isinstance(each, tuple):
        return listed(map(PICTURES_OF.__getitem__, each))
    if each == 1:
        return "one picture"
    return f"up to {each} pictures"


PICTURES_EACH: ShotWord[PicturesEach] = ShotWord(
    key="pictures_each",
    default=1,
    shape=_shape,
    read=_read,
    settled=_settled,
    form=_form,
    printed=_says,
    says=_says,
    expected="a whole number of 1 or more, `face`, `full` or a list of crops",
    description=(
        "How many pictures of one person, place or thing may be sent (default: 1), or a list of"
        " crops, to allow one picture of each: `[face, full]`."
    ),
    examples=(2, ["face", "full"]),
)
