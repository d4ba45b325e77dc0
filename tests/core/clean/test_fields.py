"""The fields of a clean article that need no file of their own: dateline, byline, fingerprint."""

from datetime import datetime

import pytest

from schemas.codec import encode
from tests.core.clean.articles import CLEAN, MORE, PROSE, raw
from workers.core.clean.byline import byline
from workers.core.clean.dateline import Dateline, dateline
from workers.core.clean.fingerprint import fingerprint


@pytest.mark.parametrize(
    ("text", "flat", "found"),
    [
        ("MOSCOW (AP) — Russia on Monday", False, ("MOSCOW", "AP", None)),
        ("LONDON, Oct 18 (Reuters) - Britain", False, ("LONDON", "Reuters", "Oct 18")),
        ("KYIV, Ukraine (AP) — The", False, ("KYIV, Ukraine", "AP", None)),
        ("SÃO PAULO — The", False, ("SÃO PAULO", None, None)),
        ("Paris (AFP) – The", False, ("Paris", "AFP", None)),
        ("OSLO, Norway, March 4, 2026 /PRNewswire/ -- A", False, ("OSLO, Norway", "PRNewswire", "March 4, 2026")),
        ("MOSCOW Russia plans to", True, ("MOSCOW", None, None)),
        ("BAMAKO, Mali Mali has shut", True, ("BAMAKO, Mali", None, None)),
        ("MOSCOW Russia plans to", False, None),
        ("NATO Secretary-General Kim Lee", True, None),
        ("The talks — held on Monday", False, None),
        ("A-B - c", False, None),
    ],
)
def test_dateline(text: str, flat: bool, found: tuple[str, str | None, str | None] | None) -> None:
    line = dateline(text, flat)
    assert (line and (line.place, line.agency, line.day)) == found
    assert line is None or isinstance(line, Dateline)


@pytest.mark.parametrize(
    ("line", "authors", "house"),
    [
        ("By Ana Torres", ("Ana Torres",), None),
        ("BY ANA TORRES AND J.B. ROE", ("Ana Torres", "J.B. Roe"), None),
        ("By Ana Torres, Associated Press", ("Ana Torres",), "AP"),
        ("By Ana de la Torre and Kim Lee, Ledger News", ("Ana de la Torre", "Kim Lee"), "Ledger News"),
        ("By Ana Torres | Reuters", ("Ana Torres",), "Reuters"),
        ("By Ana Torres, Staff Writer", ("Ana Torres",), None),
        ("By The Associated Press", (), "AP"),
        ("By the time the sun rose over the harbour, all was quiet", None, None),
    ],
)
def test_byline(line: str, authors: tuple[str, ...] | None, house: str | None) -> None:
    said = byline(line)
    assert (said and said.authors) == authors
    assert (said and said.outlet and said.outlet[0]) == house


def test_fingerprints_agree_as_far_as_the_texts_do() -> None:
    words = " ".join(f"word{n}" for n in range(300))
    near, far = words.replace("word150", "other"), " ".join(f"thing{n}" for n in range(300))
    own = fingerprint(words)
    agree = lambda other: sum(a == b for a, b in zip(own, fingerprint(other), strict=True)) / len(own)  # noqa: E731
    assert len(own) == 64
    assert agree(words.upper()) == 1
    assert agree(near) > 0.8
    assert agree(far) == 0


def test_the_fingerprint_is_the_same_in_every_process() -> None:
    assert fingerprint("one two three four five six")[:3] == ("c28aafb7", "cd34e441", "db56999d")


def test_the_same_article_gives_the_same_bytes() -> None:
    article = raw(f"OSLO (AP) — {PROSE}\n\n{MORE}", collected=datetime.fromisoformat("2026-04-01T00:00:00Z"))
    assert len({encode(CLEAN(article).outputs[0].record) for _ in range(3)}) == 1  # type: ignore[union-attr]
