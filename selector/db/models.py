"""The tables that pipelines know, with the columns that selector needs of them.

A pipeline's own tables have more columns; nothing here minds. An `Asset` goes into an engine's pool as it is.
`Base.metadata.create_all` makes these tables, those of our own (`selector.db.tables.own_tables`), and the guard that
keeps one clean reference of an asset primary.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Connection, Float, ForeignKey, Index, Integer, String, Text, event, false, func, text
from sqlalchemy.orm import Mapped, mapped_column

import selector.db.tables.own_tables  # noqa: F401  # so that `Base.metadata` knows those, too
from selector.db.tables.columns import UtcTime
from selector.db.tables.metadata import Base
from selector.db.tables.primary_guard import PRIMARY_INDEX, set_guard

__all__ = ["Asset", "AssetCleanReference", "Base", "Manifest", "Project", "SceneManifest"]

# JSON rather than JSONB: what a pipeline wrote stays as it wrote it, order of keys included.
_Json = JSON(none_as_null=True)


class Manifest(Base):
    """A collection of assets that projects may share."""

    __tablename__ = "manifests"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(Text)


class Project(Base):
    """One film: its title and the collection of assets that it is made with."""

    __tablename__ = "projects"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    title: Mapped[str | None] = mapped_column(String(200))
    manifest_id: Mapped[UUID | None] = mapped_column(ForeignKey("manifests.id"))


class Asset(Base):
    """One picture. `quality_score` runs from 0 to 10; `source_asset_id` is the picture that this one was cut from.

    `individual` is no column, since pipelines have none: it is None unless whoever loads a film's assets sets it.
    """

    __tablename__ = "assets"
    __allow_unmapped__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    manifest_id: Mapped[UUID] = mapped_column(ForeignKey("manifests.id"), index=True)
    asset_type: Mapped[str] = mapped_column(String(50))
    name: Mapped[str] = mapped_column(Text)
    manifest_tag: Mapped[str] = mapped_column(String(50))
    user_tags: Mapped[list[str] | None] = mapped_column(_Json)
    reference_image_url: Mapped[str | None] = mapped_column(String(500))
    sort_order: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    is_face_crop: Mapped[bool] = mapped_column(default=False, server_default=false())
    quality_score: Mapped[float | None] = mapped_column(Float)
    source_asset_id: Mapped[UUID | None] = mapped_column(ForeignKey("assets.id"))

    individual: str | None = None


class AssetCleanReference(Base):
    """A cleaned picture of an asset that may stand in for the original. At most one of an asset is primary.

    `tier` is how it was made (`tier2_rembg`, `tier3_gemini`, ...). It never overwrites `reference_image_url`.
    """

    __tablename__ = "asset_clean_references"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id", ondelete="CASCADE"), index=True)
    tier: Mapped[str] = mapped_column(String(20))
    clean_image_url: Mapped[str] = mapped_column(String(500))
    generation_prompt: Mapped[str | None] = mapped_column(Text)
    face_similarity_score: Mapped[float | None] = mapped_column(Float)
    quality_score: Mapped[float | None] = mapped_column(Float)
    is_primary: Mapped[bool] = mapped_column(default=False, server_default=false())
    generation_cost: Mapped[float] = mapped_column(Float, default=0.0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(UtcTime, server_default=func.now())

    __table_args__ = (
        Index(
            PRIMARY_INDEX, "asset_id", unique=True, sqlite_where=text("is_primary"), postgresql_where=text("is_primary")
        ),
    )


@event.listens_for(AssetCleanReference.__table__, "after_create")
def _guard_new_table(_: object, connection: Connection, **__: object) -> None:
    set_guard(connection)


class SceneManifest(Base):
    """One scene's manifest, and the tags of the pictures that go with it: in order, null before any selection."""

    __tablename__ = "scene_manifests"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    scene_index: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    manifest_json: Mapped[dict[str, Any]] = mapped_column(_Json)
    selected_reference_tags: Mapped[list[str] | None] = mapped_column(_Json)
