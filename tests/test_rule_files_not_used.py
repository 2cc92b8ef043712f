"""Rule files in the folder of a film that are not used (F389)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.films import all_problems, write_film
from tests.films_under_rules import HEAD, MARA, PEOPLE, film_of


def test_a_rule_file_is_added_below_what_is_extended(tmp_path: Path) -> None:
    write_film(tmp_path, {"my night #2.yaml": HEAD + PEOPLE})
    scenes = "- {scene: 1, shot: wide, cast: [MARA]}\n"
    found = film_of(tmp_path, f"pictures:\n{MARA}", scenes, "extends: default\n")
    (about,) = [each for each in found if each.code == "F389"]
    assert (
        "To add it, give it the `extends` that `rules.yaml` has now, and in `rules.yaml`, write"
        ' `extends: "my night #2.yaml"`.' in about.hint
    )


def test_rule_files_that_are_read_or_allowed_are_not_said(tmp_path: Path) -> None:
    house = HEAD + PEOPLE
    files = {
        "rules.yaml": 'language: 1\nname: own\nversion: "1"\nextends: house.yaml\n',
        "house.yaml": house,
        "night.yaml": house,
        "rules/old.yml": "# selector: allow F389 because it shows what we had\n" + house,
        "list.yaml": "- language: of birds\n",
    }
    write_film(tmp_path, files)
    found = [each for each in all_problems(tmp_path) if each.code in ("F389", "Y154")]
    assert [Path(each.at.file).name for each in found] == ["night.yaml"]


@pytest.mark.parametrize(
    ("name", "text", "own", "is_found"),
    [
        ("rules.yaml.txt", HEAD + "extends: default\n", "", True),
        ("rules.yaml.txt", HEAD + "extends: default\n", HEAD + PEOPLE, False),
        ("diary.txt", "language: German\n", "", False),
    ],
)
def test_a_rule_file_that_is_called_a_text_is_found_where_there_is_no_other(
    name: str, text: str, own: str, tmp_path: Path, *, is_found: bool
) -> None:
    scenes = "- {scene: 1, shot: wide, cast: [MARA]}\n"
    files = {"assets.yaml": f"pictures:\n{MARA}", "scenes.yaml": scenes, name: text}
    if own:
        files["rules.yaml"] = own
    write_film(tmp_path, files)
    found = [Path(each.at.file).name for each in all_problems(tmp_path) if each.code == "F389"]
    assert found == [name] * is_found
