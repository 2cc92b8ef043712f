"""What `pick` says below its table of rules that did less than they say: limits, idle entries, pins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from selector import FilmSoFar, load_rules
from selector.cli.main import run
from selector.engine.limits_not_met import limits_not_met
from selector.engine.rules import Rules
from selector.review import idle_in_film
from selector.review.idle_in_film import IdleInFilm
from tests.commands import as_document
from tests.films import write_film

ASSETS = """\
pictures:
  - {picture: pictures/wren.jpg, tag: WREN, type: character, quality: 9, labels: [draft]}
  - {picture: pictures/ada.jpg, tag: ADA, type: character, quality: 8}
  - {picture: pictures/quay.jpg, tag: QUAY, type: environment, quality: 7}
"""
SCENES = """\
- {scene: 1, shot: wide, cast: [WREN, ADA], place: QUAY}
- {scene: 2, shot: wide, cast: [WREN]}
- {scene: 3, shot: close up, cast: [ADA], notes: [rain]}
"""
RULES = """\
language: 1
name: quay
version: "1"
limits:
  - {name: the-ground, type: environment, at_least: 1, because: "it must be right"}
  - {name: two-people, type: character, at_least: 2, when: {shot: wide}, because: "never alone"}
  - {name: few, type: character, at_most: 9, because: "no crowd"}
never:
  - {name: drafts, label: draft, when: {note: snow}, because: "not in the snow"}
pin:
  - {name: wren, of: WREN, because: "it is her film"}
shots:
  wide:
    priorities:
      - {name: who, type: character, because: "figures"}
      - {name: again, role: subject, because: "already taken"}
  close_up:
    spellings: [close up]
    priorities: [{name: who, type: character, because: "a face"}]
  insert:
    priorities: [{name: thing, type: prop, because: "no scene is an insert"}]
  default:
    priorities: [{name: all, crop: [face, full], because: "whatever there is"}]
"""
LIMITS = (
    "2 scenes send fewer than a limit asks for with `at_least`: the limit `the-ground` (scenes 2 and 3)"
    " and the limit `two-people` (scene 2).\n"
)
IDLE = (
    "5 entries of the rules change nothing in this film as it is: the limit `two-people`, the"
    " limit `few`, the ban `drafts`, the pin `wren`, the priority `again` of `wide`. Keep what is meant as a"
    " safeguard.\n"
)
PINS = (
    "Scene 3 does not place what is pinned by name, so it is not sent there. To send it all the same, write"
    " `unplaced: true` in the pin; to pin it only in scenes that place it, give the pin a `when` with `placed`.\n"
)


def film_with(folder: Path, rules: str = RULES) -> str:
    pictures = dict.fromkeys(
        ("pictures/ada.jpg", "pictures/quay.jpg"), b"\xff\xd8\xff\xe0\0\x10JFIF\0"
    )
    files: dict[str, str | bytes] = {
        "assets.yaml": ASSETS,
        "scenes.yaml": SCENES,
        "rules.yaml": rules,
        **pictures,
    }
    return str(write_film(folder, files))


def test_pick_says_which_limits_are_not_met_and_which_entries_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = film_with(tmp_path)
    for _ in ("the first time", "again, unchanged"):
        assert run(["pick", film]) == 0
        said = capsys.readouterr().err
        for sentence in (LIMITS, IDLE, PINS):
            assert sentence in said


def test_the_sentence_and_the_document_count_the_same_scenes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scene 2 lacks Wren, whom it places, and Ada, whom it does not place: it counts for both."""
    pins = (
        '  - {name: wren, of: WREN, because: "hers"}\n  - {name: ada, of: ADA, because: "hers"}\n'
    )
    rules = RULES.replace(', when: {note: snow}, because: "not in', ', because: "not in')
    before, after = rules.split('  - {name: wren, of: WREN, because: "it is her film"}\n')
    film = film_with(tmp_path, f"{before}{pins}{after}")
    assert run(["pick", film, "--dry-run"]) == 0
    said = capsys.readouterr().err
    assert "Scenes 1 and 2 lack something that is pinned by name: `selector why` says why." in said
    assert "Scenes 2 and 3 do not place what is pinned by name, so it is not sent there." in said
    assert run(["pick", film, "--dry-run", "--format", "json"]) == 0
    picks = as_document(capsys.readouterr().out, "picks")
    assert [len(scene["problems"]) for scene in picks["scenes"]] == [1, 2, 1]
    assert (picks["scenes_with_pins_not_sent"], picks["scenes_not_placing_pins"]) == (3, 2)


def test_the_document_has_the_same_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = film_with(tmp_path)
    printed = []
    for _ in ("the first time", "again, unchanged"):
        assert run(["pick", film, "--format", "json"]) == 0
        printed.append(as_document(capsys.readouterr().out, "picks"))
    assert [each["scenes"] for each in printed[1:]] == [printed[0]["scenes"]]
    for picks in printed:
        assert [each["limits_not_met"] for each in picks["scenes"]] == [
            [],
            ["top/limits/the-ground", "top/limits/two-people"],
            ["top/limits/the-ground"],
        ]
        assert (picks["scenes_with_limits_not_met"], picks["scenes_not_placing_pins"]) == (2, 1)
        assert picks["entries_without_effect"] == IDLE_PATHS


