/// How the cells of a table column are set.
enum ColumnAlignment: Equatable {
  case unset
  case left
  case center
  case right

  /// The attribute of a cell: a class, since the site's content policy forbids style attributes.
  var attribute: String {
    switch self {
    case .unset: ""
    case .left: " class=\"align-left\""
    case .center: " class=\"align-center\""
    case .right: " class=\"align-right\""
    }
  }

  /// Reads the cell of a delimiter row: hyphens with a colon on either side, or nothing.
  init?(delimiter: [UInt8]) {
    let colon = UInt8(ascii: ":")
    let isLeft = delimiter.first == colon
    let isRight = delimiter.count > 1 && delimiter.last == colon
    let dashes = delimiter.dropFirst(isLeft ? 1 : 0).dropLast(isRight ? 1 : 0)
    guard !dashes.isEmpty, dashes.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
    switch (isLeft, isRight) {
    case (false, false): self = .unset
    case (true, false): self = .left
    case (true, true): self = .center
    case (false, true): self = .right
    }
  }
}
