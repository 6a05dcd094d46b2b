import Catalog

/// How far the figures of a column stand from its edge, so that their points stand below each other.
///
/// Figures are set flush right with digits of one width. One with fewer decimals than the longest of
/// its column is moved by the width of the digits, and of the point, that it lacks; the class says
/// how many, the style sheet how wide.
struct DecimalAlignment {
  /// The most decimals of any figure in each column; 0 for columns of words.
  private let decimals: [Int]

  /// More than this would leave a column half empty.
  private static let limit = 4

  /// Takes the printed cells of each row.
  init(columns: [RenderedTable.Column], texts: [[String]]) {
    decimals = columns.indices.map { column in
      guard columns[column].isNumeric else { return 0 }
      return texts.reduce(0) { max($0, Self.decimals(of: $1[column])) }
    }
  }

  /// Returns the class of a figure, `d2` for two digits and `w2` for two digits and the point, or an
  /// empty text for one that stands at the edge.
  func classSuffix(of text: String, in column: Int) -> String {
    let own = Self.decimals(of: text)
    let missing = min(decimals[column], Self.limit) - own
    guard missing > 0 else { return "" }
    return own == 0 ? " w\(missing)" : " d\(missing)"
  }

  private static func decimals(of text: String) -> Int {
    let bytes = text.utf8
    guard let point = bytes.lastIndex(of: UInt8(ascii: ".")) else { return 0 }
    return bytes.distance(from: point, to: bytes.endIndex) - 1
  }
}
