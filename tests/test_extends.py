"""Rules laid over others: what they say together, where each value is from, and what cannot be extended."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest

from selector import AssetPool, ProblemError, load_rules
from selector.engine.in_force import InForce
from selector.model.problem import Source
from selector.reading.load import check_rules
from selector.record.canonical import canonical
from selector.record.format_3 import outcome_record
from selector.record.formats import outcome_from
from selector.record.rule_texts import sources_from, stored_text

if TYPE_CHECKING:
    from pathlib import Path

    from selector import Rules

HOUSE = """
language: 1
name: house
version: "2.0"
references: 2
prefer: face
never:
  - {name: drafts, label: draft, because: "nobody has checked them"}
shots:
  close_up:
    spellings: [cu]
    pictures_each: [face, full]
    priorities:
      - {name: face, role: subject, crop: face, because: "a face"}
      - {name: dress, role: subject, because: "a dress"}
    change:
      - {name: dress, at_most: 1}
  default:
    like: close_up
    change:
      - {name: place, type: environment, because: "a place"}
"""
CHILD = """
language: 1
name: film
version: "1.0"
extends: house.yaml
"""


def laid(child: str, **parents: str) -> Rules:
    texts = {f"{name}.yaml": text for name, text in {"house": HOUSE, **parents}.items()}
    return load_rules(text=CHILD + child, name="film.yaml", parents=texts)


def lines(rules: Rules, shot: str) -> list[str]:
    return str(rules.plan.by_name[shot]).splitlines()


def test_a_file_that_says_nothing_more_means_what_its_parent_means() -> None:
    parent = load_rules(text=HOUSE)
    rules = laid("")
    assert (rules.name, rules.version) == ("film", "1.0")
    assert rules.digest == parent.digest
    assert str(rules.plan) == str(parent.plan)


def test_settings_and_tastes_of_the_nearer_file_win_in_their_place() -> None:
    rules = laid("references: 5\nprefer: full\nshots: {close_up: {pictures_each: 1}}\n")
    assert lines(rules, "close_up")[0] == (
        "close_up (also cu): up to 5 references, one picture of each person, place or thing;"
        " prefer full"
    )


def test_spellings_add_up_and_names_are_folded() -> None:
    rules = laid("shots: {Close-Up: {spellings: [tight]}}\n")
    assert rules.plan.by_name["tight"] is rules.plan.by_name["cu"]
    assert rules.plan.by_name["tight"].name == "close_up"


def test_what_is_laid_over_something_knows_where_that_is_written() -> None:
    house = HOUSE + "scenes: {7: {references: 1}, 8: {references: 1}}\n"
    over = """
