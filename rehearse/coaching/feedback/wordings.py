"""Wordings that remarks go by, each so narrow that it may well be missed but is seldom wrong.

Every pattern is matched without regard to case, in a text whose apostrophes are straight.
"""

from __future__ import annotations

import re

_YOU = r"(?:you(?: guys| all| lot| people)?|y'all|u)"
_YOU_ARE = r"(?:you'?re|you are|ur)"
_YOU_ARE_OFTEN = r"(?:you'?re|you are|ur|your)"  # "your always checking"
_YOU_HAVE = r"(?:you'?ve|you have)"
_NOT = r"(?:don'?t|do not|didn'?t|did not|doesn'?t|won'?t|will not|can'?t|cannot|can not)"
_SURELY = r"(?: just| simply| clearly| obviously| really| actually| still| apparently| even| ever)*"
_US = r"(?:me|us|people|anyone|anybody|everyone|everybody|your (?:own )?(?:staff|people|team))"
_STOP = r"(?=\s*(?:[.!,;:)]|$))"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


BLAME = _any(
    # what they always or never do
    rf"\b{_YOU} (?:always|constantly|keep(?: on)?) (?:"
    r"cancel|assum|complain|critici[sz]|refus|interrupt|ignor|forget|blam|brush|dismiss|micro-?manag|hover|suspect"
    r"|check(?:ing)? (?:up )?on|watch(?:ing)? (?:me|us)|find(?:ing)? (?:fault|an excuse|excuses|a reason|some reason)"
    r"|mak(?:e|ing) excuses|put(?:ting)? (?:me|us) off|mov(?:e|ing) the goal|chang(?:e|ing) (?:your mind|the rules)"
    r"|say(?:ing)? no\b|think(?:ing)? the worst|tak(?:e|ing) (?:all )?the credit|cut(?:ting)? (?:me|us) off"
    r"|do(?:ing)? (?:this|that)\b|get(?:ting)? your way)\w*",
    rf"\b(?:{_YOU}|{_YOU_HAVE}) (?:never|hardly ever) (?:once )?(?:"
    r"listen|trust|car(?:e|ed)\b|thank|support|consider|understood|understand|appreciat|respect"
    r"|explain|(?:tell|told) (?:me|us)|ask(?:ed)?(?: us| me)?(?= (?:what|how|about|first|anything)|\s*(?:[.!,]|$))"
    r"|(?:let|allow(?:ed)?) (?:me|us|anyone|anybody|people)(?! down)|help(?:ed)? (?:me|us)|back(?:ed)? (?:me|us)\b"
    r"|(?:give|gave|given) (?:me|us|anyone|people|a straight)(?! (?:any |a |much |the )?(?:reason|cause|trouble))"
    r"|(?:answer|repl(?:y|ied))|(?:keep|kept) your (?:word|promise)|(?:do|did|done) anything|(?:have|had) time for"
    r"|(?:take|took|taken) (?:me|us|it|this) seriously|stand up for|stood up for)\w*",
    rf"\b{_YOU_HAVE} always been (?:against|unfair|hard on|suspicious|difficult)",
    rf"\b{_YOU_ARE_OFTEN} (?:always|constantly|forever) (?:on my (?:back|case)|checking|watching|breathing|looking over"
    r"|complaining|critici[sz]ing|against|interrupting|moving|picking on|finding|saying no|too busy|hovering|spying"
    r"|so (?:negative|strict|suspicious)|suspicious)",
    rf"\b{_YOU_ARE_OFTEN} never (?:here|around|satisfied|happy|pleased|content|interested|on our side|available)\b",
    # trust
    rf"\b{_YOU}{_SURELY} (?:{_NOT}|never)(?: seem to)?{_SURELY} trust(?: {_US}| that (?:we|i)\b| in\b| no\b|{_STOP})",
    rf"\b(?:don'?t you|do you (?:even|not)|why can'?t you){_SURELY} trust {_US}",
    rf"\b(?:{_YOU} have|{_YOU_HAVE}|{_YOU} got|{_YOU} show)(?: got)? (?:no|zero) (?:trust|confidence|faith|respect)\b",
    rf"\b{_YOU} (?:don'?t|do not) have (?:any |the )?(?:trust|confidence|faith|respect) (?:in|for) {_US}",
    # what they are
    rf"\b{_YOU_ARE}(?: just| only| being| really| simply| so| such| too| very| quite| clearly| obviously)*(?: an?)? ?"
    r"(?:total |complete |real )?(?:micro-?manag(?:er|ing)|control[- ]?freak|controlling(?! (?:the )?(?:cost|budget))"
    r"|unfair|not (?:being )?fair|unreasonable|ridiculous|paranoid|stubborn|selfish|petty|old[- ]fashioned"
    r"|stuck in the|out of touch|bull(?:y|ying)\b|hypocrit\w+|hiding behind|dinosaur|heartless|rigid|inflexible|unjust"
    r"|power[- ]?(?:hungry|mad)|tyrant|the problem\b|to blame|two-faced|biased|narrow[- ]minded)",
    r"\bsuch an? (?:micro-?manager|control[- ]?freak|bully|hypocrite|dinosaur|tyrant)",
    r"\byour (?:obsession|paranoia|ego|power games?|micro-?management|need (?:to|for) control|lack of (?:trust|respect)"
    r"|double standards?|control issues|trust issues)\b",
    # what they want, and what they do not do
    rf"\b{_YOU}(?: just| only| simply| really)+ want (?:to (?:control|watch|spy|keep (?:an eye|tabs) on"
    r"|see (?:us|me|bums|bodies|heads|people (?:sitting|at|in))|show who)|control|power|bums|bodies)\w*",
    rf"\b{_YOU} want only (?:to )?(?:control|power)",
    rf"\ball {_YOU} (?:care about|do is|ever do)\b",
    rf"\b{_YOU}{_SURELY} (?:don'?t|do not|didn'?t|did not){_SURELY} (?:listen\b|appreciate|respect"
    rf"|get it\b(?! (?:in|by|until|from|on|for|done|back))"
    r"|care (?:about (?:us|me|people|anyone|anybody|your|our|my|families|the team)|at all|how|what (?:we|i|happens))"
    rf"|(?:care|understand){_STOP}|understand (?:anything|what (?:it|we|i)|how (?:it|we|i|hard|the work)|us\b)"
    r"|value (?:me|us|my|our|what|people|your)|want to (?:listen|understand|hear)|think about (?:us|me|anyone)"
    r"|(?:give|allow) (?:me|us) (?:a chance|any)|believe (?:me|us|in (?:me|us)))",
    rf"\b{_YOU}(?:'?re| are)? treat(?:ing|ed)? {_US} (?:like(?! (?:family|adults|grown|equal|professional))"
    r"(?: (?:a |an )?(?:small |little |naughty )?\w+)?|as (?:if|though)\b|badly|unfairly|differently)",
    rf"\b{_YOU}(?:'?re| are)? mak(?:e|ing) {_US} feel (?:so |really |very )?(?:guilty|small|stupid|bad|useless|watched"
    r"|uncomfortable|worthless|terrible|awful|unwelcome|like (?:a |an )?(?:small |little |naughty |bad )?"
    r"(?:child|criminal|thie|number|slave|kid))\w*",
    rf"\b(?:{_YOU}|{_YOU_HAVE}) let (?:me|us|the team|everyone) down",
    rf"\b(?:{_YOU}|{_YOU_HAVE}) (?:broken?|went back on|gone back on) your (?:promise|word)",
    rf"\b{_YOU}(?:'?re| are)? forc(?:e|ed|ing) (?:me|us|everyone|people)\b",
    rf"\b{_YOU}(?: just)? decided\b[^.!?]{{0,40}}\bwithout (?:even )?asking",
    rf"\b{_YOU} couldn'?t care less\b",
    rf"\b{_YOU}{_SURELY} can'?t (?:bear|stand|cope with|accept) (?:it|that|the (?:idea|thought)|not)\b",
    # the rest
    r"\b(?:it'?s|that'?s|this is|it is|that is) (?:all |entirely |only )?your fault\b",
    r"\bthat'?s on you\b(?! to\b)",
    r"\byou (?:people|managers|bosses)\b(?!-)",
    r"\byou lot (?=never|always|don'?t|just|only|want|think|up)",
    r"\bshame on you\b|\bhow dare you\b|\bwhat(?:'?s| is) (?:wrong with you|your problem)\b|\bashamed of yourself\b",
)
"""Wordings about what is wrong with *them*."""

