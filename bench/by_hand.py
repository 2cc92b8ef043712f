"""The default rules as a good programmer would write them by hand in Python: fast, exact, and fixed for ever.

Two forms: `prepare` + `choose` for read scenes and a prepared pool, and `choose_raw`, which checks, indexes and chooses
from the raw input in one go. Both follow the whole contract: individuals, joins, ties, placed tags, caps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from selector.model.vocabulary import fold

Placed = Sequence[tuple[str, str]]
RULES = {
    "close_up": "close_up", "closeup": "close_up", "cu": "close_up",
    "two_shot": "two_shot", "twoshot": "two_shot", "2_shot": "two_shot", "two_hander": "two_shot",
    "establishing": "establishing", "establishing_shot": "establishing",
    "wide_shot": "wide_shot", "wide": "wide_shot", "ws": "wide_shot",
}  # fmt: skip


class Prepared:
    """A pool, indexed: the pictures under each tag, and the pictures of each individual."""

    __slots__ = ("_ranked", "assets", "by_tag", "face", "individual", "kind", "members", "score", "tags")

    def __init__(self, assets: Sequence[Any]) -> None:
        self.assets = assets = list({id(asset): asset for asset in assets}.values())
        self.tags: list[str] = []
        self.kind: list[str] = []
        self.face: list[bool] = []
        self.score: list[Any] = []
        names: list[str | None] = []
        sources: list[str | None] = []
        ids: dict[str, int] = {}
        for place, asset in enumerate(assets):
            tag, kind = asset.manifest_tag, asset.asset_type
            score, face = getattr(asset, "quality_score", None), getattr(asset, "is_face_crop", None)
            identity, source = getattr(asset, "id", None), getattr(asset, "source_asset_id", None)
            name = getattr(asset, "individual", None)
            if type(tag) is not str or not tag or type(kind) is not str or not kind:
                raise ValueError(place)
            if score is None:
                score = 0
            elif isinstance(score, bool) or not isinstance(score, int | float | Decimal) or not 0 <= score <= 10:
                raise ValueError(place)
            if face is not None and face not in (0, 1):
                raise ValueError(place)
            if identity is not None and identity != "":
                if str(identity) in ids:
                    raise ValueError(place)
                ids[str(identity)] = place
            self.tags.append(tag)
            self.kind.append(kind.lower())
            self.face.append(face == 1)
            self.score.append(-score)
            names.append(None if name is None or name == "" else str(name))
            sources.append(None if source is None else str(source))
        self._join(names, sources, ids)
        self._ranked: dict[str, tuple[Any, ...]] | None = None

    def ranked(self) -> dict[str, tuple[Any, ...]]:
        """For each tag: its individual, type, and the best face, full, of any crop, face first and full first."""
        if self._ranked is None:
            self._ranked = {}
            for tag, places in self.by_tag.items():
                if len({self.individual[place] for place in places}) == 1:
                    self._ranked[tag] = self._bests(self.individual[places[0]])
        return self._ranked

    def _bests(self, individual: int) -> tuple[Any, ...]:
        members = self.members[individual]
        faces = [(self.score[place], place) for place in members if self.face[place]]
        fulls = [(self.score[place], place) for place in members if not self.face[place]]
        face, full = min(faces, default=None), min(fulls, default=None)
        return individual, self.kind[members[0]], face, full, min(faces + fulls), face or full, full or face

    def _join(self, names: list[str | None], sources: list[str | None], ids: dict[str, int]) -> None:
        first: dict[tuple[bool, str], int] = {}
        root = [
            first.setdefault((name is None, tag if name is None else name), place)
            for place, (tag, name) in enumerate(zip(self.tags, names, strict=True))
        ]
        cut: dict[int, list[int]] = {}
        for place, source in enumerate(sources):
            if source is not None:
                at = ids.get(source)
                if at is not None and at != place and self.kind[at] == self.kind[place]:
                    cut.setdefault(at, []).append(place)

        def find(place: int) -> int:
            while root[place] != place:
                place = root[place]
            return place

        for at, children in cut.items():
            if len({self.tags[c] for c in children if self.face[c]}) <= 1:
                if len({self.tags[c] for c in children if not self.face[c]}) <= 1:
                    for child in children:
                        if names[child] is None:
                            one, other = find(at), find(child)
                            root[max(one, other)] = min(one, other)
        self.individual = [find(place) for place in range(len(root))]
        self.by_tag: dict[str, list[int]] = {}
        self.members: dict[int, list[int]] = {}
        for place, (tag, individual) in enumerate(zip(self.tags, self.individual, strict=True)):
            self.by_tag.setdefault(tag, []).append(place)
            self.members.setdefault(individual, []).append(place)


def choose(shot: str, placed: Placed, pool: Prepared) -> list[Any]:
    """The assets of a read scene: `shot` folded, `placed` its (tag, role) pairs with folded roles."""
    rule = RULES.get(shot, "default")
    places = _choose_ranked(rule, placed, pool)
    if places is None:
        places = CHOOSERS[rule](placed, pool)
    assets = pool.assets
    return [assets[place] for place in places]


def _choose_ranked(rule: str, placed: Placed, pool: Prepared) -> list[int] | None:
    """By what the pool has ranked beforehand; None where one individual is placed twice and must be looked at closely."""
    ranked = pool.ranked()
    first: list[Any] = []
    second: list[Any] = []
    third: list[Any] = []
    seen = set()
    placed_ones = 0
    for position, (tag, role) in enumerate(placed):
        known = ranked.get(tag)
        if known is None:
            continue
        individual, kind, faces, fulls, any_best, face_best, full_best = known
        seen.add(individual)
        placed_ones += 1
        if rule == "close_up":
            if role == "subject":
                if faces:
                    first.append((faces[0], position, faces[1], individual))
                if fulls:
                    second.append((fulls[0], position, fulls[1], individual))
            if kind == "environment":
                third.append((face_best[0], position, face_best[1], individual))
        elif rule == "two_shot":
            if kind == "character":
                if role == "subject" or role == "interaction_target":
                    first.append((face_best[0], position, face_best[1], individual))
            elif kind == "environment":
                second.append((face_best[0], position, face_best[1], individual))
        elif rule == "establishing":
            best = full_best[0], position, full_best[1], individual
            if kind == "environment":
                first.append(best)
            elif kind == "prop" or kind == "vehicle":
                second.append(best)
            elif kind == "character":
                third.append(best)
        else:
            one = full_best if rule == "wide_shot" else any_best
            if role == "subject":
                first.append((one[0], position, one[1], individual))
            elif role == "interaction_target":
                second.append((one[0], position, one[1], individual))
            elif role == "background" or role == "environment":
                third.append((one[0], position, one[1], individual))
    if len(seen) != placed_ones or (rule == "close_up" and third and (first or second)):
        return None
    if len(first) > 1:
        first.sort()
    picked = [each[2] for each in (first[:2] if rule == "two_shot" else first[:3])]
    for more in (second, third):
        if more and len(picked) < 3:
            if len(more) > 1:
                more.sort()
            picked += [each[2] for each in more[: 3 - len(picked)]]
    return picked


def choose_raw(manifest: Mapping[str, Any], assets: Sequence[Any]) -> list[Any]:
    """The assets of a raw manifest from a plain list; everything is checked, nothing is kept."""
    shot, placements = manifest["composition"]["shot_type"], manifest["placements"]
    if type(shot) is not str or not shot or type(placements) is not list:
        raise ValueError("malformed")
    placed = []
    for placement in placements:
        tag, role = placement["asset_tag"], placement["role"]
        if type(tag) is not str or type(role) is not str:
            raise ValueError("malformed")
        tag = tag.strip()
        if tag[:1] == "[" and tag[-1:] == "]":
            tag = tag[1:-1].strip()
        if role not in ROLES:
            role = fold(role)
        if not tag or not role:
            raise ValueError("malformed")
        placed.append((tag, role))
    pool = Prepared(assets)
    return [pool.assets[place] for place in CHOOSERS[RULES.get(fold(shot), "default")](placed, pool)]


ROLES = frozenset(("subject", "interaction_target", "background", "environment", "prop"))


def _offered(placed: Placed, pool: Prepared) -> list[tuple[int, str, int]]:
    """(place, role, position) of everything offered, by placement."""
    tags = {tag for tag, _ in placed}
    offered = []
    for position, (tag, role) in enumerate(placed):
        own = pool.by_tag.get(tag)
        if own is None:
            continue
        for place in own:
            offered.append((place, role, position))
        individual = pool.individual[own[0]]
        members = pool.members[individual]
        if len(members) != len(own) or len(own) > 1:
            for one in {pool.individual[place] for place in own}:
                for place in pool.members[one]:
                    if pool.tags[place] not in tags:
                        offered.append((place, role, position))
    return offered


def _close_up(placed: Placed, pool: Prepared) -> list[int]:
    offered = _offered(placed, pool)
    face, kind = pool.face, pool.kind
    picked: list[int] = []
    sent: set[tuple[int, bool]] = set()
    subjects = [each for each in offered if each[1] == "subject"]
    _take(pool, [each for each in subjects if face[each[0]]], picked, sent)
    if len(picked) < 3:
        _take(pool, [each for each in subjects if not face[each[0]]], picked, sent)
    if len(picked) < 3:
        _take(pool, [each for each in offered if kind[each[0]] == "environment"], picked, sent)
    return picked


def _take(
    pool: Prepared, candidates: list[tuple[int, str, int]], picked: list[int], sent: set[tuple[int, bool]]
) -> None:
    """One priority of the close-up: one face and one full picture of each individual, faces preferred."""
    individual_of, face, score = pool.individual, pool.face, pool.score
    best: dict[int, tuple[bool, Any, int]] = {}
    under: dict[int, int] = {}
    for place, _, position in candidates:
        individual = individual_of[place]
        if individual not in under or position < under[individual]:
            under[individual] = position
        if (individual, face[place]) in sent:
            continue
        rank = (not face[place], score[place], place)
        if individual not in best or rank < best[individual]:
            best[individual] = rank
    ranked = sorted((rank[1], under[individual], rank[2], individual) for individual, rank in best.items())
    for _, _, place, individual in ranked[: 3 - len(picked)]:
        picked.append(place)
        sent.add((individual, face[place]))


Step = tuple[Callable[[str, str], bool], int]
"""Whom a step wants, from type and role, and how many."""


def _once(steps: tuple[Step, ...], *, prefer: bool | None) -> Callable[[Placed, Prepared], list[int]]:
    """A chooser for rules that send one picture of each individual, with faces or full ones preferred, or neither."""

    def chooser(placed: Placed, pool: Prepared) -> list[int]:
        individual_of, face, score, kind = pool.individual, pool.face, pool.score, pool.kind
        offered = _offered(placed, pool)
        picked: list[int] = []
        shown: set[int] = set()
        for wanted, cap in steps:
            best: dict[int, tuple[bool, Any, int]] = {}
            under: dict[int, int] = {}
            for place, role, position in offered:
                individual = individual_of[place]
                if individual in shown or not wanted(kind[place], role):
                    continue
                if individual not in under or position < under[individual]:
                    under[individual] = position
                rank = (prefer is not None and face[place] is not prefer, score[place], place)
                if individual not in best or rank < best[individual]:
                    best[individual] = rank
            ranked = sorted((rank[1], under[individual], rank[2], individual) for individual, rank in best.items())
            for _, _, place, individual in ranked[: min(cap, 3 - len(picked))]:
                picked.append(place)
                shown.add(individual)
            if len(picked) == 3:
                break
        return picked

    return chooser


_BY_ROLE = (
    (lambda kind, role: role == "subject", 3),
    (lambda kind, role: role == "interaction_target", 3),
    (lambda kind, role: role == "background" or role == "environment", 3),
)
CHOOSERS: dict[str, Callable[[Placed, Prepared], list[int]]] = {
    "close_up": _close_up,
    "two_shot": _once(
        (
            (lambda kind, role: kind == "character" and (role == "subject" or role == "interaction_target"), 2),
            (lambda kind, role: kind == "environment", 3),
        ),
        prefer=True,
    ),
    "establishing": _once(
        (
            (lambda kind, role: kind == "environment", 3),
            (lambda kind, role: kind == "prop" or kind == "vehicle", 3),
            (lambda kind, role: kind == "character", 3),
        ),
        prefer=False,
    ),
    "wide_shot": _once(_BY_ROLE, prefer=False),
    "default": _once(_BY_ROLE, prefer=None),
}
