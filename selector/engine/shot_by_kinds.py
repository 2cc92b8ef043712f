"""A shot rule in; what it makes of the pictures and the placements of each kind out.

Which steps a picture meets under a placement is asked for every picture of every scene. It depends
on the kinds of the two alone (`selector.engine.alike`), so it is worked out once for each kind, as
bits of a number, bit 0 for the first step: those of the steps whose conditions on the picture are
met, and those whose conditions on the placement are. The steps that a picture meets under a
placement are the bits that both have.

`close_up` wants the subject's face, then the subject, then places:

>>> from selector import AssetPool, load_rules
>>> from selector.engine.alike import PICTURES_BY_WORDS, PLACEMENTS_BY_WORDS
>>> from selector.model.scene import Placement
>>> shot_plan = load_rules().plan.by_name["close_up"]
>>> shot = ShotByKinds(shot_plan, PICTURES_BY_WORDS, PLACEMENTS_BY_WORDS)
>>> (face,) = AssetPool([
...     {"manifest_tag": "YU", "asset_type": "character", "is_face_crop": True},
... ]).rows
>>> on_picture = shot.for_picture[PICTURES_BY_WORDS.of(face)].steps
>>> subject, prop = Placement("YU", "subject"), Placement("YU", "prop")
>>> on_placement = [
...     shot.steps_for_placement[PLACEMENTS_BY_WORDS.of(each)] for each in (subject, prop)
... ]
>>> bin(on_picture), list(map(bin, on_placement))
('0b1', ['0b111', '0b100'])
>>> [list(bits_set(on_picture & steps)) for steps in on_placement]
[[0], []]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from selector.engine.individual_rules import preferred_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selector.engine.alike import Kinds
    from selector.engine.plan import ShotPlan
    from selector.language.condition import LooksAt
    from selector.language.facts import Picture
    from selector.model.scene import Placement


class ForKind(NamedTuple):
    """What a shot rule makes of the pictures of one kind.

    Attributes:
        steps: Those whose conditions on the picture they meet, as bits.
        preferred: The index of their crop in `prefer`.
        sendable: Whether `pictures_each` lets that crop go at all.
        is_face: Whether they are face crops.
    """

    steps: int
    preferred: int
    sendable: bool
    is_face: bool


class _ForPicture(dict[int, ForKind]):
    """What one shot rule makes of each kind of picture, worked out when it is first wanted."""

    def __init__(self, shot: ShotByKinds) -> None:
        self._shot = shot

    def __missing__(self, kind: int) -> ForKind:
        known = self[kind] = self._shot.judged(kind)
        return known


class _StepsForPlacement(dict[int, int]):
    """The steps whose conditions on the placement each kind of placement meets, as bits."""

    def __init__(self, shot: ShotByKinds) -> None:
        self._shot = shot

    def __missing__(self, kind: int) -> int:
        sample = self._shot.placement_kinds.samples[kind]
        steps = self[kind] = self._shot.steps_met(sample, "placement")
        return steps


class ShotByKinds:
    """What one shot rule makes of each kind, worked out once, when it is wanted.

    Args:
        shot_plan: The shot rule, compiled.
        picture_kinds: The kinds of pictures that its rule set distinguishes.
        placement_kinds: The kinds of placements that its rule set distinguishes.

    Attributes:
        for_picture: What it makes of the pictures of a kind.
        steps_for_placement: The steps whose conditions on the placement a kind meets, as bits.
    """

    def __init__(
        self,
        shot_plan: ShotPlan,
        picture_kinds: Kinds[Picture],
        placement_kinds: Kinds[Placement],
    ) -> None:
        self.shot_plan = shot_plan
        self.picture_kinds = picture_kinds
        self.placement_kinds = placement_kinds
        self.for_picture = _ForPicture(self)
        self.steps_for_placement = _StepsForPlacement(self)

    def judged(self, kind: int) -> ForKind:
        """What the shot rule makes of the pictures of one kind."""
        sample = self.picture_kinds.samples[kind]
        each = self.shot_plan.pictures_each
        return ForKind(
            steps=self.steps_met(sample, "picture"),
            preferred=preferred_place(self.shot_plan, sample.crop),
            sendable=isinstance(each, int) or sample.crop in each,
            is_face=sample.is_face,
        )

    def steps_met(self, seen: Picture | Placement, looks_at: LooksAt) -> int:
        """The steps whose conditions on a picture, or on a placement, it meets, as bits."""
        met = 0
        for number, step in enumerate(self.shot_plan.steps):
            conditions = [each for each in step.conditions if each.word.looks_at == looks_at]
            if all(each.is_met_by(seen) for each in conditions):
                met |= 1 << number
        return met


def bits_set(bits: int) -> Sequence[int]:
    """The numbers of the bits that are set, rising."""
    if bits < len(_FEW_BITS):
        return _FEW_BITS[bits]
    return tuple(_set_bits(bits))


def _set_bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


_FEW_BITS = tuple(tuple(_set_bits(bits)) for bits in range(64))
"""The answer for up to six steps or placements, which is most."""
