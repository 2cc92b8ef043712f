"""Rules keep the shot names that they read by: in the digest, in what is stored, and where rules travel."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from selector import load_rules
from selector.reading.load import check_rules
from selector.record.rule_texts import shot_names_from, sources_from, stored_text
from tests.shot_types_read import OWN, SOME, led_to, own_rules, rules_for, scene_of


def test_rules_without_shot_names_read_none_and_have_the_digest_that_they_had() -> None:
    with_names = rules_for(SOME)
    text = with_names.rule_set.source.text
    without = load_rules(text=text.replace("shot_names: standard\n", ""))
    assert without.plan.shot_names is None
    assert led_to("CU 3", without) == "default"
    assert without.digest != with_names.digest
    assert stored_text(without.rule_set) == without.rule_set.source.text


@pytest.mark.parametrize(
    ("edit", "is_other"),
    [
        (("{near: [cu]", "{near: [CU, cu]"), False),
        (("# ", "# "), False),
        (("[near, far]}", '[near, far], note: "of two minds"}'), False),
        (("[shot]", "[shot, view]"), True),
        (("alone: [two]", "alone: []"), True),
        (("near: [cu]", "near: [cu, tight]"), True),
        (("[near, far]", "[far, near]"), True),
    ],
)
def test_a_digest_changes_with_what_can_change_a_reading(
    edit: tuple[str, str],
    is_other: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    before, after = own_rules(OWN), own_rules(OWN.replace(*edit))
    assert (before.digest != after.digest) == is_other


def test_what_is_stored_of_rules_reads_by_the_words_of_then() -> None:
    for rules in (rules_for(SOME), own_rules(OWN)):
        stored = stored_text(rules.rule_set)
        source, *parents = sources_from("rules", stored)
        names = shot_names_from(stored)
        again, problems = check_rules(source, parents=parents, shot_names=names)
        assert again is not None, problems
        assert again.digest == rules.digest
        older = replace(names, text="sizes: {close_up: [long]}\n") if names else None
        then, _ = check_rules(source, parents=parents, shot_names=older)
        assert then is not None
        assert then.digest != rules.digest
    for odd in ("", '{"extends":[', '{"extends":[],"text":"x"}'):
        assert shot_names_from(odd) is None


def test_rules_travel_and_are_aimed_with_what_they_read_by() -> None:
    rules = rules_for(SOME)
    assert led_to("CU 3", rules) == "close_up"
    again = pickle.loads(pickle.dumps(rules))
    assert (led_to("CU 3", again), again.digest) == ("close_up", rules.digest)
    aimed = rules.for_target("S2V-01")
    plan = aimed.plan.for_shot("cu_3")
    assert plan is aimed.plan.by_name["close_up"]
    assert (plan.references, scene_of("CU 3", aimed).references) == (1, 1)


def test_a_cache_of_readings_is_emptied_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("shot_types", "shot_rule_by_name"):
        monkeypatch.setattr(f"selector.engine.{module}.MOST_READ", 2)
    rules = rules_for(SOME)
    for nth in (*range(5), *range(5)):
        assert led_to(f"cu {nth}", rules) == "close_up"
