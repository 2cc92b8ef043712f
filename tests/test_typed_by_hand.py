"""Slips of people who type a film: none loses a word in silence, and each is told what to write."""

from __future__ import annotations

import json
import shlex
import textwrap
from pathlib import Path
from typing import Any

import pytest

from selector.cli.main import run
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.problem import Problem
from selector.reading.film import read_film
from selector.review.film_checks import check_film_folder
from selector.review.speakers_unplaced import SpeakersUnplaced
from tests.commands import as_document
from tests.films import JPEG, film_problems, write_film

ASSETS = """\
individuals:
  Mara:
    tag: MARA
    type: character
    pictures:
      - {picture: pictures/wren.jpg}
      - {picture: pictures/coat.jpg, tag: MARA_COAT}
  Old Tom:
    tag: TOM
    type: character
    pictures: [{picture: pictures/tom.jpg}]
  Jörg:
    tag: JOERG
    type: character
    pictures: [{picture: pictures/joerg.jpg}]
"""
BEHIND = "- {scene: 9, shot: wide, cast: [MARA, TOM, JOERG]}\n"
"""A scene with everybody, so that nobody is left unused."""


def film_of(folder: Path, scenes: str, assets: str = ASSETS, **files: str) -> Path:
    """A film of three people, with these scenes."""
    pictures = {f"pictures/{name}.jpg": JPEG + name.encode() for name in ("coat", "tom", "joerg")}
    named = {f"{name}.yaml": text for name, text in files.items()}
    return write_film(folder, {"assets.yaml": assets, "scenes.yaml": scenes, **pictures, **named})


def problems_of(folder: Path, scene: str) -> list[Problem]:
    """What is wrong with a film of one scene, and another with everybody."""
    return film_problems(film_of(folder, f"- scene: 1\n  shot: wide\n{scene}{BEHIND}"))


def only_problem(folder: Path, scene: str) -> Problem:
    (problem,) = problems_of(folder, scene)
    return problem


def test_what_a_comma_in_braces_cuts_off_is_reported(tmp_path: Path) -> None:
    scene = "  cast: [MARA, TOM]\n  wears: {Mara: the yellow coat, hood up, wet, Old Tom: a hat}\n"
    problem = only_problem(tmp_path, scene)
    assert (problem.code, problem.severity, problem.at.written) == ("F351", "warning", "hood up")
    assert problem.what == "`hood up` has no value, so it is not read."
    assert problem.hint.endswith('put all of it in quotes: `"the yellow coat, hood up, wet"`.')


def test_nothing_said_of_what_somebody_wears_is_reported(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "  cast: MARA\n  wears: {Joe: }\n")
    assert (problem.code, problem.at.written) == ("F351", "Joe")
    assert problem.hint == "Write what `Joe` wears, or delete it."


def test_a_line_that_a_comma_cuts_off_is_reported(tmp_path: Path) -> None:
    in_braces = only_problem(tmp_path / "a", "  cast: MARA\n  says: {Mara: Hello, you}\n")
    assert (in_braces.code, in_braces.severity) == ("S402", "error")
    assert in_braces.hint == 'Put all of it in quotes: `"Hello, you"`.'
    in_brackets = only_problem(tmp_path / "b", "  cast: MARA\n  says: [Mara: Hello, you]\n")
    assert (in_brackets.code, in_brackets.at.written) == ("F365", "you")
    assert in_brackets.hint.endswith('put all of that in quotes: `"Hello, you"`.')


@pytest.mark.parametrize(
    ("scene", "lost", "whole"),
    [
        ("  cast: MARA\n  title: Who? #2\n", "#2", "Who? #2"),
        ("  cast: MARA\n  title: #2\n", "#2", "#2"),
        ("  cast: MARA\n  says: [Mara]\n  wears:\n    Mara: coat #3\n", "#3", "coat #3"),
        ("  cast: MARA\n  title: Who\n    is it? #2\n", "#2", "Who is it? #2"),
    ],
)
def test_text_behind_a_sharp_is_reported(tmp_path: Path, scene: str, lost: str, whole: str) -> None:
    problem = only_problem(tmp_path, scene)
    assert (problem.code, problem.at.written) == ("F351", lost)
    assert f'`"{whole}"`' in problem.hint


