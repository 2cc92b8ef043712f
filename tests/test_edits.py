"""Edits of inherited lists: what they give is what would be written out by hand."""

from __future__ import annotations

import re

import pytest

from selector import ProblemError, load_rules
from selector.engine.edit_problems import edit_problems
from selector.model.problem import Problem, Source
from selector.reading.load import check_rules
from tests.long import many

HEAD = """
language: 1
name: edits
version: "1"
shots:
  medium:
    never:
      - {name: no-props, type: prop}
    priorities:
      - {name: face, role: subject, crop: face, at_most: 1, because: "a face"}
      - {name: dress, role: subject, crop: full}
      - {name: place, type: environment, prefer: full}
"""


def plan_of(text: str) -> str:
    rules, problems = check_rules(Source(name="rules.yaml", text=HEAD + text))
    assert rules is not None, problems
    return str(rules.plan.default)


def digest_of(text: str) -> str:
    rules, problems = check_rules(Source(name="rules.yaml", text=HEAD + text))
    assert rules is not None, problems
    return rules.digest


@pytest.mark.parametrize(
    ("edits", "written_out"),
    [
        ("{name: face, drop: true}", "[dress, place]"),
        ("{name: face, at_most: 2}", "[{face, at_most: 2}, dress, place]"),
        ("{name: face, without: at_most}", "[{face}, dress, place]"),
        ("{name: face, without: [crop, role], of: Ann}", "[{of: Ann}, dress, place]"),
        ("{name: face, crop: full}", "[{turned}, dress, place]"),
        ("{name: place, before: face}", "[place, face, dress]"),
        ("{name: face, after: place}", "[dress, place, face]"),
        ("{name: place, before: dress, without: prefer}", "[face, {place}, dress]"),
        ("{name: lamp, type: prop}", "[face, dress, place, lamp]"),
        ("{name: lamp, type: prop, after: face}", "[face, lamp, dress, place]"),
        ("{name: face, drop: true}, {name: place, before: dress}", "[place, dress]"),
        ("{name: lamp, type: prop}, {name: face, after: lamp}", "[dress, place, lamp, face]"),
        ("{name: \u200bface, drop: true}", "[dress, place]"),
    ],
)
def test_a_list_after_its_edits_is_the_list_that_they_say(edits: str, written_out: str) -> None:
    entries = {
        "{face, at_most: 2}": '{name: face, role: subject, crop: face, at_most: 2, because: "x"}',
        "{face}": '{name: face, role: subject, crop: face, because: "x"}',
        "{turned}": '{name: face, role: subject, crop: full, at_most: 1, because: "x"}',
        "{of: Ann}": '{name: face, of: Ann, at_most: 1, because: "x"}',
        "{place}": "{name: place, type: environment}",
        "face": '{name: face, role: subject, crop: face, at_most: 1, because: "a face"}',
        "dress": "{name: dress, role: subject, crop: full}",
        "place": "{name: place, type: environment, prefer: full}",
        "lamp": "{name: lamp, type: prop}",
    }
    parts = written_out.strip("[]").replace(", at_most", "; at_most").split(", ")
    names = [part.replace("; at_most", ", at_most") for part in parts]
    by_hand = ", ".join(entries[name] for name in names)
    edited = f"  default: {{like: medium, change: [{edits}]}}\n"
    assert digest_of(edited) == digest_of(f"  default: {{like: medium, priorities: [{by_hand}]}}\n")


def test_a_third_rule_has_the_list_after_the_edits_and_edits_it_again() -> None:
    plan = plan_of("""
  reverse: {like: medium, change: [{name: face, drop: true}, {name: lamp, type: prop}]}
  default: {like: reverse, change: [{name: lamp, before: dress, at_most: 1}]}
""")
    assert [line.strip() for line in plan.splitlines()[1:4]] == [
        "1. lamp: type prop, at most 1",
        "2. dress: role subject, crop full",
        "3. place: type environment, prefer full",
    ]


def test_priorities_of_its_own_leave_the_edits_of_the_other_rule_behind() -> None:
    plan = plan_of("""
  reverse: {like: medium, change: [{name: face, drop: true}]}
  default:
    like: reverse
    change: [{name: face, after: hands}]
    priorities: [{name: face, crop: face}, {name: hands, label: hands}]
""")
    assert [line.strip() for line in plan.splitlines()[1:3]] == [
        "1. hands: label hands",
        "2. face: crop face",
    ]


def test_edits_of_one_rule_leave_the_other_as_it_is() -> None:
    rules, _ = check_rules(
        Source(
            name="rules.yaml",
            text=HEAD + "  default: {like: medium, change: [{name: face, at_most: 3}]}\n",
        )
    )
    assert rules is not None
    (medium, default) = rules.plan.shots
    assert [shot.steps[0].at_most for shot in (medium, default)] == [1, 3]


