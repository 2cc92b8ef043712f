"""A file of a film in; a problem for each fault of its shape out, by the path of the value."""

from __future__ import annotations

from pydantic import BaseModel

from selector.model.expected import A_LABEL, A_PICTURE, AN_ASSET, AN_INDIVIDUAL, EXPECTED
from selector.model.problem import Problem
from selector.model.refusals import Expected
from selector.reading.shape.asset_shape import AssetsDocumentShape
from selector.reading.shape.film_shape import AssetsShape, FilmShape
from selector.reading.shape.reword import MISSING, MISSPELT, Fault, ShapeWords
from selector.reading.text.document import Steps
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
        if path == ("description",) or self.expected(path) in (A_PICTURE, AN_ASSET, AN_INDIVIDUAL):
            return "F304"
        key = _key(path)
        is_without = fault.kind in {MISSING, MISSPELT} or fault.value == []
        if key == "pictures" and path[0] == "individuals" and is_without:
            return "F307"
        return _CODES.get(key, "A502")

    def expected(self, path: Steps) -> Expected:
        if len(path) == 2 and path[0] == "individuals":
            return AN_INDIVIDUAL
        if isinstance(path[-1], int):
            return _ENTRIES[str(path[-2])]
        return EXPECTED[path[-1]]

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


def _key(path: Steps) -> str:
    """The key of a value, or of the list that it is an entry of."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")
