"""Whatever is passed wrongly to a function of the database is named, on every driver alike, and nothing is changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from inspect import signature
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from numpy import array
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from selector import WatchedRules, load_rules, record_sent
from selector.cli.main import run
from selector.db.decisions.history import read_history, recall
from selector.db.decisions.pick import keep_selection, pick_project, pick_scene
from selector.db.decisions.prune import prune
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.decisions.sending import read_sent
from selector.db.films.exporting import export_film
from selector.db.films.importing import import_film
from selector.db.models import Asset
from selector.db.references.clean import add_clean_reference
from selector.db.references.resolve import resolve_film, resolve_references
from selector.model.problem import ProblemError
from selector.reading.film import Film
from tests.db import pipeline
from tests.db.asyncio_instead import ways_in
from tests.db.conftest import Write
from tests.db.films import HARBOUR, RULES, film_in, results, write_harbour
from tests.long import many

SCENE, PICKED = next(results(1, "WREN"))
EXAMPLE = Path(__file__).parents[2] / "examples" / "the-tide-clock"
NAN = float("nan")
TOO_EARLY = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
TOO_LATE = datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12)))
CALLS: dict[str, tuple[Any, tuple[Any, ...], dict[str, Any]]] = {
    "pick_scene": (pick_scene, ("Harbour", 2, RULES), {}),
    "pick_project": (pick_project, ("Harbour", RULES), {}),
    "keep_selection": (keep_selection, ("Harbour", PICKED), {}),
    "resolve_references": (resolve_references, (PICKED,), {}),
    "resolve_film": (resolve_film, ([],), {}),
    "record_sent": (record_sent, ("Harbour", 2, []), {}),
    "read_history": (read_history, ("Harbour",), {}),
    "recall": (recall, ("Harbour", 2), {}),
    "prune": (prune, (datetime(2020, 1, 1, tzinfo=UTC),), {}),
    "record_film": (record_film, (HARBOUR, []), {}),
    "import_film": (import_film, (HARBOUR,), {}),
    "export_film": (export_film, ("/tmp/no-film-is-written-here",), {}),
    "add_clean_reference": (
        add_clean_reference,
        (UUID(int=1),),
        {"tier": "t", "clean_image_url": "c.png"},
    ),
}
"""Each function with arguments that are right."""
TYPES, VALUES = (
    {
        "pick_scene rules": ["cinematic", None, Path("rules.yaml")],
        "pick_project rules": ["cinematic"],
        "pick_project project": [3, b"Harbour"],
        "pick_scene pool": [{}, {"manifest_tag": "WREN"}, "WREN", 3],
        "pick_scene by": [3, b"x"],
        "pick_scene include": [None, b"deleted", {"deleted": True}, "all"],
        "pick_scene scene_index": [NAN, None, "", True, [2]],
        "pick_project only": ["12", 5, [NAN]],
        "pick_project include": [None, 5, True, "", ["deleted", None]],
        "pick_project record": ["no", 1],
        "pick_project progress": [5, "tell"],
        "pick_project on_problem": ["ignore", None, ["skip"], array([1, 2])],
        "record_film film": ["folder", None, (HARBOUR, ())],
        "record_film results": [None, "WREN"],
        "record_film on_stored": [5],
        "record_film whole_film": ["no"],
        "import_film film": ["folder", Path("folder"), None],
        "export_film folder": [None, 3, b"out"],
        "export_film overwrite": ["no"],
        "keep_selection selection": [["WREN"], None],
        "resolve_references selection": [None, []],
        "resolve_references likeness_floor": ["0.8", True],
        "resolve_film selections": [None, 3],
        "record_sent references": [None, 3, "WREN"],
        "record_sent at": ["now", date(2026, 11, 28)],
        "prune before": ["2020", date(2020, 1, 1), None],
        "read_history limit": ["5", 1.5, True],
        "recall number": ["1", 2.0],
        "add_clean_reference tier": [None, 3],
        "add_clean_reference clean_image_url": [None, Path("c.png")],
        "add_clean_reference primary": ["yes", 1],
        "add_clean_reference face_similarity_score": ["0.9", True],
        "add_clean_reference generation_cost": [None, "1"],
    },
    {
        "pick_scene by": ["\0", "\ud800"],
        "pick_scene project": ["\0", "\ud800"],
        "read_history project": ["\ud800"],
        "resolve_references likeness_floor": [NAN, 2, -1, float("inf")],
        "resolve_film selections": [[None], (3,), [[PICKED]]],
        "record_film results": [
            [None],
            (3,),
            [PICKED],
            [SCENE],
            [(SCENE,)],
            [(SCENE, PICKED, 1)],
            [(PICKED, SCENE)],
            [(SCENE, None)],
            [(None, PICKED)],
            [("{}", PICKED)],
            (SCENE, PICKED),
        ],
        "export_film folder": [""],
        "record_sent at": [TOO_EARLY, TOO_LATE],
        "prune before": [TOO_EARLY, TOO_LATE],
        "read_history limit": [0, -1, 10**30],
        "recall number": [0, 10**30],
        "add_clean_reference tier": ["", "  ", "a\0"],
        "add_clean_reference clean_image_url": ["", "\ud800"],
        "add_clean_reference generation_prompt": ["\0"],
        "add_clean_reference face_similarity_score": [7, NAN, float("inf"), -0.1],
        "add_clean_reference quality_score": [11, NAN],
        "add_clean_reference generation_cost": [-1, NAN, float("inf"), 10**400],
    },
)


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with a film, through each driver."""
    return driven_address


