"""The fields of a clean article: apostrophes, dateline, byline, dates, origin, genre, language, fingerprint."""

from datetime import datetime

import pytest

from schemas.codec import encode
from tests.core.clean.articles import CLEAN, MORE, PROSE, cleaned, raw
from workers.core.clean.apostrophes import restore
from workers.core.clean.byline import byline
from workers.core.clean.dateline import Dateline, dateline
from workers.core.clean.dates import read
from workers.core.clean.fingerprint import fingerprint


@pytest.mark.parametrize(
    ("lost", "whole"),
    [
        ("NATOs response was muted", "NATO’s response was muted"),
        ("Russias entire mission", "Russia’s entire mission"),
        ("Ivory Coasts government", "Ivory Coast’s government"),
        ("they dont exist and didnt then", "they don’t exist and didn’t then"),
        ("the alliances secretary general", "the alliance’s secretary general"),
        ("the countrys leaders", "the country’s leaders"),
        ("its members were there", "its members were there"),
        ("the NGOs say, the MPs voted", "the NGOs say, the MPs voted"),
        ("the alliances of old", "the alliances of old"),
        ("as is his wont", "as is his wont"),
        ("the two Koreas talk, both Congos too", "the two Koreas talk, both Congos too"),
        ("on Wednesdays we meet", "on Wednesdays we meet"),
        ("Americans love it and companies pay", "Americans love it and companies pay"),
        ("it isn't NATOs way", "it isn't NATOs way"),
    ],
)
def test_only_certain_apostrophes_come_back(lost: str, whole: str) -> None:
    at = restore(lost)
    assert "".join(("’" if n in at else "") + c for n, c in enumerate(lost)) == whole


def test_a_restored_apostrophe_is_an_insert() -> None:
    record = cleaned(f"NATOs response dont matter, they said.\n\n{PROSE}")
    marks = [s for s in record.offset_map if s.kind == "insert" and record.body_text[s.start : s.end] == "’"]
    assert [(s.start, s.source_start, s.source_end) for s in marks] == [(4, 4, 4), (19, 18, 18)]


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


@pytest.mark.parametrize(
    ("said", "utc"),
    [
        ("2021-10-18T12:25:55-04:00", "2021-10-18T16:25:55+00:00"),
        ("2021-10-18T16:25:55Z", "2021-10-18T16:25:55+00:00"),
        ("2021-10-18 16:25:55", "2021-10-18T16:25:55+00:00"),
        ("Mon, 18 Oct 2021 12:25:55 -0400", "2021-10-18T16:25:55+00:00"),
        ("October 18, 2021, 3:14 PM EDT", "2021-10-18T19:14:00+00:00"),
        ("06 March 2026, 06:30 EET", "2026-03-06T04:30:00+00:00"),
        ("Wed, 4 March 2026 at 8:12 am GMT", "2026-03-04T08:12:00+00:00"),
        ("AP/kl 031442 GMT MAR 26", "2026-03-03T14:42:00+00:00"),
        ("1634574355", "2021-10-18T16:25:55+00:00"),
        ("March 3rd, 2026", "2026-03-03T00:00:00+00:00"),
        ("Monday", None),
        ("March 3", None),
        ("0000-00-00 00:00:00", None),
        ("2026-99-99", None),
        ("", None),
    ],
)
def test_times_as_they_are_written(said: str, utc: str | None) -> None:
    found = read(said)
    assert (found and found.isoformat()) == utc


@pytest.mark.parametrize(
    ("fields", "body", "basis", "reliable"),
    [
        ({"published_claimed": "2026-03-03T10:00:00Z"}, PROSE, "claimed", False),
        ({}, f"3 min read\nMarch 3, 2026, 10:00 GMT\n\n{PROSE}", "dateline", True),
        ({}, f"OSLO, March 3, 2026 (AP) — {PROSE}", "dateline", True),
        ({}, f"OSLO, March 3 (AP) — {PROSE}", None, False),
        ({}, f"{PROSE}\n\n{MORE}\n\n- Old [Last Updated On: May 3rd, 2014]", None, False),
        ({}, f"3 min read\nMarch 3, 2062, 10:00 GMT\n\n{PROSE}", "dateline", False),
    ],
)
def test_date_basis(fields: dict[str, str], body: str, basis: str | None, reliable: bool) -> None:
    record = cleaned(body, **fields)
    assert (record.date_basis, record.date_reliable) == (basis, reliable)
    assert (record.firstcreated is None) == (basis is None)


@pytest.mark.parametrize(
    ("body", "fields", "publisher", "agency"),
    [
        (f"OSLO (AP) — {PROSE}", {"source": "Ledger"}, "Ledger", "AP"),
        (f"OSLO (AP) — {PROSE}", {"url": "https://www.ledger.example/a"}, "www.ledger.example", "AP"),
        (f"OSLO (AP) — {PROSE}", {"source": "Associated Press"}, "Associated Press", None),
        (f"OSLO (XYZ) — {PROSE}", {}, None, "XYZ"),
        (f"{PROSE}\n\nCopyright 2021 The Associated Press.", {}, None, "AP"),
        (f"{PROSE}\n\n{MORE}\n\nThis story originally appeared on Ledger News.", {}, None, "Ledger News"),
        (f"{PROSE} (Reuters)", {}, None, "Reuters"),
        (PROSE, {}, None, None),
    ],
)
def test_origin(body: str, fields: dict[str, str], publisher: str | None, agency: str | None) -> None:
    origin = cleaned(body, **fields).origin
    assert (origin.publisher, origin.agency) == (publisher, agency)
    assert (origin.evidence is not None) == bool(publisher or agency)


@pytest.mark.parametrize(
    ("title", "body", "genre"),
    [
        ("Opinion: The town deserves better", PROSE, "opinion"),
        ("Live updates: the vote in the town", PROSE, "live"),
        ("10 things to do in the town", PROSE, "list"),
        ("Kim Lee, who drew the town, dies at 91", PROSE, "obituary"),
        ("Acme opens plant", f"FOR IMMEDIATE RELEASE\n\n{PROSE}", "release"),
        ("Town votes", f"{PROSE}\n\nSubscribe to continue reading.", "stub"),
        ("Town votes", f"{PROSE}\n\n{MORE}", "news"),
    ],
)
def test_genre(title: str, body: str, genre: str) -> None:
    assert cleaned(body, title_claimed=title).genre == genre


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{PROSE} {MORE}", "en"),
        (
            "El ministro dijo el martes que las conversaciones seguirían hasta el otoño, y nadie en la sala protestó.",
            "es",
        ),
        (
            "Der Minister sagte am Dienstag, die Gespräche würden bis in den Herbst dauern, und niemand widersprach.",
            "de",
        ),
        ("Yes.", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert cleaned(text).language == language


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
