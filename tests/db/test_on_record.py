"""The last pick of a project is read back as it was stored, and rules on record are found by their digest."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import Engine, update

from selector.db.connections.addresses import read_url
from selector.db.decisions.on_record import LastPicks, rules_on_record
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.record import record_film
from selector.db.films.projects import find_project
from selector.db.schema.openings import reading
from selector.db.tables.own_tables import DECISIONS
from selector.model.problem import ProblemError
from tests.db.films import FACES, HARBOUR, RULES, results


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


@pytest.fixture
def project(address: str) -> UUID:
    """Three scenes, decided by the folder's rules; the second once more, by others."""
    stored = record_film.sync(address, HARBOUR, results(3, "WREN", "NOBODY"), by="director")
    pick_project.sync(address, stored.project_id, RULES)
    pick_scene.sync(address, stored.project_id, 2, FACES, by="night job")
    return stored.project_id


def test_of_every_scene_the_newest_decision_counts_as_it_was_stored(
    address: str, project: UUID
) -> None:
    again = pick_project.sync(address, project, RULES, record=False).selections
    with reading(read_url(address)) as connection:
        picks = LastPicks(connection, find_project(connection, project))
        assert picks.rules == ("harbour 2.0",)
        for number, selection in enumerate(again, 1):
            stored = picks.of(str(number))
            assert stored is not None
            assert stored.shot == selection.shot
            if number != 2:
                assert [each.tag for each in stored.pictures] == list(selection.tags)
                taken, left_out = stored.explained()
                assert [each.priority for each in taken] == [
                    each.priority for each in selection.picks
                ]
                kinds = [each.reason.kind for each in left_out]
                assert kinds == [each.reason.kind for each in selection.passed_over]
        second = picks.of(2)
        assert second is not None
        assert [each.crop for each in second.pictures] == ["face"]
        assert second.causes(again[1]) == ("rules",)
        assert picks.of(4) is None
        assert picks.of(None) is None


def test_a_project_without_picks_is_answered_with_what_to_do(address: str) -> None:
    stored = record_film.sync(address, HARBOUR, [])
    with reading(read_url(address)) as connection:
        found = find_project(connection, stored.project_id)
        with pytest.raises(
            ProblemError, match=r'D610 No picks are stored for "Harbour".*selector pick'
        ):
            LastPicks(connection, found)


def test_a_record_that_was_edited_is_refused(address: str, project: UUID, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(DECISIONS).values(outcome='{"picks": 3}'))
    with reading(read_url(address)) as connection, pytest.raises(ProblemError, match="D615"):
        LastPicks(connection, find_project(connection, project))


def test_rules_are_found_by_their_digest_or_its_beginning(address: str, project: UUID) -> None:
    with reading(read_url(address)) as connection:
        for rules in (RULES, FACES):
            for digest in (rules.digest, rules.digest[:20]):
                found = rules_on_record(connection, digest)
                assert (found.name, found.digest) == (rules.name, rules.digest)


def test_a_digest_that_is_not_on_record_is_answered_with_those_that_are(
    address: str, project: UUID
) -> None:
    slip = RULES.digest[:-1] + ("0" if RULES.digest[-1] != "0" else "1")
    with reading(read_url(address)) as connection:
        with pytest.raises(ProblemError, match=f"Did you mean `{RULES.digest}`?"):
            rules_on_record(connection, slip)
        with pytest.raises(ProblemError, match="The stored digests are `sha256:") as error:
            rules_on_record(connection, "sha256:zz")
        assert RULES.digest in str(error.value)
        for short in ("sha256:", RULES.digest[:12]):
            with pytest.raises(
                ProblemError, match=f"The digest `{short}` is too short.*at least 6"
            ):
                rules_on_record(connection, short)
