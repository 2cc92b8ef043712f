"""Schemas that grew by ALTER TABLE have ids as text in later columns, and values that language models made up."""

from __future__ import annotations

import json
import logging
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from selector import Selection, keep_selection, load_rules, pick_project, pick_scene
from selector.cli.main import run
from selector.db.connections.addresses import default_url
from selector.db.connections.engines import make_engine
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.films.exporting import export_film
from selector.db.references.clean import add_clean_reference
from selector.db.references.resolve import resolve_references
from selector.db.schema.upgrade import upgrade
from selector.model.problem import Problem, ProblemError
from selector.model.scene_number import SceneNumber
from tests.db.asyncio_instead import on_a_connection, sync_url
from tests.db.films import HARBOUR as HARBOUR_FILM
from tests.db.films import results
from tests.db.whole_pipeline import (
    COLLECTION,
    COPIES,
    FACE,
    FORK,
    HARBOUR,
    WREN,
    make_tables,
    make_whole_pipeline,
)

RULES = load_rules()
TAGS = ("WREN_FACE", "WREN", "ROOM")

FORMS: dict[str, Callable[[UUID], str | bytes]] = {
    "hyphens": str,
    "digits": lambda identity: identity.hex,
    "capitals": lambda identity: str(identity).upper(),
    "digits in capitals": lambda identity: identity.hex.upper(),
    "bytes": lambda identity: identity.bytes,
}


GROWN = (
    "projects.manifest_id",
    "assets.source_asset_id",
    "assets.inherited_from_asset",
    "assets.inherited_from_project",
)
"""Columns that were added later."""


def run_in(address: str, statement: str, **values: object) -> None:
    """One statement of a pipeline's own."""
    engine = make_engine(address, writes=True)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


@pytest.mark.parametrize("form", FORMS)
def test_ids_in_later_columns_are_text_or_bytes_of_any_form(
    driven_empty_address: str, form: str, tmp_path: Path
) -> None:
    address = driven_empty_address
    engine = make_engine(address, writes=True)
    in_sqlite = engine.dialect.name == "sqlite"
    make_whole_pipeline(engine, grown="BLOB" if form == "bytes" and in_sqlite else "TEXT")
    engine.dispose()
    if form == "bytes" and not in_sqlite:
        for column in GROWN:
            table, _, name = column.partition(".")
            digits = f"decode(replace({name}, '-', ''), 'hex')"
            run_in(address, f"ALTER TABLE {table} ALTER {name} TYPE BYTEA USING {digits}")
    written = FORMS[form]
    is_face = "manifest_tag = 'WREN_FACE' AND NOT is_inherited"
    run_in(address, f"UPDATE assets SET source_asset_id = :it WHERE {is_face}", it=written(WREN))
    run_in(address, "UPDATE projects SET manifest_id = :it", it=written(COLLECTION))
    upgrade(address)
    done = pick_project.sync(address, HARBOUR, RULES)
    assert [each.tags for each in done.selections] == [TAGS] * 3
    face = done.selections[0].assets[0]
    assert (face.id, face.source_asset_id) == (str(FACE), str(WREN))
    assert pick_scene.sync(address, FORK, 1, RULES).tags == TAGS
    assert replay.sync(address).problems == ()
    export_film.sync(address, tmp_path / "film", HARBOUR)
    entries = json.loads((tmp_path / "film" / "assets.json").read_text())
    assert {entry.get("source_asset_id") for entry in entries} == {None, str(WREN)}


Written = Callable[[UUID], object]

OTHER_FORMS: dict[str, tuple[str, str, Written]] = {
    "capitals": ("CHAR(32)", "TEXT", lambda it: it.hex.upper()),
    "hyphens": ("VARCHAR(36)", "VARCHAR(36)", str),
    "hyphens and capitals": ("CHAR(36)", "CHAR(36)", lambda it: str(it).upper()),
    "bytes": ("BLOB", "BYTEA", lambda it: it.bytes),
    "bytes as SQL calls them": ("BINARY(16)", "BYTEA", lambda it: it.bytes),
    "numbers": ("INTEGER", "BIGINT", lambda it: it.int),
}
"""Ids of pipelines: their type on SQLite and on PostgreSQL, and how they are written."""

