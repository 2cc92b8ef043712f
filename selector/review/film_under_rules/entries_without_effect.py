"""F388: entries of a film's own rules that change nothing in any of its scenes.

Bans and limits are left out: most are there in case somebody adds such a picture.

In: rules; the selection of each scene. Out: a problem for each such entry, at its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.language.condition import flattened
from selector.language.conditions.speaks import SPEAKS
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.kinds.count_of import CountOf
from selector.language.scene_conditions import WHEN
from selector.language.scene_conditions.when_not import WHEN_NOT
from selector.language.scene_conditions.when_scenes import WHEN_SCENES
from selector.model.film_so_far import FilmSoFar
from selector.model.picks import PINS_NOT_SENT
from selector.model.problem import Problem, shown
from selector.review.copied_text import CopiedText
from selector.review.idle_in_film import IdleInFilm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.plan import Plan, ShotPlan, Step
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.language.condition import Requirement
    from selector.model.problem import Location
    from selector.model.scene import Scene
    from selector.reading.films.film_scenes import SceneRead
    from selector.review.film_under_rules.faces_wanted import FacesWanted

_SAFEGUARDS = (NEVER.key, LIMITS.key)
_MOST_WORK = 5_000
"""How many scenes are chosen for again, at most: a check of a very long film is to stay quick."""
_MOST_PINNED = 3
"""In how many scenes it is looked up why a pin sends nothing: that takes as long as choosing."""
_FEWEST_SCENES = 3
"""A film of fewer scenes says little about rules that are made for more."""


class EntriesWithoutEffect:
    """Looks for entries without which the same pictures go.

    Args:
        rules: The rules.
        faces: Knows the entries that find no face, which are right as they are.
    """

    def __init__(self, rules: Rules, faces: FacesWanted) -> None:
        self._faces = faces
        self._idle = IdleInFilm(rules, _MOST_WORK)
        self._copied = CopiedText(rules.rule_set.source.text)
        self._asks_earlier = rules.asks_earlier
        self._so_far = FilmSoFar()
        self._scenes = 0
        self._steps = {step.name.at: step for step in _steps_of(rules.plan)}
        self._served: dict[int, ShotPlan] = {}
        """The plans that served some scene, by their identity."""
        self._anybody_speaks = False
        self._pinned: dict[str, list[Selection]] = {}
        """The first selections in which a pin counted, by its path."""

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        self._scenes += 1
        earlier = None
        if self._asks_earlier:
            earlier = self._so_far
            self._so_far = selection.film_so_far
        self._idle.look_at(selection, earlier)
        self._served[id(selection.shot_plan)] = selection.shot_plan
        self._anybody_speaks = self._anybody_speaks or bool(selection.scene.speakers)
        for pin in selection.shot_plan.pins:
            first = self._pinned.setdefault(pin.name.path, [])
            if len(first) < _MOST_PINNED:
                first.append(selection)

    def notice(self) -> str:
        """That it was too much work, in a sentence; an empty text if it was not."""
        if self._idle.paths is not None:
            return ""
        return (
            "The film has too many scenes to look for entries that change nothing. `selector pick`"
            " looks further."
        )

    def problems(self) -> Iterator[Problem]:
        """F388 for each entry, after the last scene."""
        if self._scenes < _FEWEST_SCENES:
            return
        for at, path in self._idle.found:
            *_, key, name = path.split("/")
            if key in _SAFEGUARDS or self._copied.has(at.line) or at in self._faces.entries:
                continue
            why, hint = self._why(self._steps[at])
            yield Problem(
                at=at,
                code="F388",
                what=f"`{shown(name)}` changes nothing in this film: {why}.",
                hint=hint,
            )

    @cached_property
    def _held(self) -> set[Location]:
        """The entries that counted in some scene."""
        plans = self._served.values()
        return {step.name.at for shot_plan in plans for step in shot_plan.entries}

    def _why(self, step: Step) -> tuple[str, str]:
        """Why an entry changes nothing, as the end of a sentence, and what to do."""
        for condition in step.when:
            if step.name.at not in self._held:
                counts = _counts_in(condition)
                return (
                    f"it counts only when {condition.narrows}{counts}, and no scene is like that",
                    "Correct its `when`, or keep it if it is there for scenes to come.",
                )
        for condition in flattened(step.conditions):
            if condition.word is SPEAKS and not self._anybody_speaks:
                return (
                    "no scene says who speaks",
                    "Write who speaks in each scene: `says: [WREN]`, or `dialogue` in JSON.",
                )
        for selection in self._pinned.get(step.name.path, ()):
            for note in selection.notes:
                is_its = note.values.get("entry") == step.name.path
                if is_its and note.kind in PINS_NOT_SENT and "by" in note.values:
                    return _excluded(note.values["by"], selection.scene)
        return (
            "without it, the same pictures are sent",
            "Delete it, or keep it if it is there for scenes to come.",
        )


def _excluded(ban: str, scene: Scene) -> tuple[str, str]:
    """That a ban excludes what a pin asks for, and how to let the ban go past that scene."""
    name = shown(ban.rpartition("/")[2])
    hint = f"Leave the ban out for its scenes with a `{WHEN}`, or delete the pin."
    if scene.index is not None:
        there = f"{{{WHEN_NOT.key}: {{{WHEN_SCENES.key}: {scene.index}}}}}"
        hint = f"To send it, give that ban `{WHEN}: {there}`. To leave it out, delete the pin."
    return f"the ban `{name}` excludes what it asks for", hint


def _counts_in(condition: Requirement) -> str:
    """The number that a count wants, as the rules write it."""
    if isinstance(condition.word.kind, CountOf):
        least = condition.wanted.at_least
        return f" (`at_least: {least}`)"
    return ""


def _steps_of(plan: Plan) -> Iterator[Step]:
    """The entries of all lists and scenes."""
    for shot_plan in plan.shots:
        yield from shot_plan.entries
    for steps in plan.top.values():
        yield from steps
    for scene in plan.scenes.values():
        for steps in scene.lists.values():
            yield from steps
