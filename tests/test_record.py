"""A selection written down says everything, and comes out the same from what was written down beside it."""

from __future__ import annotations

import ast
import hashlib
import json
import math
import pickle
from collections import Counter, namedtuple
from dataclasses import make_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool, recorded_pool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.language.facts import Picture
from selector.model.asset import Asset
from selector.model.left_out import AnotherWentAhead, MeetsNoPriority, PassedOver
from selector.model.picks import EntryName, Facts, Note, Pick
from selector.model.problem import Location, Source
from selector.model.scene import Placement, Scene
from selector.record import format_1, format_3, formats
from selector.record.canonical import canonical
from selector.record.format_2 import outcome_record as outcome_record_2
from selector.record.format_2 import pool_record, scene_record
from selector.record.format_3 import outcome_record
from tests.choosing import compiled, content_of
from tests.generate import batch
from tests.long import many
from tests.pools import build

BATCHES = many(8, 400)
FROZEN = {
    "format_1.py": "95c9b5cac81aa27ba989f1afd1d3234176bd035208246268bf3610716060b7ba",
    "format_2.py": "b80f4406f656f6fa257bfb261040ffbf195be6c3bf148fe4dc4fc5e9f7ab1988",
}
"""The SHA-256 of what the module of each landed format does (`what_it_does`). A line is added when a format lands."""


def rules_of(**shots: Any) -> Rules:
    return compiled(content_of(shots, name="n"))


ANY = rules_of(default={"priorities": [{"name": "any", "role": "subject"}]})
REASONED = rules_of(
    default={"priorities": [{"name": "any", "role": "subject", "because": "b"}]},
    close_up={
        "references": 2,
        "pictures_each": ["face"],
        "priorities": [
            {"name": "one", "type": "character", "role": "subject", "at_most": 1, "because": "b"},
            {"name": "more", "type": ["character", "prop"]},
        ],
    },
)


def scene_of(shot: str, *placed: tuple[str, str], **more: Any) -> dict[str, Any]:
    placements = [{"asset_tag": tag, "role": role} for tag, role in placed]
    return {"composition": {"shot_type": shot}, "placements": placements, **more}


UNRECORDED: Any = {
    "focal_point": None, "camera_movement": None, "continuity_notes": (), "speakers": (),
}  # fmt: skip
"""What format 2 does not keep of a scene."""


def positions_of(scene: Scene) -> tuple[Placement, ...]:
    """The placements as format 2 keeps them."""
    return tuple(Placement(*each[:3]) for each in scene.placements)


def again(selection: Selection) -> Any:
    """The outcome as it is read back from its text, with a pool that was read back, too."""
    pool = formats.pool_from(canonical(pool_record(selection.pool)))
    return formats.outcome_from(
        canonical(outcome_record(selection)), pool, selection.rules.rule_set.sources
    )


def of_values(each: Pick | PassedOver) -> Any:
    """Without the object that the caller gave, for which a picture of the record stands."""
    return replace(each, asset=None)


def test_whatever_is_selected_is_selected_again_from_its_record_byte_for_byte() -> None:
    seen = 0
    for seed in range(BATCHES):
        drawn = batch(seed)
        rules = compiled(drawn.rules)
        for sketches, manifests in zip(drawn.pools, drawn.scenes, strict=True):
            pool = AssetPool(build(sketches))
            pool_again = formats.pool_from(canonical(pool_record(pool)))
            assert pool_again.facts == pool.facts
            assert pool_again.notes == pool.notes
            stored_pool = format_3.pool_record(pool, rules.facts)
            all_of_pool = formats.pool_from(canonical(stored_pool))
            for manifest in manifests:
                scene = read_manifest(manifest)
                scene_again = formats.scene_from(canonical(scene_record(scene)))
                assert scene_again == scene._replace(**UNRECORDED, placements=positions_of(scene))
                first = canonical(outcome_record(rules.select(scene, pool)))
                stored = format_3.scene_record(scene, rules.facts)
                with_facts = formats.scene_from(canonical(stored))
                assert canonical(outcome_record(rules.select(with_facts, all_of_pool))) == first
                seen += 1
    assert seen > 16 * BATCHES


