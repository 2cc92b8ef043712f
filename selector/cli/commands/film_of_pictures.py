"""The pictures of a folder in; the files of a film that lists them out.

What the names of files only suggest is written as comments: a line counts once its `# ` is deleted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from selector.reading.films.found_pictures import FACES, WHOLE, FoundIndividual, FoundPicture

_ASSETS = """\
# The pictures of the film. Scenes name them by their tags or names.
# Check each `type`: character, object, environment, style, prop, vehicle or text_element.
# Lines below a picture are suggestions from the names of files: delete `# ` to use one.
individuals:
"""

_SCENES = """\
# The scenes of the film, by tag or name: write yours below.
# The first of the `cast` is the subject. `- REX: background` gives another role.
scenes:
"""

_MOST_OF_A_CAST = 2
"""How many of each kind the first scene has."""


def assets_text(individuals: Iterable[FoundIndividual]) -> str:
    """The assets file."""
    lines: list[str] = []
    for individual in individuals:
        lines += _lines_of(individual)
    return _ASSETS + "\n".join(lines) + "\n"


def _lines_of(individual: FoundIndividual) -> Iterator[str]:
    asset_type = individual.asset_type
    guess = ""
    if not asset_type:
        asset_type = "character"
        guess = "  # a guess"
    yield f"  {_quoted(individual.name)}:"
    yield f"    tag: {_quoted(individual.tag)}"
    yield f"    type: {asset_type}{guess}"
    yield "    pictures:"
    for picture in individual.pictures:
        yield f"      - picture: {_quoted(picture.path)}"
        yield from _suggestions(picture)


def _suggestions(picture: FoundPicture) -> Iterator[str]:
    labels = []
    for word in picture.words:
        if word in FACES:
            yield "        # crop: face"
        elif word not in WHOLE:
            labels.append(word)
    if labels:
        yield f"        # labels: [{', '.join(labels)}]"


def scenes_text(individuals: Iterable[FoundIndividual]) -> str:
    """A scene to start from, with the first people, places and things."""
    kinds: dict[str, list[str]] = {"cast": [], "place": [], "props": []}
    for individual in individuals:
        key = _KEYS.get(individual.asset_type, "props")
        kinds[key].append(_quoted(individual.tag))
    lines = ["  - scene: 1", "    title: The first scene", "    shot: wide shot"]
    for key, tags in kinds.items():
        if not tags:
            continue
        most = _MOST_OF_A_CAST
        if key == "place":
            most = 1
        lines.append(f"    {key}: [{', '.join(tags[:most])}]")
    return _SCENES + "\n".join(lines) + "\n"


_KEYS = {
    "": "cast",
    "character": "cast",
    "environment": "place",
}
"""Where the first scene lists each asset type; the others are props."""


def _quoted(text: str) -> str:
    """A text as YAML surely reads it as text: plain if it is a simple word, else in quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)


_PLAIN = re.compile(r"[A-Za-z][\w./-]*(?: [\w./-]+)*", re.ASCII)
_NOT_TEXT = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
