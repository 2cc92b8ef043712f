"""What a problem says, apart from where it is: a row of a table in; a `Problem` out."""

from __future__ import annotations

from typing import NamedTuple

from selector.model.problem import Location, Problem, Related
from selector.model.refusals import Refusal


class Message(NamedTuple):
    """The words of one problem: its code, what is wrong, and what to do about it.

    Words may have gaps, such as `{key}`, which `about` fills.
    """

    code: str
    what: str
    hint: str = ""

    def about(self, **values: object) -> Message:
        """The message with its gaps filled, by their names."""
        what = self.what.format_map(values)
        hint = self.hint.format_map(values)
        return Message(self.code, what, hint)

    def at(self, location: Location, *related: Related) -> Problem:
        """The problem that has this message at a location."""
        code, what, hint = self
        return Problem(
            at=location,
            code=code,
            what=what,
            hint=hint,
            related=related,
        )


def refusal_message(code: str, refusal: Refusal) -> Message:
    """The message that refuses a value."""
    return Message(code, refusal.what, refusal.hint)
