"""What goes in and what comes out: the caller's own objects, read once and handed back as picks."""

from __future__ import annotations

import enum
import pickle
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from selector.engine.pool import AssetPool
from selector.model.left_out import AlreadyShown
from tests.choosing import SHOTS, Picture, notes, picked, rule, scene, who


def test_an_object_needs_no_more_than_a_tag_and_a_type() -> None:
    bare = SimpleNamespace(manifest_tag="ANN", asset_type="CHARACTER")
    (pick,) = rule().select(scene("ANN"), [bare]).picks
    assert (pick.facts.id, pick.facts.quality, pick.facts.crop, pick.facts.individual) == (
        None,
        None,
        "full",
        None,
    )
    assert (pick.facts.source, pick.facts.name, pick.facts.labels, pick.facts.address) == (
        None,
        None,
        (),
        None,
    )


def test_every_optional_attribute_becomes_a_fact_of_the_picture() -> None:
    asset = {
        "manifest_tag": "ANN", "asset_type": "Character", "id": 7, "source_asset_id": 5, "name": "Ann, hurt",
        "individual": "Ann", "user_tags": ["night", "Hurt"], "reference_image_url": "ann.png", "quality_score": 8,
    }  # fmt: skip
    (pick,) = rule().select(scene("ANN"), [asset]).picks
    assert (pick.facts.id, pick.facts.source, pick.facts.individual, pick.facts.quality) == (
        "7",
        "5",
        "Ann",
        8.0,
    )
    assert (pick.facts.name, pick.facts.labels, pick.facts.address) == (
        "Ann, hurt",
        ("night", "Hurt"),
        "ann.png",
    )


def test_a_mapping_with_those_keys_will_do_and_is_picked_itself() -> None:
    asset = {
        "manifest_tag": "ANN",
        "asset_type": "CHARACTER",
        "is_face_crop": True,
        "quality_score": 3,
        "id": 1,
    }
    cut = {"manifest_tag": "X", "asset_type": "CHARACTER", "source_asset_id": 1, "individual": ""}
    selection = rule(prefer="face").select(scene("ANN"), [cut, asset])
    assert selection.assets[0] is asset
    assert isinstance(selection.passed_over[0].reason, AlreadyShown)


def test_the_picks_are_the_callers_own_objects_in_order() -> None:
    low, high = Picture("low", "A", quality_score=1), Picture("high", "B", quality_score=2)
    selection = rule().select(scene("A", "B"), [low, high])
    assert selection.assets[0] is high
    assert selection.assets[1] is low
    assert [pick.slot for pick in selection.picks] == [1, 2]
    assert list(selection.tags) == ["B", "A"]


def test_a_pick_says_where_the_scene_places_it_and_which_priority_asked_for_it() -> None:
    manifest = scene("NOBODY", ("ANN", "Background"))
    manifest["placements"][1]["position"] = "far left"
    rules = rule([{"name": "behind", "role": "background", "because": "depth"}])
    (pick,) = rules.select(manifest, [Picture("a", "ANN")]).picks
    assert (pick.placement, pick.tag, pick.role, pick.position) == (
        1,
        "ANN",
        "background",
        "far left",
    )
    assert (pick.priority.shot, pick.priority.name, pick.priority.number) == (
        "default",
        "behind",
        1,
    )
    assert pick.priority.because == "depth"


def test_the_same_question_always_has_the_same_answer() -> None:
    pool = [Picture(str(number), "A", individual=number, quality_score=5) for number in range(9)]
    answers = {tuple(picked(rule(references=3).select(scene("A"), pool))) for _ in range(20)}
    assert answers == {("0", "1", "2")}


def test_a_pool_in_which_no_picture_says_more_than_its_tag_and_type_is_noted() -> None:
    bare = SimpleNamespace(manifest_tag="A", asset_type="PROP")
    assert notes(
        rule().select(scene("A"), [bare, {"manifest_tag": "B", "asset_type": "PROP"}])
    ) == ["no_optional_attributes"]
    for name in (
        "id",
        "name",
        "quality_score",
        "is_face_crop",
        "source_asset_id",
        "individual",
        "user_tags",
    ):
        assert (
            notes(
                rule().select(
                    scene("A"), [bare, {"manifest_tag": "B", "asset_type": "PROP", name: None}]
                )
            )
            == []
        )
    with_address = SimpleNamespace(manifest_tag="A", asset_type="PROP", reference_image_url=None)
    assert notes(rule().select(scene("A"), [bare, with_address])) == []


