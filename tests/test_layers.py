"""What edits make of a list, and what becomes of each of them: `selector.engine.layers` by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.effective_lists import EffectiveLists
from selector.engine.layers import Laid, edited
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.model.problem import Source
from selector.reading.rules.rule_file import read_rule_file

if TYPE_CHECKING:
    from selector.model.ruleset import Entry, RuleSet

HEAD = 'language: 1\nname: harbour\nversion: "1"\n'
INHERITED = """
{name: face, crop: face, role: subject, at_most: 1, because: "a"}
{name: dress, crop: full, when: {shot: wide}}
{name: quay, type: environment}
"""


def read(text: str) -> RuleSet:
    rule_set = read_rule_file(Source(name="harbour.yaml", text=HEAD + text)).rule_set
    assert rule_set is not None
    return rule_set


def entries(lines: str, key: str = "change") -> tuple[Entry, ...]:
    """Entries of a list, one on each line."""
    listed = "".join(f"      - {line}\n" for line in lines.strip().splitlines())
    (shot,) = read(f"shots:\n  default:\n    {key}:\n{listed}").shots
    return shot.lists[key]


def laid(edits: str) -> Laid:
    """The inherited entries after some edits, one on each line."""
    return edited(entries(INHERITED, "priorities"), entries(edits))


def names(those: tuple[Entry, ...]) -> str:
    return " ".join(entry.name for entry in those)


def said(entry: Entry) -> str:
    """An entry with its conditions, its `when` and its other words, by their keys."""
    keys = [condition.key for condition in entry.conditions]
    return " ".join([entry.name, *keys, *["when"] * bool(entry.when), *entry.words])


def wrong(edits: str) -> list[tuple[str, str, str, str, str]]:
    """Each edit that cannot be made: its name, why not, which key, what is missing, what is there."""
    return [
        (each.edit.name, each.why, each.key, each.missing, " ".join(each.there))
        for each in laid(edits).wrong
    ]


def test_without_edits_a_list_is_what_it_was() -> None:
    inherited = entries(INHERITED, "priorities")
    assert edited(inherited, ()) == Laid(entries=inherited, inherited=inherited)


def test_keys_win_and_the_rest_stays() -> None:
    result = laid("{name: face, type: character, crop: full, at_most: 2}")
    face = result.entries[0]
    assert said(face) == "face role type crop at_most because"
    assert [condition.values for condition in face.conditions][-1] == ("full",)
    assert face.words["at_most"].value == 2
    assert names(result.entries) == "face dress quay"
    assert face.laid_over == (result.inherited[0].at,)
    assert said(result.inherited[0]) == "face role crop at_most because"
    (made,) = result.made
    assert (made.before, made.now) == (result.inherited[0], face)
    assert (result.added, result.wrong) == ((), ())


def test_without_takes_keys_away_first() -> None:
    result = laid(
        "{name: face, without: [role, at_most], at_most: 3}\n{name: dress, without: when}"
    )
    assert [said(entry) for entry in result.entries[:2]] == [
        "face crop because at_most",
        "dress crop",
    ]
    assert result.entries[0].words["at_most"].value == 3
    assert result.wrong == ()
    assert [made.edit.name for made in result.made] == ["face", "dress"]


def test_a_when_replaces_the_whole_when_and_is_kept_without_one() -> None:
    kept, replaced = (
        laid(edit).entries[1].when
        for edit in ("{name: dress, at_most: 1}", "{name: dress, when: {shot: full}}")
    )
    assert [each.values for each in kept] == [("wide",)]
    assert [each.values for each in replaced] == [("full",)]


def test_an_entry_of_a_new_name_is_added_at_the_end() -> None:
    result = laid("{name: lamp, type: prop}\n{name: mast, type: prop, before: face}")
    assert names(result.entries) == "mast face dress quay lamp"
    assert names(result.added) == "lamp mast"
    assert said(result.entries[0]) == "mast type"
    assert (result.made, result.wrong) == ((), ())


def test_what_was_added_is_edited_like_what_was_inherited() -> None:
    result = laid("{name: lamp, type: prop}\n{name: Lamp, at_most: 1}\n{name: lamp, at_most: 2}")
    assert names(result.entries) == "face dress quay lamp"
    lamp = result.entries[3]
    assert lamp.words["at_most"].value == 2
    assert (said(lamp), len(lamp.laid_over)) == ("lamp type at_most", 1)
    (refused,) = result.wrong
    assert (refused.edit.name, refused.why, refused.key) == ("Lamp", "no such entry", "")


def test_entries_are_dropped_and_moved() -> None:
    result = laid("{name: face, drop: true}\n{name: quay, before: dress}")
    assert names(result.entries) == "quay dress"
    assert [(made.edit.name, made.now is None) for made in result.made] == [
        ("face", True),
        ("quay", False),
    ]
    assert names(laid("{name: face, after: dress}").entries) == "dress face quay"
    assert names(laid("{name: quay, after: face}").entries) == "face quay dress"
    assert names(laid("{name: face, before: quay}").entries) == "dress face quay"
    assert names(laid("{name: face, before: dress, after: quay}").entries) == "dress quay face"


def test_a_moved_entry_is_found_again_under_its_name() -> None:
    edits = "{name: quay, before: face}\n{name: quay, at_most: 1}\n{name: face, drop: true}"
    result = laid(edits + "\n{name: dress, before: quay}")
    assert names(result.entries) == "dress quay"
    assert said(result.entries[1]) == "quay type at_most"
    assert result.wrong == ()


def test_edits_of_what_is_not_there_are_refused_one_by_one() -> None:
    there = "face dress quay"
    assert wrong("{name: mast, drop: true}") == [("mast", "no such entry", "drop", "mast", there)]
    assert wrong("{name: mast, type: prop, without: role}") == [
        ("mast", "no such entry", "without", "mast", there)
    ]
    assert wrong("{name: mast, at_most: 1}") == [("mast", "no such entry", "", "mast", there)]
    assert wrong("{name: face, without: [label, role, when]}") == [
        ("face", "no such key", "without", "label", "role crop at_most because"),
        ("face", "no such key", "without", "when", "role crop at_most because"),
    ]
    assert wrong("{name: dress, without: [when, role]}") == [
        ("dress", "no such key", "without", "role", "crop when")
    ]
    assert wrong("{name: dress, at_most: 1}\n{name: dress, without: role}") == [
        ("dress", "no such key", "without", "role", "crop when at_most")
    ]
    for result in (laid("{name: mast, drop: true}"), laid("{name: mast, at_most: 1}")):
        assert (names(result.entries), result.made, result.added) == (there, (), ())


def test_neighbours_that_are_not_there_leave_the_entry_where_it_is() -> None:
    there = "face dress quay"
    for key in ("before", "after"):
        refused = [("dress", "no such neighbour", key, "mast", "face quay")]
        assert wrong(f"{{name: dress, {key}: mast}}") == refused
        assert names(laid(f"{{name: dress, {key}: mast}}").entries) == there
        assert wrong(f"{{name: dress, {key}: dress}}")[0][3] == "dress"
        assert wrong(f"{{name: dress, drop: true, {key}: mast}}") == [
            ("dress", "no such neighbour", key, "mast", there)
        ]
        assert wrong(f"{{name: dress, drop: true, {key}: face}}") == []


def test_an_edit_that_leaves_no_condition_is_not_made() -> None:
    result = laid("{name: quay, without: type, at_most: 1}")
    (refused,) = result.wrong
    assert (refused.why, refused.key, refused.missing) == ("not whole", "without", "")
    assert refused.left is not None
    assert said(refused.left) == "quay at_most"
    assert said(result.entries[2]) == "quay type"
    assert result.made == ()


def test_what_a_list_needs_besides_conditions_is_for_the_list_to_say() -> None:
    inherited = entries(INHERITED, "priorities")
    result = edited(inherited, entries("{name: lamp, at_most: 1}"), lambda _: True)
    assert names(result.entries) == "face dress quay lamp"
    refused = edited(inherited, entries("{name: lamp, type: prop}"), lambda _: False)
    assert [each.why for each in refused.wrong] == ["no such entry"]


RULES = """
never: [{name: drafts, label: draft}, {name: drafts, label: old}]
scenes: {12: {pin: [{of: Compass}, {name: look, type: style}]}}
shots:
  default:
    priorities: [{name: people, type: character}, {name: place, type: environment}]
    never: [{name: dressing, type: prop}]
    limits: [{name: one, type: prop, at_most: 1}]
  near:
    like: default
    change: [{name: place, drop: true}, {name: lamp, type: prop}]
    never: [{name: dressing, drop: true}, {name: faces, crop: face}]
  nearer:
    like: near
    change: [{name: people, at_most: 1}]
  own:
    like: nearer
    priorities: [{name: things, type: prop}]
    change: [{name: things, at_most: 2}]
  round: {like: about}
  about: {like: round}
