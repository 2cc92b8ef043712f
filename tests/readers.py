"""What reads each kind of document: documents that it accepts, and where it may differ from its schema.

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
from selector.engine.manifest_values import clean_tag
from selector.language.conditions import CONDITIONS
from selector.model.problem import Source, errors_of
from selector.model.scene_number import scene_number
from selector.model.vocabulary import ROLES, fold
from selector.reading.film import read_film
from selector.reading.films.film_scenes import read_scenes
from selector.reading.rules.rule_file import read_rule_file
from selector.reading.shape.asset_shape import AssetShape
from tests.films import write_film


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


def _has_whole_float(document: Any) -> bool:
    """JSON Schema counts 1.0 among the whole numbers; files of ours must say 1."""
    return any(isinstance(each, float) and each.is_integer() for each in values_in(document))


def _has_odd_scene_index(document: Any) -> bool:
    """What is no number of a film: a manifest alone is read all the same, and counts as one without a number."""
    index = document.get("scene_index") if isinstance(document, dict) else None
    return index is not None and (isinstance(index, float) or scene_number(index) is None)


def _has_no_clean_address(document: Any) -> bool:
    """A file of assets must have text there; of an object, what stands there otherwise is no address."""
    found = document.get("clean_reference") if isinstance(document, dict) else None
    address = found.get("clean_image_url", "-") if isinstance(found, dict) else "-"
    return not (isinstance(address, str) and address)


def _has_a_number_twice(document: Any) -> bool:
    """A schema sees one scene at a time."""
    scenes = document.get("scenes") if isinstance(document, dict) else document
    numbers = (
        [each.get("scene_index", each.get("scene")) for each in scenes if isinstance(each, dict)]
        if isinstance(scenes, list)
        else []
    )
    return any(numbers.count(each) > 1 for each in numbers)


def _short(document: Any) -> list[Any]:
    """The mappings of a document that may be scenes in the short form."""
    return [each for each in values_in(document) if isinstance(each, dict)]


def _takes_over_a_place(document: Any) -> bool:
    """F319: a schema sees one scene at a time."""
    return any(each.get("same_place") is True for each in _short(document))


def _wears_twice(document: Any) -> bool:
    """F316: a schema does not look from `wears` into the placements."""
    return any(isinstance(each.get("wears"), dict) for each in _short(document))


def _has_a_role_as_people_write_it(document: Any) -> bool:
    """F318: `Background` is read like `background`; a schema offers the words to be chosen."""
    roles = [each for each in values_in(document) if isinstance(each, str)]
    return any(fold(each) in ROLES and each not in ROLES for each in roles)


def _has_an_empty_key(document: Any) -> bool:
    """S403: a schema says nothing of keys that are tags."""
    return any(not clean_tag(key) for each in _short(document) for key in each)


def _is_still_empty(document: Any) -> bool:
    """A file that is still empty says nothing wrong; an editor asks for the first word."""
    return document is None


def _has_no_pictures(document: Any) -> bool:
    """Either of two keys must be there, or a misspelt one could not be told from none; a schema requires neither."""
    return isinstance(document, dict) and not document


def _is_of_a_pipeline(document: Any) -> bool:
    """What a pipeline writes may be written in YAML too; its schema is that of an asset."""
    return isinstance(document, list) or (isinstance(document, dict) and "assets" in document)


def _lacks_a_tag_or_a_type(document: Any) -> bool:
    """A501: an individual's tag and type hold for its pictures, and a schema does not look from one into the other."""
    return any(
        picture.get(word) is None and above.get(word) is None
        for picture, above in _pictures(document)
        for word in ("tag", "type")
    )


def _has_an_id_twice(document: Any) -> bool:
    """A503: a schema sees one picture at a time. One path may stand under several tags."""
    ids = [
        picture.get("id") or _path_and_tag(picture, above) for picture, above in _pictures(document)
    ]
    return len(set(ids)) < len(ids)


def _path_and_tag(picture: Any, above: Any) -> tuple[Any, Any]:
    return picture.get("picture"), picture.get("tag") or above.get("tag")


def _is_cut_from_nothing(document: Any) -> bool:
    """F352: a schema sees one picture at a time. Nor is a picture cut from itself."""
    ids = [[picture.get("id"), picture.get("picture")] for picture, _ in _pictures(document)]
    cut = [picture.get("cut_from") for picture, _ in _pictures(document)]
    others = [
        [name for each in (*ids[:number], *ids[number + 1 :]) for name in each]
        for number in range(len(ids))
    ]
    return any(
        source is not None and source not in names
        for source, names in zip(cut, others, strict=True)
    )


def _leads_elsewhere(document: Any) -> bool:
    """F306: where a path leads is more than a pattern can say."""
    paths = [str(picture.get("picture")) for picture, _ in _pictures(document)]
    return any(
        path.startswith(("/", "~", "\\")) or path[1:2] == ":" or ".." in path for path in paths
    )


def _is_wrapped(document: Any) -> bool:
    """Films are also read from storyboards, whose scenes stand inside `scene_manifest`; nobody writes that by hand."""
    return any(isinstance(each, dict) and "scene_manifest" in each for each in values_in(document))


