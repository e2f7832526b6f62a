"""What the brief asks: every field with the line that says why, in the order of a form. Data, and nothing loads for it.

The form on the screen, the questions on plain lines and the comments in the file are all made from this list.
"""

import re
from dataclasses import dataclass
from typing import Literal

_EXPLAINED = re.compile(r"\s*[:(]")

Kind = Literal["text", "long", "number", "date", "choice", "choices", "persona", "facts"]
"""How a question is answered: in a line, in a few sentences, with a figure, a date, one or several of its ``options``,
the id of a persona, or up to five facts."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_FACTS = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the brief."""

    key: str  # where the answer stands: "company", "ask.ideal"
    section: str  # the title of its part of the form
    label: str
    why: str  # one line
    card: str  # the advice card behind it
    kind: Kind
    example: str
    options: tuple[tuple[str, str], ...] = ()  # value and label
    slot: str = ""  # the slot that it fills in the dialogue

    @property
    def name(self) -> str:
        """The label without what explains it: ``Your year in figures``."""
        return _EXPLAINED.split(self.label, maxsplit=1)[0]


WHO, MEETING, ASK, WHY, FACTS, TRIAL, HOME, FAILS, AFTER = (
    "Who",
    "The meeting",
    "What you ask for",
    "Why",
    "Facts",
    "The trial",
    "Working at home",
    "If it fails",
    "Afterwards",
)
SECTIONS = (WHO, MEETING, ASK, WHY, FACTS, TRIAL, HOME, FAILS, AFTER)
"""The parts of the form, in order."""

FORMS = (("in-person", "in person"), ("video", "by video"), ("phone", "by phone"))
ENDINGS = (
    ("agreed", "all of it"),
    ("trial", "a trial"),
    ("partial", "a part of it"),
    ("deferred", "put off, with another talk agreed"),
)
"""The endings that somebody may be content with."""

