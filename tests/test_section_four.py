"""Section 4 of the design, a sentence at a time: one small, readable example for each, and for each of its borders."""

from __future__ import annotations

import enum
import math
import unicodedata
import uuid
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from selector.engine.compile import compile_rules
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.problem import ProblemError
from selector.model.selection import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    MeetsNoPriority,
    NotInPool,
    NotPlaced,
    Reason,
    SamePicture,
    SlotsFull,
)
from tests.generate import CROPS, NA, NAT, as_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from selector.engine.rules import Manifest
    from selector.engine.selection import Selection

ANYTHING = [{"name": "anything", "crop": ["face", "full"]}]
GAPS = (math.nan, Decimal("NaN"), Decimal("sNaN"), NA, NAT)
"""What data frames and databases write where there is nothing; `NA` and `NAT` are made as those of pandas are."""


class Picture:
    """A picture with a label that tests speak of, a name, and just the other attributes that it was given."""

    def __init__(self, label: str, tag: str, asset_type: Any = "CHARACTER", **values: Any) -> None:
        self.label = self.name = label
        self.manifest_tag = tag
        self.asset_type = asset_type
        self.__dict__.update(values)

    def __repr__(self) -> str:
        return self.label


def face(label: str, tag: str, **values: Any) -> Picture:
    return Picture(label, tag, is_face_crop=True, **values)


class BothWays(Rules):
    """Rules that choose from a list once as it is and once as a pool indexed for many scenes.

    Both ways answer alike, and as the reasons have it.
    """

    def select(self, scene: Manifest, assets: AssetPool[Any] | Iterable[Any]) -> Selection[Any]:
        selection = super().select(scene, assets)
        if not isinstance(assets, AssetPool):
            assert super().select(scene, AssetPool(assets)).places == selection.places
        assert [pick.facts.place for pick in selection.picks] == selection.places
        return selection


def rules_with(shots: dict[str, Any], **top: Any) -> Rules:
    """The compiled rule set of these shot rules and words at the top of the file."""
    content = {"language": 1, "name": "test", "version": "1", "description": "", **top, "shots": shots}
    rules, problems = compile_rules(as_values(content))
    assert rules is not None, problems
    return BothWays(rules.rule_set, rules.plan)


def rule(priorities: list[dict[str, Any]] = ANYTHING, **words: Any) -> Rules:
    """A rule set with one shot rule, with many slots unless it says otherwise."""
    return rules_with({"default": {"references": 9, "priorities": priorities, **words}})


def scene(*placements: tuple[str, str] | str, shot_type: str = "default") -> dict[str, Any]:
    """A manifest that places these tags, as subjects unless a role is given."""
    pairs = [(each, "subject") if isinstance(each, str) else each for each in placements]
    return {
        "composition": {"shot_type": shot_type},
        "placements": [{"asset_tag": tag, "role": role} for tag, role in pairs],
    }


def picked(selection: Selection) -> list[str]:
    return [asset.label for asset in selection.assets]


def reasons(selection: Selection) -> dict[str, Reason]:
    """The reason of each picture by its label, and of each missing tag by the tag."""
    return {each.asset.label if each.asset is not None else each.tag: each.reason for each in selection.passed_over}


def reason(selection: Selection, label: str) -> Reason:
    return reasons(selection)[label]


def notes(selection: Selection) -> list[str]:
    return [note.kind for note in selection.notes]


def who(*pool: Picture) -> list[str]:
    """The individuals of a pool, as labels of their pictures: where one picture goes, the rest is 'already shown'."""
    selection = rule(references=99).select(scene(*(picture.manifest_tag for picture in pool)), list(pool))
    shown = {pick.facts.place: [pick.facts.place] for pick in selection.picks}
    for each in selection.passed_over:
        assert isinstance(each.reason, AlreadyShown)
        assert each.facts is not None
        shown[each.reason.by.place].append(each.facts.place)
    groups = sorted(sorted(places) for places in shown.values())
    return ["+".join(pool[place].label for place in places) for places in groups]


# --- What goes in and what comes out ---------------------------------------------------------------------------


def test_an_object_needs_no_more_than_a_tag_and_a_type() -> None:
    bare = SimpleNamespace(manifest_tag="ANN", asset_type="CHARACTER")
    (pick,) = rule().select(scene("ANN"), [bare]).picks
    assert (pick.facts.id, pick.facts.quality, pick.facts.crop, pick.facts.individual) == (None, None, "full", None)
    assert (pick.facts.source, pick.facts.name, pick.facts.labels, pick.facts.address) == (None, None, (), None)


def test_every_optional_attribute_becomes_a_fact_of_the_picture() -> None:
    asset = {
        "manifest_tag": "ANN", "asset_type": "Character", "id": 7, "source_asset_id": 5, "name": "Ann, hurt",
        "individual": "Ann", "user_tags": ["night", "Hurt"], "reference_image_url": "ann.png", "quality_score": 8,
    }  # fmt: skip
    (pick,) = rule().select(scene("ANN"), [asset]).picks
    assert (pick.facts.id, pick.facts.source, pick.facts.individual, pick.facts.quality) == ("7", "5", "Ann", 8.0)
    assert (pick.facts.name, pick.facts.labels, pick.facts.address) == ("Ann, hurt", ("night", "Hurt"), "ann.png")


def test_a_mapping_with_those_keys_will_do_and_is_picked_itself() -> None:
    asset = {"manifest_tag": "ANN", "asset_type": "CHARACTER", "is_face_crop": True, "quality_score": 3, "id": 1}
    cut = {"manifest_tag": "X", "asset_type": "CHARACTER", "source_asset_id": 1, "individual": ""}
    selection = rule(prefer="face").select(scene("ANN"), [cut, asset])
    assert selection.assets[0] is asset
    assert isinstance(selection.passed_over[0].reason, AlreadyShown)


def test_attributes_come_before_the_keys_of_a_mapping() -> None:
    class Both(dict[str, Any]):
        manifest_tag = "ANN"
        asset_type = "CHARACTER"

    asset = Both(manifest_tag="BOB", asset_type="PROP")
    assert rule().select(scene("ANN"), [asset]).assets[0] is asset


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
    assert (pick.placement, pick.tag, pick.role, pick.position) == (1, "ANN", "background", "far left")
    assert (pick.priority.shot, pick.priority.name, pick.priority.number) == ("default", "behind", 1)
    assert pick.priority.because == "depth"


def test_the_same_question_always_has_the_same_answer() -> None:
    pool = [Picture(str(number), "A", individual=number, quality_score=5) for number in range(9)]
    answers = {tuple(picked(rule(references=3).select(scene("A"), pool))) for _ in range(20)}
    assert answers == {("0", "1", "2")}


# --- 1. The shot rule ------------------------------------------------------------------------------------------

SHOTS = rules_with(
    {
        "Close-Up": {"spellings": ["cu", "Tight  Shot"], "priorities": ANYTHING},
        "default": {"spellings": ["anything"], "priorities": ANYTHING},
    }
)


@pytest.mark.parametrize(
    "shot_type",
    [
        "Close-Up",
        "close up",
        "CLOSE_UP",
        " close \t up\n",
        "close\u2014up",
        "close -_- up",
        "--close_up__",
        "CU",
        "tight shot",
    ],
)
def test_a_shot_type_finds_its_rule_by_name_or_spelling_however_it_is_written(shot_type: str) -> None:
    selection = SHOTS.select(scene("A", shot_type=shot_type), [Picture("a", "A")])
    assert selection.shot == "Close-Up"
    assert notes(selection) == []


@pytest.mark.parametrize("shot_type", ["closeup", "close", "cu2", "c.u."])
def test_any_other_shot_type_is_served_by_default_and_that_is_noted(shot_type: str) -> None:
    selection = SHOTS.select(scene("A", shot_type=shot_type), [Picture("a", "A")])
    assert selection.shot == "default"
    assert notes(selection) == ["default_rule"]


@pytest.mark.parametrize("shot_type", ["default", " DEFAULT", "Anything"])
def test_a_shot_type_that_names_default_needs_no_note(shot_type: str) -> None:
    selection = SHOTS.select(scene("A", shot_type=shot_type), [Picture("a", "A")])
    assert (selection.shot, notes(selection)) == ("default", [])


@pytest.mark.parametrize(
    "dash",
    [chr(code) for code in range(0x11000) if unicodedata.category(chr(code)) == "Pd"]
    + ["\u2212", "\u2043", "\u2053", "\u207b", "\u208b", "\uff3f", "_", " "],
)
def test_every_dash_that_unicode_knows_is_a_gap(dash: str) -> None:
    selection = SHOTS.select(scene("A", shot_type=f"{dash}close{dash}{dash}up{dash}"), [Picture("a", "A")])
    assert selection.shot == "Close-Up"


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u3000", "\x0b", "\x1f", "\u2028", "\x85"])
def test_every_blank_that_unicode_knows_is_a_gap(blank: str) -> None:
    assert SHOTS.select(scene("A", shot_type=f"close{blank}up"), [Picture("a", "A")]).shot == "Close-Up"


@pytest.mark.parametrize(
    "shot_type",
    [
        "\uff23\uff4c\uff4f\uff53\uff45\uff0d\uff35\uff50",
        "\uff23\uff35",
        "clo\u00adse-up",
        "\ufeffclose\u200b \u200bup\u2060",
        "c\u200d\u200du",
        "tight\u3000\u3000shot",
        "tight\u200b_\u200b_\u200bshot",
    ],
)
def test_full_width_letters_and_characters_nobody_sees_make_no_other_shot_type(shot_type: str) -> None:
    selection = SHOTS.select(scene("A", shot_type=shot_type), [Picture("a", "A")])
    assert selection.shot == "Close-Up"
    assert notes(selection) == []


def test_a_soft_hyphen_is_an_invisible_character_and_not_a_gap() -> None:
    selection = SHOTS.select(scene("A", shot_type="close\u00adup"), [Picture("a", "A")])
    assert (selection.shot, notes(selection)) == ("default", ["default_rule"])


@pytest.mark.parametrize("name", ["d\u00e9tail", "de\u0301tail", "DE\u0301TAIL", "d\u00c9tail"])
@pytest.mark.parametrize("shot_type", ["d\u00e9tail", "de\u0301tail", "De\u0301tail", "de\u200b\u0301tail"])
def test_a_letter_with_its_accent_beside_it_is_that_letter(name: str, shot_type: str) -> None:
    rules = rules_with({name: {"priorities": ANYTHING}, "default": {"priorities": ANYTHING}})
    assert rules.select(scene("A", shot_type=shot_type), [Picture("a", "A")]).shot == name


def test_a_letter_that_loses_its_accents_with_its_case_is_still_that_letter() -> None:
    word = "pra\u03b0s"
    rules = rules_with({word: {"priorities": ANYTHING}, "default": {"priorities": ANYTHING}})
    assert rules.select(scene("A", shot_type=word.upper()), [Picture("a", "A")]).shot == word


@pytest.mark.parametrize("spelling", ["\uff23\uff35", "c\u200bu", "\u00adcu", "cu\ufeff"])
def test_two_names_of_shots_that_nobody_can_tell_apart_are_an_error(spelling: str) -> None:
    shots = {
        "cu": {"priorities": ANYTHING},
        "insert": {"spellings": [spelling], "priorities": ANYTHING},
        "default": {"priorities": ANYTHING},
    }
    content = {"language": 1, "name": "test", "version": "1", "description": "", "shots": shots}
    rules, problems = compile_rules(as_values(content))
    assert rules is None
    assert problems


@pytest.mark.parametrize("role", ["\uff53\uff55\uff42\uff4a\uff45\uff43\uff54", "sub\u00adject", "\u200bSubject\ufeff"])
def test_full_width_letters_and_characters_nobody_sees_make_no_other_role(role: str) -> None:
    selection = rule([{"name": "p", "role": "subject"}]).select(scene(("A", role)), [Picture("a", "A")])
    assert [pick.role for pick in selection.picks] == ["subject"]
    assert notes(selection) == []


COMPOSED, DECOMPOSED = "ZO\u00cb", "ZOE\u0308"


@pytest.mark.parametrize("placed", [COMPOSED, DECOMPOSED, "ZO\u200b\u00cb", "ZOE\u200d\u0308", "\ufeffZO\u00cb\u00ad"])
@pytest.mark.parametrize("tag", [COMPOSED, DECOMPOSED, "Z\u2060O\u00cb"])
def test_a_tag_is_the_same_in_whichever_form_it_is_written(tag: str, placed: str) -> None:
    selection = rule().select(scene(placed), [Picture("z", tag)])
    assert picked(selection) == ["z"]
    assert selection.tags == (COMPOSED,)
    assert (selection.picks[0].tag, selection.picks[0].facts.tag) == (COMPOSED, COMPOSED)
    assert notes(selection) == []


