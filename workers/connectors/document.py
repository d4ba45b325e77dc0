"""A single text or HTML file: a bare payload, as its bytes stand. What is binary is refused."""

import re
from collections.abc import Iterator

from workers.connectors.format import Clock, Format
from workers.connectors.items import Item, Refusal, Refused, wrapped
from workers.connectors.source import Source, TooLargeError

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"BZh", "bzip2 data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
)
UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # UTF-16 and UTF-32: text may hold NUL bytes

_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?><!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_NOT_TEXT = bytes(b for b in range(32) if b not in b"\t\n\f\r\x1b")


def binary(head: bytes) -> str | None:
    """What kind of binary data begins with `head`; none where it may be text of some charset."""
    known = next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
    if known is not None or head.startswith(UNICODE_MARKS):
        return known
    if b"\x00" in head:
        return "binary data (NUL bytes)"
    control = len(head) - len(head.translate(None, _NOT_TEXT))
    return "binary data" if control > len(head) // 10 else None


def read(source: Source, now: Clock) -> Iterator[Item]:
    """One article: the whole source."""
    kind = binary(source.head())
    if kind is not None:
        yield Refused(source.label, Refusal.BINARY, f"{kind}, where text belongs")
        return
    try:
        payload = source.read(source.limits.record)
    except TooLargeError as error:
        yield Refused(source.label, Refusal.TOO_LARGE, str(error))
        return
    if not payload.strip():
        yield Refused(source.label, Refusal.EMPTY, "nothing in it")
        return
    html = source.suffix in HTML_SUFFIXES or _HTML.match(payload[:4096])
    yield wrapped(source.label, payload, now(), via=source.name, mimetype="text/html" if html else "text/plain")


FORMAT = Format("document", HTML_SUFFIXES | {".txt", ".text", ".md"}, lambda head: True, read)
