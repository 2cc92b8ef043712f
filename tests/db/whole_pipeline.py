"""A pipeline's database with every column that such pipelines have, written by hand: forks, soft deletion, dialogue.

Its tables were made at first without the later columns and grew by ALTER TABLE, so these may hold ids in any form. It
keeps its own Alembic version, and it has never heard of one primary clean reference for each asset.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from tests.db.pipeline import insert, insert_rows

HARBOUR, FORK, DELETED = UUID(int=0xA1), UUID(int=0xA2), UUID(int=0xA3)
"""Projects. The fork picks from the same collection; the deleted one has the first one's title."""

COLLECTION = UUID(int=0xB1)
WREN, FACE, ROOM, BOAT = UUID(int=0xC1), UUID(int=0xC2), UUID(int=0xC3), UUID(int=0xC4)
COPIES = {WREN: UUID(int=0x01), FACE: UUID(int=0x02), ROOM: UUID(int=0x03)}
"""What the fork copied: the copies come first in the order of ids."""

_TABLES = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
CREATE TABLE manifests (
    id {uuid} NOT NULL PRIMARY KEY, name TEXT NOT NULL, description TEXT, thumbnail_url VARCHAR(500),
    category VARCHAR(50) NOT NULL, tags {json}, status VARCHAR(50) NOT NULL, processing_progress {json},
    contact_sheet_url VARCHAR(500), asset_count INTEGER NOT NULL, total_processing_cost FLOAT NOT NULL,
    times_used INTEGER NOT NULL, last_used_at {time}, version INTEGER NOT NULL,
    parent_manifest_id {uuid} REFERENCES manifests (id), source_video_path VARCHAR(500), source_video_duration FLOAT,
    deleted_at {time}, created_at {time} NOT NULL, updated_at {time} NOT NULL
);
CREATE TABLE projects (
    id {uuid} NOT NULL PRIMARY KEY, title VARCHAR(200), prompt TEXT NOT NULL, style VARCHAR(50) NOT NULL,
    aspect_ratio VARCHAR(10) NOT NULL, target_clip_duration INTEGER NOT NULL, status VARCHAR(50) NOT NULL,
    current_stage VARCHAR(50) NOT NULL, generation_settings {json} NOT NULL, created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
ALTER TABLE projects ADD COLUMN manifest_id {grown};
ALTER TABLE projects ADD COLUMN deleted_at {time};
CREATE TABLE assets (
    id {uuid} NOT NULL PRIMARY KEY, manifest_id {uuid} NOT NULL REFERENCES manifests (id),
    asset_type VARCHAR(50) NOT NULL, name TEXT NOT NULL, manifest_tag VARCHAR(50) NOT NULL, user_tags {json},
    reference_image_url VARCHAR(500), thumbnail_url VARCHAR(500), description TEXT, source VARCHAR(50) NOT NULL,
    sort_order INTEGER NOT NULL, created_at {time} NOT NULL
);
CREATE INDEX ix_assets_manifest_id ON assets (manifest_id);
ALTER TABLE assets ADD COLUMN reverse_prompt TEXT;
ALTER TABLE assets ADD COLUMN visual_description TEXT;
ALTER TABLE assets ADD COLUMN detection_class VARCHAR(50);
ALTER TABLE assets ADD COLUMN detection_confidence FLOAT;
ALTER TABLE assets ADD COLUMN is_face_crop BOOLEAN NOT NULL DEFAULT {false};
ALTER TABLE assets ADD COLUMN crop_bbox {json};
ALTER TABLE assets ADD COLUMN face_embedding {bytes};
ALTER TABLE assets ADD COLUMN clip_embedding {bytes};
ALTER TABLE assets ADD COLUMN quality_score FLOAT;
ALTER TABLE assets ADD COLUMN source_asset_id {grown};
ALTER TABLE assets ADD COLUMN is_inherited BOOLEAN DEFAULT {false};
ALTER TABLE assets ADD COLUMN inherited_from_asset {grown};
ALTER TABLE assets ADD COLUMN inherited_from_project {grown};
CREATE TABLE scene_manifests (
    project_id {uuid} NOT NULL REFERENCES projects (id), scene_index INTEGER NOT NULL, manifest_json {json} NOT NULL,
    composition_shot_type VARCHAR(50), composition_camera_movement VARCHAR(50), asset_tags {json},
    new_asset_count INTEGER NOT NULL, cv_analysis_json {json}, continuity_score FLOAT, created_at {time} NOT NULL,
    PRIMARY KEY (project_id, scene_index)
);
ALTER TABLE scene_manifests ADD COLUMN selected_reference_tags {json};
CREATE TABLE scene_audio_manifests (
    project_id {uuid} NOT NULL, scene_index INTEGER NOT NULL, dialogue_json {json}, sfx_json {json}, music_json {json},
    created_at {time} NOT NULL, PRIMARY KEY (project_id, scene_index),
    FOREIGN KEY (project_id, scene_index) REFERENCES scene_manifests (project_id, scene_index)
);
CREATE TABLE asset_clean_references (
    id {uuid} NOT NULL PRIMARY KEY, asset_id {uuid} NOT NULL REFERENCES assets (id), tier VARCHAR(20) NOT NULL,
    clean_image_url VARCHAR(500) NOT NULL, generation_prompt TEXT, face_similarity_score FLOAT, quality_score FLOAT,
    is_primary BOOLEAN NOT NULL, generation_cost FLOAT NOT NULL, created_at {time} NOT NULL
);
CREATE INDEX ix_asset_clean_references_asset_id ON asset_clean_references (asset_id)
"""

_TYPES = {
    "sqlite": {
        "uuid": "CHAR(32)",
        "json": "JSON",
        "time": "DATETIME",
        "bytes": "BLOB",
        "false": "0",
        "grown": "TEXT",
    },
    "postgresql": {
        "uuid": "UUID",
        "json": "JSON",
        "time": "TIMESTAMP",
        "bytes": "BYTEA",
        "false": "FALSE",
        "grown": "UUID",
    },
}

NOW = "2026-11-20 08:00:00"


def make_whole_pipeline(engine: Engine, scenes: int = 3, grown: str | None = None) -> None:
    """The tables, and the rows of a project, of its fork and of a deleted one, with so many scenes each.

    `grown` is the type of ids in columns that were added later.
    """
    make_tables(engine, {"grown": grown} if grown else {})
    with engine.begin() as connection:
        insert(connection, "alembic_version", version_num="9f00hostrevision")
        insert(connection, "manifests", id=COLLECTION, name="Harbour", category="CUSTOM", status="READY", asset_count=4,
               total_processing_cost=0.4, times_used=2, version=1, created_at=NOW, updated_at=NOW)  # fmt: skip
        _add_pictures(connection)
        for project, title, deleted_at in (
            (HARBOUR, "Harbour", None),
            (FORK, "Harbour, forked", None),
            (DELETED, "Harbour", NOW),
        ):
            add_project(connection, project, title, deleted_at)
            if scenes:
                add_scenes(connection, project, range(scenes))


def make_tables(engine: Engine, types: dict[str, str]) -> None:
    """The tables alone, with other types of columns: `uuid` for ids, `grown` for those added later."""
    script = _TABLES.format(**(_TYPES[engine.dialect.name] | types))
    with engine.begin() as connection:
        for statement in script.split(";\n"):
            connection.execute(text(statement))


def add_project(
    connection: Connection,
    identity: UUID,
    title: str,
    deleted_at: str | None = None,
    manifest_id: UUID = COLLECTION,
) -> None:
    """A project that picks from the collection."""
    insert(connection, "projects", id=identity, title=title, prompt="a storm", style="film", aspect_ratio="16:9",
           target_clip_duration=8, status="DRAFT", current_stage="MANIFEST", generation_settings={"model": "veo"},
           manifest_id=manifest_id, created_at=NOW, updated_at=NOW, deleted_at=deleted_at)  # fmt: skip


def add_asset(connection: Connection, identity: Any, tag: str, **values: Any) -> None:
    """One picture of the collection."""
    row = {
        "manifest_id": COLLECTION,
        "asset_type": "CHARACTER",
        "name": tag.title(),
        "reference_image_url": f"/api/assets/{identity}/image",
        "source": "uploaded",
        "sort_order": 0,
        "created_at": NOW,
        "is_face_crop": False,
        "is_inherited": False,
    }
    insert(connection, "assets", **{**row, "id": identity, "manifest_tag": tag, **values})


def add_clean(
    connection: Connection, identity: UUID, asset: UUID, tier: str, *, primary: bool, day: int
) -> None:
    """One clean reference, made on that day."""
    insert(connection, "asset_clean_references", id=identity, asset_id=asset, tier=tier, is_primary=primary,
           clean_image_url=f"clean/{tier}-{asset.int:x}.png", face_similarity_score=0.9, generation_cost=0.0,
           created_at=f"2026-11-{day:02} 08:00:00")  # fmt: skip


def add_scene(connection: Connection, project: UUID, index: int) -> None:
    """One scene that places a person and a place, with a line that the person speaks."""
    add_scenes(connection, project, [index])


def add_scenes(connection: Connection, project: UUID, indexes: Iterable[int]) -> None:
    """Several such scenes."""
    placements = [
        {"asset_tag": "WREN", "role": "subject", "position": "left"},
        {"asset_tag": "ROOM", "role": "environment", "position": "behind"},
    ]
    composition = {"shot_type": "close_up", "focal_point": "her eyes"}
    lines = [{"speaker_tag": "WREN", "speaker_name": "Wren", "line": "Light it."}]
    keys = [{"project_id": project, "scene_index": index} for index in indexes]
    scenes: list[dict[str, Any]] = []
    for key in keys:
        manifest = {
            "scene_index": key["scene_index"],
            "composition": composition,
            "placements": placements,
        }
        scenes.append({**key, "manifest_json": manifest, "composition_shot_type": "close_up",
                       "new_asset_count": 0, "created_at": NOW})  # fmt: skip
    insert_rows(connection, "scene_manifests", scenes)
    spoken = [{**key, "created_at": NOW, "dialogue_json": lines} for key in keys]
    insert_rows(connection, "scene_audio_manifests", spoken)


def _add_pictures(connection: Connection) -> None:
    """Pictures of which one has three primary clean references, and the copies of a fork."""
    cut = {"is_face_crop": True, "source": "extracted", "source_asset_id": WREN}
    add_asset(connection, WREN, "WREN", quality_score=8.5)
    add_asset(connection, FACE, "WREN_FACE", quality_score=9.0, **cut)
    add_asset(connection, ROOM, "ROOM", asset_type="ENVIRONMENT")
    add_asset(connection, BOAT, "BOAT", asset_type="OTHER", quality_score=7.0)
    for number, tier in enumerate(("tier1_crop", "tier2_rembg", "tier3_gemini")):
        add_clean(connection, UUID(int=0xD1 + number), FACE, tier, primary=True, day=1 + number)
    add_clean(connection, UUID(int=0xD8), ROOM, "tier2_rembg", primary=True, day=1)
    add_clean(connection, UUID(int=0xD9), ROOM, "tier3_gemini", primary=False, day=2)
    copied = {"is_inherited": True, "inherited_from_project": HARBOUR}
    original: dict[UUID, dict[str, Any]] = {
        WREN: {"manifest_tag": "WREN", "quality_score": 8.5},
        FACE: {"manifest_tag": "WREN_FACE", "quality_score": 9.0, "is_face_crop": True},
        ROOM: {"manifest_tag": "ROOM", "asset_type": "ENVIRONMENT"},
    }
    for identity, copy in COPIES.items():
        values = dict(original[identity])
        tag = values.pop("manifest_tag")
        values["reference_image_url"] = f"/api/assets/{identity}/image"
        if identity == FACE:
            values["source_asset_id"] = COPIES[WREN]
        add_asset(connection, copy, tag, inherited_from_asset=identity, **copied, **values)


def many_scenes(engine: Engine, count: int) -> UUID:
    """A project of so many scenes."""
    identity = UUID(int=0xAA)
    with engine.begin() as connection:
        add_project(connection, identity, "Long")
        add_scenes(connection, identity, range(count))
    return identity
