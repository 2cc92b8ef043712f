"""What went for the pictures of decisions: a clean reference, or the original.

In: decisions as they are stored. Out: for each picture what went, or None where that is not known.
A pipeline that records what it sent is believed. Otherwise the rules of the decision say it, if
they ask about clean references: others do not store these with their picks.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, select

from selector.db.connections.bulk import among
from selector.db.tables.own_tables import SENDINGS
from selector.engine.what_is_sent import sent_for
from selector.language.conditions.cleaned import CLEANED
from selector.model.problem import ProblemError
from selector.model.sent import Sent, original

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.db.decisions.basis_cache import BasisCache
    from selector.language.facts import Picture


class WhatWent:
    """Knows what went with the scenes of one project.

    Args:
        connection: The database.
        project_id: The project.
        cache: Reads the rules and the pools of decisions.
    """

    def __init__(self, connection: Connection, project_id: UUID, cache: BasisCache) -> None:
        self._connection = connection
        self._project_id = project_id
        self._cache = cache
        self._has_sendings: bool | None = None
        self._recorded: dict[tuple[int, int], dict[int, Sent]] = {}
        self._lets_out: dict[str, Callable[[Picture], Sent] | None] = {}

    def read(self, keys: Sequence[int] | None = None) -> None:
        """Read what a pipeline recorded last that it sent.

        Args:
            keys: The keys of the scenes that will be asked about; None for all scenes.
        """
        self._recorded = {}
        its = SENDINGS.c.project_id == self._project_id, SENDINGS.c.decision.is_not(None)
        if self._has_sendings is None:  # tables that others made have none
            there = inspect(self._connection).has_table(SENDINGS.name)
            first = select(SENDINGS.c.id).where(*its).limit(1)
            self._has_sendings = there and self._connection.scalar(first) is not None
        if not self._has_sendings:
            return
        query = select(SENDINGS).where(*its).order_by(SENDINGS.c.sent_at, SENDINGS.c.id)
        if keys is not None:
            query = query.where(among(SENDINGS.c.scene_index, keys))
        for _, together in groupby(self._connection.execute(query), key=attrgetter("id")):
            rows = list(together)
            slots = {row.slot: _sent_in(row) for row in rows}
            self._recorded[rows[0].scene_index, rows[0].decision] = slots

    def is_recorded(self, key: int, number: int) -> bool:
        """Whether it is recorded what was sent by the decision of that number, with that scene."""
        return (key, number) in self._recorded

    def of(
        self,
        row: Any,  # noqa: ANN401  # a row of `selector_decisions`
        places: Sequence[int],
    ) -> tuple[Sent | None, ...]:
        """What went for each picture of a decision; `places` are those of the pictures."""
        recorded = self._recorded.get((row.scene_index, row.number))
        if recorded is None:
            return self._by_rules(row, places)
        slots = range(1, len(places) + 1)
        return tuple(map(recorded.get, slots))

    def _by_rules(
        self,
        row: Any,  # noqa: ANN401  # as above
        places: Sequence[int],
    ) -> tuple[Sent | None, ...]:
        identity = row.rule_set_id
        if identity not in self._lets_out:
            self._lets_out[identity] = self._clean_references_let_out(identity)
        lets_out = self._lets_out[identity]
        if lets_out is None:
            return (None,) * len(places)
        rows = self._cache.pool(row.pool_id).rows
        return tuple([lets_out(rows[place]) for place in places])

    def _clean_references_let_out(self, identity: str) -> Callable[[Picture], Sent] | None:
        """What says what goes for a picture by the rules of a rule set, if that is stored."""
        try:
            rules = self._cache.rules(identity)
        except ProblemError:
            return None
        if rules.facts.isdisjoint(CLEANED.reads):
            return None
        return partial(sent_for, send_cleaned=rules.plan.send_cleaned)


def _sent_in(row: Any) -> Sent:  # noqa: ANN401  # a row of `selector_sendings`
    """A clean reference comes without its address: a pipeline may have sent it from another."""
    if row.kind == "clean":
        return Sent(kind="clean", address=None)
    return original(row.address)
