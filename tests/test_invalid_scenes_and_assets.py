"""Every problem of scene manifests and of pools, once: a case is a JSON file with its words beside it.

The flag of `tests.expected` writes the words anew.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.film_so_far import FilmSoFar
from selector.model.problem import ProblemError
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


def told(*assets: Any) -> list[tuple[str, str, str]]:
    """What is wrong with these assets: each code, field and what."""
    with pytest.raises(ProblemError) as caught:
        AssetPool(assets)
    return [(problem.code, problem.field, problem.what) for problem in caught.value.problems]


GOOD = {"manifest_tag": "WREN", "asset_type": "character"}


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


def test_a_manifest_that_changes_its_mind_between_two_readings_is_told_of() -> None:
    class Fickle(dict[str, Any]):
        shots = iter([7, *["wide"] * 9])

        def __getitem__(self, key: str) -> Any:
            return {"shot_type": next(self.shots)} if key == "composition" else []

    whole = {"composition": {"shot_type": "wide"}, "placements": []}
    with pytest.raises(TypeError):  # what reading it raised, for no value explains it
        read_manifest(Fickle(whole))
    Fickle.shots = iter(["", *["wide"] * 9])
    with pytest.raises(ProblemError) as caught:
        read_manifest(Fickle(whole))
    [problem] = caught.value.problems
    assert (problem.code, problem.what) == (
        "S402",
        "The manifest gave two different values for the same key, and the first was not valid.",
    )


@pytest.mark.parametrize("error", [KeyError, TypeError, AttributeError, IndexError, OSError])
def test_what_a_manifests_own_code_raises_passes_through(error: type[Exception]) -> None:
    class Broken(dict[str, Any]):
        def get(self, key: str, _default: object = None) -> Any:
            if key == "scene_index":
                raise error("it is not loaded")
            return super().get(key)

    with pytest.raises(error, match="it is not loaded") as caught:
        read_manifest(Broken(composition={"shot_type": "wide"}, placements=[]))
    assert caught.traceback[-1].name == "get"


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
        AssetPool(DataFrame(DataFrame.columns))  # type: ignore[type-var]  # the mistake
    [problem] = caught.value.problems
    assert (
        problem.what
        == "The assets are a `DataFrame`. Iterating over it yields its columns, not its rows."
    )
    assert problem.hint.startswith('Pass the rows: `AssetPool(frame.to_dict("records"))`')