def test_a_sign_that_stands_for_a_letter_is_that_letter_in_a_tag() -> None:
    assert picked(rule().select(scene("\u00c5SA"), [Picture("a", "\u212bSA")])) == ["a"]


@pytest.mark.parametrize("tag", ["\uff21\uff2e\uff2e", "ann", "ANN ", "A NN", "\u00c4NN"])
def test_tags_that_look_otherwise_are_others(tag: str) -> None:
    """In NFC, a full-width letter is a letter of its own."""
    selection = rule().select(scene("ANN"), [Picture("a", tag)])
    assert picked(selection) == []
    assert isinstance(reason(selection, "ANN"), NotInPool)


def test_tags_in_two_forms_are_one_individual() -> None:
    assert who(Picture("a", COMPOSED), face("b", DECOMPOSED), Picture("c", "ZOE")) == ["a+b", "c"]


def test_a_missing_tag_in_two_forms_is_reported_once() -> None:
    selection = rule().select(scene(DECOMPOSED, COMPOSED, "ANN"), [Picture("a", "ANN")])
    missing = [(each.tag, each.placement) for each in selection.passed_over if each.asset is None]
    assert missing == [(COMPOSED, 0)]


def test_a_missing_tag_is_told_the_nearest_one_in_whichever_form() -> None:
    selection = rule().select(scene("ZO\u00cb_COAT"), [Picture("a", "ZOE\u0308_CO\u200bATS"), Picture("b", "ANN")])
    assert reason(selection, "ZO\u00cb_COAT") == NotInPool(near="ZO\u00cb_COATS")


@pytest.mark.parametrize("written", ["\u200b[ANN]", "[ANN]\ufeff", "[\u200b ANN\u200b ]", "[\u200bANN]", " \u00ad ANN"])
def test_spaces_and_brackets_are_dropped_behind_characters_nobody_sees(written: str) -> None:
    selection = rule().select(scene(written), [Picture("a", "ANN")])
    assert picked(selection) == ["a"]
    (note,) = selection.notes
    assert (note.kind, note.values["written"], note.values["tag"]) == ("brackets_dropped", written, "ANN")


@pytest.mark.parametrize("nothing", ["\u200b", "\u00ad\ufeff", " \u200b "])
@pytest.mark.parametrize("field", ["composition.shot_type", "placements[0].asset_tag", "placements[0].role"])
def test_text_of_which_nothing_can_be_seen_is_empty(field: str, nothing: str) -> None:
    values = {"composition.shot_type": "cu", "placements[0].asset_tag": "A", "placements[0].role": "subject"}
    shot_type, tag, role = {**values, field: nothing}.values()
    with pytest.raises(ProblemError) as caught:
        rule().select(scene((tag, role), shot_type=shot_type), [Picture("a", "A")])
    assert [problem.field for problem in caught.value.problems] == [field]


def test_a_tag_in_the_pool_of_which_nothing_can_be_seen_is_an_error() -> None:
    with pytest.raises(ProblemError) as caught:
        AssetPool([Picture("a", "\u200b")])
    assert [problem.field for problem in caught.value.problems] == ["assets[0].manifest_tag"]


def test_ids_and_names_are_the_same_in_whichever_form_they_are_written() -> None:
    for form in (COMPOSED, DECOMPOSED, "ZO\u200b\u00cb"):
        assert who(Picture("a", "A", id=COMPOSED), face("b", "B", source_asset_id=form)) == ["a+b"]
        assert who(Picture("a", "A", id=form), face("b", "B", source_asset_id=DECOMPOSED)) == ["a+b"]
        assert who(Picture("a", "A", individual=COMPOSED), Picture("b", "B", individual=form)) == ["a+b"]
    assert who(Picture("a", "A", individual="ANN"), Picture("b", "B", individual="\uff21NN")) == ["a", "b"]


def test_ids_and_names_are_told_composed_and_without_what_nobody_sees() -> None:
    asset = Picture("a", "A", id=DECOMPOSED, individual="Zoe\u0308", source_asset_id="\u200bX", user_tags=["e\u0301"])
    asset.name = "Zo\u00ade\u0308"
    (pick,) = rule().select(scene("A"), [asset]).picks
    assert (pick.facts.id, pick.facts.individual, pick.facts.source) == (COMPOSED, "Zo\u00eb", "X")
    assert (pick.facts.name, pick.facts.labels) == ("Zo\u00eb", ("\u00e9",))


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad\ufeff"])
def test_an_id_or_a_name_of_which_nothing_can_be_seen_is_none(invisible: str) -> None:
    assert who(Picture("a", "A", individual=invisible), Picture("b", "B", individual=invisible)) == ["a", "b"]
    assert who(Picture("a", "A", id=invisible), Picture("b", "B", source_asset_id=invisible)) == ["a", "b"]
    assert who(Picture("a", "A", id=invisible), Picture("b", "B", id=invisible)) == ["a", "b"]


@pytest.mark.parametrize(("one", "other"), [(COMPOSED, DECOMPOSED), (5, 5.0), ("5", 5.0), ("7", "7\u200b")])
def test_two_pictures_with_one_id_are_an_error_in_whichever_form_it_is_written(one: Any, other: Any) -> None:
    with pytest.raises(ProblemError):
        AssetPool([Picture("a", "A", id=one), Picture("b", "B", id=other)])


def test_a_whole_float_id_is_the_whole_number() -> None:
    """A data frame whose column has a gap writes 5.0 for 5."""
    for one, other in ((5, 5.0), (5.0, 5), (5.0, "5"), ("5", 5.0), (5.0, 5.0), (0, -0.0)):
        assert who(Picture("a", "A", id=one), face("b", "B", source_asset_id=other)) == ["a+b"]
    for one, other in ((2.5, 2), (2.5, "2"), ("5.0", 5), (5, "5.0"), ("5.0", 5.0)):
        assert who(Picture("a", "A", id=one), face("b", "B", source_asset_id=other)) == ["a", "b"]
    assert who(Picture("a", "A", id=2.5), face("b", "B", source_asset_id="2.5")) == ["a+b"]
    (pick,) = rule().select(scene("A"), [Picture("a", "A", id=5.0, source_asset_id=7.0)]).picks
    assert (pick.facts.id, pick.facts.source) == ("5", "7")


def test_a_whole_decimal_id_is_the_whole_number() -> None:
    """Databases give NUMERIC columns so."""
    for one, other in ((5, Decimal("5.0")), (Decimal(5), 5), (Decimal("5.00"), "5"), (Decimal("5E1"), 50)):
        assert who(Picture("a", "A", id=one), face("b", "B", source_asset_id=other)) == ["a+b"]
    for one, other in ((Decimal("2.5"), 2), (Decimal("Infinity"), 5)):
        assert who(Picture("a", "A", id=one), face("b", "B", source_asset_id=other)) == ["a", "b"]


@pytest.mark.parametrize("written", ["\uff30\uff32\uff2f\uff30", "pro\u200bp", "PROP\u00ad"])
def test_asset_types_are_compared_without_case_and_otherwise_exactly(written: str) -> None:
    selection = rule([{"name": "p", "type": "prop"}]).select(scene("A"), [Picture("a", "A", written)])
    assert picked(selection) == []
    (note,) = selection.notes
    assert (note.kind, note.values["type"]) == ("unknown_asset_type", written.casefold())


def test_unknown_types_that_differ_in_case_alone_are_one() -> None:
    pool = [Picture("a", "A", "Gei\u00dfblatt", id=1), face("b", "B", source_asset_id=1)]
    pool[1].asset_type = "GEISSBLATT"
    assert who(*pool) == ["a+b"]
    assert notes(rule().select(scene("A"), pool)) == ["unknown_asset_type"]


def test_case_is_folded_and_not_only_lowered() -> None:
    rules = rules_with({"Straße": {"priorities": ANYTHING}, "default": {"priorities": ANYTHING}})
    assert rules.select(scene("A", shot_type="STRASSE"), [Picture("a", "A")]).shot == "Straße"


@pytest.mark.parametrize(
    "role", ["interaction_target", "Interaction Target", "INTERACTION-TARGET", " interaction\u2013target "]
)
def test_roles_fold_as_shot_types_do(role: str) -> None:
    rules = rule([{"name": "p", "role": "interaction_target"}])
    selection = rules.select(scene(("A", role)), [Picture("a", "A")])
    assert picked(selection) == ["a"]
    assert selection.picks[0].role == "interaction_target"
    assert notes(selection) == []


@pytest.mark.parametrize("written", ["PROP", "prop", "Prop"])
def test_asset_types_are_compared_without_case(written: str) -> None:
    selection = rule([{"name": "p", "type": "prop"}]).select(scene("A"), [Picture("a", "A", written)])
    assert picked(selection) == ["a"]
    assert notes(selection) == []


@pytest.mark.parametrize("written", ["text-element", " prop", "text element"])
def test_asset_types_are_not_folded_beyond_case(written: str) -> None:
    selection = rule([{"name": "p", "type": ["prop", "text_element"]}]).select(scene("A"), [Picture("a", "A", written)])
    assert picked(selection) == []
    assert notes(selection) == ["unknown_asset_type"]


def test_ids_are_compared_as_text() -> None:
    number = uuid.uuid5(uuid.NAMESPACE_DNS, "ann")
    assert who(Picture("a", "A", id=number), face("b", "B", source_asset_id=str(number))) == ["a+b"]
    assert who(Picture("a", "A", id="7"), face("b", "B", source_asset_id=7)) == ["a+b"]
    assert who(Picture("a", "A", id=0), face("b", "B", source_asset_id="0")) == ["a+b"]


@pytest.mark.parametrize("written", ["ANN", " ANN ", "[ANN]", " [ANN]\t", "[ ANN ]", "\n[\u00a0ANN]"])
def test_blanks_and_one_pair_of_brackets_around_a_placements_tag_are_dropped_and_noted(written: str) -> None:
    selection = rule().select(scene(written), [Picture("a", "ANN")])
    assert picked(selection) == ["a"]
    assert notes(selection) == (["brackets_dropped"] if written != "ANN" else [])


@pytest.mark.parametrize("written", ["[ANN", "ANN]", "(ANN)", "ann", "AN N", "A-NN", "[", "]", "{ANN]", "[ANN}"])
def test_otherwise_a_tag_is_taken_exactly(written: str) -> None:
    assert [placement.tag for placement in read_manifest(scene(written)).placements] == [written]
    selection = rule().select(scene(written), [Picture("a", "ANN")])
    assert picked(selection) == []
    assert isinstance(reasons(selection)["a"], NotPlaced)


def test_only_one_pair_of_brackets_is_dropped() -> None:
    assert picked(rule().select(scene("[[ANN]]"), [Picture("a", "[ANN]")])) == ["a"]


# --- Gaps ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_names_nobody_and_no_picture(gap: Any) -> None:
    assert who(Picture("a", "A", individual=gap), Picture("b", "B", individual=gap)) == ["a", "b"]
    assert who(Picture("a", "A", individual=gap), Picture("b", "A", individual=None)) == ["a+b"]
    assert who(Picture("a", "A", id=gap), Picture("b", "B", source_asset_id=gap)) == ["a", "b"]
    assert who(Picture("a", "A", id=gap), Picture("b", "B", id=gap)) == ["a", "b"]
    assert who(Picture("a", "A", source_asset_id=gap), Picture("b", "B", source_asset_id=gap)) == ["a", "b"]


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_is_no_quality_and_no_face(gap: Any) -> None:
    pool = [Picture("gap", "A", quality_score=gap, is_face_crop=gap), Picture("zero", "A", quality_score=0)]
    (pick,) = rule().select(scene("A"), pool).picks
    assert (pick.asset.label, pick.facts.quality, pick.facts.crop) == ("gap", None, "full")
    assert picked(rule().select(scene("A"), [pool[0], Picture("little", "A", quality_score=0.1)])) == ["little"]


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_is_no_address_and_says_nothing_else_either(gap: Any) -> None:
    pool = [Picture(label, label, reference_image_url=gap, user_tags=gap) for label in "AB"]
    for picture in pool:
        picture.name = gap
    selection = rule().select(scene("A", "B"), pool)
    assert picked(selection) == ["A", "B"]
    assert {(pick.facts.address, pick.facts.name, pick.facts.labels) for pick in selection.picks} == {(None, None, ())}


