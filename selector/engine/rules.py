"""A rule set that selects: what a pipeline holds, and asks for a selection scene by scene."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from selector.engine.alike import picture_kinds, placement_kinds
from selector.engine.choose import Chooser
from selector.engine.compiled_rules import CompiledRules
from selector.engine.manifest import read_manifest
from selector.engine.missing_tags import warn_of_each
from selector.engine.pool import AssetPool, pool_for_one_scene
from selector.engine.selection import Selection
from selector.model.asset import Asset_co
from selector.model.scene import Scene

if TYPE_CHECKING:
    from selector.engine.plan import Plan, ShotPlan
    from selector.model.ruleset import RuleSet

logger = logging.getLogger("selector")
logger.addHandler(logging.NullHandler())  # results say all that the log would say

Manifest = Mapping[str, Any] | str | bytes | Scene
"""A scene manifest: as a mapping, as JSON text, or already read."""


class Rules(CompiledRules):
    """One rule set, ready to select. Made by `load_rules`; immutable, and safe to share by threads.

    Attributes:
        rule_set: What the file says, with locations.
        plan: The same with every name looked up; prints as text.
        name: The name of the rule set.
        version: Its version.
    """

    def __init__(self, rule_set: RuleSet, plan: Plan) -> None:
        super().__init__(rule_set, plan)
        in_parts = [shot_plan for shot_plan in plan.shots if shot_plan.has_parts]
        kinds = picture_kinds(in_parts), placement_kinds(in_parts)
        self._choosers = {}
        for shot_plan in in_parts:
            self._choosers[shot_plan] = Chooser(shot_plan, *kinds, self._its_digest)

    def __reduce__(self) -> tuple[Any, ...]:
        """Rules travel without what their choosers have worked out."""
        return Rules, (self.rule_set, self.plan)

    def _its_digest(self) -> str:
        return self.digest

    def select(
        self, scene: Manifest, assets: AssetPool[Asset_co] | Iterable[Asset_co]
    ) -> Selection[Asset_co]:
        """Choose the references of one scene.

        Args:
            scene: A scene manifest, or what `read_manifest` made of one.
            assets: The assets to choose from, or an `AssetPool` made of them once for many scenes.

        Raises:
            ProblemError: The manifest or an asset is malformed; the problems name the fields.
        """
        if not isinstance(scene, Scene):
            scene = read_manifest(scene)
        pool = assets
        if not isinstance(pool, AssetPool):
            pool = pool_for_one_scene(pool)
        shot_plan = self.plan.for_shot(scene.shot)
        chooser = self._choosers.get(shot_plan)
        if chooser is None:
            places = self._in_full(shot_plan, scene, pool)
        else:
            places = chooser.choose(scene, pool)
        selection = Selection(self, shot_plan, scene, pool, places)
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("scene %s, %s: %s", scene.index, selection.shot, ", ".join(selection.tags))
        return selection

    def _in_full(self, shot_plan: ShotPlan, scene: Scene, pool: AssetPool) -> list[int]:
        """Choose where conditions cannot be taken apart."""
        from selector.engine.explain import choose_in_full  # noqa: PLC0415  # few rules need it

        warn_of_each(scene, pool, self._its_digest)
        return choose_in_full(shot_plan, scene, pool)

    def select_many(
        self, scenes: Iterable[Manifest], assets: AssetPool[Asset_co] | Iterable[Asset_co]
    ) -> Iterator[Selection[Asset_co]]:
        """Choose for each scene of a film in turn, from one pool.

        Args:
            scenes: The scene manifests; each is read when its selection is wanted.
            assets: The assets to choose from, or an `AssetPool` made of them.

        Raises:
            ProblemError: A manifest or an asset is malformed; the problems name the fields.
        """
        pool = assets
        if not isinstance(pool, AssetPool):
            pool = AssetPool(pool)
        return (self.select(scene, pool) for scene in scenes)
