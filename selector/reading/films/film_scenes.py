"""The scenes of a film: its scene files in; scenes one at a time out, with what is wrong with each.

JSON Lines are read a line at a time, and only the number of a scene stays in memory, so a film may
have any number of scenes. Other files are read whole, one after the other, and their scenes come in
the order of the film.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from selector.engine.manifest import read_manifest
from selector.model.expected import A_SCENE, EXPECTED
from selector.model.frozen import frozen
from selector.model.problem import (
    Location,
    Problem,
    ProblemError,
    Source,
    errors_of,
)
from selector.model.refusals import Expected, Voice
from selector.model.scene import Scene
from selector.model.scene_number import (
    SceneNumber,
    film_order,
    scene_number,
)
from selector.reading.films.film_files import ending
from selector.reading.films.film_names import FilmNames
from selector.reading.films.film_text import (
    besides,
    no_file,
    one_document,
    raw_lines,
    read_document,
    read_line,
)
from selector.reading.films.numbers_of_scenes import NumbersOfScenes, written_otherwise
from selector.reading.films.short_scenes import (
    LongForm,
    PlaceBefore,
    in_long_form,
    locations_of,
    place_in,
)
from selector.reading.shape.quick_look import is_plain
from selector.reading.shape.short_keys import LONG, OTHER_WORDS, SHORT
from selector.reading.shape.unknown_keys import (
    Unknown,
    UnknownKeys,
    misspelt,
    unknown_key_problems,
    unknown_keys,
)
from selector.reading.text.document import UNREAD, Document, Problems, Steps, holds_unread
from selector.reading.text.file import unreadable
from selector.reading.text.locations import JsonLines, Line, Locations, path_of
from selector.reading.text.message import refusal_message

Manifest = dict[str, Any]
"""A scene manifest as its file has it."""


@frozen
class SceneRead:
    """One scene as its file has it.

    `scene` and `manifest` are None where it cannot be used; `problems` say why. `is_scene` is false
    where there is no scene at all, only problems of a whole file whose scenes are read. `long_form`
    is there if a person wrote it in the short form; `manifest` and `locations` are as if it had
    been written in the long one.
    """

    scene: Scene | None
    manifest: Manifest | None
    locations: Locations
    problems: Problems = ()
    is_scene: bool = True
    long_form: LongForm | None = None

    @property
    def at(self) -> Location:
        """Where the scene is; worked out when needed."""
        return self.locations.of()


def read_scenes(files: tuple[Path, ...], names: FilmNames | None = None) -> Iterator[SceneRead]:
    """Every scene of these files; a file that cannot be read is a `SceneRead` without a scene.

    Args:
        files: The files, in order.
        names: The tags and names of the film; None if its pictures cannot be read.

    Yields:
        The scenes, in order.
    """
    numbers = NumbersOfScenes()
    so_far = _SoFar(names)
    for file in files:
        if ending(file) == ".jsonl":
            reads = _lines(file)
        else:
            reads = _document(file, so_far)
        for read in reads:
            if read.is_scene:
                so_far.before = read
            yield _numbered(read, file, numbers)


class _SoFar:
    """What a scene in the short form may refer to: the names of the film, the scene before."""

    def __init__(self, names: FilmNames | None) -> None:
        self.names = names
        self.before: SceneRead | None = None

    def place_before(self) -> PlaceBefore | None:
        """The place of the scene before; None if there is no such scene."""
        before = self.before
        if before is None:
            return None
        tags = place_in(before.manifest or {})
        return PlaceBefore(tags, is_sure=before.scene is not None)


def _document(file: Path, so_far: _SoFar) -> Iterator[SceneRead]:
    """The scenes of a YAML or JSON file; the first one brings the problems of the whole file.

    The warnings about its text come last, for where a scene has an error they say nothing.
    """
    document, problems = read_document(file)
    errors = errors_of(problems)
    if errors or document is None:
        yield replace(_unread(str(file), errors or problems), is_scene=document is None)
    if document is None:
        return
    foreign = _of_another_kind(document)
    if foreign is not None:
        yield _unread(str(file), [foreign])
        return
    doubtful = {problem.at: problem for problem in problems if problem not in errors}
    by_hand = ending(file) != ".json"
    of_file: Problems = ()
    if by_hand:
        of_file = tuple(_beside_scenes(document))
    for raw, locations in _entries(document.data, Locations(document=document)):
        if raw is UNREAD:
            read = _unusable(locations, ())
        else:
            read = _read_by_hand(raw, locations, so_far) if by_hand else _read(raw, locations)
        if problems:
            read = _without_text_problems(read, raw, problems)
            for problem in errors_of(read.problems):
                doubtful.pop(problem.at, None)
        yield replace(read, problems=(*of_file, *read.problems))
        of_file = ()
    if of_file or doubtful:
        yield replace(_unread(str(file), [*of_file, *doubtful.values()]), is_scene=False)


def _of_another_kind(document: Document) -> Problem | None:
    """F304: a storyboard, the film's pictures or its rules in place of its scenes."""
    data = document.data
    first = data[0] if data and isinstance(data, list) else data
    if isinstance(first, Mapping) and _speaks_of_a_scene(first):
        return None
    from selector.reading.foreign_files import (  # noqa: PLC0415  # few files get here
        another_part,
        looks_like,
    )

    looks = looks_like("", data)
    whole = Locations(document=document)
    if looks is None or looks.part == "scenes" or _instead_of_scenes(data, whole):
        return None
    _, scenes = _wanted(whole.voice)
    example = whole.voice.example("", scenes.example)
    return another_part(looks, "a list of scenes", example).at(whole.of())


