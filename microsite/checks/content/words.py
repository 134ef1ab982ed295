"""What the rules about wording look for in a language; the words and patterns for English and Welsh."""

from __future__ import annotations

import re

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern

_NEVER = lazy_pattern(r"(?!)")


class Words(Struct, frozen=True, kw_only=True):
    """The words and phrases of one language; the patterns ignore case."""

    #: Link words that say nothing on their own.
    empty_links: frozenset[str] = frozenset()
    #: The beginning of links that say nothing.
    empty_link_start: re.Pattern[str] = _NEVER
    #: The beginning of an alt text that says the picture is a picture.
    picture_of: re.Pattern[str] = _NEVER
    #: Headings that could be above any text.
    vague_headings: frozenset[str] = frozenset()
    #: Phrases with colour, shape or position as the only way to find something.
    sensory: re.Pattern[str] = _NEVER
    #: Every match of `sensory` contains one of these, which are in lower case.
    sensory_cues: frozenset[str] = frozenset()
    #: Dates that are only right at the time of writing.
    relative_date: re.Pattern[str] = _NEVER
    #: Every match of `relative_date` contains one of these, which are in lower case.
    relative_cues: frozenset[str] = frozenset()
    #: Whether every match of `relative_date` begins with one of those.
    relative_cues_begin: bool = False
    #: Words for charts and maps.
    charts: re.Pattern[str] = _NEVER
    #: Phrases which say that there is a text version or the data.
    text_version: re.Pattern[str] = _NEVER
    #: Numbers that only count something: a step, a page.
    numbered: re.Pattern[str] = _NEVER
    #: Phrases which say that a video has captions, a transcript or a description.
    film_text: re.Pattern[str] = _NEVER
    #: The beginning of a sentence that promises something.
    promise: re.Pattern[str] = _NEVER
    #: Every match of `promise` contains one of these, which are in lower case.
    promise_cues: frozenset[str] = frozenset()
    #: Phrases in a decision which say that something is still to be done.
    future_action: re.Pattern[str] = _NEVER
    #: Whether the number of words in a sentence says how hard it is to read.
    counts_words: bool = False
    #: Whether LIX, a readability index of long words and sentences, is known to fit the language.
    supports_lix: bool = False
    #: Whether a word in capitals is an abbreviation, and there is a list of those that everybody knows.
    has_abbreviations: bool = False


def set_of(words: str) -> frozenset[str]:
    """Return the phrases of a list that are separated by bars or newlines."""
    return frozenset(word.strip() for word in words.replace("\n", "|").split("|") if word.strip())


def pattern_of(pattern: str) -> re.Pattern[str]:
    """Compile a pattern lazily, case-insensitive and verbose: spaces to match must be written as escapes."""
    return lazy_pattern(pattern, re.IGNORECASE | re.VERBOSE)


NO_WORDS = Words()

_COLOURS = "red|green|blue|yellow|orange|purple|pink|grey|gray"
_THINGS = (
    "box|boxes|button|buttons|area|areas|text|bar|bars|circle|circles|panel|menu|column|arrow|arrows|tab|icon|link|links"
    "|map|chart|list|diagram|picture|sign|symbol|section"
)
_SHOWN = (
    "pictures?|images?|photos?|photographs?|illustrations?|drawings?|maps?|tables?|charts?|graphs?|diagrams?|figures?"
    "|panels?|boxes|box|captions?"
)
_LOOK = "click|click\\son|select|press|use|see|choose|open|follow|look\\sat|tick|read"

