"""Everything that `selector check` finds in a film: in its files, and in the film as a whole.

In: a film folder. Out: problems, each with its location in the film's files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from os.path import realpath
from pathlib import Path
from typing import Protocol

from selector.data import comes_with_selector
from selector.engine.plan import NearShots
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.frozen import frozen
from selector.model.near_names import RUN, NearNames
from selector.model.problem import Location, Problem, ProblemError, Source, errors_of, shown
from selector.model.scene import Scene
from selector.model.video_model import VideoModel
from selector.model.vocabulary import ROLES, fold
from selector.reading.film import Film, read_film, read_film_scenes, rules_of
from selector.reading.films.film_files import film_files_in
from selector.reading.films.film_folder import scene_files_of
from selector.reading.films.film_scenes import SceneRead
from selector.reading.load import load_rules
from selector.reading.text.problem_limit import ShownProblems
from selector.review.asset_lints import (
    half_named_tags,
    is_unplaceable,
    pins_of_unplaced,
    tags_of_two_types,
    unknown_types,
    unplaceable_tags,
    unsendable_pictures,
    unused_pictures,
)
from selector.review.scene_lints import unknown_roles, unknown_tags
from selector.review.shots_by_default import OWN_RULES, ShotsByDefault
from selector.review.unread_lints import speakers_known, unknown_speakers, unread_values

_YAML = (".yaml", ".yml")


@frozen
class FilmChecked:
    """What a check of a film found.

    Attributes:
        film: The film, if all but its scenes could be read.
        rules_path: Its own rule file, if it has one that counts, which is not checked here.
        scenes: How many scenes were checked.
        problems: The problems, by location.
        waived: How many warnings were waived.
        notices: What may be as it is meant, in sentences.
    """

    film: Film | None
    rules_path: Path | None
    scenes: int
    problems: tuple[Problem, ...]
    waived: int = 0
    notices: tuple[str, ...] = ()


def check_film_folder(
    folder: Path,
    watch: Callable[[int], None] = lambda _: None,
    target: VideoModel | None = None,
    named: Sequence[Rules] | None = None,
    *,
    has_own: bool = True,
) -> FilmChecked:
    """Everything wrong with a film.

    Args:
        folder: The film folder.
        watch: Called with the number of scenes read so far.
        target: The video model, if another counts than the one that the film's rules name.
        named: Rules that somebody named beside the film, under which it is checked, too; None if
            nobody did. They take the place of the default rules.
        has_own: Whether the film's own rules count.

    Returns:
        What was found.
    """
    scenes = 0
    with_speech: list[Scene] = []

    def counted(reads: Iterable[SceneRead]) -> Iterator[SceneRead]:
        nonlocal scenes
        for scenes, read in enumerate(reads, 1):  # the function around it needs the number
            watch(scenes)
            scene = read.scene
            if read.long_form and scene is not None and scene.speakers:
                with_speech.append(scene)
            yield read

    film, problems = read_film(folder)
    found = ShownProblems()
    found.add(problems)
    own_rules = None
    if has_own:
        own_rules = rules_of(folder)
    others = tuple(named or ())
    if film is not None:
        rules = None
        if own_rules is not None or named is None:
            with suppress(ProblemError):  # said where the rules are checked
                rules = load_rules(own_rules)
                if target is not None:
                    rules = rules.for_target(target.id)
        found.add(check_film(film, counted(film.read_scenes()), rules, others))
    else:
        found.add(_problems_of(counted(read_film_scenes(folder))))
    sources = [each.rule_set.source for each in others]
    problems, waived = _with_waivers(folder, own_rules, sources, found, is_whole=film is not None)
    notices: tuple[str, ...] = ()
    if film is not None and with_speech:
        notices = _notices(film, with_speech)
    return FilmChecked(
        film=film,
        rules_path=own_rules,
        scenes=scenes,
        problems=problems,
        waived=waived,
        notices=notices,
    )


def _notices(film: Film, with_speech: Iterable[Scene]) -> tuple[str, ...]:
    from selector.review.speakers_unplaced import (  # noqa: PLC0415  # few scenes say who speaks
        speakers_unplaced,
    )

    notice = speakers_unplaced(with_speech, film.pool())
    return tuple(filter(None, (notice,)))


def _with_waivers(
    folder: Path,
    own_rules: Path | None,
    named: Iterable[Source],
    found: ShownProblems,
    *,
    is_whole: bool,
) -> tuple[tuple[Problem, ...], int]:
    """What is left of the problems of a film, and how many of them its files waive.

    Args:
        folder: The film folder.
        own_rules: Its rule file, whose own problems are found elsewhere.
        named: The texts of rules that are no part of the film: a waiver in them may be for another
            film.
        found: The problems.
        is_whole: Whether all but the scenes could be read.
    """
    problems = found.in_order()
    files = [file for name in ("film", "assets") for file in film_files_in(folder, name)[:1]]
    files += scene_files_of(film_files_in(folder, "scenes")[:1])[0]
    if own_rules is not None:
        files.append(own_rules)
    sources = list(_texts_with_comments(files))
    elsewhere = [source for source in named if source.may_waive]
    sources += elsewhere
    if not sources:
        return problems, 0
    from selector.review.waivers import OF_WAIVERS, waive  # noqa: PLC0415  # few films have any

    def is_judged(where: Source, code: str) -> bool:
        if where in elsewhere:
            return False
        if where.name == str(own_rules):
            return is_whole and not found.any_errors and code[0] == "F"
        return code in OF_WAIVERS or (is_whole and not found.any_errors)

    waived = waive(problems, sources, is_judged)
    return waived.problems, waived.waived


def _texts_with_comments(files: Iterable[Path]) -> Iterator[Source]:
    """The texts of YAML files with comments for selector; JSON has no comments."""
    for file in files:
        if file.suffix in _YAML and file.is_file():
            text = file.read_bytes().decode("utf-8", "replace")
            source = Source(name=str(file), text=text)
            if source.may_waive:
                yield source


def _problems_of(reads: Iterable[SceneRead]) -> Iterator[Problem]:
    for read in reads:
        yield from read.problems


def check_film(
    film: Film,
    scenes: Iterable[SceneRead],
    rules: Rules | None,
    named: Iterable[Rules] = (),
) -> Iterator[Problem]:
    """Every problem of a film whose assets can be read, and of each of its scenes.

    Args:
        film: The film.
        scenes: Its scenes, read once.
        rules: The rules that it is picked with; None if they cannot be used.
        named: Other rules under which it is checked, too, but for those that its own extend.

    Yields:
        Problems, in no particular order.
    """
    pool = film.pool()
    yield from unsendable_pictures(film)
    yield from unknown_types(film)
    yield from half_named_tags(film, pool)
    yield from tags_of_two_types(film)
    yield from unplaceable_tags(film)
    near = _near_in(pool)
    under = list(_rules_of(film, rules, named))
    shots = [_shots_by_default(each, pool, is_alone=len(under) == 1) for each in under]
    speakers = speakers_known(pool)
    watching = list(chain.from_iterable(_watching(each, pool) for each in under))
    warned: set[str] = set()
    placed: set[str] = set()
    usable = unread = 0
    for read in scenes:
        yield from read.problems
        if read.scene is None:
            unread += bool(errors_of(read.problems))
            continue
        usable += 1
        placed.update(placement.tag for placement in read.scene.placements)
        for watcher in watching:
            watcher.look_at(read.scene)
        yield from unknown_tags(read, pool, near.tags, near.speakers, speakers)
        yield from unknown_roles(read, near.roles)
        for of_shots in shots:
            of_shots.look_at(read)
        yield from unread_values(read)
        yield from unknown_speakers(read, near.speakers, speakers, warned)
    is_own = rules is not None
    yield from _of_unserved_shots([of_shots.problems() for of_shots in shots], is_own=is_own)
    if not unread:
        yield from nothing_there(film, usable)
        pins = list(chain.from_iterable(pins_of_unplaced(each.rules.plan) for each in under))
        yield from unused_pictures(film, pool, placed, pins)
        if film.assets and usable:
            for watcher in watching:
                yield from watcher.problems()


@frozen
class _Under:
    """Rules under which a film is checked.

    Attributes:
        rules: The rules.
        file: What their file is called in advice; an empty text for those that come with selector,
            which nobody changes and which are made for any film.
    """

    rules: Rules
    file: str


def _rules_of(film: Film, rules: Rules | None, named: Iterable[Rules]) -> Iterator[_Under]:
    """The film's own rules, or those in their place, and then others that are not in them."""
    known: set[str] = set()
    if rules is not None:
        file = ""
        if film.rules_path is not None:
            file = OWN_RULES
        yield _Under(rules=rules, file=file)
        known = {realpath(each.name) for each in rules.rule_set.sources}
    for each in named:
        name = each.rule_set.source.name
        path = realpath(name)
        if path in known:
            continue
        file = f"`{shown(name)}`"
        if comes_with_selector(name):
            file = ""
        yield _Under(rules=each, file=file)


