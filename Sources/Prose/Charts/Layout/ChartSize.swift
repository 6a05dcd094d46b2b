/// The two sizes in which a chart is drawn: scaling one picture would make its text too small on a
/// phone or too large on a desk.
enum ChartSize: String, CaseIterable, Sendable {
  case wide
  case compact

  /// Units across; about a pixel each.
  var width: Double { self == .wide ? 720 : 340 }
}
