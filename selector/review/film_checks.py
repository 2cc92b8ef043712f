"""All that `selector check` has to say of a film: what its files have wrong, and what is true of it as a whole.

In: a film's folder. Out: problems, each at its place in the film's files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from os import scandir
from pathlib import Path
from posixpath import normpath

from selector.engine.manifest_values import bare_tag
from selector.engine.plan import NearShots
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.near_names import RUN, NearNames
from selector.model.problem import (
    Location,
    Problem,
    ProblemError,
    Related,
    Source,
    errors_of,
    shown,
)
from selector.model.vocabulary import ASSET_TYPES, ROLES, TYPES_BY_OTHER_WORDS, fold
from selector.reading.film import Film, read_film, read_film_scenes, rules_of
from selector.reading.films.film_assets import AssetLocations
from selector.reading.films.film_scenes import SceneRead
from selector.reading.load import load_rules
from selector.reading.text.problem_limit import ShownProblems

_MOST_FILES = 5_000
"""How many of the film's files are looked at for a name that is near a missing one."""

_NO_PICTURE = "Add a picture with this tag, or the scene goes without it."


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmChecked:
    """A film, if all but its scenes could be read; its own rule file, if it has one, which is not checked here.

    `scenes` is how many scenes were looked at; `problems` come in order of place.
    """

    film: Film | None
    rules_path: Path | None
    scenes: int
    problems: tuple[Problem, ...]


def check_film_folder(folder: Path, watch: Callable[[int], None] = lambda _: None) -> FilmChecked:
    """Everything wrong with a film. Each scene is read once, and `watch` is told how many have been."""
    scenes = 0

    def counted(reads: Iterable[SceneRead]) -> Iterator[SceneRead]:
        nonlocal scenes
        for scenes, read in enumerate(reads, 1):  # the count is wanted by whoever is outside
            watch(scenes)
            yield read

    film, problems = read_film(folder)
    found = ShownProblems()
    found.add(problems)
    if film is not None:
        found.add(check_film(film, counted(film.read_scenes()), _rules_for(film)))
    else:
        found.add(
            problem for read in counted(read_film_scenes(folder)) for problem in read.problems
        )
    return FilmChecked(
        film=film, rules_path=rules_of(folder), scenes=scenes, problems=found.in_order()
    )


