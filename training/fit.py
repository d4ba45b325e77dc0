"""Fine-tunes the encoder: batches of like length, one loss, a warm-up and a straight way down."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from training.corpora.sentence import TAGS, Sentence, allowed
from training.network import Network
from workers.core.encoder.pieces import Batch, Pieces

Change = Callable[[Sentence], Sentence]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a config says of the fit; the fields are those of the TOML file."""

    seed: int
    epochs: int
    learning_rate: float
    warm_up: float
    weight_decay: float
    dropout: float
    pieces_in_batch: int
    longest: int


def seeded(seed: int) -> None:
    """The same numbers in each run."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def buckets(sentences: Sequence[Sentence], pieces: Pieces, plan: Plan, dice: random.Random) -> Iterator[list[Sentence]]:
    """The sentences in batches of about one length, the batches in random order."""
    sized = []
    for sentence in sentences:
        total, end = 2, 0
        for size in pieces.sizes(sentence.words):
            total += size
            if total > plan.longest:
                break
            end += 1
        if end:
            marks = tuple(mark for mark in sentence.marks if mark.end <= end)
            cut = Sentence(sentence.words[:end], marks, sentence.silent, sentence.source)
            sized.append((min(total, plan.longest), dice.random(), cut))
    sized.sort(key=lambda row: row[:2])
    batches: list[list[Sentence]] = []
    for size, _, sentence in sized:
        if batches and (len(batches[-1]) + 1) * size <= plan.pieces_in_batch:
            batches[-1].append(sentence)
        else:
            batches.append([sentence])
    dice.shuffle(batches)
    yield from batches


def targets(sentences: Sequence[Sentence], batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """For each piece which tags are right (float, sequences x pieces x tags), and where a word begins."""
    right = torch.zeros((*batch.ids.shape, len(TAGS)))
    begins = torch.zeros(batch.ids.shape)
    numbers = {tag: at for at, tag in enumerate(TAGS)}
    for row, sentence in enumerate(sentences):
        for first, tags in zip(batch.firsts[row], allowed(sentence), strict=True):
            begins[row, first] = 1
            right[row, first, [numbers[tag] for tag in tags]] = 1
    return right, begins


def partial_loss(
    scores: torch.Tensor, right: torch.Tensor, begins: torch.Tensor, weights: torch.Tensor
) -> torch.Tensor:
    """Minus the log of the probability of all that a word may be, weighted by sentence, a mean over words."""
    probable = torch.log_softmax(scores, -1).masked_fill(right == 0, -1e4)
    loss = -torch.logsumexp(probable, -1) * begins * weights[:, None]
    return loss.sum() / (begins * weights[:, None]).sum()


def fit(
    plan: Plan,
    network: Network,
    pieces: Pieces,
    sentences: Sequence[Sentence],
    change: Change,
    weights: dict[str, float],
) -> None:
    """Train `network` in place, with a bar of progress."""
    dice = random.Random(plan.seed)
    quiet = ("bias", "LayerNorm.weight")
    named = list(network.named_parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for n, p in named if not n.endswith(quiet)], "weight_decay": plan.weight_decay},
            {"params": [p for n, p in named if n.endswith(quiet)], "weight_decay": 0.0},
        ],
        lr=plan.learning_rate,
    )
    first = sum(1 for _ in buckets(sentences, pieces, plan, random.Random(0)))
    total = first * plan.epochs + plan.epochs  # batches differ a little in each epoch
    warm = max(1, int(total * plan.warm_up))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
    )
    columns: Iterable[Any] = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    network.train()
    with Progress(*columns) as progress:
        for epoch in range(plan.epochs):
            changed = [change(sentence) for sentence in sentences]
            batches = list(buckets(changed, pieces, plan, dice))
            bar = progress.add_task(f"epoch {epoch + 1}", total=len(batches))
            mean = 0.0
            for number, chosen in enumerate(batches):
                batch = pieces.batch([sentence.words for sentence in chosen])
                right, begins = targets(chosen, batch)
                scores = network(*(torch.from_numpy(part) for part in (batch.ids, batch.mask, batch.marks)))
                loss = partial_loss(scores, right, begins, torch.tensor([weights[s.source] for s in chosen]))
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                mean += (loss.item() - mean) / (number + 1)
                progress.update(bar, advance=1, description=f"epoch {epoch + 1}, loss {mean:.4f}")
    network.eval()
