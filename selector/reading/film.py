"""A film folder in; a `Film` out, or every problem of its files but the scenes', which are read one at a time.

- `film.yaml`: title and description (optional);
- `assets.yaml`, `assets.json` or `assets.jsonl`: the pictures and what they show;
- `scenes.yaml`, `scenes.json`, `scenes.jsonl` or a folder `scenes` of such files: the scene manifests;
- `rules.yaml`: the film's own rules (optional).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.expected import A_FILM
from selector.model.near_names import NearNames, did_you_mean
from selector.model.problem import Location, Problem, ProblemError, Related, Source, errors_of
from selector.model.scene import Scene
from selector.model.scene_number import SceneNumber
from selector.reading.films.film_assets import AssetLocations, AssetsRead, read_assets, tags_of_two
from selector.reading.films.film_files import FILES, SUFFIXES, film_files_in
from selector.reading.films.film_scenes import SceneRead, read_scenes
from selector.reading.films.film_text import besides, no_file, read_document, read_lines, unreadable
from selector.reading.films.film_words import shape_problems
from selector.reading.films.picture_files import PicturesOf
from selector.reading.text.locations import Locations
from selector.reading.text.problem_limit import ShownProblems, shown_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A film's folder, read. `asset_locations` says for each asset where its values lie; scenes are read on demand.

    `pictures` knows which of the assets' pictures can be sent.
    """

    folder: Path
    title: str
    description: str
    assets: tuple[Asset, ...]
    asset_locations: tuple[AssetLocations, ...]
    scene_files: tuple[Path, ...]
    rules_path: Path | None
    pictures: PicturesOf = field(repr=False, compare=False)

    def pool(self) -> AssetPool[Asset]:
        """What to choose from: the film's pictures, of which only those go that can be sent."""
        return AssetPool(self.assets, usable=self.pictures.usable)

    def read_scenes(self) -> Iterator[SceneRead]:
        """Every scene, one at a time, in the order of the film.

        JSON Lines come as they stand. The scenes of any other file come by their numbers if all of these are whole,
        else as they stand. Files of a folder scenes/ are read in the order of their names, numbers in them counted:
        `scene-9`, `scene-10`.
        """
        return read_scenes(self.scene_files)

    def scene_numbers(self) -> Iterator[SceneNumber]:
        """The number of every scene that has one, in the order of the film."""
        for read in self.read_scenes():
            if read.scene is not None and read.scene.index is not None:
                yield read.scene.index

    def usable_scenes(self) -> Iterator[tuple[Scene, dict[str, Any]]]:
        """Each scene with its manifest, until one is broken; from there on films are read for what else is.

        Raises:
            ProblemError: A scene is broken; after all that came before it. Holds the errors of every scene.
        """
        found = ShownProblems()
        for read in self.read_scenes():
            found.add(errors_of(read.problems))
            if found.is_full:
                break
            if read.scene is not None and read.manifest is not None and not found.any_errors:
                yield read.scene, read.manifest
        if found.any_errors:
            raise ProblemError(found.in_order())


def read_film(folder: str | Path) -> tuple[Film | None, tuple[Problem, ...]]:
    """Read a film folder. The film is None where anything but its scenes has an error.

    Problems are in order of place and hold the warnings too; those of scenes come with `Film.read_scenes`.
    """
    folder = Path(folder)
    missing = list(_no_folder(folder))
    if missing:
        return None, tuple(missing)
    found = {name: film_files_in(folder, name) for name in FILES}
    problems = [problem for name, files in found.items() for problem in _too_many(name, files)]
    problems += _no_film(folder, found)
    title, description, film_problems = _about(found["film"][:1])
    assets, asset_problems = _assets(found["assets"][:1])
    problems += (*film_problems, *asset_problems)
    problems += [problem for file in found["rules"] for problem in no_file(file)]
    scene_files, scene_problems = _scene_files(found["scenes"][:1])
    problems += scene_problems
    pictures = PicturesOf(folder)
    film = Film(
        folder=folder,
        title=title or folder.resolve().name,
        description=description,
        assets=tuple(_as_named(asset, pictures) for asset in assets.assets),
        asset_locations=assets.locations,
        scene_files=scene_files,
        rules_path=next(iter(found["rules"]), None),
        pictures=pictures,
    )
    return None if errors_of(problems) else film, tuple(sorted(problems))


def read_film_scenes(folder: str | Path) -> Iterator[SceneRead]:
    """The scenes of a folder whose other files cannot be read, so that everything wrong with it is told at once."""
    return read_scenes(_scene_files(film_files_in(Path(folder), "scenes")[:1])[0])


def rules_of(folder: str | Path) -> Path | None:
    """The film's own rule file, if there is one to be read; whatever else may be wrong with the film."""
    return next((file for file in film_files_in(Path(folder), "rules") if not no_file(file)), None)


def is_film(folder: Path) -> bool:
    """Whether a folder looks like a film: it has an assets file or scenes."""
    return folder.is_dir() and any(film_files_in(folder, name) for name in ("assets", "scenes"))


def _no_folder(folder: Path) -> Iterator[Problem]:
    """F301: a film is a folder."""
    at = Location(source=Source(name=str(folder)))
    try:
        if folder.is_dir():
            next(folder.iterdir(), None)
            (folder / "film.yaml").exists()  # raises where what is in it cannot be reached
        elif folder.exists():
            what = "A film is a folder, and this is a file."
            yield Problem(at=at, code="F301", what=what, hint="Name the folder that it is in.")
        else:
            hint = (
                did_you_mean(folder.name, _names_in(folder.parent))
                or "`selector new` makes a film that works."
            )
            yield Problem(at=at, code="F301", what="There is no such folder.", hint=hint)
    except (OSError, ValueError) as error:
        what = f"This folder cannot be read: {getattr(error, 'strerror', None) or error}."
        yield Problem(at=at, code="F301", what=what, hint="Check its name and its permissions.")