def _speaks_of_a_scene(raw: Mapping[str, Any]) -> bool:
    """Whether something has keys of a scene, or some words that people have for them."""
    other_words = [key for key in raw if key in OTHER_WORDS]
    return not _MAY_BE_OF_SCENES.isdisjoint(raw) or len(other_words) > 1


def _without_text_problems(read: SceneRead, raw: object, of_text: Problems) -> SceneRead:
    """The scene without problems that follow from those of the text; unusable if part is unread.

    Args:
        read: The scene.
        raw: What its file says.
        of_text: The problems of the file's text.

    Returns:
        The scene with the problems of its own.
    """
    scene = read.scene
    if holds_unread(raw):
        scene = None
    own = besides(of_text, read.problems)
    return replace(read, scene=scene, problems=tuple(own))


def _beside_scenes(document: Document) -> Iterator[Problem]:
    """F351: keys beside `scenes`, which only a pipeline's storyboard has."""
    data = document.data
    if isinstance(data, Mapping) and "scenes" in data:
        others: list[str | int] = [key for key in data if key != "scenes"]
        unknown: Unknown = {(): UnknownKeys("storyboard", (), others, written=data)}
        yield from unknown_key_problems(unknown, Locations(document=document))


def _entries(data: object, whole: Locations) -> Iterator[tuple[object, Locations]]:
    """The scene manifests of a document, which may be under `scenes`; in the film's order."""
    if isinstance(data, Mapping) and "scenes" in data:
        data = data["scenes"]
        whole = whole.inside("scenes")
        if not isinstance(data, list):
            yield data, whole
            return
    if isinstance(data, list):
        numbers = [_number_of(entry) for entry in data]
        for index in film_order(numbers):
            yield _bare(data[index], whole.inside(index))
    elif data is not None:
        yield _bare(data, whole)


def _bare(entry: object, locations: Locations) -> tuple[object, Locations]:
    """A scene manifest without the storyboard's other words about the scene.

    An audio manifest beside it goes into it, since it says who speaks.
    """
    if not isinstance(entry, dict) or "scene_manifest" not in entry:
        return entry, locations
    manifest = entry["scene_manifest"]
    audio = entry.get("audio_manifest")
    if audio is not None and isinstance(manifest, dict):
        manifest = {"audio_manifest": audio, **manifest}
    return manifest, locations.inside("scene_manifest")


