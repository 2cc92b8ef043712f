"""The answer for one scene: picks in, and everything that can be said about them out.

Which pictures go is known at once. Why, and why not others, is worked out when it is wanted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic

from selector.engine.earlier import Earlier, chosen
from selector.engine.serving import Serving
from selector.language.entry_lists.instead import INSTEAD
from selector.model.asset import Asset_co
from selector.model.film_so_far import FilmSoFar
from selector.model.frozen import frozen
from selector.model.picks import Note, Pick, Replacement, problems_in
from selector.model.problem import shown
from selector.model.vocabulary import MEANING

if TYPE_CHECKING:
    from uuid import UUID

    from selector.engine.compiled_rules import CompiledRules
    from selector.engine.earlier import Before, Reel
    from selector.engine.explain import Answer
    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool
    from selector.model.left_out import PassedOver
    from selector.model.scene import Scene
    from selector.model.scene_number import SceneNumber

_LONGEST_LINE = 100_000
"""Characters of a line that is shown: none is cut, and none steers a terminal."""


@frozen
class Explanation(Generic[Asset_co]):
    """A selection with all its reasons, as values.

    `selector.reporting` words them; `str()` lists them plainly.
    """

    rules_name: str
    rules_version: str
    rules_digest: str
    meaning: int
    scene_index: SceneNumber | None
    shot_type: str
    shot: str
    references: int
    picks: tuple[Pick[Asset_co], ...]
    passed_over: tuple[PassedOver[Asset_co], ...]
    notes: tuple[Note, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many were left out for each kind of reason, most frequent first."""
        kinds = Counter(each.reason.kind for each in self.passed_over)
        return dict(kinds.most_common())

    def __str__(self) -> str:
        return "\n".join([shown(line, _LONGEST_LINE) for line in self._lines()])

    def _lines(self) -> Iterator[str]:
        scene = "scene"
        if self.scene_index is not None:
            scene = f"scene {self.scene_index}"
        rules = f"{self.rules_name} {self.rules_version}"
        yield f"{scene}, {self.shot_type}: shot rule {self.shot} of {rules}"
        for pick in self.picks:
            crop = pick.facts.crop
            yield f"  {pick.slot}. {pick.tag} ({crop}): {_taken_by(pick)}"
        for each in self.passed_over:
            reason = each.reason.kind.replace("_", " ")
            yield f"  -  {each.tag}: {reason}"
        for note in self.notes:
            yield f"  note: {plain_note(note)}"