ALL_IDS = (
    "`asset_clean_references.id`, `asset_clean_references.asset_id`, `assets.id`, `assets.manifest_id`,"
    " `manifests.id`, `projects.id` and `scene_manifests.project_id`"
)


def _as_written(dump: str, written: Written, types: tuple[str, str]) -> str:
    """What SQLite would write out, with all ids in another form."""

    def value(found: re.Match[str]) -> str:
        made = written(UUID(found[1]))
        return f"X'{made.hex()}'" if isinstance(made, bytes) else repr(made)

    return re.sub(r"'([0-9a-f]{32})'", value, dump.replace(*types))


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_ids_of_another_form_are_refused_in_one_sentence(
    empty_address: str, form: str, tmp_path: Path
) -> None:
    """What refers to a row has to hold the same, so they cannot only be read."""
    on_sqlite, on_postgresql, written = OTHER_FORMS[form]
    if empty_address.startswith("postgresql"):
        engine = make_engine(empty_address, writes=True)
        make_tables(engine, {"uuid": on_postgresql, "grown": "TEXT"})
        engine.dispose()
        found = refused(empty_address)
    else:
        engine = make_engine(default_url(tmp_path), writes=True)
        make_whole_pipeline(engine)
        engine.dispose()
        with closing(sqlite3.connect(tmp_path / "selector.sqlite")) as connection:
            dump = "\n".join(connection.iterdump())
        other = tmp_path / "other.sqlite"
        with closing(sqlite3.connect(other)) as connection:
            connection.executescript(_as_written(dump, written, ("CHAR(32)", on_sqlite)))
        before = other.read_bytes()
        found = refused(str(other))
        assert other.read_bytes() == before
        if form == "capitals":
            with closing(sqlite3.connect(other)) as connection:
                connection.executescript(found.hint.split("`")[-2])
            assert upgrade(str(other)).after
            assert pick_scene.sync(str(other), HARBOUR, 1, RULES).tags == TAGS
    assert (found.code, found.what) == (
        "D614",
        f"The columns {ALL_IDS} do not hold UUIDs as selector writes them.",
    )
    assert "selector changed nothing." in found.hint
    if form == "numbers":
        assert found.hint.endswith("Give it a database of its own.")
    else:
        assert "SQLAlchemy's `Uuid`" in found.hint


def refused(address: str) -> Problem:
    """The one problem that an upgrade comes to."""
    with pytest.raises(ProblemError) as caught:
        upgrade(address)
    (found,) = caught.value.problems
    return found


