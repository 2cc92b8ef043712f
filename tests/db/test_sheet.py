"""The contact sheet of a project: what would be sent now, and what is on record of earlier decisions."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from selector import load_rules
from selector.cli.arguments.database_films import Stored
from selector.cli.arguments.scene_numbers import SceneChoice
from selector.cli.picking.answers import answers_in_film
from selector.cli.picking.decided_scenes import decided_scenes
from selector.cli.picking.project_film import FilmToShow, project_film_in
from selector.cli.printing.output import shown_address, typed
from selector.db.decisions.pick import pick_project
from selector.db.films.importing import import_film
from selector.db.references.clean import add_clean_reference
from selector.reporting.sheet.sheet_totals import sheet_of
from selector.reporting.sheet.sheet_values import SheetOf
from tests.commands import called
from tests.db.conftest import Write
from tests.db.films import film_in
from tests.long import many
from tests.test_one_scene_of_a_film import film_of

if TYPE_CHECKING:
    from selector.reporting.sheet.sheet_values import Sheet

EXAMPLE = Path(__file__).parents[2] / "examples" / "the-tide-clock"
EVERY = SceneChoice(())


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


@pytest.fixture
def first_written() -> Write:
    return write_example


def write_example(address: str) -> object:
    """The example film."""
    return import_film.sync(address, film_in(EXAMPLE))


def facts_of(sheet: Sheet) -> list[Any]:
    """What a sheet shows, without the ids and the addresses of pictures, which a database may give anew."""
    shown: list[Any] = [sheet.film]
    for row in sheet.rows:
        slots = [
            (slot.number, slot.picture.tag, slot.picture.crop, slot.entry) for slot in row.slots
        ]
        left_out = [(each.tag, each.reason) for each in row.not_sent]
        placed = [
            (each.tag, each.role, each.is_sent, each.whom and each.whom.name) for each in row.placed
        ]
        shown.append(
            (
                row.number,
                row.title,
                row.shot_type,
                row.shot,
                slots,
                left_out,
                placed,
                row.warnings,
                row.nothing,
            )
        )
    shown += [(total.picture.tag, total.placed, total.sent) for total in sheet.pictures]
    shown += [(total.whom.name, total.placed, total.sent) for total in sheet.whom]
    return shown


def sheet_now(film: FilmToShow, rules: str | Path | None) -> Sheet:
    used = load_rules(rules) if rules else load_rules()
    answers = answers_in_film(film, used, EVERY, None).answers
    return sheet_of(answers, SheetOf(title=film.title, description=film.description))


@pytest.mark.parametrize("rules", many(["cinematic"], ["default", "cinematic"]))
def test_a_project_is_shown_as_its_folder_is(address: str, rules: str) -> None:
    with project_film_in(Stored(address=address, project=None)) as film:
        assert facts_of(sheet_now(film, rules)) == facts_of_the_folder(rules)


@cache
def facts_of_the_folder(rules: str) -> list[Any]:
    """What the sheet of the folder shows, the same for each kind of database."""
    return facts_of(sheet_now(film_in(EXAMPLE), rules))


def test_a_slot_shows_the_clean_reference_that_goes(
    address: str, engine: Engine, project: UUID
) -> None:
    first = pick_project.sync(address, project, load_rules()).selections[0].assets[0]
    add_clean_reference.sync(address, first.id, tier="t", clean_image_url="c.png", primary=True)
    with project_film_in(Stored(address=address, project=None)) as film:
        sheet = sheet_now(film, None)
    slots = next(iter(sheet.rows)).slots
    assert [(each.sent, each.is_clean) for each in slots[:1]] == [("c.png", True)]
    assert not any(each.is_clean for each in slots[1:])


def test_rules_that_ask_about_the_scenes_before_are_answered_in_a_project(
    tmp_path: Path, address: str
) -> None:
    numbers = film_of(tmp_path, 3)
    project = import_film.sync(address, film_in(tmp_path)).project_id
    picked = pick_project.sync(address, project, load_rules(tmp_path / "rules.yaml"), record=False)
    page = tmp_path / "sheet.html"
    ran = called(["sheet", address, "--project", str(project), "-o", str(page)])
    assert ran.code == 0, ran.err
    tags = [list(selection.tags) for selection in picked.selections]
    assert tags_sent(page) == dict(zip(map(str, numbers), tags, strict=True))


def tags_sent(page: Path) -> dict[str, list[str]]:
    """The tags that a page shows as sent, by the numbers of the scenes."""
    sent = {}
    for row in page.read_text("utf-8").split("<article")[1:]:
        number = re.search(r'class="number">.*?<bdi>([^<]+)<', row)
        assert number is not None
        slots = re.search(r'<ol class="slots".*?</ol>', row, re.DOTALL)
        found = re.findall(r'class="tag"[^>]*>(?:<bdi>)?([^<]+)<', slots[0]) if slots else []
        sent[number[1]] = found
    return sent


def decided(address: str, decision: str, scenes: tuple[str, ...] = ()) -> Sheet:
    with project_film_in(Stored(address=address, project=None)) as film:
        return sheet_of(
            decided_scenes(film, SceneChoice(scenes), decision, "selector pick x"),
            SheetOf(title=film.title),
        )


def test_earlier_decisions_are_shown_as_they_were_whatever_became_of_the_film(
    address: str, engine: Engine, project: UUID
) -> None:
    first = pick_project.sync(address, project, load_rules(), by="Ines").selections
    second = pick_project.sync(address, project, load_rules("cinematic")).selections
    assert [each.tags for each in first] != [each.tags for each in second]
    with engine.begin() as connection:
        connection.execute(text("UPDATE assets SET quality_score = 1"))
        connection.execute(
            text("UPDATE scene_manifests SET manifest_json = '[]' WHERE scene_index = 7")
        )
    for decision, selections in many(
        (("1", first), ("last", second)), (("1", first), ("last", second), ("2", second))
    ):
        sheet = decided(address, decision)
        assert [row.number for row in sheet.rows] == [each.scene.index for each in selections]
        shown = [tuple(slot.picture.tag for slot in row.slots) for row in sheet.rows]
        assert shown == [tuple(each.tags) for each in selections]
        assert [each.name for each in sheet.rules] == [selections[0].rules.name]
    row = decided(address, "1", ("4",)).rows[0]
    assert re.match(r"as decided on .* UTC for Ines \(decision 1; ", row.decided)
    assert row.title == "Wren does not look at the notice"


def test_a_row_on_record_says_what_why_says_of_that_decision(
    address: str, tmp_path: Path, project: UUID
) -> None:
    pick_project.sync(address, project, load_rules())
    pick_project.sync(address, project, load_rules("cinematic"))
    for number in many(("12",), ("1", "12", "26")):
        (row,) = decided(address, "1", (number,)).rows
        why = called(["why", address, number, "--decision", "1"]).out
        said = re.sub(r"[^\w]+", "", why)
        for part in row.explanation:
            assert re.sub(r"[^\w]+", "", part.words) in said


def test_an_answer_that_is_not_made_again_is_shown_as_it_was_stored(
    address: str, engine: Engine, project: UUID
) -> None:
    picked = pick_project.sync(address, project, load_rules()).selections
    with engine.begin() as connection:
        connection.execute(text("UPDATE selector_decisions SET meaning = 1"))
    sheet = decided(address, "last")
    shown = [tuple(slot.picture.tag for slot in row.slots) for row in sheet.rows]
    assert shown == [tuple(each.tags) for each in picked]
    words = [part.words for part in sheet.rows[0].explanation]
    assert any(each.startswith("This is the answer as it was recorded.") for each in words)


def test_scenes_without_such_a_decision_are_named(
    address: str, tmp_path: Path, project: UUID
) -> None:
    page = tmp_path / "sheet.html"
    asked = ["sheet", address, "-o", str(page), "--decision"]
    ran = called([*asked, "last"])
    assert (ran.code, page.exists()) == (2, False)
    assert "D610" in ran.err
    said = " ".join(ran.err.split())
    pick = f"`selector pick {typed(shown_address(address))}`"
    assert f"No decision is stored for these scenes. Run {pick} first." in said
    pick_project.sync(address, project, load_rules(), only=range(1, 29))
    pick_project.sync(address, project, load_rules("cinematic"), only=[3])
    ran = called([*asked, "last"])
    assert ran.code == 0, ran.err
    assert "2 scenes have no stored decision and are not shown: 29 and 30." in ran.err
    assert list(tags_sent(page)) == [str(number) for number in range(1, 29)]
    ran = called([*asked, "2", "--scene", "2-9"])
    assert "7 scenes have no decision 2 and are not shown: 2, 4, 5, 6, 7 and 2 more." in ran.err
    assert list(tags_sent(page)) == ["3"]
    ran = called([*asked, "3"])
    assert ran.code == 2
    assert "None of these scenes has a decision 3." in ran.err
    ran = called([*asked, "last", "--scene", "31"])
    assert (ran.code, "F312" in ran.err) == (2, True)


def test_one_of_several_projects_is_named(address: str, tmp_path: Path) -> None:
    film_of(tmp_path, 3)
    import_film.sync(address, film_in(tmp_path))
    page = tmp_path / "sheet.html"
    ran = called(["sheet", address, "-o", str(page)])
    assert (ran.code, "The database has several projects." in ran.err) == (2, True)
    ran = called(["sheet", address, "--project", "The Tide Clock", "-o", str(page)])
    assert ran.code == 0, ran.err
    assert "<title>The Tide Clock: contact sheet</title>" in page.read_text("utf-8")
    assert list(tags_sent(page)) == [str(number) for number in range(1, 31)]


def test_a_project_is_compared_with_its_last_pick(
    address: str, tmp_path: Path, project: UUID
) -> None:
    first = pick_project.sync(address, project, load_rules("cinematic")).selections
    now = pick_project.sync(address, project, load_rules(), record=False).selections
    changed = [
        str(was.scene.index)
        for was, is_now in zip(first, now, strict=True)
        if was.tags != is_now.tags
    ]
    page = tmp_path / "sheet.html"
    ran = called(["sheet", address, "--before", "last", "--changed", "-o", str(page)])
    assert ran.code == 0, ran.err
    shown = tags_sent(page)
    assert set(changed) <= set(shown)
    for selection in now:
        number = str(selection.scene.index)
        assert shown.get(number, list(selection.tags)) == list(selection.tags)
    assert len(shown) < len(now)
