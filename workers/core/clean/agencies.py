"""The agencies and outlets that others' pages carry copy of: one row each, with the ways in which they are named."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Agency:
    """`name` is what the record says; `codes` stand in datelines and parentheses, `names` anywhere in a credit."""

    name: str
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


AGENCIES = (
    Agency("AP", ("AP",), ("The Associated Press", "Associated Press")),
    Agency("Reuters", ("Reuters", "REUTERS"), ("Thomson Reuters", "Reuters")),
    Agency("AFP", ("AFP",), ("Agence France-Presse", "Agence France Presse", "AFP")),
    Agency("UPI", ("UPI",), ("United Press International",)),
    Agency("Bloomberg", ("Bloomberg",), ("Bloomberg News", "Bloomberg")),
    Agency("dpa", ("dpa", "DPA"), ("Deutsche Presse-Agentur", "dpa")),
    Agency("EFE", ("EFE",), ("Agencia EFE", "EFE")),
    Agency("ANSA", ("ANSA",), ("ANSA",)),
    Agency("TASS", ("TASS", "ITAR-TASS"), ("TASS",)),
    Agency("Interfax", ("Interfax",), ("Interfax",)),
    Agency("Ukrinform", ("Ukrinform",), ("Ukrinform",)),
    Agency("Xinhua", ("Xinhua",), ("Xinhua News Agency", "Xinhua")),
    Agency("Kyodo", ("Kyodo",), ("Kyodo News", "Kyodo")),
    Agency("Jiji", ("Jiji Press", "Jiji"), ("Jiji Press",)),
    Agency("Yonhap", ("Yonhap",), ("Yonhap News Agency", "Yonhap")),
    Agency("PTI", ("PTI",), ("Press Trust of India",)),
    Agency("ANI", ("ANI",), ("Asian News International",)),
    Agency("IANS", ("IANS",), ("Indo-Asian News Service",)),
    Agency("APP", ("APP",), ("Associated Press of Pakistan",)),
    Agency("Anadolu", ("AA",), ("Anadolu Agency", "Anadolu Ajansi")),
    Agency("Press Association", ("PA", "PA Media"), ("PA Media", "Press Association", "PA news agency")),
    Agency("Canadian Press", ("CP",), ("The Canadian Press", "Canadian Press")),
    Agency("AAP", ("AAP",), ("Australian Associated Press",)),
    Agency("Sputnik", ("Sputnik",), ("Sputnik",)),
    Agency("RIA Novosti", ("RIA Novosti", "RIA"), ("RIA Novosti",)),
    Agency("KUNA", ("KUNA",), ("Kuwait News Agency",)),
    Agency("SPA", ("SPA",), ("Saudi Press Agency",)),
    Agency("WAM", ("WAM",), ("Emirates News Agency",)),
    Agency("MENA", ("MENA",), ("Middle East News Agency",)),
    Agency("News Agency of Nigeria", ("NAN",), ("News Agency of Nigeria",)),
    Agency("Inter Press Service", ("IPS",), ("Inter Press Service",)),
    Agency("The New York Times", (), ("The New York Times", "New York Times", "NYTimes", "N.Y. Times")),
    Agency("The Washington Post", (), ("The Washington Post", "Washington Post")),
    Agency("The Wall Street Journal", (), ("The Wall Street Journal", "Wall Street Journal")),
    Agency("Washington Examiner", (), ("Washington Examiner",)),
    Agency("Los Angeles Times", (), ("Los Angeles Times",)),
    Agency("The Guardian", (), ("The Guardian",)),
    Agency("BBC", (), ("BBC News", "BBC")),
    Agency("CNN", ("CNN",), ("CNN",)),
    Agency("NPR", (), ("NPR",)),
    Agency("Al Jazeera", (), ("Al Jazeera",)),
    Agency("Deutsche Welle", (), ("Deutsche Welle",)),
    Agency("The Conversation", (), ("The Conversation",)),
    Agency("ProPublica", (), ("ProPublica",)),
    Agency("Politico", (), ("Politico",)),
    Agency("Financial Times", (), ("Financial Times",)),
    Agency("The Telegraph", (), ("The Telegraph", "The Daily Telegraph")),
    Agency("RFE/RL", ("RFE/RL",), ("Radio Free Europe/Radio Liberty", "RFE/RL")),
    Agency("Voice of America", ("VOA",), ("Voice of America", "VOA News")),
    Agency("PR Newswire", ("PRNewswire",), ("PRNewswire", "PR Newswire")),
    Agency("Business Wire", ("BUSINESS WIRE",), ("BUSINESS WIRE", "Business Wire")),
    Agency("GlobeNewswire", ("GLOBE NEWSWIRE",), ("GLOBE NEWSWIRE", "GlobeNewswire")),
)

_CODES = {code: agency.name for agency in AGENCIES for code in agency.codes}
_NAMES = {name.lower(): agency.name for agency in AGENCIES for name in agency.names}
_NAMED = re.compile(
    r"(?<!\w)(" + "|".join(re.escape(n) for n in sorted(_NAMES, key=len, reverse=True)) + r")(?!\w)", re.I
)
_FOLDED = str.maketrans("ıſ", "is")
"""Letters that a pattern without case takes for others, and `lower` does not."""
_OUTLET = re.compile(
    r"(?:News|Press|Times|Post|Examiner|Journal|Herald|Tribune|Gazette|Chronicle|Star|Telegraph|Guardian|Observer|"
    r"Agency|Newswire|Wire|Dispatch|Courier|Mail|Independent|Standard|Monitor|Reporter|Register|Sun|Globe|Review|"
    r"Today|Daily|Weekly|Magazine|Media|Radio|TV|Network|Service|Broadcasting|Bulletin|Sentinel|Record|Argus|Citizen|Online|Review|Courier|Ledger|Mirror|Echo|Portal|Report|Beacon|Advocate|Inquirer|Enquirer|World|Insider|Wire|Voice)$"
)


def by_code(code: str) -> str | None:
    """The agency that a dateline's parentheses name."""
    return _CODES.get(code.strip()) or by_name(code)


def by_name(name: str) -> str | None:
    """The agency whose whole name this is."""
    return _NAMES.get(" ".join(name.split()).lower().translate(_FOLDED).removesuffix(" staff"))


def named_in(text: str) -> tuple[str, str] | None:
    """The first agency that a credit names, and the words that name it."""
    match = _NAMED.search(text)
    return (_NAMES[match[1].lower().translate(_FOLDED)], match[1]) if match else None


def outlet(name: str) -> str | None:
    """`name` as an outlet: the table's where it has it, else itself where its last word says that it is one."""
    name = " ".join(name.split()).strip(" .,-–—|")
    known = by_name(name)
    words = name.split()
    if known is None and 2 <= len(words) <= 6 and _OUTLET.search(words[-1]) and words[0][:1].isupper():
        return name
    return known
