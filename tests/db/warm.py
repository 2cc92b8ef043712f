"""What every command makes anew and alike is made once, for tests that run commands by the ten thousand.

A process of its own would spend most of its time on this: reading the same rules, compiling the same statements.
What a command reads from a database or a folder is still read each time.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from sqlalchemy.pool import NullPool

from selector.db.connections import engines, sessions
from selector.db.decisions import basis_cache
from selector.db.films import film_store
from selector.model.problem import Source
from selector.reading import load
from selector.reading.load import check_rules

_MOST = 500
"""Different calls that are remembered."""


@contextmanager
def kept_warm() -> Iterator[None]:
    """For a while, commands share engines and rules."""
    with pytest.MonkeyPatch.context() as patch:
        options = engines._options
        patch.setattr(
            engines, "_options", lambda *given: {**options(*given), "poolclass": NullPool}
        )
        make_engine = _once(engines.make_engine)
        for module in (engines, sessions):
            patch.setattr(module, "make_engine", make_engine)
        check = _once(check_rules)
        for module in (load, basis_cache, film_store):
            patch.setattr(module, "check_rules", check)
        gc.collect()
        gc.freeze()
        try:
            yield
        finally:
            gc.unfreeze()


def _once(work: Callable[..., Any]) -> Callable[..., Any]:
    """The function; of two calls with arguments that are written alike, the second is not made.

    An engine that was disposed of opens its file anew, and still knows its compiled statements. It has no pool: one
    that was disposed of while a connection was in use would keep that open, and a file that is open cannot leave
    SQLite's WAL mode, as a downgrade wants.
    """
    made: dict[str, Any] = {}

    @wraps(work)
    def once(*args: Any, **kwargs: Any) -> Any:
        key = _written((args, sorted(kwargs.items())))
        if key not in made:
            if len(made) == _MOST:
                made.clear()
            made[key] = work(*args, **kwargs)
        return made[key]

    return once


def _written(value: object) -> str:
    """A value as its whole text: that of a source leaves out what it says."""
    if isinstance(value, Source):
        return repr((value.name, value.text))
    if isinstance(value, list | tuple):
        return f"({', '.join(map(_written, value))})"
    return repr(value)
