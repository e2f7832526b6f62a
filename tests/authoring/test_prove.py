"""``rehearse prove``: every rule fails where it should, with its number and place, and shipped content keeps them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from textwrap import dedent

import pytest

from rehearse.analysis.audits.ground import MATTERS
from rehearse.authoring.proofs import coverage, cues, difficulty, endings, giveaways, pivots, separation
from rehearse.authoring.proofs.cues import CODE_OF, hedging, politeness
from rehearse.authoring.proofs.data import proof_data
from rehearse.authoring.proofs.prove import Mark, Proof, UnknownContent, prove
from rehearse.authoring.proofs.text import WIDTH, proof_text
from rehearse.cli.commands import run
from rehearse.loading.library import load_library
from rehearse.store.journal import Journal
from rehearse.store.places import worth_folder
from tests.worlds import PERSONA, library_of, meeting, write

NO = {"phase": "proposal", "ending": "refused", "title": "No", "boss": "No.", "summary": "Nothing."}
SOON = json.dumps(NO)
PLAIN = """
open:
  phase: opening
  boss: Well?
  choices:
    - {id: kind, say: Tell me what it is for., move: ask, goto: next}
    - {id: rude, say: You never tell us why., move: push, goto: gone}
next:
  phase: proposal
  boss: And now?
  choices:
    - {id: rude, say: I will not do it so., move: push, goto: gone}
    - {id: kind, say: Shall we try it out?, move: please, goto: done}
