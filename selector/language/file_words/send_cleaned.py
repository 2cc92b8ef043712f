"""`send_cleaned`: which clean references are sent instead of their originals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from selector.language.kinds.number_range import LEAST, NumberRange
from selector.language.word import Word

if TYPE_CHECKING:
    from selector.language.facts import Cleaned, SendCleaned
    from selector.model.asset import CleanReference

NEVER: Literal["never"] = "never"
LIKENESS = "likeness"
_EXAMPLE = {LEAST: 0.7}
LIKENESSES = NumberRange(lowest=0, highest=1, bounds=(LEAST,))
"""The likenesses that a rule may want."""


def lets_out(send_cleaned: SendCleaned | None, cleaned: Cleaned | None) -> bool:
    """Whether a clean reference is sent instead of the original.

    Args:
        send_cleaned: What the rules say; None if nothing, and then every one is sent.
        cleaned: The clean reference; None if there is none.

    Returns:
        The answer. A lowest likeness lets out none whose likeness is not known.
    """
    if cleaned is None or send_cleaned == NEVER:
        return False
    if send_cleaned is None:
        return True
    return cleaned.likeness is not None and cleaned.likeness >= send_cleaned


def goes_cleaned(cleaned: CleanReference, send_cleaned: SendCleaned | None) -> bool:
    """Whether the clean reference of an asset that is not in a pool yet is sent.

    Args:
        cleaned: The clean reference; one without an address is none.
        send_cleaned: What the rules say; None if nothing.
    """
    if not cleaned.clean_image_url or send_cleaned == NEVER:
        return False
    likeness = cleaned.face_similarity_score
    return send_cleaned is None or (likeness is not None and likeness >= send_cleaned)


def _shape() -> Any:  # noqa: ANN401  # a type, made for pydantic
    from selector.language.shapes import word_or_range  # noqa: PLC0415  # pydantic is slow to load

    return word_or_range(
        NEVER,
        LIKENESS,
        LIKENESSES.shape(),
        _EXAMPLE,
        "How similar the face in the clean reference must be to the original's.",
    )


def _read(value: object) -> SendCleaned | None:
    if value == NEVER:
        return NEVER
    if not isinstance(value, Mapping):
        return None
    for likeness in LIKENESSES.read(value.get(LIKENESS)):
        return likeness.at_least
    return None


def _form(send_cleaned: SendCleaned) -> Any:  # noqa: ANN401  # a word or a mapping
    if send_cleaned == NEVER:
        return NEVER
    return {LIKENESS: {LEAST: send_cleaned}}


def _printed(send_cleaned: SendCleaned) -> str:
    if send_cleaned == NEVER:
        return "clean references are never sent"
    return f"clean references are sent if their likeness is at least {send_cleaned}"


SEND_CLEANED: Word[SendCleaned] = Word(
    key="send_cleaned",
    shape=_shape,
    read=_read,
    form=_form,
    printed=_printed,
    says=_printed,
    expected="`never` or `{likeness: {at_least: 0.7}}`",
    description=(
        "Which clean references are sent instead of their originals: those whose face is at least"
        f" this similar to the original's (`{LIKENESS}`, from 0 to 1), or none (`{NEVER}`). With"
        f" `{LIKENESS}`, one whose likeness is not known is not sent. Without this key, all are"
        " sent."
    ),
    examples=({LIKENESS: _EXAMPLE}, NEVER),
)
