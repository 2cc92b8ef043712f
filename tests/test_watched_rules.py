"""Rules that are edited while a program runs: real files, real threads, and a clock that the test moves."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from inspect import signature
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from selector import ProblemError, WatchedRules, load_rules
from selector.reading.watched_rules import BETWEEN_LOOKS, SETTLING

NEXT = BETWEEN_LOOKS
SOON = SETTLING
"""Seconds until files are looked at again."""


def rules(version: str, words: str = "") -> str:
    return f"""\
language: 1
name: road
version: "{version}"
{words}
shots:
  default:
    priorities:
      - {{name: who, role: subject, because: "the scene is about its subject"}}
"""


def child(version: str, parent: str = "house.yaml") -> str:
    return f'language: 1\nname: road\nversion: "{version}"\nextends: {parent}\n'


class Clock:
    """The time, which passes when the test says so; and what happens while files settle."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.meanwhile: Callable[[], object] = lambda: None
        self.pauses = 0

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        assert 0 < seconds < 0.1
        self.pauses += 1
        self.meanwhile()

    def watch(self, path: Path) -> WatchedRules:
        return WatchedRules(path, clock=self, pause=self.pause)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "road.yaml"
    path.write_text(rules("1"))
    return path


def test_the_rules_are_those_of_the_file_and_stay_the_same_object(file: Path, clock: Clock) -> None:
    live = clock.watch(file)
    first = live.current()
    assert (first.version, first.digest) == ("1", load_rules(file).digest)
    for _ in range(3):
        clock.now += NEXT
        assert live.current() is first
    assert (live.problems, clock.pauses) == ((), 0)
    assert first.warnings == load_rules(file).warnings