@pytest.mark.parametrize(
    ("written", "attribute"), [("quality", "quality_score"), ("is_face", "is_face_crop")]
)
def test_an_attribute_under_a_name_that_is_not_read_is_noted(written: str, attribute: str) -> None:
    misnamed = Picture("a", "A", **{written: 1})
    for pool in ([misnamed], [Picture("b", "B"), misnamed], [{**misnamed.__dict__}]):
        (note,) = rule().select(scene("A"), pool).notes
        assert (note.kind, dict(note.values)) == (
            "misnamed_attribute",
            {"written": written, "attribute": attribute},
        )
    assert notes(rule().select(scene("A"), [Picture("a", "A", **{written: 1, attribute: 1})])) == []


@pytest.mark.parametrize(
    "quality",
    [None, 0, 0.0, 10, 10.0, Decimal(0), Decimal(10), Decimal("0.001"), 5, -0.0],
    ids=repr,
)
def test_every_number_from_0_to_10_is_a_quality_and_so_is_none(quality: Any) -> None:
    assert picked(rule().select(scene("A"), [Picture("a", "A", quality_score=quality)])) == ["a"]


@pytest.mark.parametrize(
    ("value", "crop"), [(None, "full"), (0, "full"), (False, "full"), (1, "face"), (True, "face")]
)
def test_is_face_crop_may_be_none_0_or_1(value: Any, crop: str) -> None:
    (pick,) = rule().select(scene("A"), [Picture("a", "A", is_face_crop=value)]).picks
    assert pick.facts.crop == crop


def test_none_and_empty_are_no_id() -> None:
    pool = [Picture(str(n), f"T{n}", id=value) for n, value in enumerate((None, None, "", ""))]
    assert who(*pool) == ["0", "1", "2", "3"]


def test_the_same_object_twice_is_one_asset_at_its_first_place() -> None:
    a, b = Picture("a", "A", id=1), Picture("b", "B", id=2)
    pool = AssetPool([a, b, a, b, a])
    assert [facts.tag for facts in pool.facts] == ["A", "B"]
    assert picked(rule(pictures_each=3).select(scene("A", "B"), pool)) == ["a", "b"]


def test_equal_objects_are_two_assets_all_the_same() -> None:
    @dataclass(frozen=True)
    class Alike:
        manifest_tag: str = "A"
        asset_type: str = "PROP"

    one, other = Alike(), Alike()
    twice = [{"name": "one", "crop": "full"}, {"name": "two", "crop": "full"}]
    selection = rule(twice, pictures_each=2).select(scene("A"), [one, other])
    assert selection.assets[0] is one
    assert selection.assets[1] is other


class Word(str, enum.Enum):  # noqa: UP042  # a StrEnum prints as its value
    """What pipelines have: text that prints as the name of a member."""

    SHOT = "Close-Up"
    WREN = "WREN"
    PLACED = "[WREN]"
    SUBJECT = "subject"
    WRITTEN = "Subject"
    LEFT = "left"


@pytest.mark.parametrize(
    ("tag", "role"),
    [
        (Word.WREN, Word.SUBJECT),
        (Word.PLACED, Word.WRITTEN),
        ("WREN", Word.SUBJECT),
        (Word.WREN, "subject"),
    ],
)
def test_text_of_any_kind_of_str_is_text_and_told_as_what_it_says(tag: str, role: str) -> None:
    manifest = {
        "composition": {"shot_type": Word.SHOT},
        "placements": [{"asset_tag": tag, "role": role}],
    }
    selection = SHOTS.select(manifest, [{"manifest_tag": Word.WREN, "asset_type": "character"}])
    assert (selection.shot, selection.tags, selection.picks[0].role) == (
        "Close-Up",
        ("WREN",),
        "subject",
    )
    assert "Word" not in f"{selection.explain()} {selection.scene} {selection.picks}".replace(
        "<Word.WREN: 'WREN'>", ""
    )


