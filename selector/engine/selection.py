"""The answer for one scene. Which pictures go is known at once; why, and why not others, is worked out when asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from selector.engine.explain import explain
from selector.model.asset import Asset_co
from selector.model.picks import Note, PassedOver, Pick
from selector.model.vocabulary import MEANING

if TYPE_CHECKING:
    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.model.scene import Scene
    from selector.model.scene_number import SceneNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Generic[Asset_co]):
    """A selection with all its reasons, as values; `selector.reporting` words them, `str()` lists them plainly."""

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
        """How many were passed over for each kind of reason, most frequent first."""
        return dict(Counter(each.reason.kind for each in self.passed_over).most_common())

    def __str__(self) -> str:
        scene = "scene" if self.scene_index is None else f"scene {self.scene_index}"
        lines = [
            f"{scene}, {self.shot_type}: shot rule {self.shot} of {self.rules_name} {self.rules_version}"
        ]
        lines += [
            f"  {pick.slot}. {pick.tag} ({pick.facts.crop}): {_asked_for(pick)}"
            for pick in self.picks
        ]
        lines += [
            f"  -  {each.tag}: {each.reason.kind.replace('_', ' ')}" for each in self.passed_over
        ]
        lines += [f"  note: {_note(note)}" for note in self.notes]
        return "\n".join(lines)


class Selection(Generic[Asset_co]):
    """The references of one scene: `assets` are the caller's own objects, in order, and `tags` theirs."""

    __slots__ = ("_explained", "_pool", "_shot", "places", "rules", "scene")

    def __init__(
        self,
        rules: Rules,
        shot: ShotPlan,
        scene: Scene,
        pool: AssetPool[Asset_co],
        places: list[int],
    ) -> None:
        self.rules = rules
        self.scene = scene
        self.places = places
        """Where the picks stand in the pool, in order, from 0."""
        self._shot = shot
        self._pool = pool
        self._explained: tuple[tuple[Pick[Asset_co], ...], tuple[PassedOver[Asset_co], ...]]

    @property
    def assets(self) -> tuple[Asset_co, ...]:
        """The caller's own objects, in the order in which they go to the video model."""
        assets, picked = self._pool.assets, []
        for place in self.places:
            picked.append(assets[place])  # noqa: PERF401  # of three, a comprehension takes twice as long
        return tuple(picked)

    @property
    def tags(self) -> tuple[str, ...]:
        """The `manifest_tag` of each pick, in order; a tag stands twice when two of its pictures go."""
        return tuple([self._pool.rows[place].tag for place in self.places])

    @property
    def shot(self) -> str:
        """The name of the shot rule that served the scene."""
        return self._shot.name

    @property
    def meaning(self) -> int:
        """How this engine reads rules; the number is raised whenever the same file and inputs may pick otherwise."""
        return MEANING

    @property
    def pool(self) -> AssetPool[Asset_co]:
        """What was chosen from."""
        return self._pool

    @property
    def picks(self) -> tuple[Pick[Asset_co], ...]:
        """Each pick with the priority that asked for it and the placement it stands under."""
        return self._explanation()[0]

    @property
    def passed_over(self) -> tuple[PassedOver[Asset_co], ...]:
        """Everything in the pool that does not go, and every placed tag without a picture, each with its one reason."""
        return self._explanation()[1]

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was read in a way that its writer may not expect, and why a selection is empty."""
        served_by_default = self.scene.shot not in self.rules.plan.by_name
        default = Note(
            kind="default_rule", values={"shot_type": self.scene.shot_type, "rule": self.shot}
        )
        return (
            *self.scene.notes,
            *((default,) if served_by_default else ()),
            *self._pool.notes,
            *((Note(kind="no_placements"),) if not self.scene.placements else ()),
            *((Note(kind="empty_pool"),) if not len(self._pool) else ()),
        )

    def explained(self) -> tuple[tuple[Pick[Asset_co], ...], tuple[PassedOver[Asset_co], ...]]:
        """Picks and everything passed over, without remembering them as the two properties do: for long films."""
        try:
            return self._explained
        except AttributeError:
            return explain(self._shot, self.scene, self._pool)

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
            references=self._shot.references,
            picks=self.picks,
            passed_over=self.passed_over,
            notes=self.notes,
        )

    def __repr__(self) -> str:
        return f"<Selection {', '.join(self.tags) or 'empty'}>"

    def _explanation(self) -> tuple[tuple[Pick[Asset_co], ...], tuple[PassedOver[Asset_co], ...]]:
        try:
            return self._explained
        except AttributeError:
            self._explained = explain(self._shot, self.scene, self._pool)
            return self._explained


def _asked_for(pick: Pick) -> str:
    return f"{pick.priority.name} ({pick.priority.at}), {pick.role}, {pick.facts.type}, quality {pick.facts.quality}"


def _note(note: Note) -> str:
    values = ", ".join(f"{key} {value}" for key, value in note.values.items())
    return note.kind.replace("_", " ") + (f": {values}" if values else "")
