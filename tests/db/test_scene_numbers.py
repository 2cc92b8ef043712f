"""Scenes keep their keys, their history and their decisions, whatever becomes of the scenes beside them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from selector.db.decisions.history import read_history, recall
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.prune import prune
from selector.db.decisions.record import Recorded, record_film
from selector.db.decisions.replay import replay
from selector.db.films.exporting import export_film
from selector.db.films.importing import Imported, import_film
from selector.db.films.numbers import LAST_KEY, numbered_scenes
from selector.db.films.stored_film import Changes
from selector.db.schema.upgrade import downgrade, upgrade
from selector.db.tables.columns import as_utc
from selector.db.tables.own_tables import DECISIONS
from selector.db.tables.pipeline_tables import SCENES
from selector.engine.pool import AssetPool
from selector.model.problem import ProblemError
from selector.model.scene_number import SceneNumber, likeness
from selector.reading.film import Film
from tests.db import pipeline
from tests.db.films import AGAIN, RULES, film_in
from tests.films import write_film
from tests.long import many


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


class Harbour:
    """A film of JSON Lines that is written anew and kept in the database again and again."""

    def __init__(self, folder: Path, address: str, engine: Engine) -> None:
        self._folder = folder
        self._address = address
        self.engine = engine
        self.project: Any = None

    def film(self, numbers: Sequence[SceneNumber]) -> Film:
        """The film with scenes of these numbers, in this order."""
        scenes = [
            {"scene_index": number, "composition": {"shot_type": "close_up"}, "placements": [WREN]}
            for number in numbers
        ]
        lines = "".join(f"{json.dumps(scene)}\n" for scene in scenes)
        files = {"scenes.jsonl": lines, "film.yaml": "title: Harbour\n"}
        return film_in(write_film(self._folder, files))

    def take(self, *numbers: SceneNumber) -> Imported:
        """Put a film of these scenes into the database."""
        done = import_film.sync(self._address, self.film(numbers))
        self.project = done.project_id
        return done

    def pick(self, *numbers: SceneNumber, only: Sequence[SceneNumber] | None = None) -> Recorded:
        """Pick for a film of these scenes, or for some of them."""
        film = self.film(numbers)
        pool = AssetPool(film.assets)
        wanted = None if only is None else {likeness(number) for number in only}
        results = [
            (manifest, RULES.select(scene, pool))
            for scene, manifest in film.usable_scenes()
            if wanted is None or likeness(scene.index or 0) in wanted
        ]
        done = record_film.sync(self._address, film, results, whole_film=only is None)
        self.project = done.project_id
        return done

    @property
    def keys(self) -> dict[SceneNumber, int]:
        """The key of each scene by its own number, in the order of the film."""
        with self.engine.connect() as connection:
            return {each.number: each.key for each in numbered_scenes(connection, self.project)}

    def state(self, *numbers: SceneNumber) -> dict[SceneNumber, Any]:
        """All that the database has of these scenes: their keys, manifests, picked tags and decisions."""
        keys = self.keys
        return {number: self._state_of(keys[number], number) for number in numbers}

    def _state_of(self, key: int, number: SceneNumber) -> Any:
        found: list[Any] = []
        with self.engine.connect() as connection:
            for table in (SCENES, DECISIONS):
                query = select(table).where(
                    table.c.project_id == self.project, table.c.scene_index == key
                )
                found.append(connection.execute(query).all())
        return *found, read_history.sync(self._address, self.project, number)


WREN = {"asset_tag": "WREN", "role": "subject"}


@pytest.fixture
def harbour(tmp_path: Path, address: str, engine: Engine) -> Harbour:
    return Harbour(tmp_path / "harbour", address, engine)


def test_a_scene_is_kept_under_its_own_number_if_that_is_whole_and_else_above_all_others(
    harbour: Harbour,
) -> None:
    harbour.take(12, "12A", "013", 14, "SH020", 7)
    assert harbour.keys == {12: 12, "12A": 15, "013": 13, 14: 14, "SH020": 16, 7: 7}
    harbour.take("12A", 12, "013", 14, "SH020", 7, 15, -3, 2**40, "12B")
    assert harbour.keys == {
        "12A": 15, 12: 12, "013": 13, 14: 14, "SH020": 16, 7: 7, 15: 17, -3: 18, 2**40: 19, "12B": 20,
    }  # fmt: skip


@pytest.mark.parametrize("numbers", [("SH020", "SH010", "12A"), ("-1",), (2**31, "SH010")])
def test_a_film_without_a_number_that_can_be_a_key_is_kept_under_keys_from_1(
    harbour: Harbour, numbers: tuple[SceneNumber, ...]
) -> None:
    harbour.pick(*numbers)
    assert list(harbour.keys.items()) == [
        (number, key) for key, number in enumerate(numbers, start=1)
    ]
    assert not harbour.take(*numbers).changes


def test_inserting_scenes_changes_no_other_scene(harbour: Harbour) -> None:
    harbour.pick(1, 2, "2A", 3)
    before = harbour.state(1, 2, "2A", 3)
    done = harbour.pick("0A", 1, 2, 9, "2A", "2B", 3)
    assert harbour.state(1, 2, "2A", 3) == before
    assert harbour.keys == {"0A": 10, 1: 1, 2: 2, 9: 9, "2A": 4, "2B": 11, 3: 3}
    assert (done.decisions, done.changes.scenes) == (3, Changes(added=("0A", "9", "2B")))


def test_deleting_scenes_changes_no_other_scene_and_frees_no_key(harbour: Harbour) -> None:
    harbour.pick(1, "1A", 2, 3, "3A")
    before = harbour.state(1, 3)
    gone = harbour.state(2, "1A")
    done = harbour.pick(1, 3)
    assert harbour.state(1, 3) == before
    assert (done.decisions, done.changes.scenes) == (0, Changes(removed=("1A", "2", "3A")))
    assert harbour.keys == {1: 1, 3: 3}
    for number in (2, "1A"):
        [decision] = read_history.sync(harbour.engine, harbour.project, number)
        assert (decision,) == gone[number][2]
        assert recall.sync(harbour.engine, harbour.project, number).decision == decision
    harbour.pick(1, "2A", 3, 4)
    assert harbour.keys == {1: 1, "2A": 6, 3: 3, 4: 7}
    assert [
        each.scene_index for each in read_history.sync(harbour.engine, harbour.project, "2A")
    ] == ["2A"]


def test_a_key_is_never_given_again_also_where_nothing_was_decided(harbour: Harbour) -> None:
    harbour.take(1, 2, 3)
    harbour.take(1)
    harbour.take(1, "1A")
    assert harbour.keys == {1: 1, "1A": 4}


def test_moving_scenes_changes_no_scene(harbour: Harbour) -> None:
    harbour.pick(1, "1A", 2, "SH020")
    before = harbour.state(1, "1A", 2, "SH020")
    done = harbour.pick("SH020", 2, 1, "1A")
    assert list(harbour.keys) == ["SH020", 2, 1, "1A"]
    assert harbour.state(1, "1A", 2, "SH020") == before
    assert (done.decisions, done.changes.scenes) == (0, Changes())


def test_renumbering_a_scene_is_deleting_one_and_adding_one(harbour: Harbour) -> None:
    harbour.pick(11, 12, 13)
    before = harbour.state(11, 13)
    done = harbour.pick(11, "12A", 13)
    assert done.changes.scenes == Changes(added=("12A",), removed=("12",))
    assert harbour.keys == {11: 11, "12A": 14, 13: 13}
    assert harbour.state(11, 13) == before
    assert [
        len(read_history.sync(harbour.engine, harbour.project, number)) for number in (12, "12A")
    ] == [1, 1]


def test_a_scene_that_comes_back_is_the_one_that_it_was(harbour: Harbour) -> None:
    harbour.pick(1, "1A", 2)
    harbour.pick(1)
    harbour.pick(1, "1B", "1A", 2)
    assert harbour.keys == {1: 1, "1B": 4, "1A": 3, 2: 2}
    pick_project.sync(harbour.engine, harbour.project, AGAIN)
    for number in (1, "1A", 2):
        history = read_history.sync(harbour.engine, harbour.project, number)
        assert [each.number for each in history] == [2, 1]


def test_whatever_becomes_of_a_film_no_scene_changes_its_key_and_no_two_ever_share_one(
    harbour: Harbour,
) -> None:
    rng = random.Random(12)
    numbers: list[SceneNumber] = [
        *range(8),
        *(f"{number}A" for number in range(8)),
        "SH020",
        "012",
        -1,
        LAST_KEY,
        2**40,
    ]
    ever: dict[SceneNumber, int] = {}
    for _ in range(many(12, 100)):
        film = rng.sample(numbers, rng.randrange(1, len(numbers)))
        harbour.take(*film)
        keys = harbour.keys
        assert sorted(map(str, keys)) == sorted(map(str, film))
        assert {number: ever[number] for number in film if number in ever} == {
            number: keys[number] for number in film if number in ever
        }
        ever |= keys
        assert len(set(ever.values())) == len(ever)


def test_another_spelling_of_a_whole_number_is_the_same_scene(harbour: Harbour) -> None:
    harbour.pick(1, 2)
    done = harbour.pick(1, "002")
    assert done.changes.scenes == Changes(changed=("002",))
    assert harbour.keys == {1: 1, "002": 2}
    for number in (2, "2", "002", "02"):
        decisions = read_history.sync(harbour.engine, harbour.project, number)
        assert [(each.scene_index, each.scene_key, each.number) for each in decisions] == [
            ("002", 2, 2),
            ("002", 2, 1),
        ]


def test_scenes_that_are_picked_alone_stay_where_they_are_and_new_ones_come_last(
    harbour: Harbour,
) -> None:
    harbour.pick(1, "1A", 2)
    before = harbour.state(1, "1A", 2)
    harbour.pick("0A", 1, "1A", 2, 5, only=["0A", "1A"])
    assert list(harbour.keys.items()) == [(1, 1), ("1A", 3), (2, 2), ("0A", 6)]
    assert harbour.state(1, "1A", 2) == before
    harbour.pick("0A", 1, "1A", 2, 5)
    assert list(harbour.keys.items()) == [("0A", 6), (1, 1), ("1A", 3), (2, 2), (5, 5)]


def test_where_the_last_key_is_given_the_lowest_that_never_was_is_next(harbour: Harbour) -> None:
    harbour.take(1, "1A", LAST_KEY, 2)
    assert harbour.keys == {1: 1, "1A": 3, LAST_KEY: LAST_KEY, 2: 2}
    harbour.take(1, "1A", LAST_KEY, 2, "1B", LAST_KEY + 1)
    assert harbour.keys == {1: 1, "1A": 3, LAST_KEY: LAST_KEY, 2: 2, "1B": 4, LAST_KEY + 1: 5}


def test_more_scenes_than_go_in_one_batch_keep_their_whole_numbers(harbour: Harbour) -> None:
    numbers = [name for number in range(1, 601) for name in (number, f"{number}A")]
    harbour.take(*numbers)
    keys = harbour.keys
    assert list(keys) == numbers
    assert all(keys[number] == number for number in range(1, 601))
    assert [keys[f"{number}A"] for number in range(1, 601)] == list(range(601, 1_201))
    assert not harbour.take(*numbers).changes


def test_a_scene_of_a_film_is_picked_and_asked_for_by_its_own_number(harbour: Harbour) -> None:
    harbour.take(12, "12A", "013", "SH020")
    engine, project = harbour.engine, harbour.project
    assert pick_scene.sync(engine, project, "12A", RULES).scene.index == "12A"
    assert pick_scene.sync(engine, project, 13, RULES).scene.index == "013"
    assert pick_scene.sync(engine, project, Decimal("13.0"), RULES).scene.index == "013"  # type: ignore[call-overload]
    for none in (None, float("nan"), True, "", [13]):
        with pytest.raises(TypeError, match="`scene_index` must be the number of one scene"):
            pick_scene.sync(engine, project, none, RULES)  # type: ignore[arg-type]
    with pytest.raises(ProblemError, match='D610 The project "Harbour" has no scene 14'):
        pick_scene.sync(engine, project, 14, RULES)  # the key of 12A
    done = pick_project.sync(engine, project, RULES, only=["SH020", "12A"])
    assert [selection.scene.index for selection in done.selections] == ["12A", "SH020"]
    done = pick_project.sync(engine, project, RULES, only=lambda number: number == "013")
    assert [selection.scene.index for selection in done.selections] == ["013"]
    assert [each.scene_index for each in read_history.sync(engine, project)] == [
        "12A",
        "013",
        "SH020",
    ]
    assert replay.sync(engine, project, "12A").decisions == 1
    assert replay.sync(engine, project).problems == ()
    assert (
        prune.sync(
            engine, as_utc(read_history.sync(engine, project, "12A")[0].made_at), project
        ).left
        == 3
    )


def test_what_comes_out_is_numbered_as_what_went_in(
    harbour: Harbour, address: str, tmp_path: Path
) -> None:
    numbers: list[SceneNumber] = [12, "12A", "013", "12:30", "7.10", "SH020", " 9 ", 2**50]
    harbour.take(*numbers)
    out = tmp_path / "out"
    export_film.sync(address, out, "Harbour")
    lines = (out / "scenes.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["scene_index"] for line in lines] == numbers
    assert not import_film.sync(address, film_in(out)).changes
    assert export_film.sync(address, out, "Harbour").written == ()


def test_a_scene_of_a_film_and_one_put_beside_it_by_hand_may_have_one_number(
    harbour: Harbour,
) -> None:
    harbour.take(1, "12A")
    with harbour.engine.begin() as connection:
        manifest = {**pipeline.scene(8), "scene_index": "12A"}
        pipeline.insert(
            connection,
            "scene_manifests",
            project_id=harbour.project,
            scene_index=8,
            manifest_json=manifest,
        )
    with pytest.raises(
        ProblemError, match=r"Two scenes have the number 12A\. .* `scene_index` values `2` and `8`"
    ):
        pick_scene.sync(harbour.engine, harbour.project, "12A", RULES)


def test_a_scene_that_somebody_put_into_a_film_by_hand_is_numbered_by_its_key(
    harbour: Harbour,
) -> None:
    harbour.take(1, "1A")
    with harbour.engine.begin() as connection:
        manifest = {**pipeline.scene(8), "scene_index": 8}
        pipeline.insert(
            connection,
            "scene_manifests",
            project_id=harbour.project,
            scene_index=8,
            manifest_json=manifest,
        )
    assert harbour.keys == {1: 1, "1A": 2, 8: 8}
    harbour.take(1, "1A", 8, "8A")
    assert harbour.keys == {1: 1, "1A": 2, 8: 8, "8A": 9}


def test_tables_from_before_know_every_number_as_a_whole_one(
    harbour: Harbour, address: str
) -> None:
    harbour.pick(1, 2, 5)
    harbour.pick(5, 1)
    history = read_history.sync(address, harbour.project)
    downgrade(address, "0002")
    with harbour.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT scene_index, place FROM selector_film_scenes ORDER BY 1")
        ).all()
    assert [tuple(row) for row in rows] == [(1, 1), (5, 0)]
    upgrade(address)
    assert harbour.keys == {5: 5, 1: 1}
    again = read_history.sync(address, harbour.project)
    assert sorted(again, key=lambda each: each.scene_key) == sorted(
        history, key=lambda each: each.scene_key
    )
    assert [each.number for each in read_history.sync(address, harbour.project, 2)] == [1]
    assert replay.sync(address).problems == ()
    harbour.pick(5, 1, "1A", 2)
    assert harbour.keys == {5: 5, 1: 1, "1A": 6, 2: 2}


def test_going_back_keeps_the_scenes_under_their_keys(harbour: Harbour, address: str) -> None:
    harbour.pick(1, "1A")
    downgrade(address, "0002")
    upgrade(address)
    assert list(harbour.keys.values()) == [1, 2]