@pytest.mark.parametrize("wrong", ["quality_score = 85", "quality_score = -1", "manifest_tag = ''"])
def test_a_scene_is_picked_without_a_picture_that_cannot_be_used(
    driven_pipeline_address: str, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = driven_pipeline_address
    run_in(address, f"UPDATE assets SET {wrong} WHERE manifest_tag = 'BOAT'")
    with pytest.raises(ProblemError, match="D615 The stored picture with"):
        pick_scene.sync(address, HARBOUR, 1, RULES)
    with caplog.at_level(logging.WARNING, "selector"):
        scene = pick_scene.sync(address, HARBOUR, 1, RULES, on_problem="skip")
    assert scene.tags == TAGS
    (record,) = caplog.records
    assert record.getMessage().startswith("scene 1: The stored picture with")
    assert UUID(vars(record)["asset"]).int == 0xC4
    assert vars(record)["scene"] == 1
    with pytest.raises(TypeError, match="`on_problem` must be"):
        pick_scene.sync(address, HARBOUR, 1, RULES, on_problem="pass")  # type: ignore[call-overload]  # the mistake


def test_a_quality_that_is_not_a_number_is_none(
    driven_pipeline_address: str, tmp_path: Path
) -> None:
    address = driven_pipeline_address
    nan = "'NaN'" if address.startswith("postgresql") else "NULL"
    run_in(address, f"UPDATE assets SET quality_score = {nan}")
    done = pick_project.sync(address, HARBOUR, RULES)
    assert [each.tags for each in done.selections] == [TAGS] * 3
    assert replay.sync(address).problems == ()
    export_film.sync(address, tmp_path / "film", HARBOUR)
    entries = json.loads((tmp_path / "film" / "assets.json").read_text())
    assert not any("quality_score" in entry for entry in entries)


WRITTEN_LATER: dict[str, Written] = {
    "hyphens": str,
    "capitals": lambda it: it.hex.upper(),
    "hyphens and capitals": lambda it: str(it).upper(),
    "braces": "{{{}}}".format,
    "bytes": lambda it: it.bytes,
}
"""How somebody may write an id into SQLite after the upgrade, which refuses such tables."""


@pytest.fixture
def on_sqlite(sqlite_pipeline_template: Path, tmp_path: Path) -> str:
    """A pipeline's own database in an SQLite file, upgraded."""
    shutil.copy(sqlite_pipeline_template, tmp_path)
    return default_url(tmp_path)


def written_by_hand(address: str, statement: str, value: object) -> None:
    """Change one row, whatever refers to it."""
    with closing(sqlite3.connect(address.partition("///")[2])) as connection:
        assert connection.execute(statement, [value]).rowcount == 1
        connection.commit()


@pytest.mark.parametrize("form", WRITTEN_LATER)
def test_a_picture_that_names_its_collection_in_another_form_is_named_and_the_rest_picked(
    on_sqlite: str, form: str
) -> None:
    """It was left out without a word."""
    written = WRITTEN_LATER[form](COLLECTION)
    written_by_hand(
        on_sqlite, f"UPDATE assets SET manifest_id = ? WHERE id = '{FACE.hex}'", written
    )
    done = pick_project.sync(on_sqlite, HARBOUR, RULES, on_problem="skip")
    assert [each.tags for each in done.selections] == [("WREN", "ROOM")] * 3
    (found,) = done.problems
    assert (found.code, found.asset, found.tag) == ("D615", str(FACE), "WREN_FACE")
    assert "`manifest_id` must be 32 digits without hyphens and capitals (`" in found.what
    with pytest.raises(ProblemError, match="D615 The stored picture with the tag `WREN_FACE`"):
        pick_project.sync(on_sqlite, HARBOUR, RULES)


@pytest.mark.parametrize("form", WRITTEN_LATER)
def test_a_scene_that_names_its_project_in_another_form_is_named_and_the_rest_picked(
    on_sqlite: str, form: str
) -> None:
    """It was not there, for all that was said."""
    written = WRITTEN_LATER[form](HARBOUR)
    its = f"project_id = '{HARBOUR.hex}' AND scene_index = 1"
    written_by_hand(on_sqlite, f"UPDATE scene_manifests SET project_id = ? WHERE {its}", written)
    done = pick_project.sync(on_sqlite, HARBOUR, RULES, on_problem="skip")
    assert [each.scene.index for each in done.selections] == [0, 2]
    (found,) = done.problems
    assert (found.code, found.scene) == ("D615", 1)
    assert found.what.startswith(
        "The stored scene 1 cannot be used. `project_id` must be 32 digits without hyphens and"
        f" capitals (`{HARBOUR.hex}`), not "
    )
    assert pick_project.sync(on_sqlite, HARBOUR, RULES, only=[0, 2]).problems == ()
    assert pick_project.sync(on_sqlite, FORK, RULES).problems == ()
    kept = done.selections[0]
    calls: list[Callable[[], object]] = [
        lambda: pick_project.sync(on_sqlite, HARBOUR, RULES),
        lambda: pick_project.sync(on_sqlite, HARBOUR, RULES, only=[1]),
        lambda: pick_project.sync(on_sqlite, HARBOUR, RULES, only=lambda number: number == 1),
        lambda: pick_scene.sync(on_sqlite, HARBOUR, 1, RULES),
        lambda: keep_selection.sync(on_sqlite, HARBOUR, scene_one(kept)),
    ]
    for call in calls:
        with pytest.raises(ProblemError) as raised:
            call()
        assert [each.what for each in raised.value.problems] == [found.what]


def test_a_scene_that_is_there_twice_is_asked_about_once(on_sqlite: str, tmp_path: Path) -> None:
    of_the_fork = f"project_id = '{FORK.hex}' AND scene_index = 1"
    statement = f"UPDATE scene_manifests SET project_id = ? WHERE {of_the_fork}"
    written_by_hand(on_sqlite, statement, str(HARBOUR))
    asked: list[SceneNumber] = []

    def only(number: SceneNumber) -> bool:
        asked.append(number)
        return True

    assert len(pick_project.sync(on_sqlite, HARBOUR, RULES, only=only).selections) == 3
    assert asked == [0, 1, 2]
    export_film.sync(on_sqlite, tmp_path / "film", HARBOUR)
    assert len((tmp_path / "film" / "scenes.jsonl").read_text().splitlines()) == 3


def scene_one(selection: Selection) -> Selection:
    """The same selection, made for scene 1."""
    return RULES.select(selection.scene._replace(index=1), selection.assets)


@pytest.mark.parametrize("form", WRITTEN_LATER)
def test_a_project_with_an_id_in_another_form_is_named_and_stops_no_other(
    on_sqlite: str, form: str
) -> None:
    """Its decisions could refer to nothing; the message named the table of the scenes."""
    written = WRITTEN_LATER[form](HARBOUR)
    written_by_hand(on_sqlite, f"UPDATE projects SET id = ? WHERE id = '{HARBOUR.hex}'", written)
    with pytest.raises(ProblemError) as raised:
        pick_project.sync(on_sqlite, "Harbour", RULES)
    (found,) = raised.value.problems
    assert found.code == "D615"
    assert found.what.startswith("In the table `projects`, `id` must be 32 digits without hyphens")
    assert found.hint.startswith("Write it so there and in every row that refers to it, or restore")
    assert len(pick_project.sync(on_sqlite, FORK, RULES).selections) == 3
    (digits,) = re.findall(r"\(`(\w+)`\)", found.what)
    written_by_hand(
        on_sqlite,
        f"UPDATE projects SET id = ? WHERE id <> '{FORK.hex}' AND deleted_at IS NULL",
        digits,
    )
    assert len(pick_project.sync(on_sqlite, "Harbour", RULES).selections) == 3


@pytest.mark.parametrize("form", WRITTEN_LATER)
def test_a_collection_with_an_id_in_another_form_is_named(tmp_path: Path, form: str) -> None:
    """A new picture could not refer to it."""
    address = default_url(tmp_path)
    film = replace(HARBOUR_FILM, assets=HARBOUR_FILM.assets[:1])
    record_film.sync(address, film, results(1, film=film))
    with closing(sqlite3.connect(address.partition("///")[2])) as connection:
        (there,) = connection.execute("SELECT id FROM manifests").fetchone()
    written_by_hand(address, "UPDATE manifests SET id = ?", WRITTEN_LATER[form](UUID(there)))
    with pytest.raises(ProblemError) as raised:
        record_film.sync(address, HARBOUR_FILM, results(1))
    (found,) = raised.value.problems
    assert found.code == "D615"
    assert found.what.startswith("In the table `manifests`, `id` must be 32 digits without hyphens")
    assert "Write it so there and in every row" in found.hint


def test_an_id_without_letters_is_in_no_other_form(on_sqlite: str) -> None:
    """In capitals it is the same, and each scene is asked about once."""
    digits = UUID(int=0x77)
    with closing(sqlite3.connect(on_sqlite.partition("///")[2])) as connection:
        for column in ("projects.id", "scene_manifests.project_id"):
            table, _, name = column.partition(".")
            connection.execute(
                f"UPDATE {table} SET {name} = '{digits.hex}' WHERE {name} = '{FORK.hex}'"
            )
        connection.commit()
    asked: list[SceneNumber] = []

    def only(number: SceneNumber) -> bool:
        asked.append(number)
        return True

    assert len(pick_project.sync(on_sqlite, digits, RULES, only=only).selections) == 3
    assert asked == [0, 1, 2]


@pytest.mark.parametrize("column", ["asset_clean_references.asset_id", "assets.id", "both"])
@pytest.mark.parametrize("form", WRITTEN_LATER)
def test_a_clean_reference_that_is_not_found_is_named_and_the_rest_picked(
    on_sqlite: str, form: str, column: str, tmp_path: Path
) -> None:
    """The original was sent instead, and nothing was said."""
    add_clean_reference.sync(on_sqlite, WREN, tier="t", clean_image_url="c.png", primary=True)
    kept = pick_scene.sync(on_sqlite, HARBOUR, 1, RULES)
    for name in ("asset_clean_references.asset_id", "assets.id"):
        table, _, cell = name.partition(".")
        if column in (name, "both"):
            its = f"{cell} = '{WREN.hex}'" + (" AND is_primary" if cell == "asset_id" else "")
            statement = f"UPDATE {table} SET {cell} = ? WHERE {its}"
            written_by_hand(on_sqlite, statement, WRITTEN_LATER[form](WREN))
    done = pick_project.sync(on_sqlite, HARBOUR, RULES, on_problem="skip")
    assert [each.tags for each in done.selections] == [("ROOM",)] * 3
    (found,) = done.problems
    assert (found.code, found.asset, found.tag) == ("D615", str(WREN), "WREN")
    wrong = "assets.id" if column == "assets.id" else "asset_clean_references.asset_id"
    assert f"Its clean reference is not found: `{wrong}` must be 32 digits" in found.what
    with pytest.raises(ProblemError, match="D615 The stored picture with the tag `WREN`"):
        pick_project.sync(on_sqlite, HARBOUR, RULES)
    sent = resolve_references.sync(on_sqlite, kept)
    (of_wren,) = [each for each in sent if each.tag == "WREN"]
    with pytest.raises(ProblemError, match=r"D615 .*`WREN`.*Its clean reference is not found"):
        export_film.sync(on_sqlite, tmp_path / "film", HARBOUR)
    if column == "assets.id":
        assert of_wren.sent == "clean"
        return
    assert of_wren.sent == "original"
    assert (of_wren.reason or "").startswith("Its clean reference is not found: `asset_clean")


@pytest.mark.parametrize("form", WRITTEN_LATER)
def test_a_copy_of_a_picture_whose_clean_reference_is_not_found_is_named(
    on_sqlite: str, form: str, tmp_path: Path
) -> None:
    add_clean_reference.sync(on_sqlite, WREN, tier="t", clean_image_url="c.png", primary=True)
    its = f"asset_id = '{WREN.hex}' AND is_primary"
    statement = f"UPDATE asset_clean_references SET asset_id = ? WHERE {its}"
    kept = pick_scene.sync(on_sqlite, FORK, 1, RULES, include="inherited")
    written_by_hand(on_sqlite, statement, WRITTEN_LATER[form](WREN))
    copy = str(COPIES[WREN])
    done = pick_project.sync(on_sqlite, FORK, RULES, include="inherited", on_problem="skip")
    assert {each.asset for each in done.problems} == {str(WREN), copy}
    with pytest.raises(ProblemError) as raised:
        export_film.sync(on_sqlite, tmp_path / "film", FORK, include="inherited")
    assert [each.what for each in raised.value.problems] == [each.what for each in done.problems]
    sent = resolve_references.sync(on_sqlite, kept)
    (of_wren,) = [each for each in sent if each.tag == "WREN"]
    assert (of_wren.asset.id, of_wren.sent) == (copy, "original")
    assert (of_wren.reason or "").startswith("Its clean reference is not found: `asset_clean")
    add_clean_reference.sync(on_sqlite, copy, tier="t", clean_image_url="c.png", primary=True)
    done = pick_project.sync(on_sqlite, FORK, RULES, include="inherited", on_problem="skip")
    assert {each.asset for each in done.problems} == {str(WREN)}


@pytest.mark.parametrize("form", WRITTEN_LATER)
def test_dialogue_that_is_not_found_is_named_with_its_scene_and_the_rest_picked(
    on_sqlite: str, form: str, tmp_path: Path
) -> None:
    """Nobody spoke, for all that was said."""
    its = f"project_id = '{HARBOUR.hex}' AND scene_index = 1"
    statement = f"UPDATE scene_audio_manifests SET project_id = ? WHERE {its}"
    written_by_hand(on_sqlite, statement, WRITTEN_LATER[form](HARBOUR))
    done = pick_project.sync(on_sqlite, HARBOUR, RULES, on_problem="skip")
    assert [each.scene.index for each in done.selections] == [0, 2]
    (found,) = done.problems
    assert (found.code, found.scene) == ("D615", 1)
    assert "`scene_audio_manifests.project_id` must be 32 digits without" in found.what
    calls: list[Callable[[], object]] = [
        lambda: pick_scene.sync(on_sqlite, HARBOUR, 1, RULES),
        lambda: export_film.sync(on_sqlite, tmp_path / "film", HARBOUR),
    ]
    for call in calls:
        with pytest.raises(ProblemError) as raised:
            call()
        assert [each.what for each in raised.value.problems] == [found.what]
    assert len(pick_project.sync(on_sqlite, FORK, RULES).selections) == 3


@pytest.mark.parametrize("form", WRITTEN_LATER)
def test_commands_name_a_scene_and_a_project_in_another_form(
    on_sqlite: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The project had no such scene, or the database no such project."""
    its = f"project_id = '{HARBOUR.hex}' AND scene_index = 1"
    statement = f"UPDATE scene_manifests SET project_id = ? WHERE {its}"
    written_by_hand(on_sqlite, statement, WRITTEN_LATER[form](HARBOUR))
    named = [on_sqlite, "--project", str(HARBOUR)]
    page = ["-o", str(tmp_path / "sheet.html")]
    for line in (
        ["pick", *named, "--scene", "1"],
        ["why", *named, "1"],
        ["sheet", *named, *page],
        ["sheet", *named, *page, "--scene", "1"],
        ["impact", *named, "--from", "default"],
        ["db", "export", on_sqlite, str(tmp_path / "film"), "--project", str(HARBOUR)],
    ):
        assert run(line) == 2, line
        assert "D615: The stored scene 1 cannot be used." in capsys.readouterr().err
    statement = f"UPDATE projects SET id = ? WHERE id = '{HARBOUR.hex}'"
    written_by_hand(on_sqlite, statement, WRITTEN_LATER[form](HARBOUR))
    with pytest.raises(ProblemError) as raised:
        pick_project.sync(on_sqlite, HARBOUR, RULES)
    (found,) = raised.value.problems
    assert found.code == "D615"
    assert found.what.startswith("In the table `projects`, `id` must be 32 digits without hyphens")
    assert found.hint.startswith("Write it so there and in every row that refers to it, or restore")


@pytest.mark.parametrize("type_", ["TEXT", "INTEGER"])
def test_a_primary_mark_of_another_type_is_named_on_postgresql(
    driven_empty_address: str, type_: str
) -> None:
    """PostgreSQL takes no text and no number for a truth value; the message did not say which column."""
    address = driven_empty_address
    engine = make_engine(sync_url(address), writes=True)
    if engine.dialect.name == "sqlite":
        engine.dispose()
        pytest.skip("SQLite takes any type")
    make_whole_pipeline(engine)
    engine.dispose()
    change = "ALTER TABLE asset_clean_references ALTER is_primary TYPE"
    as_written = "::int" if type_ == "INTEGER" else "::text"
    run_in(address, f"{change} {type_} USING is_primary{as_written}")
    if type_ == "TEXT":
        run_in(
            address,
            "UPDATE asset_clean_references SET is_primary = ' YES' WHERE is_primary = 'true'",
        )
    problems: list[Problem] = []

    def refuse(connection: Connection) -> None:
        with pytest.raises(ProblemError) as caught:
            upgrade(connection)
        problems.extend(caught.value.problems)

    on_a_connection(address, refuse)
    (found,) = problems
    what = f"The column `asset_clean_references.is_primary` has the type `{type_}`."
    assert (found.code, found.what) == ("D614", what)
    assert "selector changed nothing." in found.hint
    run_in(address, found.hint.split("`")[-2])
    assert upgrade(sync_url(address)).after
    sent = resolve_references.sync(address, pick_scene.sync(address, HARBOUR, 1, RULES))
    assert {each.sent for each in sent if each.tag == "WREN_FACE"} == {"clean"}
