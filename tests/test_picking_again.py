"""A film that nothing has changed since its last pick is shown again from the record, and only such a film."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from selector.cli.arguments.inputs import find_film
from selector.cli.main import run
from selector.db.decisions.last_pick import last_pick
from selector.reading.films.film_files import print_of_files
from tests.long import many

EXAMPLE = Path(__file__).parents[1] / "examples" / "the-tide-clock"
SCENES = many(9, 30)
"""Of how many scenes the film is: of its first nine in the ordinary run."""
SHIPPED = Path(__file__).parents[1] / "rules" / "default.yaml"
OVER_SHIPPED = 'language: 1\nname: over\nversion: "1"\ndescription: Over.\nextends: cinematic\n'


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example film, with a role and a type that nobody knows, in the directory that commands run in."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "film"
    shutil.copytree(EXAMPLE, folder)
    assets, scenes = folder / "assets.yaml", folder / "scenes.yaml"
    assets.write_text(assets.read_text("utf-8").replace("type: style", "type: mood"), "utf-8")
    text = scenes.read_text("utf-8").replace("role: prop,", "role: decoration,")
    scenes.write_text(text.partition(f"- scene: {SCENES + 1}\n")[0], "utf-8")
    (folder / "pictures" / "kite.jpg").unlink()
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders of films that are read from now on: none where the record says it all."""
    found: list[str] = []
    read = find_film

    def find(folder: str) -> object:
        found.append(folder)
        return read(folder)

    monkeypatch.setattr("selector.cli.commands.pick.find_film", find)
    return found


def picked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """What a pick prints."""
    assert run(["pick", *arguments]) == 0
    printed = capsys.readouterr()
    return printed.out, printed.err


def as_again(first: tuple[str, str]) -> tuple[str, str]:
    """The same, with the sentence that says so; now there is a last pick, since which no scene came or went."""
    out, err = first
    for key in ("added", "removed"):
        out = out.replace(f'"{key}": null', f'"{key}": []')
    return out, err.replace("Stored in", "No picks have changed since last time. Stored in")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--format", "json"),
        ("--rules", "./one.yaml"),
        ("--rules", "./over.yaml"),
        ("--db", "films.sqlite"),
    ],
)
@pytest.mark.parametrize("terminal", [False, True])
def test_an_unchanged_film_is_shown_again_to_the_letter_and_not_read(
    film: Path,
    reads: list[str],
    arguments: tuple[str, ...],
    terminal: bool,  # noqa: FBT001  # a case
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("one.yaml").write_text(
        SHIPPED.read_text("utf-8").replace("references: 3", "references: 1"), "utf-8"
    )
    Path("over.yaml").write_text(OVER_SHIPPED, "utf-8")
    monkeypatch.setattr("selector.cli.picking.shown.is_terminal", lambda _: terminal)
    first = picked(capsys, "film", *arguments)
    assert reads == ["film"]
    assert picked(capsys, "film", *arguments) == as_again(first)
    assert picked(capsys, "film", *arguments) == as_again(first)
    assert reads == ["film"]
    file = Path("films.sqlite") if "--db" in arguments else film / "selector.sqlite"
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM selector_decisions").fetchone() == (SCENES,)
    connection.close()


def test_a_film_with_rules_of_its_own_and_json_lines_is_known_again(
    tmp_path: Path,
    reads: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "film", "mine"]) == 0
    assert run(["new", "rules", "mine/rules.yaml"]) == 0
    capsys.readouterr()
    first = picked(capsys, "mine")
    assert picked(capsys, "mine") == as_again(first)
    monkeypatch.chdir(tmp_path / "mine")
    assert picked(capsys, ".")[0] == first[0]
    assert reads == ["mine"]


def test_rules_of_the_film_that_extend_those_of_selector_are_known_again(
    film: Path, reads: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "rules.yaml").write_text(OVER_SHIPPED, "utf-8")
    first = picked(capsys, "film")
    assert picked(capsys, "film") == as_again(first)
    assert reads == ["film"]
    (film / "rules.yaml").write_text(f"{OVER_SHIPPED}references: 1\n", "utf-8")
    assert "(rules changed)" in picked(capsys, "film")[1]


