"""The shape of an asset as pipelines write it, with the engine's own names.

In: plain data. Out: the same, checked. `selector.engine.pool.AssetPool` checks what choosing needs
of any object; in a file the rest must be plain text as well. Other keys are the pipeline's own, and
nobody reads them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from selector.model.phrases import quoted
from selector.model.vocabulary import ASSET_TYPES

Filled = Annotated[
    str,
    StringConstraints(pattern=r"\S"),
    Field(json_schema_extra={"patternErrorMessage": "This text is empty."}),
]
Quality = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]
Likeness = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


def _whole(value: object) -> object:
    """A whole number that a data frame wrote as a float, as it does beside a missing value."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


Whole = Annotated[int, BeforeValidator(_whole)]

_TYPES = [name.upper() for name in ASSET_TYPES]


NAME = Field(default=None, description="A human-readable name.", examples=["Wren, face"])
SCORE = Field(
    default=None,
    description=(
        "How good the picture is, from 0 to 10. A picture without a score comes last, as if it had"
        " 0."
    ),
    examples=[8.5],
)
DESCRIPTION = Field(
    default=None, description="What the picture shows.", examples=["Wren in oilskins"]
)


class CleanReferenceShape(BaseModel):
    """A clean reference, which can be sent instead of the original."""

    model_config = ConfigDict(strict=True, extra="ignore", title="clean reference")

    clean_image_url: str | None = Field(
        description="Where the clean reference is: a path inside the film folder, or an address.",
        examples=["clean/wren.png", "https://example.org/clean/wren.png"],
    )
    face_similarity_score: Likeness | None = Field(
        default=None,
        description="How similar its face is to the original's, from 0 to 1.",
        examples=[0.92],
    )


class AssetShape(BaseModel):
    """One picture of the pool."""

    model_config = ConfigDict(strict=True, extra="ignore", title="asset")

    id: str | Whole | None = Field(
        default=None,
        description="Distinguishes this picture from every other. Empty means no id.",
        examples=["5f0c", "wren-face"],
    )
    manifest_tag: Filled = Field(
        description=(
            "The tag by which scenes place it."
            " Pictures with the same tag show the same person, place or thing."
        ),
        examples=["WREN"],
    )
    asset_type: str = Field(
        min_length=1,
        description=f"{quoted(_TYPES, 'or')}, in upper or lower case.",
        examples=_TYPES,
    )
    name: str | None = NAME
    quality_score: Quality | None = SCORE
    is_face_crop: bool | Annotated[Literal[0, 1], BeforeValidator(_whole)] | None = Field(
        default=None, description="Whether the picture is a face crop.", examples=[True]
    )
    source_asset_id: str | Whole | None = Field(
        default=None,
        description="The `id` of the picture that this one was cut from.",
        examples=["5f0b"],
    )
    individual: str | Whole | None = Field(
        default=None,
        description="The name of the person, place or thing that it shows.",
        examples=["Wren Calloway"],
    )
    reference_image_url: str | None = Field(
        default=None,
        description="Where the picture is: a path inside the film folder, or an address.",
        examples=["pictures/wren.jpg", "https://example.org/wren.jpg"],
    )
    description: str | None = DESCRIPTION
    user_tags: list[str] | None = Field(
        default=None, description="Labels of your own.", examples=[["night"]]
    )
    clean_reference: CleanReferenceShape | None = Field(
        default=None,
        description="The primary clean reference.",
        examples=[{"clean_image_url": "clean/wren.png", "face_similarity_score": 0.92}],
    )


class AssetsDocumentShape(BaseModel):
    """A document that holds assets under a key of that name."""

    model_config = ConfigDict(strict=True, extra="ignore", title="assets of a pipeline")

    assets: list[AssetShape] = Field(description="The pool, in order.")
