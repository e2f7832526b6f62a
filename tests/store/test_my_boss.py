"""The boss whom the person took for theirs, in the brief: nothing else in it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearse.model.brief import Boss, Brief
from rehearse.store.brief import load_brief, save_brief
from rehearse.store.my_boss import keep_boss

if TYPE_CHECKING:
    from pathlib import Path

BOSSES = {"controlling": "The one who wants to see it", "sociable": "The one who misses people"}


def test_one_boss_is_kept_and_what_was_said_of_another_goes() -> None:
    save_brief(Brief(you="Sam", boss=Boss(name="Karen", persona="sociable", mixed_with="controlling", share=40)))
    assert keep_boss("controlling", BOSSES) == (True, "")
    assert load_brief()[0] == Brief(you="Sam", boss=Boss(name="Karen", persona="controlling"))


def test_a_mix_is_kept_with_its_share() -> None:
    assert keep_boss("controlling+sociable", BOSSES, share=33).done
    assert load_brief()[0].boss == Boss(persona="controlling", mixed_with="sociable", share=33)
    assert keep_boss("sociable+controlling", BOSSES).done  # the other way round: nobody is mixed with themselves
    assert load_brief()[0].boss == Boss(persona="sociable", mixed_with="controlling")


@pytest.mark.parametrize(("name", "called"), [("Karen", "Karen"), ("", None), (None, "Before")])
def test_a_name_is_given_taken_away_or_left_as_it_is(name: str | None, called: str | None) -> None:
    save_brief(Brief(boss=Boss(name="Before")))
    assert keep_boss("sociable", BOSSES, name=name).done
    assert load_brief()[0].boss == Boss(name=called, persona="sociable")


def test_what_cannot_be_read_or_saved_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done, sentence = keep_boss("sociable", BOSSES, name="x" * 400)
    assert not done
    assert "300 characters" in sentence
    assert load_brief()[0].is_empty
    (tmp_path / "a-file").touch()
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "a-file" / "home"))
    done, sentence = keep_boss("sociable", BOSSES)
    assert not done
    assert "could not be saved" in sentence
