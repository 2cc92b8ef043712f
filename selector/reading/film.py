"""A film folder in; a `Film` out, or every problem of its files.

Scenes, and their problems, are read one at a time. A film folder has:

- `film.yaml`: title and description (optional);
- `assets.yaml`, `assets.json` or `assets.jsonl`: the pictures and what they show;
- `scenes.yaml`, `scenes.json`, `scenes.jsonl` or a folder `scenes` of such files: the scenes;
- `rules.yaml`: the film's own rules (optional).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from selector.engine.pool import AssetPool
from selector.language.facts import SendCleaned
from selector.model.asset import Asset
from selector.model.expected import A_FILM
from selector.model.frozen import frozen
from selector.model.problem import Problem, ProblemError, errors_of
from selector.model.scene import Scene
from selector.model.scene_number import SceneNumber
from selector.reading.films.asset_entry import AssetLocations
from selector.reading.films.film_assets import AssetsRead, read_assets, tags_of_two
from selector.reading.films.film_files import FILES, ending, film_files_in
from selector.reading.films.film_folder import (
    missing_files,
    not_a_folder,
    scene_files_of,
    too_many_files,
)
from selector.reading.films.film_names import FilmNames
from selector.reading.films.film_scenes import SceneRead, read_scenes
from selector.reading.films.film_text import besides, no_file, read_document, read_lines
from selector.reading.films.film_words import shape_problems
from selector.reading.films.picture_files import PicturesOf
from selector.reading.text.document import Document, Problems
from selector.reading.text.locations import JsonLines, Locations
from selector.reading.text.message import refusal_message
from selector.reading.text.problem_limit import ShownProblems, shown_problems


@frozen
class Film:
    """A film folder, read; its scenes are read when needed.

    `asset_locations` says for each asset where its values are. `pictures` knows which of the
    assets' pictures can be sent. `names` knows which tags scenes mean by a word.
    """

    folder: Path
    title: str
    description: str
    assets: tuple[Asset, ...]
    asset_locations: tuple[AssetLocations, ...]
    scene_files: tuple[Path, ...]
    rules_path: Path | None
    pictures: PicturesOf = field(repr=False, compare=False)
    names: FilmNames = field(repr=False, compare=False)

    def pool(self, send_cleaned: SendCleaned | None = None) -> AssetPool[Asset]:
        """What to choose from: the film's pictures; those that cannot be sent are never picked.

        Args:
            send_cleaned: What the rules say of clean references, which go instead of originals.
        """
        return AssetPool(self.assets, usable=self.pictures.usable_if(send_cleaned))

    def read_scenes(self) -> Iterator[SceneRead]:
        """Every scene, one at a time, in the order of the film.

        JSON Lines keep their order. The scenes of any other file come by their numbers if all of
        these are whole, else as written. Files of a folder scenes/ are read in the order of their
        names, numbers in them counted: `scene-9`, `scene-10`.
        """
        return read_scenes(self.scene_files, self.names)

    def scene_numbers(self) -> Iterator[SceneNumber]:
        """The number of every scene that has one, in the order of the film.

        Raises:
            ProblemError: As `usable_scenes`.
        """
        for read in self.usable_reads():
            if read.scene is not None and read.scene.index is not None:
                yield read.scene.index

    def usable_scenes(self) -> Iterator[tuple[Scene, dict[str, Any]]]:
        """Each scene with its manifest; after a broken one no more, but all errors are found.

        Raises:
            ProblemError: A scene is broken; after all that came before it. Holds the errors of
                every scene.
        """
        for read in self.usable_reads():
            assert read.scene is not None, "such scenes are left out"  # noqa: S101  # for mypy
            yield read.scene, read.manifest or {}

    def usable_reads(self) -> Iterator[SceneRead]:
        """The same scenes as their files have them.

        Raises:
            ProblemError: As `usable_scenes`.
        """
        found = ShownProblems()
        for read in self.read_scenes():
            found.add(errors_of(read.problems))
            if found.is_full:
                break
            if read.scene is None or read.manifest is None or found.any_errors:
                continue
            yield read
        if found.any_errors:
            raise ProblemError(found.in_order())


def read_film(folder: str | Path) -> tuple[Film | None, Problems]:
    """Read a film folder. The film is None where anything but its scenes has an error.

    Problems are in order of location and hold the warnings too; those of scenes come with
    `Film.read_scenes`.
    """
    folder = Path(folder)
    refused = not_a_folder(folder)
    if refused is not None:
        return None, (refused,)
    found = {name: film_files_in(folder, name) for name in FILES}
    about = _about(found["film"][:1])
    assets, asset_problems = _assets(found["assets"][:1])
    scene_files, scene_problems = scene_files_of(found["scenes"][:1])
    problems = [*about.problems, *asset_problems, *scene_problems]
    problems += missing_files(folder, found)
    problems += chain.from_iterable(map(no_file, found["rules"]))
    for name, files in found.items():
        problems += too_many_files(name, files)
    pictures = PicturesOf(folder)
    film = Film(
        folder=folder,
        title=about.title or folder.resolve().name,
        description=about.description,
        assets=tuple(_as_named(asset, pictures) for asset in assets.assets),
        asset_locations=assets.locations,
        scene_files=scene_files,
        rules_path=next(iter(found["rules"]), None),
        pictures=pictures,
        names=FilmNames(assets.assets, assets.own_tags),
    )
    in_order = tuple(sorted(problems))
    if errors_of(in_order):
        return None, in_order
    return film, in_order


def read_film_scenes(folder: str | Path) -> Iterator[SceneRead]:
    """The scenes of a folder whose other files cannot be read, to find all that is wrong.

    Names in scenes of the short form stay as they are: which tags they mean cannot be known.
    """
    files, _ = scene_files_of(film_files_in(Path(folder), "scenes")[:1])
    return read_scenes(files)


def rules_of(folder: str | Path) -> Path | None:
    """The film's own rule file, if there is one to be read, whatever else is wrong with it."""
    for file in film_files_in(Path(folder), "rules"):
        if not no_file(file):
            return file
    return None


