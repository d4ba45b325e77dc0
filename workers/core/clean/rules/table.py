"""The table of lines that are not copy wherever they stand: one row each.

Every pattern is searched in a block of at most its length.
"""

# ruff: noqa: E501 - a pattern is one line, that the table can be read down

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from workers.core.clean.dates import CALENDAR

_ANCHORED = re.compile(r"\^(?!.*\|\^)")
Sign = Literal["chrome", "wire", ""]


@dataclass(frozen=True)
class Line:
    """`pattern` finds the line; `sign` says what a text with such a line is; `longest` is in characters. A `keep` names
    what the line says besides, by `page.Page`'s fields."""

    rule: str
    pattern: re.Pattern[str]
    sign: Sign = "chrome"
    longest: int = 160
    keep: str | None = None
    needs: tuple[str, ...] = ()
    """Words (lower case) one of which is in the line: looked for first, where the pattern has to try many places."""

    @cached_property
    def anchored(self) -> bool:
        """Whether it can only begin where its block begins."""
        return bool(_ANCHORED.match(self.pattern.pattern))


def _line(
    rule: str,
    pattern: str,
    sign: Sign = "chrome",
    longest: int = 160,
    keep: str | None = None,
    needs: tuple[str, ...] = (),
) -> Line:
    return Line(rule, re.compile(pattern, re.IGNORECASE), sign, longest, keep, needs)


def _cased(
    rule: str,
    pattern: str,
    sign: Sign = "chrome",
    longest: int = 160,
    keep: str | None = None,
    needs: tuple[str, ...] = (),
) -> Line:
    return Line(rule, re.compile(pattern), sign, longest, keep, needs)