never: [{name: drafts, label: sketch}]
shots: {close_up: {change: [{name: dress, label: dress}]}}
scenes: {"007": {prefer: full}}
"""
    rules = laid(over, house=house)
    close_up, default = rules.rule_set.shots
    assert [(at.file, at.line) for at in close_up.laid_over] == [("house.yaml", 10)]
    assert default.laid_over == ()
    seven, eight = rules.rule_set.scenes
    assert [(at.file, at.line) for at in seven.laid_over] == [("house.yaml", 22)]
    assert eight.laid_over == ()
    dress = InForce(rules).shot(rules.plan.by_name["close_up"]).lists["priorities"][1]
    assert [(at.file, at.line) for at in dress.at] == [
        ("house.yaml", 15),
        ("house.yaml", 17),
        ("film.yaml", 8),
    ]


def test_priorities_replace_those_of_the_parent_and_its_edits() -> None:
    rules = laid("shots: {close_up: {priorities: [{name: dress, label: dress}]}}\n")
    assert lines(rules, "close_up")[1:3] == [
        "  1. dress: label dress",
        "  never drafts: label draft",
    ]


def test_edits_are_made_after_those_of_the_parent() -> None:
    rules = laid("shots: {close_up: {change: [{name: dress, without: at_most, before: face}]}}\n")
    assert lines(rules, "close_up")[1:3] == [
        "  1. dress: role subject",
        "  2. face: role subject, crop face",
    ]


def test_like_follows_what_the_nearer_file_has_made_of_the_other_rule() -> None:
    rules = laid("shots: {close_up: {change: [{name: face, drop: true}]}}\n")
    assert lines(rules, "default")[1:3] == [
        "  1. dress: role subject, at most 1",
        "  2. place: type environment",
    ]


def test_a_rule_that_is_like_another_begins_anew_but_for_its_spellings() -> None:
    rules = laid("shots: {close_up: {like: wide}, wide: {priorities: [{name: a, of: A}]}}\n")
    one_each = "one picture of each person, place or thing"
    assert lines(rules, "cu")[:2] == [
        f"close_up (also cu): up to 2 references, {one_each}; prefer face",
        "  1. a: of A",
    ]


def test_bans_are_edited_by_name_through_several_files() -> None:
    middle = CHILD.replace("film", "middle") + "never: [{name: drafts, type: prop}]\n"
    rules = load_rules(
        text=CHILD.replace("house.yaml", "middle.yaml")
        + "never: [{name: drafts, without: label}, {name: old, label: old}]\n",
        parents={"house.yaml": HOUSE, "middle.yaml": middle},
    )
    assert lines(rules, "default")[-2:] == ["  never drafts: type prop", "  never old: label old"]
    assert [source.name for source in rules.rule_set.sources] == [
        "rules",
        "middle.yaml",
        "house.yaml",
    ]


def test_every_value_is_where_it_was_written() -> None:
    rules = laid("shots: {close_up: {change: [{name: face, at_most: 1}]}}\n")
    face, dress = rules.plan.by_name["close_up"].steps
    assert (face.name.at.source.name, face.name.at.line, face.name.file) == ("film.yaml", 6, 0)
    assert (dress.name.at.source.name, dress.name.at.line, dress.name.file) == ("house.yaml", 17, 1)
    assert pickle.loads(pickle.dumps(rules)).digest == rules.digest  # our own


def test_a_text_extends_what_its_caller_gives_and_what_is_shipped() -> None:
    shipped = load_rules(text=CHILD.replace("house.yaml", "default"))
    assert shipped.digest == load_rules().digest
    pinned = CHILD.replace("house.yaml", f"default {load_rules().version}")
    assert load_rules(text=pinned).digest == shipped.digest


def test_a_text_reads_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "house.yaml").write_text(HOUSE)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProblemError, match="R242"):
        load_rules(text=CHILD)
    with pytest.raises(ProblemError, match="R242"):
        load_rules(text=CHILD, parents={"other.yaml": HOUSE})


def test_a_file_extends_files_of_its_own_folder_wherever_it_is_read_from(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/house.yaml").write_text(HOUSE)
    middle = CHILD.replace("house.yaml", "shared/middle.yaml")
    (tmp_path / "shared/middle.yaml").write_text(CHILD.replace("house.yaml", "house.yaml 2.0"))
    (tmp_path / "film.yaml").write_text(middle)
    rules = load_rules(tmp_path / "film.yaml")
    assert rules.digest == load_rules(tmp_path / "shared/house.yaml").digest


@pytest.mark.parametrize("written", ["default ", " default", "default  1.0.0", "default 1.0.0 "])
def test_spaces_around_the_name_and_the_version_of_a_parent_make_no_difference(
    written: str,
) -> None:
    text = CHILD.replace("house.yaml", f'"{written}"')
    assert load_rules(text=text).digest == load_rules().digest


def test_a_parent_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    """As Windows editors save it."""
    marked = f"\ufeff{HOUSE.lstrip()}"
    (tmp_path / "house.yaml").write_text(marked, encoding="utf-8")
    (tmp_path / "film.yaml").write_text(CHILD)
    digest = load_rules(text=HOUSE).digest
    for rules in (
        load_rules(tmp_path / "film.yaml"),
        load_rules(text=CHILD, parents={"house.yaml": marked}),
        load_rules(text=CHILD, parents={"house.yaml": marked.encode()}),
    ):
        assert rules.digest == digest
        assert "Y151" in [problem.code for problem in rules.warnings]


def test_a_path_and_a_text_are_not_taken_together() -> None:
    with pytest.raises(TypeError, match="not both"):
        load_rules("rules.yaml", text=CHILD)
    with pytest.raises(TypeError, match="only with `text`"):
        load_rules("rules.yaml", parents={})


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"text": [CHILD]}, "`text` must be the text of a rule file, not `['"),
        ({"text": CHILD, "name": 42}, "`name` must be what problems call the text, not `42`"),
        ({"path": CHILD.encode()}, "`path` must be the path of a rule file, not `b'"),
        (
            {"path": {"language": 1}},
            "`path` must be the path of a rule file, not `{'language': 1}`",
        ),
        ({"text": CHILD, "parents": {"house.yaml": 3}}, "`parents` must be a mapping"),
        ({"text": CHILD, "parents": {3: HOUSE}}, "`parents` must be a mapping"),
        (
            {"text": CHILD, "parents": [HOUSE]},
            "`parents` must be a mapping of names of rule files to their texts",
        ),
    ],
)
def test_what_is_no_text_and_no_path_is_refused(given: dict[str, Any], named: str) -> None:
    with pytest.raises(TypeError, match=re.escape(named)):
        load_rules(**given)


def test_no_line_of_a_file_that_is_no_rule_file_is_shown(tmp_path: Path) -> None:
    secrets = ("api_key: hunter2\n", "{password: hunter2", "- hunter2\n", "language: hunter2\n")
    for text in (*secrets, "\tlanguage hunter2"):
        (tmp_path / "secrets.yaml").write_text(text)
        (tmp_path / "film.yaml").write_text(CHILD.replace("house.yaml", "secrets.yaml"))
        with pytest.raises(ProblemError) as refused:
            load_rules(tmp_path / "film.yaml")
        (problem,) = refused.value.problems
        assert problem.code == "R243"
        assert "hunter2" not in f"{problem}{problem.at.source.text}"


def test_a_chain_of_too_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(40):
        text = CHILD.replace("house.yaml", f"f{number + 1}.yaml")
        (tmp_path / f"f{number}.yaml").write_text(text)
    with pytest.raises(ProblemError, match="more than 16 files"):
        load_rules(tmp_path / "f0.yaml")


def test_what_is_stored_of_several_files_says_all_of_them_again() -> None:
    rules = laid("never: [{name: drafts, type: prop}]\n")
    child, *parents = sources_from("film.yaml", stored_text(rules.rule_set))
    again, _ = check_rules(child, parents=parents)
    assert again is not None
    assert again.digest == rules.digest
    assert [source.text for source in again.rule_set.sources] == [
        source.text for source in rules.rule_set.sources
    ]


def test_one_file_is_stored_as_it_is() -> None:
    assert stored_text(load_rules(text=HOUSE).rule_set) == HOUSE
    for odd in ('{"extends":[', '{"extends":[3],"text":"x"}', '{"extends":[{}]}'):
        assert sources_from("a", odd) == (Source(name="a", text=odd),)


def test_an_outcome_on_record_says_which_file_an_entry_is_from() -> None:
    rules = laid("shots: {close_up: {change: [{name: face, at_most: 1}]}}\n")
    asset = {"manifest_tag": "ANN", "asset_type": "character", "is_face_crop": False}
    scene = {
        "composition": {"shot_type": "cu"},
        "placements": [{"asset_tag": "ANN", "role": "subject"}],
    }
    selection = rules.select(scene, AssetPool([asset]))
    record = outcome_record(selection)
    assert record["picks"][0]["priority"]["file"] == 1
    pool = selection.pool
    outcome = outcome_from(canonical(record), pool, rules.rule_set.sources)  # type: ignore[arg-type]
    assert outcome.picks[0].priority == selection.picks[0].priority


CROWDS = (
    HOUSE
    + """
