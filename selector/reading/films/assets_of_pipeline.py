"""An assets file of a pipeline: its data in; one entry for each asset out, with problems.

Its assets have the engine's names, in a list under `assets`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any

from selector.engine.misnamed import meant_by
from selector.model.asset import Asset
from selector.model.problem import Problem
from selector.model.vocabulary import plain
from selector.reading.films.asset_entry import (
    AssetEntry,
    AssetLocations,
    EntriesRead,
    Raw,
    clean_reference_in,
    score_in,
    text_in,
)
from selector.reading.films.assets_by_hand import paths_to
from selector.reading.films.film_words import shape_problems
from selector.reading.text.locations import Locations
from selector.reading.text.message import Message


def assets_of_pipeline(data: Raw, whole: Locations, *, yaml: bool) -> EntriesRead:
    """The assets of a pipeline's file, in its order; those with an error are left out.

    Args:
        data: What the file says.
        whole: Its locations.
        yaml: True for YAML, which people write: every unknown key is a problem there.

    Returns:
        The assets, and what is wrong.
    """
    refused = shape_problems(data, "assets", whole, by_hand=yaml)
    problems = list(chain.from_iterable(refused.values()))
    listed = data["assets"]
    if not isinstance(listed, list):
        listed = []
    if not yaml:
        problems += _misnamed(listed, whole)
    inside_refused = paths_to(refused)
    entries = []
    for index, raw in enumerate(listed):
        path = ("assets", index)
        if path not in inside_refused:
            locations = AssetLocations(entry=whole.inside(*path), by_hand=False)
            entries.append(AssetEntry(asset=_asset(raw), locations=locations))
    return entries, problems


def _misnamed(listed: list[Any], whole: Locations) -> Iterator[Problem]:
    """F364: a key that is nearly the name of one that is read; once for each name.

    Other keys are the pipeline's own. So is one that is beside the right name in some asset.
    """
    meant: dict[str, str | None] = {}
    reported: set[str] = set()
    for index, entry in enumerate(listed):
        if not isinstance(entry, Mapping):
            continue
        for name in entry:
            if name in reported or name in _ATTRIBUTES:
                continue
            if name not in meant and len(meant) < _MOST_NAMES:
                meant[name] = meant_by(name)
            attribute = meant.get(name)
            if attribute is None or attribute in entry:
                continue
            reported.add(name)
            refusal = whole.voice.unknown(name, "asset", near=attribute)
            what = f"{refusal.what[:-1]}, so it is not read."
            at = whole.of("assets", index, name, key=True)
            yield Message("F364", what, refusal.hint).at(at)


_ATTRIBUTES = frozenset(attribute.name for attribute in fields(Asset))
_MOST_NAMES = 200
"""How many different keys are looked at: a pipeline's assets are mostly of one kind."""


def _asset(raw: Raw) -> Asset:
    labels = raw.get("user_tags") or ()
    cleaned = raw.get("clean_reference") or {}
    likeness = cleaned.get("face_similarity_score")
    return Asset(
        id=text_in(raw.get("id")),
        manifest_tag=plain(raw["manifest_tag"]),
        asset_type=raw["asset_type"],
        name=raw.get("name"),
        quality_score=score_in(raw.get("quality_score")),
        is_face_crop=bool(raw.get("is_face_crop")),
        source_asset_id=text_in(raw.get("source_asset_id")),
        individual=text_in(raw.get("individual")),
        reference_image_url=raw.get("reference_image_url"),
        description=raw.get("description"),
        user_tags=tuple(labels),
        clean_reference=clean_reference_in(cleaned.get("clean_image_url"), likeness),
    )
