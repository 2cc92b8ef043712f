"""The shape of a scene manifest, as pipelines write it; people's scenes are in `scene_shape`.

In: plain data. Out: the same, checked. Scenes are not read through these models, though:
`selector.engine.manifest.read_manifest` checks what choosing needs, and a test compares the two.
Keys that choosing does not read may hold anything, and pipelines may add their own.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from selector.model.phrases import quoted
from selector.model.scene_number import LONGEST
from selector.model.vocabulary import DASHES, ROLES

_NO_TAG = Field(json_schema_extra={"patternErrorMessage": "This tag is empty."})
_NO_WORD = Field(json_schema_extra={"patternErrorMessage": "This has no letters or digits."})
Tag = Annotated[str, StringConstraints(pattern=r"^(?!\s*(\[\s*\])?\s*$)"), _NO_TAG]
"""Something is left without the spaces and one pair of square brackets around it."""
Word = Annotated[str, StringConstraints(pattern=rf"[^\s_{DASHES.replace('-', '')}\-]"), _NO_WORD]
"""Something is left once it is folded."""
NumberText = Annotated[
    str, StringConstraints(pattern=r"^[^\S\r\n]*[^\s\x00-\x1f]", max_length=LONGEST)
]
"""A number as text: something is written, on one line."""

NUMBER = (
    "The scene's number, as film people write it: 12, 12A, SH020."
    " No two scenes of a film share a number."
)


POSITION = Field(
    default=None, description="Where it is in the frame.", examples=["left third", "center"]
)
ACTION = Field(default=None, description="What it does.", examples=["lifts the lantern"])
EXPRESSION = Field(default=None, description="The look on the face.", examples=["wary"])
WARDROBE_NOTE = Field(
    default=None, description="What is worn.", examples=["yellow oilskin, hood up"]
)
CAMERA_MOVEMENT = Field(
    default=None, description="What the camera does.", examples=["slow push in"]
)
FOCAL_POINT = Field(
    default=None, description="What the viewer should look at.", examples=["the lantern"]
)
COMPOSITION = Field(description="How the scene is framed.")
PLACEMENTS = Field(
    description="Who and what is in the scene, the most important first.",
    examples=[[{"asset_tag": "WREN", "role": "subject", "position": "center"}]],
)


class PlacementShape(BaseModel):
    """A person, place or thing in the scene: its tag, and what it is there for."""

    model_config = ConfigDict(
        strict=True, extra="ignore", title="placement", regex_engine="python-re"
    )

    asset_tag: Tag = Field(
        description="The tag of the person, place or thing. `[WREN]` reads as `WREN`.",
        examples=["WREN", "PIER"],
    )
    role: Word = Field(
        description=f"What it is in the scene: {quoted(ROLES, 'or')}.",
        examples=list(ROLES),
    )
    position: Any = POSITION
    action: Any = ACTION
    expression: Any = EXPRESSION
    wardrobe_note: Any = WARDROBE_NOTE


class CompositionShape(BaseModel):
    """How the scene is framed."""

    model_config = ConfigDict(strict=True, extra="ignore", title="composition")

    shot_type: Word = Field(
        description=(
            "The kind of shot. It selects the shot rule:"
            " `Close-Up`, `close up` and `close_up` are the same."
        ),
        examples=["close_up", "two_shot", "establishing", "wide_shot"],
    )
    camera_movement: Any = CAMERA_MOVEMENT
    focal_point: Any = FOCAL_POINT


class SceneManifestShape(BaseModel):
    """What the storyboard says about one scene."""

    model_config = ConfigDict(strict=True, extra="ignore", title="scene manifest")

    scene_index: int | NumberText | None = Field(
        default=None,
        description=NUMBER,
        examples=[12, "12A"],
    )
    title: Any = Field(
        default=None, description="A human-readable name.", examples=["The light goes out"]
    )
    composition: CompositionShape = COMPOSITION
    placements: list[PlacementShape] = PLACEMENTS
    continuity_notes: Any = Field(
        default=None,
        description=(
            "What must match the scenes around it: text, or a list. Each entry of the list is text,"
            " or a note with the keys `text` and `label`."
        ),
        examples=["the coat is still wet"],
    )
    dialogue_lines: Any = Field(
        default=None,
        description=(
            "The lines that are spoken, each with `speaker_tag` or `speaker_name`."
            " `[WREN]` reads as `WREN`."
        ),
        examples=[[{"speaker_tag": "WREN", "line": "Who put out the light?"}]],
    )
    dialogue: Any = Field(
        default=None,
        description="Another name for `dialogue_lines`.",
        examples=[[{"speaker_name": "Wren Calloway", "line": "Who put out the light?"}]],
    )
    audio_manifest: Any = Field(
        default=None,
        description="What is heard in the scene; its `dialogue_lines` or `dialogue` are read.",
        examples=[{"dialogue_lines": [{"speaker_tag": "WREN", "line": "Who put out the light?"}]}],
    )
    new_asset_declarations: Any = Field(
        default=None,
        description="Pictures that this scene needs and that do not exist yet.",
        examples=[[]],
    )