"""


def test_lists_of_shot_rules_follow_like() -> None:
    rule_set = read(RULES)
    shots = {shot.name: shot for shot in rule_set.shots}
    in_any_order = ("own", "default", "nearer", "near")
    for order in (in_any_order, sorted(in_any_order)):
        lists = EffectiveLists(rule_set)
        found = {name: names(lists.of(shots[name], PRIORITIES).entries) for name in order}
        assert found == {
            "default": "people place",
            "near": "people lamp",
            "nearer": "people lamp",
            "own": "things",
        }
        bans = {name: names(lists.of(shots[name], NEVER).entries) for name in order}
        assert bans == {"default": "dressing", "near": "faces", "nearer": "faces", "own": "faces"}
        assert {names(lists.of(shots[name], LIMITS).entries) for name in order} == {"one"}
        assert {names(lists.of(shots[name], PIN).entries) for name in order} == {""}


def test_each_list_is_worked_out_once_with_the_edits_of_its_own_rule_alone() -> None:
    rule_set = read(RULES)
    lists = EffectiveLists(rule_set)
    shots = {shot.name: shot for shot in rule_set.shots}
    nearer = lists.of(shots["nearer"], PRIORITIES)
    assert lists.of(shots["nearer"], PRIORITIES) is nearer
    assert [made.edit.name for made in nearer.made] == ["people"]
    assert said(nearer.entries[0]) == "people type at_most"
    assert [made.edit.name for made in lists.of(shots["near"], PRIORITIES).made] == ["place"]
    assert said(lists.of(shots["own"], PRIORITIES).entries[0]) == "things type at_most"
    assert lists.of(shots["own"], NEVER).made == ()


def test_a_circle_of_like_has_no_entries() -> None:
    rule_set = read(RULES)
    lists = EffectiveLists(rule_set)
    for shot in rule_set.shots:
        if shot.name in ("round", "about"):
            assert lists.of(shot, PRIORITIES).entries == ()
            assert lists.of(shot, NEVER).entries == ()


def test_lists_of_the_top_and_of_scenes_edit_themselves_alone() -> None:
    rule_set = read(RULES)
    lists = EffectiveLists(rule_set)
    top = lists.in_place(rule_set, NEVER)
    assert [said(entry) for entry in top.entries] == ["drafts label"]
    assert [condition.values for condition in top.entries[0].conditions] == [("old",)]
    assert lists.in_place(rule_set, PIN).entries == ()
    (scene,) = rule_set.scenes
    assert [entry.name for entry in lists.in_place(scene, PIN).entries] == ["of Compass", "look"]
