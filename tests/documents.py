"""The documents of the project as programs: what their blocks of code say, done one after the other.

`python -m tests.documents README.md docs/rules.md` writes into them what their blocks print; read the diff.

A block's first word says what it is; what stands after it says what to do with it:

    ```console            lines that begin with `$ ` are run; what is shown under one must be its output, all of it,
                          but for a line `...`, which stands for any number of lines; one with nothing under it succeeds
    ```sh                 run; must succeed
    ```sh not run         shown only: it needs a network, or a terminal
    ```python not run     shown only, too
    ```python             run, all of a document's in one session; the ```text block right under it is what it prints
    ```yaml NAME          written to the file NAME, as are ```json NAME and the like
    ```yaml added to NAME written below what the file NAME has
    ```yaml over NAME     read as a rule file that extends the rule file NAME: nothing is wrong with it
    ```diff NAME          applied to the file NAME

Other blocks are shown only: `is_run` knows which.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import yaml

from selector.model.codes import CODES
from selector.model.problem import Source
from selector.reporting.pages import page_of
from selector.review.lint import check_rule_text
from tests.commands import call

ROOT = Path(__file__).parents[1]
WRITTEN = {"yaml", "json", "jsonl"}
"""The kinds of blocks that are written to a file, if they name one."""
_FENCE = re.compile(r"^```(\w+)[ ]*([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


ADDED = "added to "
OVER = "over "
NOT_RUN = "not run"
HEAD_OVER = 'language: 1\nname: over\nversion: "1"\nextends: {}\n'
"""What is missing above the lines of a block that is read over a rule file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a document: `line` is where it begins, `kind` its first word, `about` the rest of that line."""

    line: int
    kind: str
    about: str
    text: str
    start: int = 0
    """Where its text begins in the document."""
    follows: str | None = None
    """The kind of the block right above, where nothing but a blank line stands between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """The page of a problem code, taken apart: what it says, and the examples with the problem and without."""

    words: str
    bad: tuple[Block, ...]
    good: tuple[Block, ...]


class Ran(NamedTuple):
    """What became of a command: its exit code, and all that it printed."""

    returncode: int
    stdout: str


@dataclass(slots=True)
class Session:
    """Where the blocks of one document are done: a folder, the commands found first, and what Python remembers."""

    folder: Path
    in_process: bool = False
    """Whether `selector` is called as a function, in a quarter of the time, where a shell would do no more."""
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "document"})
    printed: str = ""

    def do(self, block: Block) -> None:
        """What the block asks for; raises AssertionError where the document is wrong."""
        if not is_run(block):
            return
        match block.kind:
            case "console":
                self._console(block)
            case "sh":
                ran = self._run(block.text)
                assert ran.returncode == 0, f"line {block.line}: {ran.stdout}"
            case "python":
                self._python(block)
            case "text":
                assert self.printed == block.text, f"line {block.line}: printed was\n{self.printed}"
            case "diff":
                self._patch(block)
            case _ if block.about.startswith(ADDED):
                path = self.folder / block.about.removeprefix(ADDED)
                path.write_text(f"{path.read_text('utf-8')}\n{block.text}", "utf-8")
            case _ if block.about.startswith(OVER):
                self._read_over(block)
            case _:
                path = self.folder / block.about
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, "utf-8")
                if block.kind == "yaml":
                    yaml.safe_load(block.text)

    def shown(self, block: Block) -> str:
        """The block as it should be: done, with what it really prints."""
        if block.kind == "text" and block.follows == "python":
            return self.printed
        if block.kind != "console":
            self.do(block)
            return block.text
        lines = []
        for command, shown in commands(block.text):
            ran = self._run(command)
            output = "".join(f"{line.rstrip()}\n" for line in ran.stdout.rstrip("\n").split("\n"))
            lines += [
                f"$ {command}\n",
                shown if not shown or matches(shown, ran.stdout) else output,
            ]
        return "".join(lines)

    def _console(self, block: Block) -> None:
        for command, shown in commands(block.text):
            ran = self._run(command)
            if shown:
                assert matches(shown, ran.stdout), f"line {block.line}: $ {command}\n{ran.stdout}"
            else:
                assert ran.returncode == 0, f"line {block.line}: $ {command}\n{ran.stdout}"

    def _python(self, block: Block) -> None:
        code = compile("\n" * block.line + block.text, "document", "exec", dont_inherit=True)
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(code, self.names)  # our own documents
        self.printed = printed.getvalue()

    def _read_over(self, block: Block) -> None:
        text = HEAD_OVER.format(block.about.removeprefix(OVER)) + block.text
        source = Source(name=str(self.folder / "over.yaml"), text=text)
        problems = check_rule_text(source, self.folder)[1]
        said = [f"{each.code} {each.what}" for each in problems]
        assert not problems, f"line {block.line}: {said}"

    def _patch(self, block: Block) -> None:
        path = self.folder / block.about
        text = path.read_text("utf-8")
        for part in re.split(r"^@@.*\n", block.text, flags=re.MULTILINE):
            lines = part.splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if line[:1] in " -")
            after = "".join(line[1:] for line in lines if line[:1] in " +")
            assert text.count(before) == 1, (
                f"line {block.line}: {block.about} does not hold this once:\n{before}"
            )
            text = text.replace(before, after)
        path.write_text(text, "utf-8")

    def _run(self, command: str) -> Ran:
        called, bar, rest = command.partition(" | ")
        if not self.in_process or not _is_plain(called):
            return self._run_in_shell(command)
        out, err = io.StringIO(), io.StringIO()
        with mock.patch.dict(os.environ, _plain_environment(), clear=True):
            code = call(shlex.split(called)[1:], self.folder, out, err if bar else out)
        if not bar:
            return Ran(code, out.getvalue())
        piped = self._run_in_shell(rest, out.getvalue())
        return Ran(piped.returncode, err.getvalue() + piped.stdout)

    def _run_in_shell(self, command: str, given: str = "") -> Ran:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        ran = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env={**_plain_environment(), "PATH": path},
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout)


