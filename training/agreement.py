"""How far two hands agree that marked the same sentences: `python -m training.agreement`.

The second pass is `training/events/second/marked.txt`, made from the bare text alone. Events are the same where their
spans share a character. Kappa (Cohen 1960) of whether a sentence tells an event, and of type and auxiliary mode of
the events that both have; F1 of events, and of actors and recipients of the shared events (overlapping spans).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from rich.console import Console
from rich.table import Table

from training.corpora.events import FOLDER, Event, Marked, Span, parse, sentences


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Cohen's kappa of two raters' labels, pair by pair."""
    seen = sum(a == b for a, b in pairs) / len(pairs)
    first, second = (Counter(pair[at] for pair in pairs) for at in (0, 1))
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0  # one label only: nothing to disagree on


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def shared(one: Marked, other: Marked) -> list[tuple[Event, Event]]:
    """The events that both passes have, each once."""
    pairs, taken = [], set()
    for event in one.events:
        for at, rival in enumerate(other.events):
            if at not in taken and overlap(event.span, rival.span):
                taken.add(at)
                pairs.append((event, rival))
                break
    return pairs


def f1(pairs: Iterable[tuple[Sequence[Span], Sequence[Span]]]) -> float:
    """F1 of spans that overlap, over pairs of lists."""
    right = total = 0
    for ours, theirs in pairs:
        right += sum(any(overlap(a, b) for b in theirs) for a in ours)
        right += sum(any(overlap(a, b) for a in ours) for b in theirs)
        total += len(ours) + len(theirs)
    return right / total


def measured(pairs: Sequence[tuple[Marked, Marked]]) -> dict[str, float]:
    """Each measure by name."""
    both = [pair for first, second in pairs for pair in shared(first, second)]
    count = sum(len(first.events) + len(second.events) for first, second in pairs)
    return {
        "a sentence tells an event, kappa": kappa([(bool(a.events), bool(b.events)) for a, b in pairs]),
        "events, F1": 2 * len(both) / count,
        "type of shared events, kappa": kappa([(a.event_type, b.event_type) for a, b in both]),
        "auxiliary mode of shared events, kappa": kappa([(a.aux, b.aux) for a, b in both]),
        "mode of shared events of one type, kappa": kappa(
            [(a.mode, b.mode) for a, b in both if a.event_type == b.event_type]
        ),
        "actors, F1": f1((a.actors, b.actors) for a, b in both),
        "recipients, F1": f1((a.recipients, b.recipients) for a, b in both),
    }


def passes() -> list[tuple[Marked, Marked]]:
    """The sentences that two hands marked, each as both have it."""
    first = {marked.text: marked for marked in sentences()}
    lines = (FOLDER / "second" / "marked.txt").read_text("utf-8").splitlines()
    return [(first[second.text], second) for second in map(parse, filter(None, lines))]


def main() -> None:
    """Print the table."""
    pairs = passes()
    table = Table(f"two hands, {len(pairs)} sentences", "agreement")
    for name, value in measured(pairs).items():
        table.add_row(name, f"{value:.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
