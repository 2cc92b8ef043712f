"""What changed since a scene's decision before.

In: the newest decision on a scene, and a new selection. Out: a `Change` if other pictures are sent
now, or another file of one, with what differs between then and now.
"""

from __future__ import annotations

from itertools import filterfalse
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from selector.db.decisions.picked_before import is_same_picture
from selector.db.decisions.what_went import WhatWent
from selector.db.tables.own_tables import CONTENTS, RULE_SETS
from selector.engine.digest import digest_of, effective_form
from selector.engine.under_target import under_target
from selector.engine.what_is_sent import other_files, what_is_sent
from selector.language.conditions import CONDITIONS
from selector.model.problem import ProblemError
from selector.record.changed import Change, OtherFile
from selector.record.formats import earlier_from, scene_from, summary_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.db.decisions.basis_cache import BasisCache
    from selector.engine.compiled_rules import CompiledRules
    from selector.engine.earlier import Given
    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.language.facts import Picture
    from selector.model.scene import Scene
    from selector.record.changed import Cause


class ChangeFinder:
    """Compares new selections with the decisions before; what several share is read once.

    Attributes:
        went: Knows what went for each picture of the decisions.
    """

    def __init__(self, connection: Connection, cache: BasisCache, project_id: UUID) -> None:
        self._connection = connection
        self._cache = cache
        self.went = WhatWent(connection, project_id, cache)
        self._digests: dict[str, str | None] = {}
        self._in_rules: dict[tuple[str, str], tuple[Cause, ...]] = {}
        self._wanted: dict[str, frozenset[str]] = {}
        self._same_pools: dict[tuple[str, AssetPool, frozenset[str]], bool] = {}

    def causes(self, pairs: Sequence[tuple[Any, Selection]]) -> list[tuple[Cause, ...]]:
        """What differs, for each decision and the selection after it, whatever is sent."""
        bodies = self._scene_bodies([before.scene_id for before, _ in pairs])
        found: list[tuple[Cause, ...]] = []
        for before, selection in pairs:
            body = bodies.get(before.scene_id, "")
            try:
                pool = self._cache.pool(before.pool_id)
                found.append(tuple(self._causes(before, pool, body, selection)))
            except (ValueError, LookupError, ProblemError):
                found.append(())
        return found

    def changes(self, pairs: Sequence[tuple[Any, Selection]]) -> list[Change | None]:
        """What changed, for each decision and the selection after it.

        None if the same pictures are sent, and of each the same file as far as that is known, or
        if the record cannot be read.
        """
        bodies = self._scene_bodies([before.scene_id for before, _ in pairs])
        changes = []
        for before, selection in pairs:
            body = bodies.get(before.scene_id, "")
            changes.append(self._change(before, body, selection))
        return changes

    def _change(
        self,
        before: Any,  # noqa: ANN401  # a row of `selector_decisions`
        scene: str,
        selection: Selection,
    ) -> Change | None:
        try:
            summary = summary_of(before.outcome)
            pool = self._cache.pool(before.pool_id)
            was = [pool.rows[place] for place in summary.places]
            files = self._other_files(before, was, summary.places, selection)
            if not files and _same_pictures(pool, summary.places, selection):
                return None
            causes = tuple(self._causes(before, pool, scene, selection))
        except (ValueError, LookupError, ProblemError):
            return None
        return Change(
            decision=before.number,
            tags=summary.tags,
            causes=causes,
            meaning_before=before.meaning,
            meaning=selection.meaning,
            files=files,
            **_lost_and_gained(was, selection),
        )

    def _other_files(
        self,
        before: Any,  # noqa: ANN401  # as above
        was: Sequence[Picture],
        places: Sequence[int],
        selection: Selection,
    ) -> tuple[OtherFile, ...]:
        """The pictures that both send, of which another file goes now, as far as that is known."""
        went = self.went.of(before, places)
        if not any(went):
            return ()
        rows = selection.pool.rows
        now = [(rows[place], what_is_sent(selection, place)) for place in selection.places]
        then = list(zip(was, went, strict=True))
        pairs = other_files(then, now, is_same_picture)
        found = []
        for picture, _, sent_then, sent_now in pairs:
            name = _named_among(picture, rows, selection.places)
            found.append(OtherFile(picture=name, before=sent_then, after=sent_now))
        return tuple(found)

    def _causes(
        self,
        before: Any,  # noqa: ANN401  # as above
        pool: AssetPool,
        body: str,
        selection: Selection,
    ) -> Iterator[Cause]:
        """What differs.

        Args:
            before: The row of the decision before.
            pool: Its pool.
            body: The text of its scene.
            selection: The selection of now.

        Yields:
            Each cause. Of other rules nothing can be said about what only one of the two asks.
        """
        same_rules = self._rules_digest(before.rule_set_id) == selection.rules.digest
        if not same_rules:
            yield from self._causes_in_rules(before.rule_set_id, selection.rules)
        if before.meaning != selection.meaning:
            yield "meaning"
        wanted = selection.rules.facts if same_rules else frozenset()
        scene = scene_from(body)
        same_scene = _facts_of_scene(scene, wanted) == _facts_of_scene(selection.scene, wanted)
        of_pictures = wanted | self._wanted_of_pictures(before.rule_set_id, selection.rules)
        same_pool = self._is_same_pool(before.pool_id, pool, selection.pool, of_pictures)
        sent = summary_of(before.outcome).tags
        tags = {*_tags_of(scene), *_tags_of(selection.scene), *sent, *selection.tags}
        same_pictures = same_pool or _are_alike(pool, selection.pool, of_pictures, tags)
        if not same_pictures:
            yield "pictures"
        if not same_scene:
            yield "scene"
        if not same_rules or selection.earlier is None:
            return
        if same_pool:
            if earlier_from(body) != _said(selection):
                yield "scenes_before"
        elif same_pictures and same_scene and before.meaning == selection.meaning:
            # Answers about the scenes before name pictures by their places in one pool. Nothing
            # else that this scene depends on differs.
            yield "scenes_before"

    def _causes_in_rules(self, identity: str, now: CompiledRules) -> tuple[Cause, ...]:
        """Whether the rules differ, or the video model that they pick for, or both.

        Args:
            identity: The hash of the rule set of the decision.
            now: The rules of the selection, of another digest.
        """
        key = identity, now.digest
        if key not in self._in_rules:
            try:
                self._in_rules[key] = _rules_or_target(self._cache.rules(identity), now)
            except ProblemError:  # they cannot be read any more
                self._in_rules[key] = ("rules",)
        return self._in_rules[key]

    def _wanted_of_pictures(self, identity: str, now: CompiledRules) -> frozenset[str]:
        """What only some rules ask of pictures, and these or those of now do.

        Args:
            identity: The hash of the rule set of the decision.
            now: The rules of the selection.
        """
        if identity not in self._wanted:
            try:
                wanted = _wanted_by(self._cache.rules(identity))
            except ProblemError:  # they cannot be read any more, and may have wanted anything
                wanted = _ONLY_SOME_ASK
            self._wanted[identity] = wanted
        return self._wanted[identity] | _wanted_by(now)

    def _is_same_pool(
        self,
        identity: str,
        before: AssetPool,
        now: AssetPool,
        wanted: frozenset[str],
    ) -> bool:
        """Say if two pools have the same facts: the same two are compared for every scene.

        Args:
            identity: The hash of the pool of the decision.
            before: That pool.
            now: The pool of the selection.
            wanted: The facts that the rules ask for.
        """
        key = identity, now, wanted
        if key not in self._same_pools:
            self._same_pools[key] = _are_alike(before, now, wanted)
        return self._same_pools[key]

    def _scene_bodies(self, identities: Sequence[str]) -> dict[str, str]:
        """The stored texts of scenes, in one query."""
        wanted = CONTENTS.c.id.in_(set(identities))
        rows = self._connection.execute(select(CONTENTS).where(wanted))
        return {row.id: row.body for row in rows}

    def _rules_digest(self, identity: str) -> str | None:
        if identity not in self._digests:
            its = RULE_SETS.c.id == identity
            query = select(RULE_SETS.c.digest).where(its)
            self._digests[identity] = self._connection.scalar(query)
        return self._digests[identity]