def test_an_entry_of_a_list_that_is_a_comment_is_missing(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "  cast:\n    - #2\n    - MARA\n")
    assert (problem.code, problem.at.line) == ("S402", 4)
    assert problem.what == "Entry 1 of `cast` has no value."


@pytest.mark.parametrize("no", ["no", "NO", "Off", "'n '"])
def test_another_word_for_no_is_not_taken_for_a_place(tmp_path: Path, no: str) -> None:
    problem = only_problem(tmp_path, f"  cast: MARA\n  same_place: {no}\n")
    assert (problem.code, problem.hint) == ("S402", "Write `false`, or leave it out.")


def test_a_title_of_the_film_and_a_name_of_a_picture_lose_nothing_in_silence(
    tmp_path: Path,
) -> None:
    assets = ASSETS.replace("    tag: TOM\n", "    tag: TOM #1\n")
    folder = film_of(tmp_path, BEHIND, assets, film="title: Take #2\n")
    assert [problem.at.written for problem in film_problems(folder)] == ["#1", "#2"]


@pytest.mark.parametrize(
    "scene",
    [
        "  cast: MARA  # the girl\n",
        "  cast: MARA #  the girl\n",
        '  cast: MARA\n  title: "Who? #2"\n',
        "  cast: MARA\n  title: Who#2\n",
        "  cast: MARA\n  notes: |\n    Take #2\n",
        "  cast: MARA #selector: allow F354 because we wait\n",
        "  cast: MARA #Selector: allow F354 because we wait\n",
        "  #cast: TOM\n  cast: MARA\n",
    ],
)
def test_a_comment_and_text_in_quotes_are_no_loss(tmp_path: Path, scene: str) -> None:
    assert {problem.code for problem in problems_of(tmp_path, scene)} <= {"Y154"}


@pytest.mark.parametrize("word", ["Mara", "MARA"])
def test_what_somebody_wears_goes_to_whatever_tag_places_them(tmp_path: Path, word: str) -> None:
    folder = film_of(
        tmp_path,
        f"- scene: 1\n  shot: wide\n  cast: MARA_COAT\n  wears: {{{word}: a yellow coat}}\n{BEHIND}",
    )
    assert film_problems(folder) == []
    film, _ = read_film(folder)
    assert film is not None
    first = next(film.read_scenes()).scene
    assert first is not None
    assert [(each.tag, each.wardrobe_note) for each in first.placements] == [
        ("MARA_COAT", "a yellow coat")
    ]


def test_their_own_tag_goes_first_and_somebody_else_is_not_dressed(tmp_path: Path) -> None:
    both = "- scene: 1\n  shot: wide\n  cast: [MARA_COAT, MARA]\n  wears: {MARA: a dress}\n"
    film, _ = read_film(film_of(tmp_path / "a", both))
    assert film is not None
    first = next(film.read_scenes()).scene
    assert first is not None
    assert [each.wardrobe_note for each in first.placements] == [None, "a dress"]
    problem = only_problem(tmp_path / "b", "  cast: TOM\n  wears: {Mara: a dress}\n")
    assert problem.code == "F320"


@pytest.mark.parametrize(
    ("cast", "hint"),
    [
        ("Old Tom and Mara", "If these are several, write a list: `[Old Tom, Mara]`."),
        ("Tom Oake / Mara", "If these are several, write a list: `[Tom Oake, Mara]`."),
        ("Old Tom & Mara", "If these are several, write a list: `[Old Tom, Mara]`."),
        ("Bo, Li", "If these are several, write a list: `[Bo, Li]`."),
        (
            "[Jörg, Old Tom and Mara]",
            "If these are several, write each as an entry of its own: `Old Tom` and `Mara`.",
        ),
    ],
)
def test_several_written_as_one_are_advised_to_be_a_list(
    tmp_path: Path, cast: str, hint: str
) -> None:
    problem = only_problem(tmp_path, f"  cast: {cast}\n")
    assert (problem.code, problem.hint) == ("F354", hint)