def test_a_ban_is_edited_by_name_along_like() -> None:
    plan = plan_of("""
  reverse: {like: medium, never: [{name: no-props, without: type, label: draft}]}
  default: {like: reverse, never: [{name: no-faces, crop: face, before: no-props}]}
""")
    assert plan.splitlines()[-2:] == [
        "  never no-faces: crop face",
        "  never no-props: label draft",
    ]


def test_a_dropped_ban_excludes_nothing() -> None:
    assert "never" not in plan_of(
        "  default: {like: medium, never: [{name: no-props, drop: true}]}\n"
    )


def test_an_edited_entry_is_written_where_its_edit_is() -> None:
    rules, problems = check_rules(
        Source(
            name="rules.yaml",
            text=HEAD + "  default: {like: medium, change: [{name: face, at_most: 3}]}\n",
        )
    )
    assert rules is not None
    face = rules.plan.default.steps[0].name
    assert (face.at.line, face.because) == (13, "a face")
    assert not [problem for problem in problems if problem.code == "R251"]


@pytest.mark.parametrize(
    ("edit", "conditions"),
    [
        ("when: {note: night}", ("type", "label", "{'note': ['night']}", "2")),
        ("when: {camera: push}", ("type", "label", "{'camera': ['push']}", "2")),
        ("without: when", ("type", "label", "None", "2")),
        ("without: [when, at_most, label]", ("type", "None", "None")),
        ("without: label, when: {note: day}", ("type", "{'note': ['day']}", "2")),
        ("at_most: 1", ("type", "label", "{'note': ['rain']}", "1")),
    ],
)
def test_a_when_is_edited_as_a_whole(edit: str, conditions: tuple[str, ...]) -> None:
    rules, problems = check_rules(
        Source(
            name="rules.yaml",
            text=f"""
language: 1
name: edits
version: "1"
shots:
  medium:
    priorities:
      - {{name: lamp, type: prop, label: lit, at_most: 2, when: {{note: rain}}, because: "x"}}
  default: {{like: medium, change: [{{name: lamp, {edit}}}]}}
""",
        )
    )
    assert rules is not None, problems
    (lamp,) = rules.plan.default.steps
    keys = [each.key for each in lamp.conditions]
    when = {each.key: each.form for each in lamp.when} or None
    assert (*keys, str(when), str(lamp.at_most)) == (*conditions, "None")[: len(keys) + 2]


def test_a_rule_without_priorities_sends_what_is_first_and_what_is_pinned() -> None:
    rules, problems = check_rules(
        Source(
            name="rules.yaml",
            text="first: [{name: lamp, of: LAMP}]\n"
            + HEAD
            + "  default: {like: medium, change: ["
            + ", ".join(f"{{name: {name}, drop: true}}" for name in ("face", "dress", "place"))
            + "]}\n",
        )
    )
    assert rules is not None
    assert [problem.code for problem in problems if problem.code != "R251"] == ["R263"]
    assets = [{"manifest_tag": tag, "asset_type": "object"} for tag in ("LAMP", "MAST")]
    scene = {
        "composition": {"shot_type": "insert"},
        "placements": [{"asset_tag": tag, "role": "prop"} for tag in ("MAST", "LAMP")],
    }
    selection = rules.select(scene, assets)
    assert [pick.tag for pick in selection.picks] == ["LAMP"]
    (mast,) = selection.passed_over
    assert mast.reason.kind == "meets_no_priority"


def test_an_edit_takes_back_what_may_be_sent_without_a_placement() -> None:
    shots = """
  default:
    like: medium
    pin: [{name: look, type: style, unplaced: true}]
  wide:
    like: default
    pin: [{name: look, unplaced: %s}]
"""
    kept = digest_of(shots % "true")
    taken_back = digest_of(shots % "false")
    written_out = digest_of(shots.replace("look, unplaced: %s", "look, without: unplaced"))
    assert taken_back == written_out != kept


@pytest.mark.parametrize(
    ("count", "there"),
    [
        (1, "The only one here is `ban-0`."),
        (2, "The bans here are `ban-0` and `ban-1`."),
        (6, "The bans here are `ban-0`, `ban-1`, `ban-2`, `ban-3`, `ban-4` and `ban-5`."),
        (7, "The bans here are `ban-0`, `ban-1`, `ban-2`, `ban-3`, `ban-4`, `ban-5` and others."),
    ],
)
def test_an_edit_of_nothing_names_at_most_six_that_are_there(count: int, there: str) -> None:
    head = 'language: 1\nname: n\nversion: "1"\n'
    bans = [f"{{name: ban-{nth}, label: l{nth}}}" for nth in range(count)]
    shots = "shots: {default: {priorities: [{name: a, crop: face}]}}"
    house = f"{head}never: [{', '.join(bans)}]\n{shots}\n"
    film = f"{head}extends: house.yaml\nnever: [{{name: quite-another, drop: true}}]\n"
    with pytest.raises(ProblemError) as caught:
        load_rules(text=film, name="film.yaml", parents={"house.yaml": house})
    hints = [problem.hint for problem in caught.value.problems if problem.code == "R241"]
    assert hints == [there]


