"""What text is the same text: shot types, roles, types, tags, ids and names."""

from __future__ import annotations

import unicodedata
import uuid
from decimal import Decimal
from typing import Any

import pytest

from selector.engine.compile import compile_rules
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.left_out import NotInPool, NotPlaced
from selector.model.problem import ProblemError
from tests.as_written import as_values
from tests.choosing import (
    ANYTHING,
    SHOTS,
    Picture,
    content_of,
    face,
    notes,
    picked,
    reason,
    reasons,
    rule,
    rules_with,
    scene,
    who,
)


@pytest.mark.parametrize(
    "dash",
    [chr(code) for code in range(0x11000) if unicodedata.category(chr(code)) == "Pd"]
    + ["\u2212", "\u2043", "\u2053", "\u207b", "\u208b", "\uff3f", "_", " "],
)
def test_every_dash_that_unicode_knows_is_a_gap(dash: str) -> None:
    selection = SHOTS.select(
        scene("A", shot_type=f"{dash}close{dash}{dash}up{dash}"), [Picture("a", "A")]
    )
    assert selection.shot == "Close-Up"


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u3000", "\x0b", "\x1f", "\u2028", "\x85"])
def test_every_blank_that_unicode_knows_is_a_gap(blank: str) -> None:
    assert (
        SHOTS.select(scene("A", shot_type=f"close{blank}up"), [Picture("a", "A")]).shot
        == "Close-Up"
    )


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
def test_full_width_letters_and_characters_nobody_sees_make_no_other_shot_type(
    shot_type: str,
) -> None:
    selection = SHOTS.select(scene("A", shot_type=shot_type), [Picture("a", "A")])
    assert selection.shot == "Close-Up"
    assert notes(selection) == []


def test_a_soft_hyphen_is_an_invisible_character_and_not_a_gap() -> None:
    selection = SHOTS.select(scene("A", shot_type="close\u00adup"), [Picture("a", "A")])
    assert (selection.shot, notes(selection)) == ("default", ["default_rule"])


@pytest.mark.parametrize("name", ["d\u00e9tail", "de\u0301tail", "DE\u0301TAIL", "d\u00c9tail"])
@pytest.mark.parametrize(
    "shot_type", ["d\u00e9tail", "de\u0301tail", "De\u0301tail", "de\u200b\u0301tail"]
)
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
    rules, problems = compile_rules(as_values(content_of(shots)))
    assert rules is None
    assert problems


@pytest.mark.parametrize(
    "role", ["\uff53\uff55\uff42\uff4a\uff45\uff43\uff54", "sub\u00adject", "\u200bSubject\ufeff"]
)
def test_full_width_letters_and_characters_nobody_sees_make_no_other_role(role: str) -> None:
    selection = rule([{"name": "p", "role": "subject"}]).select(
        scene(("A", role)), [Picture("a", "A")]
    )
    assert [pick.role for pick in selection.picks] == ["subject"]
    assert notes(selection) == []


COMPOSED, DECOMPOSED = "ZO\u00cb", "ZOE\u0308"


@pytest.mark.parametrize(
    "placed", [COMPOSED, DECOMPOSED, "ZO\u200b\u00cb", "ZOE\u200d\u0308", "\ufeffZO\u00cb\u00ad"]
)
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
    selection = rule().select(
        scene("ZO\u00cb_COAT"), [Picture("a", "ZOE\u0308_CO\u200bATS"), Picture("b", "ANN")]
    )
    assert reason(selection, "ZO\u00cb_COAT") == NotInPool(near="ZO\u00cb_COATS")


@pytest.mark.parametrize(
    "written", ["\u200b[ANN]", "[ANN]\ufeff", "[\u200b ANN\u200b ]", "[\u200bANN]", " \u00ad ANN"]
)
def test_spaces_and_brackets_are_dropped_behind_characters_nobody_sees(written: str) -> None:
    selection = rule().select(scene(written), [Picture("a", "ANN")])
    assert picked(selection) == ["a"]
    (note,) = selection.notes
    assert (note.kind, note.values["written"], note.values["tag"]) == (
        "brackets_dropped",
        written,
        "ANN",
    )


@pytest.mark.parametrize("nothing", ["\u200b", "\u00ad\ufeff", " \u200b "])
@pytest.mark.parametrize(
    "field", ["composition.shot_type", "placements[0].asset_tag", "placements[0].role"]
)
def test_text_of_which_nothing_can_be_seen_is_empty(field: str, nothing: str) -> None:
    values = {
        "composition.shot_type": "cu",
        "placements[0].asset_tag": "A",
        "placements[0].role": "subject",
    }
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
        assert who(Picture("a", "A", id=form), face("b", "B", source_asset_id=DECOMPOSED)) == [
            "a+b"
        ]
        assert who(Picture("a", "A", individual=COMPOSED), Picture("b", "B", individual=form)) == [
            "a+b"
        ]
    assert who(Picture("a", "A", individual="ANN"), Picture("b", "B", individual="\uff21NN")) == [
        "a",
        "b",
    ]