@pytest.mark.parametrize(
    ("cast", "name"),
    [
        ("Mara (face)", "Mara"),
        ("young Mara", "Mara"),
        ("not Mara", "Mara"),
        ("Mara's mother", "Mara"),
        ("Old Tom's coat", "Old Tom"),
        ("Mara or Old Tom", "Old Tom"),
    ],
)
def test_a_name_among_other_words_is_asked_about_and_no_other(
    tmp_path: Path, cast: str, name: str
) -> None:
    """`MARA_COAT` is nearer by its letters to `Old Tom's coat`, and another person's."""
    problem = only_problem(tmp_path, f"  cast: {cast}\n")
    if_not = "If not, this needs a picture: without one, nothing is sent for it."
    assert problem.code == "F354"
    assert problem.hint == f"If `{name}` is meant, write that alone. {if_not}"


def test_a_slip_in_a_name_of_several_words_is_still_taken_for_the_name(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "  cast: Old Tomm\n")
    assert problem.hint == "Did you mean `Old Tom`?"


@pytest.mark.parametrize("cast", ["[Mara Old Tom]", "[Jörg, Mara Old Tom]"])
def test_a_comma_missing_in_a_list_is_asked_about(tmp_path: Path, cast: str) -> None:
    problem = only_problem(tmp_path / "a", f"  cast: {cast}\n")
    assert (problem.code, problem.hint) == (
        "F354",
        "Is a comma missing? Write `[Mara, Old Tom]`, or each as an entry of its own.",
    )
    problem = only_problem(tmp_path / "b", f"  cast: {cast}\n  wears: {{Mara: a coat}}\n")
    assert (problem.code, problem.hint) == (
        "F320",
        "Is a comma missing in `Mara Old Tom`? Write `[Mara, Old Tom]`.",
    )
    problem = only_problem(tmp_path / "c", "  cast: Mara Old Tom\n")
    assert problem.hint == "If these are several, write a list: `[Mara, Old Tom]`."


@pytest.mark.parametrize("cast", ["Salt and Pepper", "Old Tomm"])
def test_what_may_be_one_is_not_advised_to_be_a_list(tmp_path: Path, cast: str) -> None:
    assert "several" not in only_problem(tmp_path, f"  cast: {cast}\n").hint


@pytest.mark.parametrize(
    ("scene", "written"),
    [
        ("  says: Old Tom: mind the step\n", "says: [Old Tom: mind the step]"),
        ("  says: Tom: mind it, please\n", 'says: [Tom: "mind it, please"]'),
        ("  cast: MARA: background\n", "cast: [MARA: background]"),
        ("  wears: Mara: a yellow coat\n", "wears: {Mara: a yellow coat}"),
        ("  cast:\n    - MARA: position: left\n", "MARA: {position: left}"),
    ],
)
def test_a_colon_too_many_is_told_how_a_list_is_written(
    tmp_path: Path, scene: str, written: str
) -> None:
    problem = only_problem(tmp_path, scene)
    assert (problem.code, problem.hint) == ("Y121", f"Write `{written}`.")


def test_a_colon_in_a_text_is_still_told_to_be_put_in_quotes(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "  cast: MARA\n  notes: Mara: still wet\n")
    assert problem.hint == 'Put the whole text in quotes: `"Mara: still wet"`.'


@pytest.mark.parametrize("text", ["Mara:", "Mara:mind: the step"])
def test_a_colon_that_nothing_is_said_behind_is_told_to_be_put_in_quotes(
    tmp_path: Path, text: str
) -> None:
    problem = only_problem(tmp_path, f"  cast: MARA\n  says: {text}\n")
    assert (problem.code, problem.hint) == ("Y121", f'Put the whole text in quotes: `"{text}"`.')


LONG = "Mind the third step from the door of the boathouse, the one that has been loose since May"
"""A text with a comma, of nearly the 100 characters that a hint offers to copy."""


