"""Assets of any make: by which of its ways an asset is read, and what its own code raises."""

from __future__ import annotations

import sqlite3
from collections import ChainMap, UserDict, defaultdict, namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass, make_dataclass
from functools import cached_property
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]  # it has no types of its own
import pytest
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from selector import AssetPool, Problem, ProblemError, load_rules, read_manifest
from selector.engine.asset_getter import ATTRIBUTES, value_of
from selector.engine.pool import pool_for_one_scene
from selector.language.facts import Picture
from selector.reporting.words import picture_of

GOOD = {"manifest_tag": "WREN", "asset_type": "character"}
VALUES: dict[str, Any] = {
    **GOOD,
    "id": 7,
    "name": "Wren",
    "quality_score": 8.5,
    "is_face_crop": True,
    "source_asset_id": None,
}
ROW = Picture(
    tag="WREN",
    type="character",
    is_face=True,
    quality=8.5,
    id="7",
    source=None,
    individual=None,
    name="Wren",
    labels=(),
    address=None,
    held=None,
    clean=None,
)
QUERY = (
    "select 'WREN' as manifest_tag, 'character' as asset_type, 7 as id, 'Wren' as name,"
    " 8.5 as quality_score, 1 as is_face_crop, null as source_asset_id"
)


class Base(DeclarativeBase):
    """What the class of an ORM row inherits from."""


class OrmRow(Base):
    __tablename__ = "pictures"
    id: Mapped[int] = mapped_column(primary_key=True)
    manifest_tag: Mapped[str]
    asset_type: Mapped[str]
    name: Mapped[str | None]
    quality_score: Mapped[float | None]
    is_face_crop: Mapped[bool]
    source_asset_id: Mapped[int | None]


class Model(BaseModel):
    model_config = ConfigDict(extra="allow")
    manifest_tag: str
    asset_type: str


class Slotted:
    __slots__ = tuple(VALUES)

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)


class Wrapper:
    """Finds the values of a row under other names, as wrappers of rows do."""

    def __init__(self, **values: Any) -> None:
        prefixed = {f"col_{name}": value for name, value in values.items()}
        self._row = SimpleNamespace(**prefixed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, f"col_{name}")


def sqlite_row(**_: Any) -> sqlite3.Row:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    row: sqlite3.Row = connection.execute(QUERY).fetchone()
    connection.close()
    return row


def from_sqlalchemy(*, mapped: bool) -> Any:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        result = connection.execute(text(QUERY))
        row = result.mappings().one() if mapped else result.one()
    engine.dispose()
    return row


def frame(values: dict[str, Any]) -> Any:
    """A data frame whose first row lacks most of what its second has."""
    return pd.DataFrame([{**GOOD, "id": 1}, values])


MAKES: dict[str, Callable[..., Any]] = {
    "dict": dict,
    "defaultdict": lambda **values: defaultdict(list, values),
    "UserDict": UserDict,
    "ChainMap": lambda **values: ChainMap({}, values),
    "mapping proxy": lambda **values: MappingProxyType(values),
    "namespace": SimpleNamespace,
    "dataclass": lambda **values: make_dataclass("Made", values)(**values),
    "named tuple": lambda **values: namedtuple("Made", values)(**values),  # made
    "slots": Slotted,
    "ORM row": OrmRow,
    "pydantic model": Model,
    "wrapper": Wrapper,
    "sqlite3.Row": sqlite_row,
    "Row": lambda **_: from_sqlalchemy(mapped=False),
    "RowMapping": lambda **_: from_sqlalchemy(mapped=True),
    "Series": lambda **values: frame(values).iloc[1],
    "Series of nullable types": lambda **values: frame(values).convert_dtypes().iloc[1],
    "itertuples": lambda **values: list(frame(values).itertuples())[1],
    "records": lambda **values: frame(values).to_dict("records")[1],
    "numpy record": lambda **values: frame(values).to_records()[1],
}


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("index", [AssetPool, pool_for_one_scene])
def test_an_asset_of_any_make_gives_the_same_picture(make: str, index: Any) -> None:
    asset = MAKES[make](**VALUES)
    pool = index([asset])
    assert pool.rows == (ROW,)
    assert pool.assets[0] is asset
    assert {name: value_of(asset, name) for name in ("manifest_tag", "name", "user_tags")} == {
        "manifest_tag": "WREN",
        "name": "Wren",
        "user_tags": None,
    }


