"""What `pick_scene` and `pick_project` return, for type checkers: objects of the pool's own kind.

Without `pool`, that is `StoredPicture`; with one, whatever the caller's pool has.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeAlias, cast, overload

from selector.model.asset import Asset_co
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from uuid import UUID

    from selector.db.connections.sessions import AsyncWhere, Where
    from selector.db.decisions.decision_store import StoredDecision
    from selector.db.films.unusable import StoredProblem
    from selector.db.tables.marked_rows import Include
    from selector.db.tables.stored_picture import StoredPicture
    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.asset import Assets
    from selector.model.scene_number import SceneNumber

    Only: TypeAlias = Callable[[SceneNumber], bool] | Iterable[SceneNumber] | None
    AwaitedOnly: TypeAlias = Callable[[SceneNumber], bool | Awaitable[bool]] | Only

Progress: TypeAlias = Callable[[int, int], object]
"""Called with the number of scenes that are done, and that of all.

An `async` one is awaited with asyncio; `.sync` refuses it.
"""

# `selector.db.decisions.pick` says what each argument means.


@frozen
class PickedProject(Generic[Asset_co]):
    """The selections of a project's scenes, in the order of the film.

    `decisions` is how many of them are new decisions. `stored` says what became of each selection;
    it is empty if nothing was recorded. `problems` are the scenes that were skipped and the
    pictures that were left out: every wanted scene has either a selection or a problem.
    """

    project_id: UUID
    title: str
    selections: tuple[Selection[Asset_co], ...]
    decisions: int
    stored: tuple[StoredDecision, ...] = ()
    problems: tuple[StoredProblem, ...] = ()


class PickScene(Protocol):
    """The function `pick_scene`: await it with asyncio, or call its `sync` without."""

    @overload
    async def __call__(
        self,
        where: AsyncWhere,
        /,
        project: UUID | str,
        scene_index: SceneNumber,
        rules: Rules,
        *,
        by: str | None = ...,
        pool: None = ...,
        include: Include = ...,
        on_problem: Literal["raise", "skip"] = ...,
    ) -> Selection[StoredPicture]: ...
    @overload
    async def __call__(
        self,
        where: AsyncWhere,
        /,
        project: UUID | str,
        scene_index: SceneNumber,
        rules: Rules,
        *,
        by: str | None = ...,
        pool: AssetPool[Asset_co] | Assets[Asset_co],
        include: Include = ...,
        on_problem: Literal["raise", "skip"] = ...,
    ) -> Selection[Asset_co]: ...
    @overload
    def sync(
        self,
        where: Where,
        /,
        project: UUID | str,
        scene_index: SceneNumber,
        rules: Rules,
        *,
        by: str | None = ...,
        pool: None = ...,
        include: Include = ...,
        on_problem: Literal["raise", "skip"] = ...,
    ) -> Selection[StoredPicture]: ...
    @overload
    def sync(
        self,
        where: Where,
        /,
        project: UUID | str,
        scene_index: SceneNumber,
        rules: Rules,
        *,
        by: str | None = ...,
        pool: AssetPool[Asset_co] | Assets[Asset_co],
        include: Include = ...,
        on_problem: Literal["raise", "skip"] = ...,
    ) -> Selection[Asset_co]: ...


class PickProject(Protocol):
    """The function `pick_project`: await it with asyncio, or call its `sync` without."""

    @overload
    async def __call__(
        self,
        where: AsyncWhere,
        /,
        project: UUID | str | None,
        rules: Rules,
        *,
        by: str | None = ...,
        only: AwaitedOnly = ...,
        on_problem: Literal["raise", "skip"] = ...,
        record: bool = ...,
        pool: None = ...,
        include: Include = ...,
        progress: Progress | None = ...,
    ) -> PickedProject[StoredPicture]: ...
    @overload
    async def __call__(
        self,
        where: AsyncWhere,
        /,
        project: UUID | str | None,
        rules: Rules,
        *,
        by: str | None = ...,
        only: AwaitedOnly = ...,
        on_problem: Literal["raise", "skip"] = ...,
        record: bool = ...,
        pool: AssetPool[Asset_co] | Assets[Asset_co],
        include: Include = ...,
        progress: Progress | None = ...,
    ) -> PickedProject[Asset_co]: ...
    @overload
    def sync(
        self,
        where: Where,
        /,
        project: UUID | str | None,
        rules: Rules,
        *,
        by: str | None = ...,
        only: Only = ...,
        on_problem: Literal["raise", "skip"] = ...,
        record: bool = ...,
        pool: None = ...,
        include: Include = ...,
        progress: Progress | None = ...,
    ) -> PickedProject[StoredPicture]: ...
    @overload
    def sync(
        self,
        where: Where,
        /,
        project: UUID | str | None,
        rules: Rules,
        *,
        by: str | None = ...,
        only: Only = ...,
        on_problem: Literal["raise", "skip"] = ...,
        record: bool = ...,
        pool: AssetPool[Asset_co] | Assets[Asset_co],
        include: Include = ...,
        progress: Progress | None = ...,
    ) -> PickedProject[Asset_co]: ...


def as_pick_scene(function: object) -> PickScene:
    """The same function, with the types of its results."""
    return cast("PickScene", function)


def as_pick_project(function: object) -> PickProject:
    """The same function, with the types of its results."""
    return cast("PickProject", function)