@pytest.mark.parametrize(
    ("scene", "offer", "otherwise"),
    [
        ("notes: {} #2", '`"{} #2"`', "put all of the text in quotes. If it is a comment"),
        ("wears: {{MARA: {}}}", '`"{}"`', "put all of it in quotes."),
        ("says: [{{MARA: {}}}]", '`"{}"`', "Put all of it in quotes."),
        ("says: [MARA: {}]", '`"{}"`', "put all of that in quotes."),
        (
            "says: MARA: {}",
            '`says: [MARA: "{}"]`',
            "Put everything after `says:` in brackets, and the whole text after `MARA:` in quotes.",
        ),
        (
            "says: {}",
            '`says: [WREN: "{}"]`',
            "Write `says: [WREN: …]`, with the tag of the speaker and the whole text in quotes.",
        ),
    ],
)
def test_a_text_is_offered_to_be_copied_only_if_all_of_it_is_shown(
    tmp_path: Path, scene: str, offer: str, otherwise: str
) -> None:
    def hints(text: str) -> str:
        written = scene.format(text)
        problems = problems_of(tmp_path, f"  cast: MARA\n  {written}\n")
        return "\n".join(problem.hint for problem in problems)

    assert offer.format(LONG) in hints(LONG)
    longer = f"{LONG} and cannot bear anybody"
    told = hints(longer)
    assert otherwise in told
    assert longer[:20] not in told


@pytest.mark.parametrize("said", ["Mind the step.", "mind the step if you can"])
def test_a_line_without_a_speaker_is_asked_for_one(tmp_path: Path, said: str) -> None:
    problem = only_problem(tmp_path, f"  cast: MARA\n  says: {said}\n")
    assert problem.code == "F365"
    assert problem.hint.startswith(f'Who says it? Write `says: [WREN: "{said}"]`')


def test_a_speaker_who_is_not_there_is_a_notice_and_no_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = film_of(
        tmp_path,
        "- {scene: 1, shot: wide, cast: MARA, says: [Jörg, Mara, narrator]}\n"
        "- {scene: 2, shot: wide, cast: MARA_COAT, says: [MARA, Old Tom, Jörg: Hello]}\n"
        f"{BEHIND}",
    )
    assert run(["check", str(folder), "--strict"]) == 0
    printed = capsys.readouterr()
    said = "Speakers who are not in their scenes: `JOERG` (scenes 1 and 2) and `TOM` (scene 2). "
    assert printed.err.startswith(said)
    assert "for a voice that is only heard, change nothing.\n\n" in printed.err
    assert "fine" in printed.out
    run(["check", str(folder), "--format", "json"])
    (checked,) = as_document(capsys.readouterr().out, "problems")["checked"]
    assert checked["notices"][0].startswith(said)
    folder = film_of(tmp_path / "b", BEHIND.replace("]}", "], says: [Mara, JOERG]}"))
    run(["check", str(folder)])
    assert "Speakers" not in capsys.readouterr().err


def speakers_of(scenes: int, speaker: str, *cast: str) -> str:
    """What is said of scenes in each of which somebody speaks."""
    shown = (("BOTH", "Ann"), ("BOTH", "Una"), ("UNA", "Una"))
    pool: list[Any] = [
        {"manifest_tag": tag, "asset_type": "character", "individual": name} for tag, name in shown
    ]
    each: dict[str, Any] = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": tag, "role": "subject"} for tag in cast],
        "dialogue_lines": [{"speaker_tag": speaker, "line": "Yes."}],
    }
    speakers = SpeakersUnplaced(AssetPool(pool))
    for nth in range(1, scenes + 1):
        speakers.look_at(read_manifest({"scene_index": nth, **each}))
    return speakers.notice()


def test_of_a_tag_that_two_share_one_of_them_is_enough() -> None:
    assert speakers_of(1, "BOTH", "UNA") == ""
    assert "`BOTH` (scene 1)" in speakers_of(1, "BOTH")


def test_of_a_speaker_the_first_eight_scenes_are_named() -> None:
    assert "(scenes 1, 2, 3, 4, 5, 6, 7 and 8)" in speakers_of(8, "UNA")
    assert "(scenes 1, 2, 3, 4, 5, 6, 7, 8 and 1 more)" in speakers_of(9, "UNA")


def test_scenes_that_a_program_wrote_hear_no_notice_of_speakers(tmp_path: Path) -> None:
    scene = {
        "scene_index": 1,
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "MARA", "role": "subject"}],
        "dialogue_lines": [{"speaker_tag": "TOM", "line": "Yes."}],
    }
    checked = check_film_folder(film_of(tmp_path, json.dumps([scene])))
    assert checked.film is not None
    assert checked.notices == ()


