"""Break the engine on purpose, one thing at a time, and see whether the tests notice.

Run by hand: `.venv/bin/python tests/mutate_engine.py` (all of `selector/engine`; about an hour on two cores), or
`.venv/bin/python tests/mutate_engine.py choose.py pool.py`. `--list` only prints the mutants. Each mutant is one change
to one file, made on the syntax tree:

- a comparison gets another operator; `and` becomes `or`, and loses each of its sides; `not` goes; a condition is turned
  round, and a filter of a comprehension goes;
- in what is sorted by, or handed back as a tuple, each entry is negated, made 0, and swapped with its neighbour; a
  `key=` goes, a sort is turned round; `min` becomes `max`, `any` becomes `all`;
- 0 and 1 and True and False change, sums and products too, a slice loses an end; `casefold` and `strip` go;
- a statement that does something (a call, `+=`, `break`, `continue`) goes.

Words for people (`__str__`, `__repr__`, messages) and types are left alone. The tests run in a copy of the checkout,
never in the checkout itself, until the first that fails. A mutant that no test notices has survived: it is printed
with its line, and is either a gap in the tests or listed below as one that changes nothing anybody could see, with the
reason. The exit code is 1 if any survived that is not listed.
"""

from __future__ import annotations

import argparse
import ast
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINE = Path("selector/engine")
TESTS = (
    "tests/test_section_four.py",
    "tests/test_compile.py",
    "tests/test_digest.py",
    "tests/test_record.py",
    "tests/test_second_opinion.py",
    "tests/test_laws.py",
)
QUIET = {"__str__", "__repr__", "_each", "_asked_for", "_note"}
"""Functions that only word something."""

EQUIVALENT: dict[str, str] = {}
"""Mutants that change nothing anybody could see, by the name they are printed under, and why."""

SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
}
OTHER_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "reversed": "list"}
DROPPED_METHODS = {"casefold", "strip", "lower"}


@dataclass(frozen=True)
class Mutant:
    """One change: where, what it reads before and after, and the whole file with it."""

    file: str
    function: str
    line: int
    before: str
    after: str
    text: str

    @property
    def name(self) -> str:
        """What it is listed under: no line number, so that it stays when lines move."""
        return f"{self.file} {self.function}: {self.before} → {self.after}"


def main() -> int:
    """Make the mutants, run the tests on each, and say which survived."""
    arguments = argparse.ArgumentParser(description="Mutate selector/engine and run the tests on every mutant.")
    arguments.add_argument("files", nargs="*", help="files of selector/engine; all unless given")
    arguments.add_argument("--list", action="store_true", help="print the mutants and stop")
    arguments.add_argument("--jobs", type=int, default=2)
    chosen = arguments.parse_args()
    files = chosen.files or sorted(path.name for path in (ROOT / ENGINE).glob("*.py"))
    if chosen.list:
        mutants = [mutant for file in files for mutant in mutants_of(ROOT / ENGINE / file)]
        sys.stdout.writelines(f"{mutant.line} {mutant.name}\n" for mutant in mutants)
        return 0
    return run(files, chosen.jobs)


def run(files: list[str], jobs: int) -> int:
    """Every mutant of these files in turn; each worker has a copy of the checkout of its own."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        first = copy_checkout(Path(folder) / "0")
        mutants = [mutant for file in files for mutant in mutants_of(first / ENGINE / file)]
        copies: queue.Queue[Path] = queue.Queue()
        copies.put(first)
        for number in range(1, jobs):
            shutil.copytree(first, Path(folder) / str(number))
            copies.put(Path(folder) / str(number))
        copy = copies.get()
        begun = time.monotonic()
        if not passes(copy, 600):
            sys.stdout.write("the tests fail without any mutant: mend that first\n")
            return 2
        limit = 20 + 4 * (time.monotonic() - begun)
        copies.put(copy)

        def survives(mutant: Mutant) -> bool:
            copy = copies.get()
            target = copy / ENGINE / mutant.file
            original = target.read_text()
            try:
                target.write_text(mutant.text)
                return passes(copy, limit)
            finally:
                target.write_text(original)
                copies.put(copy)

        survived: list[Mutant] = []
        with ThreadPoolExecutor(jobs) as workers:
            for number, (mutant, lives) in enumerate(zip(mutants, workers.map(survives, mutants), strict=True), 1):
                if lives:
                    survived.append(mutant)
                    known = " (listed)" if mutant.name in EQUIVALENT else ""
                    sys.stdout.write(f"survived, line {mutant.line}: {mutant.name}{known}\n")
                if number % 25 == 0:
                    sys.stdout.write(f"... {number} of {len(mutants)}, {len(survived)} survived\n")
                sys.stdout.flush()
    return summary(mutants, survived)


def summary(mutants: list[Mutant], survived: list[Mutant]) -> int:
    """How many were killed, by file, and what is to be looked at."""
    made, left = Counter(m.file for m in mutants), Counter(m.file for m in survived)
    for file, count in sorted(made.items()):
        sys.stdout.write(f"{file}: {count} mutants, {count - left[file]} killed\n")
    unlisted = [mutant for mutant in survived if mutant.name not in EQUIVALENT]
    killed = len(mutants) - len(survived)
    known = len(survived) - len(unlisted)
    sys.stdout.write(
        f"{len(mutants)} mutants: {killed} killed, {known} change nothing, {len(unlisted)} survived\n"
        + "".join(f"  {mutant.file}:{mutant.line} {mutant.name}\n" for mutant in unlisted)
    )
    return 1 if unlisted else 0


def copy_checkout(target: Path) -> Path:
    """The package and its tests, and what they need beside them."""
    for name in ("selector", "tests", "rules", "schemas", "examples"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.sqlite"))
    shutil.copy(ROOT / "pyproject.toml", target)
    return target


def passes(copy: Path, limit: float) -> bool:
    """Whether the tests pass in this copy; one that takes too long has failed."""
    tests = [test for test in TESTS if (copy / test).exists()]
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    environment = {**os.environ, "SELECTOR_BATCHES": "40", "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


# --- Making mutants --------------------------------------------------------------------------------------------


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Every mutant of one file."""
    tree = ast.parse(file.read_text())
    untouched = ast.unparse(tree)
    for holder, field, index, function in slots(tree, "module"):
        node = get(holder, field, index)
        for variant in variants(node, holder, field):
            put(holder, field, index, variant)
            text = ast.unparse(ast.fix_missing_locations(tree))
            put(holder, field, index, node)
            if text != untouched:
                line = getattr(node, "lineno", getattr(holder, "lineno", 0))
                shown = (holder, variant_in(holder, field, index, variant)) if isinstance(node, ast.cmpop) else None
                before = ast.unparse(shown[0]) if shown else ast.unparse(node)
                after = shown[1] if shown else ast.unparse(variant)
                yield Mutant(file.name, function, line, flat(before), flat(after), text)
    assert ast.unparse(tree) == untouched, "a mutant was not undone"