def test_an_edit_of_rules_that_come_with_selector_counts(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    shutil.copytree(SHIPPED.parent, shipped)
    monkeypatch.setattr("selector.reading.films.film_files.data_dir", lambda _: shipped)
    (film / "rules.yaml").write_text(OVER_SHIPPED, "utf-8")
    before = print_of_files(film, film / "rules.yaml")
    with (shipped / "cinematic.yaml").open("a") as file:
        file.write("references: 1\n")
    assert print_of_files(film, film / "rules.yaml") != before


def test_an_edit_of_the_file_that_the_rules_extend_counts_at_once(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = Path("house.yaml")
    house.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    own = 'language: 1\nname: own\nversion: "1"\ndescription: Own.\nextends: ../house.yaml\n'
    (film / "rules.yaml").write_text(own, "utf-8")
    picked(capsys, "film")
    assert "No picks have changed" in picked(capsys, "film")[1]
    text = house.read_text("utf-8")
    house.write_text(text.replace("references: 3", "references: 1"), "utf-8")
    assert "(rules changed)" in picked(capsys, "film")[1]


def test_another_video_model_is_named_as_the_cause_beside_other_rules(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Video model" not in picked(capsys, "film")[1]
    tried = picked(capsys, "film", "--target", "S2V-01", "--dry-run")[1]
    assert "(the video model changed)" in tried
    assert " Video model: S2V-01.\n" in tried
    tried = picked(capsys, "film", "--target", "S2V-01", "--rules", "cinematic", "--dry-run")[1]
    assert "(rules and the video model changed)" in tried
    tried = picked(capsys, "film", "--rules", "cinematic", "--dry-run")[1]
    assert "(rules changed)" in tried
    picked(capsys, "film", "--target", "S2V-01")
    back = picked(capsys, "film", "--dry-run")[1]
    assert "(the video model changed)" in back


def test_the_video_model_that_rules_name_is_said_each_time(
    film: Path, reads: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    own = SHIPPED.read_text("utf-8") + "\ntarget: S2V-01\n"
    (film / "rules.yaml").write_text(own, "utf-8")
    first = picked(capsys, "film")
    assert " Video model: S2V-01.\n" in first[1]
    assert picked(capsys, "film") == as_again(first)
    assert reads == ["film"]


def edited(name: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(film: Path) -> None:
        text = (film / name).read_text("utf-8")
        assert old in text
        (film / name).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def sql(statement: str) -> Callable[[Path], object]:
    def edit(film: Path) -> None:
        connection = sqlite3.connect(film / "selector.sqlite")
        assert connection.execute(statement).rowcount
        connection.commit()
        connection.close()

    return edit


CHANGES: dict[str, Callable[[Path], object]] = {
    "a picture's score": edited("assets.yaml", "quality: 8.8", "quality: 8.7"),
    "a comment in a scene": edited("scenes.yaml", "- scene: 2\n", "- scene: 2 # two\n"),
    "the title": edited("film.yaml", "The Tide Clock", "The Tide Clock"),
    "rules of its own": lambda film: shutil.copy(SHIPPED, film / "rules.yaml"),
    "a second file of scenes": lambda film: (film / "scenes.json").write_text("[]"),
    "a folder of scenes": lambda film: (film / "scenes").mkdir(),
    "a picture that is gone": lambda film: (film / "pictures" / "wren.jpg").unlink(),
    "a picture that is another": lambda film: (film / "pictures" / "wren.jpg").write_bytes(
        b"nothing"
    ),
    "a picture that is there now": lambda film: shutil.copy(
        film / "pictures/wren.jpg", film / "pictures/kite.jpg"
    ),
    "picked tags": sql(
        "UPDATE scene_manifests SET selected_reference_tags = NULL WHERE scene_index = 3"
    ),
    "a stored scene": sql("UPDATE scene_manifests SET manifest_json = '{}' WHERE scene_index = 3"),
    "a scene that is gone": sql("DELETE FROM scene_manifests WHERE scene_index = 3"),
    "a stored picture": sql("UPDATE assets SET quality_score = 1 WHERE manifest_tag = 'PIP'"),
    "a clean reference": sql(
        "INSERT INTO asset_clean_references (id, asset_id, tier, clean_image_url, is_primary) "
        "SELECT id, id, 'tier2_rembg', 'clean.png', 1 FROM assets WHERE manifest_tag = 'PIP'"
    ),
    "a stored outcome": sql(
        "UPDATE selector_decisions SET outcome = replace(outcome, 'BUOY', 'LOCK')"
    ),
    "no decision": sql("DELETE FROM selector_decisions WHERE scene_index = 3"),
    "the tables' version": sql("UPDATE selector_version SET version_num = '9999'"),
    "no record of the last pick": sql("DELETE FROM selector_last_picks"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_the_film_is_picked_as_ever(
    film: Path, reads: list[str], change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    picked(capsys, "film")
    if change == "the title":
        (film / "film.yaml").write_text((film / "film.yaml").read_text("utf-8") + "\n", "utf-8")
    else:
        CHANGES[change](film)
    code = run(["pick", "film"])
    assert reads == ["film", "film"], change
    if "file of scenes" in change or "folder of" in change or "version" in change:
        assert code in {1, 2}
        return
    assert code == 0
    again = capsys.readouterr()
    assert picked(capsys, "film")[0] == again.out
    assert reads == ["film", "film"]


def test_another_selector_or_meaning_picks_as_ever(
    film: Path,
    reads: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    picked(capsys, "film")
    for name, value in (("MEANING", 3), ("__version__", "9.9")):
        with monkeypatch.context() as other:
            other.setattr(f"selector.db.decisions.last_pick.{name}", value)
            picked(capsys, "film")
    assert len(reads) == 3


def test_a_part_of_a_film_or_a_pick_that_is_not_kept_is_picked_as_ever(
    film: Path, reads: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    picked(capsys, "film")
    for arguments in (["--scene", "3"], ["--dry-run"], ["--db", "sqlite:///film/selector.sqlite"]):
        picked(capsys, "film", *arguments)
    assert len(reads) == 4
    picked(capsys, "film")
    assert len(reads) == 4
    picked(capsys, "film/selector.sqlite", "--by", "pipeline")
    picked(capsys, "film")
    assert len(reads) == 5


def test_a_file_that_changes_while_it_is_picked_leaves_no_record_of_the_pick(
    film: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = find_film

    def find(folder: str) -> object:
        (film / "film.yaml").write_text("title: The Tide Clock\n", "utf-8")
        return read(folder)

    monkeypatch.setattr("selector.cli.commands.pick.find_film", find)
    picked(capsys, "film")
    with sqlite3.connect(film / "selector.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM selector_last_picks").fetchone() == (0,)
    connection.close()


def test_a_file_that_is_no_database_or_has_other_tables_says_nothing(
    film: Path, tmp_path: Path
) -> None:
    files = print_of_files(film, SHIPPED)
    assert files is not None
    for content in (b"", b"nothing"):
        (tmp_path / "x.sqlite").write_bytes(content)
        with last_pick(tmp_path / "x.sqlite", files, lambda _: "{}") as found:
            assert found is None
    with last_pick(tmp_path / "gone.sqlite", files, lambda _: "{}") as found:
        assert found is None
    assert not (tmp_path / "gone.sqlite").exists()


def test_a_file_that_cannot_be_read_has_no_print(film: Path) -> None:
    assert print_of_files(film, film / "gone.yaml") is None
    os.mkfifo(film / "rules.yaml")
    assert print_of_files(film, SHIPPED) is None
    (film / "rules.yaml").unlink()
    if os.geteuid():
        (film / "assets.yaml").chmod(0)
        assert print_of_files(film, SHIPPED) is None
