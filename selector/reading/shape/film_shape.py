"""The shape of what a person writes in a film folder: `film.yaml` and the hand-written assets file.

In: plain data. Out: the same, checked. `film_faults` puts what they refuse into words. A key that
they do not have is a warning: the film is read without it.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from selector.model.phrases import quoted
from selector.model.vocabulary import ASSET_TYPES, Crop
from selector.reading.shape.asset_shape import (
    DESCRIPTION,
    NAME,
    SCORE,
    Filled,
    Likeness,
    Quality,
)

_TAG = (
    "The tag by which scenes place it."
    " Pictures with the same tag show the same person, place or thing."
)
_TYPES = list(ASSET_TYPES)
_TYPE = f"{quoted(_TYPES, 'or')}."


class FilmShape(BaseModel):
    """`film.yaml`: what the film is called."""

    model_config = ConfigDict(strict=True, extra="forbid", title="film")

    title: Filled | None = Field(
        default=None, description="What the film is called.", examples=["The Lamplighter"]
    )
    description: str | None = Field(
        default=None,
        description="The story in a sentence or two.",
        examples=["A keeper, a storm, and a light that must not go out."],
    )


class CleanedShape(BaseModel):
    """A clean reference, which can be sent instead of the original."""

    model_config = ConfigDict(strict=True, extra="forbid", title="clean reference")

    picture: Filled = Field(
        description="Where the clean reference is: a path inside the film folder, or an address.",
        examples=["clean/wren.png"],
    )
    likeness: Likeness | None = Field(
        default=None,
        description="How similar its face is to the original's, from 0 to 1.",
        examples=[0.92],
    )


class PictureShape(BaseModel):
    """One picture of the film."""

    model_config = ConfigDict(strict=True, extra="forbid", title="picture")

    picture: Filled = Field(
        description="Where the picture is: a path inside the film folder, or an address.",
        examples=["pictures/wren.jpg"],
    )
    tag: Filled | None = Field(default=None, description=_TAG, examples=["WREN"])
    type: Filled | None = Field(default=None, description=_TYPE, examples=_TYPES)
    crop: Crop | None = Field(
        default=None, description="`face` for a face crop. Default: `full`.", examples=["face"]
    )
    quality: Quality | None = SCORE
    id: Filled | None = Field(
        default=None,
        description=(
            "Distinguishes this picture from every other. Default: its path,"
            " or `PATH#TAG` if the path was listed earlier with another tag."
        ),
        examples=["crew"],
    )
    cut_from: Filled | None = Field(
        default=None,
        description="The `id` or the path of the picture that this one was cut from.",
        examples=["pictures/crew.jpg"],
    )
    name: str | None = NAME
    description: str | None = DESCRIPTION
    labels: list[str] | None = Field(
        default=None, description="Labels of your own.", examples=[["night", "storm"]]
    )
    cleaned: CleanedShape | None = Field(
        default=None,
        description="A clean reference, which can be sent instead of this picture.",
        examples=[{"picture": "clean/wren.png", "likeness": 0.92}],
    )


class IndividualShape(BaseModel):
    """A person, place or thing.

    `tag` and `type` apply to all its pictures, unless a picture has its own.
    """

    model_config = ConfigDict(strict=True, extra="forbid", title="individual")

    tag: Filled | None = Field(default=None, description=_TAG, examples=["WREN"])
    type: Filled | None = Field(default=None, description=_TYPE, examples=_TYPES)
    pictures: list[PictureShape] = Field(
        min_length=1,
        description="Its pictures.",
        examples=[[{"picture": "pictures/wren.jpg", "quality": 8.5}]],
    )


class AssetsShape(BaseModel):
    """The hand-written assets file. The pool is in the order of the file."""

    model_config = ConfigDict(strict=True, extra="forbid", title="assets of a film")

    individuals: dict[str, IndividualShape] | None = Field(
        default=None,
        description="People, places and things by name, each with its pictures.",
        examples=[
            {
                "Wren": {
                    "type": "character",
                    "tag": "WREN",
                    "pictures": [{"picture": "pictures/wren.jpg"}],
                }
            }
        ],
    )
    pictures: list[PictureShape] | None = Field(
        default=None,
        description=(
            "Pictures of several people, and pictures whose tags and `cut_from` alone say who or"
            " what they show."
        ),
        examples=[[{"picture": "pictures/crew.jpg", "tag": "CREW", "type": "character"}]],
    )
