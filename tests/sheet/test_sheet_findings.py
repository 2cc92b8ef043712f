"""The warnings of a sheet are those of `selector check`: as many, in the same words, each with its scene."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from selector.reporting.sheet.markup import element, sentences
from tests.commands import as_document, called
from tests.long import many
from tests.sheet.browser import looking_at
from tests.sheet.film import plain_film, written
from tests.sheet.test_sheet_in_a_browser import numbers, violations

EXAMPLE = Path(__file__).parents[2] / "examples" / "the-tide-clock"


def checked(*arguments: str | Path) -> list[dict[str, Any]]:
    """What a check finds."""
    ran = called(["check", *map(str, arguments), "--format", "json"])
    found = as_document(ran.out, "problems")["problems"]
    return [{"code": each["code"], "says": f"{each['what']} {each['hint']}"} for each in found]


def on_sheet(page: Path, *arguments: str | Path) -> list[dict[str, Any]]:
    """The warnings on a sheet."""
    command = ["sheet", *map(str, arguments), "-o", str(page), "--format", "json"]
    ran = called(command)
    assert ran.code == 0, ran.err
    warnings: list[dict[str, Any]] = as_document(ran.out, "sheet")["warnings"]
    return warnings


def codes_of(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["code"], each["says"]) for each in found]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """The sheet of the example film, and its warnings."""
    page = tmp_path_factory.mktemp("example") / "sheet.html"
    return page, on_sheet(page, EXAMPLE)


def test_a_sheet_has_the_warnings_of_a_check_and_no_others(
    example: tuple[Path, list[dict[str, Any]]], tmp_path: Path
) -> None:
    assert len(example[1]) > 2
    assert codes_of(example[1]) == codes_of(checked(EXAMPLE))
    page = tmp_path / "sheet.html"
    film = plain_film(tmp_path / "film")
    lists = []
    for options in ([], ["--rules", "cinematic"]):
        lists.append(checked(film, *options))
        assert len(lists[-1]) > 2
        assert codes_of(on_sheet(page, film, *options)) == codes_of(lists[-1])
    assert lists[1] != lists[0]


def test_a_warning_about_one_scene_stands_in_its_row_too(
    browser: Browser, example: tuple[Path, list[dict[str, Any]]]
) -> None:
    page, found = example
    assert [each["scene_index"] for each in found if each["code"] == "F354"] == [12, 21]
    with looking_at(browser, page) as seen:
        number = seen.page.locator(".numbers div", has_text="warnings")
        assert number.locator("dd").inner_text() == str(len(found))
        number.locator("dd").click(force=True)
        listed = seen.page.locator("#warned li")
        assert listed.count() == len(found)
        assert listed.last.inner_text().split()[:2] == ["21", "F354"]
        seen.page.click("text=Scenes with their own warnings (2)")
        assert numbers(seen.page) == ["12", "21"]
        assert violations(seen.page, many("#warned", None), in_colour=False) == []
        said = seen.page.locator("#scene-21 .warnings").inner_text()
        assert (
            said == "F354 No picture has the tag or the name LIGHT_HOUSE. Did you mean LIGHTHOUSE?"
        )


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_the_scene_of_a_warning_is_known_in_every_kind_of_file(tmp_path: Path, suffix: str) -> None:
    film = plain_film(tmp_path / "film")
    scenes = json.loads((film / "scenes.json").read_text())
    scenes[6]["placements"].append({"asset_tag": "GONE", "role": "prop"})
    (film / "scenes.json").unlink()
    text = json.dumps(scenes)
    if suffix == "jsonl":
        text = "\n".join(map(json.dumps, scenes))
    (film / f"scenes.{suffix}").write_text(text)
    found = on_sheet(tmp_path / "sheet.html", film)
    assert [each["scene_index"] for each in found if each["code"] == "F354"] == [3, 7]
    some = on_sheet(tmp_path / "sheet.html", film, "--scene", "4-9")
    assert [each["scene_index"] for each in some if each["code"] == "F354"] == [7]


def test_a_scene_that_sends_nothing_is_a_warning(tmp_path: Path) -> None:
    pictures = [{"manifest_tag": "KAI", "asset_type": "character", "quality_score": 5}]
    placed = [{"asset_tag": "KAI", "role": "background"}]
    scene = {"scene_index": 1, "composition": {"shot_type": "close_up"}, "placements": placed}
    film = written(tmp_path / "film", pictures, [scene])
    page = tmp_path / "sheet.html"
    (found,) = [each for each in on_sheet(page, film) if each["code"] == "F381"]
    assert found["scene_index"] == 1


def in_database(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Warnings of a folder in the words for a database, beside which no rules are."""
    words = json.dumps(found).replace("a `rules.yaml`", "a rule file for `--rules`")
    changed: list[dict[str, Any]] = json.loads(words)
    return changed


