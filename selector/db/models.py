"""The pipelines' tables, as classes for SQLAlchemy's ORM.

A pipeline's own tables may have more columns. An `Asset` goes into an engine's pool as it is.
`Base.metadata.create_all` makes these tables, our own (`selector.db.tables.own_tables`), and the
guard that lets an asset have only one primary clean reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, object_session

import selector.db.tables.own_tables  # noqa: F401  # so that `Base.metadata` has them too
from selector.db.tables.held_rows import refresh_held
from selector.db.tables.metadata import METADATA
from selector.db.tables.pipeline_tables import (
    ASSETS,
    MANIFESTS,
    PROJECTS,
    REFERENCES,
    SCENES,
    tell_postgresql,
)  # fmt: skip

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from sqlalchemy.orm import Mapped, Session

__all__ = ["Asset", "AssetCleanReference", "Base", "Manifest", "Project", "SceneManifest"]


# Whoever makes migrations of their own from `Base.metadata` needs the whole index.
tell_postgresql()


class Base(DeclarativeBase):
    """The declarative base of every class, over the tables that selector makes."""

    metadata = METADATA


class Manifest(Base):
    """A collection of assets that projects may share."""

    __table__ = MANIFESTS
    __tablename__ = MANIFESTS.name

    if TYPE_CHECKING:
        id: Mapped[UUID]
        name: Mapped[str]


class Project(Base):
    """One film: its title and the collection of its assets."""

    __table__ = PROJECTS
    __tablename__ = PROJECTS.name

    if TYPE_CHECKING:
        id: Mapped[UUID]
        title: Mapped[str | None]
        manifest_id: Mapped[UUID | None]


class Asset(Base):
    """One picture.

    `quality_score` is from 0 to 10. `source_asset_id` is the picture that this one was cut from.
    `individual` is not a column, since pipelines have none: it is None unless the code that loads a
    film's assets sets it.
    """

    __table__ = ASSETS
    __tablename__ = ASSETS.name
    __allow_unmapped__ = True

    individual: str | None = None

    if TYPE_CHECKING:
        id: Mapped[UUID]
        manifest_id: Mapped[UUID]
        asset_type: Mapped[str]
        name: Mapped[str]
        manifest_tag: Mapped[str]
        user_tags: Mapped[list[str] | None]
        reference_image_url: Mapped[str | None]
        sort_order: Mapped[int]
        is_face_crop: Mapped[bool]
        quality_score: Mapped[float | None]
        source_asset_id: Mapped[UUID | None]


class AssetCleanReference(Base):
    """A clean reference of an asset. The primary one, at most one, is sent instead of the original.

    `tier` is how it was made (`tier2_rembg`, `tier3_gemini`, ...). It never overwrites
    `reference_image_url`.
    """

    __table__ = REFERENCES
    __tablename__ = REFERENCES.name

    if TYPE_CHECKING:
        id: Mapped[UUID]
        asset_id: Mapped[UUID]
        tier: Mapped[str]
        clean_image_url: Mapped[str]
        generation_prompt: Mapped[str | None]
        face_similarity_score: Mapped[float | None]
        quality_score: Mapped[float | None]
        is_primary: Mapped[bool]
        generation_cost: Mapped[float]
        created_at: Mapped[datetime]


@event.listens_for(AssetCleanReference, "after_insert", propagate=True)
@event.listens_for(AssetCleanReference, "after_update", propagate=True)
def _sent_to_database(_mapper: object, _: object, sent: AssetCleanReference) -> None:
    """Refresh the other ones after the flush: the guard may have demoted them."""
    session = object_session(sent)
    if session is None or not sent.is_primary:
        return
    if _PROMOTED not in session.info:
        session.info[_PROMOTED] = set()
        event.listen(session, "after_flush_postexec", _refresh_demoted)
    session.info[_PROMOTED].add(sent.asset_id)


def _refresh_demoted(session: Session, _flush: object) -> None:
    assets = set(session.info[_PROMOTED])
    if not assets:
        return
    session.info[_PROMOTED].clear()
    refresh_held(
        session,
        REFERENCES.name,
        ["is_primary"],
        lambda values: values.get("asset_id") in assets,
    )


_PROMOTED = "selector: assets with a new primary"


class SceneManifest(Base):
    """One scene: its manifest, and the tags of its picked pictures, in order.

    The tags are null before anything was picked.
    """

    __table__ = SCENES
    __tablename__ = SCENES.name

    if TYPE_CHECKING:
        project_id: Mapped[UUID]
        scene_index: Mapped[int]
        manifest_json: Mapped[dict[str, Any]]
        selected_reference_tags: Mapped[list[str] | None]
