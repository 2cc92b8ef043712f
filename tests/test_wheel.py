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

import pytest
import yaml

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
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel."""
    folder = _environment(tmp_path_factory.mktemp("environment"))
    subprocess.run(["pip", "install", "-q", str(wheel)], env=_inside(folder), check=True)
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
    assert (
        digest
        == _run(
            [sys.executable, "-c", "import selector; print(selector.load_rules().digest)"], ROOT
        ).strip()
    )


def test_the_commands_work_from_any_directory(installed: Path, tmp_path: Path) -> None:
    selector = installed / "selector"
    (tmp_path / "mine.yaml").write_bytes((ROOT / "rules/default.yaml").read_bytes())
    assert "mine.yaml" in _run([selector, "check", "mine.yaml"], tmp_path)
    schema = json.loads(_run([selector, "schema", "ruleset"], tmp_path))
    assert schema == json.loads((ROOT / "schemas/ruleset-v1.schema.json").read_text("utf-8"))
    assert "R221" in _run([selector, "help", "R221"], tmp_path)


def test_the_demo_runs_from_the_wheel_and_its_files_lead_editors_to_their_schemas(
    installed: Path, tmp_path: Path
) -> None:
    assert len(_run([installed / "selector", "demo"], tmp_path).splitlines()) > 24
    for file in (tmp_path / "selector-demo").glob("*.yaml"):
        schema = file.read_text("utf-8").partition("\n")[0].partition("$schema=")[2]
        assert (file.parent / schema).is_file()


def test_the_description_in_the_wheel_points_at_nothing_that_is_not_in_it(
    description: str, installed: Path, tmp_path: Path
) -> None:
    assert not re.search(r"\]\(|src=|href=", description)
    shell, program = blocks(description)
    for command in shell.text.splitlines():
        _run([installed / "selector", *shlex.split(command, comments=True)[1:]], tmp_path)
    _run([installed / "python", "-c", program.text], tmp_path)


def test_the_workflow_and_the_hooks_that_the_documents_show_work_with_the_wheel(
    wheel: Path, tmp_path: Path
) -> None:
    here, folder = tmp_path / "repository", _environment(tmp_path / "environment")
    copy_of_what_a_reader_has(here)
    (here / "examples").rename(here / "films")
    (here / "tools").mkdir()
    shutil.copy(wheel, here / "tools")
    workflow, hooks = (
        yaml.safe_load(each.text)
        for each in blocks(CI_PAGE.read_text("utf-8"))
        if each.kind == "yaml"
    )
    runs = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]
    entries = [hook["entry"] for hook in hooks["repos"][0]["hooks"]]
    assert entries == runs[1:] == ["selector check --strict rules/", "selector check films/"]
    for line in runs:
        ran = subprocess.run(
            line,
            shell=True,
            cwd=here,
            env=_inside(folder),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, f"{line}\n{ran.stdout}{ran.stderr}"
    assert {"rules/**", "films/**"} <= {*workflow[ON]["pull_request"]["paths"]}
    assert [hook["files"] for hook in hooks["repos"][0]["hooks"]] == ["^rules/", "^films/"]


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
