"""Flattened text measured on public pages: `python -m tests.eval.public_flat --data DIR`.

DIR holds (the project does not) the folders `fundus`, `aeb` and `fundus_meta` of pages with their truth. Each page goes
through `html_text.extract_text` (no dependency of the project: install `html-text` beside it). Prints the body F1 of
article-extraction-benchmark (4-gram shingles, F1 of the macro means) without rules, with them, and with site profiles
learned from the publisher's other pages; what each rule takes out and what it gains; the three real articles, where
they are beside the project; and articles a second.
"""

import argparse
import gzip
import json
import re
import sys
import time
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from schemas import codec
from schemas.article import CleanArticle, RawArticle
from tests.core.clean.shingles import f1, precision_recall
from workers.core.clean import build
from workers.core.clean.payload import decode
from workers.core.clean.profiles import Sighting, learn, source_of
from workers.core.clean.step import sighting
from workers.core.clean.step import source as source_text
from workers.core.outcome import Ok

COLLECTED = datetime(2026, 11, 1, tzinfo=UTC)
DEMO = Path(__file__).parents[2] / "workers" / "demo"
_WORD = re.compile(r"\w+")
Scores = list[tuple[float, float]]


@dataclass(frozen=True)
class Page:
    """A flattened page, its set and address, and the copy that it should give."""

    name: str
    set: str
    url: str | None
    text: str
    truth: str

    @property
    def article(self) -> RawArticle:
        """The page as an article comes in."""
        return RawArticle(uri=self.name, collected=COLLECTED, url=self.url, mimetype="text/plain", body=self.text)


def macro(scores: Scores) -> tuple[float, float, float]:
    """F1 of the macro means, and the means: precision, recall."""
    precision, recall = (sum(side) / len(scores) for side in zip(*scores, strict=True))
    return f1(precision, recall), precision, recall


def pages(data: Path) -> list[Page]:
    """All pages below `data` that have a truth for their copy."""
    return [*_fundus(data / "fundus"), *_aeb(data / "aeb"), *_meta(data / "fundus_meta")]


def _fundus(folder: Path) -> Iterator[Page]:
    for name, row in json.loads((folder / "ground_truth.json").read_bytes()).items():
        yield Page(name, "fundus", row.get("url"), _flattened(folder / name), "\n".join(row["body"]))


def _aeb(folder: Path) -> Iterator[Page]:
    for name, row in json.loads((folder / "ground-truth.json").read_bytes()).items():
        yield Page(name, "aeb", row["url"], _flattened(folder / f"{name}.html.gz"), row["articleBody"])


def _meta(folder: Path) -> Iterator[Page]:
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("paragraphs"):
            yield Page(row["id"], "meta", row["url"], _flattened(folder / row["id"]), "\n".join(row["paragraphs"]))


def _flattened(path: Path) -> str:
    from html_text import extract_text  # type: ignore[import-not-found]  # not a dependency

    payload = b64encode(gzip.decompress(path.read_bytes())).decode("ascii")
    article = RawArticle(uri=path.name, collected=COLLECTED, mimetype="text/html", body_base64=payload)
    return str(extract_text(decode(article)))


def cleaned(page: Page, core: Callable[[RawArticle], object]) -> CleanArticle | None:
    """The clean article of a page, or none where it is refused."""
    outcome = core(page.article)
    return outcome.outputs[0].record if isinstance(outcome, Ok) else None  # type: ignore[return-value]


def body(record: CleanArticle | None) -> str:
    """The body, empty where there is no record."""
    return record.body_text if record else ""


def with_profiles(chosen: list[Page], everything: list[Page]) -> Scores:
    """Each page with the profile of its publisher's other pages."""
    seen: dict[str, list[tuple[str, Sighting]]] = defaultdict(list)
    for page in everything:
        seen[source_of(page.article) or ""].append((page.name, sighting(page.article)))
    scores = []
    for page in chosen:
        name = source_of(page.article) or ""
        others = [one for other, one in seen[name] if other != page.name]
        core = build({name: learn(name, others)}) if others else build()
        scores.append(precision_recall(body(cleaned(page, core)), page.truth))
    return scores


def restored(page: Page, record: CleanArticle, rule: str) -> str:
    """The body with what `rule` took out put back where it stood."""
    parts = [(s.source_start, record.body_text[s.start : s.end]) for s in record.offset_map]
    parts += [(r.start, f"\n{page.text[r.start : r.end]}\n") for r in record.removed if r.rule == rule]
    return "".join(text for _, text in sorted(parts, key=lambda part: part[0]))


