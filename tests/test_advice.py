"""The law of advice: do what it says, choose again, and the picture goes. Tried on generated films and the example."""

from __future__ import annotations

import copy
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from selector.engine.selection import Selection
from selector.model.advice import (
    AddPicture,
    AlsoFirst,
    AskForIt,
    Change,
    ChooseTarget,
    GiveType,
    Lift,
    MakeSendable,
    MoveUp,
    Option,
    Pinned,
    PlaceAs,
    PlaceBy,
    PlaceTag,
    PutEarlier,
    Score,
    Widen,
    Write,
)
from selector.model.asset import Asset
from selector.model.left_out import NotPlaced, PassedOver
from selector.model.phrases import listed
from selector.model.picks import EntryName, Facts
from selector.model.vocabulary import fold
from selector.reading.film import read_film
from selector.reading.load import load_rules
from selector.reporting.advice_words import what_would_help
from selector.reporting.words import SHORT
from selector.review.advice import trials
from selector.review.advice.adviser import Adviser
from selector.review.advice.looks import look_without_a_face
from tests.choosing import MADE_UP, compiled, models
from tests.generate import Case, batch
from tests.long import many
from tests.pools import Sketch, build
from tests.steps import calls_made

ROOT = Path(__file__).parents[1]
HEAD = {"language": 1, "name": "n", "version": "1", "description": ""}
BATCHES = int(os.environ.get("SELECTOR_BATCHES") or many(2, 600))
MANY = many(600, 2_000)
FIRST = 95_000
RARE = (95_003, 95_014, 95_023, 95_033, 95_038)
"""Batches that hold what few do: first in every shot, no references, what a target refuses, a crop that stays out."""


