"""The conditions of the rule language, as a table: what each asks about, and where the engine finds the answer.

A new condition is a new row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selector.model.vocabulary import ASSET_TYPES, CROPS, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from selector.engine.individuals import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionWord:
    """A key that a priority may hold: the values it may take, and the one found on a picture in a placement's role.

    `of_placement` says that it asks about the placement alone; the others ask about the picture alone.
    """

    key: str
    values: tuple[str, ...]
    found: Callable[[Row, str], str]
    of_placement: bool = False


def _role(_row: Row, role: str) -> str:
    return role


def _type(row: Row, _role: str) -> str:
    return row.type


def _crop(row: Row, _role: str) -> str:
    return row.crop


CONDITIONS: dict[str, ConditionWord] = {
    word.key: word
    for word in (
        ConditionWord(key="role", values=ROLES, found=_role, of_placement=True),
        ConditionWord(key="type", values=ASSET_TYPES, found=_type),
        ConditionWord(key="crop", values=CROPS, found=_crop),
    )
}
"""In the order in which they are judged and explained. Named functions let rules go to another process."""
