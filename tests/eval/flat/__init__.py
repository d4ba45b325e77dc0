"""Pages that have lost their markup, in the project's own words, and what of them is copy.

A file is a page: `+ ` before a line that is copy, `- ` before one that is not, above them `# field: value` for what is
known of the article.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Flat:
    """A page: its text, the copy in it (a paragraph a line), and its fields as the file has them."""

    name: str
    text: str
    copy: tuple[str, ...]
    fields: dict[str, str]


def pages() -> list[Flat]:
    """All pages, by name."""
    return [_page(path) for path in sorted(FOLDER.glob("*.txt"))]


def _page(path: Path) -> Flat:
    lines = path.read_text("utf-8").splitlines()
    fields = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    shown = [line for line in lines if line.startswith(("+ ", "- "))]
    assert len(shown) + len(fields) == len(lines), f"{path.name}: a line is neither `+ `, `- ` nor `# field: value`"
    copy = tuple(line[2:] for line in shown if line.startswith("+ "))
    return Flat(path.stem, "\n\n".join(line[2:] for line in shown), copy, fields)
