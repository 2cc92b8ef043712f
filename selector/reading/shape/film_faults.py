"""A file of a film in; a problem for each fault of its shape out, by the path of the value."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from selector.model.expected import A_LABEL, A_PICTURE, AN_ASSET, AN_INDIVIDUAL, EXPECTED
from selector.model.problem import Problem
from selector.model.refusals import Expected
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
        if path[0] == "individuals":
            if _is_individual(path):
                return AN_INDIVIDUAL._replace(example=_individual_named(path[1]))
            if path[2:] == ("pictures",):
                return EXPECTED["pictures"]._replace(example=[self._picture_of(path[:2])])
            if len(path) == 4 and path[2] == "pictures":
                return A_PICTURE._replace(example=self._picture_of(path[:2]))
        if isinstance(path[-1], int):
            return _ENTRIES[str(path[-2])]
        return EXPECTED[path[-1]]

    def _picture_of(self, path: Steps) -> dict[str, str]:
        """A picture of the person, place or thing at a path, with what is not said there."""
        above = value_at(self.data, path)
        whole = _individual_named(path[1])
        picture = dict(whole["pictures"][0])
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


def _key(path: Steps) -> str:
    """The key of a value, or of the list that it is an entry of."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")
