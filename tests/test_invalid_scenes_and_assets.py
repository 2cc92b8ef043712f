"""Every problem of scene manifests and of pools, once: a case is a JSON file with its words beside it.

The flag of `tests.expected` writes the words anew.
"""

from __future__ import annotations

import json
import sqlite3
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.engine.unreadable import ATTRIBUTES
from selector.model.film_so_far import FilmSoFar
from selector.model.problem import ProblemError
from selector.reporting.words import picture_of
from tests.expected import expect_problems
from tests.films import expanded

INVALID = Path(__file__).parent / "invalid"
MANIFESTS = sorted((INVALID / "manifests").glob("*.json"))
POOLS = sorted((INVALID / "pools").glob("*.json"))
FILMS_SO_FAR = sorted((INVALID / "films-so-far").glob("*.json"))


@pytest.mark.parametrize("case", MANIFESTS, ids=lambda path: path.stem)
def test_a_broken_manifest_is_told_what_is_wrong_with_it(case: Path) -> None:
    with pytest.raises(ProblemError) as refused:
        read_manifest(expanded(case.read_bytes()))
    expect_problems(refused.value.problems, case.with_suffix(".problems.txt"))


@pytest.mark.parametrize("case", POOLS, ids=lambda path: path.stem)
def test_a_broken_pool_is_told_what_is_wrong_with_it(case: Path) -> None:
    with pytest.raises(ProblemError) as refused:
        AssetPool(json.loads(case.read_text("utf-8")))
    expect_problems(refused.value.problems, case.with_suffix(".problems.txt"))


@pytest.mark.parametrize("case", FILMS_SO_FAR, ids=lambda path: path.stem)
def test_a_text_that_is_not_a_film_so_far_is_refused(case: Path) -> None:
    with pytest.raises(ProblemError) as refused:
        FilmSoFar.from_json(expanded(case.read_bytes()))
    expect_problems(refused.value.problems, case.with_suffix(".problems.txt"))


@pytest.mark.parametrize(
    "cases",
    [MANIFESTS, POOLS, FILMS_SO_FAR],
    ids=["manifests", "pools", "films so far"],
)
def test_no_two_cases_say_the_same(cases: list[Path]) -> None:
    said = [b"".join(map(bytes.strip, case.read_bytes().splitlines())) for case in cases]
    assert len(set(said)) == len(said)


def test_an_asset_that_answers_otherwise_by_attribute_than_by_key_is_read_by_attribute_and_told_of() -> (
    None
):
    class Halfway(dict[str, str]):
        manifest_tag = "WREN"

    with pytest.raises(ProblemError) as caught:
        AssetPool([Halfway(manifest_tag="WREN", asset_type="character")])
    assert [problem.field for problem in caught.value.problems] == ["assets[0].asset_type"]


def told(*assets: Any) -> list[tuple[str, str, str]]:
    """What is wrong with these assets: each code, field and what."""
    with pytest.raises(ProblemError) as caught:
        AssetPool(assets)
    return [(problem.code, problem.field, problem.what) for problem in caught.value.problems]


GOOD = {"manifest_tag": "WREN", "asset_type": "character"}


@pytest.mark.parametrize("attribute", list(ATTRIBUTES))
@pytest.mark.parametrize("kind", [property, cached_property, "of its own"])
def test_an_error_inside_an_assets_own_property_is_told_and_not_taken_for_a_gap(
    attribute: str, kind: Any
) -> None:
    def broken(_: object) -> float:
        return None.score  # type: ignore[attr-defined,no-any-return]  # the mistake

    class Descriptor:
        def __get__(self, *_: object) -> float:
            return broken(self)

    values: dict[str, Any] = {
        **GOOD,
        attribute: Descriptor() if kind == "of its own" else kind(broken),
    }
    made = type("Computed", (), values)
    if kind is cached_property:
        values[attribute].__set_name__(made, attribute)
    what = "the asset's own property raised `AttributeError`: 'NoneType' object has no attribute 'score'."
    path = f"assets[1].{attribute}"
    assert told(GOOD, made()) == [("A502", path, f"`{path}` cannot be read: {what}")]


def test_an_error_inside_the_property_of_a_clean_reference_is_told_once() -> None:
    class Broken:
        manifest_tag, asset_type = "WREN", "character"

        @property
        def clean_reference(self) -> Any:
            raise AttributeError("it is not loaded")

    path = "assets[0].clean_reference"
    assert [(field, path in what) for _, field, what in told(Broken())] == [(path, True)]


def test_what_was_found_is_not_read_again() -> None:
    class Once:
        manifest_tag, asset_type = "WREN", "character"
        names = iter(["Wren"])

        @property
        def name(self) -> str:
            for name in self.names:
                return name
            raise AttributeError("it was read before")

        @property
        def quality_score(self) -> None:
            return None

    assert AssetPool([Once()]).rows[0].name == "Wren"


