"""What reads each kind of document: its schema, documents that it accepts, and its exceptions.

An exception is a test for the documents on which the two may differ, and one on which they do.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selector import AssetPool, ProblemError, read_manifest
from selector.model.problem import Source, errors_of
from selector.reading.film import read_film
from selector.reading.films.film_scenes import read_scenes
from selector.reading.rules.rule_file import read_rule_file
from selector.reading.shape.asset_shape import AssetShape
from tests.films import write_film
from tests.where_readers_differ import (
    has_a_number_twice,
    has_a_role_as_people_write_it,
    has_an_empty_key,
    has_an_id_twice,
    has_id_of_another_type,
    has_no_clean_address,
    has_no_pictures,
    has_odd_scene_index,
    has_odd_words_for_people,
    has_whole_float,
    inherits_no_conditions,
    inherits_no_priorities,
    is_cut_from_nothing,
    is_of_a_pipeline,
    is_still_empty,
    is_wrapped,
    lacks_a_tag_or_a_type,
    leads_elsewhere,
    takes_over_a_place,
    wears_twice,
)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One reader and the schema that must agree with it: good documents, keys to sprinkle, named exceptions.

    An exception is a test for the documents on which the two may differ, and one on which they do.
    """

    schema: str
    accepts: Callable[[Any], bool]
    good: tuple[Any, ...]
    keys: tuple[str, ...]
    exceptions: Mapping[str, tuple[Callable[[Any], bool], Any]] = field(default_factory=dict)
    share: int = 1
    """A slow reader gets one document in so many."""


def _is_rule_file(document: Any) -> bool:
    """By the reader of rule files itself: JSON is YAML."""
    return not errors_of(
        read_rule_file(Source(name="rules.yaml", text=json.dumps(document))).problems
    )


def _is_scene(document: Any) -> bool:
    try:
        read_manifest(document if isinstance(document, dict) else json.dumps(document))
    except ProblemError:
        return False
    return True


