"""Quality scores that only some pictures of a film have (F387)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.films_under_rules import film_of, picture


@pytest.mark.parametrize(
    ("scores", "hint"),
    [
        ((9, 8, None), "Give it a `quality` from 0 to 10."),
        (
            (9, None, None),
            "Give them a `quality` from 0 to 10. Or delete the scores of the others: then all count alike.",
        ),
    ],
)
def test_scores_are_given_up_only_where_few_pictures_have_one(
    scores: Sequence[int | None], hint: str, tmp_path: Path
) -> None:
    assets = "pictures:\n"
    for number, score in enumerate(scores):
        more = f"labels: [v{number}]" if score is None else f"quality: {score}"
        assets += picture("MARA", "character", more)
    scenes = "- {scene: 1, shot: wide, cast: [MARA]}\n"
    found = {each.code: each for each in film_of(tmp_path, assets, scenes)}
    assert found["F387"].hint == hint
