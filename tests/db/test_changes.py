"""A pick says which scenes changed and why; where nothing did, it explains nothing and writes nothing."""

from __future__ import annotations

from dataclasses import make_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from selector.cli.main import run
from selector.db.connections.engines import make_engine
from selector.db.decisions.change_finder import ALWAYS_COMPARED
from selector.db.decisions.history import read_history, recall
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.engine.pool import AssetPool
from selector.engine.selection import Selection
from selector.language.conditions import CONDITIONS
from selector.model.asset import CleanReference
from selector.model.left_out import PassedOver
from selector.model.picks import Facts, Note, Pick
from selector.record.changed import Change
from selector.reporting.change_words import ChangeSentences
from tests.commands import as_document
from tests.db.films import (
    FACE,
    FACES,
    HARBOUR,
    ROOM,
    RULES,
    RULES_TEXT,
    WREN,
    SmallFilm,
    picked,
    results,
    rules_of,
    scene,
)
from tests.db.statements import statements_run

BOTH = ("WREN", "ROOM")
LOST = Change(
    decision=1, tags=("WREN",), causes=("rules",), meaning_before=2, meaning=2, lost=("WREN",)
)
"""A scene that sent Wren and does not any more. Tests say what else, or what instead."""
EMPTIED = replace(LOST, sends_nothing=True)


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


