"""A compiled rule set: what a pipeline holds, and asks for a selection scene by scene."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from selector.engine.choose import Chooser
from selector.engine.digest import digest_of, effective_form
from selector.engine.manifest import read_manifest
from selector.engine.picture_kinds import kinds_for
from selector.engine.pool import AssetPool, pool_for_one_scene
from selector.engine.selection import Selection
from selector.model.asset import Asset_co
from selector.model.scene import Scene

if TYPE_CHECKING:
    from selector.engine.plan import Plan
    from selector.model.ruleset import RuleSet

logger = logging.getLogger("selector")
logger.addHandler(logging.NullHandler())  # what the log would say stands in the results

Manifest = Mapping[str, Any] | str | bytes | Scene
"""A scene manifest: as a mapping, as JSON text, or read already."""


class Rules:
    """One rule set, ready to select. Made by `load_rules`; immutable, and safe to share across threads.

    `rule_set` is what the file says, with places; `plan` what it comes to, and prints as text.
    """

    def __init__(self, rule_set: RuleSet, plan: Plan) -> None:
        self.rule_set = rule_set
        self.plan = plan
        self.name = rule_set.name
        self.version = rule_set.version
        kinds = kinds_for(plan.shots)
        self._choosers = {shot: Chooser(shot, kinds, self._its_digest) for shot in plan.shots}

    def __reduce__(self) -> tuple[Any, ...]:
        """Rules travel without what their choosers have worked out."""
        return Rules, (self.rule_set, self.plan)

    @cached_property
    def digest(self) -> str:
        """`sha256:…`: changes with anything that can change a pick, never with layout, comments or reasons."""
        return digest_of(effective_form(self.plan, self.rule_set.language))

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
        pool = assets if isinstance(assets, AssetPool) else pool_for_one_scene(assets)
        chooser = self._choosers[self.plan.for_shot(scene.shot)]
        selection = Selection(self, chooser.shot, scene, pool, chooser.choose(scene, pool))
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("scene %s, %s: %s", scene.index, selection.shot, ", ".join(selection.tags))
        return selection

    def select_many(
        self, scenes: Iterable[Manifest], assets: AssetPool[Asset_co] | Iterable[Asset_co]
    ) -> Iterator[Selection[Asset_co]]:
        """Choose for each scene of a film in turn, from one pool; scenes are read as they are asked for."""
        pool = assets if isinstance(assets, AssetPool) else AssetPool(assets)
        return (self.select(scene, pool) for scene in scenes)

    def __repr__(self) -> str:
        return f"<Rules {self.name} {self.version}>"
