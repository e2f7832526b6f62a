"""Files broken as people break them: for each the line that must be changed, and the sentence that it gets."""

from __future__ import annotations

from typing import NamedTuple

GOOD = """\
id: day-at-home
title: A day at home
summary: You ask for one day a week at home.
you: You have been here for four years.
scene: The boss's office, Tuesday morning.
asks: One day a week at home.
start: open
nodes:
  open:
    phase: opening
    boss: You wanted to talk?
    choices:
      - id: ask
        say: What would worry you most about it?
        move: ask-what-worries-them
        goto: done
      - id: propose
        say: Could we try it for six weeks?
        move: propose-a-trial
        goto: done
  done:
    phase: proposal
    ending: trial
    title: Six weeks
    boss: Six weeks, then.
    summary: You may try it for six weeks.
"""


class Broken(NamedTuple):
    name: str
    content: bytes
    place: str  # line:column, empty for the file as a whole
    code: str
    said: str  # how the sentence, with its suggestion, begins


def changed(name: str, old: str, new: str, place: str, code: str, said: str) -> Broken:
    """The good file with one mistake in it."""
    assert GOOD.count(old) == 1, old
    return Broken(name, GOOD.replace(old, new).replace("day-at-home", name, 1).encode(), place, code, said)


def whole(name: str, content: str | bytes, place: str, code: str, said: str) -> Broken:
    return Broken(name, content.encode() if isinstance(content, str) else content, place, code, said)


MOVE = "        move: ask-what-worries-them\n"
LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=False)
)

