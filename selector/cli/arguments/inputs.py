"""Paths in, as a person typed them; rule files, films and the rules to pick with out.

So does `--target`, the id of a video model; it is here since every command that takes rules has it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import click

from selector.cli.printing.output import print_sentence, typed
from selector.data import EARLIER, comes_with_selector
from selector.model.address import is_address, is_of_database, scheme_only
from selector.model.frozen import frozen
from selector.model.near_names import did_you_mean
from selector.model.phrases import quoted
from selector.model.problem import Location, Problem, ProblemError, Source, errors_of, shown
from selector.model.scene_number import SceneNumber, likeness, scene_number
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from selector.engine.compiled_rules import CompiledRules
    from selector.engine.rules import Rules
    from selector.model.scene import Scene
    from selector.model.video_model import VideoModel
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead
    from selector.reporting.explaining import RulesToStart

STDIN = "-"
_RULE_SUFFIXES = (".yaml", ".yml")


Kind: TypeAlias = Literal["rules", "film", "database", "shot_names", "targets"]


@frozen
class Target:
    """What to check, by the path that its problems will name.

    That is a rule file, a film in a folder or in a database, a file of shot names, or the file of
    video models.
    """

    kind: Kind
    path: str


def targets(path: str) -> Iterator[Target]:
    """What a path means: a rule file, a film, or all that are below a folder.

    A film is named by its folder or by a file in it.

    Raises:
        click.UsageError: The path is an address, or a folder with neither rules nor films.
    """
    no_address(path)
    as_path = Path(path)
    if path != STDIN and as_path.is_dir():
        found = list(_inside(as_path))
        if not found:
            raise click.UsageError(_nothing_in(as_path))
        yield from found
    elif _is_of_film(as_path):
        yield Target(kind="film", path=str(as_path.parent))
    else:
        kind = _kind_of(as_path)
        if kind == "rules":
            path = rule_file(path)
        yield Target(kind=kind, path=path)


def _nothing_in(folder: Path) -> str:
    """That a folder has neither rules nor films, and what it has instead."""
    from selector.reading.films.foreign_in_folder import foreign_notice

    nothing = f"There is no rule file (`*.yaml`) and no film in `{folder}`."
    return " ".join(filter(None, (nothing, foreign_notice(folder))))


def rule_file(named: str) -> str:
    """The path of a rule file as it is; for the name of rules that come with selector, theirs."""
    from selector.reading.load import path_of_rules

    return path_of_rules(named)


def missing(path: str) -> Problem | None:
    """Y101 where nothing has that name. What else may be wrong with a path, its reader says."""
    try:
        Path(path).lstat()
    except FileNotFoundError:
        shipped = _names_of_rules(path)
        hint = _versions_of_rules(path) or did_you_mean(
            Path(path).name, [*_names_beside(Path(path)), *shipped]
        )
        if not hint:
            hint = "Check the name and your current folder."
            if shipped:
                names = quoted(shipped, "and")
                hint = f"{hint} The rules that come with selector are {names}."
        at = Location(source=Source(name=path))
        return Problem(at=at, code="Y101", what="There is no such file or folder.", hint=hint)
    except (OSError, ValueError):
        return None
    return None


def _versions_of_rules(path: str) -> str:
    """Which versions there are, where the name of rules that come with selector has another."""
    from selector.reading.rules.parents import shipped_versions

    name, _, _ = path.partition(" ")
    versions = shipped_versions(name)
    if not versions:
        return ""
    return f"The versions of `{name}` are {quoted(versions, 'and')}."


def _names_beside(path: Path) -> list[str]:
    try:
        return [each.name for each in _visible(path.parent)]
    except OSError:
        return []


def _names_of_rules(path: str) -> list[str]:
    """The rules that come with selector, where a name without a folder could be theirs.

    The end of a version, as in `Cinematic 1.1.0`, is no suffix.
    """
    as_path = Path(path)
    is_a_name = as_path.name == path and (not as_path.suffix or as_path.suffix[1:].isdecimal())
    if not is_a_name:
        return []
    from selector.reading.rules.parents import shipped_files

    return list(shipped_files())


def _visible(folder: Path) -> list[Path]:
    """What is in a folder, but for hidden names."""
    return [path for path in folder.iterdir() if not path.name.startswith(".")]


def no_address(path: str) -> None:
    """Refuse an address where a path belongs: its password would be shown.

    Raises:
        click.UsageError: It is an address.
    """
    if not is_address(path):
        return
    address = scheme_only(path)
    if is_of_database(path):
        raise click.UsageError(
            f"`{address}` is the address of a database. Name a file or a folder."
        )
    raise click.UsageError(
        f"`{address}` is an address, and selector reads and writes only files."
        " Name a file or a folder on this computer."
    )


def _inside(folder: Path) -> Iterator[Target]:
    """Films, rule files and what rule files name in a folder, by name.

    Hidden ones and links to folders are left out.
    """
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield Target(kind=_kind_of(path), path=str(path))
            continue
        try:
            film, folders, files = _listed(path)
        except OSError:  # the film reader will say why
            film, folders, files = True, set(), set()
        if film:
            yield Target(kind="film", path=str(path))
            continue
        last_first = sorted(folders | files, reverse=True)
        waiting.extend((each, each in folders) for each in last_first)


def _kind_of(file: Path) -> Kind:
    """What a file of a folder of rules holds: facts of video models, shot names, else rules."""
    from selector.reading.targets import is_of_models

    if is_of_models(file):
        return "targets"
    if _has_shot_names(file):
        return "shot_names"
    return "rules"


def _has_shot_names(file: Path) -> bool:
    """Whether a file has shot names, and so is no rule file."""
    from selector.reading.text.file import RULE_LIMITS

    if not file.is_file() or file.stat().st_size > RULE_LIMITS.size:
        return False
    try:
        raw = file.read_bytes()
    except OSError:  # the reader of rule files says why
        return False
    if b"sizes" not in raw and b"coverage" not in raw:
        return False
    from selector.reading.shot_vocabularies import is_of_names

    return is_of_names(raw.decode("utf-8", "replace"))


def _is_of_film(file: Path) -> bool:
    """Whether a film has this file. Its rules do not count: they can be checked alone."""
    if file.stem not in ("film", "assets", "scenes") or not file.is_file():
        return False
    from selector.reading.films.film_files import FILES, ending

    return ending(file) in FILES[file.stem]


def _listed(folder: Path) -> tuple[bool, set[Path], set[Path]]:
    """Whether a folder is a film; and the folders and rule files in it."""
    from selector.reading.film import is_film

    folders: set[Path] = set()
    files: set[Path] = set()
    for path in _visible(folder):
        if path.is_dir():
            if not path.is_symlink():
                folders.add(path)
        elif path.suffix.lower() in _RULE_SUFFIXES and (path.is_file() or not path.exists()):
            # A link that leads nowhere is a rule file, too: its reader says what is wrong.
            files.add(path)
    return is_film(folder), folders, files


def read_stdin(limit: int) -> bytes:
    """At most `limit` bytes of standard input, and one more where there are more."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return b""
    return bytes(stream.read(limit + 1))


