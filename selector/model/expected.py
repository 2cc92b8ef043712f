"""A key in; what belongs under it out: the keys of scenes, assets and a film's files.

For refusals in files and in programs; rule files have theirs beside their shapes.
"""

from __future__ import annotations

from selector.model.phrases import quoted
from selector.model.refusals import Expected
from selector.model.vocabulary import ASSET_TYPES, CROPS

_OUT = "or leave it out"
_YOURS = "with tags or names of your own"
_TAG = Expected("text", "WREN", "or another tag that scenes use", is_free=True)
_TYPE = Expected("text", "character", f"or another type: {quoted(ASSET_TYPES[1:], 'or')}")
_QUALITY = Expected("a number from 0 to 10", 8.5, _OUT)
_LIKENESS = Expected("a number from 0 to 1", 0.92, _OUT)
_CLEAN_REFERENCE = {"clean_image_url": "clean/wren.png"}
_PICTURE = {"picture": "pictures/wren.jpg", "tag": "WREN", "type": "character"}
_INDIVIDUAL = {"tag": "WREN", "type": "character", "pictures": [{"picture": "pictures/wren.jpg"}]}
_PLACEMENT = {"asset_tag": "WREN", "role": "subject"}
_LINE = {"speaker_tag": "WREN", "line": "Light!"}
_NOTE = "the coat is wet"

A_SCENE = Expected(
    None,
    {"scene_index": 1, "composition": {"shot_type": "close_up"}, "placements": []},
    "with its placements",
)
A_MANIFEST = Expected(None, {"composition": {"shot_type": "close_up"}, "placements": [_PLACEMENT]})
A_PLACEMENT = Expected(None, _PLACEMENT, "or another tag and role")
A_TAG_OR_NAME = Expected("a tag or a name", "WREN", "or another tag or name", is_free=True)
A_LINE = Expected("a line with `speaker_tag` or `speaker_name`", _LINE)
A_NOTE = Expected("text, or a note with `text` and `label`", _NOTE, "or another note", is_free=True)
TEXT_OF_A_NOTE = Expected("text", _NOTE, _OUT, is_free=True)
A_PICTURE = Expected(None, _PICTURE)
AN_INDIVIDUAL = Expected(None, _INDIVIDUAL)
AN_ASSET = Expected(None, {"manifest_tag": "WREN", "asset_type": "character"})
A_LABEL = Expected("text", "night", _OUT, is_free=True)
AN_ASSETS_FILE = Expected(None, {"pictures": [_PICTURE]})
A_FILM = Expected(None, {"title": "The Lamplighter"})

EXPECTED: dict[str, Expected] = {
    # a scene
    "scene_index": Expected("a number or text", 12, "or text such as `12A`"),
    "composition": Expected(None, {"shot_type": "close_up"}, "or another shot type"),
    "shot_type": Expected("text", "close_up", "or another shot type", is_free=True),
    "placements": Expected("a list", [_PLACEMENT], "with the tags of your pictures"),
    "asset_tag": Expected("text", "WREN", "or the tag of another picture", is_free=True),
    "role": Expected("text", "subject", "or another role"),
    "position": Expected("text", "left third", _OUT, is_free=True),
    "action": Expected("text", "lifts the lantern", _OUT, is_free=True),
    "expression": Expected("text", "wary", _OUT, is_free=True),
    "wardrobe_note": Expected("text", "yellow oilskin", _OUT, is_free=True),
    "focal_point": Expected("text", "the lantern", _OUT, is_free=True),
    "camera_movement": Expected("text", "slow push in", _OUT, is_free=True),
    "continuity_notes": Expected("text or a list of notes", _NOTE, _OUT, is_free=True),
    "dialogue_lines": Expected("a list of lines", [_LINE], _OUT),
    "audio_manifest": Expected(None, {"dialogue_lines": [_LINE]}, _OUT),
    "speaker_tag": Expected("text", "WREN", "or the tag of whoever speaks", is_free=True),
    "speaker_name": Expected("text", "Wren", "or the name of whoever speaks", is_free=True),
    # a scene in the short form
    "scene": Expected("a number or text", 12, "or text such as `12A`"),
    "shot": Expected("text", "close_up", "or another shot type", is_free=True),
    "camera": Expected("text", "slow push in", _OUT, is_free=True),
    "looks_at": Expected("text", "the lantern", _OUT, is_free=True),
    "cast": Expected("a list of tags or names", ["WREN", "REX"], _YOURS),
    "place": Expected("a tag or a name", "PIER", _YOURS),
    "props": Expected("a list of tags or names", ["LANTERN", "KEY"], _YOURS),
    "same_place": Expected("`true` or `false`", True, _OUT),  # noqa: FBT003  # an example
    "wears": Expected("tags or names, each with what is worn", {"WREN": "yellow oilskin"}, _YOURS),
    "says": Expected("a list of tags or names", ["WREN"], _YOURS),
    "notes": Expected("text or a list of notes", _NOTE, _OUT, is_free=True),
    # an asset, by the names of pipelines
    "manifest_tag": _TAG,
    "asset_type": _TYPE,
    "quality_score": _QUALITY,
    "is_face_crop": Expected(
        "true or false",
        True,  # noqa: FBT003  # an example
        "or `false` where it shows more than a face",
    ),
    "id": Expected("text", "wren-face", _OUT, is_free=True),
    "source_asset_id": Expected("the id of another picture", "wren-full", _OUT, is_free=True),
    "individual": Expected("a name", "Wren", _OUT, is_free=True),
    "name": Expected("text", "Wren, face", _OUT, is_free=True),
    "reference_image_url": Expected("a path or an address", "pictures/wren.jpg", _OUT),
    "clean_reference": Expected(None, _CLEAN_REFERENCE, _OUT),
    "clean_image_url": Expected("a path or an address", "clean/wren.png"),
    "face_similarity_score": _LIKENESS,
    "description": Expected("text", "Wren in oilskins", _OUT, is_free=True),
    "user_tags": Expected("a list of words", ["night", "storm"], _OUT),
    "assets": Expected("a list of assets", [AN_ASSET.example]),
    # a picture, as people write it
    "picture": Expected("a path inside the film folder", "pictures/wren.jpg"),
    "tag": _TAG,
    "type": _TYPE,
    "quality": _QUALITY,
    "crop": Expected(quoted(CROPS, "or"), "face", _OUT),
    "cut_from": Expected(
        "the id or the path of another picture", "pictures/crew.jpg", _OUT, is_free=True
    ),
    "labels": Expected("a list of words", ["night", "storm"], _OUT),
    "cleaned": Expected(None, {"picture": "clean/wren.png"}, _OUT),
    "likeness": _LIKENESS,
    "individuals": Expected("names with their pictures", {"Wren": _INDIVIDUAL}),
    "pictures": Expected("a list of pictures", [_PICTURE]),
    # film.yaml
    "title": Expected("text", "The Lamplighter", _OUT, is_free=True),
}
