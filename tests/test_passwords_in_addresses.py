"""Addresses in rule files: nothing that is shown of them has the password."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from selector import ProblemError, WatchedRules, load_rules
from selector.model.problem import shown, without_passwords
from tests.commands import called

SECRET = "s3cr3t"
ADDRESS = f"https://mila:{SECRET}@rules.example/house.yaml"
SOUND = """
language: 1
name: night
version: "1.0"
shots:
  default:
    priorities: [{name: everyone, role: subject, because: "them"}]
"""
EXTENDS = f"{SOUND}extends: {ADDRESS}\n"
SHOT_NAMES = f"{SOUND}shot_names: {ADDRESS}\n"


@pytest.mark.parametrize("text", [EXTENDS, SHOT_NAMES])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_no_form_of_a_check_shows_the_password(tmp_path: Path, text: str, form: str) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(text)
    code, out, err = called(["check", "--format", form, "rules.yaml"], tmp_path)
    assert code == 1
    assert "rules.example" in out + err
    assert SECRET not in out + err
    assert "mila" not in out + err


def test_the_carets_stand_below_the_whole_address(tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(EXTENDS)
    _, line, carets, hint, *_ = called(["check", "rules.yaml"], tmp_path).err.splitlines()
    assert line.endswith("extends: https://***********@rules.example/house.yaml")
    assert carets.count("^") == len(ADDRESS)
    assert carets.index("^") == line.index("https")
    assert hint == "  Download the file, and name it here."


def test_the_interface_and_the_log_do_not_show_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    raised = []
    with pytest.raises(ProblemError) as refused:
        load_rules(ADDRESS)
    raised.append(str(refused.value))
    with pytest.raises(ProblemError) as refused:
        load_rules(text=EXTENDS, name="tenant")
    raised.append(str(refused.value))
    file = tmp_path / "rules.yaml"
    file.write_text(SOUND)
    times = iter([0.0, 2.0])
    live = WatchedRules(file, clock=lambda: next(times, 4.0), pause=lambda _: None)
    file.write_text(EXTENDS)
    with caplog.at_level(logging.WARNING):
        live.current()
        live.current()
    raised.append(caplog.text)
    for text in raised:
        assert "rules.example" in text
        assert SECRET not in text


def test_what_is_hidden_is_hidden_before_a_text_is_cut() -> None:
    long = f"https://mila:{SECRET * 20}@rules.example"
    assert SECRET not in shown(long)


@pytest.mark.parametrize(
    "text", ["ADA@HOME", "https://rules.example/a@b", "https://rules.example?to=a@b", "://"]
)
def test_other_signs_for_at_are_left_as_they_are(text: str) -> None:
    assert without_passwords(text) == text


def test_an_address_whose_password_is_hidden_already_is_left_as_it_is() -> None:
    hidden = "postgresql://keeper:***@host/film"
    assert without_passwords(f"{hidden}: there is no `@`") == f"{hidden}: there is no `@`"
    assert SECRET not in without_passwords(f"postgresql://keeper:***@{SECRET}@host/film")


def test_who_uses_a_database_is_shown_and_a_token_is_not() -> None:
    assert without_passwords("postgresql+asyncpg://mila@host") == "postgresql+asyncpg://mila@host"
    assert SECRET not in without_passwords(f"https://{SECRET}@host")
    assert SECRET not in without_passwords(f"postgresql://mila:{SECRET}@host")
