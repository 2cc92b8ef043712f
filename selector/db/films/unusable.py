"""What is stored and cannot be used: a scene's manifest or a picture, told with its number, its id and its tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selector.db.connections.database_problems import at_database
from selector.model.problem import Problem, shown

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

    from selector.model.scene_number import SceneNumber

WRITE_ANEW = "Write it again, or restore the database from a copy."

_NAMED = 3
"""Things wrong with one manifest that are told; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProblem:
    """One scene that was not picked, or one picture that was left out of the pool, and why.

    Of a scene, `scene` is its number. Of a picture, `asset` is the id of its row and `tag` its tag, which may be empty.
    """

    scene: SceneNumber | None = None
    asset: str | None = None
    tag: str | None = None
    what: str
    hint: str
    code: str = "D615"

    def at(self, url: URL) -> Problem:
        """The same as a problem of the database at that address."""
        field = f"asset {shown(self.asset)}" if self.scene is None else f"scene {shown(self.scene)}"
        return Problem(
            at=at_database(url), code=self.code, what=self.what, hint=self.hint, field=field
        )

    def __str__(self) -> str:
        return f"{self.code} {self.what} {self.hint}"


def unusable_scene(number: SceneNumber, problems: Sequence[Problem]) -> StoredProblem:
    """A scene whose manifest has these problems."""
    told = " ".join(each.what for each in problems[:_NAMED])
    more = f" And {len(problems) - _NAMED} more." if len(problems) > _NAMED else ""
    what = f"The manifest of scene {shown(number)} that is stored cannot be used: {told}{more}"
    return StoredProblem(scene=number, what=what, hint=problems[0].hint)


def unusable_picture(identity: str, tag: object, whats: Sequence[str], hint: str) -> StoredProblem:
    """A picture with which these things are wrong."""
    written = str(tag or "").encode("utf-8", "replace").decode()
    called = f"with the tag {shown(written)!r}" if written.strip() else "without a tag"
    what = f"The picture {called} (id {shown(identity)}) that is stored cannot be used: {' '.join(whats)}"
    return StoredProblem(asset=identity, tag=written, what=what, hint=hint)
