"""Help for the screen that is open: a paragraph about it, and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from rehearse.tui.content import text
from rehearse.tui.keys import Place, Shortcut, bindings, displayed, shortcuts
from rehearse.tui.paragraphs import Paragraph, Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

PARAGRAPHS = {
    "home": """
Choose the meeting that lies before you and the boss who is most like yours: the signs at the right tell which one that
is. A patient boss is good for a first run, a tough one for the last. Guided shows lines to choose from, recall hides
them until you ask, real leaves you to your own words. With feedback after each line you see at once what a line did;
with feedback at the end the talk runs through as in life. Tab and the arrow keys go from part to part, Enter goes on,
and everything can be clicked. What is unfinished can be carried on with at any time. w leads a group through it. This
is practice, not legal advice.
""",
    "talk": """
Your boss speaks, and you choose what to say, by its number, with the arrow keys or with the mouse, or you type it in
your own words: where it is not clear what they mean, you are asked. The lines are in no order of merit. In the field
letters write, Enter says what is written and Esc leaves it; /help, /undo, /advice and /quit are never said aloud. What
one sees of the boss tells how the talk is going. In a real talk your boss can be made to wait only for so long: a line
above the field grows shorter, and stands still while you type or look at something else. Every line is kept as you say
it: you can leave at any moment and carry on later, and take the last line back.
""",
    "debrief": """
A way through the talk in nine parts, ten minutes at most: n goes on, and leaves out what you do not want. The talk
itself stands beside it; where there is little room, v shows it in place of the text. The arrows go from turn to turn,
Enter looks at one whole, with the advice it rests on and where that was published. Right after a talk you guess first
which turn changed it; then the analysis shows the chance of a good end, turn by turn. From any turn you can try again
another way, and see both ways side by side; the rehearsal that you look back on stays as it is.
""",
    "compare": """
Two ways in which the same talk went, from the turn where they part: at the left one, at the right the other, each with
its curve. First look for yourself what the better one has; Enter tells what the better of all your tries share and the
others have not. Where there are more than two, l and r put another one in their place.
""",
    "advice": """
Every piece of advice on one card, in our own words, with the articles that it stands on. Type to search; choose a
stage, a boss or an article to see only what belongs to it. Enter goes from the search to the list and from the list to
the card, Tab goes on to the cards that it is related to. Where articles disagree, the cards say so and lead to one
another.
""",
    "journal": """
Every rehearsal is kept here from its first line on, on this machine alone. Enter opens the debrief of a finished one
and carries on with an unfinished one. What you export is written as Markdown and as a page to print; what you forget
is gone.
""",
    "brief": """
A form about your own meeting. Nothing has to be answered, and half of it is already useful: the names and facts stand
in the talk, your boss comes first in the list, and the page to take along is made from it. Tab, Enter and the arrow
keys go from question to question; in a field of several rows Enter begins a new row. Every answer is kept as soon as
you leave it, on this machine alone and readable for you alone. Where one cannot be read, it stays as you wrote it and a
sentence says why.
""",
    "boss": """
Eight to ten statements about your boss, which you answer with 1, 2 or 3, and whom the answers point to: one boss, one
with something of another, or nobody clearly. You can rehearse with them at once, and keep them for your own meeting
under the name that you give them. It is a rough guide.
""",
    "map": """
The meeting as a picture: every point of the talk in layers, from the first at the top to the endings at the bottom. The
heavy line is the way that you took, light lines are ways not taken, broken ones lead back up. The arrow keys go along
the lines and sideways, the numbers to where a line leads, + and - come closer and go farther. Beside the picture stands
what your boss says at the point that is chosen, how often you have been there, which lines you said and, once you have
seen an ending, where the others lead, with the fewest lines to each ending. Before your first ending only points where
you have been are told about.
""",
    "today": """
The way to your meeting: about nine short sessions, laid out evenly from now up to the day that you have told under “My
meeting”. Enter begins the one that is chosen. What you practise counts by itself, here or elsewhere in the program; x
notes what you have done in another way. Where a day passes without, the rest is laid out anew over the days that are
left. The calendar file names neither meeting nor boss, since calendars are often read by others.
""",
    "drill": """
Your boss objects, and you answer by typing, for five minutes or ten objections. You see how your words were read, how
this boss takes that, the advice behind it, and a line that would do. They come from what did not hold in rehearsals,
from your if-then plans, and from what worries this boss most. What holds comes back later, what does not comes back
soon. Where it cannot be told what a line does, nothing is said of it.
""",
    "progress": """
