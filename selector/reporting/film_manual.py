"""The manual of a film's files: what each key means that people write in them.

What a page says is in the shapes of these files and in the table of what belongs under each key.
The keys of the long form are for pipelines, and have no pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from selector.model.expected import EXPECTED
from selector.model.frozen import frozen
from selector.model.refusals import as_yaml
from selector.reading.shape.film_shape import AssetsShape, CleanedShape, FilmShape, PictureShape
from selector.reading.shape.scene_shape import FilmSceneShape, OneOfSceneShape
from selector.reading.shape.short_keys import ABOUT_ONE, SHORT
from selector.reporting.sense import Sense

_SCENES = "scenes of a film"
_PICTURES = "pictures of a film"


@frozen
class _Place:
    """Where keys are written.

    Attributes:
        group: Under what the keys are listed.
        where: The place, in a sentence.
        shape: The shape that has them.
        keys: Those of its keys that have pages here.
        example: The lines of a file that have a key with a value.
    """

    group: str
    where: str
    shape: type[BaseModel]
    keys: Iterable[str]
    example: Callable[[str, Any], str]


def _line(key: str, value: object) -> str:
    return f"{key}: {as_yaml(value)}"


def _of_one(key: str, value: object) -> str:
    return f"cast:\n  - WREN: {as_yaml({key: value})}"


def _of_picture(key: str, value: object) -> str:
    picture = {"picture": "pictures/wren.jpg", key: value}
    return f"pictures:\n  - {as_yaml(picture)}"


def _of_cleaned(key: str, value: object) -> str:
    return _of_picture("cleaned", {"picture": "clean/wren.png", key: value})


_PLACES = (
    _Place(
        group=_SCENES,
        where="In a scene of a film, in `scenes.yaml`.",
        shape=FilmSceneShape,
        keys=[key for key in FilmSceneShape.model_fields if key in {*SHORT, "title"}],
        example=_line,
    ),
    _Place(
        group=_SCENES,
        where="In a scene of a film, after a tag or a name in `cast`, `place` or `props`.",
        shape=OneOfSceneShape,
        keys=OneOfSceneShape.model_fields,
        example=_of_one,
    ),
    _Place(
        group=_PICTURES,
        where="At the top of a film's `assets.yaml`.",
        shape=AssetsShape,
        keys=AssetsShape.model_fields,
        example=_line,
    ),
    _Place(
        group=_PICTURES,
        where="Beside a picture in a film's `assets.yaml`.",
        shape=PictureShape,
        keys=PictureShape.model_fields,
        example=_of_picture,
    ),
    _Place(
        group=_PICTURES,
        where="Inside `cleaned`, in a film's `assets.yaml`.",
        shape=CleanedShape,
        keys=["likeness"],
        example=_of_cleaned,
    ),
    _Place(
        group="a film",
        where="In `film.yaml`.",
        shape=FilmShape,
        keys=FilmShape.model_fields,
        example=_line,
    ),
)


@cache
def film_manual() -> dict[str, tuple[Sense, ...]]:
    """Each key of a film's files with what it means, those of scenes first."""
    senses: dict[str, list[Sense]] = {}
    for key, sense in _senses():
        senses.setdefault(key, []).append(sense)
    return {key: tuple(each) for key, each in senses.items()}


def film_groups() -> dict[str, list[str]]:
    """The same keys by what they are for."""
    groups: dict[str, dict[str, None]] = {}
    for key, sense in _senses():
        groups.setdefault(sense.group, {})[key] = None
    return {group: list(keys) for group, keys in groups.items()}


def _senses() -> Iterator[tuple[str, Sense]]:
    for place in _PLACES:
        for key in place.keys:
            field = place.shape.model_fields[key]
            expected = EXPECTED[key]
            if place.shape is OneOfSceneShape:
                expected = EXPECTED[ABOUT_ONE.get(key, key)]
            examples = field.examples or [expected.example]
            sense = Sense(
                group=place.group,
                where=place.where,
                says=field.description or "",
                takes=expected.words or "",
                words={},
                example=place.example(key, examples[0]),
            )
            yield key, sense