@dataclass(slots=True)
class Film:
    """A case that can be changed: its rules as a file says them, its scene, and one entry for each picture."""

    rules: dict[str, Any]
    manifest: dict[str, Any]
    pool: list[Sketch]
    order: list[int] = field(default_factory=list)
    """The numbers of the entries, in the order in which they are given to the engine."""

    @classmethod
    def of(cls, case: Case) -> Film:
        pool = [sketch for sketch in case.pool if sketch.again is None]
        return cls(
            copy.deepcopy(dict(case.rules)),
            copy.deepcopy(dict(case.manifest)),
            pool,
            list(range(len(pool))),
        )

    def selected(self) -> Selection:
        rules = compiled(self.rules)
        assets = build(self.pool)
        return rules.select(self.manifest, [assets[number] for number in self.order])

    def changed(self, option: Option, place: int, ahead: int | None) -> Film:
        rules, manifest = copy.deepcopy((self.rules, self.manifest))
        film = Film(rules, manifest, [*self.pool], [*self.order])
        for change in option:
            film.change(change, place, ahead)
        return film

    def change(self, change: Change, place: int, ahead: int | None) -> None:
        match change:
            case Write():
                at = self.holder(change.shot, change.scene)
                if change.list == "limits":
                    at = next(each for each in at["limits"] if each["name"] == change.priority)
                elif change.priority is not None:
                    at = self.priority(change)
                at[change.key] = (
                    list(change.value) if isinstance(change.value, tuple) else change.value
                )
            case Score():
                self.pool[place] = with_values(
                    self.pool[place], quality_score=(change.above + 10) / 2
                )
            case PutEarlier():
                self.order.remove(place)
                # Of a picture that a ban excludes, nothing is known that is ahead.
                self.order.insert(0 if ahead is None else self.order.index(ahead), place)
            case MoveUp():
                moved = self.priority(change)
                priorities = self.priorities(change)
                priorities.remove(moved)
                priorities.insert(0, moved)
            case PlaceAs():
                self.manifest["placements"][change.placement]["role"] = change.roles[-1]
            case PlaceBy():
                self.manifest["placements"][change.placement]["asset_tag"] = change.tag
            case Widen():
                priority = self.priority(change)
                for key, word in change.words:
                    written = priority[key]
                    priority[key] = [*([written] if isinstance(written, str) else written), word]
            case Pinned():
                pin = {"name": "new pin", **dict(change.words), "unplaced": change.unplaced}
                if change.scene is not None:
                    scenes = self.rules.setdefault("scenes", {})
                    holder = scenes.setdefault(change.scene, {})
                else:
                    assert change.shot is not None
                    holder = self.rules["shots"][change.shot]
                holder.setdefault("pin", []).append(pin)
            case AlsoFirst():
                assert change.shot is not None
                priorities = self.rules["shots"][change.shot]["priorities"]
                same = next(each for each in priorities if each["name"] == change.priority)
                self.rules.setdefault("first", []).insert(0, {**same, "name": "also first"})
            case Lift():
                self.lift(change.ban)
            case ChooseTarget():
                self.choose_target(change)
            case AskForIt():
                priorities = self.rules["shots"][change.shot]["priorities"]
                priorities.insert(
                    change.after, {"name": f"new {len(priorities)}", **dict(change.words)}
                )
            case GiveType() | AddPicture() | PlaceTag() | MakeSendable():
                pytest.fail("such a change cannot be made without a person")

    def choose_target(self, change: ChooseTarget) -> None:
        """Pick for a made-up model that takes what the advice says."""
        if change.references is None:
            self.keep_slots()
        takes = () if change.takes_it else models()[change.target].takes
        self.rules["target"] = MADE_UP[takes].id

    def keep_slots(self) -> None:
        """Write how many the video model takes: with more slots, limits may reserve more."""
        shot_plan = self.selected().shot_plan
        if not shot_plan.is_capped:
            return
        holder = self.rules["shots"][shot_plan.name]
        if shot_plan.scene is not None:
            in_scene = self.rules["scenes"][shot_plan.scene.number]
            if "references" in in_scene:
                holder = in_scene
        holder["references"] = shot_plan.references

    def holder(self, shot: str | None, scene: str | None) -> dict[str, Any]:
        """A shot rule, a scene or the top."""
        if scene is not None:
            found: dict[str, Any] = self.rules["scenes"][scene]
        elif shot is not None:
            found = self.rules["shots"][shot]
        else:
            found = self.rules
        return found

    def lift(self, ban: EntryName) -> None:
        """Delete a ban: at the top, in a scene, or in a shot rule and all that it is like."""
        shot, name = ban.shot, ban.name
        holders = [self.holder(None, ban.scene)]
        if shot:
            by_name = {fold(each): holder for each, holder in self.rules["shots"].items()}
            holders = [self.rules["shots"][shot]]
            while "like" in holders[-1]:
                holders.append(by_name[fold(holders[-1]["like"])])
        for holder in holders:
            left = [each for each in holder.pop("never", ()) if each["name"] != name]
            if left:
                holder["never"] = left

    def priorities(self, change: Write | MoveUp | Widen) -> list[dict[str, Any]]:
        """The priorities of a shot rule, or those that come first in a scene or in every shot."""
        holder = self.holder(change.shot, change.scene)
        found: list[dict[str, Any]] = holder["first" if change.shot is None else "priorities"]
        return found

    def priority(self, change: Write | MoveUp | Widen) -> dict[str, Any]:
        return next(each for each in self.priorities(change) if each["name"] == change.priority)


def with_values(sketch: Sketch, **values: Any) -> Sketch:
    return replace(sketch, values={**sketch.values, **values})


def outcome(selection: Selection, number: int, order: list[int]) -> str:
    """Whether the picture goes, or why it does not."""
    place = order.index(number)
    if place in selection.places:
        return "goes"
    return next(
        each.reason.kind
        for each in selection.passed_over
        if each.facts and each.facts.place == place
    )


def advised(film: Film) -> Iterator[tuple[PassedOver, Option, int, int | None]]:
    """Each picture that is passed over, with each way that is advised, its number, and that of the one ahead of it."""
    selection = film.selected()
    adviser = Adviser(selection)
    for passed in selection.passed_over:
        if passed.facts is None or isinstance(passed.reason, NotPlaced):
            continue
        by = getattr(passed.reason, "by", None)
        for option in adviser.advice(passed).options:
            if not any(isinstance(change, GiveType | PlaceTag) for change in option):
                ahead = by.place if isinstance(by, Facts) else None
                yield passed, option, passed.facts.place, ahead


def made(case: Case, tried: Counter[str]) -> None:
    """Whatever is advised in this case, done: the picture goes."""
    film = Film.of(case)
    for passed, option, place, ahead in advised(film):
        changed = film.changed(option, place, ahead)
        assert outcome(changed.selected(), place, changed.order) == "goes", (
            passed,
            option,
            str(case),
        )
        tried.update({type(change).__name__ for change in option} | {passed.reason.kind})