class _Watching(Protocol):
    """Something that looks at the scenes of a film in turn, and then knows what is wrong."""

    def look_at(self, scene: Scene) -> None:
        """Take in one more scene of the film."""

    def problems(self) -> Iterator[Problem]:
        """What is wrong, after the last scene."""


def _watching(under: _Under, pool: AssetPool) -> list[_Watching]:
    """What looks at a film under rules; nothing for those that come with selector."""
    if not under.file:
        return []
    from selector.review.absent_names import (  # noqa: PLC0415  # most films have no rules
        AbsentNames,
    )
    from selector.review.focal_points import (  # noqa: PLC0415  # the same
        FocalPoints,
    )
    from selector.review.rules_in_film import (  # noqa: PLC0415  # the same
        RulesInFilm,
    )

    rules = under.rules
    return [AbsentNames(rules, pool), RulesInFilm(rules, pool), FocalPoints(rules, pool)]


def nothing_there(film: Film, scenes: int) -> Iterator[Problem]:
    """F353: a film without pictures, or without scenes, has nothing to pick."""
    at = Location(source=Source(name=str(film.folder)))
    if not film.assets:
        what = "This film has no pictures yet."
        yield Problem(
            at=at,
            code="F353",
            what=what,
            hint="Add them to its assets file.",
        )
    if not scenes:
        what = "This film has no scenes yet."
        yield Problem(
            at=at,
            code="F353",
            what=what,
            hint="Add them to its scenes file.",
        )


