"""A pipeline's own database, made by hand-written SQL: more columns than ours, NOT NULLs, foreign keys, rows."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, inspect, text

PROJECT, MANIFEST = UUID(int=1), UUID(int=2)
WREN, FACE, ROOM = UUID(int=11), UUID(int=12), UUID(int=13)

_TABLES = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
CREATE TABLE manifests (
    id {uuid} NOT NULL PRIMARY KEY, name TEXT NOT NULL, description TEXT, category VARCHAR(50) NOT NULL,
    tags {json}, status VARCHAR(50) NOT NULL, asset_count INTEGER NOT NULL, version INTEGER NOT NULL,
    parent_manifest_id {uuid} REFERENCES manifests (id), created_at {time} NOT NULL
);
CREATE TABLE projects (
    id {uuid} NOT NULL PRIMARY KEY, title VARCHAR(200), prompt TEXT NOT NULL, style VARCHAR(50) NOT NULL,
    aspect_ratio VARCHAR(10) NOT NULL, target_clip_duration INTEGER NOT NULL,
    manifest_id {uuid} REFERENCES manifests (id), status VARCHAR(50) NOT NULL, created_at {time} NOT NULL
);
CREATE TABLE assets (
    id {uuid} NOT NULL PRIMARY KEY, manifest_id {uuid} NOT NULL REFERENCES manifests (id),
    asset_type VARCHAR(50) NOT NULL, name TEXT NOT NULL, manifest_tag VARCHAR(50) NOT NULL, user_tags {json},
    reference_image_url VARCHAR(500), thumbnail_url VARCHAR(500), source VARCHAR(50) NOT NULL,
    sort_order INTEGER NOT NULL, created_at {time} NOT NULL, is_face_crop BOOLEAN NOT NULL, crop_bbox {json},
    face_embedding {bytes}, quality_score FLOAT, source_asset_id {uuid} REFERENCES assets (id)
);
CREATE INDEX ix_assets_manifest_id ON assets (manifest_id);
CREATE TABLE scene_manifests (
    project_id {uuid} NOT NULL REFERENCES projects (id), scene_index INTEGER NOT NULL, manifest_json {json} NOT NULL,
    composition_shot_type VARCHAR(50), asset_tags {json}, new_asset_count INTEGER NOT NULL, continuity_score FLOAT,
    created_at {time} NOT NULL, PRIMARY KEY (project_id, scene_index)
);
CREATE TABLE scene_audio_manifests (
    project_id {uuid} NOT NULL, scene_index INTEGER NOT NULL, dialogue_json {json},
    PRIMARY KEY (project_id, scene_index),
    FOREIGN KEY (project_id, scene_index) REFERENCES scene_manifests (project_id, scene_index)
)
"""

REFERENCES = """
CREATE TABLE asset_clean_references (
    id {uuid} NOT NULL PRIMARY KEY, asset_id {uuid} NOT NULL REFERENCES assets (id), tier VARCHAR(20) NOT NULL,
    clean_image_url VARCHAR(500) NOT NULL, generation_prompt TEXT, face_similarity_score FLOAT, quality_score FLOAT,
    is_primary BOOLEAN NOT NULL, generation_cost FLOAT NOT NULL, created_at {time} NOT NULL
)
"""

_TYPES = {
    "sqlite": {"uuid": "CHAR(32)", "json": "JSON", "time": "DATETIME", "bytes": "BLOB"},
    "postgresql": {"uuid": "UUID", "json": "JSON", "time": "TIMESTAMP", "bytes": "BYTEA"},
}


def scene(index: int) -> dict[str, Any]:
    return {
        "scene_index": index,
        "composition": {"shot_type": "Close-Up", "focal_point": "her eyes"},
        "placements": [
            {"asset_tag": "[WREN]", "role": "subject", "position": "left"},
            {"asset_tag": "ROOM", "role": "environment", "position": "behind"},
        ],
        "continuity_notes": "the lamp is lit",
    }


def make_pipeline(engine: Engine, *, clean_references: bool = False) -> None:
    """The tables and the rows of one project with three pictures and three scenes."""
    script = _TABLES + (";" + REFERENCES if clean_references else "")
    with engine.begin() as connection:
        for statement in script.format(**_TYPES[engine.dialect.name]).split(";\n"):
            for part in statement.split(";"):
                connection.execute(text(part))
        _fill(connection)