def variant_in(holder: ast.AST, field: str, index: int | None, variant: ast.AST) -> str:
    """How the holder reads with the variant in it."""
    node = get(holder, field, index)
    put(holder, field, index, variant)
    text = ast.unparse(holder)
    put(holder, field, index, node)
    return text


def flat(text: str) -> str:
    return " ".join(text.split())


def get(holder: ast.AST, field: str, index: int | None) -> ast.AST:
    value = getattr(holder, field)
    found: ast.AST = value if index is None else value[index]
    return found


def put(holder: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[index] = node


def slots(node: ast.AST, function: str) -> Iterator[tuple[ast.AST, str, int | None, str]]:
    """Every place in the tree that holds a node which may change, with the function it is in."""
    if isinstance(node, ast.FunctionDef):
        if node.name in QUIET:
            return
        function = node.name
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list", "bases"} or is_for_types(node, field):
            continue
        entries = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, child in entries:
            if isinstance(child, ast.AST):
                yield node, field, index, function
                yield from slots(child, function)


def is_for_types(node: ast.AST, field: str) -> bool:
    """Blocks that only a type checker reads, and text with values in it."""
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and field in {"test", "body"}
    )


def variants(node: ast.AST, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """What may stand in the node's place."""
    for other in SWAPS.get(type(node), ()):
        yield other()
    match node:
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for number in range(len(values)):
                left = [*values[:number], *values[number + 1 :]]
                yield left[0] if len(left) == 1 else ast.BoolOp(op, left)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
            if value:
                yield ast.Constant(value - 1)
        case ast.Name(id=name) if isinstance(holder, ast.Call) and field == "func" and name in OTHER_NAMES:
            yield ast.Name(OTHER_NAMES[name], ast.Load())
        case ast.Call():
            yield from variants_of_call(node)
        case ast.Tuple(elts=entries, ctx=ast.Load()) if sorted_by(holder, field):
            yield from variants_of_order(entries)
        case ast.Slice(lower=lower, upper=upper):
            if lower is not None:
                yield ast.Slice(None, upper)
            if upper is not None:
                yield ast.Slice(lower, None)
        case ast.comprehension(ifs=ifs) if ifs:
            yield ast.comprehension(node.target, node.iter, [], node.is_async)
        case ast.AugAssign() | ast.Break() | ast.Continue():
            yield ast.Pass()
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case _:
            pass
    if field == "test" and not isinstance(node, ast.Compare | ast.BoolOp) and not is_not(node):
        assert isinstance(node, ast.expr)
        yield ast.UnaryOp(ast.Not(), node)


def is_not(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def sorted_by(holder: ast.AST, field: str) -> bool:
    """Whether a tuple stands where its order may be what something is sorted by."""
    if isinstance(holder, ast.Call):
        return isinstance(holder.func, ast.Attribute) and holder.func.attr == "append"
    return isinstance(holder, ast.Return) or (
        isinstance(holder, ast.Lambda | ast.GeneratorExp) and field in {"body", "elt"}
    )


def variants_of_order(entries: list[ast.expr]) -> Iterator[ast.expr]:
    for number, entry in enumerate(entries):
        for other in (ast.UnaryOp(ast.USub(), entry), ast.Constant(0)):
            yield ast.Tuple([*entries[:number], other, *entries[number + 1 :]], ast.Load())
    for number in range(len(entries) - 1):
        swapped = [*entries[:number], entries[number + 1], entries[number], *entries[number + 2 :]]
        yield ast.Tuple(swapped, ast.Load())


def variants_of_call(call: ast.Call) -> Iterator[ast.expr]:
    """Without its `key=`, the other way round, or without a method that only tidies text."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    others = [keyword for keyword in call.keywords if keyword.arg != "key"]
    if len(others) < len(call.keywords):
        yield ast.Call(call.func, call.args, others)
    if name in {"sorted", "sort"}:
        yield ast.Call(call.func, call.args, [*call.keywords, ast.keyword("reverse", ast.Constant(value=True))])
    if name in DROPPED_METHODS and isinstance(call.func, ast.Attribute):
        yield call.func.value


if __name__ == "__main__":
    sys.exit(main())
