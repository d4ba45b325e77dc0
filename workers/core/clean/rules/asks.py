"""Lines that ask the reader for something: to sign up, pay, accept, comment, follow. Known by what they name and whom
they address, in one language at a time."""

# ruff: noqa: E501 - a language's words are one line, that the table can be read down

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class _Tongue:
    """`wants` are what only pages ask for, `things` what they speak of besides, `address` how they speak to a reader:
    by pronouns, or by what they tell him to do, where a sentence begins."""

    wants: re.Pattern[str]
    things: re.Pattern[str]
    address: re.Pattern[str]


def _tongue(wants: str, things: str, address: str, orders: str = "") -> _Tongue:
    told = rf"|(?:^|(?<=[.!?:…] ))(?:{orders})\b" if orders else ""
    return _Tongue(
        re.compile(rf"\b(?:{wants})\b", re.I),
        re.compile(rf"\b(?:{things})\b", re.I),
        re.compile(rf"\b(?:{address})\b{told}", re.I),
    )


_TONGUES = (
    _tongue(  # English
        r"privacy (?:policy|notice|statement)|data protection|personal data|terms (?:of (?:use|service)|(?:and|&) conditions)|newsletters?|sign(?:ing)?[ -]?up|signed up|subscri(?:be|bing|ption)s?|unsubscribe|(?:your|an?|our(?: \w+){0,2}) e-?mails?|e-?mail address(?:es)?|by e-?mail|inbox|cookies?|push notifications?|log ?in|logged in|free trial|breaking news alerts?|donate|donations?|become a member|memberships?|promotional|passwords?|(?:your|an|my) account|(?:the|our|your) apps?|browser|bookmarks?|paywall|community guidelines|click (?:here|on|the|below|to)|tap (?:here|to)|www\.\S+|(?<!\w\.)(?!twitter)[\w-]{3,}\.(?:com|org|net)|tips?@\S+|\S+@\S+\.\w+|reader-supported|our (?:journalism|newsroom|reporting|coverage|website|site|podcast)|complete coverage|delivered to you|preferred source|(?:follow|like|find) (?:us|him|her|them|@\w+)|youtube|whatsapp|telegram",
        r"terms|accounts?|offers?|premium|articles?|stor(?:y|ies)|delivered|updates?|access|facebook|twitter|instagram|linkedin|contact|page|comments?|commenting|members?|notifications?|subscribers?|e-?mails?|alerts?|stay|free|weekly|daily|today|exclusive|guide|content|site|website|journalism|latest|podcasts?|apps?|device",
        r"you|your|you're|you've|you’re|you’ve|us|our|we|we've|we’ve|click|tap|please|i (?:agree|accept|would like)",
        r"sign up|subscribe|follow|join|get|read|download|check out|learn|visit",
    ),
    _tongue(  # German
        r"newsletter|datenschutz\w*|nutzungsbedingungen|agb|abonnieren|abonniert|abonnement|abos?|anmeld\w*|registrier\w*|e-?mail-adresse|posteingang|cookies?|push-nachrichten|benachrichtigungen|einwilligung|einverstanden|externe[rnsm]? inhalte?|personenbezogene\w*|javascript|passwort|kundendienst|news-app|e-paper|browser|probeabo|werbevereinbarung|sms-code",
        r"app|apps|inhalte?|konto|kommentar\w*|spende\w*|angebote?|whatsapp|instagram|facebook|telegram|artikel|community|leser\w*|hinweise|feedback|kostenlos\w*|redaktion|jederzeit|handy|mobilnummer|daten",
        r"sie|ihnen|ihr(?:e|en|er)?|du|dein(?:e|en|er)?|dir|dich|uns(?:er|ere|eren)?|wir|bitte|jetzt|hier|ich (?:bin|habe|akzeptiere|stimme)|mit meiner|lesen sie",
    ),
    _tongue(  # French
        r"newsletters?|abonn(?:ez|é|és|ement|ements|er)|inscri(?:re|vez|vous|ption)|adresse e-?mail|e-?mails?|cookies?|données personnelles|confidentialité|consentement|désinscri\w+|notifications?|offres? premium|essai gratuit|se connecter|connectez",
        r"adresse|conditions|compte|commentaires?|articles?|application|offres?|publicitaires?|partenaires|contenus?|gratuit\w*|lecture|journalisme|soutenez|don",
        r"vous|votre|vos|nous|notre|nos|cliquez|recevez|découvrez|retrouvez|j[’']accepte|je m[’']abonne|en cliquant",
    ),
    _tongue(  # Spanish, Portuguese
        r"newsletters?|bolet[íi]n\w*|suscr[íi]b\w+|suscripci[óo]n(?:es)?|correo electrónico|e-?mails?|cookies?|pol[íi]tica de (?:privacidad|privacidade|cookies)|registr(?:ate|arse|arte|e-se)|inici\w+ sesi[óo]n|notificaciones|assin(?:e|ar|antes?|atura)|cadastr\w+|notificaç\w+",
        r"t[ée]rmin?os|condiciones|cuenta|comentarios?|contenidos?|art[íi]culos?|publicidad|gratis|whatsapp|telegram|conta|coment[áa]rios?|conte[úu]dos?|mat[ée]rias?|grátis|aplicativo|aplicaci[óo]n",
        r"tu|tus|te|su|sus|nuestr[oa]s?|nos|haz|haga|suscr[íi]bete|suscr[íi]base|recibe|reciba|acept[oa]|seu|sua|seus|suas|voc[êe]|noss[oa]s?|clique|receba|assine|acesse|siga|s[íi]guenos|inicia",
    ),
    _tongue(  # Italian
        r"newsletter|abbon(?:amento|amenti|ato|ati|arsi)|iscri(?:viti|versi|zione)|registrati|e-?mail|cookies?|privacy|informativa|credenziali|accedi|notifiche|account",
        r"condizioni|termini|dispositiv\w+|accesso|comment\w+|contenut\w+|articol\w+|pubblicità|gratis|app",
        r"tu|tua|tuo|tuoi|tue|ti|te|vostr[oaie]|nostr[oaie]|ci|clicca|ricevi|scopri|leggi|puoi|hai|accetto|acconsento|sei",
    ),
    _tongue(  # Dutch and the Nordic languages
        r"nieuwsbrie\w+|abonneer|abonnement\w*|inschrij\w+|aanmeld\w+|e-?mailadres|cookies?|privacybeleid|nyhetsbrev\w*|nyhedsbrev\w*|prenumer\w+|abonner\w*|logg?a? in|logg inn|log ind|personvern\w*|samtyck\w*|samtykke\w*|uutiskir\w+|evästee\w*|kirjaudu",
        r"e-?mail|voorwaarden|account|reacties?|artikelen|kommentar\w*|vilkår|villkor|artikler|artiklar|annonse\w*|tilaa\w*",
        r"u|uw|je|jouw|jij|ons|onze|wij|we|klik|du|din|ditt|dine|deg|dig|oss|vår\w*|vi|os|vores|klikk?a?|få|motta|modtag|sinun|sinulle|voit|meidän|ota|tilaa",
    ),
    _tongue(  # Polish, Czech, Russian, Ukrainian, Turkish
        r"newsletter\w*|subskryb\w+|prenumerat\w+|zaloguj\w*|regulamin\w*|cookie\w*|prywatności|odběr|přihl(?:aste|ásit)\w*|předplat\w+|подпишитесь|подписывайтесь|подписк\w+|рассылк\w+|регистрац\w+|авториз\w+|персональных данных|підписуйтесь|розсилк\w+|abone|bülten\w*|çerez\w*|gizlilik politikası|üye olun?",
        r"комментар\w+|условия\w*|реклам\w+|коментар\w+|kayıt|yorum\w*|telegram|телеграм\w*",
        r"ci|cię|twój|twoj\w+|państw\w+|nasz\w*|nas|vás|váš|vaše|naš\w*|вы|вас|вам|ваш\w*|наш\w*|нас|нажим\w+|ви|sen|siz\w*|bize|bizi|tıkla\w*|подпишитесь|подписывайтесь|підписуйтесь",
    ),
)  # fmt: skip
QUOTES = tuple("\"“'‘«„»「『—–")
"""How a line begins that somebody is quoted with."""
_LEAST = ((18, 1, 1), (40, 1, 2), (110, 2, 4))
"""What a line of at most so many words must name: wants, and wants and things together."""


def asks(line: str, words: int, english: bool = False) -> bool:
    """Whether a line of so many words asks its reader for something; in English, if it stands in an `english` text.
    What somebody is quoted with does not."""
    least = next((row for row in _LEAST if words <= row[0]), None)
    if least is None or line.startswith(QUOTES):
        return False
    _, wants, all_ = least
    for tongue in _TONGUES[:1] if english else _TONGUES:
        if not tongue.address.search(line):
            continue
        wanted = {word.lower() for word in tongue.wants.findall(line)}
        if len(wanted) < wants:
            continue
        if len(wanted | {word.lower() for word in tongue.things.findall(line)}) >= all_:
            return True
    return False