def test_an_individual_without_pictures_is_told_to_add_its_own(tmp_path: Path) -> None:
    assets = "individuals:\n  Anna: {tag: ANN, type: character}\n  Bo Li: {tag: BO, pictures: []}\n"
    assets += "  Cy: {tag: CY, type: prop, pictures: [pictures/cy.jpg]}\n  Di:\n"
    problems = film_problems(write_film(tmp_path, {"assets.yaml": assets}))
    assert [(problem.code, problem.hint) for problem in problems] == [
        ("F307", "Add `pictures: [{picture: pictures/anna.jpg}]`."),
        ("F307", "Write `pictures: [{picture: pictures/bo_li.jpg, type: character}]`."),
        ("F304", "Write `{picture: pictures/cy.jpg}`."),
        (
            "F304",
            "Write `Di: {tag: DI, type: character, pictures: [{picture: pictures/di.jpg}]}`.",
        ),
    ]


def many_unused(names: str) -> str:
    lines = [
        f"  - {{picture: https://x.example/{name}.jpg, tag: {name}, type: prop}}\n"
        for name in names
    ]
    return "".join(lines)


def test_many_unused_tags_are_one_problem(tmp_path: Path) -> None:
    assets = f"{ASSETS}pictures:\n{many_unused('ABCD')}"
    (problem,) = film_problems(film_of(tmp_path, BEHIND, assets))
    assert (problem.code, problem.at.written) == ("F355", "A")
    assert problem.what == (
        "No scene uses the pictures of 4 tags: `A`, `B`, `C` and `D` are never placed."
    )
    waived = assets.replace("A, type: prop}", "A, type: prop} # selector: allow F355 because later")
    left = film_problems(film_of(tmp_path / "b", BEHIND, waived))
    assert [problem.at.written for problem in left] == ["B", "C", "D"]


def test_three_unused_tags_are_three_problems(tmp_path: Path) -> None:
    problems = film_problems(film_of(tmp_path, BEHIND, f"{ASSETS}pictures:\n{many_unused('ABC')}"))
    assert [problem.at.written for problem in problems] == ["A", "B", "C"]


def test_a_waiver_of_one_unused_picture_leaves_another_with_its_tag(tmp_path: Path) -> None:
    one = many_unused("B")
    waived = one.rstrip("\n") + " # selector: allow F355 because later\n"
    other = one.replace("B.jpg", "C.jpg")
    (problem,) = film_problems(film_of(tmp_path, BEHIND, f"{ASSETS}pictures:\n{waived}{other}"))
    assert problem.what == "No scene uses this picture: its tag `B` is never placed."


def test_comments_of_a_film_change_nothing_but_what_they_waive(tmp_path: Path) -> None:
    unused = f"pictures:\n{many_unused('ABCDE')}{many_unused('E').replace('E.jpg', 'F.jpg')}"
    (problem,) = film_problems(film_of(tmp_path, BEHIND, f"{ASSETS}{unused}"))
    assert "of 5 tags: `A`, `B`, `C`, `D` and `E` are" in problem.what
    for comment in ("# for selector: props of part two", "# selector: allow F358 because x"):
        assets = f"{ASSETS}{comment}\n{unused}"
        found = film_problems(film_of(tmp_path / comment[-2:], BEHIND, assets))
        assert [each.what for each in found if each.code == "F355"] == [problem.what]
    for line in ("A, type: prop}\n", "E, type: prop}\n"):
        waived = unused.replace(line, f"{line[:-1]} # selector: allow F355 because later\n", 1)
        (left,) = film_problems(film_of(tmp_path / line[0], BEHIND, f"{ASSETS}{waived}"))
        still = 5 if line[0] == "E" else 4
        assert f"of {still} tags" in left.what


