"""An answer on record: what was stored, by which rules, and why it is not worked out again.

In: what a database stored of a decision. Out: a value for `explaining` and `documents`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from selector.engine.selection import Selection
from selector.model.frozen import frozen
from selector.reporting.rules_used import RulesUsed, rules_used

if TYPE_CHECKING:
    from selector.model.left_out import PassedOver
    from selector.model.picks import Note, Pick
    from selector.model.scene import Scene
    from selector.record.outcome import Outcome


@frozen
class StoredAnswer:
    """One answer as it is on record.

    Attributes:
        scene: The scene as it was read.
        outcome: Picks, reasons and notes.
        rules: What is on record of the rule set.
        references: How many references could be sent.
        meaning_now: How rules are read now.
        unlike: Why it is not made again: rules are read in another way now, they cannot be read,
            or the answer would differ.
    """

    scene: Scene
    outcome: Outcome
    rules: RulesUsed
    references: int
    meaning_now: int
    unlike: Literal["meaning", "rules", "differs"]

    @property
    def shot(self) -> str:
        """The name of the shot rule that the scene used."""
        return self.outcome.shot

    @property
    def picks(self) -> tuple[Pick, ...]:
        """What was sent, in order."""
        return self.outcome.picks

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """What was left out, each with its reason."""
        return self.outcome.passed_over

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was read in a way that its writer may not expect."""
        return self.outcome.notes

    def says(self) -> str:
        """That this is the record, and why nothing is said of what would change it."""
        return f"This is the answer as it was recorded. {self._why()}."

    def _why(self) -> str:
        match self.unlike:
            case "meaning":
                then = f"meaning {self.meaning_now}, previously {self.outcome.meaning}"
                return (
                    f"This version of selector reads rules differently ({then}), so it cannot say"
                    " what would change the answer"
                )
            case "rules":
                return (
                    "This version of selector cannot read the rules behind it, so it cannot say"
                    " what would change the answer"
                )
            case "differs":
                return (
                    "A replay from the stored data gives a different answer (see `selector db"
                    " replay`), so selector cannot say what would change the recorded answer"
                )
            case _:
                assert_never(self.unlike)


Answer: TypeAlias = Selection | StoredAnswer
"""What is sent with a scene and what is left out: a selection made now, or one on record."""


def rules_behind(answer: Answer) -> RulesUsed:
    """The rules that an answer was made by."""
    if isinstance(answer, StoredAnswer):
        return answer.rules
    return rules_used(answer.rules)