def test_ids_and_names_are_told_composed_and_without_what_nobody_sees() -> None:
    asset = Picture(
        "a",
        "A",
        id=DECOMPOSED,
        individual="Zoe\u0308",
        source_asset_id="\u200bX",
        user_tags=["e\u0301"],
    )
    asset.name = "Zo\u00ade\u0308"
    (pick,) = rule().select(scene("A"), [asset]).picks
    assert (pick.facts.id, pick.facts.individual, pick.facts.source) == (COMPOSED, "Zo\u00eb", "X")
    assert (pick.facts.name, pick.facts.labels) == ("Zo\u00eb", ("\u00e9",))


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad\ufeff"])
def test_an_id_or_a_name_of_which_nothing_can_be_seen_is_none(invisible: str) -> None:
    assert who(
        Picture("a", "A", individual=invisible), Picture("b", "B", individual=invisible)
    ) == ["a", "b"]
    assert who(Picture("a", "A", id=invisible), Picture("b", "B", source_asset_id=invisible)) == [
        "a",
        "b",
    ]
    assert who(Picture("a", "A", id=invisible), Picture("b", "B", id=invisible)) == ["a", "b"]


@pytest.mark.parametrize(
    ("one", "other"), [(COMPOSED, DECOMPOSED), (5, 5.0), ("5", 5.0), ("7", "7\u200b")]
)
def test_two_pictures_with_one_id_are_an_error_in_whichever_form_it_is_written(
    one: Any, other: Any
) -> None:
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
    for one, other in (
        (5, Decimal("5.0")),
        (Decimal(5), 5),
        (Decimal("5.00"), "5"),
        (Decimal("5E1"), 50),
    ):
        assert who(Picture("a", "A", id=one), face("b", "B", source_asset_id=other)) == ["a+b"]
    for one, other in ((Decimal("2.5"), 2), (Decimal("Infinity"), 5)):
        assert who(Picture("a", "A", id=one), face("b", "B", source_asset_id=other)) == ["a", "b"]


@pytest.mark.parametrize("written", ["\uff30\uff32\uff2f\uff30", "pro\u200bp", "PROP\u00ad"])
def test_asset_types_are_compared_without_case_and_otherwise_exactly(written: str) -> None:
    selection = rule([{"name": "p", "type": "prop"}]).select(
        scene("A"), [Picture("a", "A", written)]
    )
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
    "role",
    ["interaction_target", "Interaction Target", "INTERACTION-TARGET", " interaction\u2013target "],
)
def test_roles_fold_as_shot_types_do(role: str) -> None:
    rules = rule([{"name": "p", "role": "interaction_target"}])
    selection = rules.select(scene(("A", role)), [Picture("a", "A")])
    assert picked(selection) == ["a"]
    assert selection.picks[0].role == "interaction_target"
    assert notes(selection) == []


@pytest.mark.parametrize("written", ["PROP", "prop", "Prop"])
def test_asset_types_are_compared_without_case(written: str) -> None:
    selection = rule([{"name": "p", "type": "prop"}]).select(
        scene("A"), [Picture("a", "A", written)]
    )
    assert picked(selection) == ["a"]
    assert notes(selection) == []


@pytest.mark.parametrize("written", ["text-element", " prop", "text element"])
def test_asset_types_are_not_folded_beyond_case(written: str) -> None:
    selection = rule([{"name": "p", "type": ["prop", "text_element"]}]).select(
        scene("A"), [Picture("a", "A", written)]
    )
    assert picked(selection) == []
    assert notes(selection) == ["unknown_asset_type"]


def test_ids_are_compared_as_text() -> None:
    number = uuid.uuid5(uuid.NAMESPACE_DNS, "ann")
    assert who(Picture("a", "A", id=number), face("b", "B", source_asset_id=str(number))) == ["a+b"]
    assert who(Picture("a", "A", id="7"), face("b", "B", source_asset_id=7)) == ["a+b"]
    assert who(Picture("a", "A", id=0), face("b", "B", source_asset_id="0")) == ["a+b"]


@pytest.mark.parametrize(
    "written", ["ANN", " ANN ", "[ANN]", " [ANN]\t", "[ ANN ]", "\n[\u00a0ANN]"]
)
def test_blanks_and_one_pair_of_brackets_around_a_placements_tag_are_dropped_and_noted(
    written: str,
) -> None:
    selection = rule().select(scene(written), [Picture("a", "ANN")])
    assert picked(selection) == ["a"]
    assert notes(selection) == (["brackets_dropped"] if written != "ANN" else [])


@pytest.mark.parametrize(
    "written", ["[ANN", "ANN]", "(ANN)", "ann", "AN N", "A-NN", "[", "]", "{ANN]", "[ANN}"]
)
def test_otherwise_a_tag_is_taken_exactly(written: str) -> None:
    assert [placement.tag for placement in read_manifest(scene(written)).placements] == [written]
    selection = rule().select(scene(written), [Picture("a", "ANN")])
    assert picked(selection) == []
    assert isinstance(reasons(selection)["a"], NotPlaced)


def test_only_one_pair_of_brackets_is_dropped() -> None:
    assert picked(rule().select(scene("[[ANN]]"), [Picture("a", "[ANN]")])) == ["a"]
