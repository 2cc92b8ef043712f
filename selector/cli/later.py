"""A module's name in; a stand-in out, which loads the module when something in it is first used.

SQLAlchemy imports `importlib.metadata`, and with it all of `email`, to find plugins that no command
uses. Loading them takes a twentieth of a pick. Python's own `LazyLoader` does not help: on Python
3.11, the second `import` of such a module loads it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType


class _StandIn(ModuleType):
    """Becomes the module of its name once an attribute is looked up that only the module has."""

    def __getattr__(self, name: str) -> object:
        own_name = self.__name__
        if sys.modules.get(own_name) is self:
            sys.modules.pop(own_name)
        module = import_module(own_name)
        vars(self).update(vars(module))
        found: object = getattr(module, name)
        return found


def load_later(name: str) -> None:
    """Let `import` give a stand-in for a module, unless the module is loaded already.

    Args:
        name: The full name of a module inside a package, such as `importlib.metadata`.
    """
    if name in sys.modules:
        return
    package, _, child = name.rpartition(".")
    stand_in = _StandIn(name)
    sys.modules[name] = stand_in
    setattr(import_module(package), child, stand_in)
