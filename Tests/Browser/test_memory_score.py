"""Holds the page with the engine's score to the rows that it tells of.

The page states results of tests, which no query can give: when rows are added, it must follow.
"""

import csv
from collections import Counter

from built_site import REPOSITORY
from charts import words

PAGE = "method/memory-score/"
PLANS = ("planner", "families", "offload")

# What each line of the table of settings counts.
SETTINGS = {
    "More than one card": lambda run: int(run["gpus"]) > 1,
    "A stated number of layers": lambda run: run.get("gpu_layers", "all") != "all",
    "Experts of some or all layers": lambda run: run.get("experts_on_cpu", "0") != "0",
    "Flash attention off": lambda run: run["flash_attention"] == "off",
    "Scores of all tokens": lambda run: run["logits"] == "all",
    "A cache type other": lambda run: {run["kv_type_k"], run["kv_type_v"]} != {"f16"},
    "More than one slot": lambda run: int(run["parallel"]) > 1,
}


def _fixture(target, name):
    path = REPOSITORY / "Tests" / target / "Fixtures" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _runs():
    return [run for name in PLANS for run in _fixture("SizingTests", name)]


def _table(site, caption):
    """Returns the cells of a table of the page, row by row."""
    [table] = [
        table
        for table in site.document(PAGE).xpath("//main//table")
        if words(table.find("caption")).startswith(caption)
    ]
    return [[words(cell) for cell in row.xpath("th | td")] for row in table.xpath("tbody/tr")]


def _text(site):
    return words(site.document(PAGE).xpath("//main")[0])


def _twin_rows(site, name):
    [table] = [table for table in site.twin(PAGE)["tables"] if table["id"] == name]
    return table["rows"]


def test_runs_are_counted(site):
    runs = _runs()
    counted = Counter(run["model_id"] for run in runs)
    rows = _twin_rows(site, "runs-by-model")
    stated = {row["name_ref"]: row["runs"] for row in rows if "name_ref" in row}
    assert stated.items() <= counted.items()
    # Some models are not in the catalog and have no id here.
    assert sorted(row["runs"] for row in rows) == sorted(counted.values())
    kinds = _table(site, "The runs by kind")
    assert sum(int(kind[1]) for kind in kinds) == len(counted)
    assert sum(int(kind[2]) for kind in kinds) == len(runs)
    assert f"Every buffer of {len(runs)} plans" in _text(site)


def test_figures_of_the_runs_are_counted(site):
    # Each card and the host have weights, cache and working buffers.
    figures = sum(3 * (int(run["gpus"]) + 1) for run in _runs())
    assert f"{figures:,} figures" in _text(site)


def test_settings_of_the_runs_are_counted(site):
    stated = _table(site, "What the runs vary")
    assert len(stated) == len(SETTINGS)
    for label, count in stated:
        [counts] = [test for start, test in SETTINGS.items() if label.startswith(start)]
        assert int(count) == sum(map(counts, _runs())), label


def test_files_are_counted(site):
    rows = _fixture("CatalogTests", "gguf-sizes")
    reasons = Counter(row["left_out"] for row in rows if row["left_out"])
    stated = sorted(int(count) for _, count in _table(site, "Sizes that are not scored"))
    assert stated == sorted(reasons.values())
    scored = len(rows) - reasons.total()
    missed = len(_twin_rows(site, "files-missed"))
    assert f"{scored - missed} of {scored} files" in _text(site)
    assert f"{len(rows)} sizes" in _text(site)


def test_measured_figures_are_counted(site):
    rows = _fixture("SizingTests", "runtimes")
    scored = sum(row["rows"] for row in _twin_rows(site, "measured-by-model"))
    left = sum(int(count) for _, count in _table(site, "Measured figures that are not scored"))
    assert scored + left == len(rows)
    assert f"{scored} of {len(rows)} measured figures" in _text(site)