def test_an_outcome_is_read_back_with_every_value_of_its_picks_reasons_and_notes() -> None:
    kinds: set[str] = set()
    for seed in range(many(16, 40)):
        drawn = batch(seed)
        rules = compiled(drawn.rules)
        for case in drawn.cases():
            selection = rules.select(case.manifest, build(case.pool))
            outcome = again(selection)
            assert (outcome.shot, outcome.notes, outcome.meaning) == (
                selection.shot,
                selection.notes,
                selection.meaning,
            )
            assert outcome.missing == selection.missing
            assert list(map(of_values, outcome.picks)) == list(map(of_values, selection.picks))
            assert list(map(of_values, outcome.passed_over)) == list(
                map(of_values, selection.passed_over)
            )
            kinds |= {each.reason.kind for each in outcome.passed_over}
    assert kinds >= {
        "not_in_pool", "struck", "no_references", "meets_no_priority", "already_shown", "crop_not_sent",
        "another_went_ahead", "cap_reached", "slots_full", "not_placed",
    }  # fmt: skip


def test_an_outcome_that_speaks_of_priorities_alone_is_in_format_2() -> None:
    in_formats: Counter[tuple[int, bool]] = Counter()
    for seed in range(BATCHES):
        drawn = batch(seed)
        rules = compiled(drawn.rules)
        for case in drawn.cases():
            selection = rules.select(case.manifest, build(case.pool))
            record = outcome_record(selection)
            kinds = {each.reason.kind for each in selection.passed_over}
            later = {"struck", "target_refuses", "no_references"}
            is_new = bool(kinds & later) or any(map(says_more, selection.passed_over))
            is_new = is_new or '"list"' in canonical(record)
            in_formats[record["format"], is_new] += 1
            if not is_new:
                assert canonical(record) == canonical(outcome_record_2(selection))
    assert in_formats.keys() == {(2, False), (3, True)}


def says_more(passed: PassedOver) -> bool:
    """Whether a reason has a value that came after format 2."""
    reason = passed.reason
    if isinstance(reason, MeetsNoPriority) and reason.nearest is None:
        return True
    return any(getattr(reason, name, None) for name in ("item", "by_order", "target"))


def test_what_cannot_be_sent_is_kept_with_what_was_said_of_it_and_nobody_is_asked_again() -> None:
    held: dict[str, bool | str] = {"a": "the file is gone", "b": False, "c": True, "d": True}
    assets = [Asset(manifest_tag=tag, asset_type="prop", reference_image_url="one.jpg" if tag > "b" else None)
              for tag in held]  # fmt: skip
    pool = AssetPool(assets, usable=lambda asset: held[asset.manifest_tag])
    selection = ANY.select(scene_of("x", *((tag, "subject") for tag in held)), pool)
    assert [picture.get("held", "-") for picture in pool_record(pool)["pictures"]] == [
        "the file is gone",
        False,
        "-",
        "-",
    ]
    reasons = {each.tag: each.reason.kind for each in selection.passed_over}
    assert reasons == {"a": "cannot_be_sent", "b": "cannot_be_sent", "d": "same_picture"}
    assert list(map(of_values, again(selection).passed_over)) == list(
        map(of_values, selection.passed_over)
    )
    pool_again = formats.pool_from(canonical(pool_record(pool)))
    assert canonical(outcome_record(ANY.select(selection.scene, pool_again))) == canonical(
        outcome_record(selection)
    )


FULL_POOL = AssetPool([
    Asset(id="w", manifest_tag="WREN", asset_type="CHARACTER", quality_score=8, individual="Wren", name="Wren C.",
          reference_image_url="pictures/wren.jpg", user_tags=("night", "coat")),
    Asset(id="f", manifest_tag="FACE", asset_type="character", is_face_crop=True, source_asset_id="w"),
    Asset(manifest_tag="LAMP", asset_type="prop", quality_score=0.0),
    Asset(manifest_tag="GHOST", asset_type="spirit"),
])  # fmt: skip
FULL_SCENE = scene_of(
    "Close-Up", ("[WREN]", "subject"), ("LAMP", "prop"), ("GULL", "subject"), scene_index=7
)
FULL_SCENE["placements"][1]["position"] = "left"

RECORDS = {
    "a-full-pool": pool_record(FULL_POOL),
    "a-bare-pool": pool_record(AssetPool([Asset(manifest_tag="LAMP", asset_type="prop")])),
    "a-full-scene": scene_record(read_manifest(FULL_SCENE)),
    "a-bare-scene": scene_record(read_manifest(scene_of("wide"))),
    "a-full-outcome": outcome_record(REASONED.select(FULL_SCENE, FULL_POOL)),
    "a-bare-outcome": outcome_record(ANY.select(scene_of("default"), FULL_POOL)),
}


