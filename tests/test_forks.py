"""A process that is forked while a thread is in the middle of something goes on with all that it has."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from selector import AssetPool, FilmSoFar, reporting
from selector.among_threads import cached_property
from selector.model.film_so_far import SceneBefore
from tests.batch.films_in_arrow import asking_rules

PACKAGE = Path(__file__).parents[1] / "selector"

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a system that forks"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]


def in_a_child(work: Callable[[], bool]) -> bool:
    """Whether something is true in a process that is forked now; one that hangs is stopped."""
    child = os.fork()
    if not child:
        code = 1
        try:
            code = 0 if work() else 2
        finally:
            os._exit(code)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("the forked process hangs")


def test_a_fork_waits_until_a_film_so_far_has_noted_what_it_was_asked() -> None:
    film = FilmSoFar()
    for number in range(3):
        film = film.followed_by(SceneBefore(number=number))
    asked = threading.Event()

    def slowly(scene: SceneBefore) -> bool:
        asked.set()
        time.sleep(0.1)
        return scene.number != 1

    thread = threading.Thread(target=film.scenes_where, args=("other than 1", slowly))
    thread.start()
    assert asked.wait(10)
    assert in_a_child(lambda: list(film.scenes_where("other than 1", slowly)) == [0, 2])
    assert in_a_child(lambda: len(film.followed_by(SceneBefore())) == 4)
    thread.join()


class _Slow:
    """Something that is worked out slowly."""

    def __init__(self, asked: threading.Event) -> None:
        self.asked = asked

    @cached_property
    def answer(self) -> list[int]:
        """What is worked out."""
        self.asked.set()
        time.sleep(0.2)
        return [42]


def test_what_a_thread_works_out_meanwhile_is_worked_out_again_in_the_child() -> None:
    slow = _Slow(threading.Event())
    thread = threading.Thread(target=lambda: slow.answer)
    thread.start()
    assert slow.asked.wait(10)
    assert in_a_child(lambda: slow.answer == [42])
    thread.join()


def test_all_threads_have_the_first_answer() -> None:
    slow = _Slow(threading.Event())
    answers: list[list[int]] = []
    threads = [threading.Thread(target=lambda: answers.append(slow.answer)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(answer) for answer in answers}) == 1
    assert isinstance(_Slow.answer, cached_property)
    assert _Slow.answer.__doc__ == "What is worked out."


def test_children_of_a_busy_program_pick_the_same() -> None:
    """Threads pick for new scenes all the time, so that some are always in the middle of something."""
    rules = asking_rules()
    tags = [f"TAG_{number}" for number in range(12)]
    assets = [{"manifest_tag": tag, "asset_type": "CHARACTER", "quality_score": 5 + number / 4}
              for number, tag in enumerate(tags)]  # fmt: skip
    pool = AssetPool(assets)
    scenes = [
        {
            "scene_index": number,
            "composition": {"shot_type": "Close-Up"},
            "placements": [
                {"asset_tag": tags[number * step % 12], "role": "subject"} for step in (1, 5, 7)
            ],
        }
        for number in range(60)
    ]
    expected = [selection.tags for selection in rules.select_many(scenes, pool)]
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            fresh = AssetPool(assets)
            for _ in rules.select_many(scenes, fresh):
                pass

    threads = [threading.Thread(target=busy) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(12):
            assert in_a_child(
                lambda: [each.tags for each in rules.select_many(scenes, pool)] == expected
            )
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.fixture
def slow_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module in a package of ours that takes a while to load."""
    monkeypatch.setattr(reporting, "__path__", [*reporting.__path__, str(tmp_path)])
    name = f"slow_{tmp_path.name}"
    (tmp_path / f"{name}.py").write_text("import time\ntime.sleep(0.3)\nIS_READY = True\n", "utf-8")
    return f"selector.reporting.{name}"


def loading(name: str) -> threading.Thread:
    """A thread in the middle of loading a module."""
    thread = threading.Thread(target=import_module, args=(name,), daemon=True)
    thread.start()
    while name not in sys.modules:
        time.sleep(0.001)
    return thread


def test_a_fork_waits_until_a_thread_has_loaded_a_module_of_ours(slow_module: str) -> None:
    """As in its first call: the child would wait for the module's lock for ever."""
    thread = loading(slow_module)
    assert in_a_child(lambda: import_module(slow_module).IS_READY is True)
    thread.join()


def test_a_fork_waits_for_a_module_that_cannot_be_loaded(slow_module: str, tmp_path: Path) -> None:
    (tmp_path / f"{slow_module.rpartition('.')[2]}.py").write_text(
        "import time\ntime.sleep(0.3)\nraise ImportError\n", "utf-8"
    )

    def refused() -> bool:
        with pytest.raises(ImportError):
            import_module(slow_module)
        return True

    thread = threading.Thread(target=refused)
    thread.start()
    while slow_module not in sys.modules:
        time.sleep(0.001)
    assert in_a_child(refused)
    thread.join()


def test_a_fork_does_not_wait_for_a_module_of_somebody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be a server that is started by importing it, and never end."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "a_server_here.py").write_text(
        "import sys, time\nwhile 'a_server_stops' not in sys.modules:\n    time.sleep(0.01)\n",
        "utf-8",
    )
    thread = loading("a_server_here")
    assert in_a_child(lambda: True)
    assert thread.is_alive()
    monkeypatch.setitem(sys.modules, "a_server_stops", sys)
    thread.join()


def test_nothing_else_is_locked() -> None:
    """Watched rules have a lock for each process."""
    locks = re.compile(
        r"threading import .*(Lock|Condition|Semaphore)|functools import .*cached_property"
    )
    files = [file for file in PACKAGE.rglob("*.py") if locks.search(file.read_text("utf-8"))]
    assert {file.name for file in files} == {"among_threads.py", "watched_rules.py"}
