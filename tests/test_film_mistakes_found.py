"""What a check says of the films of `film_mistakes`, written before the checks: all mistakes, and no noise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from selector.review.film_checks import FilmChecked, check_film_folder
from tests.film_mistakes_written import FOLDER, SOUND, Case, cases, write_case

TOGETHER = ("F367", "F385")
"""Codes of findings that are several where a director sees one: each shot name, each person who is named."""


def findings(checked: FilmChecked) -> Iterator[str]:
    """What a director reads of each finding: the sentences, the file and the line that is shown."""
    together: dict[object, list[str]] = {}
    for number, each in enumerate(checked.problems):
        about = each.code if each.code in TOGETHER else number
        line = each.at.source.line(each.at.line) or ""
        together.setdefault(about, []).append(f"{each.what} {each.hint} {each.at.file} {line}")
    for texts in together.values():
        yield folded(" ".join(texts))
    yield from map(folded, checked.notices)


def folded(text: object) -> str:
    return str(text).lower().replace("_", " ")


def is_found(case: Case, checked: FilmChecked) -> bool:
    """Whether one finding names what it must, and says what to do."""
    names = [folded(each) for each in case["finding"]["names"]]
    remedies = [folded(each) for each in case["finding"]["remedy"]]
    return any(
        all(name in text for name in names) and any(remedy in text for remedy in remedies)
        for text in findings(checked)
    )


def test_every_mistake_is_found(tmp_path: Path) -> None:
    unfound = []
    for name, case in cases(FOLDER).items():
        if not is_found(case, check_film_folder(write_case(tmp_path / name, case))):
            unfound.append(name)
    assert unfound == []


def test_nothing_else_is_said_of_sound_films(tmp_path: Path) -> None:
    said = {}
    for name, case in cases(SOUND).items():
        checked = check_film_folder(write_case(tmp_path / name, case))
        codes = [each.code for each in checked.problems]
        if codes or checked.notices:
            said[name] = [*codes, *checked.notices]
    assert said == {}