def _is_scenes_file(document: Any) -> bool:
    """By the reader of films itself: JSON is YAML, so the document is read as if written by hand."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scenes.yaml")
        path.write_text(json.dumps(document), "utf-8")
        return not any(read.problems for read in read_scenes((path,)))


def _is_film_with(name: str, document: Any) -> bool:
    """By the reader of films itself, in a film in which nothing else can be wrong."""
    with tempfile.TemporaryDirectory() as folder:
        return not read_film(write_film(Path(folder), {name: json.dumps(document)}))[1]


def _is_assets_file(document: Any) -> bool:
    return _is_film_with("assets.yaml", document)


def _is_film_file(document: Any) -> bool:
    return _is_film_with("film.yaml", document)


def _is_asset_of_a_pipeline(document: Any) -> bool:
    return _is_film_with("assets.json", [document])


def _is_asset(document: Any) -> bool:
    try:
        AssetPool([document])
    except ProblemError:
        return False
    return isinstance(document, dict)


RULES = (
    {
        "language": 1,
        "name": "faces",
        "version": "1.0.0",
        "description": "Faces first.",
        "references": 3,
        "shots": {
            "close_up": {
                "spellings": ["cu"],
                "pictures_each": ["face", "full"],
                "prefer": "face",
                "priorities": [
                    {
                        "name": "face",
                        "role": ["subject"],
                        "crop": "face",
                        "because": "it carries the shot",
                    }
                ],
            },
            "default": {
                "priorities": [
                    {"name": "subject", "role": "subject"},
                    {"name": "place", "type": "environment"},
                ]
            },
        },
    },
    {
        "language": 1,
        "name": "small",
        "version": "1",
        "prefer": ["full", "face"],
        "pictures_each": 2,
        "shots": {
            "default": {"priorities": [{"name": "a", "type": ["prop", "object"], "at_most": 2}]},
            "wide": {
                "like": "default",
                "references": 1,
                "spellings": "ws",
                "pictures_each": "face",
            },
        },
    },
)
RULE_KEYS = (
    *(
        "language",
        "name",
        "version",
        "description",
        "references",
        "shots",
        "spellings",
        "like",
        "prefer",
    ),
    *(
        "pictures_each",
        "priorities",
        "role",
        "type",
        "crop",
        "at_most",
        "because",
        "tag",
        "of",
        "picture",
    ),
)
MANIFESTS = (
    {
        "scene_index": 4,
        "title": "The light goes out",
        "composition": {
            "shot_type": "Close-Up",
            "camera_movement": "push in",
            "focal_point": "the lantern",
        },
        "placements": [
            {
                "asset_tag": "[WREN]",
                "role": "subject",
                "position": "left",
                "action": "turns",
                "expression": "wary",
            },
            {"asset_tag": "PIER", "role": "Interaction Target", "wardrobe_note": None},
        ],
        "continuity_notes": "wet coat",
        "new_asset_declarations": [],
    },
    {"composition": {"shot_type": "cu"}, "placements": []},
)
ASSETS = (
    {
        "id": "a1",
        "manifest_tag": "WREN",
        "asset_type": "CHARACTER",
        "name": "Wren",
        "quality_score": 8.5,
        "is_face_crop": True,
        "source_asset_id": None,
        "individual": "Wren Calloway",
        "reference_image_url": "pictures/wren.jpg",
        "description": "in oilskins",
        "user_tags": ["night"],
        "clean_reference": {"clean_image_url": "p/clean.png", "face_similarity_score": 0.5},
    },
    {
        "manifest_tag": "PIER",
        "asset_type": "environment",
        "quality_score": 0,
        "is_face_crop": 0,
        "id": 7,
        "clean_reference": {"clean_image_url": None},
    },
)
PICTURE = {"picture": "p/crew.jpg", "tag": "A", "type": "prop", "description": "…", "crop": "full"}
BY_HAND = (
    {
        "individuals": {
            "Wren": {
                "type": "character",
                "tag": "WREN",
                "pictures": [
                    {
                        "picture": "p/wren.jpg",
                        "quality": 8.5,
                        "cleaned": {"picture": "p/clean.png", "likeness": 1},
                    },
                    {
                        "picture": "p/face.jpg",
                        "crop": "face",
                        "quality": 9,
                        "tag": "WREN_FACE",
                        "cut_from": "p/wren.jpg",
                    },
                ],
            }
        },
        "pictures": [
            {
                "picture": "p/crew.jpg",
                "id": "crew",
                "tag": "CREW",
                "type": "character",
                "name": "Crew",
                "labels": ["x"],
            }
        ],
    },
    {"pictures": [PICTURE]},
)
SCENES = (
    [{**MANIFESTS[0], "scene_index": 2}, {**MANIFESTS[1], "scene_index": 9}],
    {"scenes": [{**MANIFESTS[1], "scene_index": 1}, {**MANIFESTS[1], "scene_index": "1A"}]},
    [{**MANIFESTS[1], "scene_index": -1}, {**MANIFESTS[1], "scene_index": 7.5}],
    MANIFESTS[0],
    [
        {
            "scene": 1,
            "shot": "cu",
            "camera": "pan",
            "looks_at": None,
            "cast": ["WREN", {"REX": "background"}, {"INES": {"position": "left", "wears": None}}],
            "place": "PIER",
            "props": [{"KEY": {"role": "prop", "action": "turns", "expression": ""}}],
            "wears": {"WREN": "an oilskin"},
            "says": ["WREN", {"REX": "Woof."}],
            "notes": ["dry"],
        },
        {"scene": "2A", "shot": "wide", "same_place": False, "says": {"REX": "Woof."}},
    ],
    {"scene": 7, "shot": "wide", "cast": {"WREN": "subject"}, "composition": {"focal_point": "x"}},
)
FILMS = ({"title": "The Lamplighter", "description": "A keeper and a storm."}, {"title": "x"})


READERS = (
    Reader(
        schema="ruleset-v1",
        accepts=_is_rule_file,
        good=RULES,
        keys=RULE_KEYS,
        exceptions={
            "a whole number written 1.0": (has_whole_float, {**RULES[0], "references": 1.0}),
            "a shot rule without priorities, which it could inherit elsewhere": (
                inherits_no_priorities,
                {**RULES[0], "shots": {"default": {"prefer": "face"}}},
            ),
            "an entry without conditions, which it could inherit elsewhere": (
                inherits_no_conditions,
                {**RULES[0], "never": [{"name": "drafts"}]},
            ),
        },
        share=6,
    ),
    Reader(
        schema="scene-manifest-v1",
        accepts=_is_scene,
        good=MANIFESTS,
        keys=(
            "scene_index",
            "composition",
            "placements",
            "shot_type",
            "asset_tag",
            "role",
            "position",
            "title",
        ),
        exceptions={
            "an index that no film has": (
                has_odd_scene_index,
                {**MANIFESTS[0], "scene_index": [4]},
            )
        },
    ),
    Reader(
        schema="asset-v1",
        accepts=_is_asset_of_a_pipeline,
        good=ASSETS,
        keys=tuple(AssetShape.model_fields),
        share=8,
    ),
    Reader(
        schema="asset-v1",
        accepts=_is_asset,
        good=ASSETS,
        keys=tuple(AssetShape.model_fields),
        exceptions={
            "an id of another type": (has_id_of_another_type, {**ASSETS[0], "id": 1.5}),
            "words for people that are not text": (
                has_odd_words_for_people,
                {**ASSETS[0], "name": 7},
            ),
            "a clean reference whose address is not text, which is none": (
                has_no_clean_address,
                {**ASSETS[0], "clean_reference": {"clean_image_url": 7}},
            ),
        },
    ),
    Reader(
        schema="film-assets-v1",
        accepts=_is_assets_file,
        good=BY_HAND,
        keys=(
            "individuals",
            "pictures",
            "picture",
            "tag",
            "type",
            "crop",
            "quality",
            "id",
            "cut_from",
            "labels",
        ),
        exceptions={
            "a file that is still empty": (is_still_empty, None),
            "what a pipeline writes": (is_of_a_pipeline, [ASSETS[0]]),
            "a file without pictures": (has_no_pictures, {}),
            "a picture without tag and type": (
                lacks_a_tag_or_a_type,
                {"pictures": [{"picture": "p/crew.jpg"}]},
            ),
            "one path twice": (has_an_id_twice, {"pictures": [PICTURE, PICTURE]}),
            "cut from nothing": (
                is_cut_from_nothing,
                {"pictures": [{**PICTURE, "cut_from": "p/nobody.jpg"}]},
            ),
            "an absolute path": (
                leads_elsewhere,
                {"pictures": [{**PICTURE, "picture": "/home/ann/crew.jpg"}]},
            ),
        },
        share=8,
    ),
    Reader(
        schema="film-scenes-v1",
        accepts=_is_scenes_file,
        good=SCENES,
        keys=(
            "scene_index",
            "composition",
            "placements",
            "shot_type",
            "asset_tag",
            "role",
            "scene_manifest",
            "scene",
            "shot",
            "cast",
            "says",
        ),
        exceptions={
            "two scenes of one number": (has_a_number_twice, [MANIFESTS[0], MANIFESTS[0]]),
            "a storyboard's wrapping": (
                is_wrapped,
                {"scenes": [{"scene_manifest": MANIFESTS[0], "title": "x"}]},
            ),
            "a file that is still empty": (is_still_empty, None),
            "a place of the scene before": (
                takes_over_a_place,
                {"scene": 1, "shot": "cu", "same_place": True},
            ),
            "clothes written twice": (
                wears_twice,
                {"scene": 1, "shot": "cu", "cast": {"A": {"wears": "x"}}, "wears": {"A": "y"}},
            ),
            "a role in upper case": (
                has_a_role_as_people_write_it,
                {"scene": 1, "shot": "cu", "cast": {"A": "Background"}},
            ),
            "a tag that is an empty key": (
                has_an_empty_key,
                {"scene": 1, "shot": "cu", "cast": {"[ ]": "background"}},
            ),
        },
        share=8,
    ),
    Reader(
        schema="film-v1",
        accepts=_is_film_file,
        good=FILMS,
        keys=("title", "description"),
        exceptions={"a file that is still empty": (is_still_empty, None)},
        share=8,
    ),
)
