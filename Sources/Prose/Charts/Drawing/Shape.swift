/// One mark of a drawing. A `style` is a class of the style sheet, without its prefix `chart-`.
indirect enum Shape: Sendable {
  case box(Box, style: String)
  /// A box filled with the colour and the pattern of a series.
  case filled(Box, series: Int)
  case line(Point, Point, style: String)
  /// A curve with the colour and the dashes of a series.
  case curve([Point], series: Int)
  /// A point with the colour and the form of a series.
  case marker(Point, series: Int)
  case text(String, Point, TextAnchor, style: String)
  /// Shapes with a name that shows when they are pointed at, and perhaps the page they lead to.
  case named(String, href: String?, [Shape])
}

/// Which end of a text stands at its point.
enum TextAnchor: String, Sendable {
  case start
  case middle
  case end
}