@pytest.fixture
def first_written() -> Write:
    return write_harbour


@pytest.fixture
def example() -> Film:
    """The example film, as it is read from its folder."""
    return film_in(EXAMPLE)


@pytest.mark.parametrize(("cases", "error"), [(TYPES, TypeError), (VALUES, ValueError)])
def test_a_wrong_argument_is_named(
    address: str, engine: Engine, cases: dict[str, list[Any]], error: type[Exception]
) -> None:
    before = pipeline.everything(engine)
    for case, wrong in cases.items():
        name, argument = case.split()
        for each in wrong:
            function, args, named = CALLS[name]
            with pytest.raises(error, match=rf"^`{argument}` must be [\w`].* not ") as raised:
                called(function, address, args, {**named, argument: each})
            assert type(raised.value) is error, case
    assert pipeline.everything(engine) == before


@pytest.mark.parametrize(("cases", "error"), [(TYPES, TypeError), (VALUES, ValueError)])
def test_a_wrong_argument_beside_a_film_from_its_folder_is_named(
    address: str,
    engine: Engine,
    example: Film,
    cases: dict[str, list[Any]],
    error: type[Exception],
) -> None:
    selection = load_rules().select(next(example.usable_scenes())[1], example.pool())
    calls = {
        "record_film": (record_film, (example, [])),
        "keep_selection": (keep_selection, (example.title, selection)),
    }
    import_film.sync(address, example)
    before = pipeline.everything(engine)
    for case, wrong in cases.items():
        name, argument = case.split()
        if name not in calls:
            continue
        function, args = calls[name]
        for each in wrong:
            with pytest.raises(error, match=rf"^`{argument}` must be [\w`].* not ") as raised:
                called(function, address, args, {argument: each})
            assert type(raised.value) is error, case
    assert pipeline.everything(engine) == before


