"""Rules, and what a caller requires of them, in; a problem if they are not those rules out.

A pipeline that must pick tomorrow as it does today requires a digest, which says what a rule file
asks, and a meaning, which says how a version of selector reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.problem import Location, Problem, ProblemError, as_python, shown
from selector.model.vocabulary import MEANING

if TYPE_CHECKING:
    from selector.engine.rules import Rules

_LONGEST = 80
"""Characters of a digest that are shown: one has 71."""


def refuse_others(rules: Rules, digest: str | None, meaning: int | None) -> None:
    """Raise a problem unless rules are those that are required.

    Args:
        rules: The rules.
        digest: The digest that they must have; None if any will do.
        meaning: The meaning under which this version of selector must read them; None as above.

    Raises:
        ProblemError: They are others (R246).
        TypeError: An argument is of another type.
    """
    _refuse_other_types(digest, meaning)
    said: list[str] = []
    hints: list[str] = []
    if digest is not None and digest != rules.digest:
        said.append(
            f"These rules have the digest `{rules.digest}`, not `{shown(digest, _LONGEST)}`."
        )
        hints.append("Load the rules with the required digest, or require the new one.")
    if meaning is not None and meaning != MEANING:
        other = shown(meaning)
        said.append(f"This version of selector reads rules under meaning {MEANING}, not {other}.")
        hints.append(
            f"Install a version that reads under meaning {other}, or require {MEANING}"
            " once you have looked at what changes."
        )
    if said:
        whole = Location(source=rules.rule_set.source)
        problem = Problem(
            at=whole,
            code="R246",
            what=" ".join(said),
            hint=" ".join(hints),
        )
        raise ProblemError([problem])


def _refuse_other_types(digest: object, meaning: object) -> None:
    if digest is not None and not isinstance(digest, str):
        message = f"`digest` must be the digest of rules, not {as_python(digest)}"
        raise TypeError(f"{message}. Pass text such as `rules.digest` has.")
    if meaning is not None and type(meaning) is not int:
        message = f"`meaning` must be a whole number, not {as_python(meaning)}"
        raise TypeError(f"{message}. Pass a number such as `{MEANING}`.")
