"""Shot types are read by shot names: which names stand in them, which rule serves, and what is noted."""

from __future__ import annotations

import pickle
import random
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector import ProblemError, load_rules
from selector.cli.main import run
from selector.data import data_dir
from selector.engine.rules import Rules
from selector.engine.shot_types import ShotNames
from selector.model.problem import Source
from selector.model.shot_vocabulary import ShotVocabulary
from selector.reading import shot_vocabularies
from selector.reading.load import check_rules
from selector.reading.shot_vocabularies import read_names, standard_names
from selector.reading.text.file import read_source as read_source_of
from selector.record.rule_texts import shot_names_from, sources_from, stored_text
from selector.reporting.note_words import note_sentence
from tests.long import many
from tests.naive_language import shot_names as naive_names
from tests.naive_language.shot_names import ShotRead, shot_read
from tests.test_shots_in_prose import SHOTS
from tests.yaml_files import loaded

NAMES = ShotNames(standard_names())
PLAIN: dict[str, Any] = loaded(standard_names().source.text)
ALL = (*standard_names().coverage, *standard_names().sizes)
DRAWN = many(400, 40_000)


def rules_for(shots: Mapping[str, Any], names: str = "standard", **top: Any) -> Rules:
    """Rules in which each shot sends another kind of picture, so that no two mean the same."""
    written = {}
    for nth, (name, more) in enumerate({**shots, "default": {}}.items()):
        entry = {"name": name, "label": f"label {nth}", "because": "of the test"}
        written[name] = more if "like" in more else {"priorities": [entry], **more}
    head = {"language": 1, "name": "tests", "version": "1", "shot_names": names, **top}
    return load_rules(text=yaml.safe_dump({**head, "shots": written}, allow_unicode=True))


EVERY = rules_for({name: {} for name in ALL})
SOME: dict[str, Any] = {
    "close_up": {"spellings": ["cu"]},
    "two_shot": {},
    "wide_shot": {"spellings": ["ws"]},
}


def led_to(shot_type: str, rules: Rules) -> str:
    return rules.plan.for_shot(scene_of(shot_type, rules).scene.shot).name


def scene_of(shot_type: str, rules: Rules) -> Any:
    return rules.select({"composition": {"shot_type": shot_type}, "placements": []}, [])


def kinds(shot_type: str, rules: Rules) -> list[str]:
    kinds = [note.kind for note in scene_of(shot_type, rules).notes]
    return [kind for kind in kinds if kind not in ("no_placements", "empty_pool")]


@pytest.mark.parametrize(
    ("shot_type", "scenes", "leads_to"),
    [
        ("Mid Shot", 486, "medium"),
        ("Close Shot", 485, "default"),
        ("Long Shot", 112, "default"),
        ("Track Shot", 67, "default"),
        ("Pan Shot", 114, "default"),
        ("Eye-level wide shot", 55, "wide"),
        ("Zoom Shot", 50, "default"),
        ("Eye-level medium shot", 37, "medium"),
        ("Over-the-shoulder medium shot", 36, "over_the_shoulder"),
        ("MS", 32, "medium"),
    ],
)
def test_what_storyboards_write_most_often_is_read(
    shot_type: str, scenes: int, leads_to: str
) -> None:
    """The numbers are those of the scenes in four public sets, of 1,958 in all."""
    assert led_to(shot_type, EVERY) == leads_to, f"in {scenes} scenes"
    assert bool(kinds(shot_type, EVERY)) == (leads_to == "default")


def test_of_shots_in_prose_nearly_all_are_read_right_or_noted_and_none_is_silently_wrong() -> None:
    right, noted, silent = [], [], []
    for written in SHOTS:
        shot_type = written["shot"]
        if is_right(written, as_naive(shot_type)):
            right.append(shot_type)
        elif kinds(shot_type, EVERY):
            noted.append(shot_type)
        else:
            silent.append(shot_type)
    assert silent == []
    assert len(right) + len(noted) >= len(SHOTS) * 95 / 100
    assert len(right) >= len(SHOTS) * 85 / 100


def is_right(written: Mapping[str, Any], read: ShotRead) -> bool:
    """Whether a shot was read as its writer means it."""
    if "unsure" in written:
        wanted = set(written["unsure"])
        return any(set(readings) == wanted for readings in read.readings)
    return (read.coverage, read.size) == (written.get("coverage"), written.get("size"))


