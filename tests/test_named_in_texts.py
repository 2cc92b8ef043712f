"""Who is named in the texts of `named_in_texts.yaml`, as a person reads them and as F385 does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector.language.text import word_run
from selector.review.film_checks import check_film_folder
from tests.films import write_film

TABLE = Path(__file__).parent / "named_in_texts.yaml"
TEXTS = ("title", "looks_at", "notes")

UNFOUND = {
    "Inspector Okafor's umbrella": ["Ada Okafor"],
    "Will, at the far end of the table": ["Will Hartley"],
    "Rosa espera": ["Rosa Delgado"],
}
"""What a person finds and the check does not: an umbrella may stand there alone; at the start of a sentence,
`Will` and `Rosa` may be words."""

Written = Mapping[str, Any]
Outcome = tuple[str, list[str], list[str]]
"""A text, whom a person finds named in it, and whom the check does."""


def written() -> list[Written]:
    films: list[Written] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return films


def as_yaml(value: object) -> str:
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1_000)
    return text


def outcomes(folder: Path) -> Iterator[Outcome]:
    """What comes of each text, with the other texts of its film after it."""
    for film in written():
        assets = assets_of(film)
        texts = film["texts"]
        for nth, each in enumerate(texts):
            here = folder / f"{film['film']} {nth}"
            rotated = [*texts[nth:], *texts[:nth]]
            write_film(here, {"assets.yaml": as_yaml(assets), "scenes.yaml": scenes_of(rotated)})
            text = next(each[key] for key in TEXTS if key in each)
            yield text, sorted(each["named"]), sorted(named_in_first_scene(here, film))


def assets_of(film: Written) -> Written:
    """The individuals of a film, under tags that no text has; the place comes last."""
    individuals = {}
    kinds = {**film["individuals"], film["placed"]: "environment"}
    for nth, (name, kind) in enumerate(kinds.items()):
        tag = "SET" if name == film["placed"] else f"X{nth}X"
        pictures = [{"picture": f"https://pictures.example/{nth}.jpg", "quality": 8}]
        individuals[name] = {"type": kind, "tag": tag, "pictures": pictures}
    return {"individuals": individuals}


def scenes_of(texts: list[Written]) -> str:
    """A scene for each text, one on each line."""
    lines = []
    for number, each in enumerate(texts, 1):
        scene = {"scene": number, "shot": "wide", "place": "SET"}
        scene |= {key: each[key] for key in TEXTS if key in each}
        line = yaml.safe_dump(scene, default_flow_style=True, allow_unicode=True, width=10_000)
        lines.append(f"- {line}")
    return "".join(lines)


def named_in_first_scene(folder: Path, film: Written) -> Iterator[str]:
    """The individuals that F385 finds in the first scene."""
    for problem in check_film_folder(folder).problems:
        if problem.code != "F385" or problem.at.line != 1:
            continue
        by = problem.what.split("`")[1]
        yield from (name for name in film["individuals"] if word_run(by) in word_run(name))


@pytest.fixture(scope="module")
def all_outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    return list(outcomes(tmp_path_factory.mktemp("texts")))


def test_there_are_a_hundred_and_forty_texts(all_outcomes: list[Outcome]) -> None:
    assert len(all_outcomes) == 140


def test_nobody_is_found_where_a_person_finds_nobody(all_outcomes: list[Outcome]) -> None:
    false = {}
    for text, meant, found in all_outcomes:
        if more := sorted(set(found) - set(meant)):
            false[text] = more
    assert false == {}


def test_whoever_is_named_is_found(all_outcomes: list[Outcome]) -> None:
    unfound = {}
    for text, meant, found in all_outcomes:
        if missing := sorted(set(meant) - set(found)):
            unfound[text] = missing
    assert unfound == UNFOUND


@pytest.mark.parametrize("odd", [" ", "Dr. --- Sorel", "Captain ⁂⁂⁂ Lou", "---", "Dr."])
def test_a_name_with_parts_that_are_no_words_hides_nobody(odd: str, tmp_path: Path) -> None:
    film = {"individuals": {odd: "character", "Ann Bell": "character"}, "placed": "Quay"}
    assets = assets_of(film)
    texts: list[Written] = [{"title": "Ann Bell waits"}]
    write_film(tmp_path, {"assets.yaml": as_yaml(assets), "scenes.yaml": scenes_of(texts)})
    assert [*named_in_first_scene(tmp_path, film)] == ["Ann Bell"]
