"""A meeting in another language: wording alone, gaps as they were written, and typed replies always asked about."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rehearse.coaching.feedback.hearing import Ear
from rehearse.engine import compile_story
from rehearse.loading.library import Library, Origin, load_library
from rehearse.loading.strings import Strings, in_language, shown_texts, source_hash
from rehearse.loading.texts import tables_of
from rehearse.loading.yaml_reader import Document
from rehearse.model.strings import StringTable, Translation
from rehearse.store.journal import Journal
from rehearse.store.languages import as_remembered, left_in_original, remember_language
from rehearse.store.session import Session
from rehearse.store.settings import Settings, load_settings, save_settings
from rehearse.tui.home.shelf import read_shelf
from tests.processes import run_forked

if TYPE_CHECKING:
    import subprocess

MEETING, BOSS = "one-day-a-week", "sociable"


@cache
def shipped() -> Library:
    return load_library()


def translated(*tables: str, but: str = "") -> Library:
    """The shipped content with string tables in which every text has a mark before it; *but* is left out."""
    library = load_library()
    for table in tables or tables_of(library):
        strings = {
            key: Translation(text=f"XX {text}", of=source_hash(text))
            for key, (_, text) in shown_texts(library, table).items()
            if key != but
        }
        library.strings.append(
            Strings(StringTable(language="xx", of=table, strings=strings), Origin(Document("xx.yaml")))
        )
    return library


def test_every_text_of_a_story_is_in_the_other_language():
    library = in_language(translated(), "xx")
    assert library.rules is not None
    story = compile_story(library.scenarios[MEETING], library.personas[BOSS], library.rules, library.moves)
    assert story.title == "XX One day a week"
    for node in story.nodes:
        assert node.boss == "" or node.boss.startswith("XX ")
        assert all(choice.say.startswith("XX ") for choice in node.choices)
        assert all(reply.startswith("XX ") for choice in node.choices for reply in choice.replies)
    assert all(line.startswith("XX ") for lines in story.lines.values() for line in lines)
    assert story.boss.name == "XX Danny Okafor"
    assert "XX Wednesday" in story.asks, "the defaults of slots as well"
    assert story.levels[0].label == "XX Patient"


def test_ids_effects_odds_and_the_hash_of_the_content_stay_as_they_are():
    library = translated()
    other = in_language(library, "xx")
    assert other.content_hash(MEETING, BOSS) == shipped().content_hash(MEETING, BOSS)
    node, same = other.scenarios[MEETING].nodes["door"], shipped().scenarios[MEETING].nodes["door"]
    assert [(c.id, c.move, c.effects, c.goto) for c in node.choices] == [
        (c.id, c.move, c.effects, c.goto) for c in same.choices
    ]
    assert library.scenarios[MEETING].title == "One day a week", "the library itself is not changed"


def test_what_is_missing_is_said_as_it_was_written():
    library = in_language(translated(f"scenarios/{MEETING}", but="nodes/door/boss@sociable"), "xx")
    door = library.scenarios[MEETING].nodes["door"].boss
    assert door is not None
    assert door["sociable"].startswith("There you are.")
    assert door["default"].startswith("XX ")
    assert library.personas[BOSS].name == "Danny Okafor"


def test_how_much_is_missing_is_told():
    library = translated(f"scenarios/{MEETING}", f"personas/{BOSS}", but="nodes/door/boss")
    told = left_in_original(library, "xx", MEETING, BOSS)
    assert told.startswith("1 of ")
    assert "texts of this meeting" in told
    assert left_in_original(translated(), "xx", MEETING, BOSS) == ""


def test_a_translation_with_a_broken_slot_is_not_used():
    library = load_library()
    strings = {"asks": Translation(text="Nur ein Tag.", of=None)}
    library.strings.append(
        Strings(StringTable(language="xx", of=f"scenarios/{MEETING}", strings=strings), Origin(Document("xx.yaml")))
    )
    assert in_language(library, "xx").scenarios[MEETING].asks == shipped().scenarios[MEETING].asks


def test_a_line_put_in_between_others_takes_no_translation_from_them():
    library = translated(f"personas/{BOSS}")
    boss = library.personas[BOSS]
    lines = boss.lines.model_copy(update={"yes": ("Something new.", *boss.lines.yes)})
    library.personas[BOSS] = boss.model_copy(update={"lines": lines})
    said = in_language(library, "xx").personas[BOSS].lines.yes
    assert said == ("Something new.", *(f"XX {line}" for line in boss.lines.yes))


def test_a_later_pack_mends_single_texts_of_an_earlier_one():
    library = translated()
    again = StringTable(language="xx", of=f"scenarios/{MEETING}", strings={"title": Translation(text="YY")})
    library.strings.append(Strings(again, Origin(Document("yy.yaml"))))
    other = in_language(library, "xx").scenarios[MEETING]
    assert other.title == "YY"
    assert other.scene["default"].startswith("XX ")


def test_a_rehearsal_begun_in_one_language_is_carried_on_in_another():
    library = translated()
    journal = Journal.open()
    session = Session.begin(
        in_language(library, "xx"), journal, scenario=MEETING, persona=BOSS, level="everyday", seed=1, feedback="now"
    )
    session.say(session.choices()[0].id)
    record = journal.get(session.record.id)
    assert record is not None
    resumed = Session.resume(library, journal, record)
    assert resumed.diverged == ""
    assert [choice.id for choice in resumed.choices()] == [choice.id for choice in session.choices()]
    assert not resumed.choices()[0].say.startswith("XX ")
    journal.close()


def test_typed_replies_in_another_language_are_always_asked_about():
    library = translated()
    journal = Journal.open()
    for language, outcome in (("", "sure"), ("xx", "unsure")):
        content = in_language(library, language) if language else library
        session = Session.begin(
            content, journal, scenario=MEETING, persona=BOSS, level="everyday", seed=1, feedback="now"
        )
        line = next(choice for choice in session.choices() if choice.id == "frame")
        heard = Ear(content).hear(session.story, session.played.now.state, line.say)
        assert heard.outcome == outcome
        assert heard.readings[0].entry.what == "frame"
    journal.close()


def test_the_language_is_remembered_until_one_goes_back():
    library = translated()
    assert remember_language(library, "xx") == ""
    assert as_remembered(library).language == "xx"
    assert as_remembered(shipped()).language == "", "where there is no table for it, all is as it was written"
    remember_language(library, "original")
    assert load_settings().language == ""
    with pytest.raises(LookupError, match="no translation into 'xy'"):
        remember_language(library, "xy")


def test_other_settings_stay_when_a_language_is_remembered():
    save_settings(Settings(level="tough"))
    remember_language(translated(), "xx")
    assert load_settings() == Settings(level="tough", language="xx")


def rehearse(*arguments: str, said: str = "", cwd: Path) -> subprocess.CompletedProcess[str]:
    return run_forked(*arguments, given=said, cwd=cwd)


def test_a_meeting_is_played_in_another_language_from_a_pack(tmp_path):
    table = tmp_path / "pack" / "strings" / "de" / "scenarios" / f"{MEETING}.yaml"
    table.parent.mkdir(parents=True)
    table.write_text(
        f"language: de\nof: scenarios/{MEETING}\nstrings:\n  title: {{text: Ein Tag in der Woche}}\n"
        "  nodes/door/boss@sociable: {text: Da bist du ja.}\n",
        encoding="utf-8",
    )
    start = ("play", MEETING, "--boss", BOSS, "--plain", "--seed", "1", "--pack", "pack")
    german = rehearse(*start, "--language", "de", said="frame\n", cwd=tmp_path)
    assert german.returncode == 0
    assert "Ein Tag in der Woche" in german.stdout
    assert "Da bist du ja." in german.stdout
    assert "texts of this meeting" in german.stderr
    assert json.loads((Path(os.environ["REHEARSE_HOME"]) / "settings.json").read_text())["language"] == "de"
    resumed = rehearse("resume", "--plain", "--pack", "pack", cwd=tmp_path)
    assert "Da bist du ja." in resumed.stdout
    shelf = read_shelf((tmp_path / "pack",))
    assert shelf.library.scenarios[MEETING].title == "Ein Tag in der Woche", "the screens too"
    without = rehearse("resume", "--plain", cwd=tmp_path)
    assert without.returncode == 0
    assert "There you are." in without.stdout
    assert "There is no translation into 'de' here" in without.stderr
    back = rehearse("resume", "--plain", "--pack", "pack", "--language", "original", cwd=tmp_path)
    assert "There you are." in back.stdout
    assert back.stderr == ""
    unknown = rehearse(*start, "--language", "dee", cwd=tmp_path)
    assert unknown.returncode == 2
    assert "Did you mean 'de'?" in unknown.stderr
