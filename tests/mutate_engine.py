"""Break the engine on purpose, one thing at a time, and see whether the tests notice.

Run by hand: `.venv/bin/python tests/mutate_engine.py` for all of `selector/engine` and `selector/language` (an hour on
two cores), or `.venv/bin/python tests/mutate_engine.py choose.py language/shapes.py`. `--list` only prints the mutants.
What was killed is remembered (`TRIED`) until its file says something else, and what has survived if it is listed as
changing nothing. So a second run tries what has changed since, and what has survived and is not listed; `--anew` tries
all, as is due when tests were taken away. `--sample 900` draws so many of them, the same ones each time, for what
they tell of all. `tests/mutants.py` makes the mutants, and says of what kinds they are.

Nothing is written into the checkout, all happens in a copy of it. There, the answers of the second opinion to some
thousand generated cases are worked out once; then each mutant is loaded in a process of its own and asked the same. If
it has answered right, it is given to the tests one file at a time, until one fails: first to those that are made for
its file (`TESTS_OF`), then to the quick tests of the engine, and at last to the slow ones, which `--quick` leaves out.
A mutant that no test notices has survived: it is printed with its line, and is either a gap in the tests or one that
changes nothing anybody could see, which `tests/equivalent_mutants.py` lists with the reason. The exit code is 1 if any
survived that is not listed.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import importlib.abc
import logging
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.as_written import as_values
from tests.equivalent_mutants import EQUIVALENT
from tests.generate import Case, batch
from tests.mutant_tests import LAST, SLOW, TESTS, TESTS_OF
from tests.mutants import PACKAGE, Mutant, all_files, mutants_of, unchanged
from tests.pools import Sketch, build, usable
from tests.second_opinion import Opinion, opinion

ROOT = Path(__file__).resolve().parent.parent
TRIED = ROOT / ".pytest_cache" / "mutants-tried.txt"
"""A digest of every mutant that was killed, one a line, and of every listed one that has survived, with a star."""
SURVIVED = "*"
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--noconftest")
"""The fixtures of all tests would read the whole program in for each mutant, and no test of the engine asks for one."""
ANEW, KEPT = ("selector.", "tests."), "selector.model"
"""Modules that were imported to draw the cases are imported anew where something is changed, but for their values."""
BATCHES = 60
QUICK_LIMIT, LIMIT = 5, 25
"""Seconds of a processor for the cases, and for each file of tests: what takes longer runs in circles."""
DESELECTED = "not seed_of_hashing and not reach_every and not is_shrunk"
"""Tests of the tests, and one that starts a process in which nothing is changed."""


def main() -> int:
    """Make the mutants, run the tests on each, and say which survived."""
    arguments = argparse.ArgumentParser(
        description="Mutate selector/engine and selector/language, and run the tests on every mutant."
    )
    arguments.add_argument(
        "files", nargs="*", help="such as choose.py or language/shapes.py; all unless given"
    )
    arguments.add_argument("--list", action="store_true", help="print the mutants and stop")
    arguments.add_argument("--jobs", type=int, default=2, help="how many mutants to try at a time")
    arguments.add_argument("--sample", type=int, help="how many to draw of all the mutants")
    arguments.add_argument(
        "--quick", action="store_true", help="leave out the tests that take longest"
    )
    arguments.add_argument(
        "--anew", action="store_true", help="try those too that an earlier run has killed"
    )
    arguments.add_argument("--in-copy-of", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if not chosen.list and not chosen.in_copy_of:
        return run_in_copy(sys.argv[1:])
    mutants = [mutant for file in chosen.files or all_files() for mutant in mutants_of(file)]
    if chosen.sample:
        mutants = drawn(mutants, chosen.sample)
    if chosen.list:
        sys.stdout.writelines(f"{mutant.line} {mutant.name}\n" for mutant in mutants)
        return 0
    tried = chosen.in_copy_of / TRIED.relative_to(ROOT)
    tried.parent.mkdir(exist_ok=True)
    if chosen.anew:
        forget(tried, mutants)
    return try_all(mutants, chosen.jobs, tried, quick=chosen.quick)


def run_in_copy(arguments: list[str]) -> int:
    """The same command in a copy of the checkout, so that nobody's edits or files come between."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        for name in ("selector", "tests", "rules", "schemas", "examples", "docs"):
            ignored = shutil.ignore_patterns("__pycache__", "*.sqlite", "*.jpg", "*.png")
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=ignored)
        shutil.copy(ROOT / "pyproject.toml", folder)
        environment = {**os.environ, "PYTHONPATH": folder, "SELECTOR_BATCHES": "12"}
        command = [
            sys.executable,
            str(Path(folder) / "tests" / "mutate_engine.py"),
            f"--in-copy-of={ROOT}",
            *arguments,
        ]
        return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def drawn(mutants: list[Mutant], count: int) -> list[Mutant]:
    """So many of the mutants; which ones is told by their names, so that it is the same ones when a file changes."""
    places = {mutant.name: hashlib.sha256(mutant.name.encode()).digest() for mutant in mutants}
    return sorted(mutants, key=lambda mutant: places[mutant.name])[:count]


