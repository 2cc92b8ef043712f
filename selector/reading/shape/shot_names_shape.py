"""The shape of a file of shot names, such as `rules/shot_names.yaml`: for checks, and for editors.

What such a file says is read by `selector.reading.shot_vocabularies`.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from selector.reading.shape.asset_shape import Filled

_SPELLINGS = "a list of spellings"
_NAMES = "shot names with their spellings"


class AmbiguousShape(BaseModel):
    """What a spelling with several meanings may be read as."""

    model_config = ConfigDict(strict=True, extra="forbid", title="ambiguous spelling")
    expected: ClassVar[dict[str, str]] = {"readings": "a list of shot names", "note": "text"}

    readings: Annotated[list[Filled], Field(min_length=1)] = Field(
        description="The shot names that it may mean, the likeliest first.",
        examples=[["wide", "full"]],
    )
    note: Filled | None = Field(
        default=None,
        description="Why it is ambiguous, in a few words.",
        examples=["a wide shot in the US, the full figure in the UK"],
    )


class ShotNamesShape(BaseModel):
    """Shot names and their spellings, by which shot types are recognized."""

    model_config = ConfigDict(strict=True, extra="forbid", title="file of shot names")
    expected: ClassVar[dict[str, str]] = {
        "shot_names": "the number 1",
        "sizes": _NAMES,
        "coverage": _NAMES,
        "moves": _SPELLINGS,
        "passed_over": "a list of words",
        "alone": _SPELLINGS,
        "ambiguous": "spellings with what they may mean",
    }

    shot_names: Literal[1] = Field(default=1, description="The version of this file.", examples=[1])
    sizes: dict[str, list[Filled]] = Field(
        default_factory=dict,
        description="How close the camera is, from tight to wide: each name with its spellings.",
        examples=[{"close_up": ["cu", "closeup"], "wide": ["ws", "wide shot"]}],
    )
    coverage: dict[str, list[Filled]] = Field(
        default_factory=dict,
        description=(
            "What the shot covers: each name with its spellings. It comes before the size when a"
            " shot rule is looked for."
        ),
        examples=[{"over_the_shoulder": ["ots"], "insert": ["cut in"]}],
    )
    moves: list[Filled] = Field(
        default_factory=list,
        description="What the camera does, which is not the name of a shot.",
        examples=[["pan", "dolly"]],
    )
    passed_over: list[Filled] = Field(
        default_factory=list,
        description="Words to ignore in a shot type.",
        examples=[["shot", "angle", "of"]],
    )
    alone: list[Filled] = Field(
        default_factory=list,
        description=(
            "Spellings that are also everyday words: they count only if every word of the shot type"
            " is recognized."
        ),
        examples=[["two", "face"]],
    )
    ambiguous: dict[str, AmbiguousShape] = Field(
        default_factory=dict,
        description="Spellings that may mean more than one shot name.",
        examples=[{"ls": {"readings": ["wide", "full"]}}],
    )