_EVERYBODY = r"(?:everybody|every ?one|every one|all (?:the )?people|the whole (?:company|office|floor|team|world))"
_NOBODY = r"(?:nobody|no[- ]?one)"
_OTHERS = r"(?:they|people|others|the others|managers|bosses|companies|men|women)"
_PAST = (
    r"(?!\w+ed\b|(?:knew|had|came|were|was|got|said|saw|did|went|been|told|took|made|found|thought|know|find|reach"
    r"|can)\b)"
)

ABSOLUTE = _any(
    rf"\b{_EVERYBODY} (?:in the world |here |nowadays |these days )?(?:knows|know|agrees|agree|says|hates|hate|does it"
    r"|does that|does this|is doing (?:it|this)|do it|works (?:from home|remotely|better|more|like)"
    r"|work (?:from home|remotely|better)|is (?:unhappy|fed up|against|leaving|allowed|angry)|wants (?:this|it|that|to)"
    r"|feels the same|thinks (?:so|the same|that|it)|gets more done|complains|is looking for)\b",
    r"\b(?:everybody|everyone) else (?:is|gets|has|may|does|can|works|already|'?s)\b",
    rf"\b{_NOBODY} (?:else )?(?:in the world |here |nowadays |these days |ever )?(?:works (?:like|in|from)|comes in\b"
    r"|gets (?:anything|any work|more|a thing)|wants (?:this|it|that|to)|likes|believes|cares|does (?:it|that|this)"
    r"|needs (?:an office|to be in|this|it)|uses|trusts|understands|thinks)\b",
    r"(?<!nothing is )(?<!not )(?<!n't )\b(?:absolutely |simply |completely |totally |just |quite )?impossible"
    r"(?= to (?:get|work|concentrate|focus|think|make|hear|do (?:any|my|this|it)|plan|live|be productive)\b| here\b"
    r"| in (?:here|there|this|that|the)\b| with\b| for (?:me|us|anyone|people|parents)\b|\s*(?:[.!,]|$))",
    # promises without an edge
    r"\b(?:i'?ll|i will|i'?d|i would|we'?ll|we will) (?:always|never) (?:be (?:available|reachable|there for you|online"
    r"|contactable|late|offline|unavailable)|answer|pick up|respond|reply|deliver|meet every|miss|let you down"
    r"|make a mistake)\b",
    r"\byou(?:'?ll| will|'?d| would) (?:always (?:reach|get hold of|find) me|never (?:notice|have to (?:wait|worry"
    r"|chase)))",
    # things as they always are
    rf"\b{_OTHERS} (?:always|never) {_PAST}\w+",
    r"\b(?:it|this|that) (?:never (?:works|ends|changes|happens|goes)|always (?:goes wrong|fails"
    r"|ends (?:up )?badly))\b",
    r"\bthere(?:'?s| is| are) (?:never (?:a (?:quiet|free)|any (?:quiet|peace|space)|enough|peace|quiet)"
    r"|always (?:noise|an interruption|some(?:body|one) (?:talking|interrupting|shouting|at my desk)))",
    r"\bi (?:can )?never (?:get (?:anything|any work|a thing|things|work) done|concentrate|(?:can|could) concentrate"
    r"|manage to|finish anything|have (?:any |a )?(?:quiet|peace|moment))",
    r"\bi(?:'?m| am) always (?:interrupted|disturbed|distracted|the one who)\b",
    # made stronger
    r"\bnever,? ever\b|\bnever once\b|\balways,? always\b|\bnever in (?:my|all my|the) (?:whole )?li(?:fe|ves)\b",
    r"\b(?:absolutely|literally) (?:nobody|no one|everybody|everyone|never|always|nothing|every|all)\b",
    r"\bevery single (?:time|person|company|team|one of|manager|study)\b|\b100 ?(?:%|per ?cent) of the time\b",
    r"\ball (?:the |other |of the )?(?:studies|research|companies|firms|teams|managers|bosses|departments|experts"
    r"|employers) (?:say|says|show|shows|prove|proves|do|does|work|agree|have|has|allow|allows|offer|offers)\b",
)
"""Claims without an exception. A person's own record (never late, never missed) is not among them."""