def check_film(film: Film, scenes: Iterable[SceneRead], rules: Rules | None) -> Iterator[Problem]:
    """Everything worth saying about a film that can be read, with what is wrong with each of its scenes.

    `rules` are those that it is picked with; None where they cannot be used.
    """
    pool = film.pool()
    yield from unsendable_pictures(film)
    yield from unknown_types(film)
    yield from half_named_tags(film, pool)
    yield from tags_of_two_types(film)
    yield from unplaceable_tags(film)
    placed: set[str] = set()
    near = _near_in(pool, rules)
    usable = unread = 0
    for read in scenes:
        yield from read.problems
        if read.scene is None:
            unread += bool(errors_of(read.problems))
            continue
        usable += 1
        placed.update(placement.tag for placement in read.scene.placements)
        yield from unknown_tags(read, pool, near.tags)
        yield from unknown_roles(read, near.roles)
        yield from misspelt_shots(read, near.shots)
    if not unread:
        yield from nothing_there(film, usable)
        yield from unused_pictures(film, pool, placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """What the words of scenes may have meant, each made ready once for the whole film."""

    tags: NearNames
    roles: NearNames
    shots: NearShots | None


def _near_in(pool: AssetPool, rules: Rules | None) -> _Near:
    placeable = [tag for tag in pool.by_tag if not _is_unplaceable(tag)]
    return _Near(
        tags=NearNames(placeable, steps=RUN),
        roles=NearNames(ROLES, steps=RUN),
        shots=None if rules is None else NearShots(rules.plan, steps=RUN),
    )


def unsendable_pictures(film: Film) -> Iterator[Problem]:
    """F311, F306, F314, F363: a picture that never goes, because there is nothing to send."""
    files: NearNames | None = None
    for asset, places in zip(film.assets, film.asset_locations, strict=True):
        picture = asset.reference_image_url
        found = film.pictures.unsendable(picture)
        if found is None:
            continue
        at = places.of("reference_image_url")
        what, hint = f"The picture `{shown(picture)}` cannot be sent: {found.why}.", found.hint
        if picture is None or found.kind == "none":
            what = f"The asset with the tag `{shown(asset.manifest_tag)}` has no picture, so it never goes."
        elif found.kind == "outside":
            what = f"The picture `{shown(picture)}` lies outside the film folder."
        elif found.kind == "missing":
            files = files or NearNames(
                _files_of(film.folder), form=_as_path, cutoff=0.75, steps=RUN
            )
            what = f"There is no picture `{shown(picture)}`."
            near = files.did_you_mean(picture)
            hint = f"{near} If not, put the picture there." if near else hint
        yield Problem(at=at, code=_UNSENDABLE[found.kind], what=what, hint=hint)


_UNSENDABLE = {
    "none": "F363",
    "missing": "F311",
    "folder": "F311",
    "outside": "F306",
    "unusable": "F314",
}
"""The code for each way in which a picture cannot be sent."""


def unknown_types(film: Film) -> Iterator[Problem]:
    """F358: a type that no rule can ask for."""
    said: set[Location] = set()
    near = NearNames(ASSET_TYPES, steps=RUN)
    for asset, places in zip(film.assets, film.asset_locations, strict=True):
        if (
            asset.asset_type.casefold() not in ASSET_TYPES
            and (at := places.of("asset_type")) not in said
        ):
            said.add(at)
            known = f"The types are {', '.join(ASSET_TYPES)}."
            word = fold(asset.asset_type)
            hint = near.did_you_mean(TYPES_BY_OTHER_WORDS.get(word, word)) or known
            what = f"No rule can ask for the type `{shown(asset.asset_type)}`."
            yield Problem(at=at, code="F358", what=what, hint=hint)


def half_named_tags(film: Film, pool: AssetPool) -> Iterator[Problem]:
    """F356: of the pictures under one tag some name their individual and some do not, which makes them two.

    A nameless picture that is joined to the named ones by what it was cut from is one of theirs.
    """
    named: dict[str, tuple[str, int]] = {}
    for asset, individual in zip(film.assets, pool.individuals, strict=True):
        if asset.individual:
            named.setdefault(asset.manifest_tag, (asset.individual, individual))
    said: set[str] = set()
    for asset, places, individual in zip(
        film.assets, film.asset_locations, pool.individuals, strict=True
    ):
        tag = asset.manifest_tag
        name, same = named.get(tag, ("", individual))
        if same != individual and not asset.individual and tag not in said:
            said.add(tag)
            others = f"whose other pictures show {shown(name)}"
            what = f"This picture has the tag `{shown(tag)}`, {others}, and does not say so."
            hint = _name_it(name, by_hand=places.by_hand)
            yield Problem(at=places.of("manifest_tag"), code="F356", what=what, hint=hint)


def tags_of_two_types(film: Film) -> Iterator[Problem]:
    """F362: pictures under one tag show one individual, and these are of two types; said once of a tag."""
    first: dict[str, tuple[str, AssetLocations]] = {}
    said: set[str] = set()
    for asset, places in zip(film.assets, film.asset_locations, strict=True):
        tag, kind = asset.manifest_tag, asset.asset_type.casefold()
        if kind not in ASSET_TYPES:
            continue  # F358 speaks of it
        other, there = first.setdefault(tag, (kind, places))
        if kind != other and tag not in said:
            said.add(tag)
            what = f"The tag `{shown(tag)}` is of the type {shown(kind)} here, and of the type {shown(other)} before."
            hint = "Pictures under one tag show one individual: give them one type, or this one another tag."
            related = (Related(at=there.of("asset_type"), what="The first is here"),)
            yield Problem(
                at=places.of("asset_type"), code="F362", what=what, hint=hint, related=related
            )


def unknown_tags(read: SceneRead, pool: AssetPool, near: NearNames) -> Iterator[Problem]:
    """F354: a scene places a tag that no picture has."""
    for number, placement in enumerate(read.scene.placements if read.scene else ()):
        if placement.tag not in pool.by_tag:
            at = read.locations.of("placements", number, "asset_tag")
            hint = near.did_you_mean(placement.tag) or _NO_PICTURE
            what = f"No picture has the tag `{shown(placement.tag)}`."
            yield Problem(at=at, code="F354", what=what, hint=hint)


def unknown_roles(read: SceneRead, near: NearNames) -> Iterator[Problem]:
    """F357: a role that no rule can ask for."""
    for number, placement in enumerate(read.scene.placements if read.scene else ()):
        if placement.role not in ROLES:
            at = read.locations.of("placements", number, "role")
            hint = near.did_you_mean(placement.role) or f"The roles are {', '.join(ROLES)}."
            what = f"No rule can ask for the role `{shown(placement.role)}`."
            yield Problem(at=at, code="F357", what=what, hint=hint)


def misspelt_shots(read: SceneRead, shots: NearShots | None) -> Iterator[Problem]:
    """F360: only `default` serves a scene, and its shot type is nearly another rule's name."""
    scene = read.scene
    if scene is None or shots is None:
        return
    if near := shots.nearest(scene.shot):
        what = f"No shot rule is named `{shown(scene.shot_type)}`, so `default` serves this scene."
        at = read.locations.of("composition", "shot_type")
        hint = (
            f"Did you mean `{near}`? If not, give `default`, or a rule of its own, this spelling."
        )
        yield Problem(at=at, code="F360", what=what, hint=hint)


def unplaceable_tags(film: Film) -> Iterator[Problem]:
    """F361: where a scene places a tag, spaces and brackets around it are dropped: a tag that has them is never met."""
    said: set[Location] = set()
    for asset, places in zip(film.assets, film.asset_locations, strict=True):
        tag = asset.manifest_tag
        if _is_unplaceable(tag) and (at := places.of("manifest_tag")) not in said:
            said.add(at)
            what = f"No scene can place the tag `{shown(tag)}`: spaces and brackets around a tag are dropped there."
            bare = bare_tag(tag)
            hint = f"Write `{shown(bare)}`." if bare else "Give the picture another tag."
            yield Problem(at=at, code="F361", what=what, hint=hint)


def nothing_there(film: Film, scenes: int) -> Iterator[Problem]:
    """F353: a film without pictures, or without scenes, has nothing to choose."""
    at = Location(source=Source(name=str(film.folder)))
    if not film.assets:
        yield Problem(
            at=at,
            code="F353",
            what="This film has no pictures yet.",
            hint="Add them to its assets file.",
        )
    if not scenes:
        yield Problem(
            at=at,
            code="F353",
            what="This film has no scenes yet.",
            hint="Add a scene manifest for each.",
        )


def unused_pictures(film: Film, pool: AssetPool, placed: set[str]) -> Iterator[Problem]:
    """F355: no scene places a picture, nor another one of the same individual."""
    used = {pool.individuals[place] for tag in placed for place in pool.by_tag.get(tag, ())}
    if not placed:
        return
    said: set[Location] = set()
    for place, (asset, places) in enumerate(zip(film.assets, film.asset_locations, strict=True)):
        unused = pool.individuals[place] not in used and not _is_unplaceable(asset.manifest_tag)
        if unused and (at := places.of("manifest_tag")) not in said:
            said.add(at)  # all pictures of an individual may have their tag from one place
            what = f"No scene uses this picture: its tag `{shown(asset.manifest_tag)}` is never placed."
            hint = "Place it in a scene, or leave it for later."
            yield Problem(at=at, code="F355", what=what, hint=hint)


def _is_unplaceable(tag: str) -> bool:
    return bare_tag(tag) != tag


def _rules_for(film: Film) -> Rules | None:
    """The film's own rules, else those that come with selector; None where they are broken, which is told elsewhere."""
    try:
        return load_rules(film.rules_path)
    except ProblemError:
        return None


def _files_of(folder: Path) -> list[str]:
    """The files below a folder, at most so many; folders that may not be read are passed by."""
    files: list[str] = []
    waiting = [folder]
    while waiting and len(files) < _MOST_FILES:
        with suppress(OSError), scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = Path(entry.path)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif entry.is_file():
                    files.append(path.relative_to(folder).as_posix())
    return sorted(files[:_MOST_FILES])


def _as_path(path: str) -> str:
    """A path as it is compared: capitals and slashes aside."""
    return normpath(path.casefold().replace("\\", "/"))


def _name_it(name: str, *, by_hand: bool) -> str:
    name = shown(name)
    where = f"Move it under `{name}`" if by_hand else f"Give it the `individual` {name}"
    return f"{where}: as it is, it counts as somebody else's."
