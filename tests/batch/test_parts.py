"""`selector batch`: the same rows with any number of processes, whichever is stopped in the middle, none twice."""

from __future__ import annotations

import base64
import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import active_children, get_context
from pathlib import Path
from threading import Thread
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow.parquet import encryption

from selector import ProblemError
from selector.batch import select_batches
from selector.batch.film_runs import FilmPart, film_runs, parts_of
from selector.batch.folder_lock import one_run_in
from selector.batch.parquet_rows import Rows, parquet_table
from tests.batch.films_in_arrow import ASKING, asking_rules, asset_table, scene_table
from tests.commands import Ran, called, selector
from tests.long import many

FILMS = {f"film-{number}": 1 + number * 7 % 60 for number in range(many(70, 150))}
"""Some thousand scenes."""
PARTS = many(3, 5)
WRONG = many(1_500, 2_500)
"""The row of a scene that cannot be used, in a part that is not the first."""
RULES = asking_rules()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with scenes, their assets, and rules."""
    folder = tmp_path_factory.mktemp("batch")
    scenes = scene_table(FILMS)
    pq.write_table(scenes, folder / "scenes.parquet", row_group_size=700)
    pq.write_table(asset_table(list(FILMS)), folder / "assets.parquet", row_group_size=300)
    (folder / "rules.yaml").write_text(ASKING)
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path) -> pa.Table:
    """The picks of all scenes."""
    scenes, assets = (pq.read_table(folder / f"{name}.parquet") for name in ("scenes", "assets"))
    return pa.concat_tables(select_batches(scenes, assets, RULES))


def command(folder: Path, *arguments: str) -> list[str]:
    scenes, rules = str(folder / "scenes.parquet"), str(folder / "rules.yaml")
    program = [sys.executable, "-m", "selector", "batch"]
    if "--rules" not in arguments:
        arguments = (*arguments, "--rules", rules)
    return [*program, scenes, *arguments]


def run(folder: Path, *arguments: str) -> Ran:
    return called(command(folder, *arguments)[3:])


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process group of its own."""
    pipe = subprocess.PIPE
    line = command(folder, *arguments)
    with subprocess.Popen(
        line, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        yield process


def picks_in(folder: Path) -> pa.Table:
    """All parts, in order, without their marks."""
    files = sorted(folder.glob("*.parquet"))
    return pa.concat_tables([pq.read_table(file) for file in files])


def same(found: pa.Table, expected: pa.Table) -> bool:
    return bool(found.replace_schema_metadata() == expected.replace_schema_metadata())


def wait_for_a_part(folder: Path) -> None:
    end = time.monotonic() + 120
    while not list(folder.glob("part-*.parquet")):
        assert time.monotonic() < end
        time.sleep(0.005)


def children_of(process: subprocess.Popen[str], having: str = "") -> list[int]:
    """The processes that a process started."""
    ps = ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="]
    lines = subprocess.run(ps, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split(None, 2) for line in lines]
    return [int(pid) for pid, parent, args in rows if int(parent) == process.pid and having in args]


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that pick, once both are there."""
    workers: list[int] = []
    while len(workers) < 2:
        assert process.poll() is None
        workers = children_of(process, "spawn_main")
    return workers


def test_any_number_of_processes_picks_the_same(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    for workers in many(("3",), ("1", "3")):
        out = tmp_path / workers
        done = selector(command(folder, str(out), "--workers", workers)[3:])
        assert done.code == 0, done.err
        assert same(picks_in(out), expected)
        films, scenes = len(FILMS), expected.num_rows
        assert f"{films} films, {scenes:,} scenes: {PARTS} parts in " in done.out
        names = {f"part-0000{number}.parquet" for number in range(PARTS)}
        assert {file.name for file in out.iterdir()} == names


def test_nobody_waits_for_pandas(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "pandas.py").write_text("import os\nos.mkdir(__file__ + '-was-loaded')\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    line = command(folder, str(tmp_path / "out"), "--workers", "2")
    subprocess.run(line, env=environment, check=True)
    assert not (tmp_path / "pandas.py-was-loaded").exists()


def test_a_killed_worker_makes_no_difference(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with running(folder, str(out), "--workers", "2") as process:
        workers = workers_of(process)
        wait_for_a_part(out)
        os.kill(workers[-1], signal.SIGKILL)
        _, stderr = process.communicate()
    assert process.returncode == 0, stderr
    assert same(picks_in(out), expected)
    assert not list(out.glob(".*"))


def test_a_worker_that_is_killed_while_it_waits_for_work_keeps_nobody_waiting(
    tmp_path: Path,
) -> None:
    pq.write_table(scene_table({"a": 1_000, "b": 1_000}), tmp_path / "scenes.parquet")
    pq.write_table(asset_table(["a", "b"]), tmp_path / "assets.parquet")
    notes = tmp_path / "notes"
    notes.mkdir()
    program = [sys.executable, "-m", "tests.batch.killed_at_the_end", str(notes)]
    asked = ("--workers", "2", "--rules", "cinematic")
    line = [*program, *command(tmp_path, str(tmp_path / "out"), *asked)[3:]]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert picks_in(tmp_path / "out").num_rows == 2_000


def test_a_run_ends_its_own_processes_and_no_other_of_the_program(
    folder: Path, tmp_path: Path
) -> None:
    other = get_context("spawn").Process(target=time.sleep, args=(600,))
    other.start()
    try:
        done = run(folder, str(tmp_path / "out"), "--workers", "2")
        assert done.code == 0
        assert active_children() == [other]
    finally:
        other.kill()
        other.join()


def test_an_interrupted_run_leaves_whole_parts_and_goes_on_when_it_is_started_again(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with running(folder, str(out), "--workers", "1") as process:
        wait_for_a_part(out)
        os.killpg(process.pid, signal.SIGINT)
        _, stderr = process.communicate()
    assert process.returncode == 130
    assert stderr == "Stopped.\n"
    assert {file.suffix for file in out.iterdir()} == {".parquet"}
    done_before = len(list(out.iterdir()))
    assert done_before < PARTS
    done = run(folder, str(out), "--workers", "1", "--format", "json")
    assert json.loads(done.out)["done_before"] == done_before
    assert same(picks_in(out), expected)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("started", [1, 2])
def test_ctrl_c_while_processes_start_shows_no_traceback(
    folder: Path, tmp_path: Path, started: int
) -> None:
    """A terminal sends it to all of them, and one that still loads does not ignore it yet."""
    with running(folder, str(tmp_path / "out"), "--workers", "2") as process:
        while len(children_of(process)) <= started:
            assert process.poll() is None
        for _ in range(20):
            with suppress(ProcessLookupError):
                for child in children_of(process):
                    os.kill(child, signal.SIGINT)
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == "Stopped.\n"


def test_workers_do_not_outlive_a_run_that_is_killed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with running(folder, str(out), "--workers", "2") as process:
        workers = workers_of(process)
        process.kill()
    end = time.monotonic() + 60
    while any(Path(f"/proc/{worker}").exists() and _lives(worker) for worker in workers):
        assert time.monotonic() < end
        time.sleep(0.05)


def _lives(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def test_parts_of_another_run_are_refused_with_a_way_out(folder: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert run(folder, out, "--workers", "1").code == 0
    for others in (("--rules", "cinematic"), ("--skip-problems",), ("--target", "S2V-01")):
        done = called(command(folder, out, *others)[3:])
        assert done.code == 2
        assert "B705" in done.err
        assert "Name another folder" in done.err
    again = called(command(folder, out)[3:])
    assert again.code == 0
    assert f"{PARTS} parts had been done before." in again.err
    Path(out, "part-00000.parquet").write_bytes(b"PAR1")
    assert "B705" in called(command(folder, out)[3:]).err


def test_a_folder_is_for_one_run_at_a_time(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    unfinished = out / ".unfinished-part-00000-7"
    unfinished.touch()
    with one_run_in(str(out)):
        refused = called(command(folder, str(out))[3:])
        assert (refused.code, unfinished.exists()) == (2, True)
        assert refused.err == (
            f"{out}: error B708: Another run of `selector batch` is writing into this folder.\n"
            "  Wait until it has ended, or name another folder.\n\n"
            "`selector help B708` says more about B708.\n"
        )
    assert called(command(folder, str(out), "--workers", "1")[3:]).code == 0
    assert {file.suffix for file in out.iterdir()} == {".parquet"}


def test_a_run_that_was_killed_locks_nobody_out(tmp_path: Path) -> None:
    program = (
        "from selector.batch.folder_lock import one_run_in\n"
        f"with one_run_in({str(tmp_path)!r}): input(print('in', flush=True))"
    )
    pipe = subprocess.PIPE
    line = [sys.executable, "-c", program]
    with subprocess.Popen(line, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "in\n"
        with pytest.raises(ProblemError, match="B708"), one_run_in(str(tmp_path)):
            pass
        process.kill()
    assert [*tmp_path.iterdir()]
    with one_run_in(str(tmp_path)):
        pass
    assert not [*tmp_path.iterdir()]


def test_of_many_that_come_and_go_one_at_a_time_is_in(tmp_path: Path) -> None:
    inside: list[int] = []
    together: list[list[int]] = []

    def come_and_go(number: int) -> None:
        for _ in range(300):
            with suppress(ProblemError), one_run_in(str(tmp_path)):
                inside.append(number)
                time.sleep(0)
                if len(inside) > 1:
                    together.append([*inside])
                inside.remove(number)

    threads = [Thread(target=come_and_go, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == []
    assert not [*tmp_path.iterdir()]


def test_where_nothing_can_be_locked_runs_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with one_run_in(str(tmp_path / "none")):
        pass

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    with one_run_in(str(tmp_path)), one_run_in(str(tmp_path)):
        pass


def broken_scenes(folder: Path, tmp_path: Path) -> Path:
    """The same films, with one scene that is no JSON, and one film that returns at the end."""
    scenes = pq.read_table(folder / "scenes.parquet")
    rows = scenes.to_pylist()
    rows[WRONG]["manifest"] = "{"
    rows.append(rows[0])
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "scenes.parquet", row_group_size=700)
    (tmp_path / "assets.parquet").write_bytes((folder / "assets.parquet").read_bytes())
    (tmp_path / "rules.yaml").write_text(ASKING)
    return tmp_path


def test_the_first_row_that_cannot_be_used_stops_the_run(folder: Path, tmp_path: Path) -> None:
    broken = broken_scenes(folder, tmp_path)
    done = run(broken, str(tmp_path / "out"), "--workers", "2")
    assert done.code == 1
    film = pq.read_table(folder / "scenes.parquet").column("film")[WRONG].as_py()
    scenes = tmp_path / "scenes.parquet"
    assert done.err.startswith(
        f"{scenes}, row {WRONG + 1}, film {film}: error S404: This is not JSON:"
    )
    assert not list((tmp_path / "out").glob(".*"))


@pytest.mark.parametrize("film", [None, ""])
def test_a_first_row_without_a_film_stops_the_run_or_says_why(
    film: str | None, folder: Path, tmp_path: Path
) -> None:
    rows = pq.read_table(folder / "scenes.parquet").slice(0, 3).to_pylist()
    rows[0]["film"] = film
    broken = broken_scenes(folder, tmp_path)
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "scenes.parquet")

    done = run(broken, str(tmp_path / "none"), "--format", "json")
    assert done.code == 1
    assert [each["code"] for each in json.loads(done.out)["problems"]] == ["B702"]

    done = run(broken, str(tmp_path / "out"), "--skip-problems")
    assert done.code == 1
    found = [each["problems"] for each in picks_in(tmp_path / "out").to_pylist()]
    assert found[0][0].startswith("B702 There is no film in this row.")
    assert not any(found[1:])


def test_rows_that_are_skipped_say_why(folder: Path, expected: pa.Table, tmp_path: Path) -> None:
    broken = broken_scenes(folder, tmp_path)
    out = tmp_path / "out"
    for done_before in (0, PARTS):
        done = run(broken, str(out), "--workers", "1", "--skip-problems", "--format", "json")
        assert done.code == 1
        document = json.loads(done.out)
        assert (document["skipped"], document["done_before"]) == (2, done_before)
        assert done.err.endswith(
            "2 scenes could not be picked for: the column `problems` says why.\n"
        )
    rows = picks_in(out).to_pylist()
    assert len(rows) == expected.num_rows + 1
    failed = {number: row for number, row in enumerate(rows) if row["tags"] is None}
    assert [*failed] == [WRONG, expected.num_rows]
    assert failed[WRONG]["problems"][0].startswith("S404 This is not JSON")
    assert failed[expected.num_rows]["problems"][0].startswith("B704 The film `film-0` goes on")


def test_films_go_on_from_file_to_file_of_a_folder(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    scenes = tmp_path / "scenes"
    scenes.mkdir()
    table = pq.read_table(folder / "scenes.parquet")
    for number, start in enumerate(range(0, table.num_rows, 999)):
        pq.write_table(table.slice(start, 999), scenes / f"{number}.parquet")
    options = ["--rules", str(folder / "rules.yaml"), "--assets", str(folder / "assets.parquet")]
    done = called(["batch", str(scenes), str(tmp_path / "out"), *options, "--workers", "1"])
    assert done.code == 0, done.err
    assert same(picks_in(tmp_path / "out"), expected)


def test_a_folder_may_be_called_as_a_parquet_file_is(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    """What writes many parts (Spark, Dask) calls the folder of them so."""
    scenes = tmp_path / "scenes.parquet"
    scenes.mkdir()
    (scenes / "0.parquet").write_bytes((folder / "scenes.parquet").read_bytes())
    (scenes / "1.parquet").mkdir()  # in which nobody looks for more
    (scenes / "1.parquet" / "x.parquet").write_bytes(b"")
    options = ["--rules", str(folder / "rules.yaml"), "--assets", str(folder / "assets.parquet")]
    done = called(["batch", str(scenes), str(tmp_path / "out"), *options, "--workers", "1"])
    assert done.code == 0, done.err
    assert same(picks_in(tmp_path / "out"), expected)
    (scenes / "0.parquet").unlink()
    done = called(["batch", str(scenes), str(tmp_path / "out"), *options])
    assert done.code == 2
    assert "B707: There is no file in this folder whose name ends in `.parquet`." in done.err


def test_films_may_share_their_assets(folder: Path, tmp_path: Path) -> None:
    assets = asset_table(["all"]).drop_columns(["film"])
    pq.write_table(assets, tmp_path / "shared.parquet")
    done = run(folder, str(tmp_path / "out"), "--assets", str(tmp_path / "shared.parquet"))
    assert done.code == 0
    scenes = pq.read_table(folder / "scenes.parquet")
    expected = pa.concat_tables(select_batches(scenes, assets, RULES))
    assert same(picks_in(tmp_path / "out"), expected)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no.parquet", "out"], "Y101"),
        (["rules.yaml", "out"], "B707"),
        (["assets.parquet", "out"], "B701"),
        ([".", "out"], "B701"),
        (["empty", "out"], "B707"),
        (["scenes.parquet", "scenes.parquet"], "D620"),
        (["scenes.parquet", "out", "--assets", "no.parquet"], "Y101"),
        (["scenes.parquet", "out", "--workers", "0"], "0 is not in the range"),
        (["sqlite:///a.db", "out"], "is the address of a database"),
        (["empty/scenes.parquet", "out"], "Y101"),
        (["alone/scenes.parquet", "out"], "Name the assets after `--assets`."),
        (["scenes.parquet", "out", "--rules", "cinematik"], "Did you mean `cinematic`?"),
    ],
)
def test_what_cannot_be_used_is_named(
    folder: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    for name in ("scenes.parquet", "assets.parquet"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "rules.yaml").write_text(ASKING)
    (tmp_path / "empty").mkdir()
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "scenes.parquet").write_bytes((folder / "scenes.parquet").read_bytes())
    before = sorted(tmp_path.rglob("*"))
    done = called(["batch", *arguments], tmp_path)
    assert done.code == 2
    assert words in done.err
    assert sorted(tmp_path.rglob("*")) == before


def broken_file(path: Path) -> None:
    """A table of scenes whose only row cannot be used, so that nothing is ever written."""
    path.mkdir(exist_ok=True)
    pq.write_table(pa.table({"film": ["a"], "manifest": ["{"]}), path / "scenes.parquet")
    assets = {"film": ["b"], "manifest_tag": ["WREN"], "asset_type": ["CHARACTER"]}
    pq.write_table(pa.table(assets), path / "assets.parquet")


def test_a_run_that_fails_leaves_no_folder_that_it_made_and_every_other(tmp_path: Path) -> None:
    broken_file(tmp_path)
    for out in ("new", "new/and/deep"):
        assert called(["batch", "scenes.parquet", out], tmp_path).code == 1
        assert not (tmp_path / "new").exists()
    (tmp_path / "old").mkdir()
    for out in ("old", "old/and/deep"):
        assert called(["batch", "scenes.parquet", out], tmp_path).code == 1
        assert list((tmp_path / "old").iterdir()) == []
    (tmp_path / "old" / "notes.txt").touch()
    assert called(["batch", "scenes.parquet", "old"], tmp_path).code == 1
    assert [file.name for file in (tmp_path / "old").iterdir()] == ["notes.txt"]


def test_what_is_wrong_in_a_file_is_told_by_its_file_row_and_column(tmp_path: Path) -> None:
    broken_file(tmp_path)
    done = called(["batch", "scenes.parquet", "out"], tmp_path)
    assert done.err.startswith(
        "assets.parquet: film: error B703: No row has `a` in the column `film`, so this film has"
        " no assets.\n  Give each picture of the film a row with exactly this name in that column.\n"
    )
    scenes = tmp_path / "scenes"
    scenes.mkdir()
    for name, manifests in (("1", ["{}", "{}"]), ("2", ["{}", "{"])):
        table = pa.table({"film": ["b", "b"], "manifest": manifests})
        pq.write_table(table, scenes / f"{name}.parquet", row_group_size=1)
    done = called(["batch", "scenes", "out", "--assets", "assets.parquet"], tmp_path)
    assert done.err.startswith("scenes/1.parquet, row 1, film b: ")
    pq.write_table(pa.table({"film": ["b"], "manifest": [7]}), scenes / "2.parquet")
    done = called(["batch", "scenes", "out", "--assets", "assets.parquet"], tmp_path)
    assert done.err.startswith(
        "scenes/2.parquet: manifest: error B701: The column `manifest` must hold JSON text or"
        " structs; it holds whole numbers.\n"
        "  Write the manifest of the scene into each row, as JSON text.\n"
    )


def test_a_value_that_python_has_not_is_told_by_its_file_row_and_column(tmp_path: Path) -> None:
    far = pa.array([0, 0, 2**62]).cast(pa.timestamp("us"))
    manifests = pa.StructArray.from_arrays([far], ["at"])
    pq.write_table(pa.table({"film": ["b"] * 3, "manifest": manifests}), tmp_path / "1.parquet")
    assets = {"film": ["a", "b", "b"], "manifest_tag": ["X", "Y", "Z"], "at": far}
    table = pa.table({**assets, "asset_type": ["prop"] * 3})
    pq.write_table(table, tmp_path / "far.parquet", row_group_size=1)
    pq.write_table(table.drop_columns(["at"]), tmp_path / "near.parquet")
    done = called(["batch", "1.parquet", "out", "--assets", "far.parquet"], tmp_path)
    words = "has a value that cannot be read.\n  Is it a time after the year 9999"
    assert f"far.parquet, row 3: at: error B701: The column `at` {words}" in done.err
    line = ["batch", "1.parquet", "out", "--assets", "near.parquet", "--skip-problems"]
    assert called(line, tmp_path).code == 1
    *others, last = picks_in(tmp_path / "out").column("problems").to_pylist()
    assert "B701" not in str(others)
    assert last[0].startswith("B701 The column `manifest` has a value that cannot be read.")


def test_files_of_a_folder_may_hold_manifests_in_other_forms(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    scenes = pq.read_table(folder / "scenes.parquet").slice(0, 60)
    forms = [
        scenes.slice(0, 9),
        scenes.slice(9, 9).rename_columns(["film", "manifest_json"]),
        pa.Table.from_pylist(
            [{"film": row["film"], **json.loads(row["manifest"])} for row in scenes.to_pylist()]
        ).slice(18),
    ]
    (tmp_path / "scenes").mkdir()
    for number, form in enumerate(forms):
        pq.write_table(form, tmp_path / "scenes" / f"{number}.parquet")
    assets = ["--assets", str(folder / "assets.parquet"), "--rules", str(folder / "rules.yaml")]
    line = ["batch", "scenes", "out", "--workers", str(10**20), *assets]
    assert called(line, tmp_path).code == 0
    assert same(picks_in(tmp_path / "out"), expected.slice(0, 60))


def test_assets_that_only_some_files_give_to_films_are_refused(tmp_path: Path) -> None:
    broken_file(tmp_path)
    (tmp_path / "assets").mkdir()
    assets = pq.read_table(tmp_path / "assets.parquet")
    pq.write_table(assets, tmp_path / "assets" / "1.parquet")
    pq.write_table(assets.drop_columns(["film"]), tmp_path / "assets" / "2.parquet")
    done = called(["batch", "scenes.parquet", "out", "--assets", "assets"], tmp_path)
    assert done.code == 2
    assert done.err.startswith(
        "assets/2.parquet: film: error B701: There is no column `film`, which `assets/1.parquet`"
        " has.\n"
    )
    twice = assets.append_column("asset_type", pa.array(["PROP"]))
    pq.write_table(twice, tmp_path / "assets" / "2.parquet")
    done = called(["batch", "scenes.parquet", "out", "--assets", "assets"], tmp_path)
    assert done.err.startswith("assets/2.parquet: asset_type: error B701: There are several")


@pytest.mark.parametrize("is_plain", [True, False])
def test_an_encrypted_file_is_named(tmp_path: Path, *, is_plain: bool) -> None:
    broken_file(tmp_path)
    scenes = pq.read_table(tmp_path / "scenes.parquet")
    keys = encryption.EncryptionConfiguration(
        footer_key="one", column_keys={"two": ["film"]}, plaintext_footer=is_plain
    )
    given = encryption.CryptoFactory(lambda _: KeepsNoKey()).file_encryption_properties(
        encryption.KmsConnectionConfig(), keys
    )
    secret = tmp_path / "secret.parquet"
    with pq.ParquetWriter(secret, scenes.schema, encryption_properties=given) as writer:
        writer.write_table(scenes)
    done = called(["batch", "secret.parquet", "out"], tmp_path)
    assert done.code == 2
    assert done.err.startswith("secret.parquet: error B707: This")
    assert "encrypted" in done.err


class KeepsNoKey(encryption.KmsClient):  # type: ignore[misc]  # pyarrow has no types
    """Hands out keys of which it keeps none."""

    def wrap_key(self, key: bytes, _: str) -> bytes:
        """A key as it goes into a file."""
        return base64.b64encode(key)

    def unwrap_key(self, wrapped: bytes, _: str) -> bytes:
        """The key again."""
        return base64.b64decode(wrapped)


@pytest.mark.parametrize("is_shared", [True, False])
def test_what_is_wrong_with_an_asset_is_told_by_its_file_row_and_column(
    tmp_path: Path, *, is_shared: bool
) -> None:
    """Of a film whose assets are in two stretches, or of the assets that all films share."""
    pq.write_table(pa.table({"film": ["b"], "manifest": ["{}"]}), tmp_path / "scenes.parquet")
    (tmp_path / "assets").mkdir()
    good = {"film": "b", "manifest_tag": "WREN", "asset_type": "prop", "quality_score": 1.0}
    files = {
        "1": [{**good, "id": "1"}, {**good, "id": "2", "film": "a"}, {**good, "id": "3"}],
        "2": [{**good, "id": "4", "quality_score": 11.0}, {**good, "id": "3", "asset_type": ""}],
    }
    for name, rows in files.items():
        table = pa.Table.from_pylist(rows)
        if is_shared:
            table = table.drop_columns(["film"])
        pq.write_table(table, tmp_path / "assets" / f"{name}.parquet", row_group_size=2)
    done = called(["batch", "scenes.parquet", "out", "--assets", "assets"], tmp_path)
    assert done.code == 1
    assert done.err.startswith(
        "assets/2.parquet, row 1: quality_score: error A502: `quality_score` must be a number from"
        " 0 to 10, not 11.0.\n  Write `8.5` into the column `quality_score`, or leave it out.\n"
    )
    assert "\nassets/2.parquet, row 2: asset_type: error A501: `asset_type` is empty." in done.err
    assert (
        "\nassets/2.parquet, row 2: id: error A503: This row and assets/1.parquet, row 3 have the"
        " same id, `3`.\n" in done.err
    )
    assert "assets[" not in done.err


@pytest.mark.parametrize("film", [None, ""])
def test_an_asset_without_a_film_is_given_to_none(film: str | None, tmp_path: Path) -> None:
    broken_file(tmp_path)
    row = {"manifest_tag": "WREN", "asset_type": "CHARACTER"}
    table = pa.Table.from_pylist([{"film": "a", **row}, {"film": film, **row}])
    pq.write_table(table, tmp_path / "assets.parquet")
    done = called(["batch", "scenes.parquet", "out", "--skip-problems"], tmp_path)
    assert done.err == (
        "assets.parquet, row 2: error B702: There is no film in this row.\n"
        "  Leave the row out, or fill it in.\n\n"
        "`selector help B702` says more about B702.\n"
    )
    assert not (tmp_path / "out").exists()


def test_each_row_of_several_files_is_found_in_its_file(tmp_path: Path) -> None:
    for name, count in (("1", 5), ("2", 0), ("3", 4)):
        table = pa.table({"row": [f"{name}-{row + 1}" for row in range(count)]})
        pq.write_table(table, tmp_path / f"{name}.parquet", row_group_size=2)
    table = parquet_table(str(tmp_path))
    found = [table.where(row) for row in range(table.rows)]
    files = [("1", 5), ("3", 4)]
    assert found == [
        f"{tmp_path}/{name}.parquet, row {row + 1}" for name, count in files for row in range(count)
    ]


def test_a_file_of_a_folder_counts_whatever_letters_its_name_ends_in(tmp_path: Path) -> None:
    rows = pa.Table.from_pylist([{"film": "a"}])
    for name in ("1.parquet", "2.PARQUET"):
        pq.write_table(rows, tmp_path / name)
    assert parquet_table(str(tmp_path)).rows == 2


def test_without_pyarrow_one_sentence_names_the_extra(folder: Path) -> None:
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from selector.cli.main import run\n"
        f"sys.exit(run(['batch', {str(folder / 'scenes.parquet')!r}, 'out']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == (
        "Error: Batches of scenes need pyarrow. Install it with `pip install 'reference-selector[batch]'`.\n"
    )


@pytest.mark.parametrize("at_once", [3, 7, 50])
def test_any_stretch_of_rows_can_be_read(tmp_path: Path, at_once: int) -> None:
    table = pa.table({"number": list(range(100))})
    pq.write_table(table.slice(0, 60), tmp_path / "a.parquet", row_group_size=at_once)
    pq.write_table(table.slice(0, 0), tmp_path / "b.parquet")
    pq.write_table(table.slice(60), tmp_path / "c.parquet", row_group_size=at_once)
    files = parquet_table(str(tmp_path))
    rows = Rows(files)
    for start, stop in [(0, 100), (5, 5), (5, 8), (8, 61), (90, 95), (20, 30), (99, 100), (0, 1)]:
        batches = list(rows.read(start, stop))
        found = [each for batch in batches for each in batch.column("number").to_pylist()]
        assert found == list(range(start, stop))


def test_a_damaged_file_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"text {n * 7919 % 1000}" for n in range(5_000)]}), file)
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"\xff" * 2_000 + whole[2_100:])
    with pytest.raises(ProblemError, match="B707 This Parquet file is damaged or encrypted"):
        list(Rows(parquet_table(str(file))).read(0, 5_000))


@pytest.mark.parametrize("change", ["deleted", "replaced"])
def test_a_file_that_changes_while_it_is_read_is_a_problem(tmp_path: Path, change: str) -> None:
    """Its rows may be others, and the parts before are of those that were there."""
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["one", "two"]}), file, row_group_size=1)
    rows = Rows(parquet_table(str(file)))
    assert [batch.num_rows for batch in rows.read(0, 1)] == [1]
    file.unlink()
    if change == "replaced":
        pq.write_table(pa.table({"text": ["six", "ten"]}), file, row_group_size=1)
    with pytest.raises(ProblemError, match="B707 This file was changed or deleted while it was"):
        list(rows.read(1, 2))


def test_parts_have_whole_films_and_all_rows() -> None:
    runs: list[Any] = [(f"f{number}", number * 300, number * 300 + 300) for number in range(40)]
    parts = parts_of(runs, 12_000)
    assert [part.first for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == 12_000
    assert {part.films for part in parts} == {4}
    assert parts_of([], 0) == []
    [whole] = parts_of([("long", 0, 500_000)], 500_000)
    assert whole == FilmPart(number=0, first=0, end=500_000, films=1)


def test_rows_without_a_film_stay_with_their_neighbours(tmp_path: Path) -> None:
    films = [None, "a", "a", None, "a", "b", None, "c", ""]
    pq.write_table(pa.table({"film": films}), tmp_path / "s.parquet", row_group_size=2)
    runs = list(film_runs(parquet_table(str(tmp_path / "s.parquet"))))
    assert runs == [("a", 0, 5), ("b", 5, 7), ("c", 7, 9)]
