/// A picture in its own coordinates: what a layout makes and the SVG writer prints.
struct Drawing: Sendable {
  var width: Double
  var height: Double
  var shapes: [Shape] = []
}
