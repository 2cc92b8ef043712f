"""A rule set that selects: what a pipeline holds, and asks for a selection scene by scene."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from selector.among_threads import cached_property
from selector.engine.alike import picture_kinds, placement_kinds
from selector.engine.asset_values import has_entries
from selector.engine.choose import Chooser
from selector.engine.compiled_rules import CompiledRules
from selector.engine.earlier import Earlier, Reel
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool, pool_for_one_scene
from selector.engine.selection import Selection
from selector.engine.serving import Serving
from selector.engine.under_target import model_named, under_target, unknown_target
from selector.model.asset import Asset_co, Assets
from selector.model.film_so_far import FilmSoFar
from selector.model.problem import Location, Problem, ProblemError, as_python, shown
from selector.model.scene import Scene
from selector.model.video_model import VideoModel, VideoModels, no_models

if TYPE_CHECKING:
    from selector.engine.choose_in_full import FullChooser
    from selector.engine.earlier import Before, Given
    from selector.engine.plan import Plan, ShotPlan
    from selector.engine.questions import Questions
    from selector.model.ruleset import RuleSet

MOST_FULL_CHOOSERS = 1_000
"""The limit of cached choosers by plans that single scenes have of their own."""

logger = logging.getLogger("selector")
logger.addHandler(logging.NullHandler())  # results say all that the log would say

Review: TypeAlias = "Callable[[Rules], tuple[Problem, ...]]"
"""What finds the warnings about rules."""


def no_review(_rules: Rules) -> tuple[Problem, ...]:
    """Nobody looks for warnings."""
    return ()


Manifest = Mapping[str, Any] | str | bytes | Scene
"""A scene manifest: as a mapping, as JSON text, or already read."""


class Rules(CompiledRules):
    """One rule set, ready to select. Made by `load_rules`; immutable, and safe to share by threads.

    Attributes:
        rule_set: What the file says, with locations.
        plan: The same with every name looked up; prints as text.
        name: The name of the rule set.
        version: Its version.
        review: What finds their warnings; whoever reads the rules from a file or a text sets it.
    """

    def __init__(self, rule_set: RuleSet, plan: Plan, models: VideoModels = no_models) -> None:
        super().__init__(rule_set, plan)
        self.review: Review = no_review
        self._serving = Serving(plan, lambda: self._questions)
        self._settled = _Settled(plan, self._serving)
        self._models = models
        in_parts = [shot_plan for shot_plan in plan.shots if shot_plan.has_parts]
        kinds = picture_kinds(in_parts), placement_kinds(in_parts)
        self._full_choosers: dict[ShotPlan, FullChooser] = {}
        self._choosers = {}
        for shot_plan in in_parts:
            self._choosers[shot_plan] = Chooser(shot_plan, *kinds, self._its_digest)
        self._by_shot = self._choosers_by_shot()

    def __reduce__(self) -> tuple[Any, ...]:
        """Rules travel without what their choosers have worked out."""
        return Rules, (self.rule_set, self.plan, self._models), {"review": self.review}

    @property
    def target(self) -> VideoModel | None:
        """The video model that references are picked for; None if none is named."""
        return self.plan.target

    def for_target(self, target: str) -> Rules:
        """The same rules for another video model than the one that the file names, if any.

        They send no more references than it takes, and no pictures that it refuses; they have a
        digest of their own.

        Args:
            target: The id of the video model; case makes no difference.

        Returns:
            The rules.

        Raises:
            ProblemError: No such video model is known (R236).
            TypeError: `target` is not text.
        """
        if not isinstance(target, str):
            message = f"`target` must be the id of a video model, not {as_python(target)}"
            raise TypeError(f"{message}. Pass text such as `veo-3.1-generate-001`.")
        models = self._models()
        model = model_named(models, target)
        if model is None:
            at = Location(source=self.rule_set.source)
            raise ProblemError([unknown_target(target, models, at)])
        aimed = Rules(self.rule_set, under_target(self.plan, model), self._models)
        aimed.review = self.review
        return aimed

    @cached_property
    def warnings(self) -> tuple[Problem, ...]:
        """The warnings of `selector check` about them, by location; found when first asked for."""
        return self.review(self)

    def _its_digest(self) -> str:
        return self.digest

    @cached_property
    def asks_earlier(self) -> bool:
        """Whether any pick may depend on the scenes before."""
        return self.plan.asks_earlier

    def select(
        self,
        scene: Manifest,
        assets: AssetPool[Asset_co] | Assets[Asset_co],
        *,
        earlier: FilmSoFar | None = None,
    ) -> Selection[Asset_co]:
        """Choose the references of one scene.

        Args:
            scene: A scene manifest, or what `read_manifest` made of one.
            assets: The assets to choose from, or an `AssetPool` made of them once for many scenes.
            earlier: The scenes before: the `film_so_far` of the selection before this one, and
                `FilmSoFar()` for the first scene. Without it, nothing counts as first, or as
                placed, sent or noted before; if the rules ask, the selection has a note.

        Returns:
            The selection.

        Raises:
            ProblemError: The manifest or an asset is malformed; the problems name the fields.
            TypeError: `earlier` is not a `FilmSoFar`.
        """
        if earlier is not None:
            earlier = _film(earlier)
        by_shot = self._by_shot
        if by_shot is None:
            return self._selected(scene, assets, earlier)
        # As there, without what these rules do not ask: a film has thousands of scenes.
        if type(scene) is not Scene:
            scene = read_manifest(scene)
        pool = assets
        if not isinstance(pool, AssetPool):
            pool = pool_for_one_scene(pool)
        chooser = by_shot[scene.shot]
        places = chooser.choose(scene, pool)
        selection = Selection(self, chooser.shot_plan, scene, pool, places, earlier)
        if logger.isEnabledFor(logging.DEBUG):
            self._log(selection)
        return selection

    def select_again(
        self, scene: Scene, pool: AssetPool[Asset_co], given: Given | None
    ) -> Selection[Asset_co]:
        """Choose for a scene of a decision on record.

        Args:
            scene: The scene.
            pool: The pool.
            given: The answers about the scenes before that were given then; None if these were not
                known or not asked about.

        Returns:
            The selection.
        """
        return self._selected(scene, pool, None, given)

    def _selected(
        self,
        scene: Manifest,
        assets: AssetPool[Asset_co] | Assets[Asset_co],
        before: Before,
        on_record: Given | None = None,
    ) -> Selection[Asset_co]:
        if not isinstance(scene, Scene):
            scene = read_manifest(scene)
        pool = assets
        if not isinstance(pool, AssetPool):
            pool = pool_for_one_scene(pool)
        earlier = None
        shot_plan = settled = self._settled[scene.shot]
        if shot_plan is None:
            earlier = Earlier(before, pool, on_record)
            shot_plan = self._serving.plan_for(scene, pool, earlier)
            if not self._serving.asks_earlier(shot_plan, scene):
                earlier = None
        chooser = self._choosers.get(shot_plan)
        if chooser is None:
            full = self._full_choosers.get(shot_plan) or self._full_chooser(shot_plan)
            if settled is not None and full.asks_earlier:
                earlier = Earlier(before, pool, on_record)
            places = full.choose(scene, pool, earlier)
        else:
            places = chooser.choose(scene, pool)
        selection = Selection(self, shot_plan, scene, pool, places, before, earlier)
        if logger.isEnabledFor(logging.DEBUG):
            self._log(selection)
        return selection

    def _log(self, selection: Selection[Asset_co]) -> None:
        tags = ", ".join(map(shown, selection.tags))
        index = shown(selection.scene.index)
        logger.debug("scene %s, %s: %s", index, shown(selection.shot), tags)

    def _choosers_by_shot(self) -> _ByShot | None:
        """What chooses for each shot; None if more than the shot decides what serves a scene."""
        if self._serving.varies or len(self._choosers) < len(self.plan.shots):
            return None
        by_shot = _ByShot(self.plan, self._choosers)
        for name, shot_plan in self.plan.by_name.items():
            by_shot[name] = self._choosers[shot_plan]
        return by_shot

    def _full_chooser(self, shot_plan: ShotPlan) -> FullChooser:
        """What chooses by a plan with entries that cannot be sorted into one list."""
        from selector.engine.choose_in_full import FullChooser  # noqa: PLC0415  # for new words

        if len(self._full_choosers) >= MOST_FULL_CHOOSERS:
            self._full_choosers.clear()
        full = FullChooser(shot_plan, self._questions, self._its_digest)
        return self._full_choosers.setdefault(shot_plan, full)

    @cached_property
    def _questions(self) -> Questions:
        from selector.engine.questions import Questions  # noqa: PLC0415  # for new words

        return Questions(self.plan)

    def select_many(
        self,
        scenes: Iterable[Manifest],
        assets: AssetPool[Asset_co] | Assets[Asset_co],
        *,
        earlier: FilmSoFar | None = None,
    ) -> Iterator[Selection[Asset_co]]:
        """Choose for each scene of a film in turn, from one pool.

        Args:
            scenes: The scene manifests, in the order of the film; each is read when its selection
                is wanted. One that cannot be read is still the scene before the next.
            assets: The assets to choose from, or an `AssetPool` made of them.
            earlier: The scenes before the first of these; without it, the film begins here.

        Returns:
            The selections, each made when it is wanted.

        Raises:
            ProblemError: A manifest or an asset is malformed; the problems name the fields. After
                a malformed manifest, the iterator goes on with the next one.
            TypeError: `scenes` is one scene or no list; `earlier` is not a `FilmSoFar`.
        """
        if not has_entries(scenes):
            message = f"`scenes` must be a list of scene manifests, not {as_python(scenes)}"
            raise TypeError(f"{message}. For one scene, use `select`.")
        pool = assets
        if not isinstance(pool, AssetPool):
            pool = AssetPool(pool)
        start = FilmSoFar()
        if earlier is not None:
            start = _film(earlier)
        return map(self._on_reel(Reel(start, pool), pool), scenes)

    def _on_reel(
        self, reel: Reel, pool: AssetPool[Asset_co]
    ) -> Callable[[Manifest], Selection[Asset_co]]:
        """Chooses for the next scene of a film."""
        asks_earlier = self.asks_earlier

        def next_scene(scene: Manifest) -> Selection[Asset_co]:
            try:
                if asks_earlier:
                    selection = self._selected(scene, pool, (reel, len(reel.scenes)))
                else:
                    selection = self.select(scene, pool)
            except ProblemError:
                reel.scenes.append(None)
                raise
            selection.comes_next(reel)
            return selection

        return next_scene


class _ByShot(dict[str, Chooser]):
    """What chooses for each shot, by its folded name; for others that of the rule they lead to."""

    def __init__(self, plan: Plan, choosers: Mapping[ShotPlan, Chooser]) -> None:
        self._default = choosers[plan.default]
        self._others = None
        if plan.shot_names is not None:
            self._others = plan.shot_names
            self._choosers = choosers

    def __missing__(self, shot: str) -> Chooser:
        if self._others is None:
            return self._default
        return self._choosers[self._others.choice(shot).shot_plan]


class _Settled(dict[str, "ShotPlan | None"]):
    """The shot plan that serves a shot, by its folded name; None if more than the shot decides."""

    def __init__(self, plan: Plan, serving: Serving) -> None:
        self._plan = plan
        self._serving = serving

    def __missing__(self, shot: str) -> ShotPlan | None:
        if len(self) >= MOST_FULL_CHOOSERS:
            self.clear()
        found = self._plan.for_shot(shot)
        settled = self[shot] = None if self._serving.varies_for(found) else found
        return settled


def _film(earlier: object) -> FilmSoFar:
    if isinstance(earlier, FilmSoFar):
        return earlier
    message = f"`earlier` must be a `FilmSoFar`, not {as_python(earlier)}"
    raise TypeError(f"{message}. Pass the `film_so_far` of the previous selection.")