def as_naive(shot_type: str) -> ShotRead:
    """What our reader reads by the shipped names, in the form of the naive one."""
    return as_read_by(standard_names(), shot_type, NAMES)


def as_read_by(
    vocabulary: ShotVocabulary | None, shot_type: str, names: ShotNames | None = None
) -> ShotRead:
    """What our reader reads by a vocabulary, in the form of the naive one."""
    assert vocabulary is not None
    reading = (names or ShotNames(vocabulary)).read(shot_type)
    by_axis: dict[str, tuple[str, ...]] = {}
    for axis in ("coverage", "sizes"):
        clear = [
            each.readings[0]
            for each in reading.taken
            if not each.is_ambiguous and each.readings[0] in getattr(vocabulary, axis)
        ]
        by_axis[axis] = tuple(dict.fromkeys(clear))
    unsure = [each.readings for each in reading.taken if each.is_ambiguous]
    only: dict[str, str | None] = {}
    for axis, clear_names in by_axis.items():
        of_axis = {each for each in unsure if each[0] in getattr(vocabulary, axis)}
        only[axis] = None
        if len(clear_names) == 1 and all(clear_names[0] in each for each in of_axis):
            only[axis] = clear_names[0]
        elif not clear_names and len(of_axis) == 1:
            (readings,) = of_axis
            if len(readings) == 1:
                only[axis] = readings[0]
    return ShotRead(
        coverage=only["coverage"],
        size=only["sizes"],
        named=by_axis,
        readings=tuple(unsure),
        left_over=reading.unread,
    )


def full_width(text: str) -> str:
    """As typed with a Chinese or Japanese keyboard."""
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


ODDLY_TYPED: tuple[Callable[[str], str], ...] = (
    full_width,
    partial(unicodedata.normalize, "NFD"),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace("-", "\u2013").replace("'", "\u2019"),
    lambda text: "\u200b".join(text.split(" ")),
    lambda text: text.replace("i", "\u0130").replace("s", "\u017f"),
)


def drawn(rng: random.Random) -> str:
    """A shot type, of spellings, words that are passed over, and words that nobody knows."""
    known = [*PLAIN["ambiguous"], *PLAIN["moves"], *PLAIN["passed_over"], *PLAIN["alone"]]
    for axis in ("sizes", "coverage"):
        for name, spellings in PLAIN[axis].items():
            known += [name, *spellings]
    others = [
        "riders",
        "her",
        "s",
        "2",
        "12a",
        "x",
        "w \u2014",
        "(x",
        "a wide",
        "shot",
        "up",
        "人物",
    ]
    parts = rng.choices([*known, *others], k=rng.randint(1, 4))
    text = rng.choice((" ", ", ", " - ", " / ", " of ", "-", "_", ".", " \u2014 ", "\u2011")).join(
        parts
    )
    typed: list[Callable[[str], str]] = [str, str.upper, str.title, *ODDLY_TYPED]
    text = rng.choice(typed)(text)
    end = rng.choice(("", "", "", "s", "S", " 2", "\u0301", "\u200d"))
    return f"{text}{end}"