def _plain_environment() -> dict[str, str]:
    """The environment of a reader who neither asks for colour nor is a runner of GitHub."""
    plain = {
        key: value
        for key, value in os.environ.items()
        if key != "FORCE_COLOR" and not key.startswith("GITHUB_")
    }
    return {**plain, "NO_COLOR": "1"}


def _is_plain(command: str) -> bool:
    """Whether a shell would do no more than call `selector` with these words."""
    return re.fullmatch(r"selector[\w ./:,='\"-]*", command) is not None


def is_run(block: Block) -> bool:
    """Whether a session does something with a block, and so finds out if it is wrong."""
    match block.kind:
        case "console" | "diff":
            return True
        case "sh" | "python":
            return not block.about.startswith(NOT_RUN)
        case "text":
            return block.follows == "python"
        case _:
            return block.kind in WRITTEN and bool(block.about)


def copy_of_what_a_reader_has(folder: Path) -> None:
    """A checkout's files to work on: the documents run beside the rules, the schemas and the example."""
    for name in ("examples", "rules", "schemas"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.sqlite*", "__pycache__")
        )


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a document, in order."""
    end, kind = 0, None
    for found in _FENCE.finditer(text):
        follows = kind if not text[end : found.start()].strip() else None
        line = text.count("\n", 0, found.start()) + 1
        yield Block(
            line=line,
            kind=found[1],
            about=found[2].strip(),
            text=found[3],
            start=found.start(3),
            follows=follows,
        )
        end, kind = found.end(), found[1]


def help_page(code: str) -> HelpPage:
    """The page of a code, under the title of the code."""
    title, _, rest = (page_of(code) or "").partition("\n")
    assert title == f"# {code}: {CODES[code].title}"
    words, bad, good = re.split(r"^## (?:Bad|Good)\n", rest, flags=re.MULTILINE)
    return HelpPage(words=words.strip(), bad=tuple(blocks(bad)), good=tuple(blocks(good)))


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with the output that is shown under it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def matches(shown: str, printed: str) -> bool:
    """Whether the printed text is the one that is shown, blanks at the ends of lines aside."""
    wanted = [
        re.escape(line.rstrip()) if line.strip() != "..." else "...."
        for line in shown.rstrip().split("\n")
    ]
    pattern = "\n".join(wanted).replace("....\n", r"(?:.*\n)*?").replace("\n....", r"(?:\n.*)*")
    return (
        re.fullmatch(pattern, "\n".join(line.rstrip() for line in printed.rstrip().split("\n")))
        is not None
    )


def _rewrite(document: Path) -> None:
    text = document.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        copy_of_what_a_reader_has(Path(folder))
        session, made, end = Session(Path(folder)), "", 0
        for block in blocks(text):
            made += text[end : block.start] + session.shown(block)
            end = block.start + len(block.text)
    document.write_text(made + text[end:], "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        _rewrite(Path(name))
