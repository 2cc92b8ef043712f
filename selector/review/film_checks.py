"""Everything that `selector check` finds in a film: in its files, and in the film as a whole.

In: a film folder. Out: problems, each with its location in the film's files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from selector.data import comes_with_selector
from selector.engine.plan import NearShots
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.film_so_far import FilmSoFar
from selector.model.frozen import frozen
from selector.model.near_names import RUN, NearNames
from selector.model.phrases import listed
from selector.model.problem import Location, Problem, ProblemError, Source, errors_of, shown
from selector.model.scene import Scene
from selector.model.video_model import VideoModel
from selector.model.vocabulary import ROLES, fold
from selector.reading.film import Film, read_film, read_film_scenes, rules_of
from selector.reading.films.film_files import ending, files_beside, film_files_in
from selector.reading.films.film_folder import scene_files_of
from selector.reading.films.film_scenes import SceneRead
from selector.reading.films.picture_files import PicturesOf
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
from selector.review.film_under_rules.looking import FilmUnderRules
from selector.review.film_under_rules.unread_rules import unread_rules
from selector.review.scene_lints import scene_slips, unknown_roles, unknown_tags
from selector.review.shots_by_default import OWN_RULES, ShotsByDefault
from selector.review.speakers_unplaced import SpeakersUnplaced
from selector.review.unread_lints import speakers_known, unknown_speakers, unread_values

if TYPE_CHECKING:
    from selector.engine.selection import Selection
    from selector.review.rules_in_film import RulesInFilm

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
        looked_at: What was looked at besides its files, in a sentence; empty where nothing was.
    """

    film: Film | None
    rules_path: Path | None
    scenes: int
    problems: tuple[Problem, ...]
    waived: int = 0
    notices: tuple[str, ...] = ()
    looked_at: str = ""


def check_film_folder(
    folder: Path,
    watch: Callable[[int], None] = lambda _: None,
    target: VideoModel | None = None,
    named: Sequence[Rules] | None = None,
    *,
    has_own: bool = True,
    has_pictures: bool = True,
) -> FilmChecked:
    """Everything wrong with a film.

    Args:
        folder: The film folder.
        watch: Called with the number of scenes read so far.
        target: The video model, if another counts than the one that the film's rules name.
        named: Rules that somebody named beside the film, under which it is checked, too; None if
            nobody did. They take the place of the default rules.
        has_own: Whether the film's own rules count.
        has_pictures: Whether the files of its pictures are there; else they are not looked for.

    Returns:
        What was found.
    """
    scenes = 0

    def counted(reads: Iterable[SceneRead]) -> Iterator[SceneRead]:
        nonlocal scenes
        for scenes, read in enumerate(reads, 1):  # the function around it needs the number
            watch(scenes)
            yield read

    film, problems = read_film(folder)
    if film is not None and not has_pictures:
        film = replace(film, pictures=PicturesOf(folder, are_there=False))
    found = ShownProblems()
    found.add(problems)
    own_rules = None
    if has_own:
        own_rules = rules_of(folder)
    others = tuple(named or ())
    looked_at = ""
    notices: list[str] = []
    unread: list[Problem] = []
    if film is not None:
        rules = None
        if own_rules is not None or named is None:
            with suppress(ProblemError):  # said where the rules are checked
                rules = load_rules(own_rules)
                if target is not None:
                    rules = rules.for_target(target.id)
        pool = film.pool()
        speakers = SpeakersUnplaced(pool)
        under = list(_rules_of(film, rules, others))
        is_alone = len(under) == 1
        watching = []
        for each in under:
            send_cleaned = each.rules.plan.send_cleaned
            its_pool = pool if send_cleaned is None else film.pool(send_cleaned)
            watching.append(_UnderRules(each, film, its_pool, is_alone=is_alone))
        reads = counted(film.read_scenes())
        found.add(_check_film(film, pool, reads, watching, speakers))
        if scenes:
            looked_at = _looked_at(under)
        unread = list(unread_rules(folder, _files_of(under, own_rules)))
        found.add(unread)
        notices = [speakers.notice(), *(each.notice() for each in watching)]
        notices.append(_files_of_other_kinds(folder))
    else:
        found.add(_problems_of(counted(read_film_scenes(folder))))
    sources = [each.rule_set.source for each in others]
    sources += [each.at.source for each in unread]
    problems, waived = _with_waivers(folder, own_rules, sources, found, is_whole=film is not None)
    return FilmChecked(
        film=film,
        rules_path=own_rules,
        scenes=scenes,
        problems=problems,
        waived=waived,
        notices=tuple(filter(None, notices)),
        looked_at=looked_at,
    )