ENGLISH = Words(
    empty_links=set_of(
        """
        here|click|click here|click this|click this link|click on this link|tap here|press here|read|read here
        read more|read more here|read on|more|more here|see more|see here|view|view more|view here|find out more
        find out more here|learn more|learn more here|more info|more information|further information|more details
        details|info|link|this link|the link|following link|the following link|this|this page|this website
        this site|this one|website|web site|site|page|webpage|download|download here|go here|continue
        continue reading|start|start here|next|back|visit|open|watch|watch here|listen|full story|source|article
        this document|this article
        """
    ),
    empty_link_start=pattern_of(r"(?:please\s)?click\s(?:here|(?:on\s)?this\slink)\b"),
    picture_of=pattern_of(
        r"(?:an?\s|the\s|this\s)?(?:image|picture|photo|photograph|graphic)\s(?:of|showing|shows|that\sshows)\b"
    ),
    vague_headings=set_of(
        """
        introduction|overview|background|summary|conclusion|conclusions|other|miscellaneous|general|information|more
        notes|details|text|further|additional
        """
    ),
    sensory=pattern_of(
        rf"""\b(?:
        (?:{_LOOK}|in|inside|outside|by|with)\sthe\s(?:{_COLOURS}|round|square|triangular|circular)\s(?:{_THINGS})
          (?!\s(?:that\ssays|labelled|labeled|marked|called|named))
        | (?:shown|marked|highlighted|printed|written|shaded|coloured|colored|drawn|outlined)
          \sin\s(?:{_COLOURS})
        | (?:{_LOOK})\sthe\s(?:{_THINGS})\s(?:on|to|at)\s(?:the|your)\s(?:left|right)(?:-hand\sside)?
        | the\s(?:{_THINGS})\s(?:on|to|at)\s(?:the|your)\s(?:left|right)(?:-hand\sside)?
          \s(?:shows?|gives?|lists?|says?|tells?|explains?)
        | (?:{_SHOWN})\s(?:shown\s)?(?:on|to)\sthe\s(?:left|right)(?:-hand\sside)?
          (?!\s(?:to|wing|side|bank|of)\b(?!\sthe\s(?:page|screen)))
        | the\s(?:(?:{_COLOURS})\s(?:and|or)\s)?(?:{_COLOURS})\s
          (?:bars?|dots?|shading|segments?|slices?|arrows?|markers?|pins?|hatching|crosses|(?:dashed|dotted)\slines?
          |(?:lines?|areas?|circles?|squares?|boxes|columns?|rows?|cells?|parts?)\s(?:shows?|marks?|means?|indicates?|represents?))
        | (?:see|shown|pictured|photo|picture|image|map)\s(?:left|right)(?=[.,;:)]|$)
        | (?:above|below|top|bottom)\s(?:left|right)(?=[.,;:)]|$|\s(?:shows?|is|are|gives?|lists?)\b)
        | (?:left|right)-hand\s(?:column|menu|panel|side\sof\sthe\s(?:page|screen))
        | (?:items?|words?|dates?|figures?|text|fields?|those|rows?|areas?|streets?)\sin\s(?:{_COLOURS})
          (?=[.,;:)]|\s(?:are|is|were|was|must|show|shows|mean|means)\b|$)
        )(?!-)\b"""
    ),
    sensory_cues=frozenset(
        f"{before} {cue}"
        for before in ("in", "the", "your")
        for cue in (*_COLOURS.split("|"), "left", "right", "round", "square", "triangular", "circular")
    )
    | set_of(
        "above left|above right|below left|below right|top left|top right|bottom left|bottom right|see left|see right"
        "|shown left|shown right|pictured left|pictured right|photo left|photo right|picture left|picture right"
        "|image left|image right|map left|map right|left-hand|right-hand"
    ),
    relative_date=pattern_of(
        r"""\b(?=tom|yes|last|next|this|late|earl)(?:
        (?<!\bof\s)(?<!\btoday\sand\s)(?:tomorrow|yesterday)(?!['’]s)
        | (?<!\bthe\s)(?:last|next|this\s(?:coming|past))\s(?:mon|tues|wednes|thurs|fri|satur|sun)day
          (?!['’]|\s(?:of|in)\b|-)
        | (?<!within\sthe\s)(?:last|next|this\s(?:coming|past))\s
          (?:week|weekend|month|year|spring|summer|autumn|winter|january|february|march|april|june|july|august|september|october|november|december)
          (?!['’]|\s(?:of|before|in|when|that|to|or|for|and\sa)\b|-)
        | (?:later|earlier)\sthis\s(?:week|month|year|spring|summer|autumn|winter)
        )\b"""
    ),
    relative_cues=set_of("tomorrow|yesterday|last|next|this coming|this past|later this|earlier this"),
    relative_cues_begin=True,
    charts=pattern_of(
        r"\b(?:(?:bar|pie|line)[\s_-]?chart|(?<!\bflow\s)(?<!ation\s)(?<!ational\s)charts?|(?:bar|line)[\s_-]?graphs?|graphs?\sof|histogram|infographic"
        r"|maps?)\b"
    ),
    numbered=pattern_of(
        r"\b(?:steps?|stages?|phases?|parts?|figures?|pages?|chapters?|sections?|levels?|numbers?)\s\d+"
    ),
    text_version=pattern_of(
        r"\b(?:data|figures|table|described|outlined|description|text\sversion|text\salternative|spreadsheet|csv|in\swords)\b"
    ),
    film_text=pattern_of(
        r"\b(?:transcripts?|captions?|captioned|subtitles?|subtitled|audio[\s-]description|audio[\s-]described"
        r"|sign\slanguage|bsl|text\sversion|in\swords|(?:full\s)?text\sof\s(?:the|this)\s(?:film|video|recording|clip)"
        r"|what\s(?:the|this)\s(?:film|video|recording|clip)\s(?:says|shows|tells)|(?:spoken|said|shown)\sin\s(?:the|this)"
        r"\s(?:film|video|recording|clip)|(?:same|all\sthe)\s(?:information|words)|(?:without|no)\s(?:sound|speech)|silent)\b"
    ),
    promise=pattern_of(
        r"""(?:we|the\s(?:[\w’'-]+\s){0,2}?(?:council|partnership|cabinet|board|police|authority|committee))\s(?:will|shall)\s
        (?:(?:also|now|then|therefore|each|both|all|together)\s)?
        (?!(?:not|never|always|still|continue|only|need|know|see|be\sable|have\sto|read|consider|publish|tell|report|ask|invite
          |listen|hear|answer|reply|write|meet|decide|use|take\s(?:your|every|all|account|into)|look\sat|let|explain|say)\b)
        [\w’'-]+"""
    ),
    promise_cues=set_of("will|shall"),
    future_action=pattern_of(
        r"\b(?:will|shall)\s(?!(?:not|never|stay|remain|continue|still|no\slonger|be\s(?:no|able))\b)[\w’'-]+"
    ),
    counts_words=True,
    supports_lix=True,
    has_abbreviations=True,
)