def find_film(folder: str) -> tuple[Film, tuple[Problem, ...]]:
    """The film of a folder, and its warnings.

    Raises:
        ProblemError: It cannot be used.
    """
    from selector.reading.film import read_film

    no_address(folder)
    film, problems = read_film(Path(folder))
    if film is None:
        raise ProblemError(problems)
    return film, problems


def rules_named(path: str) -> Rules:
    """The rules of a rule file, of standard input (`-`) or of a film.

    A film without a rule file is picked with the rules that come with selector.

    Raises:
        ProblemError: They cannot be used.
        click.UsageError: The path is an address, or a folder that is not a film.
    """
    from selector.reading.load import load_rules

    no_address(path)
    if path == STDIN:
        return _rules_of_stdin()
    folder = _folder_named(path)
    if folder is None:
        return rules_at(path)
    from selector.reading.film import is_film, rules_of

    if not is_film(folder):
        raise click.UsageError(
            f"`{shown(path)}` is a folder, but not a film folder. Name a rule file."
        )
    return load_rules(rules_of(folder))


def rules_at(path: str) -> Rules:
    """The rules of a rule file, or those that come with selector under that name.

    Raises:
        ProblemError: They cannot be used.
        click.UsageError: The path is an address.
    """
    from selector.reading.load import load_rules

    no_address(path)
    nothing = missing(rule_file(path))
    if nothing is not None:
        raise ProblemError([nothing])
    return load_rules(rule_file(path))


def _folder_named(path: str) -> Path | None:
    """The folder that a path names, itself or by a file of the film in it."""
    as_path = Path(path)
    if _is_of_film(as_path):
        return as_path.parent
    if path != STDIN and as_path.is_dir():
        return as_path
    return None


def find_scene(path: str, number: SceneNumber) -> Scene | None:
    """The scene of that number in a film; None where the path names rules alone.

    Raises:
        ProblemError: The film has no such scene (F312), or the scene cannot be used.
    """
    folder = _folder_named(path)
    if folder is None:
        return None
    from selector.reading.film import read_film_scenes

    return find_read(read_film_scenes(folder), number, str(folder)).scene