APOLOGY = _any(
    r"\b(?:sorry|apologies|apologi[sz]e) (?:to|for|that i|if i'?m|if i am|if i|about)(?: even| always| have to| must)? "
    r"(?:ask|bother|troubl|disturb|bring(?:ing)? (?:this |it |that )?(?:up|to you)"
    r"|rais(?:e|ing) (?:this|it|that|the (?:subject|matter|topic|question))|drag|bug(?:ging)? you"
    r"|be (?:a |so )?(?:pain|bother|nuisance|difficult|burden|awkward)|being a (?:pain|bother|nuisance|burden)"
    r"|a (?:pain|bother|nuisance|burden)|com(?:e|ing) to you with"
    r"|tak(?:e|ing)(?: up)? (?:your time|half|so much|an hour|some of your|more of your))\w*",
    r"\b(?:sorry|apologies) for the (?:bother|trouble|disturbance|question|request)\b",
    r"\bsorry,? (?:it'?s|its|this is|i know (?:it'?s|this is|that)) (?:only|just|probably|not (?:a|that)|a (?:silly"
    r"|stupid"
    r"|small|tiny|big ask|lot to ask|pain))\b",
    r"\bsorry,? i (?:just|only) (?:want|wonder|thought|need|wish)\w*",
    r"\bforgive me for asking\b|\bpardon (?:me )?(?:for asking|that i ask)\b",
    r"\bexcuse me,? (?:please,? )?(?:that|for|if) (?:i )?(?:disturb|ask|bother)\w*",
    r"\bi (?:do )?feel (?:so |really |very |a bit )?(?:bad|awful|terrible|guilty|rude|silly|stupid)(?: for| about"
    r"| even)* "
    r"(?:ask|bring|rais|mention)\w*",
    r"\bi (?:really )?hate to (?:ask|bother|be a (?:pain|bother|nuisance)|bring (?:this|it) up|trouble)\b",
    r"\bif (?:it'?s|it is|that'?s|that is|it wouldn'?t be|it would not be|it isn'?t|it'?s not"
    r"|it is not)(?: not)? too much "
    r"(?:trouble|bother|to ask|of a (?:bother|pain|problem))",
    r"\bif (?:it'?s|it is|it'?d be|it would be)(?: really)? no (?:trouble|bother)\b",
    r"(?<!\bwe )(?<!\bwe'll )\b(?:ignore me|ignore this|forget it|forget about it|(?:do|just) say(?: no)?) if "
    r"(?:it'?s|it is|you|that'?s|this is)\b",
    r"\b(?:please |do |entirely |totally )*feel (?:entirely |completely |totally )?free to (?:say no|refuse|ignore)\b",
    r"\b(?:please )?do say no\b|\byou can (?:just )?(?:forget|ignore) (?:it|this|me)\b",
    r"\bi (?:don'?t|do not|didn'?t) (?:want|mean) to (?:be (?:a )?(?:pain|bother|nuisance|burden|difficult)"
    r"|bother|disturb|trouble)(?: you)?\b",
    r"\b(?:it'?s|it is) probably a (?:silly|stupid|dumb) (?:question|idea|thing)\b",
)
"""Excuses for asking at all."""