LINES: tuple[Line, ...] = (
    _line("link tail", rf"\[(?:last updated|originally added|posted|published) ?(?:on)?:? {CALENDAR}\]", longest=500, needs=("[last upd", "[originally a", "[posted", "[published")),
    _line("link tail", rf"^[-•*·»] .{{8,200}}[\[(|–—-] ?{CALENDAR}[\])]?$", longest=260),
    _line("page error", r"^(?:[•*·-] ?)?oops!?(?: something went wrong\.?)?(?: please try again later\.?)?$"),
    _line("page error", r"^something went wrong\.?(?: please try again(?: later)?\.?)?$"),
    _line("page error", r"^please (?:try again later|enable javascript|refresh the page)\b.{0,60}$"),
    _line("read time", r"^[·•|–-]? ?\d{1,3}[ -]min(?:ute)?s?(?: read| to read)?$"),
    _line("read time", r"^(?:estimated )?reading time:? ?\d{1,3} min(?:ute)?s?\.?$"),
    _line("read time", r"^\d{1,2}:\d\d (?:min(?:ute)?s? )?(?:listen|read)$"),
    _line("navigation", r"^in this article:?.{0,60}$"),
    _line("navigation", r"^(?:jump|skip) to (?:main )?(?:content|navigation|search|comments)\b.{0,30}$"),
    _line("navigation", r"^(?:back to (?:top|home(?:page)?)|go back|load more|show more|see more|view all|more stories)\.?$"),
    _line("navigation", r"^(?:home|menu|search|sections|log ?in|sign ?in|subscribe|my account|register|toggle navigation)$"),
    _line("navigation", r"^home ?(?:[>»/|›] ?[\w &'-]{2,40}){1,5}$"),
    _line("navigation", r"^(?:[\w&'’-]{2,20}(?: [\w&'’-]{2,20}){0,2} ?[|•·/›»>] ?){2,12}[\w&'’ -]{2,40}$"),
    _line("navigation", r"^(?:previous|next)(?: (?:article|post|story))?:? ?[→»›←«]?$"),
    _line("navigation", r"^(?:previous|next)(?: (?:article|post|story))?: .{5,120}$"),
    _line("tags", r"^(?:tags|topics|filed under|categories|keywords|related topics|more on):? ?[:|] ?.{2,300}$", longest=320),
    _line("tags", r"^(?:posted in|filed in|category):? .{2,100}$"),
    _cased("tags", r"^#\w+(?:[ ,]+#\w+){0,20}$"),
    _line("byline", r"^original author:? (.{3,100})$", keep="byline"),
    _line("original location", r"^original (?:location|source|article|link|story):? .{2,300}$", longest=320),
    _line("advertisement", r"^[-–—*\[(]* ?(?:advertisements?|(?:story|article|text|report) continues(?: below)?(?: (?:this |the )?(?:ad|advert|advertisement|video))?|ad|sponsored(?: content)?|"
                           r"article continues (?:below|after).{0,40}|continue reading(?: below)?|promoted content|"
                           r"this advertisement has not loaded yet.{0,60})[\])*–—. -]*$"),
    _line("share", r"^(?:share|tweet|print|email|e-mail|copy link|save|comments?|share this:?|share (?:this )?(?:article|story|post|page|on|via|with)"
                   r"(?: .{0,60})?|(?:share|tweet|pin|email|print|facebook|twitter|whatsapp|linkedin|reddit|telegram|x|copy link|save|gift"
                   r"|messenger|pinterest|flipboard)(?:[ ,|·•/]+(?:share|tweet|pin|email|print|facebook|twitter|whatsapp|linkedin|reddit|telegram|x"
                   r"|copy link|save|gift|messenger|pinterest|flipboard)){1,12})$"),
    _line("share", r"^(?:click|tap) (?:here )?to share\b.{0,80}$"),
    _line("share", r"^\d{1,6} (?:shares?|comments?|views?|likes?)(?: .{0,30})?$"),
    _line("share", r"^follow (?:us|@\w+|.{3,60} on (?:twitter|facebook|instagram|x|google news|linkedin|telegram|whatsapp))\b.{0,120}$", longest=220),
    _line("newsletter", r"^(?:sign|signing) up (?:for|to|here)\b.{0,200}$", longest=240),
    _line("newsletter", r"^(?:subscribe|get|receive)\b.{0,120}\b(?:newsletters?|inbox|daily briefing|email alerts?|breaking news alerts?|e-mail)\b.{0,100}$", longest=260),
    _line("newsletter", r"^(?:want|looking for|enjoying|like what you(?:'|’)re reading)\b.{0,120}\b(?:newsletter|sign up|subscribe)\b.{0,120}$", longest=260),
    _line("newsletter", r"^(?:by (?:signing up|subscribing|submitting|clicking)|you can unsubscribe|thanks? (?:you )?for (?:signing up|subscribing))\b.{0,200}$", longest=240),
    _line("newsletter", r"^(?:you(?:['’]re| are)? (?:receiv\w{1,4}|getting|subscribed|on)\b.{0,60}\b(?:because|mailing list|subscri\w{1,6})|(?:to )?unsubscribe\b"
                        r"|if you (?:no longer )?(?:wish|want) to (?:receive|unsubscribe)\b|this (?:e-?mail|message|newsletter) was sent to\b).{0,200}$", longest=320),
    _line("newsletter", r"^(?:enter )?your email(?: address)?\b.{0,60}$"),
    _line("newsletter", r"^(?:join|download|get) (?:our|the) (?:whatsapp|telegram|app|news app|free app|\w{2,20} app)\b.{0,120}$", longest=200),
    _line("newsletter", r"^(?:support|donate to|become a member of) (?:our|independent|quality|the) ?(?:journalism|newsroom|reporting|work)?\b.{0,120}$", longest=200),
    _line("cookies", r"^(?:we|this (?:web)?site|our (?:web)?site)(?: and (?:our )?(?:\d+ )?partners)? uses? cookies\b.{0,260}$", longest=400),
    _line("cookies", r"^(?:accept(?: all)?(?: cookies)?|reject all|manage (?:cookies|preferences|choices)|cookie (?:policy|settings|preferences)|i agree|got it)[.!]?$"),
    _line("comments", r"^(?:leave a (?:reply|comment)|post a comment|join the (?:conversation|discussion)|view (?:all )?comments|be the first to comment"
                      r"|your email address will not be published|comments are closed|comments? ?\(\d{1,6}\)|show comments|log in to comment)\b.{0,120}$", longest=220),
    _line("comments", r"^our goal is to create a safe and engaging place\b.{0,600}$", longest=700),
    _line("related", r"^(?:(?:read|see|view)? ?(?:more|the (?:original|full)(?: (?:story|article|post))?|original)(?: (?:here|post|story|article|source|link))?(?=:)|read more(?: (?:about|on|at|from) .{2,60})?|read also|also read|read next|see also|related|related (?:stories|articles|posts|reading|content|links|news|coverage)|more from .{2,60}|watch(?: now| more)?|listen(?: now)?"
                     r"|you (?:may|might) (?:also )?(?:like|be interested in)|recommended(?: for you| stories| reading)?|what to read next|more (?:stories|news|coverage)|most (?:read|popular|viewed)"
                     r"|trending(?: now)?|editors?['’]? picks?|don['’]?t miss|in case you missed it|up next|top stories|latest (?:news|stories|headlines))(?:: ?.{0,160}|)$", longest=220),
    _line("related", r"^(?:read more|read also|also read|see also|lea también|lee también|lire aussi|à lire aussi|lesen sie auch|mehr zum thema|leia também|leggi anche|lees ook|läs också|related|watch|must read|more on this|MORE(?=:)|also in the news|also on .{3,40}) ?[|:–—>»-] ?.{5,160}$", longest=200),
    _line("video", r"^(?:video|watch|play video|live video|video player|this video .{0,60}|(?:now )?playing|video: .{3,120}|\d{1,2}:\d\d|up next)$"),
    _cased("video", r"^((?:[A-Z][\w.&'’-]{1,20} ){1,4})[Vv]ideos?$", keep="outlet"),
    _line("video", r"^(?:sorry, )?(?:this|the) (?:video|content|audio|media) (?:is not|isn['’]?t|can(?:not|['’]t)|could not|is no longer|failed)\b.{0,120}$"),
    _line("video", r"^(?:your browser does not support|javascript (?:is )?(?:required|disabled)|enable javascript)\b.{0,120}$"),
    _cased("syndication", r"^[-–—(]{1,2} ?(?:The )?(?:AP|Associated Press|Reuters|REUTERS|AFP|UPI|Bloomberg|dpa|EFE|ANSA|Xinhua|PTI|ANI|IANS|TASS|Kyodo|Yonhap)(?:/[A-Z]\w{1,20})?\)?$", longest=50, keep="copyright"),
    _line("photo credit", r"^(?:(?:file )?(?:photo|image|picture|photograph|illustration|graphic)s?(?: credit| by| courtesy(?: of)?|:)|credits?:|getty images|shutterstock).{0,140}$", longest=200),
    _line("photo credit", r"^[^.!?]{0,160}[|/(–—-] ?(?:getty images|reuters/[\w .]{3,40}|ap photo(?:/[\w .]{3,40})?|afp(?: via getty images)?|epa(?:-efe)?|shutterstock|handout)\)?\.?$", longest=260, needs=("getty", "reuters", "ap photo", "afp", "epa", "shutterstock", "handout")),
    _cased("photo credit", r"\((?:AP Photo|Photo by|File photo|Photo:|Image:|Photo credit|Courtesy of|Getty Images|REUTERS/)[^()]{0,80}\)$", longest=600, needs=("ap photo", "photo by", "file photo", "photo:", "image:", "photo credit", "courtesy of", "getty images", "reuters/")),
    _line("copyright", r"^(?:copyright ?(?:©|\(c\)|\d{4}|notice|:)|©|\(c\)|all rights reserved).{0,240}$", longest=300, keep="copyright"),
    _line("copyright", r"^.{0,120}\ball rights reserved\b.{0,160}$", longest=300, keep="copyright", needs=("all rights reserved",)),
    _line("copyright", r"^this material may not be published, broadcast, rewritten\b.{0,60}$", longest=140),
    _line("copyright", r"^(?:terms of (?:use|service)|privacy policy|contact us|about us)(?:[ |·•]+.{0,100})?$"),
    _line("copyright", r"^our standards:? the thomson reuters trust principles\.?$"),
    _line("syndication", r"^(?:this (?:story|article|content) (?:was|is|has been) (?:originally )?(?:published|produced|distributed|provided|generated|auto-generated)|\(?this story has not been edited|\(?with inputs? from)\b.{0,240}$", longest=320, keep="syndication"),
    _line("syndication", r"^(?:originally (?:published|appeared)|first (?:published|appeared)|republished (?:from|with)|reprinted (?:from|with)|the post|this (?:article|story|post) (?:first|originally) appeared)\b.{0,240}$", longest=320, keep="syndication"),
    _cased("syndication", r"^(?:Source|SOURCE|Via|VIA|Agency|AGENCY|From):? (?:[Tt]he )?(?:[A-Z][\w./'’-]{1,24})(?: [A-Z][\w./'’-]{1,24}){0,4}\.?$", longest=90, keep="syndication"),
    _cased("slug", r"^(?:BC|AM|PM|AP|EU|US|AF|AS|ML|LA|CN)-[A-Za-z0-9][\w.'’-]{1,40}(?:-[\w.'’-]{1,30}){0,5}(?:,.{0,80})?$", "wire", keep="slug"),
    _cased("slug", r"^(?:[A-Z]{3,12}-[A-Z]{3,15}(?:[/-][A-Z]{2,15}){0,4})(?:[ ,:]\(?.{0,60})?$", "wire", longest=80, keep="slug"),
    _line("slug", r"^(?:eds?|editors|note to editors)[:,] (?!.{0,80}\b(?:kill|withdrawn?|retract|disregard|do not|hold|withhold)\b).{3,240}$", "wire", longest=300),
    _line("slug", r"^(?:\d(?:st|nd|rd|th) (?:ld|lead)|(?:update|urgent|bulletin|flash|alert) ?\d{0,2})(?:[ -:–].{0,80})?$", "wire", longest=90, keep="slug"),
    _line("slug", r"^(?:slug|priority|category|keyword|word ?count|takes?):.{0,80}$", "wire", longest=100),
    _line("slug", r"^(?:\^|=|\+|<|>)+.{0,60}(?:\^|=|\+|<|>)+$", "wire", longest=80),
    _line("ends", r"^(?:[-–—(*]* ?(?:ends?|more|30|xxx|\d{3,4}gmt|eom) ?[-–—)*]*|#{2,5}|/?ends/?|mfl|\(more\))$", "wire", longest=12),
    _cased("ends", r"^[A-Za-z]{1,4}(?:/[A-Za-z]{1,4}){1,3}$", "wire", longest=16),
    _cased("ends", r"^(?:AP|AFP|REUTERS|UPI)-[A-Z]{2,4}-\d\d-\d\d-\d\d.{0,24}$", "wire", longest=40),
    _line("navigation", r"^(?:(?:generate )?key takeaways?|listen to this (?:article|story)\b.{0,40}|\[?(?:play(?: video)?|subscribe|see all|sign up|submit|close|expand|email address)\]?)$"),
    _line("embed", r"^https?://\S{4,300}$", longest=320),
    _line("paywall", r"^(?:to continue reading|keep reading with|continue reading (?:with|by)|you(?:'|’)?(?:ve| have) (?:read|reached|used|run out of)\b.{0,60}\b(?:articles?|limit|stories)|already a (?:subscriber|member)"
                     r"|(?:this|the) (?:article|content|story) is (?:for|available to|exclusive to|reserved for)|(?:log|sign) in to (?:continue|read)|subscribe (?:now )?to (?:continue|read|unlock)|unlock this).{0,160}$", longest=240),
    _line("paywall", r"^join (?:now )?for (?:only |just )?[$£€]\d.{0,60}$"),
    _line("promotion", r"^(?:like what you(?:'|’)?(?:re| are)? read(?:ing)?|got a (?:tip|story|question)|have (?:a|you got a) (?:tip|story)|do you have (?:a|any) (?:tip|story|information)|did you (?:make|like|enjoy) this"
                       r"|was this (?:article|story|page) (?:helpful|useful)|error in the story|spotted (?:a|an) (?:error|mistake)|report (?:a|an) (?:error|typo|correction)|listen to our podcast|download our app)\b.{0,200}$", longest=260),
    _line("promotion", r"^\W{0,4}join \d[\d,.]{0,8} .{0,80}$"),
    _line("promotion", r"^.{0,100}\b(?:write to|email|contact|send (?:us|them|it|yours)|tips?|letters)\b.{0,40}[\w.+-]{2,40}@[\w-]{2,40}\.[\w.]{2,20}\.?$", needs=("@",)),
    _line("promotion", r"^(?:(?:this|the) (?:post|page|article) (?:may )?contains?|we may (?:earn|receive|get)|as an \w+ associate).{0,40}\b(?:affiliate|commission|links)\b.{0,160}$", longest=240),
    _line("promotion", r"^(?:buy|shop|bet|book|order|apply|donate|subscribe|vote) now\b.{0,80}$"),
    _line("promotion", r"^disclaimer:? .{3,300}$", longest=340),
    _line("newsletter", r"^(?:reciba|recibe|suscríbase|suscríbete|abonnez-vous|inscrivez-vous|abonnieren sie|assine|inscreva-se|iscriviti)\b.{0,120}$", longest=180),
    _line("section", r"^(?:opinion|editorial|analysis|commentary|column|columnists?|explainer|exclusive|breaking(?: news)?|obituar(?:y|ies)|review|letters)$", ""),
    _line("live", r"^(?:this live ?blog (?:is now|has) closed|page updates automatically:?.{0,20}|auto-?refresh:?.{0,20}|live reporting)\.?$"),
    _line("publication line", rf"^(?:this (?:report|story|article) was )?(?:first |originally )?(?:published|posted) on {CALENDAR}\.?$"),
    _line("rating", r"^[★☆⭐ ]{3,12}.{0,60}$"),
    _line("advertisement", r"^(?:partner|paid|branded|sponsored|promoted) (?:content|post|story|stories)(?: (?:from|by) .{2,40})?$"),
    _line("developing", r"^(?:this is a (?:developing|breaking)(?: news)? story|more (?:to (?:follow|come)|details (?:soon|to follow))|check back (?:for|soon))\b.{0,120}$"),
    _line("video", r"^(?:video player\b.{0,60}|this is a modal window\.?|duration:? \d{1,2}:\d\d)$"),
    _line("byline", r"^(?:(?:by )?(?:our )?staff (?:reporters?|writers?|correspondents?)|(?:from )?our (?:own )?correspondents?|agencies|news desk)$", ""),
    _cased("photo credit", r"[.!?] (?:Picture|Photo|Photograph|Image|Photography|Illustration)s?(?: by)?: ?[A-Z][^.!?]{2,70}$", longest=300, needs=("picture", "photo", "image", "illustration")),
    _line("video", r"^to play this (?:video|audio)\b.{0,100}$"),
    _line("release notes", r"^(?:for immediate release|(?:press|media|news) release|(?:media|press|investor|news) contacts?:?|contacts?:|forward[- ]looking statements?:?|safe harbor statement:?|logo:? - https?://.{0,200})$", "", longest=240),
    _cased("release notes", r"^(?:About|ABOUT) (?:[A-Z0-9][\w.&'’-]{1,30}(?: |$)){1,6}$", ""),
    _line("slug", r"^[A-Z]{2,5}\d{3,5}$", "wire"),
    _cased("slug", r"^[A-Z]{3,15}(?:[-/][A-Z]{2,15}){1,4}/?(?:-\d{1,2})?(?: \([A-Z0-9 ,]{2,60}\))?$", "wire", longest=100, keep="slug"),
    _cased("slug", r"^\(?(?:ADDS|Adds|UPDATES|Updates|RECASTS|Recasts|RELEADS|REFILES|Refiles|WRITES|Writes)(?: [\w,.;:'’()-]{1,30}){1,20}$", "wire", longest=200),
    _cased("ends", r"^[A-Z]{2,5}/[a-z]{2,4}(?:[-/][a-z]{2,4}){0,3}(?: \d{6} ?(?:GMT|UTC) [A-Z]{3} \d\d)?$", "wire", longest=60, keep="signoff"),
    _line("rule", r"^[-–—_=*•·~#. ]{1,200}$", "", longest=200),
)  # fmt: skip


