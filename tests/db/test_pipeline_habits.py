"""What pipelines do themselves is understood: forks that copy, soft deletion, pools and picks from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd  # type: ignore[import-untyped]  # it has no types of its own
import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from selector import (
    AssetPool,
    FilmSoFar,
    keep_selection,
    load_rules,
    pick_project,
    pick_scene,
    record_sent,
)
from selector.cli.arguments.database_films import INCLUDE_OPTION
from selector.cli.main import run
from selector.db.decisions.history import read_history, recall
from selector.db.decisions.prune import prune
from selector.db.decisions.replay import replay
from selector.db.decisions.sending import read_sent
from selector.db.films.exporting import export_film
from selector.db.models import Asset, SceneManifest
from selector.db.references.clean import (
    add_clean_reference,
    demote_clean_reference,
    get_primary_clean_reference,
)
from selector.db.references.resolve import resolve_film, resolve_references
from selector.db.tables.marked_rows import MARKS
from selector.engine.selection import Selection
from selector.model.problem import ProblemError
from tests.commands import called
from tests.db.films import rules_of
from tests.db.pipeline import insert
from tests.db.statements import statements_run
from tests.db.whole_pipeline import (
    BOAT,
    COLLECTION,
    COPIES,
    DELETED,
    FACE,
    FORK,
    HARBOUR,
    NOW,
    ROOM,
    WREN,
    add_asset,
    add_clean,
)

RULES = load_rules()


@pytest.fixture
def address(driven_pipeline_address: str) -> str:
    """A pipeline's own database, through each driver."""
    return driven_pipeline_address


@pytest.fixture
def pipeline(address: str) -> str:
    return address


def sent(address: str, selections: tuple[Selection, ...]) -> list[tuple[tuple[str, str], ...]]:
    """What goes with each scene: ids, and whether the clean reference goes."""
    film = resolve_film.sync(address, selections)
    return [tuple((each.asset.id, each.sent) for each in scene) for scene in film]


CLEAN = ((str(FACE), "clean"), (str(WREN), "original"), (str(ROOM), "clean"))


