"""Whether a short text, such as the title of a scene, names somebody by a name.

A name counts with a capital letter. It does not count after an article (`the Wolf`), as a part of
something longer (`Mont Blanc`), or where its bearer need not be seen (`waiting for Wren`, `Wren's
lamp`). Where all words have capitals, as at the start of a sentence, a capital letter says nothing,
and a name that is a word as well does not count.

In: a name and a text. Out: how surely the one names somebody in the other.

>>> how_named("Wren Calloway", "Wren Calloway waits"), how_named("Will", "It will rain")
('surely', 'nobody')
>>> how_named("Wren", "Wren waits"), how_named("Wren", "Behind the door is Wren")
('perhaps', 'surely')
>>> how_named("Rose", "Rose petals"), how_named("Rose", "And then Rose leaves")
('nobody', 'surely')
>>> how_named("Wolf", "Der böse Wolf"), how_named("Blanc", "Mont Blanc", is_last=True)
('nobody', 'nobody')
>>> how_named("Okafor", "Inspector Okafor waits", is_last=True), how_named("Wren", "Wren Waits")
('surely', 'perhaps')
>>> how_named("Wren", "Wren's lamp"), how_named("Wren", "on Wren's left hand")
('nobody', 'surely')
>>> how_named("Frieda", "Friedas Hände"), how_named("Ada", "la mano de Ada")
('surely', 'surely')
>>> how_named("Grete", "Ein Brief von Grete"), how_named("Pierre", "Pierre est mort")
('nobody', 'nobody')
>>> how_named("小雨", "小雨在等"), how_named("小雨", "大雨")
('surely', 'nobody')
>>> how_named("花子", "花子の手紙")
'nobody'
>>> how_named("田中", "山田中学校の朝"), how_named("さくら", "さくらが散る")
('nobody', 'nobody')
>>> how_named("花子", "花子の手"), how_named("さくら", "さくらさんが笑う")
('surely', 'surely')
>>> how_named("Weiß", "Weiß wartet"), how_named("Weiß", "WEISS WARTET")
('perhaps', 'perhaps')
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeAlias

from selector.language.text import word_run
from selector.review.film_under_rules.words_beside_names import (
    AFTER_THINGS,
    ALSO_WORDS,
    AWAY,
    DETERMINERS,
    FAMILIAR,
    GERMAN_ARTICLES,
    MONTHS,
    NOT_HERE,
    OF_THE_BODY,
    THOUGHT_OF,
    TITLES,
)

How: TypeAlias = Literal["nobody", "perhaps", "surely"]
"""How surely a text names somebody: `perhaps` if only the capital at a start says so."""
_ALL_TITLES = TITLES | FAMILIAR
_LEAST_LAST = 3
"""A last name with fewer letters is a word of something else too often."""
_LONG = 4
"""Words with fewer letters are small in titles, too: `The Man in the Doorway`."""


def _any_of(words: str) -> str:
    return rf"(?:{'|'.join(words.split())})"


_BODY = _any_of(OF_THE_BODY)
_BEFORE = 40
"""How many letters before a name are looked at."""
LETTERS = re.compile(r"[^\W\d_]+")
_START = re.compile(r"(?:\A|[.!?:;…\u2013\u2014\"“”„«»¿¡(/\n-])\s*\Z")
"""What comes before the first word of a sentence."""
_DETERMINED = re.compile(
    rf"\b(?:{_any_of(DETERMINERS)}\s+|{_any_of(GERMAN_ARTICLES)}\s+[^\W\d_]+e[nmrs]?\s+)\Z",
    re.IGNORECASE,
)
_ARTICLE = re.compile(rf"\A(?:{_any_of(DETERMINERS)}\s+|l['\u2019])(?=\w)", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s+\Z")
_WORD_AFTER = re.compile(r"\s+([^\W\d_]+)")
_WITH_ANOTHER = re.compile(r"\s+(?:&|and|e|et|y)\s+([^\W\d_]+)")
"""Two names that are joined: `Rose and Will wait`."""
_WAITING = r"attend\w*|esperando a|wart\w* auf"
_ASKING = r"(?:who|wer|qui|quién) (?:es|est|is|ist|was)"
_NOT_HERE = re.compile(
    rf"(?:\b(?:{_any_of(NOT_HERE)}|{_any_of(THOUGHT_OF)} of|{_WAITING}|{_ASKING})\s+"
    r"|\bd['\u2019])\Z",
    re.IGNORECASE,
)
"""What comes before the name of somebody who need not be there: `waiting for Wren`."""
_BODY_OF = re.compile(rf"\b{_BODY}\s+(?:de\s+|of\s+|von\s+|d['\u2019])\Z", re.IGNORECASE)
_GONE = re.compile(
    r"\s+(?:(?:is|was|est|était|ist|war|está|estaba)\s+"
    r"(?:absente?|ausente|away|dead|fort|gone|missing|morte?|muert[ao]|nicht|partie?|tot|weg)"
    r"|(?:does not|doesn['\u2019]t|never) (?:came|comes?|returns?)|kommt (?:nicht|nie)"
    r"|ne (?:re)?viendra|ne (?:re)?vient|no (?:viene|vuelve))\b",
    re.IGNORECASE,
)
"""What follows the name of somebody who is not seen: `Mara is dead`, `Mara ist tot`."""
_LEFT = r"(?:already|had|has|have) left|left (?:already|behind|early|long ago)"
_AWAY = re.compile(rf"\b(?:{_any_of(AWAY)}|{_LEFT})\b", re.IGNORECASE)
"""Words of notes on somebody who is not seen."""
_HIRAGANA = re.compile(r"[\u3041-\u309f]+")
_KANA = re.compile(r"[\u3041-\u30ff]")
_KANJI = r"[\u3400-\u9fff]"
_IN_KANJI = re.compile(rf"({_KANJI}{{2}}){_KANJI}{{1,2}}")
"""A whole name in kanji, and what is most often its last name."""
_HONORIFIC = "(?:さん|くん|ちゃん|さま|様|君|先生|氏)"
_BODY_IN_KANJI = "[手顔目口髪肩背腕指足頭声脸眼头发]"


def may_be_away(note: str) -> bool:
    """Whether a note may say of somebody that they are not seen."""
    return _AWAY.search(note) is not None


def how_named(name: str, text: str, *, is_last: bool = False) -> How:
    """How surely a text names somebody.

    Args:
        name: The name.
        text: The text.
        is_last: Whether it is only the last word of a name, which other things are called by, too.

    Returns:
        The most certain of what its occurrences say.
    """
    if _is_unspaced(name):
        is_japanese = _KANA.search(text) is not None
        pattern = _unspaced_pattern(name, is_japanese=is_japanese, is_last=is_last)
        return "surely" if pattern.search(text) else "nobody"
    words = LETTERS.findall(name)
    is_one_word = len(words) == 1
    best: How = "nobody"
    for found in _pattern(name).finditer(text):
        if not _may_be_seen(found, text):
            continue
        if not is_one_word:
            return "surely"
        how = _how_one_word(found, text, is_last=is_last)
        if how == "surely":
            return how
        if how == "perhaps":
            best = how
    return best


def _may_be_seen(found: re.Match[str], text: str) -> bool:
    """Whether it is written as a name, and nothing around it says that its bearer is elsewhere."""
    if found.group().islower():
        return False
    before = text[max(found.start() - _BEFORE, 0) : found.start()]
    if _NOT_HERE.search(before) and not _BODY_OF.search(before):
        return False
    return _GONE.match(text, found.end()) is None


def _how_one_word(found: re.Match[str], text: str, *, is_last: bool) -> How:
    """How surely a name of one word is one, where it is in a text."""
    before = text[max(found.start() - _BEFORE, 0) : found.start()]
    word = LETTERS.findall(found.group())[0].casefold()
    is_word = word in ALSO_WORDS
    if word in MONTHS or _DETERMINED.search(before):
        return "nobody"
    if _is_part(found, text, before, is_common=is_last or is_word, is_last=is_last):
        return "nobody"
    previous = _WORD_BEFORE.search(before)
    has_title = previous is not None and previous[1].casefold() in _ALL_TITLES
    is_start = _START.search(before) is not None
    if has_title or _has_body(found, before) or not (is_start or _has_only_capitals(text)):
        return "surely"
    is_doubtful = is_word or (is_last and not _is_acting(found, text))
    if is_doubtful and not _is_joined_to_another(found, text):
        return "nobody"
    return "perhaps"


def _is_part(
    found: re.Match[str], text: str, before: str, *, is_common: bool, is_last: bool
) -> bool:
    """Whether the words beside a name make something longer of it: `Mont Blanc`, `Rose Cottage`."""
    if previous := _WORD_BEFORE.search(before):
        is_first = _START.search(before[: previous.start()]) is not None
        has_title = previous[1].casefold() in _ALL_TITLES
        if previous[1][0].isupper() and not has_title and (is_common or not is_first):
            return True
    return not _has_body(found, before) and _goes_on(found, text, is_last=is_last)


def _has_body(found: re.Match[str], before: str) -> bool:
    """Whether what is meant is a hand or the like, which is not seen without its owner."""
    return bool(found["owner"] or _BODY_OF.search(before))


def _goes_on(found: re.Match[str], text: str, *, is_last: bool) -> bool:
    """Whether the word after a name makes a longer one of it: `Rose Cottage`, not `Rose Waits`."""
    after = _WORD_AFTER.match(text, found.end())
    if after is None or not after[1][0].isupper():
        return False
    if is_last:
        return True
    return not (text.isupper() or after[1].casefold().endswith("s"))


def _is_acting(found: re.Match[str], text: str) -> bool:
    """Whether a last name goes on as a sentence about somebody: not `Moss on the rails`."""
    after = _WORD_AFTER.match(text, found.end())
    if after is None:
        return text.startswith(",", found.end())
    return after[1] == "is" or after[1].casefold() not in AFTER_THINGS


def _is_joined_to_another(found: re.Match[str], text: str) -> bool:
    other = _WITH_ANOTHER.match(text, found.end())
    return other is not None and other[1][0].isupper() and not _has_only_capitals(text)


def _has_only_capitals(text: str) -> bool:
    """Whether all long words of a text have capital letters, as in many titles."""
    long = [word for word in LETTERS.findall(text) if len(word) >= _LONG]
    return len(long) > 1 and not any(word[0].islower() for word in long)


def _is_unspaced(name: str) -> bool:
    words = word_run(name).split()
    if len(words) < 2:
        return False
    return all(len(word) == 1 and not word.isascii() for word in words)


@lru_cache(4_096)
def _unspaced_pattern(name: str, *, is_japanese: bool, is_last: bool) -> re.Pattern[str]:
    """Finds a name in a script without spaces, where what follows says whose something is.

    A last name counts before `さん` and the like alone.
    """
    written = re.escape(name)
    not_owner = rf"(?!(?:の|的)(?!{_BODY_IN_KANJI}(?:[^\u3400-\u9fff]|\Z))|から)"
    if is_last:
        return re.compile(rf"(?<!{_KANJI}){written}{_HONORIFIC}{not_owner}")
    if _HIRAGANA.fullmatch(name):
        return re.compile(rf"{written}{_HONORIFIC}{not_owner}")
    if not is_japanese:
        return re.compile(written + not_owner)
    return re.compile(rf"(?<!{_KANJI}){written}(?:{_HONORIFIC}|(?!{_KANJI})){not_owner}")


@lru_cache(4_096)
def _pattern(name: str) -> re.Pattern[str]:
    """Finds a name as a whole, and as an owner only of what is not seen without it."""
    as_written = re.findall(r"[^\W_]+", name)
    forms: dict[str, None] = {}
    for words in (word_run(name).split(), as_written):
        forms[r"[\W_]+".join(map(re.escape, words))] = None
    written = "|".join(forms)
    begin = r"(?<![\w-])(?<!\w['\u2019])"
    owner = rf"(?P<owner>['\u2019]?s?(?=\s+(?:\w+\s+)?{_BODY}\b))?"
    end = r"(?![\w-])(?!['\u2019]s\b)"
    return re.compile(rf"{begin}(?:{written}){owner}{end}", re.IGNORECASE)


def without_article(name: str) -> str:
    """What things are called, without `The`.

    >>> without_article("The beach"), without_article("L'hôtel"), without_article("The")
    ('beach', 'hôtel', 'The')
    """
    return _ARTICLE.sub("", name, count=1)


def parts_of_name(name: str) -> tuple[str, str]:
    """The first and the last name in a person's name; empty texts where it has none.

    >>> parts_of_name("Captain Mia Sand"), parts_of_name("Onkel Theo")
    (('Mia', 'Sand'), ('Theo', ''))
    >>> parts_of_name("Dr. Sorel"), parts_of_name("Young Mia Sand")
    (('', 'Sorel'), ('Mia', 'Sand'))
    >>> parts_of_name("Her brother"), parts_of_name("Wren"), parts_of_name("The ticket man")
    (('', ''), ('', ''), ('', ''))
    >>> parts_of_name("田中健一"), how_named("田中", "田中さんの手", is_last=True)
    (('', '田中'), 'surely')
    >>> how_named("田中", "田中さんの車", is_last=True), how_named("田中", "田中の手", is_last=True)
    ('nobody', 'nobody')
    """
    in_kanji = _IN_KANJI.fullmatch(name)
    if in_kanji:
        return "", in_kanji[1]
    words = name.split()
    if len(words) < 2 or words[0].casefold() in DETERMINERS.split():
        return "", ""
    if not (words[0][0].isupper() and words[-1][0].isupper()):
        return "", ""
    is_familiar = words[0].casefold() in FAMILIAR
    while words and words[0].strip(".").casefold() in _ALL_TITLES:
        words.pop(0)
    if not words:
        return "", ""
    first, last = words[0], words[-1]
    if len(words) == 1:
        return (first, "") if is_familiar else ("", last)
    letters = last.replace("-", "").replace("'", "")
    if len(last) < _LEAST_LAST or not letters.isalpha():
        last = ""
    return first, last
