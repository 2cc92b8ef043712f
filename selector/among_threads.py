"""What threads share, and what a process that is forked meanwhile can go on with.

A fork copies a lock as it is, though the thread that holds it stays behind: whoever waits for it in
the child waits for ever. And what that thread had half changed stays so. So one lock guards all
that is noted for later, and a fork waits for it.
"""

from __future__ import annotations

import os
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

ONE_AT_A_TIME = RLock()
"""Held while something that threads share is changed, never while a caller's code runs."""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=ONE_AT_A_TIME.acquire,
        after_in_parent=ONE_AT_A_TIME.release,
        after_in_child=ONE_AT_A_TIME.release,
    )


class cached_property(Generic[T]):  # noqa: N801  # as Python's own
    """A property that is worked out when it is first asked for. The first answer counts.

    Until version 3.12, Python's own holds a lock meanwhile.
    """

    def __init__(self, function: Callable[[Any], T]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> cached_property[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object, owner: type) -> cached_property[T] | T:
        if instance is None:
            return self
        value: T = vars(instance).setdefault(self._name, self._function(instance))
        return value