def as_landed(name: str) -> str:
    """The text of a record as it was when the format landed."""
    return (
        (Path(__file__).parent / "records" / "format_2" / f"{name}.json")
        .read_text("utf-8")
        .rstrip("\n")
    )


@pytest.mark.parametrize("name", RECORDS)
def test_records_of_format_2_are_written_to_the_byte_as_they_always_were(name: str) -> None:
    assert canonical(RECORDS[name]) == as_landed(name)


def what_it_does(source: str) -> str:
    """The SHA-256 of a module's statements: without layout, comments, docstrings and imports."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for each in body if not is_text(each) and not is_import(each)]  # type: ignore[attr-defined]
    return hashlib.sha256(ast.unparse(tree).encode()).hexdigest()


def is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def is_import(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Import | ast.ImportFrom)


def test_the_module_of_a_landed_format_is_not_changed_any_more() -> None:
    folder = Path(formats.__file__).parent
    found = {name: what_it_does((folder / name).read_text("utf-8")) for name in FROZEN}
    assert found == FROZEN


def test_records_of_format_1_are_read_as_they_were_meant() -> None:
    pool = formats.pool_from(
        '[["WREN","character",false,"8.1","w",null,"Wren","wren.jpg"],["FACE","character",true,null,"f","w",null,null]]'
    )
    assert pool.rows == (
        Picture("WREN", "character", False, Decimal("8.1"), "w", None, "Wren", address="wren.jpg"),  # noqa: FBT003  # a row
        Picture("FACE", "character", True, None, "f", "w", None),  # noqa: FBT003  # a row
    )
    scene = formats.scene_from(
        '{"index":3,"notes":[{"kind":"unknown_role","values":{"role":"x"}}],'
        '"placements":[["WREN","subject","left"],["FACE","prop",null]],"shot":"close_up","shot_type":"Close-Up"}'
    )
    placements = (Placement("WREN", "subject", "left"), Placement("FACE", "prop"))
    note = Note(kind="unknown_role", values={"role": "x"})
    assert scene == Scene(3, "Close-Up", "close_up", placements, (note,))
    outcome = formats.outcome_from(
        '{"not_placed":[],"notes":[],"passed_over":[{"place":1,"placement":1,"reason":{"by":{"place":0,"tag":"WREN"},'
        '"decided_by":"prefer","kind":"another_went_ahead","priority":{"at":[4,9,4,12],"because":null,"name":"any",'
        '"number":1,"shot":"default"}},"tag":"FACE"}],"picks":[{"place":0,"placement":0,"position":"left",'
        '"priority":{"at":[4,9,4,12],"because":"b","name":"any","number":1,"shot":"default"},"role":"subject",'
        '"slot":1,"tag":"WREN"}],"shot":"default"}',
        pool,
        [Source(name="r.yaml")],
    )
    at = Location(source=Source(name="r.yaml"), line=4, column=9, end_line=4, end_column=12)
    priority = EntryName(shot="default", name="any", number=1, because="b", at=at)
    (pick,) = outcome.picks
    assert (pick.tag, pick.slot, pick.facts, pick.priority) == ("WREN", 1, pool.facts[0], priority)
    (passed,) = outcome.passed_over
    assert (passed.tag, passed.reason.kind) == ("FACE", "another_went_ahead")
    assert isinstance(passed.reason, AnotherWentAhead)
    assert passed.reason.by == pool.facts[0]
    assert outcome.meaning == format_1.MEANING == 1


LongerRow: Any = type(
    "LongerRow",
    (namedtuple("_LongerRow", (*Picture._fields, "painted"), defaults=[False]),),
    {"crop": Picture.crop},
)
"""A row as it would be with one more optional value."""


def test_a_value_that_is_known_besides_changes_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a later version may add to any recorded value, at its default, must break no decision on record."""
    facts = make_dataclass(
        "LongerFacts", [("painted", bool, False)], bases=(Facts,), frozen=True, kw_only=True
    )
    note = make_dataclass(
        "LongerNote", [("painted", bool, False)], bases=(Note,), frozen=True, kw_only=True
    )
    pick = make_dataclass(
        "LongerPick", [("painted", bool, False)], bases=(Pick,), frozen=True, kw_only=True
    )
    for module, name, longer in (
        ("selector.engine.pool", "Facts", facts),
        ("selector.engine.selection", "Note", note),
        ("selector.engine.explain", "Pick", pick),
    ):
        monkeypatch.setattr(f"{module}.{name}", longer)
    rows: Any = [LongerRow(*row) for row in FULL_POOL.rows]
    pool = recorded_pool(FULL_POOL.assets, rows)
    assert type(pool.facts[0]) is facts
    assert canonical(pool_record(pool)) == as_landed("a-full-pool")
    selection = REASONED.select(FULL_SCENE, pool)
    assert type(selection.picks[0]) is pick
    assert canonical(outcome_record(selection)) == as_landed("a-full-outcome")


