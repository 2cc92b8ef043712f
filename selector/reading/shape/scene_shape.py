"""The shape of the scenes that people write, in the long form or in the short one.

In: plain data. Out: which keys are known, and the schema by which editors help. The short form is
read by `films.short_scenes`; a test compares the two.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel

from selector.model.phrases import quoted
from selector.model.vocabulary import ROLES, Role
from selector.reading.shape.manifest_shape import (
    ACTION,
    CAMERA_MOVEMENT,
    COMPOSITION,
    EXPRESSION,
    FOCAL_POINT,
    NUMBER,
    PLACEMENTS,
    POSITION,
    WARDROBE_NOTE,
    CompositionShape,
    NumberText,
    PlacementShape,
    SceneManifestShape,
    Tag,
    Word,
)
from selector.reading.shape.short_keys import PLACED, TWICE

WrittenNumber = float | NumberText
"""By hand `7.10` needs no quotes: it is a number to an editor, and text here."""
_UNWRITTEN: Any = None
"""A key that may be left out, though it may not be null."""


class FilmPlacementShape(PlacementShape):
    """A person, place or thing in a scene, as written by hand."""

    position: str | None = POSITION
    action: str | None = ACTION
    expression: str | None = EXPRESSION
    wardrobe_note: str | None = WARDROBE_NOTE


class FilmCompositionShape(CompositionShape):
    """How a scene written by hand is framed. Its shot type may be under `shot`."""

    shot_type: Word = Field(
        default=_UNWRITTEN,
        description=CompositionShape.model_fields["shot_type"].description,
        examples=CompositionShape.model_fields["shot_type"].examples,
    )
    camera_movement: str | None = CAMERA_MOVEMENT
    focal_point: str | None = FOCAL_POINT


class OneOfSceneShape(BaseModel):
    """What else there is to say about one person, place or thing in a scene."""

    model_config = ConfigDict(
        strict=True,
        extra="ignore",
        title="placement",
        regex_engine="python-re",
        json_schema_extra={"minProperties": 1},
    )

    role: Role = Field(
        default=_UNWRITTEN,
        description=(
            "What it is in the scene, if not what its list says: in `cast` the first one is the"
            f" subject. {quoted(ROLES, 'or')}."
        ),
    )
    position: str | None = POSITION
    action: str | None = ACTION
    expression: str | None = EXPRESSION
    wears: str | None = WARDROBE_NOTE


_Said = TypeVar("_Said")
_Alone = Annotated[dict[str, _Said], Field(min_length=1, max_length=1)]
"""A tag or a name, and after the colon what is said."""
_Entry = Tag | _Alone[Role | OneOfSceneShape]
_Line = Tag | _Alone[str]
Listed = _Entry | list[_Entry]
"""A list of tags or names, or one of them."""


def _of_scene(schema: dict[str, Any]) -> None:
    """Add which keys a scene needs, and which of them exclude each other."""
    needed: list[dict[str, Any]] = [
        {"anyOf": [{"required": ["scene"]}, {"required": ["scene_index"]}]},
        {"anyOf": [{"required": ["shot"]}, _has(("composition", "shot_type"))]},
        {"anyOf": [{"required": [key]} for key in (*PLACED, "same_place", "placements")]},
    ]
    twice = [{"not": {"allOf": [{"required": [short]}, _has(path)]}} for short, path in TWICE]
    schema["allOf"] = [*needed, *twice]


def _has(path: tuple[str | int, ...]) -> dict[str, Any]:
    """The schema of a mapping that has a value at a path."""
    key, *inside = path
    schema: dict[str, Any] = {"required": [key]}
    if inside:
        schema["properties"] = {key: {"type": "object", "required": inside}}
    if key == "audio_manifest":
        lines = [{"required": [name]} for name in ("dialogue_lines", "dialogue")]
        schema["properties"] = {key: {"type": "object", "anyOf": lines}}
    return schema


class FilmSceneShape(SceneManifestShape):
    """One scene of a film: what it shows, and its number."""

    model_config = ConfigDict(title="scene", regex_engine="python-re", json_schema_extra=_of_scene)

    scene: WrittenNumber = Field(default=_UNWRITTEN, description=NUMBER, examples=[12, "12A"])
    shot: Word = Field(
        default=_UNWRITTEN,
        description=(
            "The kind of shot, which decides what is sent. `Close-Up`, `close up` and `close_up`"
            " are the same."
        ),
        examples=["close_up", "two_shot", "establishing", "wide_shot"],
    )
    camera: str | None = CAMERA_MOVEMENT
    looks_at: str | None = FOCAL_POINT
    cast: Listed = Field(
        default=_UNWRITTEN,
        description=(
            "Who is in the scene, by tag or name, the most important first. The first one is the"
            " subject; the others are those the subject deals with. To say otherwise:"
            " `- REX: background`. To say more: `- WREN: {position: left, wears: yellow oilskin}`."
        ),
        examples=[["WREN", "REX"], ["WREN", {"REX": "background"}]],
    )
    place: Listed = Field(
        default=_UNWRITTEN,
        description="Where the scene is, by tag or name.",
        examples=["PIER", ["PIER", "LIGHTHOUSE"]],
    )
    props: Listed = Field(
        default=_UNWRITTEN,
        description="The things that matter in the scene, by tag or name.",
        examples=[["LANTERN", "KEY"]],
    )
    same_place: bool = Field(
        default=_UNWRITTEN,
        description="`true` if the scene is where the scene before it was.",
        examples=[True],
    )
    wears: dict[str, str | None] | None = Field(
        default=_UNWRITTEN,
        description="What those in the scene wear, by tag or name.",
        examples=[{"WREN": "yellow oilskin"}],
    )
    says: _Line | list[_Line] | None = Field(
        default=_UNWRITTEN,
        description="Who speaks in the scene, by tag or name; the lines if you like.",
        examples=[["WREN", "REX"], [{"WREN": "Mind the step."}]],
    )
    notes: Any = Field(
        default=_UNWRITTEN,
        description="What must match the scenes around it: a text, or a list of texts.",
        examples=["the coat is still wet"],
    )
    scene_index: WrittenNumber = Field(  # type: ignore[assignment]  # never written to
        default=_UNWRITTEN,
        description=f"{NUMBER} The long form of `scene`.",
        examples=[12, "12A"],
    )
    composition: FilmCompositionShape = Field(
        default=_UNWRITTEN,
        description=f"{COMPOSITION.description} The long form of `shot`, `camera` and `looks_at`.",
    )
    placements: list[FilmPlacementShape] = Field(  # type: ignore[assignment]  # frozen
        default=_UNWRITTEN,
        description=f"{PLACEMENTS.description} The long form of `cast`, `place` and `props`.",
        examples=PLACEMENTS.examples,
    )


class ScenesDocumentShape(BaseModel):
    """Scenes under a heading of their own."""

    model_config = ConfigDict(
        strict=True, extra="ignore", title="scenes under a heading", regex_engine="python-re"
    )

    scenes: list[FilmSceneShape] = Field(
        description=(
            "The scenes. If all their numbers are whole, the numbers set the order of the film;"
            " otherwise the scenes stay in file order."
        )
    )


class ScenesShape(RootModel[list[FilmSceneShape] | ScenesDocumentShape | FilmSceneShape]):
    """The scenes file of a film."""

    model_config = ConfigDict(
        title="scenes of a film",
        regex_engine="python-re",
        json_schema_extra={
            "description": (
                "The scenes file of a film, written by hand: a list of scenes, the same under"
                " `scenes`, or a single scene."
            )
        },
    )