HEDGE = _any(
    r"\bmaybe\b|\bperhaps\b|\bkinda\b|\bsorta\b|\bpossibly\b|\ba (?:tiny|little) bit\b",
    r"(?<!\ba )(?<!\bthe )(?<!what )(?<!this )(?<!that )(?<!some )(?<!any )(?<!same )(?<!these )\b(?:kind|sort) of\b",
    r"\bi (?:was|am|'?m|had been)? ?(?:just |only |kind of |sort of )?wonder(?:ing|ed)?\b",
    r"\bi (?:just|only) (?:want|thought|think|hope|feel|need|would|felt|mean)\w*|\b(?:was|am|i'?m) just (?:think"
    r"|ask|hop)ing\b",
    r"\b(?:it'?s|its) (?:just|only) (?:that|a|an|something)\b|\bjust (?:a|an) (?:idea|thought|little|small|tiny"
    r"|quick)\b",
    r"\bi (?:guess|suppose)\b|\bi don'?t know\b",
    r"\bif (?:that'?s|that is|it'?s|it is|this is)(?: at all)? (?:ok|okay|all right|alright|possible"
    r"|fine)(?: (?:with|for) you)?\b",
    r"\bif (?:you (?:don'?t|wouldn'?t) mind|you wouldn'?t object|at all possible|possible)\b",
    r"\bno (?:pressure|rush)\b(?! (?:from|on)\b)|\bno worries if\b|\bit'?s not (?:that )?important\b"
    r"|\bat some point\b|\bsomehow\b",
    r"\b(?:only )?a (?:tiny|small|little) (?:thing|question|favou?r|request|wish|ask)\b",
)
"""Small words; one of them is manners, several make a request small."""

WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mons?|tues?|weds?|thurs?|fris?"
_MONTH = (
    r"january|february|march|april|june|july|august|september|october|november|december"
    r"|jan|feb|apr|aug|sept?|oct|nov|dec"
)
FIGURE = _any(
    r"\d",
    rf"\b(?:{WEEKDAY})\b|\b(?:{_MONTH})\b|\b(?:in|from|until|till|by|of|since|early|late|mid|next|to) may\b",
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|ninety"
    r"|hundred|dozen|half|halves|quarter|both|once|twice|couple|pair|single|first|second|third|fourth|fifth|last)\b",
    r"\b(?:an?|each|every|per|next|this|the whole|all|other|following|coming)(?: \w+)? "
    r"(?:day|week|month|fortnight|year|morning|afternoon|evening|weekend|hour|sprint|term|semester)s?\b",
    r"\b(?:today|tomorrow|tonight|daily|weekly|monthly|yearly|fortnightly|weekends?|midweek|full[- ]?time|part[- ]?time"
    r"|permanently|immediately|right away|forever)\b",
    r"\b(?:easter|christmas|new year|ramadan|diwali|whitsun|thanksgiving|summer|autumn|winter|spring|fall|holidays)\b",
    r"\b(?:start|beginning|end|middle|close) of (?:the |this |next )?\w+|\bfrom now on\b|\bas of\b",
    r"\b(?:that|the|those|these|my|same) (?:day|days|date|request|proposal|arrangement|weeks?|trial|plan)\b"
    r"|\bas (?:i|we) said\b",
    r"\b(?:what|which|as) i(?:'?ve| have)? (?:asked|proposed|suggested|said|wrote|described)\b|\bas before\b"
    r"|\bthe same\b",
)
"""Whatever can be counted or found in a diary, or points back to something that was."""

_OPENING = r"(?:^|[.!;:]\s*|\b(?:and|but|so|then|well|ok|okay|right|please)[, ]+)"
QUESTION = _any(
    r"\?",
    rf"{_OPENING}(?:can|could|would|will|do|does|did|is|are|was|were|have|has|may|might|shall|should)(?:n'?t)? "
    r"(?:you|i|we|it|that|this|there|the|your|they|anybody|anyone|somebody|someone)\b",
    rf"{_OPENING}(?:what|why|how|where|who) (?:you|i|we|it|that|is|are|was|were|do|does|did|would|could|will|can|has"
    r"|have|makes|worries|happen(?:s|ed)|exactly|else|about|if|much|many|long|often|far|fixed|matters)\b",
    rf"{_OPENING}(?:when|which|whose)(?: \w+)? (?:do|does|did|would|could|will|can|are|were) (?:you|we|i|they|it"
    rf"|the)\b",
    r"\b(?:tell|explain to|explain|show|help) (?:me|us) (?:please )?(?:what|why|how|which|who|when|where|about"
    r"|understand|more)",
    r"\b(?:i'?d|i would|we'?d) (?:really )?(?:like|love|want|be interested|be curious|need) to (?:know|understand"
    r"|hear|ask|learn)",
    r"\b(?:i'?m|i am|i was) (?:wondering|curious|asking myself)|\bi (?:wonder|want to (?:know|understand)"
    r"|ask(?: you| myself)?) "
    r"(?:what|why|how|which|who|if|whether|when|where)\b",
    r"\bwhat (?:is|was|'s) (?:it )?(?:that )?(?:worr|behind)",
)
"""Whatever asks something, with or without its sign."""
