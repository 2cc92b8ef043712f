"""Vocabularies of one's own, drawn in several languages, and read as a naive reader reads them; notes and all."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import yaml

from selector import load_rules
from selector.engine.rules import Rules
from selector.model.picks import Note
from tests.drawn_shot_types import ODDLY_TYPED
from tests.long import many
from tests.naive_language.shot_names import ShotRead, shot_read, shot_words
from tests.shot_types_read import as_read_by

DRAWN = many(25, 3_000)
"""Vocabularies; of each so many shot types are read."""
EACH = 12
WORDS = (
    *(
        "cu",
        "ws",
        "tall",
        "old tall",
        "tall ship",
        "c u",
        "n",
        "two",
        "two up",
        "up two",
        "3 4",
        "o'er",
    ),
    *("gros plan", "plan d'ensemble", "großaufnahme", "très près", "plano", "plano detalle"),
    *("крупный план", "план", "общий", "κοντινό", "قريب", "लंबा", "ใกล้", "특사", "투샷", "클로즈업"),
    *("近景", "景", "大近景", "双人", "アップ", "ズーム", "カット", "超アップ"),
)
"""Words and phrases, some of them parts of others, in scripts with and without spaces."""
OTHERS = ("Mara", "12", "7b", "riders", "人物", "фигуры", "on", "of the")
BETWEEN = (" ", ", ", " - ", "/", " of ", "_", ".", "\u2011", "、")
OF_SHOT_NAMES = ("shot", "rule")


def vocabulary(rng: random.Random) -> dict[str, Any]:
    """Shot names of two axes, with spellings that mean one thing each, or are said to mean several."""
    words = list({shot_words(word): word for word in rng.sample(WORDS, len(WORDS))}.values())
    drawn: dict[str, Any] = {"shot_names": 1, "sizes": {}, "coverage": {}, "ambiguous": {}}
    for axis in ("sizes", "coverage"):
        for nth in range(rng.randint(1, 4)):
            spelled = [words.pop() for _ in range(rng.randint(0, 3))]
            drawn[axis][f"{axis} {'abcd'[nth]}"] = spelled
    if rng.random() < 0.5:  # a spelling on both axes says a name of each
        both = words.pop()
        for axis in ("sizes", "coverage"):
            rng.choice(list(drawn[axis].values())).append(both)
    for _ in range(rng.randint(0, 2)):
        names = list(drawn[rng.choice(("sizes", "coverage"))])
        readings = rng.sample(names, rng.randint(1, min(3, len(names))))
        drawn["ambiguous"][words.pop()] = {"readings": readings}
    drawn["moves"] = [words.pop() for _ in range(rng.randint(0, 2))]
    drawn["passed_over"] = ["shot", *(words.pop() for _ in range(rng.randint(0, 2)))]
    spelled = [
        each for axis in ("sizes", "coverage") for all_of in drawn[axis].values() for each in all_of
    ]
    drawn["alone"] = rng.sample(spelled, rng.randint(0, len(spelled) // 2))
    return drawn


def shot_type(rng: random.Random, names: dict[str, Any]) -> str:
    """Words of a vocabulary, and others, as people type them."""
    known = [*names["ambiguous"], *names["moves"], *names["passed_over"]]
    for axis in ("sizes", "coverage"):
        for name, spelled in names[axis].items():
            known += [name, *spelled]
    parts = [
        rng.choice(known) if rng.random() < 0.8 else rng.choice(OTHERS)
        for _ in range(rng.randint(1, 3))
    ]
    text = rng.choice(BETWEEN).join(parts)
    ways: list[Callable[[str], str]] = [str, str.upper, str.title, *ODDLY_TYPED]
    typed = rng.choice(ways)(text)
    return typed if shot_words(typed) else text


def rules_by(
    rng: random.Random, names: dict[str, Any]
) -> tuple[Rules, dict[str, tuple[str, ...]], dict[str, Any]]:
    """Rules for some of the names, some of them alike; their spellings, and what each amounts to."""
    everyday = {shot_words(each) for each in names["alone"]}
    shots: dict[str, Any] = {}
    written: dict[str, tuple[str, ...]] = {}
    forms: dict[str, Any] = {}
    for axis in ("sizes", "coverage"):
        for name, spelled in names[axis].items():
            if rng.random() < 0.4:
                continue
            clear = [
                each
                for each in spelled
                if shot_words(each) not in everyday and _is_of_one_axis(each, names)
            ]
            called = rng.choice([name, *clear])
            likes = [other for other in shots if "like" not in shots[other]]
            entry = {"name": "n", "label": f"label {len(shots)}", "because": "of the test"}
            shots[called] = {"priorities": [entry]}
            forms[called] = len(shots)
            if likes and rng.random() < 0.5:
                shots[called] = {"like": rng.choice(likes)}
                forms[called] = forms[shots[called]["like"]]
            written[called] = ()
    shots["default"] = {"priorities": [{"name": "n", "label": "other", "because": "of the test"}]}
    written["default"] = ()
    forms["default"] = 0
    head = {"language": 1, "name": "tests", "version": "1", "shot_names": "my-names.yaml"}
    text = yaml.safe_dump({**head, "shots": shots}, allow_unicode=True, sort_keys=False)
    own = yaml.safe_dump(names, allow_unicode=True, sort_keys=False)
    return load_rules(text=text, parents={"my-names.yaml": own}), written, forms


def _is_of_one_axis(spelling: str, names: dict[str, Any]) -> bool:
    having = [
        each for axis in ("sizes", "coverage") for all_of in names[axis].values() for each in all_of
    ]
    return having.count(spelling) == 1


def notes_on(text: str, rules: Rules) -> list[Note]:
    """The notes on what was read in a shot type."""
    selection = rules.select({"composition": {"shot_type": text}, "placements": []}, [])
    return [note for note in selection.notes if any(word in note.kind for word in OF_SHOT_NAMES)]


def test_a_vocabulary_of_ones_own_is_read_as_a_naive_reader_reads_it() -> None:
    rng = random.Random(7)
    read = 0
    for _ in range(DRAWN):
        names = vocabulary(rng)
        rules, written, forms = rules_by(rng, names)
        for _ in range(EACH):
            text = shot_type(rng, names)
            naive = shot_read(text, names, written, forms)
            ours = as_read_by(rules.rule_set.shot_names, text)
            assert replace(naive, moves=()) == replace(
                ours, rule=naive.rule, decided_by=naive.decided_by
            ), (text, names)
            selection = rules.select({"composition": {"shot_type": text}, "placements": []}, [])
            assert selection.shot == naive.rule, (text, names, written)
            read += naive.decided_by in ("coverage", "size", "readings")
    assert read > DRAWN


def test_notes_say_of_a_shot_type_what_a_naive_reader_has_left_over_and_could_not_decide() -> None:
    rng = random.Random(8)
    kinds: set[str] = set()
    for _ in range(DRAWN):
        names = vocabulary(rng)
        rules, written, forms = rules_by(rng, names)
        for _ in range(EACH):
            text = shot_type(rng, names)
            naive = shot_read(text, names, written, forms)
            notes = notes_on(text, rules)
            kinds.update(note.kind for note in notes)
            assert_notes(naive, notes, (text, names, written))
    assert kinds == {
        "default_rule",
        "shot_partly_read",
        "several_shot_names",
        "ambiguous_shot_taken",
        "ambiguous_shot",
        "no_rule_for_shot_name",
    }


def assert_notes(naive: ShotRead, notes: list[Note], drawn: object) -> None:
    """What the notes have to say of a reading."""
    by_kind: dict[str, list[Note]] = {}
    for note in notes:
        by_kind.setdefault(note.kind, []).append(note)
    if naive.decided_by == "rule":
        assert notes == [], drawn
        return
    nobody = naive.decided_by == "nothing" and not _is_default_by_readings(by_kind)
    assert ("default_rule" in by_kind) == nobody, drawn
    is_read = any(naive.named.values()) or bool(naive.readings)
    assert ("shot_partly_read" in by_kind) == bool(is_read and naive.left_over), drawn
    for note in by_kind.get("shot_partly_read", ()):
        assert shot_words(note.values["unread"]) == naive.left_over, drawn
    several = [axis for axis, names in naive.named.items() if len(names) > 1]
    if several:
        assert len(by_kind["several_shot_names"]) >= len(several), drawn
    if naive.decided_by == "readings":
        assert "ambiguous_shot_taken" in by_kind, drawn
    for kind in ("ambiguous_shot", "ambiguous_shot_taken"):
        for note in by_kind.get(kind, ()):
            assert tuple(note.values["readings"].split(", ")) in naive.readings, drawn
    if "no_rule_for_shot_name" in by_kind:
        assert naive.decided_by == "nothing", drawn


def _is_default_by_readings(by_kind: dict[str, list[Note]]) -> bool:
    """Whether all readings lead to `default`, or to rules that amount to the same: that is a decision, too."""
    return "ambiguous_shot_taken" in by_kind and "default_rule" not in by_kind