def _number_of(entry: object) -> SceneNumber | None:
    """The number of an entry, if it has one."""
    if not isinstance(entry, dict):
        return None
    raw = entry.get("scene_manifest", entry)
    if not isinstance(raw, dict):
        return None
    return scene_number(raw.get("scene_index", raw.get("scene")))


def _lines(file: Path) -> Iterator[SceneRead]:
    """The scenes of a JSON Lines file, one after the other."""
    name = str(file)
    refused = no_file(file)
    if refused:
        yield _unread(name, refused)
        return
    is_first = True
    try:
        with file.open("rb") as lines:
            for number, raw in raw_lines(lines):
                read = _line(name, number, raw)
                if is_first and read.problems:
                    pretty = one_document(name, number, raw.decode("utf-8", "replace"))
                    if pretty:
                        yield _unread(name, [pretty])
                        return
                is_first = False
                yield read
    except OSError as error:
        yield _unread(name, [unreadable(name, error)])


def _line(name: str, number: int, raw: bytes) -> SceneRead:
    data, line, problems = read_line(name, number, raw)
    locations = Locations(document=line)
    if problems and errors_of(problems):
        return _unusable(locations, problems)
    read = _read(*_bare(data, locations))
    if problems:
        return replace(read, problems=(*problems, *read.problems))
    return read


def _unread(name: str, problems: Iterable[Problem]) -> SceneRead:
    whole = JsonLines(data=[], lines=(), source=Source(name=name))
    return _unusable(Locations(document=whole), problems)


def _unusable(locations: Locations, problems: Iterable[Problem]) -> SceneRead:
    return SceneRead(
        scene=None,
        manifest=None,
        locations=locations,
        problems=tuple(problems),
    )


def _read(raw: object, locations: Locations) -> SceneRead:
    """A scene as a pipeline wrote it."""
    refused = _no_scene(raw, locations)
    if refused is not None or not isinstance(raw, dict):
        return _unusable(locations, filter(None, [refused]))
    problems: list[Problem] = []
    scene = _scene_in(raw, {}, locations, problems)
    return SceneRead(
        scene=scene,
        manifest=raw,
        locations=locations,
        problems=tuple(problems),
    )


def _read_by_hand(raw: object, locations: Locations, so_far: _SoFar) -> SceneRead:
    """A scene as a person wrote it, in either form."""
    refused = _no_scene(raw, locations)
    if refused is not None or not isinstance(raw, dict):
        return _unusable(locations, filter(None, [refused]))
    if _is_short(raw):
        return _read_short(raw, locations, so_far)
    unknown = _unknown(raw, raw)
    problems: list[Problem] = []
    scene = _scene_in(raw, unknown, locations, problems)
    if scene is not None:
        problems += unread_texts(raw, locations)
        problems += _unread_text(raw, _TITLE, locations)
    if unknown:
        problems += unknown_key_problems(unknown, locations)
    return SceneRead(
        scene=scene,
        manifest=raw,
        locations=locations,
        problems=tuple(problems),
    )


def _read_short(raw: Manifest, written: Locations, so_far: _SoFar) -> SceneRead:
    """A scene in the short form, as if it had been written in the long one."""
    if holds_unread(raw):
        return _unusable(written, ())
    before = None
    if raw.get("same_place") is True:
        before = so_far.place_before()
    long = in_long_form(raw, so_far.names, before)
    locations = locations_of(written, long)
    unknown = _unknown(raw, long.manifest)
    if long.has_unknown_keys and not unknown:
        unknown = _unknown_keys(raw)
    problems: list[Problem] = []
    scene = None
    if long.faults:
        from selector.reading.films.short_faults import (  # noqa: PLC0415  # if something is wrong
            fault_problems,
        )

        problems += fault_problems(long.faults, unknown, written)
    else:
        scene = _scene_in(long.manifest, unknown, locations, problems)
    if scene is not None:
        problems += unread_texts(long.manifest, locations)
        problems += _unread_text(raw, _TITLE, written)
        problems += _words_of_nothing(raw, written)
    if unknown:
        problems += unknown_key_problems(unknown, written)
    return SceneRead(
        scene=scene,
        manifest=long.manifest,
        locations=locations,
        problems=tuple(problems),
        long_form=long,
    )


