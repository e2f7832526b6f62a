"""Everything that can happen in a workshop's session. A session is the list of these, and nothing else.

Events are values that never change and are only ever added to the end. What they mean together is said by ``fold``,
which may be added when by ``rules``. They are read and written as JSON, so fields may be added, with a default, and
never renamed.
"""

from typing import Literal

import msgspec

Mode = Literal["room", "predict", "alone"]
"""What the people in the room do: decide what is said, guess what the boss answers, or practise each by themselves."""
Question = Literal["line", "boss"]
"""What a round asks: which line is said next, or what the boss will make of the line that was chosen."""
TieRule = Literal["coach", "first", "chance"]
"""What breaks a tie: the coach, the option that stands first, or the session's seed."""
DecidedBy = Literal["vote", "tie-rule", "coach"]
ClosedBy = Literal["coach", "time"]


class Event(msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    """Something that happened."""


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that can be voted for."""

    id: str
    text: str


class Began(Event, frozen=True, tag="began"):
    """The coach opened the session. Always the first event."""

    session: str
    title: str
    scenario: str
    persona: str
    level: str
    seed: int
    code: str
    content: str  # hash of what the scenario and the persona were
    anonymous: bool = True
    tie: TieRule = "coach"


class CodeChanged(Event, frozen=True, tag="code-changed"):
    """Another code finds the session from now on; who is there stays."""

    code: str


class Locked(Event, frozen=True, tag="locked"):
    """Nobody new can join, or people can again."""

    locked: bool


class Joined(Event, frozen=True, tag="joined"):
    """Somebody took a seat. *token* is the hash of what their phone shows from then on, never the token itself."""

    seat: int
    name: str
    token: str


class Removed(Event, frozen=True, tag="removed"):
    """The coach took a name off; what this person voted no longer counts."""

    seat: int


class Observes(Event, frozen=True, tag="observes"):
    """Somebody watches for moves instead of voting, or votes again. In a vote that is open, theirs no longer counts."""

    seat: int
    observes: bool


class ModeSet(Event, frozen=True, tag="mode-set"):
    """The room does something else from the next round on."""

    mode: Mode


class RoundOpened(Event, frozen=True, tag="round-opened"):
    """People can vote."""

    round: int
    question: Question
    options: tuple[Option, ...]


class Voted(Event, frozen=True, tag="voted"):
    """Somebody chose an option; a later vote of theirs in the same round takes its place."""

    round: int
    seat: int
    option: str


class HandsCounted(Event, frozen=True, tag="hands-counted"):
    """The coach counted hands, so many for each option, beside the votes; an earlier count no longer holds."""

    round: int
    counts: tuple[tuple[str, int], ...]


class TimerSet(Event, frozen=True, tag="timer-set"):
    """The round closes by itself at *until* (seconds since 1970), or no longer does (0)."""

    round: int
    until: float


class RoundClosed(Event, frozen=True, tag="round-closed"):
    """Nobody can vote any more."""

    round: int
    by: ClosedBy = "coach"


class RoundReopened(Event, frozen=True, tag="round-reopened"):
    """People can vote again, their votes as they were; not once the tally was seen."""

    round: int


class Revealed(Event, frozen=True, tag="revealed"):
    """Everybody may see how the room voted."""

    round: int


class Discussed(Event, frozen=True, tag="discussed"):
    """The room talks about it; the conversation waits."""

    round: int


class Decided(Event, frozen=True, tag="decided"):
    """What became of a round: the option that leads, or for a question about the boss the one that came true."""

    round: int
    option: str
    by: DecidedBy = "vote"


class Said(Event, frozen=True, tag="said"):
    """A line was said to the boss: the conversation went on by it. *entry* is as a journal keeps it."""

    branch: int
    entry: str


class Forked(Event, frozen=True, tag="forked"):
    """The conversation went back: a new branch begins after *turn* lines of *parent* and is the one that goes on."""

    branch: int
    parent: int
    turn: int


class Switched(Event, frozen=True, tag="switched"):
    """The conversation goes on in another branch."""

    branch: int


class Compared(Event, frozen=True, tag="compared"):
    """Two branches stand side by side on the projector, or none any more (empty)."""

    branches: tuple[int, ...]


class AdviceShown(Event, frozen=True, tag="advice-shown"):
    """The advice on the last line is shown to everybody, or hidden."""

    shown: bool


class Suggested(Event, frozen=True, tag="suggested"):
    """Somebody proposed their own words. *move* is as what they were understood; empty where they were not."""

    number: int
    branch: int
    turn: int
    seat: int
    words: str
    move: str = ""


class SuggestionHidden(Event, frozen=True, tag="suggestion-hidden"):
    """The coach took a suggestion off the list."""

    number: int


class Marked(Event, frozen=True, tag="marked"):
    """An observer saw a move in the line that was said in that turn, or takes it back."""

    seat: int
    branch: int
    turn: int
    move: str
    seen: bool = True


class SaidAlone(Event, frozen=True, tag="said-alone"):
    """Somebody said a line in their own rehearsal, on their own phone; *turn* is the number of the line, from 1."""

    seat: int
    turn: int
    entry: str


class BegunAlone(Event, frozen=True, tag="begun-alone"):
    """Somebody began their own rehearsal, or began it anew."""

    seat: int
    attempt: int
    seed: int


class RemoteMade(Event, frozen=True, tag="remote-made"):
    """A phone may lead the session; *token* is a hash. An earlier one no longer may. Empty: none may any more."""

    token: str


class Ended(Event, frozen=True, tag="ended"):
    """The session is over. Always the last event."""


AnyEvent = (
    Began
    | CodeChanged
    | Locked
    | Joined
    | Removed
    | Observes
    | ModeSet
    | RoundOpened
    | Voted
    | HandsCounted
    | TimerSet
    | RoundClosed
    | RoundReopened
    | Revealed
    | Discussed
    | Decided
    | Said
    | Forked
    | Switched
    | Compared
    | AdviceShown
    | Suggested
    | SuggestionHidden
    | Marked
    | SaidAlone
    | BegunAlone
    | RemoteMade
    | Ended
)

_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


class Unreadable(ValueError):
    """What was stored is no event that this program knows."""


def as_json(event: AnyEvent) -> str:
    """*event* as it is stored."""
    return _ENCODER.encode(event).decode()


def from_json(stored: str | bytes) -> AnyEvent:
    """The event that was stored so. Raises ``Unreadable``."""
    try:
        return _DECODER.decode(stored)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unreadable(str(error)) from error
