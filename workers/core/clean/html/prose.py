"""How much of a page's text reads as copy: the weight of each block, and what stands in boxes."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from workers.core.clean.blocks import Block
from workers.core.clean.html.boxes import Marks, marks
from workers.core.clean.html.elements import HEADINGS, INLINE
from workers.core.clean.html.seen import Node, View

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of scripts that set few spaces or none."""
_LETTERS = 2.5
"""Such letters to a word."""
_SPARSE = 12
"""Letters to a space from which a text may be in such a script."""
_ENDS = re.compile(r"[.!?…。！？।][\"'”’»)\]」』]{0,2}$")
SENTENCE, LONG = 8, 25
"""Words from which a text that ends as a sentence is prose, and any text."""
_LINKED = 0.5
_NOTHING = Marks()


@dataclass(frozen=True)
class Reading:
    """A view as it reads. `sizes[n]` are block `n`'s words, `prose[n]` whether it is prose; `marks` are what the
    elements say of themselves, `boxes` the rule for what stands in each."""

    blocks: Sequence[Block]
    nodes: Sequence[Node]
    sizes: Sequence[float]
    prose: Sequence[bool]
    marks: Sequence[Marks]
    boxes: Sequence[str | None]

    def within(self, at: int, tag: str) -> int:
        """The innermost element called `tag` around element `at`, or 0."""
        while at > 0 and self.nodes[at].tag != tag:
            at = self.nodes[at].parent
        return max(at, 0)


def reading(view: View) -> Reading:
    """How `view` reads."""
    blocks, nodes = view.blocks, view.nodes
    sizes = [size(block) for block in blocks]
    prose = [is_prose(block, words) for block, words in zip(blocks, sizes, strict=True)]
    weight = [0.0] * len(nodes)
    for block, words, reads in zip(blocks, sizes, prose, strict=True):
        if reads and block.links < _LINKED:
            at = block.node
            while at >= 0:
                weight[at] += words
                at = nodes[at].parent
    said, boxes = _boxes(nodes, view.apart, weight)
    return Reading(blocks, nodes, sizes, prose, said, boxes)


def size(block: Block) -> float:
    """The words of a block; in scripts without spaces by its letters."""
    text = block.lead
    words = text.count(" ") + 1
    if words * _SPARSE > len(text):
        return words
    return max(words, len(_UNSPACED.findall(text)) / _LETTERS)


def is_prose(block: Block, words: float) -> bool:
    """Whether a block of so many words reads as a sentence or more."""
    if words < SENTENCE or block.tag in HEADINGS:
        return False
    return words >= LONG or bool(_ENDS.search(block.lead))


def _boxes(nodes: Sequence[Node], apart: Set[int], weight: Sequence[float]) -> tuple[list[Marks], list[str | None]]:
    """What the elements outside of boxes say of themselves, and the rule for what stands in each element: its own or
    that of one around it. An element that holds much of the prose is the copy's, whatever it is called."""
    known: dict[str, Marks] = {}
    said: list[Marks] = []
    boxes: list[str | None] = []
    for at, node in enumerate(nodes):
        box = boxes[node.parent] if at else None
        mark = _NOTHING
        if box is None and (node.tag not in INLINE or node.tag == "label" or at in apart):
            mark = known.get(node.token) or known.setdefault(node.token, marks(node.tag, node.token))
            if mark.rule is not None and weight[at] <= mark.limit * weight[0]:
                box = mark.rule
        said.append(mark)
        boxes.append(box)
    return said, boxes
