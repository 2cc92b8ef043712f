"""Arrow in, Arrow out: what `select_many` picks for each film, however the rows are cut into batches."""

from __future__ import annotations

import itertools
import pickle
import subprocess
import sys
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selector import AssetPool, ProblemError, load_rules
from selector.batch import picks_schema, select_batches
from tests.batch.films_in_arrow import manifests_of
from tests.batch.four_films import ASKING, BY_FILM, EXPECTED, FILMS, SCENES, expected, row, rows_of
from tests.long import many


def cut(table: pa.Table, places: list[int]) -> list[pa.RecordBatch]:
    """The rows of a table in batches that begin at some places."""
    bounds = [0, *sorted(places), table.num_rows]
    pieces = [table.slice(a, b - a) for a, b in itertools.pairwise(bounds)]
    return [
        pa.RecordBatch.from_arrays([c.combine_chunks() for c in each.columns], each.column_names)
        for each in pieces
    ]


@settings(max_examples=many(25, 3_000), deadline=None)
@given(st.lists(st.integers(0, SCENES.num_rows), max_size=6))
def test_it_makes_no_difference_where_batches_are_cut(places: list[int]) -> None:
    batches = cut(SCENES, places)
    tables = list(select_batches(batches, BY_FILM, ASKING))
    assert [table.num_rows for table in tables] == [batch.num_rows for batch in batches]
    assert rows_of(tables) == EXPECTED


def test_the_scenes_before_make_a_difference_here() -> None:
    alone = [
        table
        for place in range(SCENES.num_rows)
        for table in select_batches([SCENES.slice(place, 1)], BY_FILM, ASKING)
    ]
    assert rows_of(alone) != EXPECTED


@pytest.mark.parametrize("rules", [load_rules(), load_rules("cinematic")], ids=lambda r: r.name)
def test_rules_that_ask_less_pick_the_same_too(rules: Any) -> None:
    assert rows_of(select_batches(SCENES, BY_FILM, rules)) == expected(rules)


def test_a_table_says_which_rules_picked_and_what_was_missing() -> None:
    rules = load_rules("cinematic")
    table = next(select_batches(SCENES, BY_FILM, rules))
    assert table.schema == picks_schema(rules)
    assert table.schema.metadata[b"selector.digest"] == rules.digest.encode()
    assert table.schema.metadata[b"selector.meaning"] == b"2"
    lost = [row for row in table.to_pylist() if row["missing"]]
    assert lost
    assert all(tag.endswith("_LOST") for row in lost for tag in row["missing"])
    by_default = next(select_batches(SCENES, BY_FILM, load_rules()))
    assert {note for row in by_default.to_pylist() for note in row["notes"]}


def test_it_is_lazy() -> None:
    asked = []

    def batches() -> Any:
        for batch in SCENES.to_batches(4):
            asked.append(batch)
            yield batch

    tables = select_batches(batches(), BY_FILM, ASKING)
    assert not asked
    next(tables)
    assert len(asked) == 1


def test_nothing_comes_after_a_row_that_stopped_everything() -> None:
    """What rules ask about earlier scenes would be answered without those that were lost."""
    rows = SCENES.to_pylist()
    rows[2]["manifest"] = "{"
    batches = pa.Table.from_pylist(rows).to_batches(2)
    tables = select_batches(batches, BY_FILM, ASKING)
    assert next(tables).num_rows == 2
    with pytest.raises(ProblemError, match="row 3"):
        next(tables)
    assert list(tables) == []


def test_a_pool_is_made_once_for_each_film_and_dropped() -> None:
    asked: list[str] = []

    def assets(film: str) -> Any:
        asked.append(film)
        return BY_FILM[film]

    list(select_batches(SCENES.to_batches(3), assets, ASKING))
    assert asked == list(FILMS)


@pytest.mark.parametrize("place", range(9))
def test_a_skipped_scene_is_still_the_scene_before(place: int) -> None:
    """It makes a difference to what is sent after the second scene, and after the fourth."""
    manifests: list[Any] = manifests_of(0, 9)
    manifests[place] = {**manifests[place], "placements": None}
    table = pa.Table.from_pylist([row("salt", each) for each in manifests])
    found = rows_of(select_batches(table.to_batches(2), BY_FILM, ASKING, on_problem="skip"))
    selections = ASKING.select_many(manifests, AssetPool(BY_FILM["salt"]))
    tags: list[Any] = []
    for _ in manifests:
        try:
            tags.append(list(next(selections).tags))
        except ProblemError:
            tags.append(None)
    assert [each["tags"] for each in found] == tags


def test_arguments_of_another_type_are_refused_at_once() -> None:
    with pytest.raises(TypeError, match="Pass `load_rules"):
        select_batches(SCENES, BY_FILM, "cinematic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='must be "raise" or "skip"'):
        select_batches(SCENES, BY_FILM, ASKING, on_problem="stop")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not one asset"):
        select_batches(SCENES, BY_FILM["salt"][0], ASKING)
    for assets in (7, np.float64(7), "assets.parquet", b"assets"):
        with pytest.raises(TypeError, match="must be the assets of all films"):
            select_batches(SCENES, assets, ASKING)  # type: ignore[arg-type]
    used_up = (asset for asset in BY_FILM["salt"])
    assert list(used_up)
    with pytest.raises(ProblemError, match="already been used up"):
        select_batches(SCENES, used_up, ASKING)
    for scenes in (None, 7, np.float64(7), "scenes.parquet"):
        with pytest.raises(TypeError, match="`record_batches` must be Arrow record batches"):
            select_batches(scenes, BY_FILM, ASKING)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="must give Arrow record batches, not `dict`"):
        list(select_batches([{"film": "a"}], BY_FILM, ASKING))


def test_a_schema_needs_rules() -> None:
    nothing: Any = None
    with pytest.raises(TypeError, match=r"^`rules` must be rules, not `None`. Pass `load_rules"):
        picks_schema(nothing)


def test_a_call_can_be_sent_to_another_process() -> None:
    rules, pool = pickle.loads(pickle.dumps((ASKING, AssetPool(BY_FILM["salt"]))))
    found = rows_of(select_batches(SCENES.slice(0, 9), pool, rules))
    assert found == EXPECTED[:9]


def test_without_pyarrow_one_sentence_names_the_extra() -> None:
    program = "import sys; sys.modules['pyarrow'] = None\nimport selector\nselector.load_rules()\nimport selector.batch"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    last = done.stderr.splitlines()[-1]
    assert last == (
        "ImportError: Batches of scenes need pyarrow. Install it with `pip install 'reference-selector[batch]'`."
    )
