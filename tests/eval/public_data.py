"""Public sets of pages with their truth, read from a folder that the project does not carry.

`aeb`: article-extraction-benchmark (https://github.com/scrapinghub/article-extraction-benchmark), `fundus`:
fundus-evaluation (https://github.com/dobbersc/fundus-evaluation), `fundus_meta`: pages of fundus' parser tests
(https://github.com/flairNLP/fundus) with title, authors, publication time and paragraphs.
"""

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dateutil import parser

from schemas.article import RawArticle

COLLECTED = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """A page as its bytes, and what is true of it; a field without truth is none or empty."""

    name: str
    html: bytes
    url: str | None
    body: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None

    @property
    def article(self) -> RawArticle:
        """It as a raw article."""
        body = base64.b64encode(self.html).decode("ascii")
        return RawArticle(uri=self.name, url=self.url, collected=COLLECTED, mimetype="text/html", body_base64=body)


def pages(folder: Path, name: str) -> list[Page]:
    """The pages of a set, or none where it is not in `folder`."""
    place = folder / name
    return list(_SETS[name](place)) if place.is_dir() else []


def _aeb(place: Path) -> Iterator[Page]:
    for name, row in json.loads((place / "ground-truth.json").read_text()).items():
        yield Page(name, _html(place / f"{name}.html.gz"), row["url"], row["articleBody"])


def _fundus(place: Path) -> Iterator[Page]:
    for name, row in json.loads((place / "ground_truth.json").read_text()).items():
        yield Page(name, _html(place / name), row.get("url"), "\n".join(row["body"]))


def _fundus_meta(place: Path) -> Iterator[Page]:
    for line in (place / "truth.jsonl").read_text().splitlines():
        row = json.loads(line)
        time = parser.parse(row["publishing_date"]) if row.get("publishing_date") else None
        yield Page(
            row["id"], _html(place / row["id"]), row["url"], "\n".join(row.get("paragraphs") or ()), row.get("title"),
            tuple(row.get("authors") or ()), time and (time if time.tzinfo else time.replace(tzinfo=UTC)),
        )  # fmt: skip


def _html(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


_SETS = {"aeb": _aeb, "fundus": _fundus, "fundus_meta": _fundus_meta}
