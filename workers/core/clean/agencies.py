"""The agencies and outlets that others' pages carry copy of: one row each, with the ways in which they are named."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Agency:
    """`name` is what the record says; `codes` stand in datelines and parentheses, `names` anywhere in a credit."""

    name: str
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    """Where it shows its copy itself."""


AGENCIES = (
    Agency("AP", ("AP",), ("The Associated Press", "Associated Press", "AP News"), ("apnews.com", "ap.org")),
    Agency("Reuters", ("Reuters", "REUTERS"), ("Thomson Reuters", "Reuters News", "Reuters"), ("reuters.com",)),
    Agency("AFP", ("AFP",), ("Agence France-Presse", "Agence France Presse", "AFP"), ("afp.com",)),
    Agency("UPI", ("UPI",), ("United Press International",), ("upi.com",)),
    Agency("Bloomberg", ("Bloomberg",), ("Bloomberg News", "Bloomberg"), ("bloomberg.com",)),
    Agency("dpa", ("dpa", "DPA"), ("Deutsche Presse-Agentur", "dpa"), ("dpa.com",)),
    Agency("EFE", ("EFE",), ("Agencia EFE", "EFE"), ("efe.com",)),
    Agency("ANSA", ("ANSA",), ("ANSA",), ("ansa.it",)),
    Agency("TASS", ("TASS", "ITAR-TASS"), ("TASS",), ("tass.com", "tass.ru")),
    Agency("Interfax", ("Interfax",), ("Interfax",), ("interfax.com", "interfax.ru")),
    Agency("Ukrinform", ("Ukrinform",), ("Ukrinform",), ("ukrinform.net", "ukrinform.ua")),
    Agency("Xinhua", ("Xinhua",), ("Xinhua News Agency", "Xinhua"), ("xinhuanet.com", "news.cn")),
    Agency("Kyodo", ("Kyodo",), ("Kyodo News", "Kyodo"), ("kyodonews.net", "kyodonews.jp")),
    Agency("Jiji", ("Jiji Press", "Jiji"), ("Jiji Press",), ("jiji.com",)),
    Agency("Yonhap", ("Yonhap",), ("Yonhap News Agency", "Yonhap"), ("yna.co.kr",)),
    Agency("PTI", ("PTI",), ("Press Trust of India", "PTI"), ("ptinews.com",)),
    Agency("ANI", ("ANI",), ("Asian News International",), ("aninews.in",)),
    Agency("IANS", ("IANS",), ("Indo-Asian News Service",), ("ians.in",)),
    Agency("APP", ("APP",), ("Associated Press of Pakistan",)),
    Agency("Anadolu", ("AA",), ("Anadolu Agency", "Anadolu Ajansi"), ("aa.com.tr",)),
    Agency("Press Association", ("PA", "PA Media"), ("PA Media", "Press Association", "PA news agency")),
    Agency("Canadian Press", ("CP",), ("The Canadian Press", "Canadian Press"), ("thecanadianpress.com",)),
    Agency("AAP", ("AAP",), ("Australian Associated Press",), ("aap.com.au",)),
    Agency("Sputnik", ("Sputnik",), ("Sputnik",), ("sputniknews.com",)),
    Agency("RIA Novosti", ("RIA Novosti", "RIA"), ("RIA Novosti",), ("ria.ru",)),
    Agency("KUNA", ("KUNA",), ("Kuwait News Agency",)),
    Agency("SPA", ("SPA",), ("Saudi Press Agency",)),
    Agency("WAM", ("WAM",), ("Emirates News Agency",)),
    Agency("MENA", ("MENA",), ("Middle East News Agency",)),
    Agency("News Agency of Nigeria", ("NAN",), ("News Agency of Nigeria",)),
    Agency("Inter Press Service", ("IPS",), ("Inter Press Service",)),
    Agency(
        "The New York Times", (), ("The New York Times", "New York Times", "NYTimes", "N.Y. Times"), ("nytimes.com",)
    ),
    Agency("The Washington Post", (), ("The Washington Post", "Washington Post"), ("washingtonpost.com",)),
    Agency("The Wall Street Journal", (), ("The Wall Street Journal", "Wall Street Journal"), ("wsj.com",)),
    Agency("Washington Examiner", (), ("Washington Examiner",), ("washingtonexaminer.com",)),
    Agency("Los Angeles Times", (), ("Los Angeles Times",), ("latimes.com",)),
    Agency("The Guardian", (), ("The Guardian",), ("theguardian.com",)),
    Agency("BBC", (), ("BBC News", "BBC"), ("bbc.com", "bbc.co.uk")),
    Agency("CNN", ("CNN",), ("CNN",), ("cnn.com",)),
    Agency("NPR", (), ("NPR",), ("npr.org",)),
    Agency("Al Jazeera", (), ("Al Jazeera",), ("aljazeera.com",)),
    Agency("Deutsche Welle", (), ("Deutsche Welle",), ("dw.com",)),
    Agency("The Conversation", (), ("The Conversation",), ("theconversation.com",)),
    Agency("ProPublica", (), ("ProPublica",), ("propublica.org",)),
    Agency("Politico", (), ("Politico",), ("politico.com", "politico.eu")),
    Agency("Financial Times", (), ("Financial Times",), ("ft.com",)),
    Agency("The Telegraph", (), ("The Telegraph", "The Daily Telegraph"), ("telegraph.co.uk",)),
    Agency("RFE/RL", ("RFE/RL",), ("Radio Free Europe/Radio Liberty", "RFE/RL"), ("rferl.org",)),
    Agency("Voice of America", ("VOA",), ("Voice of America", "VOA News"), ("voanews.com",)),
    Agency("PR Newswire", ("PRNewswire",), ("PRNewswire", "PR Newswire"), ("prnewswire.com",)),
    Agency("Business Wire", ("BUSINESS WIRE",), ("BUSINESS WIRE", "Business Wire"), ("businesswire.com",)),
    Agency("GlobeNewswire", ("GLOBE NEWSWIRE",), ("GLOBE NEWSWIRE", "GlobeNewswire"), ("globenewswire.com",)),
)

_CODES = {code: agency.name for agency in AGENCIES for code in agency.codes}
_NAMES = {name.lower(): agency.name for agency in AGENCIES for name in agency.names}
_HOSTS = {host: agency.name for agency in AGENCIES for host in agency.hosts}
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


def by_host(host: str) -> str | None:
    """The agency or outlet that shows its copy at a host."""
    host = host.lower()
    return next((name for own, name in _HOSTS.items() if host == own or host.endswith("." + own)), None)


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
