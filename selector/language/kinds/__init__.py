"""The kinds of conditions: one file for each. A new kind is a new file here.

one_of_words    one of some words of the language
some_of_words   several words of the language at once
any_of_texts    any of some texts, with `*` for any characters
any_of_names    any of some names, tags or ids, with `*` for any characters
in_text         words in a text, or whether there is a text
number_range    a range of numbers
yes_or_no       true or false
any_of_folded   any of some names, folded, without patterns
in_texts        any of some texts, whose words are in texts of the scene
count_of        how many people, places and things meet conditions
stretch         some scenes, or those from one to another
conditions_within  conditions in braces, or a list of such
any_or_nothing  what kinds share: that any of what is wanted will do, and why nothing meets it

A kind says what values a condition takes, what meets them, and which of two wants more. It is a
value that does not know where its condition looks: that is for `condition.ConditionWord` to say.
What a condition wants is compiled once (`compiled`), and only the kind that compiled it looks
inside. `Kind` is any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from selector.language.kinds.any_of_folded import AnyOfFolded
    from selector.language.kinds.any_of_names import AnyOfNames
    from selector.language.kinds.any_of_texts import AnyOfTexts
    from selector.language.kinds.conditions_within import AnyGroup, NoneOf
    from selector.language.kinds.count_of import CountOf
    from selector.language.kinds.in_text import InText
    from selector.language.kinds.in_texts import InTexts
    from selector.language.kinds.number_range import NumberRange
    from selector.language.kinds.one_of_words import OneOfWords
    from selector.language.kinds.some_of_words import SomeOfWords
    from selector.language.kinds.stretch import Stretch
    from selector.language.kinds.yes_or_no import YesOrNo

    # Conditions import the file of their own kind, so that nobody loads a kind without conditions.
    OnWords: TypeAlias = OneOfWords | SomeOfWords | AnyOfTexts | AnyOfNames
    FlatKind: TypeAlias = OnWords | InText | NumberRange | YesOrNo
    SceneKind: TypeAlias = AnyOfFolded | InTexts | CountOf | Stretch
    Kind: TypeAlias = FlatKind | NoneOf | AnyGroup | SceneKind
