"""Cleaning measured on public pages: `python -m tests.eval.public_clean --data DIR`.

Prints body F1 beside trafilatura's on the same pages (with a paired bootstrap), the claims of the markup, what each
rule gains and costs, and the speed of the whole step beside trafilatura's default, one core, same run. A set that is
not in DIR is left out with a word.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import trafilatura

from schemas.article import CleanArticle
from tests.core.clean.shingles import f1, precision_recall
from tests.eval.public_data import Page, pages
from workers.core.clean import build, profiles
from workers.core.clean.step import _judged
from workers.core.outcome import Ok, Step

BODIES = ("aeb", "fundus", "fundus_meta")
GOALS = {"aeb": 0.972, "fundus": 0.950}
RESAMPLES, SEED = 10_000, 1
ROUNDS = 3
Score = tuple[float, float]


def main() -> None:
    """Measure what DIR has."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--data", type=Path, required=True, help="the folder that holds aeb, fundus, fundus_meta")
    arguments.add_argument("--rules", action="store_true", help="what each rule gains and costs, too")
    said = arguments.parse_args()
    clean, sets = build(), {name: pages(said.data, name) for name in BODIES}
    for name, found in sets.items():
        if not found:
            print(f"{name}: not in {said.data}, left out")
            continue
        records = [_record(clean, page) for page in found]
        bodied = [(page, record) for page, record in zip(found, records, strict=True) if page.body]
        _bodies(name, [page for page, _ in bodied], [record.body_text if record else "" for _, record in bodied])
        if name == "fundus_meta":
            _claims(found, records)
        if said.rules:
            _rules(name, [page for page, _ in bodied])
    if sets["aeb"]:
        _speed(clean, sets["aeb"])


def _record(clean: Step, page: Page) -> CleanArticle | None:
    outcome = clean(page.article)
    return outcome.outputs[0].record if isinstance(outcome, Ok) else None


def _bodies(name: str, found: Sequence[Page], texts: Sequence[str]) -> None:
    ours = [precision_recall(text, page.body) for text, page in zip(texts, found, strict=True)]
    theirs = [precision_recall(trafilatura.extract(p.html, include_comments=False) or "", p.body) for p in found]
    low, high, sure = _bootstrap(ours, theirs)
    goal = f", goal {GOALS[name]}" if name in GOALS else ""
    print(f"{name}: body F1 {_f1(ours):.4f}, trafilatura {_f1(theirs):.4f} ({len(found)} pages{goal})")
    print(f"  difference, paired bootstrap: 95% in {low:+.4f} to {high:+.4f}, better in {sure:.1%} of resamples")


def _f1(scores: Iterable[Score]) -> float:
    """F1 of the macro means, as article-extraction-benchmark takes it."""
    precision, recall = np.mean(list(scores), axis=0)
    return f1(float(precision), float(recall))


def _bootstrap(ours: Sequence[Score], theirs: Sequence[Score]) -> tuple[float, float, float]:
    draw = np.random.default_rng(SEED)
    both = np.array([ours, theirs])
    picks = draw.integers(0, len(ours), (RESAMPLES, len(ours)))
    means = both[:, picks].mean(axis=2)
    scores = 2 * means[..., 0] * means[..., 1] / means.sum(axis=-1)
    gains = scores[0] - scores[1]
    low, high = np.percentile(gains, (2.5, 97.5))
    return float(low), float(high), float((gains > 0).mean())


def _claims(found: Sequence[Page], records: Sequence[CleanArticle | None]) -> None:
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for page, record in zip(found, records, strict=True):
        if page.title:
            of["title"] += 1
            right["title"] += record is not None and (record.headline or "").strip() == page.title.strip()
        if page.authors:
            of["authors"] += 1
            right["authors"] += record is not None and sorted(record.authors) == sorted(page.authors)
        if page.published:
            of["date"] += 1
            time = record.firstcreated if record else None
            right["date (day)"] += time is not None and page.published.date() in (
                time.date(),
                time.astimezone(page.published.tzinfo).date(),
            )
            right["date (60 s)"] += time is not None and abs(time - page.published) <= timedelta(seconds=60)
    for field, count in right.items():
        print(f"  {field}: {count / of[field.split(' (')[0]]:.3f} of {of[field.split(' (')[0]]}")


def _rules(name: str, found: Sequence[Page]) -> None:
    """What body F1 loses or gains when a rule's blocks are put back."""
    judged = [_judged(page.article, profiles.NONE)[1] for page in found]
    rules = Counter(label for page in judged for label in page.labels if label)

    def score(without: str | None) -> float:
        texts = (
            "\n".join(b.text for b, label in zip(p.blocks, p.labels, strict=True) if label in (None, without))
            for p in judged
        )
        return _f1([precision_recall(text, page.body) for text, page in zip(texts, found, strict=True)])

    whole = score(None)
    print(f"  {'rule':<20} blocks  gain on {name}")
    for rule, count in rules.most_common():
        print(f"  {rule:<20} {count:>6}  {whole - score(rule):+.4f}")


def _speed(clean: Step, found: Sequence[Page]) -> None:
    articles = [page.article for page in found]
    ours = _seconds(lambda: [clean(article) for article in articles])
    theirs = _seconds(lambda: [trafilatura.extract(page.html) for page in found])
    print(
        f"speed: {len(found) / ours:.0f} pages/s, trafilatura's default {len(found) / theirs:.0f} pages/s: "
        f"{ours / theirs:.2f} of its time (goal at most 1.00)"
    )


def _seconds(run: Callable[[], object]) -> float:
    """The processor time of `run`, the least of some rounds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        run()
        spent.append(time.process_time() - start)
    return min(spent)


if __name__ == "__main__":
    main()
