"""Runs axe-core in a page."""

from axe_playwright_python.sync_playwright import Axe

# WCAG 2.0 to 2.2, A and AA, and best practice. The rule on the size of targets is off unless asked
# for. The passes are not asked for: to list them takes longer than to find the faults.
OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def violations(page):
    """Returns what axe-core holds against a page, a line each."""
    found = Axe().run(page, options=OPTIONS).response
    ran = {rule["id"] for kind in ("passes", "violations", "incomplete") for rule in found[kind]}
    assert {"color-contrast", "heading-order", "target-size"} <= ran, "axe-core left rules out"
    return [
        f"{violation['id']}: {violation['help']}: "
        + "; ".join(
            f"{node['target']} {' '.join(node['failureSummary'].split())}"
            for node in violation["nodes"][:5]
        )
        for violation in found["violations"]
    ]
