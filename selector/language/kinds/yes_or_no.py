"""`YesOrNo`: conditions that are met or not, as the rule says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selector.language.kinds.any_or_nothing import OfNothing

Answer: TypeAlias = bool
"""What a yes-or-no condition wants, or finds."""
TRUE_OR_FALSE = {True: "true", False: "false"}
"""The two answers as a rule writes them."""


def said_of(wanted: Sequence[str], yes: str, no: str) -> str:
    """The phrase for the answer that a condition wants.

    Args:
        wanted: The answer, as a rule writes it.
        yes: The phrase for `true`.
        no: The phrase for `false`.

    Returns:
        One of the two.
    """
    if wanted == (TRUE_OR_FALSE[True],):
        return yes
    return no


@frozen
class YesOrNo:
    """True or false. `false` is met exactly when `true` is not."""

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import yes_or_no  # noqa: PLC0415  # pydantic is slow to load

        return yes_or_no()

    def read(self, value: object) -> tuple[Answer, ...]:
        """What is written; nothing if it is neither."""
        if isinstance(value, bool):
            return (value,)
        return ()

    def of_nothing(
        self,
        written: Answer,  # noqa: ARG002  # as the other kinds have it
    ) -> OfNothing | None:
        """None: something meets either answer."""
        return None

    def compiled(self, written: Iterable[Answer]) -> Answer:
        """What is wanted: the one answer that is written."""
        (wanted,) = written
        return wanted

    def is_met(self, wanted: Answer, found: Answer) -> bool:
        """Whether the answer that was found is wanted."""
        return found == wanted

    def covers(self, wanted: Answer, other: Answer) -> bool:
        """Whether everything that meets `other` meets `wanted` too."""
        return other == wanted

    def form(self, wanted: Answer) -> Answer:
        """What is wanted, as the digest has it."""
        return wanted

    def in_order(self, wanted: Answer) -> tuple[str, ...]:
        """What is wanted, as a rule writes it."""
        return (TRUE_OR_FALSE[wanted],)

    def recorded(self, found: Answer) -> str:
        """What was found, as a rule would write it."""
        return TRUE_OR_FALSE[found]

    def word_for(self, found: Answer) -> str | None:  # noqa: ARG002  # as the other kinds have it
        """None: no word widens an answer."""
        return None
