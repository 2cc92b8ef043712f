"""What a pipeline really sent for a scene, on record.

In: what `resolve_references` returned, as it was sent; or a project, or one of its scenes. Out: a
`Sending`, or several. A decision says what was picked; a clean reference that is made later, or a
picture that moves, changes what is sent for it. `await f(...)` with asyncio, `f.sync(...)` without.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID, uuid4

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from selector.db.connections.bulk import add_rows
from selector.db.connections.database_errors import callers_code
from selector.db.connections.database_problems import FROM_A_BACKUP, problem
from selector.db.connections.sessions import in_reading_session, in_session
from selector.db.decisions.history import project_and_keys
from selector.db.films.numbers import note_numbers, number_in, of_one_scene
from selector.db.films.projects import find_project, no_scene, number_given, scene_named
from selector.db.references.resolve import ResolvedReference
from selector.db.schema.version import require_tables
from selector.db.tables.columns import as_utc, unstorable
from selector.db.tables.own_tables import DECISIONS, FILM_SCENES, SENDINGS
from selector.engine.asset_getter import value_of
from selector.model.frozen import frozen
from selector.model.phrases import listed, quoted
from selector.model.problem import ProblemError, as_python, shown
from selector.model.scene_number import SceneNumber, likeness, scene_number
from selector.record.formats import summary_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from selector.db.tables.marked_rows import Include

_KINDS = ("clean", "original")
logger = logging.getLogger("selector")


@frozen
class SentReference:
    """One reference that was sent.

    Attributes:
        slot: Its place among the references of the scene, from 1.
        tag: The tag of the asset.
        asset_id: The asset's id as text; None if it has none.
        kind: Its clean reference, or the original.
        address: Where the picture was that was sent.
    """

    slot: int
    tag: str
    asset_id: str | None
    kind: Literal["clean", "original"]
    address: str


@frozen
class Sending:
    """The references that were sent for one scene, together.

    Attributes:
        id: Its id.
        project_id: The project.
        scene_index: The scene's own number.
        scene_key: The scene's key in the tables.
        decision: The number of the decision that picked them; None if none did.
        at: When they were sent.
        by: Who or what sent them.
        references: The references, by slot.
    """

    id: UUID
    project_id: UUID
    scene_index: SceneNumber
    scene_key: int
    decision: int | None
    at: datetime
    by: str | None
    references: tuple[SentReference, ...]


@in_session
def record_sent(
    session: Session,
    project: UUID | str | None,
    scene_index: SceneNumber,
    references: Iterable[ResolvedReference],
    *,
    by: str | None = None,
    at: datetime | None = None,
    include: Include = (),
) -> Sending:
    """Record what was really sent for a scene. What was recorded before stays.

    It is recorded with the scene's newest decision that picked these tags in these slots. If
    references were picked for another scene, or for a scene of another project, a warning is logged
    that names both.

    Args:
        session: A session, a connection, an engine or an address.
        project: The project's id or title; None for the only project of the database.
        scene_index: The scene's own number.
        references: What `resolve_references` returned. Leave out what was not sent; a reference for
            which there is nothing to send is left out by itself. For a picture that was sent from
            another address, use `dataclasses.replace(reference, url=...)`.
        by: Who or what sent them.
        at: When they were sent, by default now; a time without a zone is in UTC.
        include: What pipelines leave out and you want: `deleted` projects.

    Returns:
        What was recorded. If nothing was sent, nothing is recorded.

    Raises:
        ProblemError: The database cannot be used, there is no such scene (D610), or an address
            cannot be stored (D611).
        TypeError: An argument is of the wrong type.
        ValueError: Two references have the same slot.
    """
    with callers_code():
        references = list(references)
        sent = _sent(references)
    connection = session.connection()
    require_tables(connection)
    _must_be_storable(connection, sent)
    found = find_project(connection, project, include)
    number = number_given(scene_index)
    named = scene_named(connection, found, number)
    if named is None:
        raise ProblemError([no_scene(found, number).at(connection)])
    sending = Sending(
        id=uuid4(),
        project_id=found.id,
        scene_index=named.number,
        scene_key=named.key,
        decision=_decision(connection, found.id, named.key, sent),
        at=as_utc(at or datetime.now(UTC)),
        by=by,
        references=sent,
    )
    if sent:
        add_rows(connection, SENDINGS, SENDINGS.c.keys(), _rows(sending))
        note_numbers(connection, found.id, [named])
    _warn_of_others(sending, references)
    return sending


@in_reading_session
def read_sent(
    session: Session,
    project: UUID | str | None = None,
    scene_index: SceneNumber | None = None,
) -> tuple[Sending, ...]:
    """Read what was sent for a project, or for one of its scenes.

    Args:
        session: A session, a connection, an engine or an address.
        project: The project's id or title; the only project of the database by default.
        scene_index: The scene's own number; every scene by default.

    Returns:
        What was sent, in the order of the film; for one scene with the newest first.

    Raises:
        ProblemError: There is no such project, or several scenes have the number (D610), or a
            record cannot be read (D615).
        TypeError: `scene_index` is not a scene number.
    """
    connection = session.connection()
    require_tables(connection)
    if not inspect(connection).has_table(SENDINGS.name):  # tables that others made have none
        return ()
    found, keys = project_and_keys(connection, project, scene_index)
    rows = connection.execute(_query(found.id, keys)).mappings()
    together = groupby(rows, key=lambda row: row["id"])
    return tuple([_sending(connection, list(of_one)) for _, of_one in together])


def _sent(references: Iterable[ResolvedReference]) -> tuple[SentReference, ...]:
    """The references that have an address, by slot."""
    by_slot: dict[int, SentReference] = {}
    for each in references:
        if not isinstance(each, ResolvedReference):
            takes = "`references` must be what `resolve_references` returned"
            raise TypeError(f"{takes}, not {as_python(each)}")
        if each.sent not in (*_KINDS, "nothing"):
            message = f"`sent` of a reference must be {quoted(_KINDS, 'or')}"
            raise ValueError(f"{message}, not {as_python(each.sent)}")
        if type(each.slot) is not int or each.slot < 1:
            message = "`slot` of a reference must be a whole number of at least 1"
            raise ValueError(f"{message}, not {as_python(each.slot)}")
        if each.sent == "nothing" or each.url is None:
            continue
        _must_be_text("tag", each.tag)
        _must_be_text("url", each.url)
        if each.slot in by_slot:
            raise ValueError(f"two of the `references` have the slot {each.slot}")
        identity = value_of(each.asset, "id")
        by_slot[each.slot] = SentReference(
            slot=each.slot,
            tag=each.tag,
            asset_id=None if identity is None else str(identity),
            kind=each.sent,
            address=each.url,
        )
    return tuple([by_slot[slot] for slot in sorted(by_slot)])


def _warn_of_others(sending: Sending, references: Iterable[ResolvedReference]) -> None:
    """Log which references are recorded for a scene although they were picked for another."""
    number = sending.scene_index
    tags_of: dict[tuple[SceneNumber, UUID], list[str]] = {}
    for each in references:
        other = scene_number(each.scene)
        if other is None or each.sent not in _KINDS or each.url is None:
            continue
        project_id = each.project_id or sending.project_id
        if likeness(other) != likeness(number) or project_id != sending.project_id:
            tags_of.setdefault((other, project_id), []).append(each.tag)
    for (other, project_id), tags in tags_of.items():
        scene = f"scene {shown(other)}"
        if project_id != sending.project_id:
            scene = f"{scene} of another project (`{project_id}`)"
        what = f"sent for it, but picked for {scene}: {shown(listed(tags))}"
        values = {"scene": number, "picked_for": other, "project_id": project_id, "tags": tags}
        logger.warning("scene %s: %s", shown(number), what, extra=values)


def _must_be_text(name: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        message = f"`{name}` of a reference must be text, and not empty, not {as_python(value)}"
        raise (ValueError if isinstance(value, str) else TypeError)(message)


def _must_be_storable(connection: Connection, sent: Sequence[SentReference]) -> None:
    for each in sent:
        character = unstorable(each.address)
        if character:
            what = (
                f"The address of the picture with the tag `{shown(each.tag)}` has a character that"
                f" databases cannot store ({character})."
            )
            raise problem(connection, "D611", what, "Delete it, then try again.")


def _decision(
    connection: Connection, project_id: UUID, key: int, sent: Sequence[SentReference]
) -> int | None:
    """The number of the newest decision of a scene that picked these tags in these slots."""
    query = (
        select(DECISIONS.c.number, DECISIONS.c.outcome)
        .where(DECISIONS.c.project_id == project_id, DECISIONS.c.scene_index == key)
        .order_by(DECISIONS.c.number.desc())
    )
    for number, outcome in connection.execute(query):
        if _picked(outcome, sent):
            return int(number)
    return None


def _picked(outcome: str, sent: Sequence[SentReference]) -> bool:
    try:
        tags = summary_of(outcome).tags
    except ValueError:  # edited by hand: `selector db replay` says so
        return False
    in_slots = dict(enumerate(tags, 1))
    return all(in_slots.get(each.slot) == each.tag for each in sent)


def _rows(sending: Sending) -> Iterator[tuple[Any, ...]]:
    """A row for each reference, in the order of the table's columns."""
    of_all = (sending.project_id, sending.scene_key, sending.decision, sending.at, sending.by)
    for each in sending.references:
        its_own = (each.tag, each.asset_id, each.kind, each.address)
        yield (sending.id, each.slot, *of_all, *its_own)