WELSH = Words(
    empty_links=set_of(
        """
        yma|cliciwch|cliciwch yma|clicio yma|darllen mwy|darllenwch fwy|mwy|rhagor|rhagor o wybodaeth|mwy o wybodaeth
        gwybodaeth bellach|gweld mwy|gweler yma|gweler|dysgu mwy|dysgwch fwy|y ddolen hon|y ddolen|dolen|hwn|hon
        y dudalen hon|tudalen|gwefan|y wefan hon|lawrlwytho|lawrlwythwch|parhau|nesaf|yn ôl|manylion|dechrau|agor
        """
    ),
    empty_link_start=pattern_of(r"cliciwch\s(?:yma|ar\sy\sddolen)\b"),
    picture_of=pattern_of(r"(?:llun|delwedd|ffotograff|graffig)\s(?:o|sy['’]n\sdangos|yn\sdangos)\b"),
    vague_headings=set_of(
        "cyflwyniad|trosolwg|cefndir|crynodeb|casgliad|arall|cyffredinol|gwybodaeth|mwy|nodiadau|manylion"
    ),
    sensory=pattern_of(
        r"""\b(?:
        y\s(?:blwch|botwm|llinell|saeth|testun)\s(?:coch|gwyrdd|glas|melyn|oren|porffor|llwyd)
        | mewn\s(?:coch|gwyrdd|glas|melyn|oren|porffor)
        | ar\s(?:y\sdde|y\schwith|ochr\sdde|ochr\schwith)
        )\b"""
    ),
    sensory_cues=set_of("coch|gwyrdd|glas|melyn|oren|porffor|llwyd|dde|chwith"),
    relative_date=pattern_of(
        r"""\b(?:
        yfory | ddoe | y\sllynedd | llynedd | eleni
        | (?:yr?\s)?(?:wythnos|flwyddyn|mis|haf|hydref|gaeaf|gwanwyn)\s(?:nesaf|diwethaf)
        )\b"""
    ),
    relative_cues=set_of("yfory|ddoe|llynedd|eleni|nesaf|diwethaf"),
    charts=pattern_of(r"\b(?:siart|siartiau|graff|graffiau|map|mapiau|ffeithlun)\b"),
    numbered=pattern_of(r"\b(?:cam|rhan|ffigur|tudalen|pennod|adran|lefel|rhif)\s\d+"),
    text_version=pattern_of(r"\b(?:data|ffigurau|tabl|disgrifiad|disgrifir|fersiwn\stestun)\b"),
    film_text=pattern_of(r"\b(?:trawsgrifiad|capsiynau|is-?deitlau|disgrifiad\ssain|iaith\sarwyddion)\b"),
    promise=pattern_of(
        r"""(?:byddwn(?:\sni)?|bydd\s(?:y\s|yr\s|ein\s)?(?:cyngor|bartneriaeth|partneriaeth|cabinet|heddlu|pwyllgor))
        (?:\s(?:hefyd|nawr))?(?:\syn|['’]n)\s
        (?!(?:gofyn|darllen|ystyried|cyhoeddi|dweud|adrodd|gwrando|ateb|ymateb|defnyddio|parhau|gwybod|gallu|penderfynu
          |ysgrifennu|cwrdd|edrych)\b)[\w’'-]+"""
    ),
    promise_cues=set_of("bydd"),
    future_action=pattern_of(r"(?<!\bni\s)\b(?:bydd|byddwn|byddant)\b"),
    counts_words=True,
    supports_lix=True,
    has_abbreviations=True,
)