def test_a_few_unused_tags_are_a_problem_each_with_the_number_of_pictures(tmp_path: Path) -> None:
    two = many_unused("AB") + many_unused("B").replace("B.jpg", "C.jpg")
    problems = film_problems(film_of(tmp_path, BEHIND, f"{ASSETS}pictures:\n{two}"))
    assert [problem.what for problem in problems] == [
        "No scene uses this picture: its tag `A` is never placed.",
        "No scene uses these 2 pictures: their tag `B` is never placed.",
    ]
    assets = (
        ASSETS
        + "  Key:\n    {tag: K, type: prop, pictures: [{picture: a.jpg}, {picture: b.jpg}]}\n"
    )
    folder = film_of(tmp_path / "b", BEHIND, assets)
    for name in "ab":
        (folder / f"{name}.jpg").write_bytes(JPEG + name.encode())
    (problem,) = film_problems(folder)
    assert problem.what == "No scene uses these 2 pictures: their tag `K` is never placed."


def test_an_unused_style_is_told_of_a_pin_which_then_is_enough_and_is_sent_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    style = "pictures: [{picture: https://x.example/grade.jpg, tag: GRADE, type: style}]\n"
    folder = film_of(tmp_path, BEHIND, ASSETS + style)
    (problem,) = film_problems(folder)
    last = "unplaced: true, slot: last"
    pin = f"pin: [{{name: style, picture: GRADE, {last}, because: one look}}]"
    assert f"write `{pin}`" in problem.hint
    command = f"selector new rules {folder.as_posix()}/rules.yaml"
    assert problem.hint.endswith(f"`{command}` writes that file.")
    assert run(command.split()[1:]) == 0
    rules = folder / "rules.yaml"
    rules.write_text(f"{rules.read_text('utf-8')}{pin}\n", "utf-8")
    assert film_problems(folder) == []
    capsys.readouterr()
    assert run(["pick", str(folder), "--dry-run"]) == 0
    rows = capsys.readouterr().out.splitlines()[1:]
    sent = [row.split("\t")[4].split(",") for row in rows]
    assert all(tags[-1] == "GRADE" and len(tags) > 1 for tags in sent)


@pytest.mark.parametrize("style", ["style", "STYLE"])
def test_an_unused_style_is_pinned_in_the_rules_that_the_film_has(
    tmp_path: Path, style: str
) -> None:
    line = many_unused("A").replace("type: prop", f"type: {style}")
    rules = (
        'language: 1\nname: a\nversion: "1"\n'
        "shots: {default: {priorities: [{name: all, crop: [face, full], because: all}]}}\n"
    )
    folder = film_of(tmp_path, BEHIND, f"{ASSETS}pictures:\n{line}", rules=rules)
    (problem,) = film_problems(folder)
    assert (problem.code, problem.at.written) == ("F355", "A")
    assert "add `- {name: style, picture: A, " in problem.hint
    assert "under `pin`" in problem.hint


def test_errors_and_misspelt_names_are_listed_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assets = f"{ASSETS}pictures:\n{many_unused('A')}"
    folder = film_of(tmp_path, f"- {{scene: 1, shot: wide, cast: MARAA}}\n{BEHIND}", assets)
    run(["check", str(folder)])
    said = capsys.readouterr().err
    assert said.index("F354") < said.index("F355")
    assert said.endswith("`selector help F354` says more about F354.\n")
    (folder / "pictures" / "tom.jpg").unlink()
    run(["check", str(folder)])
    said = capsys.readouterr().err
    assert said.index("F311") < said.index("F354") < said.index("F355")
    assert said.endswith("`selector help F311` says more about F311.\n")


def test_a_missing_dash_before_a_scene_is_told_once(tmp_path: Path) -> None:
    one = "  - scene: 5\n    shot: wide\n    cast: MARA\n"
    folder = film_of(tmp_path, f"scenes:\n{one}{one.replace('- scene: 5', '  scene: 6')}")
    (problem,) = [each for each in film_problems(folder) if each.severity == "error"]
    assert (problem.code, problem.at.line) == ("Y115", 5)
    assert problem.what.startswith("A dash is missing before `scene`")
    no_list = "scene: 5\nshot: wide\ncast: MARA\nscene: 6\nshot: wide\n"
    (problem,) = film_problems(film_of(tmp_path / "b", no_list))
    assert (problem.code, problem.at.line) == ("Y115", 4)
    assert problem.hint == (
        "Begin each entry with a dash, `- scene`, and indent its other keys by two spaces."
    )
    twice = "- scene: 5\n  shot: wide\n  cast: MARA\n  scene: 6\n"
    (problem,) = film_problems(film_of(tmp_path / "c", twice))
    assert problem.hint.endswith("If not, keep one of the two.")
    other = "- scene: 5\n  shot: wide\n  cast: MARA\n  shot: wide\n  cast: MARA\n"
    problems = film_problems(film_of(tmp_path / "d", other))
    assert [(each.code, each.hint) for each in problems] == [("Y115", "Keep one of the two.")] * 2