def find_read(
    scenes: Iterable[SceneRead],
    number: SceneNumber,
    film: str,
    go_past: Callable[[SceneRead], None] | None = None,
) -> SceneRead:
    """The scene of that number among those of a film, as it was read; it can be used.

    All scenes are read, since two may have that number.

    Args:
        scenes: The scenes of the film, in its order.
        number: The number.
        film: What a problem calls the film.
        go_past: Called with each scene before the wanted one.

    Returns:
        The scene.

    Raises:
        ProblemError: The film has no such scene (F312), or the scene cannot be used.
    """
    from selector.cli.arguments.scene_numbers import ScenesThere
    from selector.reading.text.problem_limit import ShownProblems

    wanted: SceneRead | None = None
    of_scene, found = ShownProblems(), ShownProblems()
    numbers: list[SceneNumber] = []
    titled: list[SceneNumber] = []
    for read in scenes:
        errors = errors_of(read.problems)
        found.add(errors)
        index = scene_number((read.manifest or {}).get("scene_index"))
        if index is not None:
            numbers.append(index)
            titled += _titled(read, index, number)
            if likeness(index) == likeness(number):
                wanted = wanted or read
                of_scene.add(errors)
        if wanted is None:
            if found.is_full:
                break
            if go_past is not None:
                go_past(read)
    if wanted is not None and wanted.scene is not None and not of_scene.any_errors:
        return wanted
    for problems in (of_scene, found):
        if problems.any_errors:
            raise ProblemError(problems.in_order())
    raise ProblemError([ScenesThere(numbers).lacks([str(number)], film, titled)])


def _titled(read: SceneRead, index: SceneNumber, written: SceneNumber) -> list[SceneNumber]:
    """The number of a scene that has what was written for a number as its title, or nothing."""
    from selector.reporting.rows import title_of

    title = fold(title_of(read.manifest or {}))
    if title and title == fold(str(written)):
        return [index]
    return []


def _rules_of_stdin() -> Rules:
    from selector.reading.load import load_rules
    from selector.reading.text.file import RULE_LIMITS, decode

    source, problems = decode("<stdin>", read_stdin(RULE_LIMITS.size))
    if source is None:
        raise ProblemError(problems)
    return load_rules(text=source.text, name=source.name)


def find_rules(named: str | None, film: Film) -> Rules:
    """The rules to pick with: those named, else the film's own, else those that come with selector.

    Raises:
        ProblemError: They cannot be used.
    """
    from selector.reading.load import load_rules

    if named is not None:
        return rules_at(named)
    return load_rules(film.rules_path)


def _video_model(
    _context: click.Context, _parameter: click.Parameter, written: str | None
) -> VideoModel | None:
    """The video model of that id. If it ends, that is said at once.

    Raises:
        click.BadParameter: No such video model is known, or only that it is gone.
        ProblemError: What is known of video models cannot be read.
    """
    if written is None:
        return None
    from selector.engine.under_target import ending_of, model_named, unknown_target
    from selector.reading.targets import known_models

    models = known_models()
    model = model_named(models, written)
    at = Location(source=Source(name="--target"))
    if model is None:
        unknown = unknown_target(written, models, at)
        raise click.BadParameter(f"{unknown.what} {unknown.hint}")
    if model.is_ending:
        ending = ending_of(model, models, at)
        print_sentence(f"{ending.what} {ending.hint}")
    return model


RULES_OPTION = click.option(
    "--rules",
    metavar="FILE|NAME",
    help="The rules to use, instead of the film's own or the default ones: a rule file, or rules"
    " that come with selector, by name.",
)
TARGET_OPTION = click.option(
    "--target",
    metavar="ID",
    callback=_video_model,
    help="The video model to use instead of the one in the rules, by its id.",
)


def for_target(rules: Rules, target: VideoModel | None) -> Rules:
    """The same rules for the video model that `--target` names, if it names one."""
    if target is None:
        return rules
    return rules.for_target(target.id)


def id_of(target: VideoModel | None) -> str | None:
    """The id of the video model that `--target` names, if it names one."""
    if target is None:
        return None
    return target.id


def home_of_rules(film: Film) -> str:
    """The folder of a film that has no rules of its own; empty if it has."""
    if film.rules_path is None:
        return str(film.folder)
    return ""


def rules_to_start(
    used: CompiledRules, folder: str, named: str | None, impact: str
) -> RulesToStart | None:
    """The rule file to write instead of changing rules that come with selector.

    Args:
        used: The rules.
        folder: A film folder that has no rules of its own yet: the file will be these. Empty for
            another film: then it is written where the command runs, and named in the next.
        named: What `--rules` says, if anything.
        impact: The line that shows what a change of rules does to the film, but for the rules.

    Returns:
        The file; None for rules that their author can change.
    """
    from selector.reporting.explaining import RulesToStart
    from selector.reporting.terminal import printable

    source = used.rule_set.source.name
    if not comes_with_selector(source):
        return None
    extends = used.name
    if Path(source).parent.name == EARLIER:
        extends = f"{used.name} {used.version}"
    impact += f" --from {typed(extends)}"
    if folder:
        shows = f"`{impact}` shows what they do to every scene."
        its_name = Path(os.path.abspath(folder)).name  # noqa: PTH100  # resolving follows links
        return RulesToStart(
            file=str(Path(folder, "rules.yaml")),
            name=printable(its_name) or "rules",
            extends=extends,
            use=f"Then leave `--rules` out, and {shows}" if named else f"Then {shows}",
        )
    file = f"my-{used.name}.yaml"
    return RulesToStart(
        file=file,
        name=f"my-{used.name}",
        extends=extends,
        use=(
            f"Then use it with `--rules {file}`; `{impact} --to {file}` shows what it does to every"
            " scene."
        ),
    )
