"""Assertions whose failure shows everything that was wrong, one fault a line."""

SHOWN = 40


def assert_none(faults):
    """Fails when there are faults, and lists them; pytest would cut a long list short."""
    faults = list(faults)
    assert not faults, "\n".join(
        [f"{len(faults)} faults:"]
        + [f"- {fault}" for fault in faults[:SHOWN]]
        + (["- …"] if len(faults) > SHOWN else [])
    )