def test_what_is_advised_sends_the_picture() -> None:
    by_hand = {GiveType, AddPicture, PlaceTag, MakeSendable}
    wanted = {change.__name__ for change in get_args(Change) if change not in by_hand}
    wanted |= set(SHORT) - {"not_in_pool", "not_placed", "cannot_be_sent", "same_picture"}
    tried: Counter[str] = Counter()
    for seed in dict.fromkeys((*range(FIRST, FIRST + BATCHES), *RARE)):
        for case in batch(seed, with_edits=False).cases():
            made(case, tried)
    assert wanted <= set(tried), (
        "the drawn cases no longer reach these: add seeds that do to `RARE`"
    )


def test_a_picture_that_is_excluded_as_one_thing_and_refused_as_all_goes_for_another_model() -> (
    None
):
    rules = {
        **HEAD,
        "target": "S2V-01",
        "never": [{"name": "no-subjects", "role": "subject"}],
        "shots": {"default": {"priorities": [{"name": "all", "type": "character"}]}},
    }
    placements = [{"asset_tag": "ANN", "role": role} for role in ("subject", "prop")]
    manifest = {"composition": {"shot_type": "default"}, "placements": placements}
    values = {"manifest_tag": "ANN", "asset_type": "character"}
    selection = Film.of(Case(rules, manifest, (Sketch("model", values),))).selected()
    (passed,) = selection.passed_over
    assert passed.reason.kind == "struck"
    assert Adviser(selection).advice(passed).options == (
        (ChooseTarget(target="S2V-01", takes_it=True),),
    )


def test_advice_is_found_and_put_into_words_whatever_the_rules_say() -> None:
    """With edits, which the law leaves out because a change of them is no change of a file."""
    asked = 0
    for seed in range(96_500, 96_500 + 2 * BATCHES):
        for case in batch(seed).cases():
            selection = Film.of(case).selected()
            adviser = Adviser(selection)
            for passed in selection.passed_over:
                assert what_would_help(adviser.advice(passed)).endswith("."), (passed, str(case))
                asked += 1
    assert asked > 100 * BATCHES


def test_what_is_advised_in_the_example_film_sends_the_picture() -> None:
    film, _ = read_film(ROOT / "examples/the-tide-clock")
    assert film is not None
    rules = yaml.safe_load((ROOT / "rules/default.yaml").read_text("utf-8"))
    pool = tuple(
        Sketch("model", {each.name: getattr(asset, each.name) for each in fields(asset)})
        for asset in film.assets
    )
    tried: Counter[str] = Counter()
    for read in film.read_scenes():
        assert read.manifest is not None
        made(Case(rules, read.manifest, pool), tried)
    assert tried["already_shown"] > 40


def test_a_face_cut_from_the_look_that_is_placed_goes_before_the_face_of_another() -> None:
    found = 0
    for seed in range(98_000, 98_000 + 5 * max(BATCHES, many(6, 12))):
        for case in batch(seed, with_edits=False).cases():
            film = Film.of(case)
            selection = film.selected()
            step_of = selection.shot_plan.step_of
            for pick in selection.picks:
                look = look_without_a_face(selection, pick)
                if look is not None:
                    found += 1
                    values = {
                        **film.pool[look.place].values,
                        "id": None,
                        "source_asset_id": look.id,
                    }
                    crop = {
                        "is_face_crop": True,
                        "quality_score": None,
                        "reference_image_url": None,
                    }
                    more = Film(
                        film.rules, film.manifest, [*film.pool, Sketch("model", {**values, **crop})]
                    )
                    more.order = [*range(len(more.pool))]
                    after = more.selected()
                    kept = {
                        each.facts.place
                        for each in after.picks
                        if step_of(each.priority) <= step_of(pick.priority)
                    }
                    assert len(film.pool) in kept or pick.facts.place not in kept, (pick, str(case))
    assert found > many(2, 5), (
        "too few such films are drawn: let the range of seeds begin elsewhere"
    )


def test_no_score_is_advised_for_a_crop_that_may_not_go() -> None:
    """The face goes and `pictures_each` bars full pictures: no score would send one in the place of the face."""
    priorities = [{"name": "people", "type": "character"}]
    rules = {
        **HEAD,
        "pictures_each": ["face"],
        "shots": {"default": {"priorities": priorities}},
    }
    placements = [{"asset_tag": "ANN", "role": "subject"}]
    manifest = {"composition": {"shot_type": "default"}, "placements": placements}
    values = {"manifest_tag": "ANN", "asset_type": "CHARACTER"}
    crops = ((True, 5), (False, 4), (False, 3))
    pool = tuple(
        Sketch("model", {**values, "is_face_crop": face, "quality_score": score})
        for face, score in crops
    )
    selection = Film.of(Case(rules, manifest, pool)).selected()
    better, worse = (Adviser(selection).advice(passed) for passed in selection.passed_over)
    assert [type(change) for change in better.options[0]] == [Write, AskForIt]
    assert worse.options == ()
    assert worse.ahead == selection.passed_over[0].facts
    assert (
        what_would_help(worse)
        == "No small change would send it: another picture of the same character, ANN (picture 2 of the film),"
        " would still come first."
    )


