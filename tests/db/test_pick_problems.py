"""One row that cannot be used stops a project, or is skipped and named; the scenes not asked for are not even read."""

from __future__ import annotations

import json
import random
import shlex
import sqlite3
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from selector.cli.main import run
from selector.db.connections.addresses import read_url, sqlite_file
from selector.db.connections.engines import make_engine
from selector.db.decisions.history import read_history, recall
from selector.db.decisions.pick import PickedProject, pick_project, pick_scene
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.films.unusable import StoredProblem
from selector.db.models import Asset, SceneManifest
from selector.model.problem import ProblemError
from tests.commands import as_document
from tests.db.conftest import Write
from tests.db.films import HARBOUR, RULES, results
from tests.db.statements import statements_run
from tests.long import many


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table: what is wrong with a row is found out after it was read."""
    return ready_address


@pytest.fixture
def first_written() -> Write:
    return write_five_scenes


def write_five_scenes(address: str) -> object:
    """A film of five scenes."""
    return record_film.sync(address, HARBOUR, results(5, "WREN", "ROOM"))


def edit_scene(engine: Engine, number: int, manifest: str) -> None:
    with engine.begin() as connection:
        cast = "CAST(:it AS json)" if engine.dialect.name == "postgresql" else ":it"
        statement = text(
            f"UPDATE scene_manifests SET manifest_json = {cast} WHERE scene_index = :number"
        )
        connection.execute(statement, {"it": manifest, "number": number})


def edit_asset(engine: Engine, tag: str, **values: object) -> str:
    """Change one picture, if any values are given; gives its id."""
    with Session(engine) as session, session.begin():
        identity = session.scalars(select(Asset.id).where(Asset.manifest_tag == tag)).one()
        if values:
            session.execute(update(Asset).where(Asset.id == identity).values(**values))
        return str(identity)


def scenes_of(done: PickedProject) -> list[int | str | None]:
    """Every scene that was selected or skipped."""
    return [selection.scene.index for selection in done.selections] + [
        each.scene for each in done.problems if each.asset is None
    ]


DEEP = "[" * 3_000 + "]" * 3_000
BROKEN = {
    "{}": "The stored manifest of scene 3 cannot be used. `composition` is missing. `placements` is missing.",
    "[1]": "The manifest of scene 3 is not a JSON object.",
    "null": "The manifest of scene 3 is not a JSON object.",
    json.dumps(json.dumps({"composition": {"shot_type": "wide"}, "placements": []})): (
        "The manifest of scene 3 is not a JSON object."
    ),
    DEEP: "The manifest of scene 3 is not a JSON object.",
    '{"composition": {"shot_type": "wide"}, "placements": [1, 2, 3, 4, 5]}': (
        "The stored manifest of scene 3 cannot be used. "
        "`placements[0]` must be an object with the keys `asset_tag` and `role`, not the number 1. "
        "`placements[1]` must be an object with the keys `asset_tag` and `role`, not the number 2. "
        "`placements[2]` must be an object with the keys `asset_tag` and `role`, not the number 3. And 2 more."
    ),
    '{"composition": {"shot_type": "wide"}, "placements": [{"asset_tag": "\\ud83d", "role": "subject"}]}': (
        "`placements[0].asset_tag` in the manifest of scene 3 contains half of a character (U+D83D)."
    ),
}


@pytest.mark.parametrize("manifest", BROKEN, ids=range(len(BROKEN)))
def test_a_scene_that_cannot_be_used_stops_or_is_skipped(
    address: str, engine: Engine, project: UUID, manifest: str
) -> None:
    edit_scene(engine, 3, manifest)
    with pytest.raises(ProblemError) as caught:
        pick_project.sync(address, project, RULES)
    (found,) = caught.value.problems
    assert (found.code, found.field, found.what) == ("D615", "scene 3", BROKEN[manifest])
    done = pick_project.sync(address, project, RULES, on_problem="skip", by="night job")
    (skipped,) = done.problems
    assert (skipped.scene, skipped.asset, skipped.tag, skipped.what) == (
        3,
        None,
        None,
        BROKEN[manifest],
    )
    assert [selection.scene.index for selection in done.selections] == [1, 2, 4, 5]
    assert done.decisions == 4
    assert {
        past.scene_index for past in read_history.sync(address) if past.asked_by == "night job"
    } == {1, 2, 4, 5}


ASSETS: dict[str, tuple[dict[str, object], str]] = {
    "an empty tag": (
        {"manifest_tag": ""},
        ("The stored picture without a tag (id `{id}`) cannot be used. `manifest_tag` is empty."),
    ),
    "a quality of 85": (
        {"quality_score": 85.0},
        (
            "The stored picture with the tag `WREN_FACE` (id `{id}`) cannot be used. "
            "`quality_score` must be a number from 0 to 10, not 85.0."
        ),
    ),
    "no type, and a quality below 0": (
        {"asset_type": "", "quality_score": -1.0},
        (
            "The stored picture with the tag `WREN_FACE` (id `{id}`) cannot be used. "
            "`asset_type` is empty. "
            "`quality_score` must be a number from 0 to 10, not -1.0."
        ),
    ),
    "half a character": (
        {"user_tags": ["\ud83d"]},
        (
            "The stored picture with the tag `WREN_FACE` (id `{id}`) cannot be used."
            " `user_tags` contains half of a character (U+D83D)."
        ),
    ),
}


@pytest.mark.parametrize("case", ASSETS)
def test_a_picture_that_cannot_be_used_stops_or_is_left_out(
    address: str, engine: Engine, project: UUID, case: str
) -> None:
    values, words = ASSETS[case]
    identity = edit_asset(engine, "WREN_FACE", **values)
    what, tag = words.format(id=identity), values.get("manifest_tag", "WREN_FACE")
    for pick in (
        lambda: pick_project.sync(address, project, RULES),
        lambda: pick_scene.sync(address, project, 1, RULES),
    ):
        with pytest.raises(ProblemError) as caught:
            pick()
        (found,) = caught.value.problems
        assert (found.code, found.field, found.what) == ("D615", f"asset {identity}", what)
    done = pick_project.sync(address, project, RULES, on_problem="skip")
    (left_out,) = done.problems
    assert (left_out.scene, left_out.asset, left_out.tag, left_out.what) == (
        None,
        identity,
        tag,
        what,
    )
    assert [selection.tags for selection in done.selections] == [("WREN", "ROOM")] * 5
    assert {asset.manifest_tag for asset in done.selections[0].pool.assets} == {"WREN", "ROOM"}


def test_of_two_pictures_whose_ids_are_one_in_two_spellings_the_later_is_left_out(
    address: str, engine: Engine, project: UUID
) -> None:
    if engine.dialect.name == "postgresql":
        pytest.skip("an id has one spelling there")
    identity = edit_asset(engine, "WREN")
    with sqlite3.connect(str(sqlite_file(read_url(address)))) as connection:
        connection.execute(
            "UPDATE assets SET id = ? WHERE manifest_tag = 'ROOM'", [identity.upper()]
        )
    with pytest.raises(ProblemError, match="D615 The stored picture with the tag `ROOM`"):
        pick_project.sync(address, project, RULES)
    done = pick_project.sync(address, project, RULES, on_problem="skip")
    (left_out,) = done.problems
    assert (left_out.asset, left_out.tag) == (identity, "ROOM")
    assert left_out.what == (
        f"The stored picture with the tag `ROOM` (id `{identity}`) cannot be used."
        " An earlier picture has the same id."
    )
    assert "ROOM" not in {tag for selection in done.selections for tag in selection.tags}


@pytest.mark.parametrize(
    "column", ["source_asset_id", "quality_score", "is_face_crop", "manifest_tag"]
)
def test_a_cell_that_holds_another_kind_of_value_is_that_pictures_problem(
    address: str, engine: Engine, project: UUID, column: str
) -> None:
    if engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL refuses such a value itself")
    identity = edit_asset(engine, "WREN_FACE", quality_score=9.0)
    with sqlite3.connect(str(sqlite_file(read_url(address)))) as connection:
        connection.execute(f"UPDATE assets SET {column} = X'00ff' WHERE manifest_tag = 'WREN_FACE'")
    connection.close()
    done = pick_project.sync(address, project, RULES, on_problem="skip")
    (left_out,) = done.problems
    assert left_out.asset == identity
    found = ", not bytes."
    if column == "source_asset_id":
        found = ", not `b'\\x00\\xff'`."
    assert f"`{column}` " in left_out.what
    assert found in left_out.what
    assert len(done.selections) == 5


def test_a_scene_that_is_not_asked_for_is_not_read(
    address: str, engine: Engine, project: UUID
) -> None:
    edit_scene(engine, 3, "{}")
    with statements_run() as statements:
        picked = pick_project.sync(address, project, RULES, only=lambda number: number in (1, 4))
    assert [selection.scene.index for selection in picked.selections] == [1, 4]
    for each in statements:
        if "manifest_json" in each.text:
            values = each.values.values() if isinstance(each.values, dict) else each.values
            assert not any(value == 3 for value in values if type(value) is int)
    assert pick_scene.sync(address, project, 4, RULES).tags == ("WREN", "ROOM")
    assert [
        each.scene.index
        for each in pick_project.sync(address, project, RULES, only=[5, 2, 5]).selections
    ] == [
        2,
        5,
    ]
    with pytest.raises(ProblemError, match="D615 The stored manifest of scene 3"):
        pick_project.sync(address, project, RULES, only=[3])


def test_a_number_that_no_scene_has_stops_or_is_named(address: str, project: UUID) -> None:
    with pytest.raises(ProblemError, match='scene 9: D610 The project "Harbour" has no scene 9'):
        pick_project.sync(address, project, RULES, only=[1, 9])
    done = pick_project.sync(address, project, RULES, only=[9, 1, 9], on_problem="skip")
    assert scenes_of(done) == [1, 9]
    assert done.problems == (
        StoredProblem(
            scene=9,
            code="D610",
            what='The project "Harbour" has no scene 9.',
            hint="Check the number.",
        ),
    )


def test_words_that_are_none_are_the_callers_mistake(address: str, project: UUID) -> None:
    with pytest.raises(
        TypeError, match='`on_problem` must be `"raise"` or `"skip"`, not `\'ignore\'`'
    ):
        pick_project.sync(address, project, RULES, on_problem="ignore")  # type: ignore[call-overload]  # the mistake
    with pytest.raises(
        TypeError,
        match=r"`only` must be a list of scene numbers, such as `\[3, 7\]`, .* not `'12'`",
    ):
        pick_project.sync(address, project, RULES, only="12")
    with pytest.raises(TypeError, match=r"not `5`\. For one scene, write .* `only=\[12\]`"):
        pick_project.sync(address, project, RULES, only=5)  # type: ignore[call-overload]  # the mistake
    with pytest.raises(TypeError, match=r"or a function; `1\.5e\+300j` is not a scene number"):
        pick_project.sync(address, project, RULES, only=[3, 1.5e300j])  # type: ignore[list-item]  # the mistake
    huge = 10**5000
    with pytest.raises(TypeError, match="; a value of type int is not a scene number"):
        pick_project.sync(address, project, RULES, only=[huge])
    for ask in (partial(pick_scene.sync, rules=RULES), read_history.sync, recall.sync, replay.sync):
        with pytest.raises(
            TypeError, match=r"the number of one scene, .*, not a value of type int"
        ):
            ask(address, project, scene_index=huge)


@pytest.mark.parametrize("seeds", [many(range(3), range(150))])
def test_every_scene_asked_for_is_selected_or_skipped_and_none_twice(
    address: str, engine: Engine, project: UUID, seeds: range
) -> None:
    """Whatever is wrong with what, by chance."""
    whole = dict(enumerate(manifests_of(engine), 1))
    for seed in seeds:
        chance = random.Random(seed)
        bad = {number: chance.choice(list(BROKEN)) for number in whole if chance.random() < 0.4}
        for number, good in whole.items():
            edit_scene(engine, number, bad.get(number, good))
        quality = chance.choice([9.0, 85.0])
        edit_asset(engine, "WREN_FACE", quality_score=quality)
        asked = chance.sample(range(1, 8), chance.randrange(7)) if chance.random() < 0.7 else None
        done = pick_project.sync(address, project, RULES, only=asked, on_problem="skip")
        numbers = scenes_of(done)
        assert sorted(map(str, numbers)) == sorted(map(str, asked if asked is not None else whole))
        selected = {selection.scene.index for selection in done.selections}
        assert selected == {number for number in numbers if number in whole and number not in bad}
        assert sum(each.asset is not None for each in done.problems) == (quality > 10)


def manifests_of(engine: Engine) -> list[str]:
    with Session(engine) as session:
        rows = session.scalars(
            select(SceneManifest.manifest_json).order_by(SceneManifest.scene_index)
        )
        return [json.dumps(manifest) for manifest in rows]


def test_the_command_names_what_it_skips(
    ready_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record_film.sync(ready_address, HARBOUR, results(4, "WREN", "ROOM"))
    engine = make_engine(ready_address, writes=True)
    edit_scene(engine, 3, "{}")
    edit_asset(engine, "WREN_FACE", quality_score=85.0)
    engine.dispose()
    assert run(["pick", ready_address, "--scene", "1"]) == 2
    assert "The stored picture with the tag `WREN_FACE`" in capsys.readouterr().err
    assert run(["pick", ready_address, "--skip-problems"]) == 1
    out, err = capsys.readouterr()
    assert [line.split("\t")[0] for line in out.splitlines()[1:]] == ["1", "2", "4"]
    assert ": scene 3: error D615: The stored manifest of scene 3 cannot be used" in err
    assert "error D615: The stored picture with the tag `WREN_FACE`" in err
    assert "2 scenes or pictures with problems were skipped." in err
    assert run(["pick", ready_address, "--skip-problems", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["saved"], len(document["scenes"]), len(document["problems"])) == (True, 3, 2)
    engine = make_engine(ready_address, writes=True)
    edit_asset(engine, "WREN_FACE", quality_score=8.5)
    engine.dispose()
    assert run(["pick", ready_address, "--scene", "1,4"]) == 0
    assert run(["pick", ready_address, "--scene", "3", "--skip-problems"]) == 1
    assert run(["pick", "some-folder", "--skip-problems"]) == 2
    assert "`--skip-problems` works only for a project in a database" in capsys.readouterr().err


def test_what_was_picked_without_a_picture_is_explained_without_it(
    ready_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record_film.sync(ready_address, HARBOUR, results(4, "WREN", "ROOM"))
    engine = make_engine(ready_address, writes=True)
    edit_asset(engine, "ROOM", quality_score=85.0)
    edit_scene(engine, 1, "{}")
    engine.dispose()
    assert run(["pick", ready_address, "--skip-problems"]) == 1
    _, _, offered = " ".join(capsys.readouterr().err.split()).partition("Next: `selector ")
    line = shlex.split(offered.partition("`")[0])
    assert "--skip-problems" in line
    line[1] = ready_address
    assert run([each for each in line if each != "--skip-problems"]) == 2
    capsys.readouterr()
    for form in ("text", "json"):
        assert run([*line, "--format", form]) == 1
        out, err = capsys.readouterr()
        assert "error D615: The stored picture with the tag `ROOM`" in err
        assert "scene 1" not in err
        assert "WREN" in out
        assert out.count("room.jpg") == 0
        if form == "json":
            (problem,) = as_document(out, "why")["problems"]
            assert problem["what"].startswith("The stored picture with the tag `ROOM`")
    assert run([*line, "--decision", "last"]) == 2
    assert "Leave `--skip-problems` out" in " ".join(capsys.readouterr().err.split())
    assert run(["why", "some-folder", "3", "--skip-problems"]) == 2
    assert "`--skip-problems` works only for a project in a database" in capsys.readouterr().err