def test_files_are_looked_at_once_a_second_at_most(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = clock.watch(file)
    opened = opened_files(monkeypatch)
    for _ in range(100):
        clock.now += NEXT / 100 - 1e-9
        live.current()
        assert live.problems == ()
    assert opened == []
    clock.now += NEXT / 100
    for _ in range(100):
        live.current()
    assert len(opened) == 1


def test_a_save_is_in_use_after_the_next_look_and_is_logged_once(
    file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "selector")
    live = clock.watch(file)
    before = live.current()
    file.write_text(rules("2"))
    assert live.current() is before
    for _ in range(3):
        clock.now += NEXT
        assert live.current().version == "2"
    assert before.version == "1"
    assert [(each.levelname, each.getMessage()) for each in caplog.records] == [
        ("INFO", f"{file}: road 2 is in use from now on")
    ]
    assert vars(caplog.records[0])["rules_digest"] == live.current().digest


def test_a_broken_save_keeps_the_last_good_rules_and_is_one_warning(
    file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    live = clock.watch(file)
    good = live.current()
    broken = rules("2").replace("role:", "rol:")
    file.write_text(broken)
    for _ in range(4):
        clock.now += NEXT
        assert live.current() is good
    (problem,) = live.problems
    assert (problem.code, problem.at.line, problem.at.file) == ("R201", 8, str(file))
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert record.getMessage() == (
        f"{file} cannot be used, so road 1 stays in use; problem 1 of 1: {problem}"
    )
    file.write_text(broken.replace("rol:", "roll:"))
    clock.now += NEXT
    assert "`roll`" in str(live.problems)
    assert len(caplog.records) == 2
    file.write_text(rules("3"))
    clock.now += NEXT
    assert live.problems == ()
    assert live.current().version == "3"
    assert len(caplog.records) == 2


def test_a_first_load_that_fails_raises(file: Path) -> None:
    file.write_text(rules("1").replace("role:", "rol:"))
    with pytest.raises(ProblemError, match="R201"):
        WatchedRules(file)
    with pytest.raises(ProblemError, match="Y101"):
        WatchedRules(file.with_name("none.yaml"))
    with pytest.raises(ProblemError, match="Y101 The path of the rule file is empty"):
        WatchedRules("")
    with pytest.raises(TypeError, match="`path` must be the path of a rule file, not `3`"):
        WatchedRules(3)  # type: ignore[arg-type]


def test_a_file_that_is_gone_for_long_is_a_problem_until_it_is_back(
    file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    live = clock.watch(file)
    file.rename(file.with_suffix(".bak"))
    for _ in range(3):
        clock.now += NEXT
        assert live.current().version == "1"
    assert [problem.code for problem in live.problems] == ["Y101"]
    assert len(caplog.records) == 1
    file.with_suffix(".bak").rename(file)
    clock.now += NEXT
    assert live.problems == ()


def test_a_file_that_is_gone_while_an_editor_saves_it_is_no_problem(
    file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    live = clock.watch(file)
    file.unlink()
    clock.meanwhile = lambda: file.write_text(rules("2"))
    clock.now += NEXT
    assert live.current().version == "1"
    assert (live.problems, caplog.records) == ((), [])
    clock.now += SOON
    assert live.current().version == "2"
    assert (live.problems, caplog.records) == ((), [])


def test_a_file_that_is_written_in_two_parts_is_never_taken_by_half(
    file: Path, clock: Clock
) -> None:
    live = clock.watch(file)
    first, second = rules("2"), "      - {name: place, type: environment, because: b}\n"
    file.write_text(first)  # right by itself
    clock.meanwhile = lambda: file.write_text(first + second)
    clock.now += NEXT
    assert live.current().version == "1"
    clock.now += SOON
    names = [step.name.name for step in live.current().plan.default.steps]
    assert names == ["who", "place"]


def test_while_files_go_on_changing_the_rules_in_use_stay_and_no_call_waits_twice(
    file: Path, clock: Clock
) -> None:
    live = clock.watch(file)
    first = live.current()
    file.write_text(rules("2"))
    clock.meanwhile = lambda: file.write_text(rules(f"2.{clock.pauses}"))
    clock.now += NEXT
    for pauses in (1, 2, 3):
        assert live.current() is first
        assert live.current() is first
        assert clock.pauses == pauses
        clock.now += SOON
    clock.meanwhile = lambda: None
    assert live.current().version == "2.3"
    assert clock.pauses == 4


def test_other_content_of_the_same_size_and_time_is_seen(file: Path, clock: Clock) -> None:
    live = clock.watch(file)
    before = file.stat()
    file.write_text(rules("9"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    clock.now += NEXT
    assert live.current().version == "9"


def test_a_save_by_renaming_is_seen(file: Path, clock: Clock) -> None:
    live = clock.watch(file)
    new = file.with_suffix(".new")
    new.write_text(rules("2"))
    new.replace(file)
    clock.now += NEXT
    assert live.current().version == "2"


def test_links_that_are_moved_are_followed_and_generations_are_not_mixed(
    tmp_path: Path, clock: Clock
) -> None:
    """A mounted ConfigMap: each file leads through `..data`, which is moved when all are there."""

    def put(name: str, version: str) -> None:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "road.yaml").write_text(child(version))
        (folder / "house.yaml").write_text(rules(version, f"references: {version}"))
        link = tmp_path / "..data_tmp"
        link.symlink_to(name)
        link.replace(tmp_path / "..data")

    put("..1", "1")
    for name in ("road.yaml", "house.yaml"):
        (tmp_path / name).symlink_to(f"..data/{name}")
    live = clock.watch(tmp_path / "road.yaml")
    put("..2", "2")
    clock.now += NEXT
    assert live.current().version == "2"
    assert live.current().digest == load_rules(tmp_path / "road.yaml").digest
    put("..3", "3")

    def moved_between_two_files() -> None:
        if clock.pauses == 2:
            put("..4", "4")

    clock.meanwhile = moved_between_two_files
    clock.now += NEXT
    assert live.current().version == "2"
    clock.now += SOON
    assert live.current().version == "4"
    assert live.current().plan.default.references == 4


def test_files_that_the_file_extends_and_its_shot_names_are_watched(
    tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "road.yaml").write_text(child("1", "shared/house.yaml"))
    house, names = tmp_path / "shared/house.yaml", tmp_path / "shared/names.yaml"
    house.write_text(rules("1", "shot_names: names.yaml"))
    names.write_text("shot_names: 1\nsizes:\n  close_up: [tight]\n")
    live = clock.watch(tmp_path / "road.yaml")
    first = live.current()
    house.write_text(rules("1", "shot_names: names.yaml\nreferences: 2"))
    clock.now += NEXT
    second = live.current()
    assert second.digest != first.digest
    names.write_text("shot_names: 1\nsizes:\n  close_up: [near]\n")
    clock.now += NEXT
    third = live.current()
    assert third.digest != second.digest
    names.unlink()
    clock.now += NEXT
    assert live.current() is third
    assert [problem.code for problem in live.problems] == ["R237"]
    names.write_text("shot_names: 1\nsizes:\n  close_up: [tight]\n")
    clock.now += NEXT
    assert live.problems == ()
    assert live.current().digest == second.digest


def test_the_file_is_found_from_any_folder(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    live = clock.watch(Path(file.name))
    monkeypatch.chdir("/")
    file.write_text(rules("2"))
    clock.now += NEXT
    assert live.current().version == "2"
    assert WatchedRules("cinematic").current().name == "cinematic"


def test_threads_go_on_with_the_rules_in_use_while_one_looks(file: Path, clock: Clock) -> None:
    live = clock.watch(file)
    asked, answered = threading.Event(), threading.Event()
    seen: list[str] = []

    def meanwhile() -> None:
        asked.set()
        assert answered.wait(10)

    clock.meanwhile = meanwhile
    file.write_text(rules("2"))
    clock.now += NEXT
    looking = threading.Thread(target=lambda: seen.append(live.current().version))
    looking.start()
    assert asked.wait(10)
    clock.now += NEXT
    assert live.current().version == "1"
    answered.set()
    looking.join()
    assert seen == ["2"]
    assert live.current().version == "2"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system that forks")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_process_that_was_forked_while_a_thread_looked_looks_itself(
    file: Path, clock: Clock
) -> None:
    live = clock.watch(file)
    asked, answered = threading.Event(), threading.Event()

    def meanwhile() -> None:
        asked.set()
        assert answered.wait(10)

    clock.meanwhile = meanwhile
    file.write_text(rules("2"))
    clock.now += NEXT
    looking = threading.Thread(target=live.current)
    looking.start()
    assert asked.wait(10)
    child = os.fork()
    if not child:
        version = 0
        try:
            clock.meanwhile = lambda: None
            clock.now += NEXT
            version = int(live.current().version)
        finally:
            os._exit(version)
    _, status = os.waitpid(child, 0)
    answered.set()
    looking.join()
    assert os.waitstatus_to_exitcode(status) == 2


def test_a_look_that_is_interrupted_is_made_again(file: Path, clock: Clock) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    live = clock.watch(file)
    file.write_text(rules("2"))
    clock.meanwhile = interrupt
    clock.now += NEXT
    with pytest.raises(KeyboardInterrupt):
        live.current()
    clock.meanwhile = lambda: None
    assert live.current().version == "1"
    clock.now += NEXT
    assert live.current().version == "2"


def test_a_clock_that_is_set_back_makes_no_difference() -> None:
    assert signature(WatchedRules).parameters["clock"].default is monotonic


def test_another_target_is_that_of_the_rules_in_use(file: Path, clock: Clock) -> None:
    live = clock.watch(file)
    first = live.current().for_target("S2V-01")
    file.write_text(rules("2"))
    clock.now += NEXT
    second = live.current().for_target("S2V-01")
    assert (first.version, second.version) == ("1", "2")
    assert second.digest == load_rules(file).for_target("S2V-01").digest


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"clock": 5}, "`clock` must be a function, not `5`"),
        ({"clock": None}, "`clock` must be a function, not `None`"),
        ({"clock": lambda: "now"}, "`clock` must give seconds as a number, not `'now'`"),
        ({"pause": 0.1}, "`pause` must be a function, not `0.1`"),
    ],
)
def test_what_is_no_clock_is_named(file: Path, given: Any, words: str) -> None:
    with pytest.raises(TypeError) as raised:
        WatchedRules(file, **given)
    assert str(raised.value) == words


def test_a_folder_of_rules_that_is_a_link_may_be_moved(tmp_path: Path, clock: Clock) -> None:
    for version in ("1", "2"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "road.yaml").write_text(child(version))
        (tmp_path / version / "house.yaml").write_text(rules(version, f"references: {version}"))
    link = tmp_path / "rules"
    link.symlink_to("1")
    live = clock.watch(link / "road.yaml")
    new = tmp_path / "new"
    new.symlink_to("2")
    new.replace(link)
    clock.now += NEXT
    assert live.current().version == "2"
    assert live.current().plan.default.references == 2


def test_a_broken_save_of_what_it_extends_is_one_warning_that_names_that_file(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "road.yaml").write_text(child("1"))
    house = tmp_path / "house.yaml"
    house.write_text(rules("1"))
    live = clock.watch(tmp_path / "road.yaml")
    house.write_text(rules("2").replace("role:", "rol:"))
    for _ in range(4):
        clock.now += NEXT
        assert live.current().version == "1"
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert str(house) in record.getMessage()
    assert {Path(problem.at.file) for problem in live.problems} == {house}


def test_of_two_threads_that_find_it_is_time_one_looks(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = clock.watch(file)
    clock.now += NEXT
    looks = opened_files(monkeypatch)
    turn = OneGoesFirst(live.current)
    monkeypatch.setattr(live, "_turn", turn)
    live.current()
    assert turn.done
    assert len(looks) == 1


class OneGoesFirst:
    """A lock: before the first thread gets it, another has had it and done its work."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.work = work
        self.lock = threading.Lock()
        self.done = False
        self.release = self.lock.release

    def acquire(self, *, blocking: bool) -> bool:
        if not self.done:
            self.done = True
            other = threading.Thread(target=self.work)
            other.start()
            other.join()
        return self.lock.acquire(blocking=blocking)


@pytest.fixture
def threads_take_turns() -> Iterator[None]:
    """Let threads take turns fifty times as often, so that none waits long for many that are busy."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("threads_take_turns")
def test_many_threads_see_whole_rules_only_and_none_again_that_were_replaced(
    file: Path, clock: Clock
) -> None:
    live = clock.watch(file)
    last = 40
    wrong: list[object] = []
    done = threading.Event()

    def reader() -> None:
        newest = 0
        while not done.is_set():
            found = live.current()
            version = int(found.version)
            if version < newest or found.plan.default.references != version:
                wrong.append((newest, found.version, found.plan.default.references))
            newest = version

    file.write_text(rules("1", "references: 1"))
    clock.now += NEXT
    live.current()
    readers = [threading.Thread(target=reader) for _ in range(8)]
    for each in readers:
        each.start()
    for number in range(2, last + 1):
        file.write_text(rules(f"{number}", f"references: {number}"))
        clock.now += NEXT
    for _ in range(last):  # one of the readers may be looking
        clock.now += NEXT
        live.current()
    done.set()
    for each in readers:
        each.join()
    clock.now += NEXT
    assert live.current().version == f"{last}"
    assert wrong == []


def test_it_starts_no_thread_and_closes_what_it_opens(file: Path, clock: Clock) -> None:
    threads = threading.active_count()
    live = clock.watch(file)
    opened = open_files()
    for number in range(2, 12):
        file.write_text(rules(f"{number}"))
        clock.now += NEXT
        live.current()
    assert open_files() == opened
    assert threading.active_count() == threads


def open_files() -> int:
    """How many files this process has open; none where the system does not say."""
    listed = Path("/proc/self/fd")
    return len(list(listed.iterdir())) if listed.is_dir() else 0


def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are opened from now on."""
    opened: list[str] = []
    real = os.open

    def counted(path: str, flags: int) -> int:
        opened.append(path)
        return real(path, flags)

    monkeypatch.setattr(os, "open", counted)
    return opened