def test_every_picture_that_stays_out_is_told_what_would_send_it_or_what_stands_in_its_way() -> (
    None
):
    for seed in range(96_000, 96_000 + BATCHES):
        for case in batch(seed, with_edits=False).cases():
            selection = Film.of(case).selected()
            adviser = Adviser(selection)
            for passed in selection.passed_over:
                advice = adviser.advice(passed)
                assert (advice.ahead is None) == bool(advice.options), (passed, str(case))


def test_there_is_advice_under_rules_with_edits_too() -> None:
    found = 0
    for seed in range(94_000, 94_000 + max(BATCHES, 8)):
        for case in batch(seed, 1, 3).cases():
            selection = Film.of(case).selected()
            adviser = Adviser(selection)
            for passed in selection.passed_over:
                advice = adviser.advice(passed)
                found += any("change" in shot for shot in case.rules["shots"].values())
                assert advice.reason == passed.reason
    assert found


def test_the_advice_on_one_picture_does_not_depend_on_what_was_asked_before() -> None:
    for seed in range(97_000, 97_000 + max(BATCHES // 4, 3)):
        for case in batch(seed, with_edits=False).cases():
            selection = Film.of(case).selected()
            adviser = Adviser(selection)
            for passed in reversed(selection.passed_over):
                assert adviser.advice(passed) == Adviser(selection).advice(passed)


def test_where_too_much_is_placed_nothing_is_tried_and_nothing_untried_is_advised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trials, "_MOST_WORK", 3)
    priority = {"name": "people", "type": "character"}
    rules = {**HEAD, "pictures_each": 1, "shots": {"default": {"priorities": [priority]}}}
    placements = [{"asset_tag": "ANN", "role": "subject"}]
    manifest = {"composition": {"shot_type": "default"}, "placements": placements}
    values = {"manifest_tag": "ANN", "asset_type": "CHARACTER"}
    pool = tuple(Sketch("model", {**values, "quality_score": score}) for score in (10, 9, 8, 7))
    selection = Film.of(Case(rules, manifest, pool)).selected()
    advice = Adviser(selection).advice(selection.passed_over[0])
    assert (advice.options, advice.ahead) == ((), None)
    assert (
        what_would_help(advice)
        == "The scene offers too many pictures for selector to work out how to get it sent."
    )


def test_a_film_of_many_pictures_is_advised_after_few_calls() -> None:
    """Thousands of pictures of one individual: were each tried on its own, it would take hours."""
    pool = [
        Asset(manifest_tag="ANN", asset_type="CHARACTER", quality_score=number % 100 / 10)
        for number in range(MANY)
    ]
    manifest = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "ANN", "role": "subject"}],
    }
    selection = load_rules().select(manifest, pool)
    adviser = Adviser(selection)
    said: set[str] = set()
    calls = calls_made(
        lambda: said.update(
            what_would_help(adviser.advice(passed)) for passed in selection.passed_over
        )
    )
    assert len(said) == 2
    assert calls < 5_000 * MANY


KEPT_OUT = """language: 1
name: n
version: "1"
pin:
  - {name: look, of: LOOK, unplaced: true, when: {target: "wan*", note: rain}}
  - {name: other-look, of: LOOK, when: {note: rain}}
  - {name: dusty, label: dust, when: {note: [dust, sand], scenes: {from: 1}}}
never: [{name: strangers, of: BO, when: {note: dust}}, {name: never-di, of: DI}]
shots:
  default:
    references: 1
    priorities:
      - {name: faces, crop: face}
      - {name: by-night, of: [BO, CY, DI], when: {note: night}}
      - {name: by-day, crop: full, of: CY}
"""


