"""The pipelines' tables, with the columns that selector needs; `selector.db.models` maps them.

Out: `Table` values for queries.
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    event,
    false,
    func,
    text,
)  # fmt: skip

from selector.db.tables.columns import UtcTime, affirmed
from selector.db.tables.metadata import METADATA, filled
from selector.db.tables.primary_guard import PRIMARY_INDEX, set_guard

# JSON rather than JSONB: what a pipeline wrote stays as it is, including the order of keys.
_Json = JSON(none_as_null=True)

MANIFESTS = Table(
    "manifests",
    METADATA,
    Column("id", Uuid, primary_key=True, default=uuid4),
    filled("name", Text),
)

PROJECTS = Table(
    "projects",
    METADATA,
    Column("id", Uuid, primary_key=True, default=uuid4),
    Column("title", String(200)),
    Column("manifest_id", Uuid, ForeignKey("manifests.id")),
)

ASSETS = Table(
    "assets",
    METADATA,
    Column("id", Uuid, primary_key=True, default=uuid4),
    filled("manifest_id", Uuid, ForeignKey("manifests.id"), index=True),
    filled("asset_type", String(50)),
    filled("name", Text),
    filled("manifest_tag", String(50)),
    Column("user_tags", _Json),
    Column("reference_image_url", String(500)),
    filled("sort_order", Integer, default=0, server_default="0"),
    filled("is_face_crop", Boolean, default=False, server_default=false()),
    Column("quality_score", Float),
    Column("source_asset_id", Uuid, ForeignKey("assets.id")),
)

REFERENCES = Table(
    "asset_clean_references",
    METADATA,
    Column("id", Uuid, primary_key=True, default=uuid4),
    filled("asset_id", Uuid, ForeignKey("assets.id", ondelete="CASCADE"), index=True),
    filled("tier", String(20)),
    filled("clean_image_url", String(500)),
    Column("generation_prompt", Text),
    Column("face_similarity_score", Float),
    Column("quality_score", Float),
    filled("is_primary", Boolean, default=False, server_default=false()),
    filled("generation_cost", Float, default=0.0, server_default="0"),
    filled("created_at", UtcTime, server_default=func.now()),
)

IS_PRIMARY = affirmed(REFERENCES.c.is_primary)
"""The condition that a clean reference is its asset's primary one."""

_ONE_PRIMARY = Index(
    PRIMARY_INDEX, REFERENCES.c.asset_id, unique=True, sqlite_where=text("is_primary")
)

SCENES = Table(
    "scene_manifests",
    METADATA,
    Column("project_id", Uuid, ForeignKey("projects.id"), primary_key=True),
    Column("scene_index", Integer, primary_key=True, autoincrement=False),
    filled("manifest_json", _Json),
    Column("selected_reference_tags", _Json),
)


def tell_postgresql() -> None:
    """Give PostgreSQL the index's condition, too.

    If it were given above, every SQLite file would load that dialect.
    """
    _ONE_PRIMARY.dialect_options["postgresql"]["where"] = text("is_primary")


@event.listens_for(REFERENCES, "before_create")
def _before_create(_: object, connection: Connection, **__: object) -> None:
    if connection.dialect.name == "postgresql":
        tell_postgresql()


@event.listens_for(REFERENCES, "after_create")
def _guard_new_table(_: object, connection: Connection, **__: object) -> None:
    set_guard(connection)