def test_a_fork_sends_what_was_sent_before_it(pipeline: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE assets SET is_inherited = NULL WHERE NOT is_inherited"))
        connection.execute(text("DELETE FROM assets WHERE is_inherited"))
    before = pick_project.sync(pipeline, HARBOUR, RULES)
    assert sent(pipeline, before.selections) == [CLEAN] * 3
    with engine.begin() as connection:
        for original, copy in COPIES.items():
            add_asset(
                connection,
                copy,
                {WREN: "WREN", FACE: "WREN_FACE", ROOM: "ROOM"}[original],
                quality_score=9.9,
                is_inherited=True,
            )
    again = pick_project.sync(pipeline, HARBOUR, RULES)
    assert again.decisions == 0
    for project in (HARBOUR, FORK):
        assert sent(pipeline, pick_project.sync(pipeline, project, RULES).selections) == [CLEAN] * 3
        assert pick_scene.sync(pipeline, project, 1, RULES).assets[0].id == str(FACE)


def test_inherited_pictures_are_picked_if_they_are_asked_for(pipeline: str) -> None:
    done = pick_project.sync(pipeline, FORK, RULES, include="inherited")
    assert {asset.id for asset in done.selections[0].pool.assets} >= set(map(str, COPIES.values()))
    scene = pick_scene.sync(pipeline, FORK, 1, RULES, include=["inherited"])
    assert scene.assets == done.selections[1].assets


def test_copies_cost_as_many_queries_for_a_film_as_for_a_scene(pipeline: str) -> None:
    def asked(*, only: list[int] | None) -> tuple[int, int]:
        with statements_run() as of_pick:
            done = pick_project.sync(
                pipeline, FORK, RULES, only=only, include="inherited", record=False
            )
        with statements_run() as of_sending:
            resolve_film.sync(pipeline, done.selections)
        return len(of_pick), len(of_sending)

    assert asked(only=None) == asked(only=[1])


@pytest.mark.parametrize(
    "form",
    [
        str,
        lambda it: it.hex.upper(),
        lambda it: str(it).upper(),
        "{{{}}}".format,
        lambda it: it.bytes,
    ],
)
def test_a_picture_whose_id_was_written_in_another_form_is_not_taken_for_deleted(
    pipeline: str, engine: Engine, form: Callable[[UUID], object]
) -> None:
    """As SQLite lets a pipeline do that writes its rows by hand."""
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            values = {"other": form(BOAT), "it": BOAT.hex}
            moved = "UPDATE assets SET id = :other, asset_type = 'ENVIRONMENT' WHERE id = :it"
            connection.execute(text(moved), values)
            boat = (
                "UPDATE scene_manifests SET manifest_json = replace(manifest_json, 'ROOM', 'BOAT')"
            )
            connection.execute(text(boat))
    picked = pick_scene.sync(pipeline, HARBOUR, 1, RULES)
    for each in resolve_references.sync(pipeline, picked):
        assert (each.problem, each.sent == "nothing") == (None, False)
    assert str(BOAT) in {asset.id for asset in picked.assets} or engine.dialect.name != "sqlite"


def written(engine: Engine, identity: UUID) -> UUID | str:
    """An id as a statement takes it."""
    return identity if engine.dialect.name == "postgresql" else identity.hex


def clean_tiers(address: str, selection: Selection) -> dict[str, str | None]:
    """Which clean reference goes with a scene for each picture that is sent."""
    found = {}
    for each in resolve_references.sync(address, selection):
        tier = None if each.clean_reference is None else each.clean_reference.tier
        found[str(each.asset.id)] = tier
        primary = get_primary_clean_reference.sync(address, each.asset.id)
        assert (primary and primary.tier) == tier
        told = each.asset.clean_reference
        assert (told and told.clean_image_url) == (each.url if each.sent == "clean" else None)
    return found


def test_a_copy_sends_the_clean_reference_of_the_picture_it_was_copied_from(
    pipeline: str, engine: Engine
) -> None:
    wren, face, room = (str(COPIES[each]) for each in (WREN, FACE, ROOM))
    with engine.begin() as connection:
        connection.execute(text("UPDATE assets SET quality_score = 9.9 WHERE is_inherited"))

    def tiers() -> dict[str, str | None]:
        picked = pick_scene.sync(pipeline, FORK, 1, RULES, include="inherited")
        return clean_tiers(pipeline, picked)

    assert tiers() == {face: "tier3_gemini", wren: None, room: "tier2_rembg"}
    again = UUID(int=0x03F)  # a fork of the fork: what it copied is a copy
    with engine.begin() as connection:
        values = {"asset_type": "ENVIRONMENT", "quality_score": 9.99, "is_inherited": True}
        add_asset(connection, again, "ROOM", inherited_from_asset=COPIES[ROOM], **values)
    assert tiers()[str(again)] == "tier2_rembg"

    def cleaned(asset: UUID, tier: str) -> UUID:
        made = add_clean_reference.sync(
            pipeline, asset, tier=tier, clean_image_url=f"{tier}.png", primary=True
        )
        return made.id

    own = cleaned(COPIES[ROOM], "own")
    assert tiers()[str(again)] == "own"
    cleaned(ROOM, "newer")
    assert tiers()[str(again)] == "own"
    demote_clean_reference.sync(pipeline, own)
    assert tiers()[str(again)] == "newer"


def test_a_copy_with_a_clean_reference_of_its_own_sends_that(pipeline: str, engine: Engine) -> None:
    room = COPIES[ROOM]
    with engine.begin() as connection:
        connection.execute(text("UPDATE assets SET quality_score = 9.9 WHERE is_inherited"))
    add_clean_reference.sync(pipeline, room, tier="own", clean_image_url="own.png", primary=True)
    picked = pick_scene.sync(pipeline, FORK, 1, RULES, include="inherited")
    assert clean_tiers(pipeline, picked)[str(room)] == "own"


def test_copies_are_exported_with_the_clean_references_that_they_send(
    pipeline: str, tmp_path: Path
) -> None:
    export_film.sync(pipeline, tmp_path, FORK, include="inherited")
    entries = json.loads((tmp_path / "assets.json").read_text())
    cleaned = {entry["id"]: entry.get("clean_reference") for entry in entries}
    for original, copy in COPIES.items():
        assert cleaned[str(copy)] == cleaned[str(original)]
    assert cleaned[str(COPIES[FACE])] is not None


def test_a_copy_without_a_picture_of_its_own_is_usable_as_its_origin_is(
    pipeline: str, engine: Engine
) -> None:
    """In another collection than its origin, as a fork with a collection of its own has it."""
    other = UUID(int=0xB2)
    with engine.begin() as connection:
        insert(connection, "manifests", id=other, name="Fork", category="CUSTOM", status="READY", asset_count=3,
               total_processing_cost=0.0, times_used=0, version=1, created_at=NOW, updated_at=NOW)  # fmt: skip
        connection.execute(
            text(
                "UPDATE assets SET manifest_id = :other, reference_image_url = NULL WHERE is_inherited"
            ),
            {"other": written(engine, other)},
        )
        connection.execute(
            text("UPDATE projects SET manifest_id = :other WHERE title = 'Harbour, forked'"),
            {"other": written(engine, other)},
        )
    scene = pick_scene.sync(pipeline, FORK, 1, RULES, include="inherited")
    face, room = str(COPIES[FACE]), str(COPIES[ROOM])
    assert clean_tiers(pipeline, scene) == {face: "tier3_gemini", room: "tier2_rembg"}


@pytest.mark.parametrize("wrong", ["itself", "circle", "nobody"])
def test_a_copy_of_nothing_sends_its_own_picture(pipeline: str, engine: Engine, wrong: str) -> None:
    wren, face = COPIES[WREN], COPIES[FACE]
    lines = {
        "itself": {face: face},
        "circle": {face: wren, wren: face},
        "nobody": {face: UUID(int=9)},
    }
    with engine.begin() as connection:
        connection.execute(text("UPDATE assets SET quality_score = 9.9 WHERE is_inherited"))
        for copy, origin in lines[wrong].items():
            connection.execute(
                text("UPDATE assets SET inherited_from_asset = :origin WHERE id = :copy"),
                {"origin": written(engine, origin), "copy": written(engine, copy)},
            )
    scene = pick_scene.sync(pipeline, FORK, 1, RULES, include="inherited")
    assert clean_tiers(pipeline, scene)[str(face)] is None


def test_a_picture_that_is_no_copy_sends_its_own_whatever_it_names(
    pipeline: str, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE assets SET inherited_from_asset = :face WHERE id = :wren"),
            {"face": written(engine, FACE), "wren": written(engine, WREN)},
        )
    scene = pick_scene.sync(pipeline, HARBOUR, 1, RULES)
    assert clean_tiers(pipeline, scene)[str(WREN)] is None


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("Nowhere", "Check the name, or have the pipeline add the project."),
        (UUID(int=9), "Check the id, or have the pipeline add the project."),
    ],
)
def test_a_pipelines_project_that_is_not_there_is_not_to_be_stored_as_a_film(
    pipeline: str, wanted: UUID | str, hint: str
) -> None:
    with pytest.raises(ProblemError) as refused:
        pick_project.sync(pipeline, wanted, RULES)
    (told,) = refused.value.problems
    assert told.hint == hint