def test_what_else_a_film_from_its_folder_is_passed_with_is_named(
    address: str, engine: Engine, example: Film
) -> None:
    import_film.sync(address, example)
    _, manifest = next(example.usable_scenes())
    selection = load_rules().select(manifest, example.pool())
    before = pipeline.everything(engine)

    def scene(**values: object) -> list[Any]:
        return [({**manifest, **values}, selection)]

    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    calls: list[tuple[type[Exception], str, Any, tuple[Any, ...]]] = [
        (TypeError, "import_film.. takes 2 positional", import_film, (example, 3)),
        (TypeError, "`whole_film` must be True or", record_film, (example, [], example)),
        (TypeError, "`results` must be pairs", record_film, (example, example)),
        (ValueError, "`results` must be pairs", record_film, (example, iter([3]))),
        (TypeError, "`project` must be an id", keep_selection, (example, selection)),
        (TypeError, "`selection` must be a `Sel", keep_selection, (example.title, example)),
        (ProblemError, "D611 .* has no number", record_film, (example, scene(scene_index=None))),
        (ProblemError, "D611 .* not a scene num", record_film, (example, scene(scene_index=NAN))),
        (ProblemError, "D611 Scene 1 contains a", record_film, (example, scene(note={1}))),
        (ProblemError, "D611 .* too deeply", record_film, (example, scene(note=deep))),
    ]

    def inputs() -> Any:
        return "x"

    for error, words, function, args in calls:
        with pytest.raises(error, match=words) as raised:
            function.sync(address, *args)
        assert type(raised.value) is error, words
    numbers: list[Any] = [NAN, True, [1], "", example, b"1", "\0", "\ud800"]
    for number in numbers:
        with pytest.raises(TypeError, match="`scene_index` must be the number of one scene"):
            keep_selection.sync(address, example.title, selection, scene_index=number)
    if engine.dialect.name == "sqlite" and "aiosqlite" not in address:  # elsewhere nobody asks
        with pytest.raises(TypeError, match="`inputs` must return `Inputs` or None, not `'x'`"):
            record_film.sync(address, example, [], inputs=inputs)
    assert pipeline.everything(engine) == before


def test_no_database_is_made_for_wrong_arguments(tmp_path: Path) -> None:
    file = tmp_path / "own.sqlite"
    film: Any = "folder"
    for call in (
        lambda: import_film.sync(str(file), film),
        lambda: record_film.sync(str(file), film, []),
    ):
        with pytest.raises(TypeError, match=r"^`film` must be a `Film`, not `'folder'`"):
            call()
    assert not file.exists()


def test_what_an_iterator_gives_in_place_of_selections_is_named(address: str) -> None:
    with pytest.raises(
        ValueError, match=r"`selections` must be a list of `Selection`, not `\[3\]`"
    ):
        resolve_film.sync(address, iter([3]))  # type: ignore[arg-type]  # the mistake that is made


