"""What a problem offers in braces can be pasted: it is valid somewhere, as it is written.

The texts are those of all cases of broken and misread rule files and films.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from selector.model.problem import Source, errors_of
from selector.reading.load import check_rules
from tests.films import film_problems, write_film

CASES = Path(__file__).parent / "invalid"
HEAD = 'language: 1\nname: a\nversion: "1"\nextends: default\n'
ENTRIES = ("pin", "never", "limits", "first")
IN_RULES = (
    *(f"{key}: [OFFERED]" for key in ENTRIES),
    "prefer: [OFFERED]",
    "shots: {wide: {priorities: [OFFERED]}}",
    "send_cleaned: OFFERED",
    "never: [{name: a, quality: OFFERED}]",
    "never: [{name: a, of: A, when: {scenes: OFFERED}}]",
    "never: [{name: a, of: A, when: OFFERED}]",
)
IN_A_SCENE = tuple(f"scenes: {{3: {{{key}: [OFFERED]}}}}" for key in ENTRIES)
"""Where an entry needs no name; it has no `when` there."""
IN_FILMS = (
    ("film.yaml", "OFFERED"),
    ("assets.yaml", "OFFERED"),
    ("assets.yaml", "pictures: [OFFERED]"),
    ("assets.yaml", "[OFFERED]"),
    ("scenes.yaml", "[OFFERED]"),
    ("scenes.yaml", "[{scene_index: 1, composition: {shot_type: a}, placements: [OFFERED]}]"),
    ("scenes.yaml", "[{scene: 1, shot: a, cast: [OFFERED]}]"),
    (
        "scenes.yaml",
        "[{scene_index: 1, composition: {shot_type: a}, placements: [], dialogue_lines: [OFFERED]}]",
    ),
)
NOT_WHOLE = ('{"pictures": […]}',)
"""What says that something is left to fill in."""


def offered(kind: str) -> list[str]:
    """Every text in braces that the problems of some cases offer."""
    found: dict[str, None] = {}
    for path in sorted((CASES / kind).glob("*.problems.txt")):
        for line in path.read_text("utf-8").splitlines():
            if re.match(r" +\S", line) and "|" not in line[:8]:
                found.update(dict.fromkeys(re.findall(r"`(\{[^`]*\})`", line)))
    return [each for each in found if each not in NOT_WHOLE]


@pytest.mark.parametrize("text", offered("rules"))
def test_what_problems_of_rules_offer_is_valid_in_rules(text: str) -> None:
    places = IN_RULES
    if "when" not in yaml.safe_load(text):
        places += IN_A_SCENE
    for place in places:
        source = Source(name="a.yaml", text=HEAD + place.replace("OFFERED", text))
        rules, _ = check_rules(source)
        if rules is not None:
            return
    pytest.fail(f"{text} is valid nowhere")


@pytest.mark.parametrize("text", offered("films"))
def test_what_problems_of_films_offer_is_valid_in_films(text: str, tmp_path: Path) -> None:
    for number, (file, place) in enumerate(IN_FILMS):
        film = write_film(tmp_path / str(number), {file: place.replace("OFFERED", text)})
        if not errors_of(film_problems(film)):
            return
    pytest.fail(f"{text} is valid nowhere")


def test_cases_offer_something() -> None:
    assert len(offered("rules")) > 10
    assert len(offered("films")) > 10