def test_an_edit_of_nothing_in_a_file_that_is_extended_is_told_there() -> None:
    head = 'language: 1\nname: n\nversion: "1"\n'
    parents = {
        "base.yaml": f"{head}shots: {{default: {{priorities: [{{name: a, crop: face}}]}}}}\n",
        "house.yaml": f"{head}extends: base.yaml\nnever: [{{name: a, drop: true}}]\n",
    }
    film = f"{head}extends: house.yaml\n"
    with pytest.raises(ProblemError) as caught:
        load_rules(text=film, name="film.yaml", parents=parents)
    found = [each.at.source.name for each in caught.value.problems if each.code == "R241"]
    assert found == ["house.yaml"]


@pytest.mark.parametrize(
    ("film", "codes"),
    [
        ("never: [{name: x, drop: true}]", ["R262"]),
        ("shots: {wide: {like: default, never: [{name: own, drop: true}]}}", ["R262"]),
        ("pin: [{name: p, drop: true}]", []),
        ("shots: {default: {never: [{name: quite-another}]}}", ["R241"]),
        ("shots: {wide: {change: [{name: a, drop: true}]}}", ["R211"]),
        (
            "shots: {wide: {change: [{name: a, crop: face}, {name: a, drop: true}]}}",
            ["R211"],
        ),
        ("shots: {wide: {like: default, change: [{name: a, drop: true}]}}", ["R263"]),
    ],
)
def test_only_a_shot_rule_that_had_priorities_can_lose_the_last_one(
    film: str, codes: list[str]
) -> None:
    head = 'language: 1\nname: tea\nversion: "1"\n'
    lists = "never: [{name: x, label: l}]\npin: [{name: p, of: ANN}]\n"
    default = "never: [{name: own, label: m}], priorities: [{name: a, crop: face}]"
    house = f"{head}{lists}shots: {{default: {{{default}}}}}\n"
    problems: tuple[Problem, ...] = ()
    try:
        rules = load_rules(
            text=f"{head}extends: house.yaml\n{film}\n", parents={"house.yaml": house}
        )
    except ProblemError as error:
        problems = error.problems
    else:
        problems = tuple(edit_problems(rules.rule_set))
    assert [problem.code for problem in problems] == codes


A_FACE = "priorities: [{name: face, crop: face}]"


@pytest.mark.parametrize(
    ("beside", "codes"),
    [
        ("change: [{name: fac, at_most: 1}]", ["R241"]),
        ("never: [{name: x, label: a}, {name: x, label: b}]", ["R226"]),
        ("never: [{name: x, label: a}, {name: y, label: b}]", []),
    ],
)
def test_only_what_may_be_inherited_can_be_edited(beside: str, codes: list[str]) -> None:
    text = f'language: 1\nname: tea\nversion: "1"\nshots: {{default: {{{A_FACE}, {beside}}}}}\n'
    rules, problems = check_rules(Source(name="rules.yaml", text=text))
    errors = [problem.code for problem in problems if problem.severity == "error"]
    assert (rules is None) == bool(errors)
    assert errors == codes


@pytest.mark.parametrize(
    "nothing", ["", "[]", "{priorities: }", "{priorities: []}", "{priorities: [7]}"]
)
@pytest.mark.parametrize("shot", ["close_up", "medium", "default"])
def test_a_list_that_cannot_be_read_takes_nothing_from_those_who_are_like_it(
    shot: str, nothing: str
) -> None:
    text = (
        f'language: 1\nname: tea\nversion: "1"\nextends: cinematic\nshots:\n  {shot}: {nothing}\n'
    )
    rules, problems = check_rules(Source(name="rules.yaml", text=text))
    assert rules is None
    assert problems
    assert {problem.at.source.name for problem in problems} == {"rules.yaml"}
    assert "R241" not in {problem.code for problem in problems}


TEA = 'language: 1\nname: tea\nversion: "1"\n'
SHIPPED = ("animation", "cinematic", "default", "people_first", "place_first", "product")
TAKEN_OUT_OF = many(("cinematic", "place_first", "product"), SHIPPED)
"""In the ordinary run, those in which something is left wrong."""