def test_assets_of_several_makes_may_be_in_one_pool() -> None:
    assets = [make(**{**VALUES, "id": None}) for name, make in MAKES.items() if "Row" not in name]
    assert {row.name for row in AssetPool(assets).rows} == {"Wren"}


def test_what_an_asset_of_any_make_lacks_is_none() -> None:
    for make in ("dict", "namespace", "dataclass", "named tuple", "slots", "wrapper", "Series"):
        for asset in (MAKES[make](**GOOD), MAKES[make](**{**GOOD, "quality_score": None})):
            (row,) = AssetPool([asset]).rows
            assert (row.quality, row.name, row.individual) == (None, None, None)


def test_numbers_and_truths_of_numpy_are_numbers_and_truths() -> None:
    for number in (np.int64, np.uint8, np.float16, np.float32, np.float64):
        values = {"id": number(5), "quality_score": number(8), "is_face_crop": number(1)}
        (row,) = AssetPool([{**GOOD, **values}]).rows
        assert (row.id, row.quality, row.is_face) == ("5", 8, True)
        assert type(row.quality) in (int, float)
    texts = {name: np.str_(value) for name, value in GOOD.items()}
    (row,) = AssetPool([{**texts, "is_face_crop": np.bool_(1), "name": np.str_("Wren")}]).rows
    assert (row.tag, row.type, row.is_face, row.name) == ("WREN", "character", True, "Wren")
    assert {type(row.tag), type(row.type), type(row.name)} == {str}
    (row,) = AssetPool([{**GOOD, "id": np.float32(2.5), "name": np.float32(2.5)}]).rows
    assert (row.id, row.name) == ("2.5", "2.5")


@pytest.mark.parametrize("gap", [pd.NA, pd.NaT, np.nan, np.float32("nan"), np.datetime64("NaT")])
def test_gaps_of_data_frames_are_none(gap: Any) -> None:
    optional = dict.fromkeys([name for name in ATTRIBUTES if name not in GOOD], gap)
    assert AssetPool([{**GOOD, **optional}]).rows == AssetPool([GOOD]).rows


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (np.int64(3), 3),
        (np.float64(3.0), 3),
        (np.float32(3.0), 3),
        (np.float32(3.5), "3.5"),
        (np.float16(3.5), "3.5"),
        (np.str_("12A"), "12A"),
        (pd.NA, None),
        (np.float32("nan"), None),
        (np.datetime64("NaT"), None),
    ],
    ids=repr,
)
def test_a_scene_number_of_a_data_frame_is_read(written: Any, number: object) -> None:
    scene = read_manifest(
        {"scene_index": written, "composition": {"shot_type": "wide"}, "placements": []}
    )
    assert (scene.index, type(scene.index), scene.notes) == (number, type(number), ())


@pytest.mark.parametrize("written", [np.bool_(1), np.array([3]), b"3", [3], 3 + 0j], ids=repr)
def test_a_scene_number_that_is_none_is_noted(written: Any) -> None:
    scene = read_manifest(
        {"scene_index": written, "composition": {"shot_type": "wide"}, "placements": []}
    )
    assert scene.index is None
    assert [note.kind for note in scene.notes] == ["unread_scene_index"]


def told(*assets: Any) -> list[tuple[str, str, str]]:
    """What is wrong with these assets: each code, field and what."""
    with pytest.raises(ProblemError) as caught:
        AssetPool(assets)
    return [(problem.code, problem.field, problem.what) for problem in caught.value.problems]


