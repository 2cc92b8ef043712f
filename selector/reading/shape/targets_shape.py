"""The shape of the file of video models, `rules/targets.yaml`: for its check, and for editors.

The file comes with selector; what it says is read by `selector.reading.targets`.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from selector.reading.shape.asset_shape import Filled

_DAY = r"^\d{4}-\d{2}-\d{2}$"
_Day = Annotated[str, Field(pattern=_DAY)]
_Number = Annotated[float, Field(ge=0)]
Confidence: TypeAlias = Literal["A", "B", "C"]

_SOURCE = "Where the facts are from."
_CONFIDENCE = (
    "How reliable the facts are: `A`, the vendor states them; `B`, two other sources do, or"
    " working code confirms them; `C`, one third-party page does."
)
_CHECKED = "The day on which they were looked up."
_DAY_WORDS = "a day such as `2026-10-22`, in quotes"


class RangeShape(BaseModel):
    """A smallest and a largest number; either may be left out."""

    model_config = ConfigDict(strict=True, extra="forbid", title="range")
    expected: ClassVar[dict[str, str]] = dict.fromkeys(
        ("at_least", "at_most"), "a number of 0 or more"
    )

    at_least: _Number | None = Field(default=None, description="The smallest.", examples=[3])
    at_most: _Number | None = Field(default=None, description="The largest.", examples=[10])


class ImagesShape(BaseModel):
    """How large a picture may be."""

    model_config = ConfigDict(strict=True, extra="forbid", title="limits of pictures")
    expected: ClassVar[dict[str, str]] = {
        "least_pixels": "a whole number of 1 or more",
        "most_pixels": "a whole number of 1 or more",
        "aspect": "a range in braces",
        "most_megabytes": "a number of 0 or more",
    }

    least_pixels: int | None = Field(
        default=None,
        ge=1,
        description="The minimum length of its shorter side, in pixels.",
        examples=[300],
    )
    most_pixels: int | None = Field(
        default=None,
        ge=1,
        description="The maximum length of its longer side, in pixels.",
        examples=[6000],
    )
    aspect: RangeShape | None = Field(
        default=None,
        description="Its width divided by its height.",
        examples=[{"at_least": 0.4, "at_most": 2.5}],
    )
    most_megabytes: _Number | None = Field(
        default=None, description="The maximum file size, in megabytes.", examples=[10]
    )


class PricesShape(BaseModel):
    """What references cost."""

    model_config = ConfigDict(strict=True, extra="forbid", title="price of references")
    expected: ClassVar[dict[str, str]] = {
        "free_references": "a whole number of 0 or more",
        "us_dollars": "a number of 0 or more",
    }

    free_references: int = Field(
        default=0, ge=0, description="How many references in a request are free.", examples=[5]
    )
    us_dollars: _Number = Field(
        description="What each further one costs, in US dollars.", examples=[0.08]
    )


class ServiceShape(BaseModel):
    """Somebody who offers the model, and how a request is made there."""

    model_config = ConfigDict(strict=True, extra="forbid", title="service")
    expected: ClassVar[dict[str, str]] = {
        "references": "a whole number of 0 or more",
        "confidence": "`A`, `B` or `C`",
        "checked": _DAY_WORDS,
    }

    name: Filled = Field(description="The name of the service.", examples=["fal"])
    id: Filled = Field(
        description="What the model is called there.", examples=["fal-ai/veo3.1/reference-to-video"]
    )
    references: int | None = Field(
        default=None,
        ge=0,
        description="How many references it takes there, if the number differs.",
        examples=[3],
    )
    field: Filled | None = Field(
        default=None, description="Where in a request the pictures are.", examples=["image_urls"]
    )
    handle: Filled | None = Field(
        default=None, description="How the prompt names the first picture.", examples=["@Image1"]
    )
    source: Filled = Field(description=_SOURCE, examples=["fal: the schema of Veo 3.1"])
    confidence: Confidence = Field(description=_CONFIDENCE, examples=["A"])
    checked: _Day = Field(description=_CHECKED, examples=["2026-11-26"])


class TargetShape(BaseModel):
    """What is known of one video model."""

    model_config = ConfigDict(strict=True, extra="forbid", title="video model")
    expected: ClassVar[dict[str, str]] = {
        "references": "a whole number of 0 or more",
        "takes": "a list of kinds of pictures",
        "deprecated": _DAY_WORDS,
        "retires": _DAY_WORDS,
        "frames": "`true` or `false`",
        "seconds": "a list of numbers, or a range in braces",
        "formats": "a list of kinds of files",
        "images": "keys and values in braces",
        "binds": "`by_number`, `by_name` or `by_role`",
        "prices": "keys and values in braces",
        "services": "a list of services",
        "confidence": "`A`, `B` or `C`",
        "checked": _DAY_WORDS,
    }

    vendor: Filled | None = Field(default=None, description="Who makes it.", examples=["Google"])
    references: int | None = Field(
        default=None,
        ge=0,
        description=(
            "The maximum number of reference pictures in a request. If it depends on what else is"
            " sent, the smallest such number. Left out only if it is not known and the model has"
            " been withdrawn."
        ),
        examples=[3],
    )
    depends: Filled | None = Field(
        default=None,
        description="What that number depends on, and what else it may be.",
        examples=["4 with a video, 7 without one"],
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
    deprecated: _Day | None = Field(
        default=None,
        description="The day from which its vendor advises against it.",
        examples=["2026-11-06"],
    )
    retires: _Day | None = Field(
        default=None,
        description="The day from which its vendor no longer offers it, if that is announced.",
        examples=["2026-10-22"],
    )
    replaced_by: Filled | None = Field(
        default=None,
        description="The id of the model that its vendor recommends instead.",
        examples=["veo-3.1-generate-001"],
    )
    frames: bool | None = Field(
        default=None,
        description=(
            "Whether a first or a last frame can be sent with references, in one request."
        ),
        examples=[False],
    )
    seconds: list[_Number] | RangeShape | None = Field(
        default=None,
        description="How long a clip with references may be, in seconds.",
        examples=[[8], {"at_least": 3, "at_most": 10}],
    )
    formats: list[Filled] = Field(
        default_factory=list,
        description="The kinds of files that a picture may be.",
        examples=[["jpeg", "png"]],
    )
    images: ImagesShape | None = Field(
        default=None,
        description="How large a picture may be.",
        examples=[{"least_pixels": 300, "most_megabytes": 10}],
    )
    binds: Literal["by_number", "by_name", "by_role"] | None = Field(
        default=None,
        description="How the prompt names a picture: by its place, a name or a role.",
        examples=["by_number"],
    )
    prices: PricesShape | None = Field(
        default=None,
        description="What references cost.",
        examples=[{"free_references": 5, "us_dollars": 0.08}],
    )
    services: list[ServiceShape] = Field(
        default_factory=list, description="Who offers it, and how a request is made there."
    )
    note: Filled | None = Field(
        default=None,
        description="Where sources disagree, and what else they say.",
        examples=["fal says 2 to 10 seconds"],
    )
    source: Filled = Field(description=_SOURCE, examples=["MiniMax API: video generation"])
    confidence: Confidence = Field(description=_CONFIDENCE, examples=["A"])
    checked: _Day = Field(description=_CHECKED, examples=["2026-11-26"])


class TargetsShape(BaseModel):
    """The video models that references can be picked for, by the ids that their vendors give."""

    model_config = ConfigDict(strict=True, extra="allow", title="video models")
    __pydantic_extra__: dict[str, TargetShape]

    targets: Literal[1] = Field(default=1, description="The version of this file.", examples=[1])