class Selection(Generic[Asset_co]):
    """The references of one scene.

    Attributes:
        rules: The rules that chose.
        scene: The scene.
        shot_plan: The shot rule that served it, compiled.
        places: The places of the picks in the pool, in order, from 0.
        earlier: The answers about the scenes before; None if the shot rule does not ask.
        project_id: The id of the scene's project, if the scene was read from a database.
    """

    __slots__ = (
        "_before",
        "_explained",
        "_film_so_far",
        "_pool",
        "earlier",
        "places",
        "project_id",
        "rules",
        "scene",
        "shot_plan",
    )

    def __init__(
        self,
        rules: CompiledRules,
        shot_plan: ShotPlan,
        scene: Scene,
        pool: AssetPool[Asset_co],
        places: list[int],
        before: Before = None,
        earlier: Earlier | None = None,
    ) -> None:
        self.rules = rules
        self.shot_plan = shot_plan
        self.scene = scene
        self.places = places
        self._pool = pool
        self._before = before
        self.earlier = earlier
        self.project_id: UUID | None = None
        self._explained: Answer[Asset_co]
        self._film_so_far: FilmSoFar

    @property
    def assets(self) -> tuple[Asset_co, ...]:
        """The caller's own objects, in the order in which they go to the video model."""
        assets = self._pool.assets
        picked = []
        for place in self.places:
            picked.append(assets[place])  # noqa: PERF401  # twice as fast for three
        return tuple(picked)

    @property
    def tags(self) -> tuple[str, ...]:
        """The `manifest_tag` of each pick, in order; twice if two pictures of one tag are sent."""
        rows = self._pool.rows
        tags = []
        for place in self.places:
            tags.append(rows[place].tag)  # noqa: PERF401  # as `assets`
        return tuple(tags)

    @property
    def missing(self) -> tuple[str, ...]:
        """The placed tags that no picture in the pool has, in the order of the scene, each once."""
        by_tag = self._pool.by_tag
        placed = dict.fromkeys(placement.tag for placement in self.scene.placements)
        return tuple(tag for tag in placed if tag not in by_tag)

    @property
    def shot(self) -> str:
        """The name of the shot rule that the scene uses."""
        return self.shot_plan.name

    @property
    def replacement(self) -> Replacement | None:
        """What puts that shot rule in place of the one that the shot type leads to; None if none.

        The scenes before are not noted down as asked: that is done when the scene is chosen for.
        """
        plan = self.rules.plan
        if not plan.scenes and not plan.top.get(INSTEAD.key):
            return None  # as nearly always, and to ask in full takes as long as three scenes
        serving = Serving(plan)
        return serving.replacement(self.scene, self._pool, self.earlier_anew())

    @property
    def references(self) -> int:
        """How many pictures can be sent at most."""
        return self.shot_plan.references

    @property
    def meaning(self) -> int:
        """How this engine reads rules.

        The number is raised whenever the same rules and inputs may lead to other picks.
        """
        return MEANING

    @property
    def pool(self) -> AssetPool[Asset_co]:
        """What was chosen from."""
        return self._pool

    @property
    def film_so_far(self) -> FilmSoFar:
        """What the next scene may know of this one and those before: pass it as its `earlier`.

        It does not depend on the rules, but for what was sent. In another process it begins with
        this scene, unless the rules ask about the scenes before or it was wanted here.
        """
        try:
            return self._film_so_far
        except AttributeError:
            self._film_so_far = self._film()
            return self._film_so_far

    def _film(self) -> FilmSoFar:
        before = self._before
        if isinstance(before, tuple):
            reel, count = before
            return reel.film_so_far(count)
        before = before or FilmSoFar()
        return before.followed_by(chosen(self.scene, self._pool, self.places))

    def comes_after(self, film: FilmSoFar) -> FilmSoFar:
        """The film so far after this scene, which was chosen for after that film so far."""
        so_far = film.followed_by(chosen(self.scene, self._pool, self.places))
        self._film_so_far = so_far
        return so_far

    def comes_next(self, reel: Reel) -> None:
        """Say that this is the next scene of a film whose scenes are chosen for in turn."""
        reel.scenes.append((self.scene, self.places))
        self._before = reel, len(reel.scenes)

    @property
    def picks(self) -> tuple[Pick[Asset_co], ...]:
        """Each pick with the priority that took it and the placement that offers it."""
        self._explained = self.explained()
        return self._explained[0]

    @property
    def passed_over(self) -> tuple[PassedOver[Asset_co], ...]:
        """Everything in the pool that is not sent, and every placed tag without a picture.

        Each has one reason.
        """
        self._explained = self.explained()
        return self._explained[1]

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was read in a way that its writer may not expect, and why a selection is empty."""
        return tuple(self._notes())

    @property
    def problems(self) -> tuple[Note, ...]:
        """The notes on what must be sent by name and is not: a rule or the scene needs a change."""
        return problems_in(self.notes)

    def _notes(self) -> Iterator[Note]:
        yield from self.scene.notes
        plan, shot_type = self.rules.plan, self.scene.shot_type
        if self.scene.shot not in plan.by_name and self.replacement is None:
            choice = plan.choice(self.scene.shot)
            if choice is None or not choice.is_decided:
                values = {"shot_type": shot_type, "rule": plan.default.name}
                yield Note(kind="default_rule", values=values)
            if choice is not None:
                yield from choice.notes(shot_type)
        if self.earlier is not None and not self.earlier.is_known:
            yield Note(kind="judged_alone")
        yield from self._pool.notes
        pins = self.shot_plan.pins
        if not self.scene.placements and not any(pin.unplaced for pin in pins):
            yield Note(kind="no_placements")
        if not len(self._pool):
            yield Note(kind="empty_pool")
        if pins:
            from selector.engine.pins_not_sent import pins_not_sent  # noqa: PLC0415  # few have any

            yield from pins_not_sent(self.shot_plan, self.scene, self._pool, self.earlier)

    def earlier_anew(self) -> Earlier:
        """The scenes before, for trials: what these ask is not noted down."""
        if self.earlier is None:
            return Earlier(None, self._pool)
        return self.earlier.anew()

    def explained(self) -> Answer[Asset_co]:
        """Picks and everything left out, without caching them: for long films."""
        try:
            return self._explained
        except AttributeError:
            from selector.engine.explain import explain  # noqa: PLC0415  # few want to know

            return explain(self.shot_plan, self.scene, self._pool, self.earlier)

    def explain(self) -> Explanation[Asset_co]:
        """The whole answer as values, with all its reasons."""
        return Explanation(
            rules_name=self.rules.name,
            rules_version=self.rules.version,
            rules_digest=self.rules.digest,
            meaning=self.meaning,
            scene_index=self.scene.index,
            shot_type=self.scene.shot_type,
            shot=self.shot,
            references=self.references,
            picks=self.picks,
            passed_over=self.passed_over,
            notes=self.notes,
        )

    def __getstate__(self) -> object:
        """A selection travels without the scenes before, unless its rules or somebody asked."""
        if self.earlier is not None or self.rules.plan.asks_earlier:
            self._film_so_far = self.film_so_far
        held: Any = super().__getstate__()
        state, slots = held
        if isinstance(slots["_before"], tuple):
            slots = {**slots, "_before": None}
        return state, slots

    def __repr__(self) -> str:
        return f"<Selection {shown(', '.join(self.tags), _LONGEST_LINE) or 'empty'}>"


def _taken_by(pick: Pick) -> str:
    priority = f"{pick.priority.name} ({pick.priority.at})"
    return (
        f"{priority}, {pick.role or 'not placed'}, {pick.facts.type}, quality {pick.facts.quality}"
    )


def plain_note(note: Note) -> str:
    """A note as a line of plain text. `selector.reporting` words it for people."""
    if note.kind == "default_rule":
        wanted, rule = note.values["shot_type"], note.values["rule"]
        return f"no shot rule is named {wanted}, so {rule} is used"
    kind = note.kind.replace("_", " ")
    values = [f"{key} {value}" for key, value in note.values.items()]
    if not values:
        return kind
    return f"{kind} ({', '.join(values)})"
