"""Holds the drawings of charts against the tables below them, value by value.

The numbers are measured on the drawing: an axis is taken from the words and places of its ticks, and
each mark must be where the axis puts the number of the table. What a mark says must be what the cell
says. A drawing tells its kind in its description.
"""

import math
import re
from dataclasses import dataclass

# How far, in units of the drawing, a mark may be from where it belongs: coordinates are written to a
# tenth, and an axis is known from coordinates too.
NEAR = 0.25

# Where the outline of a marker begins, seen from its place, by the number of its series.
MARKER_STARTS = {1: (-4.5, 0), 2: (-4, -4), 3: (0, -5), 4: (0, -5.5), 5: (0, 5), 6: (-5, -2)}

# A part of a stacked bar ends this much before the next one begins.
SLIVER = 1.5

NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


@dataclass
class Column:
    """A column of the table: its heading, its unit, and per row the number and the words shown."""

    label: str
    unit: str
    numbers: list
    texts: list

    def said(self, row):
        """Returns what a mark for a row says: the cell with its unit."""
        return f"{self.texts[row]} {self.unit}".strip()

    @property
    def is_numeric(self):
        return any(number is not None for number in self.numbers)


class Unreadable(Exception):
    """A drawing that this reader does not understand."""


def faults(drawing, columns):
    """Returns what a drawing shows otherwise than its table does."""
    kind = words(drawing.xpath("./desc")[0]).partition(".")[0]
    if kind not in READERS:
        return [f"no reader for a drawing that calls itself {kind!r}"]
    try:
        return list(READERS[kind](drawing, columns))
    except Unreadable as reason:
        return [str(reason)]


def words(element):
    return " ".join(element.text_content().split())


def number(text):
    """Returns the first number of a text."""
    found = NUMBER.search(text)
    if found is None:
        raise Unreadable(f"there is no number in {text!r}")
    return float(found.group().replace(",", "").replace("−", "-"))


class Axis:
    """Turns numbers into places."""

    def __init__(self, texts, place, title=""):
        ticks = [(self._value(words(text), title), place(text)) for text in texts]
        if len(ticks) < 2:
            raise Unreadable(f"the axis {title!r} has fewer than two ticks")
        (self.low, self.start), (self.high, self.end) = ticks[0], ticks[-1]
        # Only a linear axis can show 0.
        self.is_logarithmic = self.low > 0
        for value, at in ticks:
            if abs(self.place(value) - at) > NEAR:
                raise Unreadable(f"the tick {value} of {title!r} is at {at}")

    @staticmethod
    def _value(text, title):
        if not text.endswith("k"):
            return number(text)
        if "k = 1,024" not in title:
            raise Unreadable(f"{title!r} does not say what the k of {text!r} is")
        return number(text) * 1024

    def place(self, value):
        if self.is_logarithmic:
            fraction = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            fraction = (value - self.low) / (self.high - self.low)
        return self.start + fraction * (self.end - self.start)


def _styled(tag, style, condition="true()"):
    return f".//{tag}[contains(concat(' ', @class, ' '), ' chart-{style} ')][{condition}]"


def _number_of(element, name):
    return float(element.get(name))