def test_what_an_asset_only_lacks_is_no_error() -> None:
    class Slotted:
        __slots__ = ("asset_type", "id", "manifest_tag", "name", "quality_score")

    class Answering:
        manifest_tag, asset_type = "WREN", "character"

        @property
        def quality_score(self) -> None:
            return None

        @property
        def is_face_crop(self) -> bool:
            return False

        def __getattr__(self, name: str) -> None:
            raise AttributeError(name)

    slotted: Any = Slotted()
    slotted.manifest_tag, slotted.asset_type = "WREN", "character"
    assert [row.quality for row in AssetPool([slotted, Answering()]).rows] == [None, None]


def test_a_mapping_is_read_by_its_keys_whatever_its_own_properties_are() -> None:
    class Keyed(dict[str, str]):
        @property
        def name(self) -> str:
            raise AttributeError("never asked for")

    assert AssetPool([Keyed(GOOD)]).rows[0].tag == "WREN"


def test_an_error_inside_the_tag_of_a_mapping_is_told() -> None:
    class Keyed(dict[str, str]):
        @property
        def manifest_tag(self) -> str:
            raise AttributeError("it is not loaded")

    [(code, field, what)] = told(Keyed(asset_type="character"))
    assert (code, field) == ("A502", "assets[0].manifest_tag")
    assert what.endswith("raised `AttributeError`: it is not loaded.")


def test_an_asset_that_changes_its_mind_between_two_readings_is_told_of() -> None:
    class Fickle:
        asset_type = "character"
        tags = iter(["", *["WREN"] * 9])

        @property
        def manifest_tag(self) -> str:
            return next(self.tags)

    [(code, _, what)] = told(Fickle())
    assert (code, what) == (
        "A502",
        "An asset gave two different values for the same attribute, and the first was not valid.",
    )


@pytest.mark.parametrize(
    "value", [10**5000, Decimal("1e5000"), Fraction(10**5000)], ids=["int", "decimal", "fraction"]
)
@pytest.mark.parametrize(
    "attribute", ["id", "source_asset_id", "individual", "name", "reference_image_url", "user_tags"]
)
def test_a_number_that_python_does_not_write_out_is_told_of(attribute: str, value: Any) -> None:
    if attribute == "reference_image_url" and not isinstance(value, int):
        pytest.skip("it is taken to the letter, which is short")
    [(code, field, what)] = told(
        {**GOOD, attribute: [value] if attribute == "user_tags" else value}
    )
    assert (code, field) == ("A502", f"assets[0].{attribute}")
    assert "cannot be converted to text" in what


def test_a_usable_that_answers_such_a_number_is_told_so() -> None:
    with pytest.raises(TypeError, match="it returned a value of type int"):
        AssetPool([GOOD], usable=lambda _: 10**5000)  # type: ignore[arg-type,return-value]  # the mistake


def test_a_data_frame_is_told_how_to_give_its_rows() -> None:
    class DataFrame(list[str]):
        """As pandas has it: one goes through the names of its columns."""

        columns = ("manifest_tag", "asset_type")

    with pytest.raises(ProblemError) as caught:
        AssetPool(DataFrame(DataFrame.columns))
    [problem] = caught.value.problems
    assert (
        problem.what
        == "The assets are a `DataFrame`. Iterating over it yields its columns, not its rows."
    )
    assert problem.hint.startswith('Pass the rows: `AssetPool(frame.to_dict("records"))`')


def test_a_row_of_a_database_is_read_by_its_keys() -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    columns = "1 as id, 'WREN' as manifest_tag, 'character' as asset_type, 9.5 as quality"
    (row,) = connection.execute(f"select {columns}").fetchall()
    pool = AssetPool([row])
    assert (pool.rows[0].tag, pool.rows[0].type, pool.rows[0].id) == ("WREN", "character", "1")
    assert [dict(note.values) for note in pool.notes] == [
        {"written": "quality", "attribute": "quality_score"}
    ]
    query = "select 'WREN' as manifest_tag, 'wren.jpg' as reference_image_url"
    (with_picture,) = connection.execute(query).fetchall()
    assert picture_of(with_picture) == "wren.jpg"
    (bad,) = connection.execute("select 'WREN' as manifest_tag, '' as asset_type").fetchall()
    with pytest.raises(ProblemError) as caught:
        AssetPool([bad])
    assert [problem.field for problem in caught.value.problems] == ["assets[0].asset_type"]
    connection.close()


def test_an_object_that_has_keys_and_gives_nothing_by_them_is_read_by_attribute() -> None:
    class Locked:
        keys = ("house", "car")

    assert [field for _, field, _ in told(Locked())] == [
        "assets[0].asset_type",
        "assets[0].manifest_tag",
    ]