@pytest.mark.parametrize("column", [1, 4])
def test_a_dash_out_of_line_is_compared_with_the_dash_before(tmp_path: Path, column: int) -> None:
    dash = " " * (column - 1) + "- scene: 6\n"
    scenes = f"scenes:\n  - scene: 5\n    shot: wide\n    cast: MARA\n{dash}    shot: wide\n"
    problem = film_problems(film_of(tmp_path, scenes))[0]
    assert (problem.code, problem.at.line) == ("Y126", 5)
    assert problem.hint == (
        f"The dash of the entry before, on line 2, is in column 3, this one in column {column}."
    )


def test_a_key_below_its_dash_is_told_its_column(tmp_path: Path) -> None:
    assets = "pictures:\n  - picture: a.jpg\n  crop: face\n"
    problem = film_problems(film_of(tmp_path, BEHIND, assets))[0]
    assert (problem.code, problem.at.line) == ("Y126", 3)
    assert "begin in column 5, below the first one; this one begins in column 3" in problem.hint


def test_a_tab_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = film_of(tmp_path, "- scene: 1\n\tshot: wide\n")
    run(["check", str(folder)])
    said = capsys.readouterr().err
    assert "There is a tab here, where only spaces are allowed." in said
    assert "2 | →   shot: wide\n  | ^^^^\n" in said