@pytest.mark.parametrize(
    ("written", "kept"), [("far left", "far left"), (Word.LEFT, "left"), (7, None), (None, None)]
)
def test_a_position_is_kept_where_it_is_text_and_stops_nothing_where_it_is_none(
    written: object, kept: str | None
) -> None:
    manifest = scene("A")
    manifest["placements"][0]["position"] = written
    (pick,) = rule().select(manifest, [Picture("a", "A")]).picks
    assert (pick.position, type(pick.position)) == (kept, type(kept))


def test_an_asset_type_may_be_an_enum() -> None:
    class Plain(enum.Enum):
        ANYTHING = "PROP"

    class Numbered(enum.Enum):
        Prop = 3

    class Text(str, enum.Enum):  # noqa: UP042 - as applications on older Pythons write them
        ANYTHING = "Prop"

    class Newer(enum.StrEnum):
        PROP = "prop"

    for kind in (Plain.ANYTHING, Numbered.Prop, Text.ANYTHING, Newer.PROP):
        selection = rule([{"name": "p", "type": "prop"}]).select(
            scene("A"), [Picture("a", "A", kind)]
        )
        assert picked(selection) == ["a"]
        assert notes(selection) == []


def test_the_callers_objects_are_not_read_again_once_the_pool_is_made() -> None:
    class Detached:
        """Refuses to be read once its session is gone, as an ORM row does."""

        def __init__(self, **values: Any) -> None:
            self.__dict__["values"] = values
            self.__dict__["gone"] = False

        def __getattr__(self, name: str) -> Any:
            if self.gone:
                raise RuntimeError(f"{name} was read from a detached row")
            if name not in self.values:
                raise AttributeError(name)
            return self.values[name]

    rows = [
        Detached(manifest_tag=tag, asset_type="PROP", quality_score=score)
        for tag, score in (("A", 1), ("A", 2), ("C", 3))
    ]
    pool = AssetPool(rows)
    for row in rows:
        row.__dict__["gone"] = True
    selection = rule().select(scene("A", "X"), pool)
    assert selection.assets[0] is rows[1]
    assert [type(each.reason).__name__ for each in selection.passed_over] == [
        "AlreadyShown",
        "NotInPool",
        "NotPlaced",
    ]
    assert str(selection.explain())


def test_names_of_attributes_are_not_read_again_either() -> None:
    class Closed:
        """Refuses everything once its session is gone, the names of its columns too."""

        def __init__(self, **values: Any) -> None:
            self.__dict__.update(values, gone=False)

        def __getattribute__(self, name: str) -> Any:
            if object.__getattribute__(self, "__dict__").get("gone"):
                raise RuntimeError(f"{name} was read from a closed row")
            return object.__getattribute__(self, name)

    class ClosedByKey(Closed):
        def keys(self) -> list[str]:
            return [*self.__dict__]

        def __getitem__(self, key: str) -> Any:
            return self.__dict__[key]

    for kind in (Closed, ClosedByKey):
        rows = [kind(manifest_tag="A", asset_type="PROP", quality=number) for number in (1, 2)]
        indexed, once = AssetPool(rows), rule().select(scene("A"), rows)
        for row in rows:
            vars(row)["gone"] = True
        for selection in (rule().select(scene("A"), indexed), once):
            assert notes(selection) == ["no_optional_attributes", "misnamed_attribute"]
            assert str(selection.explain())


@pytest.mark.parametrize("travelled", [False, True])
def test_a_mapping_that_changes_later_changes_no_note(*, travelled: bool) -> None:
    row = {"manifest_tag": "A", "asset_type": "PROP", "quality": 5}
    pool = AssetPool([row])
    if travelled:
        pool = pickle.loads(pickle.dumps(pool))
    else:
        row.clear()
    selection = rule().select(scene("A"), pool)
    assert notes(selection) == ["no_optional_attributes", "misnamed_attribute"]


def test_values_changed_later_do_not_change_an_indexed_pool() -> None:
    low, high = Picture("low", "A", quality_score=1), Picture("high", "B", quality_score=2)
    pool = AssetPool([low, high])
    low.quality_score = 9  # type: ignore[attr-defined]
    selection = rule(references=1).select(scene("A", "B"), pool)
    assert picked(selection) == ["high"]
    assert [each.facts.quality for each in selection.passed_over if each.facts] == [1]
