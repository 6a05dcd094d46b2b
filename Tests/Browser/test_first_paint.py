"""Holds what decides how soon a page is there on a slow phone, and that it stays still.

How many seconds that takes is measured by `make bench-paint`, since a busy machine adds to them.
"""

import pytest

from faults import assert_none
from server import compressed
from slow_phone import load, slow_phone

SHIFT = 0.02

# A page waits for one file besides itself: the style sheet. It is small enough to come in the
# first flight of a new connection (ten segments), so its waiting is one round trip.
STYLE = 14_600


@pytest.fixture(scope="module")
def phone(tab):
    with slow_phone(tab) as page:
        yield page


def test_waits_for_little_and_stays_still(site, address, phone, kind):
    seen = load(phone, address + site.kinds[kind])
    blocking = [url.removeprefix(address) for url in seen["blocking"]]
    assert_none(_faults(site, seen, blocking))


def _faults(site, seen, blocking):
    if seen["paint"] is None or not seen["element"]:
        yield "nothing of the document was painted"
    if len(blocking) != 1 or not blocking[0].endswith(".css"):
        yield f"the first paint waits for other files than the style sheet: {blocking}"
    for file in blocking:
        weight = len(compressed(str(site.file(file))))
        if weight > STYLE:
            yield f"{file} weighs {weight} bytes, more than {STYLE}"
    if seen["shift"] > SHIFT:
        yield f"the layout shifted by {seen['shift']:.3f}: {seen['moved'][:5]}"
