"""The link step: the articles of any publisher that tell one piece of news become one story.

read (what is kept of an article) -> graph (candidates and links) -> cluster (links to groups) -> naming (groups to
stories) -> tell (the story's record); `memory` runs them.
"""

from workers.core.link.memory import LinkMemory


def build() -> LinkMemory:
    """The step's empty memory; what it remembers is folded from its state topic."""
    return LinkMemory()