IDLE_PATHS = [
    "top/limits/two-people",
    "top/limits/few",
    "top/never/drafts",
    "top/pin/wren",
    "shots.wide/priorities/again",
]


@pytest.mark.parametrize("more", [["--scene", "1-3"], ["--rules", "cinematic"], ["--dry-run"]])
def test_entries_are_tried_only_of_the_films_own_rules_and_over_the_whole_film(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    film = film_with(tmp_path)
    assert run(["pick", film, *more, "--format", "json"]) == 0
    found = as_document(capsys.readouterr().out, "picks")["entries_without_effect"]
    assert found == (IDLE_PATHS if more == ["--dry-run"] else None)


def test_a_film_in_which_every_entry_does_something_hears_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = """\
language: 1
name: quay
version: "1"
shots:
  wide: {priorities: [{name: where, type: environment, because: "the ground"}]}
  default: {priorities: [{name: who, type: character, because: "a face"}]}
"""
    film = film_with(tmp_path, rules)
    assert run(["pick", film]) == 0
    said = capsys.readouterr().err
    assert "change" not in said
    assert "limit" not in said
    assert "pin" not in said


@pytest.mark.parametrize(
    ("scenes", "named"),
    [(8, "1, 2, 3, 4, 5, 6, 7 and 8"), (10, "1, 2, 3, 4, 5, 6, 7, 8 and 2 more")],
)
def test_of_a_limit_the_first_eight_scenes_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], scenes: int, named: str
) -> None:
    film = film_with(tmp_path)
    of_ada = [f"- {{scene: {nth}, shot: close up, cast: [ADA]}}\n" for nth in range(1, scenes + 1)]
    (tmp_path / "scenes.yaml").write_text("".join(of_ada), "utf-8")
    assert run(["pick", film]) == 0
    assert f"the limit `the-ground` (scenes {named})." in capsys.readouterr().err


def idle(rules: str, scenes: str = SCENES, **parents: str) -> tuple[str, ...] | None:
    """The entries that change nothing in some scenes, written short."""
    head = 'language: 1\nname: t\nversion: "1"\n'
    loaded = load_rules(text=head + rules, parents={k: head + v for k, v in parents.items()})
    looking = IdleInFilm(loaded)
    pool = [
        {"manifest_tag": tag, "asset_type": kind, "user_tags": labels}
        for tag, kind, labels in (
            ("WREN", "character", ["draft"]),
            ("ADA", "character", []),
            ("QUAY", "environment", []),
        )
    ]
    manifests = [_manifest(each) for each in yaml.safe_load(scenes)]
    earlier = FilmSoFar()
    for selection in loaded.select_many(manifests, pool):
        looking.look_at(selection, earlier)
        earlier = selection.film_so_far
    return looking.paths


def _manifest(scene: dict[str, Any]) -> dict[str, Any]:
    placements = [{"asset_tag": tag, "role": "subject"} for tag in scene["cast"]]
    if "place" in scene:
        placements.append({"asset_tag": scene["place"], "role": "environment"})
    return {
        "scene_index": scene["scene"],
        "composition": {"shot_type": scene["shot"]},
        "placements": placements,
        "continuity_notes": scene.get("notes", []),
    }


DEFAULT = 'shots: {default: {priorities: [{name: all, crop: [face, full], because: "r"}]}}\n'


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ('never: [{name: a, of: ADA, because: "r"}]\n', ()),
        ('never: [{name: a, of: NOBODY, because: "r"}]\n', ("top/never/a",)),
        ('pin: [{name: a, of: QUAY, because: "r"}]\n', ()),
        ('first: [{name: a, type: environment, because: "r"}]\n', ()),
        ('first: [{name: a, first_appearance: true, of: ADA, because: "r"}]\n', ()),
        ('first: [{name: a, sent_scene_before: true, because: "r"}]\n', ("top/first/a",)),
        (
            'instead: [{name: a, when: {note: rain}, use: default, because: "r"}]\n',
            ("top/instead/a",),
        ),
        ('limits: [{name: a, type: character, at_most: 1, because: "r"}]\n', ()),
        (
            'scenes: {2: {never: [{of: WREN, because: "r"}]}, 9: {never: [{of: ADA, because: "r"}]}}\n',
            (),
        ),
        ('scenes: {2: {never: [{of: ADA, because: "r"}]}}\n', ("scenes.2/never/of ADA",)),
    ],
)
def test_an_entry_changes_something_if_other_pictures_go_without_it(
    rules: str, found: tuple[str, ...]
) -> None:
    assert idle(rules + DEFAULT) == found


def test_an_entry_that_replaces_the_shot_rule_changes_something() -> None:
    other = 'other: {priorities: [{name: b, type: environment, because: "r"}]}'
    instead = 'instead: [{name: a, when: {note: rain}, use: other, because: "r"}]\n'
    rules = instead + DEFAULT.replace("shots: {", f"shots: {{{other}, ")
    assert idle(rules) == ("shots.other/priorities/b",)


