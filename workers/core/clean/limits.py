"""How large an article may be, and the refusal of what is larger. Counts, never times: load decides nothing."""

from workers.core.outcome import RejectReason

MAX_BYTES = 4 * 2**20
"""Of the payload, as it came."""
MAX_NODES = 200_000
"""Tags, attributes and entities of a page. The largest of 243 news pages that were measured has 21,000."""
MAX_DEPTH = 250
"""Open elements. libxml2 stops at 256; the deepest of the same pages has 60."""
MAX_ASKED = 2**19
MAX_ASKED_NODES = 10_000
MAX_ASKED_PARAGRAPHS = 2_000
"""Characters and elements of a page that a library is asked about, and paragraphs of its answer that are looked for: on
larger ones the cost is not known."""
MAX_LINE = 100_000
"""Characters of one line of text without markup: longer is not copy."""
MAX_BLOCKS = 20_000
"""Lines or paragraphs of an article."""
MAX_RULED = 4_000
"""Characters of a block that rules read: the start of a longer one decides."""


class RefusedError(ValueError):
    """A payload that can't be cleaned: `reason` for the dead letter, the text says what was over which limit."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
