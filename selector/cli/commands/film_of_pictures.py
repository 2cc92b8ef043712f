"""The pictures of a folder in; the files of a film that lists them out.

What the names of files only suggest is written as comments: a line counts once its `# ` is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selector.model.refusals import as_yaml
from selector.model.vocabulary import tag_for
from selector.reading.films.found_pictures import (
    FACES,
    WHOLE,
    FoundIndividual,
    FoundPicture,
    FoundPictures,
)
from selector.reporting.verdict import counted

_ASSETS = """\
# The pictures of the film. Scenes name them by their tags or names.
# Check each `type`: character, object, environment, style, prop, vehicle or text_element.
# Lines that begin with `#` below a picture are suggestions: delete `# ` to use one.
individuals:
"""

_WHO_IS_IT = """\
# The names of these files do not say who or what they show. Move each line to where it belongs, and
# delete its `# `."""

_SCENES = """\
# The scenes of the film, by tag or name: write yours below.
# The first of the `cast` is the subject. `- REX: background` gives another role.
scenes:
"""

_MOST_OF_A_CAST = 2
"""How many of each kind the first scene has."""


def assets_text(found: FoundPictures) -> str:
    """The assets file."""
    lines: list[str] = []
    for individual in found.individuals:
        lines += _lines_of(individual)
    if found.nobody:
        lines.append(_WHO_IS_IT)
        lines += [f"      # - picture: {as_yaml(path)}" for path in found.nobody]
    return _ASSETS + "\n".join(lines) + "\n"


def _lines_of(individual: FoundIndividual) -> Iterator[str]:
    asset_type = individual.asset_type
    guess = ""
    if not asset_type:
        asset_type = individual.guess
        guess = "  # a guess"
    yield f"  {as_yaml(individual.name)}:"
    yield f"    tag: {as_yaml(individual.tag)}"
    yield f"    type: {asset_type}{guess}"
    if individual.perhaps:
        yield f"    # Is this {individual.perhaps} in other clothes? Then move its pictures there."
    yield "    pictures:"
    for picture in individual.pictures:
        guess = ""
        if picture.worn:
            guess = f"  # a guess: {individual.name} in other clothes"
        yield f"      - picture: {as_yaml(picture.path)}{guess}"
        yield from _suggestions(picture, individual.tag)


def _suggestions(picture: FoundPicture, tag: str) -> Iterator[str]:
    labels = []
    if picture.worn:
        its_tag = tag_for(f"{tag} {picture.worn}")
        yield f"        # tag: {as_yaml(its_tag)}"
        labels.append(picture.worn)
    if not FACES.isdisjoint(picture.words):
        yield "        # crop: face"
    labels += [word for word in picture.words if word not in FACES | WHOLE]
    if labels:
        yield f"        # labels: {as_yaml(labels)}"


def comments_line(found: FoundPictures, file: str) -> str:
    """What the comments of the assets file are for; an empty text if there is none to act on."""
    suggestions = 0
    questions = 0
    for individual in found.individuals:
        questions += bool(individual.perhaps)
        for picture in individual.pictures:
            suggestions += len(list(_suggestions(picture, individual.tag)))
    counts = []
    if suggestions:
        counts.append(f"{counted(suggestions, 'suggestion')} (delete `# ` to use one)")
    if questions:
        counts.append(counted(questions, "question"))
    if not counts:
        return ""
    return f"In the comments of `{file}`: {' and '.join(counts)}."


def scenes_text(individuals: Iterable[FoundIndividual]) -> str:
    """A scene to start from, with the first people, places and things."""
    kinds: dict[str, list[str]] = {"cast": [], "place": [], "props": []}
    for individual in individuals:
        key = _KEYS.get(individual.asset_type or individual.guess, "props")
        if key:
            kinds[key].append(individual.tag)
    lines = ["  - scene: 1", "    title: The first scene", "    shot: wide shot"]
    named = {key: tags for key, tags in kinds.items() if tags}
    for key, tags in (named or {"cast": []}).items():
        most = _MOST_OF_A_CAST
        if key == "place":
            most = 1
        lines.append(f"    {key}: {as_yaml(tags[:most])}")
    return _SCENES + "\n".join(lines) + "\n"


_KEYS = {
    "character": "cast",
    "environment": "place",
    "style": "",
}
"""Where the first scene lists each asset type, a style nowhere; the others are props."""