def test_a_deleted_project_is_found_only_if_it_is_asked_for(pipeline: str, engine: Engine) -> None:
    assert pick_project.sync(pipeline, "Harbour", RULES).project_id == HARBOUR
    for wanted in (DELETED, str(DELETED)):
        with pytest.raises(ProblemError, match=r"D610 The project .* is deleted: its `deleted_at`"):
            pick_project.sync(pipeline, wanted, RULES)
        assert pick_project.sync(pipeline, wanted, RULES, include="deleted").decisions in (0, 3)
    # A project that is there goes before a deleted one of its title, also where both are wanted.
    both = pick_project.sync(pipeline, "Harbour", RULES, include="deleted", record=False)
    assert both.project_id == HARBOUR
    assert {past.scene_index for past in read_history.sync(pipeline, DELETED)} == {0, 1, 2}
    with engine.begin() as connection:
        connection.execute(text("UPDATE projects SET deleted_at = '2026-11-21 08:00:00'"))
    with pytest.raises(ProblemError, match=r"Such projects exist, but are deleted: .* and "):
        pick_project.sync(pipeline, "Harbour", RULES)
    assert read_history.sync(pipeline, HARBOUR, 1)
    with engine.begin() as connection:
        connection.execute(text("UPDATE projects SET deleted_at = NULL WHERE title <> 'Harbour'"))
    assert pick_project.sync(pipeline, None, RULES).project_id == FORK


