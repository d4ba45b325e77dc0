"""When an article was published and updated, by whose word, in which zone, and whether that can be."""

from datetime import UTC, datetime

import pytest

from tests.core.clean.articles import MORE, PROSE, cleaned
from workers.core.clean.dates import dates, read

COLLECTED = datetime(2026, 4, 1, tzinfo=UTC)
TAIL = "- Old fair opens [Last Updated On: May 3rd, 2014] [Originally Added On: May 3rd, 2014]"


@pytest.mark.parametrize(
    ("said", "utc", "zone"),
    [
        ("2021-10-18T12:25:55-04:00", "2021-10-18T16:25:55", "-04:00"),
        ("2021-10-18T16:25:55Z", "2021-10-18T16:25:55", "+00:00"),
        ("2021-10-18T21:55:55+05:30", "2021-10-18T16:25:55", "+05:30"),
        ("2021-10-18T16:25:55.000Z", "2021-10-18T16:25:55", "+00:00"),
        ("2021-10-18T16:25", "2021-10-18T16:25:00", None),
        ("2021-10-18 16:25:55", "2021-10-18T16:25:55", None),
        ("2021-10-18", "2021-10-18T00:00:00", None),
        ("20211018T162555Z", "2021-10-18T16:25:55", "+00:00"),
        ("Mon, 18 Oct 2021 12:25:55 -0400", "2021-10-18T16:25:55", "-04:00"),
        ("18 Oct 2021 16:25:55 GMT", "2021-10-18T16:25:55", "+00:00"),
        ("October 18, 2021, 3:14 PM EDT", "2021-10-18T19:14:00", "-04:00"),
        ("October 18, 2021 at 3:14 p.m. ET", "2021-10-18T15:14:00", None),
        ("Oct. 18, 2021 3 PM PDT", "2021-10-18T22:00:00", "-07:00"),
        ("18 October 2021 15.14 BST", "2021-10-18T14:14:00", "+01:00"),
        ("06 March 2026, 06:30 EET", "2026-03-06T04:30:00", "+02:00"),
        ("Wed, 4 March 2026 at 8:12 am GMT", "2026-03-04T08:12:00", "+00:00"),
        ("12:45 PM UTC, March 4, 2026", "2026-03-04T12:45:00", "+00:00"),
        ("AP/kl 031442 GMT MAR 26", "2026-03-03T14:42:00", "+00:00"),
        ("1634574355", "2021-10-18T16:25:55", "+00:00"),
        ("1634574355000", "2021-10-18T16:25:55", "+00:00"),
        ("March 3rd, 2026", "2026-03-03T00:00:00", None),
        ("3 Mar 2026", "2026-03-03T00:00:00", None),
        ("12.02.2026, 19:40 Uhr", "2026-02-12T19:40:00", None),
        ("12. Februar 2026", "2026-02-12T00:00:00", None),
        ("10 de febrero de 2026", "2026-02-10T00:00:00", None),
        ("le 18 août 2024 à 08:01", "2024-08-18T08:01:00", None),
        ("3 marzo 2026", "2026-03-03T00:00:00", None),
        ("2026年3月9日 10:15", "2026-03-09T10:15:00", None),
        ("2026년 3월 9일", "2026-03-09T00:00:00", None),
        ("09 مارس 2026", "2026-03-09T00:00:00", None),
        ("14 мая 2025", "2025-05-14T00:00:00", None),
        ("3/4/2026", None, None),
        ("Monday", None, None),
        ("March 3", None, None),
        ("yesterday", None, None),
        ("3 hours ago", None, None),
        ("0000-00-00 00:00:00", None, None),
        ("2026-99-99", None, None),
        ("Feb 31, 2026", None, None),
        ("1066-10-14", None, None),
        ("", None, None),
    ],
)
def test_times_as_they_are_written(said: str, utc: str | None, zone: str | None) -> None:
    found = read(said)
    assert (found and found.strftime("%Y-%m-%dT%H:%M:%S")) == utc
    assert dates([("meta", said)], [], COLLECTED).zone == zone


