"""What a scene may know of the scenes before it: what was placed, sent, noted and worn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.naive_language.pool import Picture, Pool
from tests.naive_language.scenes import Scene, is_written
from tests.naive_language.text import alike, stands_in


@dataclass(frozen=True, kw_only=True)
class Who:
    """ "It names individuals by their outright names and tags." """

    names: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Past:
    """One scene of the film so far.

    "A scene that cannot be read is still the scene before: nothing placed, sent or noted."
    """

    number: str | None = None
    continuity: tuple[str, ...] = ()
    placed: tuple[Who, ...] = ()
    worn: tuple[tuple[Who, str], ...] = ()
    sent: tuple[tuple[str, ...], ...] = ()


Film = tuple[Past, ...]
"""The scenes so far, in film order."""


def who(pool: Pool, individual: int) -> Who:
    """An individual, as a film so far names it."""
    pictures = pool.of(individual)
    names = [each.outright for each in pictures if each.outright is not None]
    return Who(names=tuple(dict.fromkeys(names)), tags=tuple(each.tag for each in pictures))


def is_same(one: Who, other: Who) -> bool:
    """Outright names tell individuals apart; those without any are told apart by their tags."""
    if one.names or other.names:
        return any(name in other.names for name in one.names)
    return any(tag in other.tags for tag in one.tags)


def which(picture: Picture) -> tuple[str, ...]:
    """ "Pictures by id (else by tag and address)." """
    if picture.id is not None:
        return ("id", picture.id)
    return ("tag and address", picture.tag, picture.address or "")


def past(pool: Pool, scene: Scene, sent: Sequence[Picture]) -> Past:
    """What the next scene may know of this one."""
    placed: list[Who] = []
    worn: list[tuple[Who, str]] = []
    for placement in scene.placements:
        for individual in individuals_placed(pool, placement.tag):
            placed.append(who(pool, individual))
            if is_written(placement.wardrobe):
                worn.append((placed[-1], placement.wardrobe))
    return Past(
        number=scene.number,
        continuity=scene.continuity,
        placed=tuple(placed),
        worn=tuple(worn),
        sent=tuple(which(picture) for picture in sent),
    )


def individuals_placed(pool: Pool, tag: str) -> list[int]:
    """Whom a placement with this tag places: each individual that has a picture so tagged."""
    found = [pool.individual(picture) for picture in pool.pictures if picture.tag == tag]
    return list(dict.fromkeys(found))


def places(scene: Past, individual: Who) -> bool:
    """Whether that scene places the individual."""
    return any(is_same(individual, each) for each in scene.placed)


def worn_before(earlier: Film, individual: Who) -> str:
    """What an individual wears where its placement does not say.

    "The one that the last earlier scene of the film noted for its individual (its last placement there): a
    wardrobe holds until the next note."
    """
    for scene in reversed(earlier):
        for each, note in reversed(scene.worn):
            if is_same(individual, each):
                return note
    return ""


def bears(scene: Past, text: str) -> bool:
    """ "The scenes so far that bear it as their number or have it as a note." """
    return alike(scene.number, text) or any(stands_in(text, note) for note in scene.continuity)