def _rules_or_target(before: CompiledRules, now: CompiledRules) -> tuple[Cause, ...]:
    """What differs between two rule sets: what they say, the video model, or both."""
    model = now.plan.target or before.plan.target
    if model is None or now.plan.target == before.plan.target:
        return ("rules",)
    digests = set()
    for rules in (before, now):
        aimed = under_target(rules.plan, model)
        form = effective_form(aimed, rules.rule_set.language)
        digests.add(digest_of(form))
    if len(digests) == 1:
        return ("video_model",)
    return ("rules", "video_model")


def _same_pictures(pool: AssetPool, places: tuple[int, ...], selection: Selection) -> bool:
    if len(places) != len(selection.places):
        return False
    for before, now in zip(places, selection.places, strict=True):
        if not is_same_picture(pool.rows[before], selection.pool.rows[now]):
            return False
    return True


def _lost_and_gained(was: Sequence[Picture], selection: Selection) -> dict[str, Any]:
    """What is no longer sent, what was not sent before, and whether anything is sent."""
    rows = selection.pool.rows
    now = [rows[place] for place in selection.places]
    lost = _without(was, now)
    gained = _without(now, was)
    both = [*was, *now]
    return {
        "lost": _names(lost, both),
        "gained": _names(gained, both),
        "sends_nothing": not now,
    }