QUESTIONS = (
    # --- who
    Question(
        "you",
        WHO,
        "Your name",
        "It stands at the top of the page that you take along.",
        "practise-it-aloud",
        "text",
        "Sam",
        slot="you.name",
    ),
    Question(
        "boss.name",
        WHO,
        "Your boss's name",
        "Practice carries over better when it is about your own meeting, with the real name in it.",
        "practise-it-aloud",
        "text",
        "Karen Holt",
        slot="boss.name",
    ),
    Question(
        "boss.persona",
        WHO,
        "Which boss here is most like yours",
        "What moves one boss leaves another cold, so choose the one whose signs you know.",
        "know-what-moves-your-boss",
        "persona",
        "controlling",
    ),
    Question(
        "boss.mixed_with",
        WHO,
        "Are they partly like another of these",
        "Few bosses are of one kind: what worries the second one comes up in your talk too.",
        "know-what-moves-your-boss",
        "persona",
        "sociable",
    ),
    Question(
        "boss.share",
        WHO,
        "How much like that other one, in percent",
        "It reminds you how much of your preparation the second worry deserves.",
        "know-what-moves-your-boss",
        "number",
        "30",
    ),
    Question(
        "company",
        WHO,
        "The company",
        "The rule that you are asked to keep is the company's, and the boss will name it.",
        "know-the-policy-first",
        "text",
        "Northgate",
        slot="brief.company",
    ),
    Question(
        "team",
        WHO,
        "Your team",
        "Others are touched by what you ask for; think of whom before your boss does.",
        "ask-your-colleagues-first",
        "text",
        "the billing team",
        slot="brief.team",
    ),
    Question(
        "colleague",
        WHO,
        "The first name of a junior colleague",
        "Who stays behind, and who will want the same, is an objection that you can count on.",
        "look-after-whoever-stays",
        "text",
        "Priya",
        slot="brief.colleague",
    ),
    Question(
        "years",
        WHO,
        "How many years you have been here",
        "How much room you have depends on your standing, and time is a part of it.",
        "weigh-your-standing",
        "number",
        "4",
        slot="brief.years",
    ),
    # --- the meeting
    Question(
        "date",
        MEETING,
        "The day of the meeting",
        "Soon is better than some day, and a date tells you how long you can practise.",
        "meet-soon-at-a-time-that-suits-both",
        "date",
        "2026-03-17",
    ),
    Question(
        "form",
        MEETING,
        "How you meet",
        "Face to face is hardest to brush off; where it is not, plan for what you cannot see.",
        "ask-in-person",
        "choice",
        "in-person",
        options=FORMS,
    ),
    Question(
        "happened",
        MEETING,
        "What has happened so far",
        "If you were put off before, this talk has to begin differently from the last one.",
        "book-a-meeting-for-this-alone",
        "long",
        "The mail came on Monday. In spring I asked in passing and was told 'we'll see'.",
    ),
    # --- what you ask for
    Question(
        "ask.ideal",
        ASK,
        "The best that you could come out with",
        "One thing asked for exactly is easier to grant than a direction.",
        "ask-for-one-thing-exactly",
        "text",
        "Two fixed days a week at home, from the first",
    ),
    Question(
        "ask.acceptable",
        ASK,
        "What would be good enough",
        "A smaller yes that you have ready is not improvised under pressure.",
        "have-a-smaller-yes-ready",
        "text",
        "One fixed day, and a second one looked at in June",
    ),
    Question(
        "ask.walk_away",
        ASK,
        "Below what you would rather leave it",
        "Whoever has not decided this gives in at once, or threatens what they do not mean.",
        "decide-what-it-is-worth",
        "text",
        "Less than one fixed day: then I thank them and think it over",
    ),
    Question(
        "ask.home_days",
        ASK,
        "How many days a week at home",
        "A number is a request; 'a bit more' is a hint.",
        "do-not-hint",
        "number",
        "2",
        slot="brief.home_days",
    ),
    Question(
        "ask.home_day",
        ASK,
        "Which day matters most",
        "A named day can be planned around, and it shows that you have thought it through.",
        "do-not-hint",
        "choice",
        "Wednesday",
        options=tuple((day, day) for day in WEEKDAYS),
        slot="brief.home_day",
    ),
    Question(
        "ask.office_days",
        ASK,
        "How many office days a week were ordered",
        "Know the rule exactly, and whether it is enforced, before you ask for something beside it.",
        "know-the-policy-first",
        "number",
        "3",
        slot="brief.office_days",
    ),
    Question(
        "ask.accepts",
        ASK,
        "Which endings would be within your range",
        "A first day that goes well is the best argument for a second, so not only a whole yes counts.",
        "take-the-first-day",
        "choices",
        "agreed, trial, partial",
        options=ENDINGS,
    ),
    # --- why
    Question(
        "need",
        WHY,
        "What you need (finish: 'It would mean ...')",
        "A need for which there is a reason is heard differently from a wish.",
        "put-it-as-what-you-need",
        "text",
        "being there at nursery pick-up",
        slot="brief.need",
    ),
    Question(
        "reason",
        WHY,
        "The reason behind it, as far as you would tell it",
        "Knowing the reason tells you what you can trade away, and what you need not tell at all.",
        "sort-want-need-and-reason",
        "long",
        "Only I can be at the nursery by five on Wednesdays.",
    ),
    Question(
        "commute.minutes",
        WHY,
        "The journey to work, in minutes each way",
        "Hours on the road are a figure that nobody has to believe you.",
        "put-a-figure-on-the-commute",
        "number",
        "70",
        slot="brief.commute",
    ),
    Question(
        "commute.hours",
        WHY,
        "The journey in hours a week (left empty, it is worked out)",
        "Added up over a week, and with a use for it, the journey becomes an argument for the work.",
        "put-a-figure-on-the-commute",
        "number",
        "7",
        slot="brief.commute_week",
    ),
    # --- facts
    Question(
        "facts",
        FACTS,
        "Up to five facts: what | figure | where it can be checked",
        "One or two facts that can be checked beat ten reasons; have a few to choose from.",
        "bring-your-record",
        "facts",
        "Deadlines met this year | 11 of 12 | the team's plan",
    ),
    Question(
        "result",
        FACTS,
        "Your year in figures (finish: 'My record is ...')",
        "A request with the record beside it is weighed against the record.",
        "ask-with-your-record-beside-it",
        "text",
        "eleven of twelve deadlines met, the twelfth a day late",
        slot="brief.result",
    ),
    Question(
        "project",
        FACTS,
        "The piece of work that matters most just now",
        "Ask as somebody who wants that work to go well, and say what the days would do for it.",
        "come-to-improve-how-work-is-done",
        "text",
        "the Brenner launch",
        slot="brief.project",
    ),
    # --- the trial
    Question(
        "trial.length",
        TRIAL,
        "How long a trial you would offer",
        "What ends by itself is a small risk, and easier to say yes to than a change.",
        "ask-for-a-trial",
        "text",
        "six weeks",
        slot="brief.trial",
    ),
    Question(
        "trial.measures",
        TRIAL,
        "By what the two of you would tell whether it works",
        "A trial that nobody can measure is decided by mood.",
        "give-the-trial-a-shape",
        "text",
        "deadlines kept, and nobody waiting more than an hour for an answer",
    ),
    Question(
        "trial.review",
        TRIAL,
        "When you would look at it together",
        "Without a date a maybe turns into a no by itself.",
        "leave-with-a-date",
        "text",
        "on 30 April",
    ),
    Question(
        "trial.ends",
        TRIAL,
        "How it ends if it does not work",
        "A way out that is easy for your boss makes the way in easier.",
        "give-the-trial-a-shape",
        "text",
        "one word from you, and I am back in on the Monday",
    ),
    # --- working at home
    Question(
        "duties.home",
        HOME,
        "What of your work can be done at home",
        "The list tells you how strong your case is before anybody else does.",
        "list-your-duties",
        "long",
        "Month-end figures, the reports, calls with suppliers",
    ),
    Question(
        "duties.office",
        HOME,
        "What works only in the office",
        "Two or three tasks honestly marked for the office make the rest believable.",
        "go-through-your-duties",
        "long",
        "Training the new starters, the stock count",
    ),
    Question(
        "home_office",
        HOME,
        "Where you would work",
        "A room described is less to worry about than a room imagined.",
        "show-the-desk-you-work-at",
        "text",
        "the spare room, with a door, a second screen and a wired line",
    ),
    Question(
        "reachable",
        HOME,
        "When and how fast you can be reached",
        "An answering time that you can keep meets the fear of not getting hold of you.",
        "say-when-and-how-fast",
        "text",
        "by phone from eight to five, and I ring back within ten minutes",
    ),
    Question(
        "internet",
        HOME,
        "What you do if the internet fails",
        "A plan for the bad day is what a careful boss listens for.",
        "bring-a-plan-for-the-bad-day",
        "text",
        "I go on over the phone, and am in the office within the hour",
    ),
    # --- if it fails
    Question(
        "alternative",
        FAILS,
        "What you do if the answer stays no",
        "Knowing what you would do is what keeps your voice calm; it need not be said aloud.",
        "go-in-ready-for-a-no",
        "text",
        "I come in, and ask again after the launch",
    ),
    Question(
        "stop",
        FAILS,
        "When you stop for the day",
        "Pressing on after a no costs more than the no did.",
        "know-when-to-stop",
        "text",
        "after the second no, or as soon as either of us is cross",
    ),
    # --- afterwards
    Question(
        "ally",
        AFTER,
        "Who could be an ally",
        "Somebody senior who does it knows what would work; ask for advice, and keep their name out of it.",
        "find-a-senior-ally",
        "text",
        "Ines in finance, who is at home on Fridays",
    ),
    Question(
        "follow_up",
        AFTER,
        "Who writes down what was agreed, and by when",
        "Two people can leave one room with two agreements, unless one of them writes it down.",
        "say-back-what-was-agreed",
        "text",
        "I mail it to both of us before five the same day",
    ),
)
"""Every question, in order."""

QUESTION = {question.key: question for question in QUESTIONS}
"""The same by key."""