@pytest.mark.parametrize(
    ("tag", "entries"),
    [
        ("LOOK", [("look", ["a note says `rain`", "the video model is `wan*`"])]),
        ("BO", [("dusty", ["a note says `dust` or `sand`"])]),
        ("CY", []),
        ("DI", []),
        ("GONE", []),
    ],
)
def test_an_entry_that_does_not_apply_here_says_which_when_keeps_it_from_that(
    tag: str, entries: list[tuple[str, list[str]]]
) -> None:
    pool = [
        {"manifest_tag": "ANN", "asset_type": "character", "is_face_crop": True},
        {"manifest_tag": "BO", "asset_type": "character", "user_tags": ["dust"]},
        {"manifest_tag": "CY", "asset_type": "character"},
        {"manifest_tag": "DI", "asset_type": "character"},
        {"manifest_tag": "LOOK", "asset_type": "style"},
    ]
    scene = {
        "scene_index": 3,
        "composition": {"shot_type": "wide"},
        "placements": [
            {"asset_tag": tag, "role": "subject"} for tag in ("ANN", "BO", "CY", "DI", "GONE")
        ],
    }
    selection = load_rules(text=KEPT_OUT).select(scene, pool)
    adviser = Adviser(selection)
    passed = next(each for each in selection.passed_over if each.tag == tag)
    advice = adviser.advice(passed)
    assert [(each.entry.name, sorted(each.when)) for each in advice.only_when] == entries
    words = what_would_help(advice)
    for name, _ in entries:
        (entry,) = advice.only_when
        assert f"`{name}` (rules:{entry.entry.at.line}:" in words
        assert words.endswith(f" would send it, but only when {listed(entry.when)}.")


def test_at_most_two_entries_that_do_not_apply_are_said() -> None:
    entries = ", ".join(f"{{name: e{nth}, of: BO, when: {{note: night}}}}" for nth in range(4))
    text = f"{KEPT_OUT.partition('pin:')[0]}shots: {{default: {{priorities: [{entries}]}}}}"
    scene = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "BO", "role": "subject"}],
    }
    selection = load_rules(text=text).select(scene, [{"manifest_tag": "BO", "asset_type": "prop"}])
    (passed,) = selection.passed_over
    advice = Adviser(selection).advice(passed)
    assert [each.entry.name for each in advice.only_when] == ["e0", "e1"]


def test_the_smallest_change_is_advised_first() -> None:
    text = yaml.safe_dump(
        {
            **HEAD,
            "target": "S2V-01",
            "shots": {"default": {"priorities": [{"name": "all", "crop": ["face", "full"]}]}},
        }
    )
    cast = {"ANN": 8, "BO": 5}
    pool = [
        {
            "manifest_tag": tag,
            "asset_type": "character",
            "is_face_crop": True,
            "quality_score": score,
        }
        for tag, score in cast.items()
    ]
    scene = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": tag, "role": "subject"} for tag in cast],
    }
    selection = load_rules(text=text).select(scene, pool)
    (passed,) = selection.passed_over
    score, other_model = Adviser(selection).advice(passed).options
    assert score == (Score(above=8),)
    assert other_model == (ChooseTarget(target="S2V-01", references=2),)


@pytest.mark.parametrize(
    ("key", "extra", "expected"),
    [
        ("pin", {}, ["bo"]),
        ("first", {}, ["bo"]),
        ("priorities", {}, ["bo"]),
        ("limits", {"at_least": 1}, []),
        ("never", {}, []),
    ],
)
def test_only_pins_and_priorities_that_do_not_apply_are_said_to_send_a_picture(
    key: str, extra: dict[str, int], expected: list[str]
) -> None:
    entry = {"name": "bo", "of": "BO", "when": {"note": "night"}, **extra}
    lists: dict[str, list[dict[str, Any]]] = {"priorities": [{"name": "ann", "of": "ANN"}]}
    lists.setdefault(key, []).append(entry)
    shots = {"default": {"references": 2, "priorities": lists.pop("priorities")}}
    rules = load_rules(
        text=yaml.safe_dump({"language": 1, "name": "n", "version": "1", "shots": shots, **lists})
    )
    scene = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": tag, "role": "subject"} for tag in ("ANN", "BO")],
    }
    pool = [{"manifest_tag": tag, "asset_type": "prop"} for tag in ("ANN", "BO")]
    at_night = rules.select({**scene, "continuity_notes": ["night"]}, pool)
    assert ("BO" in at_night.tags) == (key != "never")
    selection = rules.select(scene, pool)
    (passed,) = selection.passed_over
    advice = Adviser(selection).advice(passed)
    assert [each.entry.name for each in advice.only_when] == expected