instead:
  - {name: caravan, when: {placed: {at_least: 2}}, use: close_up, because: "a crowd"}
  - {name: storm, when: {note: storm}, use: close_up, because: "nobody is seen"}
"""
)


@pytest.mark.parametrize(
    ("edits", "left"),
    [
        ("", ["caravan: use close_up, when placed at least 2 of anything", "storm: use close_up"]),
        ("{name: caravan, drop: true}", ["storm: use close_up"]),
        ("{name: storm, before: caravan}", ["storm: use close_up", "caravan: use close_up"]),
        (
            "{name: caravan, use: wide}, {name: storm, drop: true}",
            ["caravan: use wide, when placed"],
        ),
        (
            "{name: storm, when: {note: sand}}, {name: caravan, drop: true}",
            ["storm: use close_up, when note sand"],
        ),
        (
            "{name: dawn, use: wide, when: {note: dawn}}",
            ["caravan", "storm", "dawn: use wide, when note dawn"],
        ),
    ],
)
def test_replacements_are_edited_by_name(edits: str, left: list[str]) -> None:
    child = f"instead: [{edits}]\n" if edits else ""
    wide = "shots: {wide: {priorities: [{name: a, of: A}]}}\n"
    rules = load_rules(text=CHILD + child + wide, parents={"house.yaml": CROWDS})
    written = [str(step) for step in rules.plan.top["instead"]]
    assert len(written) == len(left)
    for line, begins in zip(written, left, strict=True):
        assert line.startswith(begins)


def test_a_parent_s_replacement_leads_to_the_rule_as_the_nearer_file_has_it() -> None:
    child = "shots: {close_up: {priorities: [{name: dress, label: dress}]}}\n"
    rules = load_rules(text=CHILD + child, parents={"house.yaml": CROWDS})
    scene = {
        "composition": {"shot_type": "wide"},
        "continuity_notes": "A storm.",
        "placements": [{"asset_tag": "ANN", "role": "subject"}],
    }
    selection = rules.select(scene, [{"manifest_tag": "ANN", "asset_type": "character"}])
    assert selection.shot == "close_up"
    assert selection.picks == ()