@pytest.fixture
def nothing_is_explained(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Called, it makes every later explanation a failure."""

    def refuse(*_: object) -> None:
        raise AssertionError("explained")

    return lambda: monkeypatch.setattr("selector.engine.explain.explain", refuse)


def test_an_unchanged_film_is_picked_again_without_an_explanation_or_a_row(
    address: str, nothing_is_explained: Any
) -> None:
    first = record_film.sync(address, HARBOUR, results(3, *BOTH, "NOBODY"), by="director")
    assert first.decisions == 3
    nothing_is_explained()
    stored: list[Any] = []
    with statements_run() as statements:
        again = record_film.sync(
            address,
            HARBOUR,
            results(3, *BOTH, "NOBODY"),
            on_stored=lambda _, __, each: stored.append(each),
        )
    assert (again.decisions, again.scenes, again.changes.scenes.changed) == (0, 3, ())
    assert not any(each.writes for each in statements)
    assert [(each.number, each.is_new, each.change) for each in stored] == [(1, False, None)] * 3
    assert [each.reasons for each in stored] == [("already_shown", "not_in_pool")] * 3


def test_an_unchanged_project_and_scene_are_picked_again_without_an_explanation_or_a_row(
    address: str, nothing_is_explained: Any
) -> None:
    project = record_film.sync(address, HARBOUR, results(3, *BOTH)).project_id
    assert (
        pick_project.sync(address, project, RULES).decisions == 3
    )  # ids in a database are others than in a folder
    nothing_is_explained()
    with statements_run() as statements:
        again = pick_project.sync(address, project, RULES)
        selection = pick_scene.sync(address, project, 2, RULES)
    assert not any(each.writes for each in statements)
    assert again.decisions == 0
    assert [each.is_new for each in again.stored] == [False] * 3
    assert selection.tags == BOTH
    with pytest.raises(AssertionError, match="explained"):
        pick_scene.sync(address, project, 2, FACES)


def test_rules_that_only_lie_elsewhere_decide_nothing_anew(
    address: str, nothing_is_explained: Any
) -> None:
    record_film.sync(address, HARBOUR, results(1, "WREN"))
    nothing_is_explained()
    elsewhere = rules_of(RULES_TEXT, "/elsewhere/harbour.yaml")
    assert record_film.sync(address, HARBOUR, [picked(scene(1, "close_up", "WREN"), AssetPool(HARBOUR.assets),
                                                      elsewhere)]).decisions == 0  # fmt: skip


def changes_of(
    address: str, film: SmallFilm, manifests: Any, rules: Any = RULES
) -> list[Change | None]:
    """What changed in each scene of a film that is picked again."""
    found: list[Change | None] = []
    pool = AssetPool(film.assets)
    pairs = [picked(manifest, pool, rules) for manifest in manifests]
    record_film.sync(address, film, pairs, on_stored=lambda _, __, each: found.append(each.change))
    return found


def test_what_made_a_scene_pick_otherwise_is_told(address: str) -> None:
    manifests = [scene(index, "close_up", "WREN") for index in (1, 2)]
    assert changes_of(address, HARBOUR, manifests) == [None, None]
    change = replace(LOST, gained=("WREN_FACE",))
    assert changes_of(address, HARBOUR, manifests, FACES) == [change] * 2
    assert changes_of(address, HARBOUR, manifests, FACES) == [None] * 2

    other = [manifests[0], scene(2, "close_up", "ROOM")]
    change = replace(
        LOST,
        decision=2,
        tags=("WREN_FACE",),
        causes=("scene",),
        lost=("WREN_FACE",),
        gained=("ROOM",),
    )
    assert changes_of(address, HARBOUR, other, FACES) == [None, change]

    fewer = replace(HARBOUR, assets=(WREN, ROOM))
    change = replace(change, causes=("pictures",), gained=("WREN",))
    assert changes_of(address, fewer, other, FACES) == [change, None]
    change = replace(EMPTIED, decision=3, causes=("rules", "pictures"))
    none = rules_of(RULES_TEXT.replace("role: subject", "role: prop"))
    assert changes_of(address, HARBOUR, other[:1], none) == [change]


def test_another_picture_of_one_tag_is_named_by_its_crop_or_by_its_file(address: str) -> None:
    manifests = [scene(1, "close_up", "WREN")]
    face = replace(FACE, manifest_tag="WREN")
    other = replace(WREN, id="other", reference_image_url="other.png", quality_score=9.9)
    changes_of(address, replace(HARBOUR, assets=(face, WREN)), manifests)
    (change,) = changes_of(address, replace(HARBOUR, assets=(face, WREN)), manifests, FACES)
    assert change is not None
    assert (change.lost, change.gained) == (("WREN (full)",), ("WREN (face)",))
    changes_of(address, replace(HARBOUR, assets=(WREN,)), manifests)
    (change,) = changes_of(address, replace(HARBOUR, assets=(WREN, other)), manifests)
    assert change is not None
    assert change.lost == (f"WREN ({WREN.reference_image_url})",)
    assert change.gained == ("WREN (other.png)",)


def test_whatever_pictures_are_judged_on_is_a_change_of_the_pictures(address: str) -> None:
    by_label = rules_of(RULES_TEXT.replace("role: subject", "label: dusk"))
    manifests = [scene(1, "close_up", "WREN")]
    at_dusk = replace(HARBOUR, assets=(FACE, replace(WREN, user_tags=("Dusk",)), ROOM))
    assert changes_of(address, at_dusk, manifests, by_label) == [None]
    change = replace(EMPTIED, causes=("pictures",))
    assert changes_of(address, HARBOUR, manifests, by_label) == [change]

    assert changes_of(address, HARBOUR, manifests)[0] is not None
    gone = AssetPool(HARBOUR.assets, usable=lambda asset: asset is not WREN)
    found: list[Change | None] = []
    pairs = [picked(manifest, gone) for manifest in manifests]
    record_film.sync(
        address, HARBOUR, pairs, on_stored=lambda _, __, each: found.append(each.change)
    )
    assert [each and each.causes for each in found] == [("pictures",)]


KITE = replace(ROOM, id="kite", manifest_tag="KITE", asset_type="prop", reference_image_url="k.jpg")
BY_NAME = rules_of(RULES_TEXT.replace("role: subject", "of: Mara"))
BY_LABEL = rules_of(RULES_TEXT.replace("role: subject", "label: night"))
ANY_KITE = rules_of(
    f"{RULES_TEXT}pin: [{{name: kite, type: prop, unplaced: true, because: it flies}}]\n"
)


@pytest.mark.parametrize(
    ("was", "now", "rules", "is_cause"),
    [
        (KITE, replace(KITE, quality_score=9.0, user_tags=("red",)), (RULES, FACES), False),
        (KITE, replace(KITE, asset_type="style"), (ANY_KITE, FACES), True),
        (KITE, replace(KITE, quality_score=9.0), (FACES, ANY_KITE), True),
        (WREN, replace(WREN, name="W.", user_tags=("dusk",)), (RULES, FACES), False),
        (WREN, replace(WREN, quality_score=8.0), (RULES, FACES), True),
        (WREN, replace(WREN, user_tags=("dusk",)), (RULES, BY_LABEL), True),
        (WREN, replace(WREN, user_tags=("dusk",)), (BY_LABEL, FACES), True),
        (replace(WREN, name="Mara"), WREN, (BY_NAME, FACES), True),
    ],
)
def test_only_pictures_that_can_matter_to_a_scene_are_a_cause(
    address: str, was: Any, now: Any, rules: Any, *, is_cause: bool
) -> None:
    manifests = [scene(1, "close_up", "WREN")]
    before, after = rules
    others = [each for each in (FACE, WREN, ROOM, KITE) if each.id != was.id]
    assert changes_of(address, replace(HARBOUR, assets=(*others, was)), manifests, before) == [None]
    film = replace(HARBOUR, assets=(*others, now))
    (changed,) = changes_of(address, film, manifests, after)
    assert changed is not None
    assert ("pictures" in changed.causes) == is_cause


def test_whatever_a_condition_finds_on_a_picture_is_compared() -> None:
    for word in CONDITIONS.values():
        if word.looks_at == "picture" and word.fact != "marks":  # tags, and ids, which differ
            assert {word.fact} <= {*ALWAYS_COMPARED, *word.asks_about}, word.key


def test_a_name_that_the_rules_ask_about_is_a_change_of_the_pictures(address: str) -> None:
    film = replace(HARBOUR, assets=(replace(WREN, name="Mara"),))
    manifests = [scene(1, "close_up", "WREN")]
    assert changes_of(address, film, manifests, BY_NAME) == [None]
    film = replace(HARBOUR, assets=(WREN,))
    assert changes_of(address, film, manifests, BY_NAME) == [replace(EMPTIED, causes=("pictures",))]


def test_whom_a_picture_shows_is_a_change_of_the_pictures_wherever_it_was_edited(
    address: str,
) -> None:
    crew = replace(KITE, id="crew", manifest_tag="CREW", asset_type="character")
    one, other = [
        replace(crew, id=tag, manifest_tag=tag, is_face_crop=True, source_asset_id="crew",
                reference_image_url=tag)
        for tag in ("ONE", "OTHER")
    ]  # fmt: skip
    manifests = [scene(1, "close_up", "CREW", "ONE")]
    film = replace(HARBOUR, assets=(crew, one, other))
    assert changes_of(address, film, manifests) == [None]
    film = replace(HARBOUR, assets=(crew, one, replace(other, source_asset_id=None)))
    (changed,) = changes_of(address, film, manifests)
    assert changed is not None
    assert (changed.causes, changed.lost) == (("pictures",), ("ONE",))


def test_earlier_scenes_are_a_cause_where_pictures_of_others_were_edited_too(address: str) -> None:
    rules = rules_of(RULES_TEXT.replace("role: subject", "first_appearance: true"))
    first, second = scene(1, "close_up", "ROOM"), scene(2, "close_up", "WREN")

    def changes(film: SmallFilm) -> list[Change | None]:
        found: list[Change | None] = []
        pairs = zip([first, second], rules.select_many([first, second], AssetPool(film.assets)),
                    strict=True)  # fmt: skip
        record_film.sync(
            address, film, pairs, on_stored=lambda _, __, each: found.append(each.change)
        )
        return found

    assert changes(replace(HARBOUR, assets=(WREN, ROOM, KITE))) == [None, None]
    first["placements"] = second["placements"]
    edited = replace(HARBOUR, assets=(WREN, ROOM, replace(KITE, quality_score=9.0)))
    _, changed = changes(edited)
    assert changed == replace(EMPTIED, causes=("scenes_before",))


def test_a_cleaned_picture_that_the_rules_ask_about_is_a_change_of_the_pictures(
    address: str,
) -> None:
    by_cleaned = rules_of(RULES_TEXT.replace("role: subject", "cleaned: true"))
    manifests = [scene(1, "close_up", "WREN")]
    clean = CleanReference(clean_image_url="/films/harbour/clean.png", face_similarity_score=0.9)
    cleaned = replace(HARBOUR, assets=(FACE, replace(WREN, clean_reference=clean), ROOM))
    assert changes_of(address, cleaned, manifests, by_cleaned) == [None]
    change = replace(EMPTIED, causes=("pictures",))
    assert changes_of(address, HARBOUR, manifests, by_cleaned) == [change]


@pytest.mark.parametrize(
    ("asked", "said", "fell_silent"),
    [
        ("action: runs", {"action": "She runs"}, {"action": "She waits"}),
        ("expression: afraid", {"expression": "Afraid"}, {}),
        ("position: left", {"position": "left"}, {"position": "right"}),
        ("wardrobe: red coat", {"wardrobe_note": "a red coat"}, {"wardrobe_note": "a blue coat"}),
    ],
)
def test_what_a_placement_says_and_the_rules_ask_about_is_a_change_of_the_scene(
    address: str, asked: str, said: dict[str, str], fell_silent: dict[str, str]
) -> None:
    by_text = rules_of(RULES_TEXT.replace("role: subject", asked))
    before, now = scene(1, "close_up", "WREN"), scene(1, "close_up", "WREN")
    before["placements"][0].update(said)
    now["placements"][0].update(fell_silent)
    assert changes_of(address, HARBOUR, [before], by_text) == [None]
    change = replace(EMPTIED, causes=("scene",))
    assert changes_of(address, HARBOUR, [now], by_text) == [change]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("focal_point: true", {"composition": {"shot_type": "close_up", "focal_point": "WREN"}}),
        ("speaks: true", {"dialogue": [{"speaker_tag": "WREN"}]}),
        ("matches: notes", {"continuity_notes": "at dusk"}),
    ],
)
def test_what_a_scene_says_and_the_rules_ask_about_is_a_change_of_the_scene(
    address: str, asked: str, said: dict[str, Any]
) -> None:
    by_text = rules_of(RULES_TEXT.replace("role: subject", asked))
    film = replace(HARBOUR, assets=(FACE, replace(WREN, user_tags=("dusk",)), ROOM))
    now = scene(1, "close_up", "WREN")
    assert changes_of(address, film, [{**now, **said}], by_text) == [None]
    (changed,) = changes_of(address, film, [now], by_text)
    assert changed is not None
    assert changed.causes == ("scene",)


def test_other_reasons_for_the_same_pictures_are_no_change(address: str) -> None:
    assert changes_of(address, HARBOUR, [scene(1, "close_up", "WREN")]) == [None]
    assert changes_of(address, HARBOUR, [scene(1, "close_up", "WREN", "NOBODY")]) == [None]
    assert [each.number for each in read_history.sync(address)] == [2, 1]


def test_one_picture_is_known_again_by_its_file_where_ids_are_others(address: str) -> None:
    project = record_film.sync(address, HARBOUR, results(1, "WREN")).project_id
    (done,) = pick_project.sync(address, project, RULES).stored
    assert (done.is_new, done.change) == (True, None)


def test_the_way_in_which_rules_were_read_is_told(address: str) -> None:
    record_film.sync(address, HARBOUR, results(1, "WREN"))
    engine = make_engine(address, writes=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE selector_decisions SET meaning = 1"))
    engine.dispose()
    changed = changes_of(address, HARBOUR, [scene(1, "close_up", "WREN")], FACES)
    change = replace(LOST, causes=("rules", "meaning"), meaning_before=1, gained=("WREN_FACE",))
    assert changed == [change]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([], ""),
        ([(12, ("rules",), 2)], "The picks of 1 scene changed (rules changed): scene 12 lost KEY."),
        (
            [(12, ("rules",), 2), (14, ("rules",), 2), (27, ("meaning",), 1)],
            (
                "The picks of 2 scenes changed (rules changed): scene 12 lost KEY; scene 14 lost KEY.\n"
                "The picks of 1 scene changed (rules are read in a new way: meaning 1 → 2):"
                " scene 27 lost KEY."
            ),
        ),
        (
            [("12A", ("pictures", "scene"), 2)],
            "The picks of 1 scene changed (pictures and the scene changed): scene 12A lost KEY.",
        ),
        (
            [(1, ("scene",), 2), (None, ("scene",), 2)],
            "The picks of 2 scenes changed (scenes changed): scene 1 lost KEY; and 1 more.",
        ),
        (
            [(None, ("scene",), 2)],
            "The picks of 1 scene changed (the scene changed): 1 scene without a number.",
        ),
        (
            [(1, (), 2)],
            (
                "The picks of 1 scene changed (nothing they depend on has changed:"
                " `selector db replay` checks stored picks): scene 1 lost KEY."
            ),
        ),
        (
            [(index, ("rules",), 2) for index in range(1, 2_011)],
            (
                "The picks of 2,010 scenes changed (rules changed): scene 1 lost KEY; scene 2 lost KEY;"
                " scene 3 lost KEY; scene 4 lost KEY; scene 5 lost KEY; scene 6 lost KEY; scene 7 lost KEY;"
                " scene 8 lost KEY; and 2,002 more."
            ),
        ),
    ],
)  # fmt: skip
def test_scenes_that_changed_are_named_by_what_changed_them(
    changes: list[Any], sentence: str
) -> None:
    collected = ChangeSentences()
    for number, causes, before in changes:
        change = replace(LOST, causes=causes, meaning_before=before, lost=("KEY",))
        collected.add(number, change)
    assert "\n".join(collected.lines(None)) == sentence


@pytest.mark.parametrize(
    ("lost", "gained", "sends_nothing", "words"),
    [
        (("CLOCK_ROOM",), ("KEY",), False, "scene 27 lost CLOCK_ROOM and gained KEY"),
        ((), ("KEY", "MAP"), False, "scene 27 gained KEY and MAP"),
        (("A", "B", "C"), (), False, "scene 27 lost A, B and C"),
        (("A",), (), True, "scene 27 lost A and sends nothing"),
        ((), (), False, "scene 27 sends the same pictures in another order"),
    ],
)
def test_what_became_of_a_scene_is_said(
    lost: tuple[str, ...],
    gained: tuple[str, ...],
    sends_nothing: bool,  # noqa: FBT001  # a row of the table
    words: str,
) -> None:
    collected = ChangeSentences()
    change = replace(LOST, lost=lost, gained=gained, sends_nothing=sends_nothing)
    collected.add(27, change)
    (would,) = collected.lines(None, is_dry=True)
    assert would == f"The picks of 1 scene would change (rules changed): {words}."


def test_pick_says_what_changed_in_words_and_in_json(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pick", str(film)]) == 0
    assert " changed: " not in capsys.readouterr().err
    shipped = (Path(__file__).parents[2] / "rules" / "default.yaml").read_text("utf-8")
    (film / "rules.yaml").write_text(shipped.replace("references: 3", "references: 1"), "utf-8")
    said = []
    for command in (["--dry-run"], ["--dry-run"], ["--scene", "1", "--dry-run"], ["--scene", "1"]):
        assert run(["pick", str(film), *command]) == 0
        lines = capsys.readouterr().err.splitlines()
        said.append(next(line for line in lines if line.startswith("The picks of")))
    every, again, dry, stored = said
    assert every == again
    assert every.startswith("The picks of 3 scenes would change (rules changed): scene 1 lost ")
    assert dry == stored.replace("changed (", "would change (")
    assert stored == "The picks of 1 scene changed (rules changed): scene 1 lost KETTLE."
    assert (
        run(
            [
                "pick",
                str(film / "selector.sqlite"),
                "--rules",
                str(film / "rules.yaml"),
                "--dry-run",
            ]
        )
        == 0
    )
    assert (
        "The picks of 2 scenes would change (rules changed): scene 2 lost "
        in capsys.readouterr().err
    )
    assert run(["pick", str(film), "--format", "json"]) == 0
    scenes = as_document(capsys.readouterr().out, "picks")["scenes"]
    assert scenes[0]["change"] is None
    changed = [each for each in scenes if each["change"]]
    assert changed
    assert {tuple(each["change"]["causes"]) for each in changed} == {("rules",)}
    assert all(each["change"]["tags"][0] == each["tags"][0] for each in changed)
    database = str(film / "selector.sqlite")
    (film / "rules.yaml").write_text(shipped, "utf-8")
    assert run(["pick", database, "--rules", str(film / "rules.yaml")]) == 0
    assert " changed (rules changed): scene 1 gained KETTLE" in capsys.readouterr().err


def test_pick_says_that_nothing_changed_where_it_keeps_what_is_kept(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, assets = str(film / "selector.sqlite"), film / "assets.yaml"

    def said(*arguments: str) -> bool:
        assert run(["pick", *arguments]) == 0
        return "\nNo picks have changed since last time. Stored in " in capsys.readouterr().err

    for known_by in (
        str(film),
        database,
    ):  # pictures have other ids in a database: what is on record differs
        assert not said(known_by)
        assert said(known_by)
        assert said(known_by, "--scene", "1")
        assert not said(known_by, "--dry-run")
    assets.write_text(assets.read_text("utf-8").replace("quality: 9", "quality: 8"), "utf-8")
    assert not said(str(film))
    assert said(str(film))


def test_a_decision_that_cannot_be_made_again_is_told_as_it_was_stored(address: str) -> None:
    project = record_film.sync(address, HARBOUR, results(1, "WREN", "NOBODY")).project_id
    stored = recall.sync(address, project, 1)
    assert stored.unlike is None
    engine = make_engine(address, writes=True)

    def edit(statement: str) -> Any:
        with engine.begin() as connection:
            connection.execute(text(statement))
        return recall.sync(address, project, 1)

    assert edit("UPDATE selector_rule_sets SET source_text = 'language: 99'").unlike == "rules"
    found = edit("UPDATE selector_decisions SET meaning = 1")
    engine.dispose()
    assert (found.unlike, found.selection) == ("meaning", None)
    assert found.outcome == stored.outcome
    assert found.references == 3
    assert stored.selection is not None
    assert found.outcome.missing == stored.selection.missing == ("NOBODY",)
    assert [pick.tag for pick in found.outcome.picks] == ["WREN"]
    assert [each.reason.kind for each in found.outcome.passed_over] == [
        "already_shown", "not_in_pool", "not_placed",
    ]  # fmt: skip


def test_a_decision_that_differs_when_made_again_is_told_as_it_was_stored(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = record_film.sync(address, HARBOUR, results(1, "WREN")).project_id
    with monkeypatch.context() as otherwise:
        otherwise.setattr(
            Selection, "places", property(lambda _: [0], lambda *_: None), raising=False
        )
        found = recall.sync(address, project, 1)
    assert found.unlike == "differs"
    assert [pick.tag for pick in found.outcome.picks] == ["WREN"]


def test_one_more_value_in_what_is_recorded_breaks_no_decision(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = replace(HARBOUR, assets=(FACE, WREN, ROOM))
    project = record_film.sync(
        address, film, results(3, "[WREN]", "ROOM", "NOBODY", film=film)
    ).project_id
    pick_project.sync(address, project, RULES)
    for module, kind in (
        ("selector.engine.pool", Facts),
        ("selector.engine.pool", Note),
        ("selector.engine.selection", Note),
        ("selector.engine.manifest", Note),
        ("selector.engine.explain", Pick),
        ("selector.engine.explain", PassedOver),
    ):
        longer = make_dataclass(f"Longer{kind.__name__}", [("painted", bool, False)], bases=(kind,), frozen=True,
                                kw_only=True)  # fmt: skip
        monkeypatch.setattr(f"{module}.{kind.__name__}", longer)
    replayed = replay.sync(address)
    assert (replayed.replayed, replayed.problems) == (6, ())
    assert pick_project.sync(address, project, RULES).decisions == 0
