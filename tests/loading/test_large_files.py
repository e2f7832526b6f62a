"""Large files: what one may hold, and that what is in it is looked up without going through all of it each time."""

from __future__ import annotations

import pytest

from rehearse.loading import yaml_reader
from rehearse.loading.yaml_reader import SourceError, read_yaml
from rehearse.model import problem
from rehearse.model.problem import did_you_mean


def test_a_file_with_too_many_values_is_refused_before_it_takes_all_memory(monkeypatch):
    monkeypatch.setattr(yaml_reader, "MAX_VALUES", 100)
    assert len(read_yaml("list.yaml", b"- a\n" * 99).data) == 99
    with pytest.raises(SourceError) as refused:
        read_yaml("list.yaml", b"- a\n" * 102)
    found = refused.value.problem
    assert (found.code, found.span.line) == ("file-too-large", 101)
    assert found.message == "The file is too large: more than 100 values."


def test_among_very_many_words_the_nearest_is_sought_where_it_probably_is(monkeypatch):
    monkeypatch.setattr(problem, "MOST_COMPARED", 3)
    known = ["opening", "office", "openings-and-endings", "ending", "closing"]
    assert did_you_mean("openning", known) == "Did you mean 'opening'?"
    assert did_you_mean("zzz", known) == ""