def _words_of_nothing(raw: Manifest, written: Locations) -> list[Problem]:
    """F351: under `wears`, words without a value. To YAML, a comma in braces makes one."""
    wears = raw.get("wears")
    if not isinstance(wears, Mapping) or None not in wears.values():
        return []
    from selector.reading.films.short_faults import (  # noqa: PLC0415  # if something is wrong
        worn_by_nobody,
    )

    return list(worn_by_nobody(wears, written))


def _scene_in(
    manifest: Manifest, unknown: Unknown, locations: Locations, problems: list[Problem]
) -> Scene | None:
    """The scene of a manifest; None if it cannot be used.

    Args:
        manifest: The scene manifest.
        unknown: Its unknown keys.
        locations: The locations of its values.
        problems: Takes what is wrong with it.

    Returns:
        The scene, or None.
    """
    try:
        return read_manifest(manifest)
    except ProblemError:
        from selector.engine.manifest_problems import (  # noqa: PLC0415  # if something is wrong
            manifest_problems,
        )

        found = manifest_problems(manifest, locations.voice)
        problems.extend(_located(problem, unknown, locations) for problem in found)
        return None


def unread_texts(raw: Manifest, locations: Locations) -> Iterator[Problem]:
    """F351: what a scene or a placement says is not read unless it is text.

    Args:
        raw: A scene manifest that can be used.
        locations: The locations of its values.
    """
    composition = raw["composition"]
    for key in _TEXTS_OF_A_COMPOSITION:
        value = composition.get(key)
        if value is not None and type(value) is not str:
            yield from _unread_text(composition, ("composition", key), locations)
    for nth, placement in enumerate(raw["placements"]):
        for key in _TEXTS_OF_A_PLACEMENT:
            value = placement.get(key)
            if value is not None and type(value) is not str:
                yield from _unread_text(placement, ("placements", nth, key), locations)


def _unread_text(holder: Mapping[str, Any], path: Steps, locations: Locations) -> Iterator[Problem]:
    key = str(path[-1])
    value = holder.get(key)
    if value is None or isinstance(value, str):
        return
    at = locations.of(*path)
    refusal = locations.voice.wrong((key,), EXPECTED[key], value, written=at.written)
    yield refusal_message("F351", refusal).at(at)


_TITLE = ("title",)


def _no_scene(raw: object, locations: Locations) -> Problem | None:
    """F304: something else where a scene, or a list of scenes, is expected."""
    voice = locations.voice
    a_scene, scenes = _wanted(voice)
    if isinstance(raw, dict) and locations.path != ("scenes",):
        key = _instead_of_scenes(raw, locations)
        if key is None:
            return None
        refusal = voice.missing(("scenes",), scenes, near=key)
        return refusal_message("F304", refusal).at(locations.of(key, key=True))
    if locations.path == ("scenes",):
        refusal = voice.wrong(("scenes",), scenes, raw)
    else:
        refusal = voice.wrong((), a_scene, raw, called="A scene")
        if isinstance(raw, list) and isinstance(locations.document, Line):
            refusal = refusal._replace(hint=_A_SCENE_A_LINE)
    return refusal_message("F304", refusal).at(locations.of())


def _wanted(voice: Voice) -> tuple[Expected, Expected]:
    """A scene and a list of scenes, as people write them in such a file."""
    if voice.is_json:
        return A_SCENE, _SCENES
    return _A_SHORT_SCENE, _SHORT_SCENES