def test_an_asset_with_the_key_of_a_tag_is_read_by_keys_alone() -> None:
    class Both(dict[str, Any]):
        manifest_tag, asset_type, quality_score, name = "BOB", "prop", 9.0, "Bob"

    both = Both(**GOOD, quality_score=5)
    (row,) = AssetPool([both]).rows
    assert (row.tag, row.type, row.quality, row.name) == ("WREN", "character", 5, None)
    assert value_of(both, "name") is None
    assert [field for _, field, _ in told(Both(manifest_tag="WREN"))] == ["assets[0].asset_type"]
    (row,) = AssetPool([Both(name="by key")]).rows
    assert (row.tag, row.type, row.quality, row.name) == ("BOB", "prop", 9.0, "Bob")


def test_the_name_of_a_row_of_a_data_frame_is_not_its_index() -> None:
    (row,) = AssetPool([pd.Series(GOOD, name="the third row")]).rows
    assert row.name is None


def test_a_mapping_is_read_by_its_keys_whatever_its_own_properties_are() -> None:
    class Keyed(dict[str, str]):
        @property
        def name(self) -> str:
            raise AttributeError("never asked for")

    assert AssetPool([Keyed(GOOD)]).rows[0].tag == "WREN"


def test_keys_may_be_an_iterator_and_only_those_that_count_are_read() -> None:
    class Row:
        def keys(self) -> Iterator[str]:
            return iter([*GOOD, "preview"])

        def __getitem__(self, key: str) -> Any:
            assert key != "preview", "a costly column"
            return GOOD[key]

    assert AssetPool([Row()]).rows == AssetPool([GOOD]).rows


def test_a_row_of_a_database_says_what_it_lacks_and_what_is_misnamed() -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    columns = "1 as id, 'WREN' as manifest_tag, 'character' as asset_type, 9.5 as quality"
    (row,) = connection.execute(f"select {columns}").fetchall()
    assert [dict(note.values) for note in AssetPool([row]).notes] == [
        {"written": "quality", "attribute": "quality_score"}
    ]
    query = "select 'WREN' as manifest_tag, 'wren.jpg' as reference_image_url"
    (with_picture,) = connection.execute(query).fetchall()
    assert picture_of(with_picture) == "wren.jpg"
    (bad,) = connection.execute("select 'WREN' as manifest_tag, '' as asset_type").fetchall()
    assert [field for _, field, _ in told(bad)] == ["assets[0].asset_type"]
    connection.close()


def test_rows_of_several_queries_in_one_pool_are_each_read_by_their_own_keys() -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    named = "'Wren' as name, 'character' as asset_type, 'WREN' as manifest_tag"
    scored = "'PIER' as manifest_tag, 'environment' as asset_type, 9 as quality"
    rows = [connection.execute(f"select {each}").fetchone() for each in (named, scored, named)]
    pool = AssetPool(rows)
    assert [(row.tag, row.name, row.quality) for row in pool.rows] == [
        ("WREN", "Wren", None),
        ("PIER", None, None),
        ("WREN", "Wren", None),
    ]
    assert [note.values["written"] for note in pool.notes] == ["quality"]
    connection.close()


def test_what_has_keys_but_not_that_of_a_tag_is_read_by_its_attributes() -> None:
    class Both(dict[str, Any]):
        manifest_tag = "WREN"
        asset_type = "character"
        quality = 9

    pool = AssetPool([Both(name="Pier", score=3)])
    assert (pool.rows[0].tag, pool.rows[0].name) == ("WREN", None)
    assert [note.values["written"] for note in pool.notes if "written" in note.values] == [
        "quality"
    ]


def test_keys_that_cannot_be_called_are_no_keys() -> None:
    class Locked:
        keys = ("house", "car")

        def __getitem__(self, key: str) -> str:
            return key

    assert [field for _, field, _ in told(Locked())] == [
        "assets[0].asset_type",
        "assets[0].manifest_tag",
    ]