def _coordinates(path):
    return [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?", path.get("d"))]


def _compare(what, found, expected):
    """Yields the differences of what marks say, and returns whether there are as many as expected."""
    for said, wanted in zip(found, expected):
        if said != wanted:
            yield f"{what} says {said!r}, the table says {wanted!r}"
    if len(found) != len(expected):
        yield f"{len(found)} × {what}, the table has {len(expected)}"


def _misplaced(what, place, wanted):
    if abs(place - wanted) > NEAR:
        yield f"{what} is at {place:.1f}, the table's value is at {wanted:.1f}"


# --- Stacked bars ------------------------------------------------------------------------------


def _ledger(drawing, columns):
    axis = Axis(drawing.xpath(_styled("text", "tick")), lambda text: _number_of(text, "x"))
    limit = _mark_column(drawing, columns)
    parts = [column for column in _drawn(drawing, columns) if column is not limit]
    tracks = drawing.xpath(_styled("rect", "track"))
    totals = drawing.xpath(_styled("text", "label", "@text-anchor='end'"))
    yield from _compare("bar", [1] * len(tracks), [1] * len(columns[0].texts))
    for row, (track, total) in enumerate(zip(tracks, totals)):
        top = track.get("y")
        drawn = drawing.xpath(f"./g[rect[@y='{top}']]")
        shown = [part for part in parts if part.numbers[row]]
        yield from _compare(
            f"a part of {columns[0].texts[row]}",
            [words(part.xpath("./title")[0]) for part in drawn],
            [f"{part.label}: {part.said(row)}" for part in shown],
        )
        sum_before = 0
        for group, part in zip(drawn, shown):
            rect = group.xpath("./rect")[0]
            start = axis.place(sum_before)
            sum_before += part.numbers[row]
            length = max(1, axis.place(sum_before) - start - SLIVER)
            yield from _misplaced(f"{part.label}, row {row}", _number_of(rect, "x"), start)
            yield from _misplaced(f"{part.label}, row {row}", _number_of(rect, "width"), length)
        yield from _rounds(words(total), sum_before)
        if limit is not None and limit.numbers[row] is not None:
            yield from _limit(drawing, float(top), axis, limit, row)


def _drawn(drawing, columns):
    """Returns the columns that are drawn: a chart may leave out some that its table has."""
    names = [words(text) for text in drawing.xpath(_styled("text", "soft"))]
    titles = [words(title).rpartition(": ")[0] for title in drawing.xpath(".//title")]
    return [
        column
        for column in columns
        if column.is_numeric
        and (column.label in titles
             or any(name == column.label or name.startswith(f"{column.label} ") for name in names))
    ]


def _mark_column(drawing, columns):
    """Returns the column of the limit that a key explains, or None where there is no limit."""
    marks = drawing.xpath(_styled("path", "mark"))
    if not marks:
        return None
    texts = [words(text) for text in drawing.xpath(_styled("text", "soft"))]
    named = [c for c in columns if c.is_numeric and any(t.startswith(c.label) for t in texts)]
    # The parts have a sign of their own in the key; the limit has none of theirs.
    limit = [c for c in named if not any(
        words(title).startswith(f"{c.label}: ") for title in drawing.xpath("./g/title"))]
    if len(limit) != 1:
        raise Unreadable("the key does not tell which column is the limit")
    return limit[0]


def _limit(drawing, top, axis, column, row):
    paths = [_coordinates(path) for path in drawing.xpath(_styled("path", "mark"))]
    places = [path[0] for path in paths if path[1] == top - 4]
    yield from _compare("limit", [1] * len(places), [1])
    for place in places:
        yield from _misplaced(f"the limit, row {row}", place, axis.place(column.numbers[row]))


def _rounds(text, value):
    """Yields a fault unless a text is a value rounded to the text's last digit."""
    digits = len(NUMBER.search(text).group().partition(".")[2])
    if abs(number(text) - value) > 0.5 * 10**-digits * (1 + 1e-9):
        yield f"the whole says {text!r}, the parts make {value}"


# --- Bars in groups ----------------------------------------------------------------------------


def _bars(drawing, columns):
    bars = _drawn(drawing, columns)
    expected = [(row, bar) for row in range(len(columns[0].texts)) for bar in bars]
    names = drawing.xpath(_styled("text", "soft", "@text-anchor='end'"))
    yield from _compare("bar", [words(name) for name in names], [bar.label for _, bar in expected])
    rects = {_number_of(rect, "y") + 13.5: _number_of(rect, "width")
             for rect in drawing.xpath("./rect")}
    values = {_number_of(text, "y"): words(text)
              for text in drawing.xpath("./text[not(@text-anchor)]")}
    most = max(bar.numbers[row] or 0 for row, bar in expected)
    scale = max(rects.values()) / most
    for name, (row, bar) in zip(names, expected):
        y = _number_of(name, "y")
        yield from _compare("bar", [values.get(y)], [bar.said(row)])
        value = bar.numbers[row] or 0
        length = max(1, value * scale) if value > 0 else 0
        yield from _misplaced(f"{bar.label}, row {row}", rects.get(y, 0), length)
    labels = " ".join(words(text) for text in drawing.xpath(_styled("text", "label")))
    yield from _compare("the names", [labels], [" ".join(columns[0].texts)])


# --- Plots -------------------------------------------------------------------------------------


class Plot:
    """The axes of a plot, with the columns of the table that they show."""

    def __init__(self, drawing, columns):
        y_title, x_title = [words(text) for text in drawing.xpath(_styled("text", "axis-title"))]
        ticks = _styled("text", "tick", "@text-anchor='{}'")
        self.x_axis = Axis(
            drawing.xpath(ticks.format("middle")), lambda text: _number_of(text, "x"), x_title)
        self.y_axis = Axis(
            drawing.xpath(ticks.format("end")), lambda text: _number_of(text, "y") - 4.5, y_title)
        self.x = self._column(x_title, columns)
        self.y = self._column(y_title, columns)

    @staticmethod
    def _column(title, columns):
        """Returns the column that a title names with its unit: 'Memory, GiB'."""
        for column in columns:
            name = f"{column.label}, {column.unit}" if column.unit else column.label
            if title in (name, f"{name} (k = 1,024)"):
                return column
        raise Unreadable(f"no column of the table is {title!r}")

    def misplaced(self, group, row):
        path = group.xpath("./path")[0]
        series = int(re.search(r"chart-(\d)", path.get("class")).group(1))
        (x, y), (dx, dy) = _coordinates(path)[:2], MARKER_STARTS[series]
        what = words(group.xpath("./title")[0])
        yield from _misplaced(f"{what} (x)", x - dx, self.x_axis.place(self.x.numbers[row]))
        yield from _misplaced(f"{what} (y)", y - dy, self.y_axis.place(self.y.numbers[row]))


def _lines(drawing, columns):
    plot = Plot(drawing, columns)
    rows = [row for row, y in enumerate(plot.y.numbers) if y is not None]
    names = next(column for column in columns if not column.is_numeric).texts
    level_rows = [row for row in rows if plot.x.numbers[row] is None]
    levels = drawing.xpath(f".//g[{_styled('path', 'level')[3:]}]")
    yield from _compare(
        "level", [words(level.xpath("./title")[0]) for level in levels],
        [f"{names[row]}: {plot.y.said(row)}" for row in level_rows])
    for level, row in zip(levels, level_rows):
        y = _coordinates(level.xpath("./path")[0])[1]
        yield from _misplaced(names[row], y, plot.y_axis.place(plot.y.numbers[row]))
    order = list(dict.fromkeys(names[row] for row in rows))
    curve_rows = sorted(
        (row for row in rows if plot.x.numbers[row] is not None),
        key=lambda row: (order.index(names[row]), plot.x.numbers[row]))
    points = drawing.xpath(f".//g[{_styled('path', 'marker')[3:]}]")
    yield from _compare(
        "point", [words(point.xpath("./title")[0]) for point in points],
        [f"{names[row]}, {plot.x.said(row)}: {plot.y.said(row)}" for row in curve_rows])
    for point, row in zip(points, curve_rows):
        yield from plot.misplaced(point, row)
    yield from _curves(drawing, points)


def _curves(drawing, points):
    """Yields the corners of curves that are not at the points, which are drawn in the same order."""
    curves = [_coordinates(path) for path in drawing.xpath(_styled("path", "curve"))]
    corners = [(x, y) for curve in curves for x, y in zip(curve[::2], curve[1::2])]
    yield from _compare("corner of a curve", [1] * len(corners), [1] * len(points))
    for (x, y), point in zip(corners, points):
        path = point.xpath("./path")[0]
        series = int(re.search(r"chart-(\d)", path.get("class")).group(1))
        (a, b), (dx, dy) = _coordinates(path)[:2], MARKER_STARTS[series]
        yield from _misplaced("a corner", x, a - dx)
        yield from _misplaced("a corner", y, b - dy)


def _scatter(drawing, columns):
    plot = Plot(drawing, columns)
    names = next(column for column in columns if not column.is_numeric).texts
    rows = [row for row in range(len(names))
            if plot.x.numbers[row] is not None and plot.y.numbers[row] is not None]
    # The first row is drawn last, so that it lies on top.
    rows.reverse()
    points = [title.getparent() for title in drawing.xpath(".//title")]
    yield from _compare(
        "point", [words(point.xpath("./title")[0]) for point in points],
        [f"{names[row]}: {plot.x.said(row)}, {plot.y.said(row)}" for row in rows])
    for point, row in zip(points, rows):
        yield from plot.misplaced(point, row)


READERS = {
    "Stacked bar chart": _ledger,
    "Bar chart": _bars,
    "Line chart": _lines,
    "Scatter chart": _scatter,
}