@pytest.mark.parametrize("gap", [None, *GAPS], ids=repr)
@pytest.mark.parametrize("field", ["manifest_tag", "asset_type"])
def test_a_gap_where_something_is_required_is_an_error_that_names_the_field(field: str, gap: Any) -> None:
    with pytest.raises(ProblemError) as caught:
        AssetPool([{"manifest_tag": "A", "asset_type": "PROP", "id": 1, field: gap}])
    assert [problem.field for problem in caught.value.problems] == [f"assets[0].{field}"]


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_is_no_position(gap: Any) -> None:
    manifest = scene("A")
    manifest["placements"][0]["position"] = gap
    (pick,) = rule().select(manifest, [Picture("a", "A")]).picks
    assert pick.position is None


@pytest.mark.parametrize("gap", GAPS, ids=repr)
@pytest.mark.parametrize("field", ["composition.shot_type", "placements[0].asset_tag", "placements[0].role"])
def test_a_gap_in_a_scene_where_text_is_required_is_an_error_that_names_the_field(field: str, gap: Any) -> None:
    values = {"composition.shot_type": "cu", "placements[0].asset_tag": "A", "placements[0].role": "subject"}
    shot_type, tag, role = {**values, field: gap}.values()
    manifest = {"composition": {"shot_type": shot_type}, "placements": [{"asset_tag": tag, "role": role}]}
    with pytest.raises(ProblemError) as caught:
        rule().select(manifest, [Picture("a", "A")])
    assert [problem.field for problem in caught.value.problems] == [field]


# --- 2. Individuals --------------------------------------------------------------------------------------------


def test_one_tag_is_one_individual_whatever_the_types() -> None:
    assert who(Picture("a", "A"), Picture("b", "A", "PROP"), face("c", "A"), Picture("d", "B")) == ["a+b+c", "d"]


def test_tags_that_differ_in_case_are_two() -> None:
    assert who(Picture("a", "A"), Picture("b", "a")) == ["a", "b"]


def test_a_picture_joins_the_one_it_was_cut_from() -> None:
    assert who(Picture("a", "A", id=1), face("b", "B", source_asset_id=1), Picture("c", "C")) == ["a+b", "c"]
    assert who(face("b", "B", source_asset_id=1), Picture("a", "A", id=1)) == ["b+a"]


@pytest.mark.parametrize("source", ["x", "", None, "2"])
def test_the_own_id_an_empty_one_or_one_not_in_the_pool_joins_nothing(source: str | None) -> None:
    assert who(Picture("a", "A", id="1"), face("x", "X", id="x", source_asset_id=source)) == ["a", "x"]


@pytest.mark.parametrize("nothing", ["", None])
def test_an_empty_source_does_not_name_a_picture_without_id(nothing: str | None) -> None:
    assert who(Picture("a", "A", id=nothing), Picture("b", "B", source_asset_id=nothing)) == ["a", "b"]
    assert who(Picture("a", "A"), Picture("b", "B", source_asset_id=nothing)) == ["a", "b"]


def test_a_source_that_names_itself_is_not_among_the_pictures_cut_from_it() -> None:
    itself = Picture("a", "A", id=1, source_asset_id=1)
    assert who(itself, Picture("b", "B", source_asset_id=1), face("c", "C", source_asset_id=1)) == ["a+b+c"]


def test_face_crops_of_one_tag_and_full_ones_of_one_tag_may_be_cut_from_one_individual() -> None:
    source = Picture("s", "S", id=1)
    faces = face("f", "F", source_asset_id=1), face("g", "F", source_asset_id=1)
    full = Picture("h", "H", source_asset_id=1), Picture("i", "H", source_asset_id=1)
    assert who(source, *faces, *full) == ["s+f+g+h+i"]


def test_face_crops_of_two_tags_show_that_their_source_holds_several_people() -> None:
    group = Picture("group", "CREW", id=1)
    ann, bob = face("ann", "ANN", source_asset_id=1), face("bob", "BOB", source_asset_id=1)
    assert who(group, ann, bob) == ["group", "ann", "bob"]
    assert who(group, ann, bob, Picture("full", "X", source_asset_id=1)) == ["group", "ann", "bob", "full"]


def test_full_pictures_of_two_tags_show_it_as_well() -> None:
    group = Picture("group", "CREW", id=1)
    ann, bob = Picture("ann", "ANN", source_asset_id=1), Picture("bob", "BOB", source_asset_id=1)
    assert who(group, ann, bob) == ["group", "ann", "bob"]


def test_tags_still_join_what_a_group_picture_does_not() -> None:
    group = Picture("group", "ANN", id=1)
    assert who(group, face("ann", "ANN", source_asset_id=1), face("bob", "BOB", source_asset_id=1)) == [
        "group+ann",
        "bob",
    ]


def test_the_tag_of_the_source_itself_does_not_count_in_the_look() -> None:
    assert who(Picture("a", "A", id=1), Picture("b", "B", source_asset_id=1)) == ["a+b"]


def test_a_picture_of_another_type_is_neither_looked_at_nor_joined() -> None:
    source = Picture("s", "S", id=1)
    assert who(source, face("f", "F", source_asset_id=1), Picture("p", "P", "PROP", source_asset_id=1)) == ["s+f", "p"]
    other = Picture("p", "P", "PROP", is_face_crop=True, source_asset_id=1)
    assert who(source, face("f", "F", source_asset_id=1), other) == ["s+f", "p"]


def test_the_types_of_source_and_cut_are_compared_without_case_even_outside_the_vocabulary() -> None:
    assert who(Picture("a", "A", "Prop", id=1), Picture("b", "B", "PROP", source_asset_id=1)) == ["a+b"]
    assert who(Picture("a", "A", "Ghost", id=1), Picture("b", "B", "GHOST", source_asset_id=1)) == ["a+b"]


def test_only_pictures_cut_directly_are_looked_at() -> None:
    chain = Picture("a", "A", id=1), face("b", "B", id=2, source_asset_id=1), face("c", "C", id=3, source_asset_id=2)
    assert who(*chain) == ["a+b+c"]
    assert who(*chain, face("d", "D", source_asset_id=2)) == ["a+b", "c", "d"]


def test_cycles_join_like_chains() -> None:
    assert who(Picture("a", "A", id=1, source_asset_id=2), Picture("b", "B", id=2, source_asset_id=1)) == ["a+b"]
    ring = [Picture(label, label, id=label, source_asset_id=source) for label, source in ("ab", "bc", "ca")]
    assert who(*ring, Picture("d", "D")) == ["a+b+c", "d"]


def test_a_long_chain_is_one_individual() -> None:
    chain = [Picture(str(n), f"T{n}", id=n, source_asset_id=n + 1) for n in range(1500)]
    pool = AssetPool(chain)
    selection = rule(pictures_each=1).select(scene("T0"), pool)
    assert picked(selection) == ["0"]
    assert sum(isinstance(each.reason, AlreadyShown) for each in selection.passed_over) == 1499


def test_a_named_individual_gathers_pictures_of_any_tag_and_type() -> None:
    assert who(Picture("a", "A", individual="Ann"), Picture("b", "B", "PROP", individual="Ann")) == ["a+b"]


def test_a_named_asset_is_joined_elsewhere_neither_by_its_tag_nor_by_its_source() -> None:
    assert who(Picture("a", "A", individual="Ann"), Picture("b", "A")) == ["a", "b"]
    assert who(Picture("s", "S", id=1), face("a", "A", source_asset_id=1, individual="Ann")) == ["s", "a"]


def test_two_names_under_one_tag_are_two_individuals() -> None:
    ann, bob = Picture("a", "CREW", individual="Ann"), Picture("b", "CREW", individual="Bob")
    assert who(ann, bob, Picture("c", "CREW")) == ["a", "b", "c"]


def test_a_name_is_text_and_an_empty_one_names_nothing() -> None:
    assert who(Picture("a", "A", individual=7), Picture("b", "B", individual="7")) == ["a+b"]
    assert who(Picture("a", "A", individual=0), Picture("b", "B", individual="0")) == ["a+b"]
    assert who(Picture("a", "A", individual=""), Picture("b", "B", individual="")) == ["a", "b"]
    assert who(Picture("a", "A", individual=""), Picture("b", "A", individual=None)) == ["a+b"]


def test_a_name_is_not_a_tag() -> None:
    assert who(Picture("a", "A", individual="B"), Picture("b", "B")) == ["a", "b"]


def test_a_named_picture_still_counts_in_the_look_at_its_source() -> None:
    source = Picture("s", "S", id=1)
    named, other = face("n", "N", source_asset_id=1, individual="Nell"), face("o", "O", source_asset_id=1)
    assert who(source, named, other) == ["s", "n", "o"]
    assert who(source, other) == ["s+o"]


def test_pictures_cut_from_a_named_one_follow_it_under_the_same_test() -> None:
    named = Picture("n", "N", id=1, individual="Nell")
    assert who(named, face("f", "F", source_asset_id=1), Picture("x", "N")) == ["n+f", "x"]
    assert who(named, face("f", "F", source_asset_id=1), face("g", "G", source_asset_id=1)) == ["n", "f", "g"]


def test_joins_that_make_two_named_individuals_one_are_noted() -> None:
    pool = [
        Picture("ann", "A", id=1, individual="Ann"),
        Picture("bob", "B", id=2, individual="Bob"),
        Picture("x", "X", source_asset_id=1),
        Picture("y", "X", source_asset_id=2),
    ]
    assert who(*pool) == ["ann+bob+x+y"]
    (note,) = rule().select(scene("A"), pool).notes
    assert note.kind == "individuals_joined"
    assert "Ann" in str(note.values)
    assert "Bob" in str(note.values)


def test_a_named_individual_joined_with_unnamed_pictures_needs_no_note() -> None:
    pool = [Picture("ann", "A", id=1, individual="Ann"), Picture("x", "X", source_asset_id=1)]
    assert notes(rule().select(scene("A"), pool)) == []


def shared(*pool: Picture) -> list[tuple[str, str]]:
    """The tags that several named individuals share, with their names."""
    found = rule().select(scene("A"), list(pool)).notes
    return [(note.values["tag"], note.values["individuals"]) for note in found if note.kind == "shared_tag"]


def test_a_tag_that_two_named_individuals_share_is_noted() -> None:
    nurse, pilot = Picture("n", "MILA", individual="the nurse"), Picture("p", "MILA", individual="the pilot")
    assert shared(nurse, pilot) == [("MILA", "the nurse, the pilot")]
    assert shared(pilot, nurse) == [("MILA", "the pilot, the nurse")]
    assert shared(nurse, pilot, face("f", "MILA", individual="the nurse"), Picture("x", "X")) == [
        ("MILA", "the nurse, the pilot")
    ]


def test_a_tag_of_one_named_individual_needs_no_note() -> None:
    nurse = Picture("n", "MILA", individual="Zoe\u0308")
    assert shared(nurse, face("f", "MILA", individual="Zo\u00eb"), Picture("other", "X", individual="X")) == []
    assert shared(nurse, Picture("nobody's", "MILA")) == []


def test_names_that_are_joined_into_one_individual_do_not_share_a_tag() -> None:
    pool = [
        Picture("ann", "A", id=1, individual="Ann"),
        Picture("bob", "A", id=2, individual="Bob"),
        Picture("x", "X", source_asset_id=1),
        Picture("y", "X", source_asset_id=2),
    ]
    assert who(*pool) == ["ann+bob+x+y"]
    assert shared(*pool) == []
    assert notes(rule().select(scene("A"), pool)) == ["individuals_joined"]
    assert shared(*pool, Picture("cy", "A", individual="Cy")) == [("A", "Ann, Cy")]


def test_shared_tags_are_noted_in_the_order_of_the_pool_and_whether_or_not_the_scene_places_them() -> None:
    pool = [
        Picture("1", "LATER", individual="Ann"),
        Picture("2", "CREW", individual="Bob"),
        Picture("3", "CREW", individual="Ann"),
        Picture("4", "LATER", individual="Cy"),
        Picture("5", "ZO\u00cb", individual="Ann"),
        Picture("6", "ZOE\u0308", individual="Bob"),
    ]
    assert shared(*pool) == [("LATER", "Ann, Cy"), ("CREW", "Bob, Ann"), ("ZO\u00cb", "Ann, Bob")]


