"""The one call for a pipeline that has a manifest and its assets, and only wants the references."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from selector.model.asset import Asset_co, Assets
from selector.model.problem import as_python

if TYPE_CHECKING:
    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.model.film_so_far import FilmSoFar


def select_references_for_scene(
    scene_manifest_json: Mapping[str, Any] | str,
    all_assets: AssetPool[Asset_co] | Assets[Asset_co],
    rules: Rules | None = None,
    *,
    earlier: FilmSoFar | None = None,
) -> list[Asset_co]:
    """Choose the assets that go with one scene.

    Args:
        scene_manifest_json: A scene manifest, as a mapping or as JSON text.
        all_assets: Objects (or mappings) with `manifest_tag` and `asset_type`, and any of `id`,
            `quality_score` (0 to 10), `is_face_crop`, `source_asset_id` and `individual`; or an
            `AssetPool` made of them.
        rules: What `load_rules` returned; the default rules if None.
        earlier: The scenes before, for rules that ask about them: the `film_so_far` of the
            selection before, or `FilmSoFar()` for the first scene. Without it, nobody counts
            as appearing for the first time, or as placed in or sent with the scene before.

    Returns:
        The caller's own objects, in the order in which they are sent; at most as many as the
        rules' `references` (3 unless the rules say otherwise).

    Raises:
        ProblemError: The manifest or an asset is malformed; the problems name the fields.
        TypeError: `rules` is something else, such as a path; or `earlier` is.
    """
    if rules is not None and not hasattr(rules, "select"):
        raise TypeError(
            f"`rules` must be what `load_rules()` returns, not {as_python(rules)}."
            " Call `load_rules()` with the path of the rule file first."
        )
    selection = (rules or _shipped()).select(scene_manifest_json, all_assets, earlier=earlier)
    return list(selection.assets)


@cache
def _shipped() -> Rules:
    # Callers with their own rules do not need the reader, which is slow to load.
    from selector.reading.load import load_rules  # noqa: PLC0415  # see above

    return load_rules()
