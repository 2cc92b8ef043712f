"""An answer on record, as reporting tells it: what was stored, by which rules, and why it is not worked out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

if TYPE_CHECKING:
    from selector.model.picks import Note, PassedOver, Pick
    from selector.model.scene import Scene
    from selector.record.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """One answer as it is on record.

    `unlike` says why it is not made again: rules are read in another way now, which `meaning_now` names; they cannot
    be read; or the answer differs all the same.
    """

    scene: Scene
    outcome: Outcome
    rules_name: str
    rules_version: str
    rules_digest: str
    rules_file: str
    references: int
    meaning_now: int
    unlike: Literal["meaning", "rules", "differs"]

    @property
    def shot(self) -> str:
        """The shot rule that served the scene."""
        return self.outcome.shot

    @property
    def picks(self) -> tuple[Pick, ...]:
        """What went, in order."""
        return self.outcome.picks

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """What stayed out, each with its reason."""
        return self.outcome.passed_over

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was read in a way that its writer may not have expected."""
        return self.outcome.notes

    def says(self) -> str:
        """That this is the record, and why what would change the answer is not told."""
        return f"This is the answer as it was recorded. {self._why()}, so what would change it is not shown."

    def _why(self) -> str:
        match self.unlike:
            case "meaning":
                was, now = self.outcome.meaning, self.meaning_now
                return f"It was made under meaning {was}, and this selector reads rules under meaning {now}"
            case "rules":
                return "This selector cannot read the rules that made it"
            case "differs":
                return (
                    "Made again from what was stored with it, it differs (see `selector db replay`)"
                )
            case _:
                assert_never(self.unlike)
