"""The three real articles beside the project; their copy is known here by offsets only."""

from pathlib import Path

import pytest

from schemas import codec
from schemas.article import CleanArticle, RawArticle
from tests.core.clean.articles import CLEAN, COLLECTED, check_account, check_whole
from tests.core.clean.shingles import f1, precision_recall
from workers.core.clean.step import source

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real articles are not beside the project")

AP, NYT, EXAMINER = "ap-on-wordpress.json", "nyt-on-aggregator.txt", "washington-examiner-on-yahoo.txt"
COPY = {AP: (4, 3334), NYT: (0, 4660), EXAMINER: (299, 3585)}
"""Where the copy stands in the decoded source; for the post in its content string, tags and all."""


def _cleaned(name: str) -> tuple[RawArticle, CleanArticle]:
    article = codec.wrap((SAMPLES / name).read_bytes(), COLLECTED)
    return article, CLEAN(article).outputs[0].record  # type: ignore[union-attr]


@pytest.mark.parametrize("name", COPY)
def test_the_body_is_the_copy(name: str) -> None:
    article, record = _cleaned(name)
    text = source(article).text[slice(*COPY[name])].replace("<p>", "").replace("</p>", "")
    bare = [t.replace("’", "").replace("'", "") for t in (record.body_text, text)]
    assert f1(*precision_recall(*bare)) >= 0.99
    assert "".join(bare[0].split()) == "".join(bare[1].split())
    check_account(article, record)
    if name != AP:
        check_whole(article, record)


@pytest.mark.parametrize(
    ("name", "fields", "agency", "publisher"),
    [
        (AP, {"dateline": "MOSCOW", "format": "wordpress", "date_basis": "payload", "date_reliable": True}, "AP",
         "www.viewworld.org"),
        (NYT, {"dateline": "MOSCOW", "format": "flattened text", "firstcreated": None}, "The New York Times", None),
        (EXAMINER, {"byline": "Joel Gehrke", "authors": ("Joel Gehrke",), "firstcreated": None}, "Washington Examiner",
         None),
    ],
)  # fmt: skip
def test_the_fields(name: str, fields: dict[str, object], agency: str, publisher: str | None) -> None:
    _, record = _cleaned(name)
    assert {field: getattr(record, field) for field in fields} == fields
    assert (record.origin.agency, record.origin.publisher) == (agency, publisher)
    assert (record.language, record.genre, record.pubstatus) == ("en", "news", "usable")


def test_the_times_of_the_post() -> None:
    _, record = _cleaned(AP)
    assert str(record.firstcreated) == "2021-10-18 16:25:55+00:00"
    assert str(record.versioncreated) == "2021-10-18 16:26:03+00:00"


@pytest.mark.parametrize("name", [NYT, EXAMINER])
def test_the_headline_is_in_the_source(name: str) -> None:
    article, record = _cleaned(name)
    assert record.headline
    assert record.headline in source(article).text
    assert record.headline not in record.body_text
