"""`check` reports each shot type of a film that no shot rule serves, once, with the line to write."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector import ProblemError, load_rules
from selector.data import READ_BY_SHOT_NAMES, SHIPPED_SHOTS
from selector.reading.rules.parents import shipped_files
from selector.review.film_checks import check_film_folder
from tests.drawn_shot_types import drawn
from tests.films import all_problems, write_film
from tests.films_under_rules import MARA

RULES: dict[str, Any] = {
    "language": 1,
    "name": "tests",
    "version": "1",
    "shots": {
        "close_up": {"priorities": [{"name": "face", "crop": "face", "because": "of the test"}]},
        "wide_shot": {
            "spellings": ["ws"],
            "priorities": [{"name": "place", "type": "environment", "because": "of the test"}],
        },
        "default": {"priorities": [{"name": "all", "type": "prop", "because": "of the test"}]},
    },
}
LINE = re.compile(r"`spellings: (\[.*\])`")


def found_in(
    folder: Path, shots: list[str], rules: dict[str, Any] | None = RULES, **top: Any
) -> list[tuple[str, int, str, str]]:
    """The code, the line, the sentence and the advice of each problem about a shot type."""
    folder.mkdir(exist_ok=True)
    picture = {"tag": "A", "type": "character", "picture": "https://example.com/a.png"}
    (folder / "assets.yaml").write_text(yaml.safe_dump({"pictures": [picture]}))
    scenes = [{"scene": nth, "shot": shot, "cast": ["A"]} for nth, shot in enumerate(shots, 1)]
    text = "".join(
        f"- {yaml.safe_dump(scene, default_flow_style=True, width=1e6)}" for scene in scenes
    )
    (folder / "scenes.yaml").write_text(text)
    if rules is not None:
        (folder / "rules.yaml").write_text(yaml.safe_dump({**rules, **top}, allow_unicode=True))
    problems = check_film_folder(folder).problems
    return [
        (each.code, each.at.line, each.what, each.hint or "")
        for each in problems
        if each.code in ("F360", "F367")
    ]


def test_each_shot_type_is_reported_once_with_the_number_of_its_scenes(tmp_path: Path) -> None:
    shots = ["MLS", "Close-Up", "mls", "pan", "WS", "MLS"]
    assert [each[:3] for each in found_in(tmp_path, shots)] == [
        ("F367", 1, "No shot rule is named `MLS`, so 3 scenes use the shot rule `default`."),
        ("F367", 4, "No shot rule is named `pan`, so this scene uses the shot rule `default`."),
    ]


@pytest.mark.parametrize(
    ("shot", "top", "advice"),
    [
        (
            "CU on Mara",
            {},
            (
                "To have it read as a shot name, so that `close_up` serves it, write `shot_names: standard` at the"
                " top of the film's rules."
            ),
        ),
        ("CU on Mara", {"shot_names": "standard"}, None),
        (
            "MLS",
            {},
            (
                "It is read as `medium_wide`. Add `spellings: [MLS]` to `close_up` (rules.yaml:4) or"
                " `wide_shot` (rules.yaml:14), the nearest in size; or to `default` (rules.yaml:9), if that is right."
            ),
        ),
        (
            "Close shot",
            {"shot_names": "standard"},
            (
                "It could mean `close_up` or `medium_close_up`. Add `spellings: [Close shot]` to"
                " `close_up` (rules.yaml:5); or to `default` (rules.yaml:10), if that is right."
            ),
        ),
        (
            "POV",
            {"shot_names": "standard"},
            (
                "Add `spellings: [POV]` to the shot rule that should serve it; or to `default` (rules.yaml:10), if that"
                " is right."
            ),
        ),
        (
            "MS, then CU",
            {},
            (
                'It is read as `medium` and `close_up`. Add `spellings: ["MS, then CU"]` to the shot rule that should'
                " serve it; or to `default` (rules.yaml:9), if that is right."
            ),
        ),
        (
            "Slow pan left",
            {},
            (
                "`pan` is a camera move, not a shot. Write which shot it is, such as `wide`, and the move under"
                " `camera`."
            ),
        ),
        (
            "Zoom, then pan 2",
            {"shot_names": "standard"},
            (
                "`zoom` and `pan` are camera moves, not shots. Write which shot it is, such as `wide`, and the"
                " move under `camera`."
            ),
        ),
        (
            "montage " * 20,
            {},
            (
                "Add it to the `spellings` of the shot rule that should serve it; or to `default` (rules.yaml:9),"
                " if that is right."
            ),
        ),
    ],
)
def test_the_advice_is_the_line_to_write(
    tmp_path: Path, shot: str, top: dict[str, Any], advice: str | None
) -> None:
    advised = [each[3] for each in found_in(tmp_path, [shot], **top)]
    assert advised == ([] if advice is None else [advice])


@pytest.mark.parametrize("top", [{}, {"shot_names": "standard"}])
def test_a_move_beside_a_shot_name_is_not_said_to_be_no_shot(
    tmp_path: Path, top: dict[str, Any]
) -> None:
    ((code, *_, hint),) = found_in(tmp_path, ["Medium pan"], **top)
    assert code == "F367"
    assert "camera move" not in hint


def test_the_move_goes_under_the_key_of_the_scenes_own_form(tmp_path: Path) -> None:
    found_in(tmp_path, ["Slow pan left"])
    scene = {
        "scene_index": 1,
        "composition": {"shot_type": "Slow pan left"},
        "placements": [{"asset_tag": "A", "role": "subject"}],
    }
    (tmp_path / "scenes.yaml").write_text(json.dumps([scene]))
    (problem,) = [each for each in check_film_folder(tmp_path).problems if each.code == "F367"]
    assert "and the move under `camera_movement`." in problem.hint


def test_a_film_without_rules_is_told_where_to_write_them(tmp_path: Path) -> None:
    by_name, by_line = found_in(tmp_path, ["C.U. of Mara", "medium"], rules=None)
    assert by_name[3].endswith("at the top of a `rules.yaml` with `extends: default`.")
    assert by_line[3].startswith(
        "The rules `cinematic`, which come with selector, have a shot rule for `medium`: write `extends:"
        " cinematic` at the top of a `rules.yaml`. Otherwise, in a `rules.yaml` with `extends:"
        " default`, add `spellings: [medium]` to"
    )


def test_rules_that_serve_most_of_the_shot_types_are_named_first_and_then_serve_them(
    tmp_path: Path,
) -> None:
    shots = ["insert", "POV Mara", "OTS", "CU on Mara", "clsoe up", "montage", "insert"]
    by_shot = {each[1]: each[3] for each in found_in(tmp_path, shots, rules=None)}
    assert by_shot[1].startswith(
        "The rules `cinematic`, which come with selector, have a shot rule for each: write"
    )
    assert sorted(by_shot) == [1, 4, 5, 6]
    assert all("with selector" not in by_shot[line] for line in (4, 5, 6))
    (tmp_path / "rules.yaml").write_text(
        "language: 1\nname: mine\nversion: '1'\nextends: cinematic\n"
    )
    after = found_in(tmp_path, shots, rules=None)
    assert [(code, line) for code, line, *_ in after] == [("F360", 5), ("F367", 6)]


def test_the_shot_rules_of_the_rules_that_come_with_selector_are_those_that_they_have() -> None:
    assert list(SHIPPED_SHOTS) == list(shipped_files())
    reading = []
    for name, shots in SHIPPED_SHOTS.items():
        rules = load_rules(name)
        names = {}
        for shot_rule, spellings in shots.items():
            names.update(dict.fromkeys((shot_rule, *spellings), shot_rule))
        assert names == {each: plan.name for each, plan in rules.plan.by_name.items()}, name
        if rules.plan.shot_names is not None:
            reading.append(name)
    assert tuple(reading) == READ_BY_SHOT_NAMES


def shot_types_in(what: str) -> list[str]:
    """The shot types that a sentence names."""
    return re.findall("`([^`]*)`", what.partition(", so ")[0])


def test_what_is_said_of_the_rules_that_come_with_selector_is_so(tmp_path: Path) -> None:
    rng = random.Random(12)
    odd = [
        "MS, then CU",
        "packshot",
        "OTS, CU",
        "montage",
        "3 shot",
        "Close shot",
        "Macro",
        "pack shot, tin",
    ]
    shots = [*odd, *(drawn(rng) for _ in range(80))]
    claims = {"cinematic": 0, "product": 0}
    for _, _, what, advice in found_in(tmp_path, shots, rules=None):
        offered = re.search(r"`extends: (\w+)` (?:at|instead)", advice)
        if offered is None:
            continue
        for shot in shot_types_in(what):
            scene = {"composition": {"shot_type": shot}, "placements": []}
            assert load_rules(offered[1]).select(scene, []).shot != "default", shot
            claims[offered[1]] += 1
    assert claims["cinematic"] == 10
    assert claims["product"] == 1


@pytest.mark.parametrize(
    ("shots", "said"),
    [
        (
            ["packshot", "pack shot"],
            [
                (
                    "No shot rule is named `packshot` or `pack shot`, so 2 scenes use the shot rule `default`. The"
                    " rules `product`, which come with selector, have a shot rule for each: write `extends: product` at"
                    " the top of a"
                ),
            ],
        ),
        (
            ["insert shot"],
            [
                (
                    "The rules `cinematic`, which come with selector, have a shot rule for `insert shot`, and so do"
                    " `place_first` and `product`: write `extends: cinematic` at the top of a `rules.yaml`."
                ),
            ],
        ),
        (
            ["insert", "packshot", "pov"],
            [
                (
                    "No shot rule is named `insert` or `pov`, so 2 scenes use the shot rule `default`. The rules"
                    " `cinematic`, which come with selector, have a shot rule for each: write"
                ),
                (
                    "The rules `product`, which come with selector, have a shot rule for `packshot`: write"
                    " `extends: product` instead of `extends: cinematic`."
                ),
            ],
        ),
        (
            ["insert", "packshot", "pack shot"],
            [
                (
                    "No shot rule is named `insert`, `packshot` or `pack shot`, so 3 scenes use the shot"
                    " rule `default`. The rules `product`, which come with selector, have a shot rule for each: write"
                ),
            ],
        ),
        (
            ["CU on Mara", "montage", "Wide on Tom", "CU on Tom"],
            [
                (
                    "No shot rule is named `CU on Mara`, `Wide on Tom` or `CU on Tom`, so 3 scenes use the shot rule"
                    " `default`. To have them read as shot names, so that `close_up` and `wide_shot` serve them, write"
                    " `shot_names: standard` at the top of"
                ),
                "No shot rule is named `montage`, so this scene uses the shot rule `default`.",
            ],
        ),
    ],
)
def test_what_one_line_helps_is_said_at_once(
    tmp_path: Path, shots: list[str], said: list[str]
) -> None:
    found = found_in(tmp_path, shots, rules=None)
    for (_, _, what, advice), sentence in zip(found, said, strict=True):
        assert sentence in f"{what} {advice}"


def test_a_shot_type_that_somebody_allows_is_not_said_with_others(tmp_path: Path) -> None:
    found_in(tmp_path, ["insert", "POV", "OTS"], rules=None)
    scenes = tmp_path / "scenes.yaml"
    allowed = "# selector: allow F367 because inserts look right\n"
    scenes.write_text(allowed + scenes.read_text())
    problems = check_film_folder(tmp_path).problems
    told = [each.what for each in problems if each.code in ("F367", "Y154")]
    assert told == [
        "No shot rule is named `POV` or `OTS`, so 2 scenes use the shot rule `default`."
    ]


def test_rules_that_all_come_with_selector_have_are_not_told_one_by_one(tmp_path: Path) -> None:
    only = {**RULES, "shots": {name: RULES["shots"][name] for name in ("wide_shot", "default")}}
    (found,) = found_in(tmp_path, ["close up"], rules=only)
    assert (
        "The rules `cinematic`, which come with selector, have a shot rule for `close up`: write"
        in found[3]
    )


def test_of_many_shot_types_ten_are_named(tmp_path: Path) -> None:
    shots = [*("insert", "POV", "OTS", "medium", "MCU", "ECU", "group", "aerial"), *("MS", "MLS")]
    ((*_, what, _),) = found_in(tmp_path, [*shots, "ELS", "reaction"], rules=None)
    assert "`MS`, `MLS` or 2 more, so 12 scenes use" in what


def test_a_typing_error_is_asked_about_and_a_shot_name_is_not_taken_for_one(tmp_path: Path) -> None:
    found = found_in(tmp_path, ["clsoe up", "clsoe up", "Extreme Close-Up", "Wide Shot 2"])
    assert [each[:2] for each in found] == [("F360", 1), ("F367", 3), ("F367", 4)]
    assert (
        found[0][2] == "No shot rule is named `clsoe up`, so 2 scenes use the shot rule `default`."
    )
    assert found[0][3].startswith("Did you mean `close_up`?")
    read = found_in(tmp_path, ["Wide Shots", "Close-Up Shot"], shot_names="standard")
    assert read == []


def test_scenes_that_the_rules_send_elsewhere_are_not_counted(tmp_path: Path) -> None:
    shots = ["POV", "POV", "pan", "POV"]
    use = {"use": "close_up", "because": "of the test"}
    (found,) = found_in(tmp_path, [*shots[:2], "POV"], scenes={2: use})
    assert found[2] == "No shot rule is named `POV`, so 2 scenes use the shot rule `default`."
    when = {"name": "n", "when": {"shot": "pov"}, "use": "close_up", "because": "of the test"}
    (found,) = found_in(tmp_path, shots, instead=[when])
    assert found[1] == 3


@pytest.mark.parametrize(
    ("rules", "is_told"),
    [
        ("scenes: {1: {references: 0, because: x}}\n", False),
        ("scenes: {1: {references: 1, because: x}}\n", True),
        ("shots: {default: {references: 0}}\n", True),
    ],
)
def test_no_shot_rule_is_wanted_for_a_scene_whose_own_rule_sends_nothing(
    rules: str, tmp_path: Path, *, is_told: bool
) -> None:
    files = {
        "assets.yaml": f"pictures:\n{MARA}",
        "scenes.yaml": "- {scene: 1, shot: insert, cast: MARA}\n",
        "rules.yaml": f"{HEAD}extends: default\n{rules}",
    }
    write_film(tmp_path, files)
    assert ("F367" in {each.code for each in all_problems(tmp_path)}) is is_told


def test_rules_with_one_shot_rule_and_shots_that_default_names_are_left_alone(
    tmp_path: Path,
) -> None:
    only = {**RULES, "shots": {"default": RULES["shots"]["default"]}}
    assert found_in(tmp_path, ["POV", "MLS", "pan"], rules=only) == []
    named = {**RULES["shots"]["default"], "spellings": ["Pov", "MLS"]}
    with_names = {**RULES, "shots": {**RULES["shots"], "default": named}}
    assert found_in(tmp_path, ["POV", "MLS", "CU, Mara"], rules=with_names)[0][1] == 3


@pytest.mark.parametrize("names", [None, "standard"])
def test_the_line_that_is_advised_has_the_shot_served(tmp_path: Path, names: str | None) -> None:
    """Written into the rules as it stands, it silences the problem, whatever the shot type."""
    rng = random.Random(31)
    odd = [
        "off",
        "NO",
        "3 shot",
        'it\'s: "so"',
        "a # b",
        "x\\y",
        "~",
        "特写",
        "{a",
        "- b",
        "é\u0301",
    ]
    shots = [*odd, *(drawn(rng) for _ in range(60))]
    top: dict[str, Any] = {} if names is None else {"shot_names": names}
    found = found_in(tmp_path, shots, **top)
    lines = [LINE.search(each[3]) for each in found]
    spelled = [item for line in lines if line for item in yaml.safe_load(line[1])]
    assert len(spelled) > 20
    default = {**RULES["shots"]["default"], "spellings": list(dict.fromkeys(spelled))}
    rules = {**RULES, **top, "shots": {**RULES["shots"], "default": default}}
    load_rules(text=yaml.safe_dump(rules, allow_unicode=True))
    left = found_in(tmp_path, shots, rules=rules)
    assert not [each for each in left if LINE.search(each[3])]


HEAD = "language: 1\nname: x\nversion: '1'\ndescription: Of the test.\n"
OWN_SHOTS = """shots:
  wide_shot: {spellings: [ws], priorities: [{name: place, type: environment, because: b}]}
  default: {priorities: [{name: all, type: prop, because: b}]}