def _instead_of_scenes(raw: object, locations: Locations) -> str | None:
    """The only key of a file, with a list of scenes under it: `scenes` under another name."""
    if not isinstance(raw, dict) or locations.path or len(raw) != 1:
        return None
    key: str
    [(key, entries)] = raw.items()
    if not isinstance(entries, list) or not entries:
        return None
    if all(isinstance(entry, dict) and not _OF_A_SCENE.isdisjoint(entry) for entry in entries):
        return key
    return None


_OF_A_SCENE = frozenset(
    (
        "scene",
        "scene_index",
        "scene_manifest",
        "shot",
        "composition",
    )
)
"""Keys one of which each scene has."""
_MAY_BE_OF_SCENES = frozenset(("scenes", *SHORT, *LONG))
"""Keys of a film's scenes, or of one scene in a file of its own."""


def _unknown(raw: Manifest, manifest: Manifest) -> Unknown:
    """The keys of a hand-written scene that nobody reads; `manifest` is its long form."""
    if is_plain(manifest, "scene-manifest"):
        return {}
    return _unknown_keys(raw)


def _is_short(raw: Manifest) -> bool:
    """Whether a scene is in the short form, perhaps in part; so is one with no key of either."""
    return not SHORT.isdisjoint(raw) or LONG.isdisjoint(raw)


def _unknown_keys(raw: Manifest) -> Unknown:
    from selector.reading.shape import scene_shape  # noqa: PLC0415  # slow to load

    unknown = unknown_keys(raw, scene_shape.FilmSceneShape)
    of_scene = unknown.get(())
    if of_scene is not None:
        # Keys of the other form are near names, and are not offered beside those of this one.
        others = SHORT
        if _is_short(raw):
            others = LONG
            of_scene.other_words = OTHER_WORDS
        of_scene.free = tuple(key for key in of_scene.free if key not in others)
    return unknown


def _located(problem: Problem, unknown: Unknown, locations: Locations) -> Problem:
    """A problem of a manifest at its location in the file.

    Args:
        problem: The problem, with the field it is about.
        unknown: The unknown keys of the manifest; a missing key may be one of them, misspelled.
        locations: The locations of the manifest.

    Returns:
        The problem; of a misspelled key, at that key.
    """
    path = path_of(problem.field)
    slip = None
    if path and problem.code == "S401":
        slip = misspelt(path, unknown, locations)
    if slip is None:
        return replace(problem, at=locations.of(*path))
    at, refusal = slip
    return replace(
        problem,
        at=at,
        what=refusal.what,
        hint=refusal.hint,
    )


def _numbered(read: SceneRead, file: Path, numbers: NumbersOfScenes) -> SceneRead:
    """A scene with what is wrong with its number, if it can be read at all.

    Args:
        read: The scene.
        file: Its file.
        numbers: Those of the scenes before.
    """
    manifest = read.manifest
    if manifest is None or manifest.get("scene_index") is UNREAD:
        return read
    text = written_otherwise(manifest, read.locations)
    if text is not None:
        scene = read.scene
        if scene is not None:
            scene = scene._replace(index=scene_number(text))
        manifest = {**manifest, "scene_index": text}
        read = replace(read, manifest=manifest, scene=scene)
    in_short_form = read.long_form is not None
    errors = numbers.problems(manifest, read.locations, file, in_short_form=in_short_form)
    if not errors:
        return read
    return replace(read, scene=None, problems=(*read.problems, *errors))


_TEXTS_OF_A_COMPOSITION = ("focal_point", "camera_movement")
_TEXTS_OF_A_PLACEMENT = ("position", "action", "expression", "wardrobe_note")
_A_SHORT_SCENE = Expected(None, {"scene": 1, "shot": "close_up", "cast": ["WREN"]})
_SCENES = Expected("a list of scenes", [A_SCENE.example])
_SHORT_SCENES = Expected("a list of scenes", [_A_SHORT_SCENE.example])
_A_SCENE_A_LINE = (
    "Write one scene on each line. If the file is one document, "
    "give it a name that ends in `.json`."
)
