"""A rule file's document in; a warning for each stretch of scenes that ends before it begins out.

`{from: 9, to: 3}` holds no scene with a whole number. A scene 9A may be in it, so it is no error.
`{from: night, before: night}` holds none at all, and `{before: 0}` none that films have.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from selector.language.kinds.stretch import BEFORE, TO, Between, Stretch
from selector.language.scene_conditions.when_scenes import WHEN_SCENES
from selector.model.problem import Problem, shown
from selector.model.scene_number import scene_number, size
from selector.reading.rules.entries import scene_groups
from selector.reading.text.document import Document


def empty_stretches(document: Document) -> Iterator[Problem]:
    """R269: the bounds of a stretch leave no scene between them, or none with a whole number."""
    for _, (path, group) in scene_groups(document):
        written = group.get(WHEN_SCENES.key)
        if not isinstance(written, dict):
            continue
        for stretch in Stretch().read(written):
            if not isinstance(stretch, Between):
                continue
            at = document.at((*path, WHEN_SCENES.key))
            for what, hint in islice(_faults(stretch), 1):
                yield Problem(
                    at=at,
                    code="R269",
                    what=what,
                    hint=hint,
                )


def _faults(stretch: Between) -> Iterator[tuple[str, str]]:
    """What is wrong with a stretch, and what to do; one of them is enough."""
    if stretch.backward is not None:
        first, last = stretch.backward
        begin = shown(f"{first}: {stretch.bounds[first]}")
        end = shown(f"{last}: {stretch.bounds[last]}")
        what = f"No whole scene number lies between `{begin}` and `{end}`."
        yield what, _hint(first, last, stretch.bounds)
    if stretch.ends_at_once:
        what = "This stretch is empty: the scene that begins it also ends it."
        yield what, f"If that scene is meant, write `{TO}` instead of `{BEFORE}`."
    for key in (TO, BEFORE):
        if key in stretch.bounds and _is_below_all(key, stretch.bounds[key]):
            what = "This stretch is empty: it ends before scene 0, and no scene comes before that."
            yield what, "Write the number of a later scene."


def _is_below_all(key: str, bound: str) -> bool:
    """Whether a bound ends a stretch before scene 0, the first that films have."""
    number = scene_number(bound)
    whole = None if number is None else size(number)
    if whole is None:
        return False
    return whole < 0 or (whole == 0 and key == BEFORE)


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
