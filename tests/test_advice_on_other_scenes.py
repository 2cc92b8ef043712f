"""What advice says of the other scenes of a film is what happens: written into the rules, so many change, and these."""

from __future__ import annotations

import re
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector.cli.main import run
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.advice import (
    Advice,
    AlsoFirst,
    ChangeOfRules,
    ChooseTarget,
    Elsewhere,
    FileToChange,
    MoveUp,
    Option,
    OthersChanged,
    Score,
    Widen,
    Write,
)
from selector.model.left_out import NotPlaced, PassedOver
from selector.model.scene import Scene
from selector.reading.film import read_film
from selector.reading.load import load_rules
from selector.reporting.advice_words import what_would_help
from selector.reporting.lines_to_paste import lines_to_paste
from selector.review.advice import film_around
from selector.review.advice.adviser import Adviser
from selector.review.advice.film_around import FilmAround
from selector.review.advice.rules_after import rules_after
from tests.advice_done import RARE, SMALL
from tests.film_to_change import HEAD, PEOPLE, Film, ann, compiled_once, placing
from tests.generate import Batch, Case, batch
from tests.long import many
from tests.pools import build
from tests.steps import calls_made

ROOT = Path(__file__).parents[1]
TIDE_CLOCK = ROOT / "examples" / "the-tide-clock"
SEEDS = many(2, 300)
MANY_BATCHES = (*RARE, *range(99_000, 99_000 + SEEDS))
CHOSEN = many((95_019, 95_078, 95_087, 95_105, 95_108, 99_087), MANY_BATCHES)
WITH_LAYERS = many((95_016, 95_021, 95_066, 95_095, 95_100, 95_129), MANY_BATCHES)
"""Batches that hold what is asked for below; small ones in the ordinary run."""


def around_of(rules: Rules, pool: AssetPool, scenes: Sequence[Scene | None]) -> FilmAround:
    film = FilmAround(rules, pool)
    for scene in scenes:
        film.add(scene)
    return film