def test_notes_of_a_pool_stand_in_a_fixed_order() -> None:
    pool = [
        Picture("ann", "A", "GHOST", id=1, individual="Ann"),
        Picture("bob", "B", "GHOST", id=2, individual="Bob"),
        Picture("x", "X", "GHOST", source_asset_id=1),
        Picture("y", "X", "GHOST", source_asset_id=2),
        Picture("cy", "A", individual="Cy"),
    ]
    assert notes(rule().select(scene("A"), pool)) == ["unknown_asset_type", "individuals_joined", "shared_tag"]


def test_a_pool_in_which_no_picture_says_more_than_its_tag_and_type_is_noted() -> None:
    bare = SimpleNamespace(manifest_tag="A", asset_type="PROP")
    assert notes(rule().select(scene("A"), [bare, {"manifest_tag": "B", "asset_type": "PROP"}])) == [
        "no_optional_attributes"
    ]
    for name in ("id", "name", "quality_score", "is_face_crop", "source_asset_id", "individual", "user_tags"):
        assert notes(rule().select(scene("A"), [bare, {"manifest_tag": "B", "asset_type": "PROP", name: None}])) == []
    with_address = SimpleNamespace(manifest_tag="A", asset_type="PROP", reference_image_url=None)
    assert notes(rule().select(scene("A"), [bare, with_address])) == []


@pytest.mark.parametrize(("written", "attribute"), [("quality", "quality_score"), ("is_face", "is_face_crop")])
def test_an_attribute_under_a_name_that_is_not_read_is_noted(written: str, attribute: str) -> None:
    misnamed = Picture("a", "A", **{written: 1})
    for pool in ([misnamed], [Picture("b", "B"), misnamed], [{**misnamed.__dict__}]):
        (note,) = rule().select(scene("A"), pool).notes
        assert (note.kind, dict(note.values)) == ("misnamed_attribute", {"written": written, "attribute": attribute})
    assert notes(rule().select(scene("A"), [Picture("a", "A", **{written: 1, attribute: 1})])) == []


# --- 3. Candidates ---------------------------------------------------------------------------------------------


def test_a_placement_offers_every_asset_with_its_tag() -> None:
    pool = [Picture("a", "A"), face("f", "A"), Picture("b", "B")]
    selection = rule(pictures_each=3).select(scene("A"), pool)
    assert picked(selection) == ["a"]
    assert isinstance(reason(selection, "f"), AnotherWentAhead)
    assert isinstance(reason(selection, "b"), NotPlaced)


def test_it_offers_the_other_pictures_of_the_same_individual_too() -> None:
    pool = [Picture("a", "A", id=1), face("f", "F", source_asset_id=1)]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("A"), pool)) == ["f"]


def test_but_not_those_that_the_scene_places_by_a_tag_of_their_own() -> None:
    pool = [Picture("a", "A", id=1), face("f", "F", source_asset_id=1)]
    rules = rule([{"name": "p", "role": "subject", "crop": "face"}])
    assert picked(rules.select(scene(("A", "subject")), pool)) == ["f"]
    assert picked(rules.select(scene(("A", "subject"), ("F", "background")), pool)) == []
    assert picked(rules.select(scene(("A", "background"), ("F", "subject")), pool)) == ["f"]


def test_nor_those_of_another_individual_under_the_same_tag_that_it_places_so() -> None:
    """All named: Ann and Bob share a tag, and the scene places Bob's face by its own."""
    pool = [
        Picture("a", "CREW", individual="Ann"),
        Picture("b", "CREW", individual="Bob"),
        face("bf", "BOB_FACE", individual="Bob"),
    ]
    rules = rule([{"name": "p", "role": "subject", "crop": "face"}])
    assert picked(rules.select(scene("CREW"), pool)) == ["bf"]
    assert picked(rules.select(scene("CREW", ("BOB_FACE", "background")), pool)) == []


def test_nor_where_shared_tags_lead_from_one_individual_to_the_next() -> None:
    pool = [
        Picture("z", "ZED", individual="Zed"),
        Picture("a", "CREW", individual="Ann"),
        Picture("b", "CREW", individual="Bob"),
        Picture("z2", "GUESTS", individual="Zed"),
        Picture("a2", "GUESTS", individual="Ann"),
        face("bf", "BOB_FACE", individual="Bob"),
    ]
    rules = rule([{"name": "p", "role": "subject", "crop": "face"}])
    assert picked(rules.select(scene("CREW"), pool)) == ["bf"]
    assert picked(rules.select(scene("CREW", ("BOB_FACE", "background")), pool)) == []


def test_a_tag_on_pictures_of_two_individuals_offers_the_other_pictures_of_both() -> None:
    pool = [
        Picture("a", "CREW", individual="Ann"),
        Picture("b", "CREW", individual="Bob"),
        face("af", "ANN_FACE", individual="Ann"),
        face("bf", "BOB_FACE", individual="Bob"),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("CREW"), pool)) == ["af", "bf"]


def test_an_offered_asset_carries_the_role_and_position_of_the_placement() -> None:
    pool = [Picture("a", "A", id=1), face("f", "F", source_asset_id=1)]
    manifest = scene(("A", "prop"))
    manifest["placements"][0]["position"] = "left"
    (pick,) = rule([{"name": "p", "role": "prop", "crop": "face"}]).select(manifest, pool).picks
    assert (pick.tag, pick.role, pick.position, pick.placement) == ("F", "prop", "left", 0)


def test_all_conditions_must_be_met_under_one_and_the_same_placement() -> None:
    rules = rule([{"name": "p", "role": "subject", "type": "prop"}])
    assert picked(rules.select(scene(("A", "subject"), ("A", "background")), [Picture("a", "A", "PROP")])) == ["a"]
    pool = [Picture("a", "A"), Picture("b", "B", "PROP")]
    assert picked(rules.select(scene(("A", "subject"), ("B", "background")), pool)) == []


def test_a_picture_offered_twice_goes_under_the_earliest_placement_that_meets_the_priority() -> None:
    rules = rule([{"name": "p", "role": "background"}])
    selection = rules.select(scene(("A", "subject"), ("A", "background"), ("A", "background")), [Picture("a", "A")])
    assert [pick.placement for pick in selection.picks] == [1]


def test_a_tag_not_in_the_pool_offers_nothing_and_is_reported_once_with_the_nearest_tag() -> None:
    selection = rule().select(scene("ANN", "ROOM", "ANN"), [Picture("a", "ANN_"), Picture("z", "ZZZ")])
    assert picked(selection) == []
    assert [(each.tag, each.placement) for each in selection.passed_over if each.asset is None] == [
        ("ANN", 0),
        ("ROOM", 1),
    ]
    assert reason(selection, "ANN") == NotInPool(near="ANN_")
    assert reason(selection, "ROOM") == NotInPool(near=None)


def test_a_role_or_a_type_outside_the_vocabulary_meets_no_condition_on_it_and_is_noted() -> None:
    by_role, by_type = [{"name": "p", "role": "subject"}], [{"name": "p", "type": "character"}]
    hero, ghost = scene(("A", "hero")), [Picture("a", "A", "GHOST")]
    assert picked(rule(by_role).select(hero, [Picture("a", "A")])) == []
    assert picked(rule(by_type).select(hero, [Picture("a", "A")])) == ["a"]
    assert picked(rule(by_type).select(scene("A"), ghost)) == []
    assert picked(rule(by_role).select(scene("A"), ghost)) == ["a"]
    assert notes(rule().select(hero, ghost)) == ["unknown_role", "unknown_asset_type"]


def test_each_unknown_type_is_noted_once_in_the_order_of_the_pool() -> None:
    pool = [
        Picture("a", "A", "SPIRIT"),
        Picture("b", "B", "ghost"),
        Picture("c", "C", "Spirit"),
        Picture("d", "D", "elf"),
    ]
    found = rule().select(scene("A"), pool).notes
    assert [(note.kind, note.values["type"], note.values["tag"]) for note in found] == [
        ("unknown_asset_type", "spirit", "A"),
        ("unknown_asset_type", "ghost", "B"),
        ("unknown_asset_type", "elf", "D"),
    ]


# --- 4. Priorities ---------------------------------------------------------------------------------------------


def test_priorities_go_in_order_until_the_references_are_full() -> None:
    rules = rule([{"name": "props", "type": "prop"}, {"name": "people", "type": "character"}], references=2)
    pool = [Picture("a", "A", quality_score=9), Picture("b", "B", quality_score=8), Picture("p", "P", "PROP")]
    assert picked(rules.select(scene("A", "B", "P"), pool)) == ["p", "a"]


def test_three_references_go_unless_the_rules_say_otherwise() -> None:
    pool = [Picture(label, label) for label in "ABCD"]
    silent = rules_with({"default": {"priorities": ANYTHING}})
    assert picked(silent.select(scene(*"ABCD"), pool)) == ["A", "B", "C"]


def test_each_priority_is_gone_through_once() -> None:
    pool = [Picture("a", "A"), face("f", "A")]
    assert picked(rule(pictures_each=2).select(scene("A"), pool)) == ["a"]
    assert picked(rule([*ANYTHING, {"name": "again", "crop": "face"}], pictures_each=2).select(scene("A"), pool)) == [
        "a",
        "f",
    ]


def test_a_picture_goes_once_however_many_priorities_it_meets() -> None:
    twice = [{"name": "one", "crop": "full"}, {"name": "two", "crop": "full"}]
    assert picked(rule(twice, pictures_each=3).select(scene("A"), [Picture("a", "A")])) == ["a"]


def test_one_picture_of_an_individual_goes_unless_the_rule_allows_more() -> None:
    twice = [{"name": "face", "crop": "face"}, {"name": "full", "crop": "full"}]
    pool = [Picture("a", "A"), face("f", "A")]
    assert picked(rule(twice).select(scene("A"), pool)) == ["f"]
    assert picked(rule(twice, pictures_each=2).select(scene("A"), pool)) == ["f", "a"]


def test_a_number_in_pictures_each_counts_pictures_of_any_crop() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three")]
    pool = [Picture("a", "A", quality_score=3), Picture("b", "A", quality_score=2), face("c", "A", quality_score=1)]
    assert picked(rule(thrice, pictures_each=2).select(scene("A"), pool)) == ["a", "b"]
    assert picked(rule(thrice, pictures_each=3).select(scene("A"), pool)) == ["a", "b", "c"]


def test_a_list_in_pictures_each_lets_one_picture_of_each_crop_go() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three")]
    pool = [Picture("a", "A", quality_score=3), Picture("b", "A", quality_score=2), face("c", "A", quality_score=1)]
    assert picked(rule(thrice, pictures_each=["face", "full"]).select(scene("A"), pool)) == ["a", "c"]
    assert picked(rule(thrice, pictures_each=["full"]).select(scene("A"), pool)) == ["a"]
    assert picked(rule(thrice, pictures_each=["face"]).select(scene("A"), pool)) == ["c"]


def test_every_individual_sends_one_picture_of_each_listed_crop_whether_placed_once_or_twice() -> None:
    pool = [face(f"f{number}", f"F{number}") for number in range(12)]
    pool += [Picture(f"p{number}", f"P{number}", "STYLE") for number in range(12)]
    pool += [face("both", "P5"), Picture("other", "F7")]
    tags = [picture.manifest_tag for picture in pool[:24]]
    rules = rule(pictures_each=["face", "full"], references=99)
    labels = sorted(picture.label for picture in pool)
    for twice in ([], tags[::2], tags[1::2], tags[::3], tags):
        assert sorted(picked(rules.select(scene(*tags, *twice), pool))) == sorted({*labels} - {"both", "other"})
    priorities = [{"name": "faces", "crop": "face"}, {"name": "rest", "crop": "full"}]
    rules = rule(priorities, pictures_each=["face", "full"], references=99)
    for twice in ([], tags[::2], tags[1::2], tags[::3], tags):
        assert sorted(picked(rules.select(scene(*tags, *twice), pool))) == labels


def test_a_shot_rule_may_have_any_number_of_priorities() -> None:
    types = ("character", "object", "environment", "style", "prop", "vehicle", "text_element")
    pool = [Picture(f"{crop}-{kind}", kind, kind, is_face_crop=crop == "face") for kind in types for crop in CROPS]
    for crops in (("full",), CROPS):
        priorities = [{"name": f"{crop} {kind}", "type": kind, "crop": crop} for kind in types for crop in crops]
        for each in (1, 2):
            rules = rule(priorities, pictures_each=each, references=99)
            wanted = [f"{crop}-{kind}" for kind in types for crop in crops[:each]]
            assert picked(rules.select(scene(*types), pool)) == wanted
            assert picked(rules.select(scene(*types, *types), pool)) == wanted


