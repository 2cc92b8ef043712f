"""A rule file's document in; a warning for each stretch of scenes that ends before it begins out.

`{from: 9, to: 3}` holds no scene with a whole number. A scene 9A may be in it, so it is no error.
"""

from __future__ import annotations

from collections.abc import Iterator

from selector.language.kinds.stretch import Between, Stretch
from selector.language.scene_conditions.when_scenes import WHEN_SCENES
from selector.model.problem import Problem, shown
from selector.reading.rules.entries import scene_groups
from selector.reading.text.document import Document


def empty_stretches(document: Document) -> Iterator[Problem]:
    """R269: the bounds of a stretch of scenes leave no scene with a whole number between them."""
    for _, (path, group) in scene_groups(document):
        written = group.get(WHEN_SCENES.key)
        if not isinstance(written, dict):
            continue
        for stretch in Stretch().read(written):
            if isinstance(stretch, Between) and stretch.backward is not None:
                first, last = stretch.backward
                yield Problem(
                    at=document.at((*path, WHEN_SCENES.key)),
                    code="R269",
                    what=f"No whole scene number is {shown(str(stretch))}.",
                    hint=_hint(first, last, stretch.bounds),
                )


def _hint(first: str, last: str, bounds: dict[str, str]) -> str:
    """What to write instead.

    Args:
        first: The key of the bound at which the stretch begins.
        last: The key of the one at which it ends.
        bounds: Every bound, by key.
    """
    begin, end = bounds[first], bounds[last]
    if int(begin) == int(end):
        return f"If only scene {begin} is meant, write `{WHEN_SCENES.key}: {begin}`."
    return f"Write `{WHEN_SCENES.key}: {{{first}: {end}, {last}: {begin}}}`."
