"""The scenes of a film: its scene files in; scenes one at a time out, each with what is wrong with it.

JSON Lines are read a line at a time and nothing of a scene is kept but its number, so a film may have any number of
scenes. Other files are read whole, one after the other, and their scenes come in the order of the film.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from selector.engine.manifest import read_manifest
from selector.engine.manifest_problems import manifest_problems
from selector.model.expected import A_SCENE, EXPECTED
from selector.model.problem import (
    Location,
    Problem,
    ProblemError,
    Related,
    Source,
    errors_of,
    shown,
)
from selector.model.refusals import Expected, Refusal
from selector.model.scene import Scene
from selector.model.scene_number import (
    LONGEST,
    SceneNumber,
    film_order,
    likeness,
    scene_number,
    visible_text,
)
from selector.reading.films.film_text import (
    besides,
    no_file,
    one_document,
    raw_lines,
    read_document,
    read_line,
    unreadable,
)
from selector.reading.films.spoken import two_of_one_number
from selector.reading.shape.quick_look import is_plain
from selector.reading.shape.unknown_keys import (
    Unknown,
    UnknownKeys,
    misspelt,
    unknown_key_problems,
    unknown_keys,
)
from selector.reading.text.document import UNREAD, Document, Steps, holds_unread
from selector.reading.text.locations import JsonLines, Line, Locations, path_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneRead:
    """One scene as its file has it. `scene` and `manifest` are None where it cannot be used; `problems` say why."""

    scene: Scene | None
    manifest: dict[str, Any] | None
    locations: Locations
    problems: tuple[Problem, ...] = ()

    @property
    def at(self) -> Location:
        """Where the scene lies; worked out when asked."""
        return self.locations.of()


class _First(NamedTuple):
    """Where a scene number was met first: in JSON Lines the line, in other files the path of the scene."""

    number: SceneNumber
    file: Path
    line: int
    path: Steps


def read_scenes(files: tuple[Path, ...]) -> Iterator[SceneRead]:
    """Every scene of these files. A file that cannot be read at all comes as one `SceneRead` without a scene."""
    numbers = _Numbers()
    for file in files:
        for read in _lines(file) if file.suffix == ".jsonl" else _document(file):
            yield numbers.of(read, file)


def _document(file: Path) -> Iterator[SceneRead]:
    document, problems = read_document(file)
    if problems:
        yield _unread(str(file), problems)
    if document is not None:
        by_hand = file.suffix != ".json"
        beside = tuple(_beside_scenes(document)) if by_hand else ()
        for raw, locations in _entries(document.data, Locations(document=document)):
            if raw is not UNREAD:
                read = _read(raw, locations, by_hand=by_hand)
                told = tuple(besides(problems, read.problems)) if problems else read.problems
                is_whole = not problems or not holds_unread(raw)
                yield replace(
                    read, scene=read.scene if is_whole else None, problems=(*beside, *told)
                )
                beside = ()
        if beside:
            yield _unread(str(file), beside)


def _beside_scenes(document: Document) -> Iterator[Problem]:
    """F351: keys beside `scenes`, which only a pipeline's storyboard has."""
    if isinstance(document.data, Mapping) and "scenes" in document.data:
        others: list[str | int] = [key for key in document.data if key != "scenes"]
        unknown: Unknown = {(): UnknownKeys("storyboard", (), others)}
        yield from unknown_key_problems(unknown, Locations(document=document))


def _entries(data: object, whole: Locations) -> Iterator[tuple[object, Locations]]:
    """What a document holds: one scene manifest, or a list of them, perhaps under `scenes`; in the film's order."""
    if isinstance(data, Mapping) and "scenes" in data:
        data, whole = data["scenes"], whole.inside("scenes")
        if not isinstance(data, list):
            yield data, whole
            return
    if isinstance(data, list):
        for place in film_order([_number_of(entry) for entry in data]):
            yield _bare(data[place], whole.inside(place))
    elif data is not None:
        yield _bare(data, whole)


def _bare(entry: object, locations: Locations) -> tuple[object, Locations]:
    """A scene manifest without the storyboard's other words about the scene."""
    if isinstance(entry, dict) and "scene_manifest" in entry:
        return entry["scene_manifest"], locations.inside("scene_manifest")
    return entry, locations