"""


def nodes(text: str) -> str:
    return f"{dedent(text)}\ngone: {SOON}"


def proved(text: str, *, files: dict[str, str] | None = None, **asked: object) -> Proof:
    library = library_of(meeting(nodes(text)), files)
    assert [str(problem) for problem in library.errors] == []
    return prove(library, "meeting", cache=False, **asked)  # type: ignore[arg-type]


def marks(proof: Proof, code: str, verdict: str = "failing") -> list[Mark]:
    return [mark for mark in proof.marks if (mark.code, mark.verdict) == (code, verdict)]


def test_a_sound_little_meeting_has_the_odds_that_one_reckons_by_hand() -> None:
    proof = proved(PLAIN)
    assert next(f.value for f in proof.figures("ending.agreed") if f.person == "uniform") == pytest.approx(0.25)
    assert next(f.value for f in proof.figures("ending.agreed") if f.person == "best") == 1
    assert next(f.value for f in proof.figures("ending.agreed") if f.person == "advice") == 1
    assert next(f.value for f in proof.figures("ending.agreed") if f.person == "halfway") == pytest.approx(0.75**2)
    assert next(f.value for f in proof.figures("lines") if f.person == "halfway") == pytest.approx(1.75)
    assert all(figure.error == 0 for figure in proof.figures())


def test_a_best_line_that_is_always_the_longest_fails_with_its_number_and_its_place() -> None:
    text = PLAIN.replace("Tell me what it is for.", "Tell me what it is for and what would help you with it.")
    proof = proved(text.replace("Shall we try it out?", "Shall we try it out for six weeks and then look at it again?"))
    (mark,) = marks(proof, "giveaway-length")
    assert "the longest line is the best one in 100 of 100" in mark.sentence
    assert mark.value == pytest.approx(0.5)
    assert mark.margin == 0.15
    assert mark.span is not None
    assert {(m.node, m.choice) for m in marks(proof, "giveaway-length-here", "noted")} == {
        ("open", "kind"),
        ("next", "kind"),
    }
    assert marks(proof, "giveaway-length", "passed")  # of the shortest line


def test_a_best_line_that_is_always_written_first_fails_for_its_place() -> None:
    first = PLAIN.replace("    - {id: rude, say: I will not do it so., move: push, goto: gone}\n", "")
    first = f"{first.rstrip()}\n    - {{id: rude, say: I will not do it so., move: push, goto: gone}}\n"
    (mark,) = marks(proved(first), "giveaway-position")
    assert "first line as written" in mark.sentence
    assert not marks(proved(PLAIN), "giveaway-position")


def test_courtesy_and_caution_are_counted_by_whole_words() -> None:
    assert politeness("Thank you. Could we look at it, please?") == 3
    assert politeness("What would you look at? I was sorry then.") == 0
    assert politeness("You\N{RIGHT SINGLE QUOTATION MARK}re right.") == 1
    assert hedging("Maybe, I think, just a bit.") == 4
    assert hedging("Justice is aboutface.") == 0


def test_two_bosses_with_the_same_best_line_everywhere_are_one() -> None:
    twin = PERSONA.replace("id: boss", "id: twin", 1).replace("Pat Quill", "Sam Reed")
    proof = proved(PLAIN, files={"personas/twin.yaml": twin})
    (mark,) = marks(proof, "bosses-alike")
    assert mark.persona == "boss twin"
    assert mark.value == pytest.approx(0)
    other = twin.replace("please: {effects: {trust: 2}", "please: {effects: {trust: -4}")
    other = other.replace("depends: {says", "depends: {effects: {trust: 2}, says")
    apart = """
    open:
      phase: opening
      boss: Well?
      choices:
        - {id: kind, say: Shall we see?, move: please, goto: [{when: trust >= 6, to: done}, {to: gone}]}
        - {id: plain, say: Say it now., move: chat, goto: [{when: trust >= 6, to: done}, {to: gone}]}
    """
    proof = proved(apart, files={"personas/twin.yaml": other})
    assert not marks(proof, "bosses-alike")
    (lines,) = proof.figures("separation.lines")
    assert lines.value == pytest.approx(1)


def test_a_choice_that_never_matters_fails_at_its_node() -> None:
    text = PLAIN.replace("open:", "first:")
    idle = """
    open:
      phase: opening
      boss: Good day.
      choices:
        - {id: one, say: And to you., move: chat, goto: first}
        - {id: two, say: Good day., move: chat, goto: first}
    """
    (mark,) = marks(proved(dedent(idle) + text), "never-matters")
    assert mark.node == "open"
    assert "never matters" in mark.sentence
    assert not marks(proved(PLAIN), "never-matters")


def test_a_line_that_closes_every_good_way_without_a_sign_fails_and_one_with_a_sign_does_not() -> None:
    text = """
    open:
      phase: opening
      boss: Well?
      choices:
        - {id: kind, say: Tell me what it is for., move: ask, goto: next}
        - {id: trap, say: Let us talk of it., move: MOVE, goto: lost}
    next:
      phase: proposal
      boss: And now?
      choices:
        - {id: rude, say: I will not do it., move: push, goto: gone}
        - {id: kind, say: Shall we try it?, move: please, goto: done}
    lost:
      phase: proposal
      boss: Go on.
      choices:
        - {id: on, say: Well then., move: chat, goto: gone}
        - {id: off, say: All right., move: chat, goto: gone}
    """
    (mark,) = marks(proved(text.replace("MOVE", "chat")), "no-return-unseen")
    assert (mark.node, mark.choice) == ("open", "trap")
    assert not marks(proved(text.replace("MOVE", "push")), "no-return-unseen")


def test_a_meeting_that_is_easier_when_the_boss_is_harder_fails_for_its_levels() -> None:
    text = """
    open:
      phase: opening
      boss: Well?
      choices:
        - {id: kind, say: Tell me what it is for., move: ask, goto: [{when: trust <= 3, to: done}, {to: gone}]}
        - {id: rude, say: You never tell us why., move: push, goto: gone}
    """
    found = marks(proved(text), "levels-out-of-order")
    assert found
    assert all(mark.level == "tough" for mark in found)
    assert not marks(proved(PLAIN), "levels-out-of-order")


def test_whoever_follows_a_card_and_does_markedly_worse_is_told_with_the_line() -> None:
    text = PLAIN.replace("move: ask, goto: next", "move: please, goto: next").replace(
        "move: push, goto: gone", "move: ask, goto: gone", 1
    )
    (mark,) = marks(proved(text), "card-misleads")
    assert "'Ask first'" in mark.sentence
    assert (mark.node, mark.choice) == ("open", "rude")
    assert marks(proved(PLAIN), "cards-hold", "passed")


def test_a_talk_without_an_end_fails() -> None:
    text = PLAIN.replace("move: push, goto: gone}", "move: chat, repeat: true, goto: round}", 1)
    line = "{id: on, say: On., move: chat, repeat: true, goto: round}"
    loop = f"round:\n  phase: opening\n  boss: Round.\n  choices:\n    - {line}\n"
    (mark,) = marks(proved(text + loop), "comes-to-an-end")
    assert mark.value == pytest.approx(0.5)


def test_what_is_kept_is_what_was_found_and_damage_to_it_is_mended(tmp_path: Path) -> None:
    del tmp_path
    library = library_of(meeting(nodes(PLAIN)))
    steps: list[tuple[str, int, int]] = []
    first = prove(library, "meeting", progress=lambda *step: steps.append(step))
    assert steps[0] == ("Pat Quill, everyday", 0, 4)
    assert steps[-1] == ("", 4, 4)
    kept = sorted(worth_folder().iterdir())
    assert kept
    assert prove(library, "meeting") == first
    for path in kept:
        path.write_bytes(path.read_bytes()[:-7] + b"damaged")
    assert prove(library, "meeting") == first
    assert prove(library, "meeting", cache=False) == first


def test_the_text_fits_80_columns_and_the_data_holds_every_figure_and_mark() -> None:
    proof = proved(PLAIN)
    text = proof_text(proof)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "Traceback" not in text
    data = json.loads(json.dumps(proof_data(proof)))
    told = [figure for section in data["sections"] for figure in section["figures"]]
    assert len(told) == len(list(proof.figures()))
    judged = [mark for section in data["sections"] for mark in section["marks"]]
    assert len(judged) == len(proof.marks)
    assert all(mark["rule"] for mark in judged)
    assert all(mark["value"] is not None for mark in judged if mark["verdict"] == "failing")


def test_a_scenario_with_too_many_states_is_played_and_says_so() -> None:
    wide = "{{id: {0}, label: Wide, description: Wide., min: 0, max: 100, start: 5, low: 3, high: 7}}"
    library = library_of(meeting(nodes(PLAIN), f"meters: [{wide.format('one')}, {wide.format('two')}]"))
    proof = prove(library, "meeting", cache=False)
    assert all(figure.error == pytest.approx(0.01) for figure in proof.figures("good"))
    uniform = next(figure for figure in proof.figures("ending.agreed") if figure.person == "uniform")
    assert uniform.value == pytest.approx(0.25, abs=0.05)
    text = proof_text(proof)
    assert "Not every state can be looked at" in text
    assert "2,500 meetings" in text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_unknown_names_get_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del tmp_path
    with pytest.raises(UnknownContent, match="There is no level 'evryday'"):
        proved(PLAIN, levels=["evryday"])
    with pytest.raises(UnknownContent, match="no persona 'bos'"):
        proved(PLAIN, personas=["bos"])
    assert run(["prove", "no-such-meeting"]) == 2
    assert "no scenario 'no-such-meeting'" in capsys.readouterr().err


def git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(folder), *names, *arguments], check=True, capture_output=True)


def test_an_edit_is_told_in_sentences_with_the_rehearsals_that_it_orphans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "pack"
    scenario = pack / "scenarios" / "meeting.yaml"
    write(pack, {"scenarios/meeting.yaml": meeting(nodes(PLAIN))})
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "First")
    with_journal = Journal.open()
    whose = {"scenario": "meeting", "persona": "boss", "level": "everyday", "seed": 1, "content_hash": "x"}
    record = with_journal.start(**whose, feedback="now", title="A meeting", boss="Pat Quill")  # type: ignore[arg-type]
    with_journal.say(record.id, 1, "kind")
    with_journal.close()
    scenario.write_text(
        scenario.read_text(encoding="utf-8")
        .replace("id: kind, say: Tell", "id: kindly, say: Tell")
        .replace(
            "id: rude, say: I will not do it so., move: push, goto: gone",
            "id: rude, say: No then., move: push, goto: done",
        ),
        encoding="utf-8",
    )
    run(["prove", str(scenario), "--boss", "boss", "--level", "everyday", "--diff", "HEAD"])
    out = " ".join(capsys.readouterr().out.split())
    assert "With Pat Quill somebody without a plan now gets a trial or better in 50 of 100 meetings; it was 25." in out
    assert "breaks at line 1, \"Tell me what it is for.\": at 'open' there is no 'kind'. Did you mean" in out
    assert "renamed_from" in out
    run(["prove", str(scenario), "--boss", "boss", "--level", "everyday", "--diff", "HEAD", "--json"])
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [orphan["rehearsal"] for orphan in changes["orphans"]] == [record.id]


def test_a_revision_that_cannot_be_read_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = (
        write(tmp_path / "pack", {"scenarios/meeting.yaml": meeting(nodes(PLAIN))}) / "scenarios" / "meeting.yaml"
    )
    asked = ["prove", str(scenario), "--boss", "boss", "--level", "everyday", "--diff"]
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert run([*asked, "HEAD"]) == 2
    assert "is in no git repository" in capsys.readouterr().err
    git(tmp_path / "pack", "init", "-q")
    assert run([*asked, "HEAD~4"]) == 2
    assert "There is no revision 'HEAD~4' here" in capsys.readouterr().err
    git(tmp_path / "pack", "commit", "-qm", "Empty", "--allow-empty")
    assert run([*asked, "HEAD"]) == 2
    assert "nothing to compare it with" in capsys.readouterr().err
    assert run([*asked, "--output=/tmp/x"]) == 2
    assert "There is no revision '--output=/tmp/x'" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run([*asked, "HEAD"]) == 2
    assert "'git' is needed" in capsys.readouterr().err


def test_the_shipped_meeting_has_no_failing_mark_with_two_bosses(capsys: pytest.CaptureFixture[str]) -> None:
    proof = prove(load_library(), "summoned-three-days", ["risk-averse", "sociable"], ["everyday"])
    assert [mark.sentence for mark in proof.failing] == []
    assert (
        run(["prove", "summoned-three-days", "--boss", "risk-averse", "--boss", "sociable", "--level", "everyday"]) == 0
    )
    assert "Proved: no failing mark" in capsys.readouterr().out


def test_every_code_figure_and_margin_stands_in_the_guide() -> None:
    guide = (Path(__file__).parents[2] / "docs/authoring/proofs.md").read_text(encoding="utf-8")
    codes: set[str] = set(CODE_OF.values())
    for file in Path(cues.__file__).parent.glob("*.py"):
        codes |= set(re.findall(r'Mark\(\s*"([a-z-]+)"', file.read_text(encoding="utf-8")))
    assert len(codes) > 20
    assert [code for code in sorted(codes) if f"`{code}`" not in guide] == []
    for figure in proved(PLAIN).figures():
        parts = re.sub(r"^(card|node|line|ending)\..*?(\.[a-z]+)?$", r"\1 \2", figure.name).split()
        assert f"`{figure.name}`" in guide or all(part in guide for part in parts), figure.name
    in_words = {
        f"{round(giveaways.HITS * 100)} times of 100 more often than any line": "giveaway hits",
        f"worth {giveaways.GAIN:g} more than saying anything": "giveaway worth",
        f"better {round(giveaways.GOOD_GAIN * 100)} times of 100 more often": "giveaway good",
        f"worth less than {endings.PAYS} above saying anything, or that less than {endings.PAYS_SECOND} above": "pays",
        f"are worth {coverage.MISLEADS} less than": "misleads",
        f"with some boss they are worth {coverage.BELOW} less": "below",
        f"costs less than {coverage.CONSEQUENCE} with": "consequence",
        f"fewer than {round(coverage.HARDLY * 100)} of 100 talks": "hardly",
        f"fails from {round(pivots.UNSEEN * 100)} of 100 talks": "unseen",
        f"is worth {difficulty.HARDER} more than an easier": "harder",
        f"better {round(difficulty.HARDER_GOOD * 100)} of": "harder good",
        f"is less than {separation.COSTS}.": "costs",
        f"best line is worth {MATTERS} more than its worst": "matters",
    }
    text = " ".join(guide.split())
    assert [name for said, name in in_words.items() if said not in text] == []
    assert separation.LEAST == 1
