"""A module's name in; a stand-in out, which loads the module when something in it is first used.

SQLAlchemy imports `importlib.metadata`, and with it all of `email`, to find plugins that no command
uses; and `asyncio`, with sockets and TLS, which no command waits with. Loading each takes a
twentieth of a pick. Python's own `LazyLoader` does not help: on Python 3.11, the second `import` of
such a module loads it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """Becomes the module of its name once an attribute is looked up that only the module has."""

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self.module(), name)
        return found

    def module(self) -> ModuleType:
        """The module itself."""
        own_name = self.__name__
        if sys.modules.get(own_name) is self:
            sys.modules.pop(own_name)
        module = import_module(own_name)
        vars(self).update(vars(module))
        return module


def load_later(name: str, *functions: str) -> None:
    """Let `import` give a stand-in for a module, unless the module is loaded already.

    Args:
        name: The full name of a module, such as `importlib.metadata`.
        functions: Those of its functions that are looked up long before anybody calls them.
    """
    if name in sys.modules:
        return
    stand_in = _StandIn(name)
    for function in functions:
        setattr(stand_in, function, _later(stand_in, function))
    sys.modules[name] = stand_in
    package, _, child = name.rpartition(".")
    if package:
        setattr(import_module(package), child, stand_in)


def _later(stand_in: _StandIn, function: str) -> object:
    def called(*arguments: Any, **named: Any) -> object:  # noqa: ANN401  # as the function takes
        return getattr(stand_in.module(), function)(*arguments, **named)

    return called