def numbered(scenes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The scenes of a film: their numbers rise."""
    return [{**scene, "scene_index": number} for number, scene in enumerate(scenes, 1)]


def sent(rules: Rules, scenes: Sequence[Scene], pool: AssetPool) -> dict[str, tuple[int, ...]]:
    selections = rules.select_many(scenes, pool)
    return {str(each.scene.index): tuple(each.places) for each in selections}


def sent_in(film: Film, scenes: Sequence[Scene]) -> dict[str, tuple[int, ...]]:
    """The same of a film that may have been changed: the numbers of its pictures."""
    assets = build(film.pool)
    pool = AssetPool([assets[number] for number in film.order])
    places = sent(compiled_once(film.rules), scenes, pool)
    numbers = {}
    for scene, each in places.items():
        numbers[scene] = tuple(film.order[place] for place in each)
    return numbers


@dataclass(frozen=True)
class Way:
    """One way to send a picture of a scene, in a film of these scenes and pictures."""

    film: Film
    scenes: Sequence[Scene]
    pool: AssetPool
    before: Mapping[str, tuple[int, ...]]
    """What each scene sends as the film is."""
    scene: Scene
    passed: PassedOver
    option: Option

    def others(self, after: Mapping[str, tuple[int, ...]]) -> list[str]:
        """The numbers of the other scenes that send something else than before."""
        changed = [number for number in self.before if self.before[number] != after[number]]
        return [number for number in changed if number != str(self.scene.index)]


def measured(drawn: Batch, *, new_file: str = "") -> Iterator[Way]:
    """Each way that says which other scenes change, in each scene of the films of a batch."""
    rules = compiled_once(dict(drawn.rules))
    for sketches, manifests in zip(drawn.pools, drawn.scenes, strict=True):
        own = [sketch for sketch in sketches if sketch.again is None]
        pool = AssetPool(build(own))
        scenes = [read_manifest(each) for each in numbered(manifests)]
        around = around_of(rules, pool, scenes)
        film = Film.of(Case(drawn.rules, {}, sketches))
        before = sent_in(film, scenes)
        for scene, selection in zip(scenes, rules.select_many(scenes, pool), strict=True):
            adviser = Adviser(selection, film=around, new_file=new_file)
            for passed in selection.passed_over:
                if passed.facts is None or isinstance(passed.reason, NotPlaced):
                    continue
                for option in adviser.advice(passed).options:
                    if option.others is not None:
                        yield Way(film, scenes, pool, before, scene, passed, option)


def others_changed_by(way: Way) -> list[str]:
    """The numbers of the other scenes that send something else once the changes are written."""
    assert way.passed.facts is not None
    film = way.film.changed(way.option.changes, way.passed.facts.place)
    return way.others(sent_in(film, way.scenes))


def said_to_change(option: Option) -> list[str]:
    assert option.others is not None
    return list(map(str, option.others.scenes))


@pytest.mark.parametrize("with_layers", [False, True])
def test_so_many_other_scenes_change_as_advice_says_and_these(*, with_layers: bool) -> None:
    tried: Counter[str] = Counter()
    for seed in WITH_LAYERS if with_layers else CHOSEN:
        drawn = batch(seed, *SMALL, with_edits=with_layers, with_layers=with_layers)
        for way in measured(drawn):
            others = others_changed_by(way)
            assert said_to_change(way.option) == others, (way.option, drawn.rules)
            tried.update(type(change).__name__ for change in way.option.changes)
            tried["changed"] += bool(others)
    wanted = {"Write", "MoveUp", "AskForIt", "AlsoFirst", "Widen", "Lift", "Pinned", "Score"}
    wanted |= {"Edit", "PutEarlier"}
    assert wanted <= set(tried)
    assert tried["changed"] > 20


def test_so_many_other_scenes_change_when_a_new_file_extends_the_rules() -> None:
    tried: Counter[str] = Counter()
    for seed in range(99_500, 99_500 + SEEDS):
        drawn = batch(seed, 2, 4, with_edits=False)
        for way in measured(drawn, new_file="rules.yaml"):
            file = FileToChange(name="rules.yaml")
            advice = Advice(reason=way.passed.reason, file=file, options=(way.option,))
            lines = lines_to_paste(advice)
            if not lines:
                continue
            over: dict[str, Any] = {**HEAD, "extends": drawn.rules, "shots": {}}
            over.update(yaml.safe_load("\n".join(lines)))
            for each in over.get("scenes", {}).values():
                for pin in each.get("pin", ()):
                    pin.setdefault("name", "new pin")
            others = way.others(sent(compiled_once(over), way.scenes, way.pool))
            assert said_to_change(way.option) == others, (way.option, drawn.rules)
            tried.update(type(change).__name__ for change in way.option.changes)
    assert {"Edit", "Write"} <= set(tried)


DRAFTS = {"name": "drafts", "label": "draft"}
OLD = {"name": "old", "label": "old"}
NEAR_DRAFTS = {**OLD, "before": "drafts"}
BANNING: dict[str, dict[str, Any]] = {
    "default": {**PEOPLE, "never": [DRAFTS]},
    "night": {"like": "default", "references": 1},
    "late": {"like": "night", "never": [OLD]},
}


def shots_with(night: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Shot rules like one that bans drafts; `night` edits the bans by these lines."""
    return {**BANNING, "night": {**BANNING["night"], "never": [*night]}}


@pytest.mark.parametrize(
    ("kinds", "rules"),
    [
        ({"PutEarlier"}, {"shots": {"default": {**PEOPLE, "pictures_each": 2}}}),
        ({"Lift", "DeleteEdits"}, {"shots": shots_with([{"name": "drafts", "drop": True}])}),
        ({"Lift", "DeletePlace"}, {"shots": shots_with([NEAR_DRAFTS])}),
        (
            {"Edit", "LikeAgain"},
            {
                "extends": {**HEAD, "shots": shots_with([NEAR_DRAFTS])},
                "shots": {"night": {"references": 2, "never": [{"name": "new", "label": "cut"}]}},
            },
        ),
    ],
)
def test_so_many_other_scenes_change_where_the_order_or_several_lines_are_changed(
    kinds: set[str], rules: dict[str, Any]
) -> None:
    pool = (
        *ann({"quality_score": 6}, {"quality_score": 6}),
        *ann({"user_tags": ["draft"], "manifest_tag": "BO"}),
        *ann({"user_tags": ["old", "draft"], "manifest_tag": "CY"}),
        *ann({"user_tags": ["cut"], "manifest_tag": "DOT"}),
    )
    scenes = []
    for number, shot in enumerate(("default", "night", "late", "default", "night", "late")):
        cast = ("ANN", "BO", "CY", "DOT")[number // 3 :]
        scenes.append({**placing(*cast), "composition": {"shot_type": shot}})
    drawn = Batch(rules={**HEAD, **rules}, pools=(pool,), scenes=(tuple(scenes),))
    tried = 0
    for way in measured(drawn):
        if kinds <= {type(change).__name__ for change in way.option.changes}:
            others = others_changed_by(way)
            assert said_to_change(way.option) == others
            tried += bool(others)
    assert tried


def test_a_score_is_tried_that_is_just_above_the_one_to_exceed() -> None:
    """The third picture stays the best: it has more than that."""
    pool = ann(*({"quality_score": score} for score in (5, 6, 7)))
    more = {"name": "more people", "type": "character"}
    two = {"pictures_each": 2, "priorities": [*PEOPLE["priorities"], more]}
    content = {**HEAD, "shots": {"default": two, "one": PEOPLE}}
    scenes = [
        read_manifest({**placing("ANN"), "scene_index": number, "composition": {"shot_type": shot}})
        for number, shot in enumerate(("default", "one", "default"), 1)
    ]
    rules, built = compiled_once(content), AssetPool(build(pool))
    selection = rules.select(scenes[0], built)
    (passed,) = selection.passed_over
    score = Score(than=selection.picks[1].facts)
    around = around_of(rules, built, scenes)
    option = Option(changes=(score,), others=around.others_changed((score,), scenes[0], 0))
    film = Film.of(Case(content, {}, pool))
    way = Way(film, scenes, built, sent_in(film, scenes), scenes[0], passed, option)
    assert said_to_change(option) == others_changed_by(way) == ["3"]
    advice = Advice(reason=passed.reason, file=FileToChange(name="a.yaml"), options=(option,))
    assert str(what_would_help(advice)).endswith(
        " With a quality just above 6, 1 other scene would change: 3."
    )


HOUSE = """language: 1
name: house
version: "1"
references: 1
shots:
  default:
    priorities:
      - {name: people, type: character}
      - {name: places, type: environment}
"""
POOL = [
    {"id": "ann", "manifest_tag": "ANN", "asset_type": "character"},
    {"id": "hall", "manifest_tag": "HALL", "asset_type": "environment"},
]


def scenes_placing(*casts: str) -> list[Scene]:
    """A scene for each cast, such as `ANN HALL`."""
    manifests = []
    for number, cast in enumerate(casts, 1):
        placements = [{"asset_tag": tag, "role": "subject"} for tag in cast.split()]
        composition = {"shot_type": "wide"}
        manifest = {"scene_index": number, "composition": composition, "placements": placements}
        manifests.append(read_manifest(manifest))
    return manifests


def advised_on_hall(scenes: Sequence[Scene | None]) -> tuple[str, ...]:
    """What would send the hall with the first scene, item by item."""
    rules, pool = load_rules(text=HOUSE, name="house.yaml"), AssetPool(POOL)
    assert scenes[0] is not None
    selection = rules.select(scenes[0], pool)
    (passed,) = selection.passed_over
    adviser = Adviser(selection, film=around_of(rules, pool, scenes))
    return what_would_help(adviser.advice(passed)).items


def test_advice_names_the_other_scenes_that_a_change_of_rules_changes() -> None:
    both = "ANN HALL"
    pin, references, move = advised_on_hall(scenes_placing(both, both, "ANN", "HALL", both))
    assert pin.endswith("scene 1 of house.yaml. This scene would lose ANN (ann).")
    assert references.endswith(
        "at the top of house.yaml, if the video model takes so many. 2 other scenes would change: 2"
        " and 5."
    )
    assert move.endswith(
        "to the top of its list. This scene would lose ANN (ann). 2 other scenes would change: 2"
        " and 5."
    )
    assert advised_on_hall(scenes_placing(both, both))[1].endswith(
        " 1 other scene would change: 2."
    )
    assert advised_on_hall(scenes_placing(both, "ANN"))[1].endswith(" No other scene would change.")
    many_more = advised_on_hall(scenes_placing(*[both] * 12))[1]
    assert many_more.endswith(" 11 other scenes would change: 2, 3, 4, 5, 6, 7 and 5 more.")


@pytest.mark.parametrize(
    "change",
    [
        Widen(words=(("of", "DOG"),), priority="cats", shot="default"),
        AlsoFirst(priority="halls", shot="default"),
        MoveUp(priority="halls", shot="default"),
    ],
)
def test_a_change_is_made_as_it_would_be_written(change: ChangeOfRules) -> None:
    """One more word beside the old ones; before what is first already; to the top."""
    text = (
        'language: 1\nname: a\nversion: "1"\ndescription: ""\nreferences: 1\n'
        "first: [{name: grades, of: GRADE}]\nshots: {default: {priorities: "
        "[{name: cats, of: CAT}, {name: halls, of: HALL}, {name: dogs, of: DOG}]}}\n"
    )
    pool = AssetPool(
        [
            {"manifest_tag": tag, "asset_type": "character"}
            for tag in ("CAT", "DOG", "HALL", "GRADE")
        ]
    )
    before = load_rules(text=text)
    scenes = scenes_placing("CAT HALL", "HALL DOG", "GRADE HALL", "CAT DOG")
    after = rules_after(before, [change])
    assert after is not None
    film = Film.of(Case(yaml.safe_load(text), {}, ()))
    written = compiled_once(film.changed((change,), 0).rules)
    assert sent(after, scenes, pool) == sent(written, scenes, pool) != sent(before, scenes, pool)


def test_a_change_is_tried_for_the_video_model_that_is_picked_for() -> None:
    rules = load_rules().for_target("S2V-01")
    after = rules_after(rules, [Write(key="references", value=1, shot=None)])
    assert after is not None
    assert after.target == rules.target is not None


def test_of_a_long_film_the_first_scenes_are_chosen_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(film_around, "_MOST_SCENES", 3)
    _, references, _ = advised_on_hall(scenes_placing(*["ANN HALL"] * 5))
    assert references.endswith(
        " Of the first 3 scenes, 2 other scenes would change: 2 and 3; the rest are not tried."
    )


def test_where_a_scene_is_broken_or_too_much_is_to_try_others_are_said_to_be_able_to_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenes = scenes_placing("ANN HALL", "ANN HALL")
    _, references, _ = advised_on_hall([*scenes, None])
    assert references.endswith(" Other scenes can change.")
    monkeypatch.setattr(film_around, "_MOST_WORK", 500)
    _, references, move = advised_on_hall(scenes)
    assert references.endswith(" 1 other scene would change: 2.")
    assert move.endswith(" Other scenes that use `default` can change.")


def test_a_film_of_ten_thousand_scenes_takes_no_more_work_than_one_of_a_thousand() -> None:
    def calls(number: int) -> int:
        scenes = scenes_placing(*["ANN HALL"] * number)
        return calls_made(lambda: advised_on_hall(scenes))

    assert calls(10_000) < 2 * calls(1_000)


def test_the_lines_that_are_advised_for_the_example_film_change_the_scenes_that_are_named() -> None:
    """As text, in a rule file that extends those that come with selector."""
    film, _ = read_film(TIDE_CLOCK)
    assert film is not None
    rules, pool = load_rules(), film.pool()
    scenes = [read.scene for read in film.read_scenes() if read.scene is not None]
    around = around_of(rules, pool, scenes)
    before = sent(rules, scenes, pool)
    head = 'language: 1\nname: n\nversion: "1"\nextends: default\n'
    tried = 0
    for scene in scenes:
        selection = rules.select(scene, pool)
        adviser = Adviser(selection, new_file="rules.yaml", film=around)
        for passed in selection.passed_over:
            advice = adviser.advice(passed)
            for option in advice.options:
                if option.others is None:
                    continue
                only = Advice(reason=passed.reason, file=advice.file, options=(option,))
                lines = lines_to_paste(only)
                if not lines:
                    continue
                after = sent(load_rules(text=head + "\n".join(lines)), scenes, pool)
                others = [each for each in before if before[each] != after[each]]
                others = [each for each in others if each != str(scene.index)]
                assert list(map(str, option.others.scenes)) == others
                tried += 1
    assert tried > 30


def test_scenes_without_numbers_are_other_scenes_too() -> None:
    scenes = [scene._replace(index=None) for scene in scenes_placing(*["ANN HALL"] * 3)]
    references = next(each for each in advised_on_hall(scenes) if "references" in each)
    assert references.endswith(" 2 other scenes would change.")


def test_which_other_scenes_another_video_model_changes_depends_on_the_model() -> None:
    """It may take more pictures or fewer, and of another kind: nobody knows which it is."""
    choose = ChooseTarget(target="S2V-01", takes_it=True)
    option = Option(changes=(choose,), elsewhere=(Elsewhere(),))
    advice = Advice(reason=NotPlaced(), file=FileToChange(name="a.yaml"), options=(option,))
    assert str(what_would_help(advice)).endswith(
        " Which other scenes change depends on that model."
    )


def test_other_scenes_without_numbers_are_counted() -> None:
    write = Write(key="references", value=2, shot=None)
    option = Option(changes=(write,), others=OthersChanged(scenes=(None, None)))
    advice = Advice(reason=NotPlaced(), file=FileToChange(name="a.yaml"), options=(option,))
    assert str(what_would_help(advice)).endswith(" 2 other scenes would change.")


def test_the_same_other_scenes_are_named_for_a_folder_and_for_its_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "film.sqlite")
    assert run(["pick", str(TIDE_CLOCK), "--db", database]) in {0, 1}
    changed = []
    for film in (str(TIDE_CLOCK), database):
        capsys.readouterr()
        assert run(["why", film, "3", "TOMAS"]) == 0
        said = " ".join(capsys.readouterr().out.split())
        changed.append(re.findall(r"\d+ other scenes would change: [^.]*\.", said))
    assert changed[0] == changed[1]
    assert changed[0] == [
        "7 other scenes would change: 9, 15, 16, 18, 25, 28 and 30.",
        "4 other scenes would change: 9, 15, 18 and 25.",
    ]


def test_as_many_scenes_change_as_the_command_that_is_offered_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = str(TIDE_CLOCK)
    rules = tmp_path / "rules.yaml"
    head = 'language: 1\nname: n\nversion: "1"\nextends: default\n'
    rules.write_text(head + "references: 4\n", encoding="utf-8")
    assert run(["impact", film, "--from", "default", "--to", str(rules)]) == 1
    assert "8 of 30 scenes change" in capsys.readouterr().out  # the scene itself, and 7 others


@pytest.mark.parametrize("named", [False, True])
def test_after_a_change_of_ones_own_rules_the_last_pick_can_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, named: bool
) -> None:
    film = shutil.copytree(TIDE_CLOCK, tmp_path / "film")
    rules = tmp_path / "mine.yaml" if named else film / "rules.yaml"
    rules.write_text('language: 1\nname: n\nversion: "1"\nextends: default\n', encoding="utf-8")
    with_rules = ["--rules", str(rules)] if named else []
    why = ["why", str(film), "3", "TOMAS", *with_rules]
    assert run(why) == 0
    assert "selector impact" not in capsys.readouterr().out
    assert run(["pick", str(film), *with_rules]) in {0, 1}
    capsys.readouterr()
    assert run(why) == 0
    said = " ".join(capsys.readouterr().out.split())
    impact = said.rpartition("After a change of the rules, `selector ")[2].partition("`")[0]
    rules.write_text(rules.read_text("utf-8") + "references: 4\n", encoding="utf-8")
    assert run(shlex.split(impact)) == 1
    assert "8 of 30 scenes change" in capsys.readouterr().out
