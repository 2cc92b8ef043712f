"""Where a rule file itself says that full pictures come first: `prefer: full`, and no more.

`prefer` excludes nothing, so a face goes where there is no full picture, and beside the full one
where two of somebody go. Whoever writes `prefer: [full, face]` says as much.

In: rules. Out: the location of the `prefer` that counts for an entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selector.engine.likes import in_force
from selector.engine.plan import ShotPlan, Step
from selector.engine.rules import Rules
from selector.language.conditions import CONDITIONS
from selector.language.entry_lists import entries_of
from selector.language.shot_words.prefer import PREFER, is_crop
from selector.model.problem import Location
from selector.model.ruleset import Written, WrittenWords

FULL = "full"


class FullFirst:
    """Finds where the rule file says, of an entry, that full pictures come first."""

    def __init__(self, rules: Rules) -> None:
        rule_set = rules.rule_set
        self._own = rule_set.source
        self._at_top = PREFER.written(rule_set.words)
        self._of_entries: dict[Location, WrittenWords] = {}
        for _, _, entry in entries_of(rule_set):
            self._of_entries[entry.at] = entry.words
        self._of_scenes = [PREFER.written(scene.words) for scene in rule_set.scenes]
        counting = in_force(rule_set, PREFER)
        self._of_shots = {
            shot_rule.name: written
            for shot_rule, written in zip(rule_set.shots, counting, strict=True)
        }

    @property
    def is_said_anywhere(self) -> bool:
        """Whether the file says so at all."""
        places = [
            self._at_top,
            *self._of_shots.values(),
            *self._of_scenes,
            *map(PREFER.written, self._of_entries.values()),
        ]
        return any(map(self._says_so, places))

    def _says_so(self, written: Written[Any] | None) -> bool:
        if written is None or written.at.source is not self._own:
            return False
        return self._crops(written) == [FULL]

    def _crops(self, written: Written[Any]) -> list[str]:
        layer = PREFER.compiled(written.value, CONDITIONS)
        return [item.word for item in layer if is_crop(item)]

    def said_of(self, step: Step, shot_plan: ShotPlan) -> Location | None:
        """Where the file says so of an entry under the plan that serves a scene.

        Args:
            step: The entry.
            shot_plan: The plan.

        Returns:
            The location of what is preferred; None if another crop comes first, or both are named,
            or another file says it.
        """
        for written in self._nearest_first(step, shot_plan):
            if written is not None and self._crops(written):
                return written.at if self._says_so(written) else None
        return None

    def _nearest_first(self, step: Step, shot_plan: ShotPlan) -> Iterator[Written[Any] | None]:
        yield PREFER.written(self._of_entries.get(step.name.at, {}))
        if shot_plan.scene is not None:
            yield PREFER.written(shot_plan.scene.words)
        yield self._of_shots.get(shot_plan.name)
        yield self._at_top