def test_a_deleted_project_is_recorded_and_exported_only_if_it_is_asked_for(
    pipeline: str, tmp_path: Path
) -> None:
    selection = pick_scene.sync(pipeline, DELETED, 1, RULES, include="deleted")
    references = resolve_references.sync(pipeline, selection)
    folder = tmp_path / "film"
    calls: tuple[Callable[..., object], ...] = (
        lambda **named: keep_selection.sync(pipeline, DELETED, selection, **named),
        lambda **named: record_sent.sync(pipeline, DELETED, 1, references, **named),
        lambda **named: export_film.sync(pipeline, folder, DELETED, **named),
    )
    for call in calls:
        with pytest.raises(ProblemError, match=r"D610 The project .* is deleted"):
            call()
        call(include="deleted")
    assert (folder / "assets.json").exists()


def test_what_is_on_record_of_a_deleted_project_can_always_be_read(pipeline: str) -> None:
    selection = pick_scene.sync(pipeline, DELETED, 1, RULES, include="deleted")
    sent = resolve_references.sync(pipeline, selection)
    record_sent.sync(pipeline, DELETED, 1, sent, include="deleted")
    assert recall.sync(pipeline, DELETED, 1).decision.tags == selection.tags
    assert replay.sync(pipeline, DELETED).decisions == 1
    assert len(read_sent.sync(pipeline, DELETED, 1)) == 1
    assert prune.sync(pipeline, datetime.now(UTC), DELETED).left == 1


def test_what_is_included_is_named_rightly(pipeline: str) -> None:
    with pytest.raises(TypeError, match=r"`deleted` and `inherited`, not `'inherit'`\. Did you"):
        pick_project.sync(pipeline, HARBOUR, RULES, include="inherit")  # type: ignore[arg-type]  # the mistake
    assert tuple(INCLUDE_OPTION(lambda: None).__click_params__[0].type.choices) == MARKS  # type: ignore[attr-defined]  # click's own