def is_film(folder: Path) -> bool:
    """True where a folder looks like a film: it has an assets file or scenes."""
    if not folder.is_dir():
        return False
    return any(film_files_in(folder, name) for name in ("assets", "scenes"))


@frozen
class _About:
    """What film.yaml says, and what is wrong with it."""

    title: str = ""
    description: str = ""
    problems: Problems = ()


def _about(files: list[Path]) -> _About:
    """What film.yaml says, where there is one."""
    if not files:
        return _About()
    file = files[0]
    document, problems = read_document(file)
    if document is None or document.data is None:
        return _About(problems=problems)
    data = document.data
    whole = Locations(document=document)
    if not isinstance(data, Mapping):
        refusal = whole.voice.wrong((), A_FILM, data, called="This file")
        refused = refusal_message("F304", refusal).at(whole.of())
        return _About(problems=(*problems, refused))
    found = shape_problems(data, "film", whole, by_hand=ending(file) != ".json")
    of_shape = chain.from_iterable(found.values())
    return _About(
        title=_text(data.get("title")),
        description=_text(data.get("description")),
        problems=(*problems, *besides(problems, of_shape)),
    )


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return ""


def _assets(files: list[Path]) -> tuple[AssetsRead, list[Problem]]:
    """The film's pictures, and the problems of their file's text and of what it says."""
    if not files:
        return AssetsRead(), []
    file = files[0]
    document: Document | JsonLines | None
    if ending(file) == ".jsonl":
        document, of_text = read_lines(file)
    else:
        document, of_text = read_document(file)
    if document is None:
        return AssetsRead(), list(of_text)
    assets = read_assets(document.data, document, yaml=ending(file) in (".yaml", ".yml"))
    found = list(assets.problems)
    if not errors_of(found):
        found += shown_problems(tags_of_two(assets))
    return assets, [*_text_problems(of_text, found), *besides(of_text, found)]


def _text_problems(of_text: Iterable[Problem], found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a text, without warnings about a value that has an error anyway."""
    wrong = {problem.at for problem in errors_of(found)}
    for problem in of_text:
        if problem.severity == "error" or problem.at not in wrong:
            yield problem


def _as_named(asset: Asset, pictures: PicturesOf) -> Asset:
    """The asset with the paths of its pictures as the folder spells them, to open those files."""
    path = asset.reference_image_url
    if path:
        named = pictures.as_named(path)
        if named != path:
            asset = replace(asset, reference_image_url=named)
    cleaned = asset.clean_reference
    if cleaned is None:
        return asset
    named = pictures.as_named(cleaned.clean_image_url)
    if named == cleaned.clean_image_url:
        return asset
    return replace(asset, clean_reference=replace(cleaned, clean_image_url=named))