@frozen
class _Near:
    """What the words of scenes may have meant, prepared once for the whole film."""

    tags: NearNames
    roles: NearNames
    speakers: NearNames


def _shots_by_default(under: _Under, pool: AssetPool, *, is_alone: bool) -> ShotsByDefault:
    near = NearShots(under.rules.plan, steps=RUN)
    return ShotsByDefault(under.rules, pool, near, file=under.file, is_alone=is_alone)


def _of_unserved_shots(under: Sequence[Iterable[Problem]], *, is_own: bool) -> Iterator[Problem]:
    """F360, F367: shot types that rules do not serve.

    What the rules that are named beside the film say of a shot type, its own need not say again.

    Args:
        under: The problems under each rule set.
        is_own: Whether the first are the film's own rules, or those in their place.
    """
    own: Iterable[Problem] = ()
    others = under
    if is_own:
        own, *others = under
    said = set()
    for problem in chain.from_iterable(others):
        said.add(problem.at)
        yield problem
    for problem in own:
        if problem.at not in said:
            yield problem


def _near_in(pool: AssetPool) -> _Near:
    placeable = [tag for tag in pool.by_tag if not is_unplaceable(tag)]
    return _Near(
        tags=NearNames(placeable, steps=RUN),
        roles=NearNames(ROLES, steps=RUN),
        speakers=NearNames(_speakers_of(pool), form=fold, steps=RUN),
    )


def _speakers_of(pool: AssetPool) -> Iterator[str]:
    """Every tag and name by which a line may say who speaks."""
    yield from pool.by_tag
    for number in pool.members:
        yield from sorted(pool.individual(number).names)