@pytest.fixture
def naive_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The naive reader lists the spellings of its vocabulary anew for every shot type: here once."""
    listed = naive_names.spellings_of(PLAIN)
    monkeypatch.setattr(naive_names, "spellings_of", lambda _: listed)


@pytest.mark.usefixtures("naive_at_once")
def test_shot_types_are_read_as_a_naive_reader_reads_them() -> None:
    rng = random.Random(20)
    read = 0
    for _ in range(DRAWN):
        shot_type = drawn(rng)
        naive = shot_read(shot_type, PLAIN, {"default": ()})
        ours = as_naive(shot_type)
        assert replace(naive, moves=()) == replace(ours, rule="default"), shot_type
        read += bool(naive.coverage or naive.size)
    assert read > DRAWN / 5


@pytest.mark.usefixtures("naive_at_once")
def test_shot_types_lead_to_the_rule_that_a_naive_reader_finds() -> None:
    rng = random.Random(21)
    by_names = 0
    for _ in range(8):
        names = rng.sample(ALL, 6)
        shots: dict[str, Any] = {}
        for name in names:
            spelled = [
                each
                for each in (PLAIN["coverage"] | PLAIN["sizes"])[name]
                if each not in PLAIN["alone"] and each.isascii()
            ]
            shots[rng.choice([name, *spelled[:2]])] = {}
        rules = rules_for(shots)
        written = dict.fromkeys((*shots, "default"), ())
        for _ in range(DRAWN // 16):
            shot_type = drawn(rng)
            naive = shot_read(shot_type, PLAIN, written)
            assert led_to(shot_type, rules) == naive.rule, (shot_type, written)
            by_names += naive.decided_by in ("coverage", "size")
    assert by_names > DRAWN / 50


@pytest.mark.parametrize(
    ("shot_type", "leads_to", "noted"),
    [
        ("Close-Up Shot", "close_up", []),
        ("CU 3", "close_up", []),
        ("C.U. on Mara", "close_up", ["shot_partly_read"]),
        ("Medium two-shot", "two_shot", []),
        ("wide shot, two riders", "wide_shot", ["shot_partly_read"]),
        ("two", "two_shot", []),
        ("two of the riders", "default", ["default_rule"]),
        ("insert, close-up", "close_up", []),
        ("OTS", "default", ["default_rule", "no_rule_for_shot_name"]),
        ("POV", "default", ["default_rule"]),
        ("MLS", "default", ["default_rule", "no_rule_for_shot_name"]),
        ("close-up to wide", "default", ["default_rule", "several_shot_names", "shot_partly_read"]),
        ("two-shot, close-up / wide", "two_shot", ["several_shot_names"]),
        ("Close Shot", "default", ["default_rule", "ambiguous_shot"]),
        ("close shot (CU)", "close_up", []),
        ("LS, long shot", "default", ["default_rule", "several_shot_names"]),
        ("Pan", "default", ["default_rule"]),
        ("montage", "default", ["default_rule"]),
        ("default", "default", []),
    ],
)
def test_the_rule_is_that_of_the_coverage_else_of_the_size_else_default(
    shot_type: str, leads_to: str, noted: list[str]
) -> None:
    rules = rules_for(SOME)
    assert led_to(shot_type, rules) == leads_to
    assert kinds(shot_type, rules) == noted


def test_a_name_leads_to_the_only_rule_whose_own_words_read_as_it() -> None:
    rules = rules_for({"ecu": {}, "Waist-up shot": {}, "ms": {}, "detail of it": {}})
    assert led_to("extreme close-up", rules) == "ecu"
    assert led_to("mid shot 2", rules) == "default", "two rules read as medium"
    assert led_to("insert", rules) == "default"


def test_a_rule_s_own_spelling_settles_an_ambiguous_one_wherever_it_stands() -> None:
    rules = rules_for({**SOME, "portrait": {"spellings": ["close shot"]}})
    for shot_type in ("Close Shot", "close", "Close shot, eye level"):
        assert (led_to(shot_type, rules), kinds(shot_type, rules)) == ("portrait", [])


def test_readings_that_lead_to_rules_which_mean_the_same_are_taken_and_noted() -> None:
    rules = rules_for({**SOME, "medium_close_up": {"like": "close_up"}})
    assert led_to("Close Shot", rules) == "close_up"
    assert kinds("Close Shot", rules) == ["ambiguous_shot_taken"]
    apart = rules_for({**SOME, "medium_close_up": {"like": "close_up", "references": 1}})
    assert led_to("Close Shot", apart) == "default"
    assert led_to("Close Shot", apart.for_target("S2V-01")) == "close_up", "it takes one picture"


def test_the_names_read_are_what_conditions_on_the_shot_ask_about() -> None:
    entries = [
        {"name": name, "label": "none", "when": {"shot": name}, "because": "of the test"}
        for name in ("medium", "two_shot", "wide", "default", "ws", "mls")
    ]
    rules = rules_for(SOME, first=entries)

    def hold(shot_type: str) -> list[str]:
        steps = scene_of(shot_type, rules).shot_plan.steps
        return [step.name.name for step in steps if step.name.list == "first"]

    assert hold("Medium two-shot") == ["medium", "two_shot"]
    assert hold("wide shot, two riders") == ["wide", "ws"]
    assert hold("MLS") == ["default", "mls"]
    assert hold("montage") == ["default"]


def test_a_scene_that_another_rule_serves_is_not_noted() -> None:
    rules = rules_for(SOME, instead=[{"name": "n", "when": {"shot": "pov"}, "use": "two_shot"}])
    assert (scene_of("POV of her", rules).shot, kinds("POV of her", rules)) == ("two_shot", [])


def test_of_the_sizes_on_either_side_only_the_nearest_is_named() -> None:
    sizes = ("extreme_close_up", "close_up", "wide_shot", "extreme_wide")
    (note,) = [
        each
        for each in scene_of("MLS", rules_for({size: {} for size in sizes})).notes
        if "near" in each.values
    ]
    assert note.values["near"] == "close_up, wide_shot"


SENTENCES = {
    "MLS": (
        "The shot type `MLS` was read as `medium_wide`, but no shot rule has that name. If"
        " `close_up` or `wide_shot`, the nearest sizes with a rule, should serve it, add"
        " `spellings: [medium_wide]` to that rule."
    ),
    "OTS": (
        "The shot type `OTS` was read as `over_the_shoulder`, but no shot rule has that name. If a"
        " shot rule should serve it, add `spellings: [over_the_shoulder]` to that rule."
    ),
    "Close Shot": (
        "The shot type `Close Shot` could be `close_up` or `medium_close_up`: `close` is a close-up"
        " to some, the upper body to others. To settle it, add `spellings: [close]` to the shot"
        " rule `close_up`."
    ),
    "特写 三人": "The shot type `特写 三人` was read as `close_up` and `extreme_close_up`; *三人* was not read.",
}


@pytest.mark.parametrize("shot_type", SENTENCES)
def test_a_note_says_what_was_read_and_the_line_to_write(shot_type: str) -> None:
    *_, last = [note for note in scene_of(shot_type, rules_for(SOME)).notes if "shot" in note.kind]
    assert note_sentence(last) == SENTENCES[shot_type]


@pytest.mark.parametrize(
    ("rule", "spelling", "shot_type"),
    [
        ("close_up", "medium_wide", "MLS"),
        ("close_up", "close", "Close shot"),
        ("ots", "pov", "POV"),
    ],
)
def test_the_line_of_a_note_does_what_it_says(rule: str, spelling: str, shot_type: str) -> None:
    rules = rules_for({**SOME, "ots": {}, rule: {"spellings": [spelling]}})
    assert (led_to(shot_type, rules), kinds(shot_type, rules)) == (rule, [])


def test_the_shipped_file_is_read_as_yaml_says_it() -> None:
    source = standard_names().source
    read, problems = read_names("standard", source)
    assert problems == ()
    assert read == standard_names()
    assert shot_vocabularies._plain_data(source.text) is not None  # the quick way
    for edit in (
        ("[", "[a: b, "),
        ("\nsizes:", "\nsizes: {}\n#"),
        ("shot_names: 1", "'shot_names': 1"),
    ):
        assert shot_vocabularies._plain_data(source.text.replace(*edit, 1)) is None


def test_no_spelling_of_the_shipped_file_is_read_as_anything_else() -> None:
    vocabulary = standard_names()
    for axis in (vocabulary.coverage, vocabulary.sizes):
        for name, spellings in axis.items():
            for spelling in (name, *spellings):
                reading = NAMES.read(spelling)
                assert name in reading.names, spelling
                assert reading.unread == ()


def test_rules_without_shot_names_read_none_and_have_the_digest_that_they_had() -> None:
    with_names = rules_for(SOME)
    text = with_names.rule_set.source.text
    without = load_rules(text=text.replace("shot_names: standard\n", ""))
    assert without.plan.shot_names is None
    assert led_to("CU 3", without) == "default"
    assert without.digest != with_names.digest
    assert stored_text(without.rule_set) == without.rule_set.source.text


NO_NAMES = "There are no shot names: `sizes` and `coverage` are empty or missing."
OWN = """
sizes: {near: [cu], far: [ws]}
coverage: {pair: [two]}
passed_over: [shot]
alone: [two]
ambiguous: {mid: {readings: [near, far]}}
"""


def own_rules(text: str, name: str = "my-names.yaml") -> Rules:
    head = "language: 1\nname: a\nversion: '1'\n"
    shots = "{pair: {like: default}, default: {priorities: [{name: n, role: prop}]}}"
    return load_rules(text=f"{head}shot_names: {name}\nshots: {shots}\n", parents={name: text})


@pytest.mark.parametrize(
    ("shot_type", "names"),
    [
        ("old tall ships", ("far",)),
        ("tall old tall", ("near",)),
        ("old tall old", ("near",)),
        ("ab cd ef gh", ("near",)),
        ("i j k longest", ("near",)),
    ],
)
def test_the_longest_spelling_is_taken_first_and_of_two_alike_the_first_in_the_text(
    shot_type: str, names: tuple[str, ...]
) -> None:
    text = "sizes: {near: [old tall, ab cd, i j k], far: [tall ships, cd ef, k longest]}\n"
    rules = own_rules(f"{text}passed_over: [gh]\n")
    assert rules.rule_set.shot_names is not None
    assert ShotNames(rules.rule_set.shot_names).read(shot_type).names == names


@pytest.mark.parametrize("shot_type", ["mid odd", "odd mid"])
def test_what_two_ambiguous_spellings_may_mean_is_named_in_one_order(shot_type: str) -> None:
    more = "mid: {readings: [near, far]}, odd: {readings: [far, near]}"
    rules = own_rules(OWN.replace("mid: {readings: [near, far]}", more))
    (note,) = [
        each for each in scene_of(shot_type, rules).notes if each.kind == "several_shot_names"
    ]
    assert note.values["names"] == "far, near"


def test_an_extreme_wide_establishing_shot_is_both() -> None:
    for words in ("Extreme wide establishing shot", "Ultra-wide establishing"):
        reading = NAMES.read(words)
        assert (set(reading.names), reading.unread) == ({"extreme_wide", "establishing"}, ())


def test_a_vocabulary_of_one_s_own_is_read_instead() -> None:
    assert led_to("two shot", own_rules(OWN)) == "pair"
    assert led_to("two-shot, medium", own_rules(OWN)) == "default"


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


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "sizes: {master: []}\ncoverage: {Master: []}\n",
            "my-names.yaml:2:12 R238 `Master` is both a size and a coverage.",
        ),
        (
            "sizes: {near: [cu, C-U], far: [c u]}\n",
            "my-names.yaml:1:32 R238 `c u` means both `near` and `far`.",
        ),
        (
            "sizes: {near: [cu]}\nambiguous: {cu: {readings: [near]}}\n",
            "my-names.yaml:2:13 R238 `cu` is listed as ambiguous, but also as a spelling of `near`.",
        ),
        (
            "sizes: {near: [cu]}\nambiguous: {mid: {readings: [nera]}}\n",
            "my-names.yaml:2:30 R239 `mid` cannot mean `nera`: no shot has that name.",
        ),
        (
            "sizes: {near: ['?!']}\n",
            "my-names.yaml:1:16 R227 `?!` has no letters or digits, so it can match no shot type.",
        ),
        (
            "sizes: {near: [cu]}\ncovrage: {pair: []}\n",
            "my-names.yaml:2:1 R201 `covrage` is not a key of a file of shot names.",
        ),
        (
            "sizes: {near: cu}\n",
            "my-names.yaml:1:15 R203 `near` must be a list of spellings, not the text `cu`.",
        ),
        (
            "sizes: {}\n",
            f"my-names.yaml:1:1 R202 {NO_NAMES}",
        ),
        (
            "sizes: {near: [cu]}\nshot_names: 2\n",
            "my-names.yaml:2:13 R208 `shot_names` must be the number 1, not 2.",
        ),
        (
            "sizes: {near: [cu]}\nambiguous: {mid: {readings: []}}\n",
            "my-names.yaml:2:29 R206 `readings` is an empty list.",
        ),
    ],
)
def test_a_broken_vocabulary_is_told_what_is_wrong_with_it(text: str, problem: str) -> None:
    with pytest.raises(ProblemError) as refused:
        own_rules(text)
    first = refused.value.problems[0]
    assert f"{first.at} {first.code} {first.what}" == problem


@pytest.mark.parametrize(
    ("name", "what", "hint"),
    [
        ("standrd", "There are no shot names called `standrd`.", "Did you mean `standard`?"),
        (
            "mine",
            "There are no shot names called `mine`.",
            "Write `standard`, or the name of a file beside this one, such as `my-names.yaml`.",
        ),
    ],
)
def test_names_of_nothing_are_refused(name: str, what: str, hint: str) -> None:
    with pytest.raises(ProblemError) as refused:
        rules_for({}, names=name)
    (problem,) = refused.value.problems
    assert (problem.code, problem.what, problem.hint) == ("R237", what, hint)
    assert problem.at.line


def test_a_vocabulary_is_beside_the_file_that_names_it_a_parent_s_too(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    text = rules_for(SOME, names="standard").rule_set.source.text
    (house / "house.yaml").write_text(text.replace("standard", "names.yaml"))
    (house / "names.yaml").write_text("sizes: {close_up: [tight]}\n")
    (tmp_path / "film.yaml").write_text(
        "language: 1\nname: film\nversion: '1'\nextends: house/house.yaml\n"
    )
    assert led_to("tight", load_rules(tmp_path / "film.yaml")) == "close_up"
    (house / "names.yaml").write_text("secret: hunter2\n")
    with pytest.raises(ProblemError, match=r"`names\.yaml` is not a file of shot names") as refused:
        load_rules(tmp_path / "film.yaml")
    assert "hunter2" not in str(refused.value)
    (house / "names.yaml").unlink()
    with pytest.raises(ProblemError, match=r"`names\.yaml` cannot be used\. The file"):
        load_rules(tmp_path / "film.yaml")


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


def test_check_knows_files_of_shot_names_by_what_they_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.yaml").write_text("sizes: {close_up: [cu]}\n")
    (tmp_path / "wrong.yaml").write_text("coverage: {pair: [two], twin: [two]}\n")
    assert run(["check", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert "mine.yaml: fine (1 shot name)" in shown.out
    assert "2 files of shot names: 1 error" in shown.out
    assert "wrong.yaml:1:32: error R238: `two` means both `pair` and `twin`." in shown.err
    assert run(["check", str(data_dir("rules") / "shot_names.yaml")]) == 0
    assert "fine (19 shot names)" in capsys.readouterr().out


def test_a_shipped_file_that_was_edited_is_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:

    def edited(new: str) -> Any:
        def read_source(path: Path) -> Any:
            source, problems = read_source_of(path)
            assert source is not None
            return Source(name=source.name, text=source.text.replace("\nsizes:", new, 1)), problems

        return read_source

    uncached = standard_names.__wrapped__
    monkeypatch.setattr(shot_vocabularies, "read_source", edited("\n'sizes':"))
    vocabulary = uncached()
    assert isinstance(vocabulary, ShotVocabulary)
    assert vocabulary.sizes == standard_names().sizes
    monkeypatch.setattr(shot_vocabularies, "read_source", edited("\nsize:"))
    with pytest.raises(ProblemError):
        uncached()


HEAD = "language: 1\nname: a\nversion: '1'\n"
FILM_RULES = f"""{HEAD}shot_names: names/mine.yaml
first: [{{name: n, crop: full, when: {{shot: [medium, far]}}, because: "of the test"}}]
shots:
  close: {{priorities: [{{name: faces, crop: face, because: "of the test"}}]}}
  default: {{priorities: [{{name: all, crop: [face, full], because: "of the test"}}]}}
