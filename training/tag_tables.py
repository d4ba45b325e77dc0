"""Convert public actor dictionaries and corpora into the small tables of the tag step (run by hand, once).

    python -m training.tag_tables DATA CENSUS

DATA: the folder with `actors/Phoenix.*.actors.txt.gz` (PETRARCH2 dictionaries, Open Event Data Alliance, MIT) and
`entities/gum_permissive.conllu` (GUM's CC BY and public-domain documents). CENSUS: the folder with the US Census
Bureau's `dist.male.first` and `dist.female.first` (public domain). Writes people.tsv, actors.tsv, given.txt and
common.txt into workers/core/tag/tables; the other tables there are written by hand.
"""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pycountry

TABLES = Path(__file__).parent.parent / "workers/core/tag/tables"
CODE = re.compile(r"\[([A-Z]{3,})\s*([<>]?\s*\d*)\s*-?\s*(\d*)\s*\]")
SECOND = ("MIL", "JUD", "COP", "SPY", "LEG")
SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "JUD": "JUD", "COP": "COP", "SPY": "SPY", "LEG": "LEG", "REB": "REB", "OPP": "OPP",
    "ELI": "ELI", "UAF": "UAF", "PTY": "PTY", "INS": "REB", "SEP": "REB", "BUS": "BUS", "MED": "JRN",
}  # fmt: skip
WORLD = {"IGO": "IGO", "NGO": "NGO", "MNC": "BUS", "IMG": "REB"}
NOT_PEOPLE = frozenset(
    """THE OF AND FOR PRESIDENT MINISTER PRIME KING QUEEN PRINCE GENERAL SENATOR MR MR. MRS MS DR SECRETARY GOVERNMENT
    PARTY MINISTRY ARMY CHANCELLOR AMBASSADOR GOVERNOR COLONEL FOREIGN DEFENSE POLICE COURT BANK COUNCIL CHIEF STATE
    OFFICIAL OFFICIALS LEADER FORCES TROOPS UNION GROUP NATIONAL DEPUTY FORMER SPOKESMAN VICE POPE SHEIKH""".split()
)
SMALL = {"of", "the", "and", "for", "in", "on", "to", "de", "du", "des", "la", "le", "et", "against", "with", "by"}
FIRST_YEAR = 2010
ISO = {country.alpha_3 for country in pycountry.countries}


def blocks(path: Path) -> Iterator[tuple[list[str], list[tuple[str, str, str]]]]:
    """Each actor's names and its roles (code, from, to) as the dictionary has them."""
    names: list[str] = []
    roles: list[tuple[str, str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            text = line.split("#")[0].rstrip()
            if not text.strip():
                continue
            head = text.split("[")[0].strip()
            if head and not head.startswith("+") and (names or roles):
                yield names, roles
                names, roles = [], []
            if head:
                names.append(" ".join(head.lstrip("+").replace("_", " ").split()))
            roles += CODE.findall(text)
    yield names, roles


def day(text: str, last: bool) -> str:
    """A TABARI date (YYMMDD or YYYYMMDD, `<` and `>` taken off) as YYYYMMDD; none: an open end."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) < 30 else "19") + digits
    return digits if len(digits) == 8 else ("99999999" if last else "00000000")


def iso(code: str) -> str:
    """The ISO 3166 code of a CAMEO country, empty for a region or a kind of actor."""
    code = {"ROM": "ROU", "TMP": "TLS", "KSV": "XKX", "ZAR": "COD"}.get(code, code)
    return code if code in ISO or code == "XKX" else ""


def sector(code: str) -> str | None:
    """The PLOVER sector of a CAMEO code; none for a code that says no more than the country."""
    rest = [code[i : i + 3] for i in range(3, len(code), 3)]
    if code[:3] in WORLD:
        return "JRN" if "MED" in rest and code[:3] != "IGO" else WORLD[code[:3]]
    return next((c for c in rest if c in SECOND), None) or next((SECTORS[c] for c in rest if c in SECTORS), None)


def cased(name: str) -> str:
    """A name in capitals as it is usually written."""
    words = [w if len(w) <= 4 and not re.search("[AEIOU]", w) else w.title() for w in name.split()]
    return " ".join(w.lower() if i and w.lower() in SMALL else w for i, w in enumerate(words))


def main(data: Path, census: Path) -> None:
    """Write the tables."""
    people: set[tuple[str, str, str, str, str]] = set()
    actors: set[tuple[str, str, str]] = set()
    given: Counter[str] = Counter()
    for file in ("Countries", "International"):
        for names, roles in blocks(data / f"actors/Phoenix.{file}.actors.txt.gz"):
            dated = [r for r in roles if r[1] or r[2]]
            for name in names:
                words = name.split()
                if not len(words) >= 2 or any(c in name for c in ",:()/"):
                    continue
                person = (
                    len(words) <= 4 and not NOT_PEOPLE & set(words) and all(re.match(r"[A-Z'.-]+$", w) for w in words)
                )
                if dated and person and file == "Countries":
                    given[words[0].lower()] += 1
                    for code, start, end in roles:
                        after = "<" not in start
                        first = day(start, False) if after else "00000000"
                        final = "99999999" if ">" in start or not (start or end) else day(end, True)
                        kind = sector(code)
                        if kind and final[:4] >= str(FIRST_YEAR) and (start or end) and kind != "ELI":
                            people.add((name.lower(), iso(code[:3]), kind, first, final.replace("99999999", "")))
                elif not dated and roles and 2 <= len(words) <= 8:
                    code = roles[0][0]
                    kind = sector(code)
                    country = code[3:6] if code[:3] in ("MNC", "NGO") and len(code) > 5 else code[:3]
                    wanted = code[:3] in ("NGO", "MNC") or (file == "Countries" and kind in (*SECOND, "REB"))
                    if kind and wanted and not re.search(r"[^A-Z0-9'&. -]", name):
                        actors.add((cased(name), iso(country), kind))
    common = words_of(data / "entities/gum_permissive.conllu")
    frequent: set[str] = set()
    for sex, many in (("male", 1219), ("female", 2000)):
        rows = (census / f"dist.{sex}.first").read_text().splitlines()[:many]
        for rank, row in enumerate(rows):
            name = row.split()[0].lower()
            frequent |= {name} if rank < 250 else set()
            given[name] += 1
    keep = sorted(n for n in given if len(n) > 2 and n.isalpha() and (n not in common or n in frequent))
    write("people.tsv", ["\t".join(row) for row in sorted(people)])
    write("actors.tsv", ["\t".join(row) for row in sorted(actors)])
    write("given.txt", keep)
    write("common.txt", sorted(common))


def words_of(conllu: Path) -> set[str]:
    """Words that the corpus writes in lower case and that are no names."""
    found: Counter[str] = Counter()
    for line in conllu.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if (
            len(columns) > 3
            and columns[3] not in ("PROPN", "X", "PUNCT", "NUM")
            and re.fullmatch("[a-z]{2,}", columns[1])
        ):
            found[columns[1]] += 1
    return set(found)


def write(name: str, lines: list[str]) -> None:
    """One table, its rows as they are given."""
    (TABLES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines), "rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