What happened so far, counted and drawn: how your rehearsals ended, what worries this boss and how often you answered it
well, what you did and what came of it, and what is still unproven. There is no score: the talk itself is another thing.
""",
    "log": """
After the real talk: eight questions, none of which has to be answered. Every answer is kept as soon as you leave it, on
this machine alone. The second page holds it against your range and your rehearsals, and says what the articles advise
after such an ending. The e-mail that follows it up is drafted from what you agreed and the next talk, and from nothing
else that you note.
""",
    "mail": """
A draft of the e-mail after the talk: it sets down what was agreed and asks for nothing new. Change it as you like, your
changes are kept; then copy it, or save it as a text file. Nothing is sent from here.
""",
    "bench": """
Where a meeting is written. At the left every node, with ✗, ! or i where it has a problem, ● where your path stands, ·
where it went and ↺ where a detour begins; in the middle the node as the person will see it; at the right what is wrong
with it and what is known of it. The file itself is written in your own editor: e opens it at what is chosen, and every
save shows here within half a second, at the same place. Numbers say a line: where your path stands here it goes on, and
after each save it is gone again, so that you see at which line an edit breaks it. What is saved broken never takes away
what is shown. p plays from any node, as you set it; nothing of that is written into the journal.
""",
    "proof": """
What can be shown about a meeting without anybody's opinion: how it ends for whom, whether the best line gives itself
away, whether two bosses are two, what of the advice can be practised, which lines never matter, how hard it is. What
fails is to be mended, what is noted may be meant. b proves it with all bosses, or with one alone.
""",
    "coach": """
Where a workshop is led. People join with the code at the right, or with their camera; v puts the notes there, or
nothing. Space does what comes next: it asks the room, closes the vote, reveals the tally, pauses to talk about it, and
has what leads said to the boss; what it would do stands above the keys. You can choose another line than the room,
count hands, give the vote a timer, go back to any line and try the other way, and put both ways side by side.
Projector-safe hides notes, names and tallies here, should this screen be what everybody sees. Whatever happens is
stored before it is shown: if this program ends, the same command goes on where it was.
""",
    "beside": """
Two branches of the session from where they part, here and on the projector, each with its curve. Let the room look
first; Enter tells what the better one has and the other has not.
""",
    "prep": """
The page to take along: your own words from rehearsals where there are any, else better lines, drafts and examples, and
your answers about the meeting. Enter changes the row that is chosen. Your own words stay, whatever later rehearsals
bring; where those bring a newer line, a sign says so, and u takes it or puts yours back. Export writes the page as
Markdown and as HTML, which prints on one side. This is practice, not legal advice.
""",
}
"""One plain paragraph about each screen."""

TITLES = {
    "home": "Choose and start",
    "talk": "The talk",
    "debrief": "The debrief",
    "compare": "Side by side",
    "advice": "The advice",
    "journal": "The journal",
    "brief": "My meeting",
    "boss": "Which boss is mine?",
    "prep": "The prep sheet",
    "bench": "The author's bench",
    "proof": "The proof",
    "today": "The way to your meeting",
    "drill": "The drill",
    "progress": "The progress",
    "log": "After the talk",
    "mail": "The e-mail",
    "map": "The map",
    "coach": "The coach's screen",
    "beside": "Side by side",
}
KEYS_WIDTH = 14


class HelpScreen(ModalScreen[None]):
    """What one can do here."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar = bindings("help")

    def __init__(self, place: Place) -> None:
        """Help for one screen."""
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """A title, a paragraph, the keys of the screen, the keys that hold everywhere."""
        with VerticalScroll(id="help"):
            yield Static(text(TITLES[self._place], "bold $accent"), markup=False)
            yield Static(text(" ".join(PARAGRAPHS[self._place].split())), markup=False)
            yield Prose(_table("Keys of this screen", shortcuts(self._place)))
            yield Prose(_table("Keys that hold everywhere", shortcuts("everywhere")))

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss(None)


def _table(title: str, listed: tuple[Shortcut, ...]) -> Iterator[Paragraph]:
    yield Paragraph(text(title, "$quiet"))
    for shortcut in listed:
        keys = "  ".join(displayed(key) for key in shortcut.keys.split(","))
        yield Paragraph(text(shortcut.description), text(f"{keys:<{KEYS_WIDTH}}", "bold $accent"))
