"""Who somebody is or was on a day, by the dated tables."""

from workers.core.tag.lexicon import Lexicon, Role, plain

OFFICE = frozenset(("GOV", "MIL", "LEG", "JUD", "IGO"))
"""Sectors whose people, their role over, belong to the elites (ELI)."""


def role_on(known: Lexicon, name: str, day: str, country: str | None) -> Role | None:
    """The role of the tables on `day` (none: the last one); after the last role a former official."""
    parts = [part for part in plain(name).lower().split() if not (len(part) == 2 and part.endswith("."))]
    roles = [r for r in known.people.get(" ".join(parts), ()) if country in (None, r.country)]
    if not roles or len({r.country for r in roles if r.country}) > 1:
        return None
    for role in roles:
        if day and role.start <= day and (not role.end or day <= role.end):
            return role
    past = [r for r in roles if not day or r.start <= day]
    if not past:
        return Role(roles[0].country, "", "", "")
    last = max(past, key=lambda r: r.end or "99999999")
    if day and last.end and day > last.end and last.sector in OFFICE:
        return Role(last.country, "ELI", last.end, "")
    return last
