"""What a pick would change that stores nothing: selections in; what is new in them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from selector.model.problem import ProblemError

if TYPE_CHECKING:
    from selector.db.decisions.on_record import LastPicks
    from selector.engine.selection import Selection
    from selector.model.scene_number import SceneNumber
    from selector.record.changed import Change

T = TypeVar("T")


@dataclass(slots=True)
class CameAndWent:
    """The scenes that a film has and its last pick had not, and the other way round."""

    came: Sequence[SceneNumber] = ()
    went: Sequence[SceneNumber] = ()


def with_changes(
    picked: Iterable[tuple[T, Selection]],
    url: str,
    project: str | None,
    scenes: CameAndWent | None = None,
) -> Iterator[tuple[T, Selection, Change | None]]:
    """Selections with what would change in their scenes.

    Args:
        picked: Selections, each with whatever belongs to it.
        url: The address of the database with the last pick, if there is one.
        project: The project in it.
        scenes: Has, after the last selection, which scenes came and went; None if nobody asks.

    Yields:
        The same, with the changes. Without a last pick there are none.
    """
    from selector.db.connections.bulk import batches

    with ExitStack() as stack:
        last = _last_picks(stack, url, project)
        met: list[SceneNumber | None] = []
        for batch in batches(picked):
            changes: list[Change | None] = [None] * len(batch)
            if last is not None:
                selections = [selection for _, selection in batch]
                changes = last.changes(selections)
            for (its, selection), change in zip(batch, changes, strict=True):
                met.append(selection.scene.index)
                yield its, selection, change
        if last is not None and scenes is not None:
            scenes.came = [number for number in met if number is not None and not last.of(number)]
            scenes.went = last.others(met)


def _last_picks(stack: ExitStack, url: str, project: str | None) -> LastPicks | None:
    """The last pick; None where there is none, or where it cannot be read."""
    from selector.db.connections.addresses import read_url
    from selector.db.decisions.on_record import LastPicks
    from selector.db.films.projects import find_project
    from selector.db.schema.openings import reading

    try:
        address = read_url(url)
        connection = stack.enter_context(reading(address))
        found = find_project(connection, project, "deleted")
        return LastPicks(connection, found)
    except ProblemError:
        return None
