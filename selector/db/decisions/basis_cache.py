"""What decisions on record were made from, read back: their rules, pools and scenes, and so their selections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from selector.db.connections.database_problems import problem
from selector.db.tables.own_tables import CONTENTS, RULE_SETS
from selector.model.problem import ProblemError, Source
from selector.reading.load import check_rules
from selector.record.formats import outcome_from, pool_from, scene_from

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.scene import Scene
    from selector.record.outcome import Outcome


class BasisCache:
    """What decisions were made from, read back from the database; of rule sets and pools the last few are kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rules: dict[str, Rules] = {}
        self._pools: dict[str, AssetPool] = {}

    def selection(self, row: Any) -> Selection:  # noqa: ANN401  # a row of `selector_decisions`
        """The selection of one decision, made again. The row may bring the scene's text along, as `scene_body`.

        Raises:
            ProblemError: What was stored cannot be read (D615) or the rules cannot be compiled (D616).
        """
        scene = self.scene(row["scene_id"], row.get("scene_body"))
        return self.rules(row["rule_set_id"]).select(scene, self.pool(row["pool_id"]))

    def outcome(self, row: Any) -> Outcome:  # noqa: ANN401  # as above
        """The outcome of one decision as it was stored; nothing is worked out again.

        Raises:
            ProblemError: What was stored cannot be read (D615).
        """
        found = self._rule_set(row["rule_set_id"])
        source = Source(name=found.file, text=found.source_text)
        try:
            return outcome_from(row["outcome"], self.pool(row["pool_id"]), source)
        except ValueError:
            raise self._nonsense("A decision") from None

    def scene(self, identity: str, body: str | None = None) -> Scene:
        """The scene of that content, whose text may be at hand."""
        try:
            return scene_from(body if body is not None else self._body(identity))
        except ValueError:
            raise self._nonsense("A scene") from None

    def rules(self, identity: str) -> Rules:
        """The rules of that rule set, read from its text as they were then."""
        if identity not in self._rules:
            found = self._rule_set(identity)
            rules, problems = check_rules(Source(name=found.file, text=found.source_text))
            if rules is None:
                what = f"The rules {found.name} {found.version} on record cannot be read: {problems[0].what}"
                raise problem(
                    self._connection.engine.url,
                    "D616",
                    what,
                    "This selector may be too new or too old.",
                )
            _keep(self._rules, identity, rules)
        return self._rules[identity]

    def pool(self, identity: str) -> AssetPool:
        """The pool of that content."""
        if identity not in self._pools:
            try:
                pool = pool_from(self._body(identity))
            except ValueError:
                raise self._nonsense("A pool of pictures") from None
            _keep(self._pools, identity, pool)
        return self._pools[identity]

    def _rule_set(self, identity: str) -> Any:  # noqa: ANN401  # a row of `selector_rule_sets`
        found = self._connection.execute(
            select(RULE_SETS).where(RULE_SETS.c.id == identity)
        ).first()
        if found is None:
            raise self._nonsense("What a decision was made from")
        return found

    def _body(self, identity: str) -> str:
        """A stored text; an empty one where it is gone, which no reader takes for a record."""
        body: str | None = self._connection.scalar(
            select(CONTENTS.c.body).where(CONTENTS.c.id == identity)
        )
        return body or ""

    def _nonsense(self, what: str) -> ProblemError:
        url = self._connection.engine.url
        return problem(
            url,
            "D615",
            f"{what} on record makes no sense any more.",
            "Restore the database from a copy.",
        )


def _keep(kept: dict[str, Any], identity: str, value: object) -> None:
    """Remember a value, and of the others only the last three."""
    while len(kept) > 3:
        del kept[next(iter(kept))]
    kept[identity] = value
