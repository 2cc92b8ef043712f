"""What decisions on record were made from, read back.

In: rows of decisions. Out: their rules, pools and scenes, and so their selections.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from selector.db.connections.database_problems import FROM_A_BACKUP, problem
from selector.db.tables.own_tables import CONTENTS, RULE_SETS
from selector.language.file_words.target import TARGET
from selector.language.taken import stored_target
from selector.model.problem import ProblemError
from selector.reading.load import check_rules
from selector.record.formats import earlier_from, outcome_from, pool_from, scene_from
from selector.record.rule_texts import shot_names_from, sources_from

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from selector.engine.earlier import Given
    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.scene import Scene
    from selector.model.video_model import VideoModel
    from selector.record.outcome import Outcome


class BasisCache:
    """Reads what decisions were made from; the last few rule sets and pools are cached."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rules: dict[str, Rules] = {}
        self._pools: dict[str, AssetPool] = {}

    def selection(self, row: Any) -> Selection:  # noqa: ANN401  # a row of `selector_decisions`
        """The selection of one decision, made again.

        The row may have the scene's text, as `scene_body`.

        Raises:
            ProblemError: The record cannot be read (D615) or its rules cannot be compiled (D616).
        """
        body = row.get("scene_body")
        if body is None:
            body = self.body(row["scene_id"])
        scene = self.scene(row["scene_id"], body)
        rules = self.rules(row["rule_set_id"])
        pool = self.pool(row["pool_id"])
        return rules.select_again(scene, pool, self._earlier(body))

    def outcome(self, row: Any) -> Outcome:  # noqa: ANN401  # as above
        """The outcome of one decision as it was stored; nothing is worked out again.

        Raises:
            ProblemError: The record cannot be read (D615).
        """
        found = self._rule_set(row["rule_set_id"])
        sources = sources_from(found.file, found.source_text)
        pool = self.pool(row["pool_id"])
        try:
            return outcome_from(row["outcome"], pool, sources)
        except ValueError:
            raise self._unreadable("A stored decision") from None

    def scene(self, identity: str, body: str | None = None) -> Scene:
        """The scene with this content; `body` is its text, if the caller has it."""
        if body is None:
            body = self.body(identity)
        try:
            return scene_from(body)
        except ValueError:
            raise self._unreadable("A stored scene") from None

    def _earlier(self, body: str) -> Given | None:
        """The answers about the scenes before, from the text of a scene."""
        try:
            return earlier_from(body)
        except ValueError:
            raise self._unreadable("A stored scene") from None

    def rules(self, identity: str) -> Rules:
        """The rules of this rule set, read from its text as it was then."""
        if identity not in self._rules:
            found = self._rule_set(identity)
            source, *parents = sources_from(found.file, found.source_text)
            target = self._target(found.effective)
            rules, problems = check_rules(
                source,
                parents=parents,
                target=target,
                shot_names=shot_names_from(found.source_text),
            )
            if rules is None:
                which = f"The stored rule set `{found.name}` {found.version}"
                what = f"{which} cannot be read: {problems[0].what}"
                hint = "Use the version of selector that stored it."
                raise problem(self._connection, "D616", what, hint)
            _cache(self._rules, identity, rules)
        return self._rules[identity]

    def _target(self, effective: str) -> VideoModel | None:
        """The video model that rules were for, as it was known then, from their effective form."""
        try:
            form = json.loads(effective).get(TARGET.key)
            return None if form is None else stored_target(form)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise self._unreadable("The data behind a stored decision") from None

    def pool(self, identity: str) -> AssetPool:
        """The pool with this content."""
        if identity not in self._pools:
            try:
                pool = pool_from(self.body(identity))
            except ValueError:
                raise self._unreadable("A stored pool of pictures") from None
            pool.warns = False
            _cache(self._pools, identity, pool)
        return self._pools[identity]

    def find_rule_set(self, identity: str) -> Any:  # noqa: ANN401  # a row of `selector_rule_sets`
        """The row of this rule set; None if it is gone."""
        its = RULE_SETS.c.id == identity
        return self._connection.execute(select(RULE_SETS).where(its)).first()

    def body(self, identity: str) -> str:
        """A stored text; if it is gone an empty one, which no reader accepts as a record."""
        its = CONTENTS.c.id == identity
        body: str | None = self._connection.scalar(select(CONTENTS.c.body).where(its))
        return body or ""

    def _rule_set(self, identity: str) -> Any:  # noqa: ANN401  # as above
        found = self.find_rule_set(identity)
        if found is None:
            raise self._unreadable("The data behind a stored decision")
        return found

    def _unreadable(self, what: str) -> ProblemError:
        return problem(self._connection, "D615", f"{what} cannot be read.", FROM_A_BACKUP)


def _cache(values: dict[str, Any], identity: str, value: object) -> None:
    """Cache a value, and drop all but the last three others."""
    while len(values) > 3:
        del values[next(iter(values))]
    values[identity] = value
