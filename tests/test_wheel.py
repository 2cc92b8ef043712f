"""The wheel, as a stranger gets it: built, installed into an environment of its own, used from another directory."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector import load_rules
from tests.documents import blocks, copy_of_what_a_reader_has
from tests.long import many

ROOT = Path(__file__).parents[1]
CI_PAGE = ROOT / "docs/ci.md"
ON = True
"""What PyYAML makes of the key `on`."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # By the Makefile's own line, in the environment that runs the suite; without an index, so that no network is asked.
    here = (f"BIN={Path(sys.executable).parent}", f"WHEELS={folder}")
    command = ["make", "-C", str(ROOT), "-o", ".venv/.dev", "wheel", *here]
    subprocess.run(
        command, env={**os.environ, "PIP_NO_INDEX": "1"}, check=True, capture_output=True
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def description(wheel: Path) -> str:
    """What an index or `pip show` says of the wheel."""
    with zipfile.ZipFile(wheel) as packed:
        metadata = next(name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        return packed.read(metadata).decode().partition("\n\n")[2]


@pytest.fixture(scope="module")
def workflow() -> Any:
    """The workflow that the documents show."""
    return _shown_in_yaml(0)


@pytest.fixture(scope="module")
def repository(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What somebody has who uses that workflow: films, rules and the wheel."""
    folder = tmp_path_factory.mktemp("repository")
    copy_of_what_a_reader_has(folder)
    (folder / "examples").rename(folder / "films")
    (folder / "tools").mkdir()
    shutil.copy(wheel, folder / "tools")
    return folder


@pytest.fixture(scope="module")
def installed(workflow: Any, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, which the workflow's first command installed."""
    folder = _environment(tmp_path_factory.mktemp("environment"))
    _run_in_shell(_commands_of(workflow)[0], repository, folder)
    return folder


def test_the_wheel_carries_rules_schemas_the_example_and_the_mark_of_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        "selector/py.typed",
        "selector/_data/rules/default.yaml",
        "selector/_data/schemas/ruleset-v1.schema.json",
    }
    assert wanted <= names
    assert {
        f"selector/_data/schemas/{path.name}" for path in (ROOT / "schemas").glob("*.json")
    } <= names
    assert any(
        name.startswith("selector/_data/examples/") and name.endswith(".jpg") for name in names
    )
    assert {name.split("/")[0].partition("-")[0] for name in names} == {
        "selector",
        "reference_selector",
    }


def test_the_installed_package_is_the_wheels_and_loads_its_rules_anywhere(
    installed: Path, tmp_path: Path
) -> None:
    ask = "import selector; print(selector.__file__); print(selector.load_rules().digest)"
    where, digest = _run([installed / "python", "-c", ask], tmp_path).splitlines()
    assert Path(where).is_relative_to(installed.parent)
    assert digest == load_rules().digest


def test_the_commands_work_from_any_directory(installed: Path, tmp_path: Path) -> None:
    selector = installed / "selector"
    (tmp_path / "mine.yaml").write_bytes((ROOT / "rules/default.yaml").read_bytes())
    assert "mine.yaml" in _run([selector, "check", "mine.yaml"], tmp_path)
    schema = json.loads(_run([selector, "schema", "ruleset"], tmp_path))
    assert schema == json.loads((ROOT / "schemas/ruleset-v1.schema.json").read_text("utf-8"))
    assert "R221" in _run([selector, "help", "R221"], tmp_path)


def test_the_description_in_the_wheel_points_at_nothing_that_is_not_in_it(
    description: str, installed: Path, tmp_path: Path
) -> None:
    """Its demo writes files that lead editors to their schemas."""
    assert not re.search(r"\]\(|src=|href=", description)
    shell, program = blocks(description)
    demo, *others = (shlex.split(line, comments=True)[1:] for line in shell.text.splitlines())
    assert len(_run([installed / "selector", *demo], tmp_path).splitlines()) > 24
    for words in others:
        _run([installed / "selector", *words], tmp_path)
    _run([installed / "python", "-c", program.text], tmp_path)
    files = sorted((tmp_path / "selector-demo").glob("*.yaml"))
    assert len(files) == 3
    for file in files:
        schema = file.read_text("utf-8").partition("\n")[0].partition("$schema=")[2]
        assert (file.parent / schema).is_file()


def test_the_workflow_and_the_hooks_that_the_documents_show_work_with_the_wheel(
    workflow: Any, repository: Path, installed: Path
) -> None:
    hooks = _shown_in_yaml(1)["repos"][0]["hooks"]
    install, *checks = _commands_of(workflow)
    assert install == "pip install tools/reference_selector-*.whl"
    assert [hook["entry"] for hook in hooks] == checks
    assert checks == ["selector check --strict rules/", "selector check films/"]
    for line in checks:
        _run_in_shell(line, repository, installed)
    assert {"rules/**", "films/**"} <= {*workflow[ON]["pull_request"]["paths"]}
    assert [hook["files"] for hook in hooks] == ["^rules/", "^films/"]


@pytest.mark.skipif(many(quick=True, long=False), reason="long: run by `make soak`")
def test_the_types_hold_for_a_user_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    program = (ROOT / "tests/typing/user_program.py").read_text("utf-8")
    (tmp_path / "program.py").write_text(program, "utf-8")
    check = [
        "-m",
        "mypy",
        "--strict",
        "--python-executable",
        str(installed / "python"),
        "program.py",
    ]
    assert "no issues" in _run([sys.executable, *check], tmp_path)


def _shown_in_yaml(number: int) -> Any:
    """What one of the YAML blocks says that the page about continuous integration shows."""
    shown = [each for each in blocks(CI_PAGE.read_text("utf-8")) if each.kind == "yaml"]
    assert len(shown) == 2
    return yaml.safe_load(shown[number].text)


def _commands_of(workflow: Any) -> list[str]:
    return [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]


def _environment(folder: Path) -> Path:
    """A new environment's commands. What the wheel needs comes from this one, so that no network is asked."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run(
        [folder / "bin/python", "-c", ask], check=True, capture_output=True, text=True
    ).stdout
    Path(packages.strip(), "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder / "bin"


def _inside(commands: Path) -> dict[str, str]:
    """What a window knows in which an environment is active; `pip install` there asks no index."""
    plain = {
        key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "FORCE_COLOR"}
    }
    pip = {
        "PIP_PYTHON": str(commands / "python"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_IGNORE_INSTALLED": "1",
    }
    path = os.pathsep.join((str(commands), str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**plain, **pip, "PATH": path, "NO_COLOR": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def _run_in_shell(line: str, folder: Path, commands: Path) -> None:
    """Run a line where that environment is active; it succeeds."""
    ran = subprocess.run(
        line,
        shell=True,
        cwd=folder,
        env=_inside(commands),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"{line}\n{ran.stdout}{ran.stderr}"


def _run(command: list[str | Path], folder: Path) -> str:
    plain = {
        key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "FORCE_COLOR"}
    }
    ran = subprocess.run(
        command,
        cwd=folder,
        env={**plain, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
