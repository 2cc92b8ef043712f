"""What a file is that is no file of ours: a screenplay, an edit list, a table, a storyboard.

In: its name, and what it says as far as it can be read. Out: what it looks like, in a few words.

>>> looks_like("tale.fountain")
'a screenplay'
>>> looks_like("boards.yaml", {"boards": [{"panel": 1}]})
'a storyboard'
>>> looks_like("rules.yaml", {"language": 1, "shots": []})
''
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

_BY_ENDING = {
    **dict.fromkeys((".fountain", ".fdx"), "a screenplay"),
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".ods"), "a table"),
    **dict.fromkeys((".edl", ".otio", ".xml", ".fcpxml", ".aaf"), "an edit list"),
}
"""What files with these endings are."""
_BOARDS = ("boards", "panels", "storyboard", "frames")
"""Keys at the top of storyboards."""
_OF_A_SCENE = ("scene", "scene_index", "shot", "cast", "placements", "composition")
_OF_PICTURES = ("pictures", "individuals", "assets")
WHAT_IS_READ = (
    "selector reads a film folder, with its pictures in `assets.yaml` and its scenes in"
    " `scenes.yaml`, and rule files. `selector new film` with the name of a new folder writes an"
    " example."
)
"""What to do instead."""


def looks_like(name: str, data: object = None) -> str:
    """What a file looks like; empty if it may be a file of ours.

    Args:
        name: The name of the file.
        data: What it says; None where that cannot be read.
    """
    by_ending = _BY_ENDING.get(PurePath(name).suffix.lower(), "")
    if by_ending:
        return by_ending
    if isinstance(data, list):
        return _of_a_list(data)
    if isinstance(data, Mapping) and "language" not in data:
        return _of_keys(data)
    return ""


def _of_keys(data: Mapping[object, object]) -> str:
    """What a mapping looks like by its keys."""
    has_boards = any(key in data for key in _BOARDS)
    if has_boards or isinstance(data.get("shots"), list):
        return "a storyboard"
    if isinstance(data.get("scenes"), list):
        return "a plan of scenes"
    if any(key in data for key in _OF_PICTURES):
        return "the pictures of a film"
    return ""


def _of_a_list(entries: list[object]) -> str:
    """What a list looks like by its first entry."""
    first = entries[0] if entries else None
    if isinstance(first, Mapping) and any(key in first for key in _OF_A_SCENE):
        return "the scenes of a film"
    return ""