def test_a_recorded_pool_keeps_its_notes_when_it_travels() -> None:
    notes = (Note(kind="misnamed_attribute", values={"written": "score", "attribute": "name"}),)
    pool = recorded_pool(FULL_POOL.assets, FULL_POOL.rows, notes)
    assert pickle.loads(pickle.dumps(pool)).notes == notes


def test_a_pool_that_was_recorded_without_its_notes_works_them_out() -> None:
    assets = [{"manifest_tag": "A", "asset_type": "PROP", "name": "a", "score": 1}]
    pool = AssetPool(assets)
    assert [note.kind for note in pool.notes] == ["misnamed_attribute"]
    assert recorded_pool(pool.assets, pool.rows).notes == pool.notes
    assert recorded_pool(pool.assets, pool.rows, ()).notes == ()


def test_a_decimal_that_no_float_is_equal_to_keeps_its_value() -> None:
    scores: list[Any] = [Decimal("8.1"), 8.1, 8, Decimal("7.5")]
    pool = AssetPool(
        Asset(manifest_tag=str(n), asset_type="prop", quality_score=score)
        for n, score in enumerate(scores)
    )
    assert [picture["quality"] for picture in pool_record(pool)["pictures"]] == [
        "8.1",
        8.1,
        8.0,
        7.5,
    ]
    assert [row.quality for row in formats.pool_from(canonical(pool_record(pool))).rows] == scores


def test_pictures_that_no_placement_offers_stand_in_ranges() -> None:
    pool = AssetPool(
        Asset(manifest_tag=tag, asset_type="prop") for tag in ("a", "b", "c", "d", "e")
    )
    record = outcome_record(REASONED.select(scene_of("wide", ("c", "subject")), pool))
    assert record["not_placed"] == [[0, 1], [3, 4]]
    assert record["passed_over"] == []
    assert record["picks"][0]["priority"]["because"] == "b"


def test_the_first_picture_and_neighbours_leave_no_empty_range() -> None:
    pool = AssetPool(
        Asset(manifest_tag=tag, asset_type="prop") for tag in ("a", "b", "c", "d", "e")
    )
    selection = ANY.select(scene_of("cu", *((tag, "subject") for tag in ("a", "b", "e"))), pool)
    assert outcome_record(selection)["not_placed"] == [[2, 3]]


def test_the_canonical_text_is_the_same_however_the_data_was_ordered() -> None:
    assert canonical({"b": [1.5, None], "a": "é\0"}) == '{"a":"\\u00e9\\u0000","b":[1.5,null]}'


def test_the_address_of_a_picture_is_kept_as_it_was_read() -> None:
    fields: dict[str, Any] = {"manifest_tag": "a", "asset_type": "prop"}
    pool: AssetPool[Any] = AssetPool([
        Asset(**fields, reference_image_url="pictures/a.jpg"),
        {**fields, "reference_image_url": "https://example.org/a.jpg"},
        fields,
    ])  # fmt: skip
    assert [picture.get("address") for picture in pool_record(pool)["pictures"]] == [
        "pictures/a.jpg", "https://example.org/a.jpg", None,
    ]  # fmt: skip


def test_what_json_cannot_say_is_no_canonical_text() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"quality": math.nan})


@pytest.mark.parametrize(
    "text",
    ["", "{", "7", "null", "[[1]]", '{"format":4,"pictures":[]}', '{"format":"2"}', '{"format":2}',
     '{"format":2,"pictures":7}',
     '{"format":2,"pictures":[{"tag":"a"}]}', '{"format":2,"pictures":[{"tag":"a","type":"b","quality":"x"}]}',
     "[" * 100_000],
)  # fmt: skip
def test_a_text_that_is_no_pool_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # json's own words, or ours
        formats.pool_from(text)


def test_a_record_says_its_format_and_an_outcome_its_meaning() -> None:
    selection = ANY.select(FULL_SCENE, FULL_POOL)
    for record in (
        pool_record(FULL_POOL),
        scene_record(selection.scene),
        outcome_record(selection),
    ):
        assert record["format"] == 2
    assert outcome_record(selection)["meaning"] == selection.meaning
    assert formats.summary_of(json.dumps(outcome_record(selection))).format == 2
