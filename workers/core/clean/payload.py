"""Payload to text: the bytes of an article by byte order mark, UTF-8, the claimed charset, cp1252 or detection."""

import base64
import binascii
import codecs
import re

import charset_normalizer
from ftfy.badness import is_bad

from schemas.article import RawArticle
from workers.core.clean.limits import MAX_BYTES, RefusedError
from workers.core.outcome import RejectReason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MIME = re.compile(r"""charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_WEB = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
"""What a page means by a charset's name (WHATWG Encoding Standard), by Python's canonical names."""
_WESTERN = frozenset(
    [*map(chr, range(128)), *"àáâäãåæçèéêëìíîïñòóôöõøœùúûüßÀÁÂÄÅÆÇÈÉÊÑÓÔÖØÜ“”„‘’‚«»–—…•·€£§°©®™¡¿\xa0"]
)
"""What Western European text is written with: detection takes short texts of it for Baltic or Central European ones."""
_WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "iso2022_jp", "iso2022_kr", "hz")
"""Charsets whose bytes may pass for ASCII or UTF-8: their claim is tried first."""
_META_BYTES = 4096
_SAMPLE_BYTES = 64 * 1024
_JUDGED = 20_000
"""Characters that are judged for mojibake."""
_BINARY = 0.01
"""Share of control characters from which a payload is no text."""
_BROKEN = 0.1
"""Share of broken sequences among all multi-byte ones up to which bytes are damaged UTF-8."""
_SPARSE = 0.1
"""Share of bytes from 0x80 among the letters below which they are too few to tell a charset by: detection guesses."""
_FEW = 8
"""Bytes from 0x80 that are too few in any text that is half ASCII or more."""
_FOREIGN = 0.5
"""The same share from which a text isn't in Latin script, whatever a server's default charset claims."""
_LOST = 0.05
"""Share of U+FFFD among the characters up to which a text is readable."""
_IN_WORD = re.compile(r"[a-z][¹³¿±¶¼¾][a-z]")
"""What Central European letters look like in cp1252."""
_MARKUP = re.compile(rb"<[^<>]{0,2000}>")
_ASCII = bytes(range(128))
_NO_LETTERS = bytes(b for b in _ASCII if not chr(b).isalpha())


def decode(article: RawArticle) -> str:
    """The text of `article`'s payload without byte order mark: what `removed` and `offset_map` point into (for a
    JSON payload its content string does, see `workers.core.clean.wordpress`).

    Raises RefusedError: EMPTY, TOO_LARGE, UNDECODABLE.
    """
    if article.body is not None:
        try:
            size = len(article.body.encode())
        except UnicodeEncodeError as error:
            raise RefusedError(RejectReason.UNDECODABLE, f"body: {error}") from error
        if size > MAX_BYTES:
            raise RefusedError(RejectReason.TOO_LARGE, f"body of {size} bytes, at most {MAX_BYTES}")
        text = article.body.removeprefix("\ufeff")
    else:
        text = _from_bytes(_payload(article), article)
        if text.count("\ufffd") > _LOST * len(text):
            raise RefusedError(RejectReason.UNDECODABLE, "too many bytes are no character of the payload's charset")
    if not text.strip():
        raise RefusedError(RejectReason.EMPTY, "the payload is blank")
    if len(_CONTROL.findall(text)) > _BINARY * len(text):
        raise RefusedError(RejectReason.UNDECODABLE, "the payload is no text: control characters throughout")
    return text


def _payload(article: RawArticle) -> bytes:
    encoded = article.body_base64 or ""
    if len(encoded) * 3 // 4 > MAX_BYTES + 3:
        raise RefusedError(RejectReason.TOO_LARGE, f"payload of more than {MAX_BYTES} bytes")
    try:
        payload = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError(RejectReason.UNDECODABLE, f"body_base64: {error}") from error
    if len(payload) > MAX_BYTES:
        raise RefusedError(RejectReason.TOO_LARGE, f"payload of {len(payload)} bytes, at most {MAX_BYTES}")
    return payload


def _from_bytes(payload: bytes, article: RawArticle) -> str:
    for mark, charset in _MARKS:
        if payload.startswith(mark):
            return payload.decode(charset, "replace").removeprefix("\ufeff")
    claims = [c for c in _claims(payload, article) if c]
    for charset in claims:
        if charset in _WIDE and (text := _strictly(payload, charset)) is not None:
            return text
    if (text := _strictly(payload, "utf-8")) is not None:
        return text
    high, share = _high(payload)
    for charset in claims:
        if charset == "utf-8" or (charset == "cp1252" and share >= _FOREIGN):
            continue
        if (text := _strictly(payload, charset)) is not None and not is_bad(text[:_JUDGED]):
            return text
    if _nearly_utf8(payload):
        return payload.decode("utf-8", "replace")
    western = payload.decode("cp1252", "replace")
    sparse = share < _SPARSE or (high < _FEW and share < _FOREIGN)
    if not set(western) - _WESTERN or (sparse and len(_IN_WORD.findall(western)) < 2):
        return western
    detected = charset_normalizer.from_bytes(payload[:_SAMPLE_BYTES]).best()
    guess = _canonical(detected.encoding) if detected else None
    if guess and (text := _strictly(payload, guess)) is not None:
        return text
    raise RefusedError(RejectReason.UNDECODABLE, f"neither UTF-8 nor a charset that was claimed ({claims}) or detected")


def _claims(payload: bytes, article: RawArticle) -> list[str | None]:
    mime = _MIME.search(article.mimetype or "")
    meta = _META.search(payload[:_META_BYTES])
    names = (article.charset, mime and mime[1], meta and meta[1].decode("ascii"))
    return [_canonical(name) for name in names if name]


def _canonical(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    return _WEB.get(found, found)


def _strictly(payload: bytes, charset: str) -> str | None:
    try:
        text = payload.decode(charset)
    except (UnicodeError, LookupError):
        return None
    return text if isinstance(text, str) and len(_CONTROL.findall(text[:_JUDGED])) <= _BINARY * len(text) else None


def _nearly_utf8(payload: bytes) -> bool:
    text = payload.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return broken <= _BROKEN * (whole + broken) or (broken <= 2 and len(text) > 2_000)


def _high(payload: bytes) -> tuple[int, float]:
    """The number of bytes from 0x80 outside of tags, and their share among the letters there (0.0 to 1.0)."""
    text = _MARKUP.sub(b" ", payload)
    high = len(text.translate(None, _ASCII))
    return high, high / max(1, len(text.translate(None, _NO_LETTERS)))
