"""What a change of rules does to 10,000 scenes, against choosing for them by both rule sets.

In memory both sides begin with the same pictures and with manifests that nothing has read. From a folder both read the
film; the last pick then takes the place of one rule set, and is read from its database.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time_ns

from bench import new_words
from bench.checking import write_film
from bench.pairs import Pair
from selector import AssetPool, Rules, load_rules, read_manifest
from selector.cli.main import run
from selector.model.problem import Source
from selector.reading.film import read_film
from selector.reading.rules.when_alone import conditions_alone
from selector.review.impact import FilmCompared

SCENES = 10_000
PICTURES = 400
ROUNDS = 3
BOUND = 3.0
HEAD = 'language: 1\nname: change\nversion: "1"\nextends: default\n'
CHANGES = {
    "hardly a scene changes": HEAD + "never: [{name: few, role: prop, quality: {at_least: 9.5}}]\n",
    "nearly every scene changes": HEAD + "never: [{name: nobody, type: character}]\n",
    "rules that ask about earlier scenes": HEAD
    + "first: [{name: new, first_appearance: true, at_most: 1}]\n",
}


def main(scenes: int = SCENES) -> None:
    print(f"{'':<44} {'impact µs':>9} {'choose µs':>9} {'ratio':>6}  bound")
    for title, text in CHANGES.items():
        both = load_rules(), load_rules(text=text)
        _print(title, [_in_memory(scenes, both, seed) for seed in range(ROUNDS)], scenes)
    spent = [_of_folder(scenes, seed) for seed in range(ROUNDS)]
    _print("the last pick of a folder, as a command", spent, scenes)


def _print(title: str, spent: list[tuple[int, int]], scenes: int) -> None:
    pair = Pair.of(spent, scenes)
    verdict = "ok" if pair.ratio <= BOUND else "OVER"
    print(
        f"{title:<44} {pair.ours:9.1f} {pair.theirs:9.1f} {pair.ratio:6.2f}  {BOUND:4.1f}  {verdict}"
    )


def _timed(*works: Callable[[], None]) -> tuple[int, int]:
    spent = []
    for work in works:
        gc.collect()
        start = process_time_ns()
        work()
        spent.append(process_time_ns() - start)
    return spent[0], spent[1]


def _in_memory(scenes: int, both: tuple[Rules, Rules], seed: int) -> tuple[int, int]:
    assets = new_words.pool_of(PICTURES, seed)
    texts = [json.dumps(each) for each in new_words.manifests_of(assets, scenes, seed)]

    def compare() -> None:
        pool = AssetPool(assets)
        read = [read_manifest(text) for text in texts]
        before, after = (rules.select_many(read, pool) for rules in both)
        meant, _ = conditions_alone([Source(name="expect", text="shot: close_up")], both[1])
        film = FilmCompared(meant.has)
        for was, now in zip(before, after, strict=True):
            film.add(was, now)
        assert film.impact("before", "after").scenes == scenes

    def choose() -> None:
        pool = AssetPool(assets)
        read = [read_manifest(text) for text in texts]
        for rules in both:
            for _ in rules.select_many(read, pool):
                pass

    return _timed(compare, choose)


def _of_folder(scenes: int, seed: int) -> tuple[int, int]:
    rules = CHANGES["hardly a scene changes"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_film(folder, scenes, "", seed)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            assert run(["pick", name]) == 0
        (folder / "rules.yaml").write_text(rules, encoding="utf-8")

        def compare() -> None:
            with contextlib.redirect_stdout(io.StringIO()):
                assert run(["impact", name]) in {0, 1}

        def choose() -> None:
            film, _ = read_film(folder)
            assert film is not None
            pool = film.pool()
            read = [each.scene for each in film.read_scenes() if each.scene is not None]
            for chosen in (load_rules(), load_rules(folder / "rules.yaml")):
                for _ in chosen.select_many(read, pool):
                    pass

        return _timed(compare, choose)


if __name__ == "__main__":
    main()
