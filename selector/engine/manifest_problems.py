"""A scene manifest that cannot be used in; everything wrong with it out, each naming its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from selector.engine.manifest_values import HERE, clean_tag, is_list
from selector.engine.misnamed import near_missing
from selector.model.expected import A_MANIFEST, A_PLACEMENT, EXPECTED
from selector.model.problem import Problem
from selector.model.refusals import PYTHON, Path, Refusal, Voice, dotted
from selector.model.vocabulary import fold

Problems: TypeAlias = Iterator[Problem]
_COMPOSITION: Path = ("composition",)
_SHOT_TYPE: Path = ("composition", "shot_type")
_PLACEMENTS: Path = ("placements",)
_TEXTS_OF_A_PLACEMENT = {"asset_tag": clean_tag, "role": fold}
"""The texts that a placement needs, and what must not be empty of each."""


def problems_of_refused(manifest: object, raised: Exception | None) -> Problems:
    """Everything wrong with a manifest that could not be read: at least one problem.

    Args:
        manifest: The manifest.
        raised: What reading it raised, if that ended the reading.

    Raises:
        Exception: What was raised, if nothing is wrong with the values: it comes from code of the
            manifest's own.
    """
    found = False
    for problem in manifest_problems(manifest):
        found = True
        yield problem
    if found:
        return
    if raised is not None:
        raise raised
    what = "The manifest gave two different values for the same key, and the first was not valid."
    yield _problem("S402", (), Refusal(what, "Pass a manifest whose values do not change."))


def manifest_problems(manifest: object, voice: Voice = PYTHON) -> Problems:
    """Everything wrong with a manifest (S401 to S403), by the same measure as `read_manifest`."""
    if not isinstance(manifest, Mapping):
        refusal = voice.wrong((), A_MANIFEST, manifest, called="A scene manifest")
        yield _problem("S402", (), refusal)
        return
    composition = manifest.get("composition")
    if isinstance(composition, Mapping):
        yield from _text(composition, _SHOT_TYPE, voice)
    else:
        yield _missing_or_wrong(manifest, _COMPOSITION, voice)
    placements = manifest.get("placements")
    if not is_list(placements):
        yield _missing_or_wrong(manifest, _PLACEMENTS, voice)
        return
    for nth, placement in enumerate(placements):  # type: ignore[arg-type]  # known to be a list
        yield from _placement(placement, (*_PLACEMENTS, nth), voice)


def _placement(placement: object, path: Path, voice: Voice) -> Problems:
    if not isinstance(placement, Mapping):
        yield _problem("S402", path, voice.wrong(path, A_PLACEMENT, placement))
        return
    for key in _TEXTS_OF_A_PLACEMENT:
        yield from _text(placement, (*path, key), voice)


def _text(parent: Mapping[str, Any], path: Path, voice: Voice) -> Problems:
    key = str(path[-1])
    value = parent.get(key)
    if not isinstance(value, str):
        yield _missing_or_wrong(parent, path, voice)
        return
    as_compared = _TEXTS_OF_A_PLACEMENT.get(key, fold)
    if not as_compared(value):
        yield _problem("S403", path, voice.empty(path, EXPECTED[key]))


def _missing_or_wrong(parent: Mapping[str, Any], path: Path, voice: Voice) -> Problem:
    key = str(path[-1])
    expected = EXPECTED[key]
    if key not in parent:
        near = near_missing(key, parent)
        return _problem("S401", path, voice.missing(path, expected, near=near))
    return _problem("S402", path, voice.wrong(path, expected, parent[key]))


def _problem(code: str, path: Path, refusal: Refusal) -> Problem:
    return Problem(
        at=HERE,
        code=code,
        what=refusal.what,
        hint=refusal.hint,
        field=dotted(path),
    )
