"""A file of a film in; a problem for each fault of its shape out, by the path of the value."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from selector.model.expected import A_LABEL, A_PICTURE, AN_ASSET, AN_INDIVIDUAL, EXPECTED
from selector.model.phrases import can_be_copied
from selector.model.problem import Problem, shown
from selector.model.refusals import Expected, as_yaml
from selector.model.vocabulary import tag_for
from selector.reading.shape.asset_shape import AssetsDocumentShape
from selector.reading.shape.film_shape import AssetsShape, FilmShape
from selector.reading.shape.reword import MISSING, MISSPELT, Fault, ShapeWords
from selector.reading.text.document import Steps, value_at
from selector.reading.text.locations import Locations
from selector.reading.text.problem_limit import MOST_PROBLEMS, too_many

_SHAPES: dict[str, type[BaseModel]] = {
    "film": FilmShape,
    "film-assets": AssetsShape,
    "assets": AssetsDocumentShape,
}

_CODES = {
    "picture": "F305",
    **dict.fromkeys(("tag", "manifest_tag", "type", "asset_type"), "A501"),
    **dict.fromkeys(("individuals", "pictures", "assets", "title"), "F304"),
}
"""The code of a problem with a key; of every other key it is A502."""

_ENTRIES = {"pictures": A_PICTURE, "assets": AN_ASSET, "labels": A_LABEL, "user_tags": A_LABEL}
"""What belongs in each list."""


_A_PATH = re.compile(r"[^\s][/\\.][^\s]")
_MOST_PATHS = 3
"""Paths that an example of an individual shows."""


def film_shape_problems(
    data: object, name: str, locations: Locations, *, by_hand: bool
) -> dict[Steps, list[Problem]]:
    """Everything in `data` that its shape refuses.

    Args:
        data: What the file says.
        name: The name of its shape; see `films.film_words`.
        locations: The locations of its values.
        by_hand: Whether unknown keys are problems too.

    Returns:
        The problems by path; only the first `MOST_PROBLEMS` paths have any.
    """
    words = _FilmWords(data, _SHAPES[name], locations, by_hand=by_hand)
    found: dict[Steps, list[Problem]] = {}
    for count, fault in enumerate(words.faults()):
        found[fault.path] = []
        if count < MOST_PROBLEMS:
            found[fault.path].append(words.problem(fault))
        elif count == MOST_PROBLEMS:
            found[fault.path].append(too_many(locations.of(*fault.path)))
    for problem in words.unknown_key_problems():
        found.setdefault((), []).append(problem)
    return found


class _FilmWords(ShapeWords):
    """What only films know: the codes of their keys, and what belongs under each."""

    def code(self, fault: Fault) -> str:
        path = fault.path
        is_entry = isinstance(path[-1], int) and path[-2] in ("pictures", "assets")
        if path == ("description",) or is_entry or _is_individual(path):
            return "F304"
        key = _key(path)
        is_without = fault.kind in {MISSING, MISSPELT} or fault.value == []
        if key == "pictures" and path[0] == "individuals" and is_without:
            return "F307"
        return _CODES.get(key, "A502")

    def expected(self, path: Steps) -> Expected:
        if _is_individual(path):
            return AN_INDIVIDUAL._replace(example=self._individual(path))
        example = self._example_of_a_picture(path)
        if example and path[-1] == "pictures":
            return EXPECTED["pictures"]._replace(example=[example])
        if example:
            return A_PICTURE._replace(example=example)
        if isinstance(path[-1], int):
            return _ENTRIES[str(path[-2])]
        return EXPECTED[path[-1]]

    def _individual(self, path: Steps) -> dict[str, Any]:
        """A person, place or thing of that name, with the pictures that are written."""
        example = _individual_named(path[1])
        paths = _paths_in(value_at(self.data, path))
        if paths:
            example["pictures"] = [{"picture": each} for each in paths]
        return example

    def _example_of_a_picture(self, path: Steps) -> dict[str, str]:
        """A picture that belongs at a path, or in the list there; empty if none of its own does."""
        *above, last = path
        holder = path
        if isinstance(last, int):
            holder = tuple(above)
        if holder[-1:] != ("pictures",):
            return {}
        if holder[0] == "individuals" and len(holder) == 3:
            return self._picture_of(path)
        is_written = isinstance(self.data, dict) and "pictures" in self.data
        if len(holder) > 1 or not is_written:
            return {}
        paths = _paths_in(value_at(self.data, path))
        if len(paths) != 1:
            return {}
        return _picture_at(paths[0])

    def _picture_of(self, path: Steps) -> dict[str, str]:
        """A picture of the person, place or thing that a path leads through.

        Its path is the one that is written, and it has what is not said of that individual.
        """
        above = value_at(self.data, path[:2])
        whole = _individual_named(path[1])
        picture = dict(whole["pictures"][0])
        written = above.get("pictures")
        if isinstance(path[-1], int):
            written = written[path[-1]]
        paths = _paths_in(written)
        if len(paths) == 1:
            picture["picture"] = paths[0]
        for key in ("tag", "type"):
            if above.get(key) is None:
                picture[key] = whole[key]
        return picture

    def hint(
        self,
        fault: Fault,
        expected: Expected,  # noqa: ARG002  # the signature of `ShapeWords`
    ) -> str:
        if _key(fault.path) == "tag" and isinstance(fault.value, list):
            if len(fault.value) == 1 and isinstance(fault.value[0], str):
                return f"Write `tag: {shown(as_yaml(fault.value[0]))}`."
            return (
                "If the picture shows several people, list it once for each of them, each time with"
                " that person's tag."
            )
        return ""


def _is_individual(path: Steps) -> bool:
    return path[0] == "individuals" and len(path) == 2


def _individual_named(name: str | int) -> dict[str, Any]:
    """An example of a person, place or thing of that name."""
    tag = tag_for(str(name))
    example: dict[str, Any] = dict(AN_INDIVIDUAL.example)
    if tag:
        example["tag"] = tag
        example["pictures"] = [{"picture": f"pictures/{tag.lower()}.jpg"}]
    return example


def _picture_at(path: str) -> dict[str, str]:
    """An example of a picture at a path."""
    example = dict(A_PICTURE.example)
    example["picture"] = path
    name = re.split(r"[/\\]", path)[-1]
    example["tag"] = tag_for(name.rpartition(".")[0]) or example["tag"]
    return example


def _paths_in(value: object) -> list[str]:
    """The paths of pictures where only paths are written; none if they are not, or are many."""
    written = value if isinstance(value, list) else [value]
    paths = [each for each in written if isinstance(each, str) and _A_PATH.search(each)]
    if len(paths) != len(written) or len(paths) > _MOST_PATHS:
        return []
    return list(filter(can_be_copied, paths))


def _key(path: Steps) -> str:
    """The key of a value, or of the list that it is an entry of."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")
