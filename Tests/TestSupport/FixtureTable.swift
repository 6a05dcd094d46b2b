import Foundation

/// Reads the tables beside the tests.
package enum FixtureTable {
  /// The rows of a CSV file without quoted cells, each by column name.
  package static func rows(atPath path: String) throws -> [[String: String]] {
    let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { throw FixtureFault(cell: "header of \(path)") }
    return lines.dropFirst().map { cells in
      Dictionary(uniqueKeysWithValues: zip(header, cells).map { ($0, $1) })
    }
  }
}

/// A cell of a fixture that cannot be read.
package struct FixtureFault: Error {
  /// Which one.
  package let cell: String

  /// Names a cell.
  package init(cell: String) { self.cell = cell }
}