def remembered(tried: Path) -> dict[str, bool]:
    """The digests of what earlier runs have tried, and whether it was killed."""
    lines = tried.read_text("utf-8").split() if tried.exists() else []
    return {line.removesuffix(SURVIVED): not line.endswith(SURVIVED) for line in lines}


def forget(tried: Path, mutants: list[Mutant]) -> None:
    """Of these mutants it is not known any more what became of them."""
    left = remembered(tried)
    for mutant in mutants:
        left.pop(mutant.digest, None)
    tried.write_text("", "utf-8")
    for digest, killed in left.items():
        remember(tried, digest, killed=killed)


def remember(tried: Path, digest: str, *, killed: bool) -> None:
    """Written at once, so that a run that is broken off is not lost."""
    with tried.open("a", encoding="utf-8") as file:
        file.write(f"{digest}{'' if killed else SURVIVED}\n")


def is_settled(mutant: Mutant, before: dict[str, bool]) -> bool:
    """Whether it need not be tried again: it was killed, or has survived and is listed."""
    killed = before.get(mutant.digest)
    return killed is not None and (killed or mutant.name in EQUIVALENT)


def try_all(mutants: list[Mutant], jobs: int, tried: Path, *, quick: bool) -> int:
    """Each mutant in a process of its own, some at a time; those that are remembered are not tried again."""
    before = remembered(tried)
    to_try = [mutant for mutant in mutants if not is_settled(mutant, before)]
    to_try.sort(key=lambda mutant: mutant.name in EQUIVALENT)  # those that tell something first
    survived = [m for m in mutants if is_settled(m, before) and not before[m.digest]]
    sys.stdout.write(f"{len(mutants) - len(to_try)} of {len(mutants)} are known from before\n")
    if not to_try:
        return summary(mutants, survived)
    known = answers()
    with quiet():  # pytest is read in once for all
        pytest.main([*OPTIONS, "--collect-only", "tests/long.py"])
    gc.freeze()
    every_test = dict.fromkeys(test for m in to_try for test in tests_for(m, quick=quick))
    _, status = os.waitpid(start(unchanged(to_try[0].file), known, list(every_test)), 0)
    if status:
        sys.stdout.write("the tests fail without any mutant: fix that first\n")
        return 2
    running: dict[int, Mutant] = {}
    waiting = iter(to_try)
    done = 0
    while done < len(to_try):
        while len(running) < jobs and (mutant := next(waiting, None)):
            running[start(mutant, known, tests_for(mutant, quick=quick))] = mutant
        process, status = os.wait()
        mutant = running.pop(process)
        done += 1
        if status == 0:
            survived.append(mutant)
            listed = " (listed)" if mutant.name in EQUIVALENT else ""
            sys.stdout.write(f"survived, line {mutant.line}: {mutant.name}{listed}\n")
        if status or mutant.name in EQUIVALENT:
            remember(tried, mutant.digest, killed=bool(status))
        if os.WIFSIGNALED(status):
            sys.stdout.write(f"took too long, line {mutant.line}: {mutant.name}\n")
        if done % 50 == 0:
            sys.stdout.write(f"... {done} of {len(to_try)}, {len(survived)} survived\n")
        sys.stdout.flush()
    return summary(mutants, survived)


def tests_for(mutant: Mutant, *, quick: bool) -> list[str]:
    """The tests that a mutant is given, in order: those made for its file, the others, and the slow ones."""
    made = [tests for file, tests in TESTS_OF.items() if mutant.file.startswith(file)]
    tests = list(dict.fromkeys(chain(*made, TESTS)))
    if quick or mutant.name in EQUIVALENT:
        return tests
    return [*tests, *SLOW, *LAST]


def summary(mutants: list[Mutant], survived: list[Mutant]) -> int:
    """How many were killed, by file, and what is to be looked at."""
    made, left = Counter(m.file for m in mutants), Counter(m.file for m in survived)
    for file, count in sorted(made.items()):
        sys.stdout.write(f"{file}: {count} mutants, {count - left[file]} killed\n")
    unlisted = [mutant for mutant in survived if mutant.name not in EQUIVALENT]
    killed = len(mutants) - len(survived)
    listed = len(survived) - len(unlisted)
    sys.stdout.write(
        f"{len(mutants)} mutants: {killed} killed, {listed} change nothing, {len(unlisted)} survived\n"
        f"killed of all: {killed / max(len(mutants), 1):.1%}, "
        f"of those that change something: {killed / max(len(mutants) - listed, 1):.1%}\n"
        + "".join(f"  line {mutant.line}: {mutant.name}\n" for mutant in unlisted)
    )
    for name in sorted(EQUIVALENT.keys() - {mutant.name for mutant in mutants}):
        if name.split(" ")[0] in made:
            sys.stdout.write(f"listed, and made no more: {name}\n")
    return 1 if unlisted else 0


