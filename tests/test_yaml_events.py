"""Our scanner asks PyYAML less often whether it has read enough, and gives the very events that PyYAML gives."""

from __future__ import annotations

import random
from pathlib import Path

from yaml.scanner import Scanner

from selector.reading.text.yaml_text import _Events
from tests.long import many
from tests.mutate import damaged

ROOT = Path(__file__).parents[1]
FILES = [path.read_bytes() for path in sorted(ROOT.glob("[!.]*/**/*.yaml")) if path.is_file()]


class AsPyYamlAsks(_Events):
    """The same, with PyYAML's own question."""

    def need_more_tokens(self) -> bool:
        return bool(Scanner.need_more_tokens(self))


def events(kind: type[_Events], text: str) -> list[tuple[str, int, int]]:
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
    assert len(FILES) > 100
    for raw in FILES:
        text = raw.decode("utf-8", "replace")
        assert events(_Events, text) == events(AsPyYamlAsks, text)


def test_the_events_of_damaged_files_are_those_of_pyyaml() -> None:
    rng = random.Random(1)
    for _ in range(many(400, 20_000)):
        text = damaged(rng.choice(FILES)[:3_000], rng).decode("utf-8", "replace")
        assert events(_Events, text) == events(AsPyYamlAsks, text), text
