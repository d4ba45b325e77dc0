"""Lines that ask the reader for something: to sign up, pay, accept, comment, follow. Known by what they name and whom
they address, in one language at a time."""

# ruff: noqa: E501 - a language's words are one line, that the table can be read down

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class _Tongue:
    """`things` are what pages ask about, `address` how they speak to their reader."""

    things: re.Pattern[str]
    address: re.Pattern[str]


def _tongue(things: str, address: str) -> _Tongue:
    return _Tongue(re.compile(rf"\b(?:{things})\b", re.I), re.compile(rf"\b(?:{address})\b", re.I))


_TONGUES = (
    _tongue(  # English
        r"privacy (?:policy|notice|statement)|data protection|personal data|terms (?:of (?:use|service)|(?:and|&) conditions)|newsletters?|sign(?:ing)?[ -]?up|subscri(?:be|bing|ption|ber)s?|e-?mails?|inbox|unsubscribe|cookies?|notifications?|log ?in|logged in|free trial|alerts?|donat(?:e|ion)s?|member(?:ship)?s?|premium|offers?|promotional|passwords?|accounts?|comment(?:s|ing|ers?)?|journalism|journalists|browser|podcasts?|apps?|articles?|stor(?:y|ies)|advertis\w+|paywall|bookmarks?|delivered|guidelines|website|site|coverage|updates?|access|click|tap|tips?|facebook|twitter|instagram|whatsapp|telegram|youtube|linkedin|contact|page|www\.\S+|\w+\.(?:com|org|net)",
        r"you|your|you're|you've|you’re|you’ve|us|our|we|we've|we’ve|click|tap|please|sign up|subscribe|follow|join|get|read|download|check out|learn|visit|i (?:agree|accept|would like)",
    ),
    _tongue(  # German
        r"newsletter|datenschutz\w*|nutzungsbedingungen|agb|abonn\w+|abos?|anmeld\w*|registrier\w*|e-?mail(?:s|-adresse)?|posteingang|cookies?|push-nachrichten|benachrichtigungen|einwilligung|einverstanden|externe[rn]? inhalte?|inhalte?|personenbezogene\w*|javascript|konto|passwort|kommentar\w*|kundendienst|spende\w*|angebote?|app|apps|e-paper|whatsapp|instagram|facebook|telegram|browser|artikel|community|leser\w*|hinweise|feedback|probeabo|kostenlos\w*|redaktion",
        r"sie|ihnen|ihr(?:e|en|er)?|du|dein(?:e|en|er)?|dir|dich|uns(?:er|ere|eren)?|wir|bitte|jetzt|hier|ich (?:bin|habe|akzeptiere|stimme)|mit meiner|lesen sie",
    ),
    _tongue(  # French
        r"newsletters?|abonn\w+|inscri\w+|e-?mails?|adresse|cookies?|données personnelles|confidentialité|conditions|consentement|compte|connect\w+|désinscri\w+|commentaires?|articles?|application|notifications?|offres?|publicitaires?|partenaires|contenu|essai|gratuit\w*|lecture|journalisme|soutenez|don",
        r"vous|votre|vos|nous|notre|nos|cliquez|recevez|découvrez|retrouvez|j’accepte|j'accepte|je m[’']abonne|en cliquant",
    ),
    _tongue(  # Spanish, Portuguese
        r"newsletters?|bolet[íi]n\w*|suscr[íi]b\w+|suscripci[óo]n|suscriptor\w*|correo|e-?mails?|cookies?|pol[íi]tica de (?:privacidad|privacidade|cookies)|t[ée]rmin?os|condiciones|cuenta|registr\w+|inici\w+ sesi[óo]n|notificaciones|comentarios?|contenidos?|art[íi]culos?|publicidad|gratis|whatsapp|telegram|assin\w+|cadastr\w+|conta|coment[áa]rios?|conte[úu]dos?|mat[ée]rias?|notificaç\w+|grátis|aplicativo|aplicaci[óo]n",
        r"tu|tus|te|su|sus|nuestr[oa]s?|nos|haz|haga|suscr[íi]bete|suscr[íi]base|recibe|reciba|acept[oa]|seu|sua|seus|suas|voc[êe]|noss[oa]s?|clique|receba|assine|acesse|siga|s[íi]guenos|inicia",
    ),
    _tongue(  # Italian
        r"newsletter|abbon\w+|iscri\w+|registr\w+|e-?mail|cookies?|privacy|informativa|condizioni|termini|account|credenziali|dispositiv\w+|accesso|acced\w+|comment\w+|contenut\w+|articol\w+|pubblicità|notifiche|gratis|app",
        r"tu|tua|tuo|tuoi|tue|ti|te|vostr[oaie]|nostr[oaie]|ci|clicca|ricevi|scopri|leggi|puoi|hai|accetto|acconsento|sei",
    ),
    _tongue(  # Dutch and the Nordic languages
        r"nieuwsbrie\w+|abonne\w+|inschrij\w+|aanmeld\w+|e-?mail\w*|cookies?|privacy\w*|voorwaarden|account|reacties?|artikelen|nyhetsbrev\w*|nyhedsbrev\w*|prenumer\w+|abonner\w*|abonnement\w*|logg?a? in|logg inn|log ind|kommentar\w*|personvern\w*|samtyck\w*|samtykke\w*|vilkår|villkor|artikler|artiklar|annonse\w*|uutiskir\w+|tilaa\w*|evästee\w*|kirjaudu",
        r"u|uw|je|jouw|jij|ons|onze|wij|we|klik|du|din|ditt|dine|deg|dig|oss|vår\w*|vi|os|vores|klikk?a?|få|motta|modtag|sinun|sinulle|voit|meidän|ota|tilaa",
    ),
    _tongue(  # Polish, Czech, Russian, Ukrainian, Turkish
        r"newsletter\w*|subskryb\w+|prenumerat\w+|zapisz|zaloguj\w*|regulamin\w*|cookies?|prywatności|odběr|přihl\w+|předplat\w+|подпис\w+|рассылк\w+|регистрац\w+|авториз\w+|комментар\w+|cookie\w*|условия\w*|персональн\w+|реклам\w+|підпис\w+|розсилк\w+|коментар\w+|абонe\w+|abone\w*|bülten\w*|çerez\w*|gizlilik|üye\w*|kayıt|yorum\w*",
        r"ci|cię|twój|twoj\w+|państw\w+|nasz\w*|nas|vás|váš|vaše|naš\w*|вы|вас|вам|ваш\w*|наш\w*|нас|нажим\w+|ви|ваш\w*|sen|siz\w*|bize|bizi|tıkla\w*",
    ),
)  # fmt: skip
_QUOTES = tuple("\"“'‘«„»「『—–")
_LEAST = ((16, 1), (40, 2), (110, 3))
"""Things that a line of at most so many words must name."""


def asks(line: str, words: int) -> bool:
    """Whether a line of so many words asks its reader for something. What somebody is quoted with does not."""
    least = next((least for longest, least in _LEAST if words <= longest), None)
    if least is None or line.startswith(_QUOTES):
        return False
    return any(
        tongue.address.search(line) and len({thing.lower() for thing in tongue.things.findall(line)}) >= least
        for tongue in _TONGUES
    )