# --- Trying one ------------------------------------------------------------------------------------------------


Known = list[tuple[Mapping[str, Any], Sequence[Sketch], list[tuple[Case, Opinion]]]]
"""What rule files say and pools, each pair with the cases that share it and what the second opinion says of them."""


def answers() -> Known:
    """What the second opinion says; it does not ask the engine, so that one round serves every mutant."""
    found: Known = []
    for seed in range(BATCHES):
        each = batch(seed)
        rules = as_values(each.rules)
        for sketches, scenes in zip(each.pools, each.scenes, strict=True):
            cases = [Case(each.rules, manifest, sketches) for manifest in scenes]
            assets = build(sketches)
            said = [(case, opinion(case, rules, assets, usable)) for case in cases]
            found.append((each.rules, sketches, said))
    return found


def start(mutant: Mutant, known: Known, tests: list[str]) -> int:
    """A process of its own for one mutant; it ends with 0 if neither the cases nor the tests notice it."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        allow(QUICK_LIMIT)
        logging.disable()
        with quiet():
            sys.meta_path.insert(0, Changed(mutant))
            for name in [name for name in sys.modules if name.startswith(ANEW)]:
                if not name.startswith(KEPT):
                    del sys.modules[name]
            status = 0 if is_like_the_right_one(known, tests) else 1
    finally:
        os._exit(status)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Nothing is printed."""
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        yield


def is_like_the_right_one(known: Known, tests: list[str]) -> bool:
    """Whether nothing tells this engine from the right one: the cases are asked first, and then each test in turn."""
    if not agrees(known):
        return False
    return all(passes(test) for test in tests)


def passes(test: str) -> bool:
    """Whether one file of tests, or one test, notices nothing. Each is read when those before it have passed."""
    allow(LIMIT)
    logging.disable(logging.NOTSET)
    later = [f"--deselect={slow}" for slow in SLOW if slow != test]
    status = pytest.main([*OPTIONS, "-k", DESELECTED, *later, test])
    logging.disable()
    return status == pytest.ExitCode.OK


def allow(seconds: int) -> None:
    """From now on the process may use so many seconds of a processor; then it is ended."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def agrees(known: Known) -> bool:
    """Whether the engine as it now is says what the second opinion has said, of every case."""
    from selector.engine.pool import AssetPool  # noqa: PLC0415  # the mutant is to be imported, and only here
    from tests.choosing import compiled  # noqa: PLC0415

    for content, sketches, cases in known:
        rules = compiled(content)
        pool = AssetPool(build(sketches), usable=usable)
        for case, second in cases:
            selection = rules.select(case.manifest, pool)
            said = (
                selection.shot,
                facts(selection.picks),
                facts(selection.passed_over),
                selection.notes,
            )
            if said != (second.shot, facts(second.picks), facts(second.passed_over), second.notes):
                return False
            if selection.places != places(second):
                return False
        pool.in_order.clear()  # what was worked out for each tag beforehand: without it all is gone through in turn
        pool.lineups.clear()
        if any(
            rules.select(case.manifest, pool).places != places(second) for case, second in cases
        ):
            return False
    return True


def places(said: Opinion) -> list[int]:
    return [pick.facts.place for pick in said.picks]


def facts(entries: Any) -> list[Any]:
    """Picks, or what was passed over, without the assets: each process builds its own."""
    names = [name for name in type(entries[0]).__slots__ if name != "asset"] if entries else []
    return [[getattr(entry, name) for name in names] for entry in entries]


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed text for the one module that is changed."""

    def __init__(self, mutant: Mutant) -> None:
        file = mutant.file if "/" in mutant.file else f"engine/{mutant.file}"
        self.module = (
            f"selector.{file.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"
        )
        self.folder = PACKAGE / Path(file).parent if file.endswith("__init__.py") else None
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> ModuleSpec | None:
        if fullname != self.module:
            return None
        spec = ModuleSpec(fullname, self, is_package=self.folder is not None)
        if self.folder is not None:  # the modules in it are the same as ever
            spec.submodule_search_locations = [str(self.folder)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.text, self.mutant.file, "exec"), module.__dict__)


if __name__ == "__main__":
    sys.exit(main())