def _number_of(entry: object) -> SceneNumber | None:
    """The number of an entry, if it has one."""
    raw = entry.get("scene_manifest", entry) if isinstance(entry, dict) else None
    return scene_number(raw.get("scene_index")) if isinstance(raw, dict) else None


def _lines(file: Path) -> Iterator[SceneRead]:
    name = str(file)
    if refused := no_file(file):
        yield _unread(name, refused)
        return
    try:
        with file.open("rb") as lines:
            for count, (number, raw) in enumerate(raw_lines(lines)):
                read = _line(name, number, raw)
                pretty = (
                    None
                    if count or not read.problems
                    else one_document(name, number, raw.decode("utf-8", "replace"))
                )
                if pretty:
                    yield _unread(name, [pretty])
                    return
                yield read
    except OSError as error:
        yield _unread(name, [unreadable(name, error)])


def _line(name: str, number: int, raw: bytes) -> SceneRead:
    data, line, problems = read_line(name, number, raw)
    locations = Locations(document=line)
    if not problems:
        return _read(*_bare(data, locations), by_hand=False)
    if errors_of(problems):
        return SceneRead(scene=None, manifest=None, locations=locations, problems=problems)
    read = _read(*_bare(data, locations), by_hand=False)
    return replace(read, problems=(*problems, *read.problems))


def _unread(name: str, problems: Iterable[Problem]) -> SceneRead:
    whole = JsonLines(data=[], lines=(), source=Source(name=name))
    return SceneRead(
        scene=None, manifest=None, locations=Locations(document=whole), problems=tuple(problems)
    )


def _read(raw: object, locations: Locations, *, by_hand: bool) -> SceneRead:
    if not isinstance(raw, dict) or locations.path == ("scenes",):
        return SceneRead(
            scene=None, manifest=None, locations=locations, problems=(_no_scene(raw, locations),)
        )
    unknown = _unknown(raw) if by_hand else {}
    problems: list[Problem] = []
    scene = None
    try:
        scene = read_manifest(raw)
    except ProblemError:
        problems += (
            _located(problem, unknown, locations)
            for problem in manifest_problems(raw, locations.voice)
        )
    if by_hand and scene is not None:
        problems += _unread_positions(raw, locations)
    if unknown:
        problems += unknown_key_problems(unknown, locations)
    return SceneRead(scene=scene, manifest=raw, locations=locations, problems=tuple(problems))


def _unread_positions(raw: dict[str, Any], locations: Locations) -> Iterator[Problem]:
    """F351: a position that is no text says nothing."""
    for number, placement in enumerate(raw["placements"]):
        position = placement.get("position")
        if position is not None and not isinstance(position, str):
            at = locations.of("placements", number, "position")
            refusal = locations.voice.wrong(
                ("position",), EXPECTED["position"], position, written=at.written
            )
            yield Problem(at=at, code="F351", what=refusal.what, hint=refusal.hint)


def _no_scene(raw: object, locations: Locations) -> Problem:
    if locations.path == ("scenes",):
        refusal = locations.voice.wrong(("scenes",), _SCENES, raw)
        return Problem(at=locations.of(), code="F304", what=refusal.what, hint=refusal.hint)
    refusal = locations.voice.wrong((), A_SCENE, raw, called="A scene")
    hint = refusal.hint
    if isinstance(raw, list) and isinstance(locations.document, Line):
        hint = "Write one scene on each line; if this is one document, let the file's name end in `.json`."
    return Problem(at=locations.of(), code="F304", what=refusal.what, hint=hint)


def _unknown(raw: dict[str, Any]) -> Unknown:
    """The keys of a hand-written manifest that nobody reads."""
    if is_plain(raw, "scene-manifest"):
        return {}
    from selector.reading.shape.manifest_shape import SceneManifestShape  # noqa: PLC0415  # slow to load

    return unknown_keys(raw, SceneManifestShape)


def _located(problem: Problem, unknown: Unknown, locations: Locations) -> Problem:
    """A problem of a manifest at its place in the file; at the misspelled key where that is what is missing."""
    path = path_of(problem.field)
    slip = misspelt(path, unknown, locations) if problem.code == "S401" and path else None
    if slip is None:
        return replace(problem, at=locations.of(*path))
    at, refusal = slip
    return replace(problem, at=at, what=refusal.what, hint=refusal.hint)