def _has_id_of_another_type(document: Any) -> bool:
    """Objects may have ids of any type (a UUID, say), compared as text; files write text or a whole number."""
    if not isinstance(document, dict):
        return False
    ids = (document.get(key) for key in ("id", "source_asset_id", "individual"))
    return any(each is not None and type(each) not in (str, int) for each in ids)


def _has_odd_words_for_people(document: Any) -> bool:
    """Choosing does not look at names, addresses and labels; files say them as text."""
    if not isinstance(document, dict):
        return False
    texts = (document.get(key) for key in ("name", "description", "reference_image_url"))
    labels = document.get("user_tags")
    return any(not isinstance(each, str | None) for each in texts) or not (
        labels is None
        or (isinstance(labels, list) and all(isinstance(each, str) for each in labels))
    )


def _inherits_no_priorities(document: Any) -> bool:
    """Whether a shot rule has nothing to send; the schema cannot know what a file may inherit."""
    if not isinstance(document, dict) or "extends" in document:
        return False
    shots = document.get("shots")
    rules = shots.values() if isinstance(shots, dict) else ()
    return any(
        isinstance(rule, dict) and not rule.keys() & {"priorities", "like"} for rule in rules
    )


def _inherits_no_conditions(document: Any) -> bool:
    """Whether an entry that edits none has no condition, or a limit no number."""
    if not isinstance(document, dict) or "extends" in document:
        return False
    holders = [document]
    for key in ("shots", "scenes"):
        if isinstance(document.get(key), dict):
            holders += [each for each in document[key].values() if isinstance(each, dict)]
    for holder in holders:
        for key in ("never", "limits", "first"):
            entries = holder.get(key)
            for entry in entries if isinstance(entries, list) else ():
                needs: list[Any] = [CONDITIONS.keys()]
                if key == "limits":
                    needs.append({"at_least", "at_most"})
                if isinstance(entry, dict) and any(not each & entry.keys() for each in needs):
                    return True
    return False


READERS = (
    Reader(
        schema="ruleset-v1",
        accepts=_is_rule_file,
        good=RULES,
        keys=RULE_KEYS,
        exceptions={
            "a whole number written 1.0": (_has_whole_float, {**RULES[0], "references": 1.0}),
            "a shot rule without priorities, which it could inherit elsewhere": (
                _inherits_no_priorities,
                {**RULES[0], "shots": {"default": {"prefer": "face"}}},
            ),
            "an entry without conditions, which it could inherit elsewhere": (
                _inherits_no_conditions,
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
                _has_odd_scene_index,
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
            "an id of another type": (_has_id_of_another_type, {**ASSETS[0], "id": 1.5}),
            "words for people that are not text": (
                _has_odd_words_for_people,
                {**ASSETS[0], "name": 7},
            ),
            "a clean reference whose address is not text, which is none": (
                _has_no_clean_address,
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
            "a file that is still empty": (_is_still_empty, None),
            "what a pipeline writes": (_is_of_a_pipeline, [ASSETS[0]]),
            "a file without pictures": (_has_no_pictures, {}),
            "a picture without tag and type": (
                _lacks_a_tag_or_a_type,
                {"pictures": [{"picture": "p/crew.jpg"}]},
            ),
            "one path twice": (_has_an_id_twice, {"pictures": [PICTURE, PICTURE]}),
            "cut from nothing": (
                _is_cut_from_nothing,
                {"pictures": [{**PICTURE, "cut_from": "p/nobody.jpg"}]},
            ),
            "an absolute path": (
                _leads_elsewhere,
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
            "two scenes of one number": (_has_a_number_twice, [MANIFESTS[0], MANIFESTS[0]]),
            "a storyboard's wrapping": (
                _is_wrapped,
                {"scenes": [{"scene_manifest": MANIFESTS[0], "title": "x"}]},
            ),
            "a file that is still empty": (_is_still_empty, None),
            "a place of the scene before": (
                _takes_over_a_place,
                {"scene": 1, "shot": "cu", "same_place": True},
            ),
            "clothes written twice": (
                _wears_twice,
                {"scene": 1, "shot": "cu", "cast": {"A": {"wears": "x"}}, "wears": {"A": "y"}},
            ),
            "a role in upper case": (
                _has_a_role_as_people_write_it,
                {"scene": 1, "shot": "cu", "cast": {"A": "Background"}},
            ),
            "a tag that is an empty key": (
                _has_an_empty_key,
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
        exceptions={"a file that is still empty": (_is_still_empty, None)},
        share=8,
    ),
)


def values_in(document: Any) -> list[Any]:
    """A document and every value in it."""
    inside = (
        document.values()
        if isinstance(document, dict)
        else document
        if isinstance(document, list)
        else ()
    )
    return [document, *(value for each in inside for value in values_in(each))]


def _pictures(document: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The pictures of a hand-written assets file, each with the individual that it stands under."""
    if not isinstance(document, dict):
        return []
    individuals = document.get("individuals")
    held = (
        [each for each in individuals.values() if isinstance(each, dict)]
        if isinstance(individuals, dict)
        else []
    )
    return [
        (picture, {} if above is document else above)
        for above in (document, *held)
        for picture in (above["pictures"] if isinstance(above.get("pictures"), list) else ())
        if isinstance(picture, dict)
    ]
