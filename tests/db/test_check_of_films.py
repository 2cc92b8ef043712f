"""A film in a database is checked as the folder that an export makes of it."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from selector.cli.picking.exported_film import found_in
from selector.cli.printing.output import shown_address
from selector.model.problem import Location, Problem, Related, Source
from selector.reporting.verdict import Checked
from tests.commands import as_document, called
from tests.db.conftest import Write

EXAMPLE = Path(__file__).parents[2] / "examples" / "the-tide-clock"
RULES = "language: 1\nname: mine\nversion: '1'\nextends: default\nnever: [{name: x, label: gone}]\n"


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film with rules of its own, which is in the database, too."""
    return film_with_rules(tmp_path)


@pytest.fixture
def first_written() -> Write:
    return write_film_with_rules


def write_film_with_rules(address: str) -> None:
    """That film, from a folder that is gone then."""
    with TemporaryDirectory() as folder:
        film = film_with_rules(Path(folder))
        assert called(["db", "import", str(film), "--db", address]).code == 0


def film_with_rules(folder: Path) -> Path:
    """The example film, with rules of its own."""
    film = shutil.copytree(EXAMPLE, folder / "clock")
    (film / "rules.yaml").write_text(RULES)
    return film


def checked(*arguments: str) -> tuple[int, dict[str, Any]]:
    ran = called(["check", *arguments, "--format", "json"])
    return ran.code, as_document(ran.out, "problems")


def test_a_film_in_a_database_is_checked_with_its_rules_as_its_export_is(
    tmp_path: Path, film: Path, address: str
) -> None:
    exported = tmp_path / "exported"
    assert called(["db", "export", address, str(exported)]).code == 0
    shutil.copytree(film / "pictures", exported / "pictures")
    for options in ([], ["--rules", "cinematic"], ["--target", "veo-3.1-generate-001"]):
        code, of_folder = checked(str(exported), *options)
        name = shown_address(address)
        text = json.dumps(of_folder).replace(str(exported), name)
        meant = json.loads(text.replace("a `rules.yaml`", "a rule file for `--rules`"))
        assert checked(address, "--project", "The Tide Clock", *options) == (code, meant)
        assert len(meant["problems"]) > 5
        assert {each["name"] for each in meant["checked"]} >= {name}
    assert {each["code"] for each in checked(address)[1]["problems"]} >= {"R251", "F366"}


def test_each_problem_is_shown_with_its_line(film: Path, address: str) -> None:
    ran = called(["check", address])
    assert ran.code == 0
    assert f"{shown_address(address)}/rules.yaml:5:16: warning R251: " in ran.err
    assert "5 | never: [{name: x, label: gone}]" in ran.err
    assert "/film/" not in ran.err.replace(shown_address(address), "")
    assert called(["check", address, "--strict"]).code == 1


def test_the_pictures_of_a_database_are_not_looked_for(film: Path, address: str) -> None:
    before = checked(address)
    shutil.rmtree(film)
    assert checked(address) == before


def test_a_project_that_is_not_there_and_one_of_several_are_said(
    tmp_path: Path, film: Path, address: str
) -> None:
    code, found = checked(address, "--project", "The Tide Rock")
    assert (code, [each["code"] for each in found["problems"]]) == (2, ["D610"])
    (film / "film.yaml").write_text("title: Another\n")
    assert called(["db", "import", str(film), "--db", address]).code == 0
    code, found = checked(address)
    assert (code, [each["code"] for each in found["problems"]]) == (2, ["D610"])
    code, found = checked(address, "--project", "Another", str(EXAMPLE / "assets.yaml"))
    assert (code, [each["kind"] for each in found["checked"]]) == (0, ["film", "rules", "film"])


def test_what_helps_a_film_in_a_database_needs_no_rules_beside_it(
    tmp_path: Path, empty_address: str
) -> None:
    address = empty_address
    folder = shutil.copytree(EXAMPLE, tmp_path / "clock")
    pictures = (folder / "assets.yaml").read_text("utf-8")
    style = "  - {picture: pictures/wren.jpg, tag: LOOK, type: style}\n"
    (folder / "assets.yaml").write_text(pictures + style, "utf-8")
    assert called(["db", "import", str(folder), "--db", address]).code == 0
    page = tmp_path / "sheet.html"
    assert called(["sheet", address, "-o", str(page)]).code == 0
    on_page = html.unescape(re.sub("</?code>", "`", page.read_text("utf-8")))
    found = checked(address)[1]["problems"]
    hints = " ".join([each["hint"] for each in found])
    for said in (hints, on_page):
        assert "rules.yaml`" not in said.replace("`selector new rules my-rules.yaml` writes", "")
        assert "In a rule file for `--rules` with `extends: default`, write " in said
        assert "at the top of a rule file for `--rules`. `selector new rules my-rules.yaml`" in said


def test_a_database_that_is_named_twice_is_checked_once(tmp_path: Path) -> None:
    file = tmp_path / "clock.sqlite"
    assert called(["db", "import", str(EXAMPLE), "--db", str(file)]).code == 0
    names = [str(file), f"sqlite:///{file}", f"{tmp_path}/../{tmp_path.name}/clock.sqlite"]
    assert [each["name"] for each in checked(*names)[1]["checked"]] == [str(file)]
    ran = called(["check", f"sqlite:///{file}", str(EXAMPLE), str(file)])
    assert ran.out.splitlines()[-1].startswith("2 films: ")


def test_an_address_that_is_named_twice_is_checked_once(address: str, film: Path) -> None:
    assert len(checked(address, address)[1]["checked"]) == len(checked(address)[1]["checked"])


def test_no_text_of_a_check_names_the_folder_that_the_export_made() -> None:
    folder = Path("made", "film")
    at = Location(source=Source(name=str(folder / "assets.json")), line=1)
    problem = Problem(
        at=at,
        code="F300",
        what=f"{folder}/a has nothing.",
        hint=f"Look at {folder}/a.",
        related=(Related(at=at, what="It is here"),),
    )
    checked = Checked(
        name=str(folder),
        kind="film",
        holds="",
        problems=(problem,),
        notices=(f"{folder}/a is no file of a film.",),
    )
    found = found_in(checked, folder, "films.sqlite")
    assert str(folder) not in repr(found)
    assert repr(found).count("films.sqlite") == 6


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("--project", "`--project` names a film in a database."),
        ("--include", "`--include` works only for a project in a database."),
    ],
)
def test_what_names_or_widens_a_project_needs_a_database(option: str, says: str) -> None:
    ran = called(["check", str(EXAMPLE), option, "deleted"])
    assert ran.code == 2
    assert f"{says} Name its database, too." in " ".join(ran.err.split())


@pytest.mark.parametrize(
    "line",
    [
        ["pick", str(EXAMPLE)],
        ["why", str(EXAMPLE), "27"],
        ["why", str(EXAMPLE), "27", "--decision", "last"],
        ["impact", str(EXAMPLE), "--from", "default"],
        ["sheet", str(EXAMPLE), "-o", "never-made.html"],
    ],
)
def test_nothing_is_included_in_a_folder_by_any_command(line: list[str]) -> None:
    ran = called([*line, "--include", "inherited"])
    assert ran.code == 2
    assert (
        "`--include` works only for a project in a database, such as that of a pipeline."
        in " ".join(ran.err.split())
    )
