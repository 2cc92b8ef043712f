"""Rows that a caller's session holds, brought up to date with what was written beside them.

In: a session, and the rows and columns that were written without it. Out: the same objects with the
values of the database, as if they had been loaded with them. Without this, a caller who sets such
an attribute to what it was before would change nothing, since the row looks unchanged. Objects
whose rows were deleted leave the session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, select, tuple_

if TYPE_CHECKING:
    from sqlalchemy.orm import InstanceState, Mapper, Session

_AT_ONCE = 400
"""Rows in one query."""


def refresh_held(
    session: Session,
    table: str,
    columns: Iterable[str],
    is_meant: Callable[[dict[str, Any]], bool] | None = None,
) -> None:
    """Give the objects of a table, of whatever classes, the values that the database has now.

    Values that the session has not loaded are left for it to load. Nothing is queried where it
    holds no such object.

    Args:
        session: The caller's session. Its unsent changes stay.
        table: The name of the table.
        columns: The columns that were written.
        is_meant: Says if an object may be one of those written, by its values by column.
    """
    held: dict[Mapper[Any], dict[tuple[Any, ...], InstanceState[Any]]] = {}
    for state in session.identity_map.all_states():
        its_table = state.mapper.local_table
        if not isinstance(its_table, Table) or its_table.name != table or not state.identity:
            continue
        if is_meant is None or is_meant(_values(state)):
            held.setdefault(state.mapper, {})[tuple(state.identity)] = state
    for mapper, states in held.items():
        _refresh(session, mapper, states, list(columns))


def _values(state: InstanceState[Any]) -> dict[str, Any]:
    """What an object has loaded, by column; its primary key in any case."""
    values = {}
    for column in state.mapper.local_table.c:
        key = _attribute(state.mapper, column.name)
        if key in state.dict:
            values[column.name] = state.dict[key]
    keys = [column.name for column in state.mapper.primary_key]
    return {**values, **dict(zip(keys, state.identity or (), strict=False))}


def _refresh(
    session: Session,
    mapper: Mapper[Any],
    states: dict[tuple[Any, ...], InstanceState[Any]],
    columns: Sequence[str],
) -> None:
    from sqlalchemy.orm.attributes import set_committed_value  # noqa: PLC0415  # slow to load

    attributes = {}
    for name in columns:
        key = _attribute(mapper, name)
        if key is not None:
            attributes[key] = mapper.local_table.c[name]
    key_columns = mapper.primary_key
    for identities in _batches(states):
        query = select(*key_columns, *attributes.values())
        query = query.where(tuple_(*key_columns).in_(identities))
        there = set()
        for row in session.connection().execute(query):
            identity = tuple(row[: len(key_columns)])
            there.add(identity)
            state = states.get(identity)
            target = None if state is None else state.obj()
            if state is None or target is None:
                continue
            for key, value in zip(attributes, row[len(key_columns) :], strict=True):
                if key in state.dict and key not in state.committed_state:
                    set_committed_value(target, key, value)
        # A class of the caller's may read keys in a form that it does not hold them in.
        if there <= states.keys():
            _let_go(session, [states[identity] for identity in identities if identity not in there])


def _let_go(session: Session, deleted: Iterable[InstanceState[Any]]) -> None:
    """Take objects whose rows are gone out of the session, which would return them again."""
    for state in deleted:
        target = state.obj()
        if target is not None and target in session:
            session.expunge(target)


def _attribute(mapper: Mapper[Any], column: str) -> str | None:
    """The name of the attribute that a class has for a column, if it has one."""
    found = mapper.local_table.c.get(column)
    if found is None or found not in mapper.c.values():
        return None
    return mapper.get_property_by_column(found).key


def _batches(identities: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    remaining = iter(identities)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield batch
