/// Finds room for labels beside points, without overlap.
struct LabelPlaces {
  /// Where labels may stand.
  let area: Box
  /// What labels must not cover.
  private(set) var taken: [Box]

  init(area: Box, avoiding taken: [Box]) {
    self.area = area
    self.taken = taken
  }

  /// Returns a label beside a point, right of it first, or `nil` when there is no room.
  mutating func place(_ text: String, beside point: Point) -> PlacedLabel? {
    place(
      LabelPlaces.offsets.map { offset, anchor in
        let place = Point(x: point.x + offset.x, y: point.y + offset.y)
        return PlacedLabel(text: text, point: place, anchor: anchor)
      })
  }

  /// Returns the first label that covers nothing, and takes its place.
  mutating func place(_ candidates: [PlacedLabel]) -> PlacedLabel? {
    for label in candidates {
      let box = label.box
      guard area.contains(box), !taken.contains(where: box.overlaps) else { continue }
      taken.append(box)
      return label
    }
    return nil
  }

  private static let offsets: [(Point, TextAnchor)] = [
    (Point(x: 9, y: 4.5), .start), (Point(x: -9, y: 4.5), .end), (Point(x: 0, y: -9), .middle),
    (Point(x: 0, y: 18), .middle), (Point(x: 6, y: -7), .start), (Point(x: 6, y: 16), .start),
    (Point(x: -6, y: -7), .end), (Point(x: -6, y: 16), .end),
  ]

  /// Moves places along one line apart until none is closer to the next than `gap`, and keeps them
  /// between `lower` and `upper` as far as there is room.
  static func spread(
    _ places: [Double], gap: Double, from lower: Double, to upper: Double
  ) -> [Double] {
    let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    var spread = places
    var limit = lower
    for index in order {
      spread[index] = max(places[index], limit)
      limit = spread[index] + gap
    }
    limit = upper
    for index in order.reversed() {
      spread[index] = min(spread[index], limit)
      limit = spread[index] - gap
    }
    return spread
  }
}