def test_a_crop_that_is_not_listed_never_goes() -> None:
    selection = rule(pictures_each=["face"]).select(scene("ROOM"), [Picture("room", "ROOM", "ENVIRONMENT")])
    assert picked(selection) == []
    assert isinstance(reason(selection, "room"), CropNotSent)


def test_prefer_says_which_picture_of_one_individual_goes() -> None:
    pool = [Picture("a", "A", quality_score=9), face("f", "A", quality_score=1)]
    assert picked(rule().select(scene("A"), pool)) == ["a"]
    assert picked(rule(prefer="face").select(scene("A"), pool)) == ["f"]
    assert picked(rule(prefer=["full", "face"]).select(scene("A"), pool)) == ["a"]
    assert picked(rule(prefer=["face", "full"]).select(scene("A"), pool)) == ["f"]


def test_prefer_never_bars_a_picture() -> None:
    assert picked(rule(prefer="face").select(scene("A"), [Picture("a", "A")])) == ["a"]


def test_prefer_never_ranks_individuals() -> None:
    pool = [face("f", "A", quality_score=1), Picture("b", "B", quality_score=9)]
    assert picked(rule(prefer="face").select(scene("A", "B"), pool)) == ["b", "f"]


def test_within_one_crop_the_higher_quality_goes_and_then_the_earlier_in_the_pool() -> None:
    low, high, same = (
        Picture(label, "A", quality_score=score) for label, score in (("low", 4), ("high", 5), ("same", 5))
    )
    assert picked(rule().select(scene("A"), [low, high, same])) == ["high"]
    assert picked(rule().select(scene("A"), [same, low, high])) == ["same"]


def test_no_quality_counts_as_zero() -> None:
    none, zero, little = (
        Picture("none", "A"),
        Picture("zero", "A", quality_score=0),
        Picture("little", "A", quality_score=0.1),
    )
    assert picked(rule().select(scene("A"), [none, zero])) == ["none"]
    assert picked(rule().select(scene("A"), [zero, none])) == ["zero"]
    assert picked(rule().select(scene("A"), [none, zero, little])) == ["little"]


def test_a_score_that_no_float_is_equal_to_is_told_as_it_was_judged() -> None:
    pool = [Picture("exact", "A", quality_score=Decimal("9.9")), Picture("near", "A", quality_score=9.9)]
    (over,) = rule(pictures_each=2).select(scene("A"), pool).passed_over
    assert isinstance(over.reason, AnotherWentAhead)
    assert over.reason.decided_by == "quality"
    assert over.facts is not None
    assert (over.facts.quality, over.reason.by.quality) == (Decimal("9.9"), 9.9)
    assert over.facts.quality != over.reason.by.quality


def test_one_individual_may_be_placed_under_thousands_of_tags() -> None:
    tags = [f"T{number}" for number in range(3_000)]
    pool = [Picture(tag, tag, individual="Ann", quality_score=number % 10) for number, tag in enumerate(tags)]
    assert [asset.label for asset in rule().select(scene(*tags), pool).assets] == ["T9"]


def test_qualities_of_all_number_types_are_compared_as_numbers() -> None:
    pool = [Picture("int", "A", quality_score=7), Picture("decimal", "B", quality_score=Decimal("7.5"))]
    pool.append(Picture("float", "C", quality_score=7.25))
    assert picked(rule().select(scene("A", "B", "C"), pool)) == ["decimal", "float", "int"]


def test_individuals_go_by_the_quality_of_the_picture_kept_for_each() -> None:
    pool = [face("af", "A", quality_score=2), Picture("a", "A", quality_score=9), face("bf", "B", quality_score=3)]
    assert picked(rule(prefer="face").select(scene("A", "B"), pool)) == ["bf", "af"]


def test_equal_individuals_go_by_the_earliest_placement_and_not_as_in_the_pool() -> None:
    pool = [Picture("b", "B", quality_score=5), Picture("a", "A", quality_score=5)]
    assert picked(rule().select(scene("A", "B"), pool)) == ["a", "b"]
    assert picked(rule().select(scene("B", "A"), pool)) == ["b", "a"]


def test_only_placements_under_which_the_priority_is_met_count() -> None:
    pool = [Picture("a", "A"), Picture("b", "B")]
    subjects = rule([{"name": "p", "role": "subject"}])
    assert picked(subjects.select(scene(("B", "prop"), "A", "B"), pool)) == ["a", "b"]


def test_a_placement_whose_own_pictures_do_not_meet_the_priority_does_not_count() -> None:
    pool = [Picture("a", "A", id=1), face("af", "AF", source_asset_id=1), face("b", "B")]
    selection = rule([{"name": "faces", "crop": "face"}]).select(scene("A", "B", "AF"), pool)
    assert [(pick.asset.label, pick.placement) for pick in selection.picks] == [("b", 1), ("af", 2)]


def test_the_earliest_placement_of_any_candidate_of_the_individual_counts() -> None:
    pool = [
        Picture("b", "B", quality_score=5),
        Picture("a-low", "A", individual="Ann", quality_score=1),
        Picture("a-high", "A2", individual="Ann", quality_score=5),
    ]
    assert picked(rule().select(scene("A", "B", "A2"), pool)) == ["a-high", "b"]
    assert picked(rule().select(scene("B", "A", "A2"), pool)) == ["b", "a-high"]


def test_candidates_already_picked_count_for_the_earliest_placement() -> None:
    pool = [
        Picture("a", "A", individual="Ann", quality_score=9),
        Picture("a2", "A2", individual="Ann", quality_score=5),
        Picture("b", "B", quality_score=5),
    ]
    rules = rule([{"name": "one", "role": "subject", "at_most": 1}, {"name": "two", "crop": "full"}], pictures_each=2)
    manifest = scene(("A", "subject"), ("B", "prop"), ("A2", "prop"))
    assert picked(rules.select(manifest, pool)) == ["a", "a2", "b"]
    assert picked(rules.select(manifest, [pool[2], pool[1], pool[0]])) == ["a", "a2", "b"]


def test_candidates_that_are_barred_count_for_the_earliest_placement() -> None:
    pool = [
        Picture("b", "B", quality_score=5, is_face_crop=True),
        Picture("a", "A", individual="Ann", quality_score=9),
        face("af", "AF", individual="Ann", quality_score=5),
    ]
    assert picked(rule(pictures_each=["face"]).select(scene("A", "B", "AF"), pool)) == ["af", "b"]


def test_what_is_left_is_decided_by_the_place_in_the_pool() -> None:
    pool = [Picture("x", "CREW", individual="X"), Picture("y", "CREW", individual="Y")]
    assert picked(rule().select(scene("CREW"), pool)) == ["x", "y"]
    assert picked(rule().select(scene("CREW"), pool[::-1])) == ["y", "x"]


def test_it_is_the_place_of_the_picture_that_goes_and_not_of_the_individuals_first() -> None:
    pool = [
        Picture("x-low", "CREW", individual="X", quality_score=1),
        Picture("y-low", "CREW", individual="Y", quality_score=1),
        Picture("y", "CREW", individual="Y", quality_score=5),
        Picture("x", "CREW", individual="X", quality_score=5),
    ]
    assert picked(rule().select(scene("CREW"), pool)) == ["y", "x"]
    assert picked(rule().select(scene("CREW", "CREW"), pool)) == ["y", "x"]


def test_prefer_does_not_decide_between_equal_individuals_under_one_tag() -> None:
    pool = [Picture("x", "CREW", individual="X"), face("y", "CREW", individual="Y")]
    assert picked(rule(prefer="face").select(scene("CREW"), pool)) == ["x", "y"]
    assert picked(rule(prefer="face").select(scene("CREW", "CREW"), pool)) == ["x", "y"]


def test_at_most_counts_the_individuals_that_one_priority_takes() -> None:
    pool = [Picture(label, label, quality_score=score) for label, score in zip("ABC", (3, 2, 1), strict=True)]
    two = {"name": "two", "type": "character", "at_most": 2}
    assert picked(rule([two]).select(scene(*"ABC"), pool)) == ["A", "B"]
    assert picked(rule([two, {**two, "name": "two more"}]).select(scene(*"ABC"), pool)) == ["A", "B", "C"]


def test_slots_count_before_at_most() -> None:
    pool = [Picture(label, label) for label in "ABC"]
    assert picked(rule([{**ANYTHING[0], "at_most": 3}], references=2).select(scene(*"ABC"), pool)) == ["A", "B"]


# --- Nearness to what the scene names --------------------------------------------------------------------------

YU = Picture("yu", "YU", id="yu", quality_score=8.5)
ARMOUR = Picture("armour", "YU_ARMOUR", id="armour", source_asset_id="yu", quality_score=8)


@pytest.mark.parametrize("pool", [[YU, ARMOUR], [ARMOUR, YU]], ids=["yu first", "armour first"])
def test_the_picture_that_the_scene_places_goes_before_a_better_one_of_the_same_individual(pool: list[Picture]) -> None:
    selection = rule().select(scene("YU_ARMOUR"), pool)
    assert picked(selection) == ["armour"]
    assert picked(rule().select(scene("YU"), pool)) == ["yu"]
    found = reason(rule(pictures_each=2).select(scene("YU_ARMOUR"), pool), "yu")
    assert isinstance(found, AnotherWentAhead)
    assert (found.by.tag, found.decided_by) == ("YU_ARMOUR", "nearness")


def test_of_two_pictures_that_the_scene_places_the_better_one_goes() -> None:
    selection = rule(pictures_each=2).select(scene("YU_ARMOUR", "YU"), [ARMOUR, YU])
    assert picked(selection) == ["yu"]
    found = reason(selection, "armour")
    assert isinstance(found, AnotherWentAhead)
    assert found.decided_by == "quality"


def test_looks_of_a_named_individual_and_rooms_of_a_house_go_by_nearness_too() -> None:
    looks = [
        Picture("jacket", "NILS_JACKET", individual="Nils", quality_score=9),
        Picture("coat", "NILS_COAT", individual="Nils", quality_score=7),
        Picture("back", "NILS_BACK", individual="Nils", quality_score=2),
    ]
    assert picked(rule().select(scene("NILS_COAT"), looks)) == ["coat"]
    assert picked(rule().select(scene("NILS_BACK"), looks)) == ["back"]
    house = Picture("house", "HOUSE", "ENVIRONMENT", id=1, quality_score=9)
    hall = Picture("hall", "HALL", "ENVIRONMENT", source_asset_id=1)
    assert picked(rule().select(scene("HALL"), [house, hall])) == ["hall"]


def test_where_the_picture_placed_meets_no_condition_another_of_its_individual_goes() -> None:
    pool = [Picture("coat", "NILS_COAT", individual="Nils"), face("face", "NILS", individual="Nils")]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("NILS_COAT"), pool)) == ["face"]


WARDROBE = [
    Picture("plain", "YU", id="plain", individual="Yu", quality_score=9),
    face("plain-face", "YU_FACE", source_asset_id="plain", individual="Yu", quality_score=10),
    Picture("armour", "YU_ARMOUR", id="armour", individual="Yu", quality_score=5),
    face("armour-face", "ARMOUR_FACE", id="crop", source_asset_id="armour", individual="Yu", quality_score=4),
]
"""Two looks of Yu that are not cut one from the other, and a face crop of each under a tag of its own."""


def test_the_crops_of_the_look_that_is_placed_go_before_a_better_face_in_other_clothes() -> None:
    faces = rule([{"name": "p", "crop": "face"}], pictures_each=2)
    selection = faces.select(scene("YU_ARMOUR"), WARDROBE)
    assert picked(selection) == ["armour-face"]
    found = reason(selection, "plain-face")
    assert isinstance(found, AnotherWentAhead)
    assert (found.by.tag, found.decided_by) == ("ARMOUR_FACE", "nearness")
    assert picked(faces.select(scene("YU"), WARDROBE)) == ["plain-face"]


def test_the_scene_that_places_the_armour_sends_the_armour_and_its_own_crops() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three", "four")]
    selection = rule(thrice, pictures_each=4).select(scene("YU_ARMOUR"), WARDROBE)
    assert picked(selection) == ["armour", "armour-face", "plain-face", "plain"]
    selection = rule(thrice, pictures_each=["face", "full"]).select(scene("YU_ARMOUR"), WARDROBE)
    assert picked(selection) == ["armour", "armour-face"]


def test_a_crop_that_is_placed_brings_the_look_that_it_was_cut_from() -> None:
    full = rule([{"name": "p", "crop": "full"}])
    assert picked(full.select(scene("ARMOUR_FACE"), WARDROBE)) == ["armour"]
    assert picked(full.select(scene("YU_FACE"), WARDROBE)) == ["plain"]


