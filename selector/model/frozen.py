"""`@frozen`: a frozen dataclass with slots and named arguments that is cheap to define.

Every command defines a hundred of these before it does anything. A plain `dataclass` compiles six
methods for each class, which takes half a millisecond; comparing, hashing and printing need no
code of their own, and these three are made here.

>>> @frozen
... class Slot:
...     number: int
...     tag: str = "MARA"
>>> Slot(number=1)
Slot(number=1, tag='MARA')
>>> Slot(number=1) == Slot(number=1, tag="MARA"), len({Slot(number=1), Slot(number=1)})
(True, 1)
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """The class as a frozen dataclass; two values are equal if all fields that compare are."""
    made = dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)(cls)
    its_fields = fields(made)  # type: ignore[arg-type]  # as `dataclass` made it
    compared = attrgetter("__class__", *[each.name for each in its_fields if each.compare])
    printed = [each.name for each in its_fields if each.repr]

    def equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def hashed(self: object) -> int:
        return hash(compared(self))

    def shown(self: object) -> str:
        its = ", ".join([f"{name}={getattr(self, name)!r}" for name in printed])
        return f"{self.__class__.__qualname__}({its})"

    for name, method in (("__eq__", equal), ("__hash__", hashed), ("__repr__", shown)):
        setattr(made, name, method)
    return made
