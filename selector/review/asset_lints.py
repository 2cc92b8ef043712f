"""What is wrong or odd in the assets of a film: a function for each lint.

In: a film, and its pool where that is needed. Out: problems, each at its location in the assets
file, in no particular order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from os import scandir
from pathlib import Path
from posixpath import normpath

from selector.among_threads import cached_property
from selector.engine.earlier import Earlier
from selector.engine.manifest_values import bare_tag
from selector.engine.plan import Plan, Step
from selector.engine.pool import AssetPool
from selector.language.candidate import Candidate, Circumstances
from selector.language.entry_lists.pin import PIN
from selector.model.asset import Asset
from selector.model.near_names import RUN, NearNames, alike
from selector.model.phrases import for_a_shell, listed, question_of, quoted, said_today
from selector.model.problem import Location, Problem, Related, shown
from selector.model.scene import Scene
from selector.model.vocabulary import ASSET_TYPES, TYPES_BY_OTHER_WORDS, fold
from selector.reading.film import Film
from selector.reading.films.asset_entry import AssetLocations
from selector.reading.films.picture_files import Unsendable
from selector.reading.text.message import Message
from selector.review.film_under_rules.in_scenes import LinesAllowed

_MOST_FILES = 5_000
"""How many of the film's files are compared with the name of a missing one."""

_UNSENDABLE = {
    "none": "F363",
    "missing": "F311",
    "folder": "F311",
    "outside": "F306",
    "unusable": "F314",
}
"""The code for each way in which a picture cannot be sent."""


def unsendable_pictures(film: Film) -> Iterator[Problem]:
    """F311, F306, F314, F363: a picture that is never sent, because there is nothing to send."""
    files = _Files(film.folder)
    for asset, locations in _assets(film):
        at = locations.of("reference_image_url")
        yield from _unsendable(film, files, asset, asset.reference_image_url, at)
        cleaned = asset.clean_reference
        if cleaned is not None:
            at = locations.of_cleaned()
            yield from _unsendable(film, files, asset, cleaned.clean_image_url, at)


def _unsendable(
    film: Film,
    files: _Files,
    asset: Asset,
    picture: str | None,
    at: Location,
) -> Iterator[Problem]:
    found = film.pictures.unsendable(picture)
    if found is None:
        return
    hint = found.hint
    if found.kind == "missing":
        hint = files.did_you_mean(picture) or hint
        if picture is not None and picture.casefold().startswith("www."):
            hint = "If it is an address, begin it with `https://`. If not, correct its path."
    what = _why_unsendable(asset, picture, found)
    yield Problem(
        at=at,
        code=_UNSENDABLE[found.kind],
        what=what,
        hint=hint,
    )


def _why_unsendable(asset: Asset, picture: str | None, found: Unsendable) -> str:
    if picture is None or found.kind == "none":
        tag = shown(asset.manifest_tag)
        return f"The picture with the tag `{tag}` has no path or address, so it is never sent."
    if found.kind == "outside":
        return f"The picture `{shown(picture)}` is outside the film folder."
    if found.kind == "missing":
        return f"There is no picture `{shown(picture)}`."
    return f"The picture `{shown(picture)}` cannot be sent: {said_today(found.why)}."


