"""Stored scenes and pictures that cannot be used.

In: what is wrong with one. Out: a `StoredProblem` that names the scene by its number, or the
picture by its id and tag.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selector.db.connections.database_problems import at_database
from selector.model.frozen import frozen
from selector.model.problem import Problem, shown

if TYPE_CHECKING:
    from selector.db.connections.database_problems import Database
    from selector.model.scene_number import SceneNumber

_NAMED = 3
"""Problems of one manifest that are shown; the rest are counted."""


@frozen
class StoredProblem:
    """One scene that was not picked, or one picture that was left out of the pool, and why.

    `scene` is the scene's number. `asset` is the id of the picture's row, `tag` its tag, which may
    be empty.
    """

    scene: SceneNumber | None = None
    asset: str | None = None
    tag: str | None = None
    what: str
    hint: str
    code: str = "D615"

    def at(self, database: Database) -> Problem:
        """The same, as a problem of that database."""
        field = f"scene {shown(self.scene)}"
        if self.scene is None:
            field = f"asset {shown(self.asset)}"
        where = at_database(database)
        return Problem(
            at=where,
            code=self.code,
            what=self.what,
            hint=self.hint,
            field=field,
        )

    def __str__(self) -> str:
        return f"{self.code} {self.what} {self.hint}"


def unusable_scene(number: SceneNumber, problems: Sequence[Problem]) -> StoredProblem:
    """A scene whose manifest has these problems."""
    whats = [each.what for each in problems[:_NAMED]]
    if len(problems) > _NAMED:
        whats.append(f"And {len(problems) - _NAMED} more.")
    what = f"The stored manifest of scene {shown(number)} cannot be used. {' '.join(whats)}"
    return StoredProblem(scene=number, what=what, hint=problems[0].hint)


def unusable_picture(
    identity: str,
    tag: object,
    whats: Sequence[str],
    hint: str,
    *,
    is_stored: bool = True,
) -> StoredProblem:
    """A picture that cannot be used.

    Args:
        identity: Its id, which may be empty where it is not a row.
        tag: Its tag, which may be empty or not UTF-8.
        whats: What is wrong, a sentence each.
        hint: What to do.
        is_stored: Whether it was read from the database.

    Returns:
        The problem.
    """
    written = str(tag or "").encode("utf-8", "replace").decode()
    called = "without a tag"
    if written.strip():
        called = f"with the tag `{shown(written)}`"
    which = f"The picture {called}"
    if is_stored:
        which = f"The stored picture {called}"
    if identity:
        which = f"{which} (id `{shown(identity)}`)"
    what = f"{which} cannot be used. {' '.join(whats)}"
    return StoredProblem(asset=identity, tag=written, what=what, hint=hint)