"""
OF_DEFAULT = "shots: {wide_shot: {change: [{name: acted-upon, drop: true}]}}\n"


@pytest.mark.parametrize(
    ("files", "edit"),
    [
        ({"rules.yaml": "extends: default\n"}, "instead of `extends: default` in the film's rules"),
        ({"rules.yaml": OWN_SHOTS}, "at the top of the film's rules"),
        (
            {"rules.yaml": "extends: 'default 1.0.0' # ours\n" + OWN_SHOTS},
            "instead of `extends: default 1.0.0` in the film's rules",
        ),
        (
            {"rules.yaml": "extends: house.yaml\n", "house.yaml": OWN_SHOTS},
            "at the top of `house.yaml`, which the film's rules extend",
        ),
        (
            {
                "rules.yaml": "extends: of/house.yaml\n" + OWN_SHOTS,
                "of/house.yaml": "extends: top.yaml\n",
                "of/top.yaml": "extends: default\n",
            },
            "instead of `extends: default` in `top.yaml`, which the film's rules extend",
        ),
    ],
)
def test_the_rules_that_are_advised_are_extended_where_it_works(
    tmp_path: Path, files: dict[str, str], edit: str
) -> None:
    (tmp_path / "of").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(HEAD + text)
    (found,) = found_in(tmp_path, ["POV"], rules=None)
    assert f"have a shot rule for `POV`: write `extends: cinematic` {edit}. Other" in found[3]
    place = edit.rpartition("`, which")[0].rpartition("`")[2] or "rules.yaml"
    (file,) = tmp_path.rglob(place)
    written = re.search("instead of `(.*?)`", edit)
    if written:
        kept = file.read_text().replace("'default 1.0.0' # ours", "default 1.0.0")
        file.write_text(kept.replace(written[1], "extends: cinematic"))
    else:
        file.write_text(f"extends: cinematic\n{file.read_text()}")
    assert load_rules(tmp_path / "rules.yaml").warnings is not None
    assert found_in(tmp_path, ["POV"], rules=None) == []


@pytest.mark.parametrize(
    "own",
    [
        "extends: default\n" + OF_DEFAULT,
        OWN_SHOTS.replace("wide_shot", "Wide"),
    ],
)
def test_rules_that_cannot_extend_others_are_not_told_to(tmp_path: Path, own: str) -> None:
    """They edit what the others do not have, or name a shot that the others spell so."""
    (tmp_path / "rules.yaml").write_text(HEAD + own)
    found = found_in(tmp_path, ["aerial"], rules=None)
    edited = own.replace("extends: default", "extends: cinematic")
    if edited == own:
        edited = "extends: cinematic\n" + own
    try:
        load_rules(text=HEAD + edited)
    except ProblemError:
        assert ["comes with selector" in each[3] for each in found] == [False]
    else:
        pytest.fail("Extending works after all.")
