"""What is filled in for names in the messages of single modules of `selector/cli`."""

from __future__ import annotations

EXAMPLES_IN: dict[str, dict[str, str]] = {
    "picking/decided_scenes": {"pick": "selector pick my-film"},
    "picking/decided": {
        "written": "first",
        "digits": "99999999999999999999",
    },
    "cli/main": {
        "name": "KeyError",
        "option": "--rules",
        "before": "--rules",
    },
    "arguments/compared_rules": {"again": " --target kling-video-o1"},
    "arguments/database_films": {"again": " --target kling-video-o1"},
    "arguments/inputs": {"impact": "selector impact my-film --from cinematic"},
    "commands/check": {"alone": "selector check cinematic --strict"},
    "commands/pick": {
        "check": "selector check my-film --rules bold.yaml",
        "first.what": "`my-rules.yaml` is a rule file, and this film does not use it.",
    },
    "commands/demo": {
        "folder.as_posix": "..",
        "name": "selector-demo",
        "folder": "selector-demo",
    },
    "commands/help": {
        "ink('Problem codes', 'bold')": "Problem codes",
        "code": "R999",
        "did_you_mean()": "Did you mean `R201`?",
    },
    "commands/new": {
        "existing": "assets.yaml",
        "MOST": "5,000",
        "each.path": "wren.jpg",
        "each.why": "it is empty",
        "found.count": "9,000",
        "paths[0]": "notes.txt",
        "paths": "3",
        "SUFFIXES": ".jpg, .png",
        "path": "my-film",
        "path / 'rules.yaml'": "my-film/rules.yaml",
    },
    "commands/schema": {
        "did_you_mean()": "Did you mean `ruleset-v1`?",
        "name": "rules",
        "known": "`ruleset-v1` and `film-v1`",
        "written": "3",
    },
    "picking/decided.": {
        "sending.at": "2026-11-28 12:00",
        "printable(sending.by)": "veo",
        "picked": ", picked by no decision that is stored",
    },
    "db_decisions": {
        "left": "5",
        "written": "a year",
    },
    "db_tables": {
        "version": "0003",
        "after": "0005",
        "left.before": "0004",
        "left.after": "0003",
    },
    "inputs": {
        "quoted(versions, 'and')": "`1.0.0` and `1.1.0`",
        "quoted(shipped, 'and')": "`default` and `cinematic`",
        "name": "cinematic",
        "scheme_only(path)": "sqlite:///films.sqlite",
        "path": "my-film",
        "did_you_mean()": "Did you mean `my-film`?",
    },
    "picking/shown": {
        "counted(len(names), 'thing')": "3 things",
        "check": "selector check my-film --rules bold.yaml",
        "first": "`lanturn`, `Wrenn`",
        "counted(tally.with_limits_not_met, 'scene sends', 'scenes send')": "3 scenes send",
        "counted(len(entries), 'entry of the rules changes', 'entries of the rules change')": (
            "3 entries of the rules change"
        ),
        "limits": "`the-ground` (scenes 3 and 12A)",
        "why": "selector why my-film 12A",
        "scene": "12A",
        "scenes": "Scenes 3 and 12A",
    },
    "database_films": {
        "pick": "selector pick my-film --target kling-video-o1",
        "typed_again()": " --target kling-video-o1",
    },
    "program": {
        "did_you_mean()": "Did you mean `check`?",
    },
    "commands/rules": {
        "listed(_few(names))": "`close_up` and `default`",
        "listed(_few(numbers))": "12 and 13A",
        "name": "closeup",
        "did_you_mean()": "Did you mean `close_up`?",
    },
    "scene_numbers": {
        "listed(names)": "12A",
        "shown(example)": "12-13,12A",
        "did_you_mean()": "Did you mean `12A`?",
        "scheme_only(written)": "sqlite:///films.sqlite",
        "written": "the night after the long rain, when everybody had already gone home",
        "each": "-",
        "self._numbers[0]": "12A",
        "quoted(near, 'or')": "`12A`",
        "first": "3",
        "start": "47",
        "end": "3",
        "turned": "47-3",
        "listed(map(shown, wanted), 'or')": "3, 4 or 47",
    },
}
