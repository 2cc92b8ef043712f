"""What a file is that is no file of ours: a screenplay, an edit list, a table, a storyboard.

In: its name, and what it says as far as it can be read. Out: what it looks like, in a few words,
and what to write instead.

>>> looks_like("tale.fountain").kind
'a screenplay'
>>> looks_like("boards.yaml", {"boards": [{"panel": 1}]}).kind
'a storyboard'
>>> looks_like("rules.yaml", {"name": "tea", "shots": {"default": {}}})

The same table serves a file that is given as rules or as a film, a file that lies in a film folder,
and a storyboard that is called `scenes.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from selector.model.phrases import listed
from selector.model.vocabulary import fold
from selector.reading.text.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Looks(NamedTuple):
    """What a file looks like.

    Attributes:
        kind: What people call it.
        counts_in: Where selector reads what is in it, with a line to write.
        part: The name of the file of a film that holds the same; empty if none does.
    """

    kind: str
    counts_in: str
    part: str = ""


_IN_SCENES = "`scenes.yaml`, such as `- {scene: 1, shot: close_up, cast: [WREN]}`"
_IN_ASSETS = (
    "`assets.yaml` under `pictures`, such as"
    " `- {picture: pictures/wren.jpg, tag: WREN, type: character}`"
)
_IN_EITHER = f"{_IN_ASSETS}, or in {_IN_SCENES}"

SCREENPLAY = Looks("a screenplay", _IN_SCENES)
EDIT_LIST = Looks("an edit list", _IN_SCENES)
STORYBOARD = Looks("a storyboard", _IN_SCENES)
TABLE = Looks("a table", _IN_EITHER)
PDF = Looks("a PDF", _IN_EITHER)
DOCUMENT = Looks("a text document", _IN_EITHER)
CASTING = Looks("a casting table", _IN_ASSETS)
SCENES = Looks("the scenes of a film", _IN_SCENES, "scenes")
PLAN = Looks("a plan of scenes", _IN_SCENES, "scenes")
SCENE = Looks("a scene of a film", _IN_SCENES, "scenes")
PICTURES = Looks("the pictures of a film", _IN_ASSETS, "assets")
RULES = Looks("a rule file", "`rules.yaml`, or with `--rules`", "rules")

_BY_ENDING = {
    **dict.fromkeys((".fountain", ".fdx", ".celtx", ".highland", ".fadein"), SCREENPLAY),
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".xls", ".ods", ".numbers"), TABLE),
    **dict.fromkeys((".edl", ".otio", ".xml", ".fcpxml", ".aaf", ".ale"), EDIT_LIST),
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".pages"), DOCUMENT),
    ".pdf": PDF,
}
"""What files with these endings are."""

_BY_KEY = {
    **dict.fromkeys(("boards", "panels", "storyboard", "frames"), STORYBOARD),
    **dict.fromkeys(("shot_list", "shotlist"), STORYBOARD),
    "otio_schema": EDIT_LIST,
    **dict.fromkeys(("casting", "characters", "actors", "cast_list"), CASTING),
    **dict.fromkeys(("pictures", "individuals", "assets"), PICTURES),
    "cast": CASTING,
}
"""What files with one of these keys at the top are, the surest first."""

_BY_KEY_OF_ENTRY = {
    **dict.fromkeys(("scene", "scene_index", "placements", "composition"), SCENES),
    **dict.fromkeys(("panel", "board", "frame", "shot_number", "shot_no", "lens"), STORYBOARD),
    **dict.fromkeys(("picture", "manifest_tag"), PICTURES),
    **dict.fromkeys(("actor", "actress", "played_by"), CASTING),
    **dict.fromkeys(("shot", "cast"), SCENES),
}
"""What lists are whose first entry has one of these keys, the surest first."""


_OF_OURS = {"targets": "a file of video models", "shot_names": "a file of shot names"}
"""What files are that say the number of their form under one of these keys."""
_HEADING = re.compile(r"\s*(INT|EXT|I/E|INT\.?/EXT)\b[. ]")
"""How scenes of a screenplay begin."""
_OF_ONE_SCENE = frozenset(("scene", "shot", "scene_index", "composition", "placements"))
"""Keys one of which a scene has, and hardly anything else."""
_WHAT_IS_READ = "selector reads film folders and rule files."
_FOR_AN_EXAMPLE = "`selector new film` with the name of a new folder writes an example."
_MOST_NAMED = 4


def looks_like(name: str, data: object = None) -> Looks | None:
    """What a file looks like; None if it may be anything.

    Args:
        name: The name of the file.
        data: What it says; None where that cannot be read.
    """
    by_ending = _BY_ENDING.get(PurePath(name).suffix.lower())
    if by_ending is not None:
        return by_ending
    if isinstance(data, str) and _HEADING.match(data):
        return SCREENPLAY
    if isinstance(data, list):
        return _of_a_list(data)
    if isinstance(data, Mapping):
        return _of_keys(data)
    return None


def other_file_of_ours(data: object) -> str:
    """What a file of ours is that has no rules, by its first key; empty for any other.

    Args:
        data: What it says.
    """
    if not isinstance(data, Mapping):
        return ""
    for key, kind in _OF_OURS.items():
        if isinstance(data.get(key), int):
            return kind
    return ""


def instead(looks: Looks) -> str:
    """What to do with a file that was given as another kind of file."""
    return f"{_WHAT_IS_READ} {counts_in([looks])} {_FOR_AN_EXAMPLE}"


def another_part(looks: Looks, wanted: str, example: str) -> Message:
    """F304 for a file of a film that holds something else than its name says.

    Args:
        looks: What it looks like.
        wanted: What its name says.
        example: What to write there instead, in quotation marks.

    Returns:
        The words of the problem.
    """
    what = f"This looks like {looks.kind}, not like {wanted}."
    hint = f"Write {example}."
    if looks.part:
        hint = f"Rename this file to `{looks.part}.yaml`. In its place, write {example}."
    return Message("F304", what, hint)


def counts_in(found: Iterable[Looks]) -> str:
    """Where selector reads what is in some files, with the lines to write."""
    places = list(dict.fromkeys(looks.counts_in for looks in found))
    its = "it" if len(places) == 1 else "them"
    place = places[0] if len(places) == 1 else _IN_EITHER
    return f"What is in {its} counts once it is in {place}."


def named_as(files: Sequence[tuple[str, Looks]]) -> str:
    """What files look like: "`tale.fountain` looks like a screenplay and `cut.xml` like …".

    Args:
        files: Their names, with what they look like; at least one.

    Returns:
        A sentence without its full stop.
    """
    parts: list[str] = []
    for name, looks in files[:_MOST_NAMED]:
        verb = " " if parts else " looks "
        parts.append(f"`{name}`{verb}like {looks.kind}")
    more = len(files) - len(parts)
    if more:
        parts.append(f"{more:,} more files are of other kinds")
    return listed(parts)


def _of_keys(data: Mapping[object, object]) -> Looks | None:
    """What a mapping looks like by its keys."""
    if "language" in data:
        return RULES
    if not _OF_ONE_SCENE.isdisjoint(data):
        return SCENE
    if isinstance(data.get("scenes"), list):
        return PLAN
    if isinstance(data.get("shots"), list):
        return STORYBOARD
    keys = set()
    for key, value in data.items():
        if isinstance(key, str) and _holds(value):
            keys.add(fold(key))
    return _first(_BY_KEY, keys)


def _holds(value: object) -> bool:
    """Whether there can be entries under a key."""
    return isinstance(value, (Mapping, list, str)) or value is None


def _of_a_list(entries: list[object]) -> Looks | None:
    """What a list looks like by its first entry."""
    first = entries[0] if entries else None
    if not isinstance(first, Mapping):
        return None
    keys = {fold(key) for key in first if isinstance(key, str)}
    return _first(_BY_KEY_OF_ENTRY, keys)


def _first(known: Mapping[str, Looks], keys: set[str]) -> Looks | None:
    for key, looks in known.items():
        if key in keys:
            return looks
    return None