"""
MINE = "sizes: {close: [cu], medium: [ms], far: [ws]}\n"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film whose rules read by a file in a folder beside them."""
    folder = tmp_path / "film"
    (folder / "names").mkdir(parents=True)
    (folder / "rules.yaml").write_text(FILM_RULES)
    (folder / "names" / "mine.yaml").write_text(MINE)
    picture = "{tag: A, type: character, picture: 'https://example.com/a.png'}"
    (folder / "assets.yaml").write_text(f"pictures: [{picture}]\n")
    scenes = "".join(
        f"- {{scene: {number}, shot: {shot}, cast: [A]}}\n"
        for number, shot in enumerate(("CU 3", "MS on A", "other"), 1)
    )
    (folder / "scenes.yaml").write_text(scenes)
    return folder


def test_names_that_are_read_in_a_film_are_not_missing_from_it(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", str(film)])
    said = capsys.readouterr().err
    assert "No scene of this film has the shot type `far`" in said
    assert "has the shot type `medium`" not in said


def test_rules_are_read_out_for_a_shot_type_that_is_read(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CU", "cu, low angle"):
        assert run(["rules", str(film / "rules.yaml"), "--shot", name]) == 0
        assert "\nclose " in capsys.readouterr().out
    assert run(["rules", str(film / "rules.yaml"), "--shot", "MS"]) == 2
    assert "No shot rule is named `MS`." in capsys.readouterr().err