class _Numbers:
    """The numbers of a film's scenes as they are met: each scene has one, and no two are alike."""

    def __init__(self) -> None:
        self._seen: dict[str, _First] = {}
        self._told: set[str] = set()
        self._reread: tuple[Path | None, Document | None] = (None, None)

    def of(self, read: SceneRead, file: Path) -> SceneRead:
        """The scene, with a problem where its number is missing, or was met before."""
        if read.manifest is None or read.manifest.get("scene_index") is UNREAD:
            return read
        read = _as_written(read)
        manifest = read.manifest or {}
        number = scene_number(manifest.get("scene_index"))
        if number is None:
            return replace(
                read, scene=None, problems=(*read.problems, _no_number(manifest, read.locations))
            )
        alike = likeness(number)
        first = self._seen.get(alike)
        if first is None:
            document = read.locations.document
            line = document.number if isinstance(document, Line) else 0
            self._seen[alike] = _First(number, file, line, read.locations.path)
            return read
        return replace(
            read,
            scene=None,
            problems=(*read.problems, *self._alike(number, read.locations, first, file)),
        )

    def _alike(
        self, number: SceneNumber, locations: Locations, first: _First, file: Path
    ) -> Iterator[Problem]:
        """F310, at this scene; and once at the first one of that number."""
        here, there = locations.of("scene_index"), self._location_of(first, file, locations)
        yield _twice(number, first.number, here, Related(at=there, what="The first is here"))
        alike = likeness(number)
        if alike not in self._told:
            self._told.add(alike)
            yield _twice(first.number, number, there, Related(at=here, what="The other is here"))

    def _location_of(self, first: _First, file: Path, locations: Locations) -> Location:
        """Where the first scene of a number has it. A file that was left is read again: places are not kept."""
        if first.line:
            name = str(first.file)
            return Location(
                source=Source(name=name),
                line=first.line,
                column=1,
                end_line=first.line,
                end_column=1,
            )
        if first.file == file:
            return replace(locations, path=first.path).of("scene_index")
        if self._reread[0] != first.file:
            self._reread = (first.file, read_document(first.file)[0])
        document = self._reread[1]
        if document is None:
            return Location(source=Source(name=str(first.file)))
        return Locations(document=document, path=first.path).of("scene_index")


def _as_written(read: SceneRead) -> SceneRead:
    """The scene; where JSON's readers have changed its number, with the text as it stands in the file: `7.10`."""
    manifest, scene = read.manifest or {}, read.scene
    written = manifest.get("scene_index")
    if not isinstance(written, float) or written.is_integer():
        return read
    text = read.locations.of("scene_index").written
    manifest = {**manifest, "scene_index": text}
    return replace(
        read, manifest=manifest, scene=scene and replace(scene, index=scene_number(text))
    )


def _twice(number: SceneNumber, other: SceneNumber, at: Location, related: Related) -> Problem:
    what, hint = two_of_one_number(number, other), "Give one of the two scenes another number."
    return Problem(
        at=at, code="F310", what=what, hint=hint, field="scene_index", related=(related,)
    )


def _no_number(manifest: dict[str, Any], locations: Locations) -> Problem:
    """F308: a scene without a number, or with something else in its place."""
    refusal = locations.voice.missing(("scene_index",), EXPECTED["scene_index"])
    if "scene_index" in manifest:
        refusal = _not_a_number(manifest["scene_index"], locations)
    at = locations.of("scene_index")
    return Problem(at=at, code="F308", what=refusal.what, hint=refusal.hint, field="scene_index")


def _not_a_number(written: object, locations: Locations) -> Refusal:
    """What is wrong with a value that is not a scene number, and what to do."""
    text = visible_text(written) if isinstance(written, str) else ""
    is_whole = isinstance(written, int) and not isinstance(written, bool)
    if is_whole or len(text) > LONGEST:
        return Refusal(
            f"This scene number is too long: it may have {LONGEST} characters.", "Shorten it."
        )
    if text:
        what = f"The scene number `{shown(written)}` holds a character that cannot be seen, such as a line break."
        return Refusal(what, "Write it again, on one line.")
    path = ("scene_index",)
    if isinstance(written, str):
        return locations.voice.empty(path, EXPECTED["scene_index"])
    return locations.voice.wrong(path, EXPECTED["scene_index"], written)


_SCENES = Expected("a list of scenes", [A_SCENE.example])
