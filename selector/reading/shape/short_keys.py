"""The keys of scenes in the short form, as tables: what each of them says, in the long form."""

from __future__ import annotations

from selector.reading.text.document import Steps

SHORT = frozenset((
    "scene", "shot", "camera", "looks_at", "cast", "place", "props", "same_place", "wears", "says",
    "notes",
))  # fmt: skip
"""The keys of the short form."""

PLACED = {
    "cast": "",
    "place": "environment",
    "props": "prop",
}
"""The keys under which people, places and things are listed, each with their role there."""

COMPOSED = {
    "shot": "shot_type",
    "camera": "camera_movement",
    "looks_at": "focal_point",
}
"""The keys that speak of the composition, each with its key in the long form."""

ABOUT_ONE = {
    "position": "position",
    "action": "action",
    "expression": "expression",
    "wears": "wardrobe_note",
}
"""What can be said of one that is listed, beside `role`, each with its key in the long form."""

TWICE: tuple[tuple[str, Steps], ...] = (
    ("scene", ("scene_index",)),
    ("shot", ("composition", "shot_type")),
    ("camera", ("composition", "camera_movement")),
    ("looks_at", ("composition", "focal_point")),
    ("cast", ("placements",)),
    ("place", ("placements",)),
    ("props", ("placements",)),
    ("same_place", ("placements",)),
    ("same_place", ("place",)),
    ("says", ("dialogue_lines",)),
    ("says", ("dialogue",)),
    ("says", ("audio_manifest",)),
    ("notes", ("continuity_notes",)),
)
"""Keys that say the same; the path is that of the other one."""

LONG = frozenset(str(path[0]) for _, path in TWICE) - SHORT
"""The keys of the long form that have another one in the short form."""

OTHER_WORDS = {
    **dict.fromkeys(("number", "no", "nr", "scene_number", "scene_no", "index"), "scene"),
    **dict.fromkeys(("shot_type", "framing", "frame", "size"), "shot"),
    **dict.fromkeys(("camera_movement", "movement", "move"), "camera"),
    **dict.fromkeys(("focal_point", "focus", "look_at"), "looks_at"),
    **dict.fromkeys(("characters", "character", "people", "actors", "who", "subject"), "cast"),
    **dict.fromkeys(("location", "setting", "where", "environment", "set"), "place"),
    **dict.fromkeys(("objects", "object", "things", "items"), "props"),
    **dict.fromkeys(("wardrobe", "wardrobe_note", "costume", "costumes", "clothes"), "wears"),
    **dict.fromkeys(("speaks", "speaker", "speakers", "lines"), "says"),
    **dict.fromkeys(("continuity", "note", "comment"), "notes"),
}
"""What people call the keys of the short form otherwise, folded: only for hints."""