class _Files:
    """The files of a film that a missing one may have meant; listed when the first is missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _all(self) -> list[str]:
        return _files_of(self._folder)

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._all, form=_as_path, cutoff=0.75, steps=RUN)

    def did_you_mean(self, picture: str | None) -> str:
        """The question that offers another file; nothing if none is near."""
        written = (picture or "").translate(_AS_ESCAPED)
        near = self._near.nearest(written)
        if near is not None and alike(_stem(written), _stem(near)) < _SAME_NAME:
            near = None
        if near is None:
            near = self._only_one_named(_stem(written))
        hints = []
        if near is not None:
            hints.append(question_of(near))
        if written != picture:
            hints.append(_BACKSLASH)
        elif hints:
            hints.append("If not, put the picture at the path that is written here.")
        return " ".join(hints)

    def _only_one_named(self, stem: str) -> str | None:
        """The only file of that name, wherever it is."""
        found = None
        for file in self._all:
            if _stem(file) != stem:
                continue
            if found is not None:
                return None
            found = file
        return found


_NOT_SENT = "Rules that ask for a type will not send this picture."


def unknown_types(film: Film) -> Iterator[Problem]:
    """F358: a type that no rule can ask for."""
    near = NearNames(ASSET_TYPES, steps=RUN)
    for asset, at in _first_at(film, "asset_type", _has_unknown_type):
        word = fold(asset.asset_type)
        known = f"The types are {quoted(ASSET_TYPES, 'and')}."
        yield Problem(
            at=at,
            code="F358",
            what=f"`{shown(asset.asset_type)}` is not a type. {_NOT_SENT}",
            hint=near.did_you_mean(TYPES_BY_OTHER_WORDS.get(word, word)) or known,
        )


def _has_unknown_type(asset: Asset, _place: int) -> bool:
    return asset.asset_type.casefold() not in ASSET_TYPES


def half_named_tags(film: Film, pool: AssetPool) -> Iterator[Problem]:
    """F356: some pictures with one tag have the `individual` and some do not, so they count as two.

    A picture without it is not reported if what it was cut from joins it to the others.
    """
    named: dict[str, tuple[str, int]] = {}
    for asset, individual in zip(film.assets, pool.individuals, strict=True):
        if asset.individual:
            named.setdefault(asset.manifest_tag, (asset.individual, individual))
    seen: set[str] = set()
    for (asset, locations), individual in zip(_assets(film), pool.individuals, strict=True):
        tag = asset.manifest_tag
        name, same = named.get(tag, ("", individual))
        if asset.individual or same == individual or tag in seen:
            continue
        seen.add(tag)
        others = f"Other pictures with the tag `{shown(tag)}` show `{shown(name)}`"
        yield Problem(
            at=locations.of("manifest_tag"),
            code="F356",
            what=f"{others}, but this one does not say so.",
            hint=_name_it(shown(name), by_hand=locations.by_hand),
        )


def tags_of_two_types(film: Film) -> Iterator[Problem]:
    """F362: pictures with one tag show one person, place or thing, but these have two types."""
    first: dict[str, tuple[str, AssetLocations]] = {}
    seen: set[str] = set()
    for asset, locations in _assets(film):
        tag = asset.manifest_tag
        kind = asset.asset_type.casefold()
        if kind not in ASSET_TYPES:
            continue  # F358 reports it
        other, there = first.setdefault(tag, (kind, locations))
        if kind == other or tag in seen:
            continue
        seen.add(tag)
        types = (
            f"the type `{shown(kind)}` here, but had the type `{shown(other)}` earlier in the file"
        )
        yield Problem(
            at=locations.of("asset_type"),
            code="F362",
            what=f"The tag `{shown(tag)}` has {types}.",
            hint=(
                "Pictures with the same tag show the same person, place or thing. Give them the"
                " same type, or give this one another tag."
            ),
            related=(Related(at=there.of("asset_type"), what="The first is here"),),
        )


def unplaceable_tags(film: Film) -> Iterator[Problem]:
    """F361: a tag in spaces or brackets, which scenes drop, so that no scene can place it."""
    for asset, at in _first_at(film, "manifest_tag", _has_unplaceable_tag):
        tag = asset.manifest_tag
        bare = bare_tag(tag)
        hint = "Give the picture another tag."
        if bare:
            hint = f"Write `{shown(bare)}`."
        dropped = "when a scene is read, any spaces and brackets around a tag are dropped"
        yield Problem(
            at=at,
            code="F361",
            what=f"No scene can place the tag `{shown(tag)}`: {dropped}.",
            hint=hint,
        )


def _has_unplaceable_tag(asset: Asset, _place: int) -> bool:
    return is_unplaceable(asset.manifest_tag)


def is_unplaceable(tag: str) -> bool:
    """Whether no scene can place a tag, because of spaces or brackets around it."""
    return bare_tag(tag) != tag


def pins_of_unplaced(plan: Plan) -> list[Step]:
    """The pins that may send what no scene places, each once."""
    pins: list[Step] = []
    for shot_plan in plan.shots:
        pins += shot_plan.pins
    for scene in plan.scenes.values():
        pins += scene.lists[PIN.key]
    by_location = {}
    for pin in pins:
        if pin.unplaced:
            by_location[pin.name.at] = pin
    return list(by_location.values())


def unused_pictures(
    film: Film, pool: AssetPool, placed: set[str], pins: Sequence[Step]
) -> Iterator[Problem]:
    """F355: no scene places a picture, nor another one of the same person, place or thing.

    Args:
        film: The film.
        pool: Its pool.
        placed: Every tag that a scene places.
        pins: The pins that may send what no scene places.

    Yields:
        A warning for each tag that is never placed.
    """
    if not placed:
        return
    used: set[int] = set()
    for tag in placed:
        for place in pool.by_tag.get(tag, ()):
            used.add(pool.individuals[place])
    no_scene = Scene(None, "", "", ())
    circumstances = Circumstances(
        scene=no_scene,
        pool=pool,
        earlier=Earlier(None, pool),
    )

    def is_unused(asset: Asset, place: int) -> bool:
        if pool.individuals[place] in used or is_unplaceable(asset.manifest_tag):
            return False
        candidate = circumstances.unplaced(place)
        return not any(_may_ask_for(pin, candidate) for pin in pins)

    found = []
    for place, (asset, locations) in enumerate(_assets(film)):
        if is_unused(asset, place):
            found.append((asset, locations.of("manifest_tag")))
    if found:
        yield from _unused(film, found)


_Unused = tuple[Location, list[Asset]]
"""Pictures of one tag, and where the first has it."""


def _unused(film: Film, found: Sequence[tuple[Asset, Location]]) -> Iterator[Problem]:
    """F355 for each tag, or one for all tags if they are many.

    A style goes with the whole film, so it is said how. What a waiver allows has a problem of its
    own, at its line.
    """
    allowed = LinesAllowed("F355")
    waived: dict[Location, _Unused] = {}
    styles: dict[str, _Unused] = {}
    others: dict[str, _Unused] = {}
    for asset, at in found:
        tag = asset.manifest_tag
        if allowed.has(at):
            _, assets = waived.setdefault(at, (at, []))
        elif asset.asset_type.casefold() == "style":
            _, assets = styles.setdefault(tag, (at, []))
        else:
            _, assets = others.setdefault(tag, (at, []))
        assets.append(asset)
    for at, assets in styles.values():
        what = _never_placed(assets)
        hint = _how_to_pin(film, assets[0])
        yield _F355.about(what=what, hint=hint).at(at)
    alone = [*waived.values()]
    if len(others) > _MANY:
        by_tag = [*others.values()]
        what = _all_unused(by_tag)
        at, _ = by_tag[0]
        yield _F355.about(what=what, hint=_PLACE_THEM).at(at)
    else:
        alone += others.values()
    for at, assets in alone:
        what = _never_placed(assets)
        yield _F355.about(what=what, hint=_PLACE_IT).at(at)


def _never_placed(assets: Sequence[Asset]) -> str:
    tag = shown(assets[0].manifest_tag)
    count = len(assets)
    if count == 1:
        return f"No scene uses this picture: its tag `{tag}` is never placed."
    return f"No scene uses these {count:,} pictures: their tag `{tag}` is never placed."


def _all_unused(by_tag: Sequence[_Unused]) -> str:
    tags = []
    for _, assets in by_tag[:_MOST_NAMED]:
        tag = shown(assets[0].manifest_tag)
        tags.append(f"`{tag}`")
    count = len(by_tag)
    more = count - len(tags)
    if more:
        tags.append(f"{more:,} more")
    named = listed(tags)
    return f"No scene uses the pictures of {count:,} tags: {named} are never placed."


def _how_to_pin(film: Film, asset: Asset) -> str:
    """How a style is sent with every scene."""
    tag = shown(asset.manifest_tag)
    last = "unplaced: true, slot: last"
    pin = f"{{name: style, picture: {tag}, {last}, because: one look}}"
    so = "To send it with every scene, as the last reference"
    top = "at the top of the film's `rules.yaml`"
    if film.rules_path is not None:
        return f"{so}, add `- {pin}` under `pin`, {top}."
    folder = shown(film.folder.as_posix(), 100)
    file = for_a_shell(f"{folder}/rules.yaml")
    command = f"`selector new rules {file}` writes that file"
    return f"{so}, write `pin: [{pin}]` {top}. {command}."


_F355 = Message("F355", "{what}", "{hint}")
_PLACE_IT = "Place the tag in a scene, or leave it for later."
_PLACE_THEM = "Place each in a scene, or leave it for later."
_MANY = 3
"""Tags up to which each has a problem of its own."""
_MOST_NAMED = 12
"""Tags that one problem names."""


def _may_ask_for(pin: Step, candidate: Candidate) -> bool:
    """Whether a pin asks for a picture, so far as can be said without a scene."""
    failed = pin.failed(candidate)
    return not any(each.is_the_same_in_every_scene for each in failed)


def _assets(film: Film) -> Iterable[tuple[Asset, AssetLocations]]:
    return zip(film.assets, film.asset_locations, strict=True)


def _first_at(
    film: Film, key: str, is_odd: Callable[[Asset, int], bool]
) -> Iterator[tuple[Asset, Location]]:
    """The first odd asset for each location of a key, which several assets may have in common."""
    seen: set[Location] = set()
    for place, (asset, locations) in enumerate(_assets(film)):
        if not is_odd(asset, place):
            continue
        at = locations.of(key)
        if at not in seen:
            seen.add(at)
            yield asset, at


def _files_of(folder: Path) -> list[str]:
    """The first files below a folder; folders that may not be read are skipped."""
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


def _stem(path: str) -> str:
    """The name of a file as it is compared, without its suffix."""
    name = _as_path(path).rpartition("/")[2]
    return name.rpartition(".")[0] or name


_BACKSLASH = (
    "In paths, write `/`: between double quotes, a backslash and the letter after it are another"
    " character."
)
_AS_ESCAPED = str.maketrans({"\n": "\\n", "\t": "\\t", "\r": "\\r"})
"""What a path with backslashes between double quotes was: `pictures\\new.jpg`."""

_SAME_NAME = 0.5
"""How alike the names of two files are, of which one may be meant by the other."""


def _as_path(path: str) -> str:
    """A path as it is compared: capitals and slashes do not matter."""
    return normpath(path.casefold().replace("\\", "/"))


def _name_it(name: str, *, by_hand: bool) -> str:
    where = f"Set its `individual` to `{name}`"
    if by_hand:
        where = f"Move it under `{name}`"
    return f"{where}. Otherwise it counts as a picture of another person, place or thing."
