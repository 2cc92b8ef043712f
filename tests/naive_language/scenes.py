"""One scene, as its manifest says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.naive_language.pool import Note, Picture, Pool, value_of
from tests.naive_language.text import bare, fold, number_text, plain, words

ROLES = ("subject", "interaction_target", "background", "environment", "prop")


@dataclass(frozen=True, kw_only=True, eq=False)
class Placed:
    """One placement; a text in which nothing is written is empty."""

    number: int
    tag: str
    role: str
    position: str
    action: str
    expression: str
    wardrobe: str


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the storyboard says of one scene."""

    number: str | None
    shot_type: str
    camera: str
    focal_point: str
    continuity: tuple[str, ...]
    speakers: tuple[str, ...]
    placements: tuple[Placed, ...]
    notes: tuple[Note, ...]


def read_scene(manifest: Mapping[str, Any]) -> Scene:
    """The scene of a manifest."""
    composition = manifest["composition"]
    notes: list[Note] = []
    return Scene(
        number=number_text(manifest.get("scene_index")),
        shot_type=composition["shot_type"],
        camera=text_at(composition, "camera_movement"),
        focal_point=text_at(composition, "focal_point"),
        continuity=tuple(continuity_texts(manifest.get("continuity_notes"))),
        speakers=tuple(speakers(manifest)),
        placements=tuple(
            read_placement(raw, number, notes) for number, raw in enumerate(manifest["placements"])
        ),
        notes=tuple(notes),
    )


def read_placement(raw: Mapping[str, Any], number: int, notes: list[Note]) -> Placed:
    """ "Roles fold likewise"; a role outside the vocabulary "meets no condition on it and is noted"."""
    tag = bare(raw["asset_tag"])
    here = {"tag": tag, "placement": str(number)}
    if tag != plain(raw["asset_tag"]):
        notes.append({"kind": "brackets_dropped", "written": raw["asset_tag"], **here})
    role = fold(raw["role"])
    if role not in ROLES:
        notes.append({"kind": "unknown_role", "role": raw["role"], **here})
    return Placed(
        number=number,
        tag=tag,
        role=role,
        position=text_at(raw, "position"),
        action=text_at(raw, "action"),
        expression=text_at(raw, "expression"),
        wardrobe=text_at(raw, "wardrobe_note"),
    )


def text_at(values: Mapping[str, Any], key: str) -> str:
    """The text under a key, empty where there is none."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


def is_written(text: str) -> bool:
    """ "Something is written there (at least one word)." """
    return bool(words(text))


def continuity_texts(notes: Any) -> list[str]:
    """ "`continuity_notes`: a text, or one of a list: each text, and the `text` and `label` of each mapping." """
    found: list[str] = []
    for note in notes if isinstance(notes, list | tuple) else [notes]:
        if isinstance(note, str):
            found.append(note)
        elif isinstance(note, Mapping):
            found += [text_at(note, "text"), text_at(note, "label")]
    return found


def speakers(manifest: Mapping[str, Any]) -> list[str]:
    """Who speaks, by tag or name.

    "`dialogue_lines` or `dialogue` (each with `speaker_tag` or `speaker_name`) in the manifest or in an
    `audio_manifest` beside it; brackets around a speaker's tag are dropped."
    """
    found: list[str] = []
    for source in (manifest, manifest.get("audio_manifest") or {}):
        for key in ("dialogue_lines", "dialogue"):
            for line in source.get(key) or ():
                tag, name = value_of(line, "speaker_tag"), value_of(line, "speaker_name")
                if isinstance(tag, str):
                    found.append(bare(tag))
                if isinstance(name, str):
                    found.append(name)
    return found


def offered_under(picture: Picture, pool: Pool, scene: Scene) -> list[Placed]:
    """The placements that offer a picture, in order.

    "Each placement, in order, offers the assets with its tag; and every other picture of the same individual,
    unless the scene places that picture by a tag of its own."
    """
    has_its_own = any(placed.tag == picture.tag for placed in scene.placements)
    family = pool.of(pool.individual(picture))
    found: list[Placed] = []
    for placed in scene.placements:
        of_the_same = any(other.tag == placed.tag for other in family)
        if placed.tag == picture.tag or (of_the_same and not has_its_own):
            found.append(placed)
    return found