def test_who_asked_is_stored_as_given_and_nobody_is_named_for_an_empty_text(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = {"composition": {"shot_type": "wide"}, "placements": []}
    for number, by in enumerate(("", None, "night job"), 1):
        selection = RULES.select({**scene, "scene_index": number}, [])
        keep_selection.sync(address, "Harbour", selection, by=by)
        assert read_history.sync(address, "Harbour", number)[0].asked_by == by
    assert run(["db", "history", address]) == 0
    newest = [line for line in capsys.readouterr().out.splitlines() if " 2. " in line]
    assert ["; for" in line for line in newest] == [False, False, True]


def some_picture(engine: Engine) -> UUID:
    """The id of one of the stored pictures."""
    with Session(engine) as session:
        return session.scalars(select(Asset.id)).all()[0]


def called(function: Any, address: str, args: tuple[Any, ...], named: dict[str, Any]) -> object:
    """Call it with each argument once, the named one in place of the one that stands there."""
    names = [*signature(function).parameters][1:]
    return function.sync(address, **{**dict(zip(names, args, strict=False)), **named})


def test_watched_rules_in_place_of_rules_are_told_what_to_pass(
    address: str, tmp_path: Path
) -> None:
    file = tmp_path / "live.yaml"
    file.write_text("language: 1\nname: live\nversion: '1'\nextends: default\n")
    live: Any = WatchedRules(file)
    with pytest.raises(TypeError, match=r"Pass `load_rules\(...\)`, or `live\.current\(\)`"):
        pick_scene.sync(address, "Harbour", 2, live)
    assert pick_scene.sync(address, "Harbour", 2, live.current()).tags
    assert pick_scene.sync(address, "Harbour", 2, load_rules()).tags


def test_a_reference_that_was_changed_into_nonsense_is_refused(address: str) -> None:
    (first, *_) = resolve_references.sync(address, pick_scene.sync(address, "Harbour", 2, RULES))
    wrongs: list[dict[str, Any]] = [{"slot": 0}, {"slot": "1"}, {"slot": True}, {"sent": "nope"}]
    for wrong in wrongs:
        (name,) = wrong
        with pytest.raises(ValueError, match=f"^`{name}` of a reference must be "):
            record_sent.sync(address, "Harbour", 2, [replace(first, **wrong)])
    assert read_sent.sync(address, "Harbour") == ()


def test_a_reference_without_a_tag_or_an_address_is_refused_before_anything_is_asked(
    address: str,
) -> None:
    (first, *_) = resolve_references.sync(address, pick_scene.sync(address, "Harbour", 2, RULES))
    wrongs: list[tuple[str, Any, type[Exception]]] = [
        ("tag", None, TypeError),
        ("tag", " ", ValueError),
        ("url", 5, TypeError),
        ("url", b"wren.png", TypeError),
        ("url", "", ValueError),
    ]
    for name, value, error in wrongs:
        with pytest.raises(error, match=f"^`{name}` of a reference must be text") as raised:
            record_sent.sync(
                address, "Harbour", 2, [replace(first, sent="original", **{name: value})]
            )
        assert type(raised.value) is error
    assert read_sent.sync(address, "Harbour") == ()


def test_a_selection_is_not_kept_for_another_scene(address: str, engine: Engine) -> None:
    selection = pick_scene.sync(address, "Harbour", 2, RULES)
    before = pipeline.everything(engine)
    with pytest.raises(ValueError, match="the selection is of scene 2, and `scene_index` is 3"):
        keep_selection.sync(address, "Harbour", selection, scene_index=3)
    assert pipeline.everything(engine) == before
    for same in (2, "2", None):
        assert not keep_selection.sync(address, "Harbour", selection, scene_index=same).is_new
    unnumbered = load_rules().select(
        {
            "composition": {"shot_type": "wide"},
            "placements": [{"asset_tag": "WREN", "role": "subject"}],
        },
        [{"manifest_tag": "WREN", "asset_type": "CHARACTER"}],
    )
    assert keep_selection.sync(address, "Harbour", unnumbered, scene_index=3).is_new


def test_functions_of_asyncio_are_awaited_or_refused(address: str, engine: Engine) -> None:
    """Where calls are awaited; without asyncio nobody would."""
    heard: list[int] = []

    async def tell(done: int, _: int) -> None:
        await asyncio.sleep(0)
        heard.append(done)

    async def only(number: object) -> bool:
        await asyncio.sleep(0)
        return number == 2

    only_second: Any = only  # type checkers refuse it without asyncio

    async def stored(*_: object) -> None:
        await asyncio.sleep(0)
        heard.append(0)

    before = pipeline.everything(engine)
    calls: list[Callable[[], Any]] = [
        lambda: pick_project.sync(address, "Harbour", load_rules(), progress=tell),
        lambda: pick_project.sync(address, "Harbour", load_rules(), only=only_second, record=False),
        lambda: record_film.sync(address, HARBOUR, results(1, "WREN"), on_stored=stored),
    ]
    if "+a" not in address:
        for call in calls:
            with pytest.raises(TypeError, match=r"^`\.sync` awaits nothing: pass a plain function"):
                call()
        assert heard == []
        assert pipeline.everything(engine) == before
        return
    calls[0]()
    assert heard == [1, 2, 3]
    assert [each.scene.index for each in calls[1]().selections] == [2]
    calls[2]()
    assert heard == [1, 2, 3, 0]


@pytest.mark.parametrize("function", [replay, read_history, read_sent, recall])
def test_a_scene_that_was_never_there_is_no_empty_answer(address: str, function: Any) -> None:
    for number in ("nope", 99, 2**31, 10**30):
        with pytest.raises(ProblemError, match=f'D610 The project "Harbour" has no scene {number}'):
            function.sync(address, "Harbour", number)


class Theirs:
    """An asset with a property that fails."""

    def __init__(self, fails: Callable[[], float]) -> None:
        self.id, self.manifest_tag, self.asset_type = 1, "WREN", "CHARACTER"
        self._fails = fails

    @property
    def quality_score(self) -> float:
        return self._fails()


THEIRS = [ValueError, TypeError, KeyError, OSError, SQLAlchemyError]
EACH = [(kind, nth % 2 == 0) for nth, kind in enumerate(THEIRS)]
WITH_AND_WITHOUT = [(kind, odd_cell) for kind in THEIRS for odd_cell in (False, True)]


@pytest.mark.parametrize(("kind", "odd_cell"), many(EACH, WITH_AND_WITHOUT))
def test_an_error_of_the_callers_own_code_comes_back_as_it_is(
    address: str, engine: Engine, kind: type[Exception], *, odd_cell: bool
) -> None:
    """Also beside a cell that nobody can read: it is not that cell's fault."""
    if odd_cell:
        add_clean_reference.sync(address, some_picture(engine), tier="t", clean_image_url="c.png")
        with engine.begin() as connection:
            odd = "'much'" if engine.dialect.name == "sqlite" else "'NaN'"
            connection.execute(
                text(f"UPDATE asset_clean_references SET face_similarity_score = {odd}")
            )

    errors: list[Exception] = []

    def fails(*_: object) -> Any:
        errors.append(kind("mine"))
        raise errors[-1]

    def few() -> Iterator[Any]:
        yield from results(1, "WREN")
        fails()

    calls: list[Callable[[], object]] = [
        lambda: pick_project.sync(address, "Harbour", RULES, progress=fails),
        lambda: pick_project.sync(address, "Harbour", RULES, only=fails),
        lambda: pick_scene.sync(address, "Harbour", 2, RULES, pool=few()),
        lambda: pick_scene.sync(address, "Harbour", 2, RULES, pool=[Theirs(fails)]),
        lambda: record_sent.sync(address, "Harbour", 2, (fails() for _ in range(1))),
        lambda: record_film.sync(address, HARBOUR, few()),
        lambda: record_film.sync(address, HARBOUR, results(1, "WREN"), on_stored=fails),
    ]
    if engine.dialect.name == "sqlite" and "aiosqlite" not in address:  # elsewhere nobody asks
        calls.append(lambda: record_film.sync(address, HARBOUR, (), inputs=fails))
    for call in calls:
        with pytest.raises(kind) as raised:
            call()
        assert raised.value is errors[-1]
        assert raised.value.__context__ is None


def test_a_project_has_one_name_in_every_function() -> None:
    named = {name for function in ways_in() for name in signature(function).parameters}
    assert "project" in named
    assert "project_id" not in named


def test_the_name_that_a_project_had_before_is_still_taken_with_a_warning(address: str) -> None:
    def sent() -> Any:
        return resolve_references.sync(address, pick_scene.sync(address, "Harbour", 2, RULES))

    chosen = pick_scene.sync(address, "Harbour", 2, RULES)
    before: dict[Any, tuple[Any, ...]] = {
        pick_scene: (2, RULES),
        pick_project: (RULES,),
        keep_selection: (chosen,),
        record_sent: (2, sent()),
    }
    for function, args in before.items():
        names = [*signature(function).parameters][2:]
        given = dict(zip(names, args, strict=False))
        with pytest.warns(DeprecationWarning, match="`project_id` is called `project` now"):
            assert function.sync(address, project_id="Harbour", **given)
        with (
            pytest.warns(DeprecationWarning, match="project_id"),
            pytest.raises(TypeError, match="project"),
        ):
            function.sync(address, "Harbour", project_id="Harbour", **given)
    never: Any = read_history
    with pytest.raises(TypeError, match="project_id"):
        never.sync(address, project="Harbour", project_id="Harbour")


@pytest.mark.parametrize("name", CALLS)
def test_the_first_argument_has_one_name_in_help_types_and_errors(name: str) -> None:
    function, *_ = CALLS[name]
    nothing: Any = {}
    for each in (function, function.sync):
        assert next(iter(signature(each).parameters.values())).name == "where"
        assert "session: " not in (each.__doc__ or "")
        assert "connection: " not in (each.__doc__ or "")
    with pytest.raises(TypeError, match=r"'where'"):
        function.sync(session=None, **nothing)