def _files_of_other_kinds(folder: Path) -> str:
    """That a screenplay or the like in the folder is not read; empty if there is none."""
    if not any(files_beside(folder)):
        return ""
    from selector.reading.films.foreign_in_folder import (  # noqa: PLC0415  # most have none
        foreign_notice,
    )

    return foreign_notice(folder)


def _looked_at(under: Sequence[_Under]) -> str:
    """What a check looks at besides the files of a film."""
    rules = []
    for each in under:
        name, version = shown(each.rules.name), shown(each.rules.version)
        rules.append(f"`{name}` {version}")
    return (
        f"Also looked for under {listed(rules)}: scenes that send nothing; people, places and"
        " things that are never sent, or named and not placed; mistakes with shots, faces, labels,"
        " scores and entries."
    )


def _files_of(under: Iterable[_Under], own_rules: Path | None) -> set[str]:
    """The rule files that a film is checked under, with those that they extend."""
    files = set()
    if own_rules is not None:
        files.add(str(own_rules))
    for each in under:
        files.update(source.name for source in each.rules.rule_set.sources)
    return files


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
        if ending(file) in _YAML and file.is_file():
            text = file.read_bytes().decode("utf-8", "replace")
            source = Source(name=str(file), text=text)
            if source.may_waive:
                yield source


def _problems_of(reads: Iterable[SceneRead]) -> Iterator[Problem]:
    for read in reads:
        yield from read.problems


def _check_film(
    film: Film,
    pool: AssetPool,
    scenes: Iterable[SceneRead],
    watching: Sequence[_UnderRules],
    speakers: SpeakersUnplaced,
) -> Iterator[Problem]:
    """Every problem of a film whose assets can be read, and of each of its scenes.

    Args:
        film: The film.
        pool: Its pool.
        scenes: Its scenes, read once.
        watching: What looks at the film under each of the rules that it is checked under.
        speakers: Looks at who speaks in the scenes that are written by hand.

    Yields:
        Problems, in no particular order.
    """
    yield from unsendable_pictures(film)
    yield from unknown_types(film)
    yield from half_named_tags(film, pool)
    yield from tags_of_two_types(film)
    yield from unplaceable_tags(film)
    near = _near_in(pool)
    known = speakers_known(pool)
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
        for each in watching:
            each.look_at(read)
        if read.long_form:
            speakers.look_at(read.scene)
        yield from unknown_tags(read, pool, near.tags, near.speakers, known)
        yield from unknown_roles(read, near.roles)
        yield from scene_slips(read, pool)
        yield from unread_values(read)
        yield from unknown_speakers(read, near.speakers, known, warned)
    yield from _of_unserved_shots(watching)
    if not unread:
        yield from nothing_there(film, usable)
        pins = []
        for each in watching:
            pins += pins_of_unplaced(each.plan)
        yield from unused_pictures(film, pool, placed, pins)
        if film.assets and usable:
            for each in watching:
                yield from each.problems()


@frozen
class _Under:
    """Rules under which a film is checked.

    Attributes:
        rules: The rules.
        file: What their file is called in advice; an empty text for those that come with selector,
            which nobody changes and which are made for any film.
        is_own: Whether they are the film's own, or those in their place.
    """

    rules: Rules
    file: str
    is_own: bool = False