def test_advice_on_a_role_is_in_the_form_of_the_scene_and_on_rules_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = "pictures: [{picture: https://x.example/l.jpg, tag: LETTER, type: prop}]\n"
    short = "- {scene: 1, shot: medium, cast: MARA, props: LETTER}\n"
    folder = film_of(tmp_path, short, ASSETS + letter)
    assert run(["why", str(folder), "1", "LETTER"]) == 0
    printed = capsys.readouterr().out
    said = " ".join(printed.split())
    write = "Write `- LETTER: subject` in the scene, or put it first in `cast`."
    assert f"To send it, do one of these: - {write} - Pin" in said
    assert f"To change them, write {folder}/rules.yaml with these lines:" in said
    pasted = printed[printed.index("  language: 1") : printed.rindex("\n\n")]
    assert run(["why", str(folder), "1", "LETTER", "--format", "json"]) == 0
    (entry,) = as_document(capsys.readouterr().out, "why")["selection"]["passed_over"]
    assert "Write `- LETTER: subject`" in entry["what_would_help"]
    (folder / "rules.yaml").write_text(textwrap.dedent(pasted), "utf-8")
    assert run(["why", str(folder), "1", "LETTER"]) == 0
    said = capsys.readouterr().out
    assert "  1. LETTER" in said or "  2. LETTER" in said
    assert "with these lines" not in said
    (folder / "rules.yaml").unlink()
    long = (
        "- scene_index: 1\n  composition: {shot_type: medium}\n  placements:\n"
        "    - {asset_tag: MARA, role: subject}\n    - {asset_tag: LETTER, role: prop}\n"
    )
    (folder / "scenes.yaml").write_text(long, "utf-8")
    assert run(["why", str(folder), "1", "LETTER"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "To send it, do one of these: - Place it as subject. - Pin" in said


@pytest.mark.parametrize(
    ("rules", "own", "file", "use"),
    [
        ("cinematic", "", "{film}/rules.yaml", "Then leave `--rules` out, and `selector"),
        ("cinematic 1.0.0", "", "{film}/rules.yaml", "Then leave `--rules` out, and `selector"),
        ("cinematic", "extends: default\n", "my-cinematic.yaml", "--rules my-cinematic.yaml"),
    ],
)
def test_rules_that_come_with_selector_are_extended_and_not_changed(  # what is tried
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    rules: str,
    own: str,
    file: str,
    use: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = film_of(tmp_path, "- {scene: 1, shot: pov, cast: MARA}\n")
    if own:
        (folder / "rules.yaml").write_text(f"language: 1\nname: own\nversion: '1'\n{own}")
    assert run(["why", str(folder), "1", "MARA", "--rules", rules]) == 0
    printed = capsys.readouterr().out
    file = file.format(film=folder)
    said = " ".join(printed.split())
    assert f"To change them, write {file} with these lines:" in said
    assert (use if use.startswith("Then") else f"Then use it with `{use}`;") in said
    impact = said.rpartition("`selector impact ")[2].partition("` shows what ")[0]
    assert f"in {Path(file).name}" in said
    pasted = printed[printed.index("  language: 1") : printed.rindex("\n\n")]
    Path(file).write_text(textwrap.dedent(pasted), "utf-8")
    assert f"extends: {rules}\n" in Path(file).read_text("utf-8")
    with_it = ["--rules", file] if own else []
    assert run(["why", str(folder), "1", "MARA", *with_it]) == 0
    assert "  1. MARA" in capsys.readouterr().out
    assert run(["impact", *shlex.split(impact)]) == 1
    assert "1 of 1 scene changes" in capsys.readouterr().out


def test_rules_that_are_not_there_are_answered_with_those_that_come_with_selector(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = film_of(tmp_path, BEHIND)
    assert run(["pick", str(folder), "--dry-run", "--rules", "nosuch"]) == 2
    said = capsys.readouterr().err
    assert "There is no such file or folder." in said
    assert "The rules that come with selector are `animation`, " in said
    assert "`default`" in said
    run(["pick", str(folder), "--dry-run", "--rules", "cinematik"])
    assert "Did you mean `cinematic`?" in capsys.readouterr().err
    run(["pick", str(folder), "--dry-run", "--rules", "my/nosuch.yaml"])
    assert "come with selector" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        (" Cinematic", "Did you mean `cinematic`?"),
        ("CINEMATIC ", "Did you mean `cinematic`?"),
        ("Cinematic 1.1.0", "Did you mean `cinematic`?"),
        ("People First", "Did you mean `people_first`?"),
        ("cinematic 9", "The versions of `cinematic` are `1.0.0` and `1.1.0`."),
    ],
)
def test_a_name_of_rules_with_other_capitals_or_spaces_is_asked_about(
    named: str, hint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = film_of(tmp_path, BEHIND)
    for command in (["check"], ["pick", "--dry-run"], ["why", "9"]):
        assert run([command[0], str(folder), *command[1:], "--rules", named]) == 2
        assert hint in capsys.readouterr().err


@pytest.mark.parametrize(
    "scene",
    [
        "  cast: [{TOM: background, position: left}]\n",
        '  cast: [{TOM: {role: prop}, action: "runs, and falls"}]\n',
        "  cast: [{TOM, position: left}]\n",
        "  cast: [{position: left, Old Tom: subject}]\n",
        "  cast: (MARA, TOM)\n",
        "  cast: Mara und Jörg\n",
        "  cast: [TOM (background)]\n",
        "  cast: [MARA, Old Tom -> interaction target]\n",
        "  cast: MARA\n  says: MARA Where is he?\n",
        '  cast: MARA\n  says:\n    - Mara - "Here, at last"\n',
        "  cast: MARA\n  says: [Where is he: MARA]\n",
        "  cast: MARA\n  says: [MARA: Who is it?]\n",
        "  cast: MARA\n  title: 12\n",
    ],
)
def test_what_is_told_to_be_written_is_right_in_its_place(scene: str, tmp_path: Path) -> None:
    problem = only_problem(tmp_path / "a", scene)
    advised = problem.hint.split("`")[-2]
    written = problem.at.written
    if "comes first" in problem.hint:
        written = "Where is he: MARA"
    turned = scene.replace(written, advised)
    assert turned != scene
    assert problems_of(tmp_path / "b", turned) == []
