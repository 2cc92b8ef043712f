"""Tables of our own, beside the pipeline's: what a film folder says beyond those, and every decision on record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CHAR, ForeignKey, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from selector.db.tables.columns import UtcTime
from selector.db.tables.metadata import Base

_Hash = CHAR(64)


class FilmRow(Base):
    """A project that was recorded from a film folder. `withdrawn_id` collects pictures the film has no longer.

    Such pictures are kept, since clean references that somebody paid for may hang on them. `rules_text` is the film's
    own rule file.
    """

    __tablename__ = "selector_films"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    rules_text: Mapped[str | None] = mapped_column(Text)
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
    """The own number of a scene, beside its key, and where it stands in its film, counted from 0.

    There is no foreign key to the scene: its key and number outlive it, so that no other scene gets its key and its
    decisions are found. `place` is null where no film told of the scene: its number was then noted when something was
    decided. `alike` is what all spellings of a number have in common: the size of a whole one, else the text.
    """

    __tablename__ = "selector_film_scenes"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    scene_index: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    place: Mapped[int | None] = mapped_column(Integer)
    own_number: Mapped[str] = mapped_column(Text)
    is_integer: Mapped[bool]
    alike: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_selector_film_scenes_project_id_alike", "project_id", "alike"),)


class RuleSetRow(Base):
    """One rule set that decided something: its text and what that came to. `id` is a hash of all the rest."""

    __tablename__ = "selector_rule_sets"

    id: Mapped[str] = mapped_column(_Hash, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(80))
    language: Mapped[int] = mapped_column(Integer)
    file: Mapped[str] = mapped_column(Text)
    source_text: Mapped[str] = mapped_column(Text)
    effective: Mapped[str] = mapped_column(Text)


class ContentRow(Base):
    """A pool or a scene that something was decided on, as canonical JSON. `id` is its SHA-256."""

    __tablename__ = "selector_contents"

    id: Mapped[str] = mapped_column(_Hash, primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class DecisionRow(Base):
    """What was picked for a scene, once: `number` counts from 1 within the scene, and rows are only ever added.

    `outcome` is the selection as canonical JSON; it stands in text, since JSONB would reorder it. `digest` is the hash
    of what was decided from what by which rules; `seal` that of the whole row, which finds an edit made by hand.
    `meaning` is how rules were read then; the outcome says it too. There is no foreign key to the scene: the record
    outlives it.
    """

    __tablename__ = "selector_decisions"

    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    scene_index: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    asked_by: Mapped[str | None] = mapped_column(Text)
    engine: Mapped[str] = mapped_column(String(50))
    rule_set_id: Mapped[str] = mapped_column(_Hash, ForeignKey("selector_rule_sets.id"))
    pool_id: Mapped[str] = mapped_column(_Hash, ForeignKey("selector_contents.id"))
    scene_id: Mapped[str] = mapped_column(_Hash, ForeignKey("selector_contents.id"))
    outcome: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(_Hash)
    seal: Mapped[str] = mapped_column(_Hash)
    meaning: Mapped[int] = mapped_column(Integer, server_default="1")


class LastPickRow(Base):
    """The last pick of a whole film: prints of what it read and of what it left, and what was told of its files.

    Where both still hold, nothing has changed since: `selector.db.decisions.last_pick`.
    """

    __tablename__ = "selector_last_picks"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    files: Mapped[str] = mapped_column(_Hash)
    pictures: Mapped[str] = mapped_column(Text)
    told: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(_Hash)


class MadeRow(Base):
    """A table or column of the pipeline's kind that selector made in this database, and that going back may remove."""

    __tablename__ = "selector_made"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