def _query(project_id: UUID, keys: Sequence[int] | None) -> Select[Any]:
    place, sent = FILM_SCENES.c.place, SENDINGS.c
    query = (
        select(SENDINGS, *FILM_SCENES.c["own_number", "is_integer"])
        .join_from(SENDINGS, FILM_SCENES, of_one_scene(SENDINGS), isouter=True)
        .where(sent.project_id == project_id)
        .order_by(place.is_(None), place, sent.scene_index, sent.sent_at.desc(), sent.id, sent.slot)
    )
    if keys is not None:
        query = query.where(sent.scene_index.in_(keys))
    return query


def _sending(connection: Connection, rows: Sequence[Any]) -> Sending:
    first = rows[0]
    references = []
    for row in rows:
        if row["kind"] not in _KINDS:
            what = f"What was sent for scene {number_in(first)} cannot be read."
            raise problem(connection, "D615", what, FROM_A_BACKUP)
        reference = SentReference(
            slot=row["slot"],
            tag=row["tag"],
            asset_id=row["asset_id"],
            kind=row["kind"],
            address=row["address"],
        )
        references.append(reference)
    return Sending(
        id=first["id"],
        project_id=first["project_id"],
        scene_index=number_in(first),
        scene_key=first["scene_index"],
        decision=first["decision"],
        at=first["sent_at"],
        by=first["sent_by"],
        references=tuple(references),
    )