def test_nearness_comes_after_prefer() -> None:
    selection = rule(prefer="face", pictures_each=2).select(scene("YU_ARMOUR"), WARDROBE)
    assert picked(selection) == ["armour-face"]
    far = [picture for picture in WARDROBE if picture.label != "armour-face"]
    selection = rule(prefer="face", pictures_each=2).select(scene("YU_ARMOUR"), far)
    assert picked(selection) == ["plain-face"]
    found = reason(selection, "armour")
    assert isinstance(found, AnotherWentAhead)
    assert found.decided_by == "prefer"


def test_nearness_never_ranks_individuals() -> None:
    pool = [
        Picture("near", "NEAR", individual="Ann", quality_score=1),
        face("far", "FAR", individual="Bob", quality_score=9),
        Picture("bob", "BOB", "PROP", individual="Bob", quality_score=9),
    ]
    rules = rule([{"name": "p", "type": "character"}])
    assert picked(rules.select(scene("NEAR", "BOB"), pool)) == ["far", "near"]


def test_lineage_runs_through_crops_of_crops_and_through_pictures_of_other_types() -> None:
    helmet = Picture("helmet", "HELMET", "PROP", id="helmet", source_asset_id="crop", individual="Yu")
    visor = face("visor", "VISOR", source_asset_id="helmet", individual="Yu", quality_score=1)
    pool = [picture for picture in [*WARDROBE, helmet, visor] if picture.label != "plain"]
    pool[1:3] = [
        pool[1],
        Picture("unseen", "ARMOUR_FACE", "PROP", id="crop", source_asset_id="armour", individual="Yu"),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("YU_ARMOUR"), pool)) == ["visor"]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("HELMET"), pool)) == ["visor"]


def test_lineage_does_not_run_through_a_picture_of_another_individual() -> None:
    """Two looks of Ann were cut from a picture of the crew: the one that is not placed comes no nearer by that."""
    pool = [
        Picture("crew", "CREW", id="crew", individual="the crew"),
        Picture("red", "ANN_RED", id="red", source_asset_id="crew", individual="Ann"),
        face("blue-face", "BLUE_FACE", source_asset_id="crew", individual="Ann", quality_score=9),
        face("red-face", "RED_FACE", source_asset_id="red", individual="Ann", quality_score=1),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("ANN_RED"), pool)) == ["red-face"]


@pytest.mark.parametrize("source", ["gone", "", None, math.nan])
def test_a_source_that_is_not_in_the_pool_makes_no_lineage(source: Any) -> None:
    pool = [
        Picture("red", "ANN_RED", id="red", source_asset_id=source, individual="Ann"),
        face("blue-face", "BLUE_FACE", source_asset_id=source, individual="Ann", quality_score=9),
        face("red-face", "RED_FACE", source_asset_id="red", individual="Ann", quality_score=1),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("ANN_RED"), pool)) == ["red-face"]


def test_lineage_is_the_same_in_circles() -> None:
    pool = [
        Picture("a", "A", id="a", source_asset_id="c", individual="Ann"),
        Picture("b", "B", id="b", source_asset_id="a", individual="Ann"),
        face("c", "C", id="c", source_asset_id="b", individual="Ann"),
        face("d", "D", id="d", source_asset_id="d", individual="Ann", quality_score=9),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("B"), pool)) == ["c"]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("D"), pool)) == ["d"]


def test_what_a_group_picture_does_not_join_into_one_individual_is_of_no_use_for_nearness() -> None:
    """Under one tag the group picture and Ann's face are one individual, and so of one lineage; Bob's face is not."""
    pool = [
        Picture("group", "ANN", id="group"),
        face("ann", "ANN", id="ann", source_asset_id="group", quality_score=1),
        face("bob", "BOB", source_asset_id="group", quality_score=9),
        Picture("eyes", "ANN_EYES", is_face_crop=True, source_asset_id="ann", quality_score=5),
    ]
    assert who(*pool) == ["group+ann+eyes", "bob"]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("ANN"), pool)) == ["ann"]


def test_a_tag_is_placed_in_whichever_form_it_is_written_and_whatever_its_role() -> None:
    pool = [Picture("old", "ZOE\u0308", individual="Zo\u00eb", quality_score=9)]
    pool.append(Picture("coat", "ZOE\u0308_COAT", individual="Zo\u00eb", quality_score=1))
    assert picked(rule().select(scene(("[ZO\u00cb_COAT]", "prop")), pool)) == ["coat"]


# --- One photograph goes once ----------------------------------------------------------------------------------

PAIR = [
    Picture("ada", "ADA", reference_image_url="pair.png", quality_score=8),
    Picture("bram", "BRAM", reference_image_url="pair.png", quality_score=8),
    Picture("forge", "FORGE", "ENVIRONMENT", reference_image_url="forge.png", quality_score=7),
    Picture("crate", "CRATE", "PROP", reference_image_url="crate.png", quality_score=7),
]


def test_one_photograph_of_two_people_goes_once_and_the_slot_to_the_next() -> None:
    selection = rule(references=3).select(scene("ADA", "BRAM", "FORGE", "CRATE"), PAIR)
    assert picked(selection) == ["ada", "forge", "crate"]
    assert reason(selection, "bram") == SamePicture(by=selection.picks[0].facts)


def test_it_goes_once_where_a_later_priority_asks_for_it_too() -> None:
    rules = rule([{"name": "subject", "role": "subject"}, {"name": "the rest", "crop": "full"}], references=2)
    selection = rules.select(scene("ADA", ("BRAM", "interaction_target"), ("FORGE", "environment")), PAIR)
    assert picked(selection) == ["ada", "forge"]
    assert reason(selection, "bram") == SamePicture(by=selection.picks[0].facts)


def test_another_picture_of_the_second_individual_goes_where_the_first_pick_was_made_before() -> None:
    alone = Picture("bram-alone", "BRAM", reference_image_url="bram.png", quality_score=3)
    rules = rule([{"name": "subject", "role": "subject"}, {"name": "the rest", "crop": "full"}])
    selection = rules.select(scene("ADA", ("BRAM", "interaction_target")), [*PAIR[:2], alone])
    assert picked(selection) == ["ada", "bram-alone"]


def test_but_within_one_priority_the_picture_kept_for_it_is_passed_over_without_a_second() -> None:
    alone = Picture("bram-alone", "BRAM", reference_image_url="bram.png", quality_score=3)
    selection = rule().select(scene("ADA", "BRAM"), [*PAIR[:2], alone])
    assert picked(selection) == ["ada"]
    assert reason(selection, "bram") == SamePicture(by=selection.picks[0].facts)
    found = reason(selection, "bram-alone")
    assert isinstance(found, AnotherWentAhead)
    assert (found.by.place, found.decided_by) == (1, "quality")


def test_of_three_in_one_step_only_those_whose_photograph_has_gone_are_passed_over() -> None:
    pool = [
        Picture(label, label, reference_image_url=address, quality_score=score)
        for label, address, score in (("A", "x", 9), ("B", "x", 8), ("C", "y", 7), ("D", "x", 6), ("E", "y", 5))
    ]
    pool.append(Picture("F", "F", quality_score=4))
    selection = rule().select(scene(*"ABCDEF"), pool)
    assert picked(selection) == ["A", "C", "F"]
    assert [reason(selection, label) for label in "BDE"] == [
        SamePicture(by=selection.picks[0].facts),
        SamePicture(by=selection.picks[0].facts),
        SamePicture(by=selection.picks[1].facts),
    ]


def test_a_picture_that_is_passed_over_so_does_not_count_for_the_cap() -> None:
    pool = [
        Picture(label, label, reference_image_url=address, quality_score=score)
        for label, address, score in (("A", "x", 9), ("B", "x", 8), ("C", "y", 7), ("D", "z", 6))
    ]
    selection = rule([{**ANYTHING[0], "at_most": 2}]).select(scene(*"ABCD"), pool)
    assert picked(selection) == ["A", "C"]
    assert isinstance(reason(selection, "B"), SamePicture)
    found = reason(selection, "D")
    assert isinstance(found, CapReached)
    assert [facts.tag for facts in found.taken] == ["A", "C"]


@pytest.mark.parametrize("address", [None, "", *GAPS], ids=repr)
def test_pictures_without_an_address_are_not_one_picture(address: Any) -> None:
    pool = [Picture(label, label, reference_image_url=address) for label in "AB"]
    assert picked(rule().select(scene("A", "B"), pool)) == ["A", "B"]


@pytest.mark.parametrize(
    "other", ["Pair.png", "pair.png ", "pair.png?v=2", "./pair.png", "pair\u200b.png", "zoe\u0308.png"]
)
def test_addresses_are_compared_exactly(other: str) -> None:
    pool = [Picture(label, label, reference_image_url=address) for label, address in zip(
        "ABC", ("pair.png", other, "zo\u00eb.png"), strict=True
    )]  # fmt: skip
    assert picked(rule().select(scene(*"ABC"), pool)) == ["A", "B", "C"]


def test_addresses_are_compared_as_text() -> None:
    pool = [Picture("a", "A", reference_image_url=PurePosixPath("/p/pair.png"))]
    pool.append(Picture("b", "B", reference_image_url="/p/pair.png"))
    selection = rule().select(scene("A", "B"), pool)
    assert picked(selection) == ["a"]
    assert selection.picks[0].facts.address == "/p/pair.png"


def test_one_individual_does_not_send_one_photograph_twice() -> None:
    twice = [{"name": "one", "crop": ["face", "full"]}, {"name": "two", "crop": ["face", "full"]}]
    pool = [
        Picture("a", "A", reference_image_url="a.png", quality_score=9),
        Picture("again", "A", reference_image_url="a.png", quality_score=8),
        face("face", "A", reference_image_url="f.png", quality_score=1),
    ]
    selection = rule(twice, pictures_each=2).select(scene("A"), pool)
    assert picked(selection) == ["a", "face"]
    assert isinstance(reason(selection, "again"), AlreadyShown)
    selection = rule(twice, pictures_each=3).select(scene("A"), pool)
    assert picked(selection) == ["a", "face"]
    assert reason(selection, "again") == SamePicture(by=selection.picks[0].facts)


def test_a_photograph_that_has_gone_still_counts_for_the_earliest_placement() -> None:
    rules = rule([{"name": "one", "role": "subject"}, {"name": "two", "role": "prop"}])
    pool = [
        Picture("pair", "ADA", reference_image_url="pair.png"),
        Picture("b", "B", quality_score=5),
        Picture("bram-pair", "BRAM", individual="Bram", reference_image_url="pair.png", quality_score=9),
        Picture("bram", "BRAM_2", individual="Bram", quality_score=5),
    ]
    manifest = scene("ADA", ("BRAM", "prop"), ("B", "prop"), ("BRAM_2", "prop"))
    assert picked(rules.select(manifest, pool)) == ["pair", "bram", "b"]


def test_the_same_picture_is_said_before_another_went_ahead_and_after_whatever_bars_it() -> None:
    pool = [
        Picture("ada", "ADA", reference_image_url="pair.png", quality_score=9),
        Picture("bram", "BRAM", reference_image_url="pair.png", quality_score=1),
        Picture("bram-best", "BRAM", reference_image_url="bram.png", quality_score=8),
    ]
    rules = rule(references=1)
    assert isinstance(reason(rules.select(scene("ADA", "BRAM"), pool), "bram"), SamePicture)
    assert isinstance(reason(rules.select(scene("ADA", "BRAM"), pool), "bram-best"), SlotsFull)
    assert isinstance(reason(rule().select(scene("ADA", "BRAM"), pool), "bram"), AlreadyShown)
    by_role = rule([{"name": "p", "role": "subject"}])
    assert isinstance(reason(by_role.select(scene("ADA", ("BRAM", "prop")), pool), "bram"), MeetsNoPriority)
    only_faces = rule(pictures_each=["face"])
    pool[0] = face("ada", "ADA", reference_image_url="pair.png")
    assert isinstance(reason(only_faces.select(scene("ADA", "BRAM"), pool), "bram"), CropNotSent)


def test_the_same_picture_is_said_even_of_a_priority_that_was_not_reached() -> None:
    rules = rule([{"name": "one", "role": "subject"}, {"name": "two", "role": "prop"}], references=1)
    selection = rules.select(scene("ADA", ("BRAM", "prop")), PAIR)
    assert reason(selection, "bram") == SamePicture(by=selection.picks[0].facts)


# --- The words of the shot rule, of those it is like, and of the top of the file -------------------------------


