"""`unplaced`: whether a pin may also send a picture that the scene does not place."""

from __future__ import annotations

from selector.language.word import Word


def _shape() -> object:
    from selector.language.shapes import yes_or_no  # noqa: PLC0415  # pydantic is slow to load

    return yes_or_no()


def _read(value: object) -> bool | None:
    """The answer; `false` takes an inherited `true` back."""
    if isinstance(value, bool):
        return value
    return None


def _printed(answer: bool) -> str:  # noqa: FBT001  # a value of the word
    if answer:
        return "placed or not"
    return ""


def _says(answer: bool) -> str:  # noqa: FBT001  # a value of the word
    if answer:
        return "whether or not the scene places it"
    return "only if the scene places it"


UNPLACED: Word[bool] = Word(
    key="unplaced",
    shape=_shape,
    read=_read,
    form=lambda answer: answer or None,
    printed=_printed,
    says=_says,
    expected="`true` or `false`",
    description="Whether the picture may be sent even if the scene does not place what it shows.",
    examples=(True,),
)
