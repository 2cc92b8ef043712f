"""The default rules as a good programmer would write them by hand in Python: fast, exact, and fixed for ever.

`Prepared` reads and indexes a pool, `read` a scene manifest, `choose` picks from both, and `choose_raw` does all of it
in one go. They follow the whole contract (text, gaps, individuals, nearness, placed tags, one photograph once, ties,
caps) and use nothing of ours: they are what ours is measured against.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from numbers import Real
from typing import Any, Literal

Placed = Sequence[tuple[str, str]]
RULES = {
    "close_up": "close_up", "closeup": "close_up", "cu": "close_up",
    "two_shot": "two_shot", "twoshot": "two_shot", "2_shot": "two_shot", "two_hander": "two_shot",
    "establishing": "establishing", "establishing_shot": "establishing",
    "wide_shot": "wide_shot", "wide": "wide_shot", "ws": "wide_shot",
}  # fmt: skip
ROLES = frozenset(("subject", "interaction_target", "background", "environment", "prop"))

POSITION, PLACE = 1 << 20, (1 << 20) - 1
SCORE, NEARNESS = 1 << 40, 1 << 60
NONE = 3 * NEARNESS
"""A picture in the running is one number, lowest first: its score's rank, then the placement, then its place."""


# Text and gaps


def plain(text: str) -> str:
    """Tags, ids and names: composed, without invisible characters."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join([each for each in composed if unicodedata.category(each) != "Cf"])


def fold(text: str) -> str:
    """Names of shots and roles: `Close-Up`, ` close  up ` and `CLOSE—UP` are all `close_up`."""
    if not text.isascii():
        seen = [
            each
            for each in unicodedata.normalize("NFKC", text)
            if unicodedata.category(each) != "Cf"
        ]
        text = "".join(["-" if unicodedata.category(each) == "Pd" else each for each in seen])
        return _GAPS.sub("_", text.casefold()).strip("_")
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())


_GAPS = re.compile(
    "[\\s_\u2043\u2053\u2212-]+"
)  # with the dashes that Unicode does not call dashes


def is_gap(value: object) -> bool:
    """Whether a value stands for none: None itself, or what is not equal to itself, as data frames write."""
    if value is None:
        return True
    try:
        return bool(value != value)  # NaN and NaT
    except TypeError:
        return True  # NA answers neither yes nor no


def is_score(value: object) -> bool:
    """Whether a value is a number from 0 to 10, of whatever kind."""
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return False
    number: Any = value
    return bool(0 <= number <= 10)


def name_of(value: object) -> str | None:
    """An id or the name of an individual as text; none where it is empty."""
    if type(value) is str:
        return plain(value) or None
    if is_gap(value):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain(str(value)) or None


def type_of(value: object) -> str:
    """An asset type in lower case; of an enum, its value if that is text, else its name."""
    if type(value) is not str:
        inner = getattr(value, "value", value)
        value = inner if isinstance(inner, str) else getattr(value, "name", "")
    return str(value).casefold()


# The pool

KINDS = {"environment": 0, "prop": 1, "vehicle": 1, "character": 2}
"""The types that a rule asks for, by the turn they have in an establishing shot; any other type has none."""


Bests = tuple[int, int, int | None, int | None, int, int, int]


class Prepared:
    """A pool, read and indexed: the pictures under each tag, of each individual, of each lineage."""

    __slots__ = (
        "_lineage", "_ranked", "assets", "by_tag", "face", "individual", "kind", "links", "members", "photo", "score",
        "tags",
    )  # fmt: skip

    def __init__(self, assets: Sequence[Any]) -> None:
        self.assets = assets = list({id(asset): asset for asset in assets}.values())
        self.tags: list[str] = []
        self.kind: list[int] = []
        self.face: list[bool] = []
        self.score: list[Any] = []
        self.photo: list[int] = []  # the place of the first picture with the same address
        kinds: list[str] = []
        names: list[str | None] = []
        sources: list[str | None] = []
        ids: dict[str, int] = {}
        photos: dict[Any, int] = {}
        for place, asset in enumerate(assets):
            tag, kind = asset.manifest_tag, asset.asset_type
            score: Any = getattr(asset, "quality_score", None)
            face = getattr(asset, "is_face_crop", None)
            identity, source = getattr(asset, "id", None), getattr(asset, "source_asset_id", None)
            name, address = (
                getattr(asset, "individual", None),
                getattr(asset, "reference_image_url", None),
            )
            if not isinstance(tag, str):
                raise TypeError(place)
            tag, kind = plain(tag), kind.casefold() if type(kind) is str else type_of(kind)
            if not kind or not tag or tag.isspace():
                raise ValueError(place)
            if type(score) is not float or not 0 <= score <= 10:
                if is_gap(score):
                    score = 0
                elif not is_score(score):
                    raise ValueError(place)
            if face is not True and face is not False:
                face = False if is_gap(face) else face
                if face not in (0, 1):
                    raise ValueError(place)
            if identity is not None:
                identity = name_of(identity)
                if identity is not None and ids.setdefault(identity, place) != place:
                    raise ValueError(place)
            self.tags.append(tag)
            self.kind.append(KINDS.get(kind, 3))
            self.face.append(face == 1)
            self.score.append(-score)
            self.photo.append(
                place if not address or is_gap(address) else photos.setdefault(address, place)
            )
            kinds.append(kind)
            names.append(None if name is None else name_of(name))
            sources.append(None if source is None else name_of(source))
        self._join(kinds, names, sources, ids)
        self._lineage: list[int] | None = None
        self._ranked: dict[str, Any] | None = None

    def _join(
        self,
        kinds: list[str],
        names: list[str | None],
        sources: list[str | None],
        ids: dict[str, int],
    ) -> None:
        first: dict[tuple[bool, str], int] = {}
        root = [
            first.setdefault((name is None, tag if name is None else name), place)
            for place, (tag, name) in enumerate(zip(self.tags, names, strict=True))
        ]
        self.links: list[tuple[int, int]] = []
        cut: dict[int, list[int]] = {}
        for place, source in enumerate(sources):
            if source is not None:
                at = ids.get(source)
                if at is not None and at != place:
                    self.links.append((at, place))
                    if kinds[at] == kinds[place]:
                        cut.setdefault(at, []).append(place)
        for at, children in cut.items():
            if len(children) == 1 or (
                len({self.tags[child] for child in children if self.face[child]}) <= 1
                and len({self.tags[child] for child in children if not self.face[child]}) <= 1
            ):
                for child in children:
                    if names[child] is None:
                        unite(root, at, child)
        self.individual = [find(root, place) for place in range(len(root))] if cut else root
        self.by_tag: dict[str, list[int]] = {}
        self.members: dict[int, list[int]] = {}
        for place, (tag, individual) in enumerate(zip(self.tags, self.individual, strict=True)):
            self.by_tag.setdefault(tag, []).append(place)
            self.members.setdefault(individual, []).append(place)

    def lineage(self) -> list[int]:
        """For each picture a number that it shares with what is cut from it, and what it is cut from."""
        if self._lineage is None:
            root, individual = list(range(len(self.tags))), self.individual
            for at, child in self.links:
                if individual[at] == individual[child]:
                    unite(root, at, child)
            self._lineage = [find(root, place) for place in range(len(root))]
        return self._lineage

    def ranked(self) -> dict[str, Any]:
        """For each tag that is placed without another of its individual: the individual and its best pictures.

        That is (individual, type, face, full, any, face else full, full else face), each picture as its number in the
        running. False for a tag that must be looked at closely: its pictures show several individuals, or there are
        several types, a shared photograph or very many among those of the individual.
        """
        if self._ranked is None:
            order = {score: rank * SCORE for rank, score in enumerate(sorted(set(self.score)), 1)}
            numbers = [order[score] + place for place, score in enumerate(self.score)]
            shared = {photo for place, photo in enumerate(self.photo) if photo != place}
            self._ranked = {
                tag: self._bests(own, numbers, shared) for tag, own in self.by_tag.items()
            }
        return self._ranked

    def _bests(
        self, own: list[int], numbers: list[int], shared: set[int]
    ) -> Bests | Literal[False]:
        one = own[0]
        individual, kind = self.individual[one], self.kind[one]
        members = self.members[individual]
        if len(members) == len(own) == 1:
            if self.photo[one] in shared:
                return False
            number = numbers[one]
            if self.face[one]:
                return individual, kind, number, None, number, number, number
            return individual, kind, None, number, number, number, number
        if len(members) > 50:
            return False
        near: set[int] = set()
        lineage = None
        if len(own) != len(members):
            lineage = self.lineage()
            near = {lineage[place] for place in own}
        face = full = NONE
        own_tag = self.tags[one]
        left = len(own)
        for place in members:
            if self.kind[place] != kind or self.photo[place] in shared:
                return False
            number = numbers[place]
            if self.tags[place] == own_tag:
                left -= 1
            elif lineage is not None:
                number += NEARNESS if lineage[place] in near else 2 * NEARNESS
            if self.face[place]:
                if number < face:
                    face = number
            elif number < full:
                full = number
        if left:
            return False
        best = min(face, full) % NEARNESS
        face, full = face % NEARNESS, full % NEARNESS
        if not face:
            return individual, kind, None, full, best, full, full
        if not full:
            return individual, kind, face, None, best, face, face
        return individual, kind, face, full, best, face, full


def find(root: list[int], place: int) -> int:
    while root[place] != place:
        root[place] = root[root[place]]
        place = root[place]
    return place


def unite(root: list[int], one: int, other: int) -> None:
    one, other = find(root, one), find(root, other)
    if one < other:
        root[other] = one
    else:
        root[one] = other


# The scene


def read(manifest: Mapping[str, Any]) -> tuple[str, Placed]:
    """The folded shot type and the (tag, role) pairs of a raw manifest, checked."""
    shot, placements = manifest["composition"]["shot_type"], manifest["placements"]
    if type(shot) is not str or type(placements) is not list:
        raise ValueError("malformed")
    shot = fold(shot)
    if not shot:
        raise ValueError("malformed")
    placed = []
    for placement in placements:
        tag, role = placement["asset_tag"], placement["role"]
        if type(tag) is not str or type(role) is not str:
            raise ValueError("malformed")
        tag = tag.strip() if tag.isascii() else plain(tag).strip()
        if tag[:1] == "[" and tag[-1:] == "]":
            tag = tag[1:-1].strip()
        if role not in ROLES:
            role = fold(role)
        if not tag or not role:
            raise ValueError("malformed")
        placed.append((tag, role))
    return shot, placed


# The choice


def choose(shot: str, placed: Placed, pool: Prepared) -> list[Any]:
    """The assets of a read scene: `shot` folded, `placed` its (tag, role) pairs with folded roles."""
    rule = RULES.get(shot, "default")
    places = QUICK[rule](placed, pool)
    if places is None:
        places = _carefully(rule, placed, pool)
    assets = pool.assets
    return [assets[place] for place in places]


def choose_raw(manifest: Mapping[str, Any], assets: Sequence[Any]) -> list[Any]:
    """The assets of a raw manifest from a plain list; everything is checked, nothing is kept."""
    shot, placed = read(manifest)
    pool = Prepared(assets)
    return [pool.assets[place] for place in _carefully(RULES.get(shot, "default"), placed, pool)]


def _close_up(placed: Placed, pool: Prepared) -> list[int] | None:
    ranked = pool._ranked or pool.ranked()
    faces, fulls, rooms, seen = [], [], [], []
    at = 0
    for tag, role in placed:
        known = ranked.get(tag)
        if known:
            individual, kind, face, full, _, face_best, _ = known
            seen.append(individual)
            if role == "subject":  # of which nothing is left for the third step, if that is reached
                if face is not None:
                    faces.append(face + at)
                if full is not None:
                    fulls.append(full + at)
            elif kind == 0:
                rooms.append(face_best + at)
        elif known is False:
            return None
        at += POSITION
    if len(seen) > 1 and len(set(seen)) != len(seen):
        return None
    return _taken(faces, fulls, rooms)


def _two_shot(placed: Placed, pool: Prepared) -> list[int] | None:
    ranked = pool._ranked or pool.ranked()
    people, rooms, seen = [], [], []
    at = 0
    for tag, role in placed:
        known = ranked.get(tag)
        if known:
            seen.append(known[0])
            kind = known[1]
            if kind == 2:
                if role == "subject" or role == "interaction_target":
                    people.append(known[5] + at)
            elif kind == 0:
                rooms.append(known[5] + at)
        elif known is False:
            return None
        at += POSITION
    if len(seen) > 1 and len(set(seen)) != len(seen):
        return None
    if len(people) > 2:
        people.sort()
        del people[2:]
    return _taken(people, rooms, ())


def _establishing(placed: Placed, pool: Prepared) -> list[int] | None:
    ranked = pool._ranked or pool.ranked()
    by_kind: tuple[list[int], ...] = [], [], [], []
    seen = []
    at = 0
    for tag, _ in placed:
        known = ranked.get(tag)
        if known:
            seen.append(known[0])
            by_kind[known[1]].append(known[6] + at)
        elif known is False:
            return None
        at += POSITION
    if len(seen) > 1 and len(set(seen)) != len(seen):
        return None
    return _taken(by_kind[0], by_kind[1], by_kind[2])


def _by_role(best: int) -> Callable[[Placed, Prepared], list[int] | None]:
    def quick(placed: Placed, pool: Prepared) -> list[int] | None:
        ranked = pool._ranked or pool.ranked()
        subjects, targets, around, seen = [], [], [], []
        at = 0
        for tag, role in placed:
            known = ranked.get(tag)
            if known:
                seen.append(known[0])
                if role == "subject":
                    subjects.append(known[best] + at)
                elif role == "interaction_target":
                    targets.append(known[best] + at)
                elif role == "background" or role == "environment":
                    around.append(known[best] + at)
            elif known is False:
                return None
            at += POSITION
        if len(seen) > 1 and len(set(seen)) != len(seen):
            return None
        return _taken(subjects, targets, around)

    return quick


QUICK = {
    "close_up": _close_up,
    "two_shot": _two_shot,
    "establishing": _establishing,
    "wide_shot": _by_role(6),
    "default": _by_role(4),
}


def _taken(first: list[int], second: list[int], third: Sequence[int]) -> list[int]:
    """The first three pictures in the running, step by step."""
    if len(first) > 1:
        first.sort()
    if len(first) < 3:
        if second:
            if len(second) > 1:
                second.sort()
            first += second
        if third and len(first) < 3:
            first += sorted(third) if len(third) > 1 else third
    return [number & PLACE for number in first[:3]]


# Where an individual is placed twice, or a photograph is shared

Asked = list[tuple[int, str]]
"""Positions and roles of placements."""


def _meets(rule: str, kind: int, face: bool, role: str) -> tuple[int, ...]:  # noqa: FBT001  # a row of a table
    """The steps of a rule whose conditions a picture meets under a role."""
    if rule == "close_up":
        steps = [1 - face] if role == "subject" else []
        return (*steps, 2) if kind == 0 else tuple(steps)
    if rule == "two_shot":
        if kind == 2:
            return (0,) if role in ("subject", "interaction_target") else ()
        return (1,) if kind == 0 else ()
    if rule == "establishing":
        return (kind,) if kind < 3 else ()
    return {
        "subject": (0,),
        "interaction_target": (1,),
        "background": (2,),
        "environment": (2,),
    }.get(role, ())


MEETS = {
    rule: [
        [{role: _meets(rule, kind, face, role) for role in (*ROLES, "")} for face in (False, True)]
        for kind in range(4)
    ]
    for rule in QUICK
}
"""By rule, type and face: the steps for each role; any other role meets what the empty one does."""
PREFER = {
    "close_up": True,
    "two_shot": True,
    "establishing": False,
    "wide_shot": False,
    "default": None,
}


def _carefully(rule: str, placed: Placed, pool: Prepared) -> list[int]:
    """What goes, worked out directly: every picture of every individual is held to every step."""
    both_crops = rule == "close_up"
    photo, face, score = pool.photo, pool.face, pool.score
    picked: list[int] = []
    gone: list[int] = []
    for number, standings in enumerate(_standings(rule, placed, pool)):
        running = []
        for under, places, sent in standings:
            if sent and not both_crops:
                continue
            for place in places:
                if photo[place] not in gone and face[place] not in sent:
                    running.append((score[place], under, place, sent))
                    break
        if len(running) > 1:
            running.sort()
        left = 2 if number == 0 and rule == "two_shot" else 3
        for _, _, place, sent in running:
            if photo[place] not in gone:
                picked.append(place)
                if len(picked) == 3:
                    return picked
                gone.append(photo[place])
                sent.append(face[place])
                left -= 1
                if not left:
                    break
    return picked


def _standings(rule: str, placed: Placed, pool: Prepared) -> tuple[list[Any], ...]:
    """By step, for each individual: its earliest placement that meets it, its pictures, best first, and what it sent."""
    tags, kind, face, individual_of, members_of = (
        pool.tags,
        pool.kind,
        pool.face,
        pool.individual,
        pool.members,
    )
    own: dict[str, Asked] = {}
    offered: dict[int, Asked] = {}
    for position, (tag, role) in enumerate(placed):
        places = pool.by_tag.get(tag)
        if places is None:
            continue
        asked = position, role
        if tag in own:
            own[tag].append(asked)
        else:
            own[tag] = [asked]
        for individual in (
            (individual_of[places[0]],)
            if len(places) == 1
            else {individual_of[one] for one in places}
        ):
            if individual in offered:
                offered[individual].append(asked)
            else:
                offered[individual] = [asked]
    meets, prefer = MEETS[rule], PREFER[rule]
    steps: tuple[list[Any], ...] = [], [], []
    for individual, offers in offered.items():
        members = members_of[individual]
        if len(members) > 1:
            members = _best_first(members, own, pool, prefer)
        sent: list[bool] = []
        found: dict[int, Any] = {}
        for place in members:
            met = meets[kind[place]][face[place]]
            for position, role in own.get(tags[place], offers):
                for step in met[role] if role in met else met[""]:
                    standing = found.get(step)
                    if standing is None:
                        found[step] = standing = [position, [place], sent]
                        steps[step].append(standing)
                    else:
                        if position < standing[0]:
                            standing[0] = position
                        if standing[1][-1] != place:
                            standing[1].append(place)
    return steps


def _best_first(
    members: list[int],
    placed: Mapping[str, Any],
    pool: Prepared,
    prefer: bool | None,  # noqa: FBT001
) -> list[int]:
    """The pictures of one individual by preference, nearness to what is placed, score, and place."""
    tags, face, score = pool.tags, pool.face, pool.score
    near = [place for place in members if tags[place] in placed]
    ranked: list[Any]
    if len(near) == len(members):
        ranked = [
            (prefer is not None and face[place] is not prefer, score[place], place)
            for place in members
        ]
    else:
        lineage = pool.lineage()
        lineages = {lineage[place] for place in near}
        ranked = []
        for place in members:
            nearness = 0 if tags[place] in placed else 1 if lineage[place] in lineages else 2
            ranked.append(
                (prefer is not None and face[place] is not prefer, nearness, score[place], place)
            )
    ranked.sort()
    return [each[-1] for each in ranked]