def _names_in(folder: Path) -> list[str]:
    try:
        return [each.name for each in folder.iterdir() if each.is_dir()]
    except OSError:
        return []


def _too_many(name: str, files: list[Path]) -> Iterator[Problem]:
    """F303: the same thing is said by two files, and only one of them would be read."""
    if len(files) > 1:
        first, *others = [Location(source=Source(name=str(file))) for file in files]
        related = tuple(Related(at=at, what="There is also") for at in others)
        kind = "named film" if name == "film" else f"for its {name}"
        what, hint = (
            f"This film has {len(files)} files {kind}.",
            "Keep one: only one would be read.",
        )
        yield Problem(at=first, code="F303", what=what, hint=hint, related=related)


def _no_film(folder: Path, found: Mapping[str, list[Path]]) -> Iterator[Problem]:
    """F302: a film has pictures and scenes."""
    lacking = [name for name in ("assets", "scenes") if not found[name]]
    wanted = {
        "assets": "`assets.yaml`, `assets.json` or `assets.jsonl`",
        "scenes": "`scenes.yaml`, `scenes.json`, `scenes.jsonl` or a folder `scenes`",
    }
    if lacking:
        what = (
            "This folder is not a film: there is no "
            + ", and no ".join(wanted[name] for name in lacking)
            + "."
        )
        hint = (
            _misspelt(folder, lacking)
            or "`selector new film` with another name makes one that works, to compare."
        )
        yield Problem(
            at=Location(source=Source(name=str(folder))), code="F302", what=what, hint=hint
        )


def _misspelt(folder: Path, lacking: list[str]) -> str:
    """A hint at a file that is probably meant, such as `asset.yaml`."""
    options = [f"{name}{suffix}" for name in lacking for suffix in SUFFIXES]
    files = NearNames((file.name for file in folder.iterdir()), cutoff=0.8)
    near = {files.nearest(option): option for option in reversed(options)}
    first = min(filter(None, near), default=None)
    return f"Should `{first}` be called `{near[first]}`?" if first else ""


def _about(files: list[Path]) -> tuple[str, str, list[Problem]]:
    """The title and the description of film.yaml, where there is one."""
    if not files:
        return "", "", []
    document, problems = read_document(files[0])
    data = document.data if document else None
    if document is None or data is None:
        return "", "", list(problems)
    whole = Locations(document=document)
    if not isinstance(data, Mapping):
        refusal = whole.voice.wrong((), A_FILM, data, called="This file")
        return (
            "",
            "",
            [*problems, Problem(at=whole.of(), code="F304", what=refusal.what, hint=refusal.hint)],
        )
    found = shape_problems(data, "film", whole, by_hand=files[0].suffix != ".json")
    refused = [problem for each in found.values() for problem in each]
    return (
        _text(data.get("title")),
        _text(data.get("description")),
        [*problems, *besides(problems, refused)],
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _assets(files: list[Path]) -> tuple[AssetsRead, list[Problem]]:
    """The film's pictures, and the problems of their file's text and of what it says."""
    if not files:
        return AssetsRead(), []
    file = files[0]
    document, said_of_text = read_lines(file) if file.suffix == ".jsonl" else read_document(file)
    if document is None:
        return AssetsRead(), list(said_of_text)
    assets = read_assets(document.data, document, yaml=file.suffix in (".yaml", ".yml"))
    if not errors_of(assets.problems):
        assets = replace(assets, problems=(*assets.problems, *shown_problems(tags_of_two(assets))))
    wrong = {problem.at for problem in errors_of(assets.problems)}
    warned = [
        problem
        for problem in said_of_text
        if problem.severity == "error" or problem.at not in wrong
    ]
    return assets, [*warned, *besides(said_of_text, assets.problems)]


def _as_named(asset: Asset, pictures: PicturesOf) -> Asset:
    """The asset with the path of its picture as the folder has it, for whoever opens that file."""
    path = asset.reference_image_url
    named = path and pictures.as_named(path)
    return asset if named == path else replace(asset, reference_image_url=named)


def _scene_files(found: list[Path]) -> tuple[tuple[Path, ...], list[Problem]]:
    """The scene files in order; a folder's files by name, with the numbers in names counted."""
    if not found or not found[0].is_dir():
        return tuple(found), []
    if found[0].name != "scenes":
        what, hint = (
            "The file cannot be read: it is a folder.",
            "Call it `scenes`, or put a file in its place.",
        )
        return (), [
            Problem(
                at=Location(source=Source(name=str(found[0]))), code="Y101", what=what, hint=hint
            )
        ]
    try:
        files = [
            path
            for path in found[0].iterdir()
            if path.suffix in SUFFIXES and not path.name.startswith(".")
        ]
    except OSError as error:
        return (), [unreadable(str(found[0]), error)]
    return tuple(sorted(files, key=lambda path: _natural(path.name))), []


def _natural(name: str) -> tuple[list[Any], str]:
    """Sorts `scene-9` before `scene-10`: words and numbers take turns, so like is compared with like."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return [int(part) if number % 2 else part for number, part in enumerate(parts)], name