def broken(_: object) -> float:
    return None.score  # type: ignore[attr-defined,no-any-return]  # the mistake


class Descriptor:
    def __get__(self, *_: object) -> float:
        return broken(self)


def computed(attribute: str, kind: Any, *bases: type) -> Any:
    """An asset with an attribute of its own code, which is broken."""
    made: Any = Descriptor() if kind is Descriptor else kind(broken)
    its = type("Computed", bases, {**GOOD, attribute: made})
    if kind is cached_property:
        made.__set_name__(its, attribute)
    return its()


class Answering:
    """Has a `__getattr__`, which comes after properties and hides what they raise."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@pytest.mark.parametrize("attribute", list(ATTRIBUTES))
@pytest.mark.parametrize("kind", [property, cached_property, Descriptor])
@pytest.mark.parametrize("base", [object, Answering])
def test_an_error_inside_an_assets_own_property_passes_through(
    attribute: str, kind: Any, base: type
) -> None:
    asset = computed(attribute, kind, base)
    reads: list[Callable[[], object]] = [
        lambda: AssetPool([GOOD, asset]),
        lambda: AssetPool([{**GOOD, "quality_score": 11}, asset]),
        lambda: load_rules().select(SCENE, [asset]),
        lambda: value_of(asset, attribute),
    ]
    for read in reads:
        with pytest.raises(AttributeError, match="has no attribute 'score'") as caught:
            read()
        assert "broken" in [entry.name for entry in caught.traceback]


SCENE = {
    "composition": {"shot_type": "wide"},
    "placements": [{"asset_tag": "WREN", "role": "subject"}],
}


@pytest.mark.parametrize("error", [AttributeError, KeyError, TypeError, ValueError, OSError])
def test_whatever_an_assets_own_code_raises_passes_through(error: type[Exception]) -> None:
    class ByAttribute:
        manifest_tag, asset_type = "WREN", "character"

        @property
        def quality_score(self) -> float:
            raise error("it is not loaded")

    class ByKey(dict[str, Any]):
        def __getitem__(self, key: str) -> Any:
            if key == "quality_score":
                raise error("it is not loaded")
            return super().__getitem__(key)

    class ByKeyOrAttribute(dict[str, Any]):
        @property
        def manifest_tag(self) -> str:
            raise error("it is not loaded")

    class Keyless(dict[str, Any]):
        def keys(self) -> Any:
            raise error("it is not loaded")

    for asset in (
        ByAttribute(),
        ByKey(**GOOD, quality_score=5),
        ByKeyOrAttribute(asset_type="prop"),
        Keyless(GOOD),
    ):
        with pytest.raises(error, match="it is not loaded"):
            AssetPool([asset])


@pytest.mark.parametrize("key", ["clean_image_url", "face_similarity_score"])
def test_an_error_inside_the_property_of_a_clean_reference_passes_through(key: str) -> None:
    values = {"clean_image_url": "a.png", "face_similarity_score": 0.5, key: property(broken)}
    clean = type("Clean", (), values)()
    with pytest.raises(AttributeError, match="has no attribute 'score'"):
        AssetPool([{**GOOD, "clean_reference": clean}])


def test_an_error_inside_a_line_of_dialogue_passes_through() -> None:
    line = type("Line", (), {"speaker_tag": property(broken)})()
    with pytest.raises(AttributeError, match="has no attribute 'score'"):
        read_manifest({**SCENE, "dialogue_lines": [line]})


def test_an_error_inside_a_getattr_is_not_taken_for_a_missing_attribute() -> None:
    class Late:
        row: Any = None

        def __getattr__(self, name: str) -> Any:
            return self.row.values[name]

    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'values'"):
        AssetPool([Late()])


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
    class OfSlots:
        __slots__ = ("asset_type", "id", "manifest_tag", "name", "quality_score")

    class Computing(Answering):
        manifest_tag, asset_type = "WREN", "character"

        @property
        def quality_score(self) -> None:
            return None

        @property
        def is_face_crop(self) -> bool:
            return False

    slotted: Any = OfSlots()
    slotted.manifest_tag, slotted.asset_type = "WREN", "character"
    assert [row.quality for row in AssetPool([slotted, Computing()]).rows] == [None, None]


@dataclass
class Untagged:
    asset_type: str = "character"


@pytest.mark.parametrize(
    "asset",
    [
        {}, None, 5, "WREN", b"", (), ("WREN", "character"), object(), Untagged(), pd.NA, np.int64(5), np.array([1]),
        AssetPool,
    ],
)  # fmt: skip
def test_what_is_no_asset_is_refused_in_words(asset: Any) -> None:
    with pytest.raises(ProblemError) as caught:
        AssetPool([asset])
    problems: tuple[Problem, ...] = caught.value.problems
    assert {"assets[0].manifest_tag", "assets[0]"} & {problem.field for problem in problems}
    assert str(caught.value)


@pytest.mark.parametrize("assets", [None, 5, "WREN", {"manifest_tag": "WREN"}, {}])
def test_what_is_no_list_of_assets_is_refused_in_words(assets: Any) -> None:
    """One asset is a mapping, which would be gone through key by key."""
    with pytest.raises(TypeError, match=r"^the assets must be a list of assets, not .*pass a list"):
        AssetPool(assets)


class OneRow:
    """Has its values by their names, and nothing that goes through them."""

    def keys(self) -> list[str]:
        return [*GOOD]

    def __getitem__(self, key: str) -> str:
        return GOOD[key]


@pytest.mark.parametrize(
    "assets",
    [
        np.float64(3), np.int64(3), np.array(3), np.datetime64("2026-11-29"), pd.Timestamp(0), pd.NaT, object, list,
        bytearray(b"WREN"), memoryview(b"WREN"), {"WREN": GOOD}, OneRow(),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_only_looks_like_a_list_of_assets_is_refused_in_words(assets: Any) -> None:
    """A number of numpy has entries, by its type."""
    scene = {"composition": {"shot_type": "wide"}, "placements": []}
    for use in (AssetPool, pool_for_one_scene, lambda given: load_rules().select(scene, given)):
        with pytest.raises(
            TypeError, match=r"(?s)^the assets must be a list of assets, not .*pass a list"
        ):
            use(assets)


def test_one_row_is_not_taken_for_a_list_of_its_values() -> None:
    rows: list[Any] = [pd.Series(GOOD), namedtuple("Row", GOOD)(*GOOD.values())]
    for row in rows:
        with pytest.raises(ProblemError, match=r"that is itself an asset. Pass a list with it\.$"):
            AssetPool(row)


def test_a_group_of_assets_may_have_a_tag_of_its_own() -> None:
    class Group(list[dict[str, str]]):
        manifest_tag = "WREN"

    assert len(AssetPool(Group([GOOD]))) == 1


def test_what_gives_its_entries_by_number_is_a_list_of_assets() -> None:
    class Numbered:
        def __getitem__(self, number: int) -> dict[str, str]:
            return [GOOD, GOOD][number]

    given: Any = Numbered()
    assert len(AssetPool(given)) == 1


def test_a_generator_that_was_used_up_is_not_a_pool_without_pictures() -> None:
    def rows() -> Iterator[dict[str, str]]:
        yield GOOD

    given = rows()
    assert len(AssetPool(given)) == 1
    with pytest.raises(
        ProblemError, match="A502 The assets are a generator that has already been used up"
    ):
        AssetPool(given)
    assert len(AssetPool([])) == 0


def test_a_plain_value_in_a_list_of_assets_is_named_once() -> None:
    with pytest.raises(ProblemError) as caught:
        AssetPool([1, "WREN"])
    first, second = caught.value.problems
    assert first.what == (
        "`assets[0]` must be an object with the keys `manifest_tag` and `asset_type`, not the number 1."
    )
    assert second.field == "assets[1]"
