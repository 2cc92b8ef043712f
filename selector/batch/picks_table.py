"""Selections in, one after another; an Arrow table with a row for each scene out.

Every row of the input has its row in the answer, in the same order. Where a scene was not picked
for, `tags` is null and `problems` says why. Pictures that cannot be used are named in each row of
their film, and counted from the fourth on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.batch.arrow import ArrowSchema, pa
from selector.batch.scene_columns import ROW
from selector.engine.rules import Rules
from selector.engine.selection import plain_note
from selector.model.problem import Location, Problem, ProblemError, Source, as_python, shown
from selector.model.vocabulary import MEANING
from selector.release import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.engine.selection import Selection

_TEXTS = pa.list_(pa.string())
COLUMNS = {
    "film": pa.string(),
    "scene": pa.string(),
    "shot": pa.string(),
    "rule": pa.string(),
    "tags": _TEXTS,
    "ids": _TEXTS,
    "missing": _TEXTS,
    "notes": _TEXTS,
    "problems": _TEXTS,
}
"""The columns of the answer: the scene's number as text, the shot type as written, the shot rule
that served, the tags and the ids of the pictures that go, in order, the placed tags that no picture
has, what was noted, and what is wrong."""


def picks_schema(rules: Rules) -> ArrowSchema:
    """The columns of what `select_batches` gives, and which rules picked, as metadata.

    Args:
        rules: The rules.

    Raises:
        TypeError: `rules` is not what `load_rules` returned.
    """
    if not isinstance(rules, Rules):
        raise TypeError(f"`rules` must be rules, not {as_python(rules)}. Pass `load_rules(...)`.")
    fields = [pa.field(name, type_) for name, type_ in COLUMNS.items()]
    return pa.schema(fields, metadata=_metadata(rules))


def _metadata(rules: Rules) -> dict[str, str]:
    target = ""
    if rules.target is not None:
        target = rules.target.id
    return {
        "selector.rules": rules.name,
        "selector.rules_version": rules.version,
        "selector.digest": rules.digest,
        "selector.meaning": str(MEANING),
        "selector.target": target,
        "selector.version": __version__,
    }


class PicksTable:
    """The rows of one table, as they come.

    Args:
        schema: The columns, as `picks_schema` gives them.
    """

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._scenes: list[str | None] = []
        self._shots: list[str | None] = []
        self._rules: list[str | None] = []
        self._tags: list[list[str] | None] = []
        self._ids: list[list[str | None] | None] = []
        self._missing: list[list[str] | None] = []
        self._notes: list[list[str] | None] = []
        self._problems: list[list[str]] = []

    def add(self, selection: Selection[Any], left_out: Iterable[str]) -> None:
        """Add the row of a scene that was picked for.

        Args:
            selection: What was picked.
            left_out: What is wrong with pictures that are not in the pool.

        Raises:
            ProblemError: A text has half of a character, which no column can hold (S402).
        """
        scene = selection.scene
        rows = selection.pool.rows
        tags = []
        ids = []
        for place in selection.places:
            row = rows[place]
            tags.append(row.tag)
            ids.append(row.id)
        missing = [*selection.missing]
        notes = [*map(plain_note, selection.notes)]
        problems = [*left_out]
        if selection.shot_plan.pins:
            problems += map(plain_note, selection.problems)
        _refuse_halves((scene.shot_type, *tags, *ids, *missing, *notes, *problems))
        index = scene.index
        self._scenes.append(None if index is None else str(index))
        self._shots.append(scene.shot_type)
        self._rules.append(selection.shot)
        self._tags.append(tags)
        self._ids.append(ids)
        self._missing.append(missing)
        self._notes.append(notes)
        self._problems.append(problems)

    def add_problems(self, scene: str | None, problems: Iterable[Problem], at: Location) -> None:
        """Add the row of a scene that was not picked for.

        Args:
            scene: Its number, if that can be read.
            problems: Why.
            at: Where the row is, which needs no saying in it.
        """
        self._scenes.append(scene)
        self._shots.append(None)
        self._rules.append(None)
        self._tags.append(None)
        self._ids.append(None)
        self._missing.append(None)
        self._notes.append(None)
        self._problems.append([in_cell(problem, at) for problem in problems])

    def table(self, films: Any) -> pa.Table:  # noqa: ANN401  # a column of text
        """The rows so far, beside the films that they are of."""
        columns = [
            films,
            self._scenes,
            self._shots,
            self._rules,
            self._tags,
            self._ids,
            self._missing,
            self._notes,
            self._problems,
        ]
        arrays = [films]
        for column, field in zip(columns[1:], list(self._schema)[1:], strict=True):
            arrays.append(pa.array(column, type=field.type))
        return pa.Table.from_arrays(arrays, schema=self._schema)


def _refuse_halves(texts: Iterable[str | None]) -> None:
    """Refuse a text with half of a character: JSON may write one, and Arrow's text has none.

    Raises:
        ProblemError: There is such a text (S402).
    """
    for text in texts:
        if text is None or text.isascii():
            continue
        try:
            text.encode()
        except UnicodeEncodeError:
            problem = Problem(
                at=Location(source=Source(name=ROW)),
                code="S402",
                what=f"`{shown(text)}` has half of a character.",
                hint="Write the whole character, or leave it out.",
            )
            raise ProblemError([problem]) from None


def in_cell(problem: Problem, row: Location | None = None) -> str:
    """A problem in a cell. One that is not of the row itself, as of an asset, says where it is.

    Args:
        problem: The problem.
        row: Where the row is; None if the problem is of none.
    """
    what = problem.what
    if problem.at != row:
        what = f"{problem.at.source.name}: {what}"
    return f"{problem.code} {what} {problem.hint}".rstrip()