def test_the_shot_rules_word_wins_over_the_top_of_the_file() -> None:
    pool = [Picture("a", "A", quality_score=9), face("f", "A"), Picture("b", "B")]
    top: dict[str, Any] = {"references": 1, "prefer": "face"}
    silent = rules_with({"default": {"priorities": ANYTHING}}, **top)
    own = rules_with({"default": {"priorities": ANYTHING, "references": 2, "prefer": "full"}}, **top)
    assert picked(silent.select(scene("A", "B"), pool)) == ["f"]
    assert picked(own.select(scene("A", "B"), pool)) == ["a", "b"]


def test_like_takes_over_everything_but_spellings_through_a_whole_chain() -> None:
    rules = rules_with(
        {
            "third": {"like": "second", "references": 1},
            "second": {"like": "first", "priorities": [{"name": "props", "type": "prop"}], "spellings": ["deux"]},
            "first": {"priorities": ANYTHING, "pictures_each": ["face"], "references": 2, "spellings": ["un"]},
            "default": {"priorities": ANYTHING},
        },
        references=5,
        pictures_each=2,
    )
    pool = [Picture("p", "P", "PROP", is_face_crop=True), Picture("q", "Q", "PROP", is_face_crop=True), face("f", "F")]
    pool.append(Picture("full", "R", "PROP"))
    tags = [picture.manifest_tag for picture in pool]
    assert picked(rules.select(scene(*tags, shot_type="third"), pool)) == ["p"]
    assert picked(rules.select(scene(*tags, shot_type="deux"), pool)) == ["p", "q"]
    assert picked(rules.select(scene(*tags, shot_type="un"), pool)) == ["p", "q"]
    assert rules.select(scene(*tags, shot_type="un"), pool).shot == "first"
    assert len(rules.select(scene(*tags), pool).picks) == 4


def test_a_reason_speaks_of_the_rule_that_served_even_where_another_wrote_the_priority() -> None:
    rules = rules_with({"wide": {"like": "default"}, "default": {"priorities": ANYTHING}})
    (pick,) = rules.select(scene("A", shot_type="wide"), [Picture("a", "A")]).picks
    assert pick.priority.shot == "wide"


# --- 5. Nothing to choose from, and what is malformed ----------------------------------------------------------


def test_no_placements_is_an_empty_selection_that_says_so() -> None:
    selection = rule().select(scene(), [Picture("a", "A")])
    assert (list(selection.assets), notes(selection)) == ([], ["no_placements"])
    assert isinstance(reason(selection, "a"), NotPlaced)


def test_an_empty_pool_is_an_empty_selection_that_says_so() -> None:
    selection = rule().select(scene("A"), [])
    assert (list(selection.assets), notes(selection)) == ([], ["empty_pool"])
    assert reason(selection, "A") == NotInPool(near=None)


def test_only_what_choosing_uses_is_required_and_unknown_keys_are_ignored() -> None:
    manifest = scene("A")
    manifest["colour"] = manifest["composition"]["lens"] = manifest["placements"][0]["mood"] = {"any": [1]}
    assert picked(rule().select(manifest, [Picture("a", "A")])) == ["a"]


GOOD = scene(("A", "subject"), ("B", "prop"))
SECOND = {"asset_tag": "B", "role": "prop"}


@pytest.mark.parametrize(
    ("malformed", "field"),
    [
        ({**GOOD, "composition": {"shot_type": b"wide"}}, "composition.shot_type"),
        ({**GOOD, "placements": b""}, "placements"),
        ({**GOOD, "placements": {"A", "B"}}, "placements"),
        ({**GOOD, "placements": [SECOND, {"asset_tag": b"A", "role": "subject"}]}, "placements[1].asset_tag"),
        ({**GOOD, "placements": [SECOND, {"asset_tag": "A", "role": b"subject"}]}, "placements[1].role"),
    ],
)
def test_a_malformed_manifest_is_an_error_that_names_the_field(malformed: dict[str, Any], field: str) -> None:
    """Of what JSON cannot write; the rest is in tests/invalid/manifests."""
    with pytest.raises(ProblemError) as caught:
        rule().select(malformed, [Picture("a", "A")])
    assert [problem.field for problem in caught.value.problems] == [field]
    with pytest.raises(ProblemError):
        read_manifest(malformed)


@pytest.mark.parametrize("raw", [None, [GOOD], b"{}", "{}", object()])
def test_what_is_no_manifest_at_all_is_an_error_and_never_an_empty_answer(raw: Any) -> None:
    with pytest.raises(ProblemError):
        rule().select(raw, [Picture("a", "A")])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"manifest_tag": b"B"}, "assets[1].manifest_tag"),
        ({"asset_type": b"PROP"}, "assets[1].asset_type"),
        ({"quality_score": math.inf}, "assets[1].quality_score"),
        ({"quality_score": Decimal("-0.01")}, "assets[1].quality_score"),
        ({"quality_score": Decimal("10.01")}, "assets[1].quality_score"),
        ({"quality_score": 1j}, "assets[1].quality_score"),
        ({"is_face_crop": Decimal(1)}, "assets[1].is_face_crop"),
    ],
)
def test_a_malformed_asset_is_an_error_that_names_the_field(values: dict[str, Any], field: str) -> None:
    """Of what JSON cannot write; the rest is in tests/invalid/pools."""
    whole = {"manifest_tag": "B", "asset_type": "PROP", **values}
    with pytest.raises(ProblemError) as caught:
        rule().select(scene("A"), [Picture("a", "A"), SimpleNamespace(**whole)])
    assert [problem.field for problem in caught.value.problems] == [field]


@pytest.mark.parametrize("lacking", ["manifest_tag", "asset_type"])
def test_an_asset_without_its_tag_or_its_type_is_an_error(lacking: str) -> None:
    values = {"manifest_tag": "B", "asset_type": "PROP"}
    del values[lacking]
    with pytest.raises(ProblemError) as caught:
        AssetPool([SimpleNamespace(**values)])
    assert [problem.field for problem in caught.value.problems] == [f"assets[0].{lacking}"]


@pytest.mark.parametrize(
    "quality", [None, 0, 0.0, 10, 10.0, Decimal(0), Decimal(10), Decimal("0.001"), 5, -0.0], ids=repr
)
def test_every_number_from_0_to_10_is_a_quality_and_so_is_none(quality: Any) -> None:
    assert picked(rule().select(scene("A"), [Picture("a", "A", quality_score=quality)])) == ["a"]


@pytest.mark.parametrize(("value", "crop"), [(None, "full"), (0, "full"), (False, "full"), (1, "face"), (True, "face")])
def test_is_face_crop_may_be_none_0_or_1(value: Any, crop: str) -> None:
    (pick,) = rule().select(scene("A"), [Picture("a", "A", is_face_crop=value)]).picks
    assert pick.facts.crop == crop


def test_what_is_wrong_with_an_asset_is_said_once_and_in_words() -> None:
    good, lacking = Picture("a", "A", id=1), SimpleNamespace(manifest_tag=None, asset_type="PROP", is_face_crop="yes")
    with pytest.raises(ProblemError) as caught:
        AssetPool([good, lacking, good, lacking])
    assert [(problem.code, problem.what) for problem in caught.value.problems] == [
        ("A501", "`assets[1].manifest_tag` is missing."),
        ("A502", "`assets[1].is_face_crop` is 'yes', and must be true, false, 1, 0 or nothing."),
    ]
    with pytest.raises(ProblemError) as caught:
        AssetPool([Picture("a", " ")])
    assert [problem.what for problem in caught.value.problems] == [
        "`assets[0].manifest_tag` is ' ', and must be text that is not empty."
    ]


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
    manifest = {"composition": {"shot_type": Word.SHOT}, "placements": [{"asset_tag": tag, "role": role}]}
    selection = SHOTS.select(manifest, [{"manifest_tag": Word.WREN, "asset_type": "character"}])
    assert (selection.shot, selection.tags, selection.picks[0].role) == ("Close-Up", ("WREN",), "subject")
    assert "Word" not in f"{selection.explain()} {selection.scene} {selection.picks}".replace("<Word.WREN: 'WREN'>", "")


@pytest.mark.parametrize(("written", "kept"), [("far left", "far left"), (Word.LEFT, "left"), (7, None), (None, None)])
def test_a_position_is_kept_where_it_is_text_and_stops_nothing_where_it_is_none(
    written: object, kept: str | None
) -> None:
    manifest = scene("A")
    manifest["placements"][0]["position"] = written
    (pick,) = rule().select(manifest, [Picture("a", "A")]).picks
    assert (pick.position, type(pick.position)) == (kept, type(kept))


def test_a_value_that_cannot_be_written_is_refused_all_the_same() -> None:
    with pytest.raises(ProblemError, match=r"`assets\[0\].quality_score` is a int, and must be a number from 0 to 10"):
        AssetPool([{"manifest_tag": "WREN", "asset_type": "character", "quality_score": 10**5_000}])


def test_the_nearest_tag_is_found_among_many() -> None:
    assets = [{"manifest_tag": f"CHARACTER_{number}", "asset_type": "character"} for number in range(3_000)]
    assert [AssetPool(assets).nearest_tag("CHRACTER_77") for _ in range(2)] == ["CHARACTER_77"] * 2


def test_tags_beyond_a_length_are_not_compared() -> None:
    pool = AssetPool([Picture("a", "A" * 99 + "B"), Picture("b", "B" * 101)])
    assert pool.nearest_tag("A" * 100) == "A" * 99 + "B"
    assert pool.nearest_tag("A" * 101) is None
    assert pool.nearest_tag("B" * 100) is None


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
        selection = rule([{"name": "p", "type": "prop"}]).select(scene("A"), [Picture("a", "A", kind)])
        assert picked(selection) == ["a"]
        assert notes(selection) == []


# --- 6. What cannot be sent takes no slot ----------------------------------------------------------------------


def refusing(**answers: bool | str) -> Callable[[Picture], bool | str]:
    """A test that answers so of the pictures with these labels, and yes of all others."""
    return lambda picture: answers.get(picture.label, True)


@pytest.mark.parametrize(
    ("answer", "why"), [(False, None), ("its file is gone", "its file is gone"), ("", None)], ids=repr
)
def test_a_picture_that_cannot_be_sent_says_so_and_its_slot_goes_to_the_next(answer: Any, why: str | None) -> None:
    pool = AssetPool(
        [Picture("a", "A", quality_score=9), Picture("b", "B", quality_score=8), Picture("c", "C")],
        usable=refusing(a=answer),
    )
    selection = rule(references=2).select(scene(*"ABC"), pool)
    assert picked(selection) == ["b", "c"]
    assert reason(selection, "a") == CannotBeSent(why=why)


def test_its_place_goes_to_the_next_picture_of_the_same_individual() -> None:
    pool = AssetPool([Picture("best", "A", quality_score=9), Picture("next", "A")], usable=refusing(best=False))
    selection = rule().select(scene("A"), pool)
    assert picked(selection) == ["next"]
    assert reason(selection, "best") == CannotBeSent(why=None)


def test_it_does_not_count_for_the_cap_of_a_priority() -> None:
    pool = AssetPool([Picture("a", "A", quality_score=9), Picture("b", "B")], usable=refusing(a=False))
    assert picked(rule([{**ANYTHING[0], "at_most": 1}]).select(scene("A", "B"), pool)) == ["b"]


def test_nor_does_it_keep_the_same_photograph_from_going_under_another_tag() -> None:
    assets = [Picture("a", "A", reference_image_url="x", quality_score=9), Picture("b", "B", reference_image_url="x")]
    assert picked(rule().select(scene("A", "B"), AssetPool(assets, usable=refusing(a=False)))) == ["b"]


def test_a_pool_without_a_test_holds_nothing_back() -> None:
    pool = [Picture("a", "A", reference_image_url=None), Picture("b", "B", reference_image_url="gone.mp4")]
    assert picked(rule().select(scene("A", "B"), pool)) == ["a", "b"]
    assert picked(rule().select(scene("A", "B"), AssetPool(pool, usable=None))) == ["a", "b"]


def test_the_test_is_asked_once_for_each_picture_of_the_callers_own_objects() -> None:
    asked: list[int] = []

    def usable(picture: Picture) -> bool:
        asked.append(id(picture))
        return picture.label != "b"

    a, b, c = Picture("a", "A"), Picture("b", "B"), Picture("c", "C")
    pool = AssetPool([a, b, a, c, b], usable=usable)
    rules = rule()
    for manifest in (scene("A", "B"), scene("B"), scene("A", "B"), scene("GONE")):
        selection = rules.select(manifest, pool)
        assert selection.passed_over is not None
        assert str(selection.explain())
    assert asked == [id(a), id(b), id(c)]


