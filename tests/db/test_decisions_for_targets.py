"""Decisions that were made for a video model are made again for it, as it was known then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from selector.db.decisions.history import recall
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.asset import Asset
from selector.reading.targets import known_models
from tests.db.films import HARBOUR, RULES_TEXT, picked, rules_of, scene

VEO, KLING, S2V = "veo-3.1-generate-001", "kling-video-o1", "S2V-01"
PLAIN = rules_of()
NAMED = rules_of(RULES_TEXT.replace("prefer: full", f"prefer: full\ntarget: {S2V}"))
RULES = {
    "none": PLAIN,
    **{target: PLAIN.for_target(target) for target in (VEO, KLING, S2V)},
    "named": NAMED,
    "named, for another": NAMED.for_target(VEO),
}
LOOK = Asset(manifest_tag="LOOK", asset_type="style", reference_image_url="look.jpg")
FILM = replace(HARBOUR, assets=(*HARBOUR.assets, LOOK))
MANIFEST = scene(1, "close_up", "WREN", "ROOM", "LOOK")


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


def record(address: str, rules: Rules) -> None:
    record_film.sync(address, FILM, [picked(MANIFEST, AssetPool(FILM.assets), rules)])


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_a_decision_for_a_target_is_replayed_and_recalled(address: str, rules: Rules) -> None:
    record(address, rules)
    replayed = replay.sync(address)
    assert (replayed.decisions, replayed.problems) == (1, ())
    found = recall.sync(address, None, 1)
    assert found.selection is not None
    assert found.selection.rules.digest == rules.digest
    assert found.references == found.selection.references == rules.plan.default.references


def test_each_target_makes_a_decision_of_its_own(address: str) -> None:
    for rules in (*RULES.values(), *RULES.values()):
        record(address, rules)
    digests = {rules.digest for rules in RULES.values()}
    assert len(digests) == 4, "whether the file names a target or a caller does is all one"
    replayed = replay.sync(address)
    assert (replayed.decisions, replayed.problems) == (2 * len(RULES), ())


def test_it_does_not_matter_what_is_known_of_the_model_today(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may take more now, or be gone."""
    for rules in RULES.values():
        record(address, rules)
    more = {name: replace(model, references=9) for name, model in known_models().items()}
    for today in (more, {}):
        monkeypatch.setattr("selector.reading.load.known_models", lambda today=today: today)
        replayed = replay.sync(address)
        assert (replayed.decisions, replayed.problems) == (len(RULES), ())
