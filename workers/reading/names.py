"""The names that people use for topics: `alerts` for `news.alerts`, `raw.dlq`, and patterns for several."""

from fnmatch import fnmatchcase

from workers.pipeline import all_topics


def short(topic: str) -> str:
    """A topic's name (without prefix) as people say it."""
    return topic.removeprefix("news.").removeprefix("wiredesk.")


def resolve(asked: str) -> list[str]:
    """The topics that `asked` names: in full, in short, or by a pattern (`*.dlq`; `dlq` is that one). Raises
    ValueError with the names that there are."""
    pattern = "*.dlq" if asked == "dlq" else asked
    found = [t.name for t in all_topics() if fnmatchcase(short(t.name), pattern) or fnmatchcase(t.name, pattern)]
    if not found:
        names = ", ".join(short(t.name) for t in all_topics())
        raise ValueError(f"no topic is called {asked!r}; there are {names}, and patterns such as '*.dlq'")
    return found
