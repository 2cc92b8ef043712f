"""A pipeline's own code, as mypy's strict mode sees it: checked by `make check`, run by test_house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selector import (
    AssetPool,
    Problem,
    ProblemError,
    Rules,
    Scene,
    Selection,
    StoredPicture,
    WatchedRules,
    get_primary_clean_reference,
    load_rules,
    pick_project,
    pick_scene,
    read_manifest,
    select_references_for_scene,
)
from selector.db.decisions.history import read_history
from selector.db.models import AssetCleanReference

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_scoped_session
    from sqlalchemy.orm import Session, scoped_session


@dataclass
class Picture:
    """The pipeline's own class; it has what choosing needs, under the names that are asked for."""

    manifest_tag: str
    asset_type: str
    quality_score: float | None = None
    is_face_crop: bool = False
    source_asset_id: str | None = None


MANIFEST = {
    "composition": {"shot_type": "Close-Up"},
    "placements": [{"asset_tag": "WREN", "role": "subject"}],
}
PICTURES = [Picture("WREN", "CHARACTER", 8.5), Picture("WREN", "CHARACTER", 9.0, is_face_crop=True)]


async def from_a_database(session: AsyncSession, rules: Rules) -> list[str]:
    """Stored pictures come back as such, and the caller's own as they are."""
    stored: Selection[StoredPicture] = await pick_scene(session, "Harbour", 3, rules)
    ids: list[str] = [picture.id for picture in stored.assets]
    own: Selection[Picture] = await pick_scene(session, "Harbour", 3, rules, pool=PICTURES)
    whole = pick_project.sync("film.sqlite", "Harbour", rules, progress=print)
    ids += [picture.id for selection in whole.selections for picture in selection.assets]
    return [*ids, *(picture.manifest_tag for picture in own.assets)]


async def in_transactions_of_its_own(
    awaited: AsyncConnection | async_scoped_session[AsyncSession],
    waiting: Connection | scoped_session[Session],
    rules: Rules,
) -> tuple[str, ...]:
    """A connection or a registry of sessions will do as well."""
    first: Selection[StoredPicture] = await pick_scene(awaited, "Harbour", 3, rules)
    second: Selection[Picture] = pick_scene.sync(waiting, "Harbour", 3, rules, pool=PICTURES)
    history = await read_history(awaited, "Harbour")
    assert read_history.sync(waiting, "Harbour") == history
    return (*first.tags, *second.tags)


def one_scene(rules: Rules, manifest: dict[str, object]) -> list[str]:
    """The tags that go, and a word on each that does not."""
    pool: AssetPool[Picture] = AssetPool(PICTURES)
    scene: Scene = read_manifest(manifest)
    selection: Selection = rules.select(scene, pool)
    tags: tuple[str, ...] = selection.tags
    said = [
        f"{pick.slot} {pick.tag} {pick.priority.name} {pick.priority.at.line}"
        for pick in selection.picks
    ]
    said += [f"{each.tag} {each.reason.kind}" for each in selection.passed_over]
    return [*tags, *said, *(note.kind for note in selection.notes), str(selection.explain())]


def scores(rules: Rules, manifest: dict[str, object]) -> list[float | None]:
    """What is asked of a pick is asked of the pipeline's own class."""
    selection = rules.select(manifest, AssetPool(PICTURES))
    first: Picture = selection.picks[0].asset
    return [first.quality_score, *(picture.quality_score for picture in selection.assets)]


def whole_film(
    rules: Rules, manifests: list[dict[str, object]]
) -> dict[int | str | None, tuple[str, ...]]:
    """The tags of each scene by its number."""
    return {
        selection.scene.index: selection.tags
        for selection in rules.select_many(manifests, PICTURES)
    }


def what_it_sent(rules: Rules, manifest: dict[str, object]) -> list[Picture]:
    """What comes back is of the type that went in."""
    return select_references_for_scene(manifest, PICTURES, rules)


def of_tenant(text: bytes, house: str) -> WatchedRules:
    """Rules that are given as text, and the same from a file that may change."""
    rules: Rules = load_rules(text=text, name="tenant", parents={"house": house})
    load_rules(digest=load_rules().digest, meaning=2)
    live = WatchedRules("default")
    warnings: tuple[Problem, ...] = (*rules.warnings, *live.problems)
    assert not warnings
    return live


def refused(text: str) -> tuple[Problem, ...]:
    """What is wrong with a manifest; nothing if it can be used."""
    try:
        read_manifest(text)
    except ProblemError as error:
        return error.problems
    return ()


async def clean_picture(session: AsyncSession, asset_id: UUID) -> str | None:
    """The address of the picture that stands in for the original, if there is one."""
    clean: AssetCleanReference | None = await get_primary_clean_reference(session, asset_id)
    return None if clean is None else clean.clean_image_url


def main() -> None:
    """Everything above, once."""
    rules = load_rules()
    assert one_scene(rules, dict(MANIFEST))[:2] == ["WREN", "WREN"]
    assert whole_film(rules, [{**MANIFEST, "scene_index": 7}]) == {7: ("WREN", "WREN")}
    assert scores(rules, dict(MANIFEST)) == [9.0, 9.0, 8.5]
    assert [problem.field for problem in refused('{"placements": []}')] == ["composition"]
    best: Picture = select_references_for_scene(MANIFEST, PICTURES)[0]
    assert best is PICTURES[1]
    head = "language: 1\nversion: '1'\nname: "
    live = of_tenant(f"{head}t\nextends: house\n".encode(), f"{head}h\nextends: default\n")
    assert live.current().digest == rules.digest


if __name__ == "__main__":
    main()
