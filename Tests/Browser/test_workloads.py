"""Holds the pages of workloads for several users to what the engine computes for them."""

import csv

import pytest

from built_site import REPOSITORY


def _workloads():
    path = REPOSITORY / "Content" / "Catalog" / "workloads.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if row["category"] == "language" and int(row["concurrent_users"]) > 1
        ]


WORKLOADS = pytest.mark.parametrize("workload", _workloads(), ids=lambda workload: workload["id"])


def _tables(site, workload):
    return {table["id"]: table["rows"] for table in site.twin(f"workloads/{workload['id']}/")["tables"]}


@WORKLOADS
def test_comfortable_systems_are_computed_where_the_target_is_a_speed(site, workload):
    comfortable = {row["comfortable"] for row in _tables(site, workload)["systems"]}
    computed = workload["target_unit"] in ("tokens/s", "documents/h")
    assert ("not computed" not in comfortable) == computed, comfortable


@WORKLOADS
def test_devices_below_the_target_are_flagged(site, workload):
    rows = _tables(site, workload)["speed-for-users"]
    assert rows
    for row in rows:
        if workload["target_unit"] != "tokens/s":
            assert row["out"] == "–", row
        elif row["each_high_tok_s"] < float(workload["target_min"]):
            assert row["out"] == "usable speed", row
        elif row["each_low_tok_s"] < float(workload["target_min"]):
            assert row["out"] == "usable speed in doubt", row
        else:
            assert not row["out"].startswith("usable"), row


@WORKLOADS
def test_prompts_are_told_where_the_workload_states_their_length(site, workload):
    tables = _tables(site, workload)
    # Pictures of pages are no prompts of text.
    asked = workload["prompt_tokens"] and workload["target_unit"] != "pages/min"
    assert ("prompts-for-users" in tables) == bool(asked)
    for row in tables.get("prompts-for-users", ()):
        assert 0 < row["low_tok_s"] <= row["high_tok_s"] and row["basis"], row
