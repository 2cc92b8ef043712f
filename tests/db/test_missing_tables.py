"""A table or a column that is missing is named, with a way out that leads somewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text

from selector import ProblemError, keep_selection, load_rules, pick_project, pick_scene
from selector.db.connections.engines import make_engine
from selector.db.decisions.history import read_history
from selector.db.schema.upgrade import downgrade, status, upgrade
from tests.db import pipeline
from tests.db.whole_pipeline import HARBOUR

RULES = load_rules()
BRING_BACK = (
    "Bring it back, or restore the database from a backup. `selector db upgrade` cannot bring back"
    " what it held."
)
REMOVED = {
    "sqlite": f"Was it removed or renamed? {BRING_BACK}",
    "postgresql": f"Was it removed or renamed, or does `search_path` name another schema? {BRING_BACK}",
}
CHANGES = {
    "DROP TABLE selector_film_scenes": "The database lacks the table `selector_film_scenes`.",
    "DROP TABLE selector_sendings": "The database lacks the table `selector_sendings`.",
    "ALTER TABLE assets RENAME COLUMN user_tags TO tags": (
        "The database lacks the column `assets.user_tags`."
    ),
    "ALTER TABLE selector_decisions RENAME COLUMN asked_by TO who": (
        "The database lacks the column `selector_decisions.asked_by`."
    ),
    "ALTER TABLE scene_manifests RENAME TO scenes": (
        "The database lacks the table `scene_manifests`."
    ),
}


@pytest.fixture
def address(driven_pipeline_address: str) -> str:
    """A pipeline's own database, through each driver."""
    return driven_pipeline_address


@pytest.mark.parametrize("change", CHANGES)
def test_a_table_or_a_column_that_was_removed_is_named(
    address: str, engine: Engine, change: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text(change))
    expected = f"D609 {CHANGES[change]} {REMOVED[engine.dialect.name]}"
    for look in (status, upgrade):
        with pytest.raises(ProblemError) as raised:
            look(address)
        assert str(raised.value).endswith(expected)


USES: list[Callable[[str], object]] = [
    lambda where: pick_project.sync(where, HARBOUR, RULES),
    lambda where: pick_scene.sync(where, HARBOUR, 1, RULES),
]


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("change", [each for each in CHANGES if "sendings" not in each])
def test_a_pick_names_what_it_lacks(
    address: str, engine: Engine, change: str, use: Callable[[str], object]
) -> None:
    with engine.begin() as connection:
        connection.execute(text(change))
    with pytest.raises(ProblemError) as raised:
        use(address)
    found = CHANGES[change].replace("selector_decisions.asked_by", "asked_by")
    said = str(raised.value).replace("selector_decisions.asked_by", "asked_by")
    assert said.endswith(f"D609 {found} {REMOVED[engine.dialect.name]}")


def test_older_tables_are_named_by_their_version(address: str) -> None:
    downgrade(address, "0003")
    with pytest.raises(ProblemError) as raised:
        read_history.sync(address, HARBOUR)
    assert str(raised.value).endswith(
        "D609 The database's tables are at version 0003; selector needs version 0005."
        " Run `selector db upgrade`."
    )


def test_a_database_of_another_program_is_said_to_be_one(driven_empty_address: str) -> None:
    engine = make_engine(driven_empty_address)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    with pytest.raises(ProblemError) as raised:
        pick_scene.sync(driven_empty_address, "A film", 1, RULES)
    where = (
        "the address and `search_path`" if engine.dialect.name == "postgresql" else "the address"
    )
    assert str(raised.value).endswith(
        f"D609 The database has none of the tables that selector picks from. Check {where}. In an"
        " empty one, `selector db upgrade` makes them."
    )
    engine.dispose()


def test_a_pipelines_database_that_was_never_upgraded_is_said_to_be_one(
    driven_empty_address: str,
) -> None:
    engine = make_engine(driven_empty_address)
    pipeline.make_pipeline(engine)
    with pytest.raises(ProblemError) as raised:
        pick_scene.sync(driven_empty_address, pipeline.PROJECT, 1, RULES)
    assert str(raised.value).endswith(
        "D609 The database lacks selector's own tables. Run `selector db upgrade`."
    )
    engine.dispose()


@pytest.mark.parametrize("column", ["json", "jsonb"])
def test_a_character_that_postgresql_cannot_store_is_named(
    address: str, engine: Engine, column: str
) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite stores it")
    with engine.begin() as connection:
        change = "ALTER TABLE scene_manifests ALTER COLUMN selected_reference_tags TYPE"
        connection.execute(text(f"{change} {column} USING NULL"))
    manifest = {
        "scene_index": 1,
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "WREN\0", "role": "subject"}],
    }
    pool = [{"manifest_tag": "WREN\0", "asset_type": "CHARACTER"}]
    selection = RULES.select(manifest, pool)
    assert selection.tags == ("WREN\0",)
    if column == "json":
        assert keep_selection.sync(address, HARBOUR, selection).is_new
        return
    with pytest.raises(ProblemError, match="D611 A text has a character that PostgreSQL cannot"):
        keep_selection.sync(address, HARBOUR, selection)
