"""A scene manifest that cannot be used in; everything wrong with it out, each naming its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from selector.engine.manifest_values import HERE, clean_tag, is_list
from selector.model.expected import A_MANIFEST, A_PLACEMENT, EXPECTED
from selector.model.problem import Problem
from selector.model.refusals import PYTHON, Path, Refusal, Voice, dotted
from selector.model.vocabulary import fold


def manifest_problems(manifest: object, voice: Voice = PYTHON) -> Iterator[Problem]:
    """Everything wrong with a manifest (S401 to S403), by the same measure as `read_manifest`.

    There is at least one thing wrong with every manifest that `read_manifest` refuses.
    """
    if not isinstance(manifest, Mapping):
        yield _problem("S402", (), voice.wrong((), A_MANIFEST, manifest, called="A scene manifest"))
        return
    composition = manifest.get("composition")
    if isinstance(composition, Mapping):
        yield from _text(composition, ("composition", "shot_type"), voice)
    else:
        yield _missing_or_wrong(manifest, ("composition",), voice)
    placements = manifest.get("placements")
    if not is_list(placements):
        yield _missing_or_wrong(manifest, ("placements",), voice)
        return
    for number, placement in enumerate(placements):  # type: ignore[arg-type]  # a list: is_list said so
        path = ("placements", number)
        if isinstance(placement, Mapping):
            yield from _text(placement, (*path, "asset_tag"), voice)
            yield from _text(placement, (*path, "role"), voice)
        else:
            yield _problem("S402", path, voice.wrong(path, A_PLACEMENT, placement))


def _text(parent: Mapping[str, Any], path: Path, voice: Voice) -> Iterator[Problem]:
    key = str(path[-1])
    value = parent.get(key)
    if not isinstance(value, str):
        yield _missing_or_wrong(parent, path, voice)
    elif not (clean_tag(value) if key == "asset_tag" else fold(value)):
        yield _problem("S403", path, voice.empty(path, EXPECTED[key]))


def _missing_or_wrong(parent: Mapping[str, Any], path: Path, voice: Voice) -> Problem:
    key = str(path[-1])
    if key not in parent:
        return _problem("S401", path, voice.missing(path, EXPECTED[key]))
    return _problem("S402", path, voice.wrong(path, EXPECTED[key], parent[key]))


def _problem(code: str, path: Path, refusal: Refusal) -> Problem:
    return Problem(at=HERE, code=code, what=refusal.what, hint=refusal.hint, field=dotted(path))
