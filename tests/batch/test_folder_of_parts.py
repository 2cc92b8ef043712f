"""The folder that `selector batch` writes into: for one run, and one at a time."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pyarrow.parquet as pq
import pytest

from selector import ProblemError
from selector.batch.folder_lock import one_run_in
from selector.batch.part_folder import INCOMPLETE
from selector.batch.run_parts import job
from selector.model.vocabulary import MEANING
from tests.batch.films_in_parquet import PARTS, RULES, broken_file, command, run
from tests.commands import called


def test_parts_of_another_run_are_refused_with_a_way_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    for name in ("scenes", "assets"):
        changed = tmp_path / name
        shutil.copytree(folder, changed)
        os.utime(changed / f"{name}.parquet", (0, 0))
        assert "B705" in called(command(changed, out)[3:]).err
    scenes, assets = (str(folder / f"{name}.parquet") for name in ("scenes", "assets"))
    with monkeypatch.context() as later:
        later.setattr("selector.batch.run_parts.MEANING", MEANING + 1)
        with pytest.raises(ProblemError, match="B705"):
            job(scenes, assets, RULES, out, skips=False)
    Path(out, "part-00000.parquet").write_bytes(b"PAR1")
    assert "B705" in called(command(folder, out)[3:]).err


def test_a_run_that_an_earlier_version_began_goes_on(folder: Path, tmp_path: Path) -> None:
    """Its parts do not say how many rows lack a picture: it left none out."""
    out = tmp_path / "out"
    assert run(folder, str(out), "--workers", "1").code == 0
    for file in out.glob("*.parquet"):
        part = pq.read_table(file)
        marks = part.schema.metadata
        marks.pop(INCOMPLETE)
        pq.write_table(part.replace_schema_metadata(marks), file)
    again = run(folder, str(out), "--format", "json")
    assert again.code == 0
    document = json.loads(again.out)
    assert (document["done_before"], document["without_pictures"]) == (PARTS, 0)


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
