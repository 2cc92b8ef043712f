"""What an address leads to, as far as the end of its path says so: a film clip, sound, a document, and no picture."""

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
_KIND_OF = {f".{suffix}": kind for kind, suffixes in _KINDS.items() for suffix in suffixes.split()}


def other_than_picture(address: str) -> str | None:
    """What lies at an address, in words, where its path ends as that of no picture does; else None.

    What comes after the path (`?signature=…`, `#t=3`) says nothing of what lies there, and the name of a file says
    nothing either: files are known by their first bytes.
    """
    if "://" not in address and not address.startswith("/api/"):
        return None
    path = address.partition("#")[0].partition("?")[0]
    if "://" in path:
        path = path.partition("://")[2].partition("/")[2]
    return _KIND_OF.get(splitext(path)[1].lower())
