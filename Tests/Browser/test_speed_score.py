"""Holds the page with the score of speeds to the tables that it is made from: nothing is left out unsaid."""

import csv
from collections import Counter

from built_site import REPOSITORY
from charts import words

PAGE = "method/speed-score/"


def _catalog(name):
    path = REPOSITORY / "Content" / "Catalog" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows(site, name):
    [table] = [table for table in site.twin(PAGE)["tables"] if table["id"] == name]
    return table["rows"]


def test_all_series_are_drawn(site):
    drawn = Counter(row["what"] for name in ("series", "series-of-several") for row in _rows(site, name))
    assert drawn == Counter(series["what"] for series in _catalog("speed-series"))


def test_each_kind_of_run_shows_its_worst(site):
    counted = Counter(series["what"] for series in _catalog("speed-series"))
    shown = Counter(row["what"] for row in _rows(site, "worst-series"))
    assert shown == {what: min(5, count) for what, count in counted.items()}


def test_goals_are_told_beside_what_was_reached(site):
    scores = {score["what"]: score for score in _catalog("speed-scores") if score["scope"] == "all"}
    rows = _rows(site, "score-kinds")
    assert len(rows) == len(scores)
    for row in rows:
        score = scores[row["what"]]
        for name in ("cards", "ninth", "held"):
            value, goal = float(score[f"{name}_pct"]), score[f"{name}_goal_pct"]
            if goal == "–":
                assert row[f"{name}_goal"] == "–", row
                continue
            reached = value >= float(goal) if name == "held" else value <= float(goal)
            assert row[f"{name}_goal"] == f"{goal} %: {'held' if reached else 'missed'}", row


def test_every_width_is_listed_with_its_goal(site):
    told = Counter((row["what"], row["setting"], row["goal"]) for row in _rows(site, "range-widths"))
    assert told == Counter(
        (
            line["what"],
            line["setting"],
            f"{line['width_goal']}: "
            + ("kept" if float(line["width"]) <= float(line["width_goal"]) else "missed"),
        )
        for line in _catalog("speed-ranges")
    )


def test_conclusions_name_the_best_and_the_worst(site):
    scores = [score for score in _catalog("speed-scores") if score["scope"] == "all"]
    ranked = [score["what"] for score in sorted(scores, key=lambda score: float(score["cards_pct"]))]
    text = words(site.document(PAGE).xpath("//main")[0])
    assert f"By the median over cards {ranked[0]} is known best" in text
    assert f"and {ranked[-1]} worst" in text