def rules(name: str, chosen: list[Page], records: list[CleanArticle | None]) -> Iterator[tuple[str, int, int, float]]:
    """Each rule: how many stretches it took out of the pages, of how many words, and what it gains in F1."""
    base = macro([precision_recall(body(r), p.truth) for p, r in zip(chosen, records, strict=True)])[0]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for page, record in zip(chosen, records, strict=True):
        for removal in record.removed if record else ():
            counts[removal.rule][0] += 1
            counts[removal.rule][1] += len(_WORD.findall(page.text[removal.start : removal.end]))
    for rule, (stretches, words) in sorted(counts.items()):
        scores = [
            precision_recall(restored(page, record, rule) if record else "", page.truth)
            for page, record in zip(chosen, records, strict=True)
        ]
        yield rule, stretches, words, base - macro(scores)[0]


def speed(seconds: float = 5.0) -> Iterator[tuple[str, float]]:
    """Articles a second on one core, for each format of the samples that the project carries."""
    core = build()
    kinds: dict[str, list[RawArticle]] = defaultdict(list)
    payloads = [path.read_bytes() for path in sorted((DEMO / "samples").iterdir()) if path.suffix != ".jsonl"]
    payloads += (DEMO / "samples" / "wire.jsonl").read_bytes().splitlines()
    for payload in payloads:
        article = codec.wrap(payload, COLLECTED)
        outcome = core(article)
        if isinstance(outcome, Ok):
            kinds[outcome.outputs[0].record.format].append(article)
    for kind, articles in sorted(kinds.items()):
        best, until = float("inf"), time.perf_counter() + seconds
        while time.perf_counter() < until:
            began = time.process_time()
            for article in articles:
                core(article)
            best = min(best, (time.process_time() - began) / len(articles))
        yield kind, 1 / best


def real() -> Iterator[tuple[str, float]]:
    """The body F1 of the three real articles, where they are beside the project."""
    from tests.core.clean.test_real_articles import COPY, SAMPLES

    core = build()
    for name, (start, end) in COPY.items() if SAMPLES.is_dir() else ():
        article = codec.wrap((SAMPLES / name).read_bytes(), COLLECTED)
        record = core(article).outputs[0].record  # type: ignore[union-attr]
        copy = re.sub(r"</?p>", "", source_text(article).text[start:end])
        bare = [text.replace("’", "").replace("'", "") for text in (record.body_text, copy)]
        yield name, f1(*precision_recall(*bare))


def main() -> None:
    """Print all tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with fundus, aeb and fundus_meta")
    parser.add_argument("--worst", type=int, default=0, help="list the worst pages of each set")
    options = parser.parse_args()
    if options.data:
        try:
            everything = pages(options.data)
        except ImportError:
            sys.exit("html_text is missing: install the package html-text beside the project")
        _measure(everything, options.worst)
    print("\n| real article | body F1 |\n|---|---|")
    for name, value in real():
        print(f"| {name} | {value:.4f} |")
    print("\n| format of the samples | articles/s, one core |\n|---|---|")
    for kind, rate in speed():
        print(f"| {kind} | {rate:,.0f} |")


def _measure(everything: list[Page], worst: int) -> None:
    core = build()
    print("| set | pages | no rules | body F1 | P | R | with profiles |\n|---|---|---|---|---|---|---|")
    tables: dict[str, dict[str, tuple[int, int, float]]] = defaultdict(dict)
    listed = []
    for name in ("fundus", "aeb", "meta"):
        chosen = [page for page in everything if page.set == name]
        records = [cleaned(page, core) for page in chosen]
        scores = [precision_recall(body(r), p.truth) for p, r in zip(chosen, records, strict=True)]
        none = macro([precision_recall(page.text, page.truth) for page in chosen])[0]
        value, precision, recall = macro(scores)
        known = macro(with_profiles(chosen, everything))[0]
        print(f"| {name} | {len(chosen)} | {none:.4f} | {value:.4f} | {precision:.4f} | {recall:.4f} | {known:.4f} |")
        for rule, stretches, words, gain in rules(name, chosen, records):
            tables[rule][name] = (stretches, words, gain)
        listed += sorted((f1(*s), name, page.name) for page, s in zip(chosen, scores, strict=True))[:worst]
    print("\n| rule | fundus: stretches, words, gain | aeb | meta |\n|---|---|---|---|")
    for rule, row in sorted(tables.items(), key=lambda item: -sum(gain for *_, gain in item[1].values())):
        cells = [f"{row[n][0]}, {row[n][1]:,}, {row[n][2]:+.4f}" if n in row else "" for n in ("fundus", "aeb", "meta")]
        print(f"| {rule} | {' | '.join(cells)} |")
    for value, name, page_name in listed:
        print(f"worst: {value:.3f} {name} {page_name}")


if __name__ == "__main__":
    main()
