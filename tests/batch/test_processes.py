"""The processes of `selector batch`: any number picks the same, whichever is stopped in the middle, no row twice."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from itertools import product
from multiprocessing import active_children, get_context
from pathlib import Path
from threading import Event, Thread, current_thread

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from selector.worker_processes import undisturbed
from tests.batch.films_in_arrow import asset_table, scene_table
from tests.batch.films_in_parquet import FILMS, PARTS, command, picks_in, run, same
from tests.commands import selector
from tests.long import many
from tests.processes import forked_from, forks_of, in_linux, lives, offspring, running


def wait_for_a_part(folder: Path) -> None:
    end = time.monotonic() + 120
    while not list(folder.glob("part-*.parquet")):
        assert time.monotonic() < end
        time.sleep(0.005)


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


@in_linux
def test_a_killed_worker_makes_no_difference(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with running(command(folder, str(out), "--workers", "2")) as process:
        workers = forks_of(process, 2)
        wait_for_a_part(out)
        os.kill(workers[-1], signal.SIGKILL)
        _, stderr = process.communicate()
    assert process.returncode == 0, stderr
    assert same(picks_in(out), expected)
    assert not list(out.glob(".*"))


@in_linux
@pytest.mark.parametrize("workers_too", [False, True])
def test_the_process_that_is_forked_may_be_killed_too(
    folder: Path, expected: pa.Table, tmp_path: Path, *, workers_too: bool
) -> None:
    out = tmp_path / "out"
    with running(command(folder, str(out), "--workers", "2")) as process:
        workers = forks_of(process, 2)
        wait_for_a_part(out)
        os.kill(forked_from(process), signal.SIGKILL)
        for worker in workers if workers_too else ():
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (0, "")
    assert same(picks_in(out), expected)


@in_linux
def test_the_process_that_is_forked_may_be_killed_before_it_is(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with running(command(folder, str(out), "--workers", "2")) as process:
        loaded = forked_from(process)
        os.kill(loaded, signal.SIGSTOP)
        while not out.is_dir():
            assert process.poll() is None
            time.sleep(0.005)
        time.sleep(0.5)  # now it waits for the answer
        os.kill(loaded, signal.SIGKILL)
        _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (0, "")
    assert same(picks_in(out), expected)


def test_where_no_process_can_be_asked_to_fork_each_is_started_by_itself(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    """A socket is a file, with a path of at most 107 bytes."""
    long = tmp_path / ("long" * 30)
    long.mkdir()
    out = tmp_path / "out"
    line = command(folder, str(out), "--workers", "2")
    environment = {**os.environ, "TMPDIR": str(long)}
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert same(picks_in(out), expected)


def test_where_there_can_be_no_processes_the_first_one_picks(
    folder: Path, expected: pa.Table
) -> None:
    """What they share lies in /dev/shm, which some containers lack. These files may lie there, too."""
    there = Path(tempfile.mkdtemp(dir="/tmp"))
    shutil.copytree(folder, there, dirs_exist_ok=True)
    out = there / "out"
    without = 'mount -t tmpfs -o ro none /dev/shm && exec "$@"'
    line = ["unshare", "-m", "sh", "-c", without, "sh", *command(there, str(out))]
    if subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this user may not take /dev/shm away")
    try:
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert same(picks_in(out), expected)
    finally:
        shutil.rmtree(there)


def test_a_run_leaves_nothing_in_the_folder_for_temporary_files(
    folder: Path, tmp_path: Path
) -> None:
    """That is where the socket is by which a process is asked to fork."""
    short = Path(tempfile.mkdtemp())
    line = command(folder, str(tmp_path / "out"), "--workers", "2")
    try:
        subprocess.run(line, env={**os.environ, "TMPDIR": str(short)}, check=True)
        assert not list(short.iterdir())
    finally:
        shutil.rmtree(short)


def test_no_process_loads_what_lies_in_the_current_folder(folder: Path, tmp_path: Path) -> None:
    """The command itself does not, once it is installed. Python's `-c`, by which others start, does."""
    here = tmp_path / "here"
    here.mkdir()
    for module in ("socket", "yaml", "pyarrow"):
        (here / f"{module}.py").write_text("import os\nos.mkdir(__file__ + '-was-loaded')\n")
    installed = tmp_path / "installed.py"
    installed.write_text(
        "from selector.__main__ import main\nif __name__ == '__main__':\n    main()\n"
    )
    line = [sys.executable, str(installed)]
    line += command(folder, str(tmp_path / "out"), "--workers", "2")[3:]
    done = subprocess.run(line, cwd=here, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert not list(here.glob("*-was-loaded"))


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
    with running(command(folder, str(out), "--workers", "1")) as process:
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


@pytest.mark.parametrize(
    ("number", "to_all"),
    many(
        [(signal.SIGTERM, False), (signal.SIGHUP, True)],
        [*product((signal.SIGTERM, signal.SIGHUP), (False, True))],
    ),
)
def test_a_run_that_is_told_to_end_leaves_whole_parts_and_says_one_word(
    folder: Path, expected: pa.Table, tmp_path: Path, number: int, *, to_all: bool
) -> None:
    """As by whatever watches over it: by name, or with its processes, as a terminal that closes does."""
    out = tmp_path / "out"
    with running(command(folder, str(out), "--workers", "2")) as process:
        wait_for_a_part(out)
        send = os.killpg if to_all else os.kill
        for _ in range(2):  # a shell sends it once more
            send(process.pid, number)
        _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (128 + number, "Stopped.\n")
    assert {file.suffix for file in out.iterdir()} == {".parquet"}
    done = run(folder, str(out), "--workers", "1")
    assert done.code == 0
    assert same(picks_in(out), expected)


@pytest.mark.parametrize("by_another_thread", [False, True])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_no_signal_parts_a_process_that_starts_from_what_it_is_given(
    number: int, *, by_another_thread: bool
) -> None:
    """It would wait for that, and end in a traceback. pyarrow has threads, which block no signal."""
    heard: list[int] = []
    ended = Event()
    thread = Thread(target=ended.wait)
    thread.start()
    asked = thread if by_another_thread else current_thread()
    before = signal.signal(number, lambda number, _: heard.append(number))
    try:
        with undisturbed():
            signal.pthread_kill(asked.ident or 0, number)
            time.sleep(0.01)
            assert heard == []
        assert heard == [number]
    finally:
        signal.signal(number, before)
        ended.set()
        thread.join()


def test_a_run_whose_terminal_goes_away_ends_with_whole_parts(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    line = command(folder, str(out), "--workers", "2")
    process, terminal = pty.fork()
    if not process:
        os.execv(line[0], line)
    wait_for_a_part(out)
    os.close(terminal)
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP
    assert {file.suffix for file in out.iterdir()} == {".parquet"}
    done = run(folder, str(out), "--workers", "1")
    assert done.code == 0
    assert same(picks_in(out), expected)


@in_linux
@pytest.mark.parametrize("started", many([0, 2], [0, 1, 2]))
def test_ctrl_c_while_processes_start_shows_no_traceback(
    folder: Path, tmp_path: Path, started: int
) -> None:
    """A terminal sends it to all of them, and one that still loads does not ignore it yet."""
    with running(command(folder, str(tmp_path / "out"), "--workers", "2")) as process:
        loaded = forked_from(process)
        while len(offspring(loaded)) < started:
            assert process.poll() is None
        for _ in range(20):
            with suppress(ProcessLookupError):
                for child in [*offspring(process.pid), *offspring(loaded)]:
                    os.kill(child, signal.SIGINT)
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "Stopped.\n")


@in_linux
def test_a_run_that_is_told_to_end_waits_for_no_process_that_stands_still(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with running(command(folder, str(out), "--workers", "2")) as process:
        worker = forks_of(process, 2)[0]
        wait_for_a_part(out)
        os.kill(worker, signal.SIGSTOP)
        try:
            process.send_signal(signal.SIGINT)
            _, stderr = process.communicate(timeout=20)
        finally:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGCONT)
    assert (process.returncode, stderr) == (130, "Stopped.\n")


@in_linux
def test_workers_do_not_outlive_a_run_that_is_killed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with running(command(folder, str(out), "--workers", "2")) as process:
        workers = forks_of(process, 2)
        process.kill()
    end = time.monotonic() + 60
    while any(map(lives, workers)):
        assert time.monotonic() < end
        time.sleep(0.05)
