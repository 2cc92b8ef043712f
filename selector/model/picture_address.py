"""An address in; what is there out, if the end of its path shows that it is not a picture."""

from __future__ import annotations

from posixpath import splitext

_KINDS = {
    "a film clip": "mp4 m4v mov webm mkv avi mpg mpeg wmv flv mxf",
    "sound": "wav mp3 m4a aac flac ogg opus aif aiff",
    "a PDF": "pdf",
    "a document": "doc docx odt ppt pptx odp xls xlsx ods rtf",
    "text": "txt md csv tsv json jsonl yaml yml xml srt vtt fdx fountain",
    "a web page": "html htm",
    "a drawing in SVG": "svg",
    "an archive": "zip gz tar tgz 7z rar",
}
_KIND_OF: dict[str, str] = {}
for _kind, _suffixes in _KINDS.items():
    _KIND_OF.update(dict.fromkeys(_suffixes.split(), _kind))


def other_than_picture(address: str) -> str | None:
    """What is at an address, in words, if its path ends as no picture's does; else None.

    What follows the path (`?signature=…`, `#t=3`) does not count. Names of files do not count
    either: files are known by their first bytes.
    """
    if "://" not in address and not address.startswith("/api/"):
        return None
    path = address.partition("#")[0].partition("?")[0]
    if "://" in path:
        after_scheme = path.partition("://")[2]
        path = after_scheme.partition("/")[2]
    suffix = splitext(path)[1].lower()
    return _KIND_OF.get(suffix.removeprefix("."))