def _without(pictures: Sequence[Picture], others: Sequence[Picture]) -> list[Picture]:
    """Those of some pictures that are not among others."""

    def is_there(picture: Picture) -> bool:
        for other in others:  # noqa: SIM110  # one idea a line
            if is_same_picture(picture, other):
                return True
        return False

    return list(filterfalse(is_there, pictures))


def _names(pictures: Sequence[Picture], others: Sequence[Picture]) -> tuple[str, ...]:
    """The tags of pictures; where another picture of a tag goes or went, with what tells them."""
    names = []
    for picture in pictures:
        tag = picture.tag
        crops = set()
        for other in others:
            if other.tag == tag and not is_same_picture(other, picture):
                crops.add(other.crop)
        name = tag
        if picture.crop in crops:
            which = picture.address or picture.id
            name = f"{tag} ({which})"
        elif crops:
            name = f"{tag} ({picture.crop})"
        names.append(name)
    return tuple(names)


def _named_among(picture: Picture, rows: Sequence[Picture], places: Iterable[int]) -> str:
    """The tag of a picture that is sent; where another of the tag is, too, which it is."""
    others = [rows[place] for place in places if rows[place] is not picture]
    (name,) = _names([picture], others)
    return name


def _said(selection: Selection) -> Given | None:
    """What the rules were answered about the scenes before."""
    if selection.earlier is None:
        return None
    return selection.earlier.said


def _facts_of_scene(scene: Scene, wanted: Collection[str]) -> tuple[object, ...]:
    """The facts of a scene that choices depend on, with those that the rules ask about."""
    placements = []
    for placement in scene.placements:
        more = [getattr(placement, name, None) for name in sorted(wanted)]
        placements.append((placement.tag, _OF_PLACEMENT(placement), more))
    return scene.shot, placements, [getattr(scene, name, None) for name in sorted(wanted)]


def _tags_of(scene: Scene) -> Iterator[str]:
    for placement in scene.placements:
        yield placement.tag


def _are_alike(
    before: AssetPool,
    now: AssetPool,
    wanted: Collection[str],
    tags: Collection[str] | None = None,
) -> bool:
    """Say if pictures of two pools have the same facts.

    Args:
        before: A pool.
        now: Another.
        wanted: The facts that the rules ask for.
        tags: Those of a scene and of what it sends: only whom they name can matter to it. None for
            whole pools.
    """
    facts = []
    for pool in (before, now):
        places: Iterable[int] = range(len(pool))
        if tags is not None:
            places = _places_of(pool, tags)
        facts.append(_facts_of_pictures_at(pool, places, wanted))
    return facts[0] == facts[1]


def _places_of(pool: AssetPool, tags: Iterable[str]) -> list[int]:
    """The places of all pictures of whomever some tags name, in order."""
    places: set[int] = set()
    for tag in tags:
        for individual in pool.individuals_of(tag):
            places.update(pool.members[individual])
    return sorted(places)


def _facts_of_pictures_at(
    pool: AssetPool, places: Iterable[int], wanted: Collection[str]
) -> list[tuple[object, ...]]:
    """The facts of pictures that choices depend on, in order, with those that the rules ask about.

    A source, and what a picture shows, are numbered as they are met: ids in a folder differ from
    those in its database.
    """
    rows = [(pool.rows[place], pool.individuals[place]) for place in places]
    sources: dict[str | None, int] = {}
    shown: dict[int, int] = {}
    for nth, (row, individual) in enumerate(rows):
        shown.setdefault(individual, nth)
        if row.id is not None:
            sources[row.id] = nth
    facts: list[tuple[object, ...]] = []
    for row, individual in rows:
        more = [getattr(row, name, None) for name in sorted(wanted)]
        facts.append((_OF_PICTURE(row), sources.get(row.source), shown[individual], more))
    return facts


def _wanted_by(rules: CompiledRules) -> frozenset[str]:
    """What rules ask of pictures that only some do."""
    wanted: set[str] = set()
    for each in rules.plan.requirements():
        wanted.update(each.word.asks_about)
    return _ONLY_SOME_ASK & wanted


def _facts_of_placements() -> Iterator[str]:
    """The facts of placements that conditions of the language look at."""
    for word in CONDITIONS.values():
        if word.looks_at == "placement":
            yield word.fact


_OF_PLACEMENT = attrgetter(*_facts_of_placements())
ALWAYS_COMPARED = ("tag", "type", "is_face", "quality", "individual", "address", "held")
"""What joins and ranks pictures, or keeps them from being sent, whatever the rules ask."""
_OF_PICTURE = attrgetter(*ALWAYS_COMPARED)
_ONLY_SOME_ASK = frozenset(("name", "labels"))
"""What else is stored of every picture."""
