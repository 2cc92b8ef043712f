"""What is really sent for each pick: the primary clean reference, else the asset's own picture, else nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import at_database
from selector.db.connections.sessions import database_of, in_session
from selector.db.references.primary import newest, read_references
from selector.db.tables.pipeline_tables import REFERENCES
from selector.engine.selection import Selection
from selector.model.problem import Problem

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

    from selector.db.models import AssetCleanReference

_AT_ONCE = 5_000
"""Ids in one query; a database takes some 32,000 values at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedReference:
    """One pick and the picture that goes for it. `url` is None where there is none; `problem` then says so (D617).

    `sent` is `clean` or `original`; `reason` says why the original goes although a primary clean reference is there.
    """

    slot: int
    tag: str
    asset: Any
    sent: Literal["clean", "original", "nothing"]
    url: str | None
    clean_reference: AssetCleanReference | None = None
    reason: str | None = None
    problem: Problem | None = None


@in_session
def resolve_references(
    session: Session, selection: Selection, *, likeness_floor: float | None = None
) -> tuple[ResolvedReference, ...]:
    """What goes for each pick of a scene, in order.

    With a `likeness_floor`, a clean reference whose `face_similarity_score` is below it stays at home and the original
    goes; one without a score is taken to be alike. Ids of assets that are no UUIDs have no clean references.
    """
    return _resolve(session, [selection], likeness_floor)[0]


@in_session
def resolve_film(
    session: Session, selections: Iterable[Selection], *, likeness_floor: float | None = None
) -> tuple[tuple[ResolvedReference, ...], ...]:
    """The same for many scenes at once: one query for every 5,000 different pictures."""
    return tuple(_resolve(session, list(selections), likeness_floor))


def _resolve(
    session: Session, selections: Sequence[Selection], floor: float | None
) -> list[tuple[ResolvedReference, ...]]:
    ids = dict.fromkeys(_id_of(asset) for selection in selections for asset in selection.assets)
    primaries = _primaries(session, [identity for identity in ids if identity is not None])
    place = database_of(session)
    return [
        tuple(
            _one(slot, tag, asset, primaries.get(_id_of(asset)), floor, place)
            for slot, (tag, asset) in enumerate(
                zip(selection.tags, selection.assets, strict=True), 1
            )
        )
        for selection in selections
    ]


def _one(
    slot: int,
    tag: str,
    asset: object,
    clean: AssetCleanReference | None,
    floor: float | None,
    place: URL | str,
) -> ResolvedReference:
    answer = ResolvedReference(
        slot=slot, tag=tag, asset=asset, sent="nothing", url=None, clean_reference=clean
    )
    likeness = clean.face_similarity_score if clean is not None else None
    if clean is not None and (floor is None or likeness is None or likeness >= floor):
        return replace(answer, sent="clean", url=clean.clean_image_url)
    reason = (
        None
        if clean is None
        else f"The clean reference is {likeness:g} alike, and {floor:g} is asked for."
    )
    url = _value(asset, "reference_image_url")
    if url:
        return replace(answer, sent="original", url=str(url), reason=reason)
    what = f"There is no picture to send for {tag}."
    hint = "Give the asset a reference_image_url, or a primary clean reference."
    missing = Problem(
        at=at_database(place), code="D617", what=what, hint=hint, field=f"references[{slot - 1}]"
    )
    return replace(answer, reason=reason, problem=missing)


def _primaries(session: Session, ids: list[UUID]) -> dict[UUID | None, AssetCleanReference]:
    by_asset: dict[UUID | None, list[AssetCleanReference]] = {}
    for some in batches(ids, _AT_ONCE):
        for reference in read_references(
            session, REFERENCES.c.asset_id.in_(some) & REFERENCES.c.is_primary
        ):
            by_asset.setdefault(reference.asset_id, []).append(reference)
    return {asset_id: newest(references) for asset_id, references in by_asset.items()}


def _id_of(asset: object) -> UUID | None:
    value = _value(asset, "id")
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None


def _value(asset: object, name: str) -> object:
    return asset.get(name) if isinstance(asset, Mapping) else getattr(asset, name, None)