@pytest.mark.parametrize("answer", [None, math.nan, NA, 2, 0.5, [], Decimal(1)], ids=repr)
def test_it_answers_yes_or_no_or_a_text(answer: Any) -> None:
    with pytest.raises(TypeError, match=r"usable must answer True, False, or a text that says why not; it answered "):
        AssetPool([Picture("a", "A")], usable=lambda _: answer)


def test_its_exceptions_pass_through() -> None:
    class StoreDownError(Exception):
        pass

    def usable(picture: Picture) -> bool:
        raise StoreDownError(picture.label)

    with pytest.raises(StoreDownError, match="a"):
        AssetPool([Picture("a", "A")], usable=usable)


def test_what_the_test_would_say_later_changes_nothing() -> None:
    answers = {"a": False, "b": True}
    pool = AssetPool([Picture("a", "A"), Picture("b", "B")], usable=lambda picture: answers[picture.label])
    answers.update(a=True, b=False)
    assert picked(rule().select(scene("A", "B"), pool)) == ["b"]


def test_a_picture_that_no_placement_offers_is_not_placed_whether_or_not_it_can_be_sent() -> None:
    pool = AssetPool([Picture("a", "A"), Picture("b", "B")], usable=refusing(b="its file is gone"))
    assert isinstance(reason(rule().select(scene("A"), pool), "b"), NotPlaced)


def test_that_it_cannot_be_sent_is_said_before_whatever_else_would_hold() -> None:
    pool = AssetPool(
        [Picture("a", "A", quality_score=9), Picture("b", "A"), Picture("c", "C", "PROP")],
        usable=refusing(b="it is blurred", c=False),
    )
    rules = rule([{"name": "p", "type": "character"}], references=1)
    selection = rules.select(scene("A", "C"), pool)
    assert reasons(selection) == {"b": CannotBeSent(why="it is blurred"), "c": CannotBeSent(why=None)}


def test_a_tag_whose_pictures_cannot_be_sent_is_in_the_pool_all_the_same() -> None:
    selection = rule().select(scene("A"), AssetPool([Picture("a", "A")], usable=refusing(a=False)))
    assert picked(selection) == []
    assert [each.asset is not None for each in selection.passed_over] == [True]
    assert notes(selection) == []


def test_it_still_counts_in_the_look_at_its_source_and_joins_what_it_joins() -> None:
    group = [
        Picture("group", "CREW", id=1),
        face("ann", "ANN", source_asset_id=1),
        face("bob", "BOB", source_asset_id=1),
    ]
    pool = AssetPool(group, usable=refusing(bob=False))
    assert picked(rule().select(scene("CREW", "ANN"), pool)) == ["group", "ann"]
    chain = [Picture("a", "A", id=1), Picture("b", "B", id=2, source_asset_id=1), face("c", "C", source_asset_id=2)]
    assert picked(rule().select(scene("A", "C"), AssetPool(chain, usable=refusing(b=False)))) == ["a"]


def test_it_still_counts_for_the_earliest_placement_of_its_individual() -> None:
    assets = [
        Picture("b", "B", quality_score=5),
        Picture("a-gone", "A", individual="Ann", quality_score=9),
        Picture("a", "A2", individual="Ann", quality_score=5),
    ]
    pool = AssetPool(assets, usable=refusing(**{"a-gone": False}))
    assert picked(rule().select(scene("A", "B", "A2"), pool)) == ["a", "b"]
    assert picked(rule().select(scene("B", "A", "A2"), pool)) == ["b", "a"]


def test_it_still_brings_its_lineage_near() -> None:
    pool = AssetPool(WARDROBE, usable=refusing(armour="its file is gone"))
    assert picked(rule().select(scene("YU_ARMOUR"), pool)) == ["armour-face"]
    selection = rule([{"name": "p", "crop": "face"}]).select(scene("YU_ARMOUR"), pool)
    assert picked(selection) == ["armour-face"]


# --- One reason for everything passed over ---------------------------------------------------------------------


def test_meeting_no_priority_names_the_nearest_and_the_condition_that_failed() -> None:
    rules = rule(
        [
            {"name": "far", "role": "prop", "type": "prop", "crop": "face"},
            {"name": "near", "role": ["subject", "background"], "crop": "face"},
            {"name": "as near", "type": "vehicle"},
        ]
    )
    found = reason(rules.select(scene("A"), [Picture("a", "A", "Character")]), "a")
    assert isinstance(found, MeetsNoPriority)
    assert (found.nearest.name, found.nearest.number) == ("near", 2)
    assert [(each.key, set(each.wanted), each.found) for each in found.failed] == [("crop", {"face"}, "full")]


def test_the_nearest_is_sought_over_all_placements_and_the_earliest_priority_wins() -> None:
    rules = rule(
        [{"name": "one", "role": "prop", "type": "prop"}, {"name": "two", "role": "background", "type": "prop"}]
    )
    found = reason(rules.select(scene(("A", "background"), ("A", "prop")), [Picture("a", "A", "VEHICLE")]), "a")
    assert isinstance(found, MeetsNoPriority)
    assert found.nearest.name == "one"
    assert [(each.key, each.found) for each in found.failed] == [("type", "vehicle")]


def test_failed_conditions_stand_in_the_order_of_the_vocabulary() -> None:
    found = reason(
        rule([{"crop": "face", "type": "prop", "role": "prop", "name": "p"}]).select(
            scene(("A", "Hero ")), [Picture("a", "A", "GHOST")]
        ),
        "a",
    )
    assert isinstance(found, MeetsNoPriority)
    assert [(each.key, each.found) for each in found.failed] == [("role", "hero"), ("type", "ghost"), ("crop", "full")]


def test_already_shown_names_the_first_pick_where_a_number_rules() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three")]
    pool = [face("c", "A", quality_score=1), Picture("a", "A", quality_score=3), face("b", "A", quality_score=2)]
    found = reason(rule(thrice, pictures_each=2).select(scene("A"), pool), "c")
    assert isinstance(found, AlreadyShown)
    assert (found.by.place, found.pictures_each) == (1, 2)


def test_already_shown_names_the_pick_of_that_crop_where_a_list_rules() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three")]
    pool = [face("c", "A", quality_score=1), Picture("a", "A", quality_score=3), face("b", "A", quality_score=2)]
    found = reason(rule(thrice, pictures_each=["face", "full"]).select(scene("A"), pool), "c")
    assert isinstance(found, AlreadyShown)
    assert (found.by.place, found.pictures_each) == (2, ("face", "full"))
    found = reason(rule(thrice, pictures_each=["full"]).select(scene("A"), pool), "c")
    assert isinstance(found, AlreadyShown)
    assert found.by.place == 1


def test_already_shown_comes_before_another_went_ahead() -> None:
    pool = [Picture("a", "A", quality_score=2), Picture("b", "A", quality_score=1)]
    assert isinstance(reason(rule().select(scene("A"), pool), "b"), AlreadyShown)


@pytest.mark.parametrize(
    ("prefer", "kept", "other", "decided_by"),
    [
        ("face", face("k", "A", quality_score=1), Picture("o", "A", quality_score=2), "prefer"),
        ("face", face("k", "A", quality_score=2), Picture("o", "A", quality_score=1), "prefer"),
        ("face", face("k", "A", quality_score=2), face("o", "A", quality_score=1), "quality"),
        (["face", "full"], Picture("k", "A", quality_score=2), Picture("o", "A", quality_score=1), "quality"),
        ("face", Picture("k", "A", quality_score=0), Picture("o", "A"), "pool order"),
        (None, face("k", "A", quality_score=5), Picture("o", "A", quality_score=5), "pool order"),
    ],
)
def test_another_picture_that_went_ahead_is_named_with_what_decided(
    prefer: Any, kept: Picture, other: Picture, decided_by: str
) -> None:
    words = {"prefer": prefer} if prefer else {}
    selection = rule(pictures_each=2, **words).select(scene("A"), [kept, other])
    assert picked(selection) == ["k"]
    found = reason(selection, "o")
    assert isinstance(found, AnotherWentAhead)
    assert (found.by.place, found.decided_by, found.priority.name) == (0, decided_by, "anything")


def test_another_went_ahead_even_where_it_then_found_no_slot() -> None:
    pool = [Picture("x", "X", quality_score=9), Picture("a", "A", quality_score=2), Picture("b", "A", quality_score=1)]
    selection = rule(references=1).select(scene("X", "A"), pool)
    assert picked(selection) == ["x"]
    assert isinstance(reason(selection, "a"), SlotsFull)
    assert isinstance(reason(selection, "b"), AnotherWentAhead)


def test_a_cap_reached_names_those_taken() -> None:
    pool = [Picture(label, label, quality_score=score) for label, score in zip("ABC", (1, 2, 3), strict=True)]
    found = reason(rule([{**ANYTHING[0], "at_most": 2}]).select(scene(*"ABC"), pool), "A")
    assert isinstance(found, CapReached)
    assert (found.at_most, [facts.tag for facts in found.taken]) == (2, ["C", "B"])


def test_a_cap_reached_with_the_last_slot_is_still_the_cap() -> None:
    pool = [Picture(label, label) for label in "ABC"]
    selection = rule([{**ANYTHING[0], "at_most": 2}], references=2).select(scene(*"ABC"), pool)
    assert isinstance(reason(selection, "C"), CapReached)
    selection = rule([{**ANYTHING[0], "at_most": 3}], references=2).select(scene(*"ABC"), pool)
    assert isinstance(reason(selection, "C"), SlotsFull)


def test_full_slots_say_whether_the_priority_was_reached() -> None:
    rules = rule([{"name": "one", "type": "character"}, {"name": "two", "type": "prop"}], references=1)
    pool = [Picture("a", "A"), Picture("b", "B"), Picture("p", "P", "PROP")]
    selection = rules.select(scene("A", "B", "P"), pool)
    reached, unreached = reason(selection, "b"), reason(selection, "p")
    assert isinstance(reached, SlotsFull)
    assert isinstance(unreached, SlotsFull)
    assert (reached.priority.name, reached.reached, reached.references) == ("one", True, 1)
    assert (unreached.priority.name, unreached.reached, unreached.references) == ("two", False, 1)


def test_the_last_priority_that_a_picture_met_gives_the_reason_even_if_it_was_not_reached() -> None:
    rules = rule([{"name": "one", "type": "character", "at_most": 1}, {"name": "two", "role": "subject"}], references=1)
    found = reason(rules.select(scene("A", "B"), [Picture("a", "A"), Picture("b", "B")]), "b")
    assert isinstance(found, SlotsFull)
    assert (found.priority.name, found.reached) == ("two", False)
    found = reason(rules.select(scene("A", ("B", "prop")), [Picture("a", "A"), Picture("b", "B")]), "b")
    assert isinstance(found, CapReached)


def test_a_barred_crop_is_said_before_full_slots() -> None:
    rules = rule(references=1, pictures_each=["face"])
    selection = rules.select(scene("A", "B"), [face("a", "A"), Picture("b", "B")])
    found = reason(selection, "b")
    assert isinstance(found, CropNotSent)
    assert (found.pictures_each, found.priority.name) == (("face",), "anything")


def test_everything_is_in_one_place_and_in_a_fixed_order() -> None:
    pool = [
        Picture("unplaced", "U"),
        Picture("second", "B", "PROP"),
        Picture("first-b", "A", quality_score=1),
        Picture("first-a", "A", quality_score=2),
        Picture("last", "C"),
    ]
    selection = rule([{"name": "p", "type": "vehicle"}]).select(scene("NOBODY", "A", "B", "NOBODY", "GONE"), pool)
    order = [(each.asset.label if each.asset else each.tag, each.placement) for each in selection.passed_over]
    assert order == [
        ("NOBODY", 0),
        ("first-b", 1),
        ("first-a", 1),
        ("second", 2),
        ("GONE", 4),
        ("unplaced", None),
        ("last", None),
    ]


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
    assert [type(each.reason).__name__ for each in selection.passed_over] == ["AlreadyShown", "NotInPool", "NotPlaced"]
    assert str(selection.explain())


def test_values_changed_later_do_not_change_an_indexed_pool() -> None:
    low, high = Picture("low", "A", quality_score=1), Picture("high", "B", quality_score=2)
    pool = AssetPool([low, high])
    low.quality_score = 9  # type: ignore[attr-defined]
    selection = rule(references=1).select(scene("A", "B"), pool)
    assert picked(selection) == ["high"]
    assert [each.facts.quality for each in selection.passed_over if each.facts] == [1]