def test_the_commands_leave_out_what_pipelines_leave_out(
    pipeline: str, engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pick", pipeline, "--project", str(DELETED)]) == 2
    assert "with `--include deleted`" in capsys.readouterr().err
    assert run(["pick", pipeline, "--project", str(DELETED), "--include", "deleted"]) == 0
    assert run(["why", pipeline, "1", str(COPIES[FACE]), "--project", str(HARBOUR)]) != 0
    capsys.readouterr()
    ask = ["why", pipeline, "1", str(COPIES[FACE]), "--project", str(HARBOUR)]
    assert run([*ask, "--include", "inherited"]) == 0
    assert "WREN_FACE" in capsys.readouterr().out
    folder = tmp_path / "film"
    export_film.sync(pipeline, folder, HARBOUR)
    assert str(COPIES[FACE]) not in (folder / "assets.json").read_text()


def test_a_check_looks_at_inherited_pictures_where_they_are_asked_for(
    pipeline: str, engine: Engine
) -> None:
    with engine.begin() as connection:
        add_asset(connection, UUID(int=0xB0), "BUOY", is_inherited=True)
    line = ["check", pipeline, "--project", str(HARBOUR)]
    unused = "No scene uses this picture: its tag `BUOY` is never placed."
    assert unused not in called(line).err
    assert unused in called([*line, "--include", "inherited"]).err


def test_where_nobody_marks_rows_nothing_changes(pipeline: str, engine: Engine) -> None:
    done = pick_project.sync(pipeline, HARBOUR, RULES)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM assets WHERE is_inherited"))
        connection.execute(text("DELETE FROM selector_decisions"))
        connection.execute(text("ALTER TABLE assets DROP COLUMN is_inherited"))
        connection.execute(text("ALTER TABLE projects DROP COLUMN deleted_at"))
    again = pick_project.sync(pipeline, HARBOUR, RULES, include=["deleted", "inherited"])
    assert [each.tags for each in again.selections] == [each.tags for each in done.selections]
    with pytest.raises(ProblemError, match="Several projects are called"):
        pick_project.sync(pipeline, "Harbour", RULES)


@pytest.mark.parametrize(
    "mark", ["1", "1.0", "true", "TRUE", "0", "0.0", "false", "f", "No", "n", "off", "", None]
)
def test_marks_that_are_texts_are_read(address: str, engine: Engine, mark: str | None) -> None:
    """A column that somebody added as text, in either kind of database."""
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE assets DROP COLUMN is_inherited"))
        connection.execute(text("ALTER TABLE assets ADD COLUMN is_inherited TEXT"))
        statement = text("UPDATE assets SET is_inherited = :mark WHERE manifest_tag = 'WREN_FACE'")
        connection.execute(statement, {"mark": mark})
    tags = pick_scene.sync(address, FORK, 0, RULES).tags
    assert ("WREN_FACE" in tags) == (mark not in ("1", "1.0", "true", "TRUE"))


class Picture(SimpleNamespace):
    """A caller's own picture."""


OWN: list[Any] = [
    Picture(manifest_tag="WREN", asset_type="CHARACTER", reference_image_url="mine.png"),
    {"manifest_tag": "ROOM", "asset_type": "ENVIRONMENT", "id": 5, "quality_score": None},
]


@pytest.mark.parametrize("form", ["list", "pool", "generator"])
def test_the_callers_own_pictures_are_picked_and_recorded(
    pipeline: str, engine: Engine, form: str
) -> None:
    def own() -> object:
        return {"list": OWN, "pool": AssetPool(OWN), "generator": iter(OWN)}[form]

    one = pick_scene.sync(pipeline, HARBOUR, 1, RULES, pool=own(), by="mine")  # type: ignore[call-overload]  # any of three
    assert one.assets[0] is OWN[0]
    assert one.assets[1] is OWN[1]
    done = pick_project.sync(pipeline, HARBOUR, RULES, pool=own(), by="mine")  # type: ignore[call-overload]  # as above
    assert [each.tags for each in done.selections] == [("WREN", "ROOM")] * 3
    assert done.decisions == 2
    assert replay.sync(pipeline, HARBOUR).problems == ()
    newest = read_history.sync(pipeline, HARBOUR, 1)[0]
    assert (newest.asked_by, newest.tags) == ("mine", ("WREN", "ROOM"))
    with Session(engine) as session:
        row = session.get_one(SceneManifest, (HARBOUR, 2))
        assert row.selected_reference_tags == ["WREN", "ROOM"]


def test_the_rows_of_the_callers_session_are_a_pool(pipeline: str, engine: Engine) -> None:
    with Session(engine) as session:
        rows = session.scalars(select(Asset).where(Asset.manifest_id == COLLECTION)).all()
        session.expire_all()
        selection = pick_scene.sync(session, HARBOUR, 1, RULES, pool=rows)
        assert set(selection.assets) <= set(rows)
        session.commit()
    assert replay.sync(pipeline, HARBOUR).problems == ()


def test_a_picture_of_the_caller_that_cannot_be_used_stops_or_is_left_out(pipeline: str) -> None:
    bad = {"id": "x7", "manifest_tag": "GULL", "asset_type": "PROP", "quality_score": 85}
    with pytest.raises(ProblemError, match=r"assets\[2\]\.quality_score"):
        pick_project.sync(pipeline, HARBOUR, RULES, pool=[*OWN, bad])
    done = pick_project.sync(pipeline, HARBOUR, RULES, pool=[*OWN, bad], on_problem="skip")
    (problem,) = done.problems
    assert (problem.asset, problem.tag) == ("x7", "GULL")
    assert problem.what == (
        "The picture with the tag `GULL` (id `x7`) cannot be used. "
        "`quality_score` must be a number from 0 to 10, not 85."
    )
    assert [each.tags for each in done.selections] == [("WREN", "ROOM")] * 3


def test_of_two_pictures_of_the_caller_with_one_id_the_later_is_left_out(pipeline: str) -> None:
    """As of a batch: also after one that is wrong itself. The same object may be there twice."""
    gull: dict[str, Any] = {"manifest_tag": "GULL", "asset_type": "PROP"}
    five = {**gull, "id": "5"}
    bad = {**gull, "id": "x7", "quality_score": 85}
    both = {**gull, "id": "x7", "asset_type": ""}
    pool = [*OWN, five, *OWN, bad, both]
    with pytest.raises(ProblemError, match=r"`assets\[2\]` and `assets\[1\]` have the same id"):
        pick_project.sync(pipeline, HARBOUR, RULES, pool=pool)
    done = pick_project.sync(pipeline, HARBOUR, RULES, pool=pool, on_problem="skip")
    of_five, of_bad, of_both = done.problems
    assert of_five.what == (
        "The picture with the tag `GULL` (id `5`) cannot be used."
        " An earlier picture has the same id."
    )
    assert of_five.hint == "Give each picture an id of its own."
    assert "id" not in of_bad.what.partition("cannot be used.")[2]
    assert of_both.what.endswith("`asset_type` is empty. An earlier picture has the same id.")
    assert of_both.hint.startswith("Write")
    assert [each.tags for each in done.selections] == [("WREN", "ROOM")] * 3


@pytest.mark.parametrize("on_problem", ["raise", "skip"])
def test_what_is_no_list_of_pictures_is_never_skipped(pipeline: str, on_problem: Any) -> None:
    """Skipping every column of a frame would leave a pool without pictures, and pick nothing."""
    others: list[Any] = [np.float64(3), OWN[0], "pool", 3]
    for other in others:
        with pytest.raises(TypeError, match="must be an `AssetPool` or a list of assets"):
            pick_scene.sync(pipeline, HARBOUR, 1, RULES, pool=other, on_problem=on_problem)
    frame: Any = pd.DataFrame(OWN[1:])
    with pytest.raises(ProblemError, match="yields its columns, not its rows"):
        pick_scene.sync(pipeline, HARBOUR, 1, RULES, pool=frame, on_problem=on_problem)
    with pytest.raises(ProblemError, match="itself an asset"):
        pick_scene.sync(pipeline, HARBOUR, 1, RULES, pool=frame.iloc[0], on_problem=on_problem)
    used_up = (picture for picture in OWN)
    assert list(used_up)
    with pytest.raises(ProblemError, match="already been used up"):
        pick_project.sync(pipeline, HARBOUR, RULES, pool=used_up, on_problem=on_problem)
    by_number = {1: "the harbour"}
    assert len(pick_project.sync(pipeline, HARBOUR, RULES, only=by_number).selections) == 1
    only: Any = np.int64(3)
    with pytest.raises(TypeError, match="`only` must be a list of scene numbers"):
        pick_project.sync(pipeline, HARBOUR, RULES, only=only, on_problem=on_problem)


MANIFEST = {
    "composition": {"shot_type": "close_up"},
    "placements": [{"asset_tag": "WREN", "role": "subject", "position": "left"}],
}


def test_a_selection_made_elsewhere_is_kept_and_replayed(pipeline: str, engine: Engine) -> None:
    selection = RULES.select({**MANIFEST, "scene_index": 2}, OWN)
    kept = keep_selection.sync(pipeline, HARBOUR, selection, by="elsewhere")
    assert (kept.number, kept.is_new) == (1, True)
    again = keep_selection.sync(pipeline, "Harbour", selection, by="elsewhere")
    assert (again.number, again.is_new) == (1, False)
    stored = recall.sync(pipeline, HARBOUR, 2)
    assert (stored.decision.asked_by, stored.decision.tags) == ("elsewhere", ("WREN",))
    assert stored.selection is not None
    assert replay.sync(pipeline, HARBOUR).problems == ()
    with Session(engine) as session:
        row = session.get_one(SceneManifest, (HARBOUR, 2))
        assert row.selected_reference_tags == ["WREN"]
    unnumbered = RULES.select(MANIFEST, OWN)
    assert keep_selection.sync(pipeline, HARBOUR, unnumbered, scene_index=0).is_new
    with pytest.raises(TypeError, match="the selection's scene has no number: give `scene_index`"):
        keep_selection.sync(pipeline, HARBOUR, unnumbered)
    with pytest.raises(ProblemError, match='D610 The project "Harbour" has no scene 9'):
        keep_selection.sync(pipeline, HARBOUR, unnumbered, scene_index=9)
    with pytest.raises(TypeError, match="`selection` must be a `Selection`, not"):
        keep_selection.sync(pipeline, HARBOUR, ["WREN"])  # type: ignore[arg-type]  # the mistake


def test_texts_that_no_database_stores_are_kept_as_they_are(pipeline: str) -> None:
    odd = {"manifest_tag": "WREN", "asset_type": "CHARACTER", "name": "W\0ren \ud83d", "id": 2**70}
    selection = RULES.select({**MANIFEST, "scene_index": 1}, [odd])
    assert keep_selection.sync(pipeline, HARBOUR, selection).is_new
    assert replay.sync(pipeline, HARBOUR).problems == ()


def test_a_film_that_remembers_is_kept_scene_by_scene(pipeline: str) -> None:
    """What the rules asked of the scenes before is part of the decision."""
    rules = rules_of(
        "language: 1\nname: first\nversion: '1'\nshots:\n  default:\n    priorities:\n"
        "      - {name: new, first_appearance: true, because: meet them}\n"
    )
    first = rules.select({**MANIFEST, "scene_index": 0}, OWN, earlier=FilmSoFar())
    second = rules.select({**MANIFEST, "scene_index": 1}, OWN, earlier=first.film_so_far)
    assert (first.tags, second.tags) == (("WREN",), ())
    for selection in (first, second):
        keep_selection.sync(pipeline, HARBOUR, selection)
    assert replay.sync(pipeline, HARBOUR).problems == ()
    assert recall.sync(pipeline, HARBOUR, 1).decision.tags == ()


def test_other_is_a_type_outside_the_vocabulary_and_never_stops(
    pipeline: str, engine: Engine
) -> None:
    with engine.begin() as connection:
        add_asset(connection, UUID(int=0xC9), "RAIN", asset_type="other")
    done = pick_project.sync(pipeline, HARBOUR, RULES)
    assert done.problems == ()
    assert len(done.selections) == 3
    kinds = {note.kind for note in done.selections[0].notes}
    assert kinds <= {"unknown_asset_type"}
    pool = done.selections[0].pool
    placed = RULES.select(
        {
            **MANIFEST,
            "placements": [{"asset_tag": "RAIN", "role": "subject", "position": "left"}],
        },
        pool,
    )
    assert placed.tags == ("RAIN",)
    assert {note.kind for note in placed.notes} == {"unknown_asset_type"}


def test_a_clean_reference_made_after_the_fork_goes_with_both(
    pipeline: str, engine: Engine
) -> None:
    with engine.begin() as connection:
        add_clean(connection, UUID(int=0xE1), FACE, "tier4_hand", primary=True, day=9)
    done = pick_project.sync(pipeline, FORK, RULES)
    film = resolve_film.sync(pipeline, done.selections)
    assert [scene[0].url for scene in film] == [f"clean/tier4_hand-{FACE.int:x}.png"] * 3
