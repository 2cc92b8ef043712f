"""`pictures_each` of an entry: how many pictures of each individual it sends at once."""

from __future__ import annotations

from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.word import Word
from selector.model.ruleset import PicturesEach


def _form(each: PicturesEach) -> int | list[str]:
    """A number, or crops in their order, which decides."""
    if isinstance(each, int):
        return each
    return list(each)


SIDE_BY_SIDE: Word[PicturesEach] = Word(
    key=PICTURES_EACH.key,
    shape=PICTURES_EACH.shape,
    read=PICTURES_EACH.read,
    form=_form,
    printed=PICTURES_EACH.printed,
    says=lambda each: f"{PICTURES_EACH.says(each)}, one right after the other",
    expected=PICTURES_EACH.expected,
    description=(
        "How many pictures of each person, place or thing this priority sends, one after the"
        " other; or which crops, one of each in this order."
    ),
    examples=PICTURES_EACH.examples,
)
