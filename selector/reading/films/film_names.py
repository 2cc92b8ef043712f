"""The tags and the names of a film's pictures; a word of a scene in, the tag that it means out.

A name is compared as the names of speakers are: in upper or lower case, with spaces or hyphens.

>>> wren = Asset(manifest_tag="WREN", asset_type="character", individual="Wren Calloway")
>>> names = FilmNames([wren], {})
>>> names.tags_of("[WREN]"), names.tags_of("Wren Calloway"), names.tags_of("Rex")
(('WREN',), ('WREN',), ())
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from selector.among_threads import cached_property
from selector.engine.manifest_values import clean_tag
from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.vocabulary import fold


class FilmNames:
    """What a scene may call the people, places and things of a film.

    `own_tags` holds the tags that people wrote beside `pictures`, by the name above them.
    """

    def __init__(self, assets: Iterable[Asset], own_tags: Mapping[str, str]) -> None:
        self._assets = assets
        self._own_tags = own_tags

    def tags_of(self, word: str) -> tuple[str, ...]:
        """The tags that a word may mean, in the order of the film; none if it is unknown.

        A tag means itself. A name means the tag written beside its `pictures`, else the tags of all
        pictures with that name.
        """
        tag = clean_tag(word)
        if tag in self._tags:
            return (tag,)
        return tuple(self._tags_by_name.get(fold(tag), ()))

    def tags_beside(self, tag: str) -> frozenset[str]:
        """The tag, and every other one of the same person, place or thing."""
        found = self._beside.get(tag)
        if found is None:
            return frozenset((tag,))
        return found

    @cached_property
    def _beside(self) -> dict[str, frozenset[str]]:
        """What `tags_beside` gives for each tag of the film: few scenes ask for it."""
        assets = tuple(self._assets)
        pool = AssetPool(assets)
        of_one: dict[int, set[str]] = {}
        for individual, asset in zip(pool.individuals, assets, strict=True):
            tags_of_one = of_one.setdefault(individual, set())
            tags_of_one.add(asset.manifest_tag)
        groups: dict[str, list[frozenset[str]]] = {}
        for tags in map(frozenset, of_one.values()):
            for tag in tags:
                with_tag = groups.setdefault(tag, [])
                with_tag.append(tags)
        found: dict[str, frozenset[str]] = {}
        for tag, (tags, *others) in groups.items():
            found[tag] = tags
            if others:
                found[tag] = tags.union(*others)
        return found

    @cached_property
    def _tags(self) -> frozenset[str]:
        return frozenset(asset.manifest_tag for asset in self._assets)

    @cached_property
    def _tags_by_name(self) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for asset in self._assets:
            tag = asset.manifest_tag
            above = fold(asset.individual or "")
            name = fold(asset.name or "")
            if name and name != above:
                its_tags = found.setdefault(name, {})
                its_tags[tag] = None
            if asset.individual and above:
                own_tag = self._own_tags.get(asset.individual, tag)
                its_tags = found.setdefault(above, {})
                its_tags[own_tag] = None
        return found


def known_parts(text: str, is_known: Callable[[str], object]) -> tuple[str, ...]:
    """The tags and names that a text is made of, if it is nothing but several of them.

    >>> known_parts("Mara Inspector Quill", {"Mara", "Quill", "Inspector Quill"}.__contains__)
    ('Mara', 'Inspector Quill')
    >>> known_parts("Mara and Quill", {"Mara", "Quill"}.__contains__)
    ()
    """
    words = text.split()
    if len(words) > _MOST_WORDS:
        return ()
    parts: list[str] = []
    while words:
        for length in range(len(words), 0, -1):
            part = " ".join(words[:length])
            if is_known(part):
                break
        else:
            return ()
        parts.append(part)
        words = words[length:]
    if len(parts) < 2:
        return ()
    return tuple(parts)


def name_within(text: str, is_known: Callable[[str], object]) -> str | None:
    """The longest tag or name that stands in a text of several words; None if there is none.

    >>> name_within("young Inspector Quill's coat", {"Quill", "Inspector Quill"}.__contains__)
    'Inspector Quill'
    """
    words = [_bare(word) for word in text.split()]
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            end = start + length
            part = " ".join(words[start:end])
            if part and is_known(part):
                return part
    return None


def _bare(word: str) -> str:
    """A word without punctuation around it, and without the ending of whom something belongs to."""
    bare = word.strip("()[]{}\"'.,:;!?-")
    return bare.removesuffix("'s").removesuffix("\N{RIGHT SINGLE QUOTATION MARK}s")


_MOST_WORDS = 30
"""Words of a text that may be several names. A longer one is something else, and slow to try."""
