"""The tables are those that pipelines and directors rely on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.orm import Session

from selector.db.connections.engines import make_engine
from selector.db.models import Asset, AssetCleanReference, Base, Manifest, Project, SceneManifest
from selector.engine.pool import AssetPool


def test_create_all_gives_a_database_in_which_a_film_can_be_kept() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        manifest = Manifest(name="Harbour")
        session.add(manifest)
        session.flush()
        project = Project(title="Harbour", manifest_id=manifest.id)
        asset = Asset(
            manifest_id=manifest.id, asset_type="CHARACTER", name="Wren", manifest_tag="WREN"
        )
        session.add_all([project, asset])
        session.flush()
        session.add(
            SceneManifest(project_id=project.id, scene_index=1, manifest_json={"placements": []})
        )
        session.commit()
        assert session.get_one(SceneManifest, (project.id, 1)).selected_reference_tags is None
        assert (asset.is_face_crop, asset.sort_order, asset.user_tags) == (False, 0, None)
    engine.dispose()


def test_each_class_names_its_table() -> None:
    classes = (Manifest, Project, Asset, AssetCleanReference, SceneManifest)
    assert [each.__tablename__ for each in classes] == [
        "manifests",
        "projects",
        "assets",
        "asset_clean_references",
        "scene_manifests",
    ]


def test_a_clean_reference_has_exactly_the_ten_columns() -> None:
    columns = AssetCleanReference.__table__.c
    assert [(column.name, str(column.type), column.nullable) for column in columns] == [
        ("id", "CHAR(32)", False),
        ("asset_id", "CHAR(32)", False),
        ("tier", "VARCHAR(20)", False),
        ("clean_image_url", "VARCHAR(500)", False),
        ("generation_prompt", "TEXT", True),
        ("face_similarity_score", "FLOAT", True),
        ("quality_score", "FLOAT", True),
        ("is_primary", "BOOLEAN", False),
        ("generation_cost", "FLOAT", False),
        ("created_at", "DATETIME", False),
    ]
    assert columns.asset_id.index
    assert [key.target_fullname for key in columns.asset_id.foreign_keys] == ["assets.id"]
    assert columns.created_at.server_default is not None


def test_a_clean_reference_is_not_primary_and_cost_nothing_unless_it_is_said(address: str) -> None:
    engine = make_engine(address, writes=True)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        manifest = Manifest(name="M")
        session.add(manifest)
        session.flush()
        asset = Asset(
            manifest_id=manifest.id,
            asset_type="PROP",
            name="x",
            manifest_tag="x",
            reference_image_url="x.jpg",
        )
        session.add(asset)
        session.flush()
        asked = {
            "id": uuid4().hex,
            "asset_id": asset.id.hex,
            "tier": "tier2_rembg",
            "clean_image_url": "clean.jpg",
        }
        session.add(
            AssetCleanReference(
                asset_id=asset.id, tier="tier3_gemini", clean_image_url="cleaner.jpg"
            )
        )
        session.execute(
            text(
                "INSERT INTO asset_clean_references (id, asset_id, tier, clean_image_url)"
                " VALUES (:id, :asset_id, :tier, :clean_image_url)"
            ),
            asked,
        )
        session.commit()
        kept = session.query(AssetCleanReference).all()
        assert [
            (each.is_primary, each.generation_cost, each.generation_prompt) for each in kept
        ] == [(False, 0, None)] * 2
        assert all(each.created_at for each in kept)
        assert session.get_one(Asset, asset.id).reference_image_url == "x.jpg"
    engine.dispose()


def test_a_row_of_assets_goes_into_a_pool_as_it_is_even_before_it_is_saved() -> None:
    source, face = uuid4(), uuid4()
    rows = [
        Asset(id=source, manifest_tag="WREN", asset_type="CHARACTER", quality_score=8.0),
        Asset(
            id=face,
            manifest_tag="FACE",
            asset_type="CHARACTER",
            is_face_crop=True,
            source_asset_id=source,
        ),
    ]
    pool = AssetPool(rows)
    assert pool.assets == tuple(rows)
    assert [facts.individual for facts in pool.facts] == [None, None]
    assert pool.individuals[0] == pool.individuals[1]


def test_every_name_of_a_constraint_fits_postgresql(address: str) -> None:
    names = [
        constraint.name
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
    ]
    names += [index.name for table in Base.metadata.tables.values() for index in table.indexes]
    assert all(isinstance(name, str) and len(name) < 63 for name in names)
    engine = make_engine(address, writes=True)
    Base.metadata.create_all(engine)
    assert set(inspect(engine).get_table_names()) >= set(Base.metadata.tables)
    engine.dispose()


def test_times_come_back_aware_and_in_utc_however_they_were_given(address: str) -> None:
    engine = make_engine(address, writes=True)
    Base.metadata.create_all(engine)
    moment = datetime(2026, 11, 22, 12, 30, 0, 250, tzinfo=timezone(timedelta(hours=2)))
    with Session(engine) as session:
        manifest = Manifest(name="M")
        session.add(manifest)
        session.flush()
        asset = Asset(manifest_id=manifest.id, asset_type="PROP", name="x", manifest_tag="x")
        session.add(asset)
        session.flush()
        given = {"aware": moment, "naive": datetime(2026, 11, 22, 10, 30)}
        for tier, value in given.items():
            session.add(
                AssetCleanReference(
                    asset_id=asset.id, tier=tier, clean_image_url="u", created_at=value
                )
            )
        session.add(AssetCleanReference(asset_id=asset.id, tier="default", clean_image_url="u"))
        session.commit()
        read = {each.tier: each.created_at for each in session.query(AssetCleanReference)}
        now = session.execute(text("SELECT 1")).scalar()
    assert now == 1
    assert read["aware"] == moment
    assert read["naive"] == datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    assert abs(read["default"] - datetime.now(UTC)) < timedelta(minutes=5)
    assert {value.tzinfo for value in read.values()} == {UTC}
    engine.dispose()
