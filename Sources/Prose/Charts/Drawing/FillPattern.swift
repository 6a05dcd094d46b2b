/// Fills that stay apart without colour: each series has its own hatching.
enum FillPattern {
  /// Returns the definition of a series' fill: its colour with lines in the colour of the paper.
  static func svg(_ series: Int, id: String) -> String {
    let size = series == 2 ? 6 : 8
    var svg = "<pattern id=\"\(id)\" width=\"\(size)\" height=\"\(size)\" "
    svg += "patternUnits=\"userSpaceOnUse\">"
    svg += "<rect class=\"chart-fill chart-\(series + 1)\" width=\"\(size)\" height=\"\(size)\"/>"
    svg += hatching(series)
    return svg + "</pattern>\n"
  }

  private static func hatching(_ series: Int) -> String {
    let path: String
    switch series {
    case 1: path = "M-2 2L2 -2M0 8L8 0M6 10L10 6"
    case 2: return "<circle class=\"chart-dot\" cx=\"3\" cy=\"3\" r=\"1.2\"/>"
    case 3: path = "M-2 6L2 10M0 0L8 8M6 -2L10 2"
    case 4: path = "M0 2L8 2M0 6L8 6"
    case 5: path = "M0 0L8 8M0 8L8 0"
    default: return ""
    }
    return "<path class=\"chart-hatch\" d=\"\(path)\"/>"
  }
}
