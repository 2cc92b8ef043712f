"""Decorators for frozen dataclasses with slots and named arguments that are cheap to define.

frozen   two values are equal if all fields that compare are
ordered  the same, and values of the class can be sorted, field by field
unique   each value is equal to itself alone

Every command defines a hundred of these before it does anything. A plain `dataclass` compiles up to
ten methods for each class, which takes up to a millisecond. Of these, only `__init__` and an order
need code of their own to be quick, and they alone are compiled here.

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

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields, is_dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

_Class = TypeVar("_Class")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """The class as a frozen dataclass; two values are equal if all fields that compare are."""
    made = unique(cls)
    compared = _compared(made)

    def equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def hashed(self: object) -> int:
        return hash(compared(self))

    _put_in(made, __eq__=equal, __hash__=hashed)
    return made


@dataclass_transform(
    kw_only_default=True, frozen_default=True, order_default=True, field_specifiers=(field,)
)
def ordered(cls: type[_Class]) -> type[_Class]:
    """The class as a frozen dataclass whose values have an order, by all fields that compare."""
    made = frozen(cls)
    compared = [each.name for each in _fields(made) if each.compare]
    ours, theirs = (
        f"({''.join([f'{whose}.{name}, ' for name in compared])})" for whose in ("self", "other")
    )
    methods = [
        _COMPARES.format(name=name, ours=ours, sign=sign, theirs=theirs)
        for name, sign in _SIGNS.items()
    ]
    _put_in(made, **_compiled("\n".join(methods), {}))
    return made


_SIGNS = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
_COMPARES = """\
def {name}(self, other):
 if other.__class__ is self.__class__:
  return {ours} {sign} {theirs}
 return NotImplemented
"""
"""Compiled, for long lists of values are sorted."""


@dataclass_transform(
    kw_only_default=True, frozen_default=True, eq_default=False, field_specifiers=(field,)
)
def unique(cls: type[_Class]) -> type[_Class]:
    """The class as a frozen dataclass; each value is equal to itself alone."""
    inherits = any(map(is_dataclass, cls.__bases__))  # from a frozen one only frozen ones may
    with_slots = dataclass(
        frozen=inherits, slots=True, kw_only=True, init=False, eq=False, repr=False
    )
    made = with_slots(cls)
    made.__dataclass_params__.frozen = True  # type: ignore[attr-defined]  # as `dataclass` has it
    printed = [each.name for each in _fields(made) if each.repr]

    def shown(self: object) -> str:
        its = ", ".join([f"{name}={getattr(self, name)!r}" for name in printed])
        return f"{self.__class__.__qualname__}({its})"

    _put_in(made, __init__=_init(made), __repr__=shown, __setattr__=_refuse, __delattr__=_refuse)
    _put_in(made, __getstate__=_state, __setstate__=_restore)
    return made


def _fields(made: type) -> tuple[Field[Any], ...]:
    return fields(made)  # as `dataclass` made it


def _compared(made: type) -> Callable[[object], tuple[Any, ...]]:
    return attrgetter("__class__", *[each.name for each in _fields(made) if each.compare])


def _put_in(made: type, **methods: object) -> None:
    for name, method in methods.items():
        setattr(made, name, method)


def _init(made: type) -> object:
    """`__init__`: compiled, for values are made far more often than classes."""
    parameters = ["self"]
    body = ["pass"]
    around: dict[str, Any] = {"_put": object.__setattr__, "_missing": MISSING}
    for each in _fields(made):
        name = value = each.name
        default = f"_default_{name}"
        if each.default_factory is not MISSING:
            around[default] = each.default_factory
            value = f"{default}() if {name} is _missing else {name}"
            name += "=_missing"
        elif each.default is not MISSING:
            around[default] = each.default
            name += f"={default}"
        parameters.append(name)
        body.append(f"_put(self, {each.name!r}, {value})")
    if len(parameters) > 1:
        parameters.insert(1, "*")
    text = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body)
    init = _compiled(text, around)["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = {each.name: each.type for each in _fields(made)}
    return init


def _compiled(text: str, around: dict[str, Any]) -> dict[str, Any]:
    """The functions of a text, which has names of fields and nothing else from outside."""
    functions: dict[str, Any] = {}
    exec(text, around, functions)  # noqa: S102  # see above
    return functions


def _refuse(self: object, name: str, value: object = None) -> None:  # noqa: ARG001  # Python's own
    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(self: Any) -> list[Any]:  # noqa: ANN401  # a dataclass
    return [getattr(self, each.name) for each in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:  # noqa: ANN401  # a dataclass
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)
