"""What a pipeline's own triggers and policies refuse is told in their words, not taken for a damaged value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text

from selector.db.decisions.pick import pick_project
from tests.db.films import FACES
from tests.db.postgres_server import Server
from tests.db.server_faults import problem_of, rows


@pytest.fixture
def address(film_on_postgresql: str) -> str:
    """A film of three scenes on PostgreSQL, for each driver."""
    return film_on_postgresql


IGNORED = ("D612", "The database ignored a change in the table `scene_manifests`.")


def _before_each_scene(engine: Engine, body: str) -> None:
    """A trigger of the pipeline's before each change of a scene."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION of_the_host() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$BEGIN {body} END$$"
            )
        )
        connection.execute(
            text(
                "CREATE TRIGGER of_the_host BEFORE UPDATE ON scene_manifests"
                " FOR EACH ROW EXECUTE FUNCTION of_the_host()"
            )
        )


@contextmanager
def _tenant_who_sees(engine: Engine, table: str, *policies: str) -> Iterator[None]:
    """Another user, whom a policy lets see the rows of a table and do no more with them."""
    with engine.begin() as connection:
        for statement in (
            "DROP ROLE IF EXISTS tenant",
            "CREATE ROLE tenant LOGIN",
            "GRANT ALL ON ALL TABLES IN SCHEMA public TO tenant",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY seen ON {table} FOR SELECT USING (true)",
            *policies,
        ):
            connection.execute(text(statement))
    yield
    with engine.begin() as connection:
        connection.execute(text("DROP OWNED BY tenant"))
        connection.execute(text("DROP ROLE tenant"))


RAISED = {
    "RAISE EXCEPTION 'the scene is approved' USING ERRCODE = '22000';": (
        "D612",
        "The database refused the request: the scene is approved.",
    ),
    "PERFORM 1 / (length(NEW.manifest_json::text) * 0); RETURN NEW;": (
        "D612",
        "The database refused the request: division by zero.",
    ),
    "RAISE EXCEPTION 'an editor holds it' USING ERRCODE = '42501';": (
        "D604",
        "This user is not allowed to write to the database: an editor holds it.",
    ),
    "NEW.nowhere := 1; RETURN NEW;": (
        "D609",
        'The database lacks a table or a column: record "new" has no field "nowhere".',
    ),
    "INSERT INTO audit VALUES (1); RETURN NEW;": (
        "D609",
        "The database lacks the table `audit`.",
    ),
}


@pytest.mark.parametrize("body", RAISED)
def test_what_a_trigger_raises_is_told_in_its_words(
    address: str, engine: Engine, server: Server, body: str
) -> None:
    _before_each_scene(engine, body)
    before = rows(server, address)
    found = problem_of(lambda: pick_project.sync(address, None, FACES))
    assert (found.code, found.what) == RAISED[body]
    assert rows(server, address) == before


def test_a_policy_that_lets_nothing_in_is_told_with_its_table(
    address: str, engine: Engine, server: Server
) -> None:
    with _tenant_who_sees(engine, "selector_decisions"):
        tenant = address.replace("selector@", "tenant@")
        found = problem_of(lambda: pick_project.sync(tenant, None, FACES))
    assert (found.code, found.what) == (
        "D604",
        "This user is not allowed to write to the table `selector_decisions`.",
    )


def test_a_column_of_another_type_is_told_by_each_driver(address: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE scene_manifests DROP selected_reference_tags"))
        connection.execute(text("ALTER TABLE scene_manifests ADD selected_reference_tags int"))
    found = problem_of(lambda: pick_project.sync(address, None, FACES))
    assert found.code == "D614"
    assert found.what.startswith("A column in the database has another type than selector needs: ")


def test_a_change_of_picked_tags_that_a_policy_hides_is_no_success(
    address: str, engine: Engine, server: Server
) -> None:
    """PostgreSQL says nothing of rows that a policy shows and does not let be changed."""
    held = "CREATE POLICY held ON scene_manifests FOR UPDATE USING (current_user <> 'tenant')"
    before = rows(server, address)
    with _tenant_who_sees(engine, "scene_manifests", held):
        tenant = address.replace("selector@", "tenant@")
        found = problem_of(lambda: pick_project.sync(tenant, None, FACES))
    assert (found.code, found.what) == IGNORED
    assert rows(server, address) == before