def test_a_film_in_a_database_has_the_warnings_of_its_folder(tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    film = plain_film(tmp_path / "film")
    assert called(["pick", str(film)]).code == 0
    for options in ([], ["--rules", "cinematic"], ["--target", "veo-3.1-generate-001"]):
        found = on_sheet(page, film / "selector.sqlite", *options)
        assert len(found) > 2
        assert found == in_database(on_sheet(page, film, *options))


def test_a_film_in_a_database_is_checked_under_its_own_rules_and_without_its_pictures(
    tmp_path: Path,
) -> None:
    """Files of pictures are where its folder is, if there is one."""
    page = tmp_path / "sheet.html"
    film = plain_film(tmp_path / "film")
    rules = (
        'language: 1\nname: mine\nversion: "1"\nextends: default\nnever: [{name: x, label: gone}]\n'
    )
    (film / "rules.yaml").write_text(rules)
    assert called(["pick", str(film)]).code == 0
    found = on_sheet(page, film / "selector.sqlite")
    assert {"F354", "F366", "F381"} < {each["code"] for each in found}
    assert in_database(on_sheet(page, film)) == found
    shutil.rmtree(film / "pictures")
    assert on_sheet(page, film / "selector.sqlite") == found
    assert on_sheet(page, film) != found


def test_scenes_that_a_warning_names_are_links(
    browser: Browser, example: tuple[Path, list[dict[str, Any]]]
) -> None:
    page, found = example
    several = next(each for each in found if re.search(r"scenes \(?\d+\w*, \d+", each["says"]))
    named = re.search(r"scenes \(?(\d+\w*), (\d+\w*)", several["says"])
    assert named is not None
    with looking_at(browser, page) as seen:
        seen.page.locator("#warned > summary").click()
        words = re.compile(re.escape(several["says"][:40].partition("`")[0]))
        links = seen.page.locator("#warned li", has_text=words).first.locator("span a")
        listed = [(each.inner_text(), each.get_attribute("href")) for each in links.all()]
        for number in named.groups():
            assert (number, f"#scene-{number}") in listed


@pytest.mark.parametrize(
    ("says", "linked"),
    [
        ("Scene 3 places `KEY`.", ["3"]),
        ("In 5 scenes (1, 2, 12A and 2 more), nothing is sent.", ["1", "2", "12A"]),
        ("It is sent in scenes 1 and 3, or move `scene 2` up.", ["1", "3"]),
        ("12 scenes use `default`: see scene 99.", []),
        ("For scene 2, `selector why` says what helps.", ["2"]),
    ],
)
def test_only_numbers_of_scenes_that_are_there_are_links(says: str, linked: list[str]) -> None:
    links = {each: element("a", each) for each in ("1", "2", "3", "12", "12A")}
    assert re.findall(r"<a>(\w+)</a>", sentences(says, links).text) == linked


def crowded_film(folder: Path, unknown: int) -> Path:
    """A film whose scenes place so many tags that no picture has."""
    pictures = [{"manifest_tag": "KAI", "asset_type": "character", "quality_score": 5}]
    scenes = []
    for number in range(1, unknown + 1):
        tags = ["KAI", f"GONE{number:02}X{number * 7919}"]
        placed = [{"asset_tag": tag, "role": "subject"} for tag in tags]
        scene = {"scene_index": number, "composition": {"shot_type": "wide_shot"}}
        scenes.append({**scene, "placements": placed})
    return written(folder, pictures, scenes)


def test_of_many_warnings_those_of_most_scenes_come_first_and_the_rest_open_without_a_script(
    browser: Browser, tmp_path: Path
) -> None:
    page = tmp_path / "sheet.html"
    found = on_sheet(page, crowded_film(tmp_path / "film", 20))
    assert len(found) > 19
    with looking_at(browser, page, java_script_enabled=False) as seen:
        seen.page.locator("#warned > summary").click()
        more = seen.page.locator("#warned .more > summary")
        assert more.inner_text() == f"{len(found) - 12} more"
        visible = seen.page.locator("#warned li:visible")
        assert visible.count() == 12
        more.click()
        assert visible.count() == len(found)


def test_a_few_warnings_are_shown_at_once(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    found = on_sheet(page, crowded_film(tmp_path / "film", 10))
    assert len(found) <= 12
    with looking_at(browser, page) as seen:
        seen.page.locator("#warned > summary").click()
        assert seen.page.locator("#warned li:visible").count() == len(found)
        assert seen.page.locator("#warned .more").count() == 0
