"""The last pick of a project, and the rules that picked in it, to be compared with others.

In: a project. Out: for each of its scenes the newest decision, as it was stored; or the rules of
some digest, read from the text that was stored with a decision. Nothing is chosen again.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from selector.db.connections.bulk import among, batches
from selector.db.connections.database_problems import FROM_A_BACKUP, problem
from selector.db.decisions.basis_cache import BasisCache
from selector.db.decisions.change_finder import ChangeFinder
from selector.db.films.numbers import number_in, of_one_scene
from selector.db.tables.own_tables import (
    DECISIONS,
    FILM_SCENES,
    RULE_SETS,
    is_newest,
)
from selector.db.tables.pipeline_tables import SCENES
from selector.model.near_names import did_you_mean
from selector.model.phrases import quoted
from selector.model.problem import shown
from selector.model.scene_number import SceneNumber, film_order, likeness
from selector.model.sent import Sent
from selector.record.formats import summary_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from selector.db.films.projects import FoundProject
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.left_out import PassedOver
    from selector.model.picks import Facts, Pick
    from selector.record.changed import Cause, Change

BEGINNING = "sha256:"
"""How digests begin."""
_SHORTEST = 6
"""Digits of a digest that are enough, if only one on record begins with them."""
_MOST_SHOWN = 5
PICK = "selector pick"
"""The command that picks, where nobody knows for which film."""


class LastPicks:
    """The newest decision on every scene that a project has, as they were stored.

    Args:
        connection: The database. Explanations are read from it when they are wanted.
        project: The project.
        pick: The command that picks for it, as a person would type it.

    Attributes:
        by_number: What was picked for each scene, by what all spellings of its number have in
            common.
        rules: The names and versions of the rules that picked, the most frequent first.
        digests: Their digests.

    Raises:
        ProblemError: There are none (D610), or one cannot be read (D615).
    """

    def __init__(self, connection: Connection, project: FoundProject, pick: str = PICK) -> None:
        self._connection = connection
        self._project = project
        self._cache = BasisCache(connection)
        self._changes = ChangeFinder(connection, self._cache, project.id)
        self._changes.went.read()
        self.by_number: dict[str, StoredPicks] = {}
        self.digests: set[str] = set()
        rules: Counter[str] = Counter()
        for row in connection.execute(_newest(project, *_READ)):
            stored = self._stored(row)
            self.by_number[likeness(stored.scene)] = stored
            rules[f"{row.name} {row.version}"] += 1
            self.digests.add(row.digest)
        if not self.by_number:
            title = shown(project.title or project.id, 200)
            what = f'No picks are stored for "{title}", so nothing can be compared with them.'
            hint = f"Name the earlier rules, or run `{pick}` before you change the rules."
            raise problem(connection, "D610", what, hint)
        self.rules = tuple([name for name, _ in rules.most_common()])

    def of(self, number: SceneNumber | None) -> StoredPicks | None:
        """What was picked for the scene of that number; None if nothing was."""
        if number is None:
            return None
        return self.by_number.get(likeness(number))

    def explained(self, key: int) -> tuple[tuple[Pick, ...], tuple[PassedOver, ...]]:
        """The picks of the scene with that key, and what was left out, as they were stored.

        Raises:
            ProblemError: The record cannot be read (D615).
        """
        outcome = self._cache.outcome(self._row(key)._mapping)
        return outcome.picks, outcome.passed_over

    def causes(self, key: int, selection: Selection) -> tuple[Cause, ...]:
        """What differs between the decision on the scene with that key and a new selection."""
        pair = self._row(key), selection
        (causes,) = self._changes.causes([pair])
        return causes

    def causes_beside_rules(
        self, changed: Iterable[tuple[StoredPicks, Selection]]
    ) -> dict[SceneNumber | None, tuple[str, ...]]:
        """What else differs than the rules, in scenes that send other pictures now.

        Args:
            changed: The decisions, and the new selections.

        Returns:
            The causes, by the numbers of the scenes that have any.
        """
        causes: dict[SceneNumber | None, tuple[str, ...]] = {}
        for batch in batches(changed):
            rows = self._rows([stored.key for stored, _ in batch])
            pairs = [(rows[stored.key], selection) for stored, selection in batch]
            found = self._changes.causes(pairs)
            for (_, selection), all_causes in zip(batch, found, strict=True):
                others = _beside_rules(all_causes)
                if others:
                    causes[selection.scene.index] = others
        return causes

    def changes(self, selections: Sequence[Selection]) -> list[Change | None]:
        """What would change in each scene; None where the same is sent, or nothing was stored."""
        keys = []
        places = []
        for place, selection in enumerate(selections):
            stored = self.of(selection.scene.index)
            if stored is not None:
                places.append(place)
                keys.append(stored.key)
        rows = self._rows(keys)
        pairs = []
        for key, place in zip(keys, places, strict=True):
            selection = selections[place]
            pairs.append((rows[key], selection))
        found = self._changes.changes(pairs)
        changes: list[Change | None] = [None] * len(selections)
        for place, change in zip(places, found, strict=True):
            changes[place] = change
        return changes

    def others(self, met: Iterable[SceneNumber | None]) -> tuple[SceneNumber, ...]:
        """The scenes of the last pick that are not among some numbers, in film order."""
        known = {likeness(number) for number in met if number is not None}
        numbers = []
        for alike, stored in self.by_number.items():
            if alike not in known:
                numbers.append(stored.scene)
        in_order = []
        for place in film_order(numbers):
            in_order.append(numbers[place])  # noqa: PERF401  # one idea a line
        return tuple(in_order)

    def _rows(self, keys: Sequence[int]) -> dict[int, Any]:
        """The newest decision on each scene, by the keys of the scenes."""
        query = _newest(self._project, DECISIONS).where(among(DECISIONS.c.scene_index, keys))
        return {row.scene_index: row for row in self._connection.execute(query)}

    def _stored(self, row: Any) -> StoredPicks:  # noqa: ANN401  # a row of `_newest`
        number = number_in(row._mapping)
        try:
            places = summary_of(row.outcome).places
            facts = self._cache.pool(row.pool_id).facts
            shot = str(json.loads(row.outcome)["shot"])
            pictures = tuple([facts[place] for place in places])
        except (ValueError, LookupError, TypeError):
            what = f"Decision {row.number} for scene {number} cannot be read."
            raise problem(self._connection, "D615", what, FROM_A_BACKUP) from None
        return StoredPicks(
            self,
            row.scene_index,
            number,
            shot,
            pictures,
            self._changes.went.of(row, places),
        )

    def _row(self, key: int) -> Any:  # noqa: ANN401  # a row of `selector_decisions`
        its = DECISIONS.c.project_id == self._project.id
        query = select(DECISIONS).where(its, DECISIONS.c.scene_index == key)
        newest = query.order_by(DECISIONS.c.number.desc()).limit(1)
        return self._connection.execute(newest).one()


def _beside_rules(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    return tuple([cause for cause in causes if cause not in {"rules", "video_model"}])


_READ = (
    *DECISIONS.c["scene_index", "number", "rule_set_id", "pool_id", "outcome"],
    *RULE_SETS.c["name", "version", "digest"],
    *FILM_SCENES.c["own_number", "is_integer"],
)
"""The columns of a decision that are read for every scene."""


class StoredPicks:
    """What the newest decision on a scene sent, as it was stored.

    Attributes:
        key: The key of the scene in the database.
        scene: The scene's own number.
        shot: The name of the shot rule that it used.
        pictures: What was sent, in order.
        sent: What went for each of them, such as its clean reference; None where that is not known.
    """

    __slots__ = ("_picks", "key", "pictures", "scene", "sent", "shot")

    def __init__(
        self,
        picks: LastPicks,
        key: int,
        scene: SceneNumber,
        shot: str,
        pictures: tuple[Facts, ...],
        sent: tuple[Sent | None, ...],
    ) -> None:
        self._picks = picks
        self.key = key
        self.scene = scene
        self.shot = shot
        self.pictures = pictures
        self.sent = sent

    def explained(self) -> tuple[tuple[Pick, ...], tuple[PassedOver, ...]]:
        """The picks, and what was left out, as they were stored.

        Raises:
            ProblemError: The record cannot be read (D615).
        """
        return self._picks.explained(self.key)

    def causes(self, selection: Selection) -> tuple[Cause, ...]:
        """What differs between this decision and a new selection that sends other pictures."""
        return self._picks.causes(self.key, selection)


def rules_on_record(connection: Connection, digest: str, pick: str = PICK) -> Rules:
    """The rules of that digest, from the newest decision that they made in the whole database.

    Args:
        connection: The database.
        digest: The digest, or its beginning where no other on record has the same.
        pick: The command that picks for the film, as a person would type it.

    Returns:
        The rules, with the text, and the video model, that were stored with the decision.

    Raises:
        ProblemError: No rules on record have the digest, or several (D610); they cannot be read
            (D615, D616).
    """
    known = dict(_digests(connection))
    meant = [each for each in known if each.startswith(digest)]
    if meant and len(digest) < len(BEGINNING) + _SHORTEST:
        what = f"The digest `{digest}` is too short."
        hint = f"Write at least {_SHORTEST} digits of it."
        raise problem(connection, "D610", what, f"{hint} {_all_digests(list(known), pick)}")
    if len(meant) == 1:
        identity = known[meant[0]]
        return BasisCache(connection).rules(identity)
    if meant:
        which = quoted(sorted(meant)[:_MOST_SHOWN], "and")
        what = f"Several stored rule sets have a digest that begins with `{shown(digest)}`."
        raise problem(connection, "D610", what, f"Write more of it. They are {which}.")
    what = f"No stored rule set has the digest `{shown(digest, 80)}`."
    hint = did_you_mean(digest, known)
    if not hint:
        hint = _all_digests(list(known), pick)
    raise problem(connection, "D610", what, hint)


def _all_digests(known: list[str], pick: str) -> str:
    if not known:
        return f"No picks are stored yet. Run `{pick}` first."
    if len(known) > _MOST_SHOWN:
        return "`selector db history` lists the digests."
    return f"The stored digests are {quoted(known, 'and')}."


def _digests(connection: Connection) -> Iterator[tuple[str, str]]:
    """The digests on record, each with the id of the rule set that decided with it last."""
    last = func.max(DECISIONS.c.made_at)
    query = (
        select(RULE_SETS.c.digest, RULE_SETS.c.id)
        .join_from(RULE_SETS, DECISIONS, DECISIONS.c.rule_set_id == RULE_SETS.c.id)
        .group_by(RULE_SETS.c.digest, RULE_SETS.c.id)
        .order_by(last, RULE_SETS.c.id)
    )
    for row in connection.execute(query):
        identity = row.id
        yield row.digest, identity


def _newest(project: FoundProject, *columns: Any) -> Any:  # noqa: ANN401  # a query
    """The newest decision on each scene that there is, one pool after the other."""
    is_there = and_(
        SCENES.c.project_id == DECISIONS.c.project_id,
        SCENES.c.scene_index == DECISIONS.c.scene_index,
    )
    its_rules = DECISIONS.c.rule_set_id == RULE_SETS.c.id
    return (
        select(*columns)
        .join_from(DECISIONS, RULE_SETS, its_rules, isouter=True)
        .join(SCENES, is_there)
        .join(FILM_SCENES, of_one_scene(DECISIONS), isouter=True)
        .where(DECISIONS.c.project_id == project.id, is_newest())
        .order_by(DECISIONS.c.pool_id, DECISIONS.c.scene_index)
    )
