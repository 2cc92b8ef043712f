"""What a rule set comes to once everything is looked up: for each shot type its words and steps. Prints as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES
from selector.model.near_names import NearNames
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from selector.language.condition import Requirement
    from selector.language.facts import Picture
    from selector.model.picks import PriorityName
    from selector.model.ruleset import PicturesEach
    from selector.model.scene import Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One priority, compiled: the conditions that must all hold, in the order of the vocabulary, and the cap."""

    name: PriorityName
    conditions: tuple[Requirement, ...]
    at_most: int | None = None

    def is_met(self, picture: Picture, placement: Placement) -> bool:
        """Whether the picture, offered by that placement, meets all the conditions together."""
        return all([each.is_met(picture, placement) for each in self.conditions])  # noqa: C419  # a list takes half the time

    def __str__(self) -> str:
        cap = f", at most {self.at_most}" if self.at_most is not None else ""
        return f"{self.name.name}: {', '.join(map(str, self.conditions))}{cap}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShotPlan:
    """What one shot type wants, with `like` and the top of the file applied. Compared by identity.

    `names` are the folded names and spellings that lead here, the rule's own first; `caps` says how many each step can
    take at most, the slots being counted too.
    """

    name: str
    names: tuple[str, ...]
    references: int
    prefer: tuple[str, ...]
    pictures_each: PicturesEach
    steps: tuple[Step, ...]
    caps: tuple[int, ...]

    def __str__(self) -> str:
        also = f" (also {', '.join(self.names[1:])})" if self.names[1:] else ""
        prefer = f"; {PREFER.printed(self.prefer)}" if self.prefer else ""
        steps = "".join(f"\n  {step.name.number}. {step}" for step in self.steps)
        most, each = REFERENCES.printed(self.references), PICTURES_EACH.printed(self.pictures_each)
        return f"{self.name}{also}: {most}, {each}{prefer}{steps}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every shot plan, in the order of the file; `by_name` leads from each folded name and spelling to its plan."""

    shots: tuple[ShotPlan, ...]
    by_name: dict[str, ShotPlan]
    default: ShotPlan

    def for_shot(self, shot: str) -> ShotPlan:
        """The plan that serves a shot, by its folded name: its own, else `default`."""
        return self.by_name.get(shot, self.default)

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.shots))


class NearShots:
    """The names and spellings of a plan, made ready to find the shot rule that a shot type may have meant.

    `steps` bounds what all searches together may take (see `NearNames`).
    """

    def __init__(self, plan: Plan, *, steps: int | None = None) -> None:
        self._plan = plan
        others = {
            name: shot.name for name, shot in plan.by_name.items() if shot is not plan.default
        }
        self._rules = {_letters_of(name): rule for name, rule in others.items()}
        self._names = NearNames(self._rules, form=_letters_of, cutoff=0.75, steps=steps)

    def nearest(self, shot_type: str) -> str | None:
        """The shot rule that was likely meant by a shot type which only `default` serves; None where none is near.

        The shot type is compared with every other rule's name and spellings, underscores aside.
        """
        asked = fold(shot_type)
        near = None if asked in self._plan.by_name else self._names.nearest(asked)
        return None if near is None else self._rules[near]


def _letters_of(name: str) -> str:
    return name.replace("_", "")