def _gate(lines: Iterable[Line]) -> re.Pattern[str]:
    """Matches where one of the anchored `lines` may: one look instead of as many as there are lines."""
    parts = (f"(?{'i' if line.pattern.flags & re.IGNORECASE else ''}:{line.pattern.pattern})" for line in lines)
    return re.compile("|".join(parts))


_LENGTHS = sorted({line.longest for line in LINES})
_FITTING = [tuple(line for line in LINES if line.longest >= length) for length in _LENGTHS]
_GATES = [_gate(line for line in fitting if line.anchored and not line.needs) for fitting in _FITTING]
_LOOSE = [tuple(line for line in fitting if line.needs or not line.anchored) for fitting in _FITTING]
_NEEDED = [tuple({word for line in loose for word in line.needs}) for loose in _LOOSE]


def known(text: str) -> tuple[Line, re.Match[str]] | None:
    """The first line of the table that a block's text is, and its match."""
    at = bisect_left(_LENGTHS, len(text))
    if at == len(_LENGTHS):
        return None
    lower = text.lower()
    opens = bool(_GATES[at].match(text))
    if not opens and not any(word in lower for word in _NEEDED[at]):
        return None
    for line in _FITTING[at] if opens else _LOOSE[at]:
        if line.needs and not any(word in lower for word in line.needs):
            continue
        if match := line.pattern.search(text):
            return line, match
    return None
