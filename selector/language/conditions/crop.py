"""`crop`: whether the picture is a face crop."""

from __future__ import annotations

from selector.language.condition import ConditionWord
from selector.language.kinds.one_of_words import OneOfWords
from selector.model.phrases import listed
from selector.model.vocabulary import CROPS

PICTURES_OF = {"face": "a face crop", "full": "a full picture"}
"""A picture of either crop, in a sentence."""
CROPS_PLURAL = {"face": "face crops", "full": "full pictures"}
_CROP_BY_FACE = {True: "face", False: "full"}

CROP = ConditionWord(
    key="crop",
    kind=OneOfWords(words=CROPS),
    looks_at="picture",
    fact="is_face",
    found=_CROP_BY_FACE.__getitem__,
    asks=lambda crops: listed(map(PICTURES_OF.__getitem__, crops), "or"),
    narrows=lambda crops: listed(map(CROPS_PLURAL.__getitem__, crops), "or"),
    names_pictures=True,
    says=lambda crop: f"it is {PICTURES_OF[crop]}",
    says_alone=lambda crop: f"this is {PICTURES_OF[crop]}",
    expected="`face`, `full` or a list of them",
    description="`face` for face crops, `full` for all other pictures.",
    examples=("face",),
    meanings={"face": "a face crop", "full": "any other picture"},
    manual="whether the picture is a face crop",
)
