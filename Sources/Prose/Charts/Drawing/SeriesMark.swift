/// Forms and dashes that keep series apart without colour.
enum SeriesMark {
  /// Returns the dashes of a curve, or `nil` for a solid one.
  static func dashes(_ series: Int) -> String? {
    switch series {
    case 1: "7 3"
    case 2: "10 3 2 3 2 3"
    case 3: "9 3 2 3"
    case 4: "14 5"
    case 5: "3 2"
    default: nil
    }
  }

  /// Returns the outline of a marker around a point.
  static func path(_ series: Int, at point: Point) -> String {
    let x = point.x
    let y = point.y
    switch series {
    case 0: return circle(x, y)
    case 1: return polygon([(-4, -4), (4, -4), (4, 4), (-4, 4)], x, y)
    case 2: return polygon([(0, -5), (5, 4), (-5, 4)], x, y)
    case 3: return polygon([(0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)], x, y)
    case 4: return polygon([(0, 5), (5, -4), (-5, -4)], x, y)
    default:
      let cross: [(Double, Double)] = [
        (-5, -2), (-2, -2), (-2, -5), (2, -5), (2, -2), (5, -2), (5, 2), (2, 2), (2, 5), (-2, 5),
        (-2, 2), (-5, 2),
      ]
      return polygon(cross, x, y)
    }
  }

  private static func circle(_ x: Double, _ y: Double) -> String {
    "M\(SVGNumber.text(x - 4.5)) \(SVGNumber.text(y))a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0z"
  }

  private static func polygon(
    _ corners: [(x: Double, y: Double)], _ x: Double, _ y: Double
  ) -> String {
    let points = corners.map {
      "\(SVGNumber.text(x + $0.x)) \(SVGNumber.text(y + $0.y))"
    }
    return "M" + points.joined(separator: "L") + "z"
  }
}
