"""A record of format 3 has what rules ask for and reasons that came later; without any it is one of format 2."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.language.facts import Picture
from selector.model.scene import Placement, Scene
from selector.record import format_2, format_3, formats
from selector.record.canonical import canonical
from tests.choosing import ANYTHING, compiled, content_of
from tests.generate import batch
from tests.long import many
from tests.pools import build

FULL = read_manifest({
    "scene_index": "12A",
    "composition": {"shot_type": "Close-Up", "focal_point": "the lamp", "camera_movement": "pan"},
    "placements": [
        {"asset_tag": "[WREN]", "role": "subject", "position": "left", "action": "turns"},
        {"asset_tag": "LAMP", "role": "prop", "expression": "", "wardrobe_note": "red coat"},
        {"asset_tag": "MOTH", "role": "prop", "expression": "wary"},
    ],
    "continuity_notes": ["wet", {"label": "storm"}],
    "dialogue": [{"speaker_tag": "WREN", "speaker_name": "Wren"}, {"speaker_name": "The Sea"}],
})  # fmt: skip
LIKENESSES = (None, 0.5, 1, Decimal("0.1"), Decimal("0.5"))
POOL: AssetPool[Any] = AssetPool([
    {"manifest_tag": "A", "asset_type": "prop"},
    *(
        {
            "manifest_tag": "B",
            "asset_type": "prop",
            "clean_reference": {"clean_image_url": f"{number}.png", "face_similarity_score": likeness},
        }
        for number, likeness in enumerate(LIKENESSES)
    ),
])  # fmt: skip
ALL = (*format_3.OF_A_PLACEMENT, *format_3.OF_A_SCENE, *format_3.OF_A_PICTURE)


def scene_again(scene: Scene, *asked: str) -> Scene:
    return formats.scene_from(canonical(format_3.scene_record(scene, asked)))


def test_a_record_that_is_asked_for_nothing_new_is_that_of_format_2_to_the_byte() -> None:
    for scene in (FULL, read_manifest({"composition": {"shot_type": "x"}, "placements": []})):
        as_before = canonical(format_2.scene_record(scene))
        assert canonical(format_3.scene_record(scene)) == as_before
        assert canonical(format_3.scene_record(scene, ("role", "position", "clean"))) == as_before
    assert canonical(format_3.pool_record(POOL)) == canonical(format_2.pool_record(POOL))
    others = (*format_3.OF_A_PLACEMENT, *format_3.OF_A_SCENE)
    assert canonical(format_3.pool_record(POOL, others)) == canonical(format_2.pool_record(POOL))


def test_what_is_asked_for_and_not_said_changes_no_byte() -> None:
    """A film without the new thing gets no new decisions, whatever the rules ask for."""
    silent = read_manifest({
        "composition": {"shot_type": "x"},
        "placements": [{"asset_tag": "A", "role": "prop", "position": "left"}],
    })  # fmt: skip
    pool = AssetPool([{"manifest_tag": "A", "asset_type": "prop"}])
    assert format_3.scene_record(silent, ALL) == format_2.scene_record(silent)
    assert format_3.pool_record(pool, ALL) == format_2.pool_record(pool)


def test_everything_that_is_asked_for_comes_back() -> None:
    assert format_3.scene_record(FULL, ALL)["format"] == 3
    assert scene_again(FULL, *ALL) == FULL
    record = format_3.pool_record(POOL, ALL)
    assert record["format"] == 3
    again = formats.pool_from(canonical(record))
    assert again.rows == POOL.rows
    assert AssetPool(again.assets).rows == POOL.rows
    assert again.notes == POOL.notes
    likenesses = [row.clean.likeness for row in again.rows if row.clean]
    assert [str(each) for each in likenesses] == ["None", "0.5", "1.0", "0.1", "0.5"]
    assert type(likenesses[3]) is Decimal


BARE: dict[str, Any] = {
    **dict.fromkeys(format_3.OF_A_SCENE),
    "continuity_notes": (),
    "speakers": (),
}


@pytest.mark.parametrize("fact", format_3.OF_A_SCENE)
def test_of_a_scene_only_what_is_asked_for_is_kept(fact: str) -> None:
    again = scene_again(FULL, fact)
    for name, nothing in BARE.items():
        expected = getattr(FULL, name) if name == fact else nothing
        assert getattr(again, name) == expected
    assert again.placements == tuple(Placement(*each[:3]) for each in FULL.placements)


@pytest.mark.parametrize("fact", format_3.OF_A_PLACEMENT)
def test_of_a_placement_only_what_is_asked_for_is_kept(fact: str) -> None:
    again = scene_again(FULL, fact)
    assert again == FULL._replace(
        **BARE,
        placements=tuple(
            Placement(*each[:3])._replace(**{fact: getattr(each, fact)}) for each in FULL.placements
        ),
    )


def test_every_fact_of_the_values_is_one_of_format_2_or_can_be_asked_for() -> None:
    """Whoever adds a fact to a value is told here that no record keeps it."""
    before: dict[Any, set[str]] = {
        Placement: {"tag", "role", "position"},
        Scene: {"index", "shot_type", "shot", "placements", "notes"},
        Picture: {
            "tag", "type", "is_face", "quality", "id", "source", "individual", "name", "labels", "address", "held",
        },
    }  # fmt: skip
    new = {
        Placement: format_3.OF_A_PLACEMENT,
        Scene: format_3.OF_A_SCENE,
        Picture: format_3.OF_A_PICTURE,
    }
    for value, facts in before.items():
        assert set(value._fields) == facts | set(new[value])


def test_whatever_is_drawn_comes_back_whole_and_is_chosen_from_alike() -> None:
    seen = 0
    for seed in range(20):
        drawn = batch(seed)
        rules = compiled(drawn.rules)
        for sketches, manifests in zip(drawn.pools, drawn.scenes, strict=True):
            pool = AssetPool(build(sketches))
            pool_again = formats.pool_from(canonical(format_3.pool_record(pool, ALL)))
            assert (pool_again.facts, pool_again.notes) == (pool.facts, pool.notes)
            for manifest in manifests:
                scene = read_manifest(manifest)
                assert scene_again(scene, *ALL) == scene
                first = rules.select(scene, pool).places
                assert rules.select(scene_again(scene, *ALL), pool_again).places == first
                seen += 1
    assert seen > 100


@pytest.mark.parametrize(
    "pictures",
    ['[{"tag":"a","type":"b","clean":{}}]', '[{"tag":"a","type":"b","clean":7}]',
     '[{"tag":"a","type":"b","clean":{"address":"x","likeness":"y"}}]'],
)  # fmt: skip
def test_a_record_that_was_edited_by_hand_is_refused_in_one_way(pictures: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        formats.pool_from(f'{{"format":3,"pictures":{pictures}}}')


def test_an_outcome_without_later_reasons_is_that_of_format_2_to_the_byte() -> None:
    seen: set[int] = set()
    for seed in range(many(12, 40)):
        drawn = batch(seed)
        rules = compiled(drawn.rules)
        for case in drawn.cases():
            selection = rules.select(case.manifest, build(case.pool))
            record = format_3.outcome_record(selection)
            seen.add(record["format"])
            if record["format"] == 2:
                assert canonical(record) == canonical(format_2.outcome_record(selection))
    assert seen == {2, 3}


def test_an_outcome_with_a_later_reason_is_read_back_whole() -> None:
    for seed in range(many(12, 40)):
        drawn = batch(seed)
        rules = compiled(drawn.rules)
        for case in drawn.cases():
            selection = rules.select(case.manifest, build(case.pool))
            text = canonical(format_3.outcome_record(selection))
            pool = formats.pool_from(canonical(format_3.pool_record(selection.pool)))
            outcome = formats.outcome_from(text, pool, rules.rule_set.sources)
            assert outcome.passed_over == tuple(
                replace(each, asset=each.facts and pool.assets[each.facts.place])
                for each in selection.passed_over
            )
            assert outcome.picks == tuple(
                replace(pick, asset=pool.assets[pick.facts.place]) for pick in selection.picks
            )
            assert (outcome.shot, outcome.notes) == (selection.shot, selection.notes)
            summary = formats.summary_of(text)
            assert summary.places == tuple(selection.places)
            assert summary.format == json.loads(text)["format"]


def test_what_only_a_single_scene_asks_for_is_recorded_too() -> None:
    pin = {"name": "looked-at", "focal_point": True}
    scenes = {"12": {"first": [{**pin, "order": [{"speaks": True}]}], "prefer": ["cleaned"]}}
    shots = {"default": {"priorities": ANYTHING}}
    rules = compiled(content_of(shots, scenes=scenes))
    assert rules.facts >= {"focal_point", "speakers", "clean"}
    assert not compiled(content_of(shots)).facts