def _rules_of(film: Film, rules: Rules | None, named: Iterable[Rules]) -> Iterator[_Under]:
    """The film's own rules, or those in their place, and then others that are not in them."""
    known: set[str] = set()
    if rules is not None:
        file = ""
        if film.rules_path is not None:
            file = OWN_RULES
        yield _Under(rules=rules, file=file, is_own=True)
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


class _UnderRules:
    """Looks at a film under some rules. Each scene is chosen for once, if that matters at all.

    Attributes:
        is_own: Whether these are the film's own rules, or those in their place.
        plan: The plan of the rules.
        shots: Looks for shot types that no shot rule serves.
    """

    def __init__(self, under: _Under, film: Film, pool: AssetPool, *, is_alone: bool) -> None:
        """Begin before the first scene.

        Args:
            under: The rules.
            film: The film.
            pool: Its pool.
            is_alone: Whether the film is checked under no other rules.
        """
        self.is_own = under.is_own
        self._rules = under.rules
        self._pool = pool
        self._so_far = FilmSoFar()
        self.plan = under.rules.plan
        near = NearShots(self.plan, steps=RUN)
        self.shots = ShotsByDefault(under.rules, near, file=under.file, is_alone=is_alone)
        self._names: list[_Watching] = []
        self._in_film: RulesInFilm | None = None
        self._is_alone = is_alone
        self._effects = FilmUnderRules(under.rules, film, pool, may_change=bool(under.file))
        if under.file:  # nobody changes those that come with selector
            self._look_at_rules()

    def _look_at_rules(self) -> None:
        from selector.review.absent_names import (  # noqa: PLC0415  # most films have no rules
            AbsentNames,
        )
        from selector.review.focal_points import (  # noqa: PLC0415  # the same
            FocalPoints,
        )
        from selector.review.rules_in_film import (  # noqa: PLC0415  # the same
            RulesInFilm,
        )

        self._names = [AbsentNames(self._rules, self._pool), FocalPoints(self._rules, self._pool)]
        self._in_film = RulesInFilm(self._rules, self._pool)

    def look_at(self, read: SceneRead) -> None:
        """Take in one more scene of the film."""
        scene = read.scene
        if scene is None:
            return
        for watching in self._names:
            watching.look_at(scene)
        selection = self._chosen_for(scene)
        self.shots.look_at(read, selection)
        self._effects.look_at(read, selection)
        if self._in_film is not None:
            self._in_film.look_at(selection)

    def _chosen_for(self, scene: Scene) -> Selection:
        """What the rules send with the next scene of the film."""
        earlier = self._so_far if self._rules.asks_earlier else None
        selection = self._rules.select(scene, self._pool, earlier=earlier)
        if earlier is not None:
            self._so_far = selection.comes_after(earlier)
        return selection

    def notice(self) -> str:
        """What was not looked at, in a sentence."""
        return self._effects.notice()

    def problems(self) -> Iterator[Problem]:
        """What the rules hardly mean in the film, after the last scene."""
        found = [problem for each in self._names for problem in each.problems()]
        if self._in_film is not None:
            found += self._in_film.problems()
        yield from found
        lines = {(problem.at.file, problem.at.line) for problem in found}
        for problem in self._effects.problems():
            if (problem.at.file, problem.at.line) in lines:
                continue  # what is wrong with an entry says why it does nothing
            if not self._is_alone:
                under = f"Under `{shown(self._rules.name)}`: {problem.what}"
                problem = replace(problem, what=under)  # noqa: PLW2901  # the same, said of them
            yield problem


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


def _of_unserved_shots(watching: Iterable[_UnderRules]) -> Iterator[Problem]:
    """F360, F367: shot types that rules do not serve.

    What the rules that are named beside the film say of a shot type, its own need not say again.
    """
    said: set[str] = set()
    own = [each for each in watching if each.is_own]
    for each in watching:
        if each not in own:
            yield from each.shots.problems()
            said |= each.shots.reported
    for each in own:
        yield from each.shots.problems(said)


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
