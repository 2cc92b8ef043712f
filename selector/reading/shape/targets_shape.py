"""The shape of the file of video models, `rules/targets.yaml`, for editors.

The file comes with selector; what it says is read by `selector.reading.targets`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from selector.reading.shape.asset_shape import Filled

_DAY = r"^\d{4}-\d{2}-\d{2}$"
_Day = Annotated[str, Field(pattern=_DAY)]


class TargetShape(BaseModel):
    """What is known of one video model."""

    model_config = ConfigDict(strict=True, extra="forbid", title="video model")

    references: int = Field(
        ge=0, description="How many reference pictures one request takes at most.", examples=[3]
    )
    takes: list[Filled] = Field(
        default_factory=list,
        description=(
            "The kinds of pictures that the model takes, if not all. With `asset` alone, it"
            " refuses the type `style`; with `face` alone, everything but face crops; with"
            " anything else, nothing."
        ),
        examples=[["asset"]],
    )
    retires: _Day | None = Field(
        default=None,
        description="The day from which its vendor no longer offers it, if that is announced.",
        examples=["2026-10-22"],
    )
    source: Filled = Field(
        description="Where the facts are from.", examples=["MiniMax API: video generation"]
    )
    confidence: Literal["A", "B", "C"] = Field(
        description=(
            "How reliable the facts are: `A`, the vendor states them; `B`, two other sources do,"
            " or working code confirms them; `C`, one third-party page does."
        ),
        examples=["A"],
    )
    checked: _Day = Field(description="The day on which they were looked up.")


class TargetsShape(RootModel[dict[str, TargetShape]]):
    """The video models that references can be picked for, by the ids that their vendors give."""

    model_config = ConfigDict(strict=True, title="video models")
