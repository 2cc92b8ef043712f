"""The help pages of films, scenes and assets: the bad example has the problem of the page, the good one has none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from selector.cli.main import commands
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.codes import CODES
from selector.model.film_so_far import FilmSoFar
from selector.model.problem import Problem, ProblemError
from tests.documents import Block, help_page
from tests.films import JPEG, all_problems, write_film

WHOLE_FILMS = {"F302", "F303"}
"""Pages that show all the files of a film; others show the file they speak of, beside the usual one."""
PICTURES = (
    "pictures/wren.jpg",
    "pictures/wren-coat.jpg",
    "pictures/wren-face.jpg",
    "pictures/pier.jpg",
)

LONGER = {
    "F309": "x" * 1024 * 1024,
    "F359": ", ".join(['{"asset_tag": "WRENN", "role": "subject"}'] * 1_000),
}
"""What a page cannot show: a line of a megabyte, a thousand placements."""


@pytest.mark.parametrize("code", [code for code in CODES if code[0] in "FSA"])
def test_a_page_shows_its_problem_and_the_way_out(code: str, tmp_path: Path) -> None:
    page = help_page(code)
    assert page.words
    told = {problem.code for problem in problems_of(code, page.bad, tmp_path / "bad")}
    assert code in told
    after = {problem.code: problem for problem in problems_of(code, page.good, tmp_path / "good")}
    assert code not in after
    assert not [problem for problem in after.values() if problem.severity == "error"]


def problems_of(code: str, shown: tuple[Block, ...], folder: Path) -> Iterator[Problem]:
    """Everything wrong with an example, however it is shown."""
    assert shown
    (first, *_) = shown
    try:
        if first.kind == "console":
            write_film(folder / "my-film")
            film, *scene = first.text.split()[2:]
            if scene:
                commands.main(["why", str(folder / film), *scene], standalone_mode=False)
            else:
                yield from all_problems(folder / film)
        elif first.about:
            files = {block.about: block.text.replace("…", LONGER.get(code, "")) for block in shown}
            if code not in WHOLE_FILMS:
                write_film(folder)
                for name in files:
                    (folder / f"{name.partition('.')[0]}.yaml").unlink(missing_ok=True)
            shown_files = {name: text.encode() for name, text in files.items()}
            for name, content in {**dict.fromkeys(PICTURES, JPEG), **shown_files}.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
            yield from all_problems(folder)
        elif code == "S405":
            FilmSoFar.from_json(first.text)
        elif code[0] == "S":
            read_manifest(first.text)
        else:
            AssetPool(json.loads(first.text))
    except ProblemError as error:
        yield from error.problems
