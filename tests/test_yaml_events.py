"""Our scanner goes along a line at once, and gives the very events and errors that PyYAML gives."""

from __future__ import annotations

import random
from pathlib import Path

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from selector.reading.text.yaml_events import TextEvents
from tests.long import many
from tests.mutate import damaged

ROOT = Path(__file__).parents[1]
FILES = [path.read_bytes() for path in sorted(ROOT.glob("[!.]*/**/*.yaml")) if path.is_file()]


class PyYaml(Reader, Scanner, Parser):
    """PyYAML itself, as its loaders put it together."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def events(kind: type[TextEvents | PyYaml], text: str) -> list[tuple[str, int, int]]:
    """Every event with where it lies, and last what stopped the scanner, if anything did."""
    found = []
    try:
        scanner = kind(text)
        while scanner.check_event():
            event = scanner.get_event()  # type: ignore[no-untyped-call]  # PyYAML has no types
            found.append((repr(event), event.start_mark.index, event.end_mark.index))
    except Exception as error:  # noqa: BLE001  # whatever the one raises the other must raise
        found.append((f"{type(error).__name__}: {error}", 0, 0))
    return found


def test_the_events_of_every_file_of_the_project_are_those_of_pyyaml() -> None:
    """The ordinary run reads every third of them."""
    assert len(FILES) > 100
    for raw in FILES[:: many(8, 1)]:
        text = raw.decode("utf-8", "replace")
        assert events(TextEvents, text) == events(PyYaml, text)


def test_the_events_of_damaged_files_are_those_of_pyyaml() -> None:
    rng = random.Random(1)
    for _ in range(many(60, 20_000)):
        text = damaged(rng.choice(FILES)[:3_000], rng).decode("utf-8", "replace")
        assert events(TextEvents, text) == events(PyYaml, text), text


ALPHABET = [
    *"abc0: :,[]{}#?-'\"\\&*!|>%@.~`",
    "\t",
    "\n",
    "\n  ",
    "\r",
    "\r\n",
    "\x85",
    "\u2028",
    "\ufeff",
    "\xa0",
    "é",
    "😀",
]
ALPHABET += ["- ", ": ", ", ", " #", "---", "...", "\\x41", "''", "\x07", "a" * 1_030]
"""What means something in YAML, or is counted in a way of its own."""


def test_the_events_of_any_characters_are_those_of_pyyaml() -> None:
    rng = random.Random(2)
    for _ in range(many(200, 300_000)):
        text = "".join(rng.choices(ALPHABET, k=rng.randint(1, 25)))
        assert events(TextEvents, text) == events(PyYaml, text), text
