"""Record batches of scenes in; a table of picks for each batch out, as soon as it is there.

The scenes of one film come together and in order. What a film is known to have placed, sent and
noted so far is carried from batch to batch, so where the batches are cut makes no difference. When
another film begins, the pool and all that was known of the film before are dropped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, Protocol

from selector.batch.arrow import ArrowTable, pa
from selector.batch.picks_table import PicksTable, in_cell, picks_schema
from selector.batch.pools_by_film import PoolOf, pools_of
from selector.batch.scene_columns import (
    ROW,
    as_table,
    columns_read,
    manifests_in,
    names_as_text,
    no_value,
)
from selector.engine.asset_values import has_entries
from selector.engine.manifest import read_manifest
from selector.engine.manifest_values import HERE
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.film_so_far import FilmSoFar
from selector.model.problem import Location, Problem, ProblemError, Source, as_python, shown
from selector.model.scene_number import scene_number

if TYPE_CHECKING:
    from selector.batch.pools_by_film import Assets
    from selector.engine.selection import Selection
    from selector.model.scene import Scene

OnProblem = Literal["raise", "skip"]


class HasBatches(Protocol):
    """An Arrow table or dataset."""

    def to_batches(self) -> Iterable[Any]:
        """Its record batches."""
        ...


_AT_ROW = Location(source=Source(name=ROW))


def select_batches(
    record_batches: Iterable[Any] | HasBatches,
    assets: Assets,
    rules: Rules,
    *,
    on_problem: OnProblem = "raise",
) -> Iterator[ArrowTable]:
    """Pick for the scenes of many films, a record batch at a time.

    Args:
        record_batches: Arrow record batches or tables, or what other libraries make of these. Each
            row is a scene: its `film`, and its `manifest` as JSON text or as a struct. The scenes
            of a film come together and in its order; a film may begin in one batch and end in a
            later one. A table or a dataset can be passed as it is.
        assets: One pool for all films (an `AssetPool`, or assets), or those of each: a mapping from
            films, a function of a film, or a table or dataset with a column `film`.
        rules: The rules to pick by.
        on_problem: Whether the first row or picture that cannot be used stops everything (`raise`)
            or is skipped (`skip`): then the row has no picks and says why; the picture is left out,
            and each row of its film says so.

    Returns:
        A table for each batch, with a row for each of its rows, in the same order. Its columns are
        those of `picks_schema(rules)`. Each is made when it is asked for.

    Raises:
        ProblemError: A row or a picture cannot be used: it names the film, the scene and the row.
            With `on_problem="skip"`, only if a column, or the assets as a whole, cannot be used.
        TypeError: An argument is of another type.
        ValueError: `on_problem` is another word.
    """
    if not isinstance(rules, Rules):
        raise TypeError(f"`rules` must be rules, not {as_python(rules)}. Pass `load_rules(...)`.")
    if on_problem not in ("raise", "skip"):
        raise ValueError(f'`on_problem` must be "raise" or "skip", not {as_python(on_problem)}')
    batches = _batches(record_batches)
    skips = on_problem == "skip"
    films = Films(pools_of(assets, skips=skips), rules, skips=skips)
    return (films.picked(batch) for batch in batches)  # ends with the first error


def _batches(given: Any) -> Iterable[Any]:  # noqa: ANN401  # of any library that speaks Arrow
    if hasattr(given, "to_batches"):
        given = given.to_batches()
    elif hasattr(given, "__arrow_c_stream__"):
        with suppress(pa.ArrowInvalid):  # one of a column alone gives what is no batch
            given = pa.RecordBatchReader.from_stream(given)
    elif hasattr(given, "__arrow_c_array__"):
        given = [given]
    if not has_entries(given):
        message = f"`record_batches` must be Arrow record batches, not {as_python(given)}"
        raise TypeError(f"{message}. Pass `table.to_batches()`, say.")
    return given


def _row_in_all(row: int) -> str:
    return f"row {row + 1}"


class Films:
    """Films whose scenes come one after another, in batches.

    Args:
        pool_of: Gives the pool of each film.
        rules: The rules to pick by.
        skips: Whether a row that cannot be used gets a row that says why. Pictures that cannot be
            used are for `pool_of` to leave out.
        first_row: How many rows there were before the first one.
        begun: Films that began before the first row, and must not return.
        where: Says where a row is, by its number from 0.

    Attributes:
        skipped: How many rows could not be used.
        incomplete: How many were picked for without a picture that cannot be used.
    """

    def __init__(
        self,
        pool_of: PoolOf,
        rules: Rules,
        *,
        skips: bool,
        first_row: int = 0,
        begun: Iterable[str] = (),
        where: Callable[[int], str] = _row_in_all,
    ) -> None:
        self._pool_of = pool_of
        self._rules = rules
        self._schema = picks_schema(rules)
        self._skips = skips
        self._row = first_row
        self._where = where
        self._begun = set(begun)
        self._film: str | None = None
        self._pool: AssetPool[Any] | None = None
        self._unusable: tuple[Problem, ...] = ()
        self._left_out: list[str] = []
        self._so_far = FilmSoFar()
        self.skipped = 0
        self.incomplete = 0

    def picked(self, batch: Any) -> pa.Table:  # noqa: ANN401  # of any library that speaks Arrow
        """The picks for the scenes of the next batch."""
        table = as_table(batch)
        table = table.select(columns_read(table.schema, "record batch"))
        films = names_as_text(table.column("film"), "record batch")
        picks = PicksTable(self._schema)
        for film, manifest in zip(films.to_pylist(), manifests_in(table), strict=True):
            self._row += 1
            try:
                if not film:
                    raise ProblemError([no_value("film", ROW)])  # noqa: TRY301  # as any other
                if film != self._film:
                    self._begin(film)
                picks.add(self._selection(manifest), self._left_out)
                self.incomplete += bool(self._left_out)
            except ProblemError as error:
                number = _number_of(manifest)
                at = self._at(film, number)
                problems = _located(error.problems, at)
                if not self._skips:
                    raise ProblemError(problems) from None
                self.skipped += 1
                picks.add_problems(number, problems, at)
        return picks.table(films)

    def _begin(self, film: str) -> None:
        """Begin with another film, and forget the one before."""
        self._film = film
        self._pool = None
        self._left_out = []
        self._so_far = FilmSoFar()
        if film in self._begun:
            self._unusable = (_returned(film),)
            return
        self._begun.add(film)
        self._unusable = ()
        try:
            pictures = self._pool_of(film)
        except ProblemError as error:
            self._unusable = error.problems
            return
        self._pool = pictures.pool
        self._left_out = [*map(in_cell, pictures.left_out)]
        if pictures.more:
            self._left_out.append(_and_more(pictures.more))

    def _selection(self, manifest: Any) -> Selection[Any]:  # noqa: ANN401  # as Arrow gives it
        if self._pool is None:
            raise ProblemError(self._unusable)
        asks = self._rules.asks_earlier
        try:
            if isinstance(manifest, Problem):
                raise ProblemError([manifest])  # noqa: TRY301  # as any other
            scene = _scene(manifest)
            if not asks:
                return self._rules.select(scene, self._pool)
            selection = self._rules.select(scene, self._pool, earlier=self._so_far)
        except ProblemError:
            if asks:
                self._so_far = self._so_far.followed_by_unreadable_scene()
            raise
        self._so_far = selection.comes_after(self._so_far)
        return selection

    def _at(self, film: str | None, scene: str | None) -> Location:
        """Where a row is, with its film and its scene."""
        where = self._where(self._row - 1)
        if film:
            where = f"{where}, film {shown(film)}"
        if scene is not None:
            where = f"{where}, scene {shown(scene)}"
        return Location(source=Source(name=where))


def _and_more(pictures: int) -> str:
    """The end of the list of pictures that cannot be used, where not all are named."""
    if pictures == 1:
        return "and 1 more picture cannot be used"
    return f"and {pictures:,} more pictures cannot be used"


def _located(problems: Iterable[Problem], at: Location) -> list[Problem]:
    """The problems of a row, which is there."""
    located = []
    for problem in problems:
        if problem.at in (_AT_ROW, HERE):
            located.append(replace(problem, at=at))
        else:  # it is about the assets of the film
            located.append(problem)
    return located


def _scene(manifest: Any) -> Scene:  # noqa: ANN401  # as Arrow gives it
    """The scene of a row; what is wrong with a struct is said of its fields."""
    if manifest is None:
        raise ProblemError([no_value("manifest", ROW)])
    try:
        return read_manifest(manifest)
    except ProblemError:
        if not isinstance(manifest, Mapping):
            raise
    from selector.batch.column_voice import FIELDS  # noqa: PLC0415  # if something is wrong
    from selector.engine.manifest_problems import manifest_problems  # noqa: PLC0415  # likewise

    raise ProblemError(manifest_problems(manifest, FIELDS))


def _number_of(manifest: object) -> str | None:
    """The number of a scene that cannot be picked for, if it can be read."""
    if isinstance(manifest, str | bytes):
        try:
            manifest = json.loads(manifest)
        except (ValueError, RecursionError):
            return None
    if not isinstance(manifest, Mapping):
        return None
    number = scene_number(manifest.get("scene_index"))
    if number is None:
        return None
    return str(number)


def _returned(film: str) -> Problem:
    return Problem(
        at=_AT_ROW,
        code="B704",
        what=f"The film `{shown(film)}` goes on after another film began.",
        hint="Sort the scenes by film, each film in its order, so that they come together.",
    )
