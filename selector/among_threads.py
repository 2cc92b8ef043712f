"""What threads share, and what a process that is forked meanwhile can go on with.

A fork copies a lock as it is, though the thread that holds it stays behind: whoever waits for it in
the child waits for ever. And what that thread had half changed stays so. So one lock guards all
that is noted for later, and a fork waits for it. Python has such a lock for each module that is
being loaded, and a first call loads many: a fork waits for those, too.
"""

from __future__ import annotations

import _frozen_importlib
import os
import sys
from contextlib import suppress
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

ONE_AT_A_TIME = RLock()
"""Held while something that threads share is changed, never while a caller's code runs."""

_LOADED_IN_CALLS = {
    "selector", "sqlalchemy", "greenlet", "psycopg", "asyncpg", "aiosqlite", "alembic", "yaml",
    "pydantic", *sys.stdlib_module_names,
}  # fmt: skip
"""The packages with modules that calls load. Whoever else is loading may never end, as a server
that is started by importing it.
"""


def _begin_fork() -> None:
    ONE_AT_A_TIME.acquire()
    waited_for: set[str] = set()
    while names := _being_loaded() - waited_for:
        for name in names:
            with suppress(Exception):  # whoever loads it gets that, too
                __import__(name)
        waited_for |= names


def _being_loaded() -> set[str]:
    """The modules of those packages that a thread is loading now.

    Only Python's import system knows them all: one that it is still looking for is in no list yet.
    """
    locks: dict[str, object] = getattr(_frozen_importlib, "_module_locks", {})
    return {name for name in list(locks) if name.partition(".")[0] in _LOADED_IN_CALLS}


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_begin_fork,
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
