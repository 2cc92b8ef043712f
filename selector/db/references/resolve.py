"""What is really sent for each pick.

In: selections. Out: for each pick its primary clean reference, else the asset's own picture, else a
problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState, Session

from selector.db.connections.arguments import must_be_selections
from selector.db.connections.database_problems import at_database
from selector.db.connections.sessions import database_of, in_reading_session
from selector.db.references.copies import origins_of
from selector.db.references.lost import lost_clean_references
from selector.db.references.primary import primaries_of
from selector.db.tables.columns import as_uuid
from selector.db.tables.stored_picture import StoredPicture
from selector.engine.asset_getter import value_of
from selector.engine.asset_values import SAME
from selector.engine.selection import Selection
from selector.engine.what_is_sent import why_not_clean
from selector.language.file_words.send_cleaned import NEVER
from selector.model.frozen import frozen
from selector.model.problem import Problem

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.engine import URL

    from selector.db.models import AssetCleanReference
    from selector.language.facts import SendCleaned
    from selector.model.scene_number import SceneNumber


@frozen
class ResolvedReference:
    """One pick and the picture that is sent for it.

    `url` is None if there is none; `problem` then says so (D617), as for a picture that was deleted
    after it was picked. `reason` says why the original is sent although there is a primary clean
    reference, or that the database does not have the picture. `original_url` is the address of the
    asset's own picture, whichever is sent; None if it has none. `scene` is the number of the scene
    that was picked for; None if it has none. `project_id` is the id of that scene's project; None
    if the scene was not read from a database.
    """

    slot: int
    tag: str
    asset: Any
    sent: Literal["clean", "original", "nothing"]
    url: str | None
    clean_reference: AssetCleanReference | None = None
    reason: str | None = None
    problem: Problem | None = None
    original_url: str | None = None
    scene: SceneNumber | None = None
    project_id: UUID | None = None


@in_reading_session
def resolve_references(
    session: Session,
    selection: Selection,
    *,
    likeness_floor: float | None = None,
) -> tuple[ResolvedReference, ...]:
    """What is sent for each pick of a scene.

    Assets whose ids are not UUIDs have no clean references. A copy that a fork made has that of the
    picture it was copied from, unless it has its own.

    Clean references are read now. An original is sent from the address that it had when it was
    picked; if it has moved since, pick again.

    Args:
        session: A session, a connection, an engine or an address.
        selection: The scene's picks.
        likeness_floor: The lowest `face_similarity_score` of a clean reference that is sent, from 0
            to 1; below it the original is sent. One without a score counts as alike, unless
            `send_cleaned` of the rules wants a likeness too. One whose score is not a number from
            0 to 1, such as NaN, is not sent. Of the two floors the stricter counts.

    Returns:
        One for each pick, in order.
    """
    return _resolve(session, [selection], likeness_floor)[0]


@in_reading_session
def resolve_film(
    session: Session,
    selections: Iterable[Selection],
    *,
    likeness_floor: float | None = None,
) -> tuple[tuple[ResolvedReference, ...], ...]:
    """What is sent for each pick of many scenes, in a few queries for every 5,000 pictures.

    Args:
        session: A session, a connection, an engine or an address.
        selections: The scenes' picks.
        likeness_floor: As for `resolve_references`.

    Returns:
        For each scene, one for each pick, in order.
    """
    scenes = list(selections)
    must_be_selections(scenes)
    return tuple(_resolve(session, scenes, likeness_floor))


def _resolve(
    session: Session, selections: Sequence[Selection], floor: float | None
) -> list[tuple[ResolvedReference, ...]]:
    ids: dict[UUID, None] = {}
    for selection in selections:
        for asset in selection.assets:
            identity = _id_of(asset)
            if identity is not None:
                ids[identity] = None
    origins = origins_of(session.connection(), ids)
    primaries = primaries_of(session, origins)
    lost = lost_clean_references(session.connection())
    database = database_of(session)
    film = []
    for selection in selections:
        scene = []
        pairs = zip(selection.tags, selection.assets, strict=True)
        for slot, (tag, asset) in enumerate(pairs, 1):
            identity = _id_of(asset)
            clean = None if identity is None else primaries.get(identity)
            pick = ResolvedReference(
                slot=slot,
                tag=tag,
                asset=asset,
                sent="nothing",
                url=None,
                clean_reference=clean,
                reason=_why_not_found(lost, identity, origins) if clean is None else None,
                original_url=_address_of(asset),
                scene=selection.scene.index,
                project_id=selection.project_id,
            )
            rules_say = selection.rules.plan.send_cleaned
            if identity is None or identity in origins:
                scene.append(_resolved(pick, rules_say, floor, database))
            else:
                scene.append(_without_row(pick, identity, database))
        film.append(tuple(scene))
    return film


def _why_not_found(
    lost: Mapping[UUID, str],
    identity: UUID | None,
    origins: Mapping[UUID, Iterable[UUID]],
) -> str | None:
    """Why the clean reference of a picture, or of what it was copied from, is not found.

    Args:
        lost: What is wrong, by the ids of pictures.
        identity: The id of the picture.
        origins: What pictures were copied from.
    """
    if identity is None:
        return None
    for each in (identity, *origins.get(identity, ())):
        if each in lost:
            return lost[each]
    return None


def _without_row(pick: ResolvedReference, identity: UUID, database: URL | str) -> ResolvedReference:
    """A pick whose picture is not in the database: deleted, or it never was there.

    What came from the database is not sent: whoever deleted it may have deleted the file as well.
    """
    if _was_stored(pick.asset):
        what = f"The picture with the tag `{pick.tag}` was deleted after it was picked."
        return _nothing(pick, what, "Pick for the scene again.", database)
    reason = f"The database has no picture with the id `{identity}`."
    return _original(replace(pick, reason=reason), database)


def _was_stored(asset: object) -> bool:
    """Say if an asset was read from a database, as a value of ours or as a row of a session."""
    if isinstance(asset, StoredPicture):
        return True
    state = inspect(asset, raiseerr=False)
    return isinstance(state, InstanceState) and state.has_identity


def _resolved(
    pick: ResolvedReference,
    rules_say: SendCleaned | None,
    floor: float | None,
    database: URL | str,
) -> ResolvedReference:
    """A pick with what is sent for it.

    Args:
        pick: The pick, with its primary clean reference.
        rules_say: What `send_cleaned` of the rules says.
        floor: The caller's lowest likeness.
        database: Where a problem is.
    """
    clean = pick.clean_reference
    reason = pick.reason
    if clean is not None:
        reason = "The clean reference has no address."
        if clean.clean_image_url:
            reason = _why_not(clean.face_similarity_score, rules_say, floor)
        if reason is None:
            return replace(pick, sent="clean", url=clean.clean_image_url)
    return _original(replace(pick, reason=reason), database)


def _original(pick: ResolvedReference, database: URL | str) -> ResolvedReference:
    """A pick with its own picture."""
    if pick.original_url is not None:
        return replace(pick, sent="original", url=pick.original_url)
    what = f"The picture with the tag `{pick.tag}` cannot be sent: it has no path or address."
    hint = "Give it a `reference_image_url` or a primary clean reference."
    return _nothing(pick, what, hint, database)


def _nothing(
    pick: ResolvedReference, what: str, hint: str, database: URL | str
) -> ResolvedReference:
    """A pick for which there is nothing to send, with why."""
    missing = Problem(
        at=at_database(database),
        code="D617",
        what=what,
        hint=hint,
        field=f"references[{pick.slot - 1}]",
    )
    return replace(pick, problem=missing)


def _why_not(score: float | None, rules_say: SendCleaned | None, floor: float | None) -> str | None:
    """Why a clean reference of that `face_similarity_score` is not sent; None if it is.

    A score that is not a number from 0 to 1, such as NaN, never shows that the faces are alike.
    """
    if score is None or 0 <= score <= SAME:
        return why_not_clean(score, rules_say, floor)
    if rules_say == NEVER:
        return why_not_clean(None, rules_say)
    floors = [each for each in (rules_say, floor) if each is not None]
    if not floors:
        return None
    return (
        f"The clean reference's likeness is recorded as {score:g}, which is not a number from 0 to"
        f" 1; at least {max(floors):g} is required."
    )


def _address_of(asset: object) -> str | None:
    """Where an asset's own picture is."""
    address = value_of(asset, "reference_image_url")
    return str(address) if address else None


def _id_of(asset: object) -> UUID | None:
    return as_uuid(value_of(asset, "id"))