@pytest.mark.parametrize(
    ("published", "modified", "first", "version", "basis", "reliable"),
    [
        ([("jsonld", "2026-03-03T10:00:00Z")], [], "03-03 10", "03-03 10", "jsonld", True),
        ([("jsonld", "soon"), ("meta", "2026-03-03T10:00:00Z")], [], "03-03 10", "03-03 10", "meta", True),
        (
            [("jsonld", "2026-03-03T10:00:00Z"), ("meta", "2026-03-02T10:00:00Z")],
            [],
            "03-03 10",
            "03-03 10",
            "jsonld",
            True,
        ),
        (
            [("payload", "2026-03-03T10:00:00Z")],
            [("payload", "2026-03-03T12:00:00Z")],
            "03-03 10",
            "03-03 12",
            "payload",
            True,
        ),
        (
            [("payload", "2026-03-03T10:00:00Z")],
            [("payload", "2026-03-01T12:00:00Z")],
            "03-03 10",
            "03-03 10",
            "payload",
            True,
        ),
        ([("claimed", "2026-03-03T10:00:00Z")], [], "03-03 10", "03-03 10", "claimed", False),
        ([("meta", "2026-04-01T00:00:01Z")], [], "04-01 00", "04-01 00", "meta", False),
        ([], [("meta", "2026-03-03T10:00:00Z")], None, None, None, False),
        ([("meta", "no date")], [], None, None, None, False),
    ],
)
def test_the_first_that_is_a_date(
    published: list[tuple[str, str]],
    modified: list[tuple[str, str]],
    first: str | None,
    version: str | None,
    basis: str | None,
    reliable: bool,
) -> None:
    found = dates(published, modified, COLLECTED)  # type: ignore[arg-type]
    assert (found.firstcreated and f"{found.firstcreated:%m-%d %H}") == first
    assert (found.versioncreated and f"{found.versioncreated:%m-%d %H}") == version
    assert (found.basis, found.reliable) == (basis, reliable)


@pytest.mark.parametrize(
    ("fields", "body", "basis", "day"),
    [
        ({"published_claimed": "2026-03-03T10:00:00Z"}, PROSE, "claimed", "2026-03-03"),
        ({}, f"3 min read\nMarch 3, 2026, 10:00 GMT\n\n{PROSE}", "dateline", "2026-03-03"),
        ({}, f"Published: March 3, 2026\n\n{PROSE}\n\n{MORE}", "dateline", "2026-03-03"),
        ({}, f"By Ana Torres\nMarch 3, 2026\n\n{PROSE}\n\n{MORE}", "dateline", "2026-03-03"),
        ({}, f"OSLO, March 3, 2026 (AP) — {PROSE}", "dateline", "2026-03-03"),
        ({}, f"{PROSE}\n\n{MORE}\n\nAP/kl 031442 GMT MAR 26", "dateline", "2026-03-03"),
        (
            {"published_claimed": "2026-02-01T10:00:00Z"},
            f"OSLO, March 3, 2026 (AP) — {PROSE}",
            "dateline",
            "2026-03-03",
        ),
        ({}, f"OSLO, March 3 (AP) — {PROSE}", None, None),
        ({}, f"{PROSE} It was on Monday, and again on March 3, 2025, he said.\n\n{MORE}", None, None),
        ({}, f"{PROSE}\n\n{MORE}\n\n{TAIL}\n{TAIL}", None, None),
        ({}, f"{PROSE}\n\n{MORE}\n\nCopyright 2021 The Ledger. All rights reserved.", None, None),
        ({}, f"{PROSE}\n\n{MORE}\n\nRead more: The fair of May 3, 2014", None, None),
        ({}, PROSE, None, None),
    ],
)
def test_what_dates_an_article(fields: dict[str, str], body: str, basis: str | None, day: str | None) -> None:
    record = cleaned(body, **fields)
    assert record.date_basis == basis
    assert (record.firstcreated and f"{record.firstcreated:%Y-%m-%d}") == day


def test_the_clock_dates_nothing() -> None:
    """Whenever it was collected: an article without a date stays undated, and the same in all but `collected`."""
    body = f"The talks began on Monday.\n\n{PROSE}\n\n{MORE}"
    one, other = (cleaned(body, collected=datetime(year, 4, 1, tzinfo=UTC)) for year in (2021, 2026))
    assert one.firstcreated is one.versioncreated is one.date_basis is None
    assert one.collected != other.collected
    assert {f: getattr(one, f) for f in one.__slots__ if f != "collected"} == {
        f: getattr(other, f) for f in other.__slots__ if f != "collected"
    }