def insert(connection: Connection, table: str, **values: Any) -> None:
    """One row, as a pipeline would write it by hand."""
    insert_rows(connection, table, [values])


def insert_rows(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Rows of the same columns, which hold values of the same types."""
    first = rows[0]
    names, binds = ", ".join(first), ", ".join(f":{name}" for name in first)
    if connection.dialect.name == "postgresql":
        binds = ", ".join(_bind(name, value) for name, value in first.items())
    given = [{name: _stored(connection, value) for name, value in row.items()} for row in rows]
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({binds})"), given)


def everything(engine: Engine) -> dict[str, Any]:
    """Every table of the pipeline: its columns, keys and rows, without what an upgrade may add."""
    found: dict[str, Any] = {}
    with engine.connect() as connection:
        inspector = inspect(connection)
        for table in sorted(set(inspector.get_table_names())):
            if table.startswith("selector_") or table == "asset_clean_references":
                continue
            columns = [
                column
                for column in inspector.get_columns(table)
                if column["name"] != "selected_reference_tags"
            ]
            names = [column["name"] for column in columns]
            order = ", ".join(names[:2])
            rows = connection.execute(
                text(f"SELECT {', '.join(names)} FROM {table} ORDER BY {order}")
            )
            found[table] = {
                "columns": [
                    (column["name"], str(column["type"]), column["nullable"], column["default"])
                    for column in columns
                ],
                "keys": sorted(map(str, inspector.get_foreign_keys(table))),
                "indexes": sorted(map(str, inspector.get_indexes(table))),
                "primary": inspector.get_pk_constraint(table)["constrained_columns"],
                "rows": [tuple(map(str, row)) for row in rows],
            }
    return found


def _fill(connection: Connection) -> None:
    now = "2026-11-20 08:00:00"
    insert(connection, "alembic_version", version_num="9f00hostrevision")
    insert(connection, "manifests", id=MANIFEST, name="Harbour", category="CUSTOM", status="READY", asset_count=3,
           version=1, tags=["sea"], created_at=now)  # fmt: skip
    insert(connection, "projects", id=PROJECT, title="Harbour", prompt="a storm", style="film", aspect_ratio="16:9",
           target_clip_duration=8, manifest_id=MANIFEST, status="DRAFT", created_at=now)  # fmt: skip
    pictures: tuple[tuple[UUID, str, str, bool, float | None, UUID | None], ...] = (
        (WREN, "WREN", "CHARACTER", False, 8.5, None),
        (FACE, "WREN_FACE", "CHARACTER", True, 9.0, WREN),
        (ROOM, "ROOM", "ENVIRONMENT", False, None, None),
    )
    for place, (identity, tag, kind, face, quality, source) in enumerate(pictures):
        insert(connection, "assets", id=identity, manifest_id=MANIFEST, asset_type=kind, name=tag.title(),
               manifest_tag=tag, reference_image_url=f"/api/assets/{identity}/image", source="uploaded",
               sort_order=place, created_at=now, is_face_crop=face, quality_score=quality, face_embedding=b"\x00\x01",
               **({"source_asset_id": source} if source else {}))  # fmt: skip
    for index in (1, 2, 3):
        insert(connection, "scene_manifests", project_id=PROJECT, scene_index=index, manifest_json=scene(index),
               composition_shot_type="close_up", new_asset_count=0, continuity_score=0.5, created_at=now)  # fmt: skip
        insert(connection, "scene_audio_manifests", project_id=PROJECT, scene_index=index,
               dialogue_json=[{"speaker_tag": "WREN", "line": "Light it."}])  # fmt: skip


def _bind(name: str, value: Any) -> str:
    kind = "uuid" if isinstance(value, UUID) else "json" if isinstance(value, dict | list) else None
    return f"CAST(:{name} AS {kind})" if kind else f":{name}"


def _stored(connection: Connection, value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex if connection.dialect.name == "sqlite" else str(value)
    return json.dumps(value) if isinstance(value, dict | list) else value
