"""Tables of our own, beside the pipeline's: what a film folder says that those have no column for."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Integer, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from selector.db.metadata import Base


class FilmRow(Base):
    """A project that was recorded from a film folder. `withdrawn_id` collects pictures the film has no longer.

    Such pictures are kept, since clean references that somebody paid for may hang on them.
    """

    __tablename__ = "selector_films"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    withdrawn_id: Mapped[UUID | None] = mapped_column(ForeignKey("manifests.id", ondelete="SET NULL"))


class FilmAssetRow(Base):
    """What the film says of one picture beyond its row in `assets`; `picture_key` finds it again on the next run.

    `written_id` and `written_source` are the ids as the film writes them, which need not be UUIDs nor exist.
    """

    __tablename__ = "selector_film_assets"

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id", ondelete="CASCADE"), primary_key=True)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    picture_key: Mapped[str] = mapped_column(Text)
    written_id: Mapped[str | None] = mapped_column(Text)
    written_source: Mapped[str | None] = mapped_column(Text)
    individual: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    named: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (
        Index("ix_selector_film_assets_project_id_picture_key", "project_id", "picture_key", unique=True),
    )


class FilmSceneRow(Base):
    """Where a scene stands in its film, counted from 0: a film need not tell its scenes by rising index."""

    __tablename__ = "selector_film_scenes"

    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    scene_index: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(Integer)

    __table_args__ = (
        ForeignKeyConstraint(
            ["project_id", "scene_index"],
            ["scene_manifests.project_id", "scene_manifests.scene_index"],
            ondelete="CASCADE",
            name="fk_selector_film_scenes_scene",
        ),
    )
