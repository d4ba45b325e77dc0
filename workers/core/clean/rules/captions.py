"""Captions and picture credits, known by their form: who made a picture stands at the end, in brackets or behind ©."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

_MADE = (
    r"(?:Credits?|Photos?|Photographs?|Images?|Pictures?|Illustrations?|Graphics?|Fotos?|Bild(?:er|quelle|rechte)?|Grafik|Crédits?|Imágenes|Imagen|Immagine|"
    r"Fotografi[ea]|Fotografía|Photographie|Foto[gğ]raf|Zdjęcie|Fot|Kuva|Фото|Quelle|Legende|Beeld|Video|Vidéo|Getty|Capture d[’']écran|Screenshot)"
)
_BY = (
    r"(?:AP(?: Photo| file)?|AFP|Reuters|REUTERS|EPA(?:-EFE)?|EFE|dpa|DPA|PA(?: Wire| Media)?|ANSA|Getty(?: Images)?|Shutterstock|iStock|Alamy(?: Stock Photo)?|"
    r"picture[ -]alliance|IMAGO|imago(?: images)?|KEYSTONE|Keystone|NTB|Ritzau(?: Scanpix)?|Xinhua|Anadolu|ZUMA(?: Press)?|Unsplash|Pixabay|Pexels|Wikimedia Commons|"
    r"SIPA|Sputnik|Associated Press|Witters|handout|file photo)"
)
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: (?:[a-z]{2,3} ){0,2}[A-ZÀ-Þ&][\w.'’-]*){0,4}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"{_MONTH} \d{{1,2}}, (?:19|20)\d\d"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_BY_WORDS = ("AP", "AFP", "euters", "EUTERS", "EPA", "EFE", "dpa", "DPA", "PA", "ANSA", "Getty", "stock", "Stock", "lliance", "MAGO", "mago", "eystone", "EYSTONE", "NTB", "itzau",
             "inhua", "nadolu", "ZUMA", "nsplash", "ixabay", "exels", "ikimedia", "SIPA", "putnik", "itters", "andout", "file photo")  # fmt: skip
_FORMS = tuple(
    (needs, re.compile(pattern))
    for needs, pattern in (
        (
            (")",),
            rf"\((?:[^()]{{0,80}}\b(?:Photos? by|Photo courtesy|Photos?:|Foto:|Bild:|Image:|Courtesy|REUTERS/|{_BY})\b[^()]{{0,80}})\)\.?$",
        ),
        ((")",), rf"\({_NAME} ?/ ?{_NAME}(?: via {_NAME})?\)\.?$"),
        ((":", "©"), rf"(?:^|[\s(.!?]){_MADE} ?(?:by|par|de|von|credit)? ?[:©] ?[^.!?:]{{2,90}}\.?$"),
        ((":",), rf"(?:^|[.!?”\"’) ]){_MADE}: (?:[A-Z]\. ?|[^.!?:]){{2,40}}[/|] ?[^!?:]{{2,90}}$"),
        (("©", "(c)", "📷"), r"(?:©|\(c\)|📷) ?[^.!?]{2,80}$"),
        (_BY_WORDS, rf"[.!?”\"’)…/|–—-] ?(?:{_NAME} ?[/|,–-] ?)?{_BY}(?: via {_BY})?(?: ?[/|] ?[\w. -]{{2,40}})?\)?$"),
        (("/",), rf"(?<=[a-z]) {_NAME} ?/ ?{_BY}(?: {_NAME})?$"),
        (("AP Photo", "REUTERS"), r"(?<=[a-z]) (?:AP Photo|REUTERS) ?/ ?[A-Z][^!?]{2,90}$"),
        (("s by ", "e by ", "o by "), r"[—–-] (?:Picture|Photo|Image)s? by [^.!?]{2,60}$"),
        (("REUTERS/",), r"\bREUTERS/[A-Z][^!?]{2,90}$"),
        (("day, ",), rf"\b{_WEEKDAY}, {_DAY}, (?:in|at|near|outside|on|during|from|as|after|before)\b"),
        ((", in ",), rf"^.{{20,300}}[\w,] (?:(?:in|on|at) )?{_DAY}, in {_NAME}(?:, {_NAME})?\.?$"),
        ((", 19", ", 20"), rf"^[^.]{{20,160}}, {_DAY}\.$"),
        (("FILE", "File", "Archive"), r"^(?:FILE|File|Archive) (?:photo|[-–—])[ :]"),
        (("Image ", "Media "), r"^(?:Image|Media) (?:caption|copyright|source)\b"),
        (("Pictured", "egende"), r"^(?:Pictured|Bildlegende|Legende)\b"),
        (
            ("(",),
            r"\((?:l|r|li|re|v\. ?l|von links|vorne|hinten|left|right|center|centre|pictured(?: (?:left|right|above|here|below))?)\.?(?: ?n\. ?r\.?| nach re\.?)?\)",
        ),
        (
            ("pictured", " left", "right", "bild", "foto", "Aufnahme", "photo d"),
            r"\b(?:pictured (?:here|above|below|left|right)|(?:clockwise )?from (?:top |bottom |far )?left|(?:second|third) from (?:left|right)|(?:Symbol|Archiv)(?:bild|foto)|Aufnahme vom|foto de archivo|photo d[’']archives)\b",
        ),
        (("Tous droits", "andout via"), r"\b(?:Tous droits réservés|[Hh]andout via)\b"),
    )
)
"""(what has one of these, a caption's form)."""
_CREDIT = re.compile(
    rf"^(?:\([^()]{{3,100}} ?/ ?[^()]{{2,80}}\)|\((?:Photo|Image|AP|Courtesy|Illustration|Foto|Bild)[^()]{{2,80}}\)|{_MADE} ?(?:by|copyright|credit)?[:©] ?.{{2,90}}|{_MADE} (?:by|copyright|credit|courtesy) .{{2,90}}"
    rf"|{_NAME} ?[/|©] ?(?:{_BY}|{_NAME})(?: ?[/|©] ?{_NAME}){{0,2}}|{_BY}(?: ?[/|] ?.{{2,40}})?|© ?.{{2,60}})$"
)
_LONGEST = 90
"""Words of a caption."""


def is_caption(line: str, words: int) -> bool:
    """Whether a line says who made the picture that it describes."""
    return words <= _LONGEST and any(
        pattern.search(line) for needs, pattern in _FORMS if any(word in line for word in needs)
    )


def is_credit(line: str) -> bool:
    """Whether a line is nothing but a picture's credit."""
    return bool(_CREDIT.match(line))