def ways_to_take_out() -> list[tuple[str, str, str]]:
    """Each list of a shipped rule set replaced, each of its entries dropped, each `like` another."""
    found = []
    for name in TAKEN_OUT_OF:
        rules = load_rules(text=f"{TEA}extends: {name}\n")
        for plan in rules.plan.shots:
            shot = str(plan.name)
            found.append((name, shot, "priorities: [{name: all, type: character}]"))
            found.append((name, shot, "like: establishing"))
            steps = plan.steps[len(rules.plan.top["first"]) :]
            dropped = [f"change: [{{name: {step.name.name}, drop: true}}]" for step in steps]
            found += [(name, shot, edit) for edit in dropped]
    return found


def test_what_leaves_an_inherited_edit_wrong_is_told_at_its_own_line_and_the_advice_loads() -> None:
    told = set()
    for extended, shot, edit in ways_to_take_out():
        text = f"{TEA}extends: {extended}\nshots:\n  {shot}: {{{edit}}}\n"
        rules, problems = check_rules(Source(name="rules.yaml", text=text))
        inherited = [problem for problem in problems if problem.code == "R241"]
        if not inherited:
            continue
        for problem in inherited:
            assert (problem.at.source.name, problem.at.line) == ("rules.yaml", 6)
            assert problem.related[0].at.source.name.endswith(f"{extended}.yaml")
            advised = re.search(r"write `like: (\w+)` in `(\w+)`", problem.hint)
            assert advised
            text += f"  {advised[2]}: {{like: {advised[1]}}}\n"
        rules, problems = check_rules(Source(name="rules.yaml", text=text))
        assert rules is not None, problems
        told.add((extended, shot, edit.partition(":")[0]))
    assert {
        ("cinematic", "close_up", "priorities"),
        ("cinematic", "close_up", "change"),
        ("cinematic", "medium", "priorities"),
        ("place_first", "default", "priorities"),
        ("product", "close_up", "priorities"),
    } <= told


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (
            "change: [{name: face, without: [crop, at_most]}]",
            "This takes `crop` out of the priority `face` of `close_up`.",
        ),
        (
            "priorities: [{name: face, type: character, because: r}]",
            "Here the priority `face` of `close_up` has no `crop`.",
        ),
    ],
)
def test_a_key_that_an_inherited_edit_needs_is_told_of_where_it_is_taken_away(
    edit: str, what: str
) -> None:
    face = "{name: face, type: character, crop: face, at_most: 1, because: r}"
    house = f"""{TEA}shots:
  close_up: {{priorities: [{face}]}}
  default: {{like: close_up, change: [{{name: face, without: crop}}]}}
"""
    film = f"{TEA}extends: house.yaml\nshots:\n  close_up: {{{edit}}}\n"
    with pytest.raises(ProblemError) as caught:
        load_rules(text=film, name="film.yaml", parents={"house.yaml": house})
    (problem,) = [each for each in caught.value.problems if each.code == "R241"]
    assert (problem.at.source.name, problem.at.line) == ("film.yaml", 6)
    assert problem.what.startswith(what)
    assert problem.related[0].at.source.name == "house.yaml"
    film += "  default: {like: close_up}\n"
    assert load_rules(text=film, parents={"house.yaml": house}).warnings is not None


def test_an_edit_that_keeps_an_entry_is_not_said_to_take_it_out() -> None:
    room = "{name: room, type: environment, because: r}"
    near = "{name: near, before: room, crop: face, because: r}"
    house = f"""{TEA}shots:
  close_up: {{priorities: [{room}]}}
  medium: {{like: close_up, change: [{near}]}}
  default: {{priorities: [{{name: all, crop: [face, full], because: r}}]}}
"""
    edit = "{name: room, at_most: 1}"
    film = f"{TEA}extends: house.yaml\nshots: {{close_up: {{like: default, change: [{edit}]}}}}\n"
    with pytest.raises(ProblemError) as caught:
        load_rules(text=film, name="film.yaml", parents={"house.yaml": house})
    said = [each.what for each in caught.value.problems if each.code == "R241"]
    assert said == [
        (
            "With this `like`, `close_up` has no priority `room` any more. `medium` is like"
            " `close_up`, and an edit that it inherits needs `room`."
        ),
        "No priority named `room` is inherited here, and this one has no condition.",
    ]


def test_a_close_up_of_a_shipped_rule_set_can_go_without_the_room() -> None:
    edit = "shots: {close_up: {change: [{name: surroundings, drop: true}]}}\n"
    for extended in SHIPPED:
        rules = load_rules(text=f"{TEA}extends: {extended}\n{edit}")
        (close_up,) = (plan for plan in rules.plan.shots if str(plan.name) == "close_up")
        assert "surroundings" not in {step.name.name for step in close_up.steps}