BROKEN = (
    # --- layout
    changed(
        "indented-less",
        "    boss: You wanted",
        "   boss: You wanted",
        "11:4",
        "yaml-indentation",
        "This line is indented by 3 spaces, as no line above it is that it could belong to.",
    ),
    changed(
        "indented-more",
        "    boss: You wanted",
        "      boss: You wanted",
        "11:7",
        "yaml-indentation",
        "This line is indented further than line 10, but line 10 already has its text.",
    ),
    changed(
        "below-the-hyphen",
        "        say: What would",
        "      say: What would",
        "14:7",
        "yaml-indentation",
        "This line stands straight below a hyphen, as if it were an item of the list. Indent it by 8 spaces",
    ),
    changed(
        "node-as-far-in-as-its-lines",
        "  done:\n",
        "    done:\n",
        "21:5",
        "yaml-indentation",
        "'done' is indented as far as the lines below it, so that they do not belong to it. Indent it by 2 spaces",
    ),
    changed(
        "node-too-far-out",
        "  done:\n",
        "aside:\n    phase: opening\n    boss: Hm.\n    goto: done\n  done:\n",
        "21:1",
        "yaml-indentation",
        "This line is indented by no space, and line 9 by 2. If it stands beside that, give it the same indentation.",
    ),
    changed(
        "no-space-after-a-colon-in-braces",
        MOVE,
        MOVE + "        effects: {trust:1}\n",
        "16:24",
        "yaml-colon",
        "A space is missing after the colon. Write 'trust: 1'.",
    ),
    changed(
        "curly-quotes",
        "You wanted to talk?",
        "\u201cYou wanted to talk?\u201d",
        "11:11",
        "curly-quotes",
        "These quotes come from a word processor: YAML takes them for part of the text.",
    ),
    changed(
        "item-out-of-line",
        "      - id: propose",
        "       - id: propose",
        "17:8",
        "yaml-indentation",
        "This item is indented by 7 spaces, the others of its list by 6.",
    ),
    changed(
        "tab",
        "    boss: You wanted",
        "\tboss: You wanted",
        "11:1",
        "yaml-tab",
        "A tab stands at the beginning of this line. Use spaces: two for each step.",
    ),
    changed(
        "no-space-after-colon",
        "start: open",
        "start:open",
        "7:7",
        "yaml-colon",
        "A space is missing after the colon.",
    ),
    changed(
        "no-space-after-hyphen",
        "      - id: propose",
        "      -id: propose",
        "17:8",
        "yaml-colon",
        "A space is missing after the hyphen.",
    ),
    changed(
        "no-colon",
        "start: open",
        "start open",
        "7:1",
        "yaml-colon",
        "This line has no colon: it is neither a key with its value, nor does it belong to the text above.",
    ),
    # --- signs in texts
    changed(
        "colon-in-a-text",
        "You wanted to talk?",
        "One thing: who covers Wednesdays?",
        "11:20",
        "yaml-colon",
        'A colon with a space after it stands inside a text. Put the whole text in quotes: "One thing: who covers',
    ),
    changed(
        "quote-never-closed",
        "Six weeks, then.",
        '"Six weeks, then.',
        "25:11",
        "yaml-quote",
        "A quote is opened here and never closed.",
    ),
    changed(
        "quote-closed-far-below",
        "say: What would worry you most about it?\n",
        'say: "What would worry you?\n',
        "14:14",
        "yaml-quote",
        "A quote is opened here and never closed.",
    ),
    changed(
        "apostrophe-in-quotes",
        "You wanted to talk?",
        "'I don't see how.'",
        "11:17",
        "yaml-quote",
        "The text ends for YAML at this quote, but it goes on. Inside single quotes write an apostrophe twice",
    ),
    changed(
        "quotes-around-part",
        "You wanted to talk?",
        '"No," she says.',
        "11:15",
        "yaml-quote",
        "The text ends for YAML at this quote, but it goes on. Put the whole text in single quotes",
    ),
    changed(
        "slot-first",
        "You wanted to talk?",
        "{boss.name} looks up.",
        "11:11",
        "yaml-sign",
        "The text begins with {, which YAML takes for the beginning of a list or a mapping.",
    ),
    changed(
        "bracket-first",
        "You wanted to talk?",
        "[sighs] Well?",
        "11:11",
        "yaml-sign",
        "The text begins with [, which YAML takes for the beginning of a list or a mapping.",
    ),
    changed(
        "star-first",
        "You wanted to talk?",
        "*sighs* Well?",
        "11:11",
        "yaml-sign",
        "The text begins with *, a sign that YAML keeps for itself.",
    ),
    changed(
        "at-first",
        "You wanted to talk?",
        "@home, you mean?",
        "11:11",
        "yaml-sign",
        "The text begins with @, a sign that YAML keeps for itself.",
    ),
    changed(
        "bracket-never-closed",
        "move: propose-a-trial",
        "move: [propose-a-trial, shape-the-trial",
        "19:15",
        "yaml-bracket",
        "The bracket [ is opened here and never closed. Write ] where it ends.",
    ),
    changed(
        "cut-at-a-number-sign",
        "You wanted to talk?",
        "You are our #1, you know?",
        "11:23",
        "text-cut",
        "From the # on this is a comment for YAML, and no part of the text.",
    ),
    changed(
        "comma-in-braces",
        "  done:\n",
        "  aside: {phase: opening, boss: Well, then., goto: done}\n  done:\n",
        "21:39",
        "unknown-key",
        "'then.' is taken for a key here, and is none. If it belongs to a text between { and }",
    ),
    # --- what YAML can do and content does not use
    changed(
        "anchor",
        "  open:\n",
        "  open: &first\n",
        "9:9",
        "yaml-alias",
        "'&first' is an anchor to YAML, and those are not used here.",
    ),
    changed(
        "alias", "boss: You wanted to talk?", "boss: *first", "11:11", "yaml-alias", "'*first' is an alias to YAML"
    ),
    changed(
        "merge-key",
        "    phase: opening\n",
        "    <<: {phase: opening}\n",
        "10:5",
        "yaml-merge",
        "Merging with '<<' is not used here: write the keys out.",
    ),
    changed(
        "tag",
        "You wanted to talk?",
        "!!python/object/apply:os.system [ls]",
        "11:11",
        "yaml-tag",
        "'!!python/object/apply:os.system' is a tag to YAML, and tags are not used here.",
    ),
    whole("billion-laughs", LAUGHS, "1:4", "yaml-alias", "'&a' is an anchor to YAML, and those are not used here."),
    changed(
        "two-documents",
        "  done:\n",
        "---\n  done:\n",
        "21:1",
        "two-documents",
        "A file holds one document: a second '---' begins here. Give each a file of its own.",
    ),
    changed(
        "duplicate-key",
        "    boss: You wanted to talk?\n",
        "    boss: You wanted to talk?\n    boss: Well?\n",
        "12:5",
        "duplicate-key",
        "The key 'boss' stands here a second time; the first is in line 11.",
    ),
    changed(
        "left-by-git",
        "start: open\n",
        "<<<<<<< HEAD\nstart: open\n=======\nstart: opne\n>>>>>>> mine\n",
        "7:1",
        "yaml-syntax",
        "This line was left here when two versions of the file were joined.",
    ),
    whole("deep", "a: " + "[" * 50_000, "1:43", "too-deep", "It is nested too deeply (more than 40 levels)."),
    # --- the file itself
    whole(
        "latin-1",
        GOOD.replace("talk?", "café?").encode("latin-1"),
        "11:28",
        "not-utf-8",
        "This sign is not UTF-8 (it may be meant for 'é'). Save the file as UTF-8.",
    ),
    whole("utf-16", GOOD.encode("utf-16"), "1:1", "not-utf-8", "The file is UTF-16, not UTF-8. Save it as UTF-8"),
    whole("empty", "", "", "file-empty", "The file is empty."),
    whole(
        "only-comments", "# to be written\n\n# soon\n", "", "file-empty", "Nothing but comments stands in this file."
    ),
    whole(
        "nul",
        GOOD.replace("talk?", "ta\0lk?"),
        "11:27",
        "control-character",
        "A control character (number 0) stands here: this is no text file, or it is damaged.",
    ),
    whole(
        "word-document",
        b"PK\x03\x04\x14\0\6\0" + bytes(range(256)),
        "1:1",
        "control-character",
        "This is no text file but a Word document",
    ),
    whole(
        "picture",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "1:1",
        "control-character",
        "This is no text file but a picture. Content is plain text",
    ),
    whole("program", b"\x7fELF\2\1\1" + bytes(64), "1:1", "control-character", "This is no text file but a program."),
    whole(
        "enormous", b"# 50 MB\n" + b"x" * 50_000_000, "", "file-too-large", "The file is too large: more than 10 MB."
    ),
    whole("a-sentence", "I would like to work from home.\n", "1:1", "unknown-content", "This is neither a scenario"),
    whole(
        "list-of-nodes",
        "- id: open\n  phase: opening\n  say: Hello.\n",
        "1:1",
        "unknown-content",
        "This is neither a scenario",
    ),
    # --- what stands in it
    changed(
        "unquoted-no",
        MOVE,
        MOVE + "        repeat: no\n",
        "16:17",
        "wrong-type",
        "Either true or false is expected here, not 'no'. Write false.",
    ),
    changed(
        "number-for-a-text",
        "title: A day at home",
        "title: 2026",
        "2:8",
        "wrong-type",
        "A text is expected here, not the number 2026. To have it as a text, put it in quotes.",
    ),
    changed(
        "yes-for-a-text",
        "asks: One day a week at home.",
        "asks: true",
        "6:7",
        "wrong-type",
        "A text is expected here, not 'true' (yes or no to YAML).",
    ),
    whole(
        "list-for-a-mapping",
        GOOD.replace("day-at-home", "list-for-a-mapping", 1).partition("nodes:")[0] + "nodes:\n  - open\n  - done\n",
        "8:1",
        "wrong-type",
        "A mapping (key: value) is expected here, not a list.",
    ),
    changed(
        "nothing-after-the-colon",
        "asks: One day a week at home.",
        "asks:",
        "6:6",
        "wrong-type",
        "A text is expected here, and there is none.",
    ),
    changed(
        "empty-text", "You wanted to talk?", "' '", "11:11", "empty-text", "A text is expected here, and it is empty."
    ),
    changed(
        "unknown-key",
        "    boss: You wanted",
        "    bos: You wanted",
        "11:5",
        "unknown-key",
        "The key 'bos' is not known here. Did you mean 'boss'?",
    ),
    changed(
        "unknown-value",
        "ending: trial",
        "ending: trail",
        "23:13",
        "unknown-value",
        "'trail' is not one of 'agreed', 'trial', 'partial', 'deferred', 'refused' or 'ruptured'.",
    ),
    changed(
        "missing-keys",
        "        say: What would worry you most about it?\n" + MOVE,
        "",
        "13:9",
        "missing-key",
        "The keys 'say' and 'move' are missing here.",
    ),
    changed(
        "missing-default",
        "boss: You wanted to talk?",
        "boss: {controlling: Yes?, sociable: Come in!}",
        "11:5",
        "missing-default",
        "Texts and effects by persona need a 'default'.",
    ),
    changed(
        "capitals-in-an-id",
        "id: propose\n",
        "id: Propose It\n",
        "17:13",
        "bad-id",
        "'Propose It' is no id: lower-case letters and digits, words joined by hyphens. Write 'propose-it'.",
    ),
    changed(
        "typo-in-a-move",
        "move: propose-a-trial",
        "move: propose-a-trail",
        "19:15",
        "unknown-move",
        "There is no move 'propose-a-trail'. Did you mean 'propose-a-trial'?",
    ),
    changed(
        "typo-in-a-target",
        "start: open",
        "start: opne",
        "7:8",
        "unknown-node",
        "There is no node 'opne'. Did you mean 'open'?",
    ),
    changed(
        "typo-in-a-persona",
        "boss: You wanted to talk?",
        "boss: {default: Yes?, sociabel: Come in!}",
        "11:37",
        "unknown-persona",
        "There is no persona 'sociabel'. Did you mean 'sociable'?",
    ),
    changed(
        "missing-exit",
        MOVE + "        goto: done\n",
        MOVE,
        "13:9",
        "no-exit",
        "The choice 'ask' leads nowhere: give it a 'goto'.",
    ),
    changed("wrong-condition", MOVE, MOVE + "        when: trust is high\n", "16:15", "condition", ""),
    changed(
        "one-equals-sign",
        MOVE,
        MOVE + "        when: trust = 4\n",
        "16:15",
        "condition",
        "The condition 'trust = 4' cannot be read. Two things are compared with '=='.",
    ),
    changed(
        "unknown-meter",
        MOVE,
        MOVE + "        when: trsut >= 4\n",
        "16:15",
        "unknown-meter",
        "There is no meter 'trsut'. Did you mean 'trust'?",
    ),
    changed(
        "endless-condition",
        MOVE,
        MOVE + f"        when: {' and '.join(['trust >= 4'] * 60)}\n",
        "16:15",
        "condition",
        "A condition may have 500 characters at most.",
    ),
    changed(
        "deep-condition",
        MOVE,
        MOVE + f"        when: {'(' * 240}trust >= 4{')' * 240}\n",
        "16:15",
        "condition",
        "The condition '",
    ),
    changed(
        "lone-brace",
        "You wanted to talk?",
        "You wanted {you.name to talk?",
        "11:11",
        "lone-brace",
        "A lone brace stands in the text. Write it twice to show it.",
    ),
    changed(
        "unknown-slot",
        "You wanted to talk?",
        "Well, {you.nmae}?",
        "11:11",
        "unknown-slot",
        "There is no slot '{you.nmae}'. Did you mean 'you.name'?",
    ),
)
