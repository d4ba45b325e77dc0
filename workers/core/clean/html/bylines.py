"""Who signed a page, by what its markup tells and by the lines that bylines stand in."""

import re
from collections.abc import Iterable, Iterator

from workers.core.clean.blocks import Block
from workers.core.clean.html.attributes import attributes
from workers.core.clean.html.people import is_person, listed, signed
from workers.core.clean.html.seen import Node, View

_ITEM_AUTHOR = re.compile(r"itemprop\s?=\s?[\"']?author\b", re.IGNORECASE)
_ITEM_NAME = re.compile(r"itemprop\s?=\s?[\"']?name\b", re.IGNORECASE)
_REL_AUTHOR = re.compile(r"rel\s?=\s?[\"']?author\b", re.IGNORECASE)
_AUTHOR = re.compile(r"\bauthor|byline|\breporter\b|\bwriter\b", re.IGNORECASE)
_NOT_AUTHOR = re.compile(r"bio|box|image|photo|avatar|social|share|follow|comment|articles|count", re.IGNORECASE)
FRAMES = frozenset(("html", "body", "main", "article"))
"""Elements whose class says something about the whole page."""
_MANY, _FEW = 40, 3
_LONGEST = 120
_ABOVE = 20
"""Blocks below the headline that may be its byline."""
_NEAR = 20
"""Elements within one that holds an author that may hold the name."""


def told(page: View) -> Iterator[list[str]]:
    """The names in elements that say that they hold an author."""
    nodes = page.nodes
    items = [at for at, node in enumerate(nodes) if "itemprop" in node.token and _ITEM_AUTHOR.search(node.token)]
    first = nodes[items[0]].parent if items else -1
    yield [_name(page, at) for at in items[:_MANY] if nodes[at].parent == first]
    linked = (at for at, node in enumerate(nodes) if node.tag == "a" and _REL_AUTHOR.search(node.token))
    yield [name for at in linked if is_person(name := page.within(at))][:1]


def shown(page: View) -> Iterator[Iterable[str]]:
    """The names that stand where bylines do: in elements that are called so, in lines below the headline that begin
    with "By", in a line above the copy that is nothing else."""
    seen = 0
    for at, node in enumerate(page.nodes):
        if seen >= _FEW:
            break
        if node.tag in FRAMES or page.ends[at] - node.start > _LONGEST or not classed(node, _AUTHOR, _NOT_AUTHOR):
            continue
        text = page.within(at)
        if names := signed(text) or listed(text):
            seen += 1
            yield names
    below = _below(page)
    yield from (names for block in below if (names := signed(block.text)))
    yield from (names for block in below if block.tag == "p" and not block.linked and (names := listed(block.text)))


def classed(node: Node, wanted: re.Pattern[str], unwanted: re.Pattern[str]) -> bool:
    """Whether the class or id of an element has a word that is `wanted`, and none that isn't."""
    if not wanted.search(node.token):
        return False
    said = attributes(node.token)
    names = f"{said.get('class', '')} {said.get('id', '')}"
    return bool(wanted.search(names)) and not unwanted.search(names)


def _name(page: View, at: int) -> str:
    """The name in an element that holds an author: the text of the part that says so, else all of it."""
    for inner in range(at + 1, min(len(page.nodes), at + _NEAR)):
        if page.nodes[inner].start >= page.ends[at]:
            break
        if _ITEM_NAME.search(page.nodes[inner].token):
            return page.within(inner)
    return page.within(at)


def _below(page: View) -> list[Block]:
    """The short lines below the headline, at most so many."""
    at = next((n for n, block in enumerate(page.blocks) if block.tag == "h1"), len(page.blocks))
    return [block for block in page.blocks[at + 1 : at + 1 + _ABOVE] if len(block.text) <= _LONGEST]