def test_the_most_that_a_priority_takes_goes_with_it() -> None:
    none = '{name: a, label: nothing, at_most: 1, because: "r"}, '
    assert idle(DEFAULT.replace("[{", f"[{none}{{")) == ("shots.default/priorities/a",)


def test_each_scene_is_tried_after_the_same_scenes_before() -> None:
    """The ban keeps back whatever the scene before sent, so that nothing may go without it."""
    ban = 'never: [{name: b, sent_scene_before: true, because: "r"}]\n'
    first = 'first: [{name: a, of: NOBODY, because: "r"}]\n'
    assert idle(ban + first + DEFAULT) == ("top/first/a",)


def test_scenes_that_name_their_shot_rule_try_its_entries() -> None:
    other = DEFAULT.replace("shots: {default:", "other:").removesuffix("}\n")
    ban = 'never: [{name: a, of: ADA, because: "r"}]\n'
    uses = "scenes: {1: {use: other}, 2: {use: other}, 3: {use: other}}\n"
    assert idle(ban + DEFAULT.replace("shots: {", f"shots: {{{other}, ") + uses) == ()


def test_entries_of_other_files_and_edits_of_them_are_not_judged() -> None:
    house = 'never: [{name: a, of: NOBODY, because: "r"}]\n' + DEFAULT
    rules = 'extends: house.yaml\nnever: [{name: a, of: NOBODY ELSE}, {name: b, label: x, because: "r"}]\n'
    assert idle(rules, **{"house.yaml": house}) == ("top/never/b",)


def test_what_a_change_adds_is_a_priority() -> None:
    more = 'shots: {wide: {like: default, change: [{name: a, label: x, because: "r"}]}}\n'
    rules = DEFAULT.replace("shots: {", more.removesuffix("}\n") + ", ")
    assert idle(rules) == ("shots.wide/priorities/a",)


def test_a_limit_may_ask_what_the_scene_before_sent() -> None:
    text = """\
language: 1
name: t
version: "1"
limits: [{name: again, sent_scene_before: true, at_least: 1, because: "r"}]
shots: {default: {priorities: [{name: all, crop: [face, full], because: "r"}]}}
"""
    pool = [{"manifest_tag": "ADA", "asset_type": "character"}]
    shots = [_manifest({"scene": number, "shot": "wide", "cast": ["ADA"]}) for number in (1, 2)]
    selections = load_rules(text=text).select_many(shots, pool)
    assert [len(limits_not_met(each)) for each in selections] == [1, 0]


def test_a_limit_is_met_by_what_is_sent_and_not_by_what_is_there() -> None:
    text = """\
language: 1
name: t
version: "1"
references: 1
limits: [{name: two, type: character, at_least: 2, because: "r"}]
shots: {default: {priorities: [{name: all, crop: [face, full], because: "r"}]}}
"""
    pool = [{"manifest_tag": tag, "asset_type": "character"} for tag in ("ADA", "WREN")]
    shot = _manifest({"scene": 1, "shot": "wide", "cast": ["ADA", "WREN"]})
    (found,) = limits_not_met(load_rules(text=text).select(shot, pool))
    assert found.path == "top/limits/two"
    enough = text.replace("references: 1", "references: 2")
    assert limits_not_met(load_rules(text=enough).select(shot, pool)) == ()


@pytest.mark.parametrize(("role", "unmet"), [("background", 1), ("subject", 0)])
def test_a_pick_counts_for_a_limit_under_the_placement_by_which_it_was_taken(
    role: str, unmet: int
) -> None:
    text = f"""\
language: 1
name: t
version: "1"
limits: [{{name: lead, role: subject, at_least: 1, because: "r"}}]
shots: {{default: {{priorities: [{{name: all, role: {role}, because: "r"}}]}}}}
"""
    shot = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "ADA", "role": each} for each in ("background", "subject")],
    }
    pool = [{"manifest_tag": "ADA", "asset_type": "character"}]
    selection = load_rules(text=text).select(shot, pool)
    assert selection.tags == ("ADA",)
    assert len(limits_not_met(selection)) == unmet


def test_a_film_that_takes_too_long_to_try_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """No entry is named of which it is not known, and no scene is chosen for any more."""
    bans = "".join(f"  - {{name: b{nth}, label: none, because: r}}\n" for nth in range(5))
    rules = f"never:\n{bans}{DEFAULT}"
    chosen = 0
    select = Rules.select

    def counted(self: Rules, *args: Any, **more: Any) -> Any:
        nonlocal chosen
        chosen += 1
        return select(self, *args, **more)

    monkeypatch.setattr(Rules, "select", counted)
    found = idle(rules)
    assert found is not None
    assert len(found) >= 5
    enough = chosen
    monkeypatch.setattr(idle_in_film, "_MOST_WORK", 4)
    chosen = 0
    assert idle(rules) is None
    assert chosen < enough / 2
