"""The help pages of databases: the bad command has the problem of the page, the good one none."""

from __future__ import annotations

import json
import resource
import shlex
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from selector.cli.main import run
from selector.db.connections.engines import make_engine
from selector.db.decisions.record import record_film
from selector.db.references.resolve import resolve_references
from selector.db.schema.upgrade import upgrade
from selector.model.codes import CODES
from tests.db import pipeline
from tests.db.films import HARBOUR, ROOM, results, scene
from tests.db.postgres_server import Server
from tests.documents import Block, help_page


def write_film(name: str, tag: str = "WREN") -> None:
    """A film's folder of a picture and twelve scenes."""
    folder = Path(name)
    folder.mkdir()
    asset = {
        "manifest_tag": tag,
        "asset_type": "CHARACTER",
        "id": "wren",
        "reference_image_url": "wren.jpg",
    }
    (folder / "assets.json").write_text(json.dumps([asset]))
    scenes = [json.dumps(scene(index, "close_up", tag)) for index in range(1, 13)]
    (folder / "scenes.jsonl").write_text("\n".join(scenes) + "\n")


def write_database(name: str, *statements: str) -> None:
    """A database with the project Harbour, and then what somebody did to it."""
    record_film.sync(f"sqlite:///{name}", HARBOUR, results(12, "WREN"))
    connection = sqlite3.connect(name)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def write_pipeline(name: str) -> None:
    """A pipeline's own database."""
    engine = make_engine(f"sqlite:///{name}")
    pipeline.make_pipeline(engine)
    engine.dispose()


def write_foreign(name: str) -> None:
    """A database of somebody else, with a table of one of our names."""
    connection = sqlite3.connect(name)
    connection.execute("CREATE TABLE projects (id INTEGER PRIMARY KEY)")
    connection.close()


@contextmanager
def _full_disk() -> Iterator[None]:
    for name in ("full-disk", "disk-with-room"):
        Path(name).mkdir()

    def limit(connection: Any, _: object) -> None:
        if "full-disk" in connection.execute("PRAGMA database_list").fetchone()[2]:
            connection.execute("PRAGMA max_page_count = 5")

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


@contextmanager
def _failing_disk() -> Iterator[None]:
    """A file that may not grow, as on a disk with a quota."""
    whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def limit(connection: Any, _: object) -> None:
        named = connection.execute("PRAGMA database_list").fetchone()[2]
        most = 20_000 if "failing-disk" in named else whole[0]
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, whole[1]))

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)
    resource.setrlimit(resource.RLIMIT_FSIZE, whole)
    signal.signal(signal.SIGXFSZ, before)


@contextmanager
def _held() -> Iterator[None]:
    write_database("held-by-an-editor.sqlite")
    other = sqlite3.connect("held-by-an-editor.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


@contextmanager
def _without_psycopg() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "psycopg", None)
        yield


_EDIT_SCENE = "UPDATE scene_manifests SET manifest_json = '{' WHERE scene_index = 3"
_EDIT_DECISION = "UPDATE selector_decisions SET asked_by = 'me' WHERE scene_index = 3"
_NEWER = "UPDATE selector_version SET version_num = '9999'"
_OWN_RULE = "CREATE TRIGGER no_more BEFORE INSERT ON projects BEGIN SELECT RAISE(ABORT, 'one film is enough'); END"
_TAKEN_FOR_GRANTED: dict[str, list[Callable[[], object]]] = {
    "D604": [partial(write_database, "film.sqlite")],
    "D607": [lambda: Path("script.txt").write_text("Night. The harbour. A light goes out. " * 50)],
    "D609": [partial(write_pipeline, "older.sqlite")],
    "D610": [partial(write_database, "films.sqlite")],
    "D611": [
        partial(write_film, "film-with-a-tag-of-sixty-letters", "T" * 60),
        partial(write_film, "film-with-short-tags"),
    ],
    "D612": [partial(write_database, "with-a-rule-of-its-own.sqlite", _OWN_RULE)],
    "D613": [
        partial(write_database, "upgraded-by-a-newer-selector.sqlite", _NEWER),
        partial(write_database, "upgraded-by-this-one.sqlite"),
    ],
    "D614": [partial(write_foreign, "of-another-program.sqlite")],
    "D615": [
        partial(write_database, "edited-by-hand.sqlite", _EDIT_SCENE),
        partial(write_database, "restored-from-a-copy.sqlite"),
    ],
    "D616": [
        partial(write_database, "edited-by-hand.sqlite", _EDIT_DECISION),
        partial(write_database, "film.sqlite"),
    ],
    "D617": [partial(write_database, "film.sqlite")],
    "D618": [
        partial(write_pipeline, "pipeline.sqlite"),
        partial(upgrade, "sqlite:///pipeline.sqlite"),
    ],
    "D620": [partial(write_database, "film.sqlite"), Path("a-file").touch],
    "D619": [
        partial(write_database, "film.sqlite"),
        Path("edited-folder").mkdir,
        lambda: Path("edited-folder/film.yaml").write_text("title: Another\n"),
    ],
}


@contextmanager
def _set_up(code: str) -> Iterator[None]:
    """What the page of a code takes for granted."""
    for write in _TAKEN_FOR_GRANTED.get(code, []):
        write()
    around = {
        "D602": _without_psycopg,
        "D605": _full_disk,
        "D606": _held,
        "D624": _failing_disk,
    }
    with around.get(code, nullcontext)():
        yield


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("D")])
def test_a_page_shows_its_problem_and_the_way_out(
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("selector.db.connections.engines.BUSY_MILLISECONDS", 50)
    [bad], [good] = help_page(code).bad, help_page(code).good
    write_film("my-film")

    def codes_of(block: Block) -> set[str]:
        if block.kind == "python":
            return _resolved(block.text)
        left = 0
        for line in block.text.splitlines():
            words = shlex.split(line)[1:]
            if "postgresql://" in line and (block is good or code in {"D622", "D623"}):
                # the server that the page speaks of is ours
                words = [
                    _on_our_server(word, request) if word.startswith("postgresql://") else word
                    for word in words
                ]
            left = run(words)
        printed = capsys.readouterr().err
        assert (left == 0) == (block is good), printed
        return {known for known in CODES if f"error {known}:" in printed}

    with _set_up(code):
        assert codes_of(bad) == {code}
        assert codes_of(good) == set()


def _on_our_server(address: str, request: pytest.FixtureRequest) -> str:
    """A new database instead, for the same guest and with the same time limits."""
    server: Server = request.getfixturevalue("server")
    made = server.new_database()
    if "guest@" in address:
        upgrade(made)
        server.run("DROP ROLE IF EXISTS guest")
        server.run("CREATE ROLE guest LOGIN")
        made = made.replace("selector@", "guest@")
    _, _, options = address.partition("?")
    return f"{made}&{options}".rstrip("&")


def _resolved(program: str) -> set[str]:
    """The problems of the references that a program resolves."""
    without_address = replace(HARBOUR, assets=(replace(ROOM, reference_image_url=None),))
    with_pictures, without = (
        next(results(1, "WREN"))[1],
        next(results(1, "ROOM", film=without_address))[1],
    )
    names = {"resolve_references": resolve_references, "selection_with_pictures": with_pictures,
             "selection_without_pictures": without}  # fmt: skip
    return {reference.problem.code for reference in eval(program, names) if reference.problem}
