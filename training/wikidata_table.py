"""Write the Wikidata ids of countries and their parts that rigour has (run by hand, once; needs `pip install rigour`).

    python -m training.wikidata_table

rigour (OpenSanctions, MIT) keeps a list of territories with their ISO codes and Wikidata ids (Wikidata is CC0). Writes
wikidata.tsv into workers/core/tag/tables: ISO 3166 alpha-3 (XKX for Kosovo), name, id. A country has one row by the
name that the tag step gives it.
"""

from pathlib import Path

import pycountry
from rigour.territories import get_territories

from workers.core.tag.lexicon import lexicon

TABLE = Path(__file__).parent.parent / "workers/core/tag/tables/wikidata.tsv"


def rows() -> list[tuple[str, str, str]]:
    """Code, name, id."""
    two = {country.alpha_2.lower(): country.alpha_3 for country in pycountry.countries} | {"xk": "XKX"}
    countries = lexicon().countries
    found: set[tuple[str, str, str]] = set()
    for territory in get_territories():
        code = two.get(territory.code.split("-")[0])
        if code is None or territory.qid is None or territory.is_historical:
            continue
        if "-" not in territory.code:
            found.add((code, countries.get(code, territory.name), territory.qid))
        else:
            found.add((code, territory.name, territory.qid))
    return sorted(found)


if __name__ == "__main__":
    TABLE.write_text("".join("\t".join(row) + "\n" for row in rows()), "utf-8")
